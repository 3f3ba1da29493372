"""Spelling: the words of a translation that can be asked about, and which answers are worth an editor's time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from unicodedata import normalize

from l10n import locales
from l10n.checks.rule import Pair, Spot
from l10n.model import Entry, Span

_LETTER = r"(?:[^\W\d_]|[\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u200c\u200d])"
_WORD = re.compile(rf"(?<![\w\ufffc@#/\\.'’-])[^\W\d_]{_LETTER}*+(?:['’‐‑-]{_LETTER}++)*+(?![\w\ufffc@]|[./\\:]\w)")
_PARTS = re.compile(rf"{_LETTER}++")
_OPENS = re.compile(r"(?:\A|[.!?…:;•\n])[\s“«„‘\"'(\[¿¡—–‹*-]*+\Z")
_UNSPACED = frozenset(["Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"])
"""Scripts that do not set words apart."""
_UNCASED = frozenset(["Arab", "Hebr", "Deva", "Beng", "Taml", "Telu", "Geor"])
"""Scripts in which nothing tells a name from a word: what is translated from a text with names is let pass."""
_CAPITAL = re.compile(r"(?<![\w])[^\W\d_a-z][^\W\d_]++")
_SHORTEST = 4
"""Letters of the shortest word that is looked at: shorter ones are mostly abbreviations and units."""


def spaced(locale: str) -> bool:
    """Whether a locale is written in words that a dictionary can be asked about."""
    return not locales.is_pseudo(locale) and locales.script(locale) not in _UNSPACED


def known(texts: Iterable[str]) -> frozenset[str]:
    """The words of source texts and agreed terms, in small letters: what may stand in a translation as it is."""
    return frozenset(part.casefold() for text in texts for part in _PARTS.findall(text))


def words(entry: Entry, locale: str, source_locale: str, passing: frozenset[str]) -> Iterator[tuple[str, Span]]:
    """(word as a dictionary has it, its first place in the translation): every word that has to be in a dictionary.

    Code, addresses, placeholders, acronyms and figures are none, names (where a capital within a sentence tells them)
    are none, nor what is in ``passing`` or made of it.
    """
    pair = Pair(entry, locale, source_locale)
    if locales.script(locale) in _UNCASED and any(_within(pair.source.plain, found)
                                                  for found in _CAPITAL.finditer(pair.source.plain)):
        return
    seen: set[str] = set()
    plain = pair.target.plain
    for found in _WORD.finditer(plain):
        word = normalize("NFC", found[0]).replace("\u00ad", "").replace("’", "'").replace("‑", "-").replace("‐", "-")
        if word in seen or len(word) < _SHORTEST or any(map(str.isupper, word[1:])):
            continue
        seen.add(word)
        if word[0].isupper() and pair.language != "de" and _within(plain, found):
            continue
        if not all(_passes(part, passing) for part in _PARTS.findall(word)):
            yield word, pair.target.span(*found.span())


def _within(plain: str, word: re.Match[str]) -> bool:
    """Whether a word does not open a sentence."""
    return not _OPENS.search(plain[max(0, word.start() - 8):word.start()])


def _passes(part: str, passing: frozenset[str]) -> bool:
    """Whether it is a word of the source, or one with an ending of the translation's language."""
    low = part.casefold()
    return low in passing or (len(low) > 5 and (low[:-1] in passing or low[:-2] in passing))


def spot(word: str, span: Span, wrong: Mapping[str, Sequence[str]]) -> Spot | None:
    """The finding about an unknown word; None where the dictionary knows it, or nothing that is a slip away (as
    with names, borrowed words and compounds), or the word without its ending."""
    near = [one for one in wrong.get(word, ()) if " " not in one and one.count("-") <= word.count("-")
            and _slips(word.casefold(), one.casefold()) <= 1]
    if not near or any(word.startswith(one) and word != one for one in near):
        return None
    shown = " or ".join(f"“{one}”" for one in near[:3])
    return Spot(f"“{word}” is in no dictionary; {shown} is", span)


def _slips(one: str, two: str) -> int:
    """How many letters are too many, missing, other or swapped with their neighbour (optimal string alignment); 2
    stands for any more than one."""
    if one == two:
        return 0
    start = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    a, b = one[start:], two[start:]
    same = a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return 1 if same else 2
