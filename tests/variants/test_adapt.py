"""What the rules do to a text, and above all what they leave alone."""

from __future__ import annotations

import re

import pytest

from l10n import variants
from l10n.model import Fragment, Inline, Span


def us(text: str, **options: object) -> str:
    return variants.adapt(Fragment(text), "en_GB", "en_US", **options).text  # type: ignore[arg-type]


def gb(text: str, **options: object) -> str:
    return variants.adapt(Fragment(text), "en_US", "en_GB", **options).text  # type: ignore[arg-type]


@pytest.mark.parametrize(("before", "after"), [
    ("Colour, colour, COLOUR", "Color, color, COLOR"),
    ("Multi-Storey", "Multistory"),
    ("A co-operative Colour-Bar", "A cooperative Colour-Bar"),
    ("the colour’s and colour's edge", "the color’s and color's edge"),
    ("cOlOuR stays", "cOlOuR stays"),
    ("Catalogue Of Grey Things And Ploughs For Beginners", "Catalog Of Grey Things And Plows For Beginners"),
    ("per\u00a0cent", "percent"),
    ("", ""),
])
def test_case(before: str, after: str) -> None:
    assert us(before) == after


@pytest.mark.parametrize("text", [
    "see https://a.example/colour?grey=1#centre now", "write to colour@grey.example", "in ~/colour/grey.txt today",
    "the --colour option", "call set_colour() twice", "a {colour} placeholder", "a %(colour)s placeholder",
    "my {{ grey.colour | centre }}", "a *|GREY:COLOUR|* day", "so <%= colour %> it is", "[[data:colour:\"grey\"]]",
    "the #colour tag", "ask @colour", "the $colour variable", "he wrote “colour” [sic] there", "css colour:grey here",
    "grey.scale and colour::grey", "open colour.html first", "of the Grey Council", "in Sydney Harbour on Monday",
    "with the Labour Party", "St. Grey of J. Grey", "J. Grey and U.S. Grey", "the <colour> tag",
    "Labour won.", "Grey Wolf Films won.", "the Organisation of Islamic Cooperation",
    "Organisation for Economic Co-operation and Development figures", ":colour-wheel: here",
    "the class text-grey-100 of", "all .grey-box elements",
])
def test_names_and_code_stay(text: str) -> None:
    assert us(text) == text


@pytest.mark.parametrize("text", ["Lorem ipsum dolor sit amet.", "No firewall stops malicious programs.",
                                  "Which tools and programs to take"])
def test_american_words_that_stay(text: str) -> None:
    assert gb(text) == text


def test_markup_stays_and_its_texts_change() -> None:
    text = 'The **colour** of `colour` [grey](colour.html "A grey colour") <b class="colour">centre</b>'
    inlines = [Inline(Span(*match.span()), kind, role) for pattern, kind, role in (
        (r"\*\*(?=c)", "strong", "open"), (r"(?<=r)\*\*", "strong", "close"), (r"`[^`]*`", "code", "atom"),
        (r"\[(?=g)", "link", "open"), (r"<b [^>]*>", "tag", "open"), ("</b>", "tag", "close"))
        for match in re.finditer(pattern, text)]
    close = re.search(r'\]\([^)]*\)', text)
    assert close
    title = text.index("A grey colour")
    inlines.append(Inline(Span(*close.span()), "link", "close", (Span(title, title + 13),)))
    fragment = Fragment(text, tuple(sorted(inlines, key=lambda one: one.span)))
    result = variants.adapt(fragment, "en_GB", "en_US")
    assert result.text == ('The **color** of `colour` [gray](colour.html "A gray color") '
                           '<b class="colour">center</b>')
    for change in result.applied:
        assert text[change.span.start:change.span.end] == change.before


def test_words_are_read_over_markup() -> None:
    text = "They <b>practice</b> law; <i>Grey</i> and the <i>Grey</i> Lady"
    tags = tuple(Inline(Span(*match.span()), "tag", "close" if match[0][1] == "/" else "open")
                 for match in re.finditer(r"</?\w>", text))
    assert variants.adapt(Fragment(text, tags), "en_US", "en_GB").text == text.replace("practice", "practise")
    assert variants.adapt(Fragment(text, tags), "en_GB", "en_US").text == text


def test_protected_terms() -> None:
    text = "The Colour Lab sells colour and colours."
    assert us(text, protected=("colour", "Colour Lab")) == "The Colour Lab sells colour and colors."
    assert us(text, protected=()) == "The Colour Lab sells color and colors."


def test_doubtful_rules_only_propose() -> None:
    result = variants.adapt(Fragment("The lift at 3.30pm was grey."), "en_GB", "en_US")
    assert result.text == "The lift at 3.30pm was gray."
    assert result.proposal == "The elevator at 3:30 p.m. was gray."
    assert [(change.before, change.certain) for change in result.applied] == [
        ("lift", False), ("3.30pm", False), ("grey", True)]
    assert result.rules == ("en.vocabulary.from-british", "en.times.clock", "en.spelling.grey-gray")


@pytest.mark.parametrize(("before", "after"), [
    ("‘A “new” era’, he said", "“A ‘new’ era”, he said"),
    ("“A ‘new’ era”, he said", "“A ‘new’ era”, he said"),
    ("‘It’s the boys’ club,’ she said", "“It’s the boys’ club,” she said"),
    ("‘No’ and ‘yes’", "“No” and “yes”"),
    ("the ’90s and rock ’n’ roll", "the ’90s and rock ’n’ roll"),
    ("‘We go on, she said,", "“We go on, she said,"),
    ("the boys’ club", "the boys’ club"),
    ("‘three cats’ and he said the boys’ club", "‘three cats’ and he said the boys’ club"),
    ("say ‘one ‘two’ three’ now", "say “one ‘two’ three” now"),
])
def test_quotation_marks(before: str, after: str) -> None:
    assert us(before) == after
    assert us(after) == after


def test_house_styles() -> None:
    text = "“A ‘new’ color”, he said"
    assert gb(text) == "“A ‘new’ colour”, he said"
    assert gb(text, options=("single quotes",)) == "‘A “new” colour’, he said"
    assert gb("color: “color”", options=("verbatim quotations",)) == "colour: “color”"
    assert us("‘grey’ grey", options=("verbatim quotations",)) == "“grey” gray"


def test_end_marks_are_proposed() -> None:
    result = variants.adapt(Fragment("It was ‘new’, he said, and “old”."), "en_GB", "en_US")
    assert result.text == "It was “new”, he said, and “old”."
    assert result.proposal == "It was “new,” he said, and “old.”"
    assert variants.adapt(Fragment("It was “old.” Yes."), "en_US", "en_GB").proposal == "It was “old”. Yes."


@pytest.mark.parametrize(("british", "american"), [
    ("on 1 November 2024 and", "on November 1, 2024 and"),
    ("on Friday 1 November 2024.", "on Friday, November 1, 2024."),
    ("from 31 January–15 March 2020", "from January 31–March 15, 2020"),
    ("by 1–3 May", "by May 1–3"),
    ("on 1\u00a0November\u00a02024", "on November\u00a01,\u00a02024"),
    ("since 5 Dec 2013", "since Dec. 5, 2013"),
])
def test_dates(british: str, american: str) -> None:
    assert us(british) == american
    assert gb(american) == british


@pytest.mark.parametrize(("before", "after"), [
    ("registered on the 3rd September 2007", "registered on September 3, 2007"),
    ("In May 15 men came", "In May 15 men came"),
    ("£5 March and 1,001 May", "£5 March and 1,001 May"),
    ("at 20 March Road", "at 20 March Road"),
    ("Martin Luther King Jr.", "Martin Luther King Jr."),
    ("It was King Jr", "It was King Jr."),
])
def test_dates_and_titles_with_traps(before: str, after: str) -> None:
    assert us(before) == after


def test_a_sentence_keeps_its_full_stop() -> None:
    assert us("led by King Jr.") == "led by King Jr."
    result = variants.adapt(Fragment("It ended at 3.30pm. He left."), "en_GB", "en_US")
    assert result.proposal == "It ended at 3:30 p.m. He left."
    assert variants.adapt(Fragment("It ended at 3:30 p.m. He left."), "en_US", "en_GB").proposal == \
        "It ended at 3.30pm. He left."


@pytest.mark.parametrize(("target", "text"), [
    ("en_AU", "The program of the organised labour centre near a tyre kerb, said Ms Day on 1 May."),
    ("en_CA", "The program of the organized labour centre near a tire curb, said Ms. Day on May 1."),
    ("en_IE", "The programme of the organised labour centre near a tyre kerb, said Ms Day on 1 May."),
    ("en_GB_OXENDICT", "The programme of the organized labour centre near a tyre kerb, said Ms Day on 1 May."),
    ("en_US", "The program of the organized labor center near a tire curb, said Ms. Day on May 1."),
    ("en", "The program of the organized labor center near a tire curb, said Ms. Day on May 1."),
    ("en_NZ", "The programme of the organised labour centre near a tyre kerb, said Ms Day on 1 May."),
])
def test_english_by_inheritance_and_difference(target: str, text: str) -> None:
    source = "The programme of the organised labour centre near a tyre kerb, said Ms Day on 1 May."
    assert variants.adapt(Fragment(source), "en_GB", target).text == text


@pytest.mark.parametrize(("source", "target", "before", "after"), [
    ("es", "es_MX", "Vosotros tenéis 8.000, «sí»", "Ustedes tienen 8,000, “sí”"),
    ("es", "es_AR", "Vosotros tenéis 8.000 y fútbol", "Ustedes tienen 8.000 y fútbol"),
    ("es_ES", "es_CO", "¿Podéis?", "¿Pueden?"),
    ("es_MX", "es", "8,000 y 3.5", "8.000 y 3,5"),
    ("pt_PT", "pt", "o facto económico", "o fato econômico"),
    ("pt_AO", "pt_BR", "a equipa", "a equipe"),
    ("de", "de_CH", "Die Straße: „12.500“", "Die Strasse: «12’500»"),
    ("de", "de_AT", "im Januar auf der Straße", "im Jänner auf der Straße"),
    ("de_CH", "de_AT", "Die Strasse im Januar", "Die Straße im Jänner"),
    ("de", "de_CH", "STRAẞE und GROß", "STRASSE und GROSS"),
    ("fr", "fr_CA", "Vraiment\u202f? Oui !", "Vraiment? Oui!"),
    ("fr_CA", "fr", "Vraiment? Voir https://a.example/?b", "Vraiment\u202f? Voir https://a.example/?b"),
    ("fr", "fr_CH", "soixante et onze « non »", "septante et un «non»"),
    ("fr", "fr_BE", "quatre-vingt-dix-neuf", "nonante-neuf"),
])
def test_other_languages(source: str, target: str, before: str, after: str) -> None:
    assert variants.adapt(Fragment(before), source, target).text == after


def test_chinese() -> None:
    pytest.importorskip("opencc")
    result = variants.adapt(Fragment("头发和软件 <b>"), "zh_Hans", "zh_Hant_TW")
    assert result.text == "頭髮和軟件 <b>"
    assert result.proposal == "頭髮和軟體 <b>"
    assert variants.adapt(Fragment("头发头发"), "zh", "zh_Hant", ("头发",)).text == "头发头发"
    assert variants.adapt(Fragment("裡面"), "zh_Hant_TW", "zh_Hans").text == "里面"


def test_serbian() -> None:
    pytest.importorskip("cyrtranslit")
    text = "Његош и `код` ЉУБАВ"
    fragment = Fragment(text, (Inline(Span(8, 13), "code"),))
    assert variants.adapt(fragment, "sr", "sr_Latn").text == "Njegoš i `код` LJUBAV"
    back = variants.adapt(Fragment("Njegoš"), "sr_Latn", "sr")
    assert (back.text, back.proposal) == ("Njegoš", "Његош")


def test_a_library_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from l10n.variants import scripts
    monkeypatch.setitem(sys.modules, "opencc", None)
    monkeypatch.setitem(sys.modules, "cyrtranslit", None)
    scripts.converter.cache_clear()
    try:
        with pytest.raises(variants.VariantError, match="pip install opencc"):
            scripts.converter("opencc:s2t")
        with pytest.raises(variants.VariantError, match="pip install cyrtranslit"):
            scripts.converter("cyrtranslit:latin")
        with pytest.raises(variants.VariantError, match="no conversion"):
            scripts.converter("magic:x")
    finally:
        scripts.converter.cache_clear()


def test_supports() -> None:
    assert variants.supports("en_GB", "en_US")
    assert variants.supports("en_GB", "en_AU")
    assert variants.supports("es", "es_MX")
    assert not variants.supports("en_GB", "en_GB")
    assert not variants.supports("en_GB", "es")
    assert not variants.supports("it", "it_CH")
    assert not variants.supports("en_001", "en_GB")
    assert {rule.family for rule in variants.rules_for("en_GB", "en_US")} >= {"spelling", "vocabulary", "dates"}


def test_foreign_words() -> None:
    text = "The color of a grey car in San Diego Harbor, `color`"
    code = Fragment(text, (Inline(Span(text.index("`"), len(text)), "code"),))
    found = variants.foreign_words(code, "en_GB")
    assert [(one.word, one.suggestion, one.rule_id, one.certain, one.locales) for one in found] == [
        ("color", "colour", "en.spelling.our-or", True, ("en_US",))]
    assert [one.word for one in variants.foreign_words("colour and gray", "en_US")] == ["colour"]
    spanish = variants.foreign_words("Vosotros tenéis un ordenador", "es_MX")
    assert [(one.word, one.certain) for one in spanish] == [
        ("Vosotros", True), ("tenéis", True), ("un ordenador", False)]
    assert variants.foreign_words("Ustedes tienen razón", "es_MX") == ()
    assert variants.foreign_words("Die Straße", "it") == ()
    assert [one.word for one in variants.foreign_words("o facto", "pt_BR")] == ["facto"]
    assert [one.word for one in variants.foreign_words("The program was organised", "en_AU")] == []
