"""How a number of the target is written: separators, the space before %, the side of a currency's sign (CLDR)."""

from __future__ import annotations

import re
from decimal import Decimal

from l10n import locales
from l10n.engines.guards import lexicon
from l10n.engines.guards.figures import MARK, Figure, localized, values
from l10n.engines.guards.verdict import Verdict
from l10n.model import Span

_VERSION = re.compile(r"(?:\b(?:version|release|chapter|section|article|figure|table|page|rule|no\.|v\.?)\s|\bv)$",
                      re.IGNORECASE)
_NAME = re.compile(rf"[^\s.!?:“\"«(]\s+[A-Z][\w-]*[\s\u00a0{MARK}]$|^[A-Z][\w-]*[\s\u00a0{MARK}]$|[A-Za-z]-?$")


def amount(one: Figure, two: Figure, source: str, target: str, source_locale: str, target_locale: str,
           verdict: Verdict) -> None:
    """Separators, the space before a per-cent sign and the place of a currency's sign, as the locale has them."""
    own = locales.customs(target_locale)
    number = _number(one, two, source, source_locale, target_locale, verdict)
    words = target[two.span.end:two.end]
    if words.strip() == "mil millones" and min(two.values) % 1:
        number, words = grouped(min(two.values) * 1000, target_locale), " millones"    # 1,2 mil millones
    span, text = (two.span, number) if words == target[two.span.end:two.end] else (
        Span(two.span.start, two.end), number + words)
    sign = target[two.sign.start:two.sign.end] if two.sign else ""
    if two.sign and sign == "%" and not re.search(f"[{MARK}]", target[two.span.end:two.sign.start]):
        span, text = Span(span.start, two.sign.end), f"{number}{own.percent}%"
    elif two.sign and two.sign.end == span.start and own.sign and not own.sign_after and sign != "%":
        span, text = Span(two.sign.start, span.end), f"{sign}{own.sign}{number}"
    elif two.sign and two.sign.end <= span.start and own.sign_after and not target[two.sign.end:span.start].strip():
        span, text = _named(two, target, number, words, target_locale) if two.words else (
            Span(two.sign.start, span.end), f"{number}{own.sign}{sign.removeprefix('US')}")
    elif two.words and target[two.words.start:two.words.end].lower() == "million" and min(two.values) >= 2 and (
            plural := lexicon.MILLIONS.get(locales.language(target_locale), {}).get(two.factor)):
        span, text = Span(span.start, two.end), f"{number}{target[span.end:two.words.start]}{plural}"
    elif two.sign and two.sign.start >= two.end and sign.islower() and locales.language(target_locale) == "de" and (
            name := lexicon.name(two.currency, "de")):
        span, text = Span(span.start, two.sign.end), f"{number}{target[span.end:two.sign.start]}{name}"
    if text != target[span.start:span.end]:
        topic = "money" if two.sign and span.start == two.sign.start else "numbers"
        verdict.repair(span, text, f"{topic}: {target[span.start:span.end]} → {text}")


def _named(two: Figure, target: str, number: str, words: str, locale: str) -> tuple[Span, str]:
    """Millions with the name of their currency behind them, once: “$8 million” → “8 millones de dólares”."""
    language, sign = locales.language(locale), Span(two.sign.start if two.sign else two.span.start, two.end)
    if target[two.span.end:two.end].split()[-1].lower() not in lexicon.magnitudes(language):
        millions = lexicon.MILLIONS.get(language, {}).get(two.factor, "")
        words = millions and f" {millions}"
    name = lexicon.name(two.currency, language)
    if not name or not words:
        return two.span, number
    if re.match(rf"[\s\u00a0\u202f](?:d[ei][\s\u00a0]|d['’])?{name}(?![^\W_])", target[two.end:]):
        return sign, number + words
    joint = {"es": " de ", "fr": " d’" if name[0] in "aeiou" else " de ", "pt": " de ", "it": " di "}
    return sign, f"{number}{words}{joint.get(language, ' ')}{name}"


def _number(one: Figure, two: Figure, source: str, source_locale: str, target_locale: str, verdict: Verdict) -> str:
    """What must stand for a number of the target: itself where the locale reads it as what it stands for."""
    right = two.raw
    if decade(one, two):
        return two.raw
    if one.factor == two.factor and not one.written and one.values:
        right = localized(one.raw, source_locale, target_locale)
        if two.raw == one.raw != right and _nominal(one, source):
            if not _certainly_nominal(one, source):
                verdict.reasons.append(f"numbers: {one.raw} left as it is")
            return two.raw
    elif values(two.raw, target_locale, strict=True) != one.totals and len(one.totals) == 1 and one.values:
        right = grouped(next(iter(one.totals)) / two.factor, target_locale)
    return two.raw if _grouping_aside(two.raw, right, target_locale) else right


def _grouping_aside(raw: str, right: str, locale: str) -> bool:
    """8000 for 8.000, which CLDR has in Spanish and Portuguese; one no-break space for the other."""
    group, decimal = locales.symbols(locale).group, locales.symbols(locale).decimal
    if decimal not in right and raw.isdigit():
        return len(raw) == 4 and raw == right.replace(group, "")
    return raw.replace("\u00a0", "\u202f") == right.replace("\u00a0", "\u202f") and group in "\u00a0\u202f"


def _nominal(one: Figure, source: str) -> bool:
    """Whether a decimal may be a name: a version, a chapter; nothing with a unit or a currency is one."""
    if one.factor > 1 or one.currency or one.unit or "," in one.raw:
        return False
    before = source[:one.span.start]
    alone = not any(map(str.isalpha, source))
    return alone or _VERSION.search(before) is not None or _NAME.search(before) is not None


def _certainly_nominal(one: Figure, source: str) -> bool:
    before = source[:one.span.start]
    return _VERSION.search(before) is not None or re.search(r"\S\s+[A-Z][\w-]*\s$|[A-Za-z]-?$", before) is not None


def grouped(value: Decimal, locale: str) -> str:
    """With the separators of a locale."""
    symbols = locales.symbols(locale)
    whole, _, part = f"{value.normalize():,f}".partition(".")
    return whole.replace(",", symbols.group) + (symbols.decimal + part if part else "")


def decade(one: Figure, two: Figure) -> bool:
    """1980s and años 80."""
    return len(one.raw) == 4 and one.raw.isdigit() and one.raw.endswith("0") and two.raw == one.raw[2:]
