"""Markdown by example: which segments an article has, and how targets are written into it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from l10n.formats import read, rebuild, splice
from l10n.formats.markdown import FORMAT, MDX
from l10n.formats.markdown.labels import by_order
from l10n.model import Alternate, Document, Format, FormatOptions, Imprint

GOLDEN = Path(__file__).parent / "markdown"


def fixtures(name: str) -> list[tuple[str, ...]]:
    """(title, part, part …) of a file of ``title / . / part / . / part / .``."""
    text = (GOLDEN / name).read_text(encoding="utf-8")
    parts = [[""]]
    for line in text.splitlines(keepends=True):
        if line == ".\n":
            parts.append([""])
        else:
            parts[-1].append(line)
    texts = ["".join(part) for part in parts]
    size = 3 if name == "segments.md" else 4
    return [(texts[at].strip(), *texts[at + 1 : at + size]) for at in range(0, len(texts) - 1, size)]


def shown(document: Document) -> str:
    lines = []
    for segment in document.segments:
        context = f" [{segment.context}]" if segment.context else ""
        notes = f" ({' / '.join(segment.notes)})" if segment.notes else ""
        lines.append(f"{segment.line} {segment.kind}{context}: {segment.text}{notes}".replace("\n", "⏎") + "\n")
    if document.locale:
        lines.append(f"locale {document.locale}\n")
    lines += (f"! {finding.line} {finding.code} {finding.message}\n" for finding in document.findings)
    return "".join(lines)


@pytest.mark.parametrize(("title", "source", "expected"), fixtures("segments.md"))
def test_segments(title: str, source: str, expected: str) -> None:
    document = read(source.encode(), "a.md")
    assert shown(document) == expected
    assert splice(document, {segment: segment.text for segment in document.segments}) == source
    crlf = read(source.replace("\n", "\r\n").encode(), "a.md")
    assert shown(crlf) == expected, "line endings make no difference"


@pytest.mark.parametrize(("title", "source", "target", "expected"), fixtures("targets.md"))
def test_targets(title: str, source: str, target: str, expected: str) -> None:
    document = read(source.encode(), "a.md")
    rebuilt = rebuild(document, dict.fromkeys(document.segments, target.removesuffix("\n")))
    assert rebuilt.text == expected
    assert not rebuilt.rejected


def test_is_a_format() -> None:
    assert isinstance(FORMAT, Format)
    assert FORMAT.suffixes == (".md", ".markdown", ".mdown", ".mkd")
    assert MDX.suffixes == (".mdx",)


def test_a_language_that_nobody_knows_is_said() -> None:
    document = read(b"---\nlang: tlh-xx\n---\nText\n", "a.md")
    (finding,) = document.findings
    assert (finding.code, finding.path, finding.message[:29]) == ("F103", "a.md", "lang: unknown locale “tlh-xx”")
    assert document.locale is None


def inlines(text: str) -> list[tuple[str, str, str, list[str]]]:
    (segment,) = read(text.encode(), "a.md").segments[:1]
    fragment = segment.fragment
    return [(one.kind, one.role, fragment.text[one.span.start : one.span.end],
             [fragment.text[span.start : span.end] for span in one.texts]) for one in fragment.inlines]


@pytest.mark.parametrize(("text", "expected"), [
    ("a *b* c", [("emphasis", "open", "*", []), ("emphasis", "close", "*", [])]),
    ("a ***b** c*", [("emphasis", "open", "*", []), ("strong", "open", "**", []), ("strong", "close", "**", []),
                     ("emphasis", "close", "*", [])]),
    ("a ~~b~~", [("strike", "open", "~~", []), ("strike", "close", "~~", [])]),
    ("a `` b`c `` d", [("code", "atom", "`` b`c ``", [])]),
    ("a [*b*](c 'd') e", [("link", "open", "[", []), ("emphasis", "open", "*", []), ("emphasis", "close", "*", []),
                          ("link", "close", "](c 'd')", ["d"])]),
    ("a ![b](c\n  \"d\ne\") f", [("image", "open", "![", []), ("image", "close", '](c "d e")', ["d e"])]),
    ("a <b>c</b> <br> <i>", [("tag", "open", "<b>", []), ("tag", "close", "</b>", []), ("tag", "atom", "<br>", []),
                             ("tag", "atom", "<i>", [])]),
    ("a <b>*c</b>*", [("tag", "atom", "<b>", []), ("emphasis", "open", "*", []), ("tag", "atom", "</b>", []),
                      ("emphasis", "close", "*", [])]),
    ("a <span translate='no'>b *c*</span>", [("tag", "atom", "<span translate='no'>b *c*</span>", [])]),
    ("a <x@y.org> <!-- b --> &amp; \\* \\' {{ c }}", [
        ("autolink", "atom", "<x@y.org>", []), ("comment", "atom", "<!-- b -->", []), ("entity", "atom", "&amp;", []),
        ("escape", "atom", "\\*", []), ("placeholder", "atom", "{{ c }}", [])]),
    ('a [b](c){:target="_blank" .x} *d*{ .y }', [
        ("link", "open", "[", []), ("link", "close", '](c){:target="_blank" .x}', []),
        ("emphasis", "open", "*", []), ("emphasis", "close", "*", []), ("placeholder", "atom", "{ .y }", [])]),
    ("Dear *|FNAME|*, <%= a *b* %> *c | d*", [
        ("placeholder", "atom", "*|FNAME|*", []), ("placeholder", "atom", "<%= a *b* %>", []),
        ("emphasis", "open", "*", []), ("emphasis", "close", "*", [])]),
    ("see https://example.org/a_b, (www.example.org) or me@example.org.", [
        ("autolink", "atom", "https://example.org/a_b", []), ("autolink", "atom", "www.example.org", []),
        ("autolink", "atom", "me@example.org", [])]),
    ("a   \nb\\\n  c", [("break", "atom", "   \n", []), ("break", "atom", "\\\n", [])]),
    ("a[^1] b^[c *d*]\n\n[^1]: e", [("footnote", "atom", "[^1]", []), ("footnote", "open", "^[", []),
                                    ("emphasis", "open", "*", []), ("emphasis", "close", "*", []),
                                    ("footnote", "close", "]", [])]),
    ("a `b\nc` <i\n class=d>e</i>", [("code", "atom", "`b c`", []), ("tag", "open", "<i class=d>", []),
                                     ("tag", "close", "</i>", [])]),
])
def test_inlines(text: str, expected: list[tuple[str, str, str, list[str]]]) -> None:
    assert inlines(text) == expected


def test_a_target_of_several_lines_has_the_line_endings_of_its_source() -> None:
    document = read(b"> One\r\n", "a.md")
    (segment,) = document.segments
    assert splice(document, {segment: "Uno\\\ndos"}) == "> Uno\\\r\n> dos\r\n"


def test_a_byte_order_mark_is_no_prefix() -> None:
    document = read("\ufeffOne".encode(), "a.md")
    assert splice(document, {document.segments[0]: "Uno\\\ndos"}) == "\ufeffUno\\\ndos"


def test_a_target_without_words_is_rejected_and_the_source_stays() -> None:
    document = read(b"Twelve\n\nTwo\n", "a.md")
    rebuilt = rebuild(document, {document.segments[0]: "12", document.segments[1]: "Dos"})
    assert rebuilt.text == "Twelve\n\nDos\n"
    assert rebuilt.rejected == (document.segments[0],)


def test_text_that_a_definition_above_would_take_for_its_title() -> None:
    document = read(b"[a]: /a\nOne [a]\n", "a.md")
    rebuilt = rebuild(document, {document.segments[0]: '"Uno"'})
    assert (rebuilt.text, rebuilt.rejected) == ('[a]: /a\n\\"Uno"\n', ())


SPANISH = Alternate("es_MX", "es-MX", "español (México)", "ltr", "../es_MX/a.html")
ENGLISH = Alternate("en", "en", "English", "ltr", "../en/a.html")


def imprint(machine: bool = False, alternates: tuple[Alternate, ...] = (), locale: str = "es_MX") -> Imprint:
    return Imprint(locale, locale.replace("_", "-"), "ltr", "en", "ltr", "español", machine, frozenset(), alternates)


@pytest.mark.parametrize(("source", "machine", "expected"), [
    ("---\ntitle: A\nlang: en\n---\nText\n", False, "---\ntitle: A\nlang: es-MX\n---\nText\n"),
    ("---\nlocale: 'en_GB'\n---\nText\n", False, "---\nlocale: 'es_MX'\n---\nText\n"),
    ("---\ntitle: A\n---\nText\n", True, "---\nmachine_translated: true\ntitle: A\n---\nText\n"),
    ("---\r\n  title: A\r\n---\r\nText\r\n", True,
     "---\r\n  machine_translated: true\r\n  title: A\r\n---\r\nText\r\n"),
    ("+++\n# note\nlanguage = \"en\"\n[a]\nb = 1\n+++\nText\n", True,
     "+++\n# note\nmachine_translated = true\nlanguage = \"es-MX\"\n[a]\nb = 1\n+++\nText\n"),
    ("---\nmachine_translated: false\n---\nText\n", True, "---\nmachine_translated: true\n---\nText\n"),
    ("---\ndir: ltr\nlang: en\n---\nText\n", False, "---\ndir: ltr\nlang: es-MX\n---\nText\n"),
    ("Text\n", True, "Text\n"),
])
def test_imprint(source: str, machine: bool, expected: str) -> None:
    document = read(source.encode(), "a.md")
    edition = splice(document, {}, FORMAT.imprint(document, imprint(machine)))
    assert edition == expected
    if "lang" in source:
        assert read(edition.encode(), "a.md").locale == "es_MX"


def test_imprint_of_the_articles_own_language_changes_nothing() -> None:
    document = read(b"---\nlang: en-GB\n---\nText\n\n<!-- l10n: switcher -->\n", "a.md")
    assert not FORMAT.imprint(document, imprint(locale="en"))


def test_norwegian_is_no_boolean() -> None:
    document = read(b"---\nlang: en\n---\nText\n", "a.md")
    assert splice(document, {}, FORMAT.imprint(document, imprint(locale="no"))) == '---\nlang: "no"\n---\nText\n'


def test_switcher_stands_after_its_directive_and_is_no_text() -> None:
    source = "# One\n\n<!-- l10n: switcher -->\n\n    <!-- l10n: switcher -->\n\nTwo\n"
    document = read(source.encode(), "a.md")
    rebuilt = rebuild(document, {document.segments[1]: "Dos"}, FORMAT.imprint(document, imprint(
        alternates=(ENGLISH, SPANISH))))
    assert not rebuilt.rejected
    found = re.fullmatch(r"# One\n\n<!-- l10n: switcher -->(<nav .*</nav>)\n\n    <!-- l10n: switcher -->\n\nDos\n",
                         rebuilt.text)
    assert found
    assert "español (México)" in found[1]
    assert 'hreflang="es-MX"' in found[1]
    assert FORMAT.parse(rebuilt.text, "a.md", FormatOptions()).segments[0].text == "One"


def test_html_blocks_are_encoded_by_their_format() -> None:
    source = "> <p>A <b>box</b>\n> of text</p>\n\n<p title=\"A box\">B</p>\n"
    document = read(source.encode(), "a.md")
    rebuilt = rebuild(document, dict.fromkeys(document.segments, "Una <b>caja</b> \"a\"\n\n> nada & nadie"))
    assert not rebuilt.rejected
    assert [segment.kind for segment in FORMAT.parse(rebuilt.text, "a.md", FormatOptions()).segments] == [
        segment.kind for segment in document.segments]
    assert "\n\n>" not in rebuilt.text


@pytest.mark.parametrize("hostile", [
    "[" * 10_000, "![" * 5_000, "[a](" * 5_000, "> " * 10_000 + "a", "- " * 5_000 + "a", "*a _b " * 15_000,
    "`a``b" * 20_000, "<a " * 30_000, "&" * 100_000, "{{" * 50_000, "a" * 100_000, "| a" * 9_000 + "\n" + "|-" * 9_000,
    "[^1]: x\n\n" + "[^" * 5_000, "a\n" * 20_000, "<b>" * 3_000 + "</i>" * 3_000, "a  \n" * 9_000, "\\" * 50_001,
    "---\n" + "a: [" * 3_000 + "\n---\n", "---\na: &a [x]\n" + "b: *a\n" * 300 + "---\n",
], ids=lambda text: text[:8])
def test_hostile_input_is_read_and_comes_back(hostile: str) -> None:
    document = read(hostile.encode(), "a.md")
    assert splice(document, {segment: segment.text for segment in document.segments}) == hostile


def test_a_target_whose_lines_together_are_a_definition_stays_a_text() -> None:
    document = read(b"The harbour\n", "a.md")
    rebuilt = rebuild(document, {document.segments[0]: "[  \n[^1]:  word"})
    assert not rebuilt.rejected
    assert rebuilt.text == "\\[  \n\\[^1]:  word\n"


def test_mdx_has_expressions_components_and_markdown_between_tags() -> None:
    source = ("import A from './a';\n\n# Boats of {year}\n\n<Cards list={[{ a: '>' }]}>\n"
              "<summary>The *old* `a` one</summary>\n\nWords {props.a.map(one => one.b)} of <B c={{ d: 1 }} />.\n"
              "```js\nlet a;\n```\n</Cards>\n")
    document = read(source.encode(), "a.mdx")
    assert [(segment.kind, segment.text) for segment in document.segments] == [
        ("headline", "Boats of {year}"), ("paragraph", "<summary>The *old* `a` one</summary>"),
        ("paragraph", "Words {props.a.map(one => one.b)} of <B c={{ d: 1 }} />.")]
    assert [segment.text[one.span.start:one.span.end] for segment in document.segments
            for one in segment.fragment.inlines if one.kind in ("placeholder", "tag")] == [
        "{year}", "<summary>", "</summary>", "{props.a.map(one => one.b)}", "<B c={{ d: 1 }} />"]
    assert splice(document, {document.segments[2]: "a < b {props.a.map(one => one.b)} } y <B c={{ d: 1 }} /> {"}) == \
        source.replace("Words {props.a.map(one => one.b)} of <B c={{ d: 1 }} />.",
                       "a \\< b {props.a.map(one => one.b)} \\} y <B c={{ d: 1 }} /> \\{")


def test_files_of_any_suffix_may_be_mdx() -> None:
    source = "- <span style={{padding: '1rem'}}>Mount</span> is {when}.\n"
    plain, mdx = (read(source.encode(), "a.md", FormatOptions(suffixes=suffixes))
                  for suffixes in ((), ((".md", "mdx"),)))
    assert (plain.format, mdx.format) == ("markdown", "mdx")
    assert [one.kind for one in mdx.segments[0].fragment.inlines] == ["tag", "tag", "placeholder"]
    assert splice(mdx, {mdx.segments[0]: "a < b"}) == "- a \\< b\n"
    assert splice(plain, {plain.segments[0]: "a < b"}) == "- a < b\n"


def test_comments_of_mdx_are_none_of_the_text() -> None:
    document = read(b"## Colours {/*colours*/}\n\nRed {/* or not */} again.\n", "a.md")
    assert [(one.kind, one.role) for segment in document.segments for one in segment.fragment.inlines] == [
        ("comment", "atom"), ("comment", "atom")]
    assert splice(document, {document.segments[0]: "Colores {/*colours*/}"}).startswith("## Colores {/*colours*/}\n")


def test_definitions_that_lead_nowhere_are_comments() -> None:
    document = read(b"[//]: # (A note)\n[comment]: <> (Another)\n[x]: #y 'A title'\n\nText [x].\n", "a.md")
    assert [segment.text for segment in document.segments] == ["A title", "Text [x]."]


def test_markdown_goes_on_in_elements_that_say_so() -> None:
    source = ('<figure markdown="span">\n  ![A quay](../quay.webp){ width="200" }\n  <figcaption>At dawn</figcaption>'
              '\n</figure>\n\n<div class="note" markdown>\nSome [text](x.md).\n</div>\n\n'
              '<div class="markdown">\na [b](c)\n</div>\n')
    document = read(source.encode(), "a.md")
    assert [(segment.kind, segment.text) for segment in document.segments] == [
        ("alt", "A quay"), ("html caption", "At dawn"), ("paragraph", "Some [text](x.md)."),
        ("html paragraph", "a [b](c)")]
    assert "![Un muelle](../quay.webp){" in splice(document, {document.segments[0]: "Un muelle"})


def test_front_matter_has_markup() -> None:
    source = "---\ntitle: The <div> of `a`\ndescription: See [all](/x/y)\nsummary: |\n  One <b>\n  Two\n---\n"
    document = read(source.encode(), "a.md")
    assert [segment.text[one.span.start:one.span.end] for segment in document.segments
            for one in segment.fragment.inlines] == ["<div>", "`a`", "[", "](/x/y)"]


def test_references_may_be_defined_elsewhere() -> None:
    source = "Set [the `dir` of it][config dir] as in [a][b] and [c][d][e], [1][2] or [f].\n\n[b]: /x\n"
    segment, = read(source.encode(), "a.md").segments
    assert [segment.text[one.span.start:one.span.end] for one in segment.fragment.inlines if one.kind == "link"] == [
        "[", "][config dir]", "[", "][b]", "[", "][e]"]


def test_brackets_that_are_no_link_take_no_label() -> None:
    document = read(b"The [old boats] [colors] of [both harbours] here.\n\n[colors]: /c\n[both harbours]: /h\n", "a.md")
    assert splice(document, {document.segments[0]: "Los [barcos viejos] [colores] de [ambos puertos]."}).startswith(
        "Los [barcos viejos] [colores][colors] de [ambos puertos][both harbours].")
    assert splice(document, {document.segments[0]: "Los [old boats] [colores] de [ambos puertos]."}).startswith(
        "Los [old boats] [colores][colors] de [ambos puertos][both harbours].")


def test_containers_may_have_attributes_alone() -> None:
    document = read(b'::: {style="text-align: center"}\n[Boats](x.md){preview="true"}\n:::\n', "a.qmd",
                    FormatOptions(suffixes=((".qmd", "markdown"),)))
    assert [segment.text for segment in document.segments] == ['[Boats](x.md){preview="true"}']


def test_spans_with_attributes_are_pairs() -> None:
    segment, = read(b"The [quay]{\n .old} of [it]{.x}.\n", "a.md").segments
    assert [(one.kind, one.role, segment.text[one.span.start:one.span.end]) for one in segment.fragment.inlines] == [
        ("link", "open", "["), ("link", "close", "]{ .old}"), ("link", "open", "["), ("link", "close", "]{.x}")]
    assert by_order("El [muelle]{ .old} de [eso]{.x}", segment) == ()


def test_links_in_html_lead_where_they_led() -> None:
    segment, = read(b'<a href="/x">\n![A quay](quay.svg){width="7"}Boats **and** [all](y.md)\n</a>\n', "a.md").segments
    assert [segment.text[one.span.start:one.span.end] for one in segment.fragment.inlines if one.kind != "tag"] == [
        "![", "](quay.svg){width=\"7\"}", "[", "](y.md)"]


def test_attributes_that_readers_see() -> None:
    source = ('<Card\n  title="Get &quot;on&quot; it"\n  icon="ship" :label="x"\n'
              '  items={{ note: "a > {{b}}", x: [{ y: { z: [{ w: 1 }] } }] }}\n/>\n\n'
              '- <Tab label=\'Sea\' href="a b">\n\n'
              'Words <img src="a.png" alt="A quay"> of <abbr title="It">I</abbr> '
              '<a label="no" title="https://x">a</a>\n')
    for path in ("a.md", "a.mdx"):
        document = read(source.encode(), path)
        assert [(segment.kind, segment.context, segment.text) for segment in document.segments[:2]] == [
            ("attribute", "title", 'Get "on" it'), ("attribute", "label", "Sea")]
        words = document.segments[2]
        assert [words.text[text.start:text.end] for one in words.fragment.inlines for text in one.texts] == [
            "A quay", "It"]
        assert splice(document, {document.segments[0]: 'Suba "ya" & <ya>', document.segments[1]: "L'aigua"}) == \
            source.replace("Get &quot;on&quot; it", "Suba &#34;ya&#34; &amp; <ya>").replace("Sea", "L&#39;aigua")


def test_what_components_hold_is_indented_and_no_code_in_mdx() -> None:
    source = ('<Grid>\n\t<Card title="Boats">\n\t\tAll *boats*\n\t\tand\n\n\t\t- quays\n\n'
              "\t\t```js\n\t\tlet x\n\t\t```\n\t</Card>\n</Grid>\n")
    document = read(source.encode(), "a.mdx")
    assert [segment.text for segment in document.segments] == ["Boats", "All *boats* and", "quays"]
    told = read(b'<Tabs>\n\t<Tab label="A">\n\t\tSea\n\t</Tab>\n\t<Tab label="B">Sky</Tab>\n</Tabs>\n', "a.mdx")
    assert [segment.text for segment in told.segments] == ["A", "Sea", '<Tab label="B">Sky</Tab>']
    target = '<Tab label="C">Cielo</Tab> < 1'
    assert splice(told, {told.segments[2]: target}).endswith('<Tab label="C">Cielo</Tab> \\< 1\n</Tabs>\n')
    assert "Todos\\\n\t\tlos *barcos*" in splice(document, {document.segments[1]: "Todos\\\nlos *barcos*"})
    assert [segment.text for segment in read(b"Words\n\n    some code\n", "a.md").segments] == ["Words"]


def test_components_end_lists_and_keep_their_expressions() -> None:
    source = "<Card>\n- Boats\n</Card>{' '}\n\nThe <span style={{ a: 'b' }}>quay</span> here.\n"
    document = read(source.encode(), "a.mdx")
    assert [segment.text for segment in document.segments] == [
        "Boats", "The <span style={{ a: 'b' }}>quay</span> here."]
    target = "El <span style={{ a: 'b' }}>muelle</span>."
    assert splice(document, {document.segments[1]: target}).endswith(f"\n{target}\n")
