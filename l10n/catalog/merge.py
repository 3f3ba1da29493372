"""Update: a catalog takes in what its template says now, and loses nothing that a person did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from types import MappingProxyType

from l10n.catalog import file, headers, remarks, render
from l10n.catalog.changes import describe
from l10n.catalog.file import Catalog
from l10n.catalog.nearest import nearest
from l10n.catalog.render import Style
from l10n.catalog.syntax import Block, Kind
from l10n.errors import CatalogError
from l10n.model import Entry, Key, State


def merge(catalog: Catalog, template: Sequence[Entry], *, now: datetime, sparse: bool = False,
          header: Mapping[str, str] = MappingProxyType({})) -> Catalog:
    """The catalog with exactly the texts of ``template`` in use; the same object where that changes nothing.

    - A text that is still there keeps everything; its notes and references follow the template.
    - One that was obsolete comes back as it was.
    - One that changed takes the translation of the nearest old entry over: stale, with the old msgid in ``#|`` and
      what changed in its ``# l10n:`` line.
    - Others are untranslated; in a ``sparse`` catalog, which holds only what differs from its parent, left out.
    - Entries that are gone become obsolete with all that a person wrote. Dropped are the untranslated and those with a
      machine's proposal that nobody approved, unless a translator's comment stands there.

    Entries stand in the order of the template as long as the file is in the order of its references; a file that
    somebody sorted otherwise keeps its order, and new entries follow their predecessor.
    POT-Creation-Date becomes ``now`` where texts or notes changed, not where only line numbers did; pass the
    template's own date (``created``) to keep the two files' dates equal. Fields of ``header`` that the file lacks are
    added on the occasion of any other change.

    Raises CatalogError where a text of the template is an entry with plural forms in the file.
    """
    style = render.style(catalog.blocks)
    wanted = {entry.key: styled(entry, style) for entry in template if entry.source}
    live: dict[Key, Block] = {}
    obsolete: dict[Key, Block] = {}
    for block in catalog.blocks:
        if block.plural:
            if block.entry.key in wanted:
                raise CatalogError("has plural forms, but the text of an article has none; make it a plain entry",
                                   path=catalog.path, line=block.entry.line)
        elif block.kind is Kind.LIVE:
            live[block.entry.key] = block
        elif block.kind is Kind.OBSOLETE:
            obsolete[block.entry.key] = block

    results: dict[Key, Block] = {}
    missing: list[Entry] = []
    for key, entry in wanted.items():
        if key in live:
            results[key] = _kept(live[key], entry, style)
        elif key in obsolete:
            results[key] = _revived(obsolete.pop(key), entry, style)
        else:
            missing.append(entry)
    vanished = {key: block for key, block in live.items() if key not in wanted}
    carried = _carried(missing, vanished, obsolete, wanted, live, sparse)
    successor: dict[Key, Key] = {}
    for entry in missing:
        old = carried.get(entry.key)
        if old is not None:
            results[entry.key] = _stale(old, entry, style)
            successor.setdefault(old.entry.key, entry.key)
        elif not sparse:
            results[entry.key] = render.block(entry, style, Kind.LIVE)
    gone = [_gone(block, style) for key, block in vanished.items() if key not in successor and _worth(block.entry)]

    blocks = _arranged(catalog, list(wanted), results, successor, set(obsolete), gone)
    fields = {name: value for name, value in header.items() if name not in catalog.header}
    unset = catalog.header.get(headers.CREATED) == headers.UNSET
    if unset or _texts(catalog.blocks) != _texts(blocks):
        fields[headers.CREATED] = headers.stamp(now)
    if catalog.locale and catalog.header.get(headers.REVISED) == headers.UNSET:
        fields[headers.REVISED] = headers.stamp(now)
    return file.assemble(catalog, blocks, style, fields, dated=unset)


def created(catalog: Catalog) -> datetime | None:
    """The POT-Creation-Date of a template or catalog."""
    return headers.date(catalog.header.get(headers.CREATED))


def styled(entry: Entry, style: Style) -> Entry:
    """A template's entry as this file would hold it, untranslated."""
    places = entry.places
    if style.locations == "none":
        places = ()
    elif style.locations == "files":
        places = tuple(dict.fromkeys(replace(place, line=0) for place in places))
    notes = tuple(" ".join(note.split()) for note in entry.notes)
    return Entry(entry.source, entry.context, places=places, notes=notes)


def _kept(block: Block, wanted: Entry, style: Style) -> Block:
    """The block of a text that is still there."""
    old = block.entry
    entry = old
    if old.places != wanted.places or old.notes != wanted.notes:
        entry = replace(old, places=wanted.places, notes=wanted.notes)
    if old.state is State.REVIEWED and not old.remark and _approved_by_hand(block):
        entry = replace(entry, previous=None)
    elif (old.state is State.STALE and old.previous not in (None, old.source)
          and not remarks.is_stale(old.remark)):  # msgmerge was here
        entry = replace(entry, remark=_remark(old, entry))
    elif entry is old:
        return block
    return render.block(entry, style, Kind.LIVE, block)


def _approved_by_hand(block: Block) -> bool:
    """Whether somebody cleared ``fuzzy`` and left the ``# l10n:`` line, which goes with it."""
    return "l10n:" in block.raw and any(
        remarks.read(row.strip()[1:].removeprefix(" ")) is not None
        for row in block.raw.split("\n") if row.lstrip().startswith("#"))


def _revived(block: Block, wanted: Entry, style: Style) -> Block:
    return render.block(replace(block.entry, places=wanted.places, notes=wanted.notes), style, Kind.LIVE, block)


def _stale(block: Block, wanted: Entry, style: Style) -> Block:
    """A new text with the translation of an old entry."""
    old = block.entry
    previous = old.source if old.previous is None or old.state is State.REVIEWED else old.previous
    entry = replace(wanted, target=old.target, state=State.STALE, previous=previous, comments=old.comments)
    entry = replace(entry, remark=_remark(old, entry))
    was = old.context if old.context != wanted.context else None
    if was is not None or previous != old.previous:
        block = replace(block, entry=replace(old, previous=None))  # its own #| lines say something else
    return render.block(entry, style, Kind.LIVE, block, was=was)


def _remark(old: Entry, entry: Entry) -> str:
    """Why ``entry``, which took over from ``old``, is stale."""
    assert entry.previous is not None
    reasons = list(describe(entry.previous, entry.source))
    if old.context != entry.context:
        reasons.insert(0, f"was {old.context or 'body text'}")
    elif not reasons:
        reasons.append("the text is back as it was")
    origin = remarks.carried(old.remark) if old.remark else ""
    return remarks.stale((*([f"from {origin}"] if origin else []), *reasons))


def _gone(block: Block, style: Style) -> Block:
    return render.block(replace(block.entry, places=(), notes=()), style, Kind.OBSOLETE, block)


def _worth(entry: Entry) -> bool:
    """Whether there is anything of a person's in it."""
    return bool(entry.comments) or (bool(entry.target) and remarks.machine_origin(entry) is None)


def _carried(missing: Sequence[Entry], vanished: Mapping[Key, Block], obsolete: dict[Key, Block],
             wanted: Mapping[Key, Entry], live: Mapping[Key, Block], sparse: bool) -> dict[Key, Block]:
    """Key of a missing text → the block whose translation it takes over; blocks used up leave ``obsolete``."""
    found = nearest(missing, [block.entry for block in vanished.values() if block.entry.target],
                    now=() if sparse else list(wanted), then=() if sparse else list(live), again=not sparse)
    carried = {key: vanished[old.key] for key, old in found.items()}
    if not sparse:
        rest = [entry for entry in missing if entry.key not in carried]
        more = nearest(rest, [block.entry for block in obsolete.values() if block.entry.target],
                       now=(), then=(), again=False)
        carried.update((key, obsolete.pop(old.key)) for key, old in more.items())
    return carried


def _arranged(catalog: Catalog, template: Sequence[Key], results: Mapping[Key, Block], successor: Mapping[Key, Key],
              obsolete: Set[Key], gone: Sequence[Block]) -> list[Block]:
    """All blocks in the order that the file will have."""
    live = [block.entry for block in catalog.blocks if block.kind is Kind.LIVE and not block.plural]
    if _by_place(live):
        order = [key for key in template if key in results]
    else:
        order = [key for entry in live if (key := successor.get(entry.key, entry.key)) in results]
        order = _inserted(list(dict.fromkeys(order)), [key for key in template if key in results])
    attached: dict[Key | None, list[Block]] = defaultdict(list)
    trailing: list[Block] = []
    tail: list[Block] = []
    at: Key | None = None
    last = max((n for n, block in enumerate(catalog.blocks) if block.kind is Kind.LIVE), default=-1)
    for number, block in enumerate(catalog.blocks):
        key = block.entry.key
        if block.kind is Kind.TAIL:
            tail.append(block)
        elif block.kind is Kind.LIVE and not block.plural:
            key = successor.get(key, key)
            at = key if key in results else at
        elif block.kind is Kind.OBSOLETE and not block.plural and key not in obsolete:
            continue
        elif block.kind is Kind.OBSOLETE and number > last:
            trailing.append(block)
        else:
            attached[at].append(block)
    blocks = list(attached[None])
    for key in order:
        blocks.append(results[key])
        blocks += attached[key]
    return [*blocks, *trailing, *gone, *tail]


def insert(catalog: Catalog, added: Mapping[Key, Block], template: Sequence[Key]) -> list[Block]:
    """The blocks of ``catalog`` with some more, placed as ``template`` has them; those it does not know come last."""
    results = {block.entry.key: block for block in catalog.blocks if block.kind is Kind.LIVE and not block.plural}
    obsolete = {block.entry.key for block in catalog.blocks if block.kind is Kind.OBSOLETE}
    known = set(template)
    order = [*template, *(key for key in (*results, *added) if key not in known)]
    return _arranged(catalog, order, {**results, **added}, {}, obsolete, [])


def _by_place(entries: Sequence[Entry]) -> bool:
    """Whether entries stand in the order of their references, as tools write them that nobody told to sort."""
    places = [entry.places[0] for entry in entries if entry.places]
    return len(places) == len(entries) and all(
        left.path != right.path or left.line <= right.line for left, right in pairwise(places))


def _inserted(order: list[Key], template: Sequence[Key]) -> list[Key]:
    """``order`` with the keys of ``template`` that it lacks, each after its predecessor there."""
    there = set(order)
    after: dict[Key | None, list[Key]] = defaultdict(list)
    anchor: Key | None = None
    for key in template:
        if key in there:
            anchor = key
        else:
            after[anchor].append(key)
    return [*after[None], *(found for key in order for found in (key, *after[key]))]


def _texts(blocks: Sequence[Block]) -> set[tuple[Key, tuple[str, ...]]]:
    """What a template says to translators: texts, contexts, notes."""
    return {(block.entry.key, block.entry.notes) for block in blocks if block.kind is Kind.LIVE}
