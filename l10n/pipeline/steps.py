"""One function over many articles, in this process or in several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, TypeVar

from l10n.pipeline.workspace import Workspace


class Progress(Protocol):
    """Told what is being done, how much of it is done, how much there is, and of what (articles: "")."""

    def __call__(self, step: str, done: int, whole: int, unit: str = "", /) -> None: ...


Part = TypeVar("Part")
Result = TypeVar("Result")

_WORTH_SHARING = 16


def quiet(step: str, done: int, whole: int, unit: str = "", /) -> None:
    """No progress shown."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a command was asked to touch."""

    articles: tuple[str, ...]
    """Paths relative to the project root, sorted."""
    locales: tuple[str, ...]
    """In the order of the configuration."""


def each(workspace: Workspace, step: Callable[[Workspace, str, Sequence[str]], Result], paths: Sequence[str],
         locales: Sequence[str], label: str, progress: Progress = quiet) -> dict[str, Result]:
    """Article path → what ``step`` returned for it, in order.

    With more than one job the articles are shared out to processes; the first error ends it, as it does with one.
    """
    results: dict[str, Result] = {}
    if workspace.jobs == 1 or len(paths) < _WORTH_SHARING:
        for path in paths:
            progress(label, len(results), len(paths))
            results[path] = step(workspace, path, locales)
        return results
    call = partial(_call, step, replace(workspace, jobs=1), tuple(locales))
    chunk = max(1, len(paths) // (workspace.jobs * 8))
    for path, result in zip(paths, shared(call, paths, workspace.jobs, chunk), strict=True):
        results[path] = result
        progress(label, len(results), len(paths))
    return results


def shared(call: Callable[[Part], Result], parts: Sequence[Part], jobs: int, chunk: int = 1) -> Iterator[Result]:
    """What ``call`` returns for each part, in order, from at most ``jobs`` processes that get ``chunk`` at a time; its
    first error ends it."""
    with ProcessPoolExecutor(min(jobs, len(parts))) as pool:
        yield from pool.map(call, parts, chunksize=chunk)


def _call(step: Callable[[Workspace, str, Sequence[str]], Result], workspace: Workspace, locales: Sequence[str],
          path: str) -> Result:
    return step(workspace, path, locales)
