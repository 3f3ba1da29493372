"""Words and their weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.engines.alignment import Aligned, align, compose, cut, join, same, words
from l10n.model import Span

TEXTS = st.text(alphabet="ab é1,.字 '", max_size=12)


def shown(text: str) -> list[str]:
    return [text[word.start:word.end] for word in words(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("Kim's 8,000 men, 3.5 km", ["Kim's", "8,000", "men", ",", "3.5", "km"]),
    ("«Sí», dijo l’été", ["«", "Sí", "»", ",", "dijo", "l’été"]),
    ("这是 test 吗", ["这", "是", "test", "吗"]),
    ("X1 and snake_case", ["X1", "and", "snake", "_", "case"]),
])
def test_words(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def by_letters(source: str, target: str, pairs: str) -> Aligned:
    """An alignment of the words of both texts: for each target word the letter of its source word."""
    spots = words(source)
    letters = [source[word.start] for word in spots]
    return Aligned(target, spots, words(target),
                   tuple(tuple(float(letter == wanted) for letter in letters) for wanted in pairs))


def test_tokens_become_words() -> None:
    tokens = [Span(0, 3), Span(3, 5), Span(5, 11)]
    aligned = align("house red", "casa roja", [Span(0, 5), Span(5, 9)], [Span(0, 2), Span(2, 4), Span(4, 9)],
                    [[0.9, 0.1], [0.6, 0.4], [0.2, 0.8]])
    assert aligned.weights == (pytest.approx((0.75, 0.25)), pytest.approx((0.2, 0.8)))
    assert len(align("a", "bcd efgh ij", [Span(0, 1)], tokens, [[1.0]] * 3).weights) == 3


def test_a_word_that_is_the_same_on_both_sides_counts() -> None:
    aligned = align("in 2022 it", "en 2022", [Span(0, 2), Span(2, 7), Span(7, 10)], [Span(0, 2), Span(2, 7)],
                    [[1.0, 0.0, 0.0], [0.6, 0.4, 0.0]])
    assert aligned.weights[1] == pytest.approx((0.3, 0.7, 0.0))


@given(TEXTS, st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=3))
def test_cut_takes_the_text_and_keeps_the_words_in_step(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(*sorted(place)) for place in places]
    result = cut(same(text), spans)
    assert result.text == "".join(letter for at, letter in enumerate(text)
                                  if not any(span.start <= at < span.end for span in spans))
    assert len(result.rows) == len(result.weights)
    assert all(0 <= row.start < row.end <= len(result.text) for row in result.rows)
    assert [row.start for row in result.rows] == sorted(row.start for row in result.rows)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_join_of_copies_is_a_copy(texts: list[str]) -> None:
    source = "\n".join(texts)
    units, at = [], 0
    for text in texts:
        units.append((Span(at, at + len(text)), same(text)))
        at += len(text) + 1
    joined = join(source, units)
    assert joined.text == source
    assert joined.rows == joined.columns
    assert all(row[index] == 1.0 for index, row in enumerate(joined.weights))


def test_over_a_pivot_the_alignments_are_composed() -> None:
    first = by_letters("a b c", "red house here", "bac")
    second = by_letters("red house here", "casa roja aquí", "hrh")
    assert [row.index(max(row)) for row in compose(first, Aligned(second.text, first.rows, second.rows, (
        (0, 1, 0), (1, 0, 0), (0, 0, 1)))).weights] == [0, 1, 2]
