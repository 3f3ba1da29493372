"""A text as the rules read it: its markup as tokens, the words without it, and the way back to its own offsets.

The markup is told from the text by its looks alone (Markdown and HTML), so that a catalog can be checked without its
articles. The expressions are possessive or bounded: reading is linear in the size of the text, whatever it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Literal

from l10n import catalog
from l10n.model import Span

Kind = Literal["tag", "entity", "code", "link", "image", "emphasis", "placeholder", "url", "email", "footnote"]

ATOM = "\ufffc"
"""Stands for an atom (code, a placeholder, an address) in ``View.plain``."""

_TOKEN = re.compile(r"""
    (?P<escape>\\[!-/:-@\[-`{-~])
  | (?P<code>(?<!`)(?P<ticks>`++)(?:[^`]++|(?!(?P=ticks)(?!`))`++){1,400}+(?P=ticks)(?!`))
  | (?P<comment><!--(?:[^-]++|-(?!->)){0,300}+-->)
  | (?P<tag></?[A-Za-z][\w:-]*+(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>)
  | (?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,31}+|\#[0-9]{1,7}+|\#[xX][0-9A-Fa-f]{1,6}+);)
  | (?P<autolink><(?:[a-z][a-z0-9+.-]{1,31}:[^\s<>]++|[\w.+-]++@[\w.-]++)>)
  | (?P<footnote>\[\^[^\]\s]{1,60}+\])
  | (?P<open>!?\[(?!\[))
  | (?P<close>\](?:\((?:[^()\s"'\\]++|\\.|\([^()\s]*+\))*+(?:\s++(?:"[^"]*+"|'[^']*+'))?+\s*+\)|\[[^\[\]]{0,80}+\])?+)
  | (?P<url>\b(?:https?|ftp)://(?:[^\s<>"“”«»„‘’()\[\]{}\x00-\x20]|\([^\s()]{0,80}\))++)
  | (?P<email>\b[A-Za-z0-9][\w.+-]{0,63}+@[A-Za-z0-9](?:[\w-]|\.(?=\w)){0,250}+)
  | (?P<placeholder>\{\{[^{}\n]{1,80}+\}\}|\{[A-Za-z_][\w.]{0,60}+\}|\$\{[^{}\n]{1,80}+\}
      |\{%(?:[^{}%\n]|%(?!\})){1,80}+%\}|%\([A-Za-z_]\w{0,60}+\)[sdifr]
      |%(?:\d\$)?[sd@](?![\w]))
  | (?P<emphasis>\*{1,3}|(?<![^\W_])_{1,3}(?=[^\W_])|(?<=[^\W_])_{1,3}(?![^\W_])|~~)
""", re.VERBOSE)
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


class View:
    """One text, looked at as often as the rules need; what they ask for is worked out once.

    ``chars``, ``vocabulary`` and ``digits`` are for rules that can tell from them, faster than by any expression, that
    there is nothing to look for.
    """

    def __init__(self, text: str, plain_only: bool = False) -> None:
        self.text = text
        self.tokens: tuple[Token, ...] = ()
        """Its markup, in order."""
        self.plain = text
        """The text without markup; entities and escapes as the character that they spell, atoms as one ``ATOM``."""
        self._pieces: _Pieces | None = None
        self.chars = frozenset(text)
        """Every character of ``text`` and of ``plain``."""
        if not (plain_only or (self.chars.isdisjoint(_SUSPECT) and "://" not in text)):
            self.tokens, self.plain, self._pieces = _read(text)
            if "&" in self.chars or self.tokens:
                self.chars |= frozenset(self.plain)

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

    @cached_property
    def sentences(self) -> list[str]:
        """``plain`` in sentences; a closing mark after a space belongs to the one before it, so does a German month
        to its day."""
        parts = catalog.sentences(self.plain)
        if len(parts) < 2:
            return parts
        spans: list[tuple[int, int]] = []
        at = 0
        for part in parts:
            start = self.plain.index(part, at)
            at = start + len(part)
            if spans and (not _SAID.search(part) or (_ORDINAL.search(self.plain, spans[-1][0], spans[-1][1])
                                                     and _MONTH.match(part))):
                start = spans.pop()[0]
            spans.append((start, at))
        return [self.plain[start:end] for start, end in spans]

    @cached_property
    def lower(self) -> str:
        """``plain`` in small letters with typewriter apostrophes."""
        return self.plain.lower().replace("’", "'")

    @cached_property
    def letters(self) -> list[str]:
        """The runs of letters of ``lower``, in order."""
        return _LETTERS.findall(self.lower)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """``letters``, each once."""
        return frozenset(self.letters)

    @cached_property
    def digits(self) -> bool:
        """Whether ``plain`` has a digit of any script."""
        return _DIGIT.search(self.plain) is not None


_LETTERS = re.compile(r"[^\W\d_]+")
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


def _read(text: str) -> tuple[tuple[Token, ...], str, _Pieces]:
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

    for found in _matches(text):
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
