"""What a machine has: processors, memory; and what the environment may say instead."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import l10n
from l10n.engines import machine
from l10n.errors import EngineError


def test_processors_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("L10N_THREADS", raising=False)
    assert 1 <= machine.cores() <= (os.cpu_count() or 1)
    monkeypatch.setenv("L10N_THREADS", "7")
    assert machine.cores() == 7


@pytest.mark.parametrize("said", ["0", "-1", "two", "1.5", "²"])
def test_threads_that_are_none(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("L10N_THREADS", said)
    with pytest.raises(EngineError, match=f"^L10N_THREADS is “{said}”: a whole number above 0 is needed$"):
        machine.cores()


def test_memory_that_is_free() -> None:
    free = machine.memory()
    assert 1 << 20 < free < 1 << 60
    machine.fits("small", 1 << 10)
    with pytest.raises(EngineError, match=r"^huge needs 1,610,612,736 MB of memory, and [\d,]+ MB are free$"):
        machine.fits("huge", 1 << 50)


def test_a_limit_of_the_process_counts() -> None:
    code = "from l10n.engines import machine; print(machine.memory())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29)),
                          env={**os.environ, "PYTHONPATH": str(Path(l10n.__file__).parents[1])})
    assert 1 << 20 < int(done.stdout) < 1 << 29


def test_a_compute_type_that_there_is_not(tmp_path: Path) -> None:
    pytest.importorskip("ctranslate2")
    """Told in one line; the next run does what this one could not."""
    (tmp_path / "l10n.toml").write_text('source-locale = "en"\nlocales = ["es"]\n')
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("The harbour is open.\n")
    home = {**os.environ, "PYTHONPATH": str(Path(l10n.__file__).parents[1]), "L10N_MODELS": str(tmp_path / "none")}
    catalog = tmp_path / "locales" / "es" / "LC_MESSAGES" / "a.po"
    for variable, said in (("L10N_COMPUTE_TYPE", "int3"), ("L10N_THREADS", "none"), ("", "")):
        done = subprocess.run([sys.executable, "-m", "l10n", "run", "-C", str(tmp_path)], capture_output=True,
                              text=True, env={**home, variable: said} if said else home)
        assert (f"{variable} is “{said}”" in done.stdout) is bool(said)
        assert ("#, fuzzy" in catalog.read_text("utf-8")) is (not said)
        assert done.stderr == ""
