"""How long the command line takes to start: ``l10n --help`` beside ``python -c pass``, in turns.

The last line is one JSON object; ``ratio`` is the median of the pairwise ratios. Goal: at most 2.5.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

GOAL = 2.5


def seconds(command: list[str]) -> float:
    """Wall time of one run, output thrown away."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def command() -> list[str]:
    """The console script of this environment; ``python -m l10n`` where it is not installed."""
    script = shutil.which("l10n", path=sysconfig.get_path("scripts")) or str(Path(sys.executable).with_name("l10n"))
    return [script, "--help"] if Path(script).exists() else [sys.executable, "-m", "l10n", "--help"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="fewer runs")
    runs = 25 if options.parse_args().quick else 100
    ours, bare = command(), [sys.executable, "-c", "pass"]
    for warm in (ours, bare):
        seconds(warm)
    pairs = [(seconds(ours), seconds(bare)) for _ in range(runs)]
    ratio = statistics.median(one / two for one, two in pairs)
    ours_ms, bare_ms = (1000 * statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"l10n --help {ours_ms:.1f} ms, python -c pass {bare_ms:.1f} ms, {runs} runs each")
    print(json.dumps({"bench": "start", "ratio": round(ratio, 2), "goal": GOAL, "l10n_ms": round(ours_ms, 1),
                      "python_ms": round(bare_ms, 1), "runs": runs, "reached": ratio <= GOAL}))


if __name__ == "__main__":
    main()
