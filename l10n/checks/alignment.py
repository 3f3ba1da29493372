"""Which sentences of a text and of its translation belong together, by their lengths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from math import inf, sqrt

from l10n.checks import vocabulary
from l10n.checks.rule import Pair

_EXPANSION = {"es": 1.1, "fr": 1.13, "de": 1.12, "pt": 1.06, "it": 1.1, "ar": 0.88, "zh": 0.33, "ja": 0.5, "ko": 0.52,
              "th": 0.95, "ru": 1.05, "uk": 1.05, "ro": 1.1, "el": 1.15, "vi": 1.1, "tr": 1.1, "fa": 1.05}
"""Characters of a translation for each of an English source, in prose."""
DENSE = 0.7
"""Ratio below which a script says in one character what Latin says in several, and shares no words with it."""
_LATIN = re.compile(r"[A-Za-z0-9]+")
_VARIANCE, _VARIANCE_DENSE = 3.0, 5.5
"""Variance of that for a character (Gale and Church 1993, "A Program for Aligning Sentences in Bilingual Corpora", had
6.8 for whole paragraphs); 2.3 to 3.4 over news and parliament in Spanish, French and German, 5.5 to 7 over a technical
text in Chinese, Japanese and Korean."""
CAP = 40
"""Sentences beyond which a text is not aligned sentence by sentence."""


def ratio(pair: Pair) -> float:
    """Characters of a translation for each of the source, as the languages have it."""
    if pair.is_variant:
        return 1.0
    return _EXPANSION.get(pair.language, 1.0) / _EXPANSION.get(pair.source_language, 1.0)


def size(text: str, c: float) -> float:
    """Characters of a translation; those of Latin words that a denser script takes over as they are count ``c``."""
    return len(text) - (1 - c) * sum(map(len, _LATIN.findall(text))) if c < DENSE else len(text)


def cost(source: float, target: float, c: float) -> float:
    """How unlikely it is that texts of these lengths are translations, in nats (Gale and Church's delta squared)."""
    mean = (source + target / c) / 2
    variance = _VARIANCE_DENSE if c < DENSE else _VARIANCE
    delta = (target - source * c) / (sqrt(mean * variance) * max(c, 0.3)) if mean else 0.0
    return delta * delta / 2


_WORD = re.compile(r"\d++(?>(?:[.,\u00a0\u202f ]\d{3}(?!\d)|[.,]\d++)*)|[^\W\d_]{4,}")
_STEM = 4
"""Letters by which a word is known in the other language: “restauration” and “restauración” are one."""
_ECHOES = {"digit": (3.8, -2.3), "name": (3.5, -1.1)}
"""What it says for two texts to be translations, in nats, that a number or name of one is in the other, and is not."""
_COGNATES = {"fr": (2.7, -0.32), "pt": (2.7, -0.36), "de": (2.0, -0.13)}
"""The same for other words; three of four begin alike in no other language."""
_COGNATE = (2.5, -0.25)
_HEARD = 2.0
"""Nats from which a sentence is said in the other text."""


def _words(sentence: str) -> dict[str, str]:
    """The words of a sentence by which it can be known: their stems, and what they are."""
    found = {}
    for one in _WORD.finditer(sentence):
        word = one[0]
        if word[0].isdigit():
            found[re.sub(r"\D", "", word)] = "digit"
        elif not vocabulary.is_small(word.lower()):
            stem = unicodedata.normalize("NFD", word.lower())
            stem = "".join(letter for letter in stem if not unicodedata.combining(letter))[:_STEM]
            found.setdefault(stem, "name" if one.start() and word[0].isupper() else "word")
    return found


def _echo(words: list[dict[str, str]], others: list[dict[str, str]], language: str) -> Callable[..., float]:
    """(a sentence, first and last of the others) → nats for it to be said there."""
    known: dict[str, list[int]] = {}
    for at, one in enumerate(others):
        for stem in one:
            known.setdefault(stem, []).append(at)
    cognate = _COGNATES.get(language, _COGNATE)

    @cache
    def echo(at: int, start: int, end: int) -> float:
        total = 0.0
        for stem, sort in words[at].items():
            yes, no = _ECHOES.get(sort, cognate)
            total += yes if any(start <= place < end for place in known.get(stem, ())) else no
        return total
    return echo


def _aligned(pair: Pair, c: float) -> tuple[list[int], list[int], float]:
    """(sentences of the source without partner, those of the target, how much likelier that is than none).

    Dynamic programming over 1-1, 1-0, 0-1, 2-1, 1-2, 2-2, 3-1 and 1-3 (Gale and Church 1993), with the words that both
    have (Simard, Foster and Isabelle 1992, "Using Cognates to Align Sentences in Bilingual Corpora").
    """
    steps = ((1, 1, 0.1), (1, 0, 4.6), (0, 1, 4.6), (2, 1, 2.4), (1, 2, 2.4), (2, 2, 4.5), (3, 1, 4.0), (1, 3, 4.0))
    source, target = pair.source.sentences, pair.target.sentences
    a, b = [len(one) for one in source], [size(one, c) for one in target]
    theirs, ours = [_words(one) for one in source], [_words(one) for one in target]
    echo = _echo(theirs, ours, pair.language)

    def best(allowed: tuple[tuple[int, int, float], ...]) -> tuple[float, list[int], list[int]]:
        table: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
        for i in range(len(a) + 1):
            for j in range(len(b) + 1):
                if i == j == 0:
                    continue
                found: tuple[float, tuple[int, int] | None] = (inf, None)
                for di, dj, prior in allowed:
                    if di > i or dj > j or (i - di, j - dj) not in table:
                        continue
                    value = table[i - di, j - dj][0] + prior
                    if di and dj:
                        value += cost(sum(a[i - di:i]), sum(b[j - dj:j]), c)
                        value -= sum(echo(at, j - dj, j) for at in range(i - di, i))
                    if value < found[0]:
                        found = (value, (di, dj))
                table[i, j] = found
        total = table[len(a), len(b)][0]
        if total == inf:
            return inf, [], []
        lost, come = [], []
        i, j = len(a), len(b)
        while i or j:
            step = table[i, j][1]
            assert step is not None
            i, j = i - step[0], j - step[1]
            if step == (1, 0):
                lost.append(i)
            if step == (0, 1):
                come.append(j)
        return total, lost, come

    whole, lost, come = best(steps)
    if not lost and not come:
        return [], [], 0.0
    without = best(tuple(step for step in steps if step[0] and step[1]))[0]
    return lost, come, without - whole


def unmatched(pair: Pair) -> tuple[list[int], list[int], float]:
    """(sentences of the source without partner, those of the translation, nats by which that is likelier than none)."""
    known = pair.kept.get("alignment")
    if isinstance(known, tuple):
        return known
    source, target = pair.source.sentences, pair.target.sentences
    found: tuple[list[int], list[int], float] = ([], [], 0.0)
    if (len(source) > 1 or len(target) > 1) and max(len(source), len(target)) <= CAP and source and target \
            and len(pair.target.plain) < 40_000:
        found = _aligned(pair, ratio(pair))
    pair.kept["alignment"] = found
    return found


def unheard(sentences: list[str], others: list[str], language: str) -> bool:
    """Whether one of these sentences shares less with all of the others than one that is said there."""
    echo = _echo([_words(one) for one in sentences], [_words(one) for one in others], language)
    return any(echo(at, 0, len(others)) < _HEARD for at in range(len(sentences)))
