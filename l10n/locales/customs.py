"""Where a locale puts the signs of its amounts, and how it writes dates and hours: CLDR's patterns, through Babel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from l10n.locales.tags import data


@dataclass(frozen=True, slots=True)
class Customs:
    """Read off the patterns of UTS #35: Number Format Patterns, Date Format Patterns."""

    percent: str
    """What stands between a number and its %: a no-break space, or nothing."""
    sign_after: bool
    """Whether the sign of a currency follows its number."""
    sign: str
    """What stands between a number and the sign of a currency."""
    order: str
    """Day, month and year of a date in figures: ``dMy``, ``Mdy``, ``yMd``."""
    date: str
    """What parts them: ``/``, ``.`` or ``-``."""
    padded: bool
    """Whether a date in figures has two digits for the third of May's day and month."""
    hours24: bool
    """Whether the day has twenty-four hours, not twice twelve."""


@cache
def customs(tag: str) -> Customs:
    """What the locale does."""
    own = data(tag)
    number, unsigned = own.currency_formats["standard"].pattern.partition(";")[0], r"[^¤\u200f]"
    date = re.sub(r"[^dMy./-]", "", own.date_formats["short"].pattern)
    return Customs(
        percent="".join(re.findall(r"[\s\u00a0\u202f](?=%)", own.percent_formats[None].pattern)),
        sign_after=re.search(rf"{unsigned}.*¤", number) is not None,
        sign="".join(re.findall(r"[\s\u00a0\u202f]", number))[:1],
        order="".join(dict.fromkeys(re.findall(r"[dMy]", date))),
        date=next(iter(re.findall(r"[./-]", date)), "/"),
        padded="dd" in date,
        hours24="H" in own.time_formats["short"].pattern)


def figure_date(tag: str, day: int, month: int, year: int) -> str:
    """A date in figures with a full year: ``25.12.2008``."""
    own = customs(tag)
    width = 2 if own.padded else 1
    values = {"d": f"{day:0{width}}", "M": f"{month:0{width}}", "y": str(year)}
    return own.date.join(values[one] for one in own.order)


def long_date(tag: str, day: int, month: int, year: int | None = None) -> str:
    """A date with the name of its month, as in running text: ``3 de marzo de 2024``; ``3. März`` without a year."""
    own = data(tag)
    pattern = str(own.date_formats["long"].pattern if year is not None else own.datetime_skeletons["MMMMd"].pattern)
    name = str(own.months["format"]["wide"][month])

    def said(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[1]
        return {"d": str(day), "M": name if len(found[0]) > 2 else str(month), "y": str(year)}[found[0][0]]

    return re.sub(r"'([^']*)'|d+|M+|y+", said, pattern)
