"""Numbers: each figure of the source has its like in the translation, in figures or in words, of the same size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from l10n import locales
from l10n.checks import likeness, number_format, number_words, numerals, units
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
            spoken = [value for number in _written(self._pair)[1] for value in number.values]
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
            spoken = [value for number in _written(self._pair)[0] for value in number.values]
            spoken += numerals.months(source, self._pair.source_locale)
            romans = numerals.roman(source)
            all_runs = set().union(*(numerals.parts(one.raw) for one in self.source)) if self.source else set()
            self.added = [one for one in left if not (_said(one, numerals.parts(one.raw), spoken)
                                                      or one.values & romans or numerals.parts(one.raw) <= all_runs)]


def _written(pair: Pair) -> tuple[list[Number], list[Number]]:
    """The numbers that both sides write out, worked out once."""
    known = pair.kept.get("written")
    if not isinstance(known, tuple):
        known = pair.kept["written"] = (numerals.written(pair.source, pair.source_language),
                                        numerals.written(pair.target, pair.language))
    return known


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
                or _glued(source, number) or _again(number, found) \
                or units.makes_a_whole(pair, number.values, number.span.end):
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
                or any(_factor(one, number) for one in found.missing) or _in_other_words(pair, number):
            continue
        if max(number.values, default=0) < 13 and not number_words.knows(pair.source_language):
            continue
        yield Spot(f"the number {_shown(pair.target.plain, number)} is not in the source",
                   pair.target.span(number.span.start, number.span.end))


_ALL = re.compile(r"\b(?:all|every(?:one|body|thing)?|whole|entire(?:ly)?|full(?:y)?|complete(?:ly)?|totally)\b", re.I)
_QUARTERS = re.compile(r"\d{1,2},(?:15|30|45)")
_PAST = re.compile(r"\b(?:half past|quarter (?:past|to))\b", re.IGNORECASE)


def _in_other_words(pair: Pair, number: Number) -> bool:
    """Whether the source says it without a number: 100 % are all, and 6,30 is half past six."""
    if number.values == {100.0} and pair.target.plain[number.span.end:].lstrip()[:1] == "%":
        return _ALL.search(pair.source.plain) is not None
    return _QUARTERS.fullmatch(number.raw) is not None and _PAST.search(pair.source.plain) is not None


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
    written = _written(pair)
    ours = [number for number in (*found.target, *written[1]) if number.magnitude > 1]
    theirs = [number for number in (*found.source, *written[0]) if number.magnitude >= 1e6]
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
    theirs, ours = _written(pair)
    source, target = pair.source.plain, pair.target.plain
    left, rest = _alike_in_kind(pair, theirs, ours)
    if not any(_cardinal(source, one, "en") for one in left) \
            or not any(_cardinal(target, one, pair.language) for one in rest):
        return
    found = figures(pair)
    open_, more = _alike_in_kind(pair, found.source, found.target)
    ours = [*rest, *more]
    lost: list[Number] = []
    for number in (*open_, *left):
        wanted = number.values | {value + 12 for value in number.values}
        partner = next((one for one in ours if one.values & wanted), None)
        if partner is not None:
            ours.remove(partner)
        elif number.written and _cardinal(source, number, "en") and not _put_otherwise(source, target, number):
            lost.append(number)
    everything = {value for number in (*theirs, *found.source) for value in number.values}
    come = [number for number in ours if number.written and _cardinal(target, number, pair.language)]
    if len(lost) != len(come) or not lost or (len(lost) > 1 and any(one.values & everything for one in come)):
        return
    for number, wrong in zip(lost, come, strict=True):
        if _converted(pair, number, wrong):
            continue
        yield Spot(f"“{source[number.span.start:number.span.end]}” of the source is "
                   f"“{_shown(pair.target.plain, wrong)}” here", pair.target.span(wrong.span.start, wrong.span.end))


def _alike_in_kind(pair: Pair, theirs: list[Number], ours: list[Number]) -> tuple[list[Number], list[Number]]:
    """The numbers of both sides without a like that is plain or no plain number as they are: a pair is a pair and noon
    is noon; two may be both."""
    left, rest = [], [(one, _cardinal(pair.target.plain, one, pair.language)) for one in ours]
    for number in theirs:
        plain = _cardinal(pair.source.plain, number, "en")
        partner = next((at for at, (one, same) in enumerate(rest)
                        if same == plain and not one.values.isdisjoint(number.values)), None)
        if partner is None:
            left.append(number)
        else:
            del rest[partner]
    return left, [one for one, _ in rest]


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
         number_format.look, in_target=frozenset({"DIGIT"})),
)
