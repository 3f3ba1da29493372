"""The repairs that are certain, made in the catalogs of a project."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial

from l10n import catalog, project
from l10n.checks import Found, repair
from l10n.model import Key
from l10n.pipeline import gate, looked
from l10n.pipeline.looked import EVERYTHING, Asked
from l10n.pipeline.steps import Progress, Selection, quiet
from l10n.pipeline.workspace import Article, Change, Workspace


@dataclass(frozen=True, slots=True)
class Fixed:
    """What ``fix`` did."""

    changed: tuple[str, ...]
    repairs: tuple[Found, ...] = field(default=())
    """What was repaired, each with its old text."""


def fix(workspace: Workspace, selection: Selection, asked: Asked = EVERYTHING,
        progress: Progress = quiet) -> Fixed:
    """Make the repairs that are certain, in every catalog that was asked for.

    A repair changes neither what is said nor the state of the entry, and is made only where the catalog then shows
    nothing that it did not show before; a second time there is nothing to do.
    """
    verdict = gate.every(workspace, selection, replace(asked, baseline=None), progress)
    by_path: dict[str, set[Key]] = {}
    for one in verdict.result.found:
        if one.fix is not None:
            by_path.setdefault(one.finding.path, set()).add((one.context, one.source))
    changed: list[str] = []
    done: dict[str, list[Found]] = {}
    for path, keys in by_path.items():
        def changes(path: str = path, keys: set[Key] = keys) -> list[Change]:
            read = workspace.read_catalog(path)
            if read is None:
                return []
            article, locale = _whose(workspace, selection, path)
            look = partial(looked.one_catalog, workspace, locale=locale, article=article)
            mended, done[path] = repair.catalog(read[0], lambda one: look(one)[0], locale, article.locale,
                                                workspace.now, off=looked.off(workspace, locale), only=keys)
            return [Change(path, catalog.dump(mended), read[1])] if done[path] else []
        changed += workspace.apply(changes)
    return Fixed(tuple(changed), tuple(one for made in done.values() for one in made))


def _whose(workspace: Workspace, selection: Selection, path: str) -> tuple[Article, str]:
    """The article that a catalog belongs to, and its locale."""
    return next((workspace.article(article), locale) for article in selection.articles for locale in selection.locales
                if project.catalog_path(locale, project.name_of(workspace.project, article)) == path)
