"""Little words at the edges of a marked stretch: a link on “letter” does not begin with the Spanish “con una”."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from types import MappingProxyType

_ARTICLES = MappingProxyType({
    "en": "the a an this these those its his her their our my your",
    "es": "el la los las lo un una unos unas este esta estos estas ese esa esos esas su sus mi mis tu tus "
          "nuestro nuestra",
    "fr": "le la les un une des ce cet cette ces son sa ses leur leurs notre nos votre vos "
          "mon ma mes",
    "de": "der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen "
          "sein seine ihr ihre unser",
    "pt": "o a os as um uma uns umas este esta estes estas esse essa seu sua seus suas meu minha nosso nossa",
    "it": "il lo la i gli le un uno una questo questa questi queste suo sua suoi sue loro nostro nostra",
})
_LINKS = MappingProxyType({
    "en": "in on at of for from with by to about into over under between after before during until without near since "
          "because through than that and or but if as who which",
    "es": "en a de con por para sin sobre entre tras desde hasta durante ante bajo contra que y o e u pero como",
    "fr": "dans en à de avec par pour sans sur entre après depuis que qui et ou mais chez vers sous comme",
    "de": "in an auf von für mit bei zu nach über unter zwischen vor während bis ohne seit wegen durch als dass und "
          "oder aber",
    "pt": "em de com por para sem sobre entre após desde até durante que e ou mas como",
    "it": "in a di con per senza su tra fra dopo da fino durante che e o ma come",
})
"""Prepositions and conjunctions."""
_BOTH = MappingProxyType({
    "es": "del al", "fr": "du au aux des", "de": "im am zum zur vom beim ins",
    "pt": "do da dos das no na nos nas ao à aos às pelo pela pelos pelas",
    "it": "del dello della dei degli delle al allo alla ai agli alle dal dalla dai nel nello nella nei nelle sul sulla",
})
"""A preposition with its article."""


@cache
def _tables(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The articles of a language, its prepositions and conjunctions, those with their article."""
    articles, links, both = (frozenset(table.get(language, "").split()) for table in (_ARTICLES, _LINKS, _BOTH))
    return articles, links, both


def known(source: str, target: str) -> bool:
    """Whether the little words of both languages are known."""
    return source in _LINKS and target in _LINKS


def little(word: str, language: str) -> bool:
    """Whether a word, small, is one of these; where a language's are not known, any of up to three letters."""
    if language not in _LINKS:
        return len(word) <= 3 and word.isalpha()
    return any(word in table for table in _tables(language))


def settle(said: Sequence[str], first: int, last: int, source: Sequence[str], languages: tuple[str, str],
           free: Callable[[int], bool]) -> tuple[int, int]:
    """First and last word of a stretch of the target ``said`` so that it begins and ends as that of the source does.

    ``source``: the words of the marked stretch; ``free``: whether a word of the target may be taken in. What begins
    with a preposition in the source takes the one before it in, what begins with an article its article; what begins
    with neither leaves both outside. A genitive (“the city's”) counts as a preposition.
    """
    own, other = languages
    theirs = [word.casefold() for word in source]
    ours = [word.casefold() for word in said]
    articles, links, both = _tables(other)
    own_articles, own_links, _ = _tables(own)
    linked = theirs[0] in own_links or theirs[-1].endswith(("'s", "’s", "s'", "s’"))
    determined = theirs[0] in own_articles
    if not linked:
        while first < last and (ours[first] in links or (ours[first] in both and not determined)):
            first += 1
        while not determined and first < last and ours[first] in articles:
            first += 1
    before = [ours[at] if at >= 0 and free(at) else "" for at in (first - 1, first - 2)]
    if linked and ours[first] not in links | both:
        first -= 2 if before[0] in articles and before[1] in links else before[0] in links | both
    elif determined and ours[first] not in articles | both:
        first -= before[0] in articles | both
    while last > first and theirs[-1] not in own_links | own_articles and ours[last] in articles | links | both:
        last -= 1
    return first, last
