"""What a score means: from the model's own score of an output to the share of such outputs that are usable drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

GOOD = 50.0
"""chrF2 of a sentence (0 to 100) from which an output counts as a usable draft."""
ENOUGH = 100
"""Sentences of a kind from which its own height counts."""
_EXTREMES = 0.01, 0.99
"""Beyond which a few hundred sentences tell nothing."""
_SHRINKAGE = 0.1
"""Of the slope and the heights towards 0 (ridge): keeps a handful that are all good from certainty; hundreds hardly
feel it."""


def fit(scores: Sequence[float], good: Sequence[bool], kinds: Sequence[str]) -> tuple[float, dict[str, float]]:
    """(slope, kind of text → height) of a logistic regression of good on the score, never falling.

    One slope for all kinds: they differ in how hard they are (short everyday sentences, news), and less in what a
    score tells of them.
    """
    names = sorted(set(kinds))
    rows = np.zeros((len(scores), 1 + len(names)))
    rows[:, 0] = scores
    rows[np.arange(len(scores)), [1 + names.index(kind) for kind in kinds]] = 1
    wanted = np.array(good, float)

    def loss(at: np.ndarray) -> float:
        return float(np.logaddexp(0, rows @ at).sum() - wanted @ rows @ at + _SHRINKAGE * at @ at / 2)

    at = np.zeros(rows.shape[1])
    for free in (slice(None), slice(1, None)):      # a slope that falls is none: 0, and the heights alone
        for _ in range(50):     # Newton's method, each step halved until it is downhill
            chance = 1 / (1 + np.exp(-rows @ at))
            slope = rows[:, free].T @ (chance - wanted) + _SHRINKAGE * at[free]
            bend = (rows[:, free].T * (chance * (1 - chance))) @ rows[:, free] + _SHRINKAGE * np.eye(len(slope))
            step = np.zeros_like(at)
            step[free] = np.linalg.solve(bend, slope)
            while loss(at - step) > loss(at) and np.abs(step).max() > 1e-9:
                step /= 2
            at -= step
            if np.abs(step).max() < 1e-9:
                break
        if at[0] >= 0:
            break
        at[0] = 0
    return float(at[0]), dict(zip(names, map(float, at[1:]), strict=True))


def table(scores: Sequence[float], good: Sequence[bool], kinds: Sequence[str], points: int = 12,
          ) -> list[tuple[float, float]]:
    """At most ``points`` (score, probability) pairs, rising in both, between which one draws straight lines.

    The curve is that of the hardest kind of text that has ``ENOUGH`` sentences: what the table says of the others is
    too little rather than too much. Its ends are where a hundredth of the scores lie beyond.
    """
    slope, heights = fit(scores, good, kinds)
    sizes = Counter(kinds)
    height = min([heights[kind] for kind in heights if sizes[kind] >= ENOUGH] or heights.values())
    at = dict.fromkeys(round(float(one), 3) for one in np.linspace(*np.quantile(scores, (0.01, 0.99)), points))
    curve = 1 / (1 + np.exp(-slope * np.array(list(at)) - height))
    return [(one, round(float(chance), 3)) for one, chance in zip(at, np.clip(curve, *_EXTREMES), strict=True)]


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


def calibration(scores: Sequence[float], outputs: Sequence[str], references: Sequence[str],
                kinds: Sequence[str]) -> dict[str, object]:
    """What goes into ``metadata.json``: the table and what its numbers mean. ``kinds``: where each sentence is from."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    good = [metric.sentence_score(out, [reference]).score >= GOOD
            for out, reference in zip(outputs, references, strict=True)]
    return {
        "meaning": f"chance that an output reaches chrF2 {GOOD:g} against a human translation, by the mean"
        f" log-probability of its tokens: a logistic curve through {len(good)} dev sentences, as high as it is for the"
        " hardest kind of them; straight lines between the points",
        "points": table(scores, good, kinds),
    }
