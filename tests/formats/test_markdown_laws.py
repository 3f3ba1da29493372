"""The laws of the round trip, over documents made of Markdown's parts and over raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from l10n.formats import frontmatter, rebuild, splice
from l10n.formats.markdown import FORMAT, MDX
from l10n.model import Document, FormatOptions, Fragment

PIECES = ["a", "bc ", "Word", "é", "。", "后", " ", "  ", "\n", "\n\n", "\n", "    ", "\t", "# ", "## ", "- ", "* ",
          "1. ", "2) ", "> ", "`", "``", "```", "~~~", "---", "===", "|", "| a | b |\n|---|---|\n", "\\", "*", "**",
          "_", "__", "~~", "[", "]", "(", ")", "![", "](u)", '](u "t")', "[x]: u 'T'\n", "[x]", "[^1]", "[^1]: ",
          "<b>", "</b>", "<div>", "<!--", "-->", "<!-- l10n: skip -->\n", "<!-- l10n: off -->\n",
          "<!-- l10n: on -->\n", "&amp;", "http://x.y", "\u2028", "\xa0", "\x00", "\x0c", "\\\n", "  \n", "[ ] ",
          "[!NOTE]\n", "{#id}", "{{", "}}", "{: .c}", "+++", "---\n", "key: v\n", ":", "=", "-", "'", '"', "\r\n",
          "\r", "$$", "$", "x_1", "$$\nx\n$$\n", "[[", "]]", "[[P|q]]", "![[f]]", "{% raw %}", "{% endraw %}",
          "{% x %}\n", "{{< a >}}\n", "{{% /a %}}\n", ":::", ":::note[T]\n", "::: tip A b\n", "[!info] T\n",
          '!!! note "T"\n', "??? tip\n\n    ", '=== "A"\n', "\n: ", "\n*[A]: ", "\\[", "\\]", "\\(", "\\)", "\\frac",
          "/// tip | T\n", "///\n", "{* x *}\n", "<Tab a={1}>\n", "</Tab>\n", "import a from 'b';\n",
          "export const a =\n", "{/* x */}\n", "<code>", "</code>"]
FRONT = ["", "", "---\ntitle: Foo bar\ntags: [x, \"y z\"]\nd: >\n  foo\n---\n", "+++\ntitle = 'Foo'\n+++\n"]
NASTY = ["1. ", "- ", "# ", "> ", "```", "    ", "---", "|", "===", "<div>", "<b>", "</p>", "\n", "\n\n", "  \n",
         "\\\n", "[^1]: ", "[x]: y", "[ ] ", "[!NOTE]", "**", "*", "_", "~~", "`", "\\", "&", "![a](b)", "[a](b)",
         "{#i}", "{{ x }}", "<!--", "-->", "+++", ": ", "'", '"', "(", ")", "[", "]", "word", "Ünï", "后", "。", " ",
         "\t", "9) ", "\u2028", "\xa0", "\r\n", "\x00", "| --- | --- |", "](", "$$", "$x_1$", "[[a]]", "[[", "]]",
         "{% raw %}", "{% x %}", "{{< a >}}", ":::", ":::note", "[!info] ", "\\[", "\\]", "\\(", "\\)", "\\frac",
         "/// tip", "{* x *}", "<Tab>", "<Tab a={1}/>", "{/* x */}", "<code>a</code>",
         "!!! note", '??? a "b"', '=== "A"', "*[A]: "]

texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join)
raw = st.builds(lambda mark, front, text, crlf: mark + (front + text).replace("\n", "\r\n" if crlf else "\n"),
                st.sampled_from(["", "\ufeff"]), st.sampled_from(FRONT),
                st.one_of(texts, st.text(st.characters(exclude_categories=["Cs"]), max_size=60)), st.booleans())
targets = st.lists(st.sampled_from(NASTY), min_size=1, max_size=6).map("".join)

# -- documents of good form --------------------------------------------------------------------------------------------

words = st.sampled_from(["harbour", "talks", "boats", "nets", "quay", "crew", "tide", "storm"])
plain = st.lists(words, min_size=1, max_size=5).map(" ".join)
spans = st.one_of(plain, plain, plain.map("*{}*".format), plain.map("**{}**".format), plain.map("~~{}~~".format),
                  plain.map("[{}](https://example.org)".format), plain.map('[{}](/a "the title")'.format),
                  plain.map("![{}](a.png)".format), words.map("`{}`".format), plain.map("<b>{}</b>".format),
                  st.sampled_from(["&amp;", "\\*", "[^n]", "https://example.org/a", "<mailto:a@b.org>",
                                   "{{ x }}", "$x_1$", "[[Page]]", "[[Page|words]]", "![[a.png]]", "$5"]))
prose = st.lists(spans, min_size=1, max_size=6).map(lambda parts: "The " + " ".join(parts))
lines = st.lists(prose, min_size=1, max_size=3).flatmap(
    lambda some: st.sampled_from(["\n", "  \n", "\\\n", "\n  "]).map(lambda glue: glue.join(some)))


def indented(block: str, first: str, rest: str) -> str:
    return "\n".join((rest if number else first) + line if line or rest.strip() else line
                     for number, line in enumerate(block.split("\n")))


leaves = st.one_of(
    lines, prose.map("# {}".format), prose.map("## {} ##".format), prose.map("### {} {{#id}}".format),
    lines.map("{}\n===".format), st.just("---"), st.just("```\ncode here\n```"), st.just("    code here"),
    prose.map("| {0} | b |\n|---|:-:|\n| c | {0} |".format), prose.map("- [ ] {}\n- [x] done".format),
    prose.map("> [!tip]- {0}\n> {0}".format), prose.map(":::note {0}\n{0}\n:::".format),
    prose.map("$$\nx\n$$\n{0}\n{{% x %}}\n{0}".format), st.just("{{< code go >}}\n\na := 1\n{{< /code >}}"),
    prose.map('!!! note "{0}"\n    {0}\n\n    - {0}'.format), prose.map("Term\n: {0}\n  {0}\n:   {0}".format),
    prose.map("??? a b\n\n    {0}\n{0}\n*[AB]: {0}\n*[C]: x".format), prose.map('=== "{0}"\n\n    > {0}'.format),
    st.just("![Boat](a.png 'The boat')"), st.just("<!-- l10n: note: short -->"))
blocks = st.recursive(leaves, lambda inner: st.builds(
    lambda some, marks: "\n\n".join(indented(block, *marks) for block in some),
    st.lists(inner, min_size=1, max_size=3),
    st.sampled_from([("> ", "> "), ("- ", "  "), ("1. ", "   "), ("*\t", "\t"), (">- ", ">  ")])), max_leaves=4)
articles = st.lists(blocks, min_size=1, max_size=4).map(
    lambda some: "\n\n".join([*some, "[^n]: The note\n\n    goes on", "[def]: /x 'A title'"]) + "\n")


DIALECT = FORMAT


@pytest.fixture(autouse=True, scope="module", params=[FORMAT, MDX], ids=lambda dialect: dialect.name)
def _dialect(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every law holds in MDX too."""
    globals()["DIALECT"] = request.param
    yield
    globals()["DIALECT"] = FORMAT


def parse(source: str) -> Document:
    return DIALECT.parse(source, "a.md", FormatOptions())


def ordered(document: Document) -> None:
    at = 0
    for segment in document.segments:
        assert at <= segment.span.start < segment.span.end <= len(document.source)
        at = segment.span.end
        inlines(segment.fragment)


def inlines(fragment: Fragment) -> None:
    at = 0
    opened = []
    for one in fragment.inlines:
        assert at <= one.span.start < one.span.end <= len(fragment.text)
        at = one.span.end
        if one.role == "open":
            opened.append(one.kind)
        elif one.role == "close":
            assert opened.pop() == one.kind
        assert all(one.span.start <= text.start <= text.end <= one.span.end for text in one.texts)
    assert not opened


@settings(max_examples=120)
@given(st.one_of(raw, articles))
@example("\u00a0\na")
@example("- \ta\n\n      b")
@example("> a\r> b\r\n\u2028")
@example("\n: - a")
@example("0\x1f")
@example("a\n\n: b\x1f")
def test_what_is_not_translated_comes_back(source: str) -> None:
    """Laws 1 to 3."""
    document = parse(source)
    assert document.source == source
    assert splice(document, {}) == source
    assert splice(document, {segment: segment.text for segment in document.segments}) == source
    ordered(document)
    assert not any(finding.code == "F101" for finding in document.findings)


@settings(max_examples=100)
@given(raw, st.lists(targets, min_size=1, max_size=5))
@example("Text\n---\n", ["| a"])
@example("[x]: u\nText\n", ['"a"'])
@example("- Text\n", ["[ ] a"])
@example("a | b\n--|--\nText | x\n", ["- a"])
def test_no_target_breaks_the_structure(source: str, chosen: list[str]) -> None:
    """Law 4: the edition has the segments of the source."""
    document = parse(source)
    wanted = {segment: chosen[number % len(chosen)] + " word" for number, segment in enumerate(document.segments)}
    rebuilt = rebuild(document, wanted)
    again = parse(rebuilt.text)
    assert [(one.kind, one.context) for one in again.segments] == [(one.kind, one.context) for one in document.segments]


@settings(max_examples=60)
@given(articles, st.lists(targets, min_size=1, max_size=5))
@example(">- > The harbour\n", ["1.   \n"])
@example("> ![Boat](a.png 'The boat')\n", ["$$\\ word"])
def test_documents_of_good_form_have_room_for_every_target(source: str, chosen: list[str]) -> None:
    document = parse(source)
    wanted = {segment: chosen[number % len(chosen)] + " word" for number, segment in enumerate(document.segments)}
    assert not rebuild(document, wanted).rejected


def test_nasty_targets_are_escaped_not_rejected() -> None:
    source = ("---\ntitle: One\n---\n# One\n\nOne\n---\n\n- One\n\n  One\n\n> 1. One\n\n"
              "| One | One |\n|---|---|\n| One | One |\n\n"
              "One | One\n--- | ---\nOne | One\n\n![One](a \"One\")\n\nOne[^n].\n\n[^n]: One\n\n[a]: /a 'One'\n")
    document = parse(source)
    assert len(document.segments) == 19
    for target in NASTY:
        for text in (target + "word", "word" + target + "word", f"word\\\n{target}word"):
            rebuilt = rebuild(document, dict.fromkeys(document.segments, text))
            assert not rebuilt.rejected, text


def rendered(source: str) -> str:
    """The tags of the page without its text and the values of alt and title."""
    front = frontmatter.cut(source)
    md = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    footnote_plugin(md)
    if DIALECT is MDX:
        md.disable("code")
    page = md.render(source[front.end :] if front else source)
    page = re.sub(r'(alt|title)="[^"]*"', r'\1=""', page)
    return re.sub(r">[^<]*", ">", page).lstrip()


ACCENTS = str.maketrans("aeiouAEIOUnc", "áéíóúÁÉÍÓÚñç")


def accented(fragment: Fragment) -> str:
    out = []
    at = 0
    for one in fragment.inlines:
        out += fragment.text[at : one.span.start].translate(ACCENTS), fragment.text[one.span.start : one.span.end]
        at = one.span.end
    return "".join([*out, fragment.text[at:].translate(ACCENTS)])


@settings(max_examples=100)
@given(articles)
def test_a_translation_renders_to_the_same_tags(source: str) -> None:
    document = parse(source)
    rebuilt = rebuild(document, {segment: accented(segment.fragment) for segment in document.segments})
    assert not rebuilt.rejected
    assert rendered(rebuilt.text) == rendered(source)
    for segment, again in zip(document.segments, parse(rebuilt.text).segments, strict=True):
        loud = segment.text.startswith(("!!!", "???", "==="))      # prose where it stands, and escaped to be sure
        assert again.text.removeprefix("\\" if loud else "") == accented(segment.fragment)
