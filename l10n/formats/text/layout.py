"""The roles of a plain text, from blank lines, indentation, markers, underlines and neighbours.

A block is a run of lines without a blank one; a block of one line is *solo*. The first solo display line is the
headline; the solo line after it the standfirst, if it is a display line too or the body below it stands line by line;
further display lines before the body are labels (a byline, a place), later ones headings. A line over a postal address
is its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from typing import Literal

from l10n.formats.text import marker
from l10n.formats.text.address import is_address
from l10n.formats.text.lines import Line, closed, display, item, rule, split, width
from l10n.formats.text.wrapping import fold, headed, wrapped
from l10n.model import Span

_AFTER = {"headline": "standfirst", "standfirst": "label", "label": "label", "": ""}
"""What a display line is after the one before it; "" below the first paragraph."""
_ONLY_A_LINK = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.\w+")


@dataclass(frozen=True, slots=True)
class Underline:
    """What stands below a heading."""

    between: str
    """From the end of the heading to the underline: the line break and white space."""
    drawn: str
    fitted: bool
    """Whether it is just as long as its heading."""

    def under(self, text: str) -> str:
        """The same below another heading."""
        return self.between + (self.drawn[0] * max(3, width(text)) if self.fitted else self.drawn)


@dataclass(frozen=True, slots=True)
class Unit:
    """A translatable part and what its role rests on."""

    span: Span
    kind: str
    text: str
    line: int
    item: bool = False
    """Whether a list marker stands before it."""
    display: bool | None = None
    """What it has to read as to keep its role; None where that does not matter."""
    ends: Literal["", "closed", "always"] = ""
    """Whether it has to say that it ends, so as not to be taken for part of a wrapped paragraph: always, or unless it
    ends like a sentence."""
    underline: Underline | None = None
    wrapped: tuple[tuple[Line, str], ...] = ()
    """Its lines, each with the line break after it; the first without a list marker."""
    above: Line | None = None
    """The line right above it that is none of them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text, taken apart."""

    units: tuple[Unit, ...]
    """In order."""
    marker: marker.Marker | None
    _by_start: Mapping[int, Unit] = field(compare=False, default_factory=dict)

    def at(self, start: int) -> Unit:
        """The unit whose span begins there."""
        return self._by_start[start]


@dataclass(slots=True)
class _Block:
    lines: list[Line]
    underline: Line | None = None
    address: bool = False
    ruled: bool = False
    """Whether a rule follows that would underline it if it were a single line."""
    units: tuple[Unit, ...] = ()
    solo: bool = False

    @property
    def display(self) -> bool:
        """Whether a solo block reads as a display line."""
        return self.lines[0].display if len(self.lines) == 1 else display(self.units[0].text)

    @property
    def line_by_line(self) -> bool:
        return sum(unit.kind == "paragraph" for unit in self.units) > 1


@lru_cache(maxsize=8)
def of(source: str) -> Page:
    """The layout of a text; kept for a while, since a text is asked for once a segment."""
    lines = list(split(source))
    last = next((at for at in range(len(lines) - 1, -1, -1) if lines[at] is not None), None)
    found = None
    if last is not None and (line := lines[last]) is not None and (found := marker.find(line)) is not None:
        lines[last] = None
    blocks = list(_blocks(lines))
    listed = _numbered(line for block in blocks if not (block.address or block.underline) for line in block.lines)
    for block in blocks:
        units = () if block.address else tuple(_units(block, source, listed))
        block.solo = len(units) == 1 and block.underline is None and not units[0].item
        block.units = tuple(unit for unit in units if any(map(str.isalpha, unit.text))
                            and not _ONLY_A_LINK.fullmatch(unit.text))
    units = tuple(_roles(blocks))
    return Page(units, found, {unit.span.start: unit for unit in units})


def _blocks(lines: Sequence[Line | None]) -> Iterator[_Block]:
    """Lines without letters or numbers part blocks as blank lines do, but for one that underlines a single line."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.words:
            run.append(line)
            continue
        ruled = line is not None and rule(line.content)
        if ruled and len(run) == 1 and not run[0].ends:
            yield _Block(run, underline=line)
        elif run:
            yield from _address_apart(run, ruled)
        run = []


def _address_apart(run: list[Line], ruled: bool) -> Iterator[_Block]:
    """A block as it is, or the label and the address that it holds."""
    if run[0].content[-1] in ":：" and not run[0].ends and is_address(run[1:]):
        yield _Block(run[:1])
        yield _Block(run[1:], address=True)
    else:
        yield _Block(run, address=is_address(run), ruled=ruled)


def _numbered(lines: Iterator[Line]) -> frozenset[int]:
    """Which lines that begin with a number or letter of a list, one that starts at 1 (or 0, a) and goes on.

    A date at the beginning of a paragraph (``12. November``) is no list.
    """
    found: set[int] = set()
    runs: dict[tuple[int, str], tuple[int, int]] = {}
    for line in lines:
        match = item(line.content)
        if match is None or match[2] is None:
            continue
        letter = match[2].isalpha()
        if letter and ")" not in match[1]:
            continue
        value = ord(match[2]) - ord("a") + 1 if letter else int(match[2])
        key = (line.margin, match[1].replace(match[2], "a" if letter else "1"))
        if key in runs and runs[key][0] == value - 1:
            found |= {runs[key][1], line.number}
        elif value > 1:
            continue
        runs[key] = (value, line.number)
    return frozenset(found)


def _units(block: _Block, source: str, listed: frozenset[int]) -> Iterator[Unit]:
    first = block.lines[0]
    if block.underline is not None:
        under = block.underline
        drawn = Underline(source[first.start + len(first.content):under.start], under.content,
                          width(first.content) == width(under.content))
        yield Unit(Span(first.start, under.start + len(under.content)), "heading", first.content, first.number,
                   underline=drawn)
        return
    pieces = list(_pieces(block.lines, listed))
    by_indent = any(len(piece) > 1 for piece in pieces) and sum(not _is_item(piece[0], listed) for piece in pieces) > 1
    # On one line each, nothing but their ends would keep apart what an indentation does here.
    apart: Literal["", "closed", "always"] = _ends(piece[-1] for piece in pieces[:-1]) if by_indent else ""
    for piece in pieces:
        head = _without_marker(piece[0]) if _is_item(piece[0], listed) else piece[0]
        kind = "paragraph" if head is piece[0] else "item"
        lines = [head, *piece[1:]]
        ends = apart
        if wrapped(piece):
            yield _wrapped(lines, kind, "always" if block.ruled else ends, source)
            continue
        if not by_indent and headed(piece):
            yield Unit(Span(head.start, head.end), kind, head.content, head.number, item=kind == "item", ends="always")
            yield replace(_wrapped(lines[1:], "paragraph", "always", source), above=piece[0])
            continue
        if len(piece) > 1:
            ends = "always" if apart == "always" else _ends(piece[:-1])
        elif block.ruled and len(block.lines) == 1:
            ends = "always"
        for line in lines:
            if line is lines[-1] and len(piece) > 1 and ends == "closed" and not by_indent:
                ends = ""       # what the last line says decides nothing
            yield Unit(Span(line.start, line.end), kind if line is head else "paragraph", line.content, line.number,
                       item=kind == "item" and line is head, ends=ends)


def _wrapped(lines: Sequence[Line], kind: str, ends: Literal["", "closed", "always"], source: str) -> Unit:
    head = lines[0]
    broken = tuple((line, source[line.end:after.start - len(after.indent)])
                   for line, after in zip(lines, [*lines[1:], lines[-1]], strict=True))
    return Unit(Span(head.start, lines[-1].end), kind, fold([line.content for line in lines]), head.number,
                item=kind == "item", ends=ends, wrapped=broken)


def _ends(before: Iterable[Line]) -> Literal["closed", "always"]:
    """When a line among others has to say that it ends, so that they do not read as a wrapped paragraph: one that
    stays as it is may go on, as its wording has it."""
    return "closed" if all(closed(line.content) for line in before) else "always"


def _pieces(lines: Sequence[Line], listed: frozenset[int]) -> Iterator[list[Line]]:
    """A block in parts: they begin with a list marker, with an indented line where the first line is indented, and
    where a quoted letter begins or ends."""
    for _, group in groupby(lines, key=lambda line: line.quoted):
        run = list(group)
        margin = min(line.margin for line in run)
        first_indented = run[0].margin > margin
        piece: list[Line] = []
        for line in run:
            if piece and (_is_item(line, listed)
                          or (first_indented and line.margin > margin and not _is_item(piece[0], listed))):
                yield piece
                piece = []
            piece.append(line)
        yield piece


def _is_item(line: Line, listed: frozenset[int]) -> bool:
    match = item(line.content)
    return match is not None and (match[2] is None or line.number in listed)


def _without_marker(line: Line) -> Line:
    match = item(line.content)
    at = match.end() if match else 0
    return replace(line, start=line.start + at, content=line.content[at:], indent=line.indent + " " * at)


def _roles(blocks: Sequence[_Block]) -> Iterator[Unit]:
    """The units of all blocks with their roles."""
    last = max((at for at, block in enumerate(blocks) if block.units), default=-1)
    top = "headline"
    for at, block in enumerate(blocks):
        if not block.units:
            continue
        unit = block.units[0]
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.underline is not None:
            yield replace(unit, kind="headline" if top == "headline" else "heading")
            top = _AFTER[top] if top == "headline" else ""
        elif block.solo and following is not None and following.address:
            yield _label(unit)
        elif not block.solo or at == last:
            yield from block.units
            top = ""
        elif top == "standfirst" and following is not None and following.line_by_line:
            if len(block.lines) == 1 and (block.display or not block.lines[0].ends):
                yield replace(unit, kind="standfirst")
                top = _AFTER[top]
            else:
                yield replace(unit, display=False, ends="always")
                top = ""
        elif block.display:
            yield replace(unit, kind=top or "heading", display=True)
            top = _AFTER[top]
        else:
            yield replace(unit, display=False)
            top = ""


def _label(unit: Unit) -> Unit:
    """A label without its colon, which stays where it is."""
    if unit.wrapped:
        return replace(unit, kind="label")
    text = unit.text.rstrip(":： ")
    return replace(unit, kind="label", text=text, span=Span(unit.span.start, unit.span.start + len(text)))
