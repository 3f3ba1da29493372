from __future__ import annotations

import pytest

from l10n.errors import GlossaryError
from l10n.glossary import Term, find, form, has, missing, read_csv, read_tbx


@pytest.mark.parametrize(("data", "message"), [
    (b"source,target\nstrike\n", "g.csv:2: “strike” has no target"),
    (b"source,target\na,b\n\na,c\n", "g.csv:4: “a” stands in line 2 already"),
    (b"source,traget\n", "g.csv:1: unknown column “traget”"),
    (b"source,target,forbidden\na,b,maybe\n", "g.csv:2: “forbidden” is “maybe”: yes or no"),
    (b"source,target\na,b,c\n", "g.csv:2: 3 cells under 2 columns"),
    (b"source,target\na,\"b\n", "g.csv:2: broken CSV"),
    (b"source,target\na,\xff\n", "g.csv:2: not UTF-8"),
])
def test_a_broken_line_is_named(data: bytes, message: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        read_csv(data, "g.csv")
    assert str(caught.value).startswith(message)


def test_terms_are_found_in_the_plural_and_at_the_beginning() -> None:
    terms = [Term("strike", "huelga"), Term("general strike", "huelga general"), Term("US", "EE. UU.", cased=True)]
    text = "Strikes and a general strike hit us, the US and strikers"
    found = find(text, terms)
    assert [text[match.span.start:match.span.end] for match in found] == ["Strikes", "general strike", "US"]
    assert [form(match, "es") for match in found] == ["huelgas", "huelga general", "EE. UU."]
    assert has("las huelgas", found[0], "es")
    assert not has("los paros", found[0], "es")


def test_forbidden_and_missing() -> None:
    terms = [Term("strike", "huelga"), Term("strike", "paro", forbidden=True)]
    assert missing("A strike", "Un paro", terms, "es") == ("term missing: strike → huelga", "term: paro is forbidden")


def test_tbx() -> None:
    data = b"""<martif type="TBX-Basic"><text><body><termEntry><langSet xml:lang="en"><tig>
    <term>strike</term></tig></langSet>
    <langSet xml:lang="es"><tig><term>huelga</term></tig></langSet></termEntry></body></text></martif>"""
    assert read_tbx(data, "g.tbx", "en", "es") == (Term("strike", "huelga"),)
    with pytest.raises(GlossaryError, match=r"g.tbx:1: broken XML"):
        read_tbx(b"<martif>", "g.tbx", "en", "es")
