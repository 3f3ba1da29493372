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
