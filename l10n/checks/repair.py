"""The repairs that are certain: marks and spaces, never what is said.

What the rules say of the mended text decides: a repair is made only where it leaves less to find and nothing that was
not there before. Rounds go on until there is none left, so that a second run has nothing to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from l10n.catalog import Catalog
from l10n.catalog.amend import amend
from l10n.checks import ignores
from l10n.checks.found import Found
from l10n.checks.run import pair
from l10n.checks.view import View
from l10n.model import Entry, Key

Look = Callable[[Catalog], Sequence[Found]]
"""All that is found in a catalog, what only the whole of it shows included."""
_SINGLY = 20
"""Repairs of one entry that are tried one by one where all together do harm."""


@dataclass(frozen=True, slots=True)
class _Repair:
    """Another translation for one entry."""

    key: Key
    target: str
    made: tuple[Found, ...]


def catalog(given: Catalog, look: Look, locale: str, source_locale: str, now: datetime, *,
            off: Collection[str] = (), only: Collection[Key] | None = None) -> tuple[Catalog, list[Found]]:
    """(the catalog with the repairs made, those that were, each as found before it); the same object where none was.

    ``off``: rules that are off. ``only``: the entries that may be touched, None for all.
    """
    def weigh(entry: Entry) -> Counter[tuple[str, str]]:
        own = ignores.of(entry)
        return Counter((rule.code, spot.message) for rule, spot in pair(entry, locale, source_locale, off)
                       if not ignores.silenced(rule.code, own))

    made: list[Found] = []
    found = look(given)
    while True:
        by_key: dict[Key, list[Found]] = {}
        for one in found:
            key = (one.context, one.source)
            if one.fix is not None and (only is None or key in only):
                by_key.setdefault(key, []).append(one)
        repairs = [_Repair(entry.key, *_mended(entry, by_key[entry.key], weigh)) for entry in given.entries
                   if entry.key in by_key]
        given, found, done = _agreed(given, found, [one for one in repairs if one.made], look, now)
        if not done:
            return given, made
        made += done


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


def _mended(entry: Entry, found: Sequence[Found], weigh: Callable[[Entry], Counter[tuple[str, str]]],
            ) -> tuple[str, tuple[Found, ...]]:
    """The translation with all repairs that do good: together where they do so together, or else one by one."""
    before, own = weigh(entry), _said(entry.target)
    target, made = text(entry.target, found)
    if _said(target) == own and _less(weigh(replace(entry, target=target)), before):
        return target, tuple(made)
    kept: list[Found] = []
    target = entry.target
    for one in found[:_SINGLY]:
        tried, made = text(entry.target, [*kept, one])
        if len(made) == len(kept) or _said(tried) != own:
            continue
        if _less(after := weigh(replace(entry, target=tried)), before):
            target, kept, before = tried, made, after
    return target, tuple(kept)


def _said(target: str) -> tuple[str, list[str]]:
    """What no repair touches: letters and digits, and the markup."""
    return ("".join(filter(str.isalnum, target)).casefold(),
            sorted(token.name for token in View(target).tokens))


def _less(after: Counter[tuple[str, str]], before: Counter[tuple[str, str]]) -> bool:
    return after <= before and after != before


def _agreed(given: Catalog, found: Sequence[Found], repairs: Sequence[_Repair], look: Look,
            now: datetime) -> tuple[Catalog, Sequence[Found], list[Found]]:
    """(the catalog with those repairs that bring nothing new anywhere in it, what is found then, those repairs)."""
    known = Counter(one.key for one in found)
    while repairs:
        mended = amend(given, {one.key: one.target for one in repairs}, now=now)
        after = look(mended)
        seen: Counter[str] = Counter()
        harmed: set[Key] = set()
        for one in after:
            seen[one.key] += 1
            if seen[one.key] > known[one.key]:
                harmed.add((one.context, one.source))
        if not harmed:
            return mended, after, [one for repair in repairs for one in repair.made]
        innocent = [one for one in repairs if one.key not in harmed]
        if len(innocent) == len(repairs) > 1:       # the entry that shows it is not the one that brought it
            half = len(repairs) // 2
            given, found, first = _agreed(given, found, repairs[:half], look, now)
            given, found, second = _agreed(given, found, repairs[half:], look, now)
            return given, found, first + second
        repairs = innocent if len(innocent) < len(repairs) else []
    return given, found, []
