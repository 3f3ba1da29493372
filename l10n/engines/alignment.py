"""Which words of a target stand for which of its source.

The weights come from the decoder's attention over the source (Garg et al. 2019, “Jointly Learning to Align and
Translate”, and before it Bahdanau et al. 2015), summed from tokens to words; a word that is the same on both sides (a
number, a name, a stand-in) is evidence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress

from l10n.model import Span

# A word with its inner hyphens and apostrophes, a number with its separators, one sign; scripts that write without
# spaces (CJK, kana, Thai, Lao, Khmer, Myanmar) sign by sign.
WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
                   r"|\d+(?:[.,:’']\d+|[\u00a0\u202f]\d{3}\b)*|[^\W\d_][^\W_]*(?:[-'’·][^\W_]+)*|[^\w\s]|\w")
_SAME = 1.0
"""Weight of a word that is the same on both sides, where one token's attention sums to 1."""

Weights = tuple[tuple[float, ...], ...]
"""A row for each target word: how much of it each source word accounts for; a row sums to 1, or to 0 if unknown."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A target text and how its words came from those of its source."""

    text: str
    columns: tuple[Span, ...] = ()
    """The words of the source; none where nobody wants the alignment."""
    rows: tuple[Span, ...] = ()
    """The words of ``text``."""
    weights: Weights = ()


def words(text: str) -> tuple[Span, ...]:
    """The words and signs of a text."""
    return tuple([Span(*found.span()) for found in WORD.finditer(text)])


def same(text: str) -> Aligned:
    """A text that is its own translation."""
    spots = words(text)
    return Aligned(text, spots, spots, tuple(tuple(float(one == two) for two in spots) for one in spots))


def align(source: str, target: str, source_tokens: Sequence[Span], target_tokens: Sequence[Span],
          attention: Sequence[Sequence[float]]) -> Aligned:
    """From the attention of target tokens over source tokens to words; tokens give their offsets in the texts.

    Without attention only words that are the same on both sides are aligned.
    """
    columns, rows = words(source), words(target)
    column, row = _owners(source_tokens, columns), _owners(target_tokens, rows)
    sums = [[0.0] * len(columns) for _ in rows]
    for mine, weights in zip(row, attention, strict=False):
        if mine is not None:
            into = sums[mine]
            for theirs, weight in zip(column, weights, strict=False):
                if theirs is not None:
                    into[theirs] += weight
    twins: dict[str, list[int]] = {}
    for index, span in enumerate(columns):
        twins.setdefault(source[span.start:span.end].casefold(), []).append(index)
    for at, span in enumerate(rows):
        word = target[span.start:span.end].casefold()
        if word.isalnum() and word in twins:
            best = max(twins[word], key=lambda index, at=at: (  # type: ignore[misc]
                sums[at][index], -abs(index * len(rows) - at * len(columns))))
            sums[at][best] += _SAME
    return Aligned(target, columns, rows, _normal(sums))


def compose(first: Aligned, second: Aligned) -> Aligned:
    """Over a pivot: ``second`` translates what ``first`` gave."""
    sums = [[sum(weight * first.weights[index][column] for index, weight in enumerate(row) if weight)
             for column in range(len(first.columns))] for row in second.weights]
    return Aligned(second.text, first.columns, second.rows, _normal(sums))


def cut(aligned: Aligned, spans: Iterable[Span]) -> Aligned:
    """Without some stretches of the target, and without the words of which nothing is left."""
    gone = [span for span in spans if span.start < span.end]
    if not gone:
        return aligned
    keep = [True] * len(aligned.text)
    for span in gone:
        keep[span.start:span.end] = [False] * (span.end - span.start)
    now = [0, *accumulate(keep)]
    rows = [Span(now[row.start], now[row.end]) for row in aligned.rows]
    left = [index for index, row in enumerate(rows) if row.end > row.start]
    return Aligned("".join(compress(aligned.text, keep)), aligned.columns, tuple(rows[index] for index in left),
                   tuple(aligned.weights[index] for index in left))


def join(source: str, units: Sequence[tuple[Span, Aligned]]) -> Aligned:
    """One text from the units of ``source`` in order; what is between them stays as it is."""
    out: list[str] = []
    columns: list[Span] = []
    rows: list[Span] = []
    total = sum(len(unit.columns) for _, unit in units)
    weights: list[tuple[float, ...]] = []
    at = length = 0
    for span, unit in units:
        length += span.start - at
        lead = (0.0,) * len(columns)
        tail = (0.0,) * (total - len(columns) - len(unit.columns))
        columns += (Span(span.start + word.start, span.start + word.end) for word in unit.columns)
        rows += (Span(length + word.start, length + word.end) for word in unit.rows)
        weights += (lead + row + tail for row in unit.weights)
        out += source[at:span.start], unit.text
        length += len(unit.text)
        at = span.end
    out.append(source[at:])
    return Aligned("".join(out), tuple(columns), tuple(rows), tuple(weights))


def _owners(tokens: Sequence[Span], into: Sequence[Span]) -> list[int | None]:
    """For each token the word that holds most of it; both in order."""
    out: list[int | None] = []
    first = 0
    for token in tokens:
        while first < len(into) and into[first].end <= token.start:
            first += 1
        best, most = None, 0
        for index in range(first, len(into)):
            if into[index].start >= token.end:
                break
            shared = min(token.end, into[index].end) - max(token.start, into[index].start)
            if shared > most:
                best, most = index, shared
        out.append(best)
    return out


def _normal(sums: Sequence[Sequence[float]]) -> Weights:
    return tuple([tuple([weight / total for weight in row]) if (total := sum(row)) > 0 else tuple(row)
                  for row in sums])
