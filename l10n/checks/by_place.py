"""Numbers of Chinese, Japanese and Korean: figures or numerals with the marks of their places: 3億4000萬, 四十六."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from l10n.checks import number_words

Read = Callable[[str, int], tuple[frozenset[float], int] | None]
"""(what the figures or numerals that begin there can be, where they end); None where none begin."""
_HAN = re.compile("[〇零一二兩两三四五六七八九十百千]+")
_TENTHS = {"zh": "成", "ja": "割"}
"""What counts tenths, which others call ten per cent."""
_PIECES = 6
"""Pieces of one number at most."""


def counted(text: str, at: int, language: str, read: Read) -> tuple[frozenset[float], float, int]:
    """(what the number that begins there can be, the largest of its marks, where it ends): 2천5백만."""
    known = number_words.magnitudes(language)
    total, section = {0.0}, {0.0}
    largest, least, end = 1.0, float("inf"), at
    for _ in range(_PIECES):
        if (piece := read(text, end)) is None:
            break
        values, here = piece
        small = big = 1.0
        while (mark := text[here:here + 1]) and mark in known:
            if known[mark] < 1e4:
                small *= known[mark]
            else:
                big *= known[mark]
            here += 1
        if big >= least:        # another number
            break
        section = {have + value * small for have in section for value in values}
        if big > 1:
            total, section, least = {have + value * big for have in total for value in section}, {0.0}, big
        largest, end = max(largest, small * big), here
        if small == big == 1:
            break
    if text[end:end + 1] == _TENTHS.get(language):
        section |= {value * 10 for value in section}
    return frozenset(round(one + two, 6) for one in total for two in section), largest, end


def numerals(text: str, language: str) -> Iterator[tuple[int, int, frozenset[float], float]]:
    """(where a number in numerals begins, where it ends, what it can be, the largest of its marks)."""
    end = 0
    for match in _HAN.finditer(text):
        if match.start() >= end:
            values, largest, end = counted(text, match.start(), language, _han)
            yield match.start(), end, values, largest


def _han(text: str, at: int) -> tuple[frozenset[float], int] | None:
    """Numerals by their places or digit by digit: 四十六, 二〇二五."""
    if (match := _HAN.match(text, at)) is None:
        return None
    value, current = 0, 0
    digitwise = len(match[0]) > 1 and all(one in number_words.HAN_DIGITS for one in match[0])
    for one in match[0]:
        if one in number_words.HAN_DIGITS:
            current = current * 10 + number_words.HAN_DIGITS[one] if digitwise else number_words.HAN_DIGITS[one]
        else:
            value += (current or 1) * number_words.HAN_PLACES[one]
            current = 0
    return frozenset((float(min(value + current, 10**300)),)), match.end()
