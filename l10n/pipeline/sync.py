"""From articles to templates and catalogs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from l10n import catalog, files, locales, project, template
from l10n.catalog.syntax import Kind
from l10n.edition import Lookup
from l10n.errors import L10nError
from l10n.model import Finding
from l10n.pipeline import overlay, terms
from l10n.pipeline.workspace import Article, Change, Outcome, Workspace


def extract(workspace: Workspace, path: str, _chosen: Sequence[str]) -> Outcome:
    """Write an article's template, which is the same for all locales."""
    article = workspace.article(path)
    changed = workspace.apply(lambda: [_template(workspace, article)])
    return Outcome(changed, article.document.findings)


def update(workspace: Workspace, path: str, chosen: Sequence[str]) -> Outcome:
    """Bring an article's catalogs up to its text: new entries, moved ones, stale ones, obsolete ones."""
    article = workspace.article(path)
    changed = workspace.apply(lambda: _catalogs(workspace, article, chosen))
    return Outcome(changed, article.document.findings)


def sync(workspace: Workspace, path: str, chosen: Sequence[str]) -> Outcome:
    """``extract`` and ``update`` of one article."""
    article = workspace.article(path)
    return Outcome(_synced(workspace, article, chosen), article.document.findings)


def stale(workspace: Workspace, article: Article, chosen: Sequence[str]) -> tuple[str, ...]:
    """The template and the catalogs that ``sync`` would write anew."""
    return _synced(replace(workspace, dry_run=True), article, chosen)


def left_over(workspace: Workspace, names: frozenset[str]) -> tuple[Finding, ...]:
    """Catalogs whose article is gone, and those of locales that the project does not have (any more): kept, since they
    hold people's work, and named."""
    findings = []
    known = frozenset(workspace.project.locales)
    for folder in sorted(workspace.file("locales").glob("*/LC_MESSAGES")):
        locale = folder.parent.name
        found = sorted(folder.rglob("*.po"))
        if locale not in known and found:
            findings.append(Finding(f"locales/{locale}", 0, 0, "P105", f"{locale} is none of “locales”, so that "
                                    f"nothing reads its {len(found):,} catalog{'s' * (len(found) > 1)}; "
                                    + _advice(found, "folder")))
            continue
        for file in found:
            name = file.relative_to(folder).with_suffix("").as_posix()
            if name not in names:
                findings.append(Finding(project.catalog_path(locale, name), 0, 0, "P101",
                                        f"its article is gone; {_advice([file], 'file')}", locale=locale))
    return tuple(findings)


def _advice(found: Iterable[Path], what: str) -> str:
    return f"the translations are kept, move or delete the {what}" if any(map(_translated, found)) else (
        f"it holds no translations, delete the {what}")


def _translated(file: Path) -> bool:
    """Whether a catalog holds translations, as one does that cannot be read."""
    try:
        read = catalog.parse(files.read(file, file.name), file.name)
    except L10nError:
        return True
    return any(block.plural or block.entry.target for block in read.blocks if block.kind is not Kind.HEADER)


def check(workspace: Workspace, path: str, _chosen: Sequence[str]) -> Outcome:
    """Read all that a run will read, so that what is broken is known before anything is written: every catalog of
    the article, since its editions name and inherit from one another."""
    article = workspace.article(path)
    workspace.read_catalog(project.template_path(article.name))
    for locale in workspace.targets(article, workspace.project.locales):
        workspace.read_catalog(project.catalog_path(locale, article.name))
    return Outcome()


def _synced(workspace: Workspace, article: Article, chosen: Sequence[str]) -> tuple[str, ...]:
    return workspace.apply(lambda: [_template(workspace, article), *_catalogs(workspace, article, chosen)])


def _template(workspace: Workspace, article: Article) -> Change:
    path = project.template_path(article.name)
    before = workspace.read_catalog(path)
    old = before[0] if before else catalog.new_template(path, project=workspace.project.name)
    new = catalog.merge(old, template.entries([article.document]), now=workspace.now)
    return Change(path, catalog.dump(new), before[1] if before else None)


def _catalogs(workspace: Workspace, article: Article, chosen: Sequence[str]) -> list[Change]:
    changes = []
    catalogs: dict[str, Lookup] = {}
    for locale in overlay.parents_first(workspace, article, workspace.targets(article, chosen)):
        path = project.catalog_path(locale, article.name)
        before = workspace.read_catalog(path)
        old = before[0] if before else catalog.new(path, locale, project=workspace.project.name,
                                                   plural_forms=locales.plural_forms(locale))
        if workspace.is_variant(article, locale):
            new = overlay.update(workspace, article, locale, old, catalogs)
        else:
            new = catalog.merge(old, terms.entries(workspace, article, locale), now=workspace.now,
                                header=overlay.header(locale))
        catalogs[locale] = catalog.lookup(new)
        changes.append(Change(path, catalog.dump(new), before[1] if before else None))
    return changes
