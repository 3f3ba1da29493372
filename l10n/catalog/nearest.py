"""For texts that are new in a template: the old entry whose translation serves best, by similarity and by place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from l10n.catalog.changes import similarity, tokens
from l10n.model import Entry, Key

ELSEWHERE = 0.5
"""Similarity from which an old translation is worth carrying over, wherever it stood."""
SAME_PLACE = 0.3
"""The same for an entry that stood between the same neighbours."""
_COMMON = 64
"""Entries in which a word may stand and still help to find candidates."""
_CANDIDATES = 16
"""Entries that are compared in full with a new text."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where an entry stands between entries that did not change."""

    before: Key | None
    after: Key | None
    at: int
    """How many changed entries stand between it and ``before``."""

    def touches(self, other: _Gap) -> bool:
        return self.before == other.before or self.after == other.after


def nearest(missing: Sequence[Entry], old: Sequence[Entry], *, now: Sequence[Key],
            then: Sequence[Key], again: bool = True) -> dict[Key, Entry]:
    """Key of a missing entry → the old entry to carry over; entries without one are left out.

    ``now`` and ``then`` are the keys of the whole template and of the whole catalog in order, from which follows who
    stood between the same neighbours; where they are empty, only similarity counts. Every old entry serves one
    missing one, the best; with ``again`` the others may have a copy where nothing better is left for them, as when a
    paragraph was split in two.
    """
    if not missing or not old:
        return {}
    gaps_now, gaps_then = _gaps(now, set(then)), _gaps(then, set(now))
    scored = [
        (score, -abs(order - rank), -order, -rank, entry, candidate)
        for order, entry, candidates in _candidates(missing, old, gaps_now, gaps_then)
        for rank, candidate in candidates
        if (score := _score(entry, candidate, gaps_now.get(entry.key), gaps_then.get(candidate.key)))]
    scored.sort(key=lambda row: row[:4], reverse=True)
    chosen: dict[Key, Entry] = {}
    used: set[Key] = set()
    for *_, entry, candidate in scored:
        if entry.key not in chosen and candidate.key not in used:
            chosen[entry.key] = candidate
            used.add(candidate.key)
    if again:
        for *_, entry, candidate in scored:
            chosen.setdefault(entry.key, candidate)
    return chosen


def _score(entry: Entry, old: Entry, here: _Gap | None, there: _Gap | None) -> float:
    """0 where the old entry is too different; else its similarity with a bonus for place and role."""
    same_place = here is not None and there is not None and here.touches(there)
    alike = similarity(entry.source, old.source)
    if alike < (SAME_PLACE if same_place else ELSEWHERE):
        return 0.0
    return alike + (0.2 if same_place else 0.0) + (0.05 if entry.context == old.context else 0.0)


def _gaps(order: Sequence[Key], kept: set[Key]) -> dict[Key, _Gap]:
    """For every key of ``order`` that is not kept, the kept ones around it."""
    found: dict[Key, _Gap] = {}
    before: Key | None = None
    waiting: list[Key] = []
    for key in [*order, None]:
        if key is not None and key not in kept:
            waiting.append(key)
            continue
        found.update((changed, _Gap(before, key, at)) for at, changed in enumerate(waiting))
        before, waiting = key, []
    return found


def _candidates(missing: Sequence[Entry], old: Sequence[Entry], gaps_now: Mapping[Key, _Gap],
                gaps_then: Mapping[Key, _Gap]) -> list[tuple[int, Entry, list[tuple[int, Entry]]]]:
    """For each missing entry the old ones that share rare words or stood in its place: a few of however many."""
    by_word: dict[str, list[int]] = defaultdict(list)
    by_gap: dict[tuple[str, Key | None], list[int]] = defaultdict(list)
    sizes: list[Counter[str]] = []
    for at, entry in enumerate(old):
        words = Counter(token.casefold() for token in tokens(entry.source[:4000]))
        sizes.append(words)
        for word in words:
            by_word[word].append(at)
        gap = gaps_then.get(entry.key)
        if gap is not None:
            by_gap["before", gap.before].append(at)
            by_gap["after", gap.after].append(at)
    found = []
    for order, entry in enumerate(missing):
        words = Counter(token.casefold() for token in tokens(entry.source[:4000]))
        shared: Counter[int] = Counter()
        for word in words:
            holders = by_word.get(word, ())
            if len(holders) <= _COMMON:
                shared.update(holders)
        chosen = {at for at, _ in shared.most_common(_CANDIDATES)}
        gap = gaps_now.get(entry.key)
        if gap is not None:
            beside = by_gap["before", gap.before][max(gap.at - 4, 0):gap.at + 4] + by_gap["after", gap.after][-8:]
            chosen.update(beside[:_CANDIDATES])
        found.append((order, entry, [(at, old[at]) for at in sorted(chosen) if _may(words, sizes[at])]))
    return found


def _may(words: Counter[str], others: Counter[str]) -> bool:
    """Whether enough words are shared for a match; short texts may match by letters alone."""
    total = words.total() + others.total()
    return total < 24 or 2 * (words & others).total() >= SAME_PLACE * total
