"""Seconds for a run that has nothing to do, beside ``git status`` over the same files in the same run.

    python bench/unchanged.py [--quick] [--articles N]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CONFIG = """\
source-locale = "en_GB"
locales = ["en_US", "fr"]
publish = "machine"
"""


def seconds(command: list[str], folder: Path, times: int = 3) -> float:
    """Wall time of a command, the best of some."""
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run(command, cwd=folder, check=False, capture_output=True)
        best = min(best, time.perf_counter() - began)
    return round(best, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1,000 articles")
    parser.add_argument("--articles", type=int, default=10_000)
    words = parser.parse_args()
    count = 1000 if words.quick else words.articles
    run = [sys.executable, "-m", "l10n", "run"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "l10n.toml").write_text(CONFIG)
        for index in range(count):
            path = folder / f"articles/{index // 100:03}/{index:05}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"# Boats {index}\n\nThe harbour counted {index} boats on Monday.\n\n- one\n- two\n")
        began = time.perf_counter()
        subprocess.run(run, cwd=folder, check=False, capture_output=True)
        first = round(time.perf_counter() - began, 1)
        unchanged = seconds(run, folder)
        subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
        subprocess.run(["git", "add", "."], cwd=folder, check=True)
        peer = seconds(["git", "status", "--porcelain"], folder)
    print(json.dumps({"articles": count, "first_run_seconds": first, "unchanged_run_seconds": unchanged,
                      "git_status_seconds": peer, "ratio": round(unchanged / peer, 1)}))


if __name__ == "__main__":
    main()
