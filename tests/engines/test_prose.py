from __future__ import annotations

import pytest

from l10n.checks.view import View
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


@pytest.mark.parametrize("text", ["« Previous story", "Next story »", "Home » News » Sport", "Read more»"])
def test_arrows_are_kept_and_quote_nothing(text: str) -> None:
    assert [span.start for span in prose.kept(Fragment(text))] == [at for at, mark in enumerate(text) if mark in "«»"]
    assert prose.quotations(Fragment(text)) == ([], [])


@pytest.mark.parametrize("text", ["« La suite demain. Nous verrons.", "et rien de plus. »", "« oui »", "»nein«"])
def test_what_quotes_is_no_arrow(text: str) -> None:
    assert prose.kept(Fragment(text)) == []
    assert prose.quotations(Fragment(text)) != ([], [])


def test_what_is_kept_holds_no_quotations() -> None:
    """A quotation that crossed it would leave it unprotected."""
    for text in ('[caption id="a 9" width="300"]An old “one”[/caption]', '{% include "a b" %} said “one”.',
                 '[gallery ids="1,2" columns="2"] and [embed]https://a.example/b[/embed] “one”'):
        pairs, lone = prose.quotations(Fragment(text))
        assert [text[one.end:two.start] for one, two in pairs] == ["one"], text
        assert not lone
    assert prose.kept(Fragment("Open 👍🏽.")) == [Span(5, 7)]
    assert prose.kept(Fragment("Open :tada: and :+1: at 10:30:45, a:b:c")) == [Span(5, 11), Span(16, 20)]
    assert prose.kept(Fragment("Run `make all` and `x`, ``not this``")) == [Span(4, 14), Span(19, 22)]
    assert not prose.kept(Fragment("He said `late' and (`early') of it; ` a ` b`c`d"))
    assert not prose.kept(Fragment("a [video] and [video](b), [caption]"))


def test_placeholders_are_kept_whatever_the_article_is() -> None:
    """Those that the gate asks for (M105): a program finds them by their letters."""
    known = ["{{ user.name | upcase }}", "{{{body}}}", "{{#if new}}", "{% if new %}", "${name}", "#{user.name}",
             "{user.name}", "{$name}", "{!Contact.Name}", "{0}", "%(count)s", "%1$s", "%s", "<%= a > b %>",
             "*|FNAME|*", "*|IF:DAYS <= 5|*", "%%FirstName%%", "%%=v(@name)=%%", "%FIRSTNAME%", "%recipient.name%",
             '[[data:name:"you"]]']
    for one in known:
        assert prose.kept(Fragment(one)) == [Span(0, len(one))], one
    text = " and ".join(known)
    assert [text[span.start:span.end] for span in prose.kept(Fragment(text))] == known
    assert [one.name for one in View(text).tokens if one.kind == "placeholder"] == known
    for text in ("50 %, 5 % d", "{ a b }", "{{}}", "f(x) = {x | x > 0}", "100%sure", "a *| b |*", "50%A% off",
                 "a%C3%A9b", "%% of it %%", "5 %and 6 %", "[[name]]", "#{", "x <% 3"):
        assert not prose.kept(Fragment(text)), text


@pytest.mark.parametrize(("text", "locale", "expected"), [
    ("dijo ⟦1⟧hola.⟦/1⟧", "es", "dijo ⟦1⟧hola⟦/1⟧."),
    ("⟦1⟧Hola,⟦/1⟧ dijo.", "es_MX", "⟦1⟧Hola⟦/1⟧, dijo."),
    ("⟦1⟧dijo ⟦2⟧hola.⟦/2⟧⟦/1⟧ Y se fue.", "es", "⟦1⟧dijo ⟦2⟧hola⟦/2⟧⟦/1⟧. Y se fue."),
    ("⟦1⟧con ⟦3⟧paciencia.⟦/3⟧⟦/1⟧", "es", "⟦1⟧con ⟦3⟧paciencia⟦/3⟧⟦/1⟧."),     # 3 is emphasis
    ("⟦1⟧Ven⟦/1⟧ ⟦3⟧hoy.⟦/3⟧", "es", "⟦1⟧Ven⟦/1⟧ ⟦3⟧hoy.⟦/3⟧"),
    ("⟦1⟧¿Vienes?⟦/1⟧ ⟦2⟧Pues...⟦/2⟧", "es", "⟦1⟧¿Vienes?⟦/1⟧ ⟦2⟧Pues...⟦/2⟧"),
    ("⟦1⟧barcos, etc.⟦/1⟧", "es", "⟦1⟧barcos, etc.⟦/1⟧"),
    ("dijo ⟦1⟧hola.⟦/1⟧.", "es", "dijo ⟦1⟧hola.⟦/1⟧."),
    ("il dit ⟦1⟧salut.⟦/1⟧", "fr", "il dit ⟦1⟧salut.⟦/1⟧"),
])
def test_spanish_quotations_end_before_the_full_stop(text: str, locale: str, expected: str) -> None:
    assert prose.pointed(text, {1, 2}, locale) == expected
