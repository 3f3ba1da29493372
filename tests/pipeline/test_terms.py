"""A project's glossary, from its file to the catalog."""

from __future__ import annotations

from pathlib import Path

import pytest

from l10n import pipeline
from l10n.errors import GlossaryError
from l10n.pipeline import Outcome


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "glossary").mkdir()
    (tmp_path / "articles/a.txt").write_text("Boats\n\nThe Old Patience waited in the harbour on Monday.\n")
    (tmp_path / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["es"]\npublish = "machine"\n')
    return tmp_path


def translate(folder: Path) -> Outcome:
    workspace = pipeline.open_workspace(folder)
    selection = pipeline.select(workspace, (), ())
    pipeline.sync(workspace, selection)
    return pipeline.translate(workspace, selection)


def test_a_name_that_is_not_to_be_translated_stands_in_the_catalog_and_the_rate_is_told(folder: Path) -> None:
    (folder / "glossary/es.csv").write_text("source,target,do-not-translate\nOld Patience,,yes\n")
    outcome = translate(folder)
    catalog = (folder / "locales/es/LC_MESSAGES/a.po").read_text(encoding="utf-8")
    assert catalog.count("Old Patience") == 2  # in the msgid, and in the msgstr
    assert "es: 1 of 1 agreed terms as the glossary has them (100%)" in outcome.messages


def test_a_broken_line_is_named(folder: Path) -> None:
    (folder / "glossary/es.csv").write_text("source,target\n\nharbour,puerto\nharbour\n")
    with pytest.raises(GlossaryError, match=r"^glossary/es\.csv:\d+: "):
        translate(folder)


def test_rules_of_variants_leave_protected_names_alone(folder: Path) -> None:
    (folder / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["en_US"]\npublish = "reviewed"\n')
    (folder / "articles/a.txt").write_text("Boats\n\nThe colour of harbour lights is the colour of money.\n")
    workspace = pipeline.open_workspace(folder)
    pipeline.run(workspace, pipeline.select(workspace, (), ()))
    edition = folder / "editions/en_US/a.txt"
    assert "The color of harbor lights" in edition.read_text()
    (folder / "glossary/en_US.csv").write_text("source,target,do-not-translate\nharbour lights,,yes\n")
    (folder / "locales/en_US/LC_MESSAGES/a.po").unlink()
    workspace = pipeline.open_workspace(folder)
    pipeline.run(workspace, pipeline.select(workspace, (), ()))
    assert "The color of harbour lights is the color of money." in edition.read_text()
