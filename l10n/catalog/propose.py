"""Filling gaps with proposals, and what a person decides: approve, write."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from l10n.catalog import file, headers, remarks, render
from l10n.catalog.file import Catalog
from l10n.catalog.merge import insert, styled
from l10n.catalog.syntax import Block, Kind
from l10n.model import Entry, Key, State, Translation


def gaps(catalog: Catalog, *, machine: bool = False) -> tuple[Entry, ...]:
    """The entries that wait for a proposal: untranslated ones and those whose machine translation is out of date;
    with ``machine`` also those with a machine translation that nobody approved or worked on."""
    return tuple(entry for entry in catalog.entries if _open(entry, machine))


def _open(entry: Entry, machine: bool) -> bool:
    if entry.state is State.MACHINE:
        return machine and remarks.machine_origin(entry) is not None
    return entry.state is State.UNTRANSLATED or remarks.machine_origin(entry) is not None


def fill(catalog: Catalog, proposals: Mapping[Key, Translation], *, now: datetime, replace_machine: bool = False,
         approved: Collection[Key] = (), template: Sequence[Entry] = ()) -> Catalog:
    """The catalog with proposals in its gaps, fuzzy and with a ``# l10n:`` line that says where they come from.

    What a person translated or marked fuzzy is never touched, a machine's earlier proposal for the same text only
    with ``replace_machine``. Proposals whose key is in ``approved`` are certain: they are written without ``fuzzy``.
    Keys that the catalog does not have are added (a sparse catalog gains entries), with notes and references from
    ``template``. Empty proposals are passed over. PO-Revision-Date becomes ``now`` where anything was written.
    """
    style = render.style(catalog.blocks)
    blocks: list[Block] = []
    there: set[Key] = set()
    for block in catalog.blocks:
        key = block.entry.key
        there.add(key)
        found = proposals.get(key) if block.kind is Kind.LIVE and not block.plural else None
        if found is not None and found.text and _open(block.entry, replace_machine):
            entry = _proposed(block.entry, found, key in approved)
            if entry != block.entry:
                block = render.block(entry, style, Kind.LIVE, block)
        blocks.append(block)
    known = {entry.key: styled(entry, style) for entry in template}
    added = {key: render.block(_proposed(known.get(key, Entry(key[1], key[0])), found, key in approved), style,
                               Kind.LIVE)
             for key, found in proposals.items() if key not in there and key[1] and found.text}
    if added:
        blocks = insert(replace(catalog, blocks=tuple(blocks)), added, list(known))
    return file.assemble(catalog, blocks, style, {headers.REVISED: headers.stamp(now)})


def _proposed(entry: Entry, found: Translation, certain: bool) -> Entry:
    target = _fitted(entry.source, found.text)
    remark = remarks.applied(found) if certain else remarks.proposal(found, target)
    return replace(entry, target=target, remark=remark, previous=None,
                   state=State.REVIEWED if certain else State.MACHINE)


def _fitted(source: str, target: str) -> str:
    """``target`` with a newline at either end exactly where ``source`` has one, which ``msgfmt --check`` asks for."""
    target = target.replace("\0", "").encode("utf-8", "replace").decode()
    body = target.strip("\n")
    return "\n" * source.startswith("\n") + body + "\n" * source.endswith("\n") if body else target


def approve(catalog: Catalog, keys: Collection[Key], *, now: datetime, translator: str | None = None) -> Catalog:
    """The catalog with these entries reviewed: ``fuzzy``, the previous msgid and the ``# l10n:`` line go.

    Keys that are not there, or have no translation, are passed over. ``translator`` (``Name <address>``) becomes
    Last-Translator.
    """
    return _decided(catalog, {entry.key: entry.target for entry in catalog.entries if entry.key in keys}, now,
                    translator)


def write(catalog: Catalog, targets: Mapping[Key, str], *, now: datetime, translator: str | None = None) -> Catalog:
    """The catalog with translations that a person wrote: reviewed, or untranslated where the text is empty."""
    return _decided(catalog, targets, now, translator)


def _decided(catalog: Catalog, targets: Mapping[Key, str], now: datetime, translator: str | None) -> Catalog:
    style = render.style(catalog.blocks)
    blocks = []
    for block in catalog.blocks:
        if block.kind is Kind.LIVE and not block.plural and block.entry.key in targets:
            target = targets[block.entry.key]
            state = State.REVIEWED if target else State.UNTRANSLATED
            entry = replace(block.entry, target=target, state=state)
            if entry != block.entry:
                block = render.block(replace(entry, remark="", previous=None), style, Kind.LIVE, block)
        blocks.append(block)
    fields = {headers.REVISED: headers.stamp(now)}
    if translator:
        fields["Last-Translator"] = translator
    return file.assemble(catalog, blocks, style, fields)
