"""Overlays: the catalogs of variants, which hold only what differs from what they inherit.

An entry remembers the text that it was made from: its msgid, where the article itself is the parent, and a
``# l10n: parent es · …`` line where another catalog is. When the parent says something else, what rules made and nobody
touched is made anew, and what a person made waits for a look, stale, with the old text of the parent in view.

Only approved text of a parent counts here. Machine text in it changes with every model: nothing may be made stale by
it, and no entry made of it, which would hide what a person writes there later. Editions adapt it while they are built
(``edition.adapted``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from l10n import catalog, edition, formats, locales, project, variants
from l10n.catalog import Catalog
from l10n.edition import Choice, Lookup
from l10n.model import Entry, Fragment, Key, Segment, State, Translation
from l10n.pipeline import terms
from l10n.pipeline.workspace import Article, Change, Outcome, Workspace

_ORIGIN = "variant:"


def header(locale: str) -> dict[str, str]:
    """What tools have to know of a catalog, for one whose header somebody took away."""
    return {"Language": locale, "Plural-Forms": locales.plural_forms(locale)}


def parents_first(workspace: Workspace, article: Article, chosen: Iterable[str]) -> list[str]:
    """Locales in an order in which each comes after those that it inherits from."""
    return sorted(chosen, key=lambda locale: len(workspace.chain(article, locale)))


def inherited(workspace: Workspace, article: Article, locale: str, catalogs: Mapping[str, Lookup],
              policy: edition.Policy = "reviewed", above: float = 0.0) -> dict[Segment, Choice]:
    """What a variant has of its parents; catalogs that are not among ``catalogs`` are read."""
    links = workspace.chain(article, locale)[1:]
    known = {link: catalogs[link] if link in catalogs else workspace.lookup(link, article.name)
             for link in links if link != article.locale}
    return edition.choose(article.document, links, article.locale, known, policy, above)


def update(workspace: Workspace, article: Article, locale: str, old: Catalog,
           catalogs: Mapping[str, Lookup]) -> Catalog:
    """A variant's catalog brought up to the article and to what its parents say now."""
    entries = terms.entries(workspace, article, locale)
    wanted = {entry.key for entry in entries}
    gone = {entry.key: None for entry in old.entries
            if entry.key not in wanted and _made(workspace, article, locale, entry)}
    merged = catalog.merge(catalog.put(old, gone), entries, now=workspace.now, sparse=True,
                           header=header(locale))
    return follow(workspace, article, locale, merged, inherited(workspace, article, locale, catalogs))


def follow(workspace: Workspace, article: Article, locale: str, own: Catalog,
           parents: Mapping[Segment, Choice]) -> Catalog:
    """The catalog with each entry held against what it would inherit.

    An entry without memory of its parent gets one. Of those whose parent changed, the ones that rules made and nobody
    touched go (``fill`` makes them anew where rules still have something to say), all others become stale. An
    engine's proposal goes where the parent has approved text.
    """
    choices = {segment.key: choice for segment, choice in parents.items()}
    changed: dict[Key, Entry | None] = {}
    moved = False
    for entry in own.entries:
        choice = choices.get(entry.key)
        memory = catalog.made_from(entry.comments)
        if not entry.target:
            if memory:      # somebody emptied it: inherit again
                comments = catalog.with_parent(entry.comments)
                changed[entry.key] = replace(entry, comments=comments, remark="") if comments else None
            continue
        if choice is None:
            continue
        line = "" if choice.supplier == article.locale else choice.text
        remembering = replace(entry, comments=catalog.with_parent(entry.comments, choice.supplier, line))
        if _by_engine(entry) or (memory and not _reads(choice.text, memory[1])
                                 and _made(workspace, article, locale, entry)):
            changed[entry.key] = None
            moved = True
        elif memory is None:
            changed[entry.key] = remembering
        elif not _reads(choice.text, memory[1]):
            changed[entry.key] = _stale(remembering, *memory, choice.text)
    return catalog.put(own, changed, now=workspace.now if moved else None)


def fill(workspace: Workspace, article: Article, chosen: Sequence[str]) -> Outcome:
    """Write what rules make of inherited text into the catalogs of an article's variants, parents first."""
    messages: list[str] = []

    def compute() -> list[Change]:
        messages.clear()
        changes: list[Change] = []
        catalogs: dict[str, Lookup] = {}
        for locale in parents_first(workspace, article, workspace.targets(article, chosen)):
            path = project.catalog_path(locale, article.name)
            found = workspace.read_catalog(path) if workspace.is_variant(article, locale) else None
            if found is None:
                continue
            parents = inherited(workspace, article, locale, catalogs)
            try:
                filled = follow(workspace, article, locale, _filled(workspace, article, locale, found[0], parents),
                                parents)
            except variants.VariantError as problem:
                if problem.path is not None:
                    raise
                messages.append(f"{locale}: {problem.message}")
                continue
            catalogs[locale] = catalog.lookup(filled)
            changes.append(Change(path, catalog.dump(filled), found[1]))
        return changes

    return Outcome(workspace.apply(compute), (), tuple(messages))


def _filled(workspace: Workspace, article: Article, locale: str, own: Catalog,
            parents: Mapping[Segment, Choice]) -> Catalog:
    there = {entry.key for entry in own.entries if entry.target}
    proposals: dict[Key, Translation] = {}
    certain: set[Key] = set()
    missing = {segment: choice for segment, choice in parents.items() if segment.key not in there}
    for segment, (choice, adapted) in by_rules(workspace, article, locale, missing).items():
        if adapted.proposal == choice.text:
            continue
        proposals[segment.key] = Translation(adapted.proposal, f"{_ORIGIN}{choice.supplier}", None, adapted.rules)
        if adapted.proposal == adapted.text:
            certain.add(segment.key)
    if not proposals:
        return own
    return catalog.fill(own, proposals, now=workspace.now, approved=certain,
                        template=terms.entries(workspace, article, locale))


def by_rules(workspace: Workspace, article: Article, locale: str, parents: Mapping[Segment, Choice],
             ) -> dict[Segment, tuple[Choice, variants.Adapted]]:
    """What rules make of inherited texts, in the order of the article; those of suppliers without rules are left out.

    Raises VariantError as ``variants.adapt`` does.
    """
    able = {tag: variants.adapter(tag, locale) for tag in {choice.supplier for choice in parents.values()}
            if variants.supports(tag, locale)}
    texts = {segment: choice.text for segment, choice in parents.items() if choice.supplier in able}
    fragments = formats.fragments(article.document, texts, workspace.project.format_options)
    protected = terms.fixed(workspace, locale)
    return {segment: (parents[segment], able[parents[segment].supplier].adapt(fragments[segment], protected))
            for segment in texts}


def _made(workspace: Workspace, article: Article, locale: str, entry: Entry) -> bool:
    """Whether an entry is exactly what rules made of the text that it remembers, and nobody's hand was in it."""
    memory = catalog.made_from(entry.comments)
    origin = catalog.remark(entry.remark).origin
    by_tool = entry.state is State.MACHINE or (entry.state is State.REVIEWED and catalog.is_applied(entry.remark))
    supplier = origin.removeprefix(_ORIGIN)
    if not by_tool or supplier == origin or locales.find(supplier) != supplier \
            or catalog.with_parent(entry.comments) or (memory is None and supplier != article.locale):
        return False
    text = memory[1] if memory else entry.source
    try:
        adapter = variants.adapter(supplier, locale)
    except variants.VariantError:
        return False
    return any(adapter.adapt(fragment, terms.fixed(workspace, locale)).proposal == entry.target
               for fragment in _readings(workspace, article, entry, text))


def _readings(workspace: Workspace, article: Article, entry: Entry, text: str) -> Iterable[Fragment]:
    """A text as it may have stood in the article: its markup read in its own place, or in one of the same role."""
    yield Fragment(text)
    document = article.document
    place = next((segment for segment in document.segments if segment.key == entry.key), None) \
        or next((segment for segment in document.segments if segment.context == entry.context), None)
    if place is not None:
        yield formats.fragment(document, place, text, workspace.project.format_options)


def _by_engine(entry: Entry) -> bool:
    """Whether it is a proposal of an engine or a memory that nobody approved or commented on: left from a time when
    its locale had no parent here, it would hide the parent's approved text."""
    return entry.state is State.MACHINE and catalog.machine_origin(entry) is not None \
        and not catalog.with_parent(entry.comments) \
        and not catalog.remark(entry.remark).origin.startswith(_ORIGIN)


def _reads(text: str, remembered: str) -> bool:
    """Whether a text is the one remembered, as far as a comment can hold it."""
    return catalog.made_from(catalog.with_parent((), "und", text)) == ("und", remembered)


def _stale(entry: Entry, parent: str, before: str, after: str) -> Entry:
    """An entry that waits for a look since the text of its parent changed from ``before`` to ``after``.

    Where it was stale already, the text that it was made for stays in view.
    """
    reasons = list(catalog.remark(entry.remark).reasons) if catalog.is_stale(entry.remark) else []
    if not any(" was “" in reason for reason in reasons):
        reasons += [*catalog.describe(before, after), f"{parent} was “{before}”"]
    return replace(entry, state=State.STALE, remark=catalog.stale_remark(tuple(reasons)))
