"""Decoding on Ray: one worker a processor, of this machine or of a cluster; batches of sentences are its tasks.

A batch is given to a worker that is there and kept here until its result is: what a worker had when it died goes to the
next one. Ray is imported when the first batch is to be decoded.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from l10n.engines.decoder import Decoded
from l10n.engines.executor import batches
from l10n.engines.packages import Model, digest
from l10n.engines.worker import VERSION, Worker, packed
from l10n.errors import EngineError, L10nError

_AHEAD = 2
"""Batches that a worker has at a time: one to do, one so that it need not wait."""
_DEATHS = 3
"""Workers that one batch may take with it, and that may die one after another before any is there."""
_PATIENCE = 120
"""Seconds to wait for a first worker."""
_STORE = 80 << 20
"""Bytes of shared memory of a Ray of our own, close to the least that it takes: sentences are small."""
# Read by Ray while it is imported and by the processes that it starts: nothing is reported, nothing of a Ray of our own
# listens on a network (the second is how Ray itself keeps to the loopback on macOS and Windows), other users of the
# machine cannot talk to it.
_ENVIRONMENT = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_AUTH_MODE": "token"}


@dataclass(slots=True, eq=False)
class _Hand:
    """A worker and what it has to do."""

    actor: Any
    has: set[str] = field(default_factory=set)
    """Digests of models that were sent to it."""
    load: int = 0


class Cluster:
    """Satisfies ``l10n.engines.executor.Executor``."""

    def __init__(self, address: str = "") -> None:
        """``address``: host:port of a cluster's Ray Client server; "" starts Ray on this machine and ends it again."""
        self._address = address
        self._ray: Any = None
        self._folder: Path | None = None
        self._hands: list[_Hand] = []
        self._keys: dict[Model, tuple[str, Any]] = {}

    def decode(self, model: Model, texts: Sequence[str], wanted: Collection[str]) -> Iterator[Mapping[str, Decoded]]:
        waiting = deque(batches(texts))
        if not waiting:
            return
        if self._ray is None:
            self._ray = self._connect()
        try:
            yield from self._decode(model, waiting, wanted)
        except (L10nError, GeneratorExit, KeyboardInterrupt):
            raise
        except Exception as problem:  # a connection that is gone raises whatever gRPC or Ray has for it
            raise EngineError(f"{self._name}: {_line(problem)}") from None

    def keep(self, models: Collection[Model]) -> None:
        """Nothing: a worker keeps the two models that it used last."""

    def close(self) -> None:
        if self._ray is not None:
            self._ray.shutdown()
            self._ray = None
        self._hands.clear()
        self._keys.clear()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _decode(self, model: Model, waiting: deque[list[str]],
                wanted: Collection[str]) -> Iterator[Mapping[str, Decoded]]:
        from ray.exceptions import RayError, RayTaskError

        key = self._key(model)
        lost: dict[str, int] = {}
        running: dict[Any, tuple[_Hand, list[str]]] = {}
        most = min(len(waiting), max(1, int(self._ray.cluster_resources().get("CPU", 1))))
        coming = {self._hired() for _ in range(most - len(self._hands))}
        started = 0
        while waiting or running:
            self._give(waiting, running, model, key, wanted)
            ready, _ = self._ray.wait([*running, *(ref for ref, _ in coming)], timeout=_PATIENCE)
            if not ready and not running:
                raise EngineError(f"{self._name}: no worker could be started in {_PATIENCE} seconds")
            for ref in ready:
                newcomer = next((one for one in coming if one[0] == ref), None)
                hand, batch = (newcomer[1], []) if newcomer is not None else running.pop(ref)
                coming.discard(newcomer)
                try:
                    found = self._ray.get(ref)
                except RayTaskError:
                    raise
                except RayError as problem:     # the worker is dead, or cannot be reached any more
                    if hand in self._hands:
                        self._hands.remove(hand)
                    if batch:
                        waiting.appendleft(batch)
                        lost[batch[0]] = lost.get(batch[0], 0) + 1
                    else:
                        started += 1
                    if started >= _DEATHS or (batch and lost[batch[0]] >= _DEATHS):
                        raise EngineError(f"{self._name}: {_DEATHS} workers died, the last one of: "
                                          f"{_line(problem)}") from None
                    if len(self._hands) + len(coming) < most:
                        coming.add(self._hired())
                    continue
                if newcomer is not None:
                    self._greet(hand, found)
                    started = 0
                    continue
                hand.load -= 1
                if found is None:
                    self._send(hand, model, key)
                    waiting.appendleft(batch)
                elif isinstance(found, L10nError):
                    raise found
                else:
                    yield found

    def _give(self, waiting: deque[list[str]], running: dict[Any, tuple[_Hand, list[str]]], model: Model, key: str,
              wanted: Collection[str]) -> None:
        """Batches to the workers that have least to do."""
        while waiting and self._hands:
            hand = min(self._hands, key=lambda one: one.load)
            if hand.load >= _AHEAD:
                return
            batch = waiting.popleft()
            hand.load += 1
            running[hand.actor.decode.remote(model, key, batch, [text for text in batch if text in wanted])] = (
                hand, batch)

    def _hired(self) -> tuple[Any, _Hand]:
        """A new worker, with what tells that it is there."""
        actor = self._ray.remote(num_cpus=1, max_restarts=0)(Worker).remote()
        return actor.version.remote(), _Hand(actor)

    def _greet(self, hand: _Hand, found: tuple[str, int]) -> None:
        version, _ = found
        if version != VERSION:
            raise EngineError(f"{self._name}: a worker has {version}, this machine {VERSION}: install the same there")
        self._hands.append(hand)

    def _send(self, hand: _Hand, model: Model, key: str) -> None:
        """The model itself, to a worker that has none of that digest."""
        if key in hand.has:
            return
        hand.has.add(key)
        if self._keys[model][1] is None:
            self._keys[model] = key, self._ray.put(packed(model))
        problem = self._ray.get(hand.actor.take.remote(model, key, self._keys[model][1]))
        if problem is not None:
            raise problem

    def _key(self, model: Model) -> str:
        if model not in self._keys:
            self._keys[model] = digest(model), None
        return self._keys[model][0]

    @property
    def _name(self) -> str:
        return f"ray://{self._address}" if self._address else "ray"

    def _connect(self) -> Any:
        if not self._address:
            os.environ.update(_ENVIRONMENT)
        try:
            import ray
        except ImportError as problem:
            raise EngineError(f"--executor ray needs the ray extra (pip install 'l10n[ray]'): {problem}") from None
        logging.getLogger("ray").setLevel(logging.ERROR)
        try:
            if self._address:
                ray.init(f"ray://{self._address}", log_to_driver=False)
            else:
                self._folder = Path(tempfile.mkdtemp(prefix="l10n-ray-"))
                ray.init(address="local", include_dashboard=False, object_store_memory=_STORE, log_to_driver=False,
                         configure_logging=False, _temp_dir=str(self._folder))
        except Exception as problem:  # ConnectionError, RuntimeError, gRPC's own: by what is wrong
            raise EngineError(f"{self._name} cannot be reached: {_line(problem)}") from None
        return ray


def _line(problem: BaseException) -> str:
    return next((line.strip() for line in str(problem).splitlines() if line.strip()), type(problem).__name__)
