"""A text as the rules read it: its markup as tokens, the words without it, and the way back to its own offsets.

The markup is told from the text by its looks alone (Markdown and HTML), so that a catalog can be checked without its
articles. The expressions are possessive or bounded: reading is linear in the size of the text, whatever it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import accumulate
from typing import Any, Generic, Literal, TypeVar

from l10n import catalog
from l10n.model import Span

T = TypeVar("T")
Kind = Literal["tag", "entity", "code", "link", "image", "emphasis", "placeholder", "url", "email", "footnote"]

ATOM = "\ufffc"
"""Stands for an atom (code, a placeholder, an address) in ``View.plain``."""

_ADDRESS = r"""
    (?P<url>\b(?:https?|ftp)://(?:[^\s<>"“”«»„‘’()\[\]{}\x00-\x20]|\([^\s()]{0,80}\))++)
  | (?P<email>\b[A-Za-z0-9][\w.+-]{0,63}+@[A-Za-z0-9](?:[\w-]|\.(?=\w)){0,250}+)
"""
_TOKEN = re.compile(r"""
    (?P<escape>\\[!-/:-@\[-`{-~])
  | (?P<code>(?<!`)(?!`[^`\s][^`]*+(?<=\s)`)(?P<ticks>`++)(?:[^`]++|(?!(?P=ticks)(?!`))`++){1,400}+(?P=ticks)(?!`))
  | (?P<comment><!--(?:[^-]++|-(?!->)){0,300}+-->)
  | (?P<tag></?[A-Za-z][\w:-]*+(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>)
  | (?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,31}+|\#[0-9]{1,7}+|\#[xX][0-9A-Fa-f]{1,6}+);)
  | (?P<autolink><(?:[a-z][a-z0-9+.-]{1,31}:[^\s<>]++|[\w.+-]++@[\w.-]++)>)
  | (?P<footnote>\[\^[^\]\s]{1,60}+\])
  | (?P<open>!?\[(?!\[))
  | (?P<close>\](?:\((?:[^()\s"'\\]++|\\.|\([^()\s]*+\))*+(?:\s++(?:"[^"]*+"|'[^']*+'))?+\s*+\)|\[[^\[\]]{0,80}+\])?+)
  | ADDRESS
  | (?P<placeholder>\{\{[^{}\n]{1,80}+\}\}|\{[A-Za-z_][\w.]{0,60}+\}|\$\{[^{}\n]{1,80}+\}
      |\{%(?:[^{}%\n]|%(?!\})){1,80}+%\}|%\([A-Za-z_]\w{0,60}+\)[sdifr]
      |%(?:\d\$)?[sd@](?![\w]))
  | (?P<emphasis>\*{1,3}|(?<![^\W_])_{1,3}(?=[^\W_])|(?<=[^\W_])_{1,3}(?![^\W_])|~~)
""".replace("ADDRESS", _ADDRESS), re.VERBOSE)
"""What ends in a space and begins with none is no code: it stands between two typewriter quotations, `one' `two'."""
_ADDRESSES = re.compile(_ADDRESS, re.VERBOSE)
"""All the markup of plain text."""
_START = re.compile(r"[\\`<&\[\]!{$%*_~]")
"""What a piece of markup begins with, addresses apart: most of a text is none, and this looks for it fastest."""
_DESTINATION = re.compile(r"\]\(\s*+([^\s)\"'][^\s)]*+)")
_REFERENCE = re.compile(r"\]\[([^\[\]]*+)\]")
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*+)")
_ATTRIBUTE = re.compile(r"([\w:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_TRAILING = ".,;:!?…*_"
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
                   "wbr"])
_TRANSLATED = frozenset(["alt", "title", "aria-label", "placeholder", "summary", "label", "lang", "hreflang",
                         "dir", "class"])
"""Attributes whose values a translation may change."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of markup, or of what is copied as it is."""

    kind: Kind
    span: Span
    """Offsets into the text."""
    name: str
    """What a translation has to repeat: tag with the attributes that are not translated, destination, code, name."""
    role: Literal["atom", "open", "close"] = "atom"


class kept(Generic[T]):  # noqa: N801
    """A property that is worked out once; ``functools.cached_property`` takes a lock for that in Python 3.11."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work

    def __get__(self, one: Any, kind: type) -> T:
        found = one.__dict__[self._work.__name__] = self._work(one)
        return found


class View:
    """One text, looked at as often as the rules need; what they ask for is worked out once."""

    def __init__(self, text: str, plain_only: bool = False) -> None:
        self.text = text
        self.tokens: tuple[Token, ...] = ()
        """Its markup, in order."""
        self.plain = text
        """The text without markup; entities and escapes as the character that they spell, atoms as one ``ATOM``."""
        self._pieces: _Pieces | None = None
        self.marks = _marks(text)
        """Every character of ``text`` and of ``plain`` but the letters A to Z and the space, at least once."""
        traits = []
        if ("@" in self.marks or "://" in text) if plain_only else (not _SUSPECT.isdisjoint(self.marks)
                                                                   or "://" in text):
            self.tokens, self.plain, self._pieces = _read(text, _ADDRESSES.finditer(text) if plain_only
                                                          else _matches(text))
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
        to its day."""
        plain = self.plain
        spans: list[tuple[int, int]] = []
        for start, end in catalog.sentence_spans(plain):
            if spans and ((not plain[start].isalnum() and not _SAID.search(plain, start, end))
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
        if len(self.lower) != len(self.plain):
            return [(found.start(), found[0].lower()) for found in _LETTERS.finditer(self.plain)]
        pieces = _RUN.split(self.lower)
        return list(zip(list(accumulate(map(len, pieces)))[::2], pieces[1::2], strict=False))

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
_RUN = re.compile(r"([^\W\d_]+)")
_SAID = re.compile(rf"\w|{ATOM}")
_ORDINAL = re.compile(r"\b\d{1,2}\.\Z")
_MONTH = re.compile(r"(?:Januar|Februar|März|April|Mai|Ju[nl]i|August|(?:Sept|Nov|Dez)ember|Oktober)\b")
_DIGIT = re.compile(r"\d")
_SUSPECT = frozenset("\\`<&[]{%*_~@")
_Pieces = tuple[list[int], list[int], list[bool]]
"""Where each piece of ``plain`` begins, where it stands in ``text``, and whether all of it stands for that place."""


def _matches(text: str) -> Iterator[re.Match[str]]:
    if "@" in text or "://" in text:
        yield from _TOKEN.finditer(text)
        return
    at = 0
    while (start := _START.search(text, at)) is not None:
        found = _TOKEN.match(text, start.start())
        if found is not None:
            yield found
        at = found.end() if found is not None else start.end()


def _read(text: str, matches: Iterable[re.Match[str]]) -> tuple[tuple[Token, ...], str, _Pieces]:
    tokens: list[Token] = []
    out: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    stands: list[bool] = []
    opened: list[tuple[int, bool]] = []
    at = size = 0

    def piece(said: str, place: int, stand: bool) -> None:
        nonlocal size
        if said:
            out.append(said)
            starts.append(size)
            places.append(place)
            stands.append(stand)
            size += len(said)

    for found in matches:
        sort = found.lastgroup if found.lastgroup != "ticks" else "code"
        raw, start, end = found[0], found.start(), found.end()
        if sort in ("url", "email"):
            kept = raw.rstrip(_TRAILING) if sort == "url" else raw.rstrip(".-")
            end = start + len(kept)
            raw = kept
        piece(text[at:start], at, False)
        at = end
        span = Span(start, end)
        if sort == "escape":
            piece(raw[1], start + 1, True)
        elif sort == "entity":
            character = unescape(raw)
            piece(character, start, True)
            if character != raw and raw.lower() in ("&lt;", "&gt;", "&amp;"):
                tokens.append(Token("entity", span, raw.lower()))
        elif sort in ("code", "placeholder", "url", "email", "footnote", "autolink"):
            piece(ATOM, start, True)
            name = raw[1:-1] if sort == "autolink" else raw
            kind: Kind = ("email" if "@" in name and "://" not in name else "url") if sort == "autolink" \
                else sort  # type: ignore[assignment]
            tokens.append(Token(kind, span, name))
        elif sort == "tag":
            name, role = _tag(raw)
            tokens.append(Token("tag", span, name, role))
            if name.startswith("br"):
                piece(" ", start, True)
        elif sort == "open":
            opened.append((len(tokens), raw[0] == "!"))
            tokens.append(Token("image" if raw[0] == "!" else "link", span, raw, "open"))
        elif sort == "close":
            target = _destination(raw)
            if opened and target is not None:
                _, image = opened.pop()
                tokens.append(Token("image" if image else "link", span, target, "close"))
            else:
                if opened:
                    tokens[opened.pop()[0]] = _GONE
                piece(raw, start, False)
        elif sort == "emphasis":
            if raw[0] == "*" and text[start - 1:start].isspace() and text[end:end + 1].isspace():
                piece(raw, start, True)
            else:
                tokens.append(Token("emphasis", span, raw))
        elif sort == "comment":
            tokens.append(Token("tag", span, raw))
    for index, _ in opened:
        tokens[index] = _GONE
    piece(text[at:], at, False)
    marks = Counter(token.name for token in tokens if token.kind == "emphasis")
    return (tuple(token for token in tokens if token is not _GONE
                  and not (token.kind == "emphasis" and marks[token.name] % 2)),  # a mark alone marks nothing
            "".join(out), (starts, places, stands))


_GONE = Token("link", Span(0, 0), "")


def _tag(raw: str) -> tuple[str, Literal["atom", "open", "close"]]:
    head = _TAG.match(raw)
    name = head[2].lower() if head else raw
    if head and head[1]:
        return name, "close"
    attributes = sorted(f"{key.lower()}={one or two or three}" for key, one, two, three in _ATTRIBUTE.findall(raw)
                        if key.lower() not in _TRANSLATED)
    shown = " ".join([name, *attributes])
    return shown, "atom" if name in _VOID or raw.endswith("/>") else "open"


def _destination(raw: str) -> str | None:
    """Where a link leads; None where the bracket closes none."""
    if found := _DESTINATION.match(raw):
        return found[1]
    if raw.startswith("]("):
        return ""
    if found := _REFERENCE.match(raw):
        return f"[{found[1]}]"
    return None
