"""Where a character of a msgid or msgstr stands in its PO file, by line and column."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from l10n.catalog import syntax
from l10n.catalog.lexis import STRING, value
from l10n.catalog.syntax import Block

_STRINGS = re.compile(STRING)
_PIECE = re.compile(r'[^"\\\n]+|(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+))+|\\.', re.DOTALL)
_BREAK = re.compile(r"\n")

Position = tuple[int, int]
"""Line and column, both from 1; columns count characters (code points), whatever their width or the line ending."""


def positions(block: Block, name: Literal["msgid", "msgstr"], start: int, end: int) -> tuple[Position, Position]:
    """From where to where (exclusive) ``text[start:end]`` of a string stands in the file of its block.

    Escapes and continued lines are counted as they are written. Offsets beyond the text mean its end.
    """
    table = _table(block.raw.removeprefix("\ufeff"), name)
    if table is None:
        return (block.entry.line, 1), (block.entry.line, 1)
    first = table.offset(start, opening=True)
    last = table.offset(max(end, start), opening=False) if end > start else first
    return table.place(first, block.entry.line), table.place(last, block.entry.line)


@dataclass(frozen=True, slots=True)
class _Table:
    """Where the characters of one string stand in its block; made once for all that is asked about it in a row."""

    base: int
    """Offset of ``msgid`` in the block."""
    starts: list[int]
    """Where each piece, a run without escapes or an escaped character, begins in the text."""
    pieces: list[tuple[int, int, bool]]
    """Its start and end in the block, and whether it is escaped."""
    end: int
    """Where the text ends in the block."""
    size: int
    """Characters of the text."""
    breaks: list[int]
    """The line ends of the block."""

    def offset(self, wanted: int, *, opening: bool) -> int:
        """Offset into the block of character ``wanted``, or of the end of the one before it."""
        if wanted > self.size or (opening and wanted == self.size):
            return self.end
        at = (bisect_right if opening else bisect_left)(self.starts, wanted) - 1
        start, end, escaped = self.pieces[at]
        if escaped:
            return start if opening else end
        return start + wanted - self.starts[at]

    def place(self, at: int, line: int) -> Position:
        before = bisect_left(self.breaks, at)
        return (line + before - bisect_left(self.breaks, self.base),
                at - (self.breaks[before - 1] if before else -1))


@lru_cache(4)
def _table(raw: str, name: Literal["msgid", "msgstr"]) -> _Table | None:
    said = syntax.parts(raw)[1]
    text = said.get(name)
    head = said.get("msgid")
    if text is None or head is None:
        return None
    base = raw.rfind(head, 0, raw.rfind(said["msgstr"]) if "msgstr" in said else len(raw))
    at = base if name == "msgid" else raw.rfind(text)
    starts: list[int] = []
    pieces: list[tuple[int, int, bool]] = []
    seen = end = 0
    for string in _STRINGS.finditer(text):
        end = end or at + string.start() + 1
        for piece in _PIECE.finditer(text, string.start() + 1, string.end() - 1):
            size = piece.end() - piece.start()
            escaped = text[piece.start()] == "\\"
            if escaped:
                size = 1 if size == 2 else len(value(f'"{piece[0]}"'))
            starts.append(seen)
            pieces.append((at + piece.start(), at + piece.end(), escaped))
            seen += size
            end = at + piece.end()
    return _Table(base, starts, pieces, end, seen, [found.start() for found in _BREAK.finditer(raw)])
