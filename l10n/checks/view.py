"""A text as the rules read it: its markup as tokens, the words without it, and the way back to its own offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache
from typing import Any, Generic, TypeVar

from l10n import catalog
from l10n.checks import tokens
from l10n.checks.tokens import ATOM, Form, Pieces, Token
from l10n.model import Span

T = TypeVar("T")


class kept(Generic[T]):  # noqa: N801
    """A property that is worked out once; ``functools.cached_property`` takes a lock for that in Python 3.11."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work

    def __get__(self, one: Any, kind: type) -> T:
        found = one.__dict__[self._work.__name__] = self._work(one)
        return found


class View:
    """One text, looked at as often as the rules need; what they ask for is worked out once."""

    def __init__(self, text: str, form: Form = "markdown") -> None:
        self.text = text
        self.tokens: tuple[Token, ...] = ()
        """Its markup, in order."""
        self.plain = text
        """The text without markup; entities and escapes as the character that they spell, atoms as one ``ATOM``."""
        self._pieces: Pieces | None = None
        self.marks = _marks(text)
        """Every character of ``text`` and of ``plain`` but the letters A to Z and the space, at least once."""
        traits = []
        if tokens.may_stand(text, self.marks, form):
            self.tokens, self.plain, self._pieces = tokens.read(text, form)
            if self.plain != text:
                self.marks += _marks(self.plain)
            traits = [token.kind.upper() for token in self.tokens]
        self.lower = self.plain.lower()
        """``plain`` in small letters with typewriter apostrophes."""
        if self.marks.isascii():
            self.letters = self.lower.encode().translate(_PARTED).decode().split()
            """The runs of letters of ``lower``, in order."""
        else:
            self.lower = self.lower.replace("’", "'")
            self.letters = _LETTERS.findall(self.lower) if "İ" in self.marks else _letters(self.lower, self.marks)
        if not self.letters:
            traits.append("WORDLESS")
        if text[:1] in _SPACE or text[-1:] in _SPACE:
            traits.append("EDGE")
        if _DIGIT.search(self.marks):
            traits.append("DIGIT")
        self.cues: tuple[Iterable[str], ...] = (self.letters, self.marks, traits) if traits else (
            self.letters, self.marks)
        """What tells that a rule has nothing to look for, faster than any expression: words in small letters, every
        other character, and traits in capitals: DIGIT, WORDLESS, EDGE (white space at an end), the kinds of its
        tokens; what a ``Pair`` adds: LABEL to a source that is a headline or the like, SPACING to a target with a
        space before a mark or a space, or none after a mark."""

    def at(self, offset: int) -> int:
        """Where a character of ``plain`` stands in ``text``."""
        if self._pieces is None:
            return offset
        if offset >= len(self.plain):
            return len(self.text)
        starts, places, stands = self._pieces
        piece = bisect_right(starts, offset) - 1
        return places[piece] if stands[piece] else places[piece] + offset - starts[piece]

    def span(self, start: int, end: int) -> Span:
        """A stretch of ``plain`` as offsets into ``text``."""
        if end <= start:
            return Span(self.at(start), self.at(start))
        return Span(self.at(start), self.at(end - 1) + 1)

    @kept
    def sentences(self) -> list[str]:
        """``plain`` in sentences; a closing mark after a space belongs to the one before it, so does a German month
        to its day, what comes after “z. B.”, and “– she said” in small letters."""
        plain = self.plain
        spans: list[tuple[int, int]] = []
        for start, end in catalog.sentence_spans(plain):
            if spans and ((not plain[start].isalnum() and (not _SAID.search(plain, start, end)
                                                           or _GOES_ON.match(plain, start)))
                          or _SINGLE.search(plain, spans[-1][0], spans[-1][1])
                          or (plain[spans[-1][1] - 2].isdecimal() and _MONTH.match(plain, start)
                              and _ORDINAL.search(plain, spans[-1][0], spans[-1][1]))):
                start = spans.pop()[0]
            spans.append((start, end))
        return [plain[start:end] for start, end in spans]

    @kept
    def vocabulary(self) -> frozenset[str]:
        """``letters``, each once."""
        return frozenset(self.letters)

    @kept
    def runs(self) -> list[tuple[int, str]]:
        """Where each run of letters begins in ``plain``, and it in small letters."""
        return [(found.start(), found[0].lower()) for found in _LETTERS.finditer(self.plain)]

    def standing(self, words: Container[str]) -> Iterator[tuple[int, str]]:
        """Those of ``runs`` that are among ``words``; only these are located."""
        if len(self.lower) != len(self.plain):
            yield from ((start, run) for start, run in self.runs if run in words)
            return
        at = 0
        for run in self.letters:
            if run in words and (found := whole(run).search(self.lower, at)) is not None:
                at = found.end()
                yield found.start(), run

    @kept
    def digits(self) -> bool:
        """Whether ``plain`` has a digit of any script."""
        return _DIGIT.search(self.plain) is not None


@lru_cache(maxsize=4096)
def whole(*words: str) -> re.Pattern[str]:
    """An expression for words between what are no letters. It begins with a letter, and so is found many times
    faster than one that begins with what may not stand before it."""
    return re.compile("|".join(rf"{word[0]}(?<![^\W\d_].){word[1:]}(?![^\W\d_])" for word in words))


def _marks(text: str) -> str:
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII + b" ").decode("utf-8", "surrogatepass")


def _letters(text: str, marks: str) -> list[str]:
    """The runs of letters of a text, by its ``marks``: white space is put in place of what is no letter, which takes a
    third of the time of an expression."""
    others = set(_OTHER.findall(marks))
    if len(others) > _KINDS:
        return _LETTERS.findall(text)
    text = text.encode("utf-8", "surrogatepass").translate(_PARTED).decode("utf-8", "surrogatepass")
    for other in others:
        text = text.replace(other, " ")
    return text.split()


_ASCII = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_PARTED = bytes(byte if byte in _ASCII or byte > 127 else 32 for byte in range(256))
_OTHER = re.compile(r"(?![\x00-\x7f])[\W\d]")
_KINDS = 8
"""Characters that are no letters beyond which an expression finds the letters faster."""
_SPACE = (" ", "\t", "\n", "\r", "\u00a0")
_LETTERS = re.compile(r"[^\W\d_]+")
_SAID = re.compile(rf"\w|{ATOM}")
_GOES_ON = re.compile(r"[-–—] ?[a-zß-öø-ÿ]")
_SINGLE = re.compile(r"(?<![^\W_])[diouz]\.\Z")
"""A letter that is no unit is the beginning of an abbreviation: z. B., d. h."""
_ORDINAL = re.compile(r"\b\d{1,2}\.\Z")
_MONTH = re.compile(r"(?:Januar|Februar|März|April|Mai|Ju[nl]i|August|(?:Sept|Nov|Dez)ember|Oktober)\b")
_DIGIT = re.compile(r"\d")
