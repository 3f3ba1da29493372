"""The segments of a Markdown body: block tokens of markdown-it-py, every line of them found again in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from l10n.formats.markdown import tags
from l10n.formats.markdown.inlines import read, title_span
from l10n.formats.markdown.located import BREAK, Located, body_lines, cell, locate
from l10n.formats.markdown.markup import DIRECTIVE, HtmlBlocks, directives
from l10n.formats.markdown.mdx import ELEMENT, MDX
from l10n.formats.markdown.parser import SPACE, parse
from l10n.model import Finding, FormatOptions, Fragment, Segment, Severity, Span

_ATTRIBUTES = re.compile(r"[ \t]*(?<!\\)\{:?[ \t]*(?:[#.]|[\w-]+=)[^{}\n]*\}\Z")
"""``{#id .class}`` and ``{: #id}`` at the end of a heading (Pandoc, kramdown, goldmark)."""
_CLOSING = re.compile(r"[ \t]#+\Z")
"""The closing marks of a heading, which do not close it where attributes follow."""
_TASK = re.compile(r"\[[ xX]\][ \t\n]+")
"""The check box of a task list item (GFM 5.3)."""
_MARKER = re.compile(r"[-+*][ \t]")
"""In a tab's depth markdown-it lets a list marker end the paragraph above and reads no list: nothing but that marker
keeps the two apart."""
_ALERT = re.compile(r"\[![\w-]+(?:\|[^\]\n]*)?\][+-]?(?:[ \t]+|(?=\n)|\Z)")
"""``[!NOTE]`` and ``[!note]- Title``: the first line of a GitHub alert, of an Obsidian callout."""
_FOLD = re.compile(r"[ \t]*\n[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")


class Body:
    """One walk over the blocks of a body; ``segments`` and ``findings`` are its results."""

    def __init__(self, source: str, start: int, path: str, options: FormatOptions, *, mdx: bool = False) -> None:
        self.source = source
        self.path = path
        self.segments: list[Segment] = []
        self.findings: list[Finding] = []
        self.switchers: list[int] = []
        """where the language switcher goes: after its directive"""
        self._lines = body_lines(source, start)
        self._starts = [line.start for line in self._lines]
        self._first = len(BREAK.findall(source, 0, start)) + 1
        self._notes: list[str] = []
        self._html = HtmlBlocks(source, path, options)
        self._env: dict[str, Any] = {MDX: mdx}
        self._walk(parse(source[start:], self._env))

    def line(self, pos: int) -> int:
        """1-based line of an offset in the body."""
        return self._first + bisect_right(self._starts, pos) - 1

    def _walk(self, tokens: Sequence[Token]) -> None:
        around: list[str] = []
        off = False
        skip: int | None = None  # level of the next block to leave out
        inside = False  # of that block
        index = 0
        while index < len(tokens):
            token = tokens[index]
            index += 1
            if inside:
                inside = not (token.level == skip and token.nesting <= 0)
                skip = skip if inside else None
                continue
            if token.type == "html_block":
                found = directives(token.content)
                for name, text in found:
                    if name == "note":
                        self._notes.append(text)
                    elif name == "skip":
                        skip = token.level
                    elif name == "switcher":
                        self._switcher(token)
                    elif name not in ("on", "off"):
                        self._miss(token, "F104", f"unknown directive “l10n: {name}”: off, on, skip, note or switcher")
                if found:
                    states = [name for name, _ in found if name in ("on", "off")]
                    if not off and self._html.whole(token.content):
                        self._emit(self._html.segments(token, self._block_lines(token)))
                    off = states[-1] == "off" if states else off
                    continue
            if skip is not None:
                if token.level < skip:
                    skip = None
                elif token.level == skip and token.nesting >= 0:
                    inside = token.nesting > 0
                    skip = skip if inside else None
                    continue
            if token.nesting > 0:
                around.append(token.type.removesuffix("_open") + (token.tag if token.type == "heading_open" else ""))
            elif token.nesting < 0:
                around.pop()
            if off:
                continue
            if token.type == "tr_open":
                cells = [one for one in _until(tokens, index, "tr_close") if one.type == "inline"]
                self._row(token, cells)
            elif token.type == "inline" and around[-1] not in ("th", "td"):
                self._inline(token, around, tokens[index - 3].type if index >= 3 else "")
            elif token.type == "definition" and token.meta["title"]:
                self._definition(token)
            elif token.type in ("directive", "admonition_open") and token.content:
                line = self._block_lines(token)[0]
                at = self.source.rfind(token.content, line.start, line.end)
                self._text(token.content, 0, Located((0,), (at,)), "label", "label")
            elif token.type == "component":
                lines = self._block_lines(token)
                self._attributes(lines[0].start, lines[-1].end)
            elif token.type == "html_block":
                self._emit(self._html.segments(token, self._block_lines(token)))

    # -- one block ---------------------------------------------------------------------------------------------------

    def _inline(self, token: Token, around: list[str], before: str) -> None:
        """A paragraph or a heading."""
        content = token.content
        located = self._locate(token, atx=around[-1].startswith("heading"))
        if located is None or (around[-1] == "paragraph" and _MARKER.match(content)):
            self._miss(token)
            return
        start, end = 0, len(content)
        kind, context = _role(around)
        if context is not None:
            found = _ATTRIBUTES.search(content)
            if found:
                end = found.start()
                end -= len(found[0]) if (found := _CLOSING.search(content[:end])) else 0
        else:
            cut = (_TASK if before == "list_item_open" else _ALERT if before == "blockquote_open" else None)
            found = cut.match(content) if cut else None
            start = found.end() if found else 0
            if found and cut is _ALERT and (title := content[start:].partition("\n")[0]):
                self._text(title, start, located, "label", "label")
                start += len(title)
        self._text(content[start:end], start, located, kind, context)

    def _row(self, token: Token, cells: list[Token]) -> None:
        """A row of a table: its cells by forward search for the pipes that are not escaped (GFM 4.10)."""
        line = self._lines[self._number(token)]
        text = self.source[line.start : line.end].replace("\0", "\ufffd")
        bounds = [-1, *(found.start() for found in _PIPE.finditer(text)), len(text)]
        pieces = [(text[a + 1 : b], line.start + a + 1) for a, b in pairwise(bounds)]
        wanted = [cell.content for cell in cells]
        if not pieces[-1][0].strip(SPACE):
            pieces.pop()
        for shift in (1, 0):  # with a pipe at the start of the row, and without
            places = [cell(*piece, first=not shift and not i, content=want) for i, (piece, want) in
                      enumerate(zip(pieces[shift:], wanted, strict=False))]
            if None not in places and not any(wanted[len(places) :]):
                for content, located in zip(wanted, places, strict=False):
                    if located is not None and content:
                        self._text(content, 0, located, "cell", "cell")
                return
        self._miss(token)

    def _text(self, raw: str, at: int, located: Located, kind: str, context: str | None) -> None:
        """The segment of a block's content, or those of the values in it where it has no words of its own."""
        at += len(raw) - len(raw.lstrip(SPACE))
        raw = raw.strip(SPACE)
        if not raw:
            return
        reading = read(raw, self._env)
        if reading.words:
            span = located.span(at, at + len(raw))
            self._emit([Segment(span, kind, reading.fragment, context, line=self.line(span.start))])
            return
        for role, place in reading.values:
            text = raw[place.start : place.end]
            if role == "title":
                fragment = Fragment(_FOLD.sub(" ", unescapeAll(text)).strip(SPACE))
            else:
                place = Span(place.start + len(text) - len(text.lstrip(SPACE)), place.start + len(text.rstrip(SPACE)))
                fragment = read(text.strip(SPACE), self._env).fragment
            if any(map(str.isalpha, fragment.text)):
                if role == "alt" and raw.startswith("][]", place.end):  # its label too: see encode
                    place = Span(place.start, place.end + 2)
                span = located.span(at + place.start, at + place.end)
                self._emit([Segment(span, role, fragment, role, line=self.line(span.start))])

    def _definition(self, token: Token) -> None:
        """The title of a link reference definition (CommonMark 4.7); ``[//]: # (…)`` and the like are comments."""
        if token.meta["label"] == "//" or token.meta["url"] in ("#", "<>", ""):
            return
        title: str = token.meta["title"]
        head = f"[{token.meta['label']}]:".split("\n")[0]
        texts: list[str] = []
        content = [0]
        places: list[int] = []
        for number, line in enumerate(self._block_lines(token)):
            text = self.source[line.start : line.end].replace("\0", "\ufffd")
            start = text.find(head) if number == 0 else len(text) - len(text.lstrip(" \t>"))
            texts.append(text[max(start, 0) :])
            places.append(line.start + max(start, 0))
            content.append(content[-1] + len(texts[-1]) + 1)
        joined = "\n".join(texts)
        label = len(f"[{token.meta['label']}]:")
        found = title_span(joined, label, len(joined))
        if found is None or _loose(unescapeAll(joined[found.start : found.end])) != _loose(title):
            self._miss(token)
        elif any(map(str.isalpha, title)):
            span = Located(tuple(content[:-1]), tuple(places)).span(found.start, found.end)
            fragment = Fragment(_FOLD.sub(" ", unescapeAll(joined[found.start : found.end])).strip(SPACE))
            self._emit([Segment(span, "title", fragment, "title", line=self.line(span.start))])

    def _attributes(self, start: int, end: int) -> None:
        """What readers see of the attributes of tags."""
        for tag in ELEMENT.finditer(self.source, start, end):
            for name, value in tags.values(tag[0]):
                span = Span(tag.start() + value.start, tag.start() + value.end)
                self._emit([Segment(span, tags.KIND, Fragment(tags.decoded(self.source[span.start : span.end])), name,
                                    line=self.line(span.start))])

    def _switcher(self, token: Token) -> None:
        lines = self._block_lines(token)
        self.switchers += (found.end() for found in DIRECTIVE.finditer(self.source, lines[0].start, lines[-1].end)
                           if found[1] == "switcher" and found.end() not in self.switchers)

    # -- places ------------------------------------------------------------------------------------------------------

    def _locate(self, token: Token, *, atx: bool) -> Located | None:
        """Where the content of a block stands, each line verified; None where one is not there."""
        return locate(self.source, self._block_lines(token), token.content, atx=atx)

    def _block_lines(self, token: Token) -> list[Span]:
        first = self._number(token)
        return self._lines[first : (token.map or (0, 0))[1]]

    def _number(self, token: Token) -> int:
        return token.map[0] if token.map else 0

    def _emit(self, segments: Iterable[Segment]) -> None:
        for segment in segments:
            if not segment.line:
                segment = replace(segment, line=self.line(segment.span.start))
            if self._notes:
                segment = replace(segment, notes=(*self._notes, *segment.notes))
                self._notes = []
            self.segments.append(segment)

    def _miss(self, token: Token, code: str = "F101",
              message: str = "cannot be located in the source; left as it is") -> None:
        self.findings.append(Finding(self.path, self._number(token) + self._first, 0, code, message,
                                     Severity.WARNING))


def _until(tokens: Sequence[Token], index: int, kind: str) -> Iterator[Token]:
    while tokens[index].type != kind:
        yield tokens[index]
        index += 1


def _role(around: list[str]) -> tuple[str, str | None]:
    """(kind, context) of a text by the blocks around it."""
    if around[-1].startswith("heading"):
        return ("headline", "headline") if around[-1] == "headingh1" else ("heading", "heading")
    kinds = {"list_item": "item", "blockquote": "quotation", "footnote_reference": "footnote"}
    return next((kinds[block] for block in reversed(around) if block in kinds), "paragraph"), None


def _loose(text: str) -> str:
    return " ".join(text.split())
