"""What a model must not get away with: rules over (source, target), before the text reaches a catalog."""

from __future__ import annotations

import re
from collections import Counter

from l10n.engines.alignment import words
from l10n.model import Span

# A number with its separators: 8,000 · 3.5 · 1 200 (no-break spaces) · 10:30.
_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+|:\d\d(?!\d))*")
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
    return [] if _doubled(source) else _doubled(text)


def numbers(source: str, target: str) -> tuple[str, ...]:
    """``numbers: 8,000 missing``, for each number of the source that the target lacks, and the other way round.

    Separators do not count where they may part thousands: 8,000 and 8.000 are one number, 3.5 and 35 are not.
    """
    mine, theirs = (Counter(map(_value, _NUMBER.findall(text))) for text in (source, target))
    shown = {_value(number): number for text in (target, source) for number in _NUMBER.findall(text)}
    return (*(f"numbers: {shown[value]} missing" for value in mine - theirs),
            *(f"numbers: {shown[value]} added" for value in theirs - mine))


def _value(number: str) -> str:
    """Digits without grouping; the last separator stays where fewer or more than three digits follow it."""
    *groups, last = re.split(r"\D", number)
    if not groups:
        return last
    return "".join([*groups, last]) if len(last) == 3 else f"{''.join(groups)}.{last}"


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
        for size in (4, 3, 2, 1):
            one = said[index:index + size]
            if one == said[index + size:index + 2 * size] and sum(map(len, one)) > 4 and (
                    text[spots[index + size - 1].end:spots[index + size].start].strip() in ("", ",")):
                out.append(Span(spots[index + size - 1].end, spots[index + 2 * size - 1].end))
                index += size - 1
                break
        index += 1
    return out
