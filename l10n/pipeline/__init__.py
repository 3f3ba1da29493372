"""The commands as functions over a project on disk; callable without a terminal.

workspace  a project and how one command works on it     steps    one function over many articles
sync       articles → templates and catalogs             fill     gaps → proposals
publish    catalogs → editions and their index           stamps   what may be skipped next time
run        all in order; how far the project is          start    a new project
overlay    catalogs of variants: what they inherit       flat     full catalogs of variants, and the way back
supply     who supplies a text, which rule changed it    moved    catalogs of articles under a new name
gate       what the rules and thresholds say             looked   the same of one article; fixing: the repairs
verdicts   what the gate saw, kept
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from l10n import embargo
from l10n import project as _project
from l10n.edition import Tally
from l10n.errors import ProjectError
from l10n.model import State
from l10n.pipeline import fill, moved, publish, terms
from l10n.pipeline import sync as _sync
from l10n.pipeline.run import Doubt, Report, run, status, worst
from l10n.pipeline.start import init
from l10n.pipeline.steps import Progress, Selection, each, quiet
from l10n.pipeline.workspace import Change, Outcome, Workspace, notes, select_articles, select_locales, total

__all__ = ["Change", "Doubt", "Outcome", "Progress", "Report", "Selection", "Workspace", "as_data", "build",
           "by_locale", "extract", "init", "notes", "of_locale", "open_workspace", "run", "select", "status", "sync",
           "translate", "update", "worst"]


def open_workspace(directory: Path, *, jobs: int = 1, dry_run: bool = False, executor: str = "local") -> Workspace:
    """The project that ``directory`` belongs to; ProjectError where there is none or it cannot be used.

    ``executor``: what runs the models: local, ray (processes on this machine), ray://host:port (a cluster; EngineError
    where text may not go there).
    """
    known = re.fullmatch(r"local|ray(?:://\[?([^\s/\[\]]+)\]?:\d+)?", executor)
    if known is None:
        raise ProjectError(f"no executor “{executor}” (there are: local, ray, ray://HOST:PORT)")
    project = _project.discover(directory)
    if known[1]:
        embargo.check(known[1], project.allow_hosts)
    return Workspace(project, _project.files_of(project), dry_run=dry_run, jobs=jobs, executor=executor)


def select(workspace: Workspace, articles: Sequence[str], locales: Sequence[str]) -> Selection:
    """The articles and locales that the words of a command line mean."""
    return Selection(select_articles(workspace, articles), select_locales(workspace.project, locales))


def extract(workspace: Workspace, selection: Selection, progress: Progress = quiet) -> Outcome:
    """Write templates."""
    return _steps(workspace, _sync.extract, selection, progress)


def update(workspace: Workspace, selection: Selection, progress: Progress = quiet) -> Outcome:
    """Bring catalogs up to their articles."""
    return _steps(workspace, _sync.update, selection, progress)


def sync(workspace: Workspace, selection: Selection, progress: Progress = quiet) -> Outcome:
    """``extract`` and ``update``."""
    return _steps(workspace, _sync.sync, selection, progress)


def translate(workspace: Workspace, selection: Selection, progress: Progress = quiet, *,
              again: bool = False) -> Outcome:
    """Propose translations for what has none; ``again``: and for what a machine proposed before and nobody touched."""
    terms.check(workspace, selection.locales)
    filled = fill.run(workspace, selection.articles, selection.locales, progress, again=again)
    if not filled.changed or workspace.dry_run or not terms.signature(workspace):
        return filled
    return total([filled, Outcome((), (), terms.rates(by_locale(status(workspace, selection, progress).tallies)))])


def build(workspace: Workspace, selection: Selection, progress: Progress = quiet) -> Outcome:
    """Write editions."""
    built, around = publish.build_all(workspace, selection, progress)
    messages = publish.unpublished(one.unpublished for one in built.values())
    return total([*(one.outcome for one in built.values()), around, Outcome((), (), messages)])


def by_locale(tallies: Mapping[str, Mapping[str, Tally]]) -> list[tuple[str, str, Tally]]:
    """(locale, "", sum over all articles) in the order in which locales appear."""
    found = dict.fromkeys(locale for one in tallies.values() for locale in one)
    return [(locale, "", _sum([one[locale] for one in tallies.values() if locale in one])) for locale in found]


def of_locale(tallies: Mapping[str, Mapping[str, Tally]], locale: str) -> list[tuple[str, str, Tally]]:
    """("", article, tally) of each article in a locale."""
    return [("", name, one[locale]) for name, one in tallies.items() if locale in one]


def as_data(report: Report) -> dict[str, Any]:
    """A report for JSON: article → locale → segments and words by state, how many machine segments have a score below
    0.1, 0.2 … 1, and how many of the agreed terms are as the glossary has them."""
    return {"articles": {name: {locale: {"segments": _counts(tally.segments), "words": _counts(tally.words),
                                         "confidence": tally.scores,
                                         "terms": {"satisfied": tally.terms[0], "all": tally.terms[1]}}
                                for locale, tally in one.items()} for name, one in report.tallies.items()}}


def _steps(workspace: Workspace, step: Any, selection: Selection, progress: Progress) -> Outcome:
    each(workspace, _sync.check, selection.articles, selection.locales, "read", progress)
    followed = moved.follow(workspace, selection.articles)
    done = each(workspace, step, selection.articles, selection.locales, "write", progress)
    return total([followed, *done.values()])


def _counts(found: Mapping[State, int]) -> dict[str, int]:
    return {state.value: found.get(state, 0) for state in State}


def _sum(tallies: Sequence[Tally]) -> Tally:
    return Tally({state: sum(tally.segments.get(state, 0) for tally in tallies) for state in State},
                 {state: sum(tally.words.get(state, 0) for tally in tallies) for state in State},
                 tuple(map(sum, zip(*(tally.scores for tally in tallies), strict=True))),
                 (sum(tally.terms[0] for tally in tallies), sum(tally.terms[1] for tally in tallies)))
