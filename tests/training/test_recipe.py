"""The whole recipe on a toy language pair, and what a package must be for the programs that run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("torch")
pytest.importorskip("sacrebleu")
pytest.importorskip("ctranslate2")
pytest.importorskip("google.protobuf")

from training import arrays, evaluate, travel
from training.package import Package, adapt, differences, read_back

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
SUBJECTS = [("The minister", "El ministro"), ("A fisherman", "Un pescador"), ("Our teacher", "Nuestra maestra")]
VERBS = [("opened", "abrió"), ("painted", "pintó"), ("closed", "cerró"), ("sold", "vendió")]
OBJECTS = [("the old bridge", "el puente viejo"), ("a small school", "un colegio pequeño"), ("the museum", "el museo")]
TIMES = [("on Monday", "el lunes"), ("yesterday", "ayer"), ("in spring", "en primavera")]


def toy(folder: Path) -> list[tuple[str, str]]:
    """108 sentences of four parts each, in a file as the recipe reads it; gives the pairs."""
    sentences = product(SUBJECTS, VERBS, OBJECTS, TIMES)
    pairs = [(" ".join(a for a, _ in parts) + ".", " ".join(b for _, b in parts) + ".") for parts in sentences]
    Random(1).shuffle(pairs)
    folder.mkdir()
    rows = [f"wmt-news\t{source}\t{target}\n" for source, target in pairs]
    (folder / "en-es.tsv").write_text("".join(rows), encoding="utf-8")
    (folder / "en-fr.tsv").write_text("".join(rows).replace("El ", "Le "), encoding="utf-8")
    return pairs


def run(folder: Path, work: str, *options: str, targets: str = "es") -> str:
    """``training/run`` in a process of its own, with a small model."""
    command = [sys.executable, str(ROOT / "training" / "run"), "en", targets, "--parallel", str(folder / "parallel")]
    command += ["--work", str(folder / work), "--size", "420", "--width", "96", "--inner", "192", "--encoder", "2"]
    command += ["--decoder", "1", "--tokens", "800", "--warm", "20", "--dropout", "0", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "BF16": "0"})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def learn(folder: Path, work: str, good: Callable[[], bool], targets: str = "es") -> None:
    """Trains until ``good``: one round, more where the machine is busy; each goes on from the checkpoint."""
    for minutes in ("0.3", "0.6", "1.2", "2.4"):
        run(folder, work, "--minutes", minutes, targets=targets)
        if good():
            return
        (folder / work / "model.pt").unlink()
    pytest.fail("does not learn a hundred sentences by heart")


def test_two_runs_of_the_recipe(tmp_path: Path) -> None:
    pairs = toy(tmp_path / "parallel")
    run(tmp_path, "one", "--until", "prepare")
    run(tmp_path, "two", "--until", "prepare")
    for name in ("vocabulary.model", "train.npz", "dev.npz", "mix.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()

    path = tmp_path / "one" / "translate-en_es-0_1.argosmodel"
    held = {line.split("\t")[1] for line in (tmp_path / "one" / "dev-es.tsv").read_text(encoding="utf-8").splitlines()}
    own = [(source, target) for source, target in pairs if source not in held]

    def by_heart() -> bool:
        outputs = Package(path).translate([source for source, _ in own])
        return evaluate.bleu([out.text for out in outputs], [target for _, target in own])[0] > 90

    learn(tmp_path, "one", by_heart)
    outputs = Package(path).translate([source for source, _ in own])
    assert all(out.score <= 0 for out in outputs)

    assert Package(path).metadata["decoding"]["length_penalty"] in (1, 2.5)

    said = run(tmp_path, "one")
    assert said.count("done before") == 5

    checkpoint, vocabulary = read_back(path)
    (tmp_path / "spm.model").write_bytes(vocabulary)
    assert not differences(checkpoint, path, [source for source, _ in own][:20], tmp_path / "spm.model")
    spec = arrays._proto(tmp_path / "spm.model").trainer_spec
    assert not spec.input
    assert not spec.model_prefix

    said = run(tmp_path, "three", "--init", str(path), "--minutes", "0.01", "--until", "train")
    assert "init.pt" in said
    assert (tmp_path / "three" / "vocabulary.model").read_bytes() == vocabulary


def test_one_model_for_two_languages(tmp_path: Path) -> None:
    toy(tmp_path / "parallel")
    many = tmp_path / "many"

    def told_apart() -> bool:
        line = ["The minister opened the museum on Monday."]
        es, fr = (
            Package(many / f"translate-en_{code}-0_1.argosmodel").translate(line)[0].text for code in ("es", "fr")
        )
        return es.startswith("El ministro") and fr.startswith("Le ministro")

    learn(tmp_path, "many", told_apart, targets="es,fr")
    stored = arrays.load(many / "train.npz")
    assert len({int(stored.target[at + 1]) for at in stored.target_at[:-1]}) == 2  # the token of a language comes first
    assert Package(many / "translate-en_fr-0_1.argosmodel").metadata["target_prefix"] == "__fr__"


def test_a_work_folder_travels_in_small_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toy(tmp_path / "parallel")
    run(tmp_path, "here", "--minutes", "0.02", "--until", "train")
    monkeypatch.setattr(travel, "PART", 100_000)
    parts = travel.pack(tmp_path / "here", tmp_path / "parts")
    assert max(part.stat().st_size for part in parts) <= 100_000
    travel.unpack(tmp_path / "parts", tmp_path / "there")
    assert (tmp_path / "there" / "train.npz").read_bytes() == (tmp_path / "here" / "train.npz").read_bytes()
    (tmp_path / "there" / "model.pt").unlink()
    said = run(tmp_path, "there", "--minutes", "0.04", "--until", "train")
    assert "checkpoint.pt (" in said


def test_a_new_vocabulary_keeps_what_was_learnt_of_its_pieces(tmp_path: Path) -> None:
    import torch

    old, new = tmp_path / "old.model", tmp_path / "new.model"
    lines = [source for source, _ in toy(tmp_path / "parallel")]
    arrays.train_vocabulary(lines, old, 340, ["es"])
    arrays.train_vocabulary([line.upper() for line in lines] + lines, new, 380, ["es", "fr"])
    weights = {"emb.weight": torch.randn(340, 8), "bias": torch.randn(340)}
    before = arrays._proto(old).pieces
    after = arrays._proto(new).pieces
    made = adapt({"net": weights, "shape": {"vocabulary": len(before), "width": 8}}, old.read_bytes(), new)
    rows = {piece.piece: i for i, piece in enumerate(before)}
    shared = [(i, rows[piece.piece]) for i, piece in enumerate(after) if piece.piece in rows]
    assert len(shared) > 256
    assert all(torch.equal(made["net"]["emb.weight"][i], weights["emb.weight"][j]) for i, j in shared)
    assert made["shape"]["vocabulary"] == len(after)
