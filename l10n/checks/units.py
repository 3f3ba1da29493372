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

_FORMS: dict[str, str] = {
    "en": """second: seconds; minute: minute minutes; hour: hour hours; day: day days; week: week weeks; month: month
        months; year: year years; metre: metre metres meter meters; kilometre: kilometre kilometres kilometer
        kilometers km; centimetre: centimetre centimetres centimeter centimeters cm; mile: mile miles; foot: feet;
        inch: inch inches; gram: gram grams gramme grammes; kilogram: kilogram kilograms kilo kilos kg; tonne: tonne
        tonnes ton tons; litre: litre litres liter liters""",
    "es": """second: segundo segundos; minute: minuto minutos; hour: hora horas; day: día días jornada jornadas; week:
        semana semanas semanal semanales; month: mes meses mensual mensuales; year: año años anual anuales; metre:
        metro metros m; kilometre: kilómetro kilómetros km; centimetre: centímetro centímetros cm; mile: milla
        millas; foot: pie pies; inch: pulgada pulgadas; gram: gramo gramos g; kilogram: kilo kilos kilogramo
        kilogramos kg; tonne: tonelada toneladas t; litre: litro litros l""",
    "fr": """second: seconde secondes; minute: minute minutes; hour: heure heures; day: jour jours journée journées;
        week: semaine semaines hebdomadaire hebdomadaires; month: mois mensuel mensuels mensuelle mensuelles; year:
        an ans année années annuel annuels annuelle annuelles; metre: mètre mètres m; kilometre: kilomètre
        kilomètres km; centimetre: centimètre centimètres cm; mile: mille milles mile miles; foot: pied pieds; inch:
        pouce pouces; gram: gramme grammes g; kilogram: kilo kilos kilogramme kilogrammes kg; tonne: tonne tonnes t;
        litre: litre litres l""",
    "de": """second: sekunde sekunden; minute: minute minuten minütige minütigen; hour: stunde stunden stündig stündige
        stündigen stündiger stündiges uhr; day: tag tagn tage tagen tägig tägige tägigen tägiger tägiges; week:
        woche wochen wöchig wöchige wöchigen wöchiger wöchiges; month: monat monatn monate monaten monatig monatige
        monatigen monatiger monatiges; year: jahr jahrs jahrn jahrns jahre jahres jahren jahrens jährig jährige
        jährigen jähriger jähriges; metre: meter metern m; kilometre: kilometer kilometern km; centimetre:
        zentimeter zentimetern cm; mile: meile meilen; foot: fuß fuss; inch: zoll; gram: gramm g; kilogram: kilo
        kilos kilogramm kg; tonne: tonne tonnen t; litre: liter litern l""",
    "pt": """second: segundo segundos; minute: minuto minutos; hour: hora horas; day: dia dias; week: semana semanas
        semanal; month: mês meses mensal; year: ano anos anual; metre: metro metros m; kilometre: quilômetro
        quilômetros quilómetro quilómetros km; centimetre: centímetro centímetros cm; mile: milha milhas; foot: pé
        pés; inch: polegada polegadas; gram: grama gramas g; kilogram: quilo quilos quilograma quilogramas kg;
        tonne: tonelada toneladas t; litre: litro litros l""",
    "it": """second: secondo secondi; minute: minuto minuti; hour: ora ore; day: giorno giorni giornata giornate; week:
        settimana settimane; month: mese mesi; year: anno anni; metre: metro metri m; kilometre: chilometro
        chilometri km; centimetre: centimetro centimetri cm; mile: miglio miglia; foot: piede piedi; inch: pollice
        pollici; gram: grammo grammi g; kilogram: chilo chili chilogrammo chilogrammi kg; tonne: tonnellata
        tonnellate t; litre: litro litri l""",
}
_UNITS: dict[str, dict[str, list[str]]] = {
    language: {unit: forms.split() for unit, _, forms in (row.strip().partition(": ") for row in rows.split("; "))}
    for language, rows in ((language, " ".join(rows.split())) for language, rows in _FORMS.items())}
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
                                     *numerals.written(View(text, True), locales.language(locale)))]
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
