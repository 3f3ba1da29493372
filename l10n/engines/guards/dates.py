"""Dates and times of day: the same day, month, year and minute on both sides, in the order of the target's locale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from l10n import locales
from l10n.engines.guards.figures import MARK
from l10n.engines.guards.spoken import small
from l10n.engines.guards.verdict import Verdict, free
from l10n.model import Span

_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"(?<![\d./-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|[.-]\d)")
_HALF = re.compile(r"[\s\u00a0\u202f]?([ap])(?:\.[\s\u00a0\u202f]?m\b\.?|[\s\u00a0\u202f]?m\b)")
"""The full stop behind pm is its sentence's, that behind p.m. may be both."""
_TWELVE = re.compile(rf"(?<![\d.,:])(\d{{1,2}})(?:[:.](\d\d))?{_HALF.pattern}")
_CLOCK = re.compile(r"(?<![\d.,:/])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])")
_DOTTED = re.compile(r"(?<=\bat\s)([01]?\d|2[0-3])\.([0-5]\d)"
                     r"(?![\d%]|[.,]\d|\s?(?:per|%|million|billion|km|points?)\b)")
_THEIRS = re.compile(r"(?<![\d.,:/])([01]?\d|2[0-4])(?:[\s\u00a0\u202f]?[h:.][\s\u00a0\u202f]?([0-5]\d))?"
                     r"(?![\d%]|[.,:]\d)")
_AFTER_NOON = re.compile(r"[\s\u00a0\u202f,]*(?:p\.?[\s\u00a0\u202f]?m\b\.?|(?:de la|por la) (?:tarde|noche)|"
                         r"(?:Uhr |heures? |h )?(?:nachmittags|abends|am Nachmittag|am Abend|de l['’]après-midi|"
                         r"du soir)|"
                         r"da (?:tarde|noite)|del pomeriggio|di sera)")
_HOURLY = re.compile(r"[\s\u00a0\u202f]?(?:Uhr|h\b|heures?|horas?|ore\b)")
_LEADING = re.compile(r"(?:a las?|las?|um|à|vers|gegen|ab|bis|d?alle|[àd]as|às|a)\s$", re.IGNORECASE)
_EXTRA = {"en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sept", "oct", "nov", "dec")}
_CAPITALS = ("en", "de")
"""Languages whose months have a capital."""
_ABOUT = (r"\b(?i:in|since|until|till|by|of|from|to|last|next|this|early|late|mid|and|between|through|before|after)"
          r"[\s-]")


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text; 0 for what it does not say."""

    span: Span
    day: int
    month: int
    year: int


def check(source: str, target: str, source_locale: str, target_locale: str, verdict: Verdict) -> None:
    """Dates in figures, dates with the name of their month, weekdays, times of day."""
    figures = _DIGIT.search(source) is not None
    if figures:
        _figures(source, target, source_locale, target_locale, verdict)
    _named(source, target, source_locale, target_locale, verdict)
    _weekdays(source, target, source_locale, target_locale, verdict)
    if figures:
        _times(source, target, target_locale, verdict)


def _read_figures(text: str, order: str) -> list[Date]:
    out: list[Date] = []
    for found in _FIGURES.finditer(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (second, first) if order == "Mdy" else (first, second)
        if month > 12 >= day:
            day, month = month, day
        if 1 <= month <= 12 and 1 <= day <= 31:
            out.append(Date(Span(*found.span()), day, month, year))
    return out


def _figures(source: str, target: str, source_locale: str, target_locale: str, verdict: Verdict) -> None:
    order = locales.customs(source_locale).order
    own = locales.customs(target_locale)
    theirs = _read_figures(source, order)
    for date in theirs:
        raw = source[date.span.start:date.span.end]
        if "." in raw and order == "Mdy":
            continue
        left = [found for found in _FIGURES.finditer(target) if free(Span(*found.span()), verdict.target)]
        named = next((one for one in _read_named(target, target_locale)
                      if (one.day, one.month, one.year % 100) == (date.day, date.month, date.year % 100)), None)
        found = next((one for one in left if sorted(map(int, one.group(1, 3, 4))) == sorted(
            (date.day, date.month, date.year))), None)
        if found is None and named is None:
            verdict.reasons.append(f"dates: {raw} missing")
            verdict.settle(date.span, None)
            verdict.target += (Span(*one.span()) for one in left[:1])
            continue
        if found is None:
            verdict.settle(date.span, named.span if named else None)
            continue
        verdict.settle(date.span, Span(*found.span()))
        first = int(found[1])
        right = locales.figure_date(target_locale, date.day, date.month, date.year)
        if date.year < 100:
            right = right[:-len(str(date.year))] + raw[-2:] if own.order != "yMd" else found[0]
        same = found[2] == own.date and first == (date.month if own.order == "Mdy" else date.day) and not (
            "0" in (found[1][0], found[3][0]) and 1 in (len(found[1]), len(found[3])))      # 4/05: half padded
        if not same and found[0] != right:
            verdict.repair(Span(*found.span()), right, f"dates: {found[0]} → {right}")


def _read_named(text: str, locale: str) -> list[Date]:
    cue, pattern, numbers = _names(locale)
    shown = text if locales.language(locale) in _CAPITALS else small(text)
    out: list[Date] = []
    for found in pattern.finditer(shown) if cue.search(shown) else ():
        name = (found["before"] or found["after"] or found["alone"]).lower().rstrip(".")
        out.append(Date(Span(*found.span()), int(found["d1"] or found["d2"] or 0), numbers[name],
                        int(found["y1"] or found["y2"] or 0)))
    return out


@cache
def _names(locale: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    """(any month, a date with its name, name → number), in small letters where months have no capital."""
    language = locales.language(locale)
    numbers = {name: number for number, forms in enumerate(locales.months(locale), 1) for name in forms}
    short = {name: number for number, name in enumerate(_EXTRA.get(language, ()), 1) if name not in numbers}
    names = [f"{re.escape(name)}\\b" for name in numbers] + [rf"{name}\b\.?" for name in short]
    numbers |= short
    cues = list(numbers)
    if language in _CAPITALS:
        names, cues = ([name.capitalize() for name in forms] for forms in (names, cues))
    month = "|".join(names)
    year = r"(?:,?[\s\u00a0](?:del?[\s\u00a0])?(?P<{}>[12]\d{{3}})(?!\d))"
    day, ordinal = r"\d{1,2}", r"(?:st|nd|rd|th)?(?![\d%.,:]\d|\d)"
    return re.compile("|".join(map(re.escape, cues))), re.compile(
        rf"(?<!\d)(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.º|º|°|\.)?(?:[\s\u00a0](?:of|de|d['’]))?[\s\u00a0]?"
        rf"(?P<before>{month}){year.format('y1')}?"
        rf"|\b(?P<after>{month})(?:[\s\u00a0](?P<d2>{day}){ordinal})?{year.format('y2')}?"
        r"(?:(?<=\d)|(?<=\d(?:st|nd|rd|th)))"
        rf"|{_ABOUT}(?P<alone>{month})(?![\s\u00a0]{day}{ordinal}|,?[\s\u00a0][12]\d{{3}}(?!\d))"), numbers


def _named(source: str, target: str, source_locale: str, target_locale: str, verdict: Verdict) -> None:
    theirs = _read_named(source, source_locale)
    if not theirs:
        return
    ours = [date for date in _read_named(target, target_locale) if free(date.span, verdict.target)]
    copies, names = _read_named(target, source_locale), locales.months(target_locale)
    for date in theirs:
        raw = " ".join(source[date.span.start:date.span.end].split())
        if not free(date.span, verdict.source):
            continue
        wanted = (date.day, date.month, date.year)
        if not date.day and not date.year:
            if not _has(target, names[date.month - 1]) and not re.search(
                    rf"(?<!\d)0?{date.month}[./](?!\d{{3}})", target):
                verdict.reasons.append(f"dates: {raw.split()[-1]} missing")
            continue
        found = next((one for one in ours if (one.day, one.month, one.year) == wanted), None) or next(
            (one for one in ours if date.day and (one.day, one.month, one.year) == (date.day, date.month, 0)
             and _whole(target, one, (), date.year) != one.span), None)
        if found is not None:
            ours.remove(found)
            span = _whole(target, found, names[date.month - 1], date.year)
            verdict.settle(date.span, span)
            said = target[span.start:span.end]
            if date.day and (span != found.span or _english(said, target_locale)):
                right = locales.long_date(target_locale, date.day, date.month, date.year or None)
                verdict.repair(span, right, f"dates: {said} → {right}")
            continue
        copy = next((one for one in copies if (one.day, one.month, one.year) == wanted
                     and free(one.span, verdict.target)), None)
        said = target[copy.span.start:copy.span.end] if copy else ""
        if copy and date.day and not _has(said, names[date.month - 1]):
            right = locales.long_date(target_locale, date.day, date.month, date.year or None)
            verdict.settle(date.span, copy.span)
            verdict.repair(copy.span, right, f"dates: {said} → {right}")
            continue
        other = next((one for one in ours if one.day == date.day and one.year == date.year), None)
        if other is not None:
            ours.remove(other)
            verdict.settle(date.span, other.span)
            verdict.reasons.append(f"dates: {raw} is {target[other.span.start:other.span.end]} here")
        elif not _has(target, names[date.month - 1]):
            figures = [one for one in _read_figures(target, locales.customs(target_locale).order)
                       if (one.day, one.month) == (date.day, date.month)]
            if not figures:
                verdict.reasons.append(f"dates: {raw} missing")
        elif date.day and not _beside(target, date.day, names[date.month - 1], locales.customs(target_locale).order):
            other = next((one for one in ours if one.day and (one.month, one.year) == (date.month, date.year)), None)
            shown = f"is {target[other.span.start:other.span.end]} here" if other else "out of order"
            verdict.reasons.append(f"dates: {raw} {shown}")
            if other is not None:
                verdict.settle(date.span, other.span)


def _whole(target: str, date: Date, forms: tuple[str, ...], year: int) -> Span:
    """The place of a date with its month said once more in front (“octubre de 9 de octubre”), and with a year behind
    that a sign parts from it (“9 de octubre. 2020”)."""
    names = "|".join(map(re.escape, forms))
    before = re.search(rf"\b(?:{names})[\s\u00a0](?:de[\s\u00a0])?$", target[:date.span.start],
                       re.IGNORECASE) if date.day and forms else None
    after = re.compile(rf"[.,][\s\u00a0](?:de[\s\u00a0])?{year}(?!\d)").match(target, date.span.end)
    return Span(before.start() if before else date.span.start,
                after.end() if after and year and not date.year else date.span.end)


def _beside(target: str, day: int, forms: tuple[str, ...], order: str) -> bool:
    """Whether a day stands by the name of its month on the side where the locale has it, a list or a range of days
    between them."""
    names = "|".join(map(re.escape, forms))
    figure = rf"(?<!\d)0?{day}(?!\d)"
    pattern = (rf"{figure}[^.;:]{{0,24}}?(?<![^\W_])(?:{names})" if order == "dMy" else
               rf"(?:{names})[^;:]{{0,24}}?{figure}")
    return re.search(pattern, target, re.IGNORECASE) is not None


def _english(said: str, locale: str) -> bool:
    """An English ordinal or comma, or a German day without its full stop: months of the same name hide that a date is a
    copy."""
    own = locales.language(locale)
    return own != "en" and (re.match(r"\d+(?:st|nd|rd|th)\b", said) is not None or "," in said or (
        own == "de" and re.match(r"\d+\.", said) is None))


def _has(text: str, forms: tuple[str, ...]) -> bool:
    low = text.lower()
    return any(re.search(rf"(?<![^\W_]){re.escape(form)}(?:e?s)?(?![^\W_])", low) for form in forms)


def _weekdays(source: str, target: str, source_locale: str, target_locale: str, verdict: Verdict) -> None:
    low, said = target.lower(), {found.lower(): found for found in _days(source_locale).findall(source)}
    for theirs, ours in zip(locales.weekdays(source_locale), locales.weekdays(target_locale), strict=True):
        verdict.reasons += (f"dates: {said[name]} missing" for name in theirs if name in said and not any(
            form.partition("-")[0] in low for form in ours))


@cache
def _days(locale: str) -> re.Pattern[str]:
    names = [name for forms in locales.weekdays(locale) for name in forms]
    if locales.language(locale) == "en":
        names = [name.capitalize() for name in names]
    return re.compile(rf"\b({'|'.join(map(re.escape, names))})s?\b")


def _times(source: str, target: str, target_locale: str, verdict: Verdict) -> None:
    noon = [(Span(*one.span()), int(one[1]) % 12 + 12 * (one[3] == "p"), int(one[2] or 0), True)
            for one in _TWELVE.finditer(source) if int(one[1]) <= 12 and int(one[2] or 0) < 60]
    clock = [(Span(*one.span()), int(one[1]), int(one[2]), False)
             for pattern in (_CLOCK, _DOTTED) for one in pattern.finditer(source)]
    for span, hour, minute, twelve in [*noon, *(one for one in clock if free(one[0], (item[0] for item in noon)))]:
        if not free(span, verdict.source):
            continue
        found = _time(target, hour, minute, twelve, verdict)
        raw = source[span.start:span.end]
        if found is None:
            verdict.reasons.append(f"times: {raw} missing")
            verdict.settle(span, None)
            continue
        place, doubtful, marked = found
        verdict.settle(span, place)
        said = target[place.start:place.end]
        right = f"{hour}:{minute:02}"
        if marked and locales.customs(target_locale).hours24 and re.search(r"[ap]\.?\s?m\.?$", said):
            if locales.language(target_locale) == "de" and not target.startswith(" Uhr", place.end):
                right += " Uhr"
            if said.endswith(".") and _ends(target[place.end:]) and _ends(source[span.end:].lstrip(".!?…")):
                right += "."
            verdict.repair(place, right, f"times: {said} → {right}")
        elif doubtful:
            verdict.reasons.append(f"times: {raw} is {said} here")


def _ends(rest: str) -> bool:
    """Whether a sentence ends where this goes on: nothing does, or another sentence begins."""
    return re.match(rf"[\"'”’»“)\]{MARK}]*(?:\s*$|\s+[\"“„«‘¿¡(\[{MARK}]*[^\W\d_a-zß-öø-ÿ])", rest) is not None


def _time(target: str, hour: int, minute: int, twelve: bool, verdict: Verdict) -> tuple[Span, bool, bool] | None:
    """(place, whether the half of the day is lost, whether it is written with a.m. or p.m.)"""
    best: tuple[int, Span, bool, bool] | None = None
    for one in _THEIRS.finditer(target):
        if not free(Span(*one.span()), verdict.target) or int(one[2] or 0) != minute:
            continue
        if one[2] is None and not (_HOURLY.match(target, one.end()) or _LEADING.search(target[:one.start()])
                                   or re.match(r"[\s\u00a0\u202f]?[ap]\.?[\s\u00a0\u202f]?m\b", target[one.end():])):
            continue
        english = _HALF.match(target, one.end())
        if english:
            if (int(one[1]) % 12 + 12 * (english[1] == "p"), minute) == (hour, minute) and int(one[1]) <= 12:
                return Span(one.start(), english.end()), False, True
            continue
        said = int(one[1])
        late = _AFTER_NOON.match(target, one.end()) is not None
        if (said == hour and not (late and hour < 12)) or (late and said % 12 + 12 == hour):
            candidate = (0, Span(*one.span()), False, False)
        elif twelve and said % 12 == hour % 12:
            candidate = (1, Span(*one.span()), True, False)
        else:
            continue
        if best is None or candidate[0] < best[0]:
            best = candidate
    return None if best is None else best[1:]
