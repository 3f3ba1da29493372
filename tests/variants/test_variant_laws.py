"""Laws of the rules over generated sentences."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from labelled_sets import cases, fragment

from l10n import variants
from l10n.model import Fragment, Inline, Span
from l10n.variants.rules import NONE, Rule

PAIRS = [("en_GB", "en_US"), ("en_US", "en_GB"), ("en_GB", "en_CA"), ("es", "es_MX"), ("es", "es_AR"), ("de", "de_CH"),
         ("de_CH", "de"), ("de", "de_AT"), ("pt_PT", "pt_BR"), ("pt_BR", "pt_PT"), ("fr", "fr_CA"), ("fr_CA", "fr")]
FILLER = ["the", "a", "and", "of", "with", "said", "old", "river", "market", "seven", "never", "because", "report",
          "young", "minister", "window", "quiet", "under", "evening", "letter", "when", "north", "they", "him"]


def one_to_one(rule: Rule) -> bool:
    """Whether nothing but the word itself decides, in both directions."""
    return rule.certain and rule.kind == "words" and rule.source is None and rule.option is None and not rule.exact \
        and rule.conditions == NONE


def table(column: int) -> list[str]:
    """Words of one-to-one English rules that no conditional rule touches too."""
    rules = variants.load_rules("en").rules
    other = {form for rule in rules if not one_to_one(rule) and rule.kind == "words"
             for row in rule.rows for form in row.cells}
    return sorted({row.cells[column] for rule in rules if one_to_one(rule) for row in rule.rows
                   if not other & set(row.cells)})


def sentences(seed: int, count: int, words: list[str]) -> Iterator[str]:
    """Sentences of filler with one to four words of the table, some capitalised, some in capitals."""
    chance = random.Random(seed)
    for _ in range(count):
        parts = chance.choices(FILLER, k=chance.randint(4, 14))
        for word in chance.choices(words, k=chance.randint(1, 4)):
            parts.insert(chance.randint(1, len(parts)), chance.choice([word, word, word, word.upper()]))
        text = " ".join(parts)
        yield text[0].upper() + text[1:] + chance.choice([".", "?", "", ", he said."])


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_certain_rules_are_idempotent(source: str, target: str) -> None:
    """What was carried over is not changed again: over all labelled sentences, each way."""
    language = source.split("_")[0]
    name = {"en": "en-", "fr": "pt"}.get(language, language)
    adapter = variants.adapter(source, target)
    for case in [*cases(name, forward=True), *cases(name, forward=False)]:
        once = adapter.adapt(fragment(case.text)).text
        assert adapter.adapt(fragment(once)).text == once, case.place


def test_certain_rules_are_idempotent_on_generated_sentences() -> None:
    for column, pair in enumerate(PAIRS[:2]):
        adapter = variants.adapter(*pair)
        for text in sentences(1, 500, table(column)):
            once = adapter.adapt(Fragment(text)).text
            assert adapter.adapt(Fragment(once)).text == once


@pytest.mark.parametrize("column", [0, 1])
def test_there_and_back_gives_the_text(column: int) -> None:
    """America to Britain to America, and the other way round, word for word, for one-to-one rules."""
    there, back = (variants.adapter(*pair) for pair in (PAIRS[:2] if column == 0 else PAIRS[1::-1]))
    words = table(column)
    assert len(words) > 1500
    changed = 0
    for text in sentences(2, 600, words):
        over = there.adapt(Fragment(text)).text
        changed += over != text
        assert back.adapt(Fragment(over)).text == text
    assert changed > 550


def test_every_one_to_one_word_goes_there_and_back() -> None:
    there, back = variants.adapter(*PAIRS[0]), variants.adapter(*PAIRS[1])
    for british, american in zip(*(
            [row.cells[column] for rule in variants.load_rules("en").rules if one_to_one(rule)
             and rule.family == "spelling" for row in rule.rows] for column in (0, 1)), strict=True):
        over = there.adapt(Fragment(f"they saw {british} there")).text
        assert over == f"they saw {american} there"
        if back.adapt(Fragment(over)).text != f"they saw {british} there":
            assert "labour" in british or british in ("tyred",), british


def protected_sentences(seed: int, count: int, words: list[str]) -> Iterator[tuple[Fragment, list[str], list[str]]]:
    """(fragment, protected terms, stretches that must come out as they went in)."""
    chance = random.Random(seed)

    def word() -> str:
        return chance.choice(words).replace(" ", "").replace("'", "")

    for _ in range(count):
        terms = [f"{word()} {word().capitalize()}" for _ in range(2)]
        text, inlines, kept = "", [], []
        for _ in range(chance.randint(2, 6)):
            text += " ".join([*chance.choices(FILLER, k=chance.randint(1, 4)), word()]) + " "
            start = len(text)
            kind = chance.choice(["code", "tag", "url", "mail", "path", "placeholder", "term", "name", "option", "sic"])
            piece = {
                "code": f"`{word()} {word()}`", "tag": f'<a class="{word()}" title=\'{word()}\'>',
                "url": f"https://{word()}.example/{word()}?{word()}=1", "mail": f"{word()}@{word()}.example",
                "path": f"/{word()}/{word()}.txt", "placeholder": f"{{{word()}}}", "term": chance.choice(terms),
                "name": f"of {word().capitalize()} {word().capitalize()}", "option": f"--{word()}",
                "sic": f"{word()} [sic]",
            }[kind]
            text += piece
            kept.append(piece)
            if kind in ("code", "tag"):
                inlines.append(Inline(Span(start, len(text)), kind))
            text += " "
        yield Fragment(f"He said that {text}and left.", tuple(
            Inline(Span(one.span.start + 13, one.span.end + 13), one.kind) for one in inlines)), terms, kept


def check_protected(seed: int, count: int) -> None:
    for column, pair in enumerate(PAIRS[:2]):
        adapter = variants.adapter(*pair)
        changed = 0
        for given, terms, kept in protected_sentences(seed, count // 2, table(column)):
            result = adapter.adapt(given, terms)
            changed += bool(result.applied)
            for text in (result.text, result.proposal):
                at = 0
                for piece in kept:
                    found = text.find(piece, at)
                    assert found >= 0, (given.text, text, piece)
                    at = found + len(piece)
        assert changed > 0.9 * (count // 2)


def test_nothing_protected_changes() -> None:
    check_protected(3, 600)


@pytest.mark.slow
def test_nothing_protected_changes_in_ten_thousand_sentences() -> None:
    check_protected(4, 10_000)


def test_spans_say_what_was_replaced() -> None:
    """Applying the reported changes by hand gives the reported text."""
    for case in cases("en-", forward=True):
        given = fragment(case.text)
        result = variants.adapt(given, "en_GB", "en_US")
        text = given.text
        certain = [change for change in result.applied if change.certain]
        for change in reversed(certain):
            assert text[change.span.start:change.span.end] == change.before
            text = text[:change.span.start] + change.after + text[change.span.end:]
        assert text == result.text


def test_foreign_words_are_what_would_change() -> None:
    """A text that the rules have carried over has no certain foreign word left."""
    for forward, (source, target) in ((True, PAIRS[0]), (False, PAIRS[1])):
        adapter = variants.adapter(source, target)
        for case in cases("en-n", forward=forward):
            text = adapter.adapt(fragment(case.text)).text
            left = [one for one in variants.foreign_words(fragment(text), target) if one.certain]
            assert not left, (case.place, left)
