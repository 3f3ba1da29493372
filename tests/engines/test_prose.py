from __future__ import annotations

import pytest

from l10n.engines import prose
from l10n.model import Fragment, Inline, Span


@pytest.mark.parametrize(("text", "expected", "lone"), [
    ("“a b,” she said. “c ‘d’ e”", ["“a b,”", "“c ‘d’ e”", "‘d’"], ""),
    ('He said "go" and 5" disk', ['"go"'], ""),
    ("the boys’ ‘toys’ don’t", ["‘toys’"], ""),
    ("“It’s the boys’ day”", ["“It’s the boys’ day”"], ""),
    ("“An open one", [], "“"),
    ("and it goes on.”", [], "”"),
    ("« oui » „ja“ »nein«", ["« oui »", "„ja“", "»nein«"], ""),
    ("“one ‘two” three", ["“one ‘two”"], ""),
    ("rock 'n' roll", [], ""),
])
def test_quotations(text: str, expected: list[str], lone: str) -> None:
    pairs, rest = prose.quotations(Fragment(text))
    assert [text[one.start:two.end] for one, two in pairs] == expected
    assert "".join(text[span.start:span.end] for span in rest) == lone


def test_marks_inside_markup_are_no_quotations() -> None:
    text = '<a title="x">“y”</a>'
    fragment = Fragment(text, (Inline(Span(0, 13), "tag", "open"), Inline(Span(16, 20), "tag", "close")))
    assert prose.quotations(fragment) == ([(Span(13, 14), Span(15, 16))], [])
    assert prose.quotations(Fragment('"**y**"', (Inline(Span(1, 3), "strong", "open"),
                                                Inline(Span(4, 6), "strong", "close"))))[0]


def test_kept() -> None:
    text = "See https://a.example/c?d=1, www.b.example/x. or x.y@z.example (@you), 3@5"
    assert [text[span.start:span.end] for span in prose.kept(Fragment(text))] == [
        "https://a.example/c?d=1", "www.b.example/x", "x.y@z.example", "@you"]


@pytest.mark.parametrize(("text", "expected"), [
    ("HARBOUR TALKS", True), ("NATO", False), ("US AID", False), ("Harbour TALKS", False),
    ("⟦1⟧HARBOUR⟦/1⟧ TALKS", True), ("12 345", False), ("ÉTÉ À LA MER", True),
])
def test_shouted(text: str, expected: bool) -> None:
    assert prose.shouted(text) is expected


def test_greek_capitals_have_no_accent() -> None:
    assert prose.shout("ελλάδα ⟦1⟧", "el") == "ΕΛΛΑΔΑ ⟦1⟧"


@pytest.mark.parametrize(("text", "expected"), [
    ("Harbour Talks Resume After Two-Day Pause", True), ("Minister Quits over Leaked ⟦1⟧Letter⟦/1⟧", True),
    ("The Harbour talks resume after a pause", False), ("United Nations", False),
    ("Talks Resume in the Harbour.", False), ("We met Anna Maria Lund there", False),
    ("HARBOUR TALKS RESUME TODAY", True),
])
def test_titled(text: str, expected: bool) -> None:
    assert prose.titled(text, "en_GB") is expected
    assert not prose.titled(text, "de")


def test_names_keep_their_capital_in_a_headline_where_the_vocabulary_knows_them() -> None:
    known = {"talks", "London", "resume", "NATO", "in", "after", "pause", "says", "I", "may"}

    def pieces(word: str) -> int:
        return 1 if word in known else 3

    assert prose.sentence_case("Talks Resume In London After Biden Pause", "en", pieces) == (
        "Talks resume in London after biden pause", frozenset({"biden"}))
    assert prose.sentence_case("NATO SAYS ⟦1⟧TALKS⟦/1⟧ IN LONDON MAY RESUME. I PAUSE", "en", pieces) == (
        "NATO says ⟦1⟧talks⟦/1⟧ in London may resume. I pause", frozenset())
    assert prose.names_again("biden habla de bidenes", {"biden"}) == "Biden habla de bidenes"
