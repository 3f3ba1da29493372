"""Tokens of pairs: what training reads."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("sentencepiece")
pytest.importorskip("google.protobuf")

from training import arrays

LINES = [f"The {noun} of the {place} opened on {day}." for noun in ("museum", "school", "bridge", "market")
         for place in ("harbour", "island", "village") for day in ("Monday", "Friday", "Sunday")]


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pieces") / "spm.model"
    arrays.train_vocabulary(LINES, path, 330, ["es"])
    return path


def texts(tokens: arrays.Arrays, side: str, vocabulary: Path) -> list[str]:
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    flat, at = (tokens.source, tokens.source_at) if side == "source" else (tokens.target, tokens.target_at)
    return [processor.decode(flat[start:end].tolist()) for start, end in pairwise(at)]


def test_a_word_in_other_pieces_is_the_same_word(vocabulary: Path) -> None:
    sides = [(line, line, "es") for line in LINES]
    plain, other = arrays.encode(sides, vocabulary), arrays.encode(sides, vocabulary, Random(1))
    assert texts(other, "source", vocabulary) == LINES
    assert len(other.source) > len(plain.source)
    assert (other.target == plain.target).all()     # what it is to write stays as it is written
    changed = sum(a != b for a, b in zip(rows(plain), rows(other), strict=True))
    assert len(LINES) / 5 < changed < len(LINES) * 4 / 5


def test_the_same_seed_gives_the_same_pieces(vocabulary: Path) -> None:
    sides = [(line, line, "es") for line in LINES]
    one, two, three = (rows(arrays.encode(sides, vocabulary, Random(seed))) for seed in (1, 1, 2))
    assert one == two
    assert one != three


def rows(tokens: arrays.Arrays) -> list[list[int]]:
    return [tokens.source[start:end].tolist() for start, end in pairwise(tokens.source_at)]
