"""Glossaries as files, and their terms in texts."""

from __future__ import annotations

import pytest

from l10n.errors import GlossaryError
from l10n.glossary import Term, find, form, gender, has, missing, read_csv, read_tbx, satisfied


@pytest.mark.parametrize(("data", "message"), [
    (b"source,target\nstrike\n", "g.csv:2: “strike” has no target"),
    (b"source,target\na,b\n\na,c\n", "g.csv:4: “a” stands in line 2 already, as “b”"),
    (b"source,target\nStrike,b\nstrike,b\n", "g.csv:3: “strike” stands in line 2 already"),
    (b"source,target,forbidden\na,b,\na,B,yes\n",
     "g.csv:3: “B” is agreed for “a” and forbidden: line 2 says otherwise"),
    (b"source,target,forbidden\na,b,yes\na,b,\n",
     "g.csv:3: “b” is agreed for “a” and forbidden: line 2 says otherwise"),
    (b"source,target,do-not-translate\na,b,yes\n", "g.csv:2: “a” is not to be translated and has a target, “b”"),
    (b"source,traget\n", "g.csv:1: unknown column “traget”"),
    (b"source,note\na,b\n", "g.csv:1: has no column “target” in its first line"),
    (b"source,target,forbidden\na,b,maybe\n", "g.csv:2: “forbidden” is “maybe”: yes or no"),
    (b"source,target\na,b,c\n", "g.csv:2: 3 cells under 2 columns"),
    (b"source,target\n,b\n", "g.csv:2: has no source"),
    (b"source,target\na,\"b\n", "g.csv:2: broken CSV"),
    (b"source,target\na,\xff\n", "g.csv:2: not UTF-8"),
    (b"source,target\na,\0\n", "g.csv:2: holds a NUL character"),
    ("source,target\na,b\n".encode("utf-16"), "g.csv:1: is UTF-16; save it as UTF-8"),
    (b"source,target\na," + b"b" * 200_000, "g.csv:2: broken CSV: field larger than field limit"),
])
def test_a_broken_line_is_named(data: bytes, message: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        read_csv(data, "g.csv")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_table_as_spreadsheets_write_it() -> None:
    """Byte order mark, CRLF, semicolons, columns in any order and spelling, comments and empty lines."""
    data = ("\ufeff# ours\r\nTarget;Source;Part_of_speech;Do not translate\r\n\r\nparo;strike;noun;\r\n"
            ";Old Patience;;x\r\n")
    assert read_csv(data.encode(), "g.csv") == (
        Term("strike", "paro", "noun"), Term("Old Patience", "Old Patience", fixed=True))
    assert [term.line for term in read_csv(data.encode(), "g.csv")] == [4, 5]
    assert read_csv(b"", "g.csv") == ()


BASIC = """<?xml version="1.0"?>
<martif type="TBX-Basic"><text><body>
<termEntry>
<langSet xml:lang="en"><tig><term>strike</term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
<langSet xml:lang="es-ES"><tig><term>huelga</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
<tig><term>parada</term></tig>
<tig><term>paro</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet>
</termEntry>
</body></text></martif>"""


def test_tbx() -> None:
    assert read_tbx(BASIC.encode(), "g.tbx", "en", "es") == (
        Term("strike", "huelga", "noun", forbidden=True), Term("strike", "paro", "noun"))
    assert read_tbx(BASIC.encode("utf-16"), "g.tbx", "en", "es")[1].line == 4
    newer = b"""<tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry><langSec xml:lang="en"><termSec>
    <term>jetty</term></termSec></langSec><langSec xml:lang="es"><termSec><term>embarcadero</term></termSec></langSec>
    </conceptEntry></body></text></tbx>"""
    assert read_tbx(newer, "g.tbx", "en", "es") == (Term("jetty", "embarcadero"),)


LAUGHS = ('<!DOCTYPE lolz [<!ENTITY lol0 "lol">' + "".join(
    f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10)) + "]>\n<martif>&lol9;</martif>")


@pytest.mark.parametrize(("text", "message"), [
    ("<martif>\n<text>", "g.tbx:2: broken XML: no element found"),
    ("<martif>\n<text></martif>", "g.tbx:2: broken XML: mismatched tag"),
    ("", "g.tbx:1: broken XML: no element found"),
    ("<html/>", "g.tbx:1: is no TBX: its root is <html>"),
    (LAUGHS, "g.tbx:1: declares entities, which are not read"),
    ('<!DOCTYPE martif [<!ENTITY x SYSTEM "file:///etc/passwd">]><martif>&x;</martif>', "g.tbx:1: declares entities"),
    ("<martif>" + "<p>" * 200, "g.tbx:1: nested too deeply"),
    ('<?xml version="1.0" encoding="klingon"?><martif/>', "g.tbx:1: broken XML: unknown encoding"),
])
def test_broken_and_hostile_tbx(text: str, message: str) -> None:
    for data in (text.encode(), text.encode("utf-16")) if "encoding" not in text and text else (text.encode(),):
        with pytest.raises(GlossaryError) as caught:
            read_tbx(data, "g.tbx", "en", "es")
        assert str(caught.value).startswith(message)


@pytest.mark.parametrize(("term", "text", "shown", "plural"), [
    (Term("strike", "paro"), "Strikes began.", "Strikes", True),
    (Term("ferry", "x"), "The ferry’s bell, two ferries and a ferryman.", "ferry ferries", True),
    (Term("ferry", "x"), "The ferries' bells", "ferries", True),
    (Term("crisis", "x"), "Two crises", "crises", True),
    (Term("spokeswoman", "x"), "Both spokeswomen", "spokeswomen", True),
    (Term("day trip", "x"), "day trips", "day trips", True),
    (Term("cost of living", "x"), "The costs of living", "costs of living", True),
    (Term("US", "x", cased=True), "us, the US and U.S.", "US", False),
    (Term("by-election", "x"), "by-elections", "by-elections", True),
    (Term("tide mill", "x"), "**tide** mills and a <b>tide</b> mill", "tide** mills tide</b> mill", True),
    (Term("strike", "paro"), "an anti-strike law, strikers", "", False),
    (Term("strike", "paro", "noun"), "They will strike until the strike is won.", "strike", False),
    (Term("moor", "amarrar", "verb"), "We moored, they were mooring on the moor.", "moored mooring", False),
    (Term("ratify", "ratificar", "verb"), "It ratifies what was ratified.", "ratifies ratified", False),
    (Term("stop", "parar", "verb"), "It stopped.", "stopped", False),
    (Term("carry out", "realizar", "verb"), "They carried out a test.", "carried out", False),
    (Term("Old Patience", "Old Patience", fixed=True), "Old Patience, old patience, Old Patiences", "Old Patience",
     False),
])
def test_forms_of_a_source_term(term: Term, text: str, shown: str, plural: bool) -> None:
    found = find(text, [term])
    assert " ".join(text[match.span.start:match.span.end] for match in found) == shown
    assert any(match.plural for match in found) == plural


def test_the_longest_term_counts_and_forbidden_ones_are_nowhere() -> None:
    terms = [Term("strike", "huelga"), Term("general strike", "huelga general"), Term("hit", "golpe", forbidden=True)]
    text = "Strikes and a general strike hit us"
    found = find(text, terms)
    assert [text[match.span.start:match.span.end] for match in found] == ["Strikes", "general strike"]
    assert [form(match, "es") for match in found] == ["huelgas", "huelga general"]


@pytest.mark.parametrize(("language", "one", "many"), [
    *(("es", *pair.split("→")) for pair in (
        "paro→paros", "rehén→rehenes", "camión→camiones", "aprendiz→aprendices", "crisis→crisis", "mes→meses",
        "país→países", "ley→leyes", "examen→exámenes", "joven→jóvenes", "bien→bienes", "autobús→autobuses",
        "tren nocturno→trenes nocturnos", "banco de alimentos→bancos de alimentos", "alto el fuego→altos el fuego")),
    *(("pt", *pair.split("→")) for pair in (
        "canção→canções", "homem→homens", "papel→papéis", "nível→níveis", "greve→greves", "português→portugueses",
        "barril→barris")),
    *(("fr", *pair.split("→")) for pair in ("cheval→chevaux", "bateau→bateaux", "festival→festivals", "prix→prix",
                                           "chemin de fer→chemins de fer")),
    *(("it", *pair.split("→")) for pair in ("sciopero→scioperi", "banca→banche", "città→città", "problema→problemi",
                                           "traghetto→traghetti", "foglio→fogli", "parco→parchi")),
])
def test_plurals(language: str, one: str, many: str) -> None:
    [match] = find("two terms", [Term("term", one)])
    assert form(match, language) == many
    assert has(f"x {many} y", match, language)
    assert has(f"x {one} y", match, language)


def test_what_cannot_be_told_has_no_form() -> None:
    [match] = find("two strikes", [Term("strike", "Streik")])
    assert form(match, "de") is None
    assert has("zwei Streiks", match, "de")
    [verb] = find("It ratified it", [Term("ratify", "ratificar", "verb")])
    assert form(verb, "es") is None
    assert has("Lo ratificó", verb, "es")
    [verb] = find("It has to ratify it", [Term("ratify", "ratificar", "verb")])
    assert form(verb, "es") == "ratificar"


def test_a_term_is_no_part_of_another_word() -> None:
    [match] = find("the lighthouse", [Term("lighthouse", "faro", "noun")])
    assert not has("el farouse", match, "es")
    [match] = find("the strike", [Term("strike", "paro", "noun")])
    assert not has("para ellos", match, "es")


def test_gender() -> None:
    assert gender(Term("strike", "huelga", "noun"), "es") == "f"
    assert gender(Term("mayor", "alcalde", "noun f"), "es") == "f"
    assert gender(Term("crisis", "crisis", "noun"), "es") == ""
    assert gender(Term("moor", "amarrar la barca", "verb"), "es") == ""


def test_forbidden_and_missing() -> None:
    terms = [Term("strike", "huelga"), Term("strike", "paro", forbidden=True)]
    assert missing("A strike", "Un paro", terms, "es") == ("term missing: strike → huelga", "term: paro is forbidden")
    assert missing("Two strikes", "Dos paros y huelgas", terms, "es") == ("term: paro is forbidden",)
    assert missing("A strike", "Una huelga para todos", terms, "es") == ()
    assert satisfied("A strike and a bill", "Una huelga", [*terms, Term("bill", "proyecto de ley")], "es") == (1, 2)
