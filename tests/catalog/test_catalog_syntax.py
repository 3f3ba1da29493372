"""Reading PO files: byte for byte, whatever they hold, with a clear line where they cannot be read."""

import random
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from textwrap import dedent

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n import catalog
from l10n.errors import CatalogError
from l10n.model import Entry, Place, State

_NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HEADER = dedent('''\
    msgid ""
    msgstr ""
    "Language: es\\n"
    "Content-Type: text/plain; charset=UTF-8\\n"
    ''')


def read(text: str) -> catalog.Catalog:
    return catalog.parse(text.encode(), "es.po")


def test_an_entry_with_everything_in_it() -> None:
    found = read(HEADER + dedent('''
        # For the desk.
        #
        # l10n: stale · meaning: number 12 → 20
        #. headline
        #. Keep it short.
        #: articles/a.md:7 \u2068articles/a b.md\u2069:12
        #: articles/c.md
        #, fuzzy, no-wrap
        #| msgctxt "heading"
        #| msgid "Twelve "
        #| "boats"
        msgctxt "headline"
        msgid ""
        "Twenty "
        "\\"boats\\"\\n"
        msgstr "Veinte «barcos»\\n"
        '''))
    assert found.entries == (Entry(
        'Twenty "boats"\n', "headline", "Veinte «barcos»\n", State.STALE, "stale · meaning: number 12 → 20",
        (Place("articles/a.md", 7), Place("articles/a b.md", 12), Place("articles/c.md", 0)),
        ("headline", "Keep it short."), ("For the desk.", ""), "Twelve boats"),)
    assert found.entries[0].line == 18
    assert found.locale == "es"
    assert dict(found.header) == {"Language": "es", "Content-Type": "text/plain; charset=UTF-8"}


@pytest.mark.parametrize(("lines", "state", "remark"), [
    ('msgid "a"\nmsgstr ""', State.UNTRANSLATED, ""),
    ('#, fuzzy\nmsgid "a"\nmsgstr ""', State.UNTRANSLATED, ""),
    ('msgid "a"\nmsgstr "b"', State.REVIEWED, ""),
    ('# l10n: argos:en-es@1.9 0.83\nmsgid "a"\nmsgstr "b"', State.REVIEWED, ""),
    ('# l10n: applied variant:en_US · rule\nmsgid "a"\nmsgstr "b"', State.REVIEWED, "applied variant:en_US · rule"),
    ('#, fuzzy\nmsgid "a"\nmsgstr "b"', State.STALE, ""),
    ('# l10n: argos:en-es@1.9 0.83\n#, fuzzy\nmsgid "a"\nmsgstr "b"', State.MACHINE, "argos:en-es@1.9 0.83"),
    ('#, c-format,fuzzy\n# l10n: argos:en-es@1.9\nmsgid "a"\nmsgstr "b"', State.MACHINE, "argos:en-es@1.9"),
    ('# l10n: argos:en-es@1.9\n#, fuzzy\n#| msgid "z"\nmsgid "a"\nmsgstr "b"', State.STALE, "argos:en-es@1.9"),
    ('# l10n: stale · x\n#, fuzzy\nmsgid "a"\nmsgstr "b"', State.STALE, "stale · x"),
    ('# l10n: ask the desk\n#, fuzzy\nmsgid "a"\nmsgstr "b"', State.STALE, ""),
])
def test_states(lines: str, state: State, remark: str) -> None:
    """``fuzzy`` alone decides about approval; the ``# l10n:`` line only says what a fuzzy entry is."""
    entry = read(lines + "\n").entries[0]
    assert (entry.state, entry.remark) == (state, remark)


def test_comments_that_only_look_like_ours_stay_comments() -> None:
    entry = read('# l10n: ignore[num] agreed\n# l10n: argos:en-es@1 0.50\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n').entries[0]
    assert entry.comments == ("l10n: ignore[num] agreed",)
    assert entry.remark == "argos:en-es@1 0.50"


def test_obsolete_entries_and_their_previous_msgid() -> None:
    found = read(dedent('''\
        # kept
        #, fuzzy
        #~| msgid "z"
        #~ msgctxt "c"
        #~ msgid ""
        #~ "a "
        #~ "b"
        #~ msgstr "x"
        '''))
    assert found.entries == ()
    assert found.obsolete == (Entry("a b", "c", "x", State.STALE, comments=("kept",), previous="z"),)


def test_plural_entries_are_kept_but_are_no_entries() -> None:
    plural = 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "uno"\nmsgstr[1] ""\n"muchos"\n'
    text = f'{HEADER}\n{plural}\nmsgid "a"\nmsgstr ""\n'
    found = read(text)
    assert [entry.source for entry in found.entries] == ["a"]
    assert found.text == text


@pytest.mark.parametrize("text", [
    "", "\n", "# only a comment", "\n\n# two\n\n", "\ufeff" + HEADER, HEADER.replace("\n", "\r\n"),
    HEADER + '\nmsgid "no last newline"\nmsgstr "x"', HEADER + '\nmsgid "a"\nmsgstr "b"\n\n# a last word\n',
    'msgid "a" "b" msgstr "c" # beside\n# below\nmsgid"d"msgstr"e"',
    '#~ msgid "old"\n#~ msgstr "x"\n\nmsgid "after it"\nmsgstr "y"\n',
    '  msgid "indented"\n\tmsgstr "x"\n', 'msgid "a"\n\n\nmsgstr "b"\n',
    '#= sticky\n#,fuzzy\nmsgid "a"\nmsgstr "b"\n',
    '#\n#:\n#.\n#,\n#|\n#~|\n#x\n#~ # odd\nmsgid "a"\nmsgstr "b"\n', 'msgid "\u2028\x85\x0b"\nmsgstr "\\r\\t\\a"\n',
    'msgid ""\nmsgstr ""\n\nmsgctxt ""\nmsgid ""\nmsgstr "x"\n',
])
def test_unchanged_files_come_back_byte_for_byte(text: str) -> None:
    data = text.encode()
    assert catalog.dump(catalog.parse(data, "es.po")) == data


@pytest.mark.parametrize(("text", "line", "words"), [
    ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4, "here twice, first in line 1"),
    ('msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n', 4, "here twice, first in line 1"),
    ('msgid "a" msgstr "b" msgid "a" msgstr "b"', 1, "here twice"),
    ('msgid ""\nmsgstr "A: b\\n"\n\nmsgid ""\nmsgstr ""\n', 4, "the header is here twice"),
    ('# x\nmsgid "a\nmsgstr "b"\n', 2, "without its closing quotation mark"),
    ('msgid "a"\nmsgstr "b" c\n', 2, "“c” is no keyword"),
    ('msgid "a"\nmsgstr "La "oficina""\n', 2, '“oficina” is no keyword of a PO file; a quotation mark inside a text'),
    ('msgid "a"\nmsgstr "La oficina""\n', 2, 'a quotation mark inside a text is written \\"'),
    ('msgid "a"\nmsgst "b"\n', 2, "“msgst” is no keyword"),
    ('msgid "a"\n# why\nmsgstr "b"\n', 2, "a comment inside an entry, after msgid"),
    ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 3, "msgid without msgstr before it"),
    ('msgstr "a"\n', 1, "msgstr without msgid before it"),
    ('msgctxt "a"\nmsgstr "a"\n', 2, "msgstr without msgid before it"),
    ('"a"\n', 1, "without msgid or msgstr"),
    ('msgid "a"\n', 1, "the file ends inside an entry"),
    ('msgid\nmsgstr "b"\n', 2, "msgid has no text"),
    ('msgid "a"\nmsgstr[0] "b"\n', 2, "msgstr[0] without msgid_plural"),
    ('msgid "a"\nmsgid_plural "b"\nmsgstr "b"\n', 3, "needs its number"),
    ('msgid "a"\nmsgid_plural "b"\nmsgstr[0]\n\nmsgid "c"\nmsgstr "d"\n', 3, "msgstr[0] has no text"),
    ('#~ msgid "a"\nmsgstr "b"\n', 2, "only a part of the entry is marked"),
    ('msgid "a"\n#~ msgstr "b"\n', 2, "only a part of the entry is marked"),
    ('msgid "a\\q"\nmsgstr "b"\n', 1, "“\\q” is no escape sequence"),
    ('msgid "a\\377"\nmsgstr "b"\n', 1, "is not UTF-8"),
    ('msgid "a"\nmsgstr "b"\n\n<<<<<<< HEAD\nmsgid "c"\nmsgstr "d"\n', 4, "merge conflict"),
    ('domain "x"\n', 1, "“domain” is no keyword"),
    (HEADER.replace("UTF-8", "ISO-8859-1"), 4, "declares the charset iso-8859-1"),
    ('msgid "\0"\nmsgstr ""\n', 1, "NUL"),
    ('msgid "a"\nmsgstr\u00a0"b"\n', 2, "a space of another kind (U+00A0) outside quotation marks"),
    ('msgid "a"\rmsgstr "b"\r\r# c\rmsgid "d"\rmsgstr "e"\r', 1, "lone carriage return"),
    ('msgid "a"\nmsgstr "b"\n\n#. c\r#, fuzzy\nmsgid "d"\nmsgstr "e"\n', 4, "lone carriage return"),
])
def test_what_cannot_be_read_is_named_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(CatalogError) as caught:
        catalog.parse(text.encode(), "es.po")
    assert words in caught.value.message
    assert (caught.value.path, caught.value.line) == ("es.po", line)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("data", "line", "words"), [
    (HEADER.replace("UTF-8", "ISO-8859-1").encode() + b'\nmsgid "a"\nmsgstr "\xe9"\n', 4, "the charset ISO-8859-1"),
    (HEADER.encode() + b'\nmsgid "a"\nmsgstr "\xe9"\n', 7, "not UTF-8 (byte 0xe9)"),
    (HEADER.encode("utf-16"), 1, "is UTF-16"),
])
def test_other_encodings_are_named(data: bytes, line: int, words: str) -> None:
    with pytest.raises(CatalogError) as caught:
        catalog.parse(data, "es.po")
    assert words in caught.value.message
    assert caught.value.line == line


def test_escapes_as_gnu_gettext_reads_them() -> None:
    entry = read('msgid "\\303\\251\\x41 \\\\n \\"x\\" \\t"\nmsgstr "\\a\\b\\f\\v\\r"\n').entries[0]
    assert entry.source == 'éA \\n "x" \t'
    assert entry.target == "\a\b\f\v\r"


STRANGE = st.text(st.sampled_from('ab "\\\n\t#~|:,.é界\u2028\u200b\r'), max_size=12)


@given(st.lists(st.tuples(st.none() | STRANGE, STRANGE, STRANGE), max_size=5, unique_by=lambda row: row[:2]))
def test_any_text_survives_writing_and_reading(rows: list[tuple[str | None, str, str]]) -> None:
    """Escaping and wrapping lose nothing, whatever the texts hold."""
    rows = [row for row in rows if row[1]]
    made = catalog.write(
        catalog.parse(HEADER.encode() + b"".join(_plain(*row) for row in rows), "es.po"),
        {(context, source): target for context, source, target in rows}, now=_NOW)
    back = catalog.parse(catalog.dump(made), "es.po")
    assert [(entry.context, entry.source, entry.target) for entry in back.entries] == rows
    assert back == made


@given(st.lists(st.tuples(STRANGE, STRANGE), max_size=5, unique_by=lambda row: row[0]))
def test_polib_reads_the_same(rows: list[tuple[str, str]]) -> None:
    rows = [(source.replace("\r", ""), target.replace("\r", "")) for source, target in rows]
    made = "".join(f"\n{polib.POEntry(msgid=source, msgstr=target)}" for source, target in dict(rows).items() if source)
    found = read(HEADER + made)
    assert [(entry.source, entry.target) for entry in found.entries] == [(s, t) for s, t in dict(rows).items() if s]


def _plain(context: str | None, source: str, _: str) -> bytes:
    entry = polib.POEntry(msgid=source, msgctxt=context)
    return f"\n{entry}".encode()


def mutated(text: str, chance: random.Random) -> bytes:
    """A file as a bad merge, a bad editor or a bad disk leaves it."""
    data = bytearray(text.encode())
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        until = min(len(data), at + chance.choice((0, 0, 1, 1, 2, 5, 30, 200)))
        data[at:until] = chance.choice((
            b"", b"", b'"', b"\\", b"\n", b"\r", b"#", b"#~ ", b"#| ", b"msgid ", b"msgstr ", b'msgid "x"\n', b"\xff",
            b"\0", b"[0]", b"msgid_plural", b" \xc2\xb7 ", b"# l10n: ", bytes([chance.randrange(256)]), b"\xef\xbb\xbf",
            bytes(data[at // 2:at // 2 + 40]), b"#: \xe2\x81\xa8a", b"#, fuzzy", b"9" * 20))
    return bytes(data)


def attempt(work: Callable[[], catalog.Catalog]) -> tuple[catalog.Catalog | None, CatalogError | None]:
    try:
        return work(), None
    except CatalogError as problem:
        return None, problem


def hammer(count: int, seed: int) -> int:
    """How many of ``count`` mutated files could be read; any error but CatalogError comes through."""
    chance = random.Random(seed)
    read_well = 0
    for _ in range(count):
        data = mutated(SAMPLE, chance)
        found, problem = attempt(lambda data=data: catalog.parse(data, "es.po"))
        if found is None:
            assert problem is not None
            assert problem.line is not None
            assert 1 <= problem.line <= data.count(b"\n") + 1
            continue
        read_well += 1
        assert catalog.dump(found) == data
        entries = [Entry("Boats in the harbour", places=(Place("a.md", 3),)), *found.entries[1:]]
        merged, problem = attempt(lambda found=found, entries=entries: catalog.merge(found, entries, now=_NOW))
        if merged is None:
            assert problem is not None
            assert "plural" in problem.message
            continue
        again = catalog.parse(catalog.dump(merged), "es.po")
        assert [entry.key for entry in again.entries] == [entry.key for entry in merged.entries]
        assert again == merged
        assert catalog.merge(again, entries, now=_NOW) is again
    return read_well


SAMPLE = HEADER + dedent('''
    # A word.
    # l10n: argos:en-es@1.9 0.83 · numbers: 1 → 2
    #. headline
    #: a.md:1 b.md:2
    #, fuzzy, c-format
    msgctxt "headline"
    msgid "Boats \\"and\\" more"
    msgstr ""
    "Barcos "
    "y más\\n"

    #, fuzzy
    #| msgid "Old boats"
    msgid "New boats"
    msgstr "Barcos viejos"

    msgid "one"
    msgid_plural "many"
    msgstr[0] "uno"
    msgstr[1] "muchos"

    #~| msgid "older"
    #~ msgid "old"
    #~ msgstr ""
    #~ "x"
    ''')


def test_damaged_files_are_read_or_refused_and_nothing_else() -> None:
    assert hammer(1500, 7) > 150


@pytest.mark.slow
def test_100_000_damaged_files_are_read_or_refused_and_nothing_else() -> None:
    assert hammer(100_000, 1) > 10_000


@pytest.mark.skipif(shutil.which("msgcat") is None, reason="needs GNU gettext")
def test_gnu_msgcat_refuses_what_we_refuse_and_reads_what_we_read() -> None:
    """The grammar is gettext's: over damaged files both come to the same verdict, but for what we say on purpose."""
    chance = random.Random(3)
    differ = []
    for _ in range(60):
        data = mutated(SAMPLE, chance)
        ours = theirs = True
        try:
            catalog.parse(data, "es.po")
        except CatalogError:
            ours = False
        done = subprocess.run(["msgcat", "-"], input=data, capture_output=True, check=False)
        theirs = done.returncode == 0
        if ours != theirs:
            differ.append((data, done.stderr))
    stricter_there = [error for _, error in differ if error]
    assert len(differ) <= 6, stricter_there


def test_hostile_files_take_linear_time() -> None:
    """Sizes that would never end if anything here were quadratic."""
    big = "x" * 5_000_000
    assert len(read(f'msgid "{big}"\nmsgstr "y"\n').entries[0].source) == len(big)
    flags = "#, " + ", ".join(f"f{number}" for number in range(100_000))
    assert read(f'{flags}\nmsgid "a"\nmsgstr "b"\n').entries
    assert read("#: a:1\n" * 100_000 + 'msgid "a"\nmsgstr "b"\n').entries
    with pytest.raises(CatalogError):
        read('msgid "' + '\\"' * 1_000_000)
    with pytest.raises(CatalogError):
        read("# c\n" * 300_000 + "x")
    with pytest.raises(CatalogError):
        read('msgid ' + '"" ' * 300_000 + "x")
