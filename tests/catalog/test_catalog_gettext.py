"""The real gettext tools: they accept what we write, and what they rewrite loses nothing on the next update."""

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from l10n import catalog
from l10n.catalog import Catalog
from l10n.model import Entry, Place, State, Translation

pytestmark = pytest.mark.skipif(shutil.which("msgmerge") is None, reason="needs GNU gettext")
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)


def rows(*texts: tuple[str, str | None]) -> tuple[Entry, ...]:
    return tuple(Entry(source, context, notes=(context,) if context else (),
                       places=(Place("articles/ferry.md", 2 * number + 1), Place("articles/a b.md", 1)))
                 for number, (source, context) in enumerate(texts))


OLD = rows(
    ("Ferry “Morning Star” sails again", "headline"),
    ("The ferry has 12 cabins and left at nine. Nobody was hurt.", None),
    ("Tickets are sold on the pier, in the café and in the harbour master's office, which is open until eight.", None),
    ("A paragraph that will be gone after the next edit of the article.", None),
    ("Not translated by anybody yet.", None),
    ("Line one\nline two", "cell"), ("Harbour", "alt"), ("Harbour", None))
NEW = (*rows(
    ("Ferry “Morning Star” sails again", "headline"),
    ("The ferry has 20 cabins and left at nine. Nobody was hurt.", None),
    ("Tickets are sold on the pier, in the café and in the harbour master's office, which is open until eight.", None),
    ("Not translated by anybody yet.", None),
    ("Line one\nline two", "cell"), ("Harbour", "alt"), ("Harbour", None)),)


@pytest.fixture
def every_state() -> Catalog:
    """A catalog with every state, a comment of a translator, a stale and an obsolete entry."""
    found = catalog.merge(catalog.new("es.po", "es", "nplurals=2; plural=(n != 1);", project="harbour"), OLD, now=NOW)
    found = catalog.fill(found, {entry.key: Translation(f"Es: {entry.source}", "argos:en-es@1.9", 0.834, ("a",))
                                 for entry in OLD if "Not translated" not in entry.source}, now=NOW)
    found = catalog.approve(found, [OLD[1].key, OLD[3].key, OLD[5].key, OLD[6].key], now=NOW)
    found = catalog.merge(found, NEW, now=NOW)
    assert {entry.state for entry in found.entries} == set(State) - {State.INHERITED}
    assert found.obsolete
    return catalog.parse(catalog.dump(found).replace(b"#. headline", b"# Ship's name stays.\n#. headline"), "es.po")


def gettext(*command: str, data: bytes = b"", folder: Path | None = None) -> bytes:
    done = subprocess.run(command, input=data, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def check(found: Catalog, folder: Path) -> str:
    """What ``msgfmt --check`` has to say, warnings included."""
    (folder / "check.po").write_bytes(catalog.dump(found))
    done = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", "check.po"], cwd=folder, capture_output=True,
                          check=False)
    return done.stderr.decode()


def test_msgfmt_has_nothing_to_say(every_state: Catalog, tmp_path: Path) -> None:
    for found in (every_state, catalog.merge(catalog.new("es.po", "es"), (), now=NOW),
                  catalog.merge(catalog.new("ar.po", "ar", "nplurals=6; plural=0;"), OLD, now=NOW)):
        assert check(found, tmp_path) == ""


def test_msgfmt_does_look(every_state: Catalog, tmp_path: Path) -> None:
    """The test above can fail: the same file with a plain mistake is refused."""
    wrong = catalog.parse(catalog.dump(every_state).replace(b'msgstr "Es: Line one', b'msgstr "\\nEs: Line one'), "x")
    broken = catalog.write(wrong, {OLD[5].key: "\nEs"}, now=NOW)
    assert check(broken, tmp_path)


@pytest.mark.parametrize("command", [
    ("msgcat", "-"), ("msgcat", "--no-wrap", "-"), ("msgcat", "--width=60", "-"), ("msgcat", "--sort-output", "-"),
    ("msgcat", "--no-location", "-"), ("msgcat", "--add-location=file", "-"), ("msgattrib", "-"),
    ("msgattrib", "--no-wrap", "-"), ("msgconv", "-t", "UTF-8", "-"), ("msguniq", "-")], ids=" ".join)
def test_no_state_and_no_text_is_lost(every_state: Catalog, command: tuple[str, ...], tmp_path: Path) -> None:
    rewritten = catalog.parse(gettext(*command, data=catalog.dump(every_state)), "es.po")
    after = catalog.merge(rewritten, NEW, now=LATER)

    def what(found: Catalog) -> set[Entry]:
        return {replace(entry, places=(), line=0) for entry in (*found.entries, *found.obsolete)}

    assert what(after) == what(every_state)
    assert after.header["POT-Creation-Date"] == every_state.header["POT-Creation-Date"]
    assert catalog.merge(after, NEW, now=LATER) is after
    assert check(after, tmp_path) == ""


def test_a_plain_msgcat_pass_changes_no_line_but_references(every_state: Catalog) -> None:
    """It joins the references that we put on lines of their own; nothing else differs."""
    def lines(text: str) -> list[str]:
        return [line for line in text.split("\n") if not line.startswith("#:")]

    assert lines(gettext("msgcat", "-", data=catalog.dump(every_state)).decode()) == lines(every_state.text)


@pytest.mark.parametrize("previous", [True, False])
def test_msgmerge_between_two_updates(every_state: Catalog, tmp_path: Path, previous: bool) -> None:
    """A translator who runs msgmerge with the new template does no harm, and gets our words at the next update."""
    newer = (*NEW[:4], replace(NEW[4], source="Line one\nline three of it"), *NEW[5:])
    pot = catalog.merge(catalog.new_template("a.pot"), newer, now=LATER)
    (tmp_path / "es.po").write_bytes(catalog.dump(every_state))
    (tmp_path / "a.pot").write_bytes(catalog.dump(pot))
    option = ["--previous"] if previous else []
    done = gettext("msgmerge", *option, "-q", "es.po", "a.pot", folder=tmp_path)
    rewritten = catalog.parse(done, "es.po")
    after = catalog.merge(rewritten, newer, now=LATER)
    before = catalog.lookup(every_state)
    for entry in after.entries:
        if entry.key in before and before[entry.key].target:
            assert (entry.state, entry.target, entry.comments) == (
                before[entry.key].state, before[entry.key].target, before[entry.key].comments)
    changed = after.entries[4]
    assert changed.target == every_state.entries[4].target
    assert changed.state is State.STALE
    assert changed.remark == ("stale · 3 words changed" if previous else "")
    assert [entry.target for entry in after.obsolete] == [entry.target for entry in every_state.obsolete]
    assert check(after, tmp_path) == ""
    assert catalog.merge(after, newer, now=LATER) is after


def test_msgattrib_clears_fuzzy_and_the_next_update_takes_it_as_approval(every_state: Catalog) -> None:
    cleared = gettext("msgattrib", "--clear-fuzzy", "--clear-previous", "-", data=catalog.dump(every_state))
    after = catalog.merge(catalog.parse(cleared, "es.po"), NEW, now=LATER)
    assert {entry.state for entry in after.entries} == {State.REVIEWED, State.UNTRANSLATED}
    assert "l10n:" not in "".join(block.raw for block in after.blocks if block.kind != "obsolete")
    assert [entry.target for entry in after.entries] == [entry.target for entry in every_state.entries]


def test_msginit_makes_a_catalog_that_we_take_over(tmp_path: Path) -> None:
    pot = catalog.merge(catalog.new_template("a.pot", project="harbour"), OLD, now=NOW)
    (tmp_path / "a.pot").write_bytes(catalog.dump(pot))
    made = gettext("msginit", "--no-translator", "-l", "es", "-i", "a.pot", "-o", "-", folder=tmp_path)
    found = catalog.parse(made, "es.po")
    assert [entry.key for entry in catalog.merge(found, OLD, now=NOW).entries] == [entry.key for entry in OLD]
    assert found.locale == "es"
