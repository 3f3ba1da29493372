"""Parallel text to ``vocabulary.model``, ``train.npz`` and ``dev.npz`` in a work folder."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from random import Random

from . import align, arrays, names
from .augment import Tools, augment, ends, join
from .corpus import Pair, mix, plausible, read, split_dev

JOINED = 0.07
"""Share of pairs that get the next pair of their source as a second sentence."""


def find(parallel: Path, source: str, target: str) -> Path:
    """The file of a language pair: ``en-es.tsv.xz`` or ``en-es.tsv``."""
    for suffix in (".tsv.xz", ".tsv"):
        path = parallel / f"{source}-{target}{suffix}"
        if path.is_file():
            return path
    raise SystemExit(f"{parallel}: no {source}-{target}.tsv.xz")


def prepare(
    parallel: Path,
    work: Path,
    source: str,
    targets: Sequence[str],
    *,
    without: Collection[str] = (),
    vocabulary: Path | None = None,
    held: Path | None = None,
    size: int = 8000,
    passes: int = 1,
    seed: int = 1,
) -> None:
    """Writes the vocabulary, the arrays, ``dev-<target>.tsv`` and ``mix.json`` (pairs of each source in a pass) into
    ``work``.

    ``vocabulary`` is kept where a checkpoint is to go on (its missing ``arrays.MARKERS`` are added); ``held`` is a
    file of pairs that that checkpoint never saw. ``without`` names sources to leave out. ``passes`` draws the mix so
    many times, each copy of a pair enriched anew. The same input and seed give the same bytes.
    """
    rng = Random(seed)
    work.mkdir(parents=True, exist_ok=True)
    everything = {
        code: [p for p in read(find(parallel, source, code)) if p.tag not in without and plausible(p)]
        for code in targets
    }
    kept = {pair.source for pair in read(held)} if held else set()
    triples: list[tuple[str, str, str]] = []
    dev: list[tuple[str, str, str]] = []
    lines: list[str] = []
    counts: Counter[str] = Counter()
    for code in targets:
        train, dev_pairs = split_dev(everything[code], kept, rng)
        others = [
            pair
            for path in sorted(parallel.glob(f"{source}-*.tsv*"))
            if path != find(parallel, source, code)
            for pair in read(path)
        ]
        tools = Tools(names.collect(train, others), align.lexicon(rng.sample(train, min(len(train), 160_000))))
        (work / f"dev-{code}.tsv").write_text("".join("\t".join(pair) + "\n" for pair in dev_pairs), encoding="utf-8")
        dev += [(pair.source, pair.target, code) for pair in dev_pairs]
        drawn = [list(mix(train, rng)) for _ in range(passes)]
        chosen = [one for once in drawn for one in once]
        rng.shuffle(chosen)
        last: dict[str, Pair] = {}
        for pair, _ in chosen:
            counts[pair.tag] += 1
            sides = (pair.source, pair.target)
            before = last.get(pair.tag)
            if (
                before
                and rng.random() < JOINED
                and len(before.source) + len(pair.source) < 220
                and ends(before[1:])
                and ends(sides)
            ):
                sides = join(before[1:], sides)
            last[pair.tag] = pair
            triples.append((*augment(sides, tools, rng), code))
        lines += [side for pair, copy in drawn[0] if not copy for side in (pair.source, pair.target)]
    path = work / "vocabulary.model"
    if vocabulary:
        shutil.copyfile(vocabulary, path)
        path.chmod(0o644)
        replaced = arrays.add_characters(path)
        arrays.clean(path)
    else:
        arrays.train_vocabulary(lines, path, size, targets)
        replaced = []
    train_arrays = arrays.encode(triples, path, rng)
    arrays.save(train_arrays, work / "train.npz")
    arrays.save(arrays.encode(dev, path), work / "dev.npz")
    report = {
        "pairs": len(train_arrays),
        "target_tokens": len(train_arrays.target),
        "dev_pairs": len(dev),
        "replaced_pieces": replaced,
        "passes": passes,
        "sources": {tag: round(count / passes) for tag, count in counts.most_common()},
    }
    (work / "mix.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(
        f"prepared {report['pairs']:,} pairs, {report['target_tokens']:,} target tokens, {len(dev):,} dev pairs",
        flush=True,
    )
