"""The folder of editions: what stands beside them, what is ours, what goes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from l10n import pipeline
from l10n.errors import ProjectError
from l10n.pipeline import Outcome

PAGE = ('<html lang="en"><body><h1>Boats</h1>\n<p>The harbour is open.</p>'
        '<img src="images/boat.svg" alt=""></body></html>\n')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles/images").mkdir(parents=True)
    (tmp_path / "articles/boats.html").write_text(PAGE)
    (tmp_path / "articles/images/boat.svg").write_text("<svg/>")
    (tmp_path / "l10n.toml").write_text('source-locale = "en"\nlocales = ["en", "en_XA"]\npublish = "machine"\n')
    return tmp_path


def run(folder: Path) -> Outcome:
    workspace = pipeline.open_workspace(folder)
    return pipeline.run(workspace, pipeline.select(workspace, (), ())).outcome


def editions(folder: Path) -> list[str]:
    base = folder / "editions"
    return sorted(path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file())


def test_pictures_stand_beside_every_edition(folder: Path) -> None:
    run(folder)
    assert editions(folder) == ["en/boats.html", "en/images/boat.svg", "en_XA/boats.html", "en_XA/images/boat.svg",
                                "index.json"]
    (folder / "articles/images/boat.svg").write_text("<svg>2</svg>")
    run(folder)
    assert (folder / "editions/en/images/boat.svg").read_text() == "<svg>2</svg>"


def test_what_is_gone_goes_and_what_is_not_ours_stays(folder: Path) -> None:
    run(folder)
    (folder / "editions/en/notes.html").write_text("mine")
    (folder / "articles/boats.html").rename(folder / "articles/ships.html")
    outcome = run(folder)
    assert "en/boats.html" not in editions(folder)
    assert {"en/ships.html", "en/notes.html"} < set(editions(folder))
    assert not outcome.findings                                 # its catalogs went along
    (folder / "articles/ships.html").unlink()
    outcome = run(folder)
    assert "en/ships.html" not in editions(folder)
    assert "en/notes.html" in editions(folder)
    assert [(one.code, one.path) for one in outcome.findings] == [("P101", "locales/en_XA/LC_MESSAGES/ships.po")]


def test_catalogs_of_a_locale_that_the_project_has_no_more_are_told(folder: Path) -> None:
    run(folder)
    (folder / "locales/en_XA").rename(folder / "locales/nb")
    outcome = run(folder)
    assert [(one.code, one.path) for one in outcome.findings] == [("P105", "locales/nb")]
    assert "nothing reads its 1 catalog;" in outcome.findings[0].message


def test_the_last_article_gone_is_told_and_leaves_no_empty_folders(folder: Path) -> None:
    run(folder)
    (folder / "articles/boats.html").unlink()
    (folder / "articles/images/boat.svg").unlink()
    outcome = run(folder)
    assert {"editions/en/boats.html", "editions/en_XA/images/boat.svg", "editions/index.json"} <= set(outcome.changed)
    assert [path.name for path in (folder / "editions").iterdir()] == ["index.json"]


def test_what_is_remembered_between_runs_stays_out_of_version_control(folder: Path) -> None:
    run(folder)
    assert (folder / ".l10n/.gitignore").read_text() == "*\n"


def test_a_file_of_somebody_elses_in_the_place_of_an_edition_stays(folder: Path) -> None:
    (folder / "editions/en").mkdir(parents=True)
    (folder / "editions/en/boats.html").write_text("mine")
    outcome = run(folder)
    assert (folder / "editions/en/boats.html").read_text() == "mine"
    assert [one.code for one in outcome.findings] == ["P102"]
    assert [one.code for one in run(folder).findings] == ["P102"]  # said again where nothing changed


def test_editions_that_a_killed_run_began_are_ours(folder: Path) -> None:
    run(folder)
    (folder / "editions/index.json").unlink()
    (folder / ".l10n/stamps.json").unlink()
    (folder / ".l10n/editions-begun").write_text("en/boats.html\nen_XA/boats.html")
    (folder / "articles/boats.html").write_text(PAGE.replace("open", "closed"))
    assert run(folder).findings == ()
    assert "closed" in (folder / "editions/en/boats.html").read_text()


def test_machine_text_below_the_threshold_stays_in_the_source_language(folder: Path) -> None:
    """The index says so; an edition is not held back by it, and a person's word needs no score."""
    (folder / "l10n.toml").write_text('source-locale = "en"\nlocales = ["es", "es_MX"]\npublish = "machine"\n')
    page = PAGE.replace("Boats", "The red house").replace("The harbour", "The ferry sails.</p>\n<p>The harbour")
    (folder / "articles/boats.html").write_text(page)
    run(folder)
    catalog = folder / "locales/es/LC_MESSAGES/boats.po"
    text = catalog.read_text(encoding="utf-8")
    assert text.count("#, fuzzy") == 3
    entries = text.split("\n\n")
    scores = {"The red house": " 0.70", "The ferry sails.": " 0.69", "The harbour is open.": ""}
    for at, entry in enumerate(entries):
        for score in (score for source, score in scores.items() if f'msgid "{source}"' in entry):
            entries[at] = re.sub(r"(l10n: starter:\S+) [0-9.]+", rf"\g<1>{score}", entry)
    text = "\n\n".join(entries)
    catalog.write_text(text, encoding="utf-8")
    config = folder / "l10n.toml"
    config.write_text(config.read_text() + "publish-above = 0.7\n")
    run(folder)
    for locale in ("es", "es_MX"):
        edition = (folder / f"editions/{locale}/boats.html").read_text(encoding="utf-8")
        assert "The red house" not in edition
        assert ">The ferry sails.<" in edition
        assert ">The harbour is open.<" in edition
    [es, _] = json.loads((folder / "editions/index.json").read_text())["articles"]["boats"]["editions"]
    assert (es["publish-above"], es["unsure"], es["kept"], es["machine"]) == (0.7, 2, 2, True)
    catalog.write_text(text.replace("#, fuzzy\n", ""), encoding="utf-8")
    run(folder)
    assert "The ferry" not in (folder / "editions/es/boats.html").read_text(encoding="utf-8")


def test_a_draft_that_somebody_has_begun_is_published_under_no_policy(folder: Path) -> None:
    """It is no machine's any more, and its writer has not said that it is done."""
    run(folder)
    catalog = folder / "locales/en_XA/LC_MESSAGES/boats.po"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(text.replace('msgid "Boats"\nmsgstr "', 'msgid "Boats"\nmsgstr "half a '), encoding="utf-8")
    run(folder)
    edition = (folder / "editions/en_XA/boats.html").read_text(encoding="utf-8")
    assert "half a" not in edition
    assert ">Boats</h1>" in edition
    [_, pseudo] = json.loads((folder / "editions/index.json").read_text())["articles"]["boats"]["editions"]
    assert (pseudo["segments"], pseudo["kept"]) == ({"machine": 1, "stale": 1}, 1)


def test_the_index_names_every_edition(folder: Path) -> None:
    run(folder)
    index = json.loads((folder / "editions/index.json").read_text())
    record = index["articles"]["boats"]
    assert [one["path"] for one in record["editions"]] == ["en/boats.html", "en_XA/boats.html"]
    assert [one["machine"] for one in record["editions"]] == [False, True]
    assert record["switcher"] == "", "no reader can switch to a pseudo locale"


def test_the_index_has_a_switcher_for_readers(folder: Path) -> None:
    config = folder / "l10n.toml"
    config.write_text(config.read_text().replace('"en_XA"', '"en_US", "en_XA"'))
    run(folder)
    switcher = json.loads((folder / "editions/index.json").read_text())["articles"]["boats"]["switcher"]
    assert switcher.count("<a ") == 2
    assert "XA" not in switcher


@pytest.mark.parametrize("text", ["{", "[]", '{"articles": {"a": {"editions": [{"path": "../../x"}]}}, "assets": []}'])
def test_an_index_that_is_none_of_ours_stops_everything(folder: Path, text: str) -> None:
    (folder / "editions").mkdir()
    (folder / "editions/index.json").write_text(text)
    with pytest.raises(ProjectError, match="index"):
        run(folder)
