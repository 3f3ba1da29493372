"""Real markup through the real model: every segment of our own articles and documents is read back with its parts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import markup  # type: ignore[import-not-found]

pytest.importorskip("ctranslate2")
pytest.importorskip("sentencepiece")
pytest.importorskip("sentencex")


def test_every_part_comes_back_once() -> None:
    """A hundred and more segments with 1 to 4 parts; ``bench/markup.py`` does it with a thousand of other people's."""
    result = markup.markup(markup.documents([markup.ROOT / name for name in markup.OWN]), 400)
    assert result["segments"] > 100
    assert result["reparsed"] == result["segments"] - result["refused"]
    assert result["refused"] == 0
