"""Where a character of a msgid or msgstr stands in its PO file, by line and column."""

from __future__ import annotations

import re
from typing import Literal

from l10n.catalog import syntax
from l10n.catalog.lexis import STRING, value
from l10n.catalog.syntax import Block

_STRINGS = re.compile(STRING)
_PIECE = re.compile(r'[^"\\\n]+|(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+))+|\\.', re.DOTALL)

Position = tuple[int, int]
"""Line and column, both from 1; columns count characters (code points), whatever their width or the line ending."""


def positions(block: Block, name: Literal["msgid", "msgstr"], start: int, end: int) -> tuple[Position, Position]:
    """From where to where (exclusive) ``text[start:end]`` of a string stands in the file of its block.

    Escapes and continued lines are counted as they are written. Offsets beyond the text mean its end.
    """
    raw = block.raw.removeprefix("\ufeff")
    said = syntax.parts(raw)[1]
    text = said.get(name)
    head = said.get("msgid")
    if text is None or head is None:
        return (block.entry.line, 1), (block.entry.line, 1)
    base = raw.rfind(head, 0, raw.rfind(said["msgstr"]) if "msgstr" in said else len(raw))
    at = base if name == "msgid" else raw.rfind(text)
    first = _offset(text, start, opening=True)
    last = _offset(text, max(end, start), opening=False) if end > start else first
    return _place(raw, at + first, base, block.entry.line), _place(raw, at + last, base, block.entry.line)


def _offset(text: str, wanted: int, *, opening: bool) -> int:
    """Offset into the raw strings of character ``wanted``, or of the end of the one before it."""
    seen = 0
    last = 0
    for string in _STRINGS.finditer(text):
        if not last:
            last = string.start() + 1
        for piece in _PIECE.finditer(text, string.start() + 1, string.end() - 1):
            size = piece.end() - piece.start()
            escaped = text[piece.start()] == "\\"
            if escaped:
                size = 1 if size == 2 else len(value(f'"{piece[0]}"'))
            if seen + size > wanted or (not opening and seen + size == wanted):
                return piece.end() if escaped and not opening else \
                    piece.start() if escaped else piece.start() + wanted - seen
            seen += size
            last = piece.end()
    return last


def _place(raw: str, at: int, base: int, line: int) -> Position:
    return line + raw.count("\n", base, at), at - raw.rfind("\n", 0, at)
