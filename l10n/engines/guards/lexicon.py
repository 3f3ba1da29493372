"""The words that go with numbers, by language: what people write for millions, currencies and units."""

from __future__ import annotations

import re
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

_CURRENCIES: dict[str, dict[str, str]] = {
    "USD": {"": r"(?:US)?\$", "en": "dollars?", "es": "dólar(?:es)?", "fr": "dollars?", "de": "dollars?",
            "pt": "dólar(?:es)?", "it": "dollar[oi]"},
    "GBP": {"": "£", "en": "pounds?(?: sterling)?", "es": "libras?(?: esterlinas?)?", "fr": "livres?(?: sterling)?",
            "de": "pfund(?: sterling)?", "pt": "libras?(?: esterlinas?)?", "it": "sterlin[ae]"},
    "EUR": {"": "€", "en": "euros?", "es": "euros?", "fr": "euros?", "de": "euros?", "pt": "euros?", "it": "euro"},
    "JPY": {"": "¥", "en": "yen", "es": "yen(?:es)?", "fr": "yens?", "de": "yen", "pt": "ienes?", "it": "yen"},
    "INR": {"": "₹", "en": "rupees?", "es": "rupias?", "fr": "roupies?", "de": "rupien?", "pt": "rupias?",
            "it": "rupi[ae]"},
    "CHF": {"en": "(?:swiss )?francs?", "es": "francos?(?: suizos?)?", "fr": "francs?(?: suisses?)?",
            "de": "(?:schweizer )?franken", "pt": "francos?(?: suíços?)?", "it": "franchi(?: svizzeri)?"},
    "PCT": {"": "%", "en": "per ?cent", "es": "por ciento", "fr": "pour cent", "de": "prozent", "pt": "por cento",
            "it": "per cento"},
}
NAMES: dict[str, dict[str, str]] = {
    "USD": {"es": "dólares", "fr": "dollars", "de": "Dollar", "pt": "dólares", "it": "dollari"},
    "GBP": {"es": "libras", "fr": "livres", "de": "Pfund", "pt": "libras", "it": "sterline"},
    "EUR": {"es": "euros", "fr": "euros", "de": "Euro", "pt": "euros", "it": "euro"},
    "JPY": {"es": "yenes", "fr": "yens", "de": "Yen", "pt": "ienes", "it": "yen"},
    "INR": {"es": "rupias", "fr": "roupies", "de": "Rupien", "pt": "rupias", "it": "rupie"},
}
"""The plural that follows a number of millions."""

_UNITS: dict[str, dict[str, str]] = {
    "km": {"": "km", "en": "kilomet(?:re|er)s?", "es": "kilómetros?", "fr": "kilomètres?", "de": "kilometern?",
           "pt": "quil[ôó]metros?", "it": "chilometr[oi]"},
    "m": {"": "m", "en": "met(?:re|er)s?", "es": "metros?", "fr": "mètres?", "de": "metern?", "pt": "metros?",
          "it": "metr[oi]"},
    "cm": {"": "cm", "en": "centimet(?:re|er)s?", "es": "centímetros?", "fr": "centimètres?", "de": "zentimetern?",
           "pt": "centímetros?", "it": "centimetr[oi]"},
    "mm": {"": "mm", "en": "millimet(?:re|er)s?", "es": "milímetros?", "fr": "millimètres?", "de": "millimetern?",
           "pt": "milímetros?", "it": "millimetr[oi]"},
    "mile": {"en": "miles?|mi", "es": "millas?", "fr": "miles?|milles?", "de": "meilen?", "pt": "milhas?",
             "it": "migli[ao]"},
    "mph": {"": "mph", "en": "miles (?:an|per) hour", "es": "millas por hora",
            "fr": "miles à l['’]heure|miles par heure", "de": "meilen pro stunde",
            "pt": "milhas por hora", "it": "miglia (?:all['’]ora|orarie)"},
    "km/h": {"": "km/h", "en": "kilomet(?:re|er)s (?:an|per) hour|kph|kmh", "es": "kilómetros por hora",
             "fr": "kilomètres[- ](?:heure|à l['’]heure|par heure)", "de": "kilometern? pro stunde|stundenkilometern?",
             "pt": "quil[ôó]metros por hora", "it": "chilometri (?:all['’]ora|orari)"},
    "foot": {"en": "feet|foot|ft", "es": "pies?", "fr": "pieds?", "de": "fuß|fuss", "pt": "pés?", "it": "pied[ei]"},
    "inch": {"en": "inch(?:es)?", "es": "pulgadas?", "fr": "pouces?", "de": "zoll", "pt": "polegadas?",
             "it": "pollic[ei]"},
    "yard": {"en": "yards?", "es": "yardas?", "fr": "yards?", "de": "yards?", "pt": "jardas?", "it": "iarde?|yard"},
    "acre": {"en": "acres?", "es": "acres?", "fr": "acres?", "de": "acres?|morgen", "pt": "acres?", "it": "acr[oi]"},
    "ha": {"": "ha", "en": "hectares?", "es": "hectáreas?", "fr": "hectares?", "de": "hektar", "pt": "hectares?",
           "it": "ettar[oi]"},
    "kg": {"": "kg", "en": "kilograms?|kilos?", "es": "kilogramos?|kilos?", "fr": "kilogrammes?|kilos?",
           "de": "kilogramm|kilos?", "pt": "quilogramas?|quilos?", "it": "chilogramm[oi]|chil[oi]"},
    "t": {"en": "tonnes?|tons?", "es": "toneladas?", "fr": "tonnes?", "de": "tonnen?", "pt": "toneladas?",
          "it": "tonnellat[ae]"},
    "l": {"en": "lit(?:re|er)s?", "es": "litros?", "fr": "litres?", "de": "litern?", "pt": "litros?", "it": "litr[oi]"},
    "degree": {"": "°[CF]?", "en": "degrees?", "es": "grados?", "fr": "degrés?", "de": "grad", "pt": "graus?",
               "it": "grad[oi]"},
    "MW": {"": "MW", "en": "megawatts?", "es": "megavatios?|megawatts?", "fr": "mégawatts?", "de": "megawatt",
           "pt": "megawatts?", "it": "megawatt"},
    "second": {"en": "seconds?", "es": "segundos?", "fr": "secondes?", "de": "sekunden?", "pt": "segundos?",
               "it": "second[oi]"},
    "minute": {"": "min", "en": "minutes?", "es": "minutos?", "fr": "minutes?", "de": "minuten?|\\w*minütig\\w*",
               "pt": "minutos?", "it": "minut[oi]"},
    "hour": {"en": "hours?", "es": "horas?", "fr": "heures?", "de": "stunden?|\\w*stündig\\w*", "pt": "horas?",
             "it": "or[ae]"},
    "day": {"en": "days?", "es": "días?", "fr": "jours?|journées?", "de": "tagen?|tage[ns]?|\\w*tägig\\w*",
            "pt": "dias?", "it": "giorn[oi]|giornate"},
    "week": {"en": "weeks?", "es": "semanas?", "fr": "semaines?", "de": "wochen?|\\w*wöchig\\w*", "pt": "semanas?",
             "it": "settiman[ae]"},
    "month": {"en": "months?", "es": "mes(?:es)?", "fr": "mois", "de": "monate?n?s?|\\w*monatig\\w*",
              "pt": "m[êe]s(?:es)?", "it": "mes[ei]"},
    "year": {"en": "years?", "es": "años?", "fr": "ans?|années?", "de": "jahre?n?s?|\\w*jährig\\w*", "pt": "anos?",
             "it": "ann[oi]"},
}


@cache
def magnitudes(language: str) -> dict[str, int]:
    """Words for thousands and millions → factor, where numbers in words are known too; no single letters."""
    return {word: int(factor) for word, factor in locales.magnitudes(language).items()
            if len(word) > 1 and locales.number_words(language)}


@cache
def currency(language: str) -> re.Pattern[str] | None:
    """A sign or name of a currency, or of per cent: the name of the group is its code. None for unknown languages."""
    return _alternatives(_CURRENCIES, language, r"{}")


@cache
def unit(language: str) -> re.Pattern[str] | None:
    """A unit, whole: the name of the group, with ``_`` for a slash, is its kind. None for unknown languages."""
    return _alternatives(_UNITS, language, r"(?<![^\W\d_])(?:{})(?![^\W_])")


def _alternatives(table: dict[str, dict[str, str]], language: str, sign: str) -> re.Pattern[str] | None:
    """Longer words first, so that an hour does not hide what goes by the hour."""
    if not magnitudes(language):
        return None
    out: list[tuple[str, str]] = []
    for key, row in table.items():
        forms = [rf"(?<![^\W\d_])(?:{row[language]})(?![^\W_])"] if language in row else []
        forms += [sign.format(row[""])] if "" in row else []
        if forms:
            out.append((key, f"(?P<{key.replace('/', '_')}>{'|'.join(forms)})"))
    out.sort(key=lambda item: item[0] not in ("mph", "km/h"))
    return re.compile("|".join(form for _, form in out), re.IGNORECASE)
