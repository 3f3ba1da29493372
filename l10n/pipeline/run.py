"""Everything in order over the articles that changed, and how far the project is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from l10n import catalog, files, project
from l10n.edition import Tally
from l10n.model import Finding, State
from l10n.pipeline import fill, moved, publish, stamps, sync, terms
from l10n.pipeline.stamps import Stamp, Stamps
from l10n.pipeline.steps import Progress, Selection, each, quiet
from l10n.pipeline.workspace import Outcome, Workspace, total


@dataclass(frozen=True, slots=True)
class Report:
    """How far a project is, and what was done to get there."""

    outcome: Outcome
    tallies: Mapping[str, Mapping[str, Tally]]
    """Article name → locale → tally, for the articles and locales that were selected."""


def run(workspace: Workspace, selection: Selection, progress: Progress = quiet) -> Report:
    """``sync``, ``translate`` and ``build``; what did not change since the last complete run is skipped.

    All that is to be read is read before anything is written, so that a broken file stops the run while everything is
    as it was.
    """
    before = stamps.load(workspace)
    key = stamps.key(workspace, fill.identities(workspace))
    known = before.articles if before.key == key else {}
    names = {path: project.name_of(workspace.project, path) for path in selection.articles}

    def fresh(path: str) -> bool:
        return path in known and known[path].signature == stamps.signature(workspace, path, names[path])

    changed = [path for path in selection.articles if not fresh(path)]
    if not changed and before.same_project(workspace):
        return _report(selection, names, known, (), before.findings, before.messages)
    if not workspace.dry_run:
        for folder in ("locales", publish.FOLDER, ".l10n"):
            files.sweep(workspace.file(folder))
    publish.read_index(workspace)
    terms.check(workspace, workspace.project.locales)
    each(workspace, sync.check, changed, selection.locales, "read", progress)
    followed = moved.follow(workspace, changed)
    synced = each(workspace, sync.sync, changed, selection.locales, "catalogs", progress)
    waiting = set(changed) | {path for path in selection.articles if path in known and known[path].is_open}
    filled = fill.run(workspace, [path for path in selection.articles if path in waiting], selection.locales, progress)
    touched = tuple(path for path in selection.articles if not fresh(path))
    built, around = publish.build_all(workspace, Selection(touched, selection.locales), progress)
    everything = workspace.files.articles
    named = frozenset(project.name_of(workspace.project, path) for path in everything)
    left = tuple(one for one in sync.left_over(workspace, named) if one.path not in followed.changed)
    after = {path: Stamp(stamps.signature(workspace, path, names[path]), one.tallies,
                         (synced[path].findings if path in synced else known[path].findings) + one.outcome.findings,
                         one.unpublished)
             for path, one in built.items()}
    there = set(everything)
    complete = {path: stamp for path, stamp in {**known, **after}.items() if path in there}
    if not workspace.dry_run and selection == Selection(everything, workspace.project.locales):
        again = "" if filled.unfinished else key
        stamps.save(workspace, Stamps(again, complete, left, filled.messages, stamps.assets(workspace)))
    done = total([followed, *synced.values(), filled, *(one.outcome for one in built.values()), around])
    return _report(selection, names, complete, done.changed, left, (*followed.messages, *filled.messages))


def status(workspace: Workspace, selection: Selection, progress: Progress = quiet) -> Report:
    """How far each article is in each locale; nothing is written."""
    tallies = each(workspace, _tallies, selection.articles, selection.locales, "read", progress)
    return Report(Outcome(), {project.name_of(workspace.project, path): found for path, found in tallies.items()})


@dataclass(frozen=True, slots=True)
class Doubt:
    """A machine's proposal that waits for a person."""

    path: str
    """Its catalog."""
    line: int
    """Of its msgid."""
    locale: str
    score: float
    source: str
    reasons: tuple[str, ...]


def worst(workspace: Workspace, selection: Selection, progress: Progress = quiet) -> list[Doubt]:
    """The machine's proposals in the catalogs that have a score, the least sure first."""
    found = each(workspace, _doubts, selection.articles, selection.locales, "read", progress)
    return sorted((one for doubts in found.values() for one in doubts),
                  key=lambda one: (one.score, one.path, one.line))


def _doubts(workspace: Workspace, path: str, chosen: Sequence[str]) -> list[Doubt]:
    article = workspace.article(path)
    out: list[Doubt] = []
    for locale in workspace.targets(article, chosen):
        place = project.catalog_path(locale, article.name)
        for entry in workspace.lookup(locale, article.name).values():
            remark = catalog.remark(entry.remark)
            if entry.state is State.MACHINE and remark.score is not None:
                out.append(Doubt(place, entry.line, locale, remark.score, entry.source, remark.reasons))
    return out


def _tallies(workspace: Workspace, path: str, chosen: Sequence[str]) -> dict[str, Tally]:
    found = publish.tallies(workspace, publish.job(workspace, workspace.article(path)))
    return {locale: tally for locale, tally in found.items() if locale in chosen}


def _report(selection: Selection, names: Mapping[str, str], known: Mapping[str, Stamp], changed: tuple[str, ...],
            left: Sequence[Finding], messages: Sequence[str]) -> Report:
    own = [known[path] for path in selection.articles if path in known]
    findings = [one for stamp in own for one in stamp.findings]
    return Report(
        Outcome(changed, (*findings, *left), (*publish.unpublished(stamp.unpublished for stamp in own), *messages)),
        {names[path]: {locale: tally for locale, tally in known[path].tallies.items() if locale in selection.locales}
         for path in selection.articles if path in known})
