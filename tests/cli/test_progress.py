"""The line on the terminal: what it says, that it fits, and that there is none where nobody could read it."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from l10n.cli.progress import Line


def drawn(columns: int, *, colour: bool = False) -> list[str]:
    """What stands on a terminal of some columns while 1,000 words are done in ten steps of two seconds."""
    out: list[str] = []
    now = 0.0
    line = Line(out.append, colour=colour, clock=lambda: now, columns=lambda: columns)
    for done in range(0, 1001, 100):
        line("translate es", done, 1000, "words")
        line("translate es", done, 1000, "words")    # too soon to be drawn again
        now += 2
    return [text.removeprefix("\r") for text in out]


def test_it_says_how_much_how_fast_and_how_long_it_will_take() -> None:
    lines = drawn(100)
    assert lines[0].split() == ["translate", "es", "0", "%", "0", "of", "1,000", "words"]
    assert lines[4] == "translate es  █████████▌                 40 %  400 of 1,000 words  50/s  0:12 left"


@pytest.mark.parametrize(("columns", "expected"), [
    (70, "50 %  500 of 1,000 words  50/s  0:10 left"),
    (50, "50/s  0:10 left"), (36, "50 %"), (25, "translate es"), (9, "translat"),
])
def test_it_fits(columns: int, expected: str) -> None:
    lines = drawn(columns)
    assert all(len(line) < columns for line in lines)
    assert expected in lines[5]


def test_what_was_longer_is_wiped() -> None:
    out: list[str] = []
    line = Line(out.append, colour=False, clock=lambda: 0.0, columns=lambda: 100)
    line("translate es", 12345, 99999, "words")
    line("build", 1, 2)
    line.clear()
    screen = ""
    for text in "".join(out).split("\r"):
        screen = text + screen[len(text):]
    assert screen.strip() == ""
    assert "words" not in out[1]


def test_colour_only_where_it_is_wanted() -> None:
    assert "\x1b[" in drawn(100, colour=True)[3]
    assert "\x1b[" not in drawn(100)[3]


@pytest.mark.parametrize(("term", "shown"), [("xterm", True), ("dumb", False)])
def test_only_a_terminal_sees_it(tmp_path: Path, term: str, shown: bool) -> None:
    (tmp_path / "l10n.toml").write_text('source-locale = "en"\nlocales = ["en_XA"]\n')
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Boats\n\nTwelve boats left.\n")
    master, slave = pty.openpty()
    run = subprocess.run([sys.executable, "-m", "l10n", "run", "-C", str(tmp_path)], stdout=subprocess.DEVNULL,
                         stderr=slave, env={**os.environ, "TERM": term, "NO_COLOR": "1"}, check=False)
    os.set_blocking(master, False)
    os.write(slave, b".")
    seen = os.read(master, 1 << 16).decode()
    os.close(master)
    os.close(slave)
    assert run.returncode in (0, 1)
    assert ("translate en_XA" in seen) is shown
    assert "\x1b[" not in seen
    assert shown or re.fullmatch(r"\.", seen)
