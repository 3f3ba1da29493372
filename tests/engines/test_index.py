"""Models fetched from an index of their family: servers on this machine, with models of our own."""

from __future__ import annotations

import functools
import gzip
import hashlib
import http.server
import json
import os
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ctranslate2")
pytest.importorskip("sentencepiece")

import packs

from l10n.engines import index, models
from l10n.errors import ModelError

_, PIECES = packs.starter()
VOCABULARY = packs.vocabulary(PIECES)
WEIGHTS = packs.binary(packs.student(len(VOCABULARY)), packs.STUDENT)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is served on loopback as both indexes."""
    place = tmp_path / "served"
    place.mkdir()
    monkeypatch.setenv("L10N_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(place))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        monkeypatch.setenv("L10N_FIREFOX_INDEX", f"{address}models.json")
        monkeypatch.setenv("L10N_OPUS_INDEX", address)
        yield place
        server.shutdown()


def catalog(served: Path, monkeypatch: pytest.MonkeyPatch, **changed: Any) -> None:
    """A catalog with one model; ``changed`` replaces keys of its entry, None leaves one out."""
    (served / "m").mkdir(exist_ok=True)
    (served / "m" / "model.enfr.intgemm.alphas.bin.gz").write_bytes(gzip.compress(WEIGHTS, 1))
    (served / "m" / "vocab.enfr.spm.gz").write_bytes(gzip.compress(PIECES, 1))
    (served / "m" / "tiny.bin.gz").write_bytes(b"?")
    entry = {"architecture": "base-memory", "releaseStatus": "Release Desktop", "sourceLanguage": "en",
             "targetLanguage": "fr", "metrics": {"flores200-plus": {"bleu": 48.9, "chrf": 70.1}},
             "files": {"model": {"path": "m/model.enfr.intgemm.alphas.bin.gz",
                                 "uncompressedHash": hashlib.sha256(WEIGHTS).hexdigest()},
                       "vocab": {"path": "m/vocab.enfr.spm.gz"}}, **changed}
    worse = {"architecture": "tiny", "releaseStatus": "Release", "files": {"model": {"path": "m/tiny.bin.gz"}}}
    (served / "models.json").write_text(json.dumps({"models": {"en-fr": [
        worse, {"architecture": "base", "releaseStatus": "dev", "files": worse["files"]}, entry]}, "baseUrl":
        os.environ["L10N_FIREFOX_INDEX"].removesuffix("models.json")}))


def refused(family: str, target: str = "fr") -> str:
    with pytest.raises(ModelError) as caught:
        index.install("en", target, family)
    assert not models.folder().exists() or not list(models.folder().iterdir())
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_best_released_firefox_model(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog(served, monkeypatch)
    model = index.install("en", "fr", "firefox")
    assert model.origin.startswith("firefox:en-fr@base-memory-")
    assert (model.scores, model.license) == ((("flores", 48.9),), "MPL-2.0")
    assert model in models.installed()
    assert index.install("en", "fr", "firefox") == model


@pytest.mark.parametrize(("changed", "message"), [
    ({"files": {"model": {"path": "m/model.enfr.intgemm.alphas.bin.gz", "uncompressedHash": "00"}}},
     "en-fr: the model does not have the checksum that the catalog says"),
    ({"files": {"model": {"path": "m/gone.bin"}}}, "en-fr: gone.bin is not there (HTTP 404)"),
    ({"files": {"model": {"path": "m/..%2fevil"}}}, "names an unsafe file, “..%2fevil”"),
    ({"files": {"model": {"path": "file:///etc/passwd"}}}, "“file:///etc/passwd” is no address of the web"),
    ({"files": {"vocab": {"path": "m/x"}}}, "en-fr: the catalog of Firefox Translations is broken: 'model'"),
    ({"files": 5}, "en-fr: the catalog of Firefox Translations is broken: "),
])
def test_catalogs_that_lie(served: Path, monkeypatch: pytest.MonkeyPatch, changed: Any, message: str) -> None:
    catalog(served, monkeypatch, **changed)
    assert message in refused("firefox")


def test_broken_and_empty_catalogs(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("{", "[]", '{"models": []}', "[" * 100_000):
        (served / "models.json").write_text(text)
        assert refused("firefox").startswith("en-fr: the catalog of Firefox Translations is broken: ")
    catalog(served, monkeypatch)
    assert refused("firefox", "it") == "en-it: the catalog of Firefox Translations has no model of that pair"


def test_the_newest_release_of_opus(served: Path) -> None:
    (served / "en-fr").mkdir()
    address = os.environ["L10N_OPUS_INDEX"]
    notes = "".join(f"# {name}\n\n* download: [{name}]({address}en-fr/{name})\n* scores: [x]({address}x.txt)\n\n"
                    for name in ("opus-2019-12-04.zip", "opus-2020-02-26.zip"))
    (served / "en-fr" / "README.md").write_text(notes)
    with zipfile.ZipFile(served / "en-fr" / "opus-2020-02-26.zip", "w") as archive:
        for name, data in {"decoder.yml": b"", "source.spm": PIECES, "opus.npz": packs.npz(
                packs.student(len(VOCABULARY)), packs.STUDENT), "opus.vocab.yml": packs.vocabulary_yml(VOCABULARY),
                "README.md": b"# opus-2020-02-26.zip\n"}.items():
            archive.writestr(name, data)
    assert index.install("en", "fr", "opus").origin == "opus:en-fr@2020-02-26"


def test_what_opus_does_not_have(served: Path) -> None:
    assert refused("opus") == "en-fr: the index of OPUS-MT has no model of that pair"
    (served / "en-fr").mkdir()
    (served / "en-fr" / "README.md").write_text("# opus\n")
    assert refused("opus") == "en-fr: the index of OPUS-MT names no download"


@pytest.mark.parametrize("family", ["firefox", "opus"])
def test_no_network(family: str, served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"L10N_{family.upper()}_INDEX", "http://127.0.0.1:9/models.json")
    assert "cannot be reached (" in refused(family)
    assert refused(family).endswith("get the model elsewhere and run l10n models add FILE")
