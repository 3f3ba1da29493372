"""One model on CTranslate2: texts of a sentence each in, their translations with word alignment out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

from l10n.engines import guards, machine
from l10n.engines.alignment import Aligned, align
from l10n.engines.convert import STUDENT
from l10n.engines.packages import Model, contents, target_vocabulary, vocabulary
from l10n.engines.student import Student
from l10n.errors import EngineError, ModelError
from l10n.model import Span

_BATCH = 2048
"""Tokens of a batch at most, padding included."""
_MOST_WORKERS = 8
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
COMPUTE_TYPE = os.environ.get("L10N_COMPUTE_TYPE") or "int8"
"""Of CTranslate2; int8 is the fastest on every processor that it knows, float32 the most exact."""
METHOD = f"ctranslate2 {COMPUTE_TYPE}, again repetition_penalty 1.3 no_repeat_ngram_size 3"
"""How models are run, whichever it is."""
_STEPS = (64, 128, 256)
"""Longest outputs in tokens, by group of input length: a model that loops does not take the others' time."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a model made of one text."""

    aligned: Aligned
    score: float
    """Mean of the natural logarithms of the probabilities that the model gave its output tokens; <= 0."""
    size: int
    """Output tokens that ``score`` is the mean of."""
    fault: str = ""
    """Why the output must not be used."""


class Decoder:
    """A loaded model. Its threads share one copy of the weights, each translates a batch of its own.

    Raises ModelError where the model cannot be loaded, EngineError where CTranslate2 is not installed or the model
    needs more memory than there is.
    """

    def __init__(self, model: Model, threads: int = 0) -> None:
        """``threads``: 0 for what the machine has."""
        try:
            from ctranslate2 import Translator, get_supported_compute_types
            from sentencepiece import SentencePieceProcessor
        except ImportError as problem:
            raise EngineError(f"machine translation needs the mt extra (pip install 'l10n[mt]'): {problem}") from None
        if COMPUTE_TYPE not in (known := get_supported_compute_types("cpu")):
            raise EngineError(f"L10N_COMPUTE_TYPE is “{COMPUTE_TYPE}”, and this machine has {', '.join(sorted(known))}")
        pieces, weights = contents(model)
        machine.fits(model.origin, sum(map(len, weights.values())))
        cores = threads or machine.cores()
        self.workers = min(cores, _MOST_WORKERS)
        self.model = model
        options = {"device": "cpu", "compute_type": COMPUTE_TYPE, "inter_threads": self.workers,
                   "intra_threads": max(1, cores // self.workers)}
        self._student: Student | None = None
        try:
            self._pieces = SentencePieceProcessor(model_proto=pieces)
            own = target_vocabulary(model)
            self._target_pieces = None if own is None else SentencePieceProcessor(model_proto=own)
            if STUDENT in weights:
                self._student = Student(model.origin, weights, **options)
            else:
                self._translator = Translator(model.origin, files=weights, **options)
        except Exception as problem:  # both libraries raise RuntimeError and more, by kind of damage
            raise ModelError(f"cannot be loaded: {_line(problem)}", path=model.path.name) from None

    def decode(self, texts: Sequence[str], wanted: Container[str] = ()) -> list[Decoded]:
        """One result a text, in order; texts of one sentence, without line breaks. Those ``wanted`` are aligned.

        What comes out as nonsense is tried once more with repetition held down, and is a fault if it stays so.
        EngineError where CTranslate2 fails (memory that runs out, above all).
        """
        lead = [self.model.lead] if self.model.lead else []
        tokens = [lead + self._pieces.encode(text, out_type=str) for text in texts]
        out: dict[int, Decoded] = {}
        left = list(range(len(texts)))
        for options in ({}, {"repetition_penalty": 1.3, "no_repeat_ngram_size": 3}):
            for index, result in self._run({index: tokens[index] for index in left}, options):
                out[index] = self._result(texts[index], tokens[index], result, texts[index] in wanted)
            left = [index for index in left if out[index].fault]
        return [out[index] for index in range(len(texts))]

    def likelihood(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """How likely the model finds each target, given its source: the mean log-probability of its tokens.

        EngineError where CTranslate2 fails.
        """
        said = self._pieces if self._target_pieces is None else self._target_pieces
        sources = [[self.model.lead] * bool(self.model.lead) + self._pieces.encode(source, out_type=str)
                   for source, _ in pairs]
        targets = [said.encode(target, out_type=str) for _, target in pairs]
        lead = [self.model.prefix] if self.model.prefix else []
        try:
            if self._student is not None:
                return self._student.likelihood(sources, targets)
            found = self._translator.score_batch(sources, [lead + target for target in targets],
                                                 max_batch_size=_BATCH, batch_type="tokens", max_input_length=0)
        except (RuntimeError, ValueError, MemoryError) as problem:
            raise EngineError(f"{self.model.origin} failed: {_line(problem)}") from None
        return [sum(one.log_probs) / max(1, len(one.log_probs)) for one in found]

    def _run(self, inputs: Mapping[int, list[str]], options: Mapping[str, Any]) -> Iterator[tuple[int, Any]]:
        groups: dict[int, list[int]] = {}
        for index, pieces in inputs.items():
            groups.setdefault(next((step for step in _STEPS if 2 * len(pieces) <= step), _STEPS[-1]), []).append(index)
        try:
            if self._student is not None:
                for longest, indices in groups.items():
                    yield from zip(indices, self._student.translate([inputs[index] for index in indices], longest,
                                                                    again=bool(options)), strict=True)
                return
            running = [(indices, self._translator.translate_batch(
                [inputs[index] for index in indices],
                [[self.model.prefix]] * len(indices) if self.model.prefix else None,
                beam_size=self.model.decoding.beam_size, length_penalty=self.model.decoding.length_penalty,
                max_batch_size=_BATCH, batch_type="tokens", max_decoding_length=longest, max_input_length=0,
                replace_unknowns=True, return_scores=True, return_attention=True, asynchronous=True, **options))
                for longest, indices in groups.items()]
            for indices, results in running:
                for index, result in zip(indices, results, strict=True):
                    yield index, result.result()
        except MemoryError:
            raise EngineError(f"{self.model.origin}: memory ran out") from None
        except (RuntimeError, ValueError, KeyError, IndexError) as problem:
            if "bad_alloc" in str(problem):
                raise EngineError(f"{self.model.origin}: memory ran out") from None
            raise EngineError(f"{self.model.origin} failed: {_line(problem)}") from None

    def _result(self, text: str, tokens: Sequence[str], result: Any, wanted: bool) -> Decoded:
        pieces = result.hypotheses[0]
        led = bool(self.model.prefix) and pieces[:1] == [self.model.prefix]
        target, spans = spell(pieces[led:], wanted)
        size = len(pieces) + 1
        score = result.scores[0]
        if self._student is None:   # CTranslate2 gives the sum over the tokens divided by size ** length_penalty
            score *= size ** (self.model.decoding.length_penalty - 1)
        if not wanted:
            return Decoded(Aligned(target), score, size, guards.fault(text, target))
        lead = bool(self.model.lead)
        attention = [row[lead:] for row in result.attention[0][led:]]
        seen, columns = spell(tokens[lead:], True)
        if seen != text:  # normalization changed it (NFKC): take places over by proportion
            columns = [Span(*(round(at * len(text) / max(1, len(seen))) for at in (span.start, span.end)))
                       for span in columns]
        return Decoded(align(text, target, columns, spans, attention), score, size, guards.fault(text, target))


def method(model: Model) -> str:
    """How a model is run: with the model and the sentence, all that its output depends on."""
    return f"{METHOD}, beam {model.decoding.beam_size} length {model.decoding.length_penalty:g}"


def pieces(model: Model) -> Callable[[str], int]:
    """How many pieces of a model's vocabulary a text takes. Errors as those of ``Decoder``."""
    try:
        from sentencepiece import SentencePieceProcessor
    except ImportError as problem:
        raise EngineError(f"machine translation needs the mt extra (pip install 'l10n[mt]'): {problem}") from None
    try:
        processor = SentencePieceProcessor(model_proto=vocabulary(model))
    except RuntimeError as problem:
        raise ModelError(f"cannot be loaded: {_line(problem)}", path=model.path.name) from None
    return cache(lambda text: len(processor.encode(text)))


def spell(pieces: Sequence[str], wanted: bool) -> tuple[str, list[Span]]:
    """The text that SentencePiece pieces spell, and where in it each stands if ``wanted``. Broken UTF-8 goes."""
    if not wanted and "<0x" not in (text := "".join(pieces)):
        return text.replace("▁", " ").replace("<unk>", "").strip(), []
    out: list[str] = []
    pending: list[int] = []
    for index, piece in enumerate(pieces):
        out.append(piece.replace("▁", " ").replace("<unk>", ""))
        if byte := _BYTE.fullmatch(piece):
            out[-1] = ""
            pending.append(int(byte[1], 16))
            following = pieces[index + 1] if index + 1 < len(pieces) else ""
            if not _BYTE.fullmatch(following):
                out[-1] = bytes(pending).decode("utf-8", "ignore")
                pending.clear()
    text = "".join(out)
    lead, size = len(text) - len(text.lstrip()), len(text.strip())
    edges = [min(max(at - lead, 0), size) for at in accumulate(map(len, out), initial=0)]
    return text.strip(), [Span(start, end) for start, end in pairwise(edges)]


def _line(problem: BaseException) -> str:
    return " ".join(str(problem).split()) or type(problem).__name__
