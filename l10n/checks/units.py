"""Units: how much of what; the same number of another unit is another quantity (N206)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from l10n import locales
from l10n.checks import numerals
from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.view import View
from l10n.model import Severity

_COMPARED = frozenset("""second minute hour day week month year centimetre metre kilometre inch foot mile gram kilogram
    tonne litre""".split())  # noqa: SIM905 - a list of words
_LANGUAGES = ("en", "es", "fr", "de", "pt", "it")
_UNITS: dict[str, dict[str, tuple[str, ...]]] = {
    language: {unit: (*called.names, *called.others) for unit, called in locales.units(language).items()
               if unit in _COMPARED} for language in _LANGUAGES}
"""Language → unit → what it is called there, small letters."""
_AFTER = re.compile(r"[ \u00a0-]([a-z]+)")
_COUNTS = frozenset((
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty",
    "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million"))


@cache
def _unit(language: str) -> dict[str, str]:
    """What each name of a unit names."""
    return {form: unit for unit, forms in reversed(_UNITS[language].items()) for form in forms}


_Quantity = tuple[frozenset[float], str, int, int]
"""What the number can be, the unit, where both begin and end."""


def _quantities(view: View, locale: str) -> list[_Quantity]:
    """Each number in figures or words with its unit; those of one thing or none are left out."""
    text, unit = view.plain, _unit(locales.language(locale))
    found: list[_Quantity] = []
    done = 0
    for start, run in view.standing(unit):
        if not (text[start - 1:start] == "-" or text[start - 1:start].isspace()):
            continue
        first = start - 1
        while first and (text[first - 1].isalnum() or text[first - 1] in "_.,"):
            first -= 1
        count = text[first:start - 1].lstrip(".,")
        if first < done or not (count[:1].isalnum() and count[-1:].isalnum()):
            continue
        done = start + len(run)
        values = _counted(count, locale)
        if values and not values <= {0.0, 1.0}:
            found.append((values, unit[run], first, done))
    return found


@lru_cache(maxsize=4096)
def _counted(text: str, locale: str) -> frozenset[float] | None:
    """What a number in figures or one word can be."""
    values = [one.values for one in (*numerals.digits(text, locale),
                                     *numerals.written(View(text, "text"), locales.language(locale)))]
    return values[-1] if values else None


@cache
def named(locale: str) -> frozenset[str]:
    """All names of units in the language of a locale; none where they are not known."""
    return frozenset(form for forms in _UNITS.get(locales.language(locale), {}).values() for form in forms)


_WHOLE = {(12.0, "month"): "year", (7.0, "day"): "week", (24.0, "hour"): "day", (60.0, "minute"): "hour"}


def makes_a_whole(pair: Pair, values: frozenset[float], end: int) -> bool:
    """Whether a number of the source that ends there counts what makes one of the next unit, and the translation names
    that: 12 months, a year."""
    found = _AFTER.match(pair.source.lower, end)
    unit = _unit("en").get(found[1]) if found and pair.language in _UNITS else None
    whole = next((_WHOLE[value, unit] for value in values if (value, unit) in _WHOLE), None) if unit else None
    return whole is not None and not frozenset(_UNITS[pair.language][whole]).isdisjoint(pair.target.letters)


def _changed(pair: Pair) -> Iterator[Spot]:
    """The first quantity that has the number of one in the source and another unit."""
    if pair.language not in _UNITS or pair.source_language != "en":
        return
    if not pair.source.digits and _COUNTS.isdisjoint(pair.source.letters):
        return
    theirs = _quantities(pair.source, pair.source_locale)
    ours = _quantities(pair.target, pair.locale) if theirs else []
    for value, unit, _, _ in theirs:
        if any(one & value and name == unit for one, name, _, _ in ours):
            continue
        wrong = next(((start, end) for one, name, start, end in ours if one & value
                      and not any(other & value and name == known for other, known, _, _ in theirs)), None)
        if wrong is not None:
            yield Spot(f"the unit is another one than in the source ({unit})", pair.target.span(*wrong))
            return


RULES = (
    Rule("N206", "unit-changed", Severity.ERROR,
         "The same number of another unit is another quantity: ninety days are not ninety weeks. Converted quantities "
         "pass.", ("It takes ninety days", "Dura noventa semanas"), ("It takes ninety days", "Dura noventa días"),
         _changed, in_source=named, in_target=named),
)
