"""From the raw text of a block to a fragment: soft line breaks folded, inline markup named and paired."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from l10n.formats.markdown.parser import SPECIAL, Mark, consumed
from l10n.model import Fragment, Inline, Span

DEPTH = 8
"""How deep images may hold images before the rest counts as one piece."""

_BLANK = " \t"
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_KEPT = re.compile(r"""\btranslate\s*=\s*["']?no\b|\bclass\s*=\s*(?:"[^"]*\bnotranslate\b|'[^']*\bnotranslate\b|notranslate)""",
                   re.IGNORECASE)
_BARE = re.compile(r"(?:https?://|www\.)[^\s<>]*[^\s<>?!.,:*_~'\"()\[\]]|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_ESCAPES = frozenset("\\`*_[]<>&~{}!^|")
"""Characters that would be markup, or could be, without the backslash before them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the text of one block holds."""

    fragment: Fragment
    words: bool
    """Whether there are letters outside code, addresses, tags and images."""
    values: tuple[tuple[str, Span], ...]
    """("alt" | "title", where in the raw text) of images and links: segments where there are no words."""


def read(raw: str, references: Mapping[str, Any]) -> Reading:
    """Read the inline Markdown ``raw``: a block's content, its lines joined by newlines.

    CommonMark 0.31, section 6, as markdown-it-py reads it. Spans of ``values`` are offsets into ``raw``; those of
    the fragment are offsets into its text.
    """
    values: list[tuple[str, Span]] = []
    if SPECIAL.isdisjoint(raw):
        inlines = _bare(raw, [])
    else:
        found = sorted(_named(raw, 0, references, values, 0), key=lambda one: one.span)
        inlines = _paired(raw, _bare(raw, found))
    words = _words(raw, inlines)
    if "\n" in raw:
        text, inlines = _fold(raw, inlines)
    else:
        text = raw
    return Reading(Fragment(text, tuple(inlines)), words, tuple(values))


def _named(raw: str, at: int, references: Mapping[str, Any], values: list[tuple[str, Span]],
           depth: int) -> Iterator[Inline]:
    """The marks of ``raw`` as inlines, shifted by ``at``; labels of images and inline footnotes are read here."""
    for mark in consumed(raw, references):
        start, end, rule, partner = mark
        span = Span(at + start, at + end)
        if rule in ("link", "image", "footnote_inline"):
            yield from _labelled(raw, at, mark, references, values, depth)
        elif rule in ("emphasis", "strong", "strike"):
            yield Inline(span, rule, "open" if partner > start else "close")
        elif rule == "hardbreak":
            before = start - 1
            while raw[before] == " " and raw[before - 1] == " ":
                before -= 1
            yield Inline(Span(at + before, at + start + 1), "break")
        elif rule == "tag":
            text = raw[start:end]
            kind = "tag" if _TAG.match(text) else "comment"
            role = "atom" if kind == "comment" or text.endswith("/>") else "close" if text[1] == "/" else "open"
            yield Inline(span, kind, role)  # type: ignore[arg-type]
        elif rule == "escape":
            if raw[start + 1] in _ESCAPES:
                yield Inline(span, "escape")
        elif rule != "softbreak":
            yield Inline(span, rule)


def _labelled(raw: str, at: int, mark: Mark, references: Mapping[str, Any], values: list[tuple[str, Span]],
              depth: int) -> Iterator[Inline]:
    """A link, an image or an inline footnote: an opening and a closing inline with the label between them."""
    start, end, rule, label_end = mark
    label = start + (1 if rule == "link" else 2)
    if depth > DEPTH:
        yield Inline(Span(at + start, at + end), rule)
        return
    title = title_span(raw, label_end + 2, end) if raw.startswith("](", label_end) else None
    kind = "footnote" if rule == "footnote_inline" else rule
    titles = () if title is None else (Span(at + title.start, at + title.end),)
    yield Inline(Span(at + start, at + label), kind, "open")
    if rule == "image":
        values.append(("alt", Span(at + label, at + label_end)))
    values += (("title", span) for span in titles)
    if rule != "link" and not SPECIAL.isdisjoint(raw[label:label_end]):
        inner: list[tuple[str, Span]] = []  # an image inside an alternative text is text
        yield from _named(raw[label:label_end], at + label, references, inner, depth + 1)
    yield Inline(Span(at + label_end, at + end), kind, "close", titles)


def title_span(text: str, pos: int, end: int) -> Span | None:
    """Where the title stands between its quotes in ``destination "title"`` at ``text[pos:end]``; None without one.

    CommonMark section 6.3, for links, images and reference definitions alike.
    """
    from markdown_it.helpers import parseLinkDestination, parseLinkTitle

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


def _bare(raw: str, inlines: list[Inline]) -> list[Inline]:
    """``inlines`` with the bare addresses that stand between them (GFM section 6.9) as atoms."""
    if "@" not in raw and "://" not in raw and "www." not in raw:
        return inlines
    out: list[Inline] = []
    start = 0
    for one in inlines:
        out += (Inline(Span(*found.span()), "autolink") for found in _BARE.finditer(raw, start, one.span.start))
        out.append(one)
        start = one.span.end
    out += (Inline(Span(*found.span()), "autolink") for found in _BARE.finditer(raw, start))
    return out


def _paired(raw: str, inlines: list[Inline]) -> list[Inline]:
    """``inlines`` with tags paired where they nest with everything else, lone ones as atoms, kept elements whole."""
    if not any(one.kind == "tag" for one in inlines):
        return inlines
    partner: dict[int, int] = {}
    stack: list[int] = []
    for index, one in enumerate(inlines):
        if one.role == "open":
            stack.append(index)
        elif one.role == "close" and one.kind != "tag":
            while inlines[stack[-1]].kind == "tag":
                stack.pop()
            stack.pop()
        elif one.role == "close":
            name = _name(raw, one)
            for depth in range(len(stack) - 1, max(len(stack) - 1 - 64, -1), -1):
                if inlines[stack[depth]].kind != "tag":
                    break
                if _name(raw, inlines[stack[depth]]) == name:
                    partner[index], partner[stack[depth]] = stack[depth], index
                    del stack[depth:]
                    break
    out: list[Inline] = []
    until = -1
    for index, one in enumerate(inlines):
        if index <= until:
            continue
        if one.kind == "tag" and index not in partner:
            one = replace(one, role="atom")
        elif one.kind == "tag" and one.role == "open" and _KEPT.search(raw, one.span.start, one.span.end):
            until = partner[index]
            one = Inline(Span(one.span.start, inlines[until].span.end), "tag")
        out.append(one)
    return out


def _name(raw: str, tag: Inline) -> str:
    found = _TAG.match(raw, tag.span.start)
    return found[1].lower() if found else ""


def _words(raw: str, inlines: list[Inline]) -> bool:
    """Whether ``raw`` has letters outside its markup and outside images."""
    at = inside = 0
    for one in inlines:
        if not inside and _letters(raw[at : one.span.start]):
            return True
        if one.kind == "image":
            inside += {"open": 1, "close": -1, "atom": 0}[one.role]
        at = one.span.end
    return _letters(raw[at:])


def _letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _fold(raw: str, inlines: list[Inline]) -> tuple[str, list[Inline]]:
    """Soft line breaks as one space, hard ones kept without the indentation after them; the inlines follow.

    CommonMark sections 6.7 and 6.8. A line break inside an atom (code, a tag) or an address becomes one space too.
    """
    hard = {one.span.end - 1 for one in inlines if one.kind == "break"}
    atoms = [one.span for one in inlines]
    pieces: list[str] = []
    cuts: list[int] = [0]
    """where kept pieces begin in ``raw``"""
    places: list[int] = [0]
    """… and in the folded text"""
    at = length = 0
    inside = 0
    newline = raw.find("\n")
    while newline >= 0:
        while inside < len(atoms) and atoms[inside].end <= newline:
            inside += 1
        stop, glue = newline, " "
        if newline in hard:
            stop, glue = newline + 1, ""
        elif not (inside < len(atoms) and atoms[inside].start <= newline):
            while stop > at and raw[stop - 1] in _BLANK:
                stop -= 1
        pieces += raw[at:stop], glue
        length += stop - at + len(glue)
        at = max(newline + 1, stop)
        while at < len(raw) and raw[at] in _BLANK:
            at += 1
        cuts.append(at)
        places.append(length)
        newline = raw.find("\n", at)
    pieces.append(raw[at:])

    def moved(span: Span) -> Span:
        return Span(place(span.start), place(span.end))

    def place(pos: int) -> int:
        piece = bisect_right(cuts, pos) - 1
        end = places[piece + 1] if piece + 1 < len(places) else len(raw)
        return min(places[piece] + pos - cuts[piece], end)

    return "".join(pieces), [replace(one, span=moved(one.span), texts=tuple(map(moved, one.texts))) for one in inlines]
