"""How many of the checks' findings on human translations are false alarms.

    python bench/precision.py [--quick] [--seed tuned|held-out|mended] [--show all|false|unjudged] [--spelling]

Fixed samples of sentence pairs of prose, drawn from the parallel text beside the project by the hash of each pair: the
rules were mended on ``tuned``, and those for Italian and German once more on ``mended``, which is looked at only when
asked for; nobody looked at ``held-out`` while they were. Every finding was read and judged: true
where the translation really differs or breaks the locale's custom, so that an editor would want to see it (such corpora
have faults), false otherwise. ``judged.tsv`` keeps the verdicts without the text: sample, locale, source, hash of the
pair, rule, place, verdict. A finding that is not in it counts as a false alarm.
The project's own reviewed catalogs are checked too; every finding there counts as one.

``--spelling`` looks at nothing but A106, which is off unless a project asks for it, where hunspell and its dictionaries
are installed: over the sample ``tuned``, every word asked about once, at the first pair that has it.

``--show`` prints findings with their texts, each after a row for ``judged.tsv``. Without the parallel text only the
catalogs are checked. ``--quick`` takes a quarter of the pairs. The last line is one JSON object. Goal: at most 10
false alarms in 1,000 entries, over all and in each language.
"""

from __future__ import annotations

import argparse
import hashlib
import heapq
import json
import lzma
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from l10n import catalog, checks, locales
from l10n.checks import hunspell, spelling
from l10n.model import Entry, Span, State

ROOT = Path(__file__).parent.parent
PARALLEL = ROOT.parent / "shared" / "parallel"
JUDGED = Path(__file__).parent / "judged.tsv"
SOURCES = ("wmt-news", "europarl", "globalvoices-pivot", "tico19", "xquad", "ud-pud", "debian-news", "tatoeba")
PLAN = {"es": 1500, "fr": 800, "de": 800, "pt_BR": 400, "it": 400}
"""Pairs by locale, in equal shares from the sources that it has."""
SAMPLES = {"tuned": PLAN, "held-out": PLAN, "mended": {"it": 3000, "de": 3000}}
Place = tuple[str, str, str, str]
"""(locale, hash of the pair, rule, place)."""


def digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def sample(seed: str, locale: str, count: int) -> Iterator[tuple[str, str, str]]:
    """(source tag, English, translation) of the pairs whose hashes with the seed are the smallest."""
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    with lzma.open(PARALLEL / f"en-{locale.split('_')[0]}.tsv.xz", "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            tag, source, target = line.rstrip("\n").split("\t")
            if tag in SOURCES:
                found.setdefault(tag, []).append((digest(seed, source, target), tag, source, target))
    for at, tag in enumerate(sorted(found)):
        share = count // len(found) + (at < count % len(found))
        yield from (pair[1:] for pair in heapq.nsmallest(share, found[tag]))


def verdicts() -> dict[Place, str]:
    rows = (line.split("\t") for line in JUDGED.read_text(encoding="utf-8").splitlines()[1:])
    return {(locale, pair, code, place): verdict for _, locale, _, pair, code, place, verdict in rows}


def found(source: str, target: str, locale: str) -> Iterator[tuple[str, str, str]]:
    """(rule, place, message) of each finding on a pair, but for habits, which the gate tells once a catalog."""
    for rule, spot in checks.pair(Entry(source, None, target, State.REVIEWED), locale, "en_US"):
        if not rule.habit:
            yield rule.code, f"{spot.side}:{spot.span.start if spot.span else ''}", spot.message


def own_catalogs() -> tuple[int, int]:
    """(reviewed entries of the project's own catalogs, findings on them)."""
    entries = findings = 0
    for path in sorted((ROOT / "locales").rglob("*.po")):
        one = catalog.parse(path.read_bytes(), path.name)
        own = "en_US" if path.stem in ("lake-ferry", "prairie-observatory") else "en_GB"
        entries += sum(entry.state is State.REVIEWED for entry in one.entries)
        findings += len(checks.catalog(one, path.relative_to(ROOT / "locales").parts[0], own,
                                       states={State.REVIEWED})[0])
    return entries, findings


def spelt(quick: bool, show: str) -> dict[str, object]:
    """What A106 says of the translations of the sample, by locale."""
    known, names, result = verdicts(), hunspell.dictionaries(), {}
    for locale, count in PLAN.items():
        if (name := hunspell.dictionary(locale, names)) is None:
            continue
        places: dict[str, tuple[str, str, str, Span]] = {}
        pairs = 0
        for tag, source, target in sample("tuned", locale, count // 4 if quick else count):
            pairs += 1
            entry = Entry(source, None, target, State.REVIEWED)
            for word, span in spelling.words(entry, locale, "en_US", spelling.known([source])):
                places.setdefault(word, (tag, source, target, span))
        began = time.perf_counter()
        unknown = hunspell.unknown(places, name)
        near = spelling.near(unknown, places, locales.language(locale), partial(hunspell.unknown, name=name))
        here = {"words": len(places), "unknown": len(unknown), "seconds": round(time.perf_counter() - began, 1)}
        found: Counter[str] = Counter()
        for word, (tag, source, target, span) in sorted(places.items()):
            if (spot := spelling.spot(word, span, near)) is not None:
                row_of = (locale, digest(source, target)[:12], "A106", f"target:{span.start}")
                verdict = known.get(row_of, "unjudged")
                found[verdict] += 1
                if show in ("all", verdict):
                    print("tuned", locale, tag, *row_of[1:], verdict, sep="\t")
                    print(f"    {target}\n    {spot.message}")
        result[locale] = here | row(pairs, found)
        print(locale, result[locale])
    return result


def measure(seed: str, quick: bool, show: str) -> dict[str, object]:
    known = verdicts()
    rules: Counter[tuple[str, str]] = Counter()
    by_locale: dict[str, object] = {}
    for locale, count in SAMPLES[seed].items():
        here: Counter[str] = Counter()
        pairs = 0
        for tag, source, target in sample(seed, locale, count // 4 if quick else count):
            pairs += 1
            name = digest(source, target)[:12]
            for code, place, message in dict.fromkeys(found(source, target, locale)):
                verdict = known.get((locale, name, code, place), "unjudged")
                here[verdict] += 1
                rules[code, verdict] += 1
                if show in ("all", verdict):
                    print(seed, locale, tag, name, code, place, verdict, sep="\t")
                    print(f"    {source}\n    {target}\n    {message}")
        by_locale[locale] = row(pairs, here)
        print(locale, by_locale[locale])
    for code in sorted({code for code, _ in rules}):
        print(code, {verdict: rules[code, verdict] for verdict in ("true", "false", "unjudged")})
    total = Counter[str]()
    for (_, verdict), count in rules.items():
        total[verdict] += count
    return row(sum(one["pairs"] for one in by_locale.values()), total) | {"locales": by_locale}


def row(pairs: int, found: Counter[str]) -> dict[str, float]:
    return {"pairs": pairs, **{verdict: found[verdict] for verdict in ("true", "false", "unjudged")},
            "false_per_1000": round(1000 * (found["false"] + found["unjudged"]) / pairs, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a quarter of the pairs")
    parser.add_argument("--seed", action="append", choices=tuple(SAMPLES), help="only this sample")
    parser.add_argument("--show", choices=("all", "true", "false", "unjudged"), help="print findings with their texts")
    parser.add_argument("--spelling", action="store_true", help="only A106, by hunspell")
    words = parser.parse_args()
    if words.spelling:
        print(json.dumps(spelt(words.quick, words.show) if PARALLEL.exists() else {}))
        return
    entries, findings = own_catalogs()
    print(f"own reviewed catalogs: {findings} findings on {entries:,} entries")
    result: dict[str, object] = {"own_entries": entries, "own_findings": findings}
    if not PARALLEL.exists():
        print("no parallel text beside the project: the samples of prose were not looked at")
    else:
        for seed in words.seed or ("tuned", "held-out"):
            print(f"sample {seed}")
            result[seed] = measure(seed, words.quick, words.show)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
