"""What people call units and currencies, which CLDR's data for Babel does not have in the forms that texts do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

_UNITS: dict[str, str] = {
    "en": """second: seconds || second; minute: minute, minutes; hour: hour, hours; day: day, days; week: week,
        weeks; month: month, months; year: year, years; millimetre: millimetre, millimetres, millimeter, millimeters;
        centimetre: centimetre, centimetres, centimeter, centimeters | cm; metre: metre, metres, meter, meters;
        kilometre: kilometre, kilometres, kilometer, kilometers | km; inch: inch, inches; foot: feet || foot, ft;
        yard: yard, yards; mile: mile, miles || mi; mile per hour: miles an hour, miles per hour; kilometre per hour:
        kilometres an hour, kilometres per hour, kilometers an hour, kilometers per hour, kph, kmh; acre: acre,
        acres; hectare: hectare, hectares; gram: gram, grams, gramme, grammes; kilogram: kilogram, kilograms, kilo,
        kilos | kg; tonne: tonne, tonnes, ton, tons; litre: litre, litres, liter, liters; degree: degree, degrees;
        megawatt: megawatt, megawatts""",
    "es": """second: segundo, segundos; minute: minuto, minutos; hour: hora, horas; day: día, días | jornada,
        jornadas; week: semana, semanas | semanal, semanales; month: mes, meses | mensual, mensuales; year: año, años
        | anual, anuales; millimetre: milímetro, milímetros; centimetre: centímetro, centímetros | cm; metre: metro,
        metros | m; kilometre: kilómetro, kilómetros | km; inch: pulgada, pulgadas; foot: pie, pies; yard: yarda,
        yardas; mile: milla, millas; mile per hour: millas por hora; kilometre per hour: kilómetros por hora; acre:
        acre, acres; hectare: hectárea, hectáreas; gram: gramo, gramos | g; kilogram: kilogramo, kilogramos, kilo,
        kilos | kg; tonne: tonelada, toneladas | t; litre: litro, litros | l; degree: grado, grados; megawatt:
        megavatio, megavatios, megawatt, megawatts""",
    "fr": """second: seconde, secondes; minute: minute, minutes; hour: heure, heures; day: jour, jours, journée,
        journées; week: semaine, semaines | hebdomadaire, hebdomadaires; month: mois | mensuel, mensuels, mensuelle,
        mensuelles; year: an, ans, année, années | annuel, annuels, annuelle, annuelles; millimetre: millimètre,
        millimètres; centimetre: centimètre, centimètres | cm; metre: mètre, mètres | m; kilometre: kilomètre,
        kilomètres | km; inch: pouce, pouces; foot: pied, pieds; yard: yard, yards; mile: mille, milles, mile, miles;
        mile per hour: miles à l'heure, miles par heure; kilometre per hour: kilomètres heure, kilomètres-heure,
        kilomètres à l'heure, kilomètres-à l'heure, kilomètres par heure, kilomètres-par heure; acre: acre, acres;
        hectare: hectare, hectares; gram: gramme, grammes | g; kilogram: kilogramme, kilogrammes, kilo, kilos | kg;
        tonne: tonne, tonnes | t; litre: litre, litres | l; degree: degré, degrés; megawatt: mégawatt, mégawatts""",
    "de": """second: sekunde, sekunden; minute: minute, minuten | minütige, minütigen | *minütig*; hour: stunde,
        stunden | stündig, stündige, stündigen, stündiger, stündiges, uhr | *stündig*; day: tag, tage, tagen | tagn,
        tägig, tägige, tägigen, tägiger, tägiges | tages, *tägig*; week: woche, wochen | wöchig, wöchige, wöchigen,
        wöchiger, wöchiges | *wöchig*; month: monat, monate, monaten, monatn | monatig, monatige, monatigen,
        monatiger, monatiges | monats, monates, monatens, monatns, *monatig*; year: jahr, jahrs, jahrn, jahrns,
        jahre, jahres, jahren, jahrens | jährig, jährige, jährigen, jähriger, jähriges | *jährig*; millimetre:
        millimeter, millimetern; centimetre: zentimeter, zentimetern | cm; metre: meter, metern | m; kilometre:
        kilometer, kilometern | km; inch: zoll; foot: fuß, fuss; yard: yard, yards; mile: meile, meilen; mile per
        hour: meilen pro stunde; kilometre per hour: kilometer pro stunde, kilometern pro stunde, stundenkilometer,
        stundenkilometern; acre: acre, acres, morgen; hectare: hektar; gram: gramm | g; kilogram: kilogramm, kilo,
        kilos | kg; tonne: tonne, tonnen | t; litre: liter, litern | l; degree: grad; megawatt: megawatt""",
    "pt": """second: segundo, segundos; minute: minuto, minutos; hour: hora, horas; day: dia, dias; week: semana,
        semanas | semanal; month: mês, meses | mensal | mes, mêses; year: ano, anos | anual; millimetre: milímetro,
        milímetros; centimetre: centímetro, centímetros | cm; metre: metro, metros | m; kilometre: quilômetro,
        quilômetros, quilómetro, quilómetros | km; inch: polegada, polegadas; foot: pé, pés; yard: jarda, jardas;
        mile: milha, milhas; mile per hour: milhas por hora; kilometre per hour: quilômetros por hora, quilómetros
        por hora; acre: acre, acres; hectare: hectare, hectares; gram: grama, gramas | g; kilogram: quilograma,
        quilogramas, quilo, quilos | kg; tonne: tonelada, toneladas | t; litre: litro, litros | l; degree: grau,
        graus; megawatt: megawatt, megawatts""",
    "it": """second: secondo, secondi; minute: minuto, minuti; hour: ora, ore; day: giorno, giorni, giornate |
        giornata; week: settimana, settimane; month: mese, mesi; year: anno, anni; millimetre: millimetro,
        millimetri; centimetre: centimetro, centimetri | cm; metre: metro, metri | m; kilometre: chilometro,
        chilometri | km; inch: pollice, pollici; foot: piede, piedi; yard: iarda, iarde, iard, yard; mile: miglio,
        miglia; mile per hour: miglia all'ora, miglia orarie; kilometre per hour: chilometri all'ora, chilometri
        orari; acre: acro, acri; hectare: ettaro, ettari; gram: grammo, grammi | g; kilogram: chilogrammo,
        chilogrammi, chilo, chili | kg; tonne: tonnellata, tonnellate | t; litre: litro, litri | l; degree: grado,
        gradi; megawatt: megawatt""",
}
"""Language → “unit: names | others | doubtful; …”."""

_CURRENCIES: dict[str, str] = {
    "en": """USD: dollars, dollar; GBP: pounds, pound, pounds sterling, pound sterling; EUR: euros, euro; JPY: yen;
        INR: rupees, rupee; CHF: francs, franc, swiss francs, swiss franc""",
    "es": """USD: dólares, dólar; GBP: libras, libra, libras esterlinas, libra esterlina; EUR: euros, euro; JPY:
        yenes, yen; INR: rupias, rupia; CHF: francos, franco, francos suizos, franco suizo""",
    "fr": """USD: dollars, dollar; GBP: livres, livre, livres sterling, livre sterling; EUR: euros, euro; JPY: yens,
        yen; INR: roupies, roupie; CHF: francs, franc, francs suisses, franc suisse""",
    "de": """USD: Dollar, Dollars; GBP: Pfund, Pfund Sterling; EUR: Euro, Euros; JPY: Yen; INR: Rupien, Rupie; CHF:
        Franken, Schweizer Franken""",
    "pt": """USD: dólares, dólar; GBP: libras, libra, libras esterlinas, libra esterlina; EUR: euros, euro; JPY:
        ienes, iene; INR: rupias, rupia; CHF: francos, franco, francos suíços, franco suíço""",
    "it": """USD: dollari, dollaro; GBP: sterline, sterlina; EUR: euro; JPY: yen; INR: rupie, rupia; CHF: franchi,
        franchi svizzeri""",
}
"""Language → “code: names; …”."""

CURRENCY_SIGNS: Mapping[str, str] = {"USD": "$", "GBP": "£", "EUR": "€", "JPY": "¥", "INR": "₹"}
"""Code → sign."""


class Called(NamedTuple):
    """What a unit is called, small letters, ``'`` for any apostrophe; ``*`` stands for any letters."""

    names: tuple[str, ...]
    others: tuple[str, ...]
    """What says it in other ways: adjectives, working days, symbols."""
    doubtful: tuple[str, ...]
    """What says it behind a number, and something else elsewhere."""


@cache
def units(language: str) -> Mapping[str, Called]:
    """Unit, by its British name → what it is called; nothing where that is not known."""
    rows = _table(_UNITS.get(language, ""))
    return {unit: Called(*([_list(part) for part in forms.split("|")] + [()] * 2)[:3]) for unit, forms in rows.items()}


@cache
def currencies(language: str) -> Mapping[str, tuple[str, ...]]:
    """Code of a currency (ISO 4217) → its names, first the one that follows a number of millions; nothing where they
    are not known."""
    return {code: _list(names) for code, names in _table(_CURRENCIES.get(language, "")).items()}


def _table(text: str) -> dict[str, str]:
    rows = (row.partition(":") for row in " ".join(text.split()).split(";") if row.strip())
    return {key.strip(): value for key, _, value in rows}


def _list(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())
