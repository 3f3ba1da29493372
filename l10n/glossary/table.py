"""Glossaries as tables: ``glossary/<locale>.csv``.

A header with ``source`` and ``target`` and, in any order, ``part of speech``, ``note``, ``forbidden``,
``do-not-translate`` and ``case-sensitive`` (yes or no); cells are parted by commas, or by the semicolons or tabs that
spreadsheets write where a comma is the decimal sign. Lines that begin with # are comments.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import NoReturn

from l10n.errors import GlossaryError
from l10n.glossary.terms import Term

_COLUMNS = ("source", "target", "part of speech", "note", "forbidden", "do-not-translate", "case-sensitive")
_YES, _NO = frozenset(("yes", "true", "1", "x", "y")), frozenset(("no", "false", "0", "", "n"))
_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_csv(data: bytes, path: str) -> tuple[Term, ...]:
    """The terms of a glossary. GlossaryError with the line of what cannot be used: all of the file counts, or none."""
    if data.startswith(_MARKS):
        raise GlossaryError("is UTF-16; save it as UTF-8", path=path, line=1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise GlossaryError("not UTF-8", path=path, line=data[:problem.start].count(b"\n") + 1) from None
    if "\0" in text:
        raise GlossaryError("holds a NUL character; no CSV does", path=path,
                            line=text.count("\n", 0, text.index("\0")) + 1)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_delimiter(text))
    header: list[str] = []
    terms: dict[tuple[str, str], Term] = {}
    line = 1
    try:
        for row in rows:
            number, line = line, rows.line_num + 1
            if not any(cell.strip() for cell in row) or row[0].startswith("#"):
                continue
            if not header:
                header = _header(row, path, number)
                continue
            if len(row) > len(header):
                raise GlossaryError(f"{len(row)} cells under {len(header)} columns: put text with a comma in quotation "
                                    "marks", path=path, line=number)
            term = _term(dict(zip(header, (cell.strip() for cell in row), strict=False)), path, number)
            _enter(terms, term, path)
    except csv.Error as problem:
        raise GlossaryError(f"broken CSV: {problem}", path=path, line=max(1, rows.line_num)) from None
    return tuple(terms.values())


def _delimiter(text: str) -> str:
    """What parts the cells of the first line that is no comment."""
    head = next((row for row in text.splitlines() if row.strip() and not row.startswith("#")), "")
    return max(",;\t", key=lambda sign: (head.count(sign), sign == ","))


def _enter(terms: dict[tuple[str, str], Term], term: Term, path: str) -> None:
    """GlossaryError for a term that is there already, or whose target another line forbids."""
    source = term.source if term.cased else term.source.casefold()
    key = (source, f"not {term.target.casefold()}" if term.forbidden else "")
    against = (source, "" if term.forbidden else f"not {term.target.casefold()}")
    if key in terms:
        raise GlossaryError(f"“{term.source}” stands in line {terms[key].line} already"
                            + (f", as “{terms[key].target}”" if terms[key].target != term.target else ""),
                            path=path, line=term.line)
    other = terms.get(against)
    if other is not None and other.target.casefold() == term.target.casefold():
        raise GlossaryError(f"“{term.target}” is agreed for “{term.source}” and forbidden: line {other.line} says "
                            "otherwise", path=path, line=term.line)
    terms[key] = term


def _header(row: Sequence[str], path: str, line: int) -> list[str]:
    known = {re.sub(r"[\s_-]", "", column): column for column in _COLUMNS}
    header = [known.get(re.sub(r"[\s_-]", "", cell.lower()), "") for cell in row]
    for cell, column in zip(row, header, strict=True):
        if not column:
            raise GlossaryError(f"unknown column “{cell.strip()}” (there are: {', '.join(_COLUMNS)})", path=path,
                                line=line)
    for needed in ("source", "target"):
        if needed not in header:
            raise GlossaryError(f"has no column “{needed}” in its first line", path=path, line=line)
    return header


def _term(cells: dict[str, str], path: str, line: int) -> Term:
    def fail(message: str) -> NoReturn:
        raise GlossaryError(message, path=path, line=line)

    def flag(column: str) -> bool:
        value = cells.get(column, "").lower()
        if value not in _YES | _NO:
            fail(f"“{column}” is “{value}”: yes or no")
        return value in _YES

    source, target, fixed = cells.get("source", ""), cells.get("target", ""), flag("do-not-translate")
    if not re.search(r"\w", source):
        fail("has no source")
    if not target and not fixed:
        fail(f"“{source}” has no target")
    if fixed and target not in ("", source):
        fail(f"“{source}” is not to be translated and has a target, “{target}”")
    if fixed and flag("forbidden"):
        fail(f"“{source}” is not to be translated and forbidden")
    return Term(source, source if fixed else target, cells.get("part of speech", ""), cells.get("note", ""),
                flag("forbidden"), fixed, flag("case-sensitive") or source.isupper(), line)
