"""Dates: months, days of the week and days of the month (N201, N202, N207)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache

from l10n import locales
from l10n.checks import units
from l10n.checks.numbers.figures import even, figures
from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.view import View
from l10n.model import Severity

_DENSE = ("zh", "ja", "th", "ar", "he", "ko")
_RUN = re.compile(r"[^\W\d_]+")


@cache
def _named(tag: str, which: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    names = locales.months(tag) if which == "months" else locales.weekdays(tag)
    found = []
    for number, forms in enumerate(names):
        words = {re.escape(form) for form in forms}
        if locales.language(tag) == "pt":
            words |= {re.escape(form.removesuffix("-feira")) + "s?" for form in forms if form.endswith("-feira")}
        if locales.language(tag) == "zh":
            words |= {re.escape(form.replace("星期", prefix)) for form in forms for prefix in ("週", "周", "禮拜")}
        words = {rf"(?<!\d){word}" if word[0].isdigit() else word for word in words}      # 1月 is not in 11月
        edges = ("", "") if locales.language(tag) in _DENSE else (r"(?<![^\W\d_])", r"(?:s|n|es|en)?(?![^\W\d_])")
        pattern = "|".join(sorted(words, key=len, reverse=True))
        found.append((number, re.compile(f"{edges[0]}(?:{pattern}){edges[1]}", re.IGNORECASE)))
    return tuple(found)


_BEFORE_MONTH = "(?:[Ii]n|[Ss]ince|[Uu]ntil|[Ll]ast|[Nn]ext|[Ee]arly|[Ll]ate|[Mm]id)"


@cache
def _dated() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """English months; those that are words or names too only beside a number."""
    found = []
    for number, (form, *_) in enumerate(locales.months("en")):
        name = form.title()
        doubtful = name in ("March", "April", "May", "June", "August")
        found.append((number, re.compile(
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{name}\b|\b{name}\s\d|\b{_BEFORE_MONTH} {name}\b(?!\s[A-Z])"
            if doubtful
            else rf"\b{name}\b(?!\s[A-Z][a-z])")))
    return tuple(found)


@cache
def _words(which: str) -> frozenset[str]:
    """The English words one of which is in every text that names a month or a day."""
    names = locales.months("en") if which == "months" else locales.weekdays("en")
    return frozenset(word + ending for forms in names for form in forms
                     for word in re.findall(r"[^\W\d_]+", form.lower()) for ending in ("", "s", "n", "es", "en"))


def _months(pair: Pair) -> Iterator[Spot]:
    if pair.source_language != "en" or pair.is_variant:
        return
    source = pair.source.plain
    named = [number for number in range(12) if locales.months("en")[number][0] in pair.source.letters]
    if _kept(pair, named, "months"):
        return
    theirs = {number for number, pattern in _dated() if number in named and pattern.search(source)}
    if not theirs:
        return
    yield from _swapped(pair, theirs, "months", lambda: _loose(pair.source, "months"))


def _days(pair: Pair) -> Iterator[Spot]:
    if pair.source_language != "en" or pair.is_variant:
        return
    source = pair.source.plain
    if _kept(pair, [number for number, words in enumerate(_alone("en", "weekdays"))
                    if not words.isdisjoint(pair.source.letters)], "weekdays"):
        return
    theirs = {number for number, pattern in _named("en", "weekdays") if pattern.search(source)}
    if theirs:
        yield from _swapped(pair, theirs, "weekdays", lambda: theirs)


@cache
def _dates(tag: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Month → its dates with a day."""
    found = []
    for number, forms in enumerate(locales.months(tag)):
        names = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
        before = r"(?<![\d.,:/-])(\d{1,2})(?:\.|º|er|ère|ª|°|st|nd|rd|th)?[ \u00a0](?:de[ \u00a0]|of[ \u00a0])?"
        after = r"[ \u00a0](\d{1,2})(?:st|nd|rd|th)?(?![\d:.]|[ \u00a0]\d(?!\d{3}))" if tag == "en" else "(?!)()"
        found.append((number, re.compile(rf"{before}(?:{names})(?![^\W\d_])|(?<![^\W\d_])(?:{names}){after}",
                                         re.IGNORECASE)))
    return tuple(found)


@cache
def _month(tag: str, number: int) -> frozenset[str]:
    """The first words of the names of a month."""
    return frozenset(re.findall(r"[^\W\d_]+", form.lower())[0] for form in locales.months(tag)[number])


_FROM_TO = re.compile(r"(?<![\d.,])(\d{1,2})(?:st|nd|rd|th)?\s?(?:to|and|or|[-–])\s?(\d{1,2})(?![.,]?\d)")


def _day(pair: Pair) -> Iterator[Spot]:
    if pair.source_language != "en" or pair.is_variant or not units.named(pair.locale):
        return
    source, target = pair.source.plain, pair.target.plain
    numbers = None if even(pair) else figures(pair)
    said = {one.span.start for one in numbers.added} if numbers and numbers.missing else set()  # of which N101 speaks
    ours = dict(_dates(pair.locale))
    for number, pattern in _dates("en"):
        if _month("en", number).isdisjoint(pair.source.letters):
            continue
        theirs = list(pattern.finditer(source))
        found = list(ours[number].finditer(target)) if theirs else []
        if len(theirs) != len(found):
            continue
        wanted = {int(one[1] or one[2]) for one in theirs} | {
            int(day) for both in _FROM_TO.finditer(source) for day in both.groups()}
        for one in found:
            at = 1 if one[1] else 2
            if int(one[at]) not in wanted and one.start(at) not in said:
                yield Spot(f"the day {one[at]} of a date is not in the source",
                           pair.target.span(one.start(at), one.end(at)))


def _loose(source: View, which: str) -> set[int]:
    return {number for number, pattern in _named("en", which)
            if _may_name(source, "en", number, which) and pattern.search(source.plain)} | {
        number for number, forms in enumerate(locales.months("en"))
        if forms[0][:3] in source.letters and re.search(rf"\b{forms[0][:3]}\b", source.plain, re.I)}


@cache
def _alone(tag: str, which: str) -> tuple[frozenset[str], ...]:
    """The runs of letters that each name a month or day by themselves, as ``_named`` finds them; none where words are
    not parted by spaces."""
    names = locales.months(tag) if which == "months" else locales.weekdays(tag)
    parted = locales.language(tag) not in _DENSE
    return tuple(frozenset(form.lower() + ending for form in forms if parted and _RUN.fullmatch(form)
                           for ending in ("", "s", "n", "es", "en")) for forms in names)


def _may_name(view: View, tag: str, number: int, which: str) -> bool:
    """Whether ``_named`` may find the month or day: not where all its names are single words and none of them stands
    in the text."""
    names = locales.months(tag) if which == "months" else locales.weekdays(tag)
    return locales.language(tag) in _DENSE or not all(map(_RUN.fullmatch, names[number])) \
        or not _alone(tag, which)[number].isdisjoint(view.letters)


def _kept(pair: Pair, named: Collection[int], which: str) -> bool:
    """Whether a translation plainly names all months or days of these numbers."""
    words = _alone(pair.locale, which)
    return all(not words[number].isdisjoint(pair.target.letters) for number in named)


_NIGHT_TO = re.compile(r"\bnacht (?:zu|zum|auf|auf den) \w+", re.IGNORECASE)


def _swapped(pair: Pair, theirs: set[int], which: str, known: Callable[[], set[int]]) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    named, english = _named(pair.locale, which), _named("en", which)
    names, what = (locales.months("en"), "month") if which == "months" else (locales.weekdays("en"), "day")
    named = tuple((number, pattern) for number, pattern in named if _may_name(pair.target, pair.locale, number, which))
    here = dict(named)
    lost = sorted(number for number in theirs if number not in here or not here[number].search(target))
    if not lost:
        return
    ours = {number: found for number, pattern in named if (found := pattern.search(target))}
    night = _NIGHT_TO.search(target) if what == "day" else None
    if night is not None:       # Saturday night: die Nacht zu Sonntag
        eve = next((number for number, pattern in named if pattern.search(night[0])), 0)
        ours = {(number - 1) % 7 if number == eve else number: found for number, found in ours.items()}
        lost = [number for number in lost if number not in ours]
        if not lost:
            return
    come = sorted(set(ours) - known())
    if not come and night is None:      # one of the source's own takes the place of another: as many, and one twice
        counts = {number: (len(pattern.findall(source)) if _may_name(pair.source, "en", number, which) else 0,
                           len(here[number].findall(target)) if number in here else 0) for number, pattern in english}
        if sum(one for one, _ in counts.values()) == sum(two for _, two in counts.values()):
            come = [number for number, (one, two) in counts.items() if two > one]
    if come:
        found = ours[come[0]]
        yield Spot(f"the {what} is not the one of the source ({names[lost[0]][0].title()})",
                   pair.target.span(found.start(), found.end()))


RULES = (
    Rule("N201", "month-changed", Severity.ERROR, "A date keeps its month, by the names that CLDR has.",
         ("It began on 14 October", "Comenzó el 14 de noviembre"), ("It began on 14 October",
                                                                    "Comenzó el 14 de octubre"), _months,
         in_source=lambda _: _words("months")),
    Rule("N202", "weekday-changed", Severity.ERROR, "A date keeps its day of the week, by the names that CLDR has.",
         ("They met on Friday", "Se reunieron el jueves"), ("They met on Friday", "Se reunieron el viernes"), _days,
         in_source=lambda _: _words("weekdays")),
    Rule("N207", "day-changed", Severity.ERROR,
         "A date keeps its day of the month, also where the number stands elsewhere in the text.",
         ("The 3 men came on 14 October", "Los 3 hombres vinieron el 3 de octubre"),
         ("The 3 men came on 14 October", "Los 3 hombres vinieron el 14 de octubre"), _day,
         in_source=lambda _: _words("months"), in_target=frozenset({"DIGIT"})),
)
