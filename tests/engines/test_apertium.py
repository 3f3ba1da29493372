"""Apertium: over the real command where it is installed, and over commands that misbehave everywhere."""

from __future__ import annotations

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from l10n import formats, mask
from l10n.engines import apertium
from l10n.engines.apertium import ApertiumEngine
from l10n.errors import EngineError
from l10n.glossary import Term
from l10n.model import Engine, Fragment

ARTICLES = Path(__file__).parents[2] / "articles"


def installed(pair: str) -> bool:
    return shutil.which("apertium") is not None and pair in subprocess.run(
        ["apertium", "-l"], capture_output=True, text=True).stdout.split()


real = pytest.mark.skipif(not installed("eng-spa"), reason="needs apt-get install apertium apertium-eng-spa")


def fragments(markdown: str) -> list[Fragment]:
    return [segment.fragment for segment in formats.read(markdown.encode(), "a.md").segments]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ``apertium`` of our own, alone on the path."""
    found = tmp_path / "bin/apertium"
    found.parent.mkdir()
    monkeypatch.setenv("PATH", f"{found.parent}:/usr/bin:/bin")
    found.write_text("")
    return found


def written(command: Path, body: str) -> None:
    """``body``: shell, run where a text is to be translated."""
    command.write_text(f'#!/bin/sh\nif [ "$1" = -l ]; then echo "  eng-spa"; echo "  spa-eng"; exit; fi\n{body}\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)


@real
class TestReal:
    def test_sentences_and_their_markup(self) -> None:
        engine: Engine = ApertiumEngine()
        assert engine.identity("en_GB", "es") == "apertium:eng-spa"
        plain, marked, shouted = engine.translate(
            [Fragment("The boats came back on Monday."),
             fragments("The [**old** harbour](a.md) opens with `quayd` & closes.")[0], Fragment("THE BOATS CAME BACK")],
            "en_GB", "es")
        assert plain.text == "Los botes volvieron el lunes."
        assert marked.text == "El [puerto **viejo**](a.md) abre con `quayd` & cierra."
        assert shouted.text == "LOS BOTES VOLVIERON"
        assert plain.origin == "apertium:eng-spa"

    def test_words_that_it_does_not_know_are_named_and_stand_without_a_mark(self) -> None:
        one, two = ApertiumEngine().translate(
            [Fragment("The quokka sat in 8 km."), fragments("We spoke of \\*quokka today.")[0]], "en_GB", "es")
        assert "quokka" in one.text
        assert "*" not in one.text
        assert "words not known: quokka" in one.reasons
        assert "\\*" in two.text

    def test_numbers_quotations_and_questions_are_those_of_the_target(self) -> None:
        found = [one.text for one in ApertiumEngine().translate(
            [Fragment("It cost £8,000."), Fragment("He said “good” again."), Fragment("Is the harbour open?")],
            "en_GB", "es")]
        assert "8.000" in found[0]
        assert "“bien”" in found[1]
        assert found[2].startswith("¿")

    def test_names_and_terms_of_the_glossary(self) -> None:
        terms = [Term("Old Patience", "Old Patience", fixed=True), Term("boat", "barca")]
        name, term = ApertiumEngine(terms=lambda _: terms).translate(
            [Fragment("The Old Patience came back."), Fragment("The boats came back.")], "en_GB", "es")
        assert "Old Patience" in name.text
        assert "term missing: boat → barca" in term.reasons

    def test_every_part_of_every_article_once(self) -> None:
        texts = [segment.fragment for path in sorted(ARTICLES.rglob("*.*")) if path.suffix in (".md", ".html", ".txt")
                 for segment in formats.read(path.read_bytes(), path.name).segments]
        found = ApertiumEngine().translate(texts, "en_GB", "es")
        assert sum(not one.text for one in found) == 0
        for text, one in zip(texts, found, strict=True):
            masked = mask.mask(mask.settle(text))
            for part in masked.parts:
                if not part.values:
                    assert one.text.count(part.open) >= sum(other.open == part.open for other in masked.parts)

    def test_markup_of_the_text_itself_is_text(self) -> None:
        found, = ApertiumEngine().translate(
            [Fragment("Write $x^2/y {a} @b \\[c] .[][0] in a \x00 file.")], "en_GB", "es")
        assert found.text == "Escribe $x^2/y {un} @b \\[c] .[][0] en una lima."

    def test_pairs_and_their_variants(self) -> None:
        engine = ApertiumEngine()
        assert engine.identity("en_GB", "ja") is None
        assert engine.identity("en_GB", "en_XA") is None
        assert engine.identity("es", "en_US") == "apertium:spa-eng_US"
        with pytest.raises(EngineError, match=r"^the pair is not installed: apt-get install apertium apertium-eng-ja "):
            engine.translate([Fragment("Boats")], "en_GB", "ja")


def test_a_command_that_is_absent_is_one_line_with_the_package(tmp_path: Path,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    engine = ApertiumEngine()
    assert engine.identity("en_GB", "es") == "apertium:eng-spa"
    assert engine.identity("en_GB", "qu") is None
    with pytest.raises(EngineError, match=r"^the command “apertium” is not there: apt-get install apertium ap"):
        engine.translate([Fragment("Boats")], "en_GB", "es")


@pytest.mark.parametrize(("body", "message"), [
    ("exit 3", r"^apertium eng-spa failed \(3\)$"),
    ("echo 'Error: no such mode' >&2; exit 1", r"^apertium eng-spa failed \(1\): Error: no such mode$"),
    ("exit 0", r"^apertium eng-spa gave back 0 of 2 sentences$"),
    ("sed 's/.0]/[1]/'", r"^apertium eng-spa gave back 0 of 2 sentences$"),
    ("head -c 60", r"^apertium eng-spa gave back 1 of 2 sentences$"),
    ("exec sleep 60", r"^apertium eng-spa did not end within 1 s$"),
], ids=["3", "1", "nothing", "out of order", "cut off", "hangs"])
def test_a_command_that_misbehaves(command: Path, monkeypatch: pytest.MonkeyPatch, body: str, message: str) -> None:
    monkeypatch.setattr(apertium, "PATIENCE", 1 if "sleep" in body else 60)
    written(command, body)
    with pytest.raises(EngineError, match=message):
        ApertiumEngine().translate([Fragment("The boats came"), fragments("The **old** harbour")[0]], "en_GB", "es")


@pytest.mark.parametrize(("output", "expected"), [
    ("El [[t:s:2]]puerto[[/]] [[t:s:1]]viejo[[/]]", "El puerto **viejo**"),
    ("[[t:s:1]]Viejo[[/]] [[t:s:1]]es[[/]] [[t:s:2]]el[[/]] [[t:s:2]]puerto[[/]]", "**Viejo es** el puerto"),
    ("El puerto viejo", "El **puerto** viejo"),
    ("El [[t:s:9]]puerto[[/]] [[t:s:7]]viejo", "El **puerto** viejo"),
    ("[[/]]El ]puerto[ viejo][^]", "El **puerto**"),
    ("*El [[t:s:2]]puerto[[/]] [[t:s:1]]@viejo[[/]]  #nuevo", "El puerto **viejo** nuevo"),
    ("El \\*\\*puerto\\*\\* \\[viejo\\]\\(x\\)", "El **puerto** viejo(x)"),
    ("The old harbour", "The **old** harbour"),
    ("the and of to that is", ""),
    ("no no no no no no no no no no no no", ""),
    ("", ""),
])
def test_parts_are_there_once_whatever_comes_back(command: Path, output: str, expected: str) -> None:
    written(command, f"cat >/dev/null; cat <<'END'\n{output}.[][0]\nEND")
    found, = ApertiumEngine().translate([fragments("The **old** harbour")[0]], "en_GB", "es")
    assert found.text == expected
    assert found.text or found.reasons


def test_parts_that_are_lost_part_their_sentence(command: Path) -> None:
    """A command that keeps no blanks: what is between the parts is translated alone, and they stand round it."""
    written(command, r"sed 's/\[\[[^]]*\]\]//g; s/The/El/; s/old/viejo/; s/harbour wall/muro del *harbour/'")
    found, plain = ApertiumEngine({"usable": 0.6}).translate(
        [fragments("The **old** harbour wall")[0], Fragment("The harbour wall")], "en_GB", "es")
    assert found.text == "El **viejo** muro del harbour"
    assert found.reasons == ("markup: translated part by part", "words not known: harbour")
    assert (found.score, plain.score, plain.text) == (0.3, 0.6, "El muro del harbour")


def test_a_command_that_fails_at_the_stretches_leaves_what_there_is(command: Path) -> None:
    written(command, "grep -q t:s: && printf 'El puerto viejo.[][0]'")
    found, = ApertiumEngine().translate([fragments("The **old** harbour")[0]], "en_GB", "es")
    assert (found.text, found.reasons) == ("El **puerto** viejo", ("⟦1⟧ put back",))


def test_a_score_only_where_somebody_has_measured_it(command: Path) -> None:
    written(command, "cat")
    for engine, wanted in ((ApertiumEngine(), [apertium.MEASURED["eng-spa"], None, None]),
                           (ApertiumEngine({"usable": 0.7}), [0.7, 0.7, None])):
        assert [engine.translate([Fragment(text)], *pair)[0].score for text, pair in (
            ("Hallin", ("en", "es")), ("Hallin", ("es", "en")), ("42", ("en", "es")))] == wanted


def test_no_process_for_nothing(command: Path) -> None:
    written(command, "exit 1")
    assert ApertiumEngine().translate([Fragment("42 %")], "en_GB", "es")[0].text == "42\u00a0%"
