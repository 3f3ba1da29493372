"""Entries put into a catalog, or taken out of it, whole: for those who have decided what each has to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from l10n.catalog import file, headers, render
from l10n.catalog.file import Catalog
from l10n.catalog.merge import insert, styled
from l10n.catalog.syntax import Block, Kind
from l10n.model import Entry, Key


def put(catalog: Catalog, entries: Mapping[Key, Entry | None], *, template: Sequence[Entry] = (),
        now: datetime | None = None) -> Catalog:
    """The catalog with ``entries`` as they are given; one that is None is taken out without a trace.

    New ones stand where ``template`` has them, and last where it does not know them, with references as the file has
    them; one that was obsolete is in use again. The same object where nothing differs.
    ``now``: PO-Revision-Date where anything was changed; None leaves it, for changes that are no translation.
    """
    style = render.style(catalog.blocks)
    blocks: list[Block] = []
    there = set()
    for block in catalog.blocks:
        key = block.entry.key
        if key in entries and not block.plural and block.kind in (Kind.LIVE, Kind.OBSOLETE):
            wanted = entries[key]
            if block.kind is Kind.OBSOLETE:
                if wanted is not None:
                    continue
            elif wanted is None:
                continue
            else:
                there.add(key)
                if wanted != block.entry:
                    block = render.block(wanted, style, Kind.LIVE, block)
        blocks.append(block)
    added = {key: render.block(replace(entry, places=styled(entry, style).places), style, Kind.LIVE)
             for key, entry in entries.items() if entry is not None and key not in there and key[1]}
    if added:
        blocks = insert(replace(catalog, blocks=tuple(blocks)), added, [entry.key for entry in template])
    return file.assemble(catalog, blocks, style, {headers.REVISED: headers.stamp(now)} if now else {})
