"""Numbers that are written out, by the words that the engines' guards read them with too."""

from __future__ import annotations

import pytest

from l10n import locales
from l10n.checks import numerals
from l10n.checks.view import View
from l10n.engines.guards import spoken


@pytest.mark.parametrize("language", ["en", "es", "fr", "de", "pt", "it"])
def test_the_gate_reads_every_number_that_the_guards_read(language: str) -> None:
    missed = [form for form, value in spoken.words(language).items()
              if not any(value in one.values for one in numerals.written(View(form, "text"), language))]
    assert missed == []


@pytest.mark.parametrize("language", ["en", "es", "fr", "de", "pt", "it"])
def test_a_word_counts_one_number(language: str) -> None:
    words = [word for one in locales.number_words(language) for word in one.cardinals]
    assert len(set(words)) == len(words) >= 27
    assert not set(words) & {word for one in locales.number_words(language) for word in one.others}


@pytest.mark.parametrize(("language", "text", "value"), [
    ("it", "ventun anni", 21), ("it", "cinquantatré", 53), ("de", "zwoundzwanzig", 22), ("de", "zweihundert", 200),
    ("de", "hundertfünfzigtausend", 150_000), ("es", "doscientos tres", 203), ("fr", "quatre-vingt-dix-sept", 97),
    ("pt", "dezassete", 17), ("en", "nineteen eighty", 1980), ("zh", "三百二十", 320)])
def test_written(language: str, text: str, value: int) -> None:
    [found] = numerals.written(View(text, "text"), language)
    assert value in found.values
