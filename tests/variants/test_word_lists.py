"""Every English spelling of the tables against the word lists of Debian (wbritish, wamerican)."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from l10n import variants

DICT = Path("/usr/share/dict")
SIZES = ("", "-large", "-huge", "-insane")
# Words younger than the lists.
NEW = re.compile(r"(?:commodit|deradical|discret|strateg|token|virtual)i[sz](?:e|es|ed|ing|ation)|overutilised|"
                 r"harbourmasters?|downdraughts|greyscale|co-ordinators")


@cache
def words(country: str) -> frozenset[str]:
    files = [DICT / f"{country}-english{size}" for size in SIZES]
    lines = chain.from_iterable(file.read_text("utf-8").split() for file in files if file.exists())
    return frozenset(line.lower() for line in lines)


def listed(form: str, country: str) -> bool:
    known = words(country)
    return all(part in known or not part for part in re.split(r"[ -]|'s\b", form.lower()))


@pytest.mark.skipif(not (DICT / "british-english-insane").exists() or not (DICT / "american-english-insane").exists(),
                    reason="the packages wbritish-insane and wamerican-insane are not installed")
def test_spellings_are_in_the_lists() -> None:
    """The left form is a British word and the right one American."""
    unknown = []
    for rule in variants.load_rules("en").rules:
        if rule.family != "spelling" or rule.kind != "words":
            continue
        for row in rule.rows:
            british, american = row.cells
            for form, country in ((british, "british"), (american, "american")):
                plain = re.sub(r"[^\w' -]+", " ", form).strip()
                if not listed(plain, country) and not NEW.fullmatch(form):
                    unknown.append(f"{rule.path}:{row.line} {form} ({country})")
    assert not unknown, "\n".join(unknown)


@pytest.mark.skipif(not (DICT / "british-english").exists() or not (DICT / "american-english").exists(),
                    reason="the packages wbritish and wamerican are not installed")
def test_certain_two_way_spellings_are_of_one_side() -> None:
    """No pair stands the wrong way round: no left form that only America has, no right form that only Britain has."""
    # British dictionaries list -ize first; the British lists have both, and some rare words with -ize only.
    oxford = re.compile(r"iz(?:e|es|ed|ing|er|ers|ation|ations|able|ational)$")
    british = set((DICT / "british-english").read_text("utf-8").split())
    american = set((DICT / "american-english").read_text("utf-8").split())
    gaps = {"hypoglycaemia", "hypoglycaemic"}  # left out of the British list, which has the American forms
    wrong = []
    for rule in variants.load_rules("en").rules:
        if rule.family != "spelling" or rule.kind != "words" or not rule.certain:
            continue
        for row in rule.rows:
            left, right = row.cells
            if rule.source is None and rule.conditions == type(rule.conditions)() and " " not in left:
                if left in american and right not in american:
                    wrong.append(f"{rule.path}:{row.line} {left} is American, {right} is not")
                if right in british and left not in british | gaps and not oxford.search(right):
                    wrong.append(f"{rule.path}:{row.line} {right} is British, {left} is not")
    assert not wrong, "\n".join(wrong)
