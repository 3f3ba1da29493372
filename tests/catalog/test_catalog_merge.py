"""Update: nothing a person did is lost, nothing is touched that did not change, and it says what changed."""

import random
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n import catalog
from l10n.catalog import Catalog
from l10n.errors import CatalogError
from l10n.model import Entry, Place, State, Translation

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))
needs_gettext = pytest.mark.skipif(shutil.which("msgmerge") is None, reason="needs GNU gettext")


def sections(path: Path) -> dict[str, str]:
    _, *parts = path.read_text("utf-8").split("\n--- ")
    return {name: text + ("" if text.endswith("\n") else "\n") for name, _, text in
            (part.partition("\n") for part in parts)}


def made(*texts: str | tuple[str, str], locale: str = "es") -> Catalog:
    """A catalog with reviewed translations of these texts; (text, role) for headings and their kin."""
    found = template(*texts)
    empty = catalog.merge(catalog.new("es.po", locale, "nplurals=2; plural=(n != 1);"), found, now=NOW)
    return catalog.write(empty, {entry.key: f"«{entry.source}»" for entry in found}, now=NOW)


def template(*texts: str | tuple[str, str], shift: int = 0) -> tuple[Entry, ...]:
    rows = [(text, None) if isinstance(text, str) else text for text in texts]
    return tuple(Entry(source, context, places=(Place("articles/a.md", 2 * number + 1 + shift),),
                       notes=(context,) if context else ())
                 for number, (source, context) in enumerate(rows))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    parts = sections(path)
    before = catalog.parse(parts["catalog"].encode(), "es.po")
    wanted = catalog.parse(parts["template"].encode(), "a.pot").entries
    after = catalog.merge(before, wanted, now=NOW, sparse="sparse" in parts.get("options", ""))
    assert after.text == parts["expected"]
    assert catalog.merge(after, wanted, now=LATER, sparse="sparse" in parts.get("options", "")) is after
    assert catalog.parse(catalog.dump(after), "es.po") == after


def test_the_same_template_gives_the_same_object() -> None:
    found = made("One.", "Two.", ("Three", "headline"))
    assert catalog.merge(found, template("One.", "Two.", ("Three", "headline")), now=LATER) is found


def test_a_one_word_edit_touches_its_own_entry_and_the_date_of_the_template() -> None:
    before = made("One bright morning in May.", "The ferry left at nine.", ("Three", "headline"))
    after = catalog.merge(before, template("One bright morning in June.", "The ferry left at nine.",
                                           ("Three", "headline")), now=LATER)
    kept = [(old.raw, new.raw) for old, new in zip(before.blocks, after.blocks, strict=True)]
    assert [old == new for old, new in kept] == [False, False, True, True]
    header = [line for line in kept[0][1].split("\n") if line not in kept[0][0].split("\n")]
    assert header == ['"POT-Creation-Date: 2026-04-01 12:00+0000\\n"']


def test_moved_lines_change_references_only_and_no_date() -> None:
    before = made("One.", "Two.")
    after = catalog.merge(before, template("One.", "Two.", shift=1), now=LATER)
    assert after.text == before.text.replace("a.md:3", "a.md:4").replace("a.md:1", "a.md:2")


def test_stale_twice_keeps_the_text_that_the_translation_was_made_for() -> None:
    first = catalog.merge(made("The mayor spoke for 12 minutes."), template("The mayor spoke for 15 minutes."), now=NOW)
    second = catalog.merge(first, template("The mayor spoke for 20 minutes."), now=NOW)
    entry = second.entries[0]
    assert (entry.state, entry.previous) == (State.STALE, "The mayor spoke for 12 minutes.")
    assert entry.remark == "stale · meaning: number 12 → 20"


def test_an_edit_taken_back_stays_for_a_person_to_approve() -> None:
    """``fuzzy`` alone decides, and only people clear it: somebody may have worked on the text meanwhile."""
    first = catalog.merge(made("The mayor spoke."), template("The mayor spoke twice."), now=NOW)
    entry = catalog.merge(first, template("The mayor spoke."), now=NOW).entries[0]
    assert (entry.state, entry.remark) == (State.STALE, "stale · the text is back as it was")
    assert entry.target == "«The mayor spoke.»"


def test_a_paragraph_cut_in_two_keeps_its_translation_in_both() -> None:
    whole = "The ferry left the island at nine. It came back to the harbour before noon with nobody aboard."
    after = catalog.merge(made("Before.", whole, "After."), template(
        "Before.", "The ferry left the island at nine.",
        "It came back to the harbour before noon with nobody aboard.", "After."), now=NOW)
    assert [entry.state for entry in after.entries] == [State.REVIEWED, State.STALE, State.STALE, State.REVIEWED]
    assert {entry.target for entry in after.entries[1:3]} == {f"«{whole}»"}
    assert after.obsolete == ()


def test_of_two_alike_each_finds_its_own() -> None:
    after = catalog.merge(made("Rain in the north on Monday.", "Rain in the south on Monday."),
                          template("Rain in the south on Tuesday.", "Rain in the north on Tuesday."), now=NOW)
    assert [entry.target for entry in after.entries] == [
        "«Rain in the south on Monday.»", "«Rain in the north on Monday.»"]


def test_place_counts_where_words_are_few() -> None:
    after = catalog.merge(made("Before.", ("Storm warning", "heading"), "After."),
                          template("Before.", ("Gale warning", "heading"), "After."), now=NOW)
    assert after.entries[1].state is State.STALE


def test_text_that_has_nothing_to_do_with_it_is_not_carried_over() -> None:
    after = catalog.merge(made("Before.", "The harbour master retires in spring after thirty years at sea.", "After."),
                          template("Before.", "Maize prices fell again while farmers waited for rain.", "After."),
                          now=NOW)
    assert after.entries[1].state is State.UNTRANSLATED
    assert [entry.source for entry in after.obsolete] == [
        "The harbour master retires in spring after thirty years at sea."]


def test_machine_text_goes_with_its_source_but_not_with_a_persons_comment() -> None:
    found = catalog.merge(catalog.new("es.po", "es"), template("Something long gone.", "Stays."), now=NOW)
    found = catalog.fill(found, {(None, "Something long gone."): Translation("Algo", "argos:en-es@1", 0.5)}, now=NOW)
    assert catalog.merge(found, template("Stays."), now=NOW).obsolete == ()
    commented = catalog.parse(catalog.dump(found).replace(b"# l10n: argos", b"# Mine.\n# l10n: argos"), "es.po")
    assert catalog.merge(commented, template("Stays."), now=NOW).obsolete[0].comments == ("Mine.",)


def test_crlf_bom_and_a_missing_last_newline() -> None:
    text = made("One.", "Two.").text
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").removesuffix("\r\n").encode()
    found = catalog.parse(data, "es.po")
    assert catalog.merge(found, template("One.", "Two."), now=LATER) is found
    after = catalog.dump(catalog.merge(found, template("One.", "Two.", "Three."), now=NOW))
    assert after.count(b"\n") == after.count(b"\r\n")
    assert not after.startswith(b"\xef\xbb\xbf"), "GNU tools refuse the mark, so it goes with the first change"
    assert catalog.parse(after, "es.po").entries[2].source == "Three."


def test_a_file_without_a_header_gets_one_that_says_utf_8() -> None:
    found = catalog.parse(b'msgid "One."\nmsgstr "Uno."\n', "es.po")
    after = catalog.merge(found, template("One.", "Two."), now=NOW, header={"Language": "es"})
    assert after.header["Content-Type"] == "text/plain; charset=UTF-8"
    assert after.locale == "es"
    assert [entry.state for entry in after.entries] == [State.REVIEWED, State.UNTRANSLATED]


def test_a_plural_entry_stands_in_the_way_only_of_its_own_text() -> None:
    text = made("One.").text + '\n#: x.c:1\nmsgid "boat"\nmsgid_plural "boats"\nmsgstr[0] "barco"\nmsgstr[1] "barcos"\n'
    found = catalog.parse(text.encode(), "es.po")
    after = catalog.merge(found, template("One.", "Two."), now=NOW)
    assert 'msgstr[1] "barcos"' in after.text
    with pytest.raises(CatalogError, match="plural"):
        catalog.merge(found, template("boat"), now=NOW)


def test_templates_are_merged_the_same_way() -> None:
    pot = catalog.merge(catalog.new_template("a.pot"), template("One.", "Two."), now=NOW)
    assert catalog.created(pot) == NOW
    after = catalog.merge(pot, template("Two.", "Three."), now=LATER)
    assert [entry.source for entry in after.entries] == ["Two.", "Three."]
    assert after.obsolete == ()
    assert catalog.created(after) == LATER


WORDS = ("harbour", "council", "ferry", "strike", "the", "of", "in", "12", "not", "Monday", "valley", "river")
sentence = st.lists(st.sampled_from(WORDS), min_size=3, max_size=9).map(
    lambda words: " ".join(words).capitalize() + ".")
paragraph = st.lists(sentence, min_size=1, max_size=3).map(" ".join)
article = st.lists(st.tuples(paragraph, st.sampled_from((None, None, "heading"))), max_size=7, unique=True)


@given(article, article, article, st.booleans(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_laws_of_update(one: list[tuple[str, str | None]], two: list[tuple[str, str | None]],
                        three: list[tuple[str, str | None]], sparse: bool, chance: random.Random) -> None:
    """Exactly the template in use, no translation lost, twice is once, bytes read back as the same value."""
    found = made(*one) if one else catalog.new("es.po", "es")
    for rows in (chance.sample(one, len(one)) + two, three, one):
        wanted = template(*dict.fromkeys(rows))
        texts = {entry.target for entry in (*found.entries, *found.obsolete) if entry.target}
        after = catalog.merge(found, wanted, now=LATER, sparse=sparse)
        keys = [entry.key for entry in after.entries]
        assert set(keys) <= {entry.key for entry in wanted} if sparse else keys == [entry.key for entry in wanted]
        assert texts == {entry.target for entry in (*after.entries, *after.obsolete) if entry.target}
        assert all(entry.target for entry in after.entries) or not sparse
        assert catalog.merge(after, wanted, now=LATER, sparse=sparse) is after
        assert catalog.parse(catalog.dump(after), "es.po") == after
        reviewed = {entry.key: entry.target for entry in found.entries if entry.state is State.REVIEWED}
        for entry in after.entries:
            if entry.key in reviewed:
                assert (entry.state, entry.target) == (State.REVIEWED, reviewed[entry.key])
        found = after


def edited(rows: list[str], chance: random.Random) -> list[str]:
    """What authors do: change words, insert, delete, move, cut."""
    rows = list(rows)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(rows))
        words = rows[at].split()
        match chance.randrange(5):
            case 0 | 1:
                words[chance.randrange(len(words))] = chance.choice(WORDS)
                rows[at] = " ".join(words)
            case 2:
                rows.insert(at, " ".join(chance.choices(WORDS, k=12)) + ".")
            case 3 if len(rows) > 2:
                rows.pop(at)
            case _:
                rows.append(rows.pop(at))
    return list(dict.fromkeys(rows))


@needs_gettext
def test_never_worse_than_msgmerge(tmp_path: Path) -> None:
    """What msgmerge keeps approved we keep approved, what it keeps at all we keep, and what it finds for a text that
    changed by a few words we find too, the same or a closer one (it copies from entries still in use as well: that is
    the translation memory's work here)."""
    chance = random.Random(5)
    found_there = found_here = 0
    for _ in range(25):
        rows = list(dict.fromkeys(" ".join(chance.choices(WORDS, k=chance.randint(6, 25))) + "." for _ in range(8)))
        before = made(*rows)
        wanted = template(*edited(rows, chance))
        pot = catalog.merge(catalog.new_template("a.pot"), wanted, now=LATER)
        (tmp_path / "es.po").write_bytes(catalog.dump(before))
        (tmp_path / "a.pot").write_bytes(catalog.dump(pot))
        done = subprocess.run(["msgmerge", "--previous", "-q", "es.po", "a.pot"], cwd=tmp_path, capture_output=True,
                              check=True)
        theirs = catalog.parse(done.stdout, "es.po")
        ours = catalog.merge(before, wanted, now=LATER)
        here = catalog.lookup(ours)
        vanished = {entry.source for entry in before.entries} - {entry.source for entry in wanted}
        for entry in theirs.entries:
            if entry.state is State.REVIEWED:
                assert here[entry.key].state is State.REVIEWED
                assert here[entry.key].target == entry.target
            elif entry.state is State.STALE and entry.previous in vanished:
                found_there += 1
                found_here += here[entry.key].state is State.STALE
        assert {entry.target for entry in (*theirs.entries, *theirs.obsolete)} <= {
            entry.target for entry in (*ours.entries, *ours.obsolete)} | {""}
    assert found_there > 20
    assert found_here >= 0.95 * found_there
