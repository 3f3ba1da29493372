"""Numbers that a language writes in one word, however long: hundertfünfzigtausend, achtzehnjährigen, ventiseiesimo."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from l10n import locales


def _cardinals(language: str) -> dict[str, int]:
    return {word: one.value for one in locales.number_words(language) if 0 < one.value < 100 for word in one.cardinals}


def _units(known: Mapping[str, int], *ones: str) -> dict[str, int]:
    """The units as they stand beside tens, with those words for 1 that do."""
    return {word: value for word, value in known.items() if 1 < value < 10 or word in ones}


_GERMAN = _cardinals("de") | {"zwo": 2, "dreissig": 30}
_GERMAN |= {f"{unit}und{ten}": value + tens for unit, value in _units(_GERMAN, "ein").items()
            for ten, tens in _GERMAN.items() if tens >= 20}
_ITALIAN = _cardinals("it")
_ITALIAN |= {(ten[:-1] if value in (1, 8) else ten) + unit: value + tens
             for unit, value in (_units(_ITALIAN, "un", "uno", "una") | {"tré": 3}).items()
             for ten, tens in _ITALIAN.items() if tens >= 20}
TO_99: Mapping[str, Mapping[str, int]] = {"de": _GERMAN, "it": _ITALIAN}
"""The words of these languages for numbers to 99: tens and units are one word."""
_SMALL = "|".join(sorted(_GERMAN, key=len, reverse=True))
_HUNDRED = rf"(?:(?:{_SMALL})?hundert(?:und)?)?(?:{_SMALL})?"
_WHOLE = re.compile(
    rf"(?:({_HUNDRED})(tausend)(?:und)?)?({_HUNDRED})(?:s?te[rnms]?|er(?:jahren?)?|mal|fach\w*|"
    r"(?:jähr|monat|täg|stünd|wöch|minüt"
    r"|köpf|teil|stell|stöck|prozent)ig\w*)?")
_STARTS = frozenset(word[:3] for word in (*_GERMAN, "hundert", "tausend"))


def german(word: str) -> int | None:
    """The value of a word in small letters, with the endings of ordinals and of what is counted; None where it is no
    number."""
    if word[:3] not in _STARTS or not (found := _WHOLE.fullmatch(word)):
        return None
    thousands, thousand, rest = found.groups()
    value = (_under_1000(thousands) or 1) * 1000 if thousand else 0
    return value + _under_1000(rest) or None


def _under_1000(text: str) -> int:
    before, hundred, after = text.rpartition("hundert")
    after = after.removeprefix("und") if hundred else after
    return (_GERMAN.get(before, 1) * 100 if hundred else 0) + _GERMAN.get(after, 0)


def italian(word: str) -> int | None:
    """The value of a cardinal or ordinal in small letters; None where it is no number."""
    known = _italian()
    if word in known:
        return known[word]
    stem = word.removesuffix("mila")
    return known[stem] * 1000 if stem != word and stem in known else None


@cache
def _italian() -> Mapping[str, int]:
    hundreds = {f"{unit}cento": value * 100 for unit, value in _ITALIAN.items() if 1 < value < 10}
    found = {**_ITALIAN, **hundreds, "cento": 100}
    stems = {word if word.endswith(("tre", "sei")) else word[:-1]: value for word, value in found.items() if value > 10}
    return found | {f"{stem}esim{ending}": value for stem, value in stems.items() for ending in "oaie"} | {
        f"{stem}enn{ending}": value for stem, value in stems.items() for ending in "ei"}    # diciottenni


COMPOUNDS: Mapping[str, Callable[[str], int | None]] = {"de": german, "it": italian}
