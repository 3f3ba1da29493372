"""The numbers of a text and of its translation: which belong together, and which have no like."""

from __future__ import annotations

import re

from l10n.checks import number_words, numerals
from l10n.checks.numbers import likeness
from l10n.checks.numerals import Number
from l10n.checks.rule import Pair
from l10n.checks.view import View

_TIME = re.compile(r"\d{1,2}[.:]\d\d|\d+(?:\.\d+){2,}")
"""Times and dates, whose parts can be said one by one; not so those of 4.2."""
_MANY = 400
"""Numbers in one text beyond which it is a table of data and not looked at number by number."""
FREE = frozenset((0.0, 1.0))
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
        if not number_words.multiplying(language).isdisjoint(number_words.cues(view, language)):
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
            spoken = [value for number in written_out(self._pair)[1] for value in number.values]
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
            spoken = [value for number in written_out(self._pair)[0] for value in number.values]
            spoken += numerals.months(source, self._pair.source_locale)
            romans = numerals.roman(source)
            all_runs = set().union(*(numerals.parts(one.raw) for one in self.source)) if self.source else set()
            self.added = [one for one in left if not (_said(one, numerals.parts(one.raw), spoken)
                                                      or one.values & romans or numerals.parts(one.raw) <= all_runs
                                                      or _coded(self._pair.source, one))]
        self.missing = [one for one in self.missing if not _coded(self._pair.target, one)]


def _coded(view: View, number: Number) -> bool:
    """Whether it stands within code of the other text: which of the two marks it so is for the rules of markup."""
    return any(token.kind == "code" and number.raw in token.name
               and re.search(rf"(?<!\d){re.escape(number.raw)}(?!\d)", token.name) for token in view.tokens)


def written_out(pair: Pair) -> tuple[list[Number], list[Number]]:
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


def shown(text: str, number: Number) -> str:
    """The number as it stands in the text, with single spaces."""
    return " ".join(text[number.span.start:number.span.end].split())


def thousands_apart(one: Number, two: Number) -> bool:
    """Whether two numbers are the same figures, thousands or millions apart."""
    if one.magnitude == two.magnitude == 1:
        return False
    return any(value and other and (value / other in (1e3, 1e6, 1e9) or other / value in (1e3, 1e6, 1e9))
               for value in one.values for other in two.values)
