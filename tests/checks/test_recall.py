"""The rules find the faults that the generator makes, each under its own rule: 19 of 20 over all, 17 of every kind.

Shown with ``pytest -s -m slow tests/checks/test_recall.py``, or ``python bench/recall.py``.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
import recall
from faults import FILES, TEXTS, WHOLES, Text

from l10n import checks

OVER_ALL, EVERY_KIND = 0.95, 0.85


def test_kinds() -> None:
    """There are at least forty, with a name each, and the rules that they name are there."""
    kinds = [*TEXTS, *WHOLES, *FILES]
    assert len({kind.name for kind in kinds}) == len(kinds) >= 40
    assert {code for kind in kinds for code in kind.codes} <= {one.code for one in checks.everything()}


@pytest.mark.parametrize("part", range(4))
def test_a_sample_is_found(part: int) -> None:
    """Ten of each kind in both corpora, taken together."""
    kinds = [kind.name for kind in (*TEXTS, *WHOLES, *FILES)][part::4]
    held_out, reviewed = recall.held_out(), recall.reviewed()
    found = {name: [one for texts in (held_out, reviewed) for one in recall.score(texts, 10, name)] for name in kinds}
    _judged([recall.together(scores) for scores in found.values()])


@pytest.mark.slow
@pytest.mark.parametrize("corpus", [recall.held_out, recall.reviewed, lambda: recall.parallel(400)],
                         ids=["held out", "reviewed", "parallel"])
def test_fifty_of_each_kind_are_found(corpus: Callable[[], list[Text]]) -> None:
    """In each corpus by itself; the parallel text lies beside the project on some machines only."""
    texts = corpus()
    if not texts:
        pytest.skip("no parallel text here")
    scores = recall.score(texts)
    print("\n" + recall.table({"": scores}))
    _judged([one for one in scores if one.made >= 20])


def _judged(scores: list[recall.Score]) -> None:
    made, found = sum(one.made for one in scores), sum(one.found for one in scores)
    assert found >= OVER_ALL * made
    assert [(one.kind, one.found, one.made) for one in scores if one.found < EVERY_KIND * one.made] == []
