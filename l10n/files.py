"""Reading and writing files: whole, atomically, and never over somebody else's change."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from l10n.errors import ConflictError, L10nError

_SUFFIX = ".l10n-tmp"


def read(path: Path, shown: str, error: type[L10nError] = L10nError) -> bytes:
    """The bytes of ``path``.

    Raises ``error`` with ``shown`` as its path where it cannot be read (FileNotFoundError included).
    """
    try:
        return path.read_bytes()
    except OSError as problem:
        raise error(f"cannot be read: {_why(problem)}", path=shown) from None


def write(path: Path, data: bytes, shown: str, *, expected: bytes | bool | None = True) -> bool:
    """Write ``data`` to ``path`` unless it is there already; True where something was written.

    The file appears whole or not at all (temporary file in the same folder, fsync, rename) and keeps its
    permission bits. ``expected`` is what the caller last read there (None: no file); where something else is there
    now, ConflictError is raised and nothing is written. True skips that test.
    What is no file of its own, such as ``/dev/null`` or a pipe, is written to and never replaced.
    Raises L10nError where the disk refuses.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        return _into(path, data, shown)
    current = _expected(path, shown, expected)
    if current == data:
        return False
    temporary = path.with_name(f".{path.name}.{os.getpid()}{_SUFFIX}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if current is not None:
            os.chmod(temporary, stat.S_IMODE(path.stat().st_mode))
        os.replace(temporary, path)
    except OSError as problem:
        with suppress(OSError):
            temporary.unlink()
        raise L10nError(f"cannot be written: {_why(problem)}", path=shown) from None
    return True


def _into(path: Path, data: bytes, shown: str) -> bool:
    try:
        path.write_bytes(data)
    except OSError as problem:
        raise L10nError(f"cannot be written: {_why(problem)}", path=shown) from None
    return True


def remove(path: Path, shown: str, *, expected: bytes | bool | None = True) -> bool:
    """Remove ``path``; True where it was there. ``expected`` and the errors are those of ``write``."""
    if _expected(path, shown, expected) is None:
        return False
    try:
        path.unlink()
    except OSError as problem:
        raise L10nError(f"cannot be removed: {_why(problem)}", path=shown) from None
    return True


def prune(folder: Path, root: Path) -> None:
    """Remove ``folder`` and the folders above it as far as they are empty, below ``root``."""
    while folder != root and root in folder.parents:
        try:
            folder.rmdir()
        except OSError:  # not empty, or not ours to remove
            return
        folder = folder.parent


def sweep(folder: Path) -> int:
    """Remove temporary files that a killed run left anywhere below ``folder``; how many there were.

    A file whose writer still runs is left alone.
    """
    removed = 0
    for base, _, names in os.walk(folder):
        for name in names:
            if name.endswith(_SUFFIX) and not _alive(name):
                with suppress(OSError):
                    Path(base, name).unlink()
                    removed += 1
    return removed


def _expected(path: Path, shown: str, expected: bytes | bool | None) -> bytes | None:
    """What is at ``path`` now; ConflictError where that is something else than what is expected."""
    try:
        current = path.read_bytes()
    except FileNotFoundError:
        current = None
    except OSError as problem:
        raise L10nError(f"cannot be read: {_why(problem)}", path=shown) from None
    if expected is not True and current != expected:
        raise ConflictError("changed by another program while it was being worked on; left as it is, run again",
                            path=shown)
    return current


def _alive(name: str) -> bool:
    number = name.removesuffix(_SUFFIX).rpartition(".")[2]
    if not number.isdigit() or int(number) == os.getpid():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True


def _why(problem: OSError) -> str:
    return (problem.strerror or str(problem)).lower()
