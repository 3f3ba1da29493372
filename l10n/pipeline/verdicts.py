"""What the gate saw of each article, kept until anything changes that it hangs on.

It is kept by what stands in the files, not by their dates, and by the code that looked: ``.l10n/verdicts.sqlite`` may
be deleted at any time, and may be carried over by a CI server from one clone to the next.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from l10n import plugins, project, store
from l10n.checks import Found, Progress, across
from l10n.model import Finding, Severity, Span, State
from l10n.pipeline import steps, terms
from l10n.pipeline.looked import Looked
from l10n.pipeline.workspace import Workspace

PATH = ".l10n/verdicts.sqlite"

_STATES = tuple(State)


def each(workspace: Workspace, look: Callable[[Workspace, str, Sequence[str]], Looked], paths: Sequence[str],
         chosen: Sequence[str], minimum: Sequence[tuple[str, float]], progress: steps.Progress) -> dict[str, Looked]:
    """``steps.each`` for what depends on nothing but an article and its catalogs, in whole: those that did not change
    since the last time are not looked at again."""
    if not _ours_alone():
        return steps.each(workspace, look, paths, chosen, "check", progress)
    rows = {path: store.digest(path, *chosen, repr(minimum)) for path in paths}
    common = _common(workspace)
    with closing(store.Store(workspace.file(PATH))) as kept:
        there = dict(kept.rows(list(rows.values())))
        before = {path: _digest(workspace, path, common) for path in paths}
        known = {path: found for path, row in rows.items() if (found := _loads(there.get(row, ""), before[path]))}
        new = steps.each(workspace, look, [path for path in paths if path not in known], chosen, "check", progress)
        kept.keep([(rows[path], _dumps(found, before[path])) for path, found in new.items()
                   if not found.broken and _digest(workspace, path, common) == before[path]])
    return {path: known.get(path) or new[path] for path in paths}


def _ours_alone() -> bool:
    """Whether no plug-in takes part, whose code may change unseen."""
    groups: tuple[plugins.Group, ...] = ("l10n.formats", "l10n.checks")
    return all(point.value.startswith("l10n.") for group in groups for point in plugins.available(group).values())


def _common(workspace: Workspace) -> bytes:
    """Digest of all that the look at any article hangs on, wherever the project stands."""
    glossaries = sorted(workspace.file(terms.FOLDER).glob("*.*"))
    return store.digest(store.code(), repr(replace(workspace.project, root=Path())),
                        *(part for file in glossaries for part in (file.name.encode(), *_held(file))))


def _digest(workspace: Workspace, path: str, common: bytes) -> str:
    """Of all that the look at one article hangs on."""
    name = project.name_of(workspace.project, path)
    paths = (path, project.template_path(name),
             *(project.catalog_path(locale, name) for locale in workspace.project.locales))
    return store.digest(common, *(part for one in paths for part in _held(workspace.file(one)))).hex()


def _held(file: Path) -> tuple[bytes, ...]:
    try:
        return b"there", file.read_bytes()
    except FileNotFoundError:
        return (b"absent",)
    except OSError as problem:
        return b"unreadable", str(problem.errno).encode()


def _dumps(one: Looked, digest: str) -> str:
    return json.dumps([digest, [_found(found) for found in one.found],
                       [[each.article, each.locale, _counts(each.segments), _counts(each.words)]
                        for each in one.progress],
                       [[said.context, said.source, said.target, said.path, said.line, said.locale, said.quiet,
                         said.asked] for said in one.said], one.silenced], ensure_ascii=False, separators=(",", ":"))


def _loads(text: str, digest: str) -> Looked | None:
    """What was kept; None where it is of other files, or damaged."""
    if not text.startswith(f'["{digest}"'):
        return None
    try:
        _, found, progress, said, silenced = json.loads(text)
        return Looked(tuple(_finding(*row) for row in found),
                      tuple(Progress(article, locale, _states(segments), _states(words))
                            for article, locale, segments, words in progress),
                      tuple(across.Said(*row) for row in said), silenced)
    except (ValueError, TypeError):
        return None


def _found(one: Found) -> list[Any]:
    finding = one.finding
    return [[finding.path, finding.line, finding.column, finding.code, finding.message, finding.severity.value,
             finding.locale],
            [one.end_line, one.end_column, one.excerpt, one.article, one.article_line, one.context, one.source,
             one.target, _span(one.span), _span(one.source_span), one.fix, one.ordinal]]


def _finding(finding: list[Any], rest: list[Any]) -> Found:
    path, line, column, code, message, severity, locale = finding
    rest[8:10] = [Span(*span) if span else None for span in rest[8:10]]
    return Found(Finding(path, line, column, code, message, Severity(severity), locale), *rest)


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _counts(counts: Mapping[State, int]) -> list[int]:
    return [counts.get(state, 0) for state in _STATES]


def _states(counts: Sequence[int]) -> dict[State, int]:
    return dict(zip(_STATES, counts, strict=True))
