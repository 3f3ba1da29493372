"""Numbers: each figure of the source has its like in the translation, in figures or in words, of the same size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from l10n import locales
from l10n.checks import likeness, number_words, numerals
from l10n.checks.numerals import Number
from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.view import kept
from l10n.model import Severity

_IMPERIAL = re.compile(r"(?<![^\W\d_])(?:miles?|feet|foot|ft|inch(?:es)?|yards?|acres?|pounds?|lbs?|ounces?|oz|gallons?"
                       r"|pints?|mph|degrees?|fahrenheit|°F|stone)\b", re.IGNORECASE)
_IMPERIAL_HERE = re.compile(r"[\s\u00a0-]?(?:millas?|mil(?:le|h)s?|miles?|meilen?|milhas?|migli[ao]|pies?|pieds?"
                            r"|fu(?:ß|ss)|pés?|"
                            r"pied[ei]|pulgadas?|pouces?|zoll|polegadas?|pollic[ei]|acres?|libras?|livres?|pfund|"
                            r"sterline)(?![^\W\d_])", re.IGNORECASE)
_TO_ANOTHER = re.compile(r"\s?(?:to|and|or|[-–])\s?[\d.,]+")
_TIME = re.compile(r"\d{1,2}[.:]\d\d|\d+(?:\.\d+){2,}")
"""Times and dates, whose parts can be said one by one; not so those of 4.2."""
_MANY = 400
"""Numbers in one text beyond which it is a table of data and not looked at number by number."""
_FREE = frozenset((0.0, 1.0))
"""Values that languages say in too many ways: one, a, an, no, first."""


def even(pair: Pair) -> bool:
    """Whether each number in figures plainly has its like, in the same order, and no word stands near that could make
    another of it: then there is nothing to say about them, and no need to know where they stand."""
    known = pair.kept.get("even")
    if not isinstance(known, bool):
        known = pair.kept["even"] = _alike(pair)
    return known


def _alike(pair: Pair) -> bool:
    for view, language in ((pair.source, pair.source_language), (pair.target, pair.language)):
        if not number_words.multiplying(language).isdisjoint(view.marks if language == "zh" else view.letters):
            return False
    theirs, ours = numerals.values(pair.source.plain, pair.source_locale), numerals.values(pair.target.plain,
                                                                                           pair.locale)
    return len(theirs) == len(ours) and not any(map(frozenset.isdisjoint, theirs, ours))


class Figures:
    """The numbers of both sides, and those without partner."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self.source = numerals.digits(pair.source.plain, pair.source_locale) if pair.source.digits else []
        self.target = numerals.digits(pair.target.plain, pair.locale) if pair.target.digits else []
        if len(self.source) > _MANY or len(self.target) > _MANY:
            self.source, self.target = [], []
        self.missing: list[Number] = []
        self.added: list[Number] = []
        self._compare()

    @kept
    def written_source(self) -> list[Number]:
        return numerals.written(self._pair.source, self._pair.source_language)

    @kept
    def written_target(self) -> list[Number]:
        return numerals.written(self._pair.target, self._pair.language)

    def _compare(self) -> None:
        left = list(self.target)
        open_: list[Number] = []
        for number in self.source:       # alike letter by letter or by value first, the loose likenesses after that
            if left and not left[0].values.isdisjoint(number.values):
                del left[0]
                continue
            partner = next((one for one in left if not one.values.isdisjoint(number.values)), None)
            if partner is None:
                open_.append(number)
            else:
                left.remove(partner)
        if open_:
            target = self._pair.target.plain
            open_, left = numerals.clocks(self._pair.source.plain, open_), numerals.clocks(target, left)
            spoken = [value for number in self.written_target for value in number.values]
            romans = numerals.roman(target)
            pieces = [(one, numerals.parts(one.raw)) for one in left]
            for number in open_:
                runs = numerals.parts(number.raw)
                partner = next((one for one, own in pieces
                                if one in left and likeness.alike(number, runs, one, own)), None)
                if partner is not None:
                    left.remove(partner)
                elif len(runs) > 2 and (parts := likeness.dated(runs, pieces, target, self._pair.locale)) is not None:
                    left = [one for one in left if one not in parts]
                elif not (_said(number, runs, spoken) or number.values & romans
                          or any(len(own) > 2 and runs <= likeness.years(own) for _, own in pieces)):
                    self.missing.append(number)
        if left:
            source = self._pair.source.plain
            spoken = [value for number in self.written_source for value in number.values]
            spoken += numerals.months(source, self._pair.source_locale)
            romans = numerals.roman(source)
            all_runs = set().union(*(numerals.parts(one.raw) for one in self.source)) if self.source else set()
            self.added = [one for one in left if not (_said(one, numerals.parts(one.raw), spoken)
                                                      or one.values & romans or numerals.parts(one.raw) <= all_runs)]


def figures(pair: Pair) -> Figures:
    """The numbers of a pair, worked out once."""
    known = pair.kept.get("figures")
    if not isinstance(known, Figures):
        known = pair.kept["figures"] = Figures(pair)
    return known


def _said(number: Number, runs: frozenset[float], spoken: list[float]) -> bool:
    """Whether written-out numbers account for figures."""
    if not spoken:
        return False
    if len(runs) > 1 and not _TIME.fullmatch(number.raw):
        runs = frozenset()
    wanted = number.values | runs | {value % 100 for value in runs if 1000 <= value < 2100} \
        | {value - 12 for value in runs if 12 < value <= 24} | {value + 12 for value in runs if value <= 12}
    if any(value in wanted for value in spoken):
        return True
    return any(a * b in number.values or a + b in number.values for a in spoken[:12] for b in spoken[:12]
               if b >= 100 or a >= 20)


HALF = re.compile(r"\b(?:half|mitad|medi[oa]|moitié|demie?|hälfte|halb\w*|metade|mei[oa]|metà|mezz[oa])\b",
                  re.IGNORECASE)
"""Words for a half: what 50 % and half past an hour are in words."""
_QUARTER = re.compile(r"\b(?:quarter|cuarto|quart|viertel|dreiviertel|quarto|quinze|quince)\b", re.IGNORECASE)


def _changed(pair: Pair) -> Iterator[Spot]:
    if even(pair):
        return
    found = figures(pair)
    if not found.missing:
        return
    source, target = pair.source.plain, pair.target.plain
    added = [one for one in found.added if not (one.values <= _FREE or _glued(target, one))]
    glued = [one for one in found.added if _glued(target, one)]
    converted = False
    for number in found.missing:
        shown = _shown(source, number)
        if (added and _converted(pair, number, added[0])) or (converted and _convertible(pair, number)):
            converted = True
            del added[:1]
            continue
        if _by_thousands(number, found.target):
            continue
        if added or (glued and _glued(source, number)):
            wrong = (added or glued).pop(0)
            at = pair.target.span(wrong.span.start, wrong.span.end)
            yield Spot(f"{shown} of the source is {_shown(pair.target.plain, wrong)} here", at)
        elif number.values <= _FREE or _fraction(source, number, target) or not _expected(pair, number) \
                or _glued(source, number) or _again(number, found):
            continue
        else:
            yield Spot(f"the number {shown} is missing",
                       pair.source.span(number.span.start, number.span.end), "source")


def _converted(pair: Pair, number: Number, other: Number) -> bool:
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


def _fraction(text: str, number: Number, target: str) -> bool:
    """Whether it is part of one (5 1/2, 24/7), or a half or a quarter in words: 50 %, half past."""
    if "/" in text[max(0, number.span.start - 1):number.span.end + 1]:
        return True
    if number.raw[-2:] in ("30", "50") and (len(number.raw) > 2 or text[number.span.end:].lstrip()[:1] in "%p"):
        return HALF.search(target) is not None
    return len(number.raw) > 2 and number.raw[-2:] in ("15", "45") and _QUARTER.search(target) is not None


def _glued(text: str, number: Number) -> bool:
    """Whether the figures are part of a name: MP3, CO2, 4x4."""
    at, end = number.span.start, number.span.end
    return text[at - 1:at].isalpha() or (text[end:end + 1] == "x" and text[end + 1:end + 2].isdigit())


def _again(number: Number, found: Figures) -> bool:
    """Whether the source has the number a second time and the translation has that: said once instead of twice."""
    return any(one.span != number.span and one.values & number.values for one in found.source
               if one not in found.missing)


def _by_thousands(number: Number, ours: list[Number]) -> bool:
    """Whether the same figure is there and only its thousands or millions differ: the rule for magnitudes says so."""
    return any(_factor(number, one) for one in ours)


def _expected(pair: Pair, number: Number) -> bool:
    """Whether the number would be there in figures if it were there: small ones are not where words are unknown."""
    if max(number.values, default=0) < 13 and not number_words.knows(pair.language):
        return False
    after = pair.source.plain[number.span.end:number.span.end + 12].lower()
    return not (after.startswith(("-year-old",)) and max(number.values, default=0) < 13)


def _shown(text: str, number: Number) -> str:
    return " ".join(text[number.span.start:number.span.end].split())


def _added(pair: Pair) -> Iterator[Spot]:
    if even(pair):
        return
    found = figures(pair)
    if not found.added or len(found.missing) >= len(found.added):
        return
    if _IMPERIAL.search(pair.source.plain):
        return
    for number in found.added[len(found.missing):]:
        if number.values <= _FREE or _glued(pair.target.plain, number) \
                or any(_factor(one, number) for one in found.missing):
            continue
        if max(number.values, default=0) < 13 and not number_words.knows(pair.source_language):
            continue
        yield Spot(f"the number {_shown(pair.target.plain, number)} is not in the source",
                   pair.target.span(number.span.start, number.span.end))


def _factor(one: Number, two: Number) -> bool:
    """Whether two numbers are the same figures, thousands or millions apart."""
    if one.magnitude == two.magnitude == 1:
        return False
    return any(value and other and (value / other in (1e3, 1e6, 1e9) or other / value in (1e3, 1e6, 1e9))
               for value in one.values for other in two.values)


def _magnitude(pair: Pair) -> Iterator[Spot]:
    if even(pair) and not number_words.tells(pair.source_language, pair.source, 1e6):
        return
    found = figures(pair)
    for number in found.missing:
        wrong = next((one for one in found.target if _factor(number, one)), None)
        if wrong is not None and not (wrong.magnitude == 1 and any(
                one.magnitude == number.magnitude for one in found.target)):    # “3 y 10 millones” says it once
            yield Spot(f"“{_shown(pair.source.plain, number)}” of the source is "
                       f"“{_shown(pair.target.plain, wrong)}” here",
                       pair.target.span(wrong.span.start, wrong.span.end))
            return
    if found.missing or found.added or not number_words.tells(pair.source_language, pair.source, 1e6):
        return
    ours = [number for number in (*found.target, *found.written_target) if number.magnitude > 1]
    theirs = [number for number in (*found.source, *found.written_source) if number.magnitude >= 1e6]
    bare = [number for number in theirs if number.written]
    if len(bare) != 1 or len(theirs) != 1 or len(ours) != 1 or ours[0].magnitude < 1e6:
        return
    ratio = _scale(pair.target.plain, ours[0]) / _scale(pair.source.plain, bare[0])
    if ratio in (1e-3, 1e3, 1e-6, 1e6) and pair.language not in ("zh", "ja", "ko"):
        yield Spot(f"“{_shown(pair.source.plain, bare[0])}” of the source is "
                   f"“{_shown(pair.target.plain, ours[0])}” here",
                   pair.target.span(ours[0].span.start, ours[0].span.end))


_THOUSANDS = re.compile(r"(?:\bmil|\bmiles de|\bmilles?|\bmilliers de|\bthousands?(?: of)?|\btausende?|\bmilhares de|"
                        r"\bmigliaia di)[\s\u00a0]+\Z", re.IGNORECASE)


def _scale(text: str, number: Number) -> float:
    """The magnitude of a written number with the thousands before it: miles de millones."""
    before = text[max(0, number.span.start - 16):number.span.start]
    return number.magnitude * (1e3 if _THOUSANDS.search(before) else 1.0)


def _spelt(pair: Pair) -> Iterator[Spot]:
    if not number_words.knows(pair.language) or pair.source_language != "en" or pair.language == "zh":
        return
    mine = number_words.cardinals_alone(pair.target.letters, pair.language)
    if mine is not None and (said := number_words.cardinals_alone(pair.source.letters, "en")) is not None \
            and all(said.count(value) <= mine.count(value) for value in set(said)):
        return
    found = figures(pair)
    if not found.written_source or not found.written_target:
        return
    source, target = pair.source.plain, pair.target.plain
    theirs, ours = list(found.written_source), [*found.written_target, *found.target]
    left: list[Number] = []
    for number in (*found.source, *theirs):     # a pair is a pair and noon is noon; two may be both
        partner = next((one for one in ours if one.values & number.values and one.written == number.written
                        and _cardinal(target, one, pair.language) == _cardinal(source, number, "en")), None)
        if partner is not None:
            ours.remove(partner)
        else:
            left.append(number)
    lost: list[Number] = []
    for number in left:
        wanted = number.values | {value + 12 for value in number.values}
        partner = next((one for one in ours if one.values & wanted), None)
        if partner is not None:
            ours.remove(partner)
        elif number.written and _cardinal(source, number, "en") and not _put_otherwise(source, target, number):
            lost.append(number)
    everything = {value for number in (*found.written_source, *found.source) for value in number.values}
    come = [number for number in ours if number.written and _cardinal(target, number, pair.language)]
    if len(lost) != len(come) or not lost or (len(lost) > 1 and any(one.values & everything for one in come)):
        return
    for number, wrong in zip(lost, come, strict=True):
        if _converted(pair, number, wrong):
            continue
        yield Spot(f"“{source[number.span.start:number.span.end]}” of the source is "
                   f"“{_shown(pair.target.plain, wrong)}” here", pair.target.span(wrong.span.start, wrong.span.end))


def _words_for_numbers(locale: str) -> frozenset[str]:
    return number_words.telling(locales.language(locale), 2)


def _put_otherwise(source: str, target: str, number: Number) -> bool:
    """Whether it is in a title that stays as it is (Three's Company), or in “half past two”, in German half three."""
    word = source[number.span.start:number.span.end]
    return (word[:1].isupper() and word in target) or (
        source[:number.span.start].lower().endswith("half past ") and HALF.search(target) is not None)


def _cardinal(text: str, number: Number, language: str) -> bool:
    """Whether it is a plain number from two to ninety-nine: no ordinal, part, dozen, century or half of a pair."""
    return number.magnitude == 1 and not number.values <= _FREE \
        and _plain(text[number.span.start:number.span.end], language)


@lru_cache(maxsize=4096)
def _plain(text: str, language: str) -> bool:
    known = number_words.words(language)
    return all(word in number_words.cardinals(language) or known.get(word) == 1
               for word in re.findall(r"[^\W\d_]+", text.lower()))


_PARTED = re.compile(r"\d[.,]\d")
_GROUPED = re.compile(r"\d(?<![\w.,].)\d{0,2}(?:[.,]\d{3})+(?![\w]|[.,]\d)")
_DECIMAL = re.compile(r"\d(?<![\w.,:].)\d*[.,]\d+(?![\w]|[.,]\d)")
_DECIMAL_CUE = re.compile(r"[\s\u00a0\u202f-]?(?:%|percent|per cent|million|billion|trillion|thousand|millones|mil\b|"
                          r"degrees|[ck]?m\b|km|kg|miles|(?:kilo|centi|milli)?met(?:re|er)s?\b|feet|points?|times\b|tonnes"
                          r"|lit(?:re|er)s|(?:kilo)?grams|hours?|minutes|seconds|years|hectares|GB|MB)")


def _format(pair: Pair) -> Iterator[Spot]:
    if not _PARTED.search(pair.target.plain):
        return
    own, other = locales.symbols(pair.locale), locales.symbols(pair.source_locale)
    if own.decimal == other.decimal or ("latn" and other.decimal not in ".,") or own.decimal not in ".,":
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
    Rule("N103", "magnitude-changed", Severity.ERROR,
         "Thousands, millions and billions are of the same size: an English billion is “mil millones” in Spanish, "
         "“Milliarde” in German, and never “billón” or “Billion”.",
         ("It costs £3 billion", "Cuesta 3 millones de libras"),
         ("It costs £3 billion", "Cuesta 3.000 millones de libras"), _magnitude,
         in_source=lambda locale: number_words.telling(locales.language(locale), 1e6) | {"DIGIT"}),
    Rule("N104", "written-number-changed", Severity.ERROR,
         "A number that is written out in the source and is another one in the translation.",
         ("They spent four hours there", "Pasaron allí cinco horas"),
         ("They spent four hours there", "Pasaron allí cuatro horas"), _spelt,
         in_source=_words_for_numbers, in_target=_words_for_numbers),
    Rule("N105", "number-format", Severity.WARNING,
         "Decimals and thousands are parted as the locale does (CLDR): 8,000 is eight in Spanish. Versions, times and "
         "numbers without a unit, which may be names, pass.",
         ("8,000 dockers wait", "Esperan 8,000 estibadores"), ("8,000 dockers wait", "Esperan 8.000 estibadores"),
         _format, in_target=frozenset({"DIGIT"})),
)
