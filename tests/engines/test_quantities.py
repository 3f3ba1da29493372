"""Numbers, dates, times, money and units: sentences of our own, with right targets and with wrong ones.

``quantities.tsv`` holds sentences in English, Spanish, German, French and Portuguese with slots; every value of a slot
gives one. What a model may do to them (copy the English form, lose a digit, take another month …) has to come back
right, or be named in the reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from l10n.engines.guards import quantities

LOCALES = ("es", "de", "fr", "pt_BR")
NB, THIN = "\u00a0", "\u202f"


def grouped(english: str) -> tuple[str, ...]:
    dotted = english.translate(str.maketrans(",.", ".,"))
    return english, dotted, dotted, english.translate(str.maketrans(",.", f"{THIN},")), dotted


def percent(english: str) -> tuple[str, ...]:
    return f"{english}%", *(f"{number}{NB}%" for number in grouped(english)[1:4]), f"{grouped(english)[1]}%"


def plain(*numbers: str) -> list[tuple[str, ...]]:
    return [(number,) * 5 for number in numbers]


SLOTS: dict[str, list[tuple[str, ...]]] = {
    "n": [grouped(value) for value in ("8,000", "12,500", "1,250,000", "3,417", "240", "96,300", "7,082", "450,000")],
    "m": [grouped(value) for value in ("9,500", "14,000", "2,000,000", "4,820", "310", "98,700", "8,100", "500,000")],
    "d": [grouped(value) for value in ("3.5", "12.75", "0.4", "1,200.5", "6.25", "48.1", "2.05", "17.9")],
    "p": [percent(value) for value in ("12", "3.5", "0.8", "47", "99.9", "5", "61.25", "80")],
    "i": plain("7", "48", "31", "15", "26", "90", "53", "77"),
    "y": plain("1987", "2024", "1945", "2011", "1899", "1976", "2003", "1998"),
    "money": [
        ("$8,000", "8.000 dólares", "8.000 Dollar", f"8{THIN}000 dollars", "8.000 dólares"),
        ("£240", "240 libras", "240 Pfund", "240 livres", "240 libras"),
        ("€1,250.50", "1.250,50 euros", "1.250,50 Euro", f"1{THIN}250,50 euros", "1.250,50 euros"),
        ("$95.20", f"95,20{NB}$", f"95,20{NB}$", f"95,20{NB}$", f"US${NB}95,20"),
        ("€12", f"12{NB}€", f"12{NB}€", f"12{NB}€", f"€{NB}12"),
        ("£3,400", "3.400 libras esterlinas", "3.400 Pfund", f"3{THIN}400 livres sterling", "3.400 libras esterlinas"),
        ("700 euros", "700 euros", "700 Euro", "700 euros", "700 euros"),
        ("65 dollars", "65 dólares", "65 Dollar", "65 dollars", "65 dólares")],
    "fund": [
        ("$8 million", "8 millones de dólares", "8 Millionen Dollar", "8 millions de dollars", "8 milhões de dólares"),
        ("£3.5 million", "3,5 millones de libras", "3,5 Millionen Pfund", "3,5 millions de livres",
         "3,5 milhões de libras"),
        ("$3 billion", "3.000 millones de dólares", "3 Milliarden Dollar", "3 milliards de dollars",
         "3 bilhões de dólares"),
        ("€2.5 billion", "2.500 millones de euros", "2,5 Milliarden Euro", "2,5 milliards d’euros",
         "2,5 bilhões de euros"),
        ("£12m", "12 millones de libras", "12 Millionen Pfund", "12 millions de livres", "12 milhões de libras"),
        ("€650 million", "650 millones de euros", "650 Millionen Euro", "650 millions d’euros", "650 milhões de euros"),
        ("$1.2 billion", "1.200 millones de dólares", "1,2 Milliarden Dollar", "1,2 milliard de dollars",
         "1,2 bilhão de dólares"),
        ("£4bn", "4 mil millones de libras", "4 Milliarden Pfund", "4 milliards de livres", "4 bilhões de libras")],
    "big": [
        ("3 million", "3 millones", "3 Millionen", "3 millions", "3 milhões"),
        ("2.5 million", "2,5 millones", "2,5 Millionen", "2,5 millions", "2,5 milhões"),
        ("7 billion", "7.000 millones", "7 Milliarden", "7 milliards", "7 bilhões"),
        ("40 million", "40 millones", "40 Millionen", "40 millions", "40 milhões"),
        ("1.5 billion", "1.500 millones", "1,5 Milliarden", "1,5 milliard", "1,5 bilhão"),
        ("two billion", "dos mil millones", "zwei Milliarden", "deux milliards", "dois bilhões"),
        ("9 trillion", "9 billones", "9 Billionen", "9 billions", "9 trilhões")],
    "date": [
        ("3 March 2024", "3 de marzo de 2024", "3. März 2024", "3 mars 2024", "3 de março de 2024"),
        ("14 July 1989", "14 de julio de 1989", "14. Juli 1989", "14 juillet 1989", "14 de julho de 1989"),
        ("December 31, 1999", "31 de diciembre de 1999", "31. Dezember 1999", "31 décembre 1999",
         "31 de dezembro de 1999"),
        ("May 8", "8 de mayo", "8. Mai", "8 mai", "8 de maio"),
        ("21st August 2011", "21 de agosto de 2011", "21. August 2011", "21 août 2011", "21 de agosto de 2011"),
        ("25/12/2008", "25/12/2008", "25.12.2008", "25/12/2008", "25/12/2008"),
        ("04/05/2010", "4/5/2010", "04.05.2010", "04/05/2010", "04/05/2010"),
        ("October 9, 2020", "9 de octubre de 2020", "9. Oktober 2020", "9 octobre 2020", "9 de outubro de 2020"),
        ("1 April", "1 de abril", "1. April", "1er avril", "1º de abril")],
    "month": [
        ("June 2020", "junio de 2020", "Juni 2020", "juin 2020", "junho de 2020"),
        ("November", "noviembre", "November", "novembre", "novembro"),
        ("February 1993", "febrero de 1993", "Februar 1993", "février 1993", "fevereiro de 1993"),
        ("May", "mayo", "Mai", "mai", "maio"),
        ("September 2016", "septiembre de 2016", "September 2016", "septembre 2016", "setembro de 2016")],
    "time": [
        ("5:30 pm", "17:30", "17:30 Uhr", "17h30", "17:30"),
        ("9.15am", "9:15", "9.15 Uhr", "9 h 15", "9:15"),
        ("11 p.m", "23", "23 Uhr", "23 heures", "23 horas"),
        ("18:45", "18:45", "18:45 Uhr", "18 h 45", "18:45"),
        ("8:05 am", "8:05", "8:05 Uhr", "8h05", "8:05"),
        ("7 pm", "7 de la tarde", "7 Uhr abends", "7 heures du soir", "7 da noite"),
        ("00:10", "00:10", "0:10 Uhr", "0h10", "00:10")],
    "size": [
        ("12 feet", "12 pies", "12 Fuß", "12 pieds", "12 pés"),
        ("5 miles", "5 millas", "5 Meilen", "5 miles", "5 milhas"),
        ("850 metres", "850 metros", "850 Meter", "850 mètres", "850 metros"),
        ("40 yards", "40 yardas", "40 Yards", "40 yards", "40 jardas"),
        ("9 kilometers", "9 kilómetros", "9 Kilometer", "9 kilomètres", "9 quilômetros"),
        ("30 cm", "30 cm", "30 cm", "30 cm", "30 cm")],
    "span": [
        ("3 days", "3 días", "3 Tage", "3 jours", "3 dias"),
        ("11 weeks", "once semanas", "elf Wochen", "onze semaines", "onze semanas"),
        ("45 minutes", "45 minutos", "45 Minuten", "45 minutes", "45 minutos"),
        ("6 months", "6 meses", "6 Monate", "6 mois", "6 meses"),
        ("20 years", "veinte años", "zwanzig Jahre", "20 ans", "vinte anos"),
        ("36 hours", "36 horas", "36 Stunden", "36 heures", "36 horas")],
}
ROWS = [tuple(line.split("\t")) for line in Path(__file__).with_name("quantities.tsv").read_text("utf-8").splitlines()]


def sentences() -> Iterator[tuple[str, dict[str, str], dict[str, tuple[str, ...]]]]:
    """(English, locale → right target, slot → its forms in English and the three)"""
    for row in ROWS:
        slots = list(dict.fromkeys(re.findall(r"\{(\w+)\}", row[0])))
        for number in range(max(len(SLOTS[slot]) for slot in slots)):
            chosen = {slot: SLOTS[slot][number % len(SLOTS[slot])] for slot in slots}
            texts = [text.format(**{slot: forms[column] for slot, forms in chosen.items()})
                     for column, text in enumerate(row)]
            yield texts[0], dict(zip(LOCALES, texts[1:], strict=True)), chosen


SENTENCES = list(sentences())


def test_there_are_enough() -> None:
    assert len({source for source, _, _ in SENTENCES}) == len(SENTENCES)
    assert len(SENTENCES) > 500


def unpadded(text: str) -> str:
    """04/05/2010 and 4/5/2010 are one date, 08:05 and 8:05 one time; 4/05/2010 is neither, and 2.05 is not 2.5."""
    text = re.sub(r"(?<!\d)0(\d[/.])0(\d[/.]\d{4})", r"\1\2", text)
    return re.sub(r"(?<![\d.,/])0(?=\d[.:h]\d\d(?!\d))", "", text)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_right_stays_and_is_not_spoken_of(locale: str) -> None:
    wrong = [(source, targets[locale], found) for source, targets, _ in SENTENCES
             if (found := quantities(source, targets[locale], "en_GB", locale)) != (targets[locale], ())]
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_english_forms_are_put_right_or_named(locale: str) -> None:
    """A model that copies 8,000, 3.5%, $8 million or 5:30 pm as they are."""
    column = LOCALES.index(locale) + 1
    silent, repaired, all_ = [], 0, 0
    for source, targets, chosen in SENTENCES:
        for slot, forms in chosen.items():
            right = targets[locale]
            if forms[column] == forms[0] or right.count(forms[column]) != 1 or slot in ("size", "span") or (
                    forms[0] in ("18:45", "00:10")):
                continue        # no other thing than the right form, or as good
            copied = right.replace(forms[column], forms[0])
            text, reasons = quantities(source, copied, "en_GB", locale)
            all_ += 1
            repaired += text == right
            if slot in ("n", "m", "d", "p"):
                assert text == right, (source, copied, text)
            if not reasons and unpadded(text) != unpadded(right):
                silent.append((source, copied, text))
    assert silent == []
    assert repaired > 0.6 * all_


def damaged(right: str, chosen: dict[str, tuple[str, ...]], column: int) -> Iterator[str]:
    """Targets that say something else than their source."""
    for slot, forms in chosen.items():
        form = forms[column]
        if right.count(form) != 1:
            continue
        for found in re.finditer(r"\d", form):
            for other in {str((int(found[0]) + 3) % 10), ""}:
                changed = form[:found.start()] + other + form[found.end():]
                if changed.strip() and re.search(r"\d", changed):
                    yield right.replace(form, changed)
        if slot in ("n", "m", "d", "p", "y", "money", "fund", "big", "date", "time"):
            yield re.sub(r"\s+", " ", right.replace(form, ""))
        for other in SLOTS[slot]:
            if other != forms and other[column] != form:
                yield right.replace(form, other[column])
    swaps = {"dólares": "euros", "Dollar": "Euro", "dollars": "euros", "euros": "dólares", "libras": "dólares",
             "Pfund": "Euro", "livres": "dollars", "€": "$", "millones": "billones", "Millionen": "Milliarden",
             "millions": "milliards", "Milliarden": "Millionen", "milliards": "millions", "metros": "millas",
             "días": "horas", "Tage": "Stunden", "jours": "heures", "minutos": "horas", "Meilen": "Meter"}
    for one, other in swaps.items():
        if re.search(rf"\b{one}\b|{re.escape(one)}(?!\w)", right) and one in [*right.split(), right]:
            yield right.replace(one, other, 1)


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_silently_wrong(locale: str) -> None:
    column = LOCALES.index(locale) + 1
    silent, count = [], 0
    for source, targets, chosen in SENTENCES:
        for wrong in damaged(targets[locale], chosen, column):
            count += 1
            text, reasons = quantities(source, wrong, "en_GB", locale)
            if not reasons and unpadded(text) != unpadded(targets[locale]):
                silent.append((source, wrong, text))
    assert silent == []
    assert count > 2000
