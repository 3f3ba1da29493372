from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.engines.pseudo import PseudoEngine
from l10n.errors import EngineError
from l10n.model import Engine, Fragment, Inline, Span

ENGINE = PseudoEngine()


def pseudo(fragment: Fragment, locale: str = "en_XA") -> str:
    [found] = ENGINE.translate([fragment], "en_GB", locale)
    assert found.origin == f"pseudo:{locale}"
    return found.text


def test_accents_brackets_and_a_third_more() -> None:
    assert pseudo(Fragment("Harbour talks resume")) == "[Ĥååŕƀööûûŕ ţååļķš ŕééšûûɱé]"
    assert pseudo(Fragment("Rhythms")) == "[Ŕĥýţĥɱš ·]"


@given(st.text(alphabet=st.sampled_from("abcdefghijklmnop rstuvwxyz,."), min_size=20, max_size=200)
       .filter(lambda text: any(map(str.isalpha, text))))
def test_length_grows_by_a_third(text: str) -> None:
    assert len(text) * 1.29 <= len(pseudo(Fragment(text))) <= len(text) * 1.3 + 4


def test_markup_addresses_and_numbers_stay() -> None:
    text = 'See **the** `code` <img alt="the cat"> https://a.example/b 8,000'
    fragment = Fragment(text, (Inline(Span(4, 6), "strong", "open"), Inline(Span(9, 11), "strong", "close"),
                               Inline(Span(12, 18), "code"), Inline(Span(19, 38), "tag", texts=(Span(29, 36),))))
    assert pseudo(fragment) == "[Šéééé **ţĥéé** `code` <img alt=\"[ţĥéé çååţ]\"> https://a.example/b 8,000 ·]"
    plain = re.sub("[\u200f\u202e\u202c]", "", pseudo(fragment, "ar_XB"))
    assert plain == text


def test_reference_links_keep_the_labels_that_say_where_they_lead() -> None:
    fragment = Fragment("[The menu][] of [boats]", (
        Inline(Span(0, 1), "link", "open"), Inline(Span(9, 12), "link", "close"),
        Inline(Span(16, 17), "link", "open"), Inline(Span(22, 23), "link", "close")))
    assert pseudo(fragment) == "[[Ţĥéé ɱééñûû][The menu] ööƒ [ƀööåţš][boats]]"


def test_each_word_runs_from_right_to_left() -> None:
    assert pseudo(Fragment("One two."), "ar_XB") == "\u200f\u202eOne\u202c\u200f \u200f\u202etwo\u202c\u200f."


def test_what_has_no_letters_stays() -> None:
    assert pseudo(Fragment("8,000")) == "8,000"
    assert pseudo(Fragment("")) == ""
    assert pseudo(Fragment(" b ")) == " [ƀ] "


def test_only_pseudo_locales() -> None:
    assert isinstance(ENGINE, Engine)
    assert ENGINE.identity("en_GB", "en_XA") == "pseudo:en_XA"
    assert ENGINE.identity("en_GB", "es") is None
    with pytest.raises(EngineError, match="es is no pseudo locale"):
        ENGINE.translate([], "en_GB", "es")
