"""Translations that are none: empty, the source text, a word twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from l10n.checks import vocabulary
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity

_DOUBLED = re.compile(r"(?<![^\W_])([^\W\d_]{2,})[ \u00a0]\1(?![^\W_]|[’'-]\w)", re.IGNORECASE)
_REDUPLICATING = frozenset(("az", "bn", "fil", "hi", "hu", "id", "ja", "jv", "kk", "ko", "ms", "sw", "ta", "th", "tr",
                            "ur", "uz", "vi", "zh"))
"""Languages that double words as a matter of grammar."""
_STARTS = ".!?:…«»“”„\"(¿¡—–-"
_WORDS = re.compile(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*")


def _empty(pair: Pair) -> Iterator[Spot]:
    if not any(letter.isalnum() for letter in pair.entry.target) and any(map(str.isalnum, pair.entry.source)):
        yield Spot("there is no word in the translation")


def _same(pair: Pair) -> Iterator[Spot]:
    if pair.is_variant or pair.source.plain.strip() != pair.target.plain.strip():
        return
    words = [word for word in map(_bare, pair.source.plain.split()) if _WORDS.fullmatch(word)]
    small = [word for word in words if word.islower()]
    language = vocabulary.SMALL.get(pair.source_language, frozenset())
    if (len(words) >= 4 and len(small) >= 2) or sum(word.lower() in language for word in words) >= 2:
        yield Spot("the translation is the source text")


def _bare(word: str) -> str:
    """Without the marks around it; a path, an address or a name of code has some within it."""
    return word.strip(".,:;!?…()[]“”‘’\"'*")


def _doubled(pair: Pair) -> Iterator[Spot]:
    letters = pair.target.letters
    if pair.language in _REDUPLICATING or not any(map(eq, letters, letters[1:])):
        return
    for found in _DOUBLED.finditer(pair.target.plain):
        word = found[1].lower()
        plain, at = pair.target.plain, found.start()
        second = found[0][-len(word):]
        if second != found[1] and ((at and plain[:at].rstrip()[-1:] not in _STARTS) or second != word):
            continue            # “l’Est est”: a name and a word
        if plain[at - 1:at] == "-" or plain[found.end():found.end() + len(word) + 1].lower().strip(" ,") == word \
                or (word == "un" and plain[found.end():].startswith(" peu")):
            continue            # peut-être être, bla bla bla, un un peu
        if word in vocabulary.TWICE.get(pair.language, ()) or _DOUBLED.search(pair.source.plain) \
                or (found[1][0].isupper() and second[0].isupper()):
            continue
        yield Spot(f"“{found[1]}” is here twice in a row", pair.target.span(at + len(found[1]), found.end()))


RULES = (
    Rule("S101", "empty", Severity.ERROR, "A translation that holds no letter and no digit, where the source does.",
         ("The ferry is late.", "…"), ("The ferry is late.", "El ferri llega tarde."), _empty, everywhere=True,
         in_target=frozenset({"WORDLESS"})),
    Rule("S102", "same-as-source", Severity.WARNING,
         "A sentence that is the source text, letter for letter. Names, numbers, code and single words pass.",
         ("The ferry is late again", "The ferry is late again"),
         ("The ferry is late again", "El ferri vuelve a llegar tarde"), _same),
    Rule("S109", "word-doubled", Severity.WARNING,
         "A word twice in a row; those that a language does say twice pass, and so do languages whose grammar doubles "
         "words.",
         ("A boat on the river", "Un barco en el el río"), ("A boat on the river", "Un barco en el río"), _doubled),
)
