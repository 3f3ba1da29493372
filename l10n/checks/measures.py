"""Dates, currencies, percentages and units: what a number counts stays what it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from l10n import locales
from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.view import View
from l10n.model import Severity

_CURRENCIES: dict[str, str] = {
    "pound": r"£|\bGBP\b|\bpounds?\b|\blibras?\b|\blivres?\b|\bpfund\b|\bsterline?\b|英鎊|英镑|جنيه",
    "dollar": r"\$|\bUSD\b|\bdollars?\b|\bdólar(?:es)?\b|\bdollari?\b|\bdollaro\b|美元|دولار",
    "euro": r"€|\bEUR\b|\beuros?\b|歐元|欧元|يورو",
    "yen": r"¥|\bJPY\b|\byen(?:es)?\b|日圓|日元|ين ",
}
_CURRENCY = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _CURRENCIES.items()}
_MONEY = {"pound": re.compile(r"£\s?\d|\bGBP\b"), "dollar": re.compile(r"\$\s?\d|\bUSD\b|\bdollars?\b"),
          "euro": re.compile(r"€|\bEUR\b|\beuros?\b"), "yen": re.compile(r"¥|\byen\b")}
_MONEY_WORDS = frozenset(["gbp", "usd", "dollar", "dollars", "eur", "euro", "euros", "yen"])
_PERCENT_SOURCE = re.compile(r"\d(?<![\d.,].)[\d.,]*+[\s\u00a0\u202f-]?(?:%|percent\b|per cent\b)")
_PERCENT = re.compile(r"[%٪‰％]|por\s?cien(?:to)?|pour\s?cent|prozent|por\s?cento|per\s?cento|percent|per cent|puntos|"
                      r"punkte|points?|pontos|punti|فى المئة|في المئة|بالمئة|بالمائة|في المائة|趴|百分|成",
                      re.IGNORECASE)
_POINTS = re.compile("puntos|punkte|points?|pontos|punti", re.IGNORECASE)

_UNITS: dict[str, dict[str, str]] = {
    "en": {"second": "", "minute": "minutes?", "hour": "hours?", "day": "days?", "week": "weeks?",
           "month": "months?", "year": "years?", "metre": "met(?:re|er)s?", "kilometre": "kilomet(?:re|er)s?|km",
           "centimetre": "centimet(?:re|er)s?|cm", "mile": "miles?", "foot": "feet", "inch": "inch(?:es)?",
           "gram": "grams?|grammes?", "kilogram": "kilograms?|kilos?|kg", "tonne": "tonnes?|tons?",
           "litre": "lit(?:re|er)s?"},
    "es": {"second": "segundos?", "minute": "minutos?", "hour": "horas?", "day": "días?|jornadas?",
           "week": "semanas?|semanal(?:es)?", "month": "mes(?:es)?|mensual(?:es)?", "year": "años?|anual(?:es)?",
           "metre": "metros?|m", "kilometre": "kilómetros?|km", "centimetre": "centímetros?|cm", "mile": "millas?",
           "foot": "pies?", "inch": "pulgadas?", "gram": "gramos?|g", "kilogram": "kilos?|kilogramos?|kg",
           "tonne": "toneladas?|t", "litre": "litros?|l"},
    "fr": {"second": "secondes?", "minute": "minutes?", "hour": "heures?", "day": "jours?|journées?",
           "week": "semaines?|hebdomadaires?", "month": "mois|mensuel(?:le)?s?", "year": "ans?|années?|annuel(?:le)?s?",
           "metre": "mètres?|m", "kilometre": "kilomètres?|km", "centimetre": "centimètres?|cm",
           "mile": "milles?|miles?",
           "foot": "pieds?", "inch": "pouces?", "gram": "grammes?|g", "kilogram": "kilos?|kilogrammes?|kg",
           "tonne": "tonnes?|t", "litre": "litres?|l"},
    "de": {"second": "sekunden?", "minute": "minuten?|minütigen?", "hour": "stunden?|stündig(?:en?|er|es)?|uhr",
           "day": r"tage?n?|tägig(?:en?|er|es)?", "week": r"wochen?|wöchig(?:en?|er|es)?",
           "month": r"monate?n?|monatig(?:en?|er|es)?", "year": "jahre?n?s?|jährig(?:en?|er|es)?",
           "metre": "metern?|m", "kilometre": "kilometern?|km", "centimetre": "zentimetern?|cm", "mile": "meilen?",
           "foot": "fuß|fuss", "inch": "zoll", "gram": "gramm|g", "kilogram": "kilos?|kilogramm|kg",
           "tonne": "tonnen?|t", "litre": "litern?|l"},
    "pt": {"second": "segundos?", "minute": "minutos?", "hour": "horas?", "day": "dias?", "week": "semanas?|semanal",
           "month": "mês|meses|mensal", "year": "anos?|anual", "metre": "metros?|m", "kilometre":
           "quil[ôó]metros?|km", "centimetre": "centímetros?|cm", "mile": "milhas?", "foot": "pés?",
           "inch": "polegadas?", "gram": "gramas?|g", "kilogram": "quilos?|quilogramas?|kg", "tonne": "toneladas?|t",
           "litre": "litros?|l"},
    "it": {"second": "second[oi]", "minute": "minut[oi]", "hour": "or[ae]", "day": "giorn[oi]|giornat[ae]",
           "week": "settiman[ae]", "month": "mes[ei]", "year": "ann[oi]", "metre": "metr[oi]|m",
           "kilometre": "chilometr[oi]|km", "centimetre": "centimetr[oi]|cm", "mile": "migli[oa]", "foot": "pied[ei]",
           "inch": "pollic[ei]", "gram": "gramm[oi]|g", "kilogram": "chil[oi]|chilogramm[oi]|kg",
           "tonne": "tonnellat[ae]|t", "litre": "litr[oi]|l"},
}


_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
           "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million")


def _units_in(view: View, language: str) -> set[str]:
    return set().union(*[units for word in view.vocabulary if (units := _named_by(word, language))])


@lru_cache(1 << 16)
def _named_by(word: str, language: str) -> frozenset[str]:
    """The units that a word in small letters names; in German as a part of it too."""
    return frozenset(unit for unit in _UNITS[language] if _unit(language, unit, False).search(word))


@cache
def _unit(language: str, unit: str, counted: bool) -> re.Pattern[str]:
    pattern = _UNITS[language][unit] or "(?!)"
    head = rf"(?:\d|\b(?:{'|'.join(_COUNTS)})\b)[\s-]" if counted else r"(?<![^\W\d_])"
    if language == "de" and not counted:
        head = ""
    return re.compile(rf"{head}(?:{pattern})(?![^\W\d_])", re.IGNORECASE)


def _units(pair: Pair) -> Iterator[Spot]:
    if pair.language not in _UNITS or pair.source_language != "en":
        return
    source, target = pair.source.plain, pair.target.plain
    if not pair.source.digits and pair.source.vocabulary.isdisjoint(_COUNTS):
        return
    named = _units_in(pair.source, "en") - _units_in(pair.target, pair.language)
    if not named:
        return
    lost = [unit for unit in named if _unit("en", unit, True).search(source)]
    if len(lost) != 1:
        return
    for unit in _UNITS[pair.language]:
        if unit == lost[0] or _unit("en", unit, False).search(source):
            continue
        found = _counted(pair.language, unit).search(target)
        if found and _same_number(source, lost[0], found[0], pair):
            yield Spot(f"the unit is another one than in the source ({lost[0]})",
                       pair.target.span(found.start(), found.end()))
            return


@cache
def _counted(language: str, unit: str) -> re.Pattern[str]:
    return re.compile(rf"[\w.,]+[\s\u00a0\u202f-](?:{_UNITS[language][unit] or '(?!)'})(?![^\W\d_])", re.IGNORECASE)


def _same_number(source: str, unit: str, phrase: str, pair: Pair) -> bool:
    """Whether the counted phrase has the number that the unit has in the source: else it was converted."""
    from l10n.checks import numerals

    found = re.search(rf"([\w.,]+)[\s-](?:{_UNITS['en'][unit]})(?![^\W\d_])", source, re.IGNORECASE)
    if found is None:
        return False
    theirs = [*numerals.digits(found[1], pair.source_locale), *numerals.written(found[1].replace(",", ""), "en")]
    ours = [*numerals.digits(phrase, pair.locale), *numerals.written(phrase, pair.language)]
    return any(a.values & b.values for a in theirs for b in ours)


def _currency(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    if pair.source.chars.isdisjoint("£$€¥") and pair.source.vocabulary.isdisjoint(_MONEY_WORDS):
        return
    lost = [name for name, pattern in _MONEY.items() if pattern.search(source)
            and not _CURRENCY[name].search(target)]
    if len(lost) != 1:
        return
    for name, pattern in _CURRENCY.items():
        if name != lost[0] and not pattern.search(source) and (found := pattern.search(target)):
            yield Spot(f"the amount is in another currency than in the source ({lost[0]})",
                       pair.target.span(found.start(), found.end()))
            return


def _percent(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    found = _PERCENT_SOURCE.search(source) if pair.source.digits else None
    if found is None:
        return
    theirs = len(_PERCENT_SOURCE.findall(source))
    ours = len(_PERCENT.findall(target))
    if (ours == 0 and any(one.isdigit() for one in target)) or (theirs - ours > 0 and theirs < 3 and ours and \
            not _shared(source) and not _POINTS.search(target)):
        yield Spot("a percentage of the source is no percentage here", pair.source.span(found.start(), found.end()),
                   "source")


def _shared(source: str) -> bool:
    """“between 5% and 10%”, “5% to 10%”: many languages say the sign once."""
    return re.search(r"(?:%|cent)\s?(?:to|and|or|[-–])\s?[\d.,]+\s?(?:%|per)", source) is not None


@cache
def _named(tag: str, which: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    names = locales.months(tag) if which == "months" else locales.weekdays(tag)
    found = []
    for number, forms in enumerate(names):
        words = {re.escape(form) for form in forms}
        if locales.language(tag) == "pt":
            words |= {re.escape(form.removesuffix("-feira")) + "s?" for form in forms if form.endswith("-feira")}
        if locales.language(tag) == "zh":
            words |= {re.escape(form.replace("星期", prefix)) for form in forms for prefix in ("週", "周", "禮拜")}
            words |= {"(?<!\\d)" + word if word[0].isdigit() else word for word in words} - {
                word for word in words if word[0].isdigit()} if any(word[0].isdigit() for word in words) else set()
        dense = locales.language(tag) in ("zh", "ja", "th", "ar", "he", "ko")
        edges = ("", "") if dense else (r"(?<![^\W\d_])", r"(?:s|n|es|en)?(?![^\W\d_])")
        pattern = "|".join(sorted(words, key=len, reverse=True))
        found.append((number, re.compile(f"{edges[0]}(?:{pattern}){edges[1]}", re.IGNORECASE)))
    return tuple(found)


@cache
def _dated() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """English months; those that are words or names too only beside a number."""
    found = []
    for number, (form, *_) in enumerate(locales.months("en")):
        name = form.title()
        doubtful = name in ("March", "April", "May", "June", "August")
        found.append((number, re.compile(
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{name}\b|\b{name}\s\d" if doubtful
            else rf"\b{name}\b(?!\s[A-Z][a-z])")))
    return tuple(found)


@cache
def _words(which: str) -> frozenset[str]:
    """The English words one of which is in every text that names a month or a day."""
    names = locales.months("en") if which == "months" else locales.weekdays("en")
    return frozenset(word + ending for forms in names for form in forms
                     for word in re.findall(r"[^\W\d_]+", form.lower()) for ending in ("", "s", "n", "es", "en"))


def _months(pair: Pair) -> Iterator[Spot]:
    if pair.source_language != "en" or pair.is_variant:
        return
    source, target = pair.source.plain, pair.target.plain
    if pair.source.vocabulary.isdisjoint(_words("months")):
        return
    theirs = {number for number, pattern in _dated()
              if locales.months("en")[number][0] in pair.source.vocabulary and pattern.search(source)}
    if not theirs:
        return
    yield from _swapped(pair, theirs, _named(pair.locale, "months"), target, locales.months("en"), "month",
                        lambda: _loose(source, "months"))


def _days(pair: Pair) -> Iterator[Spot]:
    if pair.source_language != "en" or pair.is_variant:
        return
    source = pair.source.plain
    if "day" not in source or pair.source.vocabulary.isdisjoint(_words("weekdays")):
        return
    theirs = {number for number, pattern in _named("en", "weekdays") if pattern.search(source)}
    if theirs:
        yield from _swapped(pair, theirs, _named(pair.locale, "weekdays"), pair.target.plain, locales.weekdays("en"),
                            "day", lambda: theirs)


def _loose(source: str, which: str) -> set[int]:
    return {number for number, pattern in _named("en", which) if pattern.search(source)} | {
        number for number, forms in enumerate(locales.months("en")) if re.search(rf"\b{forms[0][:3]}\b", source, re.I)}


def _swapped(pair: Pair, theirs: set[int], named: tuple[tuple[int, re.Pattern[str]], ...], target: str,
             names: tuple[tuple[str, ...], ...], what: str, known: Callable[[], set[int]]) -> Iterator[Spot]:
    lost = sorted(number for number, pattern in named if number in theirs and not pattern.search(target))
    if not lost:
        return
    ours = {number: found for number, pattern in named if (found := pattern.search(target))}
    come = sorted(set(ours) - known())
    if come:
        found = ours[come[0]]
        yield Spot(f"the {what} is not the one of the source ({names[lost[0]][0].title()})",
                   pair.target.span(found.start(), found.end()))


_CLOCK = re.compile(r"(?<![\d.,:])([01]?\d|2[0-4])[:.h]([0-5]\d)(?!\d|[.,:]\d|\s?%)")
_CLOCK_SOURCE = re.compile(r"(?<![\d.,:£$€])([01]?\d|2[0-4])(?::([0-5]\d)(?!\d|:)|\.([0-5]\d)\s?[ap]\.?m\b)")


def _times(pair: Pair) -> Iterator[Spot]:
    if not pair.source.digits or pair.source.chars.isdisjoint(":."):
        return
    theirs = [(int(found[1]), int(found[2] or found[3])) for found in _CLOCK_SOURCE.finditer(pair.source.plain)]
    if not theirs:
        return
    spots = list(_CLOCK.finditer(pair.target.plain))
    ours = [(int(found[1]), int(found[2])) for found in spots]
    if len(ours) != len(theirs):
        return
    wanted = sorted((hour % 12, minute) for hour, minute in theirs)
    if wanted == sorted((hour % 12, minute) for hour, minute in ours):
        return
    for found, (hour, minute) in zip(spots, ours, strict=True):
        if (hour % 12, minute) not in wanted:
            yield Spot(f"the time {found[0]} is not in the source", pair.target.span(found.start(), found.end()))
            return


RULES = (
    Rule("N201", "month-changed", Severity.ERROR, "A date keeps its month, by the names that CLDR has.",
         ("It began on 14 October", "Comenzó el 14 de noviembre"), ("It began on 14 October",
                                                                    "Comenzó el 14 de octubre"), _months),
    Rule("N202", "weekday-changed", Severity.ERROR, "A date keeps its day of the week, by the names that CLDR has.",
         ("They met on Friday", "Se reunieron el jueves"), ("They met on Friday", "Se reunieron el viernes"), _days),
    Rule("N203", "time-changed", Severity.ERROR,
         "Clock times are the same, on twelve hours or on twenty-four.",
         ("It leaves at 17:30", "Sale a las 17:50"), ("It leaves at 5:30 pm", "Sale a las 17:30"), _times),
    Rule("N204", "currency-changed", Severity.ERROR,
         "An amount stays in its currency.", ("It costs £20", "Cuesta 20 euros"), ("It costs £20", "Cuesta 20 libras"),
         _currency),
    Rule("N205", "percentage-lost", Severity.ERROR,
         "What is a percentage in the source is one in the translation.",
         ("Sales fell by 20%", "Las ventas bajaron 20"), ("Sales fell by 20%", "Las ventas bajaron un 20 %"), _percent),
    Rule("N206", "unit-changed", Severity.ERROR,
         "The same number of another unit is another quantity: ninety days are not ninety weeks. Converted quantities "
         "pass.", ("It takes ninety days", "Dura noventa semanas"), ("It takes ninety days", "Dura noventa días"),
         _units),
)
