"""What a score means: from the model's own score of an output to the share of such outputs that are usable drafts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

GOOD = 50.0
"""chrF2 of a sentence (0 to 100) from which an output counts as a usable draft."""


def isotonic(scores: Sequence[float], good: Sequence[bool]) -> list[tuple[float, float]]:
    """(score, share of good ones) of blocks, rising in both: the best monotone fit (pool adjacent violators)."""
    blocks: list[list[float]] = []  # sum of scores, sum of good, count
    for score, is_good in sorted(zip(scores, good, strict=True)):
        blocks.append([score, float(is_good), 1])
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][2] >= blocks[-1][1] * blocks[-2][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    return [(total / count, right / count) for total, right, count in blocks]


def table(scores: Sequence[float], good: Sequence[bool], points: int = 10) -> list[tuple[float, float]]:
    """At most ``points`` (score, probability) pairs, rising in both, between which one draws straight lines.

    The sentences are first put into ``points`` groups of equal size by score, so that no point rests on a handful.
    """
    ranked = sorted(zip(scores, good, strict=True))
    size = max(1, len(ranked) // points)
    groups = [ranked[start : start + size] for start in range(0, len(ranked) - size + 1, size)]
    means: list[float] = []
    flags: list[bool] = []
    for group in groups:
        middle = sum(score for score, _ in group) / len(group)
        means += [middle] * len(group)
        flags += [is_good for _, is_good in group]
    return [(round(score, 3), round(share, 3)) for score, share in isotonic(means, flags)]


def probability(score: float, points: Sequence[tuple[float, float]]) -> float:
    """The table read at a score: straight lines between its points, flat beyond its ends."""
    if not points:
        return 0.0
    if score <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if score <= x1:
            return min(y1, y0 + (y1 - y0) * (score - x0) / (x1 - x0))  # rounding may go beyond
    return points[-1][1]


def calibration(scores: Sequence[float], outputs: Sequence[str], references: Sequence[str]) -> dict[str, object]:
    """What goes into ``metadata.json``: the table and what its numbers mean."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    good = [
        metric.sentence_score(out, [reference]).score >= GOOD
        for out, reference in zip(outputs, references, strict=True)
    ]
    return {
        "meaning": f"share of dev sentences (of {len(good)}) whose output reaches chrF2 {GOOD:g} against a human"
        " translation, by the mean log-probability of the output tokens; straight lines between the points",
        "points": table(scores, good),
    }
