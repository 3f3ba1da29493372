"""What people approved before is found again: the same text, its sentences, the most similar text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n import catalog, memory
from l10n.catalog import Catalog
from l10n.memory import Memory
from l10n.model import Entry, Key, Translation

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def reviewed(pairs: dict[Key, str]) -> Catalog:
    entries = [Entry(source, context) for context, source in pairs]
    return catalog.write(catalog.merge(catalog.new("es.po", "es"), entries, now=NOW), pairs, now=NOW)


@pytest.fixture(scope="module")
def known() -> Memory:
    return memory.build([
        ("articles/ferry.md", reviewed({
            ("headline", "Ferry sails again"): "El ferri vuelve a zarpar",
            (None, "The ferry left at nine. Nobody was hurt."): "El ferri zarpó a las nueve. No hubo heridos.",
            (None, "Tickets are sold on the pier."): "Los billetes se venden en el muelle.",
            (None, "The council agreed to repair the harbour wall before the winter storms."):
                "El consejo acordó reparar el muro del puerto antes de las tormentas.",
            (None, "One sentence here. Another there."): "Una sola frase que lo dice todo.",
        })),
        ("articles/walls.md", reviewed({
            (None, "Nobody was hurt."): "No hubo heridos.",
            (None, "Read more"): "Leer más", ("label", "Read more"): "Más",
        })),
        ("articles/other.md", reviewed({(None, "Read more"): "Seguir leyendo"})),
        ("articles/third.md", reviewed({(None, "Read more"): "Seguir leyendo"})),
    ])


def test_the_same_text_in_the_same_role(known: Memory) -> None:
    assert memory.propose(known, "Ferry sails again", "headline") == Translation(
        "El ferri vuelve a zarpar", "memory:articles/ferry.md", 1.0)


def test_the_same_text_in_another_role_says_so(known: Memory) -> None:
    assert memory.propose(known, "Ferry sails again") == Translation(
        "El ferri vuelve a zarpar", "memory:articles/ferry.md", 0.95, ("there as headline",))


def test_of_several_translations_the_one_used_most_in_the_role(known: Memory) -> None:
    assert memory.propose(known, "Read more") == Translation(
        "Seguir leyendo", "memory:articles/other.md", 1.0, ("2 translations known",))
    assert memory.propose(known, "Read more", "label") == Translation("Más", "memory:articles/walls.md", 1.0)


def test_a_new_paragraph_of_known_sentences(known: Memory) -> None:
    found = memory.propose(known, "Tickets are sold on the pier. Nobody was hurt. The ferry left at nine.")
    assert found == Translation(
        "Los billetes se venden en el muelle. No hubo heridos. El ferri zarpó a las nueve.",
        "memory:articles/ferry.md", 0.9, ("put together from known sentences",))


def test_sentences_are_known_only_where_both_sides_have_as_many(known: Memory) -> None:
    assert memory.propose(known, "Another there.") is None


def test_sentences_of_scripts_without_spaces_are_joined_without() -> None:
    small = memory.build([("a", reviewed({(None, "One came. Two went."): "一人が来た。二人が去った。"}))])
    found = memory.propose(small, "Two went. One came.")
    assert found is not None
    assert found.text == "二人が去った。一人が来た。"


def test_a_similar_text_says_what_differs(known: Memory) -> None:
    found = memory.propose(known, "The council agreed to repair the harbour wall before the spring storms.")
    assert found is not None
    assert found.text == "El consejo acordó reparar el muro del puerto antes de las tormentas."
    assert found.score is not None
    assert 0.75 <= found.score < 1
    assert found.reasons == ("1 word changed",)


@pytest.mark.parametrize("text", ["Maize prices fell again this week in the valley.", "", "…", "the"])
def test_nothing_is_better_than_nonsense(known: Memory, text: str) -> None:
    assert memory.propose(known, text) is None


def test_only_what_people_approved_is_remembered() -> None:
    template = [Entry("One."), Entry("Two."), Entry("Three.")]
    found = catalog.merge(catalog.new("es.po", "es"), template, now=NOW)
    found = catalog.fill(found, {(None, "One."): Translation("Uno.", "argos:en-es@1", 1.0),
                                 (None, "Two."): Translation("Dos.", "variant:es_MX", 1.0)}, now=NOW,
                         approved=[(None, "Two.")])
    found = catalog.write(found, {(None, "Three."): "Tres."}, now=NOW)
    gone = catalog.merge(found, [Entry("Entirely other words about maize.")], now=NOW)
    assert [unit.source for unit in memory.build([("a", found)]).units] == ["Three."]
    assert memory.propose(memory.build([("a", gone)]), "Three.") == Translation("Tres.", "memory:a", 1.0), \
        "obsolete entries are remembered"


WORDS = ("harbour", "council", "ferry", "strike", "the", "of", "in", "12", "not", "Monday", "valley", "river", "wall")
text = st.lists(st.sampled_from(WORDS), min_size=4, max_size=12).map(" ".join)


@given(st.lists(text, min_size=1, max_size=12, unique=True), text)
@settings(max_examples=60)
def test_the_index_finds_what_comparing_with_everything_finds(texts: list[str], wanted: str) -> None:
    """The candidates that share rare words hold the best match, whenever it is a match by words."""
    found = memory.propose(memory.build([("a", reviewed({(None, source): f"«{source}»" for source in texts}))]), wanted)
    best = max(1.0 if source == wanted else catalog.similarity(source, wanted) for source in texts)
    if best >= memory.FUZZY + 0.05:
        assert found is not None
        assert found.score == best
    elif best < memory.FUZZY:
        assert found is None


def test_a_large_memory_answers_without_looking_at_everything() -> None:
    """8,000 texts of the same few words; only work that does not grow with the memory ends in time here."""
    pairs = {(None, f"The council met on Monday about case {number} of the harbour."): f"Caso {number}."
             for number in range(8_000)}
    large = memory.build([("a", reviewed(pairs))])
    for number in range(200):
        found = memory.propose(large, f"The council met on Tuesday about case {number} of the harbour.")
        assert found is not None
        assert found.text == f"Caso {number}."
