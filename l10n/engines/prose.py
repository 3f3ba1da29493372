"""What stands between an author's prose and the plain sentences that a model was trained on, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from l10n.glossary import Term, find
from l10n.locales import country_phrases, language, proper_names, quotes
from l10n.mask import MARKER
from l10n.model import Fragment, Span

# Addresses and names of accounts: never translated, wherever they stand.
_KEPT = re.compile(r"(?:https?://|www\.)[^\s<>“”\"]*[\w/#=&%~+-]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w/])@\w[\w.]*\w")
Pieces = Callable[[str], int]
"""How many pieces of a model's vocabulary a word takes."""
_CLOSES = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "‹": "›"}
_SIGNS = "`*_<>[]{}|\\~#"
_QUOTES = "“”„‟«»\"‹›"
_MARKS = re.compile("[“”„«»\"‘’‚‹›]")
_STRAY = re.compile(f"[{_QUOTES}{re.escape(_SIGNS)}]")
_ENDS = re.compile(r"(?:^|[.!?…]\s+)\W*(\w)")


def kept(fragment: Fragment) -> list[Span]:
    """Stretches of text that no engine may change: URLs, mail addresses, names of accounts."""
    return [Span(*found.span()) for found in _KEPT.finditer(_hidden(fragment))]


def names(fragment: Fragment, fixed: Sequence[Term]) -> list[Span]:
    """Where terms stand that are not to be translated, none of them inside markup; in a text in capitals they are in
    capitals too."""
    if shouted(fragment.text):
        fixed = (*fixed, *(replace(term, source=term.source.upper()) for term in fixed))
    return [match.span for match in find(_hidden(fragment), fixed)]


def quotations(fragment: Fragment) -> tuple[list[tuple[Span, Span]], list[Span]]:
    """(opening and closing mark of each quotation, marks that have no partner: a quotation that goes on).

    Curly and angle marks pair by their form, straight ones by the white space around them; a single mark between
    letters, or one that nothing opened, is an apostrophe.
    """
    text = _hidden(fragment)
    pairs: list[tuple[Span, Span]] = []
    stack: list[int] = []
    lone: list[int] = []
    for found in _MARKS.finditer(text):
        at, mark = found.start(), found[0]
        before, after = text[at - 1:at], text[at + 1:at + 2]
        if before.isalnum() and after.isalnum():
            continue
        opened = [place for place in stack if mark in _CLOSES.get(text[place], '"')]
        if opened and not (mark == '"' and before.isspace()) and (mark in "”»" or opened[-1] == stack[-1]):
            pairs.append((Span(opened[-1], opened[-1] + 1), Span(at, at + 1)))
            del stack[stack.index(opened[-1]):]  # what opened later was an apostrophe
        elif mark in "“„«‘‚‹" or (mark in '"»' and not before.isalnum() and after.strip()):
            stack.append(at)
        elif mark in "”»":
            lone.append(at)
    lone += (at for at in stack if text[at] in "“„«»")
    return sorted(pairs), [Span(at, at + 1) for at in sorted(lone)]


def marks(locale: str, inner: bool) -> tuple[str, str]:
    """Opening and closing quotation mark of a locale (CLDR), in French with the no-break space set inside."""
    own = quotes(locale)
    one, two = (own.inner_open, own.inner_close) if inner else (own.open, own.close)
    return (f"{one}\u00a0", f"\u00a0{two}") if language(locale) == "fr" and one in "«‹" else (one, two)


def ascii_apostrophes(text: str) -> str:
    """Straight apostrophes, as most training text has them; the length stays."""
    return text.replace("’", "'").replace("‘", "'").replace("ʼ", "'")


def apostrophes(text: str, source: str) -> str:
    """The typographic apostrophe between letters where the source writes typographic marks."""
    return re.sub(r"(?<=[^\W\d_])'(?=[^\W\d_])", "’", text) if re.search("[’“”]", source) else text


def stray(text: str, source: str) -> list[Span]:
    """Quotation marks, and signs that would be markup, that the model wrote of its own accord."""
    return [Span(*found.span()) for found in _STRAY.finditer(text) if found[0] not in source]


def shouted(text: str) -> bool:
    """Whether a masked text is all in capitals, two words and more: a headline, not the name of an organization."""
    letters = re.findall(r"[^\W\d_]+", _unmarked(text))
    return len(letters) > 1 and sum(map(len, letters)) > 6 and all(word.isupper() for word in letters)


def titled(text: str, locale: str) -> bool:
    """Whether a masked text is an English headline in title case: four words and more, all that are long have a
    capital (Chicago Manual of Style 8.159), and it does not end as a sentence."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", _unmarked(text))
    return language(locale) == "en" and len(words) > 3 and sum(word[0].isupper() for word in words[1:]) > 1 and all(
        word[0].isupper() or len(word) < 5 for word in words) and not text.rstrip().endswith(".") and not _ENDS.search(
        text, 1)


def sentence_case(text: str, locale: str, pieces: Pieces | None = None) -> tuple[str, frozenset[str]]:
    """(a text in capitals or title case as a sentence, words of it that may be names after all, small).

    A word keeps its capital, or in a shouted text its capitals, where the model's vocabulary has fewer pieces for it
    so: ``London`` and ``NATO`` are one there, ``london`` and ``nato`` are several, and ``Talks`` is less than
    ``talks``. Where both are as many it may be a name. What CLDR knows as a name is one (``Cairo``, ``Germans``).
    """
    shouting, names = shouted(text), proper_names(locale)
    doubtful: set[str] = set()

    def natural(found: re.Match[str]) -> str:
        word = found[0]
        if language(locale) == "en" and re.fullmatch("I(?:['’].*)?", word):
            return word[0] + word[1:].lower()
        low, capital = word.lower(), word[0].upper() + word[1:].lower()
        if pieces is None or len(word) < 2:
            return word if found.string[found.start() - 1:found.start()].isdigit() else low     # 46.3C
        if capital in names or capital.removesuffix("s") in names or capital.removesuffix("'s") in names:
            return capital
        if word.isupper() and (not shouting or pieces(word) < min(pieces(low), pieces(capital))):
            return word
        if pieces(capital) < pieces(low):
            return capital
        if pieces(capital) == pieces(low) and len(low) > 3:
            doubtful.add(low)
        return low

    low = _outside(text, lambda piece: re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", natural, piece))
    if pieces is not None and (countries := "|".join(map(re.escape, country_phrases(locale)))):
        low = re.sub(rf"\b(?:{countries})\b", lambda found: found[0].title(), low, flags=re.IGNORECASE)
    return _ENDS.sub(lambda found: found[0][:-1] + found[1].upper(), low), frozenset(doubtful)


def names_again(text: str, doubtful: Collection[str]) -> str:
    """Words that may be names and that the model left as they are: they are, and get their capital back."""
    return re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize() if found[0] in doubtful else found[0], text)


def shout(text: str, locale: str) -> str:
    """A masked text in capitals by the custom of its language (Unicode SpecialCasing; Greek drops the accent)."""
    if language(locale) in ("tr", "az"):
        text = text.replace("i", "İ")
    if language(locale) == "el":
        text = text.translate(str.maketrans("άέήίόύώΐΰ", "αεηιουωϊϋ"))
    return _outside(text, str.upper)


def _hidden(fragment: Fragment) -> str:
    """The text with every character of markup made a control character that no rule looks at."""
    out = list(fragment.text)
    for inline in fragment.inlines:
        out[inline.span.start:inline.span.end] = "\x01" * (inline.span.end - inline.span.start)
    return "".join(out)


def _outside(text: str, change: Callable[[str], str]) -> str:
    return "".join(piece if MARKER.fullmatch(piece) else change(piece) for piece in re.split(r"(⟦/?\d+⟧)", text))


def _unmarked(text: str) -> str:
    return MARKER.sub(" ", text)
