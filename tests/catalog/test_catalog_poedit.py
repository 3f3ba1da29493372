"""One catalog opened, changed and saved in the real Poedit, on a virtual screen; the next update keeps every word.

Runs with ``-m slow`` where poedit, Xvfb and xdotool are installed (Debian's packages of these names).
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from l10n import catalog
from l10n.model import Entry, Place, State, Translation

pytestmark = [pytest.mark.slow, pytest.mark.skipif(
    not all(map(shutil.which, ("poedit", "Xvfb", "xdotool"))), reason="needs poedit, Xvfb and xdotool")]
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WIDTH, HEIGHT = 1200, 850
HEADLINE = ("headline", "Ferry sails again")
TEMPLATE = (
    Entry(HEADLINE[1], HEADLINE[0], places=(Place("articles/ferry.md", 1),), notes=("headline",)),
    Entry("The ferry has 20 cabins and left at nine, with the mayor, the harbour master and a brass band aboard.",
          places=(Place("articles/ferry.md", 3),)),
    Entry("Nobody translated this.", places=(Place("articles/ferry.md", 5),)),
    Entry("Tickets are sold on the pier.", places=(Place("articles/ferry.md", 7),)))


@contextmanager
def screen(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a virtual screen of its own, with a home of its own."""
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as number:
            display = number.readline().strip()
        (folder / "home").mkdir()
        yield {**os.environ, "DISPLAY": f":{display}", "HOME": str(folder / "home"), "LC_ALL": "C.UTF-8",
               "XDG_CONFIG_HOME": str(folder / "home" / ".config")}
    finally:
        server.terminate()
        server.wait(10)


def in_poedit(path: Path, text: str, folder: Path) -> None:
    """Open a catalog, type ``text`` over the translation of the first entry that Poedit shows, save, close."""
    with screen(folder) as environment:
        editor = subprocess.Popen(["poedit", str(path)], env=environment, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)

        def xdotool(*command: str) -> str:
            return subprocess.run(["xdotool", *command], env=environment, check=True, capture_output=True, text=True,
                                  timeout=60).stdout

        try:
            window = xdotool("search", "--sync", "--onlyvisible", "--name", path.name).split()[0]
            time.sleep(4)
            xdotool("windowsize", "--sync", window, str(WIDTH), str(HEIGHT))
            xdotool("windowfocus", window)
            time.sleep(1)
            # the field for the translation is at the bottom left, above the status bar
            xdotool("mousemove", "--window", window, str(WIDTH // 4), str(HEIGHT - 80), "click", "1")
            time.sleep(1)
            xdotool("key", "--clearmodifiers", "ctrl+a")
            xdotool("type", "--delay", "30", text)
            time.sleep(1)
            saved = path.stat().st_mtime_ns
            xdotool("key", "--clearmodifiers", "ctrl+s")
            until = time.monotonic() + 20
            while path.stat().st_mtime_ns == saved and time.monotonic() < until:
                time.sleep(0.2)
            time.sleep(1)
        finally:
            editor.terminate()
            editor.wait(20)


def test_what_poedit_saves_keeps_every_word(tmp_path: Path) -> None:
    found = catalog.merge(catalog.new("es.po", "es", "nplurals=2; plural=(n != 1);"),
                          [TEMPLATE[0], replace(TEMPLATE[1], source=TEMPLATE[1].source.replace("20", "12")),
                           *TEMPLATE[2:], Entry("A paragraph that the desk threw out.",
                                                places=(Place("articles/ferry.md", 9),))], now=NOW)
    found = catalog.fill(found, {entry.key: Translation(f"Es: {entry.source}", "argos:en-es@1.9", 0.83)
                                 for entry in found.entries if "Nobody" not in entry.source}, now=NOW)
    found = catalog.approve(found, [entry.key for entry in found.entries if entry.key != HEADLINE], now=NOW)
    before = catalog.merge(found, TEMPLATE, now=NOW)
    assert [entry.state for entry in before.entries] == [
        State.MACHINE, State.STALE, State.UNTRANSLATED, State.REVIEWED]
    path = tmp_path / "ferry.po"
    path.write_bytes(catalog.dump(before))

    in_poedit(path, "El ferri vuelve a zarpar", tmp_path)

    saved = catalog.parse(path.read_bytes(), "ferry.po")
    assert saved.header["X-Generator"].startswith("Poedit")
    assert saved.entries[0].target == "El ferri vuelve a zarpar"
    after = catalog.merge(saved, TEMPLATE, now=NOW)
    assert (after.entries[0].state, after.entries[0].target) == (State.REVIEWED, "El ferri vuelve a zarpar")
    assert after.entries[1:] == before.entries[1:]
    assert after.obsolete == before.obsolete
    assert "l10n: argos" not in after.text
    assert catalog.merge(after, TEMPLATE, now=NOW) is after
    untouched = [block.raw for block in before.blocks[2:]]
    assert [block.raw for block in after.blocks[2:]] == untouched, "not even their lines end elsewhere"
