"""Numbers: each of the source stands in the target, of the same size, written as the target's locale does.

How it is written is ``amounts``' business. A number without partner, another magnitude, currency or unit is named in
the reasons, and repaired where only one thing can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from l10n import locales
from l10n.engines.guards import lexicon, spoken
from l10n.engines.guards.amounts import amount, decade, grouped
from l10n.engines.guards.figures import MARK, Figure, localized, read, spaced
from l10n.engines.guards.verdict import Verdict, free
from l10n.model import Span


def check(source: str, target: str, source_locale: str, target_locale: str, verdict: Verdict) -> None:
    """Match the numbers of both sides, repair the form of those that match, name the others."""
    theirs = [one for one in read(source, source_locale, strict=True) if free(one.span, verdict.source)]
    ours = [one for one in read(target, target_locale, strict=False) if free(one.span, verdict.target)]
    wide = [one for one in spaced(target, target_locale) if free(one.span, verdict.target)]
    pairs, open_ = _pairs(theirs, ours, wide, source_locale, target_locale)
    left = [one for one in ours if not any(_over(one, partner) for _, partner in pairs)]
    mended: list[tuple[Figure, Figure]] = []
    for one in list(open_):
        partner = _misled(one, left, target, target_locale, verdict) or _other(one, left, source, target, verdict)
        if partner is None and len(open_) == 1:
            partner = _stuttered(one, left, source_locale, target_locale, verdict)
        if partner is not None:
            open_.remove(one)
            left.remove(partner)
            mended.append((one, partner))
        elif one.written and _copied(one, target, source_locale, target_locale, verdict):
            open_.remove(one)
    spoken = frozenset(value for one in theirs if one.written for value in one.totals)
    verdict.reasons += (f"numbers: {_shown(source, one)} missing" for one in open_)
    verdict.reasons += (f"numbers: {_shown(target, one)} added" for one in left
                        if not one.written and not one.totals & spoken)
    for one, two in sorted((*pairs, *mended), key=lambda pair: pair[1].span):
        _money(one, two, source, target, target_locale, verdict)
        if not two.written and (one, two) in pairs:
            amount(one, two, source, target, source_locale, target_locale, verdict)
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
        decade)
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
    # Words for one and two say too many things to miss them: one, a, un, first of all; both.
    known = bool(spoken.words(locales.language(target_locale)))
    return pairs, [one for one in open_ if not one.written or one.factor >= 10**6 or (
        known and max(one.totals) > 2 and one.raw.lower() != "hundred")]     # a few hundred


def _nearest(one: Figure, fitting: Sequence[Figure]) -> Figure:
    return min(fitting, key=lambda two: (two.unit != one.unit, two.currency != one.currency, two.span))


def _runs(raw: str) -> list[str]:
    return re.findall(r"\d+", raw)


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
            right = right if value == 1 else f"{grouped(value * 1000, locale)} millones"
        said = target[two.span.start:two.words.end]
        verdict.repair(Span(start, two.words.end), right,
                       f"numbers: {said} → {target[two.span.start:start]}{right}")
        return two
    return None


def _stuttered(one: Figure, left: list[Figure], source_locale: str, target_locale: str,
               verdict: Verdict) -> Figure | None:
    """2022 that became 20222, a digit said twice, where nothing else can be meant."""
    figures = [two for two in left if not two.written]
    if one.written or len(figures) != 1 or figures[0].factor != one.factor:
        return None
    [two] = figures
    theirs, ours = "".join(_runs(one.raw)), "".join(_runs(two.raw))
    if len(theirs) < 3 or len(ours) != len(theirs) + 1 or not any(
            ours[at] == ours[at + 1] and ours[:at] + ours[at + 1:] == theirs for at in range(len(theirs))):
        return None
    right = localized(one.raw, source_locale, target_locale)
    verdict.repair(two.span, right, f"numbers: {two.raw} → {right}")
    return two


def _copied(one: Figure, target: str, source_locale: str, target_locale: str, verdict: Verdict) -> bool:
    """Nineteen, left as it is: the word of the target's language, where it has one form and the number is alone."""
    own, said = spoken.words(locales.language(target_locale)), one.raw.lower()
    found = re.search(rf"(?<![^\W_]){re.escape(one.raw)}(?![^\W_]|-)", target, re.IGNORECASE)
    if found is None or said in own or locales.language(source_locale) == locales.language(target_locale):
        return False
    forms = [form for form, value in own.items() if value in one.values]
    if len(forms) == 1 and one.factor == 1 and said != "hundred":
        right = forms[0].capitalize() if found[0][0].isupper() else forms[0]
        verdict.repair(Span(*found.span()), right, f"numbers: {found[0]} → {right}")
    else:
        verdict.reasons.append(f"numbers: {found[0]} left in {locales.name(locales.language(source_locale))}")
    return True


def _other(one: Figure, left: list[Figure], source: str, target: str, verdict: Verdict) -> Figure | None:
    """The same figure of another magnitude, named as such."""
    for two in left:
        if one.values & two.values and not (one.written and two.factor == 1):
            verdict.reasons.append(f"numbers: {_shown(source, one)} is {_shown(target, two)} here")
            return two
    return None


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
