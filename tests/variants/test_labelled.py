"""The rules against sentences that people labelled: what changes is what an editor would change, and nothing else."""

from __future__ import annotations

import pytest
from labelled_sets import cases, score

ENGLISH = [("en_GB", "en_US", True), ("en_US", "en_GB", False)]
OTHERS = [("es", "es", "es_MX", True), ("de", "de", "de_CH", True), ("de", "de_CH", "de", False),
          ("pt", "pt_PT", "pt_BR", True), ("pt", "pt_BR", "pt_PT", False)]


@pytest.mark.parametrize(("source", "target", "forward"), ENGLISH)
def test_english(source: str, target: str, forward: bool) -> None:
    result = score(cases("en-", forward=forward), source, target)
    assert result.sentences >= 600
    assert result.right >= 500
    assert result.precision >= 0.995, "\n".join(result.wrong)
    assert result.recall >= 0.97, "\n".join(result.missed)


@pytest.mark.parametrize(("name", "source", "target", "forward"), OTHERS)
def test_other_languages(name: str, source: str, target: str, forward: bool) -> None:
    result = score(cases(name, forward=forward), source, target)
    assert result.sentences >= 200
    assert result.right >= 90
    assert result.precision >= 0.98, "\n".join(result.wrong)
    assert result.recall >= 0.95, "\n".join(result.missed)


@pytest.mark.parametrize(("name", "least"), [("en-", 250), ("es", 60), ("de", 60), ("pt", 60)])
def test_enough_traps(name: str, least: int) -> None:
    """Sentences that must not change are what precision is made of."""
    assert sum(case.text == case.expected for case in cases(name, forward=True)) >= least
