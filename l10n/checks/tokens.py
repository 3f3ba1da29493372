"""The markup of a text as tokens, told from the text by its looks alone (Markdown and HTML).

A catalog can so be checked without its articles. The expressions never go back into what they have read, or are
bounded: reading is linear in the size of the text, whatever it holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal

from l10n.mask import PLACEHOLDER
from l10n.model import Span

Kind = Literal["tag", "code", "link", "image", "emphasis", "placeholder", "url", "email", "footnote"]
Form = Literal["markdown", "html", "text"]
"""How the articles are written that a text comes from; Markdown may hold HTML."""
ATOM = "\ufffc"
"""Stands for an atom (code, a placeholder, an address) in ``View.plain``."""
_ADDRESS = r"""
    (?P<url>\b(?:https?|ftp)://(?>(?:[^\s<>"“”«»„‘’()\[\]{}\x00-\x20]|\([^\s()]{0,80}\))+))
  | (?P<email>\b[A-Za-z0-9][\w.+-]{0,63}+@[A-Za-z0-9](?>(?:[\w-]|\.(?=\w)){0,250}))
"""
_ELEMENTS = r"""
  | (?P<comment><!--(?>(?:[^-]++|-(?!->)){0,300})-->)
  | (?P<element><(?P<name>code|samp|varKBD)(?>(?:[ ][^<>]*+)?)>
        (?>(?:[^<]++|</?(?:span|wbr)[^<>]*+>){0,400})</(?P=name)>)
  | (?P<tag></?[A-Za-z][\w:-]*+(?>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*)>)
  | (?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,31}+|\#[0-9]{1,7}+|\#[xX][0-9A-Fa-f]{1,6}+);)
"""
_TOKEN = re.compile(r"""
    (?P<escape>\\[!-/:-@\[-`{-~])
  | (?P<code>(?<!`)(?!`[^`\s'][^`']*+'[^`]*+(?<=[\s(])`)(?P<ticks>`++)
        (?>(?:[^`]++|(?!(?P=ticks)(?!`))`++){1,400})(?P=ticks)(?!`))
  | (?P<autolink><(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]++|[\w.+-]++@[\w.-]++)>)
  ELEMENTS
  | (?P<footnote>\[\^[^\]\s]{1,60}+\])
  | (?P<open>!?\[(?!\[[^\[\]\n]{0,500}+\]\]))
  | (?P<close>\](?>(?:\(\s*+(?><[^<>\n]*+>|(?:[^()\s"'\\]++|\\.|\([^()\s]*+\))*)
        (?>(?:\s++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))?)\s*+\)|\[[^\[\]]{0,80}+\])?))
  | ADDRESS
  | (?P<placeholder>PLACEHOLDER)
  | (?P<wiki>\[\[[^\[\]|\n*`]{1,300}(?:\|(?P<shown>[^\[\]\n]{0,300}))?\]\](?![(\[]))
  | (?P<attributes>(?<=[)\]`*_])\{:?[ ]?(?:[.\#][\w-]|[\w-]{1,40}+=)[^{}\n]{0,200}+\})
  | (?P<emphasis>\*{1,3}|(?<![^\W_])(?<!DIRECTION)_{1,3}(?=DIRECTION{0,4}[^\W_])
        |(?:(?<=[^\W_])|(?<=DIRECTION))_{1,3}(?!DIRECTION|[^\W_])|~~)
""".replace("ELEMENTS", _ELEMENTS.replace("KBD", "")).replace("ADDRESS", _ADDRESS)
                    .replace("PLACEHOLDER", PLACEHOLDER)
                    .replace("DIRECTION", "[\u200e\u200f\u202a-\u202e\u2066-\u2069]"), re.VERBOSE)
"""What begins with a word and ends before another is no code: it stands between typewriter quotations, `a' (`b')."""
_HTML = re.compile(rf"(?!){_ELEMENTS.replace('KBD', '|kbd')} | {_ADDRESS} | (?P<placeholder>{PLACEHOLDER})", re.VERBOSE)
_ADDRESSES = re.compile(_ADDRESS, re.VERBOSE)
"""All the markup of plain text."""
_START = re.compile(r"[\\`<&\[\]!{$#%*_~]")
"""What a piece of markup begins with, addresses apart: most of a text is none, and this looks for it fastest."""
_REFERENCE = re.compile(r"\]\[([^\[\]]*+)\]")
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*+)")
_ATTRIBUTE = re.compile(r"([\w:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_SORTS = {"shown": "wiki", "ticks": "code", "name": "code", "element": "code"}
_TRAILING = ".,;:!?…*_"
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
                   "wbr"])
_TRANSLATED = frozenset(["abbr", "alt", "aria-description", "aria-label", "aria-placeholder",
                         "aria-roledescription", "aria-valuetext", "caption", "class", "description", "dir", "heading",
                         "headline", "hreflang", "label", "lang", "placeholder", "subtitle", "summary", "text", "title",
                         "tooltip"])
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


_SUSPECT = frozenset("\\`<&[]{%*_~@")
Pieces = tuple[list[int], list[int], list[bool]]
"""Where each piece of ``plain`` begins, where it stands in ``text``, and whether all of it stands for that place."""


def may_stand(text: str, marks: str, form: Form) -> bool:
    """Whether a text, of these marks, can have any; plain text has addresses alone."""
    return ("@" in marks or "://" in text) if form == "text" else not _SUSPECT.isdisjoint(marks) or "://" in text


def read(text: str, form: Form) -> tuple[tuple[Token, ...], str, Pieces]:
    """(the markup in order, the text without it, where its pieces stand)."""
    return _read(text, _ADDRESSES.finditer(text) if form == "text" else _matches(
        text, _HTML if form == "html" else _TOKEN))


def _matches(text: str, token: re.Pattern[str]) -> Iterator[re.Match[str]]:
    if "@" in text or "://" in text:
        yield from token.finditer(text)
        return
    at = 0
    while (start := _START.search(text, at)) is not None:
        found = token.match(text, start.start())
        if found is not None:
            yield found
        at = found.end() if found is not None else start.end()


def _read(text: str, matches: Iterable[re.Match[str]]) -> tuple[tuple[Token, ...], str, Pieces]:
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
        sort = _SORTS.get(str(found.lastgroup), found.lastgroup)
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
            piece(unescape(raw), start, True)
        elif sort in ("code", "placeholder", "url", "email", "footnote", "autolink"):
            piece(ATOM, start, True)
            name = raw[1:-1] if sort == "autolink" else raw
            kind: Kind = ("email" if "@" in name and "://" not in name else "url") if sort == "autolink" \
                else sort  # type: ignore[assignment]
            tokens.append(Token(kind, span, name))
        elif sort == "wiki":
            if found["shown"] is None:
                piece(ATOM, start, True)
            else:
                piece(found["shown"], found.start("shown"), False)
            page = raw.partition("|")[0].rstrip("]\\") + "]]"
            tokens += Token("link", span, "[[", "open"), Token("link", span, page, "close")
        elif sort == "attributes":
            tokens.append(Token("placeholder", span, raw))
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
    if raw.startswith("]("):
        inside = raw[2:-1].strip()
        if inside[:1] == "<":
            return inside[1:].partition(">")[0]
        return "" if inside[:1] in ("", "\"", "'") else inside.split(maxsplit=1)[0]
    if found := _REFERENCE.match(raw):
        return f"[{found[1]}]"
    return None
