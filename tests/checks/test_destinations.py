"""Where links and addresses may lead: the same page, that in the reader's language, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from l10n import checks
from l10n.checks import destinations
from l10n.model import Entry, Place, State


def found(source: str, target: str, locale: str = "es", path: str = "a.md") -> list[str]:
    entry = Entry(source, None, target, State.REVIEWED, places=(Place(path, 1),))
    return [rule.code for rule, _ in checks.pair(entry, locale, "en_GB")]


@pytest.mark.parametrize(("original", "address", "locale", "link", "bare"), [
    # (address in the source, in the translation, locale, what is said of a link, what of the address in the text)
    ("https://a.example/x", "https://a.example/x", "es", [], []),
    ("http://www.a.example/x/", "https://A.example/x", "es", [], []),
    ("https://a.example/x/", "https://a.example/x/index.html", "es", [], []),
    ("https://a.example/en/x", "https://a.example/es/x", "es", [], []),
    ("https://a.example/en-gb/x", "https://a.example/es-mx/x", "es_MX", [], []),
    ("https://a.example/en/x", "https://a.example/es/x", "es_MX", [], []),
    ("https://a.example/en/x", "https://a.example/es-419/x", "es_MX", [], []),
    ("https://a.example/en/x", "https://a.example/zh-tw/x", "zh_Hant", [], []),
    ("https://a.example/en/x", "https://a.example/zh-cn/x", "zh_Hant", ["M108"], ["R101"]),
    ("https://a.example/en/x", "https://a.example/pt-pt/x", "pt_BR", ["M108"], ["R101"]),
    ("https://a.example/en/x", "https://a.example/pt-pt/x", "pt", [], []),
    ("https://a.example/en/x", "https://a.example/x", "es", [], []),
    ("https://a.example/x", "https://a.example/es/x", "es", [], []),
    ("https://a.example/de/x", "https://a.example/x", "es", ["M104"], ["R101"]),
    ("https://a.example/en/x", "https://a.example/fr/x", "es", ["M108"], ["R101"]),
    ("https://en.wiki.example/x", "https://es.wiki.example/x", "es", [], []),
    ("https://en.wiki.example/x", "https://fr.wiki.example/x", "es", ["M108"], ["R101"]),
    ("https://a.example/x?lang=en", "https://a.example/x?lang=es", "es", [], []),
    ("https://a.example/index.en.html", "https://a.example/index.es.html", "es", [], []),
    ("https://ferry.uk/x", "https://ferry.es/x", "es", ["M104"], ["R101"]),
    ("https://a.co.uk/x", "https://a.co.nz/x", "es", ["M104"], ["R101"]),
    ("https://a.example/go/x", "https://a.example/to/x", "es", ["M104"], ["R101"]),
])
def test_the_page_and_its_languages(original: str, address: str, locale: str, link: list[str],
                                    bare: list[str]) -> None:
    assert found(f"[Times]({original})", f"[Horarios]({address})", locale) == link
    assert found(f'<a href="{original}">Times</a>', f'<a href="{address}">Horarios</a>', locale, "a.html") == link
    assert found(f"Times: {original}", f"Horarios: {address}", locale, "a.txt") == bare


@pytest.mark.parametrize(("original", "address", "said"), [
    ("../times.md", "times.md", ["M104"]),
    ("../times.md", "./times.md", ["M104"]),
    ("/times.md", "times.md", ["M104"]),
    ("./times.md", "times.md", []),
    ("times.md", "times.es.md", []),
    ("en/times.md", "es/times.md", []),
    ("../en/times.md", "../es/times.md", []),
    ("../en/times.md", "../fr/times.md", ["M108"]),
])
def test_relative_links(original: str, address: str, said: list[str]) -> None:
    assert found(f"[Times]({original})", f"[Horarios]({address})") == said


def test_links_in_another_order_find_their_own_pages() -> None:
    assert found("[Help](/en/help) and [times](/en/times)", "[Horarios](/es/times) y [ayuda](/es/help)") == []
    assert found("![a](a.png) and ![b](a-en.png)", "![b](a-es.png) y ![a](a.png)") == []
    assert found("[a](/x), [b](/x)", "[a](/y), [b](/z)") == ["M104", "M104"]


def test_addresses_in_text() -> None:
    one, two = "https://a.example/en/x", "https://a.example/fr/x"
    assert found(f"[Times]({one}) {one}", f"[Horarios]({one}) {two}") == ["R101"]
    assert found(f"[{one}]({one})", f"[Horarios]({one})") == []          # the link says it
    assert found(f"[Times]({one})", f"Horarios: {one}") == ["M101"]      # the link that is lost is another matter
    assert found(f"Times: {one}", f"Horarios: {one}, https://b.example") == ["R101"]
    assert found(f"Times: {one}", "Horarios") == ["R101"]


def test_a_page_in_code_is_no_link() -> None:
    assert found("See `/en/help`", "Véase `/fr/help`") == ["M106"]


def test_many_links_are_compared_with_few_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of one page in other languages would be compared each with each."""
    compared = 0
    like = destinations._like

    def counted(*one: Any) -> destinations.Like:
        nonlocal compared
        compared += 1
        return like(*one)

    monkeypatch.setattr(destinations, "_like", counted)
    source, target = (" ".join(f"https://a.example/{language}/p/{at % 2}" for at in range(400)) for language in (
        "en", "de"))
    checks.pair(Entry(source, None, target, State.REVIEWED), "es", "en_GB")
    assert 400 <= compared <= 400 * 3 * 20
