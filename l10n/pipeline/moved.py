"""Articles under a new name: their template and catalogs go with them, so that what people approved stays approved."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence

from l10n import catalog, files, project
from l10n.model import Key
from l10n.pipeline.workspace import Change, Outcome, Workspace

_ALIKE = 0.5
"""Share of texts, of the longer of both articles, that the old and the new one have in common at least."""


def follow(workspace: Workspace, paths: Sequence[str]) -> Outcome:
    """Move the catalogs of articles that are gone to the articles of ``paths`` that have none and hold their text.

    Each is read before any is moved; the template goes last, so that the next run goes on where this one was stopped.
    A catalog that is there already is never written over. Raises CatalogError, ArticleError.
    """
    names = {path: project.name_of(workspace.project, path) for path in workspace.files.articles}
    new = [path for path in paths if not workspace.file(project.template_path(names[path])).exists()]
    gone = _gone(workspace, frozenset(names.values())) if new else {}
    if not gone:
        return Outcome()
    texts = {path: frozenset(segment.key for segment in workspace.article(path).document.segments) for path in new}
    pairs = sorted(((_share(texts[path], gone[old]), old, path) for path in new for old in gone),
                   key=lambda pair: (-pair[0], *pair[1:]))
    moved: dict[str, str] = {}
    for share, old, path in pairs:
        if share >= _ALIKE and old not in moved and path not in moved.values():
            moved[old] = path
    return Outcome(workspace.apply(lambda: [change for old, path in moved.items()
                                            for change in _move(workspace, old, names[path])]),
                   messages=tuple(f"{path}: was “{old}”; its catalogs come along" for old, path in moved.items()))


def _gone(workspace: Workspace, names: frozenset[str]) -> dict[str, frozenset[Key]]:
    """The texts of the templates whose article is gone, by name."""
    base = workspace.file(project.template_path("")).parent
    found = {}
    for file in sorted(base.rglob("*.pot")):
        name = file.relative_to(base).with_suffix("").as_posix()
        read = None if name in names else workspace.read_catalog(project.template_path(name))
        if read is not None:
            found[name] = frozenset(catalog.lookup(read[0]))
    return found


def _share(one: frozenset[Key], other: frozenset[Key]) -> float:
    return len(one & other) / max(len(one), len(other), 1)


def _move(workspace: Workspace, old: str, new: str) -> Iterator[Change]:
    root = workspace.project.root
    for file in sorted(root.glob(project.catalog_path("*", glob.escape(old)))):     # those of former locales too
        locale = file.relative_to(root).parts[1]
        yield from _one(workspace, project.catalog_path(locale, old), project.catalog_path(locale, new))
    yield from _one(workspace, project.template_path(old), project.template_path(new))


def _one(workspace: Workspace, before: str, after: str) -> Iterator[Change]:
    workspace.read_catalog(before)                              # a broken one stops it here
    if not workspace.file(after).exists():
        data = files.read(workspace.file(before), before)
        yield Change(after, data, None)
        yield Change(before, None, data)
