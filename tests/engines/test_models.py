"""The model store: what is on this machine, and what never gets in."""

from __future__ import annotations

import functools
import http.server
import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from l10n.engines import index as fetching
from l10n.engines import models, packs
from l10n.errors import ModelError

METADATA = {"from_code": "en", "to_code": "fr", "package_version": "1.9", "type": "translate"}
STARTER = next(Path(models.__file__).with_name("starter").glob("*.argosmodel"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("L10N_MODELS", raising=False)
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def package(path: Path, metadata: object = None, top: str = "translate-en_fr-1_9", **more: bytes | None) -> Path:
    """An archive that looks like a package; ``more`` adds or (None) leaves out members by their base name."""
    members: dict[str, bytes | None] = {
        "metadata.json": json.dumps(METADATA if metadata is None else metadata).encode(),
        "sentencepiece.model": b"pieces", "model/model.bin": b"weights", "model/config.json": b"{}", **more}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            if data is not None:
                archive.writestr(f"{top}/{name}", data)
    return path


def real(path: Path, source: str = "en", target: str = "fr", version: str = "1.9") -> Path:
    """The starter's weights under another name: a package that works."""
    with zipfile.ZipFile(STARTER) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("metadata.json"):
                data = json.dumps({**METADATA, "from_code": source, "to_code": target,
                                   "package_version": version}).encode()
            new.writestr(name, data)
    return path


def refused(path: Path) -> str:
    """The one line that ``add`` refuses a file with; nothing may be written."""
    with pytest.raises(ModelError) as caught:
        models.add(path)
    assert not models.folder().exists() or not list(models.folder().iterdir())
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_fresh_machine_has_the_starter() -> None:
    [starter] = models.installed()
    assert (starter.pair, starter.where, starter.problem) == ("en-es", "built in", "")
    assert starter.origin == f"starter:en-es@{starter.version}"
    assert starter.size == STARTER.stat().st_size < 16 << 20


def test_add_list_and_remove(tmp_path: Path) -> None:
    pytest.importorskip("ctranslate2")
    added = models.add(real(tmp_path / "some file.argosmodel"))
    assert added.path == tmp_path / "data" / "l10n" / "models" / "translate-en_fr-1_9.argosmodel"
    assert (added.origin, added.where) == ("argos:en-fr@1.9", "added")
    assert [model.origin for model in models.installed()][1:] == ["argos:en-fr@1.9"]
    assert models.add(real(tmp_path / "again.argosmodel")) == added
    assert models.remove("en-fr") == (added,)
    assert [model.where for model in models.installed()] == ["built in"]


def test_order_of_preference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Added before argostranslate's before built in; newest first; numbers compared as numbers; broken ones last."""
    monkeypatch.setenv("L10N_MODELS", str(tmp_path / "own"))
    (tmp_path / "own").mkdir()
    for version in ("1.9", "1.10"):
        package(tmp_path / "own" / f"{version}.argosmodel", {**METADATA, "to_code": "es", "package_version": version})
    (tmp_path / "own" / "broken.argosmodel").write_bytes(b"?")
    (tmp_path / "own" / "notes.txt").write_bytes(b"?")
    unpacked = tmp_path / "data" / "argos-translate" / "packages"
    with zipfile.ZipFile(package(tmp_path / "p", {**METADATA, "to_code": "es", "package_version": "2.0"})) as archive:
        archive.extractall(unpacked)
    found = models.installed()
    assert [(model.version, model.where) for model in found][:3] == [
        ("1.10", "added"), ("1.9", "added"), ("2.0", "argostranslate")]
    assert found[3].where == "built in"
    assert found[4].problem == "is no zip archive, so no Argos model"
    assert len(found) == 5


def test_only_what_was_added_can_be_removed(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="en-es: is built in, not added: it stays"):
        models.remove("en-es")
    with pytest.raises(ModelError, match="en-de: no added model of that name"):
        models.remove("en-de")
    assert STARTER.exists()


def test_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "x.argosmodel"
    path.write_bytes(b"hello")
    assert refused(path) == "x.argosmodel: is no zip or tar archive, so no model"
    assert "holds no model of a family that is known" in refused(tmp_path)
    assert "cannot be read" in refused(tmp_path / "missing")
    path.write_bytes(STARTER.read_bytes()[:100_000])
    assert refused(path) == "x.argosmodel: is no zip archive, so no model"


@pytest.mark.parametrize(("metadata", "more", "message"), [
    (None, {"model/model.bin": None}, "holds no CTranslate2 model (model/model.bin)"),
    (None, {"metadata.json": None}, "is no Argos package: metadata.json is missing"),
    (None, {"metadata.json": b"{"}, "metadata.json is broken: "),
    (None, {"metadata.json": b"\xff\xfe"}, "metadata.json is broken: "),
    (None, {"metadata.json": b"[" * 100_000}, "metadata.json is broken"),
    ([], {}, "metadata.json is broken: not an object"),
    ({**METADATA, "from_code": "../x"}, {}, "metadata.json is broken: from_code is “../x”"),
    ({**METADATA, "to_code": 5}, {}, "metadata.json is broken: to_code is “5”"),
    ({**METADATA, "package_version": "1/../../x"}, {}, "metadata.json is broken: package_version"),
    ({**METADATA, "type": "sbd"}, {}, "an Argos package of type “sbd”"),
    ({**METADATA, "decoding": 4}, {}, "metadata.json is broken: decoding is no object"),
    ({**METADATA, "decoding": {"beam_size": 17}}, {}, "beam_size has to be a whole number from 1 to 16, not 17"),
    ({**METADATA, "decoding": {"beam_size": 4.0}}, {}, "beam_size has to be a whole number from 1 to 16, not 4.0"),
    ({**METADATA, "decoding": {"length_penalty": True}}, {}, "length_penalty has to be a number from 0 to 5, not true"),
    ({**METADATA, "decoding": {"length_penalty": float("nan")}}, {}, "a number from 0 to 5, not NaN"),
    ({**METADATA, "decoding": {"coverage_penalty": 1}}, {}, "asks for decoding with “coverage_penalty”, which"),
    (None, {"sentencepiece.model": None, "bpe.model": b"x"}, "uses the BPE tokens of older Argos packages"),
    (None, {"sentencepiece.model": None}, "holds no sentencepiece.model"),
    (None, {"../../evil": b"x"}, "holds an unsafe path, “translate-en_fr-1_9/../../evil”"),
    (None, {"a\\..\\..\\evil": b"x"}, "holds an unsafe path"),
    (None, {"zeros": bytes(64 << 20)}, "would unpack to 64 MB"),
    (None, {str(number): b"" for number in range(packs.MAX_FILES)}, "a zip bomb or no model"),
])
def test_what_never_gets_in(tmp_path: Path, metadata: object, more: dict[str, bytes | None], message: str) -> None:
    assert message in refused(package(tmp_path / "x.argosmodel", metadata, **more))


@pytest.mark.parametrize("name", ["/etc/evil", "C:/evil", "..", "\\evil"])
def test_absolute_paths(tmp_path: Path, name: str) -> None:
    path = package(tmp_path / "x.argosmodel")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"x")
    assert "holds an unsafe path" in refused(path)


def test_links(tmp_path: Path) -> None:
    path = package(tmp_path / "x.argosmodel")
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("translate-en_fr-1_9/model/link")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert refused(path) == "x.argosmodel: holds a link, “translate-en_fr-1_9/model/link”: not used"


def test_two_folders(tmp_path: Path) -> None:
    path = package(tmp_path / "x.argosmodel")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("other/file", b"x")
    assert "should hold one folder" in refused(path)


def test_damaged_contents(tmp_path: Path) -> None:
    path = package(tmp_path / "x.argosmodel", **{"model/model.bin": os.urandom(4000)})
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    assert "is damaged: model/model.bin" in refused(path)


def test_files_that_are_no_weights(tmp_path: Path) -> None:
    pytest.importorskip("ctranslate2")
    assert "cannot be loaded" in refused(package(tmp_path / "x.argosmodel"))


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An index of packages on a server of this machine."""
    pytest.importorskip("argostranslate")
    served = tmp_path / "served"
    served.mkdir()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(served))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", f"http://127.0.0.1:{server.server_port}/")
        yield served
        server.shutdown()


def offer(served: Path, *offers: dict[str, object]) -> None:
    port = os.environ["ARGOS_PACKAGE_INDEX"]
    (served / "index.json").write_text(json.dumps([
        {**METADATA, **one, "links": [port + str(one["file"])]} for one in offers]))


def test_install_takes_the_newest_of_the_index(tmp_path: Path, index: Path) -> None:
    pytest.importorskip("ctranslate2")
    real(index / "new.argosmodel", version="1.10")
    (index / "old.argosmodel").write_bytes(b"?")
    offer(index, {"file": "old.argosmodel"}, {"file": "new.argosmodel", "package_version": "1.10"})
    assert fetching.install("en", "fr").origin == "argos:en-fr@1.10"
    assert fetching.install("en", "fr").path == models.installed()[1].path
    left = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"served", "data"}


def test_install_refuses_what_is_no_model(index: Path) -> None:
    (index / "old.argosmodel").write_bytes(b"?")
    offer(index, {"file": "old.argosmodel"}, {"file": "gone.argosmodel", "to_code": "de"})
    with pytest.raises(ModelError, match="is no zip or tar archive, so no model"):
        fetching.install("en", "fr")
    with pytest.raises(ModelError, match=r"^en-it: the Argos index has no package of that pair$"):
        fetching.install("en", "it")
    with pytest.raises(ModelError, match=r"^en-de: cannot be fetched: Download failed"):
        fetching.install("en", "de")
    (index / "index.json").write_text("{")
    with pytest.raises(ModelError, match="the Argos index is broken"):
        fetching.install("en", "fr")
    assert not models.folder().exists()


def test_install_without_network_is_one_clear_line(monkeypatch: pytest.MonkeyPatch,
                                                   capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("argostranslate")
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")
    with pytest.raises(ModelError, match=r"^en-fr: the Argos index cannot be reached"):
        fetching.install("en", "fr")
    assert capfd.readouterr() == ("", "")


def test_importing_the_engines_loads_and_writes_nothing(tmp_path: Path) -> None:
    """argostranslate makes folders in the home directory when it is imported; the heavy libraries take seconds."""
    code = ("import sys, l10n.engines.argos, l10n.engines.models, l10n.engines.index, "
            "l10n.engines.pseudo, l10n.translate;"
            "print([name for name in ('ctranslate2', 'sentencepiece', 'sentencex', 'argostranslate', 'numpy', 'yaml')"
            " if name in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={**os.environ, "HOME": str(tmp_path / "home"), "PYTHONPATH": os.getcwd()})
    assert done.stdout.strip() == "[]"
    assert not (tmp_path / "home").exists()
