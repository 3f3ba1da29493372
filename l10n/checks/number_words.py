"""The words of each language for numbers: what each counts, alone and in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from l10n import locales
from l10n.checks.compounds import COMPOUNDS, TO_99
from l10n.checks.view import View

HAN_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "兩": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
               "八": 8, "九": 9}
HAN_PLACES = {"十": 10, "百": 100, "千": 1000}

BY_PLACE = frozenset(("zh", "ja", "ko"))
"""Languages whose numbers are read by their places, in figures too: 3億4000萬; words are not parted by spaces."""
_EAST = {"ja": {"千": 1e3, "万": 1e4, "億": 1e8, "兆": 1e12},
         "ko": {"백": 1e2, "천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12}}
JOINTS = frozenset(["and", "y", "et", "e", "und", "de"])


def magnitudes(language: str) -> Mapping[str, float]:
    """What the words for thousands and millions multiply a number with."""
    return _EAST.get(language) or locales.magnitudes(language)


def cues(view: View, language: str) -> Iterable[str]:
    """What tells that a word or mark for a number may stand in a text."""
    return view.marks if language in BY_PLACE else view.letters


@cache
def knows(language: str) -> bool:
    """Whether numbers written out in the language can be read."""
    return bool(locales.number_words(language)) or language == "zh"


@cache
def words(language: str) -> dict[str, int]:
    """Every word for a number of the language, small letters."""
    found = {word: one.value for one in locales.number_words(language) for word in (*one.cardinals, *one.others)}
    return {**found, **TO_99.get(language, {})}


class _Words(dict[str, float]):
    """What each word of a language counts: a cardinal from two to ninety-nine itself, any other word for a number
    ``OTHER``, a word for millions and the like ``FACTOR``, what joins two of them ``JOINT``, the rest 0."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, word: str) -> float:
        value = spoken(word, self._language, words(self._language))
        if value is None:
            found = FACTOR if word in locales.magnitudes(self._language) else JOINT if word in JOINTS else 0.0
        else:
            found = float(value) if value > 1 and word in cardinals(self._language) else OTHER
        if len(self) > _MEMORY:
            self.clear()
        self[word] = found
        return found


OTHER, FACTOR, JOINT = -1.0, -2.0, -3.0
_MEMORY = 50_000
"""Words of a language that are remembered."""
counting = cache(_Words)


def cardinals_alone(letters: Sequence[str], language: str) -> list[float] | None:
    """The values of the plain cardinals that ``written`` finds in runs of letters, where no number of theirs can have
    more than one word; None where one may have."""
    worth = counting(language)
    found: list[float] = []
    last = -3
    for at, value in enumerate(map(worth.__getitem__, letters)):
        if value and value != JOINT:
            if value == FACTOR or at - last == 1 or (at - last == 2 and letters[at - 1] in JOINTS):
                return None
            last = at
            if value > 0:
                found.append(value)
    return found


@cache
def multiplying(language: str) -> frozenset[str]:
    """The words and marks that make another number of figures before them."""
    return frozenset((*magnitudes(language), "half", "medio", "media", "demi", "demie", "meio", "meia", "mezzo",
                      "mezza", "halbe", "miles"))


def tells(language: str, view: View, least: float) -> bool:
    """Whether ``written`` may find a word in a text that stands for ``least`` or more."""
    return not telling(language, least).isdisjoint(cues(view, language))


@cache
def telling(language: str, least: float) -> frozenset[str]:
    """The words and marks one of which is in every text where ``written`` finds a number of ``least`` or more."""
    han = HAN_DIGITS | HAN_PLACES if language == "zh" else {}
    spoken = {**words(language), **locales.magnitudes(language), **han}
    return frozenset(word for word, value in spoken.items() if value >= least)


@cache
def cardinals(language: str) -> frozenset[str]:
    """The words for two to ninety-nine that count and mean nothing else, and what joins them."""
    plain = {word for one in locales.number_words(language) if 1 < one.value < 100 for word in one.cardinals}
    made = {word for word, value in words(language).items() if value > 20 and value < 100 and value % 10}
    return frozenset(plain | made | JOINTS)


def spoken(word: str, language: str, known: Mapping[str, int]) -> int | None:
    """The value of a word for a number, small letters, or None."""
    value = known.get(word)
    if value is None and (compound := COMPOUNDS.get(language)):
        return compound(word)
    return value
