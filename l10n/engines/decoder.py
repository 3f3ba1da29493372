"""One model on CTranslate2: texts of a sentence each in, their translations with word alignment out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container, Mapping, Sequence
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
_AGAIN = {"repetition_penalty": 1.3, "no_repeat_ngram_size": 3}
"""Options of a second try."""
METHOD = f"ctranslate2, batches 2, again {_AGAIN}"
"""How models are run, whichever it is and whatever it computes with."""
_STEPS = (64, 128, 256)
"""Longest outputs in tokens, by input length: a model that loops does not take the others' time."""


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

    def __init__(self, model: Model, threads: int = 0, compute_type: str = "") -> None:
        """``threads``: 0 for what the machine has; ``compute_type``: of CTranslate2, "" for what ``machine`` says."""
        try:
            from ctranslate2 import Translator, get_supported_compute_types
            from sentencepiece import SentencePieceProcessor
        except ImportError as problem:
            raise _unavailable(problem) from None
        compute_type = compute_type or machine.compute_type()
        if compute_type not in (known := get_supported_compute_types("cpu")):
            name = "L10N_COMPUTE_TYPE" if "L10N_COMPUTE_TYPE" in os.environ else "compute-type"
            raise EngineError(f"{name} is “{compute_type}”, and this machine has {', '.join(sorted(known))}")
        pieces, weights = contents(model)
        cores = threads or machine.cores()
        most = min(cores, _MOST_WORKERS)
        self.workers = machine.workers(model.origin, sum(map(len, weights.values())), most)
        self.model = model
        options = {"device": "cpu", "compute_type": compute_type, "inter_threads": self.workers,
                   "intra_threads": max(1, cores // most)}
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
        looked = any(text in wanted for text in texts)
        out: dict[int, Decoded] = {}
        left = list(range(len(texts)))
        for options in ({}, _AGAIN):
            results = self._run([tokens[index] for index in left], options, looked)
            for index, result in zip(left, results, strict=True):
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
            raise self._failed(problem) from None
        return [sum(one.log_probs) / max(1, len(one.log_probs)) for one in found]

    def _run(self, inputs: Sequence[list[str]], options: Mapping[str, Any], looked: bool) -> list[Any]:
        """One result an input. ``looked``: with attention, which costs a twentieth of the time."""
        if not inputs:
            return []
        size = max(map(len, inputs))
        longest = next((step for step in _STEPS if 2 * size <= step), _STEPS[-1])
        try:
            if self._student is not None:
                return list(self._student.translate(inputs, longest, again=bool(options)))
            results = list(self._translator.translate_batch(
                inputs, [[self.model.prefix]] * len(inputs) if self.model.prefix else None,
                beam_size=self.model.decoding.beam_size, length_penalty=self.model.decoding.length_penalty,
                max_batch_size=_BATCH, batch_type="tokens", max_decoding_length=longest, max_input_length=0,
                return_scores=True, return_attention=looked, replace_unknowns=looked, **options))
        except (RuntimeError, ValueError, KeyError, IndexError, MemoryError) as problem:
            raise self._failed(problem) from None
        if not looked:  # what stands for an unknown piece is told by attention
            unknown = [index for index, result in enumerate(results) if "<unk>" in result.hypotheses[0]]
            for index, result in zip(unknown, self._run([inputs[index] for index in unknown], options, True),
                                     strict=True):
                results[index] = result
        return results

    def _failed(self, problem: Exception) -> EngineError:
        if isinstance(problem, MemoryError) or re.search("bad_alloc|mkl_malloc", str(problem)):
            return EngineError(f"{self.model.origin}: memory ran out")
        return EngineError(f"{self.model.origin} failed: {_line(problem)}")

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


def method(model: Model, compute_type: str) -> str:
    """How a model is run: with the model and the sentence, all that its output depends on."""
    return f"{METHOD}, {compute_type} beam {model.decoding.beam_size} length {model.decoding.length_penalty:g}"


def pieces(model: Model) -> Callable[[str], int]:
    """How many pieces of a model's vocabulary a text takes. Errors as those of ``Decoder``."""
    try:
        from sentencepiece import SentencePieceProcessor
    except ImportError as problem:
        raise _unavailable(problem) from None
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


def _unavailable(problem: ImportError) -> EngineError:
    if isinstance(problem, ModuleNotFoundError):
        return EngineError(f"machine translation needs the mt extra (pip install 'l10n[mt]'): {problem}")
    return EngineError(f"{problem.name or 'CTranslate2'} cannot be loaded: {_line(problem)}")


def _line(problem: BaseException) -> str:
    return " ".join(str(problem).split()) or type(problem).__name__
