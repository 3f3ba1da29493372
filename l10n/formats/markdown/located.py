"""Where the content of a block, as markdown-it-py gives it, stands in the source: line by line, and in cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from l10n.formats.markdown.parser import SPACE
from l10n.model import Span

BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Located:
    """Where a block's content stands in the source."""

    content: tuple[int, ...]
    """Offsets in the content at which pieces begin that stand verbatim in the source; ascending from 0."""
    source: tuple[int, ...]
    """Where those pieces stand."""

    def span(self, start: int, end: int) -> Span:
        """The source's span of ``content[start:end]``, which is not empty."""
        return Span(self._at(start), self._at(end - 1) + 1)

    def _at(self, pos: int) -> int:
        piece = bisect_right(self.content, pos) - 1
        return self.source[piece] + pos - self.content[piece]


def body_lines(source: str, start: int) -> list[Span]:
    """The lines of the body without their ends, as CommonMark 2.1 and markdown-it count them."""
    out = []
    for found in BREAK.finditer(source, start):
        out.append(Span(start, found.start()))
        start = found.end()
    out.append(Span(start, len(source)))
    return out


def locate(source: str, lines: Sequence[Span], content: str, *, atx: bool) -> Located | None:
    """Each line of a block's content at the end of one of its ``lines`` in the source; None where one is not there.

    ``atx``: the line may end in the closing marks of a heading."""
    if len(lines) == 1 and source.endswith(content, lines[0].start, lines[0].end):
        return Located((0,), (lines[0].end - len(content),))
    parts = content.split("\n")
    for shift in range(len(lines) - len(parts) + 1):  # lines of odd white space are cut off the content
        offsets: list[int] = []
        places: list[int] = []
        at = 0
        for part, line in zip(parts, lines[shift:], strict=False):
            text = source[line.start : line.end].replace("\0", "\ufffd")
            place = _suffix(text, part, last=len(places) == len(parts) - 1, atx=atx)
            if place is None:
                break
            offsets.append(at)
            places.append(line.start + place)
            at += len(part) + 1
        else:
            return Located(tuple(offsets), tuple(places))
    return None


def _suffix(text: str, part: str, *, last: bool, atx: bool) -> int | None:
    """Where ``part`` stands at the end of a source line; for the last one without the space that is cut off."""
    candidates = [text.rstrip(SPACE) if last else text]
    if atx:
        candidates.append(candidates[0].rstrip("#").rstrip(SPACE))
    bare = part.lstrip(" \t")  # a tab that a list marker splits comes as spaces
    for candidate in candidates:
        if candidate.endswith(part):
            return len(candidate) - len(part)
        if candidate.endswith(bare):
            return len(candidate) - len(part)
    return None


def cell(piece: str, start: int, *, first: bool, content: str) -> Located | None:
    """Where the content of a cell stands: between two pipes, or at the end of what is before the first."""
    bare = piece.strip(SPACE)
    at = start + len(piece) - len(piece.lstrip(SPACE))
    written = content.replace("|", "\\|")
    if first and bare.endswith(written):
        at += len(bare) - len(written)
    elif bare != written:
        return None
    offsets, places = [0], [at]
    for found in re.finditer(r"\|", content):
        offsets.append(found.start())
        places.append(at + found.start() + len(offsets) - 1)
    return Located(tuple(offsets), tuple(places))
