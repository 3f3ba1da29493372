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
