"""A project's glossary, from its file to the catalog."""

from __future__ import annotations

import shutil
import subprocess
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
    assert catalog.count("Old Patience") == 3  # in the note, in the msgid, and in the msgstr
    assert "#. term: Old Patience stays as it is\n" in catalog
    assert "es: 1 of 1 agreed terms as the glossary has them (100%)" in outcome.messages


def test_a_broken_line_is_named_before_anything_is_written(folder: Path) -> None:
    (folder / "glossary/es.csv").write_text("source,target\n\nharbour,puerto\nharbour\n")
    with pytest.raises(GlossaryError, match=r"^glossary/es\.csv:4: “harbour” has no target$"):
        translate(folder)
    workspace = pipeline.open_workspace(folder)
    with pytest.raises(GlossaryError):
        pipeline.run(workspace, pipeline.select(workspace, (), ()))
    assert not (folder / "locales").exists()


def test_translators_see_the_terms_and_a_run_after_writes_nothing(folder: Path) -> None:
    """Notes are made of the glossary each time: they change when it does, and tools that drop or keep them are fine."""
    (folder / "glossary/es.csv").write_text(
        "source,target,part of speech,note,forbidden\nharbour,puerto,noun m,of boats,\nharbour,bahía,,,yes\n")
    translate(folder)
    catalog = folder / "locales/es/LC_MESSAGES/a.po"
    before = catalog.read_text(encoding="utf-8")
    assert before.count("#. term: harbour → puerto (noun m; of boats; never bahía)\n") == 1
    assert "term:" not in (folder / "locales/templates/a.pot").read_text(encoding="utf-8")
    assert translate(folder).changed == ()
    assert catalog.read_text(encoding="utf-8") == before
    for command in (["msgcat"], ["msgmerge", "--quiet"]) if shutil.which("msgmerge") else ():
        template = ["locales/templates/a.pot"] if command[0] == "msgmerge" else []
        done = subprocess.run([*command, str(catalog), *template, "-o", str(catalog)], cwd=folder, check=True)
        assert done.returncode == 0
        translate(folder)
        assert catalog.read_text(encoding="utf-8").count("#. term: harbour → puerto") == 1
        assert translate(folder).changed == ()
    (folder / "glossary/es.csv").unlink()
    translate(folder)
    assert "term:" not in catalog.read_text(encoding="utf-8").replace("· term: ", "")


def test_status_says_how_many_terms_are_as_agreed(folder: Path) -> None:
    (folder / "glossary/es.csv").write_text("source,target\nharbour,puerto\nMonday,unobtainium\n")
    translate(folder)
    catalog = folder / "locales/es/LC_MESSAGES/a.po"
    text = catalog.read_text(encoding="utf-8").replace("unobtainium", "lunes").replace("#, fuzzy\n", "")
    catalog.write_text(text, encoding="utf-8")
    workspace = pipeline.open_workspace(folder)
    report = pipeline.status(workspace, pipeline.select(workspace, (), ()))
    assert pipeline.as_data(report)["articles"]["a"]["es"]["terms"] == {"satisfied": 1, "all": 2}


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
