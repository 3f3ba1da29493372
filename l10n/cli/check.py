"""``l10n check``."""

from __future__ import annotations

import os
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10n import files, pipeline, project
from l10n.cli import show
from l10n.errors import ProjectError
from l10n.project.limits import MEASURES

if TYPE_CHECKING:
    from l10n.checks import Found

FORMATS = ("text", "json", "junit", "sarif", "github", "html")


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("-l", "--locale", "wanted", multiple=True, metavar="LOCALE", help="Only this locale; may be repeated.")
@click.option("-C", "directory", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".",
              metavar="DIR", help="Work in the project that DIR belongs to.")
@click.option("-j", "--jobs", type=click.IntRange(0), default=0, metavar="N",
              help="Processes to share the work, where there is enough of it; 0, as it is: one a processor.")
@click.option("--min", "minimum", multiple=True, metavar="MEASURE=PERCENT",
              help="translated=100% or reviewed=90%: words of each article; reviewed-segments=90% counts segments. "
                   "Goes before the configuration.")
@click.option("--editions", is_flag=True, help="Also whether the editions on disk are up to date.")
@click.option("--changed-since", metavar="REF", help="Only what differs from this commit.")
@click.option("--baseline", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Accept the findings in FILE; without that file, write it.")
@click.option("--fix", is_flag=True, help="Make the repairs that are certain and show each.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True,
              help="Of the report.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the report to FILE; “-” is standard output.")
@click.option("--explain", metavar="CODE", help="Say what a rule is about, and nothing else; “all” lists them.")
def check(articles: tuple[str, ...], wanted: tuple[str, ...], directory: Path, jobs: int, minimum: tuple[str, ...],
          editions: bool, changed_since: str | None, baseline: Path | None, fix: bool, format_: str,
          output: Path | None, explain: str | None) -> int:
    """Find what is wrong in the translations, and what is missing."""
    from l10n.checks import reports  # the rules take as long to import as all else: only who asks for them waits
    from l10n.pipeline import fixing, gate, looked

    if explain is not None:
        click.echo(_explained(explain))
        return 0
    workspace = pipeline.open_workspace(directory, jobs=jobs or os.cpu_count() or 1)
    show.notes(workspace)
    selection = pipeline.select(workspace, articles, wanted)
    asked = looked.Asked(tuple(map(_measure, minimum)), editions, changed_since, baseline)
    if fix:
        fixed = fixing.fix(workspace, selection, asked)
        for one in fixed.repairs:
            click.echo(f"{one.finding.path}:{one.finding.line}: {one.finding.code} {_before_after(one)}")
        click.echo(f"{len(fixed.repairs):,} repaired in {len(fixed.changed):,} "
                   f"{'file' if len(fixed.changed) == 1 else 'files'}", err=format_ != "text")
    verdict = gate.check(workspace, selection, asked)
    if verdict.message:
        click.echo(verdict.message, err=True)
    if verdict.accepted is not None:
        click.echo(f"wrote {baseline}: {verdict.accepted:,} finding{'s' * (verdict.accepted != 1)} accepted", err=True)
    if output is not None and output != Path("-"):
        files.write(output, reports.FORMATS[format_](verdict.result).encode(), str(output))
        click.echo(reports.text.summary(verdict.result), err=True)
    elif format_ == "text":
        click.echo(reports.text.report(verdict.result, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ),
                   nl=False, color=True)
    else:
        click.echo(reports.FORMATS[format_](verdict.result), nl=False)
    for problem in verdict.broken[1:]:
        click.echo(str(problem), err=True)
    if verdict.broken:
        raise verdict.broken[0]
    return 1 if verdict.result.failing else 0


def _measure(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    if not equals or name not in MEASURES:
        raise ProjectError(f"--min takes MEASURE=PERCENT with one of {', '.join(MEASURES)}, not “{text}”")
    return name, project.percent(value)


def _before_after(one: Found) -> str:
    """The repaired stretch with a little of what is around it, before and after."""
    assert one.span is not None
    start, end = max(0, one.span.start - 12), min(len(one.target), one.span.end + 12)
    left, right = one.target[start:one.span.start], one.target[one.span.end:end]
    spot = one.target[one.span.start:one.span.end]
    return f"“{left}{spot}{right}” → “{left}{one.fix}{right}”".replace("\u00a0", "⍽").replace("\u202f", "⍽")


def _explained(code: str) -> str:
    from l10n import checks

    if code == "all":
        return "\n".join(f"{one.code}  {one.severity.value:7}  {one.name}" for one in
                         checks.everything())
    found = checks.topic(code.upper())
    if found is None:
        raise ProjectError(f"no rule “{code}”; --explain all lists them")
    lines = [f"{found.code} {found.name} ({found.severity.value})", "", textwrap.fill(found.help, 88)]
    if isinstance(found, checks.Rule):
        lines += ["", f"  source  {found.wrong[0]}", f"  wrong   {found.wrong[1]}"]
        if found.right[0] != found.wrong[0]:
            lines.append(f"  source  {found.right[0]}")
        lines += [f"  right   {found.right[1]}", "",
                  f"To silence it for one entry, in the PO file: # l10n: ignore[{found.code}] reason"]
    return "\n".join(lines)
