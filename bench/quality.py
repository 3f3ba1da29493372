"""What users get of a model: its scores through the whole engine, beside those of the model alone, in one run.

    python bench/quality.py [--quick] [MODEL.argosmodel]

The test sets, placeholders, headlines and names are those of ``training/evaluate.py``, which runs the model alone. The
engine splits sentences, keeps markup apart, puts numbers, names and marks right, and gives back as untranslated what
loops or says nothing. It writes the quotation marks and spaces of the locale, which test sets with typewriter marks
count as wrong: hence BLEU once more with both made alike on all sides. An untranslated text counts as the source's own
words, since that is what an edition then shows. The starter without an argument. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).parents[1]
sys.path[:] = [str(ROOT), *(place for place in sys.path if Path(place or ".").resolve() != ROOT / "bench")]

from l10n.engines import models  # noqa: E402
from l10n.engines.argos import ArgosEngine  # noqa: E402
from l10n.engines.packages import inspect  # noqa: E402
from l10n.model import Fragment, Inline, Span  # noqa: E402
from training import evaluate  # noqa: E402
from training.package import Package  # noqa: E402


class Engine:
    """The engine, to be asked as a ``Package`` is."""

    def __init__(self, model: models.Model) -> None:
        self._engine = ArgosEngine([model])
        self._pair = model.source, model.target
        self.refused = 0
        """Texts that came back untranslated."""

    def translate(self, lines: Sequence[str]) -> list[SimpleNamespace]:
        """One output a line, in order; the line itself where there is none."""
        found = self._engine.translate([fragment(line) for line in lines], *self._pair)
        self.refused += sum(not one.text for one in found)
        return [SimpleNamespace(text=one.text or line) for line, one in zip(lines, found, strict=True)]


def fragment(line: str) -> Fragment:
    """The line as an article would have it: placeholders are atoms, tags and ``⟦1⟧ … ⟦/1⟧`` enclose."""
    marks = list(evaluate.MARKER.finditer(line))
    closing = {mark[0].replace("/", "") for mark in marks if mark[0][1] == "/"}
    return Fragment(line, tuple(
        Inline(Span(*mark.span()), "tag" if mark[0][0] == "<" else "placeholder",
               "close" if mark[0][1] == "/" else "open" if mark[0] in closing else "atom") for mark in marks))


def alike(text: str) -> str:
    """A text with typewriter quotation marks and no space before the percent sign."""
    return re.sub("[ \u00a0\u202f]+%", "%", re.sub("[‘’]", "'", re.sub("[“”„«»]", '"', text)))


def figures(model: Package | Engine, pair: tuple[str, str], first: int | None) -> dict[str, float | int]:
    """Name of a figure → its value; rates from 0 to 1."""
    found: dict[str, float | int] = {}
    everything: list[str] = []
    loops = empty = 0
    for name, (lines, references) in evaluate.sets(*pair).items():
        lines, references = lines[:first], references[:first]
        everything += lines
        outputs = [one.text for one in model.translate(lines)]
        found[f"{name}, BLEU"], found[f"{name}, chrF2"], _ = evaluate.bleu(outputs, references)
        found[f"{name}, BLEU, marks alike"], *_ = evaluate.bleu(*(list(map(alike, texts))
                                                                  for texts in (outputs, references)))
        more = evaluate.faults(lines, outputs)
        loops, empty = loops + more[0], empty + more[1]
    found |= {"loops in the sets": loops, "empty in the sets": empty}
    count = 1000 if first is None else first
    lines = evaluate.placeholder_lines(everything, count)
    outputs = [one.text for one in model.translate(lines)]
    found["placeholders and tags kept"] = sum(map(evaluate.kept, lines, outputs)) / len(lines)
    lines = evaluate.headlines(everything, count)
    found["loops and empty outputs in headlines"] = sum(
        evaluate.faults(lines, [one.text for one in model.translate(lines)]))
    if unseen := evaluate.names(model, *pair):  # type: ignore[arg-type]
        found["unseen names right"] = unseen.right / unseen.sentences
    return found


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true")
    options.add_argument("model", nargs="?", type=Path)
    given = options.parse_args()
    model = inspect(given.model, "argos", "added") if given.model else next(
        one for one in models.installed() if one.where == "built in")
    if model.problem:
        print(f"{model.path}: {model.problem}", file=sys.stderr)
        return 2
    pair, first = (model.source, model.target), 60 if given.quick else None
    engine = Engine(model)
    alone, through = figures(Package(model.path), pair, first), figures(engine, pair, first)
    print(f"{model.origin}: {'alone':>44} {'through l10n':>14}")
    for name, value in alone.items():
        rows = [f"{one:.1%}" if isinstance(one, float) and "," not in name else f"{one:.1f}" if isinstance(one, float)
                else f"{one}" for one in (value, through[name])]
        print(f"{name:48} {rows[0]:>12} {rows[1]:>14}")
    print(f"left untranslated by the engine: {engine.refused}")
    print(json.dumps({"bench": "quality", "model": model.origin, "alone": alone, "through": through,
                      "untranslated": engine.refused}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
