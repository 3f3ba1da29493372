"""What locales are called, in their own language and in others, and the direction of their script."""

from __future__ import annotations

from functools import cache
from typing import Literal

from l10n.locales.tags import data, is_pseudo, split


@cache
def direction(tag: str) -> Literal["ltr", "rtl"]:
    """The direction that its script is written in."""
    return "rtl" if data(tag).text_direction == "rtl" else "ltr"


@cache
def name(tag: str, in_: str = "en") -> str:
    """What the locale is called in another one: ``Spanish (Mexico)``, ``Spanisch (Mexiko)``.

    English words stand in where CLDR has none in that language, and the code where it has no English either.
    """
    return _display(tag, in_, region=True)


@cache
def autonym(tag: str, region: bool = True) -> str:
    """What the locale calls itself: ``español (México)``; without its region, ``español``.

    The script stays where it is part of the tag: ``繁體中文``, ``srpski (latinica)``.
    """
    return _display(tag, "en" if is_pseudo(tag) else tag, region=region)


@cache
def proper_names(tag: str) -> frozenset[str]:
    """Words that are always written with a capital: the countries and languages that CLDR names in one word, the
    cities that time zones are named for, and in English the days and months. Those that are mostly
    something else (march, creek) are left out."""
    from babel.core import get_global

    own = data(tag)
    zones = (zone.split("/") for zone in get_global("zone_territories"))
    cities = {parts[1] for parts in zones if len(parts) == 2 and parts[0] in _CONTINENTS}
    cities |= {str(zone["city"]) for zone in own.time_zones.values() if "city" in zone}
    days = {str(day).capitalize() for day in own.days["format"]["wide"].values()} if own.language == "en" else set()
    months = {str(month) for month in own.months["format"]["wide"].values()} if own.language == "en" else set()
    names = {*own.territories.values(), *own.languages.values(), *cities, *days, *months}
    return frozenset(name for name in names if name.isalpha() and name[0].isupper() and len(name) > 3) - _ORDINARY


@cache
def country_phrases(tag: str) -> frozenset[str]:
    """The countries that CLDR names in several words: New Zealand."""
    return frozenset(name for name in data(tag).territories.values()
                     if " " in name and name.replace(" ", "").isalpha() and name.istitle())


_CONTINENTS = ("Africa", "America", "Asia", "Europe")
_ORDINARY = frozenset(("Bland", "Center", "Creek", "Dawson", "Fang", "Gothic", "Isle", "March", "Muscat", "Nome",
                       "Oral", "Resolute", "Slave", "Swing", "Troll", "World"))


def _display(tag: str, in_: str, *, region: bool) -> str:
    """``language (script, region, variant)``, with CLDR's one name for language and script together if it has one."""
    language, script, territory, variant = split(tag)
    own, english = data(in_), data("en")
    head = own.languages.get(f"{language}_{script}") if script else None
    details: list[str] = []
    if head is None:
        head = own.languages.get(language) or english.languages.get(language, language)
        if script:
            details.append(own.scripts.get(script) or english.scripts.get(script, script))
    if territory and region:
        details.append(own.territories.get(territory) or english.territories.get(territory, territory))
    if variant and region:
        details.append(own.variants.get(variant) or english.variants.get(variant, variant.lower()))
    return f"{head} ({', '.join(details)})" if details else str(head)
