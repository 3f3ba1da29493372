"""Files appear whole or not at all, and never over somebody else's change."""

import multiprocessing
import os
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from l10n import files
from l10n.errors import ArticleError, ConflictError, L10nError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_reading_a_missing_file_is_the_callers_kind_of_error(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"^articles/a\.md: cannot be read: no such file or directory$"):
        files.read(tmp_path / "a.md", "articles/a.md", ArticleError)


def test_reading_a_folder(tmp_path: Path) -> None:
    with pytest.raises(L10nError, match=r"^x: cannot be read: is a directory$"):
        files.read(tmp_path, "x")


def test_writing_makes_folders_and_leaves_nothing_else(tmp_path: Path) -> None:
    assert files.write(tmp_path / "a/b/c.po", b"text", "c.po") is True
    assert (tmp_path / "a/b/c.po").read_bytes() == b"text"
    assert names(tmp_path) == ["a", "b", "c.po"]


def test_writing_the_same_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    files.write(path, b"text", "a.po")
    os.utime(path, ns=(1, 1))
    before = path.stat()
    assert files.write(path, b"text", "a.po") is False
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (1, before.st_ino)


def test_permission_bits_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    path.chmod(0o640)
    files.write(path, b"new", "a.po")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_permissions_that_umask_leaves(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    files.write(tmp_path / "a.po", b"new", "a.po")
    assert stat.S_IMODE((tmp_path / "a.po").stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


@pytest.mark.parametrize(("there", "expected"), [(b"theirs", b"ours"), (b"theirs", None), (None, b"ours")])
def test_a_file_changed_meanwhile_is_left_alone(tmp_path: Path, there: bytes | None, expected: bytes | None) -> None:
    path = tmp_path / "a.po"
    if there is not None:
        path.write_bytes(there)
    with pytest.raises(ConflictError, match=r"^a\.po: changed by another program"):
        files.write(path, b"new", "a.po", expected=expected)
    assert (path.read_bytes() if path.exists() else None) == there
    assert names(tmp_path) == ["a.po"] * (there is not None)


@pytest.mark.parametrize(("there", "expected"), [(b"old", b"old"), (None, None)])
def test_a_file_that_is_as_it_was_is_written(tmp_path: Path, there: bytes | None, expected: bytes | None) -> None:
    if there is not None:
        (tmp_path / "a.po").write_bytes(there)
    assert files.write(tmp_path / "a.po", b"new", "a.po", expected=expected)
    assert (tmp_path / "a.po").read_bytes() == b"new"


def test_a_folder_in_the_way_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.po").mkdir()
    with pytest.raises(L10nError, match=r"^a\.po: cannot be read: is a directory$"):
        files.write(tmp_path / "a.po", b"new", "a.po")
    (tmp_path / "b").write_bytes(b"a file")
    with pytest.raises(L10nError, match=r"^b/c\.po: cannot be read: not a directory$"):
        files.write(tmp_path / "b/c.po", b"new", "b/c.po")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.po").write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(L10nError, match=r"^a\.po: cannot be written: no space left on device$"):
        files.write(tmp_path / "a.po", b"new", "a.po")
    assert (tmp_path / "a.po").read_bytes() == b"old"
    assert names(tmp_path) == ["a.po"]


def _dead_process() -> int:
    process = multiprocessing.Process(target=int)
    process.start()
    process.join()
    assert process.pid is not None
    return process.pid


def test_sweep_takes_what_dead_writers_left(tmp_path: Path) -> None:
    left = [f".a.po.{_dead_process()}.l10n-tmp", ".b.po.x.l10n-tmp", f".c.po.{os.getpid()}.l10n-tmp"]
    for name in [*left, "keep.po", ".keep.tmp"]:
        (tmp_path / "sub").mkdir(exist_ok=True)
        (tmp_path / "sub" / name).touch()
    assert files.sweep(tmp_path) == 3
    assert names(tmp_path) == [".keep.tmp", "keep.po", "sub"]
    assert files.sweep(tmp_path / "missing") == 0


def test_sweep_leaves_what_a_running_process_is_writing(tmp_path: Path) -> None:
    running = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        (tmp_path / f".a.po.{running.pid}.l10n-tmp").touch()
        assert files.sweep(tmp_path) == 0
    finally:
        running.kill()
        running.wait()
    assert files.sweep(tmp_path) == 1


WRITER = """
import itertools, sys
from pathlib import Path
from l10n import files
print("ready", flush=True)
for turn in itertools.count():
    files.write(Path(sys.argv[1]), bytes([65 + turn % 26]) * 300_000, "a.po")
"""


def test_a_killed_writer_leaves_a_whole_file(tmp_path: Path) -> None:
    """The file is one of the versions, never a part of one, and the next run finds nothing lying about."""
    path = tmp_path / "a.po"
    for turn in range(8):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.005 + 0.003 * turn)
            writer.send_signal(signal.SIGKILL)
        files.sweep(tmp_path)
        if path.exists():
            data = path.read_bytes()
            assert len(data) == 300_000
            assert len(set(data)) == 1
        assert set(names(tmp_path)) <= {"a.po"}


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    """As ``/dev/null`` does, which a rename would put a file in place of."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_bytes)
        assert files.write(pipe, b"words", "pipe")
        assert read.result(10) == b"words"
    assert pipe.is_fifo()
