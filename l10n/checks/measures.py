"""Dates, currencies, percentages and units: what a number counts stays what it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from l10n import locales
from l10n.checks import numerals
from l10n.checks.numbers import HALF, figures
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity

_CURRENCIES: dict[str, str] = {
    "pound": r"£|\bGBP\b|\bpounds?\b|\blibras?\b|\blivres?\b|\bpfund\b|\bsterline?\b|英鎊|英镑|جنيه",
    "dollar": r"\$|\bUSD\b|\bdollars?\b|\bdólar(?:es)?\b|\bdollari?\b|\bdollaro\b|美元|دولار",
    "euro": r"€|\bEUR\b|\beuros?\b|歐元|欧元|يورو",
    "yen": r"¥|\bJPY\b|\byen(?:es)?\b|日圓|日元|ين ",
}
_CURRENCY = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _CURRENCIES.items()}
_MONEY = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in {
    "pound": r"£\s?\d|\bGBP\b|\bpounds?\b", "dollar": r"\$\s?\d|\bUSD\b|\bdollars?\b",
    "euro": r"€|\bEUR\b|\beuros?\b", "yen": r"¥|\byen\b"}.items()}
_MONEY_WORDS = frozenset(["gbp", "pound", "pounds", "usd", "dollar", "dollars", "eur", "euro", "euros", "yen"])
_PERCENT_SOURCE = re.compile(r"\d(?<![\d.,].)[\d.,]*+[\s\u00a0\u202f-]?(?:%|percent\b|per cent\b)")
_PERCENT = re.compile(r"[%٪‰％]|por\s?cien(?:to)?|pour\s?cent|prozent|por\s?cento|per\s?cento|percent|per cent|puntos|"
                      r"punkte|points?|pontos|punti|فى المئة|في المئة|بالمئة|بالمائة|في المائة|趴|百分|成",
                      re.IGNORECASE)
_POINTS = re.compile("puntos|punkte|points?|pontos|punti", re.IGNORECASE)

_UNITS: dict[str, dict[str, str]] = {
    "en": {"second": "seconds", "minute": "minutes?", "hour": "hours?", "day": "days?", "week": "weeks?",
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


@cache
def _quantity(language: str) -> re.Pattern[str]:
    """A number in figures or words with its unit."""
    units = "|".join(f"(?P<{name}>{forms})" for name, forms in _UNITS[language].items() if forms)
    return re.compile(rf"(?<![\w.,])[.,]*([^\W_](?:[\w.,]*[^\W_])?+)[\s\u00a0\u202f-](?:{units})(?![^\W\d_])",
                      re.IGNORECASE)


def _quantities(text: str, locale: str) -> list[tuple[frozenset[float], str, re.Match[str]]]:
    """(what the number can be, unit, where) of each quantity; those of one thing or none are left out."""
    language = locales.language(locale)
    found = []
    for match in _quantity(language).finditer(text):
        values = [one.values for one in (*numerals.digits(match[1], locale), *numerals.written(match[1], language))]
        if values and not values[-1] <= {0.0, 1.0}:
            found.append((values[-1], match.lastgroup or "", match))
    return found


def _units(pair: Pair) -> Iterator[Spot]:
    if pair.language not in _UNITS or pair.source_language != "en":
        return
    if not pair.source.digits and pair.source.vocabulary.isdisjoint(_COUNTS):
        return
    theirs = _quantities(pair.source.plain, pair.source_locale)
    ours = _quantities(pair.target.plain, pair.locale) if theirs else []
    for value, unit, _ in theirs:
        if any(one & value and name == unit for one, name, _ in ours):
            continue
        wrong = next((match for one, name, match in ours if one & value
                      and not any(other & value and name == known for other, known, _ in theirs)), None)
        if wrong is not None:
            yield Spot(f"the unit is another one than in the source ({unit})",
                       pair.target.span(wrong.start(), wrong.end()))
            return


def _currency(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    if pair.source.chars.isdisjoint("£$€¥") and pair.source.vocabulary.isdisjoint(_MONEY_WORDS):
        return
    lost = [name for name, pattern in _MONEY.items() if pattern.search(source)
            and not _CURRENCY[name].search(target)]
    come = [name for name, pattern in _CURRENCY.items() if name not in lost and not pattern.search(source)
            and pattern.search(target)] if len(lost) == 1 else []
    if not come:        # one of the source's own takes the place of another: as many amounts
        more = {name: len(pattern.findall(target)) - len(pattern.findall(source))
                for name, pattern in _CURRENCY.items()}
        lost = [name for name, count in more.items() if count < 0]
        come = [name for name, count in more.items() if count > 0]
        if sum(more.values()) or not len(lost) == len(come) == 1:
            return
    found = _CURRENCY[come[0]].search(target)
    assert found is not None
    yield Spot(f"an amount is in another currency than in the source ({lost[0]})",
               pair.target.span(found.start(), found.end()))


def _percent(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    found = _PERCENT_SOURCE.search(source) if pair.source.digits else None
    if found is None:
        return
    if found[0].startswith("50") and HALF.search(target):
        return
    theirs = len(_PERCENT_SOURCE.findall(source))
    ours = len(_PERCENT.findall(target))
    if (ours == 0 and any(one.isdigit() for one in target)) or (theirs - ours > 0 and theirs < 3 and ours and \
            not _shared(source) and not _POINTS.search(target)) or _bare(pair):
        yield Spot("a percentage of the source is no percentage here", pair.source.span(found.start(), found.end()),
                   "source")


_FEW = 60
"""Numbers beyond which a text is not compared number by number."""


def _bare(pair: Pair) -> bool:
    """Whether the number of a percentage stands in the translation with no sign near it: “el 5 y el 10 %” says it
    once."""
    if pair.language not in _UNITS:
        return False
    source, target = pair.source.plain, pair.target.plain
    theirs, ours = numerals.digits(source, pair.source_locale), numerals.digits(target, pair.locale)
    if max(len(theirs), len(ours)) > _FEW:
        return False
    for found in _PERCENT_SOURCE.finditer(source):
        percent = next((one.values for one in theirs if one.span.start == found.start()), frozenset())
        alike = [one for one in ours if one.values & percent]
        if alike and sum(bool(one.values & percent) for one in theirs) == 1 and not any(
                _PERCENT.search(target, max(0, one.span.start - 10), one.span.end + 22) for one in alike):
            return True
    return False


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


_BEFORE_MONTH = "(?:[Ii]n|[Ss]ince|[Uu]ntil|[Ll]ast|[Nn]ext|[Ee]arly|[Ll]ate|[Mm]id)"


@cache
def _dated() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """English months; those that are words or names too only beside a number."""
    found = []
    for number, (form, *_) in enumerate(locales.months("en")):
        name = form.title()
        doubtful = name in ("March", "April", "May", "June", "August")
        found.append((number, re.compile(
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{name}\b|\b{name}\s\d|\b{_BEFORE_MONTH} {name}\b(?!\s[A-Z])"
            if doubtful
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
    source = pair.source.plain
    if pair.source.vocabulary.isdisjoint(_words("months")):
        return
    theirs = {number for number, pattern in _dated()
              if locales.months("en")[number][0] in pair.source.vocabulary and pattern.search(source)}
    if not theirs:
        return
    yield from _swapped(pair, theirs, "months", lambda: _loose(source, "months"))


def _days(pair: Pair) -> Iterator[Spot]:
    if pair.source_language != "en" or pair.is_variant:
        return
    source = pair.source.plain
    if "day" not in source or pair.source.vocabulary.isdisjoint(_words("weekdays")):
        return
    theirs = {number for number, pattern in _named("en", "weekdays") if pattern.search(source)}
    if theirs:
        yield from _swapped(pair, theirs, "weekdays", lambda: theirs)


@cache
def _dates(tag: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Month → its dates with a day."""
    found = []
    for number, forms in enumerate(locales.months(tag)):
        names = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
        before = r"(?<![\d.,:/-])(\d{1,2})(?:\.|º|er|ère|ª|°|st|nd|rd|th)?[ \u00a0](?:de[ \u00a0]|of[ \u00a0])?"
        after = r"[ \u00a0](\d{1,2})(?:st|nd|rd|th)?(?![\d:.]|[ \u00a0]\d)" if tag == "en" else "(?!)()"
        found.append((number, re.compile(rf"{before}(?:{names})(?![^\W\d_])|(?<![^\W\d_])(?:{names}){after}",
                                         re.IGNORECASE)))
    return tuple(found)


_FROM_TO = re.compile(r"(?<![\d.,])(\d{1,2})(?:st|nd|rd|th)?\s?(?:to|and|or|[-–])\s?(\d{1,2})(?![\d.,])")


def _day(pair: Pair) -> Iterator[Spot]:
    if pair.source_language != "en" or pair.is_variant or pair.language not in _UNITS:
        return
    source, target = pair.source.plain, pair.target.plain
    if not pair.source.digits or pair.source.vocabulary.isdisjoint(_words("months")):
        return
    numbers = figures(pair)
    said = {one.span.start for one in numbers.added} if numbers.missing else set()      # of which N101 speaks
    ours = dict(_dates(pair.locale))
    for number, pattern in _dates("en"):
        theirs = list(pattern.finditer(source))
        found = list(ours[number].finditer(target)) if theirs else []
        if len(theirs) != len(found):
            continue
        wanted = {int(one[1] or one[2]) for one in theirs} | {
            int(day) for both in _FROM_TO.finditer(source) for day in both.groups()}
        for one in found:
            at = 1 if one[1] else 2
            if int(one[at]) not in wanted and one.start(at) not in said:
                yield Spot(f"the day {one[at]} of a date is not in the source",
                           pair.target.span(one.start(at), one.end(at)))


def _loose(source: str, which: str) -> set[int]:
    return {number for number, pattern in _named("en", which) if pattern.search(source)} | {
        number for number, forms in enumerate(locales.months("en")) if re.search(rf"\b{forms[0][:3]}\b", source, re.I)}


_NIGHT_TO = re.compile(r"\bnacht (?:zu|zum|auf|auf den) \w+", re.IGNORECASE)


def _swapped(pair: Pair, theirs: set[int], which: str, known: Callable[[], set[int]]) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    named, english = _named(pair.locale, which), _named("en", which)
    names, what = (locales.months("en"), "month") if which == "months" else (locales.weekdays("en"), "day")
    lost = sorted(number for number, pattern in named if number in theirs and not pattern.search(target))
    if not lost:
        return
    ours = {number: found for number, pattern in named if (found := pattern.search(target))}
    night = _NIGHT_TO.search(target) if what == "day" else None
    if night is not None:       # Saturday night: die Nacht zu Sonntag
        eve = next((number for number, pattern in named if pattern.search(night[0])), 0)
        ours = {(number - 1) % 7 if number == eve else number: found for number, found in ours.items()}
        lost = [number for number in lost if number not in ours]
        if not lost:
            return
    come = sorted(set(ours) - known())
    if not come and night is None:      # one of the source's own takes the place of another: as many, and one twice
        counts = {number: (len(pattern.findall(source)), len(dict(named)[number].findall(target)))
                  for number, pattern in english}
        if sum(one for one, _ in counts.values()) == sum(two for _, two in counts.values()):
            come = [number for number, (one, two) in counts.items() if two > one]
    if come:
        found = ours[come[0]]
        yield Spot(f"the {what} is not the one of the source ({names[lost[0]][0].title()})",
                   pair.target.span(found.start(), found.end()))


_CLOCK = re.compile(r"(?<![\d.,:])([01]?\d|2[0-4])(?:[\u00a0\u202f ]?h[\u00a0\u202f ]?|[:.])([0-5]\d)(?!\d|[.,:]\d"
                    r"|\s?%)"
                    r"|(?<![\d.,:])([01]?\d|2[0-4])[\u00a0\u202f ]?(?:h\b|Uhr\b|[ap]\.?[\u00a0 ]?m\b)(?![\u00a0 ]\d)")
_CLOCK_SOURCE = re.compile(r"(?<![\d.,:£$€])([01]?\d|2[0-4])(?:[:.]([0-5]\d))?+\s?([ap])\.?m\b"
                           r"|(?<![\d.,:£$€])([01]?\d|2[0-4]):([0-5]\d)(?!\d|:)")
_HALF = re.compile(r"\b[ap]\.?[\s\u00a0\u202f]?m\b|\b(?:tarde|noche|mañana|madrugada|soir|(?:après-)?midi|matin|nuit|"
                   r"\w*abends?|\w*mittags?|\w*nachts?|morgens?|früh|noite|manhã|sera|pomeriggio|mattin[ao]|notte)\b",
                   re.IGNORECASE)
"""What says the half of the day."""


def _times(pair: Pair) -> Iterator[Spot]:
    if not pair.source.digits:
        return
    theirs = [(int(found[1] or found[4]), int(found[2] or found[5] or 0), found[3] or "")
              for found in _CLOCK_SOURCE.finditer(pair.source.plain)]
    if not theirs:
        return
    spots = list(_CLOCK.finditer(pair.target.plain))
    ours = [(int(found[1] or found[3]), int(found[2] or 0)) for found in spots]
    if len(ours) != len(theirs):
        return
    wanted = sorted((hour % 12, minute) for hour, minute, _ in theirs)
    if wanted == sorted((hour % 12, minute) for hour, minute in ours):
        yield from _halves(pair, theirs, spots, ours)
        return
    for found, (hour, minute) in zip(spots, ours, strict=True):
        if (hour % 12, minute) not in wanted \
                and not re.search(rf"(?<!\d){hour}[.:]{minute:02}(?!\d)", pair.source.plain):
            yield Spot(f"the time {found[0]} is not in the source", pair.target.span(found.start(), found.end()))
            return


def _halves(pair: Pair, theirs: list[tuple[int, int, str]], spots: list[re.Match[str]],
            ours: list[tuple[int, int]]) -> Iterator[Spot]:
    """Hours of the afternoon that nothing in the translation says are no morning."""
    if pair.language not in _UNITS or pair.is_variant:
        return
    target = pair.target.plain
    late = {(hour, minute) for hour, minute, half in theirs if half == "p" and hour < 12}
    early = {(hour, minute) for hour, minute, half in theirs if half != "p"}
    for found, one in zip(spots, ours, strict=True):
        if one in late - early and not _HALF.search(target[max(0, found.start() - 30):found.end() + 30]):
            yield Spot(f"{found[0]} is in the morning, and in the afternoon in the source",
                       pair.target.span(found.start(), found.end()))
            return


RULES = (
    Rule("N201", "month-changed", Severity.ERROR, "A date keeps its month, by the names that CLDR has.",
         ("It began on 14 October", "Comenzó el 14 de noviembre"), ("It began on 14 October",
                                                                    "Comenzó el 14 de octubre"), _months),
    Rule("N207", "day-changed", Severity.ERROR,
         "A date keeps its day of the month, also where the number stands elsewhere in the text.",
         ("The 3 men came on 14 October", "Los 3 hombres vinieron el 3 de octubre"),
         ("The 3 men came on 14 October", "Los 3 hombres vinieron el 14 de octubre"), _day),
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
