from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.engines.sentences import LONGEST, units


def split(text: str, language: str = "en") -> list[str]:
    return [text[span.start:span.end] for span in units(text, language)]


@pytest.mark.parametrize(("text", "language", "expected"), [
    ("Dr. Smith left.  He went home at 3 p.m. on Jan. 5.", "en",
     ["Dr. Smith left.", "He went home at 3 p.m. on Jan. 5."]),
    (" One line\nanother one. And more ", "en", ["One line", "another one.", "And more"]),
    ("你好。我很好。", "zh", ["你好。", "我很好。"]),
    ("", "en", []),
    ("One. Two.", "qqq", ["One.", "Two."]),
])
def test_sentences(text: str, language: str, expected: list[str]) -> None:
    assert split(text, language) == expected


@given(st.text(alphabet="aB.?!é “”,;\n 字。", max_size=200))
def test_nothing_but_white_space_is_between_the_units(text: str) -> None:
    at = 0
    for span in units(text, "en"):
        assert not text[at:span.start].strip()
        assert span.start >= at
        assert text[span.start:span.end] == text[span.start:span.end].strip() != ""
        at = span.end
    assert not text[at:].strip()


@pytest.mark.parametrize("text", [
    "“" + "We will stay here. " * 60 + "”", "one, two; " * 200, "word " * 400, "字" * 900, "x" * 3000])
def test_what_is_too_long_is_cut_where_it_hurts_least(text: str) -> None:
    found = split(text)
    assert max(len(unit.encode()) for unit in found) <= LONGEST
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    if "stay" in text:
        assert all(unit.endswith((".", ".”", "”")) for unit in found)
    if ";" in text:
        assert all(unit.endswith(";") for unit in found)
