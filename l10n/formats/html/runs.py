"""Runs: the text and inline tags between two block boundaries, and the segment in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html.entities import html5
from typing import Literal, NamedTuple

from l10n.formats.html.elements import KINDS, WORDLESS, fold, has_letters, translatable
from l10n.formats.html.lexer import COMMENT, END, RAW, START, TAG, TEXT, attributes
from l10n.model import Fragment, Inline, Span

Texts = tuple[tuple[str, Span], ...]
"""(context, span) of the translatable attributes of a tag."""


class Item(NamedTuple):
    """A piece of a run; the pieces of a run follow each other without gaps, but for what is not there to be read."""

    kind: int
    """Of its token: TEXT, START, EMPTY, END, COMMENT; RAW for an element that is kept as a whole."""
    start: int
    end: int
    name: str = ""
    texts: Texts = ()


class Found(NamedTuple):
    """The segment of a run."""

    span: Span
    fragment: Fragment
    around: Item | None
    """The start tag of an inline element around the whole of it, left outside."""
    whole: bool
    """Whether every tag in it has its partner in it."""


_BLANK = r"(?:\s|&nbsp;|&\#160;|&\#xa0;)"
"""White space and no-break spaces: not wanted at the edges of a segment."""
_LEFT = re.compile(f"{_BLANK}*+")
_RIGHT = re.compile(r"(?:\s|;psbn&|;061\#&|;0ax\#&)*+")
"""``_LEFT`` for a text that is read backwards: no search has to try every place."""
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_VERBATIM = frozenset(["script", "style", "svg", "math", "template", "textarea"])
_QUOTED = re.compile(r""""[^"]*"|'[^']*'|[\t\n\f\r ]+""")


def segment(source: str, items: Sequence[Item], *, verbatim: bool = False) -> Found | None:
    """What there is to translate in a run; None where it has no letters outside its markup.

    Left outside at its edges: white space, comments, breaks, icons, elements around the whole of it and tags whose
    element goes on outside the run. A tag with translatable attributes stays in, so that a target may begin with it.
    """
    last = len(items) - 1
    if items[last].kind == TEXT and last and source[items[last].start:items[last].end].isspace():
        last -= 1
    if last == 0 and items[0].kind == TEXT:
        return _words(source, items[0], verbatim=verbatim)
    if not any(item.kind == TEXT and has_letters(source[item.start:item.end]) for item in items):
        return None
    partner = _partners(items)
    left, right, around = _trimmed(source, items, last, partner)
    start = items[left].start
    if items[left].kind == TEXT:
        start += _leading(source[start:items[left].end])
    end = items[right].end
    if items[right].kind == TEXT:
        end -= _trailing(source[max(start, items[right].start):end])
    pieces: list[str] = []
    inlines: list[Inline] = []
    at = 0
    for index in range(left, right + 1):
        item = items[index]
        text = source[max(item.start, start):min(item.end, end)]
        if item.kind == TEXT:
            text = text.replace("\r\n", "\n") if verbatim else fold(text)
            if "&" in text:
                inlines += (Inline(Span(at + a, at + b), "entity") for a, b in references(text))
        else:
            text, inline = _markup(item, text, at, partner.get(index), index)
            inlines.append(inline)
        pieces.append(text)
        at += len(text)
    return Found(Span(start, end), Fragment("".join(pieces), tuple(inlines)), around,
                 all(index in partner for index in range(left, right + 1)
                     if items[index].kind in (START, END)))


def _trimmed(source: str, items: Sequence[Item], right: int,
             partner: Mapping[int, int]) -> tuple[int, int, Item | None]:
    """First and last item of the segment, and the outermost pair around all of it."""
    left, around = 0, None
    weight = [0]
    for item in items:
        weight.append(weight[-1] + _counts(source, item))
    while True:
        if weight[left + 1] == weight[left]:
            other = partner.get(left)
            if other is None:
                left += 1
                continue
            if other == right:
                around = around or items[left]
                left, right = left + 1, right - 1
                continue
            if weight[other + 1] == weight[left]:
                left = other + 1
                continue
        if weight[right + 1] == weight[right]:
            other = partner.get(right)
            if other is None or weight[right + 1] == weight[other]:
                right = right - 1 if other is None else other - 1
                continue
        return left, right, around


def _words(source: str, item: Item, *, verbatim: bool) -> Found | None:
    """The segment of a run without markup: most of them."""
    raw = source[item.start:item.end]
    if not has_letters(raw):
        return None
    lead = _leading(raw)
    raw = raw[lead:len(raw) - _trailing(raw)]
    text = raw.replace("\r\n", "\n") if verbatim else fold(raw)
    inlines = tuple(Inline(Span(a, b), "entity") for a, b in references(text)) if "&" in text else ()
    start = item.start + lead
    return Found(Span(start, start + len(raw)), Fragment(text, inlines), None, True)


def references(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the character references in a text, as a browser sees them (13.2.5.72 and 13.2.5.73)."""
    for found in _REFERENCE.finditer(text):
        name = found[0][1:]
        if name[0] == "#" or name in html5:
            yield found.span()
            continue
        for size in range(len(name), 1, -1):                    # old names count without a semicolon: &copy2024
            if name[:size] in html5:
                yield found.start(), found.start() + 1 + size
                break


def _markup(item: Item, text: str, at: int, partner: int | None, index: int) -> tuple[str, Inline]:
    """A tag, comment or kept element as it stands in a fragment at ``at``."""
    role: Literal["atom", "open", "close"] = "atom"
    kind = KINDS.get(item.name, "tag")
    if item.kind == COMMENT:
        text, kind = text.replace("\r\n", "\n"), "comment"
    elif item.kind == RAW:
        text = text.replace("\r\n", "\n") if item.name in _VERBATIM else fold(text)
        kind = kind if kind == "code" else "kept"
    else:
        if fold(text) != text:
            text = _QUOTED.sub(_folded, text)
        if partner is not None:
            role = "open" if partner > index else "close"
    texts: tuple[Span, ...] = ()
    if item.texts:
        tag = TAG.match(text)
        if tag:
            found = translatable(text, item.name, attributes(text, 0, item.name, tag.end()))
            texts = tuple(Span(at + span.start, at + span.end) for _, span in found)
    return text, Inline(Span(at, at + len(text)), kind, role, texts)


def _folded(found: re.Match[str]) -> str:
    return found[0].replace("\r\n", "\n") if found[0][0] in "\"'" else " "


def _partners(items: Sequence[Item]) -> dict[int, int]:
    """Index of a start tag ↔ index of its end tag; what crosses another pair has none."""
    out: dict[int, int] = {}
    stack: list[int] = []
    waiting: dict[str, int] = {}
    for index, item in enumerate(items):
        if item.kind == START:
            stack.append(index)
            waiting[item.name] = waiting.get(item.name, 0) + 1
        elif item.kind == END:
            while waiting.get(item.name):
                opened = stack.pop()
                waiting[items[opened].name] -= 1
                if items[opened].name == item.name:
                    out[opened], out[index] = index, opened
                    break
    return out


def _counts(source: str, item: Item) -> bool:
    """Whether a piece is a part of the sentence wherever it stands."""
    if item.kind == TEXT:
        return _leading(source[item.start:item.end]) < item.end - item.start
    return bool(item.texts) or (item.kind == RAW and item.name not in WORDLESS)


def _leading(text: str) -> int:
    length = len(text) - len(text.lstrip())
    if text.startswith("&", length):
        found = _LEFT.match(text)
        length = found.end() if found else 0
    return length


def _trailing(text: str) -> int:
    bare = text.rstrip()
    if bare.endswith(";"):
        found = _RIGHT.match(text[::-1])
        return found.end() if found else 0
    return len(text) - len(bare)
