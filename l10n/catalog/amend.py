"""Other words for translations whose standing stays: repairs of marks and spaces, which approve nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from l10n.catalog import file, headers, remarks, render
from l10n.catalog.file import Catalog
from l10n.catalog.syntax import Kind
from l10n.model import Key


def amend(catalog: Catalog, targets: Mapping[Key, str], *, now: datetime) -> Catalog:
    """The catalog with these translations, each in the state that it was in; the same object where none differs."""
    style = render.style(catalog.blocks)
    blocks = []
    changed = False
    for block in catalog.blocks:
        target = targets.get(block.entry.key) if block.kind is Kind.LIVE and not block.plural else None
        if target and block.entry.target and target != block.entry.target:
            entry = replace(block.entry, target=target, remark=remarks.amended(block.entry, target))
            block = render.block(entry, style, Kind.LIVE, block)
            changed = True
        blocks.append(block)
    return file.assemble(catalog, blocks, style, {headers.REVISED: headers.stamp(now)}) if changed else catalog
