"""Runs: the text and inline tags between two block boundaries, and the segment in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from html.entities import html5
from typing import Literal, NamedTuple

from l10n.formats.html.elements import KINDS, VOID, WORDLESS, fold, has_letters, translatable
from l10n.formats.html.lexer import COMMENT, EMPTY, END, RAW, START, TAG, TEXT, attributes
from l10n.model import Fragment, Inline, Span

Texts = tuple[tuple[str, Span], ...]
"""(context, span) of the translatable attributes of a tag."""


Item = tuple[int, int, int, str, Texts]
"""A piece of a run: (kind, start, end, element, texts), following each other without gaps. The kind is its token's:
TEXT, START, EMPTY, END, COMMENT; RAW for an element that is kept as a whole."""


class Found(NamedTuple):
    """The segment of a run."""

    span: Span
    fragment: Fragment
    around: tuple[Item, ...]
    """The start tags of inline elements around the whole of it, left outside; outermost first."""
    whole: bool
    """Whether every tag in it has its partner in it."""


_BLANK = r"(?:\s|&nbsp;|&\#160;|&\#xa0;)"
"""White space and no-break spaces: not wanted at the edges of a segment."""
_LEFT = re.compile(f"{_BLANK}*+")
_RIGHT = re.compile(r"(?>(?:\s|;psbn&|;061\#&|;0ax\#&)*)")
"""``_LEFT`` for a text that is read backwards: no search has to try every place."""
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_VERBATIM = frozenset(["script", "style", "svg", "math", "textarea"])
_FILLED = ("<%=", "<?=")
"""How comments begin in whose place a template puts a text."""
_QUOTED = re.compile(r""""[^"]*"|'[^']*'|[\t\n\f\r ]+""")


def links(source: str, items: Sequence[Item]) -> list[Sequence[Item]]:
    """A run in parts: links that begin on lines of their own, with no words around them, and what stands between them.

    So menus and rows of teasers are written: a translator has one link at a time. Line breaks decide, since a target
    has none but those of its source.
    """
    if sum(item[3] == "a" and item[0] == START for item in items) < 2:
        return [items]
    partner = _partners(items)
    parts: list[Sequence[Item]] = []
    begin = at = 0
    broken = True
    while at < len(items):
        kind, start, end, name, texts = items[at]
        if name == "a" and at in partner:
            if not broken:
                return [items]
            after = partner[at] + 1
            parts += [items[begin:at], items[at:after]]
            begin = at = after
            broken = False
            continue
        if kind == TEXT:
            text = source[start:end]
            if any(map(str.isalnum, unescape(text))):
                return [items]
            broken = broken or "\n" in text or "\r" in text
        elif not texts and _counts(source, items[at]):
            return [items]
        at += 1
    return [part for part in (*parts, items[begin:]) if part] if len(parts) > 2 else [items]


def segment(source: str, items: Sequence[Item], bare: Mapping[int, str], *, verbatim: bool = False) -> Found | None:
    """What there is to translate in a run; None where it has no letters outside its markup.

    ``bare``: start of a tag → what stands for it in the segment's text.

    Left outside at its edges: white space, comments, breaks, icons, elements around the whole of it and tags whose
    element goes on outside the run. A tag with translatable attributes stays in, so that a target may begin with it.
    """
    right = len(items) - 1
    while right and items[right][0] == TEXT and source[items[right][1]:items[right][2]].isspace():
        right -= 1
    if right == 0 and items[0][0] == TEXT:
        return _words(source, items[0][1], items[0][2], verbatim=verbatim)
    for kind, start, end, _, _ in items:
        if kind == TEXT and has_letters(source[start:end]):
            break
    else:
        return None
    left = 0
    around: tuple[Item, ...] = ()
    partner = _partners(items)
    if any(item[0] != TEXT or not _counts(source, item) for item in (items[0], items[right])):
        left, right, around = _trimmed(source, items, right, partner)
    pieces: list[str] = []
    inlines: list[Inline] = []
    at = 0
    whole = True
    for index in range(left, right + 1):
        kind, start, end, name, texts = items[index]
        text = bare.get(start) or source[start:end]
        if kind == TEXT:
            if index == left:
                text = text[_leading(text):]
                first = end - len(text)
            if index == right:
                end -= _trailing(text)
                text = text[:end - start] if index != left else source[first:end]
            text = text.replace("\r\n", "\n") if verbatim else fold(text)
            if "&" in text:
                inlines += (Inline(Span(at + a, at + b), "entity") for a, b in references(text))
        else:
            text, inline = _markup(kind, name, texts, text, at, partner.get(index, index) - index)
            inlines.append(inline)
            whole = whole and (kind not in (START, END) or index in partner)
            if index == left:
                first = start
        pieces.append(text)
        at += len(text)
    return Found(Span(first, end), Fragment("".join(pieces), tuple(inlines)), around, whole)


def _trimmed(source: str, items: Sequence[Item], right: int,
             partner: Mapping[int, int]) -> tuple[int, int, tuple[Item, ...]]:
    """First and last item of the segment, and the start tags of the pairs around all of it."""
    left = 0
    around: list[Item] = []
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
                around.append(items[left])
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
        return left, right, tuple(around)


def _words(source: str, start: int, end: int, *, verbatim: bool) -> Found | None:
    """The segment of a run without markup: most of them."""
    text = source[start:end]
    if not has_letters(text):
        return None
    start += _leading(text)
    end -= _trailing(text)
    text = source[start:end]
    text = text.replace("\r\n", "\n") if verbatim else fold(text)
    inlines = tuple(Inline(Span(a, b), "entity") for a, b in references(text)) if "&" in text else ()
    return Found(Span(start, end), Fragment(text, inlines), (), True)


def plain(text: str) -> Fragment:
    """A text without markup, as attributes and JSON-LD have it; tags and entities in it, which widgets make markup of,
    are parts all the same."""
    if "<" not in text and "&" not in text:
        return Fragment(text)
    items: list[Item] = [
        (END if tag[1] else EMPTY if tag[2].lower() in VOID or tag[0].endswith("/>") else START, *tag.span(),
         tag[2].lower(), ()) for tag in TAG.finditer(text) if tag[3]]
    partner = _partners(items)
    inlines = [_markup(kind, name, (), text[start:end], start, partner.get(index, index) - index)[1]
               for index, (kind, start, end, name, _) in enumerate(items)]
    inlines += (Inline(Span(*span), "entity") for span in references(TAG.sub(lambda tag: " " * len(tag[0]), text)))
    return Fragment(text, tuple(sorted(inlines, key=lambda inline: inline.span)))


def references(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the character references in a text, as a browser sees them (“Named character reference state”)."""
    for found in _REFERENCE.finditer(text):
        name = found[0][1:]
        if name[0] == "#" or name in html5:
            yield found.span()
            continue
        for size in range(len(name), 1, -1):                    # old names count without a semicolon: &copy2024
            if name[:size] in html5:
                yield found.start(), found.start() + 1 + size
                break


def _markup(kind: int, name: str, texts: Texts, text: str, at: int, partner: int) -> tuple[str, Inline]:
    """A tag, comment or kept element as it stands in a fragment at ``at``; its partner comes behind (> 0) or before."""
    role: Literal["atom", "open", "close"] = "open" if partner > 0 else "close" if partner else "atom"
    label = KINDS.get(name, "tag")
    if kind == COMMENT:
        text, label = text.replace("\r\n", "\n"), "placeholder" if text.startswith(_FILLED) else "comment"
    elif kind == RAW:
        text = text.replace("\r\n", "\n") if name in _VERBATIM else fold(text)
        label = label if label == "code" else "kept"
    elif fold(text) != text:
        text = _QUOTED.sub(_folded, text)
    spans: tuple[Span, ...] = ()
    tag = TAG.match(text) if texts else None
    if tag:
        found = translatable(text, name, attributes(text, 0, name, tag.end()))
        spans = tuple(Span(at + span.start, at + span.end) for _, span in found)
    return text, Inline(Span(at, at + len(text)), label, role, spans)


def _folded(found: re.Match[str]) -> str:
    return found[0].replace("\r\n", "\n") if found[0][0] in "\"'" else " "


def _partners(items: Sequence[Item]) -> dict[int, int]:
    """Index of a start tag ↔ index of its end tag; what crosses another pair has none."""
    out: dict[int, int] = {}
    stack: list[int] = []
    waiting: dict[str, int] = {}
    for index, (kind, _, _, name, _) in enumerate(items):
        if kind == START:
            stack.append(index)
            waiting[name] = waiting.get(name, 0) + 1
        elif kind == END:
            while waiting.get(name):
                opened = stack.pop()
                waiting[items[opened][3]] -= 1
                if items[opened][3] == name:
                    out[opened], out[index] = index, opened
                    break
    return out


def _counts(source: str, item: Item) -> bool:
    """Whether a piece is a part of the sentence wherever it stands."""
    kind, start, end, name, texts = item
    if kind == TEXT:
        return _leading(source[start:end]) < end - start
    if kind == COMMENT:
        return source.startswith(_FILLED, start)
    return bool(texts) or (kind == RAW and name not in WORDLESS)


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
