"""``l10n variants``: who supplies a text, which rule changed it, and full catalogs for tools that need them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from l10n import pipeline
from l10n.cli import show
from l10n.errors import ProjectError
from l10n.model import State
from l10n.pipeline import flat, supply
from l10n.pipeline.supply import Changed, Supply
from l10n.pipeline.workspace import Outcome, select_articles, select_locales

_COLOUR = {State.REVIEWED: "green", State.MACHINE: "yellow", State.STALE: "red"}

directory = click.option("-C", "directory", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".",
                         metavar="DIR", help="Work in the project that DIR belongs to.")


def group(end: Callable[[Outcome, bool], int]) -> click.Group:
    """The group of commands; ``end`` shows what one of them did and returns the exit code."""

    @click.group()
    def variants() -> None:
        """Regional variants: what they inherit, and what rules changed."""

    @variants.command("show")
    @click.argument("segment")
    @click.option("-l", "--locale", "wanted", multiple=True, metavar="LOCALE",
                  help="Only this locale; may be given several times.")
    @directory
    def show_(segment: str, wanted: tuple[str, ...], directory: Path) -> int:
        """Show who supplies a text in each locale. SEGMENT: words of it, or ARTICLE:LINE."""
        workspace = pipeline.open_workspace(directory)
        for found in supply.show(workspace, segment, select_locales(workspace.project, wanted)):
            click.echo(click.style(f"{found.path}:{found.segment.line}", bold=True))
            click.echo(f"  {_one_line(found.segment.text)}")
            for one in found.supplies:
                click.echo("\n".join(_supply(one)))
        return 0

    @variants.command()
    @click.argument("file")
    @click.option("-l", "--locale", "wanted", metavar="LOCALE", help="The variant, where FILE is an article.")
    @directory
    def explain(file: str, wanted: str | None, directory: Path) -> int:
        """List each change of a variant with its rule. FILE: its catalog, or an article."""
        workspace = pipeline.open_workspace(directory)
        if wanted is None:
            here = Path(file).resolve()
            root = workspace.project.root
            locale, path = supply.variant_of(workspace, here.relative_to(root).as_posix()
                                             if here.is_relative_to(root) and here.exists() else file)
        else:
            locale, = select_locales(workspace.project, [wanted])
            path, = select_articles(workspace, [file])[:1]
        for line in _explained(workspace, path, locale):
            click.echo(line)
        return 0

    @variants.command()
    @click.argument("locale")
    @click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
    @click.option("--output", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
                  help="Folder to write them to.")
    @directory
    def flatten(locale: str, articles: tuple[str, ...], output: Path, directory: Path) -> int:
        """Write full catalogs of a variant, for tools that need them."""
        workspace = pipeline.open_workspace(directory)
        tag, = select_locales(workspace.project, [locale])
        return end(flat.flatten(workspace, select_articles(workspace, articles), tag, output), False)

    @variants.command()
    @click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
    @click.option("-n", "--dry-run", is_flag=True, help="Say what would change; write nothing.")
    @directory
    def unflatten(folder: Path, dry_run: bool, directory: Path) -> int:
        """Take the edits in flattened catalogs back, and nothing else."""
        workspace = pipeline.open_workspace(directory, dry_run=dry_run)
        return end(flat.unflatten(workspace, folder), dry_run)

    return variants


def _supply(one: Supply) -> Iterator[str]:
    chain = " → ".join(click.style(tag, bold=one.choice is not None and tag == one.choice.supplier)
                       + (f" ({state.value})" if state else "") for tag, state in one.links)
    yield f"  {click.style(one.locale, fg='cyan')}: {chain}"
    if one.choice is None:
        yield "    nothing publishable: the article's own words stay"
        return
    rules = f", by {', '.join(one.choice.rules)}" if one.choice.rules else ""
    state = click.style(one.choice.state.value, fg=_COLOUR.get(one.choice.state))
    yield f"    {state} from {one.choice.supplier}{rules}"
    yield f"    {_one_line(one.choice.text)}"


def _explained(workspace: Any, path: str, locale: str) -> Iterator[str]:
    from l10n import project

    name = project.name_of(workspace.project, path)
    file = project.catalog_path(locale, name)
    found = supply.explain(workspace, path, locale)
    if not found:
        raise ProjectError(f"nothing differs from what {locale} inherits", path=file)
    for one in found:
        where = f"{file}:{one.line}" if one.line else f"{path}:{one.segment.line}"
        state = click.style(one.state.value, fg=_COLOUR.get(one.state))
        note = "" if one.line else ", adapted for the edition only"
        yield f"{click.style(where, bold=True)}: {state}, over {one.supplier}{note}: {_one_line(one.target, 60)}"
        rows = [_change(change) for change in one.changes]
        if rows:
            yield "\n".join(f"  {line}" for line in show.table(("", "", ""), rows).splitlines()[1:])
        else:
            yield "  says what it would inherit"


def _change(change: Changed) -> tuple[str, str, str]:
    before, after = (_one_line(text, 40).strip() or "∅" for text in (change.before, change.after))
    if change.rule is None:
        return f"{before} → {after}", "by hand", ""
    how = "certain" if change.certain else "proposed"
    return f"{before} → {after}", change.rule, how if change.taken else f"{how}, not taken"


def _one_line(text: str, most: int = 200) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most - 1].rstrip() + "…"
