"""What the gate says of a project's glossary."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from l10n.checks import Pair, Rule, agreed
from l10n.cli.commands import l10n
from l10n.model import Entry, State

RULES = agreed.rules(agreed.EXAMPLE)


def spots(rule: Rule, texts: tuple[str, str]) -> list[str]:
    source, target = texts
    side = {"source": source, "target": target}
    found = rule.look(Pair(Entry(source, None, target, State.REVIEWED), rule.example_locale, "en_GB"))
    return [side[spot.side][spot.span.start:spot.span.end] for spot in found if spot.span]


@pytest.mark.parametrize(("rule", "word"), list(zip(RULES, ["strike", "Marginalia", "paro"], strict=True)),
                         ids=[rule.code for rule in RULES])
def test_examples(rule: Rule, word: str) -> None:
    assert spots(rule, rule.wrong) == [word]
    assert spots(rule, rule.right) == []


def test_no_glossary_no_rules() -> None:
    assert agreed.rules(()) == ()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose glossary is kept in one sentence and broken in the other."""
    (tmp_path / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["es", "es_MX"]\n', "utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/boat.md").write_text("The strikes are over.\n\nThe strike began on Monday.\n", "utf-8")
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary/es.csv").write_text("source,target,forbidden\nstrike,huelga,\nstrike,paro,yes\n", "utf-8")
    CliRunner().invoke(l10n, ["sync", "-C", str(tmp_path)], standalone_mode=False)
    write(tmp_path, "es", {"The strikes are over.": "Las huelgas han terminado.",
                           "The strike began on Monday.": "El paro comenzó el lunes."})
    return tmp_path


def write(root: Path, locale: str, said: dict[str, str]) -> None:
    file = root / f"locales/{locale}/LC_MESSAGES/boat.po"
    text = file.read_text("utf-8")
    for source, target in said.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    file.write_text(text, "utf-8")


def check(root: Path, *words: str) -> Result:
    return CliRunner().invoke(l10n, ["check", "-C", str(root), *words], standalone_mode=False)


def test_the_gate_knows_the_glossary(root: Path) -> None:
    said = check(root)
    assert said.return_value == 1
    assert "warning S111 [es]: the glossary has “huelga” for “strike”" in said.output
    assert "warning S113 [es]: “paro” is forbidden for “strike”" in said.output
    assert said.output.count("S11") == 2


def test_an_ignore_silences_and_an_idle_one_is_told(root: Path) -> None:
    file = root / "locales/es/LC_MESSAGES/boat.po"
    file.write_text(file.read_text("utf-8").replace(
        "#: articles/boat.md:3", "# l10n: ignore[S111, S113] a quotation\n#: articles/boat.md:3").replace(
        "#: articles/boat.md:1", "# l10n: ignore[S112] for nothing\n#: articles/boat.md:1"), "utf-8")
    said = check(root)
    assert "S111" not in said.output
    assert "“ignore[S112]” silences nothing" in said.output


def test_a_broken_glossary_is_an_error(root: Path) -> None:
    (root / "glossary/es.csv").write_text("source\nstrike\n", "utf-8")
    assert "glossary/es.csv:1: has no column “target”" in str(check(root).exception)
