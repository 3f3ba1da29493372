"""How many injected faults the rules find: a table by kind and corpus, and the figures as one JSON object.

    python bench/recall.py [--quick] [--missed KIND]

Fifty faults of each kind in the held-out sentences, the reviewed catalogs and, where it lies beside the project, the
prose of the parallel text; ``--quick`` makes ten. ``--missed`` shows what of one kind was not found.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "checks"))

import recall


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--missed", metavar="KIND")
    asked = parser.parse_args()
    each = 10 if asked.quick else recall.EACH
    texts = {"held out": recall.held_out(), "reviewed": recall.reviewed(), "parallel": recall.parallel(8 * each)}
    began = time.process_time()
    corpora = {name: recall.score(known, each, asked.missed) for name, known in texts.items() if known}
    print(recall.table(corpora))
    for name, scores in corpora.items():
        for text in scores[0].missed if asked.missed else ():
            print(f"\n{name}, {text.locale}\n  {text.source}\n  {text.target}")
    print(json.dumps({
        "kinds": len(next(iter(corpora.values()))), "cpu_s": round(time.process_time() - began, 1),
        "found": {name: round(sum(one.found for one in scores) / sum(one.made for one in scores), 4)
                  for name, scores in corpora.items()},
        "made": {name: sum(one.made for one in scores) for name, scores in corpora.items()},
        "under_85": {name: {one.kind: f"{one.found}/{one.made}" for one in scores if one.found < 0.85 * one.made}
                     for name, scores in corpora.items()}}))


if __name__ == "__main__":
    main()
