"""Decoding on Ray: one worker a processor, of this machine or of a cluster; batches of sentences are its tasks.

A batch is given to a worker that is there and kept here until its result is: what a worker had when it died goes to the
next one. Ray is imported when the first batch is to be decoded.
"""

from __future__ import annotations

import logging
import os
import shutil
import socket
import tempfile
import time
import warnings
from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from l10n.engines import machine
from l10n.engines.decoder import Decoded, method
from l10n.engines.executor import batches
from l10n.engines.packages import Model, digest
from l10n.engines.worker import VERSION, Batch, Pairs, Task, Worker, packed
from l10n.errors import EngineError, L10nError

_AHEAD = 2
"""Tasks that a worker has at a time: one to do, one so that it need not wait."""
_DEATHS = 3
"""Workers that one task may take with it, and that may die one after another before any is there."""
_PATIENCE = 120
"""Seconds to wait for a first worker."""
_KNOCK = 10
"""Seconds to wait for an address to answer at all."""
_STORE = 80 << 20
"""Bytes of shared memory of a Ray of our own, close to the least that it takes: sentences are small."""
_SHORT = Path("/tmp")    # noqa: S108 - mkdtemp below it; the names of sockets may have 103 characters, TMPDIR is long on macOS
# Read by Ray while it is imported and by the processes that it starts: nothing is reported, nothing of a Ray of our own
# listens on a network (the second is how Ray itself keeps to the loopback on macOS and Windows), other users of the
# machine cannot talk to it, and a busy machine has time to start it.
_ENVIRONMENT = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_AUTH_MODE": "token",
                "RAY_raylet_start_wait_time_s": "120"}


@dataclass(slots=True, eq=False)
class _Hand:
    """A worker and what it has to do."""

    actor: Any
    has: set[str] = field(default_factory=set)
    """Digests of models that were sent to it."""
    load: int = 0
    """Tasks that it has."""


class _ClusterError(EngineError):
    """The cluster cannot be used, whatever the model."""


class Cluster:
    """Satisfies ``l10n.engines.executor.Executor``."""

    def __init__(self, address: str = "", compute_type: str = "") -> None:
        """``address``: host:port of a cluster's Ray Client server; "" starts Ray on this machine and ends it again.
        ``compute_type``: of CTranslate2 on every worker, "" for what ``machine`` says here."""
        self._compute_type = machine.compute_type(compute_type)
        self._address = address
        self._ray: Any = None
        self._refusal: _ClusterError | None = None
        self._folder: Path | None = None
        self._hands: list[_Hand] = []
        self._keys: dict[Model, tuple[str, Any]] = {}

    def decode(self, model: Model, texts: Sequence[str], wanted: Collection[str]) -> Iterator[Mapping[str, Decoded]]:
        return self._results(model, [Batch(batch, [text for text in batch if text in wanted])
                                     for batch in batches(texts)])

    def likelihood(self, model: Model, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return next(self._results(model, [Pairs(pairs)]), []) if pairs else []

    def method(self, model: Model) -> str:
        return method(model, self._compute_type)

    def keep(self, models: Collection[Model]) -> None:
        """Nothing: a worker keeps the two models that it used last."""

    def ahead(self, model: Model) -> None:
        """Nothing: a worker that has no batch of one model begins with the next."""

    def close(self) -> None:
        if self._ray is not None:
            self._ray.shutdown()
            self._ray = None
        self._hands.clear()
        self._keys.clear()
        self._refusal = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _results(self, model: Model, tasks: Sequence[Task]) -> Iterator[Any]:
        """What each task gives, in the order in which they are done."""
        if not tasks:
            return
        if self._refusal is not None:    # another locale asks: once is enough to wait for
            raise self._refusal
        try:
            self._ray = self._ray or self._connect()
            yield from self._done(model, deque(tasks))
        except _ClusterError as problem:
            self._refusal = problem
            raise
        except L10nError:
            raise
        except Exception as problem:  # a connection that is gone raises whatever gRPC or Ray has for it
            self._refusal = _ClusterError(f"{self._name}: {_line(problem)}")
            raise self._refusal from None

    def _done(self, model: Model, waiting: deque[Task]) -> Iterator[Any]:
        from ray.exceptions import RayError, RayTaskError

        key = self._key(model)
        lost: Counter[int] = Counter()
        running: dict[Any, tuple[_Hand, Task]] = {}
        most = min(len(waiting), max(1, int(self._ray.cluster_resources().get("CPU", 1))))
        coming = dict(self._hired() for _ in range(most - len(self._hands)))
        stillborn = 0
        try:
            while waiting or running:
                while waiting and (free := [hand for hand in self._hands if hand.load < _AHEAD]):
                    hand, task = min(free, key=lambda one: one.load), waiting.popleft()
                    hand.load += 1
                    running[hand.actor.do.remote(model, key, task)] = hand, task
                ready, _ = self._ray.wait([*running, *coming], timeout=_PATIENCE)
                if not ready and not running:
                    raise _ClusterError(f"{self._name}: no worker could be started in {_PATIENCE} seconds")
                for ref in ready:
                    try:
                        found = self._ray.get(ref)
                        if found is None:
                            self._send(running[ref][0], model, key)
                    except RayTaskError:
                        raise
                    except RayError as problem:     # the worker is dead, or cannot be reached any more
                        if ref in running:
                            hand, task = running.pop(ref)
                            self._hands = [one for one in self._hands if one is not hand]
                            waiting.appendleft(task)
                            lost[id(task)] += 1
                        else:
                            del coming[ref]
                            stillborn += 1
                        if max(stillborn, *lost.values(), 0) >= _DEATHS:
                            raise _ClusterError(f"{self._name}: {_DEATHS} workers died: {_line(problem)}") from None
                        if len(self._hands) + len(coming) < most:
                            coming |= [self._hired()]
                        continue
                    if ref in coming:
                        self._greet(coming.pop(ref), found)
                        stillborn = 0
                        continue
                    hand, task = running.pop(ref)
                    hand.load -= 1
                    if found is None:       # its worker has the model only now
                        waiting.appendleft(task)
                    elif isinstance(found, L10nError):
                        raise found
                    else:
                        yield found
        finally:
            for hand in self._hands:    # what an error or an interruption left with them is nobody's any more
                hand.load = 0

    def _hired(self) -> tuple[Any, _Hand]:
        """A new worker, with what tells that it is there."""
        actor = self._ray.remote(num_cpus=1, max_restarts=0)(Worker).remote(self._compute_type)
        return actor.version.remote(), _Hand(actor)

    def _greet(self, hand: _Hand, found: tuple[str, int]) -> None:
        version, _ = found
        if version != VERSION:
            raise _ClusterError(f"{self._name}: a worker has {version}, this machine {VERSION}: install the same there")
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
            raise _ClusterError(f"--executor ray needs the ray extra (pip install 'l10n[ray]'): {problem}") from None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                if self._address:
                    self._join(ray)
                else:
                    self._folder = Path(tempfile.mkdtemp(prefix="l10n-ray-", dir=_SHORT if _SHORT.is_dir() else None))
                    ray.init(address="local", include_dashboard=False, object_store_memory=_STORE, log_to_driver=False,
                             configure_logging=False, _temp_dir=str(self._folder))
        except L10nError:
            raise
        except Exception as problem:  # OSError, RuntimeError, gRPC's own: by what is wrong
            raise _ClusterError(f"{self._name} cannot be reached: {_line(problem)}") from None
        return ray

    def _join(self, ray: Any) -> None:
        """Connect to a cluster: at once clear where nothing listens, patient with one that is busy."""
        host, _, port = self._address.rpartition(":")
        socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK).close()
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                ray.init(f"ray://{self._address}", logging_level=logging.ERROR)
            except ConnectionError:     # Ray gives up after half a minute
                if time.monotonic() > until:
                    raise
            else:
                return


def _line(problem: BaseException) -> str:
    return next((line.strip() for line in str(problem).splitlines() if line.strip()), type(problem).__name__)
