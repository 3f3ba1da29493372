"""What a score means: the chance that a text is a usable draft, by a model's own probabilities and what guards found.

A package may hold a ``calibration`` in its ``metadata.json`` (``training/calibrate.py`` makes it): pairs of a mean
log-probability of output tokens and the chance that an output about as likely reaches chrF2 50 against a person's
translation, by a logistic curve through held-out sentences of the hardest kind, which is news. The score of a sentence
is that table read at the model's own score; that of a text is the mean of its sentences by tokens: the share of it that
is a usable draft. A package without a calibration is read by the table of the starter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

Points = tuple[tuple[float, float], ...]
"""(mean log-probability, chance), rising in both; straight lines between them, flat beyond their ends."""

GENERIC: Points = ((-0.68, 0.114), (-0.62, 0.155), (-0.561, 0.207), (-0.502, 0.271), (-0.442, 0.347), (-0.383, 0.43),
                   (-0.324, 0.517), (-0.264, 0.605), (-0.205, 0.685), (-0.145, 0.757), (-0.086, 0.816), (-0.027, 0.863))
"""What the dev set gives for the starter, for models that have none."""
LEAST, MOST = 0.02, 0.98
DOUBT = 0.5
"""What is left of a score where a guard found something that it could not mend: never enough to be published above a
threshold that means something. A judgement, not a measurement: chrF hardly sees a wrong number."""
_DOUBTFUL = re.compile(
    r"(?:numbers|dates|times|money|units|names|term)\b.* (?:missing|added|here|forbidden|out of order|left in \S+)$"
    r"|term missing: |sentence \d+: |.*left as it is$|markup: ")


def points(metadata: object) -> Points:
    """The calibration of a package's metadata; the generic one where there is none that can be used."""
    found: Any = metadata.get("calibration") if isinstance(metadata, dict) else None
    rows: Any = found.get("points") if isinstance(found, dict) else None
    try:
        table = tuple((float(score), float(chance)) for score, chance in rows)
    except (TypeError, ValueError):
        return GENERIC
    rising = all(one[0] < two[0] and one[1] <= two[1] for one, two in pairwise(table))
    return table if table and rising and all(0 <= chance <= 1 for _, chance in table) else GENERIC


def chance(score: float, table: Points) -> float:
    """The table read at a mean log-probability; never certain, since the sets behind a table are small."""
    found = table[0][1]
    if score > table[0][0]:
        found = next((min(y1, y0 + (y1 - y0) * (score - x0) / (x1 - x0)) for (x0, y0), (x1, y1) in pairwise(table)
                      if score <= x1), table[-1][1])
    return min(max(found, LEAST), MOST)


def of(sentences: Sequence[tuple[float, int]], table: Points) -> float | None:
    """The score of a text from (mean log-probability, tokens) of its sentences; None where it has none."""
    size = sum(tokens for _, tokens in sentences)
    return sum(chance(score, table) * tokens for score, tokens in sentences) / size if size else None


def doubtful(reasons: Sequence[str]) -> bool:
    """Whether guards found something that they could not mend: a number that is gone, a term, a part of the text."""
    return any(_DOUBTFUL.match(reason) for reason in reasons)


def with_doubts(score: float | None, reasons: Sequence[str]) -> float | None:
    """A score after what the guards found."""
    return None if score is None else score * DOUBT if doubtful(reasons) else score
