"""What a score of the offline engine means: how often texts that it gives 0.7 are usable drafts.

    python bench/confidence.py [--quick]

The sentences are newstest2013 of ../shared/eval where that is there, which no calibration has seen, else our own set of
training/eval (100 sentences). A text is a usable draft where its chrF2 against the human translation is 50 or more, as
the calibration has it. By decile of the score: what the scores say, and the share of usable drafts; then the same for
texts of three sentences in a row. The last line of output is one JSON object; ``error`` is the mean distance of the two
over the deciles (expected calibration error), ``auc`` the chance that of a usable and another text the usable one has
the higher score.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sacrebleu.metrics.chrf import CHRF

from l10n.engines import models
from l10n.engines.argos import ArgosEngine
from l10n.model import Fragment

ROOT = Path(__file__).resolve().parent.parent
SETS = ROOT.parent / "shared/eval/newstest2013", ROOT / "training/eval/own"
GOOD = 50.0


def deciles(rows: Sequence[tuple[float, bool]]) -> list[tuple[float, float, float, float]]:
    """(lowest score, highest score, mean score, share of good ones) of ten groups of equal size by score."""
    ranked = sorted(rows)
    size = len(ranked) / 10
    groups = [ranked[round(index * size):round((index + 1) * size)] for index in range(10)]
    return [(group[0][0], group[-1][0], sum(score for score, _ in group) / len(group),
             sum(good for _, good in group) / len(group)) for group in groups if group]


def auc(rows: Sequence[tuple[float, bool]]) -> float:
    """The chance that a good one has the higher score of a good and another one; ties count half."""
    good, bad = ([score for score, is_good in rows if is_good is wanted] for wanted in (True, False))
    wins = sum((one > two) + (one == two) / 2 for one in good for two in bad)
    return wins / max(1, len(good) * len(bad))


def show(name: str, rows: Sequence[tuple[float, bool]]) -> dict[str, Any]:
    found = deciles(rows)
    error = sum(abs(said - seen) for _, _, said, seen in found) / len(found)
    print(f"{name}, {len(rows):,} texts\n  score         said   seen")
    for low, high, said, seen in found:
        print(f"  {low:.2f} – {high:.2f}   {said:.2f}   {seen:.2f}  {'█' * round(20 * seen)}")
    said, seen = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    print(f"  all           {said:.2f}   {seen:.2f}   error {error:.3f}   auc {auc(rows):.3f}")
    return {"said": round(said, 3), "seen": round(seen, 3), "error": round(error, 3), "auc": round(auc(rows), 3)}


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    given = options.parse_args()
    place = next(place for place in SETS if place.with_suffix(".en").is_file() and place.with_suffix(".es").is_file())
    sources, references = (place.with_suffix(f".{tag}").read_text("utf-8").rstrip("\n").split("\n")
                           for tag in ("en", "es"))
    if given.quick:
        sources, references = sources[:300], references[:300]
    model = next(model for model in models.installed() if model.where == "built in")
    engine, metric = ArgosEngine([model]), CHRF()

    def judged(texts: Sequence[str], wanted: Sequence[str]) -> list[tuple[float, bool]]:
        made = engine.translate([Fragment(text) for text in texts], "en", "es")
        return [(one.score, metric.sentence_score(one.text, [reference]).score >= GOOD)
                for one, reference in zip(made, wanted, strict=True) if one.score is not None]

    def joined(lines: Sequence[str]) -> list[str]:
        return [" ".join(lines[at:at + 3]) for at in range(0, len(lines) - 2, 3)]

    figures = {"bench": "confidence", "model": model.origin, "set": place.name,
               "sentences": show(f"sentences of {place.name}", judged(sources, references)),
               "three in a row": show("three in a row", judged(joined(sources), joined(references)))}
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
