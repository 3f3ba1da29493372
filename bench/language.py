"""How well a text in the wrong language is told, by length: the rule S108 beside detectors that are installed.

    python bench/language.py [--quick]
    uv pip install py3langid lingua-language-detector    # to have them beside it

Translations of the parallel text beside the project, of 1 to 3, 4 to 8 and more words: 600 of each length in each of
five languages where they belong, and 120 of each other language and of English where one of these is expected. The
detectors know these six languages and no other; a text is told where another language is likelier than the expected
one, by the probability after the name at least. ``recall``: share of the strangers told; ``false``: of those at home,
in 1,000. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from l10n import checks, locales
from l10n.model import Entry, State

PARALLEL = Path(__file__).parents[2] / "shared" / "parallel"
SOURCES = ("wmt-news", "europarl", "globalvoices-pivot", "tico19", "xquad", "ud-pud", "debian-news", "tatoeba")
LOCALES = ("es", "fr", "de", "pt_BR", "it")
LANGUAGES = ("en", *map(locales.language, LOCALES))
LENGTHS = {"1-3": 1, "4-8": 4, "9+": 9}
Text = tuple[str, str, str]
"""(language expected, English, text)."""
Tells = Callable[[Text], float]
"""How sure it is that a text is in another language than expected, 0 to 1."""
_WORD = re.compile(r"[^\W\d_]+")


def length(text: str) -> str:
    return next((name for name, least in reversed(LENGTHS.items()) if len(_WORD.findall(text)) >= least), "")


def pool(count: int) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(language, length) → pairs of English and that language, for English of it and itself."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for locale in LOCALES:
        language = locales.language(locale)
        with lzma.open(PARALLEL / f"en-{language}.tsv.xz", "rt", encoding="utf-8", newline="\n") as lines:
            rows = [row[1:] for row in (line.rstrip("\n").split("\t") for line in lines) if row[0] in SOURCES]
        random.Random(5).shuffle(rows)
        for source, target in rows:
            for name, text in (("en", source), (language, target)):
                here = found.setdefault((name, length(text)), [])
                if source != target and length(text) and len(here) < count:
                    here.append((source, text))
    return found


def texts(known: dict[tuple[str, str], list[tuple[str, str]]], count: int) -> Iterator[tuple[str, bool, Text]]:
    """(length, whether it is at home, the text)."""
    chance = random.Random(5)
    for language in LANGUAGES[1:]:
        for size in LENGTHS:
            home = known[language, size]
            yield from ((size, True, (language, source, text)) for source, text in home)
            for other in LANGUAGES:
                if other != language:
                    yield from ((size, False, (language, chance.choice(home)[0], text))
                                for _, text in chance.sample(known[other, size], count))


def ours(text: Text) -> float:
    expected, source, target = text
    return float(any(rule.code == "S108" for rule, _ in checks.pair(Entry(source, None, target, State.REVIEWED),
                                                                    expected, "en_US")))


def py3langid() -> Tells:
    module = import_module("py3langid.langid")
    identifier = module.LanguageIdentifier.from_model_file(module.MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return lambda text: _surer(dict(identifier.rank(text[2])), text[0])


def lingua() -> Tells:
    module: Any = import_module("lingua")
    codes = [getattr(module.IsoCode639_1, language.upper()) for language in LANGUAGES]
    detector = module.LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_preloaded_language_models().build()
    return lambda text: _surer({one.language.iso_code_639_1.name.lower(): one.value
                                for one in detector.compute_language_confidence_values(text[2])}, text[0])


def _surer(likely: dict[str, float], expected: str) -> float:
    other = max(share for language, share in likely.items() if language != expected)
    return other if other > likely.get(expected, 0.0) else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a sixth of the texts")
    asked = parser.parse_args()
    if not PARALLEL.exists():
        print("no parallel text beside the project\n{}")
        return
    share = 6 if asked.quick else 1
    sample = list(texts(pool(600 // share), 120 // share))
    result: dict[str, object] = {"texts": len(sample)}
    for name, load in (("S108", lambda: ours), ("py3langid", py3langid), ("lingua", lingua)):
        began = time.process_time()
        try:
            tells = load()
        except ImportError:
            print(f"{name} is not installed")
            continue
        loaded = time.process_time()
        sure = [(size, at_home, tells(text)) for size, at_home, text in sample]
        spent = time.process_time() - loaded
        for least in (1.0,) if tells is ours else (0.9, 0.99):
            told = Counter((size, at_home) for size, at_home, how in sure if how >= least)
            whole = Counter((size, at_home) for size, at_home, _ in sure)
            row = {size: {"recall": round(told[size, False] / whole[size, False], 3),
                          "false": round(1000 * told[size, True] / whole[size, True], 1)} for size in LENGTHS}
            result[f"{name} {least:g}"] = row
            print(name, f"{least:g}", row)
        result[f"{name} cost"] = {"load_s": round(loaded - began, 2), "us_a_text": round(1e6 * spent / len(sample))}
        print(name, result[f"{name} cost"])
    print(json.dumps(result))


if __name__ == "__main__":
    main()
