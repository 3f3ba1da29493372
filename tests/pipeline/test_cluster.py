"""Translating on a real Ray of several processes: the same bytes as here, also when a worker is killed under way."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from l10n.engines import models
from l10n.engines.cluster import Cluster
from l10n.engines.decoder import Decoded
from l10n.engines.executor import Local
from l10n.engines.packages import inspect

pytestmark = pytest.mark.slow

CONFIG = """\
source-locale = "en_GB"
locales = ["es", "es_MX", "fr", "de", "en_XA"]
publish = "machine"
"""
WHO = ("The harbour master", "A teacher from the north shore", "The ferry company", "An engineer", "Our neighbour",
       "The council", "One of the divers", "The youngest member of the crew")
DID = ("repaired", "painted", "counted", "forgot", "photographed", "carried away", "asked about", "paid for")
WHAT = ("the old lighthouse", "two small boats", "every lamp in the street", "the wooden bridge", "the school roof",
        "a box of letters", "the market clock", "several **heavy** stones")
WHEN = ("before the storm came in", "on the first day of spring", "while the tide was low", "without telling anybody",
        "because nobody else wanted to", "after the long winter", "in a single afternoon")


def make(folder: Path, articles: int) -> Path:
    """A project with articles put together from words of our own; hardly a sentence comes twice."""
    draw = random.Random(articles)
    (folder / "articles").mkdir(parents=True)
    (folder / "l10n.toml").write_text(CONFIG)
    for number in range(articles):
        said = [f"{draw.choice(WHO)} {draw.choice(DID)} {draw.choice(WHAT)} {draw.choice(WHEN)}." for _ in range(12)]
        paragraphs = "\n\n".join(" ".join(said[at:at + 3]) for at in range(0, 12, 3))
        (folder / "articles" / f"day-{number:02}.md").write_text(f"# Day {number} at the harbour\n\n{paragraphs}\n")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment of its own, with the weights of the starter as models to French and German too."""
    pytest.importorskip("ray")
    added = tmp_path / "models"
    added.mkdir()
    [starter] = Path(models.__file__).with_name("starter").glob("*.argosmodel")
    for target in ("fr", "de"):
        with zipfile.ZipFile(starter) as old, zipfile.ZipFile(added / f"en-{target}.argosmodel", "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name.endswith("metadata.json"):
                    data = json.dumps({**json.loads(data), "to_code": target}).encode()
                new.writestr(name, data)
    return {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"),
            "XDG_DATA_HOME": str(tmp_path / "data"), "L10N_MODELS": str(added)}


def translate(folder: Path, environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-m", "l10n", "translate", "-C", str(folder), *words], env=environment,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def done(run: subprocess.Popen[str]) -> str:
    out, err = run.communicate(timeout=550)
    assert (run.returncode, err) == (0, ""), out
    assert "broke down" not in out
    return out


def catalogs(folder: Path) -> dict[str, bytes]:
    """Without the one line that says when."""
    return {path.relative_to(folder).as_posix(): b"\n".join(
        line for line in path.read_bytes().split(b"\n") if b"PO-Revision-Date" not in line)
        for path in sorted((folder / "locales").rglob("*.po"))}


def sentences(folder: Path) -> int:
    with contextlib.suppress(sqlite3.Error), contextlib.closing(
            sqlite3.connect(f"file:{folder / '.l10n/sentences.sqlite'}?mode=ro", uri=True)) as cache:
        return int(cache.execute("select count(*) from kept").fetchone()[0])
    return 0


def workers(driver: int) -> list[int]:
    """Processes of a Ray that ``driver`` started, which are our workers."""
    parents: dict[int, int] = {}
    named: list[int] = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            with contextlib.suppress(OSError):
                parents[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
                if b"ray::Worker" in (place / "cmdline").read_bytes():
                    named.append(int(place.name))

    def ours(process: int) -> bool:
        return process == driver or (process in parents and ours(parents[process]))

    return [process for process in named if ours(process)]


def test_fifty_articles_in_five_locales_with_a_worker_killed_under_way(tmp_path: Path, home: dict[str, str]) -> None:
    here, there = make(tmp_path / "here", 50), tmp_path / "there"
    subprocess.run([sys.executable, "-m", "l10n", "sync", "-C", str(here)], env=home, check=True, capture_output=True)
    shutil.copytree(here, there)
    done(translate(here, home))
    whole = sentences(here)
    assert whole > 1200

    run = translate(there, home, "--executor", "ray")
    killed: list[int] = []
    while run.poll() is None and not killed:
        if sentences(there) >= whole / 2:
            killed = workers(run.pid)[:1]
            at = sentences(there)
            for process in killed:
                os.kill(process, signal.SIGKILL)
        time.sleep(0.02)
    done(run)
    assert killed, "it was over before a worker could be killed"
    assert at < whole * 0.9
    assert catalogs(there) == catalogs(here)
    assert len(catalogs(here)) == 50 * 5
    assert sentences(there) == whole


def free(port: int) -> int:
    """The next port from there that nobody has, below those that the system gives to connections."""
    while True:
        with contextlib.suppress(OSError), socket.socket() as one:
            one.bind(("127.0.0.1", port))
            return port
        port += 1


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


@pytest.fixture
def cluster(tmp_path: Path, home: dict[str, str]) -> Iterator[str]:
    """The Ray Client address of a head node on the loopback, whose machine has no models."""
    pytest.importorskip("grpc")
    port, client = free(26000), free(28000)
    environment = {**home, "XDG_CACHE_HOME": str(tmp_path / "theirs"), "L10N_MODELS": str(tmp_path / "none"),
                   "RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
                   "RAY_raylet_start_wait_time_s": "280"}
    folder = tempfile.mkdtemp(prefix="l10n-", dir="/tmp")    # names of sockets are short
    ray = Path(sys.executable).with_name("ray")
    head = subprocess.Popen(
        [ray, "start", "--head", "--block", "--num-cpus=2", "--include-dashboard=false", "--disable-usage-stats",
         f"--port={port}", f"--ray-client-server-port={client}", "--object-store-memory=80000000",
         f"--temp-dir={folder}"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        until = time.monotonic() + 300    # a busy machine takes minutes
        while not listens(client):
            assert head.poll() is None, head.communicate()[0]
            assert time.monotonic() < until
            time.sleep(0.5)
        yield f"127.0.0.1:{client}"
    finally:
        head.terminate()
        head.communicate(timeout=60)
        shutil.rmtree(folder)


def test_a_cluster_without_the_models_gets_them(tmp_path: Path, home: dict[str, str], cluster: str) -> None:
    here, there = make(tmp_path / "here", 4), tmp_path / "there"
    subprocess.run([sys.executable, "-m", "l10n", "sync", "-C", str(here)], env=home, check=True, capture_output=True)
    shutil.copytree(here, there)
    done(translate(here, home))
    done(translate(there, home, "--executor", f"ray://{cluster}"))
    assert catalogs(there) == catalogs(here)
    assert len(list((tmp_path / "theirs" / "l10n" / "models").iterdir())) == 2    # the starter is there already


def test_a_worker_of_a_cluster_that_dies_under_way(cluster: str) -> None:
    [starter] = Path(models.__file__).with_name("starter").glob("*.argosmodel")
    model = inspect(starter, "starter", "built in")
    texts = [f"The ferry to island {number} was late again because of the storm." for number in range(400)]
    run, killed = Cluster(cluster), 0
    found: dict[str, Decoded] = {}
    try:
        for batch in run.decode(model, texts, texts[:9]):
            found.update(batch)
            if not killed:
                _, killed = run._ray.get(run._hands[0].actor.version.remote())
                os.kill(killed, signal.SIGKILL)
    finally:
        run.close()
    assert killed
    assert found == {text: one for batch in Local().decode(model, texts, texts[:9]) for text, one in batch.items()}


def test_a_cluster_that_is_not_there_is_one_line(tmp_path: Path, home: dict[str, str]) -> None:
    folder = make(tmp_path / "here", 1)
    subprocess.run([sys.executable, "-m", "l10n", "sync", "-C", str(folder)], env=home, check=True, capture_output=True)
    run = translate(folder, home, "--executor", "ray://127.0.0.1:1", "-l", "es")
    out, err = run.communicate(timeout=300)
    assert (run.returncode, err) == (0, "")
    assert "ray://127.0.0.1:1 cannot be reached" in out
