"""The steps of ``training/run``, in order: prepare (with the vocabulary), train, convert, evaluate, package."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from . import arrays, calibrate, corpus, evaluate
from .card import card
from .package import Decoding, Package, adapt, differences, metadata, package, read_back
from .prepare import prepare

HERE = Path(__file__).resolve().parent
STEPS = ("prepare", "train", "convert", "evaluate", "package")
ALLOCATOR = {
    "MALLOC_MMAP_THRESHOLD_": "1000000000",
    "MALLOC_TRIM_THRESHOLD_": "10000000000",
    "MALLOC_TOP_PAD_": "200000000",
}
"""glibc keeps the memory of a step for the next one: 1.6 times the speed on a CPU. Read at the start of a process,
hence ``_restart``."""
COMPARED = 200
"""Sentences on which torch and CTranslate2 must agree before a score is worth anything."""


class Plan(NamedTuple):
    """What is to be done, and where."""

    source: str
    targets: tuple[str, ...]
    parallel: Path
    work: Path
    output: Path
    version: str
    options: argparse.Namespace

    def package(self, target: str) -> Path:
        """Where the package of a language goes."""
        return self.output / f"translate-{self.source}_{target}-{self.version.replace('.', '_')}.argosmodel"


def plan(arguments: list[str] | None = None) -> Plan:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="training/run", description="Parallel text to packaged, evaluated translation models."
    )
    parser.add_argument("source", help="language code: en")
    parser.add_argument("targets", help="one language code or several, with commas: es or es,fr,de")
    parser.add_argument(
        "--parallel", type=Path, default=HERE.parent.parent / "shared" / "parallel", help="folder of en-es.tsv.xz ..."
    )
    parser.add_argument("--work", type=Path, help="default: training/work/<pair>")
    parser.add_argument("--output", type=Path, help="folder of the packages; default: the work folder")
    parser.add_argument("--version", default="0.1", help="package_version of the packages")
    parser.add_argument("--from", dest="start", choices=STEPS, help="do this step again, and all after it")
    parser.add_argument("--until", choices=STEPS, default="package", help="stop after this step")
    data = parser.add_argument_group("data")
    data.add_argument(
        "--without", action="append", default=[], metavar="SOURCE", help="leave a source out: --without wmt-news"
    )
    data.add_argument("--init", type=Path, help="start from this package, or from weights (.pt) with --vocabulary")
    data.add_argument("--vocabulary", type=Path, help="keep this SentencePiece model")
    data.add_argument("--dev", type=Path, help="pairs (tag, source, target) that --init never saw")
    data.add_argument("--size", type=int, default=8000, help="pieces of a new vocabulary")
    data.add_argument(
        "--passes", type=int, default=4, help="different copies of the mix; one lasts an hour on two cores: %(default)s"
    )
    training = parser.add_argument_group("training")
    training.add_argument("--minutes", type=float, default=150, help="of clock time, over all runs")
    training.add_argument("--rate", type=float, help="factor of the learning rate; default 1, with --init 0.6")
    training.add_argument("--tokens", type=int, default=4000, help="padded tokens of a batch; 25000 on a GPU")
    training.add_argument("--warm", type=int, default=200, help="steps of rising learning rate")
    training.add_argument("--hold", type=float, default=0.3, help="share of the time at full rate")
    training.add_argument("--dropout", type=float, default=0.1)
    training.add_argument("--threads", type=int, default=2)
    decoding = parser.add_argument_group("decoding")
    decoding.add_argument(
        "--length-penalty",
        type=float,
        default=2.5,
        help="of the package, where the dev set scores higher with it than with 1: %(default)s; 0 to 5",
    )
    for name, default in (("width", 256), ("heads", 4), ("inner", 1024), ("encoder", 4), ("decoder", 2)):
        training.add_argument(f"--{name}", type=int, default=default, help=f"of a new model: {default}")
    options = parser.parse_args(arguments)
    if not 0 <= options.length_penalty <= 5:
        parser.error("--length-penalty is a number from 0 to 5")
    targets = tuple(options.targets.split(","))
    work = (
        options.work
        or HERE / "work" / f"{options.source}-{'+'.join(targets)}{''.join(f'-{tag}' for tag in options.without)}"
    )
    return Plan(options.source, targets, options.parallel, work, options.output or work, options.version, options)


def run(todo: Plan) -> list[Path]:
    """Does what is not done yet; the paths of the packages."""
    options = todo.options
    first = STEPS.index(options.start) if options.start else len(STEPS)
    last = STEPS.index(options.until)
    done = {
        "prepare": (todo.work / "train.npz").exists(),
        "train": (todo.work / "model.pt").exists(),
        "convert": all(_bare(todo, code).exists() for code in todo.targets),
        "evaluate": all(_figures(todo, code).exists() for code in todo.targets),
        "package": all(todo.package(code).exists() for code in todo.targets),
    }
    actions = {"prepare": _prepare, "train": _train, "convert": _convert, "evaluate": _evaluate, "package": _package}
    for number, step in enumerate(STEPS[: last + 1]):
        if done[step] and number < first:
            _say(f"{step}: done before")
            continue
        first = min(first, number + 1)  # what follows rests on it
        _say(f"{step} ...")
        if step == "train" and number >= first - 1 and options.start in ("prepare", "train"):
            (todo.work / "checkpoint.pt").unlink(missing_ok=True)
        actions[step](todo)
    return [todo.package(code) for code in todo.targets]


def _say(line: str) -> None:
    print(line, flush=True)


def _prepare(todo: Plan) -> None:
    options = todo.options
    todo.work.mkdir(parents=True, exist_ok=True)
    kept: Path | None = options.vocabulary
    start: tuple[dict[str, Any], bytes] | None = None
    if options.init and options.init.suffix != ".pt":
        start = read_back(options.init)
        prefix = Package(options.init).metadata.get("target_prefix")
        if len(todo.targets) == 1 and not prefix and kept is None:  # the same kind of model: its own vocabulary
            kept = todo.work / "init.vocabulary"
            kept.write_bytes(start[1])
    elif options.init:
        import torch

        if kept is None:
            raise SystemExit("--init with weights needs their --vocabulary")
        start = torch.load(options.init, map_location="cpu"), kept.read_bytes()
    prepare(
        todo.parallel,
        todo.work,
        todo.source,
        todo.targets,
        without=options.without,
        vocabulary=kept,
        held=options.dev,
        size=options.size,
        passes=options.passes,
    )
    if start:
        import torch

        torch.save(adapt(*start, todo.work / "vocabulary.model"), todo.work / "init.pt")


def _train(todo: Plan) -> None:
    import sentencepiece

    from .model import Shape
    from .train import train

    options = todo.options
    init = todo.work / "init.pt"
    size = sentencepiece.SentencePieceProcessor(model_file=str(todo.work / "vocabulary.model")).get_piece_size()
    train(
        todo.work,
        options.minutes,
        init=init if init.exists() else None,
        shape=Shape(size, options.width, options.heads, options.inner, options.encoder, options.decoder),
        rate=options.rate or (0.6 if init.exists() else 1.0),
        tokens=options.tokens,
        warm=options.warm,
        hold=options.hold,
        dropout=options.dropout,
        threads=options.threads,
        say=_say,
    )


def _convert(todo: Plan) -> None:
    """Packages without card and figures; stops where CTranslate2 does not do what torch does."""
    checkpoint, vocabulary = _checkpoint(todo), todo.work / "vocabulary.model"
    dev = arrays.load(todo.work / "dev.npz")
    rows = [
        (
            dev.source[dev.source_at[i] : dev.source_at[i + 1]].tolist(),
            dev.target[dev.target_at[i] : dev.target_at[i + 1]].tolist(),
        )
        for i in range(min(len(dev), COMPARED))
    ]
    for code in todo.targets:
        path = _bare(todo, code)
        described = metadata(todo.source, code, todo.version, len(todo.targets) > 1, {})
        package(checkpoint, vocabulary, path, described, "", rows)
        lines = [pair.source for pair in corpus.read(todo.work / f"dev-{code}.tsv")][:COMPARED]
        other = differences(read_back(path)[0], path, lines, vocabulary)
        for line, mine, theirs in other[:5]:
            _say(f"  {line}\n    torch {mine}\n    ct2   {theirs}")
        _say(
            f"  {path.name}: {path.stat().st_size / 2**20:.1f} MiB; greedy outputs differ from torch in {len(other)}"
            f" of {len(lines)} sentences"
        )
        if len(other) > len(lines) / 20:
            raise SystemExit("convert: CTranslate2 and torch do not agree")
        chosen = _decoding(Package(path), corpus.read(todo.work / f"dev-{code}.tsv"), todo.options.length_penalty)
        _repack(path, path, {**described, "decoding": chosen._asdict()}, "")


def _decoding(model: Package, dev: Sequence[corpus.Pair], penalty: float) -> Decoding:
    """With a length penalty of 1 or of ``penalty``, by the BLEU of the dev set."""
    reached: dict[Decoding, float] = {}
    for choice in (Decoding(), Decoding(length_penalty=penalty)):
        outputs = [one.text for one in model.translate([pair.source for pair in dev], choice)]
        reached[choice] = evaluate.bleu(outputs, [pair.target for pair in dev])[0]
        _say(f"  length penalty {choice.length_penalty:g}: BLEU {reached[choice]:.2f} on the dev set")
    return max(reached, key=reached.__getitem__)


def _evaluate(todo: Plan) -> None:
    """``figures-<language>.json``: scores, and the calibration of the confidence."""
    for code in todo.targets:
        figures, text = evaluate.report(_bare(todo, code))
        _say(text)
        model = Package(_bare(todo, code))
        dev = corpus.read(todo.work / f"dev-{code}.tsv")
        outputs = model.translate([pair.source for pair in dev])
        calibration = calibrate.calibration(
            [o.score for o in outputs],
            [o.text for o in outputs],
            [pair.target for pair in dev],
            [pair.tag for pair in dev],
        )
        _figures(todo, code).write_text(
            json.dumps({"figures": figures, "calibration": calibration}, indent=1) + "\n", encoding="utf-8"
        )


def _package(todo: Plan) -> None:
    """The packages as they are given out, with card, figures and calibration."""
    checkpoint = _checkpoint(todo)
    mix = json.loads((todo.work / "mix.json").read_text(encoding="utf-8"))
    parameters = sum(value.numel() for value in checkpoint["net"].values())
    for code in todo.targets:
        stored = json.loads(_figures(todo, code).read_text(encoding="utf-8"))
        figures = stored["figures"]
        markers = figures.get("markers", 0) >= 0.98
        decoding = Package(_bare(todo, code)).decoding
        extra = {
            "calibration": stored["calibration"],
            "scores": figures,
            "markers": markers,
            "decoding": decoding._asdict(),
        }
        described = metadata(todo.source, code, todo.version, len(todo.targets) > 1, extra)
        by_hand = HERE / "cards" / f"{todo.source}-{code}.md"
        faults = by_hand.read_text(encoding="utf-8") if by_hand.exists() else ""
        text = card(
            todo.source,
            code,
            todo.version,
            checkpoint["shape"],
            parameters,
            checkpoint["tokens"],
            mix,
            figures,
            decoding,
            faults,
            todo.targets,
        )
        _repack(_bare(todo, code), todo.package(code), described, text)
        _say(f"  {todo.package(code)}")


def _repack(bare: Path, path: Path, described: dict[str, Any], text: str) -> None:
    """The model of ``bare``, which may be ``path`` itself, with its card and full metadata."""
    import tempfile
    import zipfile

    from .package import write

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "model").mkdir()
        with zipfile.ZipFile(bare) as archive:
            for member in archive.namelist():
                inner = member.partition("/")[2]
                if inner.startswith("model/") or inner == "sentencepiece.model":
                    (folder / inner).write_bytes(archive.read(member))
        write(path, described, folder / "sentencepiece.model", folder / "model", text)


def _checkpoint(todo: Plan) -> dict[str, Any]:
    import torch

    found: dict[str, Any] = torch.load(todo.work / "model.pt", map_location="cpu")
    return found


def _bare(todo: Plan, code: str) -> Path:
    return todo.work / f"bare-{todo.source}_{code}.argosmodel"


def _figures(todo: Plan, code: str) -> Path:
    return todo.work / f"figures-{code}.json"


def _restart() -> None:
    """Runs this very command again with the allocator's settings, once."""
    if sys.platform == "linux" and not ALLOCATOR.keys() <= os.environ.keys():
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ALLOCATOR})


def main() -> None:
    """The command line."""
    _restart()
    run(plan())
