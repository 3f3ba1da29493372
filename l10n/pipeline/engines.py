"""The engines of a locale, in the order of the configuration, each behind what no engine may get round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from inspect import signature
from typing import TYPE_CHECKING

from l10n import embargo, plugins, translate
from l10n.errors import EngineError, L10nError
from l10n.model import Engine, Fragment, Translation
from l10n.pipeline import terms
from l10n.pipeline.steps import Progress, quiet
from l10n.pipeline.workspace import Workspace

if TYPE_CHECKING:
    from l10n.engines.executor import Executor

SENTENCES = ".l10n/sentences.sqlite"
"""What engines made of each sentence; deletable at any time."""


class Contained:
    """An engine that reaches no machine but those allowed, and whose every failure is one clear line.

    Satisfies ``l10n.model.Engine``. A plug-in may raise anything, memory may run out in any: EngineError says so.
    """

    def __init__(self, engine: Engine, name: str, allowed: tuple[str, ...] | None) -> None:
        self.name, self._engine, self._allowed = name, engine, allowed
        self.chunk: int = getattr(engine, "chunk", translate.CHUNK)
        self.remedy = getattr(engine, "remedy", None)

    def identity(self, source: str, target: str) -> str | None:
        """As the engine says."""
        with _contained(self.name, self._allowed):
            return self._engine.identity(source, target)

    def ahead(self, source: str, target: str) -> None:
        """As the engine does it, if it does."""
        if (ahead := getattr(self._engine, "ahead", None)) is not None:
            with _contained(self.name, self._allowed):
                ahead(source, target)

    def translate(self, fragments: Sequence[Fragment], source: str, target: str) -> Sequence[Translation]:
        """As the engine does it; EngineError too where the answer is not one translation a fragment."""
        with _contained(self.name, self._allowed):
            found = list(self._engine.translate(fragments, source, target))
            if len(found) != len(fragments):
                raise EngineError(f"engine “{self.name}” gave {len(found):,} answers for {len(fragments):,} texts")
            for one in found:
                if not isinstance(one, Translation) or not isinstance(one.text, str):
                    raise EngineError(f"engine “{self.name}” answered with {type(one).__name__}, no Translation")
            return found


class Meter:
    """Progress in words: where ``propose`` says it is, and on from there what an engine is heard to do meanwhile."""

    def __init__(self) -> None:
        self.show: Progress = quiet
        self._state = translate.Progress("", 0, 0)
        self._ahead = 0

    def reached(self, state: translate.Progress) -> None:
        self._state, self._ahead = state, 0
        self._report()

    def heard(self, words: int) -> None:
        self._ahead = min(self._ahead + words, translate.CHUNK)
        self._report()

    def _report(self) -> None:
        state = self._state
        self.show(f"translate {state.locale}", min(state.done + self._ahead, state.total), state.total, "words")


@cache
def meter(workspace: Workspace) -> Meter:    # noqa: ARG001 - the key: one for each command
    """Where a command says how far it is."""
    return Meter()


def of(workspace: Workspace, locale: str) -> list[Engine]:
    """The engines of a locale, the preferred one first.

    Raises PluginError and EngineError where one cannot be made.
    """
    options = workspace.project.options(locale).engine
    return [_make(name, order, tuple(options.of(name).items()), workspace) for name, order in options.groups]


def close(workspace: Workspace) -> None:
    """Let go of what runs the models."""
    if _executor.cache_info().currsize:
        _executor(workspace).close()


@cache
def _executor(workspace: Workspace) -> Executor:
    """Imported where used: they bring along all that engines are made of."""
    options = workspace.project.defaults.engine
    if workspace.executor == "local":
        from l10n.engines.executor import Local

        return Local(options.threads, options.compute_type, options.load_ahead)
    from l10n.engines.cluster import Cluster

    return Cluster(workspace.executor.removeprefix("ray").removeprefix("://"), options.compute_type)


@cache
def _make(name: str, order: tuple[str, ...], settings: tuple[tuple[str, object], ...], workspace: Workspace) -> Engine:
    """An engine, told what its constructor has a parameter for:

    ``settings``  its table in the configuration
    ``order``     the names of models that stand in the configuration's order, in that order
    ``cache``     the file for what it translated before
    ``terms``     target locale → agreed terms
    ``allowed``   the hosts that text may go to
    ``executor``  what runs its models
    ``heard``     whom to tell how many words it has done

    One whose models run on a cluster reaches that: the command line named it.
    """
    allowed = workspace.project.allow_hosts
    make = plugins.load("l10n.engines", name)
    told: dict[str, Callable[[], object]] = {
        "settings": lambda: dict(settings),
        "order": lambda: order,
        "cache": lambda: None if workspace.dry_run else workspace.file(SENTENCES),
        "terms": lambda: terms.of(workspace),
        "allowed": lambda: allowed,
        "executor": lambda: _executor(workspace),
        "heard": lambda: meter(workspace).heard,
    }
    wanted = [key for key in signature(make).parameters if key in told]
    with _contained(name, allowed):
        engine = make(**{key: told[key]() for key in wanted})
    return Contained(engine, name, None if "executor" in wanted and workspace.executor != "local" else allowed)


@contextmanager
def _contained(name: str, allowed: tuple[str, ...] | None) -> Iterator[None]:
    try:
        with nullcontext() if allowed is None else embargo.sealed(allowed):
            yield
    except L10nError:
        raise
    except MemoryError:
        raise EngineError(f"engine “{name}” ran out of memory") from None
    except Exception as problem:  # whatever foreign code raises
        said = " ".join(str(problem).split())
        raise EngineError(f"engine “{name}” failed: {type(problem).__name__}{f': {said}' if said else ''}") from problem
