"""Whether inline markup survives offline translation, and whether it comes out around the right words.

    python bench/markup.py [--quick] [--count N] [--pairs FILE] [FOLDER ...]

Segments with 1 to 4 inline parts are taken from the Markdown and HTML files of the folders (without one, of articles/,
docs/ and README.md), translated from English to Spanish by the model that is built in, put into their article and read
again by its format. ``reparsed``: the segment is read back with the same set of parts, each as often, byte for byte but
for translatable values and the labels that reference links need once their text is translated. ``spans``: agreement
with alignments by hand (tests/engines/spans.*.tsv), F1 over the words of a given target: with the model's attention,
with little words at the edges as in the source, with the translation of each stretch alone; ``small``: without a model,
by words that are the same and position; ``counted``: with a dictionary counted on FILE (lines of tag, English, other
language), all there is for French here. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "engines"))

import spans as by_hand

from l10n import formats
from l10n.engines import models
from l10n.engines.alignment import Aligned, align
from l10n.engines.argos import ArgosEngine
from l10n.engines.decoder import Decoder
from l10n.errors import ArticleError
from l10n.mask import mask, settle
from l10n.model import Document, Fragment, Segment
from training.align import Lexicon, lexicon
from training.align import words as words_of
from training.corpus import Pair

ROOT = Path(__file__).resolve().parent.parent
OWN = ("articles", "docs", "README.md")


def documents(folders: Sequence[Path]) -> list[Document]:
    """The Markdown and HTML files that can be read, those of different folders in turn."""
    files = [path for folder in folders for path in ([folder] if folder.is_file() else sorted(folder.rglob("*")))
             if path.suffix.lower() in (".md", ".html", ".htm") and path.is_file()]
    out = []
    for path in files:
        try:
            out.append(formats.read(path.read_bytes(), path.name))
        except ArticleError:
            continue
    return out


def chosen(found: Sequence[Document], count: int) -> dict[int, list[Segment]]:
    """Index of a document → its segments of 1 to 4 parts and some words, ``count`` in all, different texts."""
    out: dict[int, list[Segment]] = {}
    seen: set[str] = set()
    for index, document in enumerate(found):
        for segment in document.segments:
            parts = mask(settle(segment.fragment)).parts
            if 1 <= len(parts) <= 4 and segment.text not in seen and len(re.findall(r"[A-Za-z]{2,}", segment.text)) > 3:
                seen.add(segment.text)
                out.setdefault(index, []).append(segment)
                if len(seen) == count:
                    return out
    return out


def bones(fragment: Fragment) -> Counter[tuple[str, str, str]]:
    """The inline markup of a text, without translatable values."""
    out: Counter[tuple[str, str, str]] = Counter()
    for inline in settle(fragment).inlines:
        raw, at = "", inline.span.start
        for value in (*inline.texts, None):
            raw += settle(fragment).text[at:value.start if value else inline.span.end]
            at = value.end if value else at
        if inline.kind == "link" and inline.role == "close" and re.fullmatch(r"\](\[.*\])?", raw):
            raw = "][…]"     # [harbour] and [puerto][harbour] are one reference
        out[inline.kind, inline.role, raw] += 1
    return out


def markup(found: Sequence[Document], count: int) -> dict[str, object]:
    """How many segments keep their parts."""
    engine = ArgosEngine([model for model in models.installed() if model.where == "built in"])
    work = chosen(found, count)
    texts = [segment.fragment for segments in work.values() for segment in segments]
    start = time.perf_counter()
    made = iter(engine.translate(texts, "en_GB", "es"))
    seconds = time.perf_counter() - start
    reparsed = refused = parts = partwise = put_back = 0
    broken: list[str] = []
    for index, segments in work.items():
        results = dict(zip(segments, made, strict=False))
        targets = {segment: result.text for segment, result in results.items() if result.text}
        again = formats.fragments(found[index], targets)
        for segment, result in results.items():
            wanted = bones(segment.fragment)
            parts += len(mask(settle(segment.fragment)).parts)
            if segment not in targets:
                refused += 1
                continue
            partwise += any("part by part" in reason for reason in result.reasons)
            put_back += any("put back" in reason for reason in result.reasons)
            fits = bones(again[segment]) == wanted
            reparsed += fits
            if not fits:
                broken.append(f"{segment.text}  ⇒  {targets[segment]}")
    for line in broken[:20]:
        print(f"not the same parts: {line}")
    return {"segments": len(texts), "parts": parts, "seconds": round(seconds, 1), "refused": refused,
            "reparsed": reparsed, "put_back": put_back, "part_by_part": partwise}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--pairs", type=Path, action="append", default=[])
    parser.add_argument("folders", nargs="*", type=Path)
    given = parser.parse_args()
    folders = given.folders or [ROOT / name for name in OWN]
    result: dict[str, object] = {"bench": "markup"}
    result |= markup(documents(folders), 100 if given.quick else given.count)
    result["spans"] = agreement(given.pairs)
    print(json.dumps(result))
    return 0


def agreement(pairs: Sequence[Path]) -> dict[str, object]:
    """F1 with the alignments by hand, by language and means."""
    decoder = Decoder(next(model for model in models.installed() if model.where == "built in"))
    found = by_hand.cases("es")
    aligned = by_hand.forced(decoder, [(case.task.view.text, case.target) for case in found])
    phrases = sorted({phrase for case in found for phrase in case.task.hints.values()})
    said = {phrase: "" if result.fault else result.aligned.text
            for phrase, result in zip(phrases, decoder.decode(phrases), strict=True)}
    out = {"es attention": by_hand.score(found, aligned, lambda _: "", ("", "")),
           "es attention, edges": by_hand.score(found, aligned, lambda _: "", ("en", "es")),
           "es attention, edges, phrases": by_hand.score(found, aligned, said.__getitem__, ("en", "es"))}
    for language in ("es", "fr"):
        found = by_hand.cases(language)
        sides = [(case.task.view.text, case.target) for case in found]
        out[f"{language} small"] = by_hand.score(
            found, [align(*side, (), (), ()) for side in sides], lambda _: "", ("en", language))
        for file in pairs:
            if file.name.startswith(f"en-{language}."):
                known = dictionary(file)
                out[f"{language} counted"] = by_hand.score(
                    found, [counted(*side, known) for side in sides],
                    lambda phrase, known=known: " ".join(      # type: ignore[misc]
                        max(known[word], key=known[word].__getitem__) for word in words_of(phrase) if word in known),
                    ("en", language))
    return {name: round(score.f1, 3) for name, score in out.items()}


def dictionary(file: Path, most: int = 150_000) -> Lexicon:
    """Words that come together in the lines of a file, xz or plain: tag, English, other language."""
    with (lzma.open if file.suffix == ".xz" else open)(file, "rt", encoding="utf-8") as lines:
        return lexicon(Pair(*line.rstrip("\n").split("\t")[:3]) for line in islice(lines, most))


def counted(source: str, target: str, known: Lexicon) -> Aligned:
    """An alignment by a dictionary, words that are the same or begin alike, and position."""
    plain = align(source, target, (), (), ())
    theirs, ours = ([text[span.start:span.end].lower() for span in spans]
                    for text, spans in ((source, plain.columns), (target, plain.rows)))
    rows = []
    for at, word in enumerate(ours):
        word = word.split("'")[-1]
        row = [known.get(other, {}).get(word, 0.0) + (other == word and word.isalnum())
               + 0.5 * (len(word) > 4 and other[:4] == word[:4]) for other in theirs]
        row = [(weight + 0.02) / (1 + 4 * abs(at / len(ours) - place / len(theirs)))
               for place, weight in enumerate(row)]
        rows.append(tuple(weight / sum(row) for weight in row))
    return Aligned(target, plain.columns, plain.rows, tuple(rows))


if __name__ == "__main__":
    sys.exit(main())
