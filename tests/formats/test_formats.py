"""What all formats share: encodings, splicing, and rebuilding that never breaks the structure."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n import formats
from l10n.errors import ArticleError
from l10n.model import Document, Edit, Segment, Span

TEXT = "Headline\n\nIt rained all day.\n\nIt stopped.\n"


def read(text: str = TEXT) -> Document:
    return formats.read(text.encode(), "a.txt")


class TestEncodings:
    @pytest.mark.parametrize(("data", "codec"), [
        (TEXT.encode(), "utf-8"), (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"), (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le")])
    def test_what_is_read_goes_back_to_the_same_bytes(self, data: bytes, codec: str) -> None:
        document = formats.read(data, "a.txt")
        assert document.encoding == codec
        assert document.source.encode(codec) == data

    @pytest.mark.parametrize(("data", "message"), [
        (b"one\ntwo\ncaf\xe9\n", "a.txt:3: not UTF-8 (byte 0xe9); it may be Windows-1252: "
                                 "iconv -f WINDOWS-1252 -t UTF-8 converts it"),
        (b"caf\xe9 \x81\n", "a.txt:1: not UTF-8 (byte 0xe9); it may be ISO-8859-1: "
                             "iconv -f ISO-8859-1 -t UTF-8 converts it"),
        (b"\xff\xfea", "a.txt: broken UTF-16-LE: truncated data"),
        (b"\xfe\xff\xd8\x00\x00a", "a.txt: broken UTF-16-BE: illegal UTF-16 surrogate"),
        (TEXT.encode("utf-16-le"), "a.txt:1: holds NUL characters: a binary file, or UTF-16 without byte order mark"),
        ("é\n".encode("utf-16-be"), "a.txt:1: holds NUL characters"),
        (b"%PDF-1.7\n\xe2\xe3\0", "a.txt:2: holds NUL characters: a binary file"),
        (codecs.BOM_UTF16_LE + "a\0".encode("utf-16-le"), "a.txt: holds NUL characters"),
        (TEXT.encode("utf-32"), "a.txt: UTF-32: iconv -f UTF-32 -t UTF-8 converts it"),
        (codecs.BOM_UTF32_BE, "a.txt: UTF-32"),
    ])
    def test_what_cannot_be_read_is_named(self, data: bytes, message: str) -> None:
        with pytest.raises(ArticleError) as caught:
            formats.read(data, "a.txt")
        assert str(caught.value).startswith(message)

    def test_a_merge_conflict_is_told_where_readers_would_see_it(self) -> None:
        sides = b"<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> branch\n"
        for path, before in (("a.md", b"# A\n\n"), ("a.txt", b"A\n\n"), ("a.html", b"<p>A</p>\n<p>\n")):
            found = formats.read(before + sides, path).findings
            assert [(one.code, one.line) for one in found] == [("F301", 3)], path
        code = b"Git writes `<<<<<<< HEAD`.\n\n```\n" + sides + b"```\n"
        assert not formats.read(code, "a.md").findings
        assert not formats.read(b"<pre>\n&lt;&lt;&lt;&lt;&lt;&lt;&lt; HEAD\n</pre>", "a.html").findings

    @given(st.binary(max_size=60))
    def test_any_bytes_are_read_or_refused(self, data: bytes) -> None:
        try:
            document = formats.read(data, "a.txt")
        except ArticleError:
            return
        assert document.source.encode(document.encoding) == data


class TestSplice:
    def test_nothing_to_replace(self) -> None:
        assert formats.splice(read(), {}) == TEXT

    def test_targets_and_edits_in_any_order(self) -> None:
        document = read()
        one, two, three = document.segments
        edits = [Edit(Span(len(TEXT), len(TEXT)), "The end.\n"), Edit(Span(0, 0), "Top\n\n"),
                 Edit(Span(one.span.end, one.span.end + 2), "\n\n\n")]
        assert formats.splice(document, {three: "Drei.", one: "Eins", two: two.text}, edits) == (
            "Top\n\nEins\n\n\nIt rained all day.\n\nDrei.\nThe end.\n")

    def test_edits_that_touch_a_segment_are_fine(self) -> None:
        document = read("One.\n")
        edits = [Edit(Span(0, 0), "<"), Edit(Span(4, 4), ">")]
        assert formats.splice(document, {document.segments[0]: "Eins."}, edits) == "<Eins.>\n"

    def test_edits_inside_a_replaced_segment_are_a_bug(self) -> None:
        document = read("One.\n")
        with pytest.raises(ValueError, match=r"overlapping replacement at 2 in a\.txt"):
            formats.splice(document, {document.segments[0]: "Eins."}, [Edit(Span(2, 3), "")])


class TestRebuild:
    def rebuilt(self, targets: dict[int, str], edits: tuple[Edit, ...] = ()) -> tuple[str, list[int], bool]:
        document = read()
        found = formats.rebuild(document, {document.segments[at]: text for at, text in targets.items()}, edits)
        return found.text, [document.segments.index(segment) for segment in found.rejected], found.edited

    def test_targets_that_keep_the_structure_are_all_taken(self) -> None:
        assert self.rebuilt({0: "Titel", 1: "Regen.", 2: "Ende."}) == ("Titel\n\nRegen.\n\nEnde.\n", [], True)

    def test_one_bad_target_leaves_the_others_in(self) -> None:
        assert self.rebuilt({0: "Titel", 1: "2024", 2: "Ende."}) == (
            "Titel\n\nIt rained all day.\n\nEnde.\n", [1], True)

    def test_all_bad_targets_leave_the_source(self) -> None:
        assert self.rebuilt({0: "1", 1: "--", 2: "2024"}) == (TEXT, [0, 1, 2], True)

    def test_blank_targets_are_never_taken(self) -> None:
        assert self.rebuilt({0: "", 1: " \n", 2: "Ende."}) == (
            "Headline\n\nIt rained all day.\n\nEnde.\n", [0, 1], True)

    def test_the_sources_own_text_is_no_change(self) -> None:
        document = read()
        found = formats.rebuild(document, {segment: segment.text for segment in document.segments})
        assert (found.text, found.rejected) == (TEXT, ())

    def test_edits_that_break_the_structure_are_left_out_but_not_the_targets(self) -> None:
        assert self.rebuilt({1: "Regen."}, (Edit(Span(0, 0), "New.\n\n"),)) == (
            TEXT.replace("It rained all day.", "Regen."), [], False)

    def test_two_targets_that_break_it_in_opposite_ways_do_not_pass(self) -> None:
        """One takes a segment away, the other adds one: the count is right, every text is in the wrong place."""
        class Opposite:
            name, suffixes = "opposite", (".opposite",)

            def parse(self, source: str, path: str, options: object) -> Document:
                return formats.named("text").parse(source, path, formats.FormatOptions())

            def encode(self, document: Document, segment: Segment, target: str) -> str:
                return target

        document = read("One.\n\nTwo.\n\nThree.\n\nFour.\n")
        one, _, three, _ = document.segments
        targets = {one: "1", three: "Drei.\n\nFünf."}
        raw = document.source.replace("One.", "1").replace("Three.", "Drei.\n\nFünf.")
        assert len(Opposite().parse(raw, "a", None).segments) == 4
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(formats, "named", lambda name: Opposite() if name == "opposite" else text)
            text = formats.plugins.load("l10n.formats", "text")
            opposite = Document("a", "opposite", document.source, document.segments)
            found = formats.rebuild(opposite, targets)
        assert found.text == document.source
        assert set(found.rejected) == set(targets)

    def test_every_good_target_is_found_among_bad_ones(self) -> None:
        document = read("\n\n".join(f"Paragraph {number}." for number in range(40)))
        targets = {segment: "2024" if at in (3, 17, 18, 39) else f"Absatz {at}."
                   for at, segment in enumerate(document.segments)}
        found = formats.rebuild(document, targets)
        assert [document.segments.index(segment) for segment in found.rejected] == [3, 17, 18, 39]
        assert found.text.count("Absatz") == 36
