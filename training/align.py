"""Which word of a sentence stands for which word of its translation: enough to put a tag around the right words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .corpus import Pair

WORD = re.compile(r"[^\W\d_]+")
Lexicon = Mapping[str, Mapping[str, float]]
"""Source word to target words, each with its Dice coefficient; lower case."""


class Phrase(NamedTuple):
    """Stretches of both sides that translate each other, as character offsets."""

    source: tuple[int, int]
    target: tuple[int, int]


def lexicon(pairs: Iterable[Pair], least: int = 4, threshold: float = 0.15) -> Lexicon:
    """Words that come together in sentence pairs, by the Dice coefficient 2·n(a, b) / (n(a) + n(b)) over pairs of at
    most 30 words.

    Words seen in fewer than ``least`` pairs or in more than one of 25 are left out: articles and prepositions align
    by chance.
    """
    sides = []
    for pair in pairs:
        source, target = words(pair.source), words(pair.target)
        if len(source) <= 30 and len(target) <= 30:
            sides.append((set(source), set(target)))
    n_source, n_target = Counter(w for s, _ in sides for w in s), Counter(w for _, t in sides for w in t)
    most = max(least, len(sides) / 25)
    known_source = {w for w, n in n_source.items() if least <= n <= most}
    known_target = {w for w, n in n_target.items() if least <= n <= most}
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for source_words, target_words in sides:
        kept = target_words & known_target
        for word in source_words & known_source:
            together[word].update(kept)
    found: dict[str, dict[str, float]] = {}
    for word, counts in together.items():
        # by name too: a set has no order of its own, and two runs are to agree
        most_often = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:30]
        scores = {other: 2 * n / (n_source[word] + n_target[other]) for other, n in most_often if n >= 2}
        best = {other: score for other, score in scores.items() if score >= threshold}
        if best:
            found[word] = best
    return found


def words(text: str) -> list[str]:
    """The words of a text in lower case, without numbers and punctuation."""
    return [match[0].lower() for match in WORD.finditer(text)]


def links(source: str, target: str, known: Lexicon) -> list[Phrase]:
    """Single words that are each other's best partner in this pair, in the order of the source."""
    left, right = list(WORD.finditer(source)), list(WORD.finditer(target))
    scores: dict[tuple[int, int], float] = {}
    for i, a in enumerate(left):
        word, partners = a[0], known.get(a[0].lower(), {})
        for j, b in enumerate(right):
            score = 1.0 if b[0] == word and len(word) > 3 else partners.get(b[0].lower(), 0.0)
            if score:
                scores[i, j] = score
    by_source: defaultdict[int, float] = defaultdict(float)
    by_target: defaultdict[int, float] = defaultdict(float)
    for (i, j), score in scores.items():
        by_source[i], by_target[j] = max(by_source[i], score), max(by_target[j], score)
    best = [(i, j) for (i, j), score in scores.items() if score == by_source[i] == by_target[j]]
    lefts, rights = Counter(i for i, _ in best), Counter(j for _, j in best)
    return [Phrase(left[i].span(), right[j].span()) for i, j in sorted(best) if lefts[i] == rights[j] == 1]


def phrases(source: str, target: str, known: Lexicon, longest: int = 4) -> list[Phrase]:
    """Words and runs of words whose links stay inside each other (Koehn's consistent phrases, with linked ends)."""
    single = links(source, target, known)
    found = list(single)
    for i, first in enumerate(single):
        for j in range(i + 1, min(i + longest, len(single))):
            inside = single[i : j + 1]
            start, end = first.source[0], single[j].source[1]
            low, high = min(p.target[0] for p in inside), max(p.target[1] for p in inside)
            closed = all(p in inside or p.target[1] <= low or p.target[0] >= high for p in single)
            if closed and source.count(" ", start, end) <= longest + 2 and target.count(" ", low, high) <= longest + 4:
                found.append(Phrase((start, end), (low, high)))
    return found
