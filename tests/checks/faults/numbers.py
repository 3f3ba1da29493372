"""Faults in numbers, dates, money and units."""

from __future__ import annotations

import re

from faults.kinds import Random, Text, dressed, fault, pick, replace, sites

_GROUP = {"es": ".", "fr": "\u202f", "de": ".", "pt": ".", "it": "."}
_NUMBER = r"(?<![\w.,:+\u202f/-])(?<!\d )\d+(?:[.,\u202f]\d+)*(?![\w:/]|[.,\u202f]\d|-\d|[\u00a0 ]?h\b|[\u00a0 ]\d)"
"""A number that is no clock time and no part of a telephone number."""
_NUMBERS = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici",
}
_MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
}
_DAYS = {
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
}
_MAGNITUDES = {
    "es": {"miles de millones": "millones", "millones": "billones"},
    "fr": {"millions": "milliards", "milliards": "millions"},
    "de": {"Millionen": "Milliarden", "Milliarden": "Billionen"},
    "pt": {"milhões": "bilhões", "bilhões": "milhões"},
    "it": {"milioni": "miliardi", "miliardi": "milioni"},
}
_CURRENCIES = {
    "es": (("libras", "euros"), ("euros", "dólares"), ("dólares", "euros"), ("€", "£"), ("yenes", "dólares")),
    "fr": (("livres", "euros"), ("euros", "dollars"), ("dollars", "euros"), ("€", "$"), ("yens", "euros")),
    "de": (("Pfund", "Euro"), ("Euro", "Dollar"), ("Dollar", "Euro"), ("€", "£"), ("Yen", "Dollar")),
    "pt": (("libras", "euros"), ("euros", "dólares"), ("dólares", "euros"), ("€", "£"), ("ienes", "dólares")),
    "it": (("sterline", "euro"), ("euro", "dollari"), ("dollari", "euro"), ("€", "$"), ("yen", "euro")),
}
_UNITS = {
    "en": "hours minutes days weeks months years kilometres metres kg g tonnes miles litres km",
    "es": "horas minutos días semanas meses años kilómetros metros kg g toneladas millas litros km",
    "fr": "heures minutes jours semaines mois ans kilomètres mètres kg g tonnes miles litres km",
    "de": "Stunden Minuten Tage Wochen Monate Jahre Kilometer Meter kg g Tonnen Meilen Liter km",
    "pt": "horas minutos dias semanas meses anos quilômetros metros kg g toneladas milhas litros km",
    "it": "ore minuti giorni settimane mesi anni chilometri metri kg g tonnellate miglia litri km",
}


def _own(text: Text, rng: Random, change: str) -> Text | None:
    """One number changed that the source has as well, digit for digit."""
    def other(found: re.Match[str]) -> str | None:
        digits = re.sub(r"\D", "", found[0])
        if digits not in re.sub(r"(?<=\d)[,.](?=\d)", "", text.source):
            return None
        places = [at for at, mark in enumerate(found[0]) if mark.isdigit()]
        if change == "digit":
            at = rng.choice(places)
            new = rng.choice([one for one in "123456789" if one != found[0][at]])
            return found[0][:at] + new + found[0][at + 1:]
        if change == "swap":
            two = [at for at in places if found[0][at + 1:at + 2].isdigit() and found[0][at] != found[0][at + 1]
                   and (at > 0 or found[0][1] != "0")]
            if not two:
                return None
            at = rng.choice(two)
            return found[0][:at] + found[0][at + 1] + found[0][at] + found[0][at + 2:]
        if len(places) < 2 or found[0][1:2] == "0":
            return None
        return found[0][1:] if found[0][1].isdigit() else None      # the first digit is lost
    return pick(text, rng, _NUMBER, other)


@fault("N101")
def digit_changed(text: Text, rng: Random) -> Text | None:
    return _own(text, rng, "digit")


@fault("N101")
def digits_swapped(text: Text, rng: Random) -> Text | None:
    return _own(text, rng, "swap")


@fault("N101")
def digit_lost(text: Text, rng: Random) -> Text | None:
    return _own(text, rng, "lose")


@fault("N101")
def number_lost(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, rf"{_NUMBER}[ \u00a0](?=[^\W\d_]{{3,}})", "")


@fault("N102")
def number_added(text: Text, rng: Random) -> Text | None:
    number = rng.choice([one for one in ("17", "29", "36", "58", "73", "240", "5800") if one not in text.source])
    return pick(text, rng, r"(?<=[a-zß-ÿ] )[a-zß-ÿ]{4,}\b(?! \d)", lambda found: f"{number} {found[0]}")


@fault("N101")
def year_changed(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"(?<![\d.,])(?:1[89]|20)\d\d(?![\d.,]\d|\d)",
                lambda found: str(int(found[0]) + rng.choice((-100, -10, -2, -1, 1, 3, 10, 20)))
                if found[0] in text.source else None)


@fault("N101 N207")
def day_of_a_date_changed(text: Text, rng: Random) -> Text | None:
    months = "|".join(_MONTHS[text.language].split())
    return pick(text, rng, rf"(?<!\d)\d{{1,2}}(?=\.? (?:de )?(?:{months}))",
                lambda found: str(rng.choice([day for day in range(2, 29) if str(day) not in text.source])))


@fault("N103")
def million_for_billion(text: Text, rng: Random) -> Text | None:
    words = _MAGNITUDES[text.language]
    return pick(text, rng, rf"\b(?:{'|'.join(words)})\b", lambda found: words[found[0]])


@fault("N104")
def written_number_changed(text: Text, rng: Random) -> Text | None:
    there = set(re.findall(r"\w+", text.source.lower()))
    ours = _NUMBERS[text.language].split()
    known = [own for own, theirs in zip(ours, _NUMBERS["en"].split(), strict=True) if theirs in there]
    if not known:
        return None

    def other(found: re.Match[str]) -> str:
        new = rng.choice([one for one in ours if one != found[0].lower()])
        return new.capitalize() if found[0][0].isupper() else new
    return pick(text, rng, rf"(?i)\b(?:{'|'.join(known)})\b", other)


@fault("N105")
def number_as_in_english(text: Text, rng: Random) -> Text | None:
    if text.locale == "es_MX":      # which writes them so
        return None
    group = re.escape(_GROUP[text.language])

    def other(found: re.Match[str]) -> str | None:
        english = found[0].replace(_GROUP[text.language], "\0").replace(",", ".").replace("\0", ",")
        return english if english in text.source else None
    return pick(text, rng, rf"(?<![\w.,])\d+(?:{group}\d{{3}})*(?:,\d+)?(?![\w]|[.,\u202f]\d)", other)


@fault("N201")
def month_changed(text: Text, rng: Random) -> Text | None:
    months = _MONTHS[text.language].split()
    return pick(text, rng, rf"\b(?:{'|'.join(months)})\b",
                lambda found: rng.choice([one for one in months if one != found[0]]))


@fault("N202")
def weekday_changed(text: Text, rng: Random) -> Text | None:
    days = _DAYS[text.language].split()
    return pick(text, rng, rf"\b(?:{'|'.join(days)})(?!\w)",
                lambda found: rng.choice([one for one in days if one not in text.target]))


@fault("N203")
def time_changed(text: Text, rng: Random) -> Text | None:
    made = text
    if not sites(text.target, r"\d[:h]\d\d") and not sites(text.target, "\u00a0h\u00a0"):
        hour, minute = rng.randrange(1, 23), rng.choice(("05", "15", "40", "50"))
        made = dressed(text, f"At {hour}:{minute}, {text.source}", f"{hour}:{minute}: {text.target}")

    def other(found: re.Match[str]) -> str:
        if rng.random() < 0.5:
            return found[1] + found[2] + rng.choice([one for one in ("10", "25", "35", "55") if one != found[3]])
        hour = rng.choice([one for one in range(1, 23) if (one - int(found[1])) % 12])
        return f"{hour}{found[2]}{found[3]}"
    return pick(made, rng, r"(?<!\d)(\d{1,2})(:|h|\u00a0h\u00a0)(\d\d)(?!\d)", other)


@fault("N203")
def afternoon_for_morning(text: Text, rng: Random) -> Text | None:
    """An English “4:20 p.m.” that became 4:20 in a language that counts to twenty-four."""
    hour, minute = rng.randrange(1, 12), rng.choice(("05", "15", "40", "50"))
    good = dressed(text, f"At {hour}:{minute} p.m. {text.source}", f"{hour + 12}:{minute}: {text.target}")
    return replace(good, target=f"{hour}:{minute}: {text.target}")


@fault("N204")
def currency_changed(text: Text, rng: Random) -> Text | None:
    known = [(one, two) for one, two in _CURRENCIES[text.language] if sites(text.target, rf"(?<!\w){one}(?!\w)")]
    if not known:
        return None
    one, two = rng.choice(known)
    return replace(text, target=re.sub(rf"(?<!\w){one}(?!\w)", two, text.target))


@fault("N205")
def percent_sign_lost(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"[\u00a0\u202f]?%", "")


@fault("N206")
def unit_changed(text: Text, rng: Random) -> Text | None:
    units = _UNITS[text.language].split()
    counted = rf"(?:\d|\b(?i:{'|'.join(_NUMBERS[text.language].split())}))[ \u00a0]"
    found = next(iter(sites(text.target, rf"{counted}({'|'.join(units)})\b")), None)
    if found is None or _UNITS["en"].split()[units.index(found[1])] not in text.source.split():
        return None
    same = ("km", units[6])
    other = rng.choice([one for one in units if one not in text.target and not (found[1] in same and one in same)])
    return replace(text, target=text.target[:found.start(1)] + other + text.target[found.end(1):])
