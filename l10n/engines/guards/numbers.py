"""Numbers: each of the source stands in the target, of the same size, written as the target's locale does.

The separators, the space before %, the side of a currency's sign come from CLDR. A number without partner, another
magnitude, currency or unit is named in the reasons, and repaired where only one thing can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from l10n import locales
from l10n.engines.guards import lexicon
from l10n.engines.guards.figures import MARK, Figure, localized, read, spaced, values
from l10n.engines.guards.verdict import Verdict, free
from l10n.model import Span

_VERSION = re.compile(r"(?:\b(?:version|release|chapter|section|article|figure|table|page|rule|no\.|v\.?)\s|\bv)$",
                      re.IGNORECASE)
_NAME = re.compile(rf"[^\s.!?:“\"«(]\s+[A-Z][\w-]*[\s\u00a0{MARK}]$|^[A-Z][\w-]*[\s\u00a0{MARK}]$|[A-Za-z]-?$")


def check(source: str, target: str, source_locale: str, target_locale: str, verdict: Verdict) -> None:
    """Match the numbers of both sides, repair the form of those that match, name the others."""
    theirs = [one for one in read(source, source_locale, strict=True) if free(one.span, verdict.source)]
    ours = [one for one in read(target, target_locale, strict=False) if free(one.span, verdict.target)]
    wide = [one for one in spaced(target, target_locale) if free(one.span, verdict.target)]
    pairs, open_ = _pairs(theirs, ours, wide, source_locale, target_locale)
    left = [one for one in ours if not any(_over(one, partner) for _, partner in pairs)]
    for one in list(open_):
        partner = _misled(one, left, target, target_locale, verdict) or _other(one, left, source, target, verdict)
        if partner is not None:
            open_.remove(one)
            left.remove(partner)
    spoken = frozenset(value for one in theirs if one.written for value in one.totals)
    verdict.reasons += (f"numbers: {_shown(source, one)} missing" for one in open_)
    verdict.reasons += (f"numbers: {_shown(target, one)} added" for one in left
                        if not one.written and not one.totals & spoken)
    for one, two in sorted(pairs, key=lambda pair: pair[1].span):
        _money(one, two, source, target, target_locale, verdict)
        if not two.written:
            _amount(one, two, source, target, source_locale, target_locale, verdict)
        _unit(one, two, source, target, target_locale, verdict)
    _bare(source, target, source_locale, target_locale, verdict)


def _over(one: Figure, two: Figure) -> bool:
    return one.span.start < two.span.end and two.span.start < one.span.end


def _pairs(theirs: list[Figure], ours: list[Figure], wide: list[Figure], source_locale: str,
           target_locale: str) -> tuple[list[tuple[Figure, Figure]], list[Figure]]:
    """(matching numbers, those of the source that no number of the target matches)."""
    left, pairs = list(ours), []
    open_ = [one for one in theirs if one.factor == 1 or not one.written] + [
        one for one in theirs if one.factor > 1 and one.written]
    right = {id(one): localized(one.raw, source_locale, target_locale) for one in open_ if not one.written}
    tests: tuple[Callable[[Figure, Figure], bool], ...] = (
        lambda one, two: two.raw == right.get(id(one)) and one.factor == two.factor and one.unit == two.unit,
        lambda one, two: two.raw in (right.get(id(one)), one.raw) and bool(one.totals & two.totals),
        lambda one, two: bool(one.totals & two.totals) and one.written == two.written,
        lambda one, two: bool(one.totals & two.totals),
        lambda one, two: not one.values and _runs(one.raw) == _runs(two.raw),
        _decade)
    for test in tests:
        for one in list(open_):
            fitting = [two for two in left if test(one, two)]
            partner = _nearest(one, fitting) if fitting else None
            if partner is not None:
                open_.remove(one)
                left.remove(partner)
                pairs.append((one, partner))
    for one in list(open_):
        joined = next((two for two in wide if one.totals & two.totals and sum(
            _over(two, other) for other in left) == len(two.raw.split())), None)
        if joined is not None:
            open_.remove(one)
            left = [other for other in left if not _over(joined, other)]
            pairs.append((one, joined))
    # Words for small numbers say too many things to miss them: one, a, un, first of all.
    return pairs, [one for one in open_ if not one.written or one.factor >= 10**6]


def _nearest(one: Figure, fitting: Sequence[Figure]) -> Figure:
    return min(fitting, key=lambda two: (two.unit != one.unit, two.currency != one.currency, two.span))


def _runs(raw: str) -> list[str]:
    return re.findall(r"\d+", raw)


def _decade(one: Figure, two: Figure) -> bool:
    """1980s and años 80."""
    return len(one.raw) == 4 and one.raw.isdigit() and one.raw.endswith("0") and two.raw == one.raw[2:]


def _misled(one: Figure, left: list[Figure], target: str, locale: str, verdict: Verdict) -> Figure | None:
    """A billion that became a billón: the word is replaced."""
    friends = lexicon.FALSE_FRIENDS.get(locales.language(locale), {})
    for two in left:
        if two.words is None or not one.values & two.values or one.factor < 10**9:
            continue
        word = target[two.words.start:two.words.end]
        right = friends.get(word.lower())
        if right is None or two.factor != one.factor * (10**6 if one.factor > 10**9 else 10**3):
            continue
        start, value = two.words.start, next(iter(one.values))
        if right.startswith("mil ") and (value == 1 or value % 1):
            start = two.span.start
            right = right if value == 1 else f"{_grouped(value * 1000, locale)} millones"
        said = target[two.span.start:two.words.end]
        verdict.repair(Span(start, two.words.end), right,
                       f"numbers: {said} → {target[two.span.start:start]}{right}")
        return two
    return None


def _grouped(value: Decimal, locale: str) -> str:
    symbols = locales.symbols(locale)
    whole, _, part = f"{value.normalize():,f}".partition(".")
    return whole.replace(",", symbols.group) + (symbols.decimal + part if part else "")


def _other(one: Figure, left: list[Figure], source: str, target: str, verdict: Verdict) -> Figure | None:
    """The same figure of another magnitude, named as such."""
    for two in left:
        if one.values & two.values and not (one.written and two.factor == 1):
            verdict.reasons.append(f"numbers: {_shown(source, one)} is {_shown(target, two)} here")
            return two
    return None


def _amount(one: Figure, two: Figure, source: str, target: str, source_locale: str, target_locale: str,
            verdict: Verdict) -> None:
    """Separators, the space before a per-cent sign and the place of a currency's sign, as the locale has them."""
    own = locales.customs(target_locale)
    number = _number(one, two, source, source_locale, target_locale, verdict)
    span, text = two.span, number
    sign = target[two.sign.start:two.sign.end] if two.sign else ""
    if two.sign and sign == "%" and not re.search(f"[{MARK}]", target[two.span.end:two.sign.start]):
        span, text = Span(span.start, two.sign.end), f"{number}{own.percent}%"
    elif two.sign and two.sign.end <= span.start and own.sign_after and not target[two.sign.end:span.start].strip():
        words, language = target[span.end:two.end], locales.language(target_locale)
        name = lexicon.NAMES.get(two.currency, {}).get(language, "")
        known = lexicon.MAGNITUDES.get(language, {})
        if two.words and target[two.words.start:two.words.end].split()[-1].lower() not in known:
            words = lexicon.MILLIONS.get(language, {}).get(two.factor, "") and (
                " " + lexicon.MILLIONS[language][two.factor])
        if not two.words:
            span, text = Span(two.sign.start, span.end), f"{number}{own.sign}{sign.removeprefix('US')}"
        elif name and words:
            joint = {"es": " de ", "fr": " d’" if name[0] in "aeiou" else " de ", "pt": " de ", "it": " di "}
            span, text = Span(two.sign.start, two.end), f"{number}{words}{joint.get(language, ' ')}{name}"
    elif two.words and target[two.words.start:two.words.end].lower() == "million" and min(two.values) >= 2 and (
            plural := lexicon.MILLIONS.get(locales.language(target_locale), {}).get(two.factor)):
        span, text = Span(span.start, two.end), f"{number}{target[span.end:two.words.start]}{plural}"
    if text != target[span.start:span.end]:
        topic = "money" if two.sign and span.start == two.sign.start else "numbers"
        verdict.repair(span, text, f"{topic}: {target[span.start:span.end]} → {text}")


def _number(one: Figure, two: Figure, source: str, source_locale: str, target_locale: str, verdict: Verdict) -> str:
    """What must stand for a number of the target: itself where the locale reads it as what it stands for."""
    right = two.raw
    if _decade(one, two):
        return two.raw
    if one.factor == two.factor and not one.written and one.values:
        right = localized(one.raw, source_locale, target_locale)
        if two.raw == one.raw != right and _nominal(one, source):
            if not _certainly_nominal(one, source):
                verdict.reasons.append(f"numbers: {one.raw} left as it is")
            return two.raw
    elif values(two.raw, target_locale, strict=True) != one.totals and len(one.totals) == 1 and one.values:
        right = _grouped(next(iter(one.totals)) / two.factor, target_locale)
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


def _money(one: Figure, two: Figure, source: str, target: str, locale: str, verdict: Verdict) -> None:
    """The same currency, beside the number or anywhere in the target."""
    if not one.currency:
        return
    what = "units" if one.currency == "PCT" else "money"
    if two.currency:
        if two.currency != one.currency:
            verdict.reasons.append(f"{what}: {_with_sign(source, one)} is {_with_sign(target, two)} here")
        return
    pattern = lexicon.currency(locales.language(locale)) or lexicon.currency("en")
    said = {found.lastgroup for found in pattern.finditer(target)} if pattern else set()
    if one.currency not in said:
        sign = source[one.sign.start:one.sign.end] if one.sign else one.currency
        verdict.reasons.append(f"{what}: {sign} missing")


def _unit(one: Figure, two: Figure, source: str, target: str, locale: str, verdict: Verdict) -> None:
    if not one.unit:
        return
    pattern = lexicon.unit(locales.language(locale))
    if pattern is None:
        return
    if two.unit == one.unit:
        return
    said = {found.lastgroup for found in pattern.finditer(target)}
    shown = _shown(source, one)
    if two.unit:
        verdict.reasons.append(f"units: {shown} {one.unit} is {_shown(target, two)} {two.unit} here")
    elif one.unit not in said:
        verdict.reasons.append(f"units: {one.unit} missing")


def _bare(source: str, target: str, source_locale: str, target_locale: str, verdict: Verdict) -> None:
    """Billions without a number in front."""
    if locales.language(source_locale) != "en" or not re.search(r"\b(?<!\d )(?:billions|trillions)\b", source):
        return
    friends = lexicon.FALSE_FRIENDS.get(locales.language(target_locale), {})
    for found in re.finditer(r"[^\W\d_]+", target):
        if found[0].lower() in friends and "trillion" not in source:
            verdict.reasons.append(f"numbers: billions are {found[0]} here")
            return


def _shown(text: str, one: Figure) -> str:
    return re.sub(f"[{MARK}]", "", " ".join(text[one.span.start:one.end].split(" ")))


def _with_sign(text: str, one: Figure) -> str:
    start = min(one.span.start, one.sign.start if one.sign else one.span.start)
    end = max(one.end, one.sign.end if one.sign else one.end)
    return re.sub(f"[{MARK}]", "", text[start:end])
