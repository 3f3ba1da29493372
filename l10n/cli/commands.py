"""The commands. Each turns words into values, calls one function of the pipeline and shows what it returns."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click

from l10n import __version__, pipeline
from l10n.cli import models, show, variants
from l10n.cli import progress as bars
from l10n.cli.check import check
from l10n.errors import L10nError
from l10n.pipeline import Outcome, Selection, Workspace

Command = TypeVar("Command", bound=Callable[..., Any])

DONE, FINDINGS, FAILED = 0, 1, 2
_SHOWN_FILES = 12


def run_command_line() -> int:
    """Run ``l10n`` with the words of the command line; the exit code.

    0 done, 1 done with findings, 2 could not. Every error is one line on standard error; with L10N_DEBUG set, one that
    is nobody's fault but ours shows where it happened.
    """
    try:
        return int(l10n.main(standalone_mode=False) or DONE)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as problem:
        problem.show()
        return FAILED
    except L10nError as problem:
        return _fail(str(problem))
    except (KeyboardInterrupt, click.Abort):
        return _fail("interrupted; what was finished is kept, run again for the rest")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except MemoryError:
        return _fail("out of memory; what was finished is kept")
    except OSError as problem:
        return _fail(f"{problem.filename or 'system'}: {(problem.strerror or str(problem)).lower()}")
    except Exception as problem:  # a bug of ours must still end in one line
        if os.environ.get("L10N_DEBUG"):
            raise
        return _fail(f"internal error: {type(problem).__name__}: {problem} (L10N_DEBUG=1 shows where)")


def _fail(message: str) -> int:
    click.echo(f"{click.style('l10n:', bold=True)} {click.style('error:', fg='red')} {message}", err=True)
    return FAILED


def _common(writes: bool = True) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        options = [
            click.argument("articles", nargs=-1, metavar="[ARTICLE]..."),
            click.option("-l", "--locale", "wanted", multiple=True, metavar="LOCALE",
                         help="Only this locale; may be given several times."),
            click.option("-C", "directory", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".",
                         metavar="DIR", help="Work in the project that DIR belongs to."),
        ]
        if writes:
            options += [
                click.option("-j", "--jobs", type=click.IntRange(0), default=1, metavar="N",
                             help="Processes to share the articles; 0: one a processor."),
                click.option("-n", "--dry-run", is_flag=True, help="Say what would change; write nothing."),
            ]
        for option in reversed(options):
            command = option(command)
        return command
    return decorate


@click.group(context_settings={"help_option_names": ["--help"], "max_content_width": 100})
@click.version_option(__version__, message="l10n %(version)s")
def l10n() -> None:
    """Articles in, reviewed localized editions out.

    ARTICLE is a path, a name or a pattern; without one, all articles of the project are meant. Exit codes: 0 done,
    1 done with findings, 2 could not.
    """


@l10n.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), default=".")
@click.option("--source-locale", default="en_US", show_default=True, help="Locale the articles are written in.")
@click.option("-l", "--locale", "wanted", multiple=True, metavar="LOCALE", help="A locale to translate to.")
def init(directory: Path, source_locale: str, wanted: tuple[str, ...]) -> int:
    """Start a project: write l10n.toml and the folder of articles."""
    outcome = pipeline.init(directory, source_locale, wanted)
    for path in outcome.changed:
        click.echo(f"wrote {path}")
    for line in outcome.messages:
        click.echo(line)
    return DONE


def _open(directory: Path, articles: tuple[str, ...], wanted: tuple[str, ...], jobs: int = 1,
          dry_run: bool = False, executor: str = "local") -> tuple[Workspace, Selection]:
    workspace = pipeline.open_workspace(directory, jobs=jobs or os.cpu_count() or 1, dry_run=dry_run, executor=executor)
    show.notes(workspace)
    return workspace, pipeline.select(workspace, articles, wanted)


_executor = click.option("--executor", default="local", metavar="NAME",
                         help="What runs the models: local, ray (processes here), ray://HOST:PORT (a cluster).")


def _step(name: str, doc: str) -> None:
    def command(articles: tuple[str, ...], wanted: tuple[str, ...], directory: Path, jobs: int, dry_run: bool) -> int:
        workspace, selection = _open(directory, articles, wanted, jobs, dry_run)
        with bars.shown() as progress:
            outcome = getattr(pipeline, name)(workspace, selection, progress)
        return _end(outcome, dry_run)

    l10n.command(name, help=doc)(_common()(command))


_step("extract", "Write the template of each article: locales/templates/*.pot.")
_step("update", "Bring the catalogs up to the articles: locales/<locale>/LC_MESSAGES/*.po.")
_step("sync", "extract and update.")
_step("build", "Write the editions: editions/<locale>/*.")


@l10n.command()
@_common()
@_executor
@click.option("--again", is_flag=True, help="Also for what a machine proposed before and nobody touched: by the models "
                                            "and terms of now.")
def translate(articles: tuple[str, ...], wanted: tuple[str, ...], directory: Path, jobs: int, dry_run: bool,
              executor: str, again: bool) -> int:
    """Propose translations for what has none: memory, parent locales, offline translation."""
    workspace, selection = _open(directory, articles, wanted, jobs, dry_run, executor)
    with bars.shown() as progress:
        outcome = pipeline.translate(workspace, selection, progress, again=again)
    return _end(outcome, dry_run)


@l10n.command()
@_common()
@_executor
def run(articles: tuple[str, ...], wanted: tuple[str, ...], directory: Path, jobs: int, dry_run: bool,
        executor: str) -> int:
    """All in order: sync, translate, build."""
    workspace, selection = _open(directory, articles, wanted, jobs, dry_run, executor)
    with bars.shown() as progress:
        report = pipeline.run(workspace, selection, progress)
    if report.tallies:
        click.echo(show.status(pipeline.by_locale(report.tallies)))
        click.echo()
    return _end(report.outcome, dry_run)


@l10n.command()
@_common(writes=False)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--worst", is_flag=True, help="List the machine's proposals by score, the least sure first.")
def status(articles: tuple[str, ...], wanted: tuple[str, ...], directory: Path, as_json: bool, worst: bool) -> int:
    """Show how far each locale and article is."""
    workspace, selection = _open(directory, articles, wanted)
    if worst:
        found = pipeline.worst(workspace, selection)
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1) if as_json
                   else show.doubts(found))
        return DONE
    report = pipeline.status(workspace, selection)
    if as_json:
        click.echo(json.dumps(pipeline.as_data(report), ensure_ascii=False, indent=1))
    else:
        rows = pipeline.by_locale(report.tallies)
        if len(report.tallies) > 1:
            rows = [row for locale_row in rows for row in
                    (locale_row, *pipeline.of_locale(report.tallies, locale_row[0]))]
        click.echo(show.status(rows))
    return DONE


def _end(outcome: Outcome, dry_run: bool) -> int:
    shown = outcome.changed[:_SHOWN_FILES] if not dry_run else outcome.changed
    for path in shown:
        click.echo(f"  {path}")
    if len(outcome.changed) > len(shown):
        click.echo(f"  … and {len(outcome.changed) - len(shown):,} more")
    for line in outcome.messages:
        click.echo(line)
    for one in outcome.findings:
        click.echo(show.finding(one), err=True)
    click.echo(show.changes(outcome.changed, dry_run))
    return FINDINGS if outcome.findings else DONE


l10n.add_command(check)
l10n.add_command(models.models)
l10n.add_command(variants.group(_end))
