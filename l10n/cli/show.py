"""What the command line prints: tables, bars, findings. Every function returns text and prints nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from textwrap import shorten

import click

from l10n import pipeline
from l10n.edition import Tally
from l10n.model import Finding, Severity, State
from l10n.pipeline import Doubt, Workspace

_BAR: Sequence[tuple[State, str, str]] = (
    (State.REVIEWED, "█", "green"),
    (State.INHERITED, "█", "cyan"),
    (State.MACHINE, "▓", "yellow"),
    (State.STALE, "▒", "red"),
    (State.UNTRANSLATED, "░", "bright_black"),
)
_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def finding(one: Finding) -> str:
    """``path:line: warning E101 [es]: message``, as compilers print it, so that editors can jump to it."""
    where = one.path + (f":{one.line}" if one.line else "") + (f":{one.column}" if one.line and one.column else "")
    locale = f" [{one.locale}]" if one.locale else ""
    severity = click.style(one.severity.value, fg=_COLOUR[one.severity])
    return f"{click.style(where, bold=True)}: {severity} {one.code}{locale}: {one.message}"


def bar(segments: Mapping[State, int], width: int = 20) -> str:
    """A bar of ``width`` cells: what is reviewed, inherited, machine, stale, open. Every state present shows."""
    whole = sum(segments.values())
    if not whole:
        return " " * width
    cells = {state: segments.get(state, 0) * width // whole for state, _, _ in _BAR}
    for state in cells:
        if segments.get(state) and not cells[state]:
            cells[state] = 1
    largest = max(cells, key=lambda state: cells[state])
    cells[largest] += width - sum(cells.values())
    return "".join(click.style(glyph * cells[state], fg=colour) for state, glyph, colour in _BAR)


def notes(workspace: Workspace) -> None:
    """Print what somebody may have overlooked, on standard error."""
    for line in pipeline.notes(workspace):
        click.echo(f"{click.style('l10n:', bold=True)} {line}", err=True)


def status(rows: Iterable[tuple[str, str, Tally]]) -> str:
    """The table of ``l10n status``: a row for each (locale, article or "", tally)."""
    head = ("locale", "article", "", "reviewed", "inherited", "machine", "stale", "open", "words left", "confidence",
            "terms")
    body = []
    for locale, article, tally in rows:
        counts = tally.segments
        to_review = sum(tally.words.get(state, 0) for state in (State.MACHINE, State.STALE, State.UNTRANSLATED))
        body.append((locale, article, bar(counts), *(_percent(counts.get(state, 0), tally.total) for state in
                     (State.REVIEWED, State.INHERITED, State.MACHINE, State.STALE, State.UNTRANSLATED)),
                     f"{to_review:,}", spread(tally.scores),
                     "{:,}/{:,}".format(*tally.terms) if tally.terms[1] else ""))
    return table(head, body, right=(*range(3, 9), 10))


def spread(counts: Sequence[int]) -> str:
    """A bar of eight heights for each count, the largest the highest; "" where all are 0. Every count above 0 shows."""
    most = max(counts, default=0)
    return "".join(" ▁▂▃▄▅▆▇█"[-(-8 * count // most)] for count in counts).join("⎢⎥") if most else ""


def doubts(found: Iterable[Doubt]) -> str:
    """``path:line: 0.31 “source …” (reasons)``, a line each, as compilers print what they find."""
    return "\n".join(f"{click.style(f'{one.path}:{one.line}', bold=True)}: {one.score:.2f} "
                     f"“{shorten(one.source, 60, placeholder=' …')}”"
                     + (f" ({', '.join(one.reasons)})" if one.reasons else "") for one in found)


def table(head: Sequence[str], body: Sequence[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Columns padded to their widest cell as a terminal shows it; a column empty throughout is left out."""
    used = [column for column in range(len(head)) if any(row[column] for row in body)]
    widths = {column: max(_width(row[column]) for row in (head, *body)) for column in used}
    ends = set(right)

    def line(row: Sequence[str], bold: bool = False) -> str:
        cells = []
        for column in used:
            text, space = row[column], " " * (widths[column] - _width(row[column]))
            text = click.style(text, bold=True) if bold else text
            cells.append(space + text if column in ends else text + space)
        return "  ".join(cells).rstrip()

    return "\n".join([line(head, bold=True), *(line(row) for row in body)])


def changes(changed: Sequence[str], dry_run: bool) -> str:
    """One line on the files that were (or would be) written."""
    if not changed:
        return "nothing to write" if dry_run else "nothing changed"
    noun = "file" if len(changed) == 1 else "files"
    return f"{'would change' if dry_run else 'changed'} {len(changed):,} {noun}"


def _percent(part: int, whole: int) -> str:
    """``50 %``; never 0 or 100 where that is not exact."""
    if not part or not whole:
        return ""
    return f"{min(99, max(1, round(100 * part / whole))) if part != whole else 100} %"


def _width(text: str) -> int:
    plain = click.unstyle(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1
               for char in plain)
