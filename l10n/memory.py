"""Translation memory: what people approved before, found again for new texts. Pure functions over catalogs.

A memory is built from the reviewed entries of one locale's catalogs, obsolete ones included, and proposes for a text,
in this order: a translation of the same text; one put together from sentences that are all known; that of the most
similar text. What it gives are proposals, never a reviewed state.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from l10n.catalog import Catalog, describe, sentences, similarity, tokens
from l10n.model import Entry, State, Translation

_T = TypeVar("_T")

FUZZY = 0.75
"""Similarity from which the translation of another text is worth showing."""
_COMMON = 2000
"""Texts in which a word may stand and still help to find candidates."""
_COMPARED = 24
"""Candidates that are compared in full."""
_FULL_STOP = re.compile(r"[。！？][」』”）]*$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A text that a person approved a translation of."""

    source: str
    target: str
    context: str | None
    name: str
    """Where it comes from: the article's path or name."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The approved texts of one locale, indexed. Build it with ``build``; look things up with ``propose``."""

    units: tuple[Unit, ...]
    """Each pair of texts and context once per article, in the order of the catalogs."""
    exact: Mapping[str, tuple[int, ...]]
    """Source text → units, as positions in ``units``."""
    pieces: Mapping[str, tuple[tuple[str, int], ...]]
    """Source sentence → its translations with the unit that each comes from."""
    words: Mapping[str, tuple[int, ...]]
    """Word → positions in ``units`` of texts that hold it, in order."""
    sizes: tuple[int, ...]
    """How many tokens each unit's source has."""


def build(catalogs: Iterable[tuple[str, Catalog]]) -> Memory:
    """The memory of some catalogs of one locale, each with the name that proposals from it shall carry."""
    units: dict[Unit, None] = {}
    for name, catalog in catalogs:
        for entry in (*catalog.entries, *catalog.obsolete):
            if _known(entry):
                units[Unit(entry.source, entry.target, entry.context, name)] = None
    exact: dict[str, list[int]] = defaultdict(list)
    pieces: dict[str, list[tuple[str, int]]] = defaultdict(list)
    words: dict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for at, unit in enumerate(units):
        exact[unit.source].append(at)
        for source, target in _aligned(unit):
            pieces[source].append((target, at))
        found = tokens(unit.source)
        sizes.append(len(found))
        for word in dict.fromkeys(found):
            words[word].append(at)
    return Memory(tuple(units), _fixed(exact), _fixed(pieces), _fixed(words), tuple(sizes))


def propose(memory: Memory, text: str, context: str | None = None) -> Translation | None:
    """What the memory has for a text in a role; None where there is nothing worth showing.

    ``origin`` is ``memory:<name>``. The score is 1 for the same text in the same role, a little less in another role
    or put together from sentences, and the similarity of the texts otherwise; ``reasons`` say what is not the same.
    """
    return _same(memory, text, context) or _from_sentences(memory, text) or _similar(memory, text, context)


def _known(entry: Entry) -> bool:
    """Whether a person approved it; what a certain rule wrote (it has a remark) is no person's."""
    return entry.state is State.REVIEWED and bool(entry.source) and not entry.remark


def _aligned(unit: Unit) -> Sequence[tuple[str, str]]:
    """Sentence pairs, where source and target have equally many; none where they differ."""
    source, target = sentences(unit.source), sentences(unit.target)
    return list(zip(source, target, strict=True)) if len(source) == len(target) else []


def _fixed(index: Mapping[str, list[_T]]) -> dict[str, tuple[_T, ...]]:
    return {key: tuple(values) for key, values in index.items()}


def _same(memory: Memory, text: str, context: str | None) -> Translation | None:
    known = [memory.units[at] for at in memory.exact.get(text, ())]
    same_role = [unit for unit in known if unit.context == context]
    if not known:
        return None
    chosen, others = _most_used(same_role or known)
    reasons = [] if same_role else [f"there as {chosen.context or 'body text'}"]
    if others:
        reasons.append(f"{others + 1} translations known")
    return Translation(chosen.target, f"memory:{chosen.name}", 1.0 if same_role else 0.95, tuple(reasons))


def _most_used(units: Sequence[Unit]) -> tuple[Unit, int]:
    """The unit with the translation that most of them have, the earliest of equals; how many others there are."""
    counts = Counter(unit.target for unit in units)
    best = max(counts.values())
    return next(unit for unit in units if counts[unit.target] == best), len(counts) - 1


def _from_sentences(memory: Memory, text: str) -> Translation | None:
    found = sentences(text)
    if not found or any(sentence not in memory.pieces for sentence in found):
        return None
    home = Counter(memory.units[at].name for sentence in found for _, at in memory.pieces[sentence])
    name = max(home, key=lambda name: home[name])  # the first of equals
    chosen: list[str] = []
    several = 0
    for sentence in found:
        counts = Counter(target for target, _ in memory.pieces[sentence])
        several += len(counts) > 1
        best = max(counts.values())
        chosen.append(next((target for target, at in memory.pieces[sentence]
                            if counts[target] == best and memory.units[at].name == name),
                           next(target for target in counts if counts[target] == best)))
    target = chosen[0]
    for sentence in chosen[1:]:
        target += sentence if _FULL_STOP.search(target) else f" {sentence}"
    reasons = ["put together from known sentences" if len(found) > 1 else "a known sentence"]
    if several:
        reasons.append(f"{several} with more than one translation")
    return Translation(target, f"memory:{name}", 0.9, tuple(reasons))


def _similar(memory: Memory, text: str, context: str | None) -> Translation | None:
    """The translation of the most similar text, from candidates that share its rarest words.

    Two texts of which 2 · shared / (n + m) ≥ θ share at least θ · n / (2 - θ) of n tokens, so one of the
    n - that + 1 rarest is shared by every match (prefix filtering; Chaudhuri, Ganti, Kaushik 2006).
    """
    found = tokens(text)
    if not found:
        return None
    rarest = sorted(dict.fromkeys(found), key=lambda word: len(memory.words.get(word, ())))
    must = int(FUZZY * len(found) / (2 - FUZZY))
    shared: Counter[int] = Counter()
    for word in rarest[:max(len(found) - must + 1, 3)]:
        holders = memory.words.get(word, ())
        if len(holders) <= _COMMON:
            shared.update(holders)
    size = len(found)
    near = [at for at, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))
            if 2 * min(size, memory.sizes[at]) >= FUZZY * 0.9 * (size + memory.sizes[at])][:_COMPARED]
    scored = [(similarity(text, memory.units[at].source), memory.units[at].context == context, -at) for at in near]
    if not scored or max(scored)[0] < FUZZY:
        return None
    score, _, at = max(scored)
    unit = memory.units[-at]
    return Translation(unit.target, f"memory:{unit.name}", score, describe(unit.source, text))
