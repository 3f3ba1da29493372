"""Numbers that both sides write out (N104)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from l10n import locales
from l10n.checks import number_words
from l10n.checks.numbers.changed import is_converted, is_fortnight
from l10n.checks.numbers.figures import FREE, HALF, figures, shown, written_out
from l10n.checks.numerals import Number
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity


def _spelt(pair: Pair) -> Iterator[Spot]:
    if not number_words.knows(pair.language) or pair.source_language != "en" or pair.language == "zh":
        return
    mine = number_words.cardinals_alone(pair.target.letters, pair.language)
    if mine is not None and (said := number_words.cardinals_alone(pair.source.letters, "en")) is not None \
            and all(said.count(value) <= mine.count(value) for value in set(said)):
        return
    theirs, ours = written_out(pair)
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
        if is_converted(pair, number, wrong) or is_fortnight(pair, number):
            continue
        yield Spot(f"“{source[number.span.start:number.span.end]}” of the source is "
                   f"“{shown(pair.target.plain, wrong)}” here", pair.target.span(wrong.span.start, wrong.span.end))


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
    return number.magnitude == 1 and not number.values <= FREE \
        and _plain(text[number.span.start:number.span.end], language)


@lru_cache(maxsize=4096)
def _plain(text: str, language: str) -> bool:
    known = number_words.words(language)
    return all(word in number_words.cardinals(language) or known.get(word) == 1
               for word in re.findall(r"[^\W\d_]+", text.lower()))


RULES = (
    Rule("N104", "written-number-changed", Severity.ERROR,
         "A number that is written out in the source and is another one in the translation.",
         ("They spent four hours there", "Pasaron allí cinco horas"),
         ("They spent four hours there", "Pasaron allí cuatro horas"), _spelt,
         in_source=_words_for_numbers, in_target=_words_for_numbers),
)
