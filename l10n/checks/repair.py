"""The repairs that are certain: marks and spaces, never what is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from l10n.catalog import Catalog
from l10n.catalog.amend import amend
from l10n.checks.found import Found
from l10n.model import Key


def text(target: str, found: Sequence[Found]) -> tuple[str, list[Found]]:
    """(``target`` with the repairs made, those that were); of two that overlap the first is made."""
    made: list[Found] = []
    out: list[str] = []
    at = 0
    for one in sorted((one for one in found if one.span is not None and one.fix is not None and one.target == target),
                      key=lambda one: (one.span.start, one.span.end) if one.span else (0, 0)):
        assert one.span is not None
        assert one.fix is not None
        if one.span.start < at or one.span.end > len(target):
            continue
        out += target[at:one.span.start], one.fix
        at = one.span.end
        made.append(one)
    out.append(target[at:])
    mended = "".join(out)
    return (mended, made) if mended.strip() else (target, [])


def catalog(given: Catalog, found: Sequence[Found], now: datetime) -> tuple[Catalog, list[Found]]:
    """(the catalog with the repairs made, those that were)."""
    by_key: dict[Key, list[Found]] = {}
    for one in found:
        by_key.setdefault((one.context, one.source), []).append(one)
    targets: dict[Key, str] = {}
    made: list[Found] = []
    for entry in given.entries:
        if entry.key in by_key:
            targets[entry.key], done = text(entry.target, by_key[entry.key])
            made += done
    return amend(given, targets, now=now), made
