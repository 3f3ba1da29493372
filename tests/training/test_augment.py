"""What is changed in a pair is changed alike on both sides; the rest is left alone."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import align, augment, corpus, names
from training.corpus import Pair

NOUNS = [
    ("harbour", "puerto"), ("minister", "ministro"), ("school", "colegio"), ("bridge", "puente"), ("train", "tren"),
    ("strike", "paro"), ("budget", "presupuesto"), ("museum", "museo"), ("river", "río"), ("village", "pueblo"),
]  # fmt: skip
VERBS = [("opened", "abrió"), ("closed", "cerró"), ("left", "dejó"), ("saw", "vio"), ("painted", "pintó")]
PEOPLE = [
    "Ilse Varga", "Tomas Okoro", "Renee Falkner", "Marina Sorel", "Pavel Drummond", "Ottavia Quelland",
    "Marit Solberg", "Tomasz Okoren", "Renata Varnell", "Malin Solander", "Pavla Drumel", "Otto Quennell",
    "Ilsa Varnholt", "Mara Falken",
]  # fmt: skip


def corpus_of(rng: Random, count: int = 600) -> list[Pair]:
    """News of our own making: a name, a verb, two nouns, sometimes a number."""
    pairs = []
    for _ in range(count):
        (a, b), (v, w), (c, d) = rng.choice(NOUNS), rng.choice(VERBS), rng.choice(NOUNS)
        who, n = rng.choice(PEOPLE), rng.randrange(12, 9000)
        pairs.append(Pair("wmt-news", f"{who} {v} the {a} and {n:,} people left the {c}.",
                          f"{who} {w} el {b} y {f'{n:,}'.replace(',', '.')} personas dejaron el {d}."))  # fmt: skip
    return pairs


PAIRS = corpus_of(Random(5))
TOOLS = augment.Tools(names.collect(PAIRS), align.lexicon(PAIRS))
pairs = st.sampled_from(PAIRS)
seeds = st.integers(0, 10**6).map(Random)
MARKER = re.compile(r"⟦/?\d+⟧|\{+\w+\}+|</?\w[^<>]*>|%\(?\w+\)?\$?s?|&\w+;|https?://\S+|`[^`]+`|\S+@\S+\.\w+|--\w\S*")


@given(pairs, seeds)
def test_markers_stand_as_often_on_both_sides(pair: Pair, rng: Random) -> None:
    source, target = augment.add_markers(pair.source, pair.target, TOOLS, rng)
    assert Counter(MARKER.findall(source)) == Counter(MARKER.findall(target))
    assert MARKER.search(source)
    for number in re.findall(r"⟦/(\d+)⟧", target):  # an end has its beginning before it
        assert target.index(f"⟦{number}⟧") < target.index(f"⟦/{number}⟧")


@given(pairs, seeds)
def test_tags_go_around_words_that_translate_each_other(pair: Pair, rng: Random) -> None:
    source, target = augment.add_markers(pair.source, pair.target, TOOLS, rng)
    known = {**dict(NOUNS), **dict(VERBS)}
    inside = dict(re.findall(r"⟦(\d+)⟧(\w+)⟦/\1⟧", target))
    for number, word in re.findall(r"⟦(\d+)⟧(\w+)⟦/\1⟧", source):
        if word in known and number in inside:
            assert inside[number] in (known[word], "dejaron")


@given(pairs, seeds)
def test_names_are_swapped_on_both_sides(pair: Pair, rng: Random) -> None:
    source, target = augment.swap_names(pair.source, pair.target, TOOLS.names, rng)
    before, after = pair.source.split(f" {_verb(pair)} ")[0], source.split(f" {_verb(pair)} ")[0]
    assert target.startswith(f"{after} ")
    assert source.removeprefix(after) == pair.source.removeprefix(before)
    assert target.removeprefix(after) == pair.target.removeprefix(before)


def _verb(pair: Pair) -> str:
    return min((v for v, _ in VERBS if f" {v} the " in pair.source), key=pair.source.index)


@given(pairs, seeds)
def test_numbers_are_swapped_on_both_sides(pair: Pair, rng: Random) -> None:
    source, target = augment.swap_numbers(pair.source, pair.target, rng)
    mine, theirs = (re.search(r"\d[\d.,]*\d", side) for side in (source, target))
    assert mine
    assert theirs
    assert mine[0].replace(",", ".") == theirs[0]
    assert [re.sub(r"\d", "0", side) for side in (source, target)] == [
        re.sub(r"\d", "0", side) for side in (pair.source, pair.target)
    ]


def test_numbers_that_the_target_writes_otherwise_stay() -> None:
    sides = ("In 1999 they had 12 ships and 3.5 tons.", "En 1999 tenían doce barcos y 3,5 toneladas.")
    source, target = augment.swap_numbers(*sides, Random(1))
    assert " 12 ships" in source
    assert "doce" in target
    year = re.search(r"In (19\d\d)", source)
    assert year
    assert f"En {year[1]}" in target
    tons = re.search(r"(\d)\.(\d) tons", source)
    assert tons
    assert f"{tons[1]},{tons[2]} toneladas" in target


@given(pairs, seeds)
def test_what_must_be_copied_stands_in_both_sides(pair: Pair, rng: Random) -> None:
    source, target = augment.add_copied(pair.source, pair.target, TOOLS.names, rng)
    added = {word.strip("().:") for word in source.split()} - {word.strip("().:") for word in pair.source.split()}
    assert added <= {word.strip("().:") for word in target.split()}
    assert (source, target) != (pair.source, pair.target)


@given(pairs, seeds)
def test_every_copy_is_a_pair(pair: Pair, rng: Random) -> None:
    source, target = augment.augment((pair.source, pair.target), TOOLS, rng)
    assert source.strip()
    assert target.strip()
    assert Counter(re.findall(r"⟦/?\d+⟧", source)) == Counter(re.findall(r"⟦/?\d+⟧", target))


@given(st.text(max_size=60), st.text(max_size=60), seeds)
def test_any_text_goes_through(source: str, target: str, rng: Random) -> None:
    marked = augment.add_markers(*augment.swap_names(source, target, TOOLS.names, rng), TOOLS, rng)
    augment.swap_numbers(*marked, rng)
    assert augment.capitals(source, target) == (source.upper(), target.upper())
    augment.title_case(source)
    augment.curly(source)


@pytest.mark.parametrize(
    ("text", "every_word", "expected"),
    [
        ("Harbour talks resume after a pause in the north.", False, "Harbour Talks Resume After a Pause in the North"),
        ("It's time for a change", True, "It's Time For A Change"),
        ("Write to press@example.org today", False, "Write to press@example.org Today"),
    ],
)
def test_title_case(text: str, every_word: bool, expected: str) -> None:
    assert augment.title_case(text, every_word) == expected


def test_quotation_marks_and_stops() -> None:
    assert augment.curly("\"It's late,\" he said, 'now'.") == "“It’s late,” he said, ‘now’."
    assert augment.drop_stop("It ends.", "Acaba.") == ("It ends", "Acaba")
    assert augment.drop_stop("It ends.", "¿Acaba?") == ("It ends.", "¿Acaba?")
    assert augment.drop_stop("It ends...", "Acaba...") == ("It ends...", "Acaba...")
    assert augment.ends(("He said “no.”", "Dijo que no."))
    assert not augment.ends(("A headline", "Un titular"))


def test_an_invented_name_is_no_word() -> None:
    rng = Random(3)
    made = [names.invent(TOOLS.names, rng) for _ in range(50)]
    assert all(name[0].isupper() and name.lower() not in TOOLS.names.common for name in made)
    assert len(set(made)) > 12
    assert set(made) - set(TOOLS.names.seen)


def test_dev_pairs_never_reach_training() -> None:
    rows = [Pair("wmt-news", f"Line {i}", f"Línea {i}") for i in range(100)] + [Pair("php", "Line 3", "Otra línea")]
    train, dev = corpus.split_dev(rows, set(), Random(1))
    assert len(dev) == 10
    assert not {p.source for p in dev} & {p.source for p in train}
    train, dev = corpus.split_dev(rows, {"Line 3"}, Random(1))
    assert [p.target for p in dev] == ["Línea 3"]
    assert all(p.source != "Line 3" for p in train)


def test_news_is_mixed_in_more_often_than_documentation() -> None:
    rows = [Pair("wmt-news", "a", "b")] * 100 + [Pair("php", "c", "d")] * 100
    counts = Counter(pair.tag for pair, _ in corpus.mix(rows, Random(1)))
    assert counts["wmt-news"] == 300
    assert 10 < counts["php"] < 45
