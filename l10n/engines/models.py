"""The models on this machine: the embedded starter, those that were added, and argostranslate's own packages.

Added models lie as archives in one folder: ``$L10N_MODELS``, else ``l10n/models`` in the XDG data home. Packages that
an installed argostranslate keeps are used too, and never changed.
"""

from __future__ import annotations

import logging
import os
import re
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from l10n import files
from l10n.engines.packages import Model, contents, inspect
from l10n.errors import EngineError, ModelError

_STARTER = Path(__file__).parent / "starter"
_SUFFIX = ".argosmodel"
_PATIENCE = 30
"""Seconds that a connection to the Argos index may stay silent."""


def folder() -> Path:
    """Where added models lie; it need not exist."""
    own = os.environ.get("L10N_MODELS")
    return Path(own) if own else _data_home() / "l10n" / "models"


def installed() -> tuple[Model, ...]:
    """Every model on this machine, the preferred one of a pair first: added, argostranslate's, built in; newest first.

    One that cannot be used is last and says why in ``problem``.
    """
    own = os.environ.get("ARGOS_PACKAGES_DIR")
    argos = Path(own) if own else _data_home() / "argos-translate" / "packages"
    found = [_look(path, "argos", "added") for path in _children(folder()) if path.suffix == _SUFFIX]
    found += (_look(path, "argos", "argostranslate") for path in _children(argos) if path.is_dir())
    found += (_look(path, "starter", "built in") for path in _children(_STARTER) if path.suffix == _SUFFIX)
    rank = ("added", "argostranslate", "built in")
    found.sort(key=lambda model: (bool(model.problem), model.pair, rank.index(model.where),
                                  [-number for number in _numbers(model.version)], str(model.path)))
    return tuple(found)


def add(path: Path) -> Model:
    """Put a model file where every project finds it, after it was read whole, loaded and tried; the model there.

    Raises ModelError with one clear line, and then nothing was written.
    """
    if path.is_dir():
        raise ModelError("is a folder: give the .argosmodel file", path=path.name)
    data = files.read(path, path.name, ModelError)
    model = inspect(path, "argos", "added")
    contents(model)
    try:
        from l10n.engines.decoder import Decoder

        Decoder(model).decode(["1"])
    except EngineError as problem:
        raise ModelError(f"cannot be used: {problem.message}", path=path.name) from None
    place = folder() / f"translate-{model.source}_{model.target}-{model.version.replace('.', '_')}{_SUFFIX}"
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


def install(source: str, target: str) -> Model:
    """Fetch the newest package of a pair of language codes from the Argos index and add it.

    The only function of this project that needs a network. argostranslate is imported with its folders in a temporary
    place; its downloads are validated as any other file is.
    Raises ModelError: no argostranslate, no network, no such pair, a download that is no model.
    """
    pair = f"{source}-{target}"
    with tempfile.TemporaryDirectory(prefix="l10n-argos-") as temporary:
        with _argos(Path(temporary)) as package:
            package.update_package_index()
            if not package.settings.local_package_index.is_file():
                raise ModelError("the Argos index cannot be reached: get the .argosmodel file elsewhere and run "
                                 "l10n models add FILE", path=pair)
            try:
                offered = [one for one in package.get_available_packages()
                           if (one.from_code, one.to_code) == (source, target)]
            except (ValueError, AttributeError, TypeError) as problem:
                raise ModelError(f"the Argos index is broken: {problem}", path=pair) from None
            if not offered:
                raise ModelError("the Argos index has no package of that pair", path=pair)
            newest = max(offered, key=lambda one: _numbers(str(one.package_version)))
            try:
                fetched = Path(newest.download())
            except Exception as problem:  # argostranslate raises plain Exception where a download fails
                raise ModelError(f"cannot be fetched: {problem}", path=pair) from None
        return add(fetched)


@contextmanager
def _argos(home: Path) -> Iterator[Any]:
    """``argostranslate.package`` with everything that it writes below ``home``.

    Importing it creates folders by these variables, and reads its settings once, so both are set.
    """
    own = {name: str(home) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    own["ARGOS_PACKAGES_DIR"] = str(home / "packages")
    before = {name: os.environ.get(name) for name in own}
    index = os.environ.get("ARGOS_PACKAGE_INDEX")
    timeout = socket.getdefaulttimeout()
    os.environ.update(own)
    socket.setdefaulttimeout(_PATIENCE)
    try:
        from argostranslate import package

        if index:
            package.settings.remote_package_index = index.rstrip("/") + "/index.json"
        package.settings.local_package_index = home / "index.json"
        package.settings.downloads_dir = home / "downloads"
        package.settings.downloads_dir.mkdir(exist_ok=True)
        logging.getLogger("argostranslate.utils").disabled = True  # what it logs is said in one line here
        yield package
    except ImportError as problem:
        raise ModelError(f"needs argostranslate (pip install 'l10n[argos]'): {problem}") from None
    finally:
        socket.setdefaulttimeout(timeout)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


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


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _data_home() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
