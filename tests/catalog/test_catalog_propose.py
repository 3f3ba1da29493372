"""Proposals fill gaps and nothing else; approval is a person's."""

from datetime import UTC, datetime

import pytest

from l10n import catalog
from l10n.catalog import Catalog, remarks
from l10n.catalog.amend import amend
from l10n.model import Entry, Key, Place, State, Translation

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
ONE, TWO, THREE = (None, "One."), (None, "Two."), (None, "Three.")
TEMPLATE = tuple(Entry(source, context, places=(Place("a.md", line),), notes=("note",))
                 for line, (context, source) in enumerate((ONE, TWO, THREE), 1))


@pytest.fixture
def empty() -> Catalog:
    return catalog.merge(catalog.new("es.po", "es"), TEMPLATE, now=NOW)


def state(found: Catalog, key: Key) -> tuple[State, str, str]:
    entry = catalog.lookup(found)[key]
    return entry.state, entry.target, entry.remark


def test_a_proposal_is_fuzzy_and_says_where_it_comes_from(empty: Catalog) -> None:
    found = catalog.fill(empty, {ONE: Translation("Uno.", "argos:en-es@1.9", 0.834, ("⟦2⟧ put back", "a · b"))},
                         now=LATER)
    assert state(found, ONE) == (State.MACHINE, "Uno.", "argos:en-es@1.9 0.83 #0673a9 · ⟦2⟧ put back · a - b")
    assert "#, fuzzy" in found.text
    assert found.header["PO-Revision-Date"] == "2026-04-01 12:00+0000"
    assert found.header["POT-Creation-Date"] == "2026-03-01 12:00+0000"
    assert catalog.parse(catalog.dump(found), "es.po") == found


def test_what_a_person_did_is_never_touched(empty: Catalog) -> None:
    mine = catalog.write(empty, {ONE: "Mía."}, now=NOW)
    doubted = catalog.parse(catalog.dump(mine).replace(b"#: a.md:1\n", b"#: a.md:1\n#, fuzzy\n"), "es.po")
    proposal = {ONE: Translation("Suya.", "argos:en-es@1", 1.0)}
    for found in (mine, doubted):
        assert catalog.fill(found, proposal, now=LATER, replace_machine=True) is found


def test_an_older_proposal_is_replaced_only_where_asked(empty: Catalog) -> None:
    found = catalog.fill(empty, {ONE: Translation("Uno.", "argos:en-es@1", 0.5)}, now=NOW)
    newer = {ONE: Translation("Una.", "argos:en-es@2", 0.6)}
    assert catalog.fill(found, newer, now=LATER) is found
    assert state(catalog.fill(found, newer, now=LATER, replace_machine=True), ONE)[1] == "Una."
    same = {ONE: Translation("Uno.", "argos:en-es@1", 0.5)}
    assert catalog.fill(found, same, now=LATER, replace_machine=True) is found


def test_machine_text_that_is_out_of_date_is_a_gap(empty: Catalog) -> None:
    found = catalog.fill(empty, {ONE: Translation("Uno.", "argos:en-es@1", 0.5)}, now=NOW)
    found = catalog.write(found, {TWO: "Dos."}, now=NOW)
    changed = [Entry("One more.", places=(Place("a.md", 1),)), *TEMPLATE[1:]]
    moved = catalog.merge(found, changed, now=NOW)
    assert [entry.source for entry in catalog.gaps(moved)] == ["One more.", "Three."]
    filled = catalog.fill(moved, {(None, "One more."): Translation("Uno más.", "argos:en-es@1", 0.7)}, now=NOW)
    assert state(filled, (None, "One more.")) == (State.MACHINE, "Uno más.", "argos:en-es@1 0.70 #cbc9c1")
    assert "#|" not in filled.text
    assert [entry.source for entry in catalog.gaps(filled)] == ["Three."]
    assert [entry.source for entry in catalog.gaps(filled, machine=True)] == ["One more.", "Three."]


def test_a_certain_rule_writes_approved_text_and_its_name_stays() -> None:
    sparse = catalog.new("en_US.po", "en_US")
    proposals = {THREE: Translation("Three!", "variant:en_US", 1.0, ("en.spelling.our-or",)),
                 ONE: Translation("One!", "variant:en_US", 0.6, ("en.dates",))}
    found = catalog.fill(sparse, proposals, now=NOW, approved={THREE}, template=TEMPLATE)
    assert [(entry.key, entry.state, entry.places, entry.notes) for entry in found.entries] == [
        (ONE, State.MACHINE, (Place("a.md", 1),), ("note",)), (THREE, State.REVIEWED, (Place("a.md", 3),), ("note",))]
    assert state(found, THREE)[2] == "applied variant:en_US · en.spelling.our-or"
    assert catalog.merge(found, TEMPLATE, now=LATER, sparse=True).blocks[1:] == found.blocks[1:]


def test_approving_clears_all_that_speaks_of_doubt(empty: Catalog) -> None:
    found = catalog.fill(empty, {ONE: Translation("Uno.", "argos:en-es@1", 0.5)}, now=NOW)
    done = catalog.approve(found, [ONE, TWO, (None, "not there")], now=LATER, translator="Ana <ana@example.org>")
    assert state(done, ONE) == (State.REVIEWED, "Uno.", "")
    assert state(done, TWO)[0] is State.UNTRANSLATED
    assert "l10n: argos" not in done.text
    assert "fuzzy" not in done.text
    assert done.header["Last-Translator"] == "Ana <ana@example.org>"
    assert catalog.approve(done, [ONE], now=LATER) is done


def test_fuzzy_cleared_by_any_editor_approves_and_the_line_goes_with_the_next_update(empty: Catalog) -> None:
    found = catalog.fill(empty, {ONE: Translation("Uno.", "argos:en-es@1", 0.5)}, now=NOW)
    by_hand = catalog.parse(catalog.dump(found).replace(b"#, fuzzy\n", b""), "es.po")
    assert state(by_hand, ONE) == (State.REVIEWED, "Uno.", "")
    after = catalog.merge(by_hand, TEMPLATE, now=LATER)
    assert after.text == by_hand.text.replace("# l10n: argos:en-es@1 0.50 #0673a9\n", "")
    assert catalog.merge(after, TEMPLATE, now=LATER) is after


@pytest.mark.parametrize(("source", "target", "written"), [
    ("a\n", "b", "b\n"), ("a", "b\n", "b"), ("\na", "b", "\nb"), ("\n", "\n", "\n"), ("a", "b\0c", "bc")])
def test_newlines_at_the_ends_are_the_sources(source: str, target: str, written: str) -> None:
    """``msgfmt --check`` refuses a msgstr that begins or ends otherwise than its msgid."""
    found = catalog.merge(catalog.new("es.po", "es"), [Entry(source)], now=NOW)
    filled = catalog.fill(found, {(None, source): Translation(target, "argos:x", 0.5)}, now=NOW)
    assert filled.entries[0].target == written


def test_remarks_say_the_same_when_read_back() -> None:
    made = Translation("", "memory:articles/two words.md", 0.9, ("number 12 → 20",))
    assert remarks.parse(remarks.proposal(made, "x")) == made
    assert remarks.parse(remarks.proposal(Translation("x", "pseudo:en_XA"), "x")) == Translation("", "pseudo:en_XA")
    assert remarks.proposal(Translation("x", "nameless"), "x") == "engine:nameless #2d7116"
    assert remarks.parse("stale · was heading").reasons == ("was heading",)


class TestADraft:
    """Machine text that a person has begun to work on, in an editor that leaves ``fuzzy`` in place."""

    @pytest.fixture
    def begun(self, empty: Catalog) -> Catalog:
        found = catalog.fill(empty, {ONE: Translation("Uno.", "argos:en-es@1", 0.5)}, now=NOW)
        return catalog.parse(catalog.dump(found).replace(b'"Uno."', b'"El primero."'), "es.po")

    def test_it_waits_for_its_writer(self, begun: Catalog) -> None:
        """The score was said of another text, and nobody has said yet that this one is done."""
        assert state(begun, ONE)[:2] == (State.STALE, "El primero.")
        assert catalog.merge(begun, TEMPLATE, now=LATER) is begun

    def test_taken_back_it_is_the_proposal_again(self, begun: Catalog) -> None:
        found = catalog.parse(catalog.dump(begun).replace(b'"El primero."', b'"Uno."'), "es.po")
        assert state(found, ONE) == (State.MACHINE, "Uno.", "argos:en-es@1 0.50 #0673a9")

    def test_no_engine_writes_over_it(self, begun: Catalog) -> None:
        assert ONE not in [entry.key for entry in catalog.gaps(begun, machine=True)]
        newer = {ONE: Translation("Una.", "argos:en-es@2", 0.6)}
        assert catalog.fill(begun, newer, now=LATER, replace_machine=True) is begun

    def test_it_outlives_a_change_of_the_source(self, begun: Catalog) -> None:
        changed = [Entry("One more.", places=(Place("a.md", 1),)), *TEMPLATE[1:]]
        moved = catalog.merge(begun, changed, now=NOW)
        key = (None, "One more.")
        assert state(moved, key)[:2] == (State.STALE, "El primero.")
        assert key not in [entry.key for entry in catalog.gaps(moved)]
        newer = {key: Translation("Una más.", "argos:en-es@2", 0.6)}
        assert catalog.fill(moved, newer, now=LATER, replace_machine=True) is moved

    def test_begun_on_after_the_source_changed_it_is_one_too(self, empty: Catalog) -> None:
        found = catalog.fill(empty, {ONE: Translation("Uno.", "argos:en-es@1", 0.5)}, now=NOW)
        moved = catalog.merge(found, [Entry("One more.", places=(Place("a.md", 1),)), *TEMPLATE[1:]], now=NOW)
        key = (None, "One more.")
        assert key in [entry.key for entry in catalog.gaps(moved)]
        begun = catalog.parse(catalog.dump(moved).replace(b'"Uno."', b'"Uno m\xc3\xa1s."'), "es.po")
        assert key not in [entry.key for entry in catalog.gaps(begun)]

    def test_it_is_kept_where_its_source_goes(self, begun: Catalog) -> None:
        gone = catalog.merge(begun, TEMPLATE[1:], now=LATER)
        assert [entry.target for entry in gone.obsolete] == ["El primero."]

    def test_a_repair_makes_no_draft_of_a_proposal(self, empty: Catalog, begun: Catalog) -> None:
        found = catalog.fill(empty, {ONE: Translation("Uno .", "argos:en-es@1", 0.5)}, now=NOW)
        mended = amend(found, {ONE: "Uno."}, now=LATER)
        assert state(mended, ONE) == (State.MACHINE, "Uno.", "argos:en-es@1 0.50 #0673a9")
        assert ONE in [entry.key for entry in catalog.gaps(mended, machine=True)]
        assert ONE not in [entry.key for entry in catalog.gaps(amend(begun, {ONE: "El 1.º"}, now=LATER), machine=True)]
