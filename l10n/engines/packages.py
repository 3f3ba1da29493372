"""Model packages: ``.argosmodel`` archives, the folders that argostranslate unpacks them into, and ``.l10nmodel``
archives, which ``families`` makes of other families' files in the same form.

An archive is never unpacked to disk: its files are read into memory, so no path in it can lead anywhere.
Layout (argostranslate.package): one top folder with ``metadata.json`` (from_code, to_code, package_version, type),
``sentencepiece.model`` and ``model/`` (CTranslate2: model.bin, config.json, vocabulary). Beside that we read
``target.sentencepiece.model`` and, of ``metadata.json``, family, license, scores, source_prefix, target_prefix and
decoding.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from l10n import files
from l10n.engines.packs import MAX_SIZE, checked
from l10n.errors import ModelError

TARGET = "target.sentencepiece.model"
"""The vocabulary of the target, where it has one of its own."""
FAMILIES = ("firefox", "opus", "argos", "starter")
"""In the order that their published scores rank them."""
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_BOUNDS: Mapping[str, tuple[Any, int, int]] = {"beam_size": (int, 1, 16), "length_penalty": (int | float, 0, 5)}
"""Kind of number, least and most, of the fields of ``Decoding``."""
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,31}")


@dataclass(frozen=True, slots=True)
class Decoding:
    """How the output of a model is searched for: ``decoding`` of its ``metadata.json``, which may leave out either."""

    beam_size: int = 4
    """Outputs that are followed at a time, 1 to 16."""
    length_penalty: float = 1.0
    """Of the outputs found the one counts whose log-probability is the largest once divided by (its tokens)^penalty,
    0 to 5: at 1 that is the mean of a token, and the more above it, the longer the outputs."""


@dataclass(frozen=True, slots=True)
class Model:
    """A translation model on this machine."""

    family: str
    """starter (embedded), argos, opus or firefox."""
    source: str
    """Language code it translates from, as its package gives it: en, pb, zt."""
    target: str
    """Language code it translates to."""
    version: str
    size: int
    """Bytes on disk."""
    path: Path
    """An archive or a folder."""
    where: str
    """built in, added, or argostranslate: the package folder of an installed argostranslate, which is only read."""
    prefix: str = ""
    """Token that a model of several target languages wants in front of its output."""
    lead: str = ""
    """Token that a model of several target languages wants in front of its input."""
    license: str = ""
    """As its card has it; "" where it does not say."""
    scores: tuple[tuple[str, float], ...] = ()
    """(test set, BLEU) as its card has them."""
    decoding: Decoding = Decoding()
    problem: str = ""
    """Why it cannot be used; "" where it can."""

    @property
    def pair(self) -> str:
        """en-es"""
        return f"{self.source}-{self.target}"

    @property
    def origin(self) -> str:
        """What a translation made with it says: argos:en-es@1.9."""
        return f"{self.family}:{self.pair}@{self.version}"


def inspect(path: Path, family: str, where: str) -> Model:
    """The model in an archive or folder, from its metadata; its files are looked at, not read.

    Raises ModelError with one line that says what is wrong: no archive, unsafe paths, links, far too large when
    unpacked, files missing, metadata broken, of a kind that cannot be used.
    """
    shown = path.name
    names = _names(path, shown)
    try:
        metadata = json.loads(_read(path, "metadata.json", shown, 1 << 20))
    except (ValueError, RecursionError) as problem:
        raise ModelError(f"metadata.json is broken: {problem}", path=shown) from None
    if not isinstance(metadata, dict):
        raise ModelError("metadata.json is broken: not an object", path=shown)
    if metadata.get("type", "translate") != "translate":
        raise ModelError(f"an Argos package of type “{metadata['type']}”, which translates nothing", path=shown)
    source, target, version = (str(metadata.get(key)) for key in ("from_code", "to_code", "package_version"))
    for key, value, form in (("from_code", source, _CODE), ("to_code", target, _CODE),
                             ("package_version", version, _VERSION)):
        if not form.fullmatch(value):
            raise ModelError(f"metadata.json is broken: {key} is “{value}”", path=shown)
    if "model/model.bin" not in names:
        raise ModelError("holds no CTranslate2 model (model/model.bin)", path=shown)
    if "sentencepiece.model" not in names:
        old = "bpe.model" in names
        raise ModelError("uses the BPE tokens of older Argos packages, which are not supported: add a newer one"
                         if old else "holds no sentencepiece.model", path=shown)
    size = path.stat().st_size if path.is_file() else sum(
        file.stat().st_size for file in path.rglob("*") if file.is_file())
    said = {key: told for key in ("family", "target_prefix", "source_prefix", "license")
            if isinstance(told := metadata.get(key), str)}
    if said.get("family") in ("opus", "firefox"):
        family = said["family"]
    licence = said.get("license") or _licence(path, names, shown)
    return Model(family, source, target, version, size, path, where, said.get("target_prefix", ""),
                 said.get("source_prefix", ""), licence, _scores(metadata), _decoding(metadata, shown))


def _licence(path: Path, names: frozenset[str], shown: str) -> str:
    """What the card of an Argos package says: a line ``License: …``."""
    if "README.md" not in names:
        return ""
    try:
        card = _read(path, "README.md", shown, 1 << 20).decode("utf-8", "replace")
    except ModelError:
        return ""
    found = re.search(r"^\W*licen[cs]e\W*:\W*([\w .+-]{2,40}\w)", card, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""


def _scores(metadata: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    scores = metadata.get("scores")
    return tuple((name, float(score["bleu"])) for name, score in scores.items()
                 if isinstance(score, dict) and isinstance(score.get("bleu"), int | float)) \
        if isinstance(scores, dict) else ()


def _decoding(metadata: Mapping[str, Any], shown: str) -> Decoding:
    """ModelError for what cannot be, or is not known: a model that is run in another way is not the one that its
    scores are of."""
    said = metadata.get("decoding", {})
    if not isinstance(said, dict):
        raise ModelError("metadata.json is broken: decoding is no object", path=shown)
    for key, value in said.items():
        if key not in _BOUNDS:
            raise ModelError(f"asks for decoding with “{key}”, which this version of l10n does not know", path=shown)
        kind, least, most = _BOUNDS[key]
        if isinstance(value, bool) or not isinstance(value, kind) or not least <= value <= most:
            raise ModelError(f"metadata.json is broken: {key} has to be a {'whole ' if kind is int else ''}number from "
                             f"{least} to {most}, not {json.dumps(value)[:40]}", path=shown)
    return Decoding(**said)


def contents(model: Model) -> tuple[bytes, dict[str, bytes]]:
    """(sentencepiece model, file name → bytes of the CTranslate2 model). ModelError where the archive is damaged."""
    shown = model.path.name
    names = [name for name in _names(model.path, shown) if re.fullmatch(r"model/[^/]+", name)]
    return (_read(model.path, "sentencepiece.model", shown, MAX_SIZE),
            {name.removeprefix("model/"): _read(model.path, name, shown, MAX_SIZE) for name in names})


def metadata(model: Model) -> dict[str, object]:
    """Its ``metadata.json``. ModelError where the package is damaged."""
    try:
        found = json.loads(_read(model.path, "metadata.json", model.path.name, 1 << 20))
    except (ValueError, RecursionError) as problem:
        raise ModelError(f"metadata.json is broken: {problem}", path=model.path.name) from None
    return found if isinstance(found, dict) else {}


def vocabulary(model: Model) -> bytes:
    """Its sentencepiece model alone. ModelError where the archive is damaged."""
    return _read(model.path, "sentencepiece.model", model.path.name, MAX_SIZE)


def target_vocabulary(model: Model) -> bytes | None:
    """The sentencepiece model of its target, None where it is that of the source. ModelError as above."""
    shown = model.path.name
    return _read(model.path, TARGET, shown, MAX_SIZE) if TARGET in _names(model.path, shown) else None


def digest(model: Model) -> str:
    """What tells its files from those of any other model, the prefix of its output included."""
    found = blake2b(model.prefix.encode(), digest_size=16)
    if model.path.is_file():
        found.update(files.read(model.path, model.path.name, ModelError))
    else:
        for name in sorted(_names(model.path, model.path.name)):
            found.update(f"\n{name}\n".encode())
            found.update(_read(model.path, name, model.path.name, MAX_SIZE))
    return found.hexdigest()


def _names(path: Path, shown: str) -> frozenset[str]:
    """Names of the files in a package, below its top folder."""
    if path.is_dir():
        return frozenset(file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file())
    with _archive(path, shown) as archive:
        infos = archive.infolist()
        checked(infos, shown)
        tops = {info.filename.split("/")[0] for info in infos}
        if len(tops) != 1:
            raise ModelError("is no Argos package: it should hold one folder", path=shown)
        return frozenset(info.filename.partition("/")[2] for info in infos if not info.is_dir())


def _read(path: Path, name: str, shown: str, limit: int) -> bytes:
    try:
        if path.is_dir():
            return (path / name).read_bytes()
        with _archive(path, shown) as archive:
            top = archive.namelist()[0].split("/")[0]
            info = archive.getinfo(f"{top}/{name}")
            if info.file_size > limit:
                raise ModelError(f"{name} is too large", path=shown)
            return archive.read(info)
    except (KeyError, FileNotFoundError):
        raise ModelError(f"is no Argos package: {name} is missing", path=shown) from None
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as problem:
        raise ModelError(f"is damaged: {name} cannot be read ({problem})", path=shown) from None
    except Exception as problem:  # zlib.error and its kin share no base class
        if isinstance(problem, ModelError | MemoryError):
            raise
        raise ModelError(f"is damaged: {name} cannot be unpacked ({problem})", path=shown) from None


def _archive(path: Path, shown: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, EOFError):
        raise ModelError("is no zip archive, so no Argos model", path=shown) from None
    except OSError as problem:
        raise ModelError(f"cannot be read: {(problem.strerror or str(problem)).lower()}", path=shown) from None
