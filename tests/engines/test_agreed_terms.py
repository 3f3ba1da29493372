"""Agreed terms on a real model: the small set of our own that bench/terms.py shows at length."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench import terms as bench
from l10n import glossary
from l10n.engines import models
from l10n.engines.argos import ArgosEngine
from l10n.engines.packages import inspect
from l10n.glossary import Term
from l10n.model import Fragment, Inline, Span

pytest.importorskip("ctranslate2")
pytest.importorskip("sentencepiece")
pytest.importorskip("sentencex")

[STARTER] = [path for path in Path(models.__file__).with_name("starter").iterdir() if path.suffix == ".argosmodel"]
AGREED = glossary.read_csv((bench.OWN / "glossary.csv").read_bytes(), "glossary.csv")


def engine(*agreed: Term, cache: Path | None = None) -> ArgosEngine:
    return ArgosEngine([inspect(STARTER, "starter", "built in")], terms=lambda _: agreed, cache=cache)


@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.slow)])
def test_terms_of_the_small_set_stand_in_the_target_in_their_right_form(step: int, tmp_path: Path) -> None:
    """At least 95 % of the terms, all names, articles that agree; and not at the cost of the rest (BLEU)."""
    sentences, forms, references = (rows[::step] for rows in bench.own())
    assert sum(map(len, forms)) >= 300 // step

    def translated(*agreed: Term) -> list[str]:
        texts = [Fragment(text) for text in sentences]
        return [one.text for one in engine(*agreed, cache=tmp_path / "s.sqlite").translate(texts, "en_GB", "es")]

    outputs = translated(*AGREED)
    good, every, wrong = bench.right(outputs, forms)
    assert good >= 0.95 * every, wrong
    kept, names = bench.kept(outputs, forms, [term.target for term in AGREED if term.fixed])
    assert kept == names > 20 // step
    agreeing, articles = bench.articles(outputs, AGREED)
    assert agreeing >= 0.98 * articles > 100 / step
    assert bench.bleu(outputs, references) > bench.bleu(translated(), references) - 0.3


def test_a_term_is_told_and_its_markup_stays(tmp_path: Path) -> None:
    strike = Term("rail strike", "paro ferroviario", "noun m")
    text = "The <b>rail</b> strike and the `ferry` began in <i>Madrid</i>."
    inlines = tuple(Inline(Span(*found.span()), "tag", "close" if found[0][1] == "/" else "open") if found[0][0] == "<"
                    else Inline(Span(*found.span()), "code") for found in re.finditer(r"</?\w>|`[^`]+`", text))
    found = [engine(strike, cache=tmp_path / "s.sqlite").translate([Fragment(text, inlines)], "en", "es")[0]
             for _ in range(2)]
    assert found[0] == found[1]    # the second time from the cache
    assert "paro ferroviario" in re.sub("<[^>]*>", "", found[0].text)
    assert sorted(re.findall(r"</?\w>|`[^`]+`", found[0].text)) == sorted(re.findall(r"</?\w>|`[^`]+`", text))
    assert "term: rail strike → paro ferroviario" in found[0].reasons


def test_headlines_have_their_terms_and_names_too() -> None:
    agreed = Term("strike", "paro", "noun m"), Term("Old Patience", "Old Patience", fixed=True)
    loud, title = engine(*agreed).translate([Fragment("OLD PATIENCE STOPPED BY A STRIKE"),
                                             Fragment("The Old Patience Stopped By The Strike")], "en_GB", "es")
    assert "OLD PATIENCE" in loud.text
    assert "PARO" in loud.text
    assert "Old Patience" in title.text
    assert "paro" in title.text


def test_what_could_not_be_put_in_is_told() -> None:
    [found] = engine(Term("ratify", "homologar", "verb")).translate(
        [Fragment("Germany ratified the treaty in 1998.")], "en_GB", "es")
    assert "term missing: ratify → homologar" in found.reasons


def test_a_glossary_of_another_language_changes_nothing() -> None:
    text = Fragment("The minister spoke.")
    assert engine(Term("strike", "paro")).translate([text], "en", "es") == engine().translate([text], "en", "es")
