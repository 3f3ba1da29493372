"""What a machine has: processors, memory; and what the environment may say instead."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import l10n
from l10n.engines import machine
from l10n.errors import EngineError
from l10n.project.engines import COMPUTE_TYPES


def test_processors_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("L10N_THREADS", raising=False)
    assert 1 <= machine.cores() <= (os.cpu_count() or 1)
    monkeypatch.setenv("L10N_THREADS", "7")
    assert machine.cores() == machine.cores(3) == 7
    monkeypatch.delenv("L10N_THREADS")
    assert machine.cores(3) == 3


def test_what_models_compute_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("L10N_COMPUTE_TYPE", raising=False)
    assert (machine.compute_type(), machine.compute_type("int16")) == ("int8", "int16")
    monkeypatch.setenv("L10N_COMPUTE_TYPE", "float32")
    assert machine.compute_type("int16") == "float32"


@pytest.mark.parametrize("said", ["0", "-1", "two", "1.5", "²"])
def test_threads_that_are_none(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("L10N_THREADS", said)
    with pytest.raises(EngineError, match=f"^L10N_THREADS is “{said}”: a whole number above 0 is needed$"):
        machine.cores()


def test_memory_that_is_free() -> None:
    free = machine.memory()
    assert 1 << 20 < free < 1 << 60
    assert machine.workers("small", 1 << 10, 2) == 2
    with pytest.raises(EngineError, match=r"^huge needs 1,610,612,736 MB of memory, and [\d,]+ MB are free$"):
        machine.workers("huge", 1 << 50, 2)


def test_a_limit_of_the_process_counts() -> None:
    code = "from l10n.engines import machine; print(machine.memory())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29)),
                          env={**os.environ, "PYTHONPATH": str(Path(l10n.__file__).parents[1])})
    assert 1 << 20 < int(done.stdout) < 1 << 29


@pytest.mark.parametrize(("threads", "room"), [("1", 30), ("1", 60), ("8", 110), ("8", 300), ("2", 600)])
def test_memory_that_is_too_little_is_one_line(threads: str, room: int) -> None:
    """Never the end of the process: fewer batches at a time, or an error; ``room`` in MB beyond what is imported."""
    pytest.importorskip("ctranslate2")
    code = f"""
import os, resource
import ctranslate2, sentencepiece
from l10n.engines import models
from l10n.engines.executor import Local
from l10n.errors import L10nError
[model] = [one for one in models.installed() if one.where == "built in"]
taken = int(open("/proc/self/statm").read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
resource.setrlimit(resource.RLIMIT_AS, (taken + ({room} << 20),) * 2)
try:
    texts = [f"The ferry to island {{number}} was late again." for number in range(300)]
    print(sum(map(len, Local().decode(model, texts, texts[:20]))))
except L10nError as problem:
    print(problem)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={
        **os.environ, "PYTHONPATH": str(Path(l10n.__file__).parents[1]), "L10N_THREADS": threads})
    assert done.returncode == 0, done.stderr
    if room < 172:
        assert re.search(r"^starter:\S+ needs \d+ MB of (memory, and \d+ MB are free|address space, and the limit of "
                         r"this process \(ulimit -v\) leaves \d+ MB)$", done.stdout)
    else:
        assert re.fullmatch(r"300\n" if room > 500 else r"300\n|starter:\S+: memory ran out\n", done.stdout)


def test_the_configuration_says_how_models_are_run(tmp_path: Path) -> None:
    """A compute type that this machine lacks shows that it got there; the environment overrules it."""
    ctranslate2 = pytest.importorskip("ctranslate2")
    lacking = next(one for one in COMPUTE_TYPES if one not in ctranslate2.get_supported_compute_types("cpu"))
    (tmp_path / "l10n.toml").write_text(
        f'source-locale = "en"\nlocales = ["es"]\n[engine]\ncompute-type = "{lacking}"\n')
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("The harbour is open.\n")
    home = {**os.environ, "PYTHONPATH": str(Path(l10n.__file__).parents[1]), "L10N_MODELS": str(tmp_path / "none")}
    home.pop("L10N_COMPUTE_TYPE", None)
    for own, right in ({}, False), ({"L10N_COMPUTE_TYPE": "float32"}, True):
        done = subprocess.run([sys.executable, "-m", "l10n", "run", "-C", str(tmp_path)], capture_output=True,
                              text=True, env=home | own)
        assert (f"compute-type is “{lacking}”, and this machine has " in done.stdout) is not right
        assert done.stderr == ""


def test_a_compute_type_that_there_is_not(tmp_path: Path) -> None:
    """Told in one line; the next run does what this one could not."""
    pytest.importorskip("ctranslate2")
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
