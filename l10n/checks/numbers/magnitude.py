"""Thousands, millions and billions (N103)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n import locales
from l10n.checks import number_words
from l10n.checks.numbers.figures import even, figures, shown, thousands_apart, written_out
from l10n.checks.numerals import Number
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity


def _magnitude(pair: Pair) -> Iterator[Spot]:
    if even(pair) and not number_words.tells(pair.source_language, pair.source, 1e6):
        return
    found = figures(pair)
    for number in found.missing:
        wrong = next((one for one in found.target if thousands_apart(number, one)), None)
        if wrong is not None and not (wrong.magnitude == 1 and any(
                one.magnitude == number.magnitude for one in found.target)):    # “3 y 10 millones” says it once
            yield Spot(f"“{shown(pair.source.plain, number)}” of the source is "
                       f"“{shown(pair.target.plain, wrong)}” here",
                       pair.target.span(wrong.span.start, wrong.span.end))
            return
    if found.missing or found.added or not number_words.tells(pair.source_language, pair.source, 1e6):
        return
    written = written_out(pair)
    ours = [number for number in (*found.target, *written[1]) if number.magnitude > 1]
    theirs = [number for number in (*found.source, *written[0]) if number.magnitude >= 1e6]
    bare = [number for number in theirs if number.written]
    if len(bare) != 1 or len(theirs) != 1 or len(ours) != 1 or ours[0].magnitude < 1e6:
        return
    ratio = _scale(pair.target.plain, ours[0]) / _scale(pair.source.plain, bare[0])
    if ratio in (1e-3, 1e3, 1e-6, 1e6) and pair.language not in ("zh", "ja", "ko"):
        yield Spot(f"“{shown(pair.source.plain, bare[0])}” of the source is "
                   f"“{shown(pair.target.plain, ours[0])}” here",
                   pair.target.span(ours[0].span.start, ours[0].span.end))


_THOUSANDS = re.compile(r"(?:\bmil|\bmiles de|\bmilles?|\bmilliers de|\bthousands?(?: of)?|\btausende?|\bmilhares de|"
                        r"\bmigliaia di)[\s\u00a0]+\Z", re.IGNORECASE)


def _scale(text: str, number: Number) -> float:
    """The magnitude of a written number with the thousands before it: miles de millones."""
    before = text[max(0, number.span.start - 16):number.span.start]
    return number.magnitude * (1e3 if _THOUSANDS.search(before) else 1.0)


RULES = (
    Rule("N103", "magnitude-changed", Severity.ERROR,
         "Thousands, millions and billions are of the same size: an English billion is “mil millones” in Spanish, "
         "“Milliarde” in German, and never “billón” or “Billion”.",
         ("It costs £3 billion", "Cuesta 3 millones de libras"),
         ("It costs £3 billion", "Cuesta 3.000 millones de libras"), _magnitude,
         in_source=lambda locale: number_words.telling(locales.language(locale), 1e6) | {"DIGIT"}),
)
