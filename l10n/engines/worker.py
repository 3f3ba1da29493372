"""What decodes batches in another process or on another machine. Knows nothing of what brings them."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from l10n import __version__, files
from l10n.engines import models as store
from l10n.engines.decoder import METHOD, Decoded, Decoder
from l10n.engines.executor import run
from l10n.engines.packages import Model, digest
from l10n.errors import L10nError, ModelError

VERSION = f"l10n {__version__}, {METHOD}"
"""What has to be the same on both sides for the same output."""
_MOST = 2
"""Models in memory: those of a pivot."""


class Task(Protocol):
    """What there is to do with a loaded model; pickled on the way to its worker."""

    def __call__(self, decoder: Decoder, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts to be decoded, as ``Executor.decode`` has it."""

    texts: Sequence[str]
    wanted: Collection[str]

    def __call__(self, decoder: Decoder, /) -> Mapping[str, Decoded]:
        return run(decoder, self.texts, self.wanted)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Texts and translations whose likelihood is asked for."""

    pairs: Sequence[tuple[str, str]]

    def __call__(self, decoder: Decoder, /) -> list[float]:
        return decoder.likelihood(self.pairs)


class Worker:
    """Decodes on one thread, with models that are here or were sent."""

    def __init__(self, compute_type: str = "") -> None:
        """``compute_type``: of CTranslate2, "" for what ``machine`` says."""
        self._compute_type = compute_type
        self._loaded: dict[str, Decoder] = {}

    def version(self) -> tuple[str, int]:
        """What it runs, and the id of its process."""
        return VERSION, os.getpid()

    def do(self, model: Model, key: str, task: Task) -> Any:
        """The result of a task; the L10nError that it ended in; None where a model of that digest has to be sent first.

        ``model``: as it is on the machine that asks, ``key``: its digest.
        """
        try:
            if key not in self._loaded:
                here = _find(model, key)
                if here is None:
                    return None
                self._load(here, key)
            return task(self._loaded[key])
        except L10nError as problem:
            return problem
        except MemoryError:
            return ModelError("cannot be loaded: memory ran out", path=model.path.name)

    def take(self, model: Model, key: str, data: bytes) -> L10nError | None:
        """Keep a model that was sent, for this run and later ones; the error where that fails."""
        try:
            place = _kept(key, model)
            files.write(place, data, place.name)
        except L10nError as problem:
            return problem
        except OSError as problem:
            return ModelError(f"cannot be kept by a worker: {problem.strerror or problem}", path=model.path.name)
        return None

    def _load(self, model: Model, key: str) -> None:
        while len(self._loaded) >= _MOST:
            del self._loaded[next(iter(self._loaded))]
        self._loaded[key] = Decoder(model, 1, self._compute_type)


def packed(model: Model) -> bytes:
    """A model as one archive, to be sent."""
    if model.path.is_file():
        return files.read(model.path, model.path.name, ModelError)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for file in sorted(model.path.rglob("*")):
            if file.is_file():
                archive.write(file, f"model/{file.relative_to(model.path).as_posix()}")
    return out.getvalue()


def _find(model: Model, key: str) -> Model | None:
    """A model of that digest on this machine: one that was sent before, or an installed one."""
    kept = _kept(key, model)
    if kept.is_file():
        return replace(model, path=kept)
    alike = (one for one in store.installed() if (one.pair, one.version, one.size, one.problem)
             == (model.pair, model.version, model.size, ""))
    return next((replace(model, path=one.path) for one in alike if digest(one) == key), None)


def _kept(key: str, model: Model) -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    suffix = model.path.suffix if model.path.suffix.endswith("model") else ".argosmodel"    # a folder has a version's
    return home / "l10n" / "models" / f"{key}{suffix}"
