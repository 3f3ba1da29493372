"""Findings for a terminal: where, what, and the line with the spot underlined."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import islice

from l10n.checks.found import Found, Result
from l10n.model import Severity

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "34"}
_WIDE = 110
"""Columns of an excerpt; a longer line is shown around its spot."""


def report(result: Result, colour: bool = False) -> str:
    """All findings, a paragraph each, and a line that sums up."""
    return "\n".join([*(finding(one, colour) for one in result.found), summary(result)]) + "\n"


def finding(one: Found, colour: bool = False) -> str:
    """``path:line:column: severity code [locale]: message``, then the line of the file with a caret below."""
    about = one.finding
    where = about.path + (f":{about.line}" if about.line else "") + (f":{about.column}" if about.column else "")
    locale = f" [{about.locale}]" if about.locale else ""
    head = (f"{_style(where, '1', colour)}: {_style(about.severity.value, _COLOURS[about.severity], colour)} "
            f"{about.code}{locale}: {_printable(about.message)}")
    return "\n".join([head, *_excerpt(one, colour)])


def _excerpt(one: Found, colour: bool) -> list[str]:
    if not one.excerpt or not one.finding.column:
        return []
    start = one.finding.column - 1
    end = one.end_column - 1 if one.end_line == one.finding.line else len(one.excerpt)
    line = one.excerpt
    if len(line) > _WIDE:
        left = max(0, min(start - _WIDE // 3, len(line) - _WIDE))
        line = ("…" if left else "") + line[left:left + _WIDE] + ("…" if left + _WIDE < len(line) else "")
        start, end = (max(0, at - left + bool(left)) for at in (start, end))
        end = min(end, len(line))
    shown = _printable(line)
    room = _columns(shown[:start])
    mark = "^" * max(1, _columns(shown[start:end]))
    return [f"    {shown}", "    " + " " * room + _style(mark, _COLOURS[one.finding.severity], colour)]


def _printable(line: str) -> str:
    """Without what a terminal would obey: control characters, line breaks, bidirectional overrides."""
    return "".join(letter if letter.isprintable() or unicodedata.category(letter) == "Zs" else "·" for letter in line)


def summary(result: Result) -> str:
    """One line: how many of which severity, in how many files."""
    if not result.found:
        return "no findings" + (f" ({result.silenced} silenced)" if result.silenced else "")
    count = Counter(one.finding.severity for one in result.found)
    said = [f"{count[severity]:,} {severity.value if severity is not Severity.INFO else 'remark'}"
            f"{'' if count[severity] == 1 else 's'}" for severity in reversed(Severity) if count[severity]]
    files = len({one.finding.path for one in result.found})
    silenced = f", {result.silenced} silenced" if result.silenced else ""
    return f"{', '.join(said)} in {files:,} file{'' if files == 1 else 's'}{silenced}"


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else
               0 if unicodedata.category(letter) in ("Mn", "Me", "Cf") else 1 for letter in islice(text, 10_000))


def _style(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
