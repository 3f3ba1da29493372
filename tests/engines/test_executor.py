"""Batches are the same whoever decodes them, and so is what comes out."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.engines import executor, machine, models
from l10n.engines.cluster import Cluster
from l10n.engines.decoder import Decoder
from l10n.engines.executor import BATCH, Local, batches
from l10n.engines.packages import Model, digest, inspect
from l10n.engines.worker import VERSION, Batch, Pairs, Worker, packed
from l10n.errors import EngineError, L10nError, ModelError

[STARTER] = [path for path in Path(models.__file__).with_name("starter").iterdir() if path.suffix == ".argosmodel"]
TEXTS = ["Where is the station?", "The house is red.", "Twelve boats left the harbour before the storm came in.",
         "No."] * 1 + [f"The ferry to island {number} was late again." for number in range(200)]


@pytest.fixture
def model() -> Model:
    for needed in ("ctranslate2", "sentencepiece"):
        pytest.importorskip(needed)
    return inspect(STARTER, "starter", "built in")


@given(st.lists(st.text(max_size=BATCH // 2), unique=True, max_size=60))
def test_batches_hold_every_text_once_and_are_as_large_as_they_may_be(texts: list[str]) -> None:
    made = batches(texts)
    assert sorted(text for batch in made for text in batch) == sorted(texts)
    for batch in made:
        sizes = [len(text.encode()) for text in batch]
        assert len(batch) == 1 or len(batch) * max(sizes) <= BATCH
        assert batches(batch) == [batch]
    for batch, following in pairwise(made):
        assert len(batch[-1].encode()) >= len(following[0].encode())
        assert (len(batch) + 1) * len(batch[0].encode()) > BATCH


def test_threads_do_not_change_what_comes_out(model: Model) -> None:
    found = [{text: decoded for batch in Local(threads).decode(model, TEXTS, TEXTS[:9]) for text, decoded in
              batch.items()} for threads in (1, 3)]
    assert found[0] == found[1]
    assert found[0].keys() == set(TEXTS)
    assert [text for text in TEXTS if found[0][text].aligned.columns] == TEXTS[:9]


def test_the_next_model_is_loaded_while_one_is_at_work(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a thread of its own, before the work is done; never more than two at a time, and one where that is wanted."""
    threads: list[str] = []
    there: weakref.WeakSet[Decoder] = weakref.WeakSet()

    class Watched(Decoder):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            threads.append(threading.current_thread().name.rstrip("_0"))
            there.add(self)
            assert len(there) <= 2

    monkeypatch.setattr(executor, "Decoder", Watched)
    pairs = [replace(model, target=target) for target in ("fr", "de", "it")]
    for wanted in (True, False):
        threads.clear()
        local = Local(1, ahead=wanted)
        made = []
        for at, pair in enumerate(pairs):
            local.keep([pair])
            if at < 2:
                local.ahead(pairs[at + 1])
            made.append(list(local.decode(pair, TEXTS[:80], ())))
        assert made[0] == made[1] == made[2]
        assert threads == (["MainThread", "l10n-ahead", "l10n-ahead"] if wanted else ["MainThread"] * 3)
        local.close()
        gc.collect()
        assert not there


def test_a_model_that_had_no_room_beside_another_is_loaded_when_it_is_alone(
        model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    other, local = replace(model, target="fr"), Local(1)
    local.ahead(other)
    with monkeypatch.context() as little:
        work = local.decode(model, TEXTS[:3], ())
        little.setattr(machine, "memory", lambda: 1 << 30 if not local._loaded else 0)
        assert sum(map(len, work)) == 3
        with suppress(EngineError):
            local._coming[other].result()
        assert isinstance(local._coming[other].exception(), EngineError)
        local.keep([other])
        assert sum(map(len, local.decode(other, TEXTS[:3], ()))) == 3


def test_what_nothing_was_decoded_before_loads_nothing(model: Model) -> None:
    local = Local(1)
    local.ahead(model)
    assert not local._coming


def test_an_interruption_leaves_what_was_yielded(model: Model) -> None:
    run = Local(2).decode(model, TEXTS, ())
    assert next(run)
    run.close()    # type: ignore[attr-defined]


def test_a_worker_decodes_with_the_model_that_is_there(model: Model, monkeypatch: pytest.MonkeyPatch,
                                                       tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    worker = Worker()
    assert worker.version()[0] == VERSION
    [batch] = batches(TEXTS[:3])
    assert [worker.do(model, digest(model), Batch(batch, []))] == list(Local(1).decode(model, batch, []))
    pairs = [("The house is red.", "La casa es roja."), ("The house is red.", "El barco es verde.")]
    likely = worker.do(model, digest(model), Pairs(pairs))
    assert likely == Local(1).likelihood(model, pairs)
    assert likely[0] > likely[1]


@pytest.mark.parametrize("unpacked", [False, True])
def test_a_worker_takes_a_model_that_is_sent(model: Model, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
                                             unpacked: bool) -> None:
    import zipfile

    place = tmp_path / "there" / "other.argosmodel"
    place.parent.mkdir()
    place.write_bytes(STARTER.read_bytes() + b"\0")    # of no digest that a worker has
    if unpacked:
        with zipfile.ZipFile(STARTER) as archive:
            archive.extractall(tmp_path / "there")
        place.unlink()
        [place] = (tmp_path / "there").iterdir()
        (place / "model" / "extra").write_bytes(b"\0")
    sent = inspect(place, "argos", "added")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    key = digest(sent)
    worker = Worker()
    assert worker.do(sent, key, Batch(["No."], [])) is None
    assert worker.take(sent, key, packed(sent)) is None
    found = worker.do(sent, key, Batch(["No."], []))
    assert isinstance(found, dict)
    assert list(found) == ["No."]
    assert Worker().do(sent, key, Batch(["No."], [])) == found


def test_a_worker_says_what_it_cannot_do(model: Model, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file" / "below"))
    (tmp_path / "file").write_text("")
    assert isinstance(Worker().take(model, "0" * 32, b"data"), L10nError)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    worker = Worker()
    worker.take(model, "0" * 32, b"no archive")
    assert isinstance(worker.do(model, "0" * 32, Batch(["No."], [])), ModelError)


def test_without_ray_it_is_one_line(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(EngineError, match=r"needs the ray extra \(pip install 'l10n\[ray\]'\)"):
        list(Cluster().decode(model, ["No."], ()))
    assert list(Cluster().decode(model, [], ())) == []
