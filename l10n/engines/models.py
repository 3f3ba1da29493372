"""The models on this machine: the embedded starter, those that were added, and argostranslate's own packages.

Added models lie as archives in one folder: ``$L10N_MODELS``, else ``l10n/models`` in the XDG data home. Packages that
an installed argostranslate keeps are used too, and never changed.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from l10n import files
from l10n.engines import families
from l10n.engines.packages import FAMILIES, Model, contents, inspect
from l10n.engines.packs import Pack
from l10n.errors import EngineError, ModelError

_STARTER = Path(__file__).parent / "starter"
_SUFFIX = ".argosmodel"
_TRIED = ("1", "Yes.")
"""What a model has to get through before it is taken."""


def folder() -> Path:
    """Where added models lie; it need not exist."""
    own = os.environ.get("L10N_MODELS")
    return Path(own) if own else data_home() / "l10n" / "models"


def installed() -> tuple[Model, ...]:
    """Every model on this machine, the preferred one of a pair first.

    By family, as ``FAMILIES`` has them; within a family added before argostranslate's before built in, the newest
    first. One that cannot be used is last and says why in ``problem``.
    """
    own = os.environ.get("ARGOS_PACKAGES_DIR")
    argos = Path(own) if own else data_home() / "argos-translate" / "packages"
    found = [_look(path, "argos", "added") for path in _children(folder())
             if path.suffix in (_SUFFIX, families.SUFFIX)]
    found += (_look(path, "argos", "argostranslate") for path in _children(argos) if path.is_dir())
    found += (_look(path, "starter", "built in") for path in _children(_STARTER) if path.suffix == _SUFFIX)
    where = ("added", "argostranslate", "built in")
    found.sort(key=lambda model: (bool(model.problem), model.pair, FAMILIES.index(model.family),
                                  where.index(model.where), [-number for number in numbers(model.version)],
                                  str(model.path)))
    return tuple(found)


def add(path: Path, pair: str | None = None) -> Model:
    """Put a model where every project finds it, after it was read whole, converted, loaded and tried; the model there.

    ``path``: an Argos package, or a folder or archive of another family; ``pair``: en-fr, where its files do not say
    that, or to be sure. Raises ModelError with one clear line, and then nothing was written.
    """
    wanted = _wanted(pair)
    pack = Pack(path)
    plain = {"metadata.json", "model/model.bin"} <= set(pack.names)
    data = files.read(path, path.name, ModelError) if path.is_file() and (plain or _is_package(path)) else b""
    with tempfile.TemporaryDirectory(prefix="l10n-model-") as temporary:
        tried = path
        try:
            if not data:
                data = families.package(pack, wanted)
                tried = Path(temporary) / path.name
                tried.write_bytes(data)
            model = inspect(tried, "argos", "added")
            if wanted and (model.source, model.target) != wanted:
                raise ModelError(f"translates {model.pair}, not {pair}", path=path.name)
            contents(model)
            from l10n.engines.decoder import Decoder

            Decoder(model).decode(_TRIED)
        except EngineError as problem:
            raise ModelError(f"cannot be used: {problem.message}", path=path.name) from None
        except MemoryError:
            raise ModelError("cannot be used: it needs more memory than there is", path=path.name) from None
    prefix, suffix = (model.family, families.SUFFIX) if model.family in ("opus", "firefox") else ("translate", _SUFFIX)
    place = folder() / f"{prefix}-{model.source}_{model.target}-{model.version.replace('.', '_')}{suffix}"
    files.write(place, data, place.name)
    return inspect(place, "argos", "added")


def remove(name: str) -> tuple[Model, ...]:
    """Delete added models by pair (``en-es``), origin (``argos:en-es@1.9``) or file name; those that went.

    Raises ModelError where none has that name, or it is not ours to delete.
    """
    named = [model for model in installed() if name in (model.pair, model.origin, model.path.name, model.path.stem)]
    gone = tuple(model for model in named if model.where == "added")
    if not gone:
        what = f"is {named[0].where}, not added: it stays" if named else "no added model of that name"
        raise ModelError(what, path=name)
    for model in gone:
        model.path.unlink(missing_ok=True)
    return gone


def numbers(version: str) -> list[int]:
    """The numbers in a version, for comparing."""
    return [int(number) for number in re.findall(r"\d+", version)]


def data_home() -> Path:
    """The XDG data home."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def _wanted(pair: str | None) -> tuple[str, str] | None:
    if pair is None:
        return None
    found = re.fullmatch(r"([A-Za-z_]{2,11})-([A-Za-z_]{2,11})", pair)
    if found is None:
        raise ModelError("a pair is two language codes, as in en-fr", path=pair)
    return found[1], found[2]


def _is_package(path: Path) -> bool:
    """Whether a file calls itself a package, so that what it lacks of one is said."""
    return path.suffix in (_SUFFIX, families.SUFFIX)


def _look(path: Path, family: str, where: str) -> Model:
    try:
        return inspect(path, family, where)
    except (ModelError, OSError) as problem:
        why = problem.message if isinstance(problem, ModelError) else str(problem)
        return Model(family, "?", "?", "?", 0, path, where, problem=why)


def _children(place: Path) -> list[Path]:
    try:
        return sorted(place.iterdir())
    except OSError:
        return []
