"""Cues save time and decide nothing: with every rule looking at every pair the same is found."""

from __future__ import annotations

import random
import re
from functools import cache
from typing import get_args

import pytest
import recall
from faults import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from l10n.checks import negatives, registry, run
from l10n.checks.plan import plan
from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.tokens import Form
from l10n.checks.view import View
from l10n.model import Entry, State

LOCALES = ("es", "fr", "de", "pt_BR", "it", "ar", "zh_Hant", "es_MX", "en_US", "fr_CA", "nl", "en_XA")
PIECES = (*re.findall(r"\S+", (
    "no not never haven't two three dos tres million billion millones mil 1,000 3.5 5% 20 % £5 $3bn october Friday "
    "viernes octubre hours horas years años “ ” « » „ ' ’ \" ( [ ] ) { } ? ! ¿ ¡ ; , . … * _ ` <b> </b> {name} %s "
    "http://a.example/en/x a@b.example NATO UNESCO UNECSO Ana Pérez half sin pas nicht kein é ã ß ñ Ã© п 一 三 千 "
    "萬 12:30 5pm 5 p.m. 17h30 tarde 01632 960144 dozen first uno un twenty-one veintiuno quatre-vingts fünfzig "
    "zwanzig 100 km miles kilos kg &amp; &lt; \\* [a](b.md) ![x](y.png) the of is de la que und der İki ſ ٣ Straße")),
    "\u200b", "\u202e", "\u00a0", "\n", "\x0b", "\ud800", "  ", "", "\u0301", "\u2028")
TEXT = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.lists(st.sampled_from(PIECES)).map("".join)


def everywhere(entry: Entry, locale: str, own: str) -> list[tuple[Rule, Spot]]:
    """What all rules find, each looking without being called."""
    text = Pair(entry, locale, own)
    return run._sensible([(rule, spot) for rule in registry.applying(locale, own) for spot in rule.look(text)])


@cache
def spoilt() -> list[tuple[str, str, str | None, str, str]]:
    """Texts with a fault of each kind."""
    texts = [*recall.held_out(), *recall.reviewed()]
    found = []
    for kind in TEXTS:
        chance = random.Random(kind.name)
        fit = [text for text in texts if not kind.languages or kind.languages & {text.locale, text.language}]
        made = (kind.spoil(text, chance) for text in chance.sample(fit, min(24, len(fit))))
        found += [(one.locale, one.own, one.context, one.source, one.target) for one in made if one is not None]
    return found


def test_faults() -> None:
    texts = spoilt()
    assert len(texts) > 600
    count = 0
    for locale, own, context, source, target in texts:
        entry = Entry(source, context, target, State.REVIEWED)
        found = run.pair(entry, locale, own)
        count += len(found)
        assert found == everywhere(entry, locale, own), entry
    assert count > 500


@given(TEXT, TEXT.filter(bool), st.sampled_from(LOCALES), st.sampled_from(("en_GB", "en_US", "es")),
       st.sampled_from((None, "headline", "front matter: tags")))
def test_any_text(source: str, target: str, locale: str, own: str, context: str | None) -> None:
    entry = Entry(source, context, target, State.REVIEWED)
    assert run.pair(entry, locale, own) == everywhere(entry, locale, own)


def test_most_rules_are_not_called() -> None:
    calm = Pair(Entry("The ferry waits in the harbour.", None, "El ferri espera en el puerto.", State.REVIEWED), "es",
                "en_GB")
    called = {rule.code for rule in plan("es", "en_GB", frozenset()).called(calm)}
    assert len(called) < len(registry.applying("es", "en_GB")) / 3
    assert not called & {"N101", "M101", "T101", "S103"}


def test_rules_that_are_off_are_not_called() -> None:
    entry = Entry("8,000 dockers", None, "9.000 estibadores", State.REVIEWED)
    assert [rule.code for rule, _ in run.pair(entry, "es", "en_GB")] == ["N101"]
    assert run.pair(entry, "es", "en_GB", ("N101",)) == []


@given(TEXT)
@pytest.mark.parametrize("form", get_args(Form))
def test_letters_are_those_of_an_expression(form: Form, text: str) -> None:
    view = View(text, form)
    assert view.letters == re.findall(r"[^\W\d_]+", view.plain.lower().replace("’", "'"))
    assert [run for _, run in view.runs] == [run.lower() for run in re.findall(r"[^\W\d_]+", view.plain)]
    assert all(view.plain[start:start + len(run)].lower() == run for start, run in view.runs if "İ" not in text)


@given(st.lists(st.sampled_from(["not", "never", "cannot", "without", "n't", "no", "nor", "a", " ", "_", "é", "1",
                                 "'"])).map("".join))
def test_what_says_no_is_told_fast(text: str) -> None:
    pattern = negatives.negations("en")
    assert pattern is not None
    assert negatives.says_no(text) == bool(pattern.search(text))


@pytest.mark.parametrize("rule", registry.rules(), ids=lambda rule: rule.code)
def test_examples_call_their_rule(rule: Rule) -> None:
    entry = Entry(rule.wrong[0], "headline" if rule.code == "T111" else None, rule.wrong[1], State.REVIEWED)
    locale = rule.example_locale
    if rule.code == "M109":
        entry = Entry(rule.wrong[0], "front matter: tags", rule.wrong[1], State.REVIEWED)
    own = "en_US" if locale == "en_GB" else "en_GB"
    assert rule in plan(locale, own, frozenset()).called(Pair(entry, locale, own))
