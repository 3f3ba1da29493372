"""Whatever a model writes, the markup of the fragment comes out once each, nested, byte for byte."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.engines.alignment import Aligned, words
from l10n.engines.decoder import Decoded
from l10n.engines.room import Task, finish, prepare
from l10n.model import Fragment, Inline, Span, Translation

MARKUP = re.compile(r"(?P<code>`[^`]*`)|(?P<open><[bi]>|\[(?!\^))|(?P<close></[bi]>|\]\([^)]*\))|(?P<break><br>)"
                    r"|(?P<footnote>\[\^\d\])|(?P<entity>&\w+;)|(?P<tag><img[^>]*>)|(?P<placeholder>\{\w+\})")
VALUE = re.compile(r'(?:alt=|\S )"([^"]*)"')


def parse(text: str) -> Fragment:
    inlines = []
    for found in MARKUP.finditer(text):
        kind = found.lastgroup or ""
        value = VALUE.search(found[0])
        inlines.append(Inline(Span(*found.span()), {"open": "link", "close": "link"}.get(kind, kind),
                              kind if kind in ("open", "close") else "atom",  # type: ignore[arg-type]
                              (Span(found.start() + value.start(1), found.start() + value.end(1)),) if value else ()))
    return Fragment(text, tuple(inlines))


def said(sentence: str, target: str, weights: tuple[tuple[float, ...], ...] | None = None) -> Decoded:
    """A model that says ``target``, aligned word by word in order unless told otherwise."""
    columns, rows = words(sentence), words(target)
    even = tuple(tuple(float(column * len(rows) // max(1, len(columns)) == row) for column in range(len(columns)))
                 for row in range(len(rows)))
    return Decoded(Aligned(target, columns, rows, weights or even), -0.5, len(rows) + 1)


def run(text: str, target: str | dict[str, str], locale: str = "es", source: str = "en_GB") -> Translation:
    task = prepare(parse(text), source, locale)
    answers = target if isinstance(target, dict) else dict.fromkeys(task.sentences, target)
    return finish(task, {sentence: said(sentence, answers[sentence]) for sentence in task.sentences}, "argos:en-es@1")


PIECES = st.sampled_from(["one ", "two", " three. Four ", "`make it`", "<b>", "</b>", "<i>", "</i>", "<br>", "[^1]",
                          "&amp;", "&nbsp;", "{name}", "[", '](u "t")', '<img alt="a b">', "“", "”", " X2 ", "⟦1⟧",
                          "8,000", "\n"])


@given(st.data())
def test_no_part_is_lost_or_doubled_whatever_the_model_says(data: st.DataObject) -> None:
    text = balanced(data.draw(st.lists(PIECES, max_size=12)))
    fragment = parse(text)
    task = prepare(fragment, "en_GB", "es")
    noise = st.text(alphabet="ab X123 .,“⟦⟧", max_size=20).filter(lambda text: any(map(str.isalnum, text)))
    results = {}
    for sentence in task.sentences:
        target = data.draw(noise)
        weights = tuple(tuple(data.draw(st.lists(st.floats(0, 1), min_size=len(words(sentence)),
                                                 max_size=len(words(sentence)))))
                        for _ in words(target))
        results[sentence] = said(sentence, target, weights)
    found = finish(task, results, "argos:en-es@1")
    assert bones(found.text) == bones(text)
    assert parse(found.text).inlines == () or nested(found.text)


def balanced(pieces: list[str]) -> str:
    """The pieces without closing markup that nothing opened, and with what is missing at the end."""
    stack, out = [], []
    for piece in pieces:
        if piece in ("<b>", "<i>", "["):
            stack.append({"<b>": "</b>", "<i>": "</i>", "[": '](u "t")'}[piece])
        elif piece in ("</b>", "</i>", '](u "t")') and (not stack or stack[-1] != piece):
            return "".join(out + list(reversed(stack)))
        elif stack and piece == stack[-1]:
            stack.pop()
        out.append(piece)
    return "".join(out + list(reversed(stack)))


def bones(text: str) -> Counter[str]:
    """The markup without what is translatable in it."""
    return Counter(VALUE.sub('""', found[0]) for found in MARKUP.finditer(text))


def nested(text: str) -> bool:
    stack: list[str] = []
    for found in MARKUP.finditer(text):
        if found["open"]:
            stack.append({"<b>": "</b>", "<i>": "</i>", "[": "]"}[found[0]])
        elif found["close"] and not found[0].startswith(stack.pop()):
            return False
    return not stack


def test_a_reference_link_says_its_label_once_its_text_is_another() -> None:
    text = "See [the rules][] and [SEC.md] now"
    inlines = tuple(Inline(Span(*found.span()), "link", "open" if found[0] == "[" else "close")
                    for found in re.finditer(r"\[|\](?:\[\])?", text))
    task = prepare(Fragment(text, inlines), "en_GB", "es")
    [sentence] = task.sentences
    assert finish(task, {sentence: said(sentence, "Vea las reglas y SEC.md ya")}, "").text == (
        "Vea [las reglas][the rules] y [SEC.md] ya")


def test_a_bare_address_keeps_the_marks_behind_it() -> None:
    """GFM takes a closing curly mark into the link, and a straight one not."""
    task = prepare(parse('Default: "https://a.example/" or "none"'), "en_GB", "es")
    found = finish(task, {sentence: said(sentence, sentence) for sentence in task.sentences}, "")
    assert found.text == 'Default: "https://a.example/" or “none”'


def test_a_pair_round_an_atom_stays_round_it() -> None:
    text = "Ensure <b>`x`</b> is there."
    assert run(text, "Asegure que está X2 ahí.").text == "Asegure que está <b>`x`</b> ahí."


def test_an_empty_anchor_stays_before_the_space() -> None:
    assert run("<b></b> One two.", "Uno dos.").text == "<b></b> Uno dos."


def test_code_and_addresses_go_through_as_stand_ins() -> None:
    task = prepare(parse("Run `make test`, see https://example.org/a, write to a.b@example.org."), "en_GB", "es")
    assert task.sentences == ("Run X1, see X2, write to X3.",)
    assert finish(task, {task.sentences[0]: said(task.sentences[0], "X3: vea X2 y X1 X1.")}, "").text == (
        "a.b@example.org: vea https://example.org/a y `make test`.")


def test_a_stand_in_never_looks_like_the_authors_text() -> None:
    assert prepare(parse("X1 runs `make`"), "en_GB", "es").sentences == ("X1 runs Z1",)


@pytest.mark.parametrize(("locale", "expected"), [
    ("de", "„Ja“, sagte sie."), ("fr", "«\u00a0Ja\u00a0», sagte sie."), ("en_US", "“Ja,” sagte sie.")])
def test_quotations_get_the_marks_of_the_locale(locale: str, expected: str) -> None:
    """English sets the comma inside the marks, others do not."""
    assert prepare(parse("“Yes,” she said."), "en_GB", locale).sentences == ("Yes, she said.",)
    task = prepare(parse("“Yes,” she said."), "en_GB", locale)
    result = Decoded(Aligned("Ja, sagte sie.", words("Yes, she said."), words("Ja, sagte sie."), (
        (1, 0, 0, 0, 0), (0, 1, 0, 0, 0), (0, 0, 0, 1, 0), (0, 0, 1, 0, 0), (0, 0, 0, 0, 1))), -0.1, 5)
    assert finish(task, {"Yes, she said.": result}, "").text == expected


def test_a_quotation_that_goes_on_keeps_its_mark() -> None:
    assert run("“We go on", "Ja", "de").text == "„Ja"


def test_capitals_go_through_in_sentence_case_and_come_back() -> None:
    assert prepare(parse("HARBOUR <b>TALKS</b>. WHAT NOW?"), "en_GB", "es").sentences == ("Harbour talks.", "What now?")
    assert prepare(parse("I AND `x` WIN"), "en_GB", "es").sentences == ("I and X1 win",)
    assert run("HARBOUR <b>TALKS</b> `x`", "uno dos X2").text == "UNO <b>DOS</b> `x`"
    assert run("IT IS HOT", "straße", "de").text == "STRASSE"
    assert run("IT IS HOT", "iyi", "tr").text == "İYİ"
    assert prepare(parse("NATO"), "en_GB", "es").sentences == ("NATO",)


def test_values_are_texts_of_their_own() -> None:
    task = prepare(parse('See <img alt="the boats" src=x> [here](u "The page").'), "en_GB", "es")
    assert task.sentences == ("See X1 here.", "the boats", "The page")
    found = finish(task, {sentence: said(sentence, target) for sentence, target in zip(
        task.sentences, ("Vea X1 aquí.", "los barcos", "La página"), strict=True)}, "")
    assert found.text == 'Vea <img alt="los barcos" src=x> [aquí](u "La página").'


def test_entities_that_spell_letters_are_text_and_others_stay() -> None:
    task = prepare(parse("Caf&eacute; R&amp;D 10&nbsp;km"), "en_GB", "es")
    assert task.sentences == ("Café R&D 10 km",)
    assert finish(task, {task.sentences[0]: said("Café R&D 10 km", "Café I&D 10 km")}, "").text == (
        "Café I&amp;D 10&nbsp;km")


def test_marks_and_money_written_as_entities_are_the_targets_own() -> None:
    assert run("On Saturday &mdash; and on.", "El sábado, y más.").text == "El sábado, y más."
    assert run("On Saturday&mdash;and on&hellip;", "El sábado — y más...").text == "El sábado — y más..."
    assert run("It costs &pound;8.", "Cuesta 8 libras.").text == "Cuesta 8 libras."
    assert run("All &lpar; &rarr; went.", "Todo ( → fue.").text == "Todo &lpar; &rarr; fue."


@pytest.mark.parametrize("text", ["", "3.5", "`make`", "— 2022 —", "[^1]"])
def test_what_has_nothing_to_translate_is_copied(text: str) -> None:
    assert prepare(parse(text), "en_GB", "es").sentences == ()
    assert run(text, "").text == text
    assert run(text, "").score is None


def test_white_space_and_lines_stay() -> None:
    assert prepare(parse(" One. \n  Two.  Three. "), "en_GB", "es").sentences == ("One.", "Two.", "Three.")
    assert run(" One. \n  Two.  Three. ", "Si.").text == " Si. \n  Si.  Si. "


def test_one_sentence_of_nonsense_leaves_the_whole_text_untranslated() -> None:
    task = prepare(parse("One. Two."), "en_GB", "es")
    good, bad = said("One.", "Uno."), Decoded(Aligned(""), -9.0, 1, "empty output")
    found = finish(task, {"One.": good, "Two.": bad}, "argos:en-es@1")
    assert found == Translation("", "argos:en-es@1", None, ("empty output",))


def test_the_score_is_read_in_the_table_of_the_model() -> None:
    task = prepare(parse("One. Two."), "en_GB", "es")
    results = {"One.": Decoded(Aligned("Uno."), -0.2, 1), "Two.": Decoded(Aligned("Dos."), -0.5, 2)}
    table = ((-0.5, 0.4), (-0.2, 0.7))
    assert finish(task, results, "", table).score == pytest.approx(0.5)


def test_reasons_say_what_to_look_at() -> None:
    assert run("In 2022 came 8,000 men.", "En 2082 vinieron 8.000.").reasons == (
        "numbers: 2022 missing", "numbers: 2082 added")
    assert run("He came to Moscow.", "Vino a Moscú, a Moscú.").reasons == ("repetition cut: a Moscú",)
    assert run("Where is it?", "Dónde está?") == Translation(
        "¿Dónde está?", "argos:en-es@1", pytest.approx(0.2743, abs=1e-3), ("¿ added",))
    assert run("Well, it is over?", "Bueno, se acabó?").reasons == ("¿ missing",)
    assert run("See `x` now.", "Vea ya.").reasons == ("⟦1⟧ put back",)


def test_marks_that_the_model_invents_go() -> None:
    assert run("The house is red.", "La \"casa\" *es* <roja>.").text == "La casa es roja."
    assert run("The ship’s men", "l'uomo").text == "l’uomo"


def test_the_law_holds_for_a_task_whose_parts_touch() -> None:
    task: Task = prepare(parse("<b><i>one</i></b>`x`[^1]"), "en_GB", "es")
    found = finish(task, {sentence: said(sentence, "uno X3") for sentence in task.sentences}, "")
    assert bones(found.text) == bones("<b><i>one</i></b>`x`[^1]")
    assert found.text.startswith("<b><i>uno")


@pytest.mark.parametrize("text", ["See [the docs](u){name} and boats", "See the docs{name} and boats",
                                  "See the {name}s and boats", "See {name}{name} and boats"])
def test_an_atom_that_is_a_part_of_a_word_or_of_a_row_has_no_stand_in(text: str) -> None:
    """Models take both for one word and say it as it is: “docsX2”."""
    assert not re.search(r"\w[XZQWKV]\d|[XZQWKV]\d\w", " ".join(prepare(parse(text), "en_GB", "es").sentences))
    assert run(text, "Vea la documentación y los barcos").text.count("{name}") == text.count("{name}")
