"""The engine on a real model, the embedded starter."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from l10n.engines import models
from l10n.engines.argos import ArgosEngine
from l10n.engines.decoder import Decoder, spell
from l10n.engines.packages import Model, inspect
from l10n.errors import EngineError, ModelError
from l10n.model import Engine, Fragment, Inline, Span

pytest.importorskip("ctranslate2")
pytest.importorskip("sentencepiece")
pytest.importorskip("sentencex")

[STARTER] = [path for path in Path(models.__file__).with_name("starter").iterdir() if path.suffix == ".argosmodel"]


@pytest.fixture(scope="module")
def engine() -> ArgosEngine:
    return ArgosEngine([inspect(STARTER, "starter", "built in")])


def repackaged(folder: Path, source: str, target: str, version: str = "1.9", **files: bytes | None) -> Path:
    """The starter's weights under another name; ``files`` replaces members (None leaves one out)."""
    path = folder / f"{source}_{target}-{version}.argosmodel"
    with zipfile.ZipFile(STARTER) as old, zipfile.ZipFile(path, "w") as new:
        top = old.namelist()[0].split("/")[0]
        for name in old.namelist():
            data: bytes | None = old.read(name)
            if name.endswith("metadata.json"):
                data = json.dumps({"from_code": source, "to_code": target, "package_version": version}).encode()
            data = files.get(name.removeprefix(f"{top}/"), data)
            if data is not None:
                new.writestr(f"package/{name.removeprefix(f'{top}/')}", data)
    return path


def tags(text: str) -> Fragment:
    return Fragment(text, tuple(Inline(Span(*found.span()), "tag", "close" if found[0][1] == "/" else "open")
                                if found[0][0] == "<" else Inline(Span(*found.span()), "code")
                                for found in re.finditer(r"</?\w>|`[^`]+`", text)))


def test_it_translates(engine: ArgosEngine) -> None:
    assert isinstance(engine, Engine)
    station, numbers = engine.translate([Fragment("Where is the station?"), Fragment("8,000")], "en_GB", "es_MX")
    assert station.text == "¿Dónde está la estación?"
    assert station.origin == engine.identity("en_GB", "es_MX")
    assert re.fullmatch(r"starter:en-es@[\d.]+", station.origin)
    assert station.score is not None
    assert 0.8 < station.score <= 1
    assert (numbers.text, numbers.score) == ("8,000", None)


def test_markup_goes_round_the_words_that_it_was_around(engine: ArgosEngine) -> None:
    texts = ["The <b>red</b> house is in <i>Madrid</i>.", "Open the file `a.txt` in your <b>editor</b>.",
             "<i>Where is the <b>station</b>?</i>"]
    found = [found.text for found in engine.translate([tags(text) for text in texts], "en", "es")]
    assert re.search(r"casa <b>roja</b>.* <i>Madrid</i>\.$", found[0])
    assert re.search(r"`a\.txt` en (su|tu) <b>editor</b>\.$", found[1])
    assert re.fullmatch(r"<i>¿Dónde está (la )?<b>(la )?estación</b>\?</i>", found[2])


def test_the_same_input_gives_the_same_output_in_any_company(engine: ArgosEngine) -> None:
    """Batches must not show: a run over one article gives what a run over all gives."""
    texts = [f"The minister said on {day} that the talks would continue." for day in ("Monday", "Friday", "Sunday")]
    texts += ["Where is the station?", "A house.", "Where is the station?"]
    together = engine.translate([Fragment(text) for text in texts], "en", "es")
    assert [found.text for found in together] == [
        engine.translate([Fragment(text)], "en", "es")[0].text for text in texts]


def test_hard_input_comes_back_as_text_or_with_a_reason(engine: ArgosEngine) -> None:
    texts = ["", " ", "\n\n", "?!", "x" * 3000, "word " * 700, "𝔘𝔫𝔦 😀 text", "\u202e\x01\x7f", "Ｆｕｌｌ ½ ﬁne",
             "a\tb", "HARBOUR TALKS", "ha ha ha ha ha ha ha ha", "⟦1⟧ ⟦/1⟧", "<s> </s> <unk> ▁"]
    for text, found in zip(texts, engine.translate([Fragment(text) for text in texts], "en", "es"), strict=True):
        assert found.text.strip() or found.reasons or not text.strip(), text
        assert "⟦" not in found.text or "⟦" in text


def test_pivot(tmp_path: Path) -> None:
    """Two models in a row, alignments composed. Both have the starter's weights: only the way is tested."""
    first = inspect(repackaged(tmp_path, "de", "en"), "argos", "added")
    engine = ArgosEngine([first, dataclasses.replace(first, source="en", target="fr")])
    assert engine.identity("de_AT", "fr_CA") == "argos:de-en@1.9+en-fr@1.9"
    assert engine.identity("en", "fr") == "argos:en-fr@1.9"
    assert engine.identity("fr", "de") is None
    [found] = engine.translate([tags("The <b>house</b> `x`.")], "de", "fr")
    assert sorted(re.findall(r"</?b>|`x`", found.text)) == ["</b>", "<b>", "`x`"]
    mixed = ArgosEngine([first, inspect(STARTER, "starter", "built in")])
    assert mixed.identity("de", "es") == f"argos:de-en@1.9+{inspect(STARTER, 'starter', '').origin}"


def test_codes_of_argos_for_locales() -> None:
    def model(source: str, target: str, version: str = "1") -> Model:
        return Model("argos", source, target, version, 0, Path("x"), "added")

    engine = ArgosEngine([model("en", "pt"), model("en", "zh"), model("en", "nb"),
                          dataclasses.replace(model("en", "fr"), problem="broken")])
    assert engine.identity("en_US", "pt_BR") == "argos:en-pt@1"
    assert ArgosEngine([model("en", "pt"), model("en", "pb", "2")]).identity("en", "pt_BR") == "argos:en-pb@2"
    assert engine.identity("en", "pt_PT") == "argos:en-pt@1"
    assert engine.identity("en", "zh_Hans_CN") == "argos:en-zh@1"
    assert engine.identity("en", "zh_Hant") is None
    assert engine.identity("en", "no") == "argos:en-nb@1"
    assert engine.identity("en", "fr") is None
    assert engine.identity("en", "en_US") is None
    assert engine.identity("en", "en_XA") is None
    with pytest.raises(EngineError, match="l10n models install en zh"):
        engine.translate([Fragment("a")], "en", "zh_Hant")


def test_a_model_for_several_languages_gets_its_prefix(tmp_path: Path) -> None:
    """The prefix is a token in front of the output, and no part of the translation."""
    model = dataclasses.replace(inspect(STARTER, "starter", "built in"), prefix="▁La")
    [found] = Decoder(model).decode(["The house is red."], ["The house is red."])
    assert found.aligned.text.startswith("casa ")
    assert len(found.aligned.weights) == 4


def test_damaged_weights_are_one_clear_line(tmp_path: Path) -> None:
    for name in ("model/model.bin", "sentencepiece.model"):
        with pytest.raises(ModelError, match=r"en_es-1\.9\.argosmodel: cannot be loaded: ") as caught:
            Decoder(inspect(repackaged(tmp_path, "en", "es", **{name: b"\x06\0\0\0 damaged"}), "argos", "added"))
        assert "\n" not in str(caught.value)


def test_a_failure_of_the_library_is_an_engine_error(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder = Decoder(inspect(STARTER, "starter", "built in"))

    class Broken:
        def translate_batch(self, *args: object, **options: object) -> list[object]:
            raise RuntimeError("failed to\nallocate memory")

    monkeypatch.setattr(decoder, "_translator", Broken())
    with pytest.raises(EngineError, match=r"^starter:en-es@[\d.]+ failed: failed to allocate memory$"):
        decoder.decode(["a house"])


@pytest.mark.parametrize(("pieces", "text", "parts"), [
    (["▁La", "▁casa", "s", "."], "La casas.", ["La", " casa", "s", "."]),
    (["▁", "<0xC3>", "<0xA9>", "t", "é"], "été", ["", "", "é", "t", "é"]),
    (["<0xC3>", "a", "<unk>"], "a", ["", "a", ""]),
    ([], "", []),
])
def test_pieces_spell_a_text(pieces: list[str], text: str, parts: list[str]) -> None:
    spelled, spans = spell(pieces, True)
    assert spelled == text
    assert [text[span.start:span.end] for span in spans] == parts
    assert spell(pieces, False)[0] == text


def test_archives_are_read_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile.ZipFile, "extractall", None)
    monkeypatch.setattr(zipfile.ZipFile, "extract", None)
    assert Decoder(inspect(STARTER, "starter", "built in")).decode(["Where is the station?"])[0].score > -0.2
    assert list(tmp_path.iterdir()) == []


def test_an_unpacked_package_works_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(STARTER.read_bytes())) as archive:
        archive.extractall(tmp_path)
    [folder] = tmp_path.iterdir()
    engine = ArgosEngine([inspect(folder, "argos", "argostranslate")])
    assert engine.translate([Fragment("Where is the station?")], "en", "es")[0].text == "¿Dónde está la estación?"


def test_a_headline_in_title_case_is_translated_as_its_sentence_is(engine: ArgosEngine) -> None:
    title, sentence = engine.translate([Fragment("The President Visits the Hospital in London"),
                                        Fragment("The president visits the hospital in London")], "en", "es")
    assert title.text == sentence.text
    [loud] = engine.translate([Fragment("THE PRESIDENT VISITS THE HOSPITAL IN LONDON")], "en", "es")
    assert loud.text == sentence.text.upper()
