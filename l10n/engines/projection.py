"""Where markup goes in a target, by the alignment of its words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from l10n.engines import edges
from l10n.engines.alignment import Aligned, words
from l10n.mask import Masked, Plain
from l10n.model import Span

_HALF, _DOUBTFUL = 0.5, 0.3
"""Share of a target word that must come from inside a pair for the word to belong to it; where no word has it."""
_LIKE, _UNLIKE = 0.6, 0.2
"""What it counts that a word is, or is not, in the translation of the pair alone."""

_CLINGING = frozenset(",.;:!?…،؛؟、。，；：！？")
"""Marks that stand at the word before them, so that a sign in their place would lose its space."""
_ENDED = re.compile(r"[.!?…:]\s+")
_LEAD = 2
"""Words before a quotation in its sentence that can only be its own."""


def project(masked: Masked, source: Plain, aligned: Aligned, names: Mapping[int, str],
            hints: Mapping[int, str] = MappingProxyType({}), languages: tuple[str, str] = ("", "")) -> Plain:
    """Where the parts of ``source`` sit in the target; what cannot be told has no spot (``mask.restore`` gives one).

    ``names``: atoms that are written into the text as a stand-in, which is looked for as it is. A pair goes round
    the stretch of words that gains most from it: each word counts with the share of it that comes from inside the
    pair, less one half, and more where it resembles ``hints``, what the model makes of the text of the pair alone.
    ``languages`` of both sides: their little words decide at the edges. A pair inside another stays inside; pairs
    side by side do not overlap. An empty atom stays at the word that it is glued to, one that is a space takes the
    space that parts the words as it did.
    """
    text, columns, rows = aligned.text, aligned.columns, aligned.rows
    spots: dict[int, Span] = {}
    for number, name in names.items():
        if found := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            spots[number] = Span(*found.span())
    for part in masked.parts:
        spot = source.spots[part.number]
        inside = [index for index, word in enumerate(columns) if word.start < spot.end and spot.start < word.end]
        if part.number in names:
            continue
        if part.close is None:
            place = _atom(aligned, source.text[spot.start:spot.end], spot, inside, spots.values())
        elif atoms := _only_atoms(part.number, masked, source, names):
            place = (Span(spots[atoms[0]].start, spots[atoms[-1]].end) if all(number in spots for number in atoms)
                     else None)
        elif not inside:
            place = _gap(aligned, spot.start)
        elif len(inside) == len(columns):
            place = Span(rows[0].start, rows[-1].end) if rows else None
        else:
            allowed = [True] * len(rows)
            for other in masked.parts[:part.number - 1]:
                if other.close is not None and other.number in spots:
                    held = spots[other.number]
                    for index, word in enumerate(rows):
                        within = held.start <= word.start and word.end <= held.end
                        if within != (other.number in part.parents):
                            allowed[index] = False
            place = _stretch(aligned, inside, allowed, [source.text[columns[index].start:columns[index].end]
                                                        for index in inside], hints.get(part.number, ""), languages)
            if place is not None and part.kind == "quotation" and _sentence(source.text, spot.start) == spot.start:
                place = _from_its_sentence(text, place)
        if place is not None:
            spots[part.number] = place
    return Plain(text, spots)


def _from_its_sentence(text: str, place: Span) -> Span:
    """A quotation that begins a sentence begins it in the target too: its little words are what was said."""
    start = _sentence(text, place.start)
    lead = text[start:place.start].split()
    return Span(start, place.end) if lead and len(lead) <= _LEAD and all(map(str.isalpha, lead)) else place


def _sentence(text: str, at: int) -> int:
    """Where the sentence begins that a place is in."""
    return max((found.end() for found in _ENDED.finditer(text, 0, at)), default=0)


def covered(aligned: Aligned, span: Span) -> Span | None:
    """The words of the target that stand for a stretch of the source; None where they cannot be told."""
    inside = [index for index, word in enumerate(aligned.columns) if word.start < span.end and span.start < word.end]
    return _stretch(aligned, inside, [True] * len(aligned.rows), [""], "", ("", "")) if inside else None


def _only_atoms(pair: int, masked: Masked, source: Plain, names: Mapping[int, str]) -> list[int]:
    """The stand-ins that are all that a pair holds, in order; none where it holds words."""
    held = [part.number for part in masked.parts if pair in part.parents and part.number in names]
    spot = source.spots[pair]
    left = source.text[spot.start:spot.end]
    for number in held:
        left = left.replace(names[number], "", 1)
    return held if not any(map(str.isalnum, left)) else []


def _stretch(aligned: Aligned, inside: Sequence[int], allowed: Sequence[bool], said: Sequence[str], hint: str,
             languages: tuple[str, str]) -> Span | None:
    """The words of a pair, None where none of them can be told.

    A decoder looks at the noun when it writes what stands before it (“en tu editor”), so little words at the beginning
    are left outside unless the source begins with one too, or with the sentence.
    """
    ours = [aligned.text[row.start:row.end] for row in aligned.rows]
    like = _resembling(ours, hint, languages[1])
    shares = [sum([row[column] for column in inside]) + more if free else float("-inf")
              for row, more, free in zip(aligned.weights, like, allowed, strict=True)]
    chosen = _largest([share - _HALF for share in shares]) or _largest([share - _DOUBTFUL for share in shares])
    if chosen is None:
        return None
    first, last = chosen
    if edges.known(*languages):
        first, last = edges.settle(ours, first, last, said, languages, lambda at: allowed[at])
    else:
        while first < last and inside[0] and not _little(said[0]) and _little(ours[first]):
            first += 1
    spot = Span(aligned.rows[first].start, aligned.rows[last].end)
    return spot if any(map(str.isalnum, aligned.text[spot.start:spot.end])) else None


def _resembling(ours: Sequence[str], hint: str, language: str) -> list[float]:
    """For each word what speaks for it, or against it, by the translation of the pair alone."""
    wanted = {word for word in (hint[span.start:span.end].casefold() for span in words(hint))
              if word.isalnum() and not edges.little(word, language)}
    like = [{one for one in wanted if _alike(word, one)} for word in map(str.casefold, ours)]
    met = len(set[str]().union(*like))
    return [_LIKE if found else -_UNLIKE * (2 * met > len(wanted)) for found in like]


def _alike(one: str, two: str) -> bool:
    """The same but for an ending."""
    short = min(len(one), len(two))
    return one == two or (short > 3 and one[:max(4, short - 2)] == two[:max(4, short - 2)])


def _largest(gains: Sequence[float]) -> tuple[int, int] | None:
    """First and last of the contiguous items with the largest positive sum (Kadane's maximum subarray)."""
    best, chosen = 0.0, None
    total, start = 0.0, 0
    for index, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, index
        total += gain
        if total > best:
            best, chosen = total, (start, index)
    return chosen


def _little(word: str) -> bool:
    return len(word) <= 3 and word.isalpha() and word[0].islower()


def _atom(aligned: Aligned, shown: str, spot: Span, inside: Sequence[int], taken: Collection[Span]) -> Span | None:
    columns, rows = aligned.columns, aligned.rows
    if not rows:
        return None
    if shown.isspace():
        gap = _gap(aligned, spot.start)
        if gap is None:
            return None
        found = re.compile(r"\s+").match(aligned.text, gap.start)
        return Span(*found.span()) if found else gap
    if inside:  # a sign such as & or →: the same sign, or the word that mostly stands for it
        gains = [sum(row[column] for column in inside) for row in aligned.weights]
        said = {index: aligned.text[word.start:word.end] for index, word in enumerate(rows) if word not in taken}
        twins = [index for index, word in said.items() if word == shown]
        best = max(twins or (index for index, word in said.items() if word not in _CLINGING), default=None,
                   key=gains.__getitem__)
        return rows[best] if best is not None and (twins or gains[best] > 0.5) else None
    before = next((index for index, word in enumerate(columns) if word.end == spot.start), None)
    after = next((index for index, word in enumerate(columns) if word.start == spot.end), None)
    glued = after if before is None else before
    if glued is None:
        return _gap(aligned, spot.start)
    best = max(range(len(rows)), key=lambda index: aligned.weights[index][glued])
    if aligned.weights[best][glued] < 0.2:
        return None
    place = rows[best].start if before is None else rows[best].end
    return Span(place, place)


def _gap(aligned: Aligned, position: int) -> Span | None:
    """The place between two target words that parts them best as ``position`` parts those of the source."""
    columns, rows = aligned.columns, aligned.rows
    if not rows:
        return None
    before = {index for index, word in enumerate(columns) if word.start < position}
    if not before or len(before) == len(columns):
        place = rows[-1].end if before else min(rows[0].start, position)
        return Span(place, place)
    shares = [(sum(row[index] for index in before), sum(row)) for row in aligned.weights]
    cost = sum(share for share, _ in shares)
    best, chosen = cost, 0
    for index, (share, whole) in enumerate(shares):
        cost += whole - 2 * share
        if cost < best - 1e-9:
            best, chosen = cost, index + 1
    place = rows[chosen - 1].end if chosen else rows[0].start
    return Span(place, place)
