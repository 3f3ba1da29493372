"""The table that a score is read in: a curve that rises, true for the hardest kind of text, never certain."""

from __future__ import annotations

from math import exp
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import calibrate

SLOPE, HEIGHTS = 6.0, {"news": 2.0, "everyday": 3.0, "few": -2.0}


def share(score: float, kind: str) -> float:
    return 1 / (1 + exp(-SLOPE * score - HEIGHTS[kind]))


def sample(kind: str, size: int, rng: Random) -> list[tuple[float, bool, str]]:
    """Sentences of a kind by the law of ``share``."""
    return [(score, rng.random() < share(score, kind), kind) for score in (rng.uniform(-0.8, 0) for _ in range(size))]


@given(st.lists(st.tuples(st.floats(-3, 0), st.booleans(), st.sampled_from("abc")), min_size=1, max_size=60))
def test_it_rises_and_is_never_certain(rows: list[tuple[float, bool, str]]) -> None:
    points = calibrate.table(*zip(*rows, strict=True))
    assert points == sorted(points)
    read = [calibrate.probability(score / 10, points) for score in range(-35, 5)]
    assert read == sorted(read)
    assert all(0 < value < 1 for value in read)


def test_it_is_true_for_the_hardest_kind_of_which_there_is_enough() -> None:
    rng = Random(1)
    rows = [*sample("news", 2000, rng), *sample("everyday", 4000, rng), *sample("few", calibrate.ENOUGH - 1, rng)]
    points = calibrate.table(*zip(*rows, strict=True))
    for score in (-0.75, -0.6, -0.4, -0.2, -0.05):
        assert calibrate.probability(score, points) == pytest.approx(share(score, "news"), abs=0.03)
    slope, heights = calibrate.fit(*zip(*rows, strict=True))
    assert slope == pytest.approx(SLOPE, rel=0.1)
    assert heights == pytest.approx(HEIGHTS, abs=0.5)


def test_a_curve_that_would_fall_is_flat_at_the_share_of_good_ones() -> None:
    rows = [(-number / 100, number % 4 > 0 if number > 50 else number % 4 > 1, "news") for number in range(1, 101)]
    points = calibrate.table(*zip(*rows, strict=True))
    share = sum(good for _, good, _ in rows) / len(rows)
    assert {chance for _, chance in points} == {points[0][1]}
    assert points[0][1] == pytest.approx(share, abs=0.01)
