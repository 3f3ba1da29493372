"""Numbers as they stand in a text: their values, the words for millions after them, their currency and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from l10n import locales
from l10n.engines.guards import lexicon, spoken
from l10n.model import Span

MARK = "\ue000-\uf8ff"
"""Private-use characters: where a protected part stands. No rule takes one for text, none moves one."""
GAP = rf"[\s\u00a0\u202f{MARK}-]*"
_NUMBER = re.compile(r"\d+(?:[.,'’٬٫]\d+|[\u00a0\u202f\u2009]\d{3}(?!\d))*")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_A = re.compile(r"\ban?\b", re.IGNORECASE)
_GAP = re.compile(GAP)
_OF = re.compile(rf"{GAP}(?:(?:de|di|of|US)[\s\u00a0\u202f]+|d['’])?")
_LONGEST = 40
"""Digits of what is read as a number; beyond it is an identifier."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text."""

    span: Span
    """Of the number alone."""
    raw: str
    values: frozenset[Decimal]
    """What the number alone can be read as; none where it is no decimal number (3.11.2)."""
    factor: int = 1
    """What the words after it multiply it with."""
    words: Span | None = None
    """Where those words stand."""
    currency: str = ""
    """Code of the currency beside it, PCT for per cent, "" for none."""
    sign: Span | None = None
    """Where that stands."""
    unit: str = ""
    """Kind of the unit after it."""
    written: bool = False
    """Whether it is a word."""

    @property
    def totals(self) -> frozenset[Decimal]:
        """The values with their factor."""
        return frozenset(value * self.factor for value in self.values)

    @property
    def end(self) -> int:
        """Where the number with its words ends."""
        return self.words.end if self.words else self.span.end


def read(text: str, locale: str, *, strict: bool) -> list[Figure]:
    """The numbers of a text in figures and in words (``spoken``), in order.

    ``strict``: by the separators of the locale alone; otherwise in every way that some locale would have it.
    """
    language = locales.language(locale)
    found = [_figure(text, Span(*one.span()), values(one[0], locale, strict=strict), False, language)
             for one in _NUMBER.finditer(text) if len(one[0]) <= _LONGEST]
    for span, value in spoken.found(text, language):
        found.append(_figure(text, span, frozenset((Decimal(value),)), True, language))
    if language == "en":
        found += (_figure(text, Span(*one.span()), frozenset((Decimal(1),)), True, language)
                  for one in _A.finditer(text) if _magnitude(text, one.end(), language)[0] > 1)
    return sorted((one for one in found if not any(two.words and two.words.start <= one.span.start < two.words.end
                                                   for two in found)), key=lambda figure: figure.span)


def spaced(text: str, locale: str) -> list[Figure]:
    """Numbers whose thousands are parted by plain spaces, which may be several numbers as well."""
    return [_figure(text, Span(*one.span()), frozenset((Decimal(one[0].replace(" ", "")),)), False,
                    locales.language(locale)) for one in _SPACED.finditer(text) if len(one[0]) <= _LONGEST]


def values(raw: str, locale: str, *, strict: bool) -> frozenset[Decimal]:
    """What a number can be read as."""
    groups = re.split(r"\D", raw)
    marks = [mark for mark in raw if not mark.isdigit()]
    if not marks:
        return frozenset((Decimal(raw),))
    own = locales.symbols(locale)
    out: set[Decimal] = set()
    regular = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if regular and len(set(marks)) == 1 and (not strict or _is(marks[0], own.group)) and not groups[0].startswith("0"):
        out.add(Decimal("".join(groups)))
    whole = groups[:-1]
    if marks[-1] in ".,٫" and (len(marks) == 1 or (
            marks[-1] not in marks[:-1] and len(set(marks[:-1])) == 1 and len(whole[0]) <= 3
            and all(len(group) == 3 for group in whole[1:]))) and (not strict or _is(marks[-1], own.decimal)):
        out.add(Decimal(f"{''.join(whole)}.{groups[-1]}"))
    return frozenset(out)


def localized(raw: str, source: str, target: str) -> str:
    """A number of one locale with the separators of another, grouped as it is."""
    theirs, ours = locales.symbols(source), locales.symbols(target)
    return "".join(one if one.isdigit() else ours.decimal if _is(one, theirs.decimal) else ours.group for one in raw)


def _is(mark: str, wanted: str) -> bool:
    spaces = "\u00a0\u202f\u2009 "
    return mark == wanted or (mark in spaces and wanted in spaces) or (mark in "'’" and wanted in "'’") or (
        (mark, wanted) in (("٬", ","), ("٫", ".")))


def _figure(text: str, span: Span, readings: frozenset[Decimal], written: bool, language: str) -> Figure:
    factor, words = _magnitude(text, span.end, language)
    end = words.end if words else span.end
    code, sign = _currency(text, span.start, end, language)
    if code and words is None and code != "PCT" and (short := re.match(r"(m|bn|k)(?!\w)", text[end:])):
        factor, words = {"m": 10**6, "bn": 10**9, "k": 10**3}[short[1]], Span(end, end + short.end())
        end = words.end
    unit = ""
    if pattern := lexicon.unit(language):
        after = _OF.match(text, end)
        found = pattern.match(text, after.end() if after else end)
        unit = (found.lastgroup or "") if found else ""
    return Figure(span, text[span.start:span.end], readings, factor, words, code, sign, unit, written)


def _magnitude(text: str, end: int, language: str) -> tuple[int, Span | None]:
    known = lexicon.magnitudes(language)
    factor, at, start = 1, end, None
    for _ in range(2):
        spot = _GAP.match(text, at)
        word = _LETTERS.match(text, spot.end() if spot else at)
        if word is None or word[0].lower() not in known:
            break
        if word.start() == at and len(word[0]) > 2 and start is None and at and text[at - 1].isalpha():
            break
        start = word.start() if start is None else start
        factor *= known[word[0].lower()]
        at = word.end()
    return factor, None if start is None else Span(start, at)


_LETTERS = re.compile(r"[^\W\d_]+")


def _currency(text: str, start: int, end: int, language: str) -> tuple[str, Span | None]:
    pattern = lexicon.currency(language) or lexicon.currency("en")
    if pattern is None:
        return "", None
    before = text[:start].rstrip(" \u00a0\u202f")
    for found in pattern.finditer(text, max(0, len(before) - 4), len(before)):
        if found.end() == len(before) and found[0][-1] in "$£€¥₹":
            return found.lastgroup or "", Span(*found.span())
    after = _OF.match(text, end)
    found_after = pattern.match(text, after.end() if after else end)
    if found_after:
        return found_after.lastgroup or "", Span(*found_after.span())
    return "", None
