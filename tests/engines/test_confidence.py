"""What a score says, and what it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.engines import confidence, models
from l10n.engines.packages import metadata
from training import calibrate

TABLE = ((-1.0, 0.2), (-0.5, 0.6), (-0.1, 0.9))


@pytest.mark.parametrize(("score", "wanted"), [(-9, 0.2), (-1, 0.2), (-0.75, 0.4), (-0.5, 0.6), (-0.3, 0.75), (0, 0.9)])
def test_a_table_is_read_by_straight_lines(score: float, wanted: float) -> None:
    assert confidence.chance(score, TABLE) == pytest.approx(wanted)
    assert confidence.chance(score, TABLE) == pytest.approx(calibrate.probability(score, TABLE))


@given(st.lists(st.tuples(st.floats(-3, 0), st.booleans(), st.sampled_from("ab")), min_size=20),
       st.lists(st.floats(-5, 0.5), min_size=2))
def test_what_training_makes_of_any_scores_can_be_read_and_rises(rows: list[tuple[float, bool, str]],
                                                                 at: list[float]) -> None:
    table = confidence.points({"calibration": {"points": calibrate.table(*zip(*rows, strict=True))}})
    read = [confidence.chance(score, table) for score in sorted(at)]
    assert read == sorted(read)
    assert all(confidence.LEAST <= chance <= confidence.MOST for chance in read)


@pytest.mark.parametrize("broken", [
    None, {}, {"calibration": 1}, {"calibration": {"points": []}}, {"calibration": {"points": [[1]]}},
    {"calibration": {"points": [[-1, "x"]]}}, {"calibration": {"points": [[-1, 0.5], [-2, 0.6]]}},
    {"calibration": {"points": [[-1, 0.5], [-0.5, 0.4]]}}, {"calibration": {"points": [[-1, 5]]}},
])
def test_a_package_without_a_calibration_or_with_a_broken_one_is_read_by_the_generic_table(broken: object) -> None:
    assert confidence.points(broken) == confidence.GENERIC


def test_the_starter_has_its_own() -> None:
    [starter] = [model for model in models.installed() if model.where == "built in"]
    found = metadata(starter)
    assert confidence.points(found) == tuple(map(tuple, found["calibration"]["points"]))  # type: ignore[index]


def test_the_score_of_a_text_is_the_mean_of_its_sentences_by_tokens() -> None:
    assert confidence.of([(-1, 10), (-0.5, 30)], TABLE) == pytest.approx(0.5)
    assert confidence.of([], TABLE) is None


@pytest.mark.parametrize(("reason", "doubtful"), [
    ("numbers: 20 missing", True), ("numbers: 20 added", True), ("numbers: 8 is 9 here", True),
    ("dates: Thursday missing", True), ("money: $ missing", True), ("term missing: strike → huelga", True),
    ("term: paro is forbidden", True), ("sentence 2: a part may be missing", True),
    ("numbers: 8,000 → 8.000", False), ("term: strike → huelga", False), ("¿ added", False), (". cut", False),
    ("repetition cut: y y", False), ("⟦2⟧ put back", False), ("markup: translated part by part", True),
    ("quotation marks put back", False), ("dates: May 8 out of order", True), ("names: Lund missing", True),
    ("numbers: nineteen left in English", True), ("left in English: reef", False),
])
def test_what_guards_could_not_mend_halves_a_score(reason: str, doubtful: bool) -> None:
    assert confidence.with_doubts(0.8, ["spaces set", reason]) == (0.4 if doubtful else 0.8)
    assert confidence.with_doubts(None, [reason]) is None
