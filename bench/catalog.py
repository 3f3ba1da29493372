"""Reading and saving a large PO file beside polib, in the same process.

    python bench/catalog.py [--quick]

The last line is one JSON object. ``parse_save`` is polib's time over ours for reading a file and giving its bytes back,
``edit`` the same with one entry changed, both on one core and in CPU seconds; ``noop_update`` and ``update`` are our
own seconds for a merge that changes nothing and one in which a text in a hundred changed. polib has no peer for these.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import polib

from l10n import catalog
from l10n.model import Entry, Place, State, Translation

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PROSE = ("harbour council ferry strike ballot minister valley river bridge market price season storm winter coast "
         "school library museum evening morning night report figure number question answer plan vote meeting road "
         "the a of to in and for with on from at by said after before under over between new old small great")


def sample(count: int) -> bytes:
    """A catalog of prose: long and short texts, all states, the lines that real files have."""
    chance = random.Random(count)
    known = PROSE.split()
    template = []
    for number in range(count):
        words = [chance.choice(known) for _ in range(chance.choice((3, 8, 20, 45)))]
        text = f"{' '.join(words).capitalize()} “{number}”."
        context = "headline" if number % 7 == 0 else None
        template.append(Entry(text, context, places=(Place(f"articles/{number // 40}.md", number % 40 * 3 + 1),),
                              notes=("headline",) if context else ()))
    made = catalog.merge(catalog.new("bench.po", "es", "nplurals=2; plural=(n != 1);"), template, now=NOW)
    proposals = {entry.key: Translation(entry.source[::-1], "argos:en-es@1", 0.8, ("bench",))
                 for number, entry in enumerate(template) if number % 5}
    made = catalog.fill(made, proposals, now=NOW)
    return catalog.dump(catalog.approve(made, {key for number, key in enumerate(proposals) if number % 3}, now=NOW))


def seconds(work: Callable[[], Any], rounds: int) -> float:
    """CPU seconds of the fastest round."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--quick", action="store_true", help="20,000 entries and fewer rounds")
    quick = arguments.parse_args().quick
    count, rounds = (20_000, 2) if quick else (100_000, 3)
    data = sample(count)
    text = data.decode()
    parsed = catalog.parse(data, "bench.po")
    assert catalog.dump(parsed) == data
    one = next(entry for entry in parsed.entries if entry.state is State.REVIEWED)

    def ours_edited() -> bytes:
        return catalog.dump(catalog.write(catalog.parse(data, "bench.po"), {one.key: "Otra cosa"}, now=NOW))

    def polibs_edited() -> bytes:
        found = polib.pofile(text)
        found.find(one.source).msgstr = "Otra cosa"
        return str(found).encode()

    ours = seconds(lambda: catalog.dump(catalog.parse(data, "bench.po")), rounds)
    theirs = seconds(lambda: str(polib.pofile(text)).encode(), rounds)
    ours_edit = seconds(ours_edited, rounds)
    theirs_edit = seconds(polibs_edited, 1)
    template = [replace(entry, target="", state=State.UNTRANSLATED) for entry in parsed.entries]
    assert catalog.merge(parsed, template, now=NOW) is parsed
    noop = seconds(lambda: catalog.merge(parsed, template, now=NOW), rounds)
    moved = [replace(entry, source=f"Perhaps {entry.source}") if number % 100 == 1 else entry
             for number, entry in enumerate(template)]
    update = seconds(lambda: catalog.merge(parsed, moved, now=NOW), 1)
    stale = sum(entry.state is State.STALE for entry in catalog.merge(parsed, moved, now=NOW).entries)
    print(f"{count:,} entries, {len(data) / 1e6:.1f} MB, CPU seconds (best of {rounds})")
    print(f"  parse and save       {ours:6.2f}   polib {theirs:6.2f}   {theirs / ours:5.1f}x")
    print(f"  the same, one edit   {ours_edit:6.2f}   polib {theirs_edit:6.2f}   {theirs_edit / ours_edit:5.1f}x")
    print(f"  update, no change    {noop:6.2f}")
    print(f"  update, 1 % changed  {update:6.2f}   {stale:,} stale")
    print(json.dumps({"bench": "catalog", "entries": count, "parse_save": round(theirs / ours, 2),
                      "edit": round(theirs_edit / ours_edit, 2), "ours_s": round(ours, 3),
                      "polib_s": round(theirs, 3), "noop_update_s": round(noop, 3),
                      "update_s": round(update, 3), "stale": stale, "byte_identical": True}))


if __name__ == "__main__":
    main()
