"""Plain text: what is found in texts of many shapes, and the laws of the round trip for any target."""

import codecs
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n import formats, locales
from l10n.formats.text import FORMAT
from l10n.formats.text.address import is_address
from l10n.formats.text.lines import split
from l10n.formats.text.wrapping import wrapped
from l10n.model import Document, FormatOptions, Imprint


def parse(source: str) -> Document:
    return FORMAT.parse(source, "a.txt", FormatOptions())


def found(source: str) -> list[str]:
    return [f"{segment.line} {segment.kind}: {segment.text}" for segment in parse(source).segments]


def edition(source: str, *targets: str) -> str:
    """The source with its first segments translated; nothing may be rejected."""
    document = parse(source)
    rebuilt = formats.rebuild(document, dict(zip(document.segments, targets, strict=False)))
    assert rebuilt.rejected == ()
    return rebuilt.text


def imprint(locale: str) -> Imprint:
    return Imprint(locale, locales.bcp47(locale), locales.direction(locale), "en-US", "ltr",
                   locales.autonym(locale, region=False))


NEWS = """\
Postal Address

12 Quay Street
Wrenmouth, ME 04101

Ferry strike enters its second week

Crews and owners are ‘miles apart’, says the mediator

The strike that has kept eleven boats in harbour since the first of the month went into its second week on Monday.
“We are still here,” said Ada Quill, who speaks for the crews. “And the sea is patient, it was here before we came.”
No talks are planned.

en_USEnglish"""


class TestNews:
    """The shape of pages that were scraped: label, address, headline, standfirst, a paragraph a line, a marker."""

    def test_contexts_are_roles_but_for_body_text(self) -> None:
        assert [segment.context for segment in parse(NEWS).segments] == ["label", "headline", "standfirst"] + [None] * 3

    def test_the_document_knows_its_locale(self) -> None:
        assert parse(NEWS).locale == "en_US"

    @pytest.mark.parametrize(("locale", "end"), [
        ("es", "\n\nesespañol"), ("es_MX", "\n\nes_MXespañol"), ("en_US", "\n\nen_USEnglish"),
        ("en_GB", "\n\nen_GBEnglish"), ("zh_Hant", "\n\nzh_Hant繁體中文"), ("ar", "\n\narالعربية"),
        ("en_XA", "\n\nen_XAEnglish"), ("sr_Latn", "\n\nsr_Latnsrpski (latinica)")])
    def test_the_marker_becomes_the_editions_own(self, locale: str, end: str) -> None:
        document = parse(NEWS)
        rebuilt = formats.rebuild(document, {}, FORMAT.imprint(document, imprint(locale)))
        assert rebuilt.edited
        assert rebuilt.text == NEWS.removesuffix("\n\nen_USEnglish") + end
        assert parse(rebuilt.text).locale == locale

    def test_short_translations_stay_paragraphs(self) -> None:
        assert edition(NEWS, "Anschrift", "Streik", "Kein Ende.", "Eins", "Zwei.", "Drei").splitlines()[5:-2] == [
            "Streik", "", "Kein Ende.", "", "Eins  ", "Zwei.", "Drei"]


@pytest.mark.parametrize(("last", "locale"), [
    ("en_USEnglish", "en_US"), ("enEnglish", "en"), ("es-MXespañol", "es_MX"), ("frFrançais", "fr"),
    ("zh_CN简体中文", "zh_Hans_CN"), ("pt_BRportuguês (Brasil)", "pt_BR"), ("filFilipino", "fil"),
    ("en_USSpanish", None), ("the end", None), ("en_US", None), ("deal", None), ("es_ZZespañol", None),
    ("enEnglish is spoken here", None), ("EN_USEnglish", None)])
def test_what_is_a_marker(last: str, locale: str | None) -> None:
    document = parse(f"Headline\n\nText.\n\n{last}\n")
    assert document.locale == locale
    assert [segment.text for segment in document.segments] == ["Headline", "Text."] + [last] * (locale is None)


def test_the_marker_keeps_its_hyphen() -> None:
    document = parse("Text.\n\nen-USEnglish\n")
    assert formats.splice(document, {}, FORMAT.imprint(document, imprint("es_MX"))) == "Text.\n\nes-MXespañol\n"


def test_a_text_without_marker_gets_none() -> None:
    assert FORMAT.imprint(parse("Text.\n"), imprint("es")) == ()


SHAPES = re.findall(r"^(.+)\n\.\n(.*?)^\.\n(.*?)^\.\n", Path(__file__).with_name("text_shapes.txt").read_text("utf-8"),
                    re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("source", "expected"), [pytest.param(*shape[1:], id=shape[0]) for shape in SHAPES])
def test_shapes(source: str, expected: str) -> None:
    assert found(source) == expected.splitlines()


class TestDetails:
    @pytest.mark.parametrize("text", [
        "12. November war es kalt.", "1. FC Wrenmouth won.", "— Oui, dit-elle.", "A. Quill", "e. g. this", "-5 degrees",
        "3.5 million"])
    def test_what_only_looks_like_an_item(self, text: str) -> None:
        assert [(segment.kind, segment.text) for segment in parse(text).segments] == [("paragraph", text)]

    @pytest.mark.parametrize("source", [
        "", "\n\n", "\ufeff", "* * *\n", "2024\n\n8,000\n", "https://example.org/a?b=c\n", "ada@example.org\n",
        "-----\n=====\n", " \t\u3000\n"])
    def test_nothing_to_translate(self, source: str) -> None:
        assert parse(source).segments == ()

    def test_links_and_addresses_inside_text_are_protected(self) -> None:
        text = "See https://example.org/tides (or www.example.org), or write to ada@example.org."
        fragment = parse(text).segments[0].fragment
        assert [fragment.text[part.span.start:part.span.end] for part in fragment.inlines] == [
            "https://example.org/tides", "www.example.org", "ada@example.org"]


class TestAddresses:
    @pytest.mark.parametrize("address", [
        "12 Quay Street\nWrenmouth, ME 04101", "12 Quay Street\nWrenmouth, ME 04101-1234\nUSA",
        "Harbour Union\n3rd Floor\n12 Quay St.\nLondon SW1A 1AA", "P.O. Box 77\nHalifax NS B3H 1A1",
        "Calle del Puerto 5\n28013 Madrid\nEspaña", "Unter den Buchen 77a\nD-10115 Berlin",
        "Hafenstraße 3\n8001 Zürich",
        "Prinsengracht 12-14\n1011 AB Amsterdam", "Rua do Porto, 5\nRecife - PE, 50030-150", "〒100-0001\n千代田1丁目1",
        "5 Wharf Road\nHobart TAS 7000"])
    def test_kept_with_their_label_offered(self, address: str) -> None:
        assert is_address([line for line in split(address) if line])
        assert found(f"Write to us\n\n{address}\n\nHeadline\n\nText.\n")[0] == "1 label: Write to us"
        assert found(f"Write to us:\n{address}\n\nHeadline\n\nText.\n")[:2] == [
            "1 label: Write to us", f"{address.count(chr(10)) + 4} headline: Headline"]

    @pytest.mark.parametrize("text", [
        "1990 Opened\n1995 Closed", "Born 1990\nDied 2024", "12 boats came.\n5 boats left.",
        "Ada Quill\n12 November 2024",
        "room 5\n28013 madrid", "The boats came home at 5\nand 10115 people waited.", "Halifax, NS B3H 1A1"])
    def test_what_is_none(self, text: str) -> None:
        assert not is_address([line for line in split(text) if line])
        assert len(parse(text).segments) == text.count("\n") + 1


class TestWrapping:
    def test_two_paragraphs_of_a_line_each_are_not_one(self) -> None:
        for text in ("The boats came home at night with nothing in their nets.\nThe men went to bed.",
                     "A short one.\n" + "A long one that goes on and on. " * 5,
                     "Contents\nA chapter on boats\nA chapter on men",
                     "| .   | Common: dot, point, period, decimal point, and rarely |\n"
                     "|     | radix point, full stop, and what else there may be    |"):
            assert not wrapped([line for line in split(text) if line]), text

    def test_an_edition_is_wrapped_like_its_source(self) -> None:
        source = ("The harbour was quiet for the first time in years, and nobody could say\n"
                  "why. The gulls had gone, and the men sat on the wall and waited for news\nof the boats.\n")
        made = ("Im Hafen war es zum ersten Mal seit Jahren still, und niemand konnte\n"
                "sagen, warum. Die Möwen waren fort, und die Männer saßen auf der Mauer.\n")
        assert edition(source, made.replace("\n", " ")) == made

    def test_two_spaces_behind_a_sentence_end_no_line(self) -> None:
        source = ("CURSE, v.t.  Energetically to belabor with a verbal slap-stick.  This\n"
                  "is an operation which in the drama is commonly fatal to the victim.\n"
                  "Nobody is safe.  They act.  They are very very quick about these arms.\n")
        assert edition(source, " ".join(source.split("\n")).strip().replace("belabor", "belabour")) == (
            "CURSE, v.t.  Energetically to belabour with a verbal slap-stick.  This\n"
            "is an operation which in the drama is commonly fatal to the victim.\n"
            "Nobody is safe.  They act.  They are very very quick about these arms.\n")
        assert edition(source, " ".join(source.split("\n")).strip().replace("belabor", "belaboour")) == (
            "CURSE, v.t.  Energetically to belaboour with a verbal slap-stick. This\n"
            "is an operation which in the drama is commonly fatal to the victim.\n"
            "Nobody is safe.  They act.  They are very very quick about these arms.\n")
        assert edition(source, " ".join(source.split("\n")).strip().replace("belabor", "belabourings")) == (
            "CURSE, v.t.  Energetically to belabourings with a verbal slap-stick.\n"
            "This is an operation which in the drama is commonly fatal to the\n"
            "victim. Nobody is safe.  They act.  They are very very quick about\n"
            "these arms.\n")

    def test_a_heading_right_above_a_paragraph_says_that_it_ends(self) -> None:
        source = ("THE VERDICT\nThe jury came back after three hours. It found the captain of the ferry\n"
                  "guilty of leaving the harbour in a storm, and the owners guilty of having\n"
                  "asked him to; both will appeal.\n")
        long = ("El jurado volvió después de tres horas y declaró culpable al capitán del barco\n"
                "por salir del puerto con una tormenta y a los dueños por pedírselo a quien los\n"
                "servía; los dos van a apelar.\n")
        assert edition(source, "EL VEREDICTO") == source.replace("THE VERDICT", "EL VEREDICTO  ")
        assert edition(source, "THE VERDICT", "Sí.") == "THE VERDICT\nSí.  \n"
        made = edition(source, "THE VERDICT", long.replace("\n", " "))
        assert made.count("\n") == 4
        assert [segment.text for segment in parse(made).segments] == ["THE VERDICT", long.replace("\n", " ").strip()]

    def test_what_cannot_be_wrapped_stands_on_one_line(self) -> None:
        source = ("The harbour was quiet for the first time in years, and nobody could say\n"
                  "why. The gulls had gone.\n\nYes.\n")
        assert edition(source, "港は何年かぶりに静かだった。") == "港は何年かぶりに静かだった。\n\nYes.\n"

    def test_hanging_indents_and_quotation_marks_continue(self) -> None:
        assert edition("- a lamp, and oil for it that lasts long enough to see\r\n  until the morning comes\r\n",
                       "una lámpara y aceite que dure lo bastante para ver hasta que llegue la mañana") == (
            "- una lámpara y aceite que dure lo bastante para ver\r\n  hasta que llegue la mañana\r\n")
        assert edition("> We have read your letter with much interest and hope\n> to hear from you.\n",
                       "Hemos leído su carta con mucho interés y esperamos tener noticias suyas pronto.") == (
            "> Hemos leído su carta con mucho interés y esperamos\n> tener noticias suyas pronto.\n")


class TestTargets:
    """Plain text has no escapes: what is written where a target would read as something else than its source."""

    def test_a_paragraph_that_begins_like_an_item(self) -> None:
        assert edition("It was cold.\n", "12. November war kalt.") == "12.\u00a0November war kalt.\n"
        assert edition("It was cold.\n", "- kalt") == "-\u00a0kalt\n"
        assert edition("- It was cold.\n", "- kalt") == "- - kalt\n"

    def test_line_breaks_become_spaces(self) -> None:
        assert edition("It was cold.\n", "Es war\r\n\r\n kalt.\n") == "Es war kalt.\n"

    def test_a_headline_keeps_its_role_with_a_full_stop(self) -> None:
        assert edition("Storm closes bridge\n\nIt rained.\n", "Der Sturm.", "Regen") == "Der Sturm.   \n\nRegen\n"

    def test_a_paragraph_keeps_its_role_without_one(self) -> None:
        assert edition("Storm\n\nRain\n\nIt rained.\n\nAll day.\n", "Sturm", "Regen", "Es regnete", "Nass") == (
            "Sturm\n\nRegen\n\nEs regnete  \n\nNass\n")

    def test_an_underline_fits_its_heading(self) -> None:
        assert edition("Usage\n=====\n\nRun it.\n\nNotes\n----------\n", "Verwendung", "Los.", "港の会談") == (
            "Verwendung\n==========\n\nLos.\n\n港の会談\n----------\n")
        assert edition("Usage\n=====\n", "港の会談") == "港の会談\n========\n"

    def test_verse_keeps_its_lines(self) -> None:
        assert edition("The light goes round\nabove the bay\n", "Das Licht geht rund über der Bucht", "immerzu") == (
            "Das Licht geht rund über der Bucht  \nimmerzu  \n")

    def test_an_indented_paragraph_that_gets_short_stays_apart(self) -> None:
        kept = "    The harbour was quiet for the first time in years,\n"
        document = parse(f"{kept}    and nobody, not even the oldest of the men, could say\nwhy.\n")
        assert len(document.segments) == 2
        rebuilt = formats.rebuild(document, {document.segments[1]: "Niemand wusste es."})
        assert rebuilt.rejected == ()
        assert rebuilt.text == f"{kept}    Niemand wusste es.  \n"

    def test_how_a_quoted_letter_is_parted_hangs_on_no_line_outside_it(self) -> None:
        answer = "> The ferry will be late again\n>if it comes at all.\n"
        document = parse(f" It was the harbour master who\nwrote back:\n{answer}")
        rebuilt = formats.rebuild(document, {document.segments[0]: "Antwort:"})
        assert rebuilt.rejected == ()
        assert rebuilt.text.endswith(answer)

    def test_what_cannot_be_told_from_layout_is_rejected(self) -> None:
        document = parse("Storm\n\nIt rained.\n\nIt stopped.\n")
        for target in ("", " ", "2024", "====="):
            rebuilt = formats.rebuild(document, {document.segments[1]: target})
            assert (rebuilt.text, rebuilt.rejected) == (document.source, document.segments[1:2])

    def test_what_reads_as_a_locale_marker_is_rejected(self) -> None:
        document = parse("It rained.\n\nIt stopped.\n")
        rebuilt = formats.rebuild(document, dict.fromkeys(document.segments, "esespañol"))
        assert (rebuilt.text, rebuilt.rejected) == ("esespañol  \n\nIt stopped.\n", document.segments[1:])


WORDS = ("harbour", "council", "ferry", "the", "a", "of", "said", "boats", "2024", "8,000", "Zürich", "“quiet”",
         "港の会談", "الميناء", "it’s", "why", "new", "12", "waters", "night")
sentences = st.builds(lambda words, end: " ".join(words).capitalize() + end,
                      st.lists(st.sampled_from(WORDS), min_size=1, max_size=14),
                      st.sampled_from([".", "", "?", ":", ","]))
paragraphs = st.lists(sentences, min_size=1, max_size=4).map(" ".join)


def fill(text: str, width: int, indent: str = "", rest: str = "") -> str:
    rows, row = [], indent
    for word in text.split():
        if row.strip() and len(row) + 1 + len(word) > width:
            rows.append(row)
            row = rest + word
        else:
            row += (" " if row.strip() else "") + word
    return "\n".join([*rows, row])


blocks = st.one_of(
    paragraphs,
    sentences,
    st.builds(fill, paragraphs, st.sampled_from([38, 60, 72]), st.sampled_from(["", "    ", "> "]),
              st.sampled_from(["", "> "])),
    st.lists(paragraphs, min_size=2, max_size=4).map("\n".join),
    st.builds("{}\n{}".format, sentences, paragraphs.map(lambda text: fill(text, 60))),
    st.lists(paragraphs.map(lambda text: fill(text, 66, "    ")), min_size=2, max_size=3).map("\n".join),
    st.lists(sentences.map("    {}".format), min_size=2, max_size=4).map("\n".join),
    st.builds(lambda texts, mark: "\n".join(fill(text, 60, mark, " " * len(mark)) for text in texts),
              st.lists(paragraphs, min_size=1, max_size=3), st.sampled_from(["- ", "* ", "• ", "\u200f- "])),
    st.lists(sentences, min_size=1, max_size=4).map(
        lambda texts: "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))),
    st.builds(lambda text, mark, fits: f"{text}\n{mark * (max(3, len(text)) if fits else 20)}",
              sentences, st.sampled_from("=-~"), st.booleans()),
    st.sampled_from(["Contact\n\n12 Quay Street\nHalifax, NS B3H 1A1", "Write to:\nCalle Mayor 5\n28013 Madrid", "2024",
                     "* * *", "----", "12. November", "https://example.org", "a\u2028b", "esespañol", "x  ", "Y   "]),
)
documents = st.builds(
    lambda parts, gaps, head, end, newline: (head + "".join(
        part + gap for part, gap in zip(parts, gaps, strict=False)) + end).replace("\n", newline),
    st.lists(blocks, max_size=6),
    st.lists(st.sampled_from(["\n\n", "\n", "\n\n\n", "\n \t\n"]), min_size=6, max_size=6),
    st.sampled_from(["", "\ufeff", "\n\n"]), st.sampled_from(["", "\n", "\nen_USEnglish", "\nzh-TW繁體中文\n\n"]),
    st.sampled_from(["\n", "\r\n", "\r"]))
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
targets = st.one_of(paragraphs, anything, st.builds(
    "{}{}".format, st.sampled_from(["- ", "1. ", "2. ", "* ", "> ", "a) ", "\n", "", "— ", "\u3000"]), paragraphs))
sources = st.one_of(documents, anything)


@given(sources)
def test_law_1_and_2_no_target_gives_the_same_bytes(source: str) -> None:
    document = parse(source)
    assert formats.splice(document, {}) == source
    assert formats.splice(document, {segment: segment.text for segment in document.segments}) == source


@given(documents, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]))
def test_the_same_through_bytes(source: str, codec: str) -> None:
    marks = {"utf-8": b"", "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    data = marks[codec] + source.encode(codec)
    document = formats.read(data, "a.txt")
    assert formats.rebuild(document, {}).text.encode(document.encoding) == data


@given(sources)
def test_law_3_segments_are_sorted_disjoint_and_inside(source: str) -> None:
    at = 0
    for segment in parse(source).segments:
        assert at <= segment.span.start < segment.span.end <= len(source)
        assert segment.text == segment.text.strip()
        assert any(map(str.isalpha, segment.text))
        before = source[:segment.span.start].replace("\r\n", "\n").replace("\r", "\n")
        assert segment.line == before.count("\n") + 1
        at = segment.span.end


@given(documents, st.data())
def test_law_4_no_target_changes_the_structure(source: str, data: st.DataObject) -> None:
    """And no target is rejected that says anything, unless it reads as a locale marker."""
    document = parse(source)
    chosen = {segment: data.draw(targets) for segment in document.segments if data.draw(st.booleans())}
    edits = FORMAT.imprint(document, imprint("es_MX"))
    rebuilt = formats.rebuild(document, chosen, edits)
    again = parse(rebuilt.text)
    assert rebuilt.edited
    assert [segment.kind for segment in again.segments] == [segment.kind for segment in document.segments]
    assert again.locale == ("es_MX" if document.locale else None)
    for segment, new in zip(document.segments, again.segments, strict=True):
        if segment not in chosen or segment in rebuilt.rejected:
            assert new.text == segment.text


@given(documents, st.data())
def test_no_sentence_is_rejected(source: str, data: st.DataObject) -> None:
    document = parse(source)
    chosen = {segment: data.draw(sentences.filter(lambda text: any(map(str.isalpha, text))))
              for segment in document.segments if data.draw(st.booleans())}
    rebuilt = formats.rebuild(document, chosen)
    assert rebuilt.rejected == ()
    again = parse(rebuilt.text)
    for segment, target in chosen.items():
        new = again.segments[document.segments.index(segment)]
        assert new.text.replace("\u00a0", " ").rstrip(":") == target.rstrip(":").replace("\u00a0", " ")
