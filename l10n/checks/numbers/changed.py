"""Figures of the source that the translation changes or lacks, and those that it adds (N101, N102)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks import number_words, units
from l10n.checks.numbers.figures import FREE, HALF, Figures, even, figures, shown, thousands_apart, written_out
from l10n.checks.numerals import Number
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity

_IMPERIAL = re.compile(r"(?<![^\W\d_])(?:miles?|feet|foot|ft|inch(?:es)?|yards?|acres?|pounds?|lbs?|ounces?|oz|gallons?"
                       r"|pints?|mph|degrees?|fahrenheit|°F|stone)\b", re.IGNORECASE)
_IMPERIAL_HERE = re.compile(r"[\s\u00a0-]?(?:millas?|mil(?:le|h)s?|miles?|meilen?|milhas?|migli[ao]|pies?|pieds?"
                            r"|fu(?:ß|ss)|pés?|"
                            r"pied[ei]|pulgadas?|pouces?|zoll|polegadas?|pollic[ei]|acres?|libras?|livres?|pfund|"
                            r"sterline)(?![^\W\d_])", re.IGNORECASE)
_TO_ANOTHER = re.compile(r"\s?(?:to|and|or|[-–])\s?[\d.,]+")
_WEEKS = re.compile(r"[ \u00a0-]weeks?\b", re.IGNORECASE)
_CENTURY = re.compile(r"['’]?s\b|th[ \u00a0-]centur(?:y|ies)\b", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:quarter|cuarto|quart|viertel|dreiviertel|quarto|quinze|quince)\b", re.IGNORECASE)


def _changed(pair: Pair) -> Iterator[Spot]:
    if even(pair):
        return
    found = figures(pair)
    if not found.missing:
        return
    source, target = pair.source.plain, pair.target.plain
    added = [one for one in found.added if not (one.values <= FREE or _glued(target, one))]
    glued = [one for one in found.added if _glued(target, one)]
    converted = False
    for number in found.missing:
        said = shown(source, number)
        if (added and is_converted(pair, number, added[0])) or (converted and _convertible(pair, number)):
            converted = True
            del added[:1]
            continue
        if _by_thousands(number, found.target):
            continue
        if is_fortnight(pair, number):
            del added[:1]
            continue
        if added or (glued and _glued(source, number)):
            wrong = (added or glued).pop(0)
            at = pair.target.span(wrong.span.start, wrong.span.end)
            yield Spot(f"{said} of the source is {shown(pair.target.plain, wrong)} here", at)
        elif number.values <= FREE or _fraction(source, number, target) or not _expected(pair, number) \
                or _glued(source, number) or _again(number, found) or _named_by_hundreds(pair, number) \
                or units.makes_a_whole(pair, number.values, number.span.end):
            continue
        else:
            yield Spot(f"the number {said} is missing",
                       pair.source.span(number.span.start, number.span.end), "source")


def is_converted(pair: Pair, number: Number, other: Number) -> bool:
    """Whether it counts miles, feet or the like in the source and ``other`` does not in the translation."""
    if number.magnitude > 1 or _IMPERIAL_HERE.match(pair.target.plain, other.span.end):
        return False
    return _convertible(pair, number)


def _convertible(pair: Pair, number: Number) -> bool:
    """Whether it counts miles, feet or the like."""
    after = pair.source.plain[number.span.end:number.span.end + 48]
    if between := _TO_ANOTHER.match(after):
        after = after[between.end():]
    found = _IMPERIAL.search(after)
    return found is not None and len(after[:found.start()].split()) < 3


def is_fortnight(pair: Pair, number: Number) -> bool:
    """Whether it counts two weeks, which are quinze jours and quindici giorni."""
    return number.values == {2.0} and _WEEKS.match(pair.source.plain, number.span.end) is not None \
        and any(one.values == {15.0} for one in (*figures(pair).target, *written_out(pair)[1]))


def _named_by_hundreds(pair: Pair, number: Number) -> bool:
    """Whether Italian names a century by its hundreds: the 1600s and the 17th century are il Seicento."""
    value = max(number.values, default=0)
    if pair.language != "it" or not _CENTURY.match(pair.source.plain, number.span.end):
        return False
    hundreds = value - 1000 if value > 1000 else (value - 11) * 100
    return any(hundreds in one.values for one in written_out(pair)[1])


def _fraction(text: str, number: Number, target: str) -> bool:
    """Whether it is part of one (5 1/2, 24/7), or a half or a quarter in words: 50 %, half past."""
    if "/" in text[max(0, number.span.start - 1):number.span.end + 1]:
        return True
    if number.raw[-2:] in ("30", "50") and (len(number.raw) > 2 or text[number.span.end:].lstrip()[:1] in "%p"):
        return HALF.search(target) is not None
    return len(number.raw) > 2 and number.raw[-2:] in ("15", "45") and _QUARTER.search(target) is not None


def _glued(text: str, number: Number) -> bool:
    """Whether the figures are part of a name: MP3, CO2, 4x4. Letters without capitals stand beside any number."""
    at, end = number.span.start, number.span.end
    before = text[at - 1:at]
    return before.lower() != before.upper() or (text[end:end + 1] == "x" and text[end + 1:end + 2].isdigit())


def _again(number: Number, found: Figures) -> bool:
    """Whether the source has the number a second time and the translation has that: said once instead of twice."""
    return any(one.span != number.span and one.values & number.values for one in found.source
               if one not in found.missing)


def _by_thousands(number: Number, ours: list[Number]) -> bool:
    """Whether the same figure is there and only its thousands or millions differ: the rule for magnitudes says so."""
    return any(thousands_apart(number, one) for one in ours)


def _expected(pair: Pair, number: Number) -> bool:
    """Whether the number would be there in figures if it were there: small ones are not where words are unknown, nor
    in “5-year plan” and “3-fold”, for which languages have words of their own."""
    counted = 1.0 if pair.language in number_words.BY_PLACE else number.magnitude       # of millions, in a word
    if max(number.values, default=0) / counted >= 13:
        return True
    return number_words.knows(pair.language) \
        and not pair.source.lower.startswith(("-year", "-fold"), number.span.end)


def _added(pair: Pair) -> Iterator[Spot]:
    if even(pair):
        return
    found = figures(pair)
    if not found.added or len(found.missing) >= len(found.added):
        return
    if _IMPERIAL.search(pair.source.plain):
        return
    for number in found.added[len(found.missing):]:
        if number.values <= FREE or _glued(pair.target.plain, number) \
                or any(thousands_apart(one, number) for one in found.missing) or _in_other_words(pair, number):
            continue
        if max(number.values, default=0) < 13 and not number_words.knows(pair.source_language):
            continue
        yield Spot(f"the number {shown(pair.target.plain, number)} is not in the source",
                   pair.target.span(number.span.start, number.span.end))


_ALL = re.compile(r"\b(?:all|every(?:one|body|thing)?|whole|entire(?:ly)?|full(?:y)?|complete(?:ly)?|totally"
                  r"|precise(?:ly)?|exact(?:ly)?|perfect(?:ly)?|absolute(?:ly)?|certain(?:ly)?)\b", re.IGNORECASE)
_PER_CENT = re.compile(r"[\s\u00a0\u202f]*%|-prozent")
_TWICE = re.compile(r"(?<![^\W\d_])(?:doubl(?:e[ds]?|ing)|twice|both|pairs?)(?![^\W\d_])")
_QUARTERS = re.compile(r"\d{1,2},(?:15|30|45)")
_PAST = re.compile(r"\b(?:half past|quarter (?:past|to))\b", re.IGNORECASE)


def _in_other_words(pair: Pair, number: Number) -> bool:
    """Whether the source says it without a number: 100 % are all, 50 % half, 6,30 is half past six, 2倍 is double."""
    if number.values == {2.0} and _TWICE.search(pair.source.lower):
        return True
    if number.values <= {50.0, 100.0} and _PER_CENT.match(pair.target.plain, number.span.end):
        return (_ALL if number.values == {100.0} else HALF).search(pair.source.plain) is not None
    return _QUARTERS.fullmatch(number.raw) is not None and _PAST.search(pair.source.plain) is not None


RULES = (
    Rule("N101", "number-changed", Severity.ERROR,
         "Every number in figures has its like in the translation: in figures as either locale writes them, or in "
         "words. Clock times on twelve or twenty-four hours, years with two digits, Roman numerals, dates in another "
         "order and converted miles and feet pass.",
         ("8,000 dockers wait", "Esperan 9.000 estibadores"), ("8,000 dockers wait", "Esperan 8.000 estibadores"),
         _changed, in_source=frozenset({"DIGIT"})),
    Rule("N102", "number-added", Severity.ERROR,
         "A number that the source does not have, neither in figures nor in words.",
         ("The dockers wait", "Esperan 8.000 estibadores"), ("The dockers wait", "Esperan los estibadores"), _added,
         in_target=frozenset({"DIGIT"})),
)
