"""Clock times, on twelve hours or on twenty-four (N203)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks import units
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity

_HOUR = r"\d(?<![\d.,:%s].)(?:(?<=[01])\d|(?<=2)[0-4])?"
"""An hour in figures, by its first digit and what may not stand before it."""
_CLOCK = re.compile(rf"({_HOUR % ''})(?:[\u00a0\u202f ]?h[\u00a0\u202f ]?|[:.])([0-5]\d)(?!\d|[.,:]\d|\s?%)"
                    rf"|({_HOUR % ''})[\u00a0\u202f ]?(?:h\b|Uhr\b|[ap]\.?[\u00a0 ]?m\b)(?![\u00a0 ]\d)")
_CLOCK_SOURCE = re.compile(rf"({_HOUR % '£$€'})(?>(?:[:.]([0-5]\d))?)\s?([ap])\.?m\b"
                           rf"|({_HOUR % '£$€'}):([0-5]\d)(?!\d|:)")
_HALF = re.compile(r"\b[ap]\.?[\s\u00a0\u202f]?m\b|\b(?:tarde|noche|mañana|madrugada|soir|(?:après-)?midi|matin|nuit|"
                   r"\w*abends?|\w*mittags?|\w*nachts?|morgens?|früh|noite|manhã|sera|pomeriggio|mattin[ao]|notte)\b",
                   re.IGNORECASE)
"""What says the half of the day."""


def _times(pair: Pair) -> Iterator[Spot]:
    theirs = [(int(found[1] or found[4]), int(found[2] or found[5] or 0), found[3] or "")
              for found in _CLOCK_SOURCE.finditer(pair.source.plain)]
    if not theirs:
        return
    spots = list(_CLOCK.finditer(pair.target.plain))
    ours = [(int(found[1] or found[3]), int(found[2] or 0)) for found in spots]
    if len(ours) != len(theirs):
        return
    wanted = sorted((hour % 12, minute) for hour, minute, _ in theirs)
    if wanted == sorted((hour % 12, minute) for hour, minute in ours):
        yield from _halves(pair, theirs, spots, ours)
        return
    for found, (hour, minute) in zip(spots, ours, strict=True):
        if (hour % 12, minute) not in wanted \
                and not re.search(rf"(?<!\d){hour}[.:]{minute:02}(?!\d)", pair.source.plain):
            yield Spot(f"the time {found[0]} is not in the source", pair.target.span(found.start(), found.end()))
            return


def _halves(pair: Pair, theirs: list[tuple[int, int, str]], spots: list[re.Match[str]],
            ours: list[tuple[int, int]]) -> Iterator[Spot]:
    """Hours of the afternoon that nothing in the translation says are no morning."""
    if not units.named(pair.locale) or pair.is_variant:
        return
    target = pair.target.plain
    late = {(hour, minute) for hour, minute, half in theirs if half == "p" and hour < 12}
    early = {(hour, minute) for hour, minute, half in theirs if half != "p"}
    for found, one in zip(spots, ours, strict=True):
        if one in late - early and not _HALF.search(target[max(0, found.start() - 30):found.end() + 30]):
            yield Spot(f"{found[0]} is in the morning, and in the afternoon in the source",
                       pair.target.span(found.start(), found.end()))
            return


RULES = (
    Rule("N203", "time-changed", Severity.ERROR,
         "Clock times are the same, on twelve hours or on twenty-four; one of the afternoon says so in either way.",
         ("It leaves at 17:30", "Sale a las 17:50"), ("It leaves at 5:30 pm", "Sale a las 17:30"), _times,
         in_source=frozenset({":", "am", "pm", "m"}), in_target=frozenset({"DIGIT"})),
)
