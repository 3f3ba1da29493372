"""The words that go with numbers, by language: how millions, currencies and units are found and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from l10n import locales

FALSE_FRIENDS: dict[str, dict[str, str]] = {
    "es": {"billón": "mil millones", "billones": "mil millones", "trillón": "billón", "trillones": "billones"},
    "fr": {"billion": "milliard", "billions": "milliards", "trillion": "billion", "trillions": "billions"},
    "de": {"billion": "Milliarde", "billionen": "Milliarden", "trillion": "Billion", "trillionen": "Billionen"},
    "it": {"bilione": "miliardo", "bilioni": "miliardi"},
}
"""What looks like an English billion or trillion and is a thousand or a million times as much → what it should be."""

MILLIONS: dict[str, dict[int, str]] = {
    "es": {10**6: "millones", 10**9: "mil millones"},
    "fr": {10**6: "millions", 10**9: "milliards"},
    "de": {10**6: "Millionen", 10**9: "Milliarden"},
    "pt": {10**6: "milhões", 10**9: "bilhões"},
    "it": {10**6: "milioni", 10**9: "miliardi"},
}
"""What £8m and £8bn say in words."""

_PER_CENT: dict[str, tuple[str, ...]] = {
    "en": ("percent", "per cent"), "es": ("por ciento",), "fr": ("pour cent",), "de": ("prozent",),
    "pt": ("por cento",), "it": ("per cento",)}
_KINDS = {"mile per hour": "mph", "kilometre per hour": "km/h", "kilometre": "km", "metre": "m", "centimetre": "cm",
          "millimetre": "mm", "hectare": "ha", "gram": "g", "kilogram": "kg", "tonne": "t", "litre": "l",
          "megawatt": "MW"}
"""Units that reviewers are told of by their symbol; first those by the hour, which an hour alone would hide."""
_SYMBOLS = {"degree": ("°C", "°F", "°"), "minute": ("min",), **{
    one: (one,) for one in ("km", "m", "cm", "mm", "mph", "km/h", "ha", "kg", "MW")}}
_LETTERS = {one: rf"(?<![^\W\d_])(?-i:{one})(?![\w'’-])" for one in "gtl"}
"""Symbols that are other things in capitals, before a hyphen or an apostrophe: 5G, a T-shirt, l’eau."""


@cache
def magnitudes(language: str) -> dict[str, int]:
    """Words for thousands and millions → factor, where numbers in words are known too; no single letters."""
    return {word: int(factor) for word, factor in locales.magnitudes(language).items()
            if len(word) > 1 and locales.number_words(language)}


def name(code: str, language: str) -> str:
    """What stands for the sign of a currency behind a number of millions; "" where that is not known."""
    return next(iter(locales.currencies(language).get(code, ())), "") if code in locales.CURRENCY_SIGNS else ""


@cache
def currency(language: str) -> re.Pattern[str] | None:
    """A sign or name of a currency, or of per cent: the name of the group is its code. None for unknown languages."""
    named = {**locales.currencies(language), "PCT": _PER_CENT.get(language, ())}
    signs = {"PCT": "%"} | {code: ("(?:US)?" if sign == "$" else "") + re.escape(sign)
                            for code, sign in locales.CURRENCY_SIGNS.items()}
    return _alternatives({code: [_whole(names), *([signs[code]] if code in signs else [])]
                          for code, names in named.items()}, language)


@cache
def unit(language: str) -> re.Pattern[str] | None:
    """A unit, whole: the name of the group, with ``_`` for a slash, is its kind. None for unknown languages."""
    called = {_KINDS.get(unit, unit): (*own.names, *own.doubtful) for unit, own in locales.units(language).items()}
    first = [kind for kind in _KINDS.values() if kind in called]
    return _alternatives({kind: [_whole((*called[kind], *_SYMBOLS.get(kind, ()))), *filter(None, [_LETTERS.get(kind)])]
                          for kind in dict.fromkeys((*first, *called))}, language)


def _whole(names: Iterable[str]) -> str:
    """Any of some names, longer ones first, as a whole word."""
    forms = (re.escape(one).replace("\\*", r"\w*").replace("'", "['’]") for one in sorted(names, key=len, reverse=True))
    return rf"(?<![^\W\d_])(?:{'|'.join(forms)})(?![^\W_])"


def _alternatives(forms: Mapping[str, Sequence[str]], language: str) -> re.Pattern[str] | None:
    """What stands for each key, whose name the group has."""
    if not magnitudes(language):
        return None
    return re.compile("|".join(f"(?P<{key.replace('/', '_')}>{'|'.join(row)})" for key, row in forms.items()),
                      re.IGNORECASE)
