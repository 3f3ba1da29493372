"""HTML: what is a segment, what a target becomes, what an edition says of itself.

The cases are files to be read: ``html/*.txt``, each a list of title, input and what it gives, with a dot between.
"""

from pathlib import Path

import pytest

from l10n import formats
from l10n.formats.html import FORMAT
from l10n.model import Alternate, Document, FormatOptions, Imprint, Segment

FOLDER = Path(__file__).parent / "html"


def cases(name: str) -> list[tuple[str, ...]]:
    """(title, part, part …) of each case of a file."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [tuple(case.strip("\n").split("\n.\n")) for case in text.removesuffix("\n.\n").split("\n.\n\n")]


def parse(source: str, path: str = "page.html", language: str = "") -> Document:
    return FORMAT.parse(source, path, FormatOptions(language=language))


def listing(document: Document) -> str:
    """A segment a line: line, context or kind, text; below it notes, markup and the values in it."""
    lines = [] if document.locale is None else [f"locale {document.locale}"]
    for segment in document.segments:
        role = segment.kind if segment.context in (segment.kind, None) else f"{segment.kind}, {segment.context}"
        lines.append(f"{segment.line:2} {role}{'' if segment.context else ' *'}: {segment.text}")
        lines += (f"     note: {note}" for note in segment.notes)
        for inline in segment.fragment.inlines:
            raw = segment.text[inline.span.start : inline.span.end]
            values = "".join(f" = {segment.text[span.start : span.end]}" for span in inline.texts)
            lines.append(f"     {inline.role} {inline.kind}: {raw}{values}")
    lines += (f"{finding.line:2} {finding.code} {finding.message}" for finding in document.findings)
    return "\n".join(lines)


ALTERNATES = (
    Alternate("en_GB", "en-GB", "English (UK)", "ltr", "../en_GB/tides.html"),
    Alternate("es_MX", "es-MX", "español (México)", "ltr", "../es_MX/tides.html"),
    Alternate("ar", "ar", "العربية", "rtl", "../ar/tides.html"),
)

VARIANT = Alternate("en_US", "en-US", "English (US)", "ltr", "../en_US/tides.html")


def imprint(document: Document, orders: str) -> Imprint:
    """``es-MX machine alternates 2 4``: an edition's language, what it says, which segments nobody translated."""
    language, *rest = orders.split()
    foreign = {int(word) for word in rest if word.isdigit()}
    edition = next(one for one in (*ALTERNATES, VARIANT) if one.language == language)
    return Imprint(
        edition.locale,
        edition.language,
        edition.direction,
        "en-GB",
        "ltr",
        edition.name.partition(" (")[0],
        "machine" in rest,
        frozenset(one for number, one in enumerate(document.segments, 1) if number in foreign),
        ALTERNATES if "alternates" in rest else (),
    )


def edition(source: str, orders: str) -> str:
    """The page with its imprint, every translated text in capitals."""
    document = parse(source, language="en-GB")
    made = imprint(document, orders)
    own = made.language.startswith("en")
    targets = (
        {} if own else {segment: capitals(segment) for segment in document.segments if segment not in made.foreign}
    )
    rebuilt = formats.rebuild(document, targets, FORMAT.imprint(document, made), FormatOptions(language="en-GB"))
    assert rebuilt.edited
    assert not rebuilt.rejected
    again = parse(rebuilt.text, language="en-GB")
    left = imprint(again, orders)
    assert not FORMAT.imprint(again, left), "a second imprint must have nothing to add"
    return rebuilt.text


def capitals(segment: Segment) -> str:
    text, at = "", 0
    for inline in segment.fragment.inlines:
        text += segment.text[at : inline.span.start].upper() + segment.text[inline.span.start : inline.span.end]
        at = inline.span.end
    return text + segment.text[at:].upper()


def named(case: tuple[str, ...]) -> str:
    return case[0]


@pytest.mark.parametrize("case", cases("extract.txt"), ids=named)
def test_extraction(case: tuple[str, ...]) -> None:
    title, source, expected = case
    assert listing(parse(source, "page.xhtml" if "cdata" in title else "page.html")) == expected


def test_a_page_that_declares_no_language_is_in_that_of_the_project() -> None:
    """As a text that was pasted from Word into a CMS: none of it would be translated else."""
    source = '<p><span lang="EN-GB">One</span></p><p lang="en-US">Two <i lang="fr">trois</i></p><p lang="">Four</p>'
    found = parse(source, language="en-GB").segments
    assert [segment.text for segment in found] == ["One", 'Two <i lang="fr">trois</i>']


@pytest.mark.parametrize("case", cases("encode.txt"), ids=named)
def test_encoding(case: tuple[str, ...]) -> None:
    """Every case has one segment; ␍ stands for a carriage return, ␉ for a tab."""
    _, source, target, expected = (part.replace("␍", "\r").replace("␉", "\t") for part in case)
    document = parse(source)
    assert len(document.segments) == 1
    assert formats.splice(document, {document.segments[0]: target}) == expected


@pytest.mark.parametrize("case", cases("imprint.txt"), ids=named)
def test_imprint(case: tuple[str, ...]) -> None:
    _, orders, source, expected = case
    assert edition(source, orders) == expected


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM", "a/b.xhtml"])
def test_it_is_found_by_its_suffix(name: str) -> None:
    assert formats.for_path(name) is FORMAT


def test_byte_order_mark_and_encoding_come_back() -> None:
    for data in ("\ufeffBoats".encode(), "\ufeff<p>Boats\r\n</p>".encode("utf-16-le")):
        document = formats.read(data, "page.html")
        assert document.segments[0].text == "Boats"
        assert formats.splice(document, {}).encode(document.encoding) == data


def test_an_edition_without_a_letter_left_keeps_its_source() -> None:
    document = parse("<p>No. 5</p><p>Six</p>")
    rebuilt = formats.rebuild(document, dict(zip(document.segments, ["5", "Seis"], strict=True)))
    assert rebuilt.text == "<p>No. 5</p><p>Seis</p>"
    assert rebuilt.rejected == document.segments[:1]


def test_a_json_string_that_no_file_can_hold_is_no_segment() -> None:
    assert not parse(
        '<script type="application/ld+json">{"headline": "a\\ud800", "caption": "b\\u0000"}</script>'
    ).segments


def test_text_with_a_nul_is_no_segment() -> None:
    """PO files cannot hold it."""
    assert [segment.text for segment in parse("<p>a\0b</p><p>c</p>").segments] == ["c"]


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<a b='",
        "<!--",
        "<b>x",
        "<p>x",
        "<div><b>",
        "x<br>",
        "<td>x",
        "<svg><p>",
        "<b><p>x</b>",
        "<li>x<ul>",
        "<b>x</i>",
        "<a><b></a>x",
        "<i></i>",
        "&nbsp;",
        "<![CDATA[",
        "</b",
    ],
)
def test_a_long_page_of_one_broken_thing(piece: str) -> None:
    """Nothing recurses, whatever is never closed."""
    source = piece * 5000
    document = parse(source)
    assert formats.splice(document, {segment: segment.text for segment in document.segments}) == source
    for segment in document.segments[:1]:
        assert FORMAT.encode(document, segment, segment.text + " x")


def test_line_breaks_of_the_article_stay_out_of_attributes() -> None:
    document = parse("<p><img src=x alt='A boat'>\n the\n tide</p>")
    assert formats.splice(document, {document.segments[0]: "<img src=x alt='El barco'> la marea"}) == (
        "<p><img src=x alt='El barco'>\n la\n marea</p>")
