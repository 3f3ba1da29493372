"""The gate: are the catalogs complete and sound? Nothing is written, except a new baseline and what ``verdicts``
keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from l10n import checks, files, project
from l10n.catalog.lexis import shorten
from l10n.checks import Found, Result, across, baseline
from l10n.errors import ArticleError, CatalogError, L10nError
from l10n.model import Finding, Severity
from l10n.pipeline import looked, moved, publish, since, spelt, verdicts
from l10n.pipeline.looked import EVERYTHING, Asked
from l10n.pipeline.steps import Progress, Selection, each, quiet
from l10n.pipeline.sync import left_over
from l10n.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says."""

    result: Result
    accepted: int | None = None
    """How many findings were written to a new baseline; None where none was written."""
    broken: tuple[L10nError, ...] = ()
    """Why articles could not be looked at."""
    message: str = ""
    """What could not be looked at, and why; no finding."""


def check(workspace: Workspace, selection: Selection, asked: Asked = EVERYTHING,
          progress: Progress = quiet) -> Verdict:
    """Check some articles in some locales; habits of a whole catalog are told at its first place alone.

    A catalog that cannot be read is a finding; an article that cannot be is in ``broken``; the others are still
    checked. Raises ProjectError where the configuration, the baseline or the commit to compare with cannot be used.
    """
    verdict = every(workspace, selection, asked, progress)
    found = _once(verdict.result.found)
    return replace(verdict, result=replace(verdict.result, found=found,
                                           failing=verdict.result.failing.intersection(found)))


def _once(found: Sequence[Found]) -> tuple[Found, ...]:
    habits = {rule.code for rule in checks.rules() if rule.habit}
    first: dict[tuple[str, str], Found] = {}
    for one in found:
        first.setdefault((one.finding.code, one.finding.path), one)
    return tuple(one for one in found if one.finding.code not in habits
                 or first[one.finding.code, one.finding.path] is one)


def every(workspace: Workspace, selection: Selection, asked: Asked, progress: Progress) -> Verdict:
    """``check`` with every place of a habit."""
    touched = since.changed_lines(workspace.project.root, asked.changed_since) if asked.changed_since else None
    paths = selection.articles
    if touched is not None:
        paths = tuple(path for path in paths if _touched(workspace, path, selection.locales, touched))
    ours = publish.written(publish.read_index(workspace)) if asked.editions else frozenset()
    spelling = spelt.ask(workspace, paths, selection.locales, progress)
    step = partial(looked.article, asked=asked, touched=touched, ours=ours, spelling=spelling)
    if spelling.wrong or asked.editions or touched is not None:
        seen = each(workspace, step, paths, selection.locales, "check", progress)
    else:
        seen = verdicts.each(workspace, step, paths, selection.locales, asked.minimum, progress)
    found = [one for part in seen.values() for one in part.found]
    two_ways, silenced = _two_ways([said for part in seen.values() for said in part.said],
                                   whole=paths == workspace.files.articles)
    if asked.changed_since is None and paths == workspace.files.articles:
        found += _left(workspace, selection.locales)
    found = [one for one in (*found, *two_ways) if one.finding.code not in looked.off(workspace, one.finding.locale)]
    found.sort(key=lambda one: one.finding)
    silenced += sum(part.silenced for part in seen.values())
    accepted = None
    if asked.baseline is not None:
        kept = _new(asked.baseline, found)
        if kept is None:
            accepted, kept = len(found), []
        silenced += len(found) - len(kept)
        found = kept
    result = Result(tuple(found), tuple(one for part in seen.values() for one in part.progress), silenced,
                    _folder(workspace.project.root), frozenset(one for one in found if _fails(workspace, one.finding)))
    return Verdict(result, accepted, tuple(problem for part in seen.values() for problem in part.broken),
                   spelling.silent)


def _fails(workspace: Workspace, finding: Finding) -> bool:
    level = looked.options(workspace, finding.locale).fail_on
    return level != "never" and checks.ORDER[finding.severity] >= checks.ORDER[Severity(level)]


def _new(file: Path, found: Sequence[Found]) -> list[Found] | None:
    """The findings that a baseline does not accept; None where it is written with all of them."""
    if not file.exists():
        files.write(file, baseline.write(found), str(file), expected=None)
        return None
    known = baseline.read(files.read(file, str(file)), str(file))
    return [one for one in found if one.key not in known]


def _folder(root: Path) -> str:
    """``Result.folder`` of a project; ``.git`` is a file in a worktree."""
    top = next((place for place in (root, *root.parents) if (place / ".git").exists()), root)
    return "" if top == root else f"{root.relative_to(top).as_posix()}/"


def _touched(workspace: Workspace, path: str, chosen: Sequence[str], touched: Mapping[str, object]) -> bool:
    name = project.name_of(workspace.project, path)
    return path in touched or any(project.catalog_path(locale, name) in touched for locale in chosen)


def _left(workspace: Workspace, chosen: Sequence[str]) -> list[Found]:
    """Catalogs that no article or no locale of the project has a use for, as ``run`` tells them; not those that it
    would take along with a renamed article."""
    names = frozenset(project.name_of(workspace.project, path) for path in workspace.files.articles)
    left = [one for one in left_over(workspace, names) if one.locale is None or one.locale in chosen]
    followed: tuple[str, ...] = ()
    if left:
        with suppress(ArticleError, CatalogError):              # one that cannot be read is told with its article
            followed = moved.follow(replace(workspace, dry_run=True), workspace.files.articles).changed
    return [Found(one) for one in left if one.path not in followed]


def _two_ways(said: Iterable[across.Said], *, whole: bool) -> tuple[list[Found], int]:
    """(texts translated in two ways, how many were silenced); ``whole``: all articles are there, so that an ignore that
    silences none is a finding."""
    found: list[Found] = []
    silenced = 0
    differ: set[tuple[str, str | None, str]] = set()
    for one, other in across.project(said):
        differ.add((one.locale, one.context, one.source))
        if not (one.asked or other.asked):
            continue
        if one.quiet or other.quiet:
            silenced += 1
        else:
            found.append(_of(one, "A101", f"{other.path} says “{shorten(other.target)}”", Severity.INFO))
    if whole:
        found += [_of(one, "G105", "“ignore[A101]” silences nothing; take it out", Severity.WARNING) for one in said
                  if one.quiet and one.asked and (one.locale, one.context, one.source) not in differ]
    return found, silenced


def _of(one: across.Said, code: str, message: str, severity: Severity) -> Found:
    return Found(Finding(one.path, one.line, 1, code, message, severity, one.locale), one.line, 1,
                 context=one.context, source=one.source, target=one.target)
