"""Parallel text as pairs, and how much of each source goes into the mix."""

from __future__ import annotations

import lzma
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

COPIES: dict[str, float] = {
    "wmt-news": 3,
    "ud-pud": 3,
    "tico19": 2,
    "xquad": 2,
    "globalvoices-pivot": 2,
    "europarl": 1.6,
    "debian-news": 1.2,
    "opencontracting": 1,
    "sdg": 1,
    "tatoeba": 0.8,
    "ms-beginners": 0.6,
    "gnome": 0.5,
    "debian-web": 0.4,
    "wiktionary": 0.4,
}
"""How often a pair of a source appears in one pass: news and other prose up, documentation (``OTHER_COPIES``) down.
A copy is augmented anew, so that three copies of a sentence are rarely the same three times."""
OTHER_COPIES = 0.25

DEV_SOURCES = {
    "wmt-news": 200,
    "europarl": 200,
    "debian-news": 150,
    "tatoeba": 300,
    "tico19": 50,
    "globalvoices-pivot": 50,
}
"""Pairs of each source that are held back for the dev set, at most a tenth of the source."""

_WORD = re.compile(r"\w+")


class Pair(NamedTuple):
    """One sentence (or a few) and its translation."""

    tag: str
    """Name of the source: wmt-news, tatoeba ..."""
    source: str
    target: str


def read(path: Path) -> list[Pair]:
    """The pairs of a ``tag, source, target`` file, tab-separated, plain or ``.xz``; lines that are not three fields
    are left out."""
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    rows = (line.split("\t") for line in text.split("\n"))
    return [Pair(*row) for row in rows if len(row) == 3 and row[1].strip() and row[2].strip()]


def plausible(pair: Pair) -> bool:
    """False for pairs that can hardly be translations of each other: the lengths in characters differ by more than
    2.2 and 15."""
    longer, shorter = max(len(pair.source), len(pair.target)), min(len(pair.source), len(pair.target))
    return longer < 2.2 * shorter + 15 and bool(_WORD.search(pair.source))


def split_dev(pairs: Iterable[Pair], held: Collection[str], rng: Random) -> tuple[list[Pair], list[Pair]]:
    """(training pairs, dev pairs). Dev is what ``held`` (English sides) names; if that is empty, ``DEV_SOURCES`` by
    chance.

    A pair whose English side is in dev is never in training, whatever its translation.
    """
    rows = list(pairs)
    if not held:
        by_tag: dict[str, list[Pair]] = {}
        for pair in rows:
            by_tag.setdefault(pair.tag, []).append(pair)
        chosen = (
            rng.sample(group, min(DEV_SOURCES.get(tag, 0), len(group) // 10)) for tag, group in sorted(by_tag.items())
        )
        held = {pair.source for group in chosen for pair in group}
    dev: dict[str, Pair] = {}
    for pair in rows:
        if pair.source in held:
            dev.setdefault(pair.source, pair)
    return [pair for pair in rows if pair.source not in held], list(dev.values())


def mix(pairs: Iterable[Pair], rng: Random) -> Iterator[tuple[Pair, int]]:
    """(pair, number of the copy from 0) for one pass, each source ``COPIES`` times; fractions by chance."""
    for pair in pairs:
        copies = COPIES.get(pair.tag, OTHER_COPIES)
        whole = int(copies) + (rng.random() < copies % 1)
        yield from ((pair, number) for number in range(whole))
