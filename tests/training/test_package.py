"""The starter packages as other programs see them."""

from __future__ import annotations

import importlib.util
import json
import sys
import zipfile
from pathlib import Path
from unittest.mock import MagicMock

import pytest

STARTERS = sorted((Path(__file__).resolve().parents[2] / "l10n" / "engines" / "starter").glob("*.argosmodel"))


class Whole:
    """A sentence splitter that splits nothing; argostranslate would fetch one from the network."""

    def split_sentences(self, text: str) -> list[str]:
        """The text."""
        return [text]


@pytest.mark.slow
@pytest.mark.parametrize("path", STARTERS, ids=lambda path: path.stem)
def test_argostranslate_installs_and_runs_it(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    package = pytest.importorskip("argostranslate.package")
    for splitter in ("stanza", "spacy"):  # imported with translate, used by sentence splitters only; not installed here
        if importlib.util.find_spec(splitter) is None:
            monkeypatch.setitem(sys.modules, splitter, MagicMock())
    translate = pytest.importorskip("argostranslate.translate")
    ctranslate2 = pytest.importorskip("ctranslate2")
    settings = pytest.importorskip("argostranslate.settings")
    monkeypatch.setattr(settings, "package_data_dir", tmp_path / "packages")
    monkeypatch.setattr(settings, "package_dirs", [tmp_path / "packages"])
    (tmp_path / "packages").mkdir(exist_ok=True)

    package.install_from_path(path)

    (installed,) = package.get_installed_packages([tmp_path / "packages"])
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith("metadata.json"))
        metadata = json.loads(archive.read(name))
    assert (installed.from_code, installed.to_code) == (metadata["from_code"], metadata["to_code"])
    assert installed.package_version == metadata["package_version"]
    assert installed.get_readme().startswith("# English")
    translator = ctranslate2.Translator(str(installed.package_path / "model"))
    best, *_ = translate.apply_packaged_translation(installed, "Where is the station?", translator, Whole())
    assert "estación" in best.value


def test_scores_are_of_what_users_get(tmp_path: Path) -> None:
    """The recipe's own loader decodes as the metadata says, and so does the engine: the same text, the same mean
    log-probability, which is that of the text whatever the length penalty."""
    pytest.importorskip("ctranslate2")
    from l10n.engines.decoder import Decoder
    from l10n.engines.packages import inspect
    from training.package import Package

    lines = ["The ferry left early because a storm was coming.", "Prices rose again, and nobody knows for how long.",
             "She said that the bridge would be open on Monday, but only for people on foot."]
    path = tmp_path / "long.argosmodel"
    with zipfile.ZipFile(STARTERS[0]) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("metadata.json"):
                data = json.dumps({**json.loads(data), "decoding": {"beam_size": 6, "length_penalty": 5}}).encode()
            new.writestr(name, data)
    package, decoder = Package(path), Decoder(inspect(path, "argos", "added"))
    ours, theirs = decoder.decode(lines), package.translate(lines)
    assert [one.aligned.text for one in ours] == [one.text for one in theirs]
    assert [one.text for one in theirs] != [one.text for one in Package(STARTERS[0]).translate(lines)]
    likely = decoder.likelihood([(line, one.text) for line, one in zip(lines, theirs, strict=True)])
    assert [one.score for one in theirs] == pytest.approx(likely, abs=0.01)
    assert [one.score for one in ours] == pytest.approx(likely, abs=0.01)


def test_a_package_says_nothing_about_the_machine_that_made_it() -> None:
    proto = pytest.importorskip("sentencepiece.sentencepiece_model_pb2")
    assert STARTERS
    for path in STARTERS:
        with zipfile.ZipFile(path) as archive:
            assert all(info.external_attr >> 16 & 0o7000 == 0 for info in archive.infolist())
            name = next(name for name in archive.namelist() if name.endswith("sentencepiece.model"))
            spec = proto.ModelProto()
            spec.ParseFromString(archive.read(name))
        assert not spec.trainer_spec.input
        assert "/" not in spec.trainer_spec.model_prefix
        assert path.stat().st_size < 16 * 2**20
