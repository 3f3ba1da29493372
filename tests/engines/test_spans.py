"""Markup goes round the words that a careful editor would mark: at least 0.85 of F1 over 122 sentences by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import spans as by_hand

from l10n.engines import edges, models
from l10n.engines.decoder import Decoder
from l10n.engines.packages import inspect

pytest.importorskip("ctranslate2")
pytest.importorskip("sentencepiece")
pytest.importorskip("sentencex")

[STARTER] = [path for path in Path(models.__file__).with_name("starter").iterdir() if path.suffix == ".argosmodel"]


def test_spanish_agrees_with_alignments_by_hand() -> None:
    decoder = Decoder(inspect(STARTER, "starter", "built in"))
    found = by_hand.cases("es")
    phrases = sorted({phrase for case in found for phrase in case.task.hints.values()})
    said = {phrase: result for phrase, result in zip(phrases, decoder.decode(phrases), strict=True)
            if not result.fault}
    aligned = by_hand.forced(decoder, [(case.task.view.text, case.target) for case in found])
    score = by_hand.score(found, aligned, lambda phrase: said[phrase].aligned.text if phrase in said else "",
                          ("en", "es"))
    assert score.spans >= 150
    assert score.f1 >= 0.85


def test_the_files_are_as_they_should_be() -> None:
    """Every stretch of a target is in its source; places hold words."""
    for language in ("es", "fr"):
        for case in by_hand.cases(language):
            assert case.gold.keys() <= case.numbers.keys(), case.target
            assert all(case.target[span.start:span.end].strip(" ,.") for span in case.gold.values())
            assert "<" not in case.target


@pytest.mark.parametrize(("said", "chosen", "source", "expected"), [
    ("empezó con una carta", (1, 3), "a letter", "una carta"),
    ("empezó con una carta", (1, 3), "letter", "carta"),
    ("está en el anexo", (2, 3), "in the annex", "en el anexo"),
    ("venden en la estación", (3, 3), "the station", "la estación"),
    ("el árbol de la ciudad", (4, 4), "city's", "de la ciudad"),
    ("cerca del cabo", (2, 2), "the cape", "del cabo"),
    ("mercado de pescado", (0, 1), "market", "mercado"),
])
def test_little_words_at_the_edges(said: str, chosen: tuple[int, int], source: str, expected: str) -> None:
    ours = said.split()
    first, last = edges.settle(ours, *chosen, source.split(), ("en", "es"), lambda at: True)
    assert " ".join(ours[first:last + 1]) == expected
