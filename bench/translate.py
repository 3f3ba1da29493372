"""Words per second of offline translation, beside CTranslate2 alone and beside argostranslate, with the same model.

    python bench/translate.py [--quick] [FILE]

FILE holds one sentence a line; without it newstest2013 is taken where ``../shared/eval`` has it, or else the sentences
of articles/. In the same run, over the same sentences:

``run``             our way from gaps to proposals: masks, guards, alignment, batches; no cache
``bare``            one ``translate_batch`` over all sentences, tokenized before the clock starts, same options, threads
``argostranslate``  ``argostranslate.translate``, a sentence at a time, which is the only way it has. The sentence
                    splitters that it asks for (stanza, minisbd) fetch models from a network: one that gives a sentence
                    back as it is stands in for them, which saves it their time.
``again``           our way once more, from the sentence cache

Each of the first three runs several times in turn and its best time counts: on the clock, and of the processor, which
other programs of the machine disturb less. Then memory: resident megabytes after some sentences and after ten times as
many, cut short so that it ends today. The last line of output is one JSON object.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
import tempfile
import time
import types
import zipfile
from collections.abc import Callable
from pathlib import Path

from l10n import formats, translate
from l10n.engines import models
from l10n.engines.argos import ArgosEngine
from l10n.engines.decoder import Decoder
from l10n.engines.packages import contents
from l10n.engines.room import prepare
from l10n.model import Fragment

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT.parent / "shared" / "eval" / "newstest2013.en"


def sentences(file: str | None) -> list[str]:
    """Different sentences without markup, in order."""
    if file is not None or NEWS.is_file():
        return list(dict.fromkeys(line for line in Path(file or NEWS).read_text("utf-8").splitlines() if line.strip()))
    found: dict[str, None] = {}
    for path in sorted((ROOT / "articles").rglob("*")):
        if path.suffix in (".txt", ".md", ".html"):
            for segment in formats.read(path.read_bytes(), path.name).segments:
                found |= dict.fromkeys(prepare(segment.fragment, "en_GB", "es").sentences)
    return list(found)


def ours(texts: list[str], engine: ArgosEngine) -> None:
    work = [translate.Gaps("bench", "es", {(None, text): Fragment(text) for text in texts})]
    found = translate.propose(work, "en", lambda _: [engine])
    assert not found.failed, found.failed


def argostranslate(model: models.Model, folder: Path) -> Callable[[list[str]], object] | None:
    """argostranslate's own translation with the same package, or None where it is not installed."""
    os.environ.update(XDG_DATA_HOME=str(folder), XDG_CONFIG_HOME=str(folder), XDG_CACHE_HOME=str(folder),
                      ARGOS_PACKAGES_DIR=str(folder / "packages"))
    with zipfile.ZipFile(model.path) as archive:
        archive.extractall(folder / "packages")
    stanza, minisbd = types.ModuleType("stanza"), types.ModuleType("minisbd")
    minisbd.SBDetect = minisbd.models = types.SimpleNamespace()    # type: ignore[attr-defined]
    sys.modules |= {"stanza": stanza, "minisbd": minisbd}
    try:
        from argostranslate import translate as theirs
    except ImportError as problem:
        print(f"argostranslate: not compared ({problem})")
        return None
    splitter = types.SimpleNamespace(split_sentences=lambda text: [text])
    for name in ("SpacySentencizerSmall", "StanzaSentencizer", "MiniSBDSentencizer"):
        setattr(theirs, name, lambda *_: splitter)
    translation = theirs.get_translation_from_codes(model.source, model.target)
    assert translation.translate("The house is red.")
    return lambda texts: [translation.translate(text) for text in texts]


def resident() -> float:
    """Megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def memory(model: models.Model, texts: list[str], few: int) -> tuple[float, float]:
    """Megabytes after ``few`` different sentences of eight words, and after ten times as many."""
    short = [" ".join([f"{number}:", *texts[number % len(texts)].split()[:7]]) for number in range(10 * few)]
    engine = ArgosEngine([model])
    ours(short[:few], engine)
    first = resident()
    ours(short[few:], engine)
    return first, resident()


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    options.add_argument("file", nargs="?")
    given = options.parse_args()
    model = next(model for model in models.installed() if model.where == "built in")
    texts = sentences(given.file)[:100 if given.quick else 2000]
    words = sum(len(text.split()) for text in texts)
    engine = ArgosEngine([model])
    pieces, weights = contents(model)

    from ctranslate2 import Translator
    from sentencepiece import SentencePieceProcessor

    processor = SentencePieceProcessor(model_proto=pieces)
    tokens = [processor.encode(text, out_type=str) for text in texts]
    alone = Translator("alone", compute_type="int8", files=weights, inter_threads=Decoder(model).workers,
                       intra_threads=1)
    searched = dataclasses.asdict(model.decoding)
    few = texts[:25 if given.quick else 300]
    runs: dict[str, tuple[Callable[[], object], int]] = {
        "run": (lambda: ours(texts, engine), words),
        "bare": (lambda: alone.translate_batch(tokens, max_batch_size=2048, batch_type="tokens", **searched), words),
    }
    with tempfile.TemporaryDirectory() as folder:
        if peer := argostranslate(model, Path(folder)):
            runs["argostranslate"] = (lambda: peer(few), sum(len(text.split()) for text in few))
        best = dict.fromkeys(runs, (float("inf"), float("inf")))
        ours(["Warm."], engine)
        for _ in range(2 if given.quick else 3):
            for name, (run, _) in runs.items():
                clock, processor_time = time.perf_counter(), time.process_time()
                run()
                took = time.perf_counter() - clock, time.process_time() - processor_time
                best[name] = min(best[name][0], took[0]), min(best[name][1], took[1])
        cache = Path(folder) / "sentences.sqlite"
        ours(texts, ArgosEngine([model], cache=cache))
        clock, processor_time = time.perf_counter(), time.process_time()
        ours(texts, ArgosEngine([model], cache=cache))
        best["again"] = time.perf_counter() - clock, time.process_time() - processor_time
        runs["again"] = runs["run"]
    rates = {name: tuple(round(size / seconds, 1) for seconds in best[name]) for name, (_, size) in runs.items()}
    few_memory, more_memory = memory(model, texts, 100 if given.quick else 2000)
    ratios = {name: tuple(round(mine / theirs, 3) for mine, theirs in zip(rates["run"], rate, strict=True))
              for name, rate in rates.items()}
    print(f"{len(texts):,} sentences, {words:,} words, {model.origin}")
    print(f"{'words per second':16} {'clock':>9} {'processor':>10}   run beside it")
    for name, rate in rates.items():
        beside = "" if name in ("run", "again") else " · ".join(f"{ratio:.2f}x" for ratio in ratios[name])
        print(f"{name:16} {rate[0]:9,.0f} {rate[1]:10,.0f}   {beside}")
    print(f"again is {rates['again'][0] / rates['run'][0]:.0f}x run (clock), "
          f"{rates['again'][1] / rates['run'][1]:.0f}x (processor)")
    print(f"memory: {few_memory:.0f} MB, after ten times as many sentences {more_memory:.0f} MB")
    print(json.dumps({
        "bench": "translate", "sentences": len(texts), "words": words,
        "clock": {name: rate[0] for name, rate in rates.items()},
        "processor": {name: rate[1] for name, rate in rates.items()},
        "run_to_bare": ratios["bare"], "run_to_argostranslate": ratios.get("argostranslate"),
        "again_to_run": [round(again / first, 1) for again, first in zip(rates["again"], rates["run"], strict=True)],
        "memory_growth": round(more_memory / few_memory, 3)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
