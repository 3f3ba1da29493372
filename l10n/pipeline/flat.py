"""Full catalogs of variants for tools that need one, and the way back: only what somebody changed returns.

Every entry of a flattened file says where its text came from and carries digests of the text and of its comments::

    # l10n: from es 5f1c09 eb1e33

It is a translator comment, so it survives msgcat, msgattrib, msgmerge and PO editors; by it an entry that somebody
worked on is told from one that nobody touched, whatever has changed in the project meanwhile. Where a tool dropped it,
the entry is held against what a file flattened now would say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from l10n import catalog, edition, files, locales, project
from l10n.catalog import Catalog
from l10n.edition import Choice, Lookup
from l10n.errors import CatalogError, ProjectError
from l10n.model import Entry, Finding, Key, Segment, State
from l10n.pipeline import overlay, terms
from l10n.pipeline.workspace import Article, Change, Outcome, Workspace, total

_FROM = re.compile(r"l10n:[ \t]+from (\w+) ([0-9a-f]{6}) ([0-9a-f]{6})")
_MIDDLE = "LC_MESSAGES"


@dataclass(frozen=True, slots=True)
class Flat:
    """What a variant's full catalog says of one segment."""

    entry: Entry
    """Without the line that says where it came from."""
    supplier: str
    """The locale itself for its own entries and for what nobody supplies."""


def flatten(workspace: Workspace, paths: Sequence[str], locale: str, output: Path) -> Outcome:
    """Write ``<locale>/LC_MESSAGES/<article>.po`` below ``output``, with every text that the variant has or inherits.

    Machine text of a parent is there as the edition shows it, fuzzy. Articles that ``locale`` does not inherit in are
    passed over. Raises ProjectError where it inherits in none, and where ``output`` is the project's own folder.
    """
    if output.resolve().is_relative_to(workspace.file("locales").resolve()):
        raise ProjectError("holds the project's own catalogs; flatten into another folder", path=str(output))
    changed: list[str] = []
    articles = [article for path in paths
                if locale != (article := workspace.article(path)).locale and workspace.is_variant(article, locale)]
    if not articles:
        raise ProjectError(f"{locale} inherits from no other locale of this project: its catalogs are full ones")
    for article in articles:
        empty = catalog.new("", locale, project=workspace.project.root.name,
                            plural_forms=locales.plural_forms(locale))
        entries = terms.entries(workspace, article, locale)
        full = {flat.entry.key: replace(flat.entry, comments=(*flat.entry.comments, _line(flat)))
                for flat in _flat(workspace, article, locale)}
        made = catalog.put(catalog.merge(empty, entries, now=workspace.now), full, template=entries)
        file = output / locale / _MIDDLE / f"{article.name}.po"
        if workspace.dry_run or files.write(file, catalog.dump(made), str(file)):
            changed.append(str(file))
    return Outcome(tuple(changed))


def unflatten(workspace: Workspace, folder: Path) -> Outcome:
    """Take the edits in flattened catalogs back into the project's sparse ones, and nothing else.

    An edit that gives the parent's own text back makes the variant inherit again, unless rules would change that text
    at once: then it stays, since somebody wants it so. Where the project's entry has been edited too since the file
    was written, both are kept as they are and a finding says so.
    """
    names = {project.name_of(workspace.project, path): path for path in workspace.files.articles}
    found = list(_files(folder))
    if not found:
        raise ProjectError(f"no catalogs here: “l10n variants flatten” writes <locale>/{_MIDDLE}/<article>.po",
                           path=str(folder))
    outcomes = []
    read: list[tuple[Article, str, Catalog]] = []
    for locale, name, file in found:
        if locale not in workspace.project.locales or name not in names:
            outcomes.append(Outcome(findings=(Finding(str(file), 0, 0, "P103", (
                f"{locale} is not one of this project's locales" if locale not in workspace.project.locales
                else f"no article “{name}” in this project") + "; left alone"),)))
            continue
        article = workspace.article(names[name])
        if locale == article.locale or not workspace.is_variant(article, locale):
            raise ProjectError(f"{locale} inherits from no other locale here; take the file over as it is",
                               path=str(file))
        read.append((article, locale, catalog.parse(files.read(file, str(file), CatalogError), str(file))))
    for article, locale, edited in sorted(read, key=lambda one: len(workspace.chain(one[0], one[1]))):
        outcomes.append(_taken_back(workspace, article, locale, edited))
    return total(outcomes)


def _taken_back(workspace: Workspace, article: Article, locale: str, edited: Catalog) -> Outcome:
    findings: list[Finding] = []
    path = project.catalog_path(locale, article.name)

    def compute() -> list[Change]:
        findings.clear()
        before = workspace.read_catalog(path)
        own = before[0] if before else catalog.merge(
            catalog.new(path, locale, project=workspace.project.root.name, plural_forms=locales.plural_forms(locale)),
            terms.entries(workspace, article, locale), now=workspace.now, sparse=True)
        wanted, findings[:] = _edits(workspace, article, locale, own, edited)
        if not wanted:
            return []
        new = catalog.put(own, wanted, template=terms.entries(workspace, article, locale), now=workspace.now)
        new = overlay.update(workspace, article, locale, new, {})   # what the article has no more finds its place
        return [Change(path, catalog.dump(new), before[1] if before else None)]

    return Outcome(workspace.apply(compute), tuple(findings))


def _edits(workspace: Workspace, article: Article, locale: str, own: Catalog,
           edited: Catalog) -> tuple[dict[Key, Entry | None], list[Finding]]:
    """What the entries that somebody worked on make of the project's own, and those that cannot be settled."""
    now = {flat.entry.key: flat.entry for flat in _flat(workspace, article, locale)}
    mine = catalog.lookup(own)
    parents = {segment.key: (segment, choice)
               for segment, choice in overlay.inherited(workspace, article, locale, {}).items()}
    wanted: dict[Key, Entry | None] = {}
    findings: list[Finding] = []
    for entry in edited.entries:
        key = entry.key
        line = next(filter(None, map(_FROM.fullmatch, entry.comments)), None)
        entry = replace(entry, comments=tuple(one for one in entry.comments if not _FROM.fullmatch(one)))
        current = now.get(key, Entry(key[1], key[0]))
        said, noted = (line[2], line[3]) if line else (_said(current), _noted(current))
        if _said(entry) == said and _noted(entry) == noted:
            continue
        old = mine.get(key)
        memory = [one for one in (old.comments if old else ()) if catalog.made_from([one])]
        comments = (*memory, *catalog.with_parent(entry.comments))
        if _said(entry) == said:
            wanted[key] = replace(old or Entry(key[1], key[0]), comments=comments)
        elif old is not None and old.target and _said(old) not in (said, _said(entry)):
            findings.append(Finding(edited.path, entry.line, 0, "P104",
                                    f"edited here and in {own.path}:{old.line} too; both are left as they are",
                                    locale=locale))
        elif not entry.target or _inherits(workspace, article, locale, entry, parents.get(key)):
            people = catalog.with_parent(comments)
            wanted[key] = Entry(key[1], key[0], comments=people) if people else None
        else:
            same = said in (_digest(entry.target, True), _digest(entry.target, False))
            remark = entry.remark if same and entry.state is not State.REVIEWED else ""
            wanted[key] = replace(entry, remark=remark, comments=comments,
                                  state=State.STALE if not remark and entry.state is State.MACHINE else entry.state)
    return {key: found for key, found in wanted.items() if key in mine or found is not None}, findings


def _inherits(workspace: Workspace, article: Article, locale: str, entry: Entry,
              parent: tuple[Segment, Choice] | None) -> bool:
    """Whether an entry says what its parent does, and rules would leave that as it is."""
    if parent is None or entry.target != parent[1].text or entry.state is not State.REVIEWED:
        return False
    made = overlay.by_rules(workspace, article, locale, dict([parent])).values()
    return all(adapted.proposal == choice.text for choice, adapted in made)


def _flat(workspace: Workspace, article: Article, locale: str) -> list[Flat]:
    """Every segment's entry in a full catalog, once a key, in the order of the article."""
    links = workspace.chain(article, locale)
    catalogs: dict[str, Lookup] = {link: workspace.lookup(link, article.name) for link in links
                                   if link != article.locale}
    parents = edition.adapted(article.document, edition.choose(article.document, links[1:], article.locale, catalogs,
                                                               "machine"),
                              locale, workspace.project.format_options, terms.fixed(workspace, locale))
    choices = {segment.key: choice for segment, choice in parents.items()}
    found: list[Flat] = []
    for entry in terms.entries(workspace, article, locale):
        own = catalogs[locale].get(entry.key)
        choice = choices.get(entry.key)
        if own is not None and own.target:
            found.append(Flat(own, locale))
        elif choice is None:
            found.append(Flat(own or entry, locale))
        else:
            remark = catalogs[choice.supplier][entry.key].remark if choice.state is State.MACHINE else ""
            found.append(Flat(replace(own or entry, target=choice.text, state=choice.state, remark=remark),
                              choice.supplier))
    return found


def _line(flat: Flat) -> str:
    return f"l10n: from {flat.supplier} {_said(flat.entry)} {_noted(flat.entry)}"


def _said(entry: Entry) -> str:
    """Digest of a text and of whether it is approved."""
    return _digest(entry.target, bool(entry.target) and entry.state is not State.REVIEWED)


def _noted(entry: Entry) -> str:
    """Digest of what people remarked."""
    return _digest(*(one.strip() for one in catalog.with_parent(entry.comments) if not _FROM.fullmatch(one)))


def _digest(*values: object) -> str:
    return sha256(repr(values).encode()).hexdigest()[:6]


def _files(folder: Path) -> Iterator[tuple[str, str, Path]]:
    """(locale, article name, file) of every catalog below a folder."""
    for base in sorted(folder.glob(f"*/{_MIDDLE}")):
        tag = locales.find(base.parent.name) or base.parent.name
        for file in sorted(base.rglob("*.po")):
            yield tag, file.relative_to(base).with_suffix("").as_posix(), file
