"""Numbers that a language writes in one word, however long: hundertfünfzigtausend, achtzehnjährigen, ventiseiesimo."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

_UNITS = {"ein": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9}
_TEENS = {"zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16,
          "siebzehn": 17, "achtzehn": 18, "neunzehn": 19}
_TENS = {"zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
         "achtzig": 80, "neunzig": 90}
_GERMAN = _UNITS | _TEENS | _TENS | {f"{unit}und{ten}": _UNITS[unit] + _TENS[ten] for unit in _UNITS for ten in _TENS}
_SMALL = "|".join(sorted(_GERMAN, key=len, reverse=True))
_HUNDRED = rf"(?:(?:{_SMALL})?hundert(?:und)?)?(?:{_SMALL})?"
_WHOLE = re.compile(
    rf"(?:({_HUNDRED})(tausend)(?:und)?)?({_HUNDRED})(?:s?te[rnms]?|er|mal|fach\w*|(?:jähr|monat|täg|stünd|wöch|minüt"
    r"|köpf|teil|stell|stöck|prozent)ig\w*)?")
_STARTS = frozenset(word[:3] for word in (*_GERMAN, "hundert", "tausend"))
_ITALIAN_TENS = {"venti": 20, "trenta": 30, "quaranta": 40, "cinquanta": 50, "sessanta": 60, "settanta": 70,
                 "ottanta": 80, "novanta": 90}
_ITALIAN_UNITS = {"uno": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9}
_ITALIAN_TEENS = {"dieci": 10, "undici": 11, "dodici": 12, "tredici": 13, "quattordici": 14, "quindici": 15,
                  "sedici": 16, "diciassette": 17, "diciotto": 18, "diciannove": 19}


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
    found = _ITALIAN_UNITS | _ITALIAN_TEENS | _ITALIAN_TENS | {
        (ten[:-1] if unit in ("uno", "otto") else ten) + unit: _ITALIAN_TENS[ten] + value
        for ten in _ITALIAN_TENS for unit, value in _ITALIAN_UNITS.items()}
    found["ventitré"] = 23
    found |= {f"{unit}cento": value * 100 for unit, value in _ITALIAN_UNITS.items() if value > 1} | {"cento": 100}
    return found | {(word if word.endswith(("tre", "sei")) else word[:-1]) + f"esim{ending}": value
                    for word, value in found.items() if value > 10 for ending in "oaie"}


COMPOUNDS: Mapping[str, Callable[[str], int | None]] = {"de": german, "it": italian}
