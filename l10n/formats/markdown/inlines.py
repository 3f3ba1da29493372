"""From the raw text of a block to a fragment: soft line breaks folded, inline markup named and paired."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from l10n.formats.markdown import tags
from l10n.formats.markdown.parser import consumed
from l10n.formats.markdown.recorder import SPECIAL, Mark
from l10n.model import Fragment, Inline, Segment, Span

DEPTH = 8
"""How deep images may hold images before the rest counts as one piece."""

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_CODE = frozenset(("code", "samp", "var"))
"""Elements whose content is copied; that of ``kbd`` may be the name of a button, in the reader's language."""
_KEPT = re.compile(r"""\btranslate\s*=\s*["']?no\b
    | \bclass\s*=\s*(?:"[^"]*\bnotranslate\b|'[^']*\bnotranslate\b|notranslate)""", re.X | re.I)
_ADDRESS = r"(?:https?://|www\.)[^\s<>]*[^\s<>?!.,:*_~'\"()\[\]]"
_BARE = re.compile(_ADDRESS)
_BARE_OR_MAIL = re.compile(_ADDRESS + r"|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_QUOTES = ("'", '"', ")")
_ESCAPES = frozenset("\\`*_[]<>&~{}!^|$")
"""Characters that would be markup, or could be, without the backslash before them."""


_Role = Literal["atom", "open", "close"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the text of one block holds."""

    fragment: Fragment
    words: bool
    """Whether there are letters outside code, addresses, tags and images."""
    values: tuple[tuple[str, Span], ...]
    """("alt" | "title", where in the raw text) of images and links: segments where there are no words."""


class _Piece(NamedTuple):
    """An inline before line breaks are folded."""

    start: int
    end: int
    kind: str
    role: _Role = "atom"
    texts: tuple[Span, ...] = ()


def read(raw: str, references: Mapping[str, Any]) -> Reading:
    """Read the inline Markdown ``raw``: a block's content, its lines joined by newlines.

    CommonMark 0.31, section 6, as markdown-it-py reads it. Spans of ``values`` are offsets into ``raw``; those of
    the fragment are offsets into its text.
    """
    values: list[tuple[str, Span]] = []
    if SPECIAL.isdisjoint(raw) and "  \n" not in raw:
        pieces = _bare(raw, [])
    else:
        pieces = _paired(raw, _bare(raw, _attributed(raw, sorted(_named(raw, 0, references, values, 0)))))
    words = _words(raw, pieces)
    if "\n" in raw:
        return Reading(_folded(raw, pieces), words, tuple(values))
    inlines = tuple([Inline(Span(start, end), kind, role, texts) for start, end, kind, role, texts in pieces])
    return Reading(Fragment(raw, inlines), words, tuple(values))


def marked(segment: Segment) -> Segment:
    """A text of the front matter with its markup: generators read some of them as Markdown, none makes other words of
    what looks so. One of several lines stays as it is."""
    if SPECIAL.isdisjoint(segment.text) or "\n" in segment.text:
        return segment
    return replace(segment, fragment=read(segment.text, {}).fragment)


def _named(raw: str, at: int, references: Mapping[str, Any], values: list[tuple[str, Span]],
           depth: int) -> Iterator[_Piece]:
    """The marks of ``raw``, shifted by ``at``; labels of images and inline footnotes are read here."""
    for mark in consumed(raw, references):
        start, end, rule, partner = mark
        if rule in ("emphasis", "strong", "strike"):
            yield _Piece(at + start, at + end, rule, "open" if partner > start else "close")
        elif rule in ("link", "image", "footnote_inline"):
            yield from _labelled(raw, at, mark, references, values, depth)
        elif rule == "wiki" and partner >= 0:
            yield _Piece(at + start, at + partner, "link", "open")
            yield _Piece(at + end - 2, at + end, "link", "close")
        elif rule == "wiki":
            yield _Piece(at + start, at + end, "image" if raw[start] == "!" else "link")
        elif rule == "hardbreak":
            before = start - 1
            while raw[before] == " " and raw[before - 1] == " ":
                before -= 1
            yield _Piece(at + before, at + start + 1, "break")
        elif rule == "tag":
            text = raw[start:end]
            kind = "tag" if _TAG.match(text) else "comment"
            lone = kind == "comment" or text.endswith("/>")
            seen = [Span(at + start + one.start, at + start + one.end) for _, one in tags.values(text)]
            yield _Piece(at + start, at + end, kind, "atom" if lone else "close" if text[1] == "/" else "open",
                         tuple(seen))
        elif rule == "escape":
            if raw[start + 1] in _ESCAPES:
                yield _Piece(at + start, at + end, "escape")
        elif rule != "softbreak":
            yield _Piece(at + start, at + end, rule)


def _attributed(raw: str, pieces: list[_Piece]) -> list[_Piece]:
    """``pieces`` with lists of attributes as a part of the inline link, image or code that they stand right behind."""
    out: list[_Piece] = []
    for one in pieces:
        if one.kind != "attributes":
            out.append(one)
        elif out and out[-1].end == one.start and raw.startswith(("](", "`"), out[-1].start):
            out[-1] = out[-1]._replace(end=one.end)
        else:
            out.append(one._replace(kind="placeholder"))
    return out


def _labelled(raw: str, at: int, mark: Mark, references: Mapping[str, Any], values: list[tuple[str, Span]],
              depth: int) -> Iterator[_Piece]:
    """A link, an image or an inline footnote: an opening and a closing piece with the label between them."""
    start, end, rule, label_end = mark
    label = start + (1 if rule == "link" else 2)
    if depth > DEPTH:
        yield _Piece(at + start, at + end, rule)
        return
    quoted = raw.startswith("](", label_end) and raw[label_end + 2 : end - 1].rstrip(" \t\n")[-1:] in _QUOTES
    title = title_span(raw, label_end + 2, end) if quoted else None
    kind = "footnote" if rule == "footnote_inline" else rule
    titles = () if title is None else (Span(at + title.start, at + title.end),)
    yield _Piece(at + start, at + label, kind, "open")
    if rule == "image":
        values.append(("alt", Span(at + label, at + label_end)))
    values += (("title", span) for span in titles)
    if rule != "link" and not SPECIAL.isdisjoint(raw[label:label_end]):
        inner: list[tuple[str, Span]] = []  # an image inside an alternative text is text
        yield from _named(raw[label:label_end], at + label, references, inner, depth + 1)
    yield _Piece(at + label_end, at + end, kind, "close", titles)


def title_span(text: str, pos: int, end: int) -> Span | None:
    """Where the title stands between its quotes in ``destination "title"`` at ``text[pos:end]``; None without one.

    CommonMark section 6.3, for links, images and reference definitions alike.
    """
    def space(pos: int) -> int:
        while pos < end and text[pos] in " \t\n":
            pos += 1
        return pos

    start = space(pos)
    destination = parseLinkDestination(text, start, end)
    after = destination.pos if destination.ok else start
    opening = space(after)
    if opening == after or opening >= end:
        return None
    title = parseLinkTitle(text, opening, end)
    return Span(opening + 1, title.pos - 1) if title.ok else None


def _bare(raw: str, pieces: list[_Piece]) -> list[_Piece]:
    """``pieces`` with the bare addresses that stand between them (GFM 6.9) as atoms."""
    mail = "@" in raw
    if not mail and "://" not in raw and "www." not in raw:
        return pieces
    bare = _BARE_OR_MAIL if mail else _BARE
    out: list[_Piece] = []
    start = 0
    for one in pieces:
        out += [_Piece(*found.span(), "autolink") for found in bare.finditer(raw, start, one.start)]
        out.append(one)
        start = one.end
    return out + [_Piece(*found.span(), "autolink") for found in bare.finditer(raw, start)]


def _paired(raw: str, pieces: list[_Piece]) -> list[_Piece]:
    """``pieces`` with tags paired where they nest with everything else, lone ones as atoms, kept elements whole."""
    if not any(one.kind == "tag" for one in pieces):
        return pieces
    partner: dict[int, int] = {}
    stack: list[int] = []
    for index, one in enumerate(pieces):
        if one.role == "open":
            stack.append(index)
        elif one.role == "close" and one.kind != "tag":
            while pieces[stack[-1]].kind == "tag":
                stack.pop()
            stack.pop()
        elif one.role == "close":
            name = _name(raw, one)
            for depth in range(len(stack) - 1, max(len(stack) - 1 - 64, -1), -1):
                if pieces[stack[depth]].kind != "tag":
                    break
                if _name(raw, pieces[stack[depth]]) == name:
                    partner[index], partner[stack[depth]] = stack[depth], index
                    del stack[depth:]
                    break
    out: list[_Piece] = []
    until = -1
    for index, one in enumerate(pieces):
        if index <= until:
            continue
        if one.kind == "tag" and index not in partner:
            out.append(one._replace(role="atom"))
        elif one.kind == "tag" and one.role == "open" and (
                _name(raw, one) in _CODE or _KEPT.search(raw, one.start, one.end)):
            until = partner[index]
            out.append(_Piece(one.start, pieces[until].end, "code" if _name(raw, one) in _CODE else "tag"))
        else:
            out.append(one)
    return out


def _name(raw: str, tag: _Piece) -> str:
    found = _TAG.match(raw, tag.start)
    return found[1].lower() if found else ""


def _words(raw: str, pieces: list[_Piece]) -> bool:
    """Whether ``raw`` has letters outside its markup and outside images."""
    at = inside = 0
    for one in pieces:
        if not inside and _letters(raw[at : one.start]):
            return True
        if one.kind == "image":
            inside += {"open": 1, "close": -1, "atom": 0}[one.role]
        at = one.end
    return _letters(raw[at:])


def _letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _folded(raw: str, pieces: list[_Piece]) -> Fragment:
    """The fragment with soft line breaks as one space, hard ones kept without the indentation after them.

    CommonMark 6.7 and 6.8. A line break inside an atom (code, a tag) or an address becomes one space too.
    """
    hard = {one.end - 1 for one in pieces if one.kind == "break"}
    kept: list[str] = []
    cuts: list[int] = [0]
    """where kept stretches begin in ``raw``"""
    places: list[int] = [0]
    """… and in the folded text"""
    at = length = index = 0
    newline = raw.find("\n")
    while newline >= 0:
        while index < len(pieces) and pieces[index].end <= newline:
            index += 1
        stop, glue = newline, " "
        if newline in hard:
            stop, glue = newline + 1, ""
        elif not (index < len(pieces) and pieces[index].start <= newline):
            while stop > at and raw[stop - 1] in " \t":
                stop -= 1
        kept += raw[at:stop], glue
        length += stop - at + len(glue)
        at = newline + 1
        while at < len(raw) and raw[at] in " \t":
            at += 1
        cuts.append(at)
        places.append(length)
        newline = raw.find("\n", at)
    kept.append(raw[at:])
    places.append(len(raw))  # beyond any end

    def place(pos: int) -> int:
        stretch = bisect_right(cuts, pos) - 1
        return min(places[stretch] + pos - cuts[stretch], places[stretch + 1])

    return Fragment("".join(kept), tuple([
        Inline(Span(place(start), place(end)), kind, role, tuple([Span(place(text.start), place(text.end))
                                                                  for text in texts]))
        for start, end, kind, role, texts in pieces]))
