"""Spelling through the command line, with a dictionary of our own where there is a hunspell command."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from l10n.checks import Spot, hunspell, spelling
from l10n.cli.commands import l10n
from l10n.model import Entry, Span, State

needs_hunspell = pytest.mark.skipif(shutil.which("hunspell") is None, reason="no hunspell command")


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(l10n, ["check", "-C", str(root), *words], standalone_mode=False)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An article in Spanish with a slip of the pen, a name, a word of the source and one near nothing."""
    words = ("hoy", "llega", "barco", "recibir", "para")
    (tmp_path / "es_ES.aff").write_text("SET UTF-8\nTRY aeiorsntlcdupmbgvhqjz\n", "utf-8")
    (tmp_path / "es_ES.dic").write_text(f"{len(words)}\n" + "\n".join(words) + "\n", "utf-8")
    monkeypatch.setenv("DICPATH", str(tmp_path))
    (tmp_path / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["es"]\n[check]\nspelling = true\n',
                                        "utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/boat.txt").write_text("To receive today Wrenmouth karaoke.\n", "utf-8")
    run_sync = CliRunner().invoke(l10n, ["sync", "-C", str(tmp_path)], standalone_mode=False)
    assert run_sync.exception is None
    path = tmp_path / "locales/es/LC_MESSAGES/boat.po"
    text = path.read_text("utf-8")
    path.write_text(text.replace('karaoke."\nmsgstr ""', 'karaoke."\nmsgstr "Para recivir hoy Wrenmouth karaoke '
                                 'chirimoyas."'), "utf-8")
    assert "recivir" in path.read_text("utf-8")
    return tmp_path


@needs_hunspell
def test_a_misspelt_word_is_found_and_nothing_else(root: Path) -> None:
    said = [line for line in run(root).output.splitlines() if "A106" in line]
    assert len(said) == 1
    assert "“recivir” is in no dictionary; “recibir” is" in said[0]


@needs_hunspell
def test_off_unless_asked_for(root: Path) -> None:
    (root / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["es"]\n', "utf-8")
    assert "A106" not in run(root).output


@needs_hunspell
def test_no_dictionary_is_one_line(root: Path) -> None:
    (root / "es_ES.aff").unlink()
    (root / "es_ES.dic").unlink()
    names = hunspell.dictionaries()
    done = run(root)
    if hunspell.dictionary("es", names) is None:
        assert "spelling is not looked at in es: no hunspell dictionary is installed" in done.output
        assert "A106" not in done.output


def test_no_command_is_one_line(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hunspell, "COMMAND", "no-such-command-as-this")
    done = run(root)
    assert done.output.count("spelling is not looked at: no ") == 1
    assert "A106" not in done.output


@pytest.mark.parametrize(("locale", "name"), [
    ("es", "es_ES"), ("es_MX", "es_MX"), ("es_AR", "es_ES"), ("pt_BR", None), ("en_AU", "en_GB"), ("de", "de_AT"),
    ("sr_Latn", None), ("fr", "fr")])
def test_the_dictionary_of_a_locale(locale: str, name: str | None) -> None:
    names = ("de_AT", "en_GB", "en_US", "es_ES", "es_MX", "fr", "fr_FR", "pt_PT", "sr_RS", "no locale")
    assert hunspell.dictionary(locale, names) == name


@pytest.mark.parametrize(("source", "target", "asked"), [
    ("Run `recivir` at https://a.example/recivir", "Ejecute `recivir` en https://a.example/recivir", ["Ejecute"]),
    ("Hello, {nombre}", "Buenas, {nombre}", ["Buenas"]),
    ("The UNESCO and the iPhone", "La UNESCO y el iPhone", []),
    ("She saw the sea", "Miraba hacia Torrevieja", ["Miraba", "hacia"]),
    ("**bold**ness", "**atre**vido", ["atrevido"]),
    ("Speakers", "Los anglo- y francófonos", ["francófonos"]),
])
def test_what_is_asked(source: str, target: str, asked: list[str]) -> None:
    entry = Entry(source, None, target, State.REVIEWED)
    assert [word for word, _ in spelling.words(entry, "es", "en_GB", spelling.known([source]))] == asked


KNOWN = frozenset(("recibir", "vez", "reembolso", "imagen", "Rhein", "Tal", "gerannt", "hin", "Abend", "außen", "bad"))


def near(*words: str, language: str = "es") -> dict[str, tuple[str, ...]]:
    return spelling.near(words, [*KNOWN, *words], language, lambda asked: set(asked) - KNOWN)


@pytest.mark.parametrize(("word", "known"), [("recivir", "recibir"), ("recibri", "recibir"), ("recibbir", "recibir"),
                                             ("imágen", "imagen"), ("Imágen", "Imagen"), ("recbir", "recibir"),
                                             ("abend", "Abend"), ("aussen", "außen")])
def test_one_slip_is_near(word: str, known: str) -> None:
    assert near(word) == ({word: (known,)} if known in KNOWN else {})


@pytest.mark.parametrize("word", ["resivri", "alavez", "reembolsos", "Torrevieja", "ves", "bat", "pre-imagen"])
def test_two_slips_and_endings_are_not(word: str) -> None:
    assert near(word) == {}


@pytest.mark.parametrize("word", ["Rheintal", "hingerannt", "Rheinstal"])
def test_compounds_of_known_words_pass(word: str) -> None:
    assert near(word, language="de") == {}


def test_the_likeliest_is_said_first() -> None:
    found = spelling.near(["imágen"], ["imágen"], "es", lambda asked: set(asked) - {"imagen", "imágenx", "mágen"})
    assert found == {"imágen": ("imagen", "mágen", "imágenx")}
    assert spelling.spot("imágen", Span(0, 6), found) == Spot(
        "“imágen” is in no dictionary; “imagen” or “mágen” or “imágenx” is", Span(0, 6))
    assert spelling.spot("imagen", Span(0, 6), found) is None
