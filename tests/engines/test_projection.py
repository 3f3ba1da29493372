"""The places of markup that follow from the weights of words."""

from __future__ import annotations

from test_alignment import by_letters

from l10n.engines.alignment import Aligned, words
from l10n.engines.projection import project
from l10n.mask import Masked, mask, plain, restore, weave
from l10n.model import Fragment, Inline, Span


def marked(text: str, *spots: tuple[int, int, str, str]) -> Masked:
    return mask(Fragment(text, tuple(Inline(Span(start, end), kind, role)  # type: ignore[arg-type]
                                     for start, end, kind, role in spots)))


def placed(masked: Masked, aligned: Aligned, names: dict[int, str] | None = None) -> str:
    view = plain(masked, lambda part: (names or {}).get(part.number, " " if part.kind == "break" else ""))
    return weave(masked, restore(masked, project(masked, view, aligned, names or {}))[0])


def test_a_pair_follows_its_words() -> None:
    masked = marked("the *red* house", (4, 5, "emphasis", "open"), (8, 9, "emphasis", "close"))
    assert placed(masked, by_letters("the red house", "la casa roja", "thr")) == "la casa ⟦1⟧roja⟦/1⟧"


def test_an_article_at_the_edge_stays_outside_where_the_source_has_none() -> None:
    masked = marked("see the *house* now", (8, 9, "emphasis", "open"), (14, 15, "emphasis", "close"))
    assert placed(masked, by_letters("see the house now", "vea la casa ya", "shhn")) == "vea la ⟦1⟧casa⟦/1⟧ ya"
    masked = marked("see *the house* now", (4, 5, "emphasis", "open"), (14, 15, "emphasis", "close"))
    assert placed(masked, by_letters("see the house now", "vea la casa ya", "shhn")) == "vea ⟦1⟧la casa⟦/1⟧ ya"


def test_pairs_side_by_side_do_not_overlap_and_a_child_stays_inside() -> None:
    masked = marked("*a b* *c*", (0, 1, "e", "open"), (4, 5, "e", "close"), (6, 7, "e", "open"), (8, 9, "e", "close"))
    assert placed(masked, by_letters("a b c", "x y z", "aca")) == "⟦1⟧x⟦/1⟧ ⟦2⟧y⟦/2⟧ z"
    assert placed(masked, by_letters("a b c", "v w x y z", "abcba")) == "⟦1⟧v w x ⟦2⟧y z⟦/2⟧⟦/1⟧"
    masked = marked("<a *b* c> d", (0, 1, "t", "open"), (3, 4, "e", "open"), (5, 6, "e", "close"), (8, 9, "t", "close"))
    assert placed(masked, by_letters("a b c d", "w x y z", "dbac")) == "w ⟦1⟧⟦2⟧x⟦/2⟧ y z⟦/1⟧"


def test_a_stand_in_is_found_wherever_it_went() -> None:
    masked = marked("run `x` now", (4, 7, "code", "atom"))
    assert placed(masked, by_letters("run X1 now", "ya X1 corre", "nXr"), {1: "X1"}) == "ya ⟦1⟧ corre"
    assert placed(masked, by_letters("run X1 now", "ya corre", "nr"), {1: "X1"}) == "ya ⟦1⟧ corre"


def test_a_break_takes_the_space_that_parts_the_words_as_it_did() -> None:
    masked = marked("one two<br>three", (7, 11, "break", "atom"))
    assert placed(masked, by_letters("one two three", "dos uno tres", "oot")) == "dos uno⟦1⟧tres"


def test_a_footnote_stays_at_its_word() -> None:
    masked = marked("the red[^1] house", (7, 11, "footnote", "atom"))
    assert placed(masked, by_letters("the red house", "la casa roja.", "thr.")) == "la casa roja⟦1⟧."


def test_a_sign_takes_the_place_of_the_word_that_stands_for_it_and_of_no_mark() -> None:
    """A comma clings to the word before it, and has no space there; a word stands for one sign, not for two."""
    masked = marked("one &amp; two &amp; three", (4, 9, "entity", "atom"), (14, 19, "entity", "atom"))

    def woven(target: str, letters: str) -> str:
        aligned = by_letters("one & two & three", target, letters)
        view = plain(masked)
        return weave(masked, restore(masked, project(masked, view, aligned, {}))[0])

    assert woven("uno y dos y tres", "o&t&t") == "uno ⟦1⟧ dos ⟦2⟧ tres"
    assert woven("uno, dos, tres", "o&t&t") == "uno, ⟦1⟧ dos, ⟦2⟧ tres"
    assert woven("uno & dos, tres", "o&t&t") == "uno ⟦1⟧ dos, ⟦2⟧ tres"


def test_a_quotation_that_begins_a_sentence_begins_it_in_the_target() -> None:
    """The article that the target adds is part of what was said; inside a sentence it is not."""
    def projected(before: str) -> str:
        fragment = Fragment(f"{before}“Children ask.”")
        marks = [Span(len(before), len(before) + 1), Span(len(fragment.text) - 1, len(fragment.text))]
        masked = mask(fragment, quoted=[(marks[0], marks[1])])
        source = plain(masked, lambda _: "")
        target = source.text.replace("Children ask", "Los niños preguntan").replace("And then", "Y luego")
        lead = words(before)
        weights = [tuple(float(row == column) for column in range(len(lead) + 3)) for row in range(len(lead))]
        weights += [tuple(float(column + len(lead) == at) for at in range(len(lead) + 3)) for column in (0, 0, 1, 2)]
        weights[len(lead)] = tuple(0.0 for _ in range(len(lead) + 3))
        aligned = Aligned(target, words(source.text), words(target), tuple(weights))
        spot = project(masked, source, aligned, {}, languages=("en", "es")).spots[1]
        return target[spot.start:spot.end]

    assert projected("And then? ") == "Los niños preguntan."
    assert projected("And then ") == "niños preguntan."
