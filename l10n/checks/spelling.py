"""Spelling: the words of a translation that can be asked about, and which answers are worth an editor's time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from string import ascii_lowercase
from unicodedata import normalize

from l10n import locales
from l10n.checks.rule import Pair, Spot
from l10n.model import Entry, Span

_LETTER = r"(?:[^\W\d_]|[\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u200c\u200d])"
_WORD = re.compile(rf"(?<![\w\ufffc@#/\\.'’-])[^\W\d_]{_LETTER}*+(?>(?:['’‐‑-]{_LETTER}++)*)"
                   r"(?![\w\ufffc@‐‑-]|[./\\:]\w)")
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


def near(wrong: Collection[str], words: Collection[str], language: str,
         unknown: Callable[[Collection[str]], set[str]]) -> dict[str, tuple[str, ...]]:
    """For each word of ``wrong`` the words that are one slip away and ``unknown`` knows, likeliest slips first.

    hunspell's own suggestions weigh the whole dictionary, a tenth of a second for each word. What is asked here is only
    whether a word that one slip makes is there, with the letters that the other ``words`` are written in. What a
    language that makes compounds can make of two known words is no slip (Rheintal, hingerannt).
    """
    letters = Counter(letter for word in words for letter in word.lower() if letter.isalpha())
    alphabet = {letter for letter, count in letters.items() if count * 20_000 >= letters.total()}
    alphabet |= set(ascii_lowercase) if alphabet & set(ascii_lowercase) else set()
    odd = [word for word in wrong if len(word) <= _LONGEST
           and ("-" not in word or min(map(len, word.split("-"))) >= _SHORTEST)]
    if language in _COMPOUNDING:
        halves = {word: _halves(word) for word in odd}
        strange = unknown({half for pairs in halves.values() for pair in pairs for sides in pair for half in sides})
        odd = [word for word in odd if not any(all(any(half not in strange for half in sides) for sides in pair)
                                               for pair in halves[word])]
    slips = {word: list(dict.fromkeys(_slips(word, sorted(alphabet)))) for word in odd}
    strange = unknown({slip for made in slips.values() for slip in made})
    return {word: found for word, made in slips.items() if (found := tuple(
        slip for slip in made if slip not in strange and not (word.startswith(slip) and word != slip)))}


_LONGEST = 30
"""Letters beyond which a word is not looked at: longer ones are compounds, or no words."""
_COMPOUNDING = frozenset(("de", "nl", "sv", "da", "nb", "nn", "no", "fi", "et", "hu", "is", "fo", "af", "fy", "lb"))
_JOINTS = ("", "s", "n", "en", "es", "er", "-")
"""What stands between the parts of a compound."""


def _halves(word: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each way to part a word in two: (ways to write the first, ways to write the second)."""
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for at in range(2, len(word) - 2):
        ends = word[at:]
        firsts = {start for joint in _JOINTS if len(start := word[:at].removesuffix(joint)) > 1}
        found.append((tuple(sorted({form for one in firsts for form in (one, one.capitalize(), one.lower())})),
                      (ends, ends.capitalize())))
    return found


def _slips(word: str, alphabet: Iterable[str]) -> Iterator[str]:
    """What one slip of the pen makes of a word: case, accent, letters swapped, one too many, missing, another."""
    first, rest = word[0], word[1:]
    yield first.swapcase() + rest
    low = first.lower() + rest
    bare = _bare(low)
    changed: list[str] = []
    for one, two in (("ss", "ß"), ("oe", "œ"), ("ae", "æ")):
        changed += [low.replace(one, two, 1), low.replace(two, one, 1)]
    changed += [low[:at] + low[at + 1] + low[at] + low[at + 2:] for at in range(len(low) - 1)]
    changed += [low[:at] + low[at + 1:] for at in range(len(low))]
    changed += [low[:at] + letter + low[at:] for at in range(len(low) + 1) for letter in alphabet]
    changed += [low[:at] + letter + low[at + 1:] for at in range(len(low)) for letter in alphabet]
    for one in sorted(changed, key=lambda one: _bare(one) != bare):
        if one not in (low, "") and (len(low) >= _SAFE or _same_letters(_bare(one), bare)):
            yield one[0].upper() + one[1:] if first.isupper() else one


_SAFE = 6
"""Letters from which a word that is no other word's slip is rarely one letter away from another by chance."""


def _same_letters(one: str, two: str) -> bool:
    """Whether two words have the same letters in any order, or differ in a doubled one."""
    return sorted(one) == sorted(two) or _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", two)


_DOUBLED = re.compile(r"(.)\1")


def _bare(word: str) -> str:
    """A word without its accents, its ligatures as two letters."""
    word = word.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    return "".join(letter for letter in normalize("NFD", word) if letter.isalpha())


def spot(word: str, span: Span, wrong: Mapping[str, Sequence[str]]) -> Spot | None:
    """The finding about a word; None where the dictionary knows it, or nothing that is a slip away (as with names and
    borrowed words)."""
    if not (near := wrong.get(word)):
        return None
    shown = " or ".join(f"“{one}”" for one in near[:3])
    return Spot(f"“{word}” is in no dictionary; {shown} is", span)
