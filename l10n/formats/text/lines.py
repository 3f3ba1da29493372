"""Lines of a plain text: where they stand, how wide they are, what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import east_asian_width

ENDS = "  "
"""At the end of a line: it ends here, whatever its wording says."""
DISPLAY = "   "
"""At the end of a line: it ends here and is a display line."""

_BREAK = re.compile(r"\r\n|\r|\n")
_ITEM = re.compile(r"[\u200e\u200f\u061c]*([-*+•‣◦▪●○·]|\(?(\d{1,3}|[a-z])[.)])[ \t]+(?=\S)")
_RULE = re.compile(r"([=\-~^*_#+.\u2500\u2501\u2550])\1{2,}")
_CLOSERS = "”’\"'»«›‹“‘)]}）］」』】〉》\u200e\u200f"
_STOPS = frozenset(".。．｡۔।॥။።։៖")
_TERMINATORS = _STOPS | frozenset("!?…:！？：؟⸮")
_PAUSES = frozenset(",;:，、；：،؛")
_LONGEST_DISPLAY = 160


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank."""

    number: int
    """1-based."""
    start: int
    """Offset of its first character that is no white space."""
    content: str
    """Without the white space around it."""
    indent: str
    """What stands before it: white space and the marks of a quoted letter (``> ``)."""
    tail: str
    """White space after it, without the line break."""

    @property
    def end(self) -> int:
        """Offset after its last character, white space at its end included, line break not."""
        return self.start + len(self.content) + len(self.tail)

    @property
    def width(self) -> int:
        """Columns that it takes, indentation included."""
        return self.margin + width(self.content)

    @property
    def margin(self) -> int:
        """Columns of its indentation."""
        return width(self.indent.expandtabs()) if self.indent else 0

    @property
    def quoted(self) -> bool:
        """Whether it is a line of a quoted letter."""
        return ">" in self.indent

    @property
    def ends(self) -> bool:
        """Whether layout says that it ends here."""
        return self.tail in (ENDS, DISPLAY)

    @property
    def display(self) -> bool:
        """Whether it reads as a display line: by layout, or else by its wording."""
        return self.tail == DISPLAY if self.ends else display(self.content)

    @property
    def words(self) -> bool:
        """Whether there is a letter or a number in it; what has none is a rule or an ornament."""
        return any(map(str.isalnum, self.content))


def split(source: str) -> Iterator[Line | None]:
    """The lines of a text, None for blank ones; only CR, LF and CRLF end a line. A byte order mark is skipped."""
    at = 1 if source.startswith("\ufeff") else 0
    number = 1
    for match in _BREAK.finditer(source, at):
        yield _line(number, at, source[at:match.start()])
        at = match.end()
        number += 1
    if at < len(source):
        yield _line(number, at, source[at:])


def _line(number: int, at: int, raw: str) -> Line | None:
    content = raw.strip()
    if content.startswith(">"):
        content = content.lstrip("> \t")
    if not content:
        return None
    before = raw.index(content)
    return Line(number, at + before, content, raw[:before], raw[before + len(content):])


def item(content: str) -> re.Match[str] | None:
    """The list marker that a line begins with, the white space after it included; group 2 is its number or letter."""
    return _ITEM.match(content)


def without_marker(text: str) -> str:
    """The text with a no-break space where it would begin like a list item."""
    match = _ITEM.match(text)
    return text if match is None else f"{match[0].rstrip()}\N{NO-BREAK SPACE}{text[match.end():]}"


def rule(content: str) -> bool:
    """Whether a line is a run of one drawing character: what underlines a heading."""
    return _RULE.fullmatch(content) is not None


def closed(text: str) -> bool:
    """Whether a text ends like a sentence, or with a colon."""
    return text.rstrip(_CLOSERS)[-1:] in _TERMINATORS


def display(text: str) -> bool:
    """Whether a text reads as a display line: not long, and without a full stop, comma or colon at its end."""
    last = text.rstrip(_CLOSERS)[-1:]
    return len(text) <= _LONGEST_DISPLAY and last not in _STOPS and last not in _PAUSES


def width(text: str) -> int:
    """Columns that a text takes: two for each wide character of East Asia."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def unspaced(character: str) -> bool:
    """Whether it belongs to a script of East Asia that puts no space between words."""
    return east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7af"
