"""Agreed terms: how many a translation has, what that costs, and which way of putting them in is the better one.

    python bench/terms.py [--quick]

Our own set is tests/engines/terms: sentences whose terms are marked with the form that is right in the target, and a
glossary for them. The other one is newstest2013 of ../shared/eval, where that is there and unless ``--quick``: its
glossary holds the words whose translation the references agree on (Dice coefficient of 0.7 at least), and its terms are
counted by our own matching. ``free`` is the model without a glossary, ``chosen`` what the engine does; ``repaired`` and
``disguised`` are its two ways, each for itself (l10n/engines/terms.py). The last line of output is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sacrebleu.metrics.bleu import BLEU

from l10n import glossary
from l10n.engines import models, terms
from l10n.engines.argos import ArgosEngine
from l10n.engines.decoder import Decoder
from l10n.glossary import Term
from l10n.model import Fragment

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "tests/engines/terms"
NEWS = ROOT.parent / "shared/eval/newstest2013"
_MARKED = re.compile(r"\{([^|}]*)\|([^}]*)\}")
_ARTICLES = {"el": "m", "la": "f", "los": "mp", "las": "fp", "un": "m", "una": "f", "unos": "mp", "unas": "fp",
             "del": "m", "al": "m"}


def own() -> tuple[list[str], list[list[str]], list[str]]:
    """(sentences, the right forms of the terms in each, reference translations) of our own set."""
    rows = [line.split("\t") for line in (OWN / "sentences.tsv").read_text("utf-8").splitlines()]
    return ([_MARKED.sub(r"\1", row[0]) for row in rows],
            [[form for _, form in _MARKED.findall(row[0])] for row in rows], [row[1] for row in rows])


def right(outputs: Sequence[str], forms: Sequence[Sequence[str]]) -> tuple[int, int, list[tuple[str, str]]]:
    """(terms in the right form, all terms, (form, output) of each that is not) by forms written by hand; a form that
    is wanted twice must stand there twice."""
    wrong = []
    for output, wanted in zip(outputs, forms, strict=True):
        for form, times in Counter(wanted).items():
            pattern = re.escape(form).replace(r"\*", r"\w*")
            there = len(re.findall(rf"(?<!\w){pattern}(?!\w)", output, re.IGNORECASE))
            wrong += [(form, output)] * max(0, times - there)
    every = sum(map(len, forms))
    return every - len(wrong), every, wrong


def kept(outputs: Sequence[str], forms: Sequence[Sequence[str]], names: Sequence[str]) -> tuple[int, int]:
    """(names that are not to be translated and stand there letter by letter, all of them)."""
    wanted = [(output, form) for output, row in zip(outputs, forms, strict=True) for form in row if form in names]
    there = sum(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", output) is not None for output, form in wanted)
    return there, len(wanted)


def bleu(outputs: Sequence[str], references: Sequence[str]) -> float:
    """BLEU of all outputs together."""
    return float(BLEU().corpus_score(list(outputs), [list(references)]).score)


def articles(outputs: Sequence[str], agreed: Sequence[Term]) -> tuple[int, int]:
    """(terms whose article has their gender and number, terms with an article in front) in Spanish."""
    good = every = 0
    for term in agreed:
        if term.fixed or term.forbidden or not (kind := glossary.gender(term, "es")):
            continue
        for mark, form in (("", term.target), ("p", glossary.romance.plural(term.target, "es") or "")):
            for output in outputs:
                for found in re.finditer(rf"\b(\w+) {re.escape(form)}(?!\w)", output, re.IGNORECASE):
                    if (said := _ARTICLES.get(found[1].lower())) and form != "crisis":
                        every += 1
                        good += said == kind + mark
    return good, every


def drawn(sentences: Sequence[str], references: Sequence[str]) -> tuple[Term, ...]:
    """A glossary of the nouns that a parallel text translates alike: pairs of words with a Dice coefficient of 0.7."""
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for one, two in zip(sentences, references, strict=True):
        a, b = ({word.lower() for word in re.findall(r"[^\W\d_]+", text)} for text in (one, two))
        left.update(a)
        right.update(b)
        both.update((x, y) for x in a if len(x) > 4 for y in b if len(y) > 3)
    whole = "\n".join(sentences)
    out: dict[str, Term] = {}
    dice = {pair: 2 * n / (left[pair[0]] + right[pair[1]]) for pair, n in both.items() if n > 3}
    for x, y in sorted(dice, key=lambda pair: (-dice[pair], pair)):
        if dice[x, y] >= 0.7 and left[x] < 60 and x not in out and x != y and not (x.endswith("s") or y.endswith("s")):
            all_ = len(re.findall(rf"\b{x}s?\b", whole))
            nouns = len(re.findall(rf"\b(?:the|an?|this|of|every) {x}s?\b", whole, re.IGNORECASE))
            if all_ and nouns > all_ / 4:
                out[x] = Term(x, y, "noun")
    return tuple(out.values())


def ways(decoder: Decoder, sentences: Sequence[str], agreed: Sequence[Term]) -> dict[str, list[str]]:
    """The translations of sentences with each way of putting terms in."""
    free = dict(zip(sentences, decoder.decode(sentences, sentences), strict=True))
    work = [found for sentence, made in free.items()
            if (found := terms.wanting(sentence, made, agreed, "en", "es")) is not None]
    made = decoder.decode([one.disguised for one in work], [one.disguised for one in work])
    pairs = list(zip(work, made, strict=True))
    done: dict[str, Callable[[], list[Any]]] = {
        "repaired": lambda: [terms.repaired(one) for one, _ in pairs],
        "disguised": lambda: [terms.revealed(one, way) for one, way in pairs],
        "chosen": lambda: terms.chosen(work, made, decoder.likelihood)}
    out = {"free": [free[sentence].aligned.text for sentence in sentences]}
    for name, run in done.items():
        new = {one.sentence: way.aligned.text for one, way in zip(work, run(), strict=True)}
        out[name] = [new.get(sentence, free[sentence].aligned.text) for sentence in sentences]
    return out


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    given = options.parse_args()
    model = next(model for model in models.installed() if model.where == "built in")
    decoder = Decoder(model)
    figures: dict[str, Any] = {"bench": "terms", "model": model.origin}

    def show(name: str, outputs: Sequence[str], references: Sequence[str], counts: tuple[int, int],
             more: str = "") -> dict[str, float]:
        share, quality = counts[0] / counts[1], bleu(outputs, references)
        print(f"  {name:10} {counts[0]:5,} of {counts[1]:5,} terms {share:7.1%}   BLEU {quality:5.2f}{more}")
        return {"terms": round(share, 4), "bleu": round(quality, 2)}

    agreed = glossary.read_csv((OWN / "glossary.csv").read_bytes(), "glossary.csv")
    sentences, forms, references = own()
    print(f"own set, {len(sentences)} sentences")
    by_way = ways(decoder, sentences, [term for term in agreed if not term.fixed])
    engine = ArgosEngine([model], terms=lambda _: agreed)
    by_way["engine"] = [one.text for one in engine.translate([Fragment(text) for text in sentences], "en", "es")]
    for name, outputs in by_way.items():
        counts, names, agreeing = right(outputs, forms), kept(
            outputs, forms, [term.target for term in agreed if term.fixed]), articles(outputs, agreed)
        figures[f"own {name}"] = show(name, outputs, references, counts[:2], f"   names {names[0]} of {names[1]}   "
                                      f"articles {agreeing[0]} of {agreeing[1]}")
    figures["own names kept"] = names[0] / names[1]
    for form, output in counts[2]:
        print(f"    not there: {form}: {output}")
    if not given.quick and NEWS.with_suffix(".es").is_file():
        lines = [NEWS.with_suffix(f".{tag}").read_text("utf-8").rstrip("\n").split("\n") for tag in ("en", "es")]
        agreed = drawn(*lines)
        pairs = [(one, two) for one, two in zip(*lines, strict=True) if glossary.find(one, agreed)]
        sentences, references = [one for one, _ in pairs], [two for _, two in pairs]
        print(f"newstest2013, {len(sentences):,} sentences, {len(agreed)} terms")
        for name, outputs in {"reference": references, **ways(decoder, sentences, agreed)}.items():
            met = [glossary.satisfied(one, two, agreed, "es") for one, two in zip(sentences, outputs, strict=True)]
            counts = sum(one for one, _ in met), sum(two for _, two in met)
            figures[f"newstest2013 {name}"] = show(name, outputs, references, counts)
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
