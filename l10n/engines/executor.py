"""Where sentences are decoded: in this process, on the threads of one model, or elsewhere (``cluster``).

The batches are made here, whoever decodes them. What a sentence is padded with moves the last digits of its score and,
in one sentence of several hundred, a word: the same batches give the same bytes on one machine or on ten.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Protocol

from l10n.engines import machine
from l10n.engines.decoder import Decoded, Decoder, method
from l10n.engines.packages import Model
from l10n.errors import L10nError

BATCH = 3600
"""UTF-8 bytes of a batch, padding included: about 1,000 tokens; larger ones are no faster on a processor."""


class Executor(Protocol):
    """What decodes the sentences of a run."""

    def decode(self, model: Model, texts: Sequence[str], wanted: Collection[str]) -> Iterator[Mapping[str, Decoded]]:
        """What a model makes of different texts, a batch at a time as it is done; those ``wanted`` with alignment.

        Nothing but what was yielded is lost where it is interrupted. Raises what ``Decoder`` does, and EngineError
        where the executor itself cannot go on.
        """
        ...

    def likelihood(self, model: Model, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """What ``Decoder.likelihood`` gives, and the same errors."""
        ...

    def method(self, model: Model) -> str:
        """How it runs a model: with that and a sentence, all that an output depends on."""
        ...

    def keep(self, models: Collection[Model]) -> None:
        """Let go of all other models."""
        ...

    def ahead(self, model: Model) -> None:
        """This model is the next one: it may be loaded while another is at work."""
        ...

    def close(self) -> None:
        """Let go of everything; it may be used again."""
        ...


class Local:
    """This process. Batches wait for a thread of their own, not for each other."""

    def __init__(self, threads: int = 0, compute_type: str = "", ahead: bool = True) -> None:
        """``threads``: 0 for what the machine has; ``compute_type``: of CTranslate2, "" for what ``machine`` says;
        ``ahead``: whether the next model may be in memory before the one at work is done."""
        self._threads, self._compute_type, self._may_load_ahead = threads, machine.compute_type(compute_type), ahead
        self._loaded: dict[Model, Decoder] = {}
        self._next: Model | None = None
        self._coming: dict[Model, Future[Decoder]] = {}
        """At most one."""

    def decode(self, model: Model, texts: Sequence[str], wanted: Collection[str]) -> Iterator[Mapping[str, Decoded]]:
        decoder = self._decoder(model)
        waiting = deque(batches(texts))
        running: deque[Future[Mapping[str, Decoded]]] = deque()
        with ThreadPoolExecutor(decoder.workers) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) <= decoder.workers:  # no more, for an interruption to end soon
                        running.append(pool.submit(run, decoder, waiting.popleft(), wanted))
                    if not waiting:
                        self._load_ahead()
                    yield running.popleft().result()
            finally:
                for future in running:
                    future.cancel()

    def likelihood(self, model: Model, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return self._decoder(model).likelihood(pairs)

    def method(self, model: Model) -> str:
        return method(model, self._compute_type)

    def keep(self, models: Collection[Model]) -> None:
        for model in self._loaded.keys() - set(models):
            del self._loaded[model]

    def ahead(self, model: Model) -> None:
        self._next = model if self._may_load_ahead else None

    def close(self) -> None:
        self._loaded.clear()
        self._coming.clear()
        self._next = None

    def _load_ahead(self) -> None:
        """Begin to load the next model, as long as no more than one is in memory: at the end of the work, when threads
        begin to have nothing to do."""
        model, self._next = self._next, None
        if model is not None and model not in self._loaded and len(self._loaded) < 2 and not self._coming:
            loader = ThreadPoolExecutor(1, "l10n-ahead")
            self._coming[model] = loader.submit(Decoder, model, self._threads, self._compute_type)
            loader.shutdown(wait=False)

    def _decoder(self, model: Model) -> Decoder:
        if model not in self._loaded:
            coming = self._coming.pop(model, None)
            self._coming.clear()
            if coming is not None:
                with suppress(L10nError, MemoryError):      # what has no room beside another may have it alone
                    self._loaded[model] = coming.result()
        if model not in self._loaded:
            self._loaded[model] = Decoder(model, self._threads, self._compute_type)
        return self._loaded[model]


def run(decoder: Decoder, batch: Sequence[str], wanted: Collection[str]) -> dict[str, Decoded]:
    """One batch through a loaded model."""
    return dict(zip(batch, decoder.decode(batch, wanted), strict=True))


def batches(texts: Sequence[str]) -> list[list[str]]:
    """Texts of like length together, the longest first, so that the last batches are the short ones.

    A batch is its number of texts times the longest; one text may be longer than ``BATCH`` by itself.
    """
    out: list[list[str]] = []
    longest = 0
    for size, text in sorted(((len(text.encode()), text) for text in texts), key=lambda one: -one[0]):
        if not out or (len(out[-1]) + 1) * longest > BATCH:
            out.append([])
            longest = size
        out[-1].append(text)
    return out
