"""Nonsense: targets that are no draft at all, and words said twice."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from operator import eq

from l10n.engines.alignment import WORD, words
from l10n.model import Span

_LOOP = re.compile(r"(?=(\S.{1,40}?)(?:[\s,]*\1){3,}(?!\w))", re.DOTALL)


def fault(source: str, target: str) -> str:
    """Why a target is nonsense rather than a draft; "" where it is none.

    No letter where the source has some; something said four times in a row; far longer or shorter than its source (in
    UTF-8 bytes, so that scripts compare); a copy of a source of four different words and more, two of them without
    capital.
    """
    if not any(map(str.isalpha if any(map(str.isalpha, source)) else str.isalnum, target)):
        return "empty output"
    if _loops(target) and not _loops(source):
        return "the output repeats itself"
    mine, theirs = len(source.encode()), len(target.encode())
    if theirs > 4 * mine + 60:
        return "the output is far too long"
    if mine > 60 and theirs < mine / 5:
        return "the output is far too short"
    if _first(source) == _first(target) and _letters(source) == _letters(target):
        said = re.findall(r"[^\W\d_]+", source)
        if len(set(said)) > 3 and sum(map(str.islower, said)) > 1:
            return "the output is a copy of the source"
    return ""


def repeats(text: str, source: str) -> list[Span]:
    """Stretches of up to four words that a model said twice in a row: the second time each, with what leads to it.

    Only where the source repeats nothing, and only five letters and more: “nous nous” is French.
    """
    found = _doubled(text)
    return [] if found and _doubled(source) else found


def _loops(text: str) -> bool:
    said = text.split()
    if len(set(said)) >= 0.8 * len(said) and max(map(len, said), default=0) <= 12:
        return False
    pairs = [text[at:at + 2] for at in range(len(text) - 1)]
    often = {pair for pair, times in Counter(pairs).items() if times > 3}     # how what is said four times begins
    return any(pair in often and _LOOP.match(text, at) is not None for at, pair in enumerate(pairs))


def _first(text: str) -> str:
    """The first of ``_letters``."""
    return next(filter(str.isalnum, text), "").casefold()[:1]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _doubled(text: str) -> list[Span]:
    said = [word.casefold() for word in WORD.findall(text) if word[0].isalnum()]
    two = list(pairwise(said))
    if not (any(one == other and len(one) > 4 for one, other in two)
            or any(any(map(eq, two, two[size:])) for size in (2, 3, 4))):
        return []       # as with most texts: where their words stand does not matter
    spots = [word for word in words(text) if text[word.start].isalnum()]
    out: list[Span] = []
    index = 0
    while index + 1 < len(spots):
        for size in (4, 3, 2, 1) if said[index] in said[index + 1:index + 5] else ():
            one = said[index:index + size]
            if one == said[index + size:index + 2 * size] and sum(map(len, one)) > 4 and (
                    text[spots[index + size - 1].end:spots[index + size].start].strip() in ("", ",")):
                out.append(Span(spots[index + size - 1].end, spots[index + 2 * size - 1].end))
                index += size - 1
                break
        index += 1
    return out
