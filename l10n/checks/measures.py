"""Dates, currencies and percentages: what a number counts stays what it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache

from l10n import locales
from l10n.checks import numerals, units
from l10n.checks.numbers import HALF, even, figures
from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.view import View
from l10n.model import Severity

_CURRENCIES: dict[str, str] = {
    "pound": r"£|\bGBP\b|\bpounds?\b|\blibras?\b|\blivres?\b|\bpfund\b|\bsterline?\b|英鎊|英镑|جنيه",
    "dollar": r"\$|\bUSD\b|\bdollars?\b|\bdólar(?:es)?\b|\bdollari?\b|\bdollaro\b|美元|دولار",
    "euro": r"€|\bEUR\b|\beuros?\b|歐元|欧元|يورو",
    "yen": r"¥|\bJPY\b|\byen(?:es)?\b|日圓|日元|ين ",
}
_CURRENCY = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _CURRENCIES.items()}
_MONEY = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in {
    "pound": r"£\s?\d|\bGBP\b|\bpounds?\b", "dollar": r"\$\s?\d|\bUSD\b|\bdollars?\b",
    "euro": r"€|\bEUR\b|\beuros?\b", "yen": r"¥|\byen\b"}.items()}
_MONEY_WORDS = frozenset(["gbp", "pound", "pounds", "usd", "dollar", "dollars", "eur", "euro", "euros", "yen"])
_PERCENT_SOURCE = re.compile(r"\d(?<![\d.,].)[\d.,]*+[\s\u00a0\u202f-]?(?:%|percent\b|per cent\b)")
_PERCENT = re.compile(r"[%٪‰％]|por\s?cien(?:to)?|pour\s?cent|prozent|por\s?cento|per\s?cento|percent|per cent|puntos|"
                      r"punkte|points?|pontos|punti|فى المئة|في المئة|بالمئة|بالمائة|في المائة|趴|百分|成",
                      re.IGNORECASE)
_POINTS = re.compile("puntos|punkte|points?|pontos|punti", re.IGNORECASE)

_NEAR = {word: name for name, words in {
    "pound": "£ gbp pound pounds libra libras livre livres pfund sterlin sterline",
    "dollar": "$ usd dollar dollars dólar dólares dollar dollari dollaro", "euro": "€ eur euro euros",
    "yen": "¥ jpy yen yenes"}.items() for word in words.split()}
_NAMES = frozenset(_NEAR)
_FOREIGN = re.compile(r"[^\W\d_\x00-\xff]")


def _near(view: View) -> frozenset[str]:
    """The currencies that a text can name: none where neither sign nor word is there, and any in other scripts."""
    if _FOREIGN.search(view.marks):
        return frozenset(_CURRENCY)
    return frozenset(_NEAR[cue] for cues in (view.letters, view.marks) for cue in _NAMES.intersection(cues))


def _currency(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    near = _near(pair.source) | _near(pair.target)
    if len(near) < 2:       # nothing to be changed for it
        return
    known = {name: pattern for name, pattern in _CURRENCY.items() if name in near}
    lost = [name for name in known if _MONEY[name].search(source) and not known[name].search(target)]
    come = [name for name, pattern in known.items() if name not in lost and not pattern.search(source)
            and pattern.search(target)] if len(lost) == 1 else []
    if not come:        # one of the source's own takes the place of another: as many amounts
        more = {name: len(pattern.findall(target)) - len(pattern.findall(source))
                for name, pattern in known.items()}
        lost = [name for name, count in more.items() if count < 0]
        come = [name for name, count in more.items() if count > 0]
        if sum(more.values()) or not len(lost) == len(come) == 1:
            return
    found = _CURRENCY[come[0]].search(target)
    assert found is not None
    yield Spot(f"an amount is in another currency than in the source ({lost[0]})",
               pair.target.span(found.start(), found.end()))


def _percent(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    found = _PERCENT_SOURCE.search(source) if pair.source.digits else None
    if found is None:
        return
    if found[0].startswith("50") and HALF.search(target):
        return
    theirs = len(_PERCENT_SOURCE.findall(source))
    ours = len(_PERCENT.findall(target))
    if (ours == 0 and any(one.isdigit() for one in target)) or (theirs - ours > 0 and theirs < 3 and ours and \
            not _shared(source) and not _POINTS.search(target)) or _bare(pair):
        yield Spot("a percentage of the source is no percentage here", pair.source.span(found.start(), found.end()),
                   "source")


_FEW = 60
"""Numbers beyond which a text is not compared number by number."""


def _bare(pair: Pair) -> bool:
    """Whether the number of a percentage stands in the translation with no sign near it: “el 5 y el 10 %” says it
    once."""
    if not units.named(pair.locale):
        return False
    source, target = pair.source.plain, pair.target.plain
    theirs, ours = numerals.digits(source, pair.source_locale), numerals.digits(target, pair.locale)
    if max(len(theirs), len(ours)) > _FEW:
        return False
    for found in _PERCENT_SOURCE.finditer(source):
        percent = next((one.values for one in theirs if one.span.start == found.start()), frozenset())
        alike = [one for one in ours if one.values & percent]
        if alike and sum(bool(one.values & percent) for one in theirs) == 1 and not any(
                _PERCENT.search(target, max(0, one.span.start - 10), one.span.end + 22) for one in alike):
            return True
    return False


def _shared(source: str) -> bool:
    """“between 5% and 10%”, “5% to 10%”: many languages say the sign once."""
    return re.search(r"(?:%|cent)\s?(?:to|and|or|[-–])\s?[\d.,]+\s?(?:%|per)", source) is not None


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
            words |= {"(?<!\\d)" + word if word[0].isdigit() else word for word in words} - {
                word for word in words if word[0].isdigit()} if any(word[0].isdigit() for word in words) else set()
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


_HOUR = r"\d(?<![\d.,:%s].)(?:(?<=[01])\d|(?<=2)[0-4])?"
"""An hour in figures, by its first digit and what may not stand before it."""
_CLOCK = re.compile(rf"({_HOUR % ''})(?:[\u00a0\u202f ]?h[\u00a0\u202f ]?|[:.])([0-5]\d)(?!\d|[.,:]\d|\s?%)"
                    rf"|({_HOUR % ''})[\u00a0\u202f ]?(?:h\b|Uhr\b|[ap]\.?[\u00a0 ]?m\b)(?![\u00a0 ]\d)")
_CLOCK_SOURCE = re.compile(rf"({_HOUR % '£$€'})(?:[:.]([0-5]\d))?+\s?([ap])\.?m\b"
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
    Rule("N201", "month-changed", Severity.ERROR, "A date keeps its month, by the names that CLDR has.",
         ("It began on 14 October", "Comenzó el 14 de noviembre"), ("It began on 14 October",
                                                                    "Comenzó el 14 de octubre"), _months,
         in_source=lambda _: _words("months")),
    Rule("N207", "day-changed", Severity.ERROR,
         "A date keeps its day of the month, also where the number stands elsewhere in the text.",
         ("The 3 men came on 14 October", "Los 3 hombres vinieron el 3 de octubre"),
         ("The 3 men came on 14 October", "Los 3 hombres vinieron el 14 de octubre"), _day,
         in_source=lambda _: _words("months"), in_target=frozenset({"DIGIT"})),
    Rule("N202", "weekday-changed", Severity.ERROR, "A date keeps its day of the week, by the names that CLDR has.",
         ("They met on Friday", "Se reunieron el jueves"), ("They met on Friday", "Se reunieron el viernes"), _days,
         in_source=lambda _: _words("weekdays")),
    Rule("N203", "time-changed", Severity.ERROR,
         "Clock times are the same, on twelve hours or on twenty-four.",
         ("It leaves at 17:30", "Sale a las 17:50"), ("It leaves at 5:30 pm", "Sale a las 17:30"), _times,
         in_source=frozenset({":", "am", "pm", "m"}), in_target=frozenset({"DIGIT"})),
    Rule("N204", "currency-changed", Severity.ERROR,
         "An amount stays in its currency.", ("It costs £20", "Cuesta 20 euros"), ("It costs £20", "Cuesta 20 libras"),
         _currency,
         in_source=_MONEY_WORDS | frozenset("£$€¥")),
    Rule("N205", "percentage-lost", Severity.ERROR,
         "What is a percentage in the source is one in the translation.",
         ("Sales fell by 20%", "Las ventas bajaron 20"), ("Sales fell by 20%", "Las ventas bajaron un 20 %"), _percent,
         in_source=frozenset({"%", "percent", "cent"})),
    Rule("N206", "unit-changed", Severity.ERROR,
         "The same number of another unit is another quantity: ninety days are not ninety weeks. Converted quantities "
         "pass.", ("It takes ninety days", "Dura noventa semanas"), ("It takes ninety days", "Dura noventa días"),
         units.changed, in_source=units.named, in_target=units.named),
)
