"""Front matter: values by key where they stand, and values written back in the author's quoting."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from l10n.formats import frontmatter
from l10n.formats.frontmatter import FrontMatter

SAMPLES = {
    "yaml": """\
---
plain: The talks go on # a note
tagged: !!str Tagged
anchored: &a Anchored text
alias: *a
double: "A \\"double\\" one"
single: 'It''s single'
wrapped: a plain one
  over two lines
literal: |
  First line
   deeper

  last

folded: >-  # why not
  folded
  text

  and more
kept: |+
  kept

flow: [one, 'two', "three", {key: four}]
"quoted key": value
nest:
  - caption: In a list
    deep: {title: In a flow}
number: 12
date: 2026-04-01
yes: yes it is
---
""",
    "toml": '''\
+++
basic = "A \\"basic\\" one" # note
literal = 'C:\\raw'
multi = """
First "line"
last"""
raw = \'\'\'one
two\'\'\'
list = ["one", 'two', ["three"]] # "no"
number = 12
date = 2026-04-01
dotted."quoted key".x = "dotted"
inline = { a = "four", b = { c = "five" }, d = ["six", { e = "seven" }] }
[table.sub]
key = "eight"
[[array]]
key = "nine"
[[array]]
key = "ten"
+++
''',
}


def cut(source: str) -> FrontMatter:
    front = frontmatter.cut(source)
    assert front is not None
    return front


def test_yaml_values() -> None:
    source = SAMPLES["yaml"]
    assert [(one.key, one.value, source[one.span.start : one.span.end]) for one in cut(source).values] == [
        ("plain", "The talks go on", "The talks go on"),
        ("tagged", "Tagged", "Tagged"),
        ("anchored", "Anchored text", "Anchored text"),
        ("double", 'A "double" one', '"A \\"double\\" one"'),
        ("single", "It's single", "'It''s single'"),
        ("wrapped", "a plain one over two lines", "a plain one\n  over two lines"),
        ("literal", "First line\n deeper\n\nlast\n", "|\n  First line\n   deeper\n\n  last"),
        ("folded", "folded text\nand more", ">-  # why not\n  folded\n  text\n\n  and more"),
        ("kept", "kept\n\n", "|+\n  kept"),
        ("flow", "one", "one"), ("flow", "two", "'two'"), ("flow", "three", '"three"'), ("flow.key", "four", "four"),
        ("quoted key", "value", "value"),
        ("nest.caption", "In a list", "In a list"), ("nest.deep.title", "In a flow", "In a flow"),
        ("yes", "yes it is", "yes it is"),
    ]


def test_toml_values() -> None:
    source = SAMPLES["toml"]
    assert [(one.key, one.value, source[one.span.start : one.span.end]) for one in cut(source).values] == [
        ("basic", 'A "basic" one', '"A \\"basic\\" one"'),
        ("literal", "C:\\raw", "'C:\\raw'"),
        ("multi", 'First "line"\nlast', '"""\nFirst "line"\nlast"""'),
        ("raw", "one\ntwo", "'''one\ntwo'''"),
        ("list", "one", '"one"'), ("list", "two", "'two'"), ("list", "three", '"three"'),
        ("dotted.quoted key.x", "dotted", '"dotted"'),
        ("inline.a", "four", '"four"'), ("inline.b.c", "five", '"five"'), ("inline.d", "six", '"six"'),
        ("inline.d.e", "seven", '"seven"'),
        ("table.sub.key", "eight", '"eight"'), ("array.key", "nine", '"nine"'), ("array.key", "ten", '"ten"'),
    ]


@pytest.mark.parametrize("source", ["Text", "--\na: b\n--\n", "---\na: b\n", "---\njust text\n---\n", "---\n- a\n---\n",
                                    "---\n\nA *rule: and* a: rule\n\n---\n", " ---\na: b\n---\n", "+++\nnone\n+++\n",
                                    "a\n---\nb: c\n---\n"])
def test_no_front_matter(source: str) -> None:
    assert frontmatter.cut(source) is None


@pytest.mark.parametrize(("source", "end"), [("---\na: b\n---\nText", 13), ("\ufeff---\r\na: b\r\n...\r\nText", 17),
                                             ("---\n---\n", 8), ("+++\na = 1\n+++", 13)])
def test_where_the_body_begins(source: str, end: int) -> None:
    assert cut(source).end == end


@pytest.mark.parametrize(("source", "line", "part"), [
    ("---\ntitle: A\nb: c: d\n---\n", 3, "mapping values"), ("---\na: [b\n---\n", 3, "expected"),
    ("+++\na = \"b\nc = 1\n+++\n", 2, "Illegal character"), ("---\na: " + "[" * 600 + "\n---\n", 2, ""),
])
def test_what_cannot_be_read_says_where(source: str, line: int, part: str) -> None:
    front = cut(source)
    assert part in front.problem
    assert front.problem
    assert front.line >= min(line, 2)
    assert not front.values


def test_keys_name_one_place_or_any() -> None:
    source = "---\ntitle: A b\nimage:\n  title: C d\n  alt: E f\nother: G h\n---\n"
    assert [one.value for one in frontmatter.chosen(cut(source), ["title"])] == ["A b", "C d"]
    assert [one.value for one in frontmatter.chosen(cut(source), ["image.title", "other"])] == ["C d", "G h"]


@pytest.mark.parametrize("value", ["2026-04-01", "'2026-04-01 12:00'", "https://example.org/a", "12,5", "/img/a.png",
                                   "a/b.jpg", "me@example.org", "true", "null", "12", "''"])
def test_dates_addresses_and_numbers_are_no_words(value: str) -> None:
    assert not list(frontmatter.chosen(cut(f"---\ntitle: {value}\n---\n"), ["title"]))


STYLES = {
    "yaml": "---\na: plain\nb: 'single'\nc: |\n  literal\nd: >\n  folded\ne: [flow, x]\n---\nText",
    "toml": "+++\na = 'single'\nb = \"double\"\nc = \"\"\"\nmulti\"\"\"\nd = '''raw'''\n+++\nText",
}

NASTY = ["no", "Null", "~", "- a", "# a", "a: b", "a #b", "[a", "{a}", "*a", "&a", "!a", "| a", "> a", "'a", '"a',
         "%a", "@a", "`a", "a\nb", "a\n\n  b", "2026-04-01", "12:30:00", "1e3", "0x1F", "8 boats", "a, b", "a]", "a}",
         "a:", "---", "...", "a\n---\nb", "+++", "a\\", "'''", '"""', "a'''", 'a"', "\ttab", "a\tb", "a\u2028b",
         "a\x85b", "a\x07b", "a\ufeffb", "é à", "中文：文", "<<", "=", "?", ": a", "y", "a\\nb", "😀", ""]


def check(source: str, target: str) -> None:
    front = cut(source)
    for index, value in enumerate(front.values):
        text = frontmatter.encode(source, value.span, target)
        edition = source[: value.span.start] + text + source[value.span.end :]
        again = cut(edition)
        assert [one.key for one in again.values if one.text] == [
            one.key for i, one in enumerate(front.values) if i != index or target.strip()]
        if target.strip():
            wanted = target.replace("\r\n", "\n").replace("\r", "\n").strip()
            assert again.values[index].text == wanted
            assert again.values[index].value == value.value.replace(value.text, wanted)
        assert edition[again.end :] == source[front.end :]
        data = edition[again.span.start : again.span.end]
        if front.language == "yaml":
            YAML(typ="safe", pure=True).load(data)
        else:
            tomllib.loads(data.replace("\r\n", "\n"))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("language", ["yaml", "toml"])
def test_nasty_values_read_back(language: str, newline: str) -> None:
    source = STYLES[language].replace("\n", newline)
    for target in NASTY:
        check(source, target)


@settings(max_examples=60)
@given(st.sampled_from(["yaml", "toml"]),
       st.text(st.one_of(st.sampled_from("ab \n\t:#'\"\\-|>[]{},&*!%@`~=?."), st.characters(exclude_categories=["Cs"])),
               max_size=20))
def test_any_value_reads_back(language: str, target: str) -> None:
    check(STYLES[language], target)


def test_yaml_styles_are_kept_where_they_can_be() -> None:
    source = SAMPLES["yaml"]
    written = {one.key: frontmatter.encode(source, one.span, "Nuevo texto") for one in cut(source).values}
    assert written == {
        "plain": "Nuevo texto", "tagged": "Nuevo texto", "anchored": "Nuevo texto", "double": '"Nuevo texto"',
        "single": "'Nuevo texto'", "wrapped": "Nuevo texto", "literal": "|\n  Nuevo texto",
        "folded": ">-  # why not\n  Nuevo texto", "kept": "|+\n  Nuevo texto", "flow": '"Nuevo texto"',
        "flow.key": "Nuevo texto", "quoted key": "Nuevo texto", "nest.caption": "Nuevo texto",
        "nest.deep.title": "Nuevo texto", "yes": "Nuevo texto"}
