"""Whether figures of two texts are one time, year or date, written by different customs."""

from __future__ import annotations

import re

from l10n.checks import numerals
from l10n.checks.numerals import Number


def alike(one: Number, runs: frozenset[float], two: Number, others: frozenset[float]) -> bool:
    """Whether two figures can be the same thing written by different customs."""
    if len(runs) > 1 and runs == others and one.magnitude == two.magnitude:    # 12/25/2008 and 25.12.2008
        return True
    if one.magnitude == two.magnitude == 1 and (clock := _clock(one.raw)) and (other := _clock(two.raw)) \
            and clock[1] == other[1] and (clock[0] - other[0]) % 12 == 0:
        return True                                         # 5.30pm and 17.30, 1530 and 15 h 30
    short = {value % 100 for value in runs if 1000 <= value < 2100} | (years(runs) - runs)
    return bool(short & others)                             # 1980s and años 80


def _clock(raw: str) -> tuple[int, int] | None:
    """(hour, minute) where the figures can be a clock time."""
    groups = re.split(r"\D", raw)
    if len(groups) == 1 and len(raw) == 4:
        groups = [raw[:2], raw[2:]]
    if len(groups) > 2 or not all(groups) or len(groups[0]) > 2 or (len(groups) == 2 and len(groups[1]) != 2):
        return None
    hour, minute = int(groups[0]), int(groups[-1]) if len(groups) == 2 else 0
    return (hour, minute) if hour <= 24 and minute < 60 else None


def years(runs: frozenset[float]) -> frozenset[float]:
    """The figures, and years that those of two digits can stand for."""
    return runs | {value + century for value in runs if value < 100 for century in (1900, 2000)}


def dated(runs: frozenset[float], pieces: list[tuple[Number, frozenset[float]]], target: str,
           locale: str) -> list[Number] | None:
    """The figures of the translation that are a date of the source in figures with its month as a word; None where
    it is none: 28.8.09 and 28 août 2009."""
    wanted = years(runs)
    parts = [one for one, own in pieces if own <= wanted]
    months = frozenset(numerals.months(target, locale)) & runs
    have = months.union(*(numerals.parts(one.raw) for one in parts))
    return parts if months and all(years(frozenset((run,))) & have for run in runs) else None
