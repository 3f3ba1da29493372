"""Wrapped paragraphs: told from paragraphs of one line each, folded to one line, and wrapped again.

Several lines without a blank one between are a wrapped paragraph if they look filled: nowhere would the first word of
a line have fitted at the end of the line before, and somewhere a line ends in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import or_

from l10n.formats.text.lines import Line, closed, item, rule, unspaced, width

_WORD = re.compile("( *)([^ ]+)")
_BARS = "|│┃║"
_SPACES = re.compile(" {2,}")
_NARROWEST = 25
_NARROW = 45
"""Below, lists without markers and verse are more frequent than wrapped paragraphs."""
_WIDEST = 120
_SLACK = 4
"""Columns by which East Asian lines may fall short: rules on what may begin a line push characters down."""


def wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines that follow each other are one paragraph."""
    if len(lines) < 2 or any(line.ends or len(line.content) > _WIDEST for line in lines):
        return False
    if all(line.content[0] in _BARS and line.content[-1] in _BARS for line in lines):
        return False                                            # a table
    widths = [line.width for line in lines]
    widest = max(widths)
    if not _NARROWEST <= widest <= _WIDEST:
        return False
    unfinished = [not closed(line.content) for line in lines[:-1]]
    verse = all(line.indent.isspace() for line in lines)
    flowing = [goes_on and not verse and line.content[0].islower()
               for goes_on, line in zip(unfinished, lines[1:], strict=True)]
    full = [_full(columns, widest, line.content) for columns, line in zip(widths[:-1], lines[1:], strict=True)]
    if widest < _NARROW:
        return all(flowing) and all(full)
    return any(unfinished) and all(map(or_, flowing, full))


def headed(lines: Sequence[Line]) -> bool:
    """Whether the first of some lines stands by itself above a wrapped paragraph: a heading, a term that is defined.

    Verse goes on below a short line too; each of its lines begins in upper case.
    """
    head, rest = lines[0], lines[1:]
    if len(rest) < 3 or not any(line.content[0].islower() for line in rest[1:]) or not wrapped(rest):
        return False
    first = rest[0].content
    goes_on = (first[0].islower() and not closed(head.content)) or _full(
        head.width, max(line.width for line in lines), first)
    return (head.ends or not goes_on) and not wrapped(lines)


def _full(columns: int, widest: int, following: str) -> bool:
    """Whether a line of that width has no room for the beginning of the line after it."""
    if unspaced(following[0]):
        return columns + 2 + _SLACK > widest
    return columns + 1 + width(following.split(None, 1)[0]) > widest


def fold(contents: Sequence[str]) -> str:
    """Lines as one: a space for each break, none between characters of scripts that have none (as CSS has it)."""
    out = contents[0]
    for content in contents[1:]:
        out += content if unspaced(out[-1]) and unspaced(content[0]) else f" {content}"
    return out


def wrap(text: str, lines: Sequence[tuple[Line, str]], above: Line | None = None) -> str | None:
    """The text filled to the width of ``lines`` (with the line break after each), without the first indentation.
    ``above`` is a line before them that belongs to no paragraph.

    Two spaces behind a sentence, as on a typewriter, are one where the second would go over the edge, and none at it.
    None where it cannot be wrapped so that it reads as one paragraph again.
    """
    first, second = lines[0][0], lines[1][0]
    limit = max(line.width for line, _ in lines)
    rows, row, room = [], "", limit - first.margin
    for gap, word in _WORD.findall(text):
        longer = row + gap + word
        if gap[1:] and width(longer) > room:
            longer = f"{row} {word}"
        if row and width(longer) > room:
            rows.append(row)
            row, room = word, limit - second.margin
        else:
            row = longer
    rows.append(row)
    made = [replace(first, content=rows[0], tail=""), *(replace(second, content=row, tail="") for row in rows[1:])]
    if (not wrapped(made) or (above and not headed([above, *made]))
            or _SPACES.sub(" ", fold(rows)) != _SPACES.sub(" ", text)
            or any(item(row) or rule(row) or row != row.strip() or not line.words
                   for row, line in zip(rows[1:], made[1:], strict=True))):
        return None
    return f"{lines[0][1]}{second.indent}".join(rows)
