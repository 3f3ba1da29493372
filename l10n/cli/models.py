"""``l10n models``: what translates on this machine, and bringing more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10n.cli import show

if TYPE_CHECKING:
    from l10n.engines.packages import Model

FAMILIES = ("argos", "opus", "firefox")
_SETS = ("flores", "newstest2013")
"""Test sets whose scores are shown before others, since every family has one of them."""


@click.group()
def models() -> None:
    """Translation models: which there are, and adding more."""


@models.command("list")
def list_models() -> int:
    """Show every model on this machine, the preferred one of a pair first."""
    from l10n.engines import models as store  # brings the engines along

    found = store.installed()
    used = {model.pair: model for model in reversed(found) if not model.problem}
    rows = [(model.pair, "used" if used.get(model.pair) is model else "", model.origin, _score(model), model.license,
             f"{model.size / 1e6:.0f} MB", model.where, model.problem) for model in found]
    click.echo(show.table(("pair", "", "model", "BLEU", "licence", "size", "where", "cannot be used"), rows, right=[5]))
    for model in used.values():
        if model.family == "starter":
            click.echo(f"\n{model.pair}: the starter is for first drafts; a better one: l10n models install "
                       f"--family firefox {model.source} {model.target}")
    return 0


@models.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--pair", metavar="PAIR", help="Languages, as in en-fr, where FILE does not say them.")
def add_model(file: Path, pair: str | None) -> int:
    """Take over a model after it was read whole and tried.

    FILE: an .argosmodel, or the folder or archive (zip, tar, gz, zst) of an OPUS-MT or Firefox Translations model.
    """
    from l10n.engines import models as store

    click.echo(f"added {_described(store.add(file, pair))}")
    return 0


@models.command("install")
@click.argument("source")
@click.argument("target")
@click.option("--family", type=click.Choice(FAMILIES), default="argos", show_default=True,
              help="Whose models: each has an index of its own.")
def install_model(source: str, target: str, family: str) -> int:
    """Fetch a model from the index of its family; the one command that needs a network."""
    from l10n.engines import index

    click.echo(f"installed {_described(index.install(source, target, family))}")
    return 0


@models.command("remove")
@click.argument("name")
def remove_model(name: str) -> int:
    """Delete added models by pair (en-es), name (argos:en-es@1.9) or file."""
    from l10n.engines import models as store

    for model in store.remove(name):
        click.echo(f"removed {model.origin}")
    return 0


def _described(model: Model) -> str:
    told = (_score(model) and f"BLEU {_score(model)}", model.license)
    return " · ".join([model.origin, *(one for one in told if one)])


def _score(model: Model) -> str:
    """``27.7 flores``: of the test set that other families are measured by too, else of any that its card has."""
    known = sorted(model.scores, key=lambda score: next(
        (place for place, name in enumerate(_SETS) if score[0].startswith(name)), len(_SETS)))
    return f"{known[0][1]:.1f} {known[0][0]}" if known else ""
