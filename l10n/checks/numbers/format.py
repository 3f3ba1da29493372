"""Number formats: decimals and thousands parted as the locale parts them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n import locales
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity

_PARTED = re.compile(r"\d[.,]\d")
_GROUPED = re.compile(r"\d(?<![\w.,].)\d{0,2}(?:[.,]\d{3})+(?![\w]|[.,]\d)")
_DECIMAL = re.compile(r"\d(?<![\w.,:].)\d*[.,]\d+(?![\w]|[.,]\d)")
_DECIMAL_CUE = re.compile(r"[\s\u00a0\u202f-]?(?:%|percent|per cent|million|billion|trillion|thousand|millones|mil\b|"
                          r"degrees|[ck]?m\b|km|kg|miles|(?:kilo|centi|milli)?met(?:re|er)s?\b|feet|points?|times\b|tonnes"
                          r"|lit(?:re|er)s|(?:kilo)?grams|hours?|minutes|seconds|years|hectares|GB|MB)")


def _look(pair: Pair) -> Iterator[Spot]:
    """Numbers that stand in the translation as the source has them, where the locale parts them in another way."""
    if not _PARTED.search(pair.target.plain):
        return
    own, other = locales.symbols(pair.locale), locales.symbols(pair.source_locale)
    if own.decimal == other.decimal or own.decimal not in ".," or other.decimal not in ".,":
        return
    source, target = pair.source.plain, pair.target.plain
    for found in _GROUPED.finditer(target):
        raw = found[0]
        if _groups(raw) == {other.group} and _stands(source, raw) and other.group == own.decimal:
            yield Spot(f"{raw} is written as in {locales.name(pair.source_locale)}; in "
                       f"{locales.name(pair.locale)} that is {_localized(raw, other, own)}",
                       pair.target.span(found.start(), found.end()), fix=_localized(raw, other, own))
    for found in _DECIMAL.finditer(target):
        raw = found[0]
        if other.decimal not in raw or not _stands(source, raw):
            continue
        at = source.find(raw)
        after, before = source[at + len(raw):at + len(raw) + 16], source[max(0, at - 2):at]
        if _DECIMAL_CUE.match(after) or before[-1:] in ("$", "£", "€"):
            fixed = raw.replace(other.decimal, own.decimal)
            yield Spot(f"{raw} is written as in {locales.name(pair.source_locale)}; in "
                       f"{locales.name(pair.locale)} that is {fixed}",
                       pair.target.span(found.start(), found.end()), fix=fixed)


def _stands(text: str, raw: str) -> bool:
    return raw in text and re.search(rf"(?<![\w.,]){re.escape(raw)}(?![\w]|[.,]\d)", text) is not None


def _groups(raw: str) -> set[str]:
    return {one for one in raw if not one.isdigit()}


def _localized(raw: str, other: locales.Symbols, own: locales.Symbols) -> str:
    return raw.replace(other.group, "\0").replace(other.decimal, own.decimal).replace("\0", own.group)


RULES = (
    Rule("N105", "number-format", Severity.WARNING,
         "Decimals and thousands are parted as the locale does (CLDR): 8,000 is eight in Spanish. Versions, times and "
         "numbers without a unit, which may be names, pass.",
         ("8,000 dockers wait", "Esperan 8,000 estibadores"), ("8,000 dockers wait", "Esperan 8.000 estibadores"),
         _look, in_target=frozenset({"DIGIT"})),
)
