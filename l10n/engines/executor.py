"""Where sentences are decoded: in this process, on the threads of one model, or elsewhere (``cluster``).

The batches are made here, whoever decodes them. What a sentence is padded with moves the last digits of its score and,
in one sentence of several hundred, a word: the same batches give the same bytes on one machine or on ten.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from l10n.engines.decoder import Decoded, Decoder
from l10n.engines.packages import Model

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

    def keep(self, models: Collection[Model]) -> None:
        """Let go of all other models."""
        ...

    def close(self) -> None:
        """Let go of everything; it may be used again."""
        ...


class Local:
    """This process. Batches wait for a thread of their own, not for each other."""

    def __init__(self, threads: int = 0) -> None:
        """``threads``: 0 for what the machine has."""
        self._threads = threads
        self._loaded: dict[Model, Decoder] = {}

    def decode(self, model: Model, texts: Sequence[str], wanted: Collection[str]) -> Iterator[Mapping[str, Decoded]]:
        decoder = self._decoder(model)
        waiting = deque(batches(texts))
        running: deque[Future[Mapping[str, Decoded]]] = deque()
        with ThreadPoolExecutor(decoder.workers) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) <= decoder.workers:  # no more, for an interruption to end soon
                        running.append(pool.submit(run, decoder, waiting.popleft(), wanted))
                    yield running.popleft().result()
            finally:
                for future in running:
                    future.cancel()

    def likelihood(self, model: Model, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return self._decoder(model).likelihood(pairs)

    def keep(self, models: Collection[Model]) -> None:
        for model in self._loaded.keys() - set(models):
            del self._loaded[model]

    def close(self) -> None:
        self._loaded.clear()

    def _decoder(self, model: Model) -> Decoder:
        if model not in self._loaded:
            self._loaded[model] = Decoder(model, self._threads)
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
