"""How fast the variant rules are, and that their cost does not grow with the number of rules.

    python bench/variants.py [--quick]

Entries are paragraphs of three labelled English sentences of the tests (some 125 characters, three in four of them
with something to change), British into American and back, in one process; time is that process's own CPU time. Per
entry what ``translate`` does: one ``adapt``. The number of rules is varied by adding rule files of made-up words. The
last line is one JSON object. Goal: 20,000 entries a second, and a ratio near 1 between the cost with and without the
rules added.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "variants"))

from labelled_sets import cases, fragment

from l10n import variants
from l10n.model import Fragment


def rate(adapter: variants.Adapter, fragments: list[Fragment], rounds: int) -> float:
    """Entries per CPU second, the best of ``rounds``."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for one in fragments:
            adapter.adapt(one)
        best = min(best, time.process_time() - start)
    return len(fragments) / best


def made_up(count: int) -> variants.Extra:
    """A rule file with ``count`` words that no text has, each a rule of its own."""
    letters = "bcdfghklmnpqrstvwxz"
    lines = ["columns: en_GB | en_US", "like: en = en_US, en_001 = en_GB"]
    for number in range(count):
        word = "q" + "".join(letters[number // len(letters) ** place % len(letters)] for place in range(5))
        lines += [f"[en.made-up.word-{number}]", f"{word}our | {word}or"]
    return (("made-up.rules", "\n".join(lines)),)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    quick = parser.parse_args().quick
    rounds, rules = (5, 10_000) if quick else (20, 50_000)

    start = time.process_time()
    adapters = {pair: variants.adapter(*pair) for pair in (("en_GB", "en_US"), ("en_US", "en_GB"))}
    load = time.process_time() - start
    own = sum(len(rule.rows) for rule in variants.load_rules("en").rules)
    many = {pair: variants.adapter(*pair, extra=made_up(rules)) for pair in adapters}

    result: dict[str, object] = {"load_seconds": round(load, 3), "word_pairs": own, "added_rules": rules}
    for (source, target), adapter in adapters.items():
        sentences = [case.text for case in cases("en-", forward=source == "en_GB")]
        fragments = [fragment(" ".join(sentences[at:at + 3])) for at in range(len(sentences) - 2)]
        changed = sum(bool(adapter.adapt(one).applied) for one in fragments) / len(fragments)
        speed = rate(adapter, fragments, rounds)
        crowded = rate(many[source, target], fragments, rounds)
        name = f"{source}_to_{target}"
        result[name] = {"entries_per_second": round(speed), "with_added_rules": round(crowded),
                        "cost_ratio": round(speed / crowded, 2), "share_changed": round(changed, 2),
                        "characters_per_entry": round(sum(len(one.text) for one in fragments) / len(fragments))}
        print(f"{name}: {speed:,.0f} entries/s ({changed:.0%} of them changed); "
              f"{crowded:,.0f} with {rules:,} more rules")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
