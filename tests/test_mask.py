"""Law 5 and its kin: markup goes out and comes back byte for byte, whatever an engine does in between."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.mask import (
    Masked,
    Plain,
    mask,
    mend,
    plain,
    proportional,
    restore,
    settle,
    spelled,
    unmask,
    values,
    verify,
    weave,
    with_values,
)
from l10n.model import Fragment, Inline, Span

WORDS = st.text(alphabet="ab é字\n⟦⟧/12,.“”", max_size=8)
ATOMS = st.sampled_from([("code", "`x y`"), ("code", "`⟦1⟧`"), ("entity", "&amp;"), ("entity", "&eacute;"),
                         ("break", "<br>"), ("footnote", "[^1]"), ("comment", "<!-- ⟦2⟧ -->"), ("escape", "\\*")])
PAIRS = st.sampled_from([("strong", "**", "**"), ("link", "[", '](u "⟦/1⟧")'), ("tag", "<b>", "</b>")])
TREE = st.recursive(
    WORDS | ATOMS,
    lambda inner: st.tuples(PAIRS, st.lists(inner, max_size=3)) | st.lists(inner, max_size=3), max_leaves=12)


def build(tree: object) -> Fragment:
    """A fragment from words, atoms (kind, raw), pairs ((kind, open, close), children) and lists of them."""
    text: list[str] = []
    inlines: list[Inline] = []

    def markup(kind: str, raw: str, role: str) -> None:
        start = sum(map(len, text))
        text.append(raw)
        inlines.append(Inline(Span(start, start + len(raw)), kind, role))  # type: ignore[arg-type]

    def walk(node: object) -> None:
        match node:
            case str():
                text.append(node)
            case list():
                for child in node:
                    walk(child)
            case (str(kind), str(raw)):
                markup(kind, raw, "atom")
            case ((str(kind), str(opening), str(closing)), list(children)):
                markup(kind, opening, "open")
                walk(children)
                markup(kind, closing, "close")

    walk(tree)
    return Fragment("".join(text), tuple(inlines))


FRAGMENTS = TREE.map(build)


def spans(text: str) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda two: Span(*sorted(two)))


def bare(text: str) -> str:
    return re.sub(r"⟦/?\d+⟧", "", text)


@given(FRAGMENTS)
def test_unmask_gives_the_text_back(fragment: Fragment) -> None:
    masked = mask(fragment)
    assert unmask(masked) == fragment.text
    assert verify(masked, masked.text) == ()


@given(st.data())
def test_law_holds_with_whatever_else_is_protected(data: st.DataObject) -> None:
    fragment = data.draw(FRAGMENTS)
    some = st.lists(spans(fragment.text), max_size=3)
    quoted = [(one, two) for one, two in zip(data.draw(some), data.draw(some), strict=False) if one.end <= two.start]
    masked = mask(fragment, data.draw(some), quoted)
    assert unmask(masked) == fragment.text
    assert verify(masked, masked.text) == ()


@given(FRAGMENTS)
def test_the_plain_view_woven_back_is_the_masked_text(fragment: Fragment) -> None:
    """With a stand-in for each atom nothing is ambiguous, so weaving is the inverse of the plain view."""
    masked = mask(fragment)
    view = plain(masked, lambda part: f"X{part.number}")
    woven = weave(masked, view)
    assert verify(masked, woven) == ()
    assert bare(woven) == bare(masked.text)
    if not any(part.close is not None and not view.text[slice(view.spots[part.number].start,
                                                             view.spots[part.number].end)] for part in masked.parts):
        assert woven == masked.text


@given(st.data())
def test_any_places_weave_into_a_valid_target(data: st.DataObject) -> None:
    """Wherever an alignment puts the parts: each once, nested, and the words of the target all there."""
    masked = mask(data.draw(FRAGMENTS))
    text = data.draw(WORDS)
    spots = {part.number: data.draw(spans(text)) for part in masked.parts}
    pairs_only = {number: Span(span.end, span.end) if masked.parts[number - 1].close is None else span
                  for number, span in spots.items()}
    assert verify(masked, weave(masked, Plain(text, spots))) == ()
    assert bare(weave(masked, Plain(text, pairs_only))) == re.sub("[⟦⟧]", "", text)


@given(st.data())
def test_any_target_can_be_mended(data: st.DataObject) -> None:
    masked = mask(data.draw(FRAGMENTS))
    markers = st.sampled_from(["⟦1⟧", "⟦/1⟧", "⟦2⟧", "⟦/2⟧", "⟦3⟧", "⟦99⟧", "⟦", "⟧", "casa ", "roja"])
    target = "".join(data.draw(st.lists(markers, max_size=10)))
    mended, reasons = mend(masked, target)
    assert verify(masked, mended) == ()
    assert bool(reasons) == (verify(masked, target) != ())
    assert re.sub(r"\s|[⟦⟧]", "", bare(mended)) == re.sub(r"\s|[⟦⟧]", "", bare(target))


def sample() -> Masked:
    return mask(build(["See ", (("link", "[", "](u)"), ["the ", (("strong", "**", "**"), ["red"]), " house"]), " and ",
                       ("code", "`make`"), " now", ("footnote", "[^1]"), "."]))


def test_markers_are_numbered_in_the_order_of_the_text() -> None:
    assert sample().text == "See ⟦1⟧the ⟦2⟧red⟦/2⟧ house⟦/1⟧ and ⟦3⟧ now⟦4⟧."
    assert [part.parents for part in sample().parts] == [frozenset(), {1}, frozenset(), frozenset()]


@pytest.mark.parametrize(("target", "problems"), [
    ("⟦1⟧la casa ⟦2⟧roja⟦/2⟧⟦/1⟧ y ⟦3⟧ ya⟦4⟧.", ()),
    ("⟦1⟧la casa roja⟦/1⟧ y ⟦3⟧ ya⟦4⟧.", ("⟦2⟧ missing", "⟦/2⟧ missing")),
    ("⟦1⟧la ⟦2⟧casa⟦/1⟧ roja⟦/2⟧ y ⟦3⟧ ya⟦4⟧.", ("⟦1⟧ crosses another pair",)),
    ("⟦/1⟧la casa ⟦2⟧roja⟦/2⟧⟦1⟧ y ⟦3⟧ ya⟦4⟧.", ("⟦1⟧ crosses another pair",)),
    ("⟦1⟧la casa ⟦2⟧roja⟦/2⟧⟦/1⟧ y ⟦3⟧ ⟦3⟧ ya⟦4⟧⟦7⟧.", ("⟦3⟧ 2 times", "⟦7⟧ unknown")),
    ("⟦1⟧la casa ⟦2⟧roja⟦/2⟧⟦/1⟧ y ⟦3⟧ ya⟦4⟧⟧.", ("broken marker",)),
])
def test_verify_names_what_is_wrong(target: str, problems: tuple[str, ...]) -> None:
    assert verify(sample(), target) == problems


def test_mend_puts_back_what_was_dropped_where_it_stood() -> None:
    target, reasons = mend(sample(), "Vea ⟦1⟧la casa roja⟦/1⟧ y ya.")
    assert target == "Vea ⟦1⟧la ⟦2⟧casa⟦/2⟧ roja⟦/1⟧ y ⟦3⟧ ya.⟦4⟧"
    assert reasons == ("⟦2⟧ put back", "⟦3⟧ put back", "⟦4⟧ put back")
    assert mend(sample(), "⟦1⟧⟦2⟧a⟦/2⟧⟦/1⟧ ⟦3⟧ b⟦4⟧⟦4⟧")[1] == ("⟦4⟧ 2 times: mended",)


def test_a_footnote_that_was_dropped_stays_glued_to_its_word() -> None:
    masked = mask(build(["one two", ("footnote", "[^1]"), " three four"]))
    assert mend(masked, "uno dos tres cuatro")[0] == "uno dos⟦1⟧ tres cuatro"
    masked = mask(build(["one two ", ("code", "`x`"), " three four"]))
    assert mend(masked, "uno dos tres cuatro")[0] == "uno dos ⟦1⟧ tres cuatro"


def test_pairs_that_would_cross_are_nested() -> None:
    masked = mask(build([(("strong", "**", "**"), ["a"]), " ", (("em", "_", "_"), ["b"])]))
    assert weave(masked, Plain("uno dos tres", {1: Span(0, 7), 2: Span(4, 12)})) == "⟦1⟧uno ⟦2⟧dos⟦/2⟧⟦/1⟧ tres"


def test_a_pair_never_cuts_an_atom() -> None:
    masked = mask(build([(("strong", "**", "**"), ["a ", ("code", "`x`")])]))
    assert weave(masked, Plain("uno X2 dos", {1: Span(0, 5), 2: Span(4, 6)})) == "⟦1⟧uno ⟦2⟧⟦/1⟧ dos"


def test_quotations_are_pairs_unless_they_cross_markup() -> None:
    text = '“a **b** c” **“d** e”'
    fragment = Fragment(text, tuple(Inline(Span(at, at + 2), "strong", role)  # type: ignore[arg-type]
                                    for at, role in ((3, "open"), (6, "close"), (12, "open"), (16, "close"))))
    quoted = [(Span(0, 1), Span(10, 11)), (Span(14, 15), Span(20, 21))]
    assert mask(fragment, quoted=quoted).text == "⟦1⟧a ⟦2⟧b⟦/2⟧ c⟦/1⟧ ⟦3⟧“d⟦/3⟧ e”"


def test_restore_says_what_had_no_place() -> None:
    masked = sample()
    target, numbers = restore(masked, Plain("Vea la casa roja y X3 ya.", {1: Span(4, 16), 3: Span(19, 21)}))
    assert numbers == (2, 4)
    assert weave(masked, target) == "Vea ⟦1⟧la ⟦2⟧casa⟦/2⟧ roja⟦/1⟧ y ⟦3⟧ ya.⟦4⟧"


def test_proportional_takes_whole_words() -> None:
    assert proportional("a b c d", Span(2, 3), "uno dos tres cuatro") == Span(4, 7)
    assert proportional("a b c d", Span(7, 7), "uno dos") == Span(7, 7)
    assert proportional("", Span(0, 0), "") == Span(0, 0)


@pytest.mark.parametrize(("raw", "start", "end", "value", "target", "expected"), [
    ('<img alt="Tom &amp; Jerry">', 10, 25, "Tom & Jerry", 'Tom y "Jerry" & co.',
     '<img alt="Tom y &#34;Jerry&#34; &amp; co.">'),
    ("<img alt='a'>", 10, 11, "a", "l'été", "<img alt='l&#39;été'>"),
    ("<img alt=a>", 9, 10, "a", "un gato", "<img alt=un&#32;gato>"),
    ('](u "a \\"b\\"")', 5, 12, 'a "b"', 'x "y" \\!', '](u "x &#34;y&#34; \\\\!")'),
    ("](u (a))", 5, 6, "a", "b (c)", "](u (b &#40;c&#41;))"),
    ("](u 'AT&amp;T')", 5, 13, "AT&T", "AT&T &amp;", "](u 'AT&T &amp;amp;')"),
])
def test_values_inside_markup_stay_one_value(raw: str, start: int, end: int, value: str, target: str,
                                             expected: str) -> None:
    masked = mask(Fragment(raw, (Inline(Span(0, len(raw)), "tag", texts=(Span(start, end),)),)))
    assert values(masked) == (value,)
    assert unmask(with_values(masked, [target])) == expected
    assert unmask(with_values(masked, [""])) == raw
    assert unmask(with_values(masked, [value])) == raw


def test_entities_that_spell_letters_are_text_and_others_are_parts() -> None:
    fragment = build(["caf", ("entity", "&eacute;"), " ", ("entity", "&ldquo;"), "R", ("entity", "&amp;"), "D",
                      ("entity", "&rdquo;"), ("entity", "&nbsp;"), (("strong", "**", "**"), ["x"])])
    settled = settle(fragment)
    assert settled.text == "café “R&amp;D”&nbsp;**x**"
    assert [settled.text[one.span.start:one.span.end] for one in settled.inlines] == ["&amp;", "&nbsp;", "**", "**"]
    assert spelled("entity", "&nbsp;") == " "
    assert spelled("entity", "&unknown;") is None
    assert plain(mask(settled)).text == "café “R&D” x"
