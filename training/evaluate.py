#!/usr/bin/env python3
"""Scores of translation models: ``training/evaluate.py MODEL.argosmodel ...``

BLEU and chrF on every test set that is there, sentences a second, size; placeholders, loops, empty outputs, unseen
names. Prints Markdown tables. Any Argos package that uses SentencePiece can be given.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.augment import SMALL_WORDS, title_case
from training.package import Package

HERE = Path(__file__).resolve().parent
SETS = (HERE / "eval", HERE.parent.parent / "shared" / "eval")
"""Folders of ``<set>.<language>`` files, a sentence a line: our own, and the shared one where there is one."""
MARKER = re.compile(r"⟦/?\d+⟧|\{\w+\}|</?[a-z]+\d*/?>")
LOOP = re.compile(r"(?=(\S.{1,40}?)(?:[\s,]*\1){3,}(?!\w))", re.DOTALL)
"""Something said four times in a row."""


class Score(NamedTuple):
    """What a model reaches on one set."""

    name: str
    sentences: int
    bleu: float
    chrf: float
    speed: float
    """Sentences a second on two threads, decoded as the package says."""
    loops: int
    empty: int


class Names(NamedTuple):
    """How names come out that no training text has."""

    right: int
    """Sentences whose names all stand in the output, as they are or in a form that the list allows."""
    sentences: int
    missed: tuple[tuple[str, str], ...]
    """(name, output) of the others."""


def sets(source: str, target: str, folders: Sequence[Path] = SETS) -> dict[str, tuple[list[str], list[str]]]:
    """name → (source lines, reference lines) of every set that has both languages."""
    found = {}
    for folder in folders:
        for path in sorted(folder.glob(f"*.{source}")):
            reference = path.with_suffix(f".{target}")
            if reference.is_file():
                found[path.stem] = (_lines(path), _lines(reference))
    return found


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def bleu(outputs: Sequence[str], references: Sequence[str]) -> tuple[float, float, str]:
    """(BLEU, chrF2, signatures) by sacrebleu."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    metrics = BLEU(), CHRF()
    b, c = (metric.corpus_score(list(outputs), [list(references)]).score for metric in metrics)
    return b, c, f"BLEU {metrics[0].get_signature()} · chrF2 {metrics[1].get_signature()}"


def score(model: Package, name: str, lines: Sequence[str], references: Sequence[str]) -> tuple[Score, list[str], str]:
    """(figures, outputs, signatures) on one set."""
    model.translate(lines[:2])
    start = time.perf_counter()
    outputs = [one.text for one in model.translate(lines)]
    seconds = time.perf_counter() - start
    b, c, signature = bleu(outputs, references)
    loops, empty = faults(lines, outputs)
    return Score(name, len(lines), b, c, len(lines) / seconds, loops, empty), outputs, signature


def faults(lines: Sequence[str], outputs: Sequence[str]) -> tuple[int, int]:
    """(outputs that say something four times in a row where the source does not, outputs without letter or digit)."""
    loops = sum(bool(LOOP.search(out)) and not LOOP.search(line) for line, out in zip(lines, outputs, strict=True))
    return loops, sum(not any(map(str.isalnum, out)) for out in outputs)


def placeholder_lines(sentences: Sequence[str], count: int = 1000, seed: int = 1) -> list[str]:
    """Sentences with one to three placeholders at word boundaries, by chance: half of them ``⟦1⟧`` alone or around
    words, the rest ``{1}`` and tags."""
    rng = Random(seed)
    lines: list[str] = []
    pool = [s for s in sentences if 5 <= len(s.split()) <= 30 and not MARKER.search(s)]
    while len(lines) < count and pool:
        words = rng.choice(pool).split()
        kind = rng.choice(("alone", "around", "brace", "tag"))
        places = sorted(rng.sample(range(len(words)), min(len(words), rng.choice((1, 2, 3)))))
        for number, at in enumerate(places, 1):
            if kind == "alone":
                words[at] = f"⟦{number}⟧ {words[at]}"
            elif kind == "around":
                words[at] = f"⟦{number}⟧{words[at]}⟦/{number}⟧"
            elif kind == "brace":
                words[at] = f"{words[at]} {{{number}}}"
            else:
                words[at] = f"<b>{words[at]}</b>"
        lines.append(" ".join(words))
    return lines


def kept(line: str, output: str) -> bool:
    """All placeholders and tags of the line stand in the output as often as in the line."""
    return sorted(MARKER.findall(line)) == sorted(MARKER.findall(output))


def headlines(sentences: Sequence[str], count: int = 1000, seed: int = 2) -> list[str]:
    """Short lines as headlines in capitals and title case, and fragments of two to five words."""
    rng = Random(seed)
    pool = [s for s in sentences if 3 <= len(s.split()) <= 14]
    forms: tuple[Callable[[str], str], ...] = (
        str.upper,
        title_case,
        lambda s: " ".join(s.split()[: rng.randrange(2, 6)]),
        lambda s: " ".join(w for w in s.split() if w.lower() not in SMALL_WORDS),
    )
    return [rng.choice(forms)(rng.choice(pool).rstrip(".")) for _ in range(count if pool else 0)]


def names(model: Package, source: str, target: str, folder: Path = HERE / "eval") -> Names | None:
    """Names of ``eval/names.<source>`` in the output; ``eval/names.tsv`` says for each line which ones and in which
    forms.

    A line of the list: number of the sentence from 1, the name, and after a tab each a form that is right too in
    ``target`` (``es:Pekín``; without a language, in all). None where the files are not there.
    """
    sentences, listed = folder / f"names.{source}", folder / "names.tsv"
    if not sentences.is_file() or not listed.is_file():
        return None
    lines = _lines(sentences)
    outputs = [one.text for one in model.translate(lines)]
    wrong: dict[int, tuple[str, str]] = {}
    for row in _lines(listed):
        number, name, *forms = row.split("\t")
        if not number.isdigit():
            continue
        allowed = {name} | {
            form.removeprefix(f"{target}:") for form in forms if ":" not in form or form.startswith(f"{target}:")
        }
        if not any(form in outputs[int(number) - 1] for form in allowed):
            wrong.setdefault(int(number), (name, outputs[int(number) - 1]))
    return Names(len(lines) - len(wrong), len(lines), tuple(wrong.values()))


def report(path: Path, *, first: int | None = None, folders: Sequence[Path] = SETS) -> tuple[dict[str, object], str]:
    """(figures for ``metadata.json`` and the card, Markdown) of one package; ``first`` looks at that many lines of a
    set only."""
    model = Package(path)
    source, target = model.metadata["from_code"], model.metadata["to_code"]
    found = {name: (a[:first], b[:first]) for name, (a, b) in sets(source, target, folders).items()}
    text = [f"## {path.name}: {source} → {target}, {path.stat().st_size / 2**20:.1f} MiB", ""]
    text += ["| set | sentences | BLEU | chrF2 | sentences/s | loops | empty |", "|---|---|---|---|---|---|---|"]
    figures: dict[str, object] = {}
    signature = ""
    everything: list[str] = []
    for name, (lines, references) in found.items():
        result, _, signature = score(model, name, lines, references)
        everything += lines
        figures[name] = {"bleu": round(result.bleu, 1), "chrf": round(result.chrf, 1)}
        text.append(
            f"| {name} | {result.sentences:,} | {result.bleu:.1f} | {result.chrf:.1f} | {result.speed:.0f}"
            f" | {result.loops} | {result.empty} |"
        )
    text += ["", signature, ""]
    if everything:
        lines = placeholder_lines(everything)
        outputs = [one.text for one in model.translate(lines)]
        good = sum(map(kept, lines, outputs))
        masks = [kept(line, out) for line, out in zip(lines, outputs, strict=True) if "⟦" in line]
        figures["placeholders"] = round(good / len(lines), 3)
        figures["markers"] = round(sum(masks) / max(1, len(masks)), 3)
        text.append(
            f"- Placeholders and tags: {good} of {len(lines)} sentences keep all of them, once each;"
            f" `⟦1⟧` {sum(masks)} of {len(masks)}."
        )
        short = headlines(everything)
        loops, empty = faults(short, [one.text for one in model.translate(short)])
        figures["headline faults"] = loops + empty
        text.append(f"- {len(short)} headlines in capitals, title case and fragments: {loops} loops, {empty} empty.")
    unseen = names(model, source, target)
    if unseen:
        figures["names"] = round(unseen.right / unseen.sentences, 3)
        text.append(f"- Unseen names: right in {unseen.right} of {unseen.sentences} sentences.")
    return figures, "\n".join(text) + "\n"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="+", type=Path)
    parser.add_argument("--first", type=int, help="only so many lines of each set")
    parser.add_argument("--sets", type=Path, action="append", help="a folder of test sets in place of the usual ones")
    parser.add_argument("--json", action="store_true", help="figures as one JSON object a line, after the tables")
    options = parser.parse_args()
    for path in options.model:
        figures, text = report(path, first=options.first, folders=options.sets or SETS)
        print(text)
        if options.json:
            print(json.dumps({"model": path.name, **figures}, ensure_ascii=False))


if __name__ == "__main__":
    main()
