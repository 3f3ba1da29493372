"""A text as the rules read it: its markup as tokens, the words without it, and the way back to its own offsets.

The markup is told from the text by its looks alone (Markdown and HTML), so that a catalog can be checked without its
articles. The expressions are possessive or bounded: reading is linear in the size of the text, whatever it holds.
"""

from __future__ import annotations

import re
from collections import Counter
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
  | (?P<placeholder>\{\{[^{}\n]{1,80}+\}\}|\{[A-Za-z_][\w.]{0,60}+\}|\$\{[^{}\n]{1,80}+\}|%\([A-Za-z_]\w{0,60}+\)[sdifr]
      |%(?:\d\$)?[sd@](?![\w]))
  | (?P<emphasis>\*{1,3}|(?<![^\W_])_{1,3}(?=[^\W_])|(?<=[^\W_])_{1,3}(?![^\W_])|~~)
""", re.VERBOSE)
_SUSPECT = re.compile(r"[\\`<&\[\]{%*_~@]|://")
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
    """One text, looked at as often as the rules need; what they ask for is worked out once."""

    def __init__(self, text: str, plain_only: bool = False) -> None:
        self.text = text
        self._plain_only = plain_only

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its markup, in order."""
        return self._read[0]

    @property
    def plain(self) -> str:
        """The text without markup; entities and escapes as the character that they spell, atoms as one ``ATOM``."""
        return self._read[1]

    def at(self, offset: int) -> int:
        """Where a character of ``plain`` stands in ``text``."""
        offsets = self._read[2]
        if offsets is None:
            return offset
        return offsets[offset] if offset < len(offsets) else len(self.text)

    def span(self, start: int, end: int) -> Span:
        """A stretch of ``plain`` as offsets into ``text``."""
        if end <= start:
            return Span(self.at(start), self.at(start))
        return Span(self.at(start), self.at(end - 1) + 1)

    @cached_property
    def sentences(self) -> list[str]:
        """``plain`` in sentences."""
        return catalog.sentences(self.plain)

    @cached_property
    def words(self) -> list[str]:
        """The words of ``plain`` in small letters, elisions and enclitics parted: ``n'est`` → ``n'``, ``est``."""
        return _WORD.findall(self.plain.lower().replace("’", "'"))

    @cached_property
    def _read(self) -> tuple[tuple[Token, ...], str, list[int] | None]:
        text = self.text
        if self._plain_only or not _SUSPECT.search(text):
            return (), text, None
        return _read(text)


_WORD = re.compile(r"[^\W\d_]++(?:'(?=[^\W\d_]{2}))?+|'[^\W\d_]++")


def _read(text: str) -> tuple[tuple[Token, ...], str, list[int] | None]:
    tokens: list[Token] = []
    out: list[str] = []
    offsets: list[int] = []
    opened: list[tuple[int, bool]] = []
    at = 0

    def copy(upto: int) -> None:
        out.append(text[at:upto])
        offsets.extend(range(at, upto))

    def stand(character: str, place: int) -> None:
        out.append(character)
        offsets.extend([place] * len(character))

    for found in _TOKEN.finditer(text):
        sort = found.lastgroup if found.lastgroup != "ticks" else "code"
        raw, start, end = found[0], found.start(), found.end()
        if sort in ("url", "email"):
            kept = raw.rstrip(_TRAILING) if sort == "url" else raw.rstrip(".-")
            end = start + len(kept)
            raw = kept
        copy(start)
        at = end
        span = Span(start, end)
        if sort == "escape":
            stand(raw[1], start + 1)
        elif sort == "entity":
            character = unescape(raw)
            if character == raw:
                stand(raw, start)
                continue
            stand(character, start)
            if raw.lower() in ("&lt;", "&gt;", "&amp;"):
                tokens.append(Token("entity", span, raw.lower()))
        elif sort in ("code", "placeholder", "url", "email", "footnote", "autolink"):
            stand(ATOM, start)
            name = raw[1:-1] if sort == "autolink" else raw
            kind: Kind = ("email" if "@" in name and "://" not in name else "url") if sort == "autolink" \
                else sort  # type: ignore[assignment]
            tokens.append(Token(kind, span, name))
        elif sort == "tag":
            name, role = _tag(raw)
            tokens.append(Token("tag", span, name, role))
            if name.startswith("br"):
                stand(" ", start)
        elif sort == "open":
            opened.append((len(tokens), raw[0] == "!"))
            tokens.append(Token("image" if raw[0] == "!" else "link", span, raw, "open"))
        elif sort == "close":
            target = _destination(raw)
            if opened and target is not None:
                index, image = opened.pop()
                tokens.append(Token("image" if image else "link", span, target, "close"))
            else:
                if opened:
                    tokens[opened.pop()[0]] = _GONE
                copy_as_text = raw
                out.append(copy_as_text)
                offsets.extend(range(start, end))
        elif sort == "emphasis":
            if raw[0] == "*" and text[start - 1:start].isspace() and text[end:end + 1].isspace():
                stand(raw, start)
            else:
                tokens.append(Token("emphasis", span, raw))
        elif sort == "comment":
            tokens.append(Token("tag", span, raw))
    for index, _ in opened:
        tokens[index] = _GONE
    copy(len(text))
    marks = Counter(token.name for token in tokens if token.kind == "emphasis")
    return (tuple(token for token in tokens if token is not _GONE
                  and not (token.kind == "emphasis" and marks[token.name] % 2)),  # a mark alone marks nothing
            "".join(out), offsets)


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
