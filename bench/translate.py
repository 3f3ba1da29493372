"""Words per second of the offline engine, beside CTranslate2 alone and beside argostranslate, with the same model.

    python bench/translate.py [--quick] [FILE]

FILE holds one sentence a line; without it the sentences of articles/ are taken. Peers, in the same run:
``bare``: one ``translate_batch`` over all sentences, tokenized before the clock starts, same options and threads;
``single``: a sentence at a time with argostranslate's own options, which is how argostranslate calls CTranslate2;
``argostranslate``: the package itself, where ``argostranslate.translate`` can be imported.
Each runs several times in turn and its best time counts: on the clock, and of the processor, which other programs of
the machine disturb less. The last line of output is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from l10n import formats
from l10n.engines import models
from l10n.engines.argos import ArgosEngine
from l10n.engines.decoder import BEAM, Decoder
from l10n.engines.packages import contents
from l10n.engines.room import prepare
from l10n.model import Fragment

ROOT = Path(__file__).resolve().parent.parent


def sentences(file: str | None) -> list[str]:
    """Different sentences without markup, in order."""
    if file is not None:
        return list(dict.fromkeys(line for line in Path(file).read_text("utf-8").splitlines() if line.strip()))
    found: dict[str, None] = {}
    for path in sorted((ROOT / "articles").rglob("*")):
        if path.suffix in (".txt", ".md", ".html"):
            for segment in formats.read(path.read_bytes(), path.name).segments:
                found |= dict.fromkeys(prepare(segment.fragment, "en_GB", "es").sentences)
    return list(found)


def argostranslate(model: models.Model, folder: Path) -> Callable[[list[str]], object] | None:
    """argostranslate's own translation with the same package, or None where it cannot be imported."""
    os.environ.update(XDG_DATA_HOME=str(folder), XDG_CONFIG_HOME=str(folder), XDG_CACHE_HOME=str(folder),
                      ARGOS_PACKAGES_DIR=str(folder / "packages"))
    with zipfile.ZipFile(model.path) as archive:
        archive.extractall(folder / "packages")
    try:
        from argostranslate import translate
        translation = translate.get_translation_from_codes(model.source, model.target)
        translation.translate("Hello.")
    except Exception as problem:  # stanza or a sentence model missing, no network for them
        print(f"argostranslate: not compared ({problem})")
        return None
    return lambda texts: [translation.translate(text) for text in texts]


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    options.add_argument("file", nargs="?")
    given = options.parse_args()
    model = next(model for model in models.installed() if model.where == "built in")
    texts = sentences(given.file)[:150 if given.quick else 2000]
    words = sum(len(text.split()) for text in texts)
    decoder, engine = Decoder(model), ArgosEngine([model])
    pieces, weights = contents(model)

    from ctranslate2 import Translator
    from sentencepiece import SentencePieceProcessor

    processor = SentencePieceProcessor(model_proto=pieces)
    tokens = [processor.encode(text, out_type=str) for text in texts]
    alone = Translator("alone", compute_type="int8", files=weights, inter_threads=decoder.workers, intra_threads=1)
    argos = Translator("argos", compute_type="auto", files=weights, inter_threads=1, intra_threads=0)

    def single(sample: list[str]) -> None:
        for text in sample:
            argos.translate_batch([processor.encode(text, out_type=str)], replace_unknowns=True, max_batch_size=32,
                                  batch_type="tokens", beam_size=4, num_hypotheses=4, length_penalty=0.2,
                                  return_scores=True)

    few = texts[:40 if given.quick else 500]
    runs: dict[str, tuple[Callable[[], object], int]] = {
        "engine": (lambda: engine.translate([Fragment(text) for text in texts], "en", "es"), words),
        "bare": (lambda: alone.translate_batch(tokens, beam_size=BEAM, max_batch_size=2048, batch_type="tokens"),
                 words),
        "single": (lambda: single(few), sum(len(text.split()) for text in few)),
    }
    with tempfile.TemporaryDirectory() as folder:
        if peer := argostranslate(model, Path(folder)):
            runs["argostranslate"] = (lambda: peer(few), runs["single"][1])
        best = dict.fromkeys(runs, (float("inf"), float("inf")))
        engine.translate([Fragment("Warm.")], "en", "es")
        for _ in range(2 if given.quick else 3):
            for name, (run, _) in runs.items():
                clock, processor_time = time.perf_counter(), time.process_time()
                run()
                took = time.perf_counter() - clock, time.process_time() - processor_time
                best[name] = min(best[name][0], took[0]), min(best[name][1], took[1])
    rates = {name: tuple(round(size / seconds, 1) for seconds in best[name]) for name, (_, size) in runs.items()}
    ratios = {name: tuple(round(mine / theirs, 3) for mine, theirs in zip(rates["engine"], rate, strict=True))
              for name, rate in rates.items() if name != "engine"}
    print(f"{'words per second':16} {'clock':>8} {'processor':>10}   engine beside it")
    for name, rate in rates.items():
        beside = " · ".join(f"{ratio:.2f}x" for ratio in ratios.get(name, ()))
        print(f"{name:16} {rate[0]:8.0f} {rate[1]:10.0f}   {beside}")
    print(json.dumps({"bench": "translate", "sentences": len(texts), "words": words,
                      "clock": {name: rate[0] for name, rate in rates.items()},
                      "processor": {name: rate[1] for name, rate in rates.items()},
                      "engine_to_bare": ratios["bare"][1], "engine_to_single": ratios["single"][0]}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
