"""How a locale writes numbers and names months and days: CLDR's, through Babel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from l10n.locales.tags import data


@dataclass(frozen=True, slots=True)
class Symbols:
    """The separators of its numbers (UTS #35, Number Symbols), in Latin digits."""

    decimal: str
    group: str


@cache
def symbols(tag: str) -> Symbols:
    """What parts its decimals and its thousands."""
    latin = data(tag).number_symbols["latn"]
    return Symbols(str(latin["decimal"]), str(latin["group"]))


@cache
def months(tag: str) -> tuple[tuple[str, ...], ...]:
    """The names of January to December, each in every written-out form that CLDR has, small letters."""
    own = data(tag).months
    return tuple(_forms(own[context]["wide"][month] for context in ("format", "stand-alone"))
                 for month in range(1, 13))


@cache
def weekdays(tag: str) -> tuple[tuple[str, ...], ...]:
    """The names of Monday to Sunday, as ``months`` has them."""
    own = data(tag).days
    return tuple(_forms(own[context]["wide"][day] for context in ("format", "stand-alone")) for day in range(7))


def _forms(names: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(name).lower() for name in names))  # type: ignore[attr-defined]
