"""OPUS-MT and Firefox Translations packs: taken over whole, or refused in one line with nothing written."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ctranslate2")
pytest.importorskip("sentencepiece")

import packs

from l10n.engines import models
from l10n.engines.argos import ArgosEngine
from l10n.engines.decoder import Decoder
from l10n.engines.packs import Pack
from l10n.errors import ModelError
from l10n.model import Fragment, Inline, Span

SENTENCES = ["Where is the station?", "The harbour was closed on Monday.", "The weather is good today."]
STORED, PIECES = packs.starter()
VOCABULARY = packs.vocabulary(PIECES)
ARRAYS = packs.as_marian(STORED)
SMALL = packs.student(len(VOCABULARY))
CARD = """# opus-2020-02-26.zip

* dataset: opus
* source language(s): eng
* target language(s): spa
* download: [opus-2020-02-26.zip](https://example.org/en-es/opus-2020-02-26.zip)

| testset               | BLEU  | chr-F |
|-----------------------|-------|-------|
| newstest2013.en.es \t| 32.4 \t| 0.566 |
| Tatoeba.en.es \t| 50.1 \t| 0.700 |
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("L10N_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)


def opus(arrays: Any = SMALL, options: Any = packs.STUDENT, **changed: bytes | None) -> dict[str, bytes]:
    """A release of OPUS-MT; of random weights, which are smaller, where nothing else is given."""
    files: dict[str, bytes | None] = {
        "decoder.yml": b"models:\n- opus.npz\nvocabs:\n- opus.vocab.yml\n- opus.vocab.yml\n",
        "opus.npz": packs.npz(arrays, options), "opus.vocab.yml": packs.vocabulary_yml(VOCABULARY),
        "source.spm": PIECES, "target.spm": PIECES, "README.md": CARD.encode(),
        "LICENSE": b"Attribution 4.0 International\n", **changed}
    return {name: data for name, data in files.items() if data is not None}


def firefox(arrays: Any = SMALL, options: Any = packs.STUDENT, **changed: bytes | None) -> dict[str, bytes]:
    """A Firefox Translations model as it is given out: every file compressed."""
    files: dict[str, bytes | None] = {
        "model.enes.intgemm.alphas.bin.gz": gzip.compress(packs.binary(arrays, options), 1),
        "vocab.enes.spm.gz": gzip.compress(PIECES, 1),
        "lex.50.50.enes.s2t.bin.gz": gzip.compress(packs.shortlist([list(range(400, 440))] * len(VOCABULARY), 300)),
        "metadata.json": json.dumps({"architecture": "tiny", "version": "2.1", "flores": {"bleu": 27.7},
                                     "sourceLanguage": "en", "targetLanguage": "es"}).encode(), **changed}
    return {name: data for name, data in files.items() if data is not None}


def folder(place: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    return place


def zipped(place: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(place, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return place


def tarred(place: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(place, "w:gz", compresslevel=1) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(f"./top/{name}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return place


def said(model: models.Model) -> list[str]:
    return [one.aligned.text for one in Decoder(model, threads=1).decode(SENTENCES)]


def refused(path: Path, pair: str | None = None) -> str:
    """The one line that ``add`` refuses a model with; nothing may be written."""
    with pytest.raises(ModelError) as caught:
        models.add(path, pair)
    assert not models.folder().exists() or not list(models.folder().iterdir())
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file_may_be_compressed_in_members(tmp_path: Path) -> None:
    """As pigz does it, or cat: none of them is left out, and one that is cut short is told."""
    parts = gzip.compress(PIECES[:999]), gzip.compress(PIECES[999:])
    pack = Pack(folder(tmp_path / "whole", {"vocab.spm.gz": b"".join(parts)}))
    assert pack.read("vocab.spm") == PIECES
    pack = Pack(folder(tmp_path / "cut", {"vocab.spm.gz": b"".join(parts)[:-90]}))
    with pytest.raises(ModelError, match="is damaged: it is cut short"):
        pack.read("vocab.spm")


def test_three_families_say_the_same(tmp_path: Path) -> None:
    """The starter's weights through each way in: what comes out is what they say, but for the eight bits of each."""
    released = models.add(zipped(tmp_path / "opus-2020-02-26.zip", opus(ARRAYS, packs.TRANSFORMER)))
    converted = models.add(folder(tmp_path / "ct2", ct2(released)), "en-es")
    fox = models.add(tarred(tmp_path / "enes.tar.gz", firefox(ARRAYS, packs.TRANSFORMER)))
    original = models.add(zipped(tmp_path / "x.argosmodel", {
        "x/metadata.json": b'{"from_code": "en", "to_code": "es", "package_version": "1.0"}',
        "x/sentencepiece.model": PIECES,
        **{f"x/model/{name}": data for name, data in packs.original("int8").items()}}))
    assert said(released) == said(converted) == said(original)
    assert len(set(said(original))) == len(SENTENCES)
    coarse = models.add(folder(tmp_path / "c", opus(
        packs.coarse(ARRAYS), packs.TRANSFORMER, **{"README.md": CARD.replace("-26", "-27").encode()})))
    assert said(fox) == said(coarse)
    found = {model.origin: model for model in models.installed()}
    assert set(found) > {"opus:en-es@2020-02-26", "opus:en-es@2020-02-27", "firefox:en-es@tiny-2.1"}
    assert found["firefox:en-es@tiny-2.1"].scores == (("flores", 27.7),)
    assert found["firefox:en-es@tiny-2.1"].license == "MPL-2.0"
    assert found["opus:en-es@2020-02-26"].scores == (("newstest2013.en.es", 32.4), ("Tatoeba.en.es", 50.1))
    assert found["opus:en-es@2020-02-26"].license == "CC-BY-4.0"


def ct2(model: models.Model) -> dict[str, bytes]:
    """What ``ct2-opus-mt-converter`` leaves in its folder, with the vocabulary copied beside it."""
    with zipfile.ZipFile(model.path) as archive:
        inside = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    return {**{name.removeprefix("model/"): data for name, data in inside.items() if name.startswith("model/")},
            "source.spm": PIECES, "target.spm": PIECES}


def test_the_same_pack_gives_the_same_file_and_goes_again(tmp_path: Path) -> None:
    first = models.add(folder(tmp_path / "a", firefox()))
    before = first.path.read_bytes()
    assert first.path.name == "firefox-en_es-tiny-2_1.l10nmodel"
    assert models.add(zipped(tmp_path / "b.zip", firefox())) == first
    assert first.path.read_bytes() == before
    copied = tmp_path / "copy.l10nmodel"
    copied.write_bytes(before)
    assert models.remove("firefox:en-es@tiny-2.1") == (first,)
    assert models.add(copied) == first
    assert first.path.read_bytes() == before


def test_a_student_translates_with_markup(tmp_path: Path) -> None:
    """Random weights: what it says is nonsense, and the link is still there once."""
    model = models.add(folder(tmp_path / "s", firefox()))
    text = "The <b>harbour</b> is open."
    fragment = Fragment(text, (Inline(Span(4, 7), "tag", "open"), Inline(Span(14, 18), "tag", "close")))
    [found] = ArgosEngine([model]).translate([fragment], "en", "es")
    assert found.origin == "firefox:en-es@tiny-2.1"
    assert found.text.count("<b>") == found.text.count("</b>") == (1 if found.text else 0)
    assert found.text or found.reasons


def test_a_better_family_goes_first(tmp_path: Path) -> None:
    models.add(folder(tmp_path / "o", opus()))
    models.add(folder(tmp_path / "f", firefox()))
    assert [model.family for model in models.installed()] == ["firefox", "opus", "starter"]


def test_a_model_of_several_targets_is_told_which(tmp_path: Path) -> None:
    """Its vocabulary has a piece for each; without a pair it cannot be known, and one that it lacks is refused."""
    many = list(VOCABULARY)
    many[-2:] = [">>spa<<", ">>por<<"]
    card = CARD.replace("spa", "spa por").replace("/en-es/", "/en-roa/").encode()
    pack = folder(tmp_path / "m", opus(**{"opus.vocab.yml": packs.vocabulary_yml(many), "README.md": card}))
    assert refused(pack) == "m: does not say which languages it translates: add --pair, as in --pair en-fr"
    assert refused(pack, "en-de") == "m: translates to 2 languages, but de is none of them"
    model = models.add(pack, "en-pt")
    assert (model.pair, model.lead) == ("en-pt", ">>por<<")


@pytest.mark.parametrize(("make", "pair", "message"), [
    (lambda: opus(), "en-fr", "x.zip: translates en-es, not en-fr"),
    (lambda: firefox(), "es-en", "x.zip: translates en-es, not es-en"),
    (lambda: opus(), "english", "english: a pair is two language codes, as in en-fr"),
    (lambda: opus(**{"README.md": None}), None, "x.zip: does not say which languages it translates: add --pair"),
    (lambda: opus(**{"source.spm": None}), None, "x.zip: uses BPE tokens instead of SentencePiece"),
    (lambda: opus(**{"source.spm": b"?"}), None, "cannot be loaded: "),
    (lambda: opus(**{"opus.npz": None}), None, "x.zip: has a decoder.yml, but no .npz or no vocabulary to it"),
    (lambda: opus(**{"opus.vocab.yml": b"\xff: x"}), None, "x.zip: is damaged: opus.vocab.yml is no vocabulary"),
    (lambda: opus(**{"opus.npz": packs.npz(SMALL, packs.STUDENT)[:90_000]}), None, "x.zip: is damaged: "),
    (lambda: opus(**{"decoder.yml": None}), None, "x.zip: holds no model of a family that is known"),
    (lambda: {"model.bin": b"?", "source.spm": PIECES}, "en-es", "x.zip: has no vocabulary beside its model.bin"),
    (lambda: {"model.bin": b"?", "shared_vocabulary.json": b"[]", "source.spm": PIECES}, "en-es", "cannot be loaded: "),
    (lambda: firefox(**{"vocab.enes.spm.gz": b"?"}), None, "is damaged: its vocabulary is no SentencePiece model"),
    (lambda: firefox(**{"vocab.enes.spm.gz": gzip.compress(PIECES)[:-90]}), None,
     "x.zip: vocab.enes.spm: is damaged: it is cut short"),
    (lambda: firefox(**{"vocab.enes.spm.gz": gzip.compress(bytes(20 << 20), 1)}), None, "than any model has: a bomb"),
    (lambda: firefox(**{"model.enes.intgemm.alphas.bin.gz": b"?"}), None, "x.zip: is no model of Marian's, or a "),
    (lambda: firefox(**{"model.enes.intgemm.alphas.bin.gz": None}), None, "holds no model of a family that is known"),
    (lambda: firefox(**{"model.frde.intgemm.alphas.bin.gz": b"?"}), None, "x.zip: holds more than one model: "),
    (lambda: firefox(options={**packs.STUDENT, "dec-cell": "gru"}), None, "not supported: dec-cell is 'gru'"),
    (lambda: firefox(packs.student(90), packs.STUDENT), None, "cannot be converted: embeddings of shape (90, 64)"),
    (lambda: firefox(**{"lex.50.50.enes.s2t.bin.gz": b"?"}), None,
     "x.zip: is no lexical shortlist, or a damaged one"),
    (lambda: {"../x": b"", **opus()}, None, "x.zip: holds an unsafe path, “../x”: not used"),
    (lambda: {"x": bytes(64 << 20)}, None, "would unpack to"),
    (lambda: {"notes.txt": b"hello"}, None, "x.zip: holds no model of a family that is known"),
    (dict, None, "x.zip: is no"),
])
def test_what_never_gets_in(tmp_path: Path, make: Callable[[], dict[str, bytes]], pair: str | None,
                            message: str) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in make().items():
            archive.writestr(name, data)
    assert message in refused(path, pair)


def link(name: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return info


@pytest.mark.parametrize(("member", "message"), [
    (tarfile.TarInfo("../../evil"), "holds an unsafe path, “../../evil”: not used"),
    (tarfile.TarInfo("/etc/evil"), "holds an unsafe path, “/etc/evil”: not used"),
    (link("top/vocab.enes.spm"), "holds a link or device, “top/vocab.enes.spm”: not used"),
])
def test_hostile_tar_archives(tmp_path: Path, member: tarfile.TarInfo, message: str) -> None:
    path = tmp_path / "x.tar"
    with tarfile.open(path, "w") as archive:
        archive.addfile(member)
    assert refused(path) == f"x.tar: {message}"
    whole = tarred(tmp_path / "y.tar.gz", opus()).read_bytes()
    path.write_bytes(gzip.decompress(whole)[:200_000])
    assert "is damaged" in refused(path)
    path.write_bytes(whole[:-100])
    assert refused(path) == "x.tar: is damaged: it is cut short"


def test_zstandard(tmp_path: Path) -> None:
    """As the Firefox archives of a training run are packed: where zstandard is missing, the line says what to do."""
    whole = gzip.decompress(tarred(tmp_path / "y.tar.gz", firefox()).read_bytes())
    path = tmp_path / "enes.tar.zst"
    try:
        import zstandard
    except ImportError:
        path.write_bytes(b"\x28\xb5\x2f\xfd" + whole)
        assert refused(path).endswith("unzstd it first, or pip install 'l10n[firefox]'")
        return
    path.write_bytes(zstandard.compress(whole)[:-50])
    assert "is damaged" in refused(path)
    path.write_bytes(zstandard.compress(bytes(1 << 30)))
    assert "a bomb" in refused(path)
    path.write_bytes(zstandard.compress(whole))
    assert models.add(path).origin == "firefox:en-es@tiny-2.1"


def test_memory_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("l10n.engines.machine.memory", lambda: 1 << 20)
    assert refused(zipped(tmp_path / "x.zip", opus())) == \
        "x.zip: cannot be used: opus:en-es@2020-02-26 needs 2 MB of memory, and 1 MB are free"
