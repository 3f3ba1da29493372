"""Nonsense: targets that are no draft at all, and words said twice."""

from __future__ import annotations

import re

from l10n.engines.alignment import words
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
    said = re.findall(r"[^\W\d_]+", source)
    if _letters(source) == _letters(target) and len(set(said)) > 3 and sum(map(str.islower, said)) > 1:
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
    suspect = len(set(said)) < 0.8 * len(said) or max(map(len, said), default=0) > 12
    return suspect and _LOOP.search(text) is not None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _doubled(text: str) -> list[Span]:
    spots = [word for word in words(text) if text[word.start].isalnum()]
    said = [text[word.start:word.end].casefold() for word in spots]
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
