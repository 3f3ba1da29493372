"""PO syntax: a file as blocks over its untouched text.

A block is one entry with everything before it back to the end of the entry before: blank lines, comments, references,
flags. Joined in order, the blocks are the file again, byte for byte. The expressions below are the grammar (GNU
gettext manual, "The Format of PO Files", and what its lexer does: tokens are parted by any white space); they are
possessive throughout, so reading is linear in the size of the file, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from l10n.catalog import faults, remarks
from l10n.catalog.lexis import LEAD, SPACE, STRING, shorten, value
from l10n.errors import CatalogError
from l10n.model import Entry, Key, Place, State


class Kind(StrEnum):
    """What a block holds."""

    HEADER = "header"
    LIVE = "live"
    OBSOLETE = "obsolete"
    TAIL = "tail"


@dataclass(frozen=True, slots=True)
class Block:
    """One entry as it stands in the file."""

    raw: str
    """Its text, from the end of the block before to the end of its own last line."""
    kind: Kind
    entry: Entry
    """What it says. Of a plural entry only the key is meant; a tail (what follows the last entry) has an empty one."""
    plural: bool = False
    """Whether it has ``msgid_plural``: articles have none, such a block is kept as it is."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The lines before ``msgctxt`` or ``msgid``, sorted by what they are; the raw lines without their line ends."""

    gap: tuple[str, ...]
    comments: tuple[str, ...]
    """Translator comments, blank lines after one of them, and lines of kinds that we do not know."""
    notes: tuple[str, ...]
    places: tuple[str, ...]
    flags: tuple[str, ...]
    """``#,`` and ``#=`` lines."""
    previous: tuple[str, ...]
    """``#|`` and ``#~|`` lines."""


def _grammar(mark: str, space: str) -> re.Pattern[str]:
    """One entry; ``mark`` begins its first line, ``space`` may stand between its tokens."""
    strings = rf"{STRING}(?>(?:{space}{STRING})*)"
    return re.compile(
        rf"({LEAD}){SPACE}{mark}"
        rf"(?>(?:(msgctxt{space}({strings})){space})?)"
        rf"(msgid{space}({strings})){space}"
        rf"(?:(msgstr{space}({strings}))"
        rf"|(msgid_plural{space}{strings}(?>(?:{space}msgstr{space}\[{space}[0-9]++{space}\]{space}{strings})+)))"
        rf"{SPACE}\n?+")


_LIVE = _grammar("", r"[ \t\r\n\f\v]*+")
_OBSOLETE = _grammar(rf"\#~{SPACE}", rf"{SPACE}(?>(?:\n(?>(?:{SPACE}\n)*){SPACE}\#~(?!\|){SPACE})*)")
_REST = re.compile(rf"{LEAD}{SPACE}(?>(?:\#[^\n]*+)?)\Z")
_PREVIOUS = re.compile(rf"msgid[ \t]*+((?>(?:\s*+{STRING})+))")
_REFERENCE = re.compile("\u2068([^\u2069]++)\u2069(?>(?::([0-9]++))?)|(\\S++)")
_FLAGS = re.compile(r"[,\s]+")
_UNTRANSLATED, _MACHINE, _STALE, _REVIEWED = State.UNTRANSLATED, State.MACHINE, State.STALE, State.REVIEWED
_LIVE_KIND, _OBSOLETE_KIND, _TAIL_KIND = Kind.LIVE, Kind.OBSOLETE, Kind.TAIL  # looking up a member takes its time


def blocks(text: str, path: str) -> Iterator[Block]:
    """The blocks of a PO file, in order; joined they are ``text``.

    Raises CatalogError with the line of the first thing that is no PO syntax.
    """
    at, line, start = (1 if text.startswith("\ufeff") else 0), 1, 0
    end = len(text)
    while at < end:
        found = _LIVE.match(text, at) or _OBSOLETE.match(text, at)
        if found is None:
            if _REST.match(text, at):
                break
            faults.explain(text, at, path)
        after = found.end()
        raw = text[start:after]
        lead, head, context, _, source, _, target, plural = found.groups()
        keyword = line + lead.count("\n")
        if head is not None:
            keyword += text.count("\n", found.start(2), found.start(4))
        try:
            yield _block(raw, lead, context, source, target, plural is not None, keyword, found.re is _OBSOLETE)
        except ValueError as problem:
            raise CatalogError(str(problem), path=path, line=keyword) from None
        line += raw.count("\n")
        start = at = after
    if start < end:
        yield Block(text[start:], Kind.TAIL, Entry(""))


def _block(raw: str, lead: str, context: str | None, source: str, target: str | None, plural: bool, line: int,
           obsolete: bool) -> Block:
    fuzzy = False
    remark = ""
    places: list[Place] = []
    notes: list[str] = []
    comments: list[str] = []
    before: list[str] = []
    for row in lead.split("\n"):
        sort = row[:2]
        if not row:
            continue
        if sort[0] != "#":
            row = row.strip()
            sort = row[:2]
            if not row:
                continue
        if sort == "#:":
            places += _places(row)
        elif sort == "#.":
            notes.append(row[2:].strip())
        elif sort == "#,":
            fuzzy = fuzzy or row == "#, fuzzy" or "fuzzy" in _FLAGS.split(row[2:])
        elif sort == "#|":
            before.append(row[2:])
        elif row.startswith("#~|"):
            before.append(row[3:])
        elif sort != "#=":
            comment = (row[2:] if sort == "# " else row[1:]).rstrip()
            ours = remarks.read(comment) if comment[:5] == "l10n:" else None
            if ours is None:
                comments.append(comment)
            else:
                remark = ours
    previous = _PREVIOUS.search("\n".join(before)) if before else None
    before_text = value(previous[1]) if previous else None
    source_text = value(source)
    target_text = "" if target is None else value(target)
    if not target_text:
        state = _UNTRANSLATED
    elif not fuzzy:
        state = _REVIEWED
        if remark and not remarks.is_applied(remark):
            remark = ""
    elif remark and before_text is None and remarks.proposes(remark, target_text):
        state = _MACHINE
    else:
        state = _STALE
    entry = Entry(source_text, None if context is None else value(context), target_text, state, remark, tuple(places),
                  tuple(notes), tuple(comments), before_text, line)
    kind = _OBSOLETE_KIND if obsolete else _LIVE_KIND
    if not source_text and kind is _LIVE_KIND and context is None and not plural:
        kind = Kind.HEADER
    return Block(raw, kind, entry, plural)


def parts(raw: str) -> tuple[Lead, dict[str, str]]:
    """A block's lead, sorted, and its own wording of ``msgctxt``, ``msgid`` and ``msgstr`` (without the last line end).

    Asked for only where a block is rendered anew.
    """
    raw = raw.removeprefix("\ufeff")
    found = _LIVE.match(raw) or _OBSOLETE.match(raw)
    if found is None:  # a tail
        return Lead((), (), (), (), (), ()), {}
    strings = {name: text for name, text in zip(("msgctxt", "msgid", "msgstr"), found.group(2, 4, 6), strict=True)
               if text is not None}
    return _sorted(found[1]), strings


def _sorted(lead: str) -> Lead:
    gap: list[str] = []
    comments: list[str] = []
    rows: dict[str, list[str]] = {sort: [] for sort in ".:,|"}
    last: list[str] | None = None
    for row in lead.split("\n")[:-1]:
        row = row.removesuffix("\r")
        stripped = row.lstrip(" \t\r\f\v")
        if not stripped:
            if last is None:
                gap.append(row)
            elif last is comments:
                comments.append(row)
            continue
        if stripped.startswith(("#|", "#~|")):
            last = rows["|"]
        elif stripped.startswith(("#,", "#=")):
            last = rows[","]
        else:
            last = rows.get(stripped[1:2], comments)
            if last is comments and remarks.read(stripped[1:].removeprefix(" ")) is not None:
                continue
        last.append(row)
    while comments and not comments[-1].strip():
        comments.pop()
    return Lead(tuple(gap), tuple(comments), tuple(rows["."]), tuple(rows[":"]), tuple(rows[","]), tuple(rows["|"]))


def flags(lines: tuple[str, ...]) -> list[str]:
    """The names in ``#,`` lines."""
    return [flag for line in lines if line.lstrip().startswith("#,")
            for flag in _FLAGS.split(line.lstrip()[2:]) if flag]


def keys(found: list[Block], path: str) -> None:
    """Raises CatalogError where two blocks have one key, as GNU msgfmt does (obsolete entries count)."""
    seen: dict[Key, int] = {}
    for block in found:
        if block.kind is _TAIL_KIND:
            continue
        entry = block.entry
        key = (entry.context, entry.source)
        if key in seen:
            what = f"“{shorten(entry.source)}”" if entry.source else "the header"
            raise CatalogError(f"{what} is here twice, first in line {seen[key]}; keep one of them",
                               path=path, line=entry.line)
        seen[key] = entry.line


def _places(row: str) -> list[Place]:
    """What one ``#:`` line refers to."""
    if "\u2068" not in row:
        return [_place(plain) for plain in row[2:].split()]
    return [Place(isolated, _number(number)) if isolated else _place(plain)
            for isolated, number, plain in _REFERENCE.findall(row, 2)]


def _place(reference: str) -> Place:
    path, _, number = reference.rpartition(":")
    if path and number.isdecimal() and number.isascii():
        return Place(path, _number(number))
    return Place(reference, 0)


def _number(digits: str) -> int:
    return int(digits) if digits and len(digits) < 10 else 0
