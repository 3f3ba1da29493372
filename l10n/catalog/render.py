"""Entries as PO text, in the style that a file already has; what did not change keeps its own lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import Literal

from l10n.catalog import syntax, wrapping
from l10n.catalog.lexis import quoted
from l10n.catalog.syntax import Block, Kind, Lead
from l10n.model import Entry, Place, State

PAGE = 79
"""Columns of a line in the files of GNU gettext, quotation marks included (gettext manual, option --width)."""
_SAMPLE = 400
"""Entries that are looked at to tell a file's style."""


@dataclass(frozen=True)
class Style:
    """How a file is laid out."""

    newline: str = "\n"
    locations: Literal["lines", "files", "none"] = "lines"
    """Whether references carry line numbers, only files, or are left out (msgmerge --add-location)."""
    sample: tuple[Block, ...] = ()
    """Entries that show the width."""

    @cached_property
    def width(self) -> int:
        """Columns of a line; 0 where strings are never wrapped. Found out only where something is rendered.

        It is the page width that explains where the strings break: at least the longest line that could have been
        broken, less than any line together with the first piece of the line after it.
        """
        least, most, broken = 0, 0, False
        for block in self.sample:
            for string in syntax.parts(block.raw)[1].values():
                rows = [(row.rstrip(), row[row.find('"') + 1:row.rfind('"')]) for row in string.split("\n")]
                for (row, text), (_, following) in pairwise([*rows, ("", "")]):
                    columns = wrapping.width(row)
                    if columns > least and len(wrapping.pieces(text)) > 1:
                        least = columns
                    if text and following and not text.endswith("\\n"):
                        limit = columns + wrapping.width(wrapping.pieces(following)[0])
                        most = min(most, limit) if broken else limit
                        broken = True
        if not broken:
            return 0 if least > PAGE else PAGE
        return PAGE if least <= PAGE < most or least >= most else least


def style(blocks: Sequence[Block]) -> Style:
    """The style that the blocks of a file show; that of GNU gettext where they show none."""
    live = list(islice((block for block in blocks if block.kind is Kind.LIVE), _SAMPLE))
    raw = "".join([block.raw for block in live] or [block.raw for block in blocks])
    newline = "\r\n" if raw.count("\r\n") * 2 > raw.count("\n") else "\n"
    locations: Literal["lines", "files", "none"] = "lines"
    if live and not any(block.entry.places for block in live):
        locations = "none"
    elif live and not any(place.line for block in live for place in block.entry.places):
        locations = "files"
    return Style(newline, locations, tuple(block for block in live if len(block.raw) > PAGE and not block.plural))


def field(keyword: str, value: str, mark: str, width: int) -> list[str]:
    """The lines of one keyword with its strings, each beginning with ``mark``; broken after every newline and, where
    ``width`` is not 0, at that many columns as GNU gettext does."""
    portions = [quoted(portion) for portion in _portions(value)]
    room = width - len(mark) - 2 if width else 0
    if len(portions) < 2:
        portion = portions[0] if portions else ""
        if not room or len(wrapping.fill(portion, room, len(keyword) + 1)) < 2:
            return [f'{mark}{keyword} "{portion}"']
    lines = [f'{mark}{keyword} ""']
    for portion in portions:
        lines += [f'{mark}"{line}"' for line in (wrapping.fill(portion, room) if room else [portion])]
    return lines


def _portions(value: str) -> list[str]:
    portions = [f"{portion}\n" for portion in value.split("\n")]
    portions[-1] = portions[-1][:-1]
    return portions if portions[-1] else portions[:-1]


def block(entry: Entry, style: Style, kind: Kind, old: Block | None = None, *,
          was: str | None = None) -> Block:
    """The block of an entry, taking over from ``old`` whatever still holds: lines, unknown flags, comments.

    ``was`` is the msgctxt that ``entry.previous`` had, where that is new.
    """
    lead, strings = syntax.parts(old.raw) if old else (Lead((), (), (), (), (), ()), {})
    before = old.entry if old else Entry("")
    obsolete = kind is Kind.OBSOLETE
    mark = "#~ " if obsolete else ""
    marked = old is not None and (old.kind is Kind.OBSOLETE) is obsolete
    flags = syntax.flags(lead.flags)
    width = 0 if "no-wrap" in flags else style.width
    fuzzy = entry.state in (State.MACHINE, State.STALE)
    lines = list(lead.gap) or [""]
    lines += lead.comments if entry.comments == before.comments else map(_comment, entry.comments)
    if entry.remark:
        lines.append(f"# l10n: {entry.remark}")
    if not obsolete:
        lines += lead.notes if entry.notes == before.notes else (f"#. {note}".rstrip() for note in entry.notes)
        lines += lead.places if entry.places == before.places else _references(entry.places)
    if fuzzy is ("fuzzy" in flags):
        lines += lead.flags
    else:
        flags = (["fuzzy"] if fuzzy else []) + [flag for flag in flags if flag != "fuzzy"]
        lines += [f"#, {', '.join(flags)}"] if flags else []
        lines += [line for line in lead.flags if line.lstrip().startswith("#=")]
    if entry.previous is not None:
        if marked and entry.previous == before.previous and was is None:
            lines += lead.previous
        else:
            mark_previous = "#~| " if obsolete else "#| "
            lines += field("msgctxt", was, mark_previous, width) if was is not None else []
            lines += field("msgid", entry.previous, mark_previous, width)
    for name, value, known in (("msgctxt", entry.context, before.context), ("msgid", entry.source, before.source),
                               ("msgstr", entry.target, before.target)):
        if value is None:
            continue
        if marked and value == known and name in strings:
            lines += (mark + strings[name].replace("\r\n", "\n")).split("\n")
        else:
            lines += field(name, value, mark, width)
    return Block(style.newline.join(lines) + style.newline, kind, entry)


def _comment(text: str) -> str:
    return f"# {text}" if text else "#"


def _references(places: Sequence[Place]) -> list[str]:
    """``#:`` lines as GNU gettext fills them. A file name with spaces stands between U+2068 and U+2069, on a line of
    its own: gettext 0.21 loses the beginning of the second such name in a line."""
    lines: list[str] = []
    used = PAGE
    for place in places:
        number = f":{place.line}" if place.line else ""
        spaced = any(character.isspace() for character in place.path)
        columns = len(place.path.encode()) + len(number) + 1
        if spaced or used + columns > PAGE:
            lines.append("#:")
            used = 2
        lines[-1] += f" \u2068{place.path}\u2069{number}" if spaced else f" {place.path}{number}"
        used = PAGE if spaced else used + columns
    return lines
