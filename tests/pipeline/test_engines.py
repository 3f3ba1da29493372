"""Engines as a run gets them: in the order of the configuration, and each contained."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from chat_server import serving, translating

import l10n
from l10n import pipeline, plugins
from l10n.engines.argos import ordered
from l10n.engines.packages import Model
from l10n.errors import EngineError
from l10n.model import Engine, Fragment, Translation
from l10n.pipeline import Outcome, engines

PLUGIN = '''
from l10n.model import Translation

class Fickle:
    """Does what its settings say."""
    name = "fickle"
    def __init__(self, settings, order, cache, allowed):
        self.settings, self.calls = settings, 0
        if settings.get("raises") == "at once":
            raise ValueError("no licence\\n found")
    def identity(self, source, target):
        return "fickle:1"
    def translate(self, fragments, source, target):
        self.calls += 1
        if self.calls > self.settings.get("calls", 99):
            raise {"memory": MemoryError, "key": KeyError}[self.settings["raises"]]("spent")
        if self.settings.get("raises") == "network":
            import urllib.request
            urllib.request.urlopen("http://192.0.2.7/", timeout=1)
        return [Translation(f.text.upper(), "fickle:1") for f in fragments if "lost" not in f.text]
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project, and a package with an engine of its own."""
    packages = tmp_path / "packages"
    info = packages / "fickle-1.0.dist-info"
    info.mkdir(parents=True)
    (packages / "fickle.py").write_text(PLUGIN, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fickle\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[l10n.engines]\nfickle = fickle:Fickle\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(packages))
    plugins.available.cache_clear()
    plugins.load.cache_clear()
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/a.txt").write_text("Boats\n\nThe boats came back on Monday.\n")
    yield tmp_path
    sys.modules.pop("fickle", None)
    plugins.available.cache_clear()
    plugins.load.cache_clear()


def translate(folder: Path, configuration: str, *, again: bool = False) -> Outcome:
    (folder / "l10n.toml").write_text(f'source-locale = "en_GB"\nlocales = ["es"]\n{configuration}')
    workspace = pipeline.open_workspace(folder)
    selection = pipeline.select(workspace, (), ())
    pipeline.sync(workspace, selection)
    return pipeline.translate(workspace, selection, again=again)


def catalog(folder: Path) -> str:
    return (folder / "locales/es/LC_MESSAGES/a.po").read_text(encoding="utf-8")


def test_a_plug_in_translates_and_is_told_its_settings(folder: Path) -> None:
    translate(folder, '[engine]\norder = ["fickle"]\n[engine.fickle]\nanything = ["a", "b"]\nrate = 0.5\n')
    assert 'msgstr "THE BOATS CAME BACK ON MONDAY."' in catalog(folder)
    assert "# l10n: fickle:1 #" in catalog(folder)


def test_again_makes_anew_what_a_machine_proposed_and_nobody_touched(folder: Path) -> None:
    (folder / "articles/a.txt").write_text("Boats\n\nThe boats came back on Monday.\n\nNobody saw them.\n")
    translate(folder, 'engine = "starter"\n')
    path = folder / "locales/es/LC_MESSAGES/a.po"
    head, boats, monday, nobody = path.read_text(encoding="utf-8").strip().split("\n\n")
    boats = re.sub(r'(?s)# l10n.*?\n|, fuzzy|msgstr.*', "", boats).replace("#\n", "") + 'msgstr "Barcos"'
    nobody = re.sub("(?s)msgstr.*", 'msgstr "Nadie los vio, y"', nobody)      # begun, and left fuzzy
    path.write_text("\n\n".join((head, boats, monday, nobody)) + "\n", encoding="utf-8")
    assert translate(folder, 'engine = "fickle"\n').changed == ()

    assert translate(folder, 'engine = "fickle"\n', again=True).changed == ("locales/es/LC_MESSAGES/a.po",)
    _, *now = path.read_text(encoding="utf-8").strip().split("\n\n")
    assert (now[0], now[2]) == (boats, nobody)
    assert "# l10n: fickle:1 #" in now[1]
    assert 'msgstr "THE BOATS CAME BACK ON MONDAY."' in now[1]
    assert "#, fuzzy" in now[1]
    assert translate(folder, 'engine = "fickle"\n', again=True).changed == ()


def test_what_was_proposed_stays_where_again_brings_nothing(folder: Path) -> None:
    translate(folder, 'engine = "starter"\n')
    before = catalog(folder)
    outcome = translate(folder, 'engine = {order = ["fickle"], fickle = {raises = "network"}}\n', again=True)
    assert "broke down" in outcome.messages[0]
    assert catalog(folder) == before


@pytest.mark.parametrize(("settings", "message"), [
    ('raises = "key"', "engine “fickle” failed: KeyError: 'spent'"),
    ('raises = "memory"', "engine “fickle” ran out of memory"),
])
def test_what_a_plug_in_had_finished_is_kept_and_the_next_engine_goes_on(
        folder: Path, monkeypatch: pytest.MonkeyPatch, settings: str, message: str) -> None:
    monkeypatch.setattr("l10n.translate.CHUNK", 1)
    outcome = translate(folder, f'[engine]\norder = ["fickle", "starter"]\n[engine.fickle]\ncalls = 1\n{settings}\n')
    assert f"es: fickle:1 broke down: {message}" in outcome.messages
    assert 'msgstr "BOATS"' in catalog(folder)
    assert "# l10n: starter:en-es@" in catalog(folder)


def test_a_plug_in_that_cannot_be_made_is_one_line(folder: Path) -> None:
    with pytest.raises(EngineError, match=r"^engine “fickle” failed: ValueError: no licence found$"):
        translate(folder, 'engine = {order = ["fickle"], fickle = {raises = "at once"}}\n')


def test_a_plug_in_that_would_send_text_away_is_stopped(folder: Path) -> None:
    outcome = translate(folder, 'engine = {order = ["fickle"], fickle = {raises = "network"}}\n')
    assert outcome.messages == ("es: fickle:1 broke down: “192.0.2.7” is another machine, and text would go there: "
                                "add it to “allow-hosts” if it may",)
    assert 'msgstr "B' not in catalog(folder)


def test_answers_that_are_too_few_are_none(folder: Path) -> None:
    (folder / "articles/a.txt").write_text("Boats\n\nWe lost one.\n")
    outcome = translate(folder, 'engine = "fickle"\n')
    assert outcome.messages == ("es: fickle:1 broke down: engine “fickle” gave 1 answers for 2 texts",)


ANSWERS = {"Boats": "Barcos", "The boats came back on Monday.": "Los barcos volvieron el lunes."}


def test_a_language_model_fills_a_catalog_and_what_it_cannot_goes_to_the_next(folder: Path) -> None:
    with serving(translating(lambda text: ANSWERS[text] if text == "Boats" else "I cannot do that for you.")) as server:
        settings = f'[engine]\norder = ["llm", "starter"]\n[engine.llm]\nurl = "{server.url}"\nmodel = "tiny 1b"\n'
        outcome = translate(folder, settings)
        assert "# l10n: llm:tiny_1b #" in catalog(folder)
        assert 'msgstr "Barcos"' in catalog(folder)
        assert catalog(folder).count("#, fuzzy") >= 2
        assert "# l10n: starter:en-es@" in catalog(folder)
        assert outcome.messages == ()
        assert {question["article"] for question in server.questions} == {
            "Boats\n\nThe boats came back on Monday."}


def test_a_language_model_that_is_alone_and_refuses_leaves_the_text_open_with_its_reason(folder: Path) -> None:
    with serving(translating(lambda text: ANSWERS[text] if text == "Boats" else "I cannot do that for you.")) as server:
        outcome = translate(folder, f'engine = {{order = ["llm"], llm = {{url = "{server.url}", model = "m"}}}}\n')
    assert outcome.messages == (
        "es: a: left untranslated (the output is in English): “The boats came back on Monday.”",)
    assert 'msgid "The boats came back on Monday."\nmsgstr ""\n' in catalog(folder)


def test_a_language_model_whose_server_is_away_is_one_line_and_the_next_engine_goes_on(folder: Path) -> None:
    with serving(translating(ANSWERS.__getitem__)) as server:
        url = server.url
    outcome = translate(folder, f'engine = {{order = ["llm", "starter"], llm = {{url = "{url}", model = "m"}}}}\n')
    assert outcome.messages == (f"es: llm:m broke down: no server answers at {url}: connection refused",)
    assert "# l10n: starter:en-es@" in catalog(folder)


def contained(translate: Callable[[], Any]) -> Engine:
    class Given:
        name = "given"

        def identity(self, source: str, target: str) -> str | None:
            return "given:1"

        def translate(self, fragments: Sequence[Fragment], source: str, target: str) -> Sequence[Translation]:
            return translate()  # type: ignore[no-any-return]

    return engines.Contained(Given(), "given", ())


@pytest.mark.parametrize("answer", [["text"], [None], [Translation(None, "x")]])  # type: ignore[arg-type]
def test_answers_of_another_kind_are_refused(answer: Any) -> None:
    with pytest.raises(EngineError, match=r"^engine “given” answered with "):
        contained(lambda: answer).translate([Fragment("a")], "en", "es")


def test_an_interruption_is_none_of_an_engines_failures() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        contained(interrupted).translate([Fragment("a")], "en", "es")


def model(family: str, pair: str = "en-es", version: str = "1.0") -> Model:
    source, _, target = pair.partition("-")
    return Model(family, source, target, version, 1, Path(family), "added")


def test_models_by_family_and_origin() -> None:
    argos, opus, firefox, starter = map(model, ("argos", "opus", "firefox", "starter"))
    newer = model("opus", version="2.0")
    found = [argos, newer, opus, firefox, starter]
    assert ordered(found, ["argos"]) == found
    assert ordered(found, ["starter", "firefox"]) == [starter, firefox]
    assert ordered(found, ["opus:en-es@1.0", "firefox", "argos"]) == [opus, firefox, argos, newer, starter]
    assert ordered(found, ["opus:en-es"]) == [newer, opus]
    assert ordered(found, ["opus:en-fr"]) == []


@pytest.mark.skipif(
    shutil.which("unshare") is None or subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode != 0,
    reason="no network namespaces here")
def test_a_run_in_a_network_namespace_without_route(folder: Path) -> None:
    """Not even loopback is up there."""
    (folder / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["es", "fr", "en_XA"]\npublish = "machine"\n')
    probe = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    down = subprocess.run(["unshare", "-rn", sys.executable, "-c", probe], capture_output=True, text=True)
    assert "Network is unreachable" in down.stderr
    own = {**os.environ, "PYTHONPATH": str(Path(l10n.__file__).parents[1])}
    for command in ("run", "translate"):
        done = subprocess.run(["unshare", "-rn", sys.executable, "-m", "l10n", command], cwd=folder, text=True,
                              capture_output=True, env=own)
        assert (done.returncode, done.stderr) == (0, "")
    assert "# l10n: starter:en-es@" in catalog(folder)


def test_translating_opens_no_socket(folder: Path) -> None:
    """All that a run with the model of our own does, as Python's audit events tell it."""
    seen: list[str] = []
    watching = True
    sys.addaudithook(lambda event, _: seen.append(event) if watching and event.startswith("socket.") else None)
    try:
        translate(folder, "")
        assert seen == []
        socket.socket().close()
        assert seen
    finally:
        watching = False
