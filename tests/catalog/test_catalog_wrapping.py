"""Lines end where GNU gettext ends them, in the width that the file has."""

import random
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from l10n import catalog
from l10n.catalog import render, wrapping
from l10n.model import Entry, Place

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
needs_gettext = pytest.mark.skipif(shutil.which("msgcat") is None, reason="needs GNU gettext")
PROSE = """the harbour council met on Monday and agreed to a plan, with “quotation” ‘marks’ — dashes – of all kinds;
well-known rubber-stamps 3.5% $20 €5 20€ £1,000.50 and/or `code` <b>bold</b> &amp; ... … #tag @me x=y 10:30 (1) [^1]
¿Qué? ¡No! «guillemets» „Gänse“ it's l'eau "plain" back\\slash e.g. U.S. -5 5–6 +44 !  ? 100° №5 ™ ½ naïve мир שלום
العربية 👍 第一回 協議は月曜日 、 。 「引用」 カタカナー 汉字，标点。 한국어 ＡＢＣ （括弧） ！ {name} %s _em_ ~~x~~ |
https://example.org/a/b-c?d=e&f=1 [link](https://example.org/x)"""
PIECES = [*PROSE.split(), "a\u00a0b", "a\u202fb", "a\u200bb", "a\u00adb", "\t", "a\nb", "end\n"]


def entries(count: int, seed: int) -> list[Entry]:
    chance = random.Random(seed)
    return [Entry(f"{' '.join(chance.choices(PIECES, k=chance.randint(2, 40)))} {number}".lstrip("\n"),
                  places=tuple(Place(f"articles/{chance.choice(('a', 'harbour-talks', 'naïve'))}-{n}.md", n)
                               for n in range(chance.randint(1, 5))))
            for number in range(count)]


@needs_gettext
@pytest.mark.parametrize("width", [79, 60, 100, 0])
def test_lines_end_where_msgcat_ends_them(width: int) -> None:
    """msgcat over a file that we wrote changes nothing, so a translator's tools make no noise."""
    found = catalog.merge(catalog.new("es.po", "es"), entries(150, width), now=NOW)
    style = render.Style()
    style.__dict__["width"] = width
    blocks = [found.blocks[0], *(render.block(entry, style, block.kind) for entry, block
                                 in zip(found.entries, found.blocks[1:], strict=True))]
    data = "".join(block.raw for block in blocks)
    option = f"--width={width}" if width else "--no-wrap"
    done = subprocess.run(["msgcat", option, "-"], input=data.encode(), capture_output=True, check=True)
    theirs = done.stdout.decode()
    if width not in (0, 79):  # msgcat fills references to the same width, we always to 79 columns
        theirs, data = (_without_references(text) for text in (theirs, data))
    assert theirs == data


def _without_references(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith("#:"))


@needs_gettext
@pytest.mark.parametrize("width", [79, 60, 72, 120, 0])
def test_the_width_of_a_file_is_recognised(width: int) -> None:
    data = catalog.dump(catalog.merge(catalog.new("es.po", "es"), entries(40, 1), now=NOW))
    option = f"--width={width}" if width else "--no-wrap"
    done = subprocess.run(["msgcat", option, "-"], input=data, capture_output=True, check=True)
    assert render.style(catalog.parse(done.stdout, "es.po").blocks).width == width


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("協議", 4), ("é", 1), ("e\u0301", 1), ("ｱ", 1), ("👍", 2)])
def test_width_in_columns(text: str, columns: int) -> None:
    assert wrapping.width(text) == columns


def test_flags_and_locations_of_a_file_are_kept() -> None:
    long = "A text that is much longer than the seventy-nine columns that a line of a catalog has in most files."
    data = f'#, no-wrap\nmsgid "{long}"\nmsgstr ""\n'
    found = catalog.write(catalog.parse(data.encode(), "es.po"), {(None, long): long}, now=NOW)
    assert f'msgstr "{long}"' in found.text
    files_only = catalog.parse(b'#: a.md\nmsgid "a"\nmsgstr ""\n', "es.po")
    after = catalog.merge(files_only, [Entry("a", places=(Place("a.md", 3), Place("a.md", 9), Place("b.md", 1)))],
                          now=NOW)
    assert after.entries[0].places == (Place("a.md", 0), Place("b.md", 0))


def test_golden_lines() -> None:
    assert render.field("msgid", "Short.", "", 79) == ['msgid "Short."']
    assert render.field("msgid", "a\nb\n", "", 79) == ['msgid ""', '"a\\n"', '"b\\n"']
    assert render.field("msgstr", "x" * 90, "", 79) == [f'msgstr "{"x" * 90}"']
    assert render.field("msgid", "協議は月曜日に" * 8, "#~ ", 79) == [
        '#~ msgid ""', '#~ "協議は月曜日に協議は月曜日に協議は月曜日に協議は月曜日に協議は月曜日に協議"',
        '#~ "は月曜日に協議は月曜日に協議は月曜日に"']


def test_files_here_are_named(tmp_path: Path) -> None:
    """A file name with spaces stands between isolates, as gettext writes it, and is read back."""
    found = catalog.merge(catalog.new("es.po", "es"), [Entry("a", places=(Place("my articles/a b.md", 3),))], now=NOW)
    assert "#: \u2068my articles/a b.md\u2069:3\n" in found.text
    assert catalog.parse(catalog.dump(found), "es.po") == found
