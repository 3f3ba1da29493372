"""How alike two texts are, and what a translator is told about the difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.catalog import changes


@pytest.mark.parametrize(("old", "new", "words"), [
    ("The fleet has 12 boats.", "The fleet has 20 boats.", ("meaning: number 12 → 20",)),
    ("12 boats, 3 ferries", "12 boats, 4 ferries, 5 tugs", ("meaning: number 3 → 4", "number 5 is new")),
    ("It cost 1,200 pounds.", "It cost pounds.", ("meaning: number 1,200 is gone",)),
    ("It will sail.", "It will not sail.", ("meaning: “not” is new",)),
    ("It didn’t sail.", "It sailed.", ("meaning: “didn't” is gone",)),
    ("One came. Two went.", "One came. A third sat down. Two went.", ("meaning: sentence 2 of 3 is new",)),
    ("One came. All went home at last.", "One came.", ("meaning: 1 sentence is gone",)),
    ("One came. Two went.", "Two went. One came.", ("meaning: sentences in another order",)),
    ("One came early. Two went.", "One came late. Two went.", ("1 word changed in sentence 1 of 2",)),
    ("A bright morning", "A very bright evening", ("2 words changed",)),
    ("A **bright** morning", "A *bright* morning!", ("markup or punctuation changed",)),
    ("A bright morning", "A Bright Morning", ("capital letters changed",)),
    ("1 2 3 4 5", "6 7 8 9 0", ("meaning: number 1 → 6", "number 2 → 7", "3 more numbers")),
    ("Same.", "Same.", ()),
])
def test_what_changed(old: str, new: str, words: tuple[str, ...]) -> None:
    assert changes.describe(old, new) == words


@pytest.mark.parametrize(("text", "parts"), [
    ("One. Two! Three?", ["One.", "Two!", "Three?"]),
    ("“Is it true?” she asked. “No.” He left.", ["“Is it true?” she asked.", "“No.”", "He left."]),
    ("Mr. Ames met Dr. Lee at 3 p.m. on the U.S. coast. Then he left.",
     ["Mr. Ames met Dr. Lee at 3 p.m. on the U.S. coast.", "Then he left."]),
    ("**First.** [Second](x). Third", ["**First.**", "[Second](x).", "Third"]),
    ("協議は終わった。「反対はない。」次の話。", ["協議は終わった。", "「反対はない。」", "次の話。"]),
    ("It rose 3. 5 did not. etc. and so on", ["It rose 3. 5 did not. etc. and so on"]),
    ("", []),
])
def test_sentences(text: str, parts: list[str]) -> None:
    assert changes.sentences(text) == parts


@given(st.text("ab c.!? A。", max_size=60))
def test_sentences_lose_nothing(text: str) -> None:
    assert "".join(changes.sentences(text)).replace(" ", "") == text.replace(" ", "")


@given(st.text("abcd", max_size=40), st.text("abcd", max_size=40))
def test_the_longest_common_subsequence_is_the_textbooks(left: str, right: str) -> None:
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            table[i + 1][j + 1] = table[i][j] + 1 if a == b else max(table[i][j + 1], table[i + 1][j])
    assert changes.common(left, right) == table[-1][-1]


@given(st.text(max_size=60), st.text(max_size=60))
def test_similarity_is_a_ratio_and_1_only_for_equals(left: str, right: str) -> None:
    found = changes.similarity(left, right)
    assert 0 <= found <= 1
    assert (found == 1) is (left == right)


def test_similarity_separates_edits_from_other_texts() -> None:
    one = "The council agreed on Monday to repair the harbour wall before the winter storms arrive."
    assert changes.similarity(one, one.replace("Monday", "Tuesday")) > 0.9
    assert changes.similarity("Harbour talks", "Harbor talks") > 0.9
    assert changes.similarity(one, "Farmers in the valley say that maize prices have fallen again this autumn.") < 0.3
    assert changes.similarity("協議は月曜日に行われた", "協議は火曜日に行われた") > 0.8


def test_long_texts_end_in_time() -> None:
    """Two texts of a megabyte without a common letter, and with nothing but abbreviations."""
    assert changes.similarity("ab " * 300_000, "cd " * 300_000) < 0.1
    assert changes.describe("A. " * 20_000, "B. " * 20_000)
    assert changes.describe("One came. " * 20_000, "Two went. " * 20_000)
