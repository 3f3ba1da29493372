"""What models are given out in: a folder, a zip or tar archive, files compressed one by one. Read, never unpacked.

An archive's files go into memory only, so no path in it can lead anywhere, and no more is read than its sizes may be.
"""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from l10n import files
from l10n.errors import ModelError

if TYPE_CHECKING:
    from zipfile import ZipInfo

MAX_SIZE = 2 << 30
"""Bytes that an archive may unpack to; the largest model is a quarter of it."""
MAX_RATIO = 50
"""How many times its compressed size a large file may unpack to; weights compress to half at best."""
MAX_FILES = 2_000
_SMALL = 1 << 24
"""Bytes up to which no ratio is held against an archive."""
_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"


class Pack:
    """The files of a folder or an archive, below its top folder where it has one, without ``.gz`` and ``.zst``.

    Raises ModelError: neither, unsafe paths, links, far too large when unpacked.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shown = path.name
        self.size = 0
        """Bytes on disk."""
        found = self._folder() if path.is_dir() else self._archive()
        tops = {name.partition("/")[0] for name in found}
        if len(tops) == 1 and all("/" in name for name in found):
            found = {name.partition("/")[2]: read for name, read in found.items()}
        self._files = {name.removesuffix(".gz").removesuffix(".zst"): read for name, read in found.items()}

    @property
    def names(self) -> tuple[str, ...]:
        """Sorted, with forward slashes."""
        return tuple(sorted(self._files))

    def read(self, name: str) -> bytes:
        """The bytes of one of its files. ModelError where it is missing or damaged."""
        try:
            data = self._files[name]()
        except KeyError:
            raise ModelError(f"{name} is missing", path=self.shown) from None
        except (OSError, RuntimeError, NotImplementedError, ValueError, EOFError, zipfile.BadZipFile,
                zlib.error) as problem:
            why = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
            raise ModelError(f"is damaged: {name} cannot be read ({why})", path=self.shown) from None
        return expanded(data, f"{self.shown}: {name}")

    def text(self, name: str) -> str:
        """A file of it as text, "" where it has none of that name."""
        return self.read(name)[:_CHUNK].decode("utf-8", "replace") if name in self._files else ""

    def _folder(self) -> dict[str, Callable[[], bytes]]:
        found = [file for file in self.path.rglob("*") if file.is_file()]
        self.size = sum(file.stat().st_size for file in found)
        if len(found) > MAX_FILES:
            raise ModelError(f"holds {len(found):,} files: give the folder of one model", path=self.shown)
        return {file.relative_to(self.path).as_posix(): file.read_bytes for file in found}

    def _archive(self) -> dict[str, Callable[[], bytes]]:
        data = files.read(self.path, self.shown, ModelError)
        self.size = len(data)
        data = expanded(data, self.shown)
        if data[:4] == b"PK\x03\x04":
            return self._zip(data)
        try:
            with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
                return dict(self._tar(archive))
        except tarfile.TarError as problem:
            why = f"is damaged: {problem}" if data[257:262] == b"ustar" else "is no zip or tar archive, so no model"
            raise ModelError(why, path=self.shown) from None
        except (OSError, ValueError, EOFError) as problem:
            raise ModelError(f"is damaged: {problem}", path=self.shown) from None

    def _zip(self, data: bytes) -> dict[str, Callable[[], bytes]]:
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
            raise ModelError("is no zip archive, so no model", path=self.shown) from None
        infos = archive.infolist()
        checked(infos, self.shown)
        return {info.filename: lambda info=info: archive.read(info)  # type: ignore[misc]
                for info in infos if not info.is_dir()}

    def _tar(self, archive: tarfile.TarFile) -> Iterable[tuple[str, Callable[[], bytes]]]:
        for number, info in enumerate(archive):
            name = info.name.removeprefix("./")
            if number >= MAX_FILES:
                raise ModelError("holds thousands of files: no model", path=self.shown)
            if unsafe(info.name):
                raise ModelError(f"holds an unsafe path, “{info.name}”: not used", path=self.shown)
            if info.isfile():
                stream = archive.extractfile(info)
                data = b"" if stream is None else stream.read()
                if len(data) != info.size:
                    raise ModelError(f"is damaged: {name} is cut short", path=self.shown)
                yield name, lambda data=data: data  # type: ignore[misc]
            elif not info.isdir():
                raise ModelError(f"holds a link or device, “{info.name}”: not used", path=self.shown)


def unsafe(name: str) -> bool:
    """Whether a path in an archive leads out of it on some system."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


def checked(infos: Iterable[ZipInfo], shown: str) -> None:
    """ModelError where a zip archive must not be read: unsafe paths, links, encryption, a bomb."""
    infos = list(infos)
    for info in infos:
        if unsafe(info.filename):
            raise ModelError(f"holds an unsafe path, “{info.filename}”: not used", path=shown)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise ModelError(f"holds a link, “{info.filename}”: not used", path=shown)
        if info.flag_bits & 1:
            raise ModelError(f"is encrypted (“{info.filename}”)", path=shown)
    size, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if len(infos) > MAX_FILES or size > MAX_SIZE or (size > _SMALL and size > MAX_RATIO * packed):
        raise ModelError(f"would unpack to {size >> 20:,} MB in {len(infos):,} files from {packed >> 10:,} KB: "
                         "a zip bomb or no model", path=shown)


def expanded(data: bytes, shown: str) -> bytes:
    """The bytes that gzip or Zstandard compressed, others as they are. ModelError: damaged, far too large, or
    Zstandard where neither Python nor the zstandard package can read it."""
    most = min(MAX_SIZE, max(_SMALL, MAX_RATIO * len(data)))
    if data[:2] == _GZIP:
        found = _gunzip(data, most, shown)
    elif data[:4] == _ZSTD:
        found = _unzstd(data, most, shown)
    else:
        return data
    if len(found) > most:
        raise ModelError("unpacks to far more than any model has: a bomb", path=shown)
    return found


def _gunzip(data: bytes, most: int, shown: str) -> bytes:
    found = b""
    while data[:2] == _GZIP and len(found) <= most:     # one member after another, as pigz and cat make them
        decoder = zlib.decompressobj(wbits=31)
        try:
            found += decoder.decompress(data, most + 1 - len(found))
        except zlib.error as problem:
            raise ModelError(f"is damaged: {problem}", path=shown) from None
        if len(found) <= most and not decoder.eof:
            raise ModelError("is damaged: it is cut short", path=shown)
        data = decoder.unused_data
    return found


def _unzstd(data: bytes, most: int, shown: str) -> bytes:
    try:
        import zstandard
    except ImportError:
        raise ModelError("is compressed by Zstandard: unzstd it first, or pip install 'l10n[firefox]'",
                         path=shown) from None
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(data) as stream:
            found = bytes(stream.read(most + 1))
    except zstandard.ZstdError as problem:
        raise ModelError(f"is damaged: {problem}", path=shown) from None
    return found
