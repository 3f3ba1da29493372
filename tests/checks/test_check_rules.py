"""Every rule with its own examples, on the reviewed catalogs, and on text that is not meant well."""

from __future__ import annotations

import re
import sys
import time
from math import inf
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n import catalog, checks, plugins
from l10n.errors import PluginError
from l10n.model import Entry, Place, Severity, State

ROOT = Path(__file__).parents[2]
LOCALES = ("es", "es_MX", "fr", "de", "pt_BR", "ar", "zh_Hant", "en_US", "en_XA", "th")


def codes(source: str, target: str, locale: str = "es", context: str | None = None, own: str = "en_GB") -> list[str]:
    return [rule.code for rule, _ in checks.pair(Entry(source, context, target, State.REVIEWED), locale, own)]


def context_of(code: str) -> str | None:
    return {"T111": "headline", "M109": "front matter: keywords"}.get(code)


def source_of(rule: checks.Rule) -> str:
    return "en_US" if rule.example_locale == "en_GB" else "en_GB"


@pytest.mark.parametrize("rule", checks.rules(), ids=lambda rule: rule.code)
def test_examples(rule: checks.Rule) -> None:
    """What --explain shows as wrong is found by that rule, and what it shows as right by none at all."""
    assert rule.code in codes(*rule.wrong, rule.example_locale, context_of(rule.code), source_of(rule))
    assert codes(*rule.right, rule.example_locale, context_of(rule.code), source_of(rule)) == []


def test_a_reference_link_may_say_its_label() -> None:
    assert codes("See [the rules][] and [here].", "Vea [las reglas][the rules] y [aquí][here].") == []
    assert codes("See [the rules][].", "Vea [las reglas][other].") != []


def test_codes_are_unique_and_explained() -> None:
    found = [one.code for one in checks.everything()]
    said = {code for room in ("formats", "pipeline", "checks") for file in (ROOT / "l10n" / room).rglob("*.py")
            for code in re.findall(r'"([A-Z]\d{3})"', file.read_text("utf-8"))}
    said |= set(re.findall(r'"([A-Z]\d{3})"', (ROOT / "l10n/edition.py").read_text("utf-8")))
    assert said - {"P103", "P104"} <= set(found)                # those two are of ``l10n variants`` alone
    assert len(found) == len(set(found))
    assert all(one.help.endswith((".", "”", "]")) or ":" in one.help for one in checks.everything())


def test_reviewed_catalogs_are_clean() -> None:
    """The catalogs of the worked example, reviewed by people, raise nothing at all."""
    found = []
    for path in sorted((ROOT / "locales").rglob("*.po")):
        locale = path.relative_to(ROOT / "locales").parts[0]
        one = catalog.parse(path.read_bytes(), path.relative_to(ROOT).as_posix())
        own = "en_US" if path.stem in ("lake-ferry", "prairie-observatory") else "en_GB"
        found += checks.catalog(one, locale, own, states={State.REVIEWED})[0]
        found += checks.header(one, locale)
    assert [(one.finding, one.target) for one in found] == []


GOOD = [
    # (source, target, locale): pairs that a hasty rule would find fault with
    ("It opened at 5.30pm.", "Abrió a las 17.30.", "es"),
    ("It opened at 9am.", "Abrió a las nueve de la mañana.", "es"),
    ("In the 1980s it closed.", "En los años 80 cerró.", "es"),
    ("In the 1980s it closed.", "En los años ochenta cerró.", "es"),
    ("It began in the 19th century.", "Empezó en el siglo XIX.", "es"),
    ("It sailed on 12/25/2008.", "Zarpó el 25/12/2008.", "es"),
    ("It cost $3 billion.", "Costó 3.000 millones de dólares.", "es"),
    ("It cost $3 billion.", "Costó tres mil millones de dólares.", "es"),
    ("A billion people wait.", "Mil millones de personas esperan.", "es"),
    ("Tens of billions of euros.", "Decenas de miles de millones de euros.", "es"),
    ("Over 3 million people.", "超過300萬人。", "zh_Hant"),
    ("From 1 March 2025.", "自2025年3月1日起。", "zh_Hant"),
    ("It took twenty-one hours.", "Es dauerte einundzwanzig Stunden.", "de"),
    ("It has 1,234.5 metres.", "Il mesure 1\u202f234,5 mètres.", "fr"),
    ("Eighty boats came.", "Quatre-vingts bateaux sont venus.", "fr"),
    ("It is ten miles away.", "Está a 16 kilómetros.", "es"),
    ("Not only the boats came.", "Vinieron también los barcos.", "es"),
    ("He did not agree.", "Se negó.", "es"),
    ("She is unhappy.", "No es feliz.", "es"),
    ("Nobody came.", "Nadie vino.", "es"),
    ("It is not true.", "Das ist falsch und keineswegs wahr.", "de"),
    ("Don’t you see?", "¿Ves?", "es"),
    ("He said “no jobs” twice.", "Il a dit «\u00a0aucun emploi\u00a0» deux fois.", "fr"),
    ("“It is late,” she said. “We wait.”", "«Es tarde, dijo, y esperamos».", "es"),
    ("A “deal” was near.", "Ein „Abkommen“ war nah.", "de"),
    ("A “deal” was near.", "Ein »Abkommen« war nah.", "de"),
    ("A “deal” was near.", "Había un “acuerdo” cerca.", "es"),
    ("See https://en.wikipedia.org/wiki/Tide for more.", "Véase https://es.wikipedia.org/wiki/Tide para más.", "es"),
    ("NATO met in Oslo.", "La OTAN se reunió en Oslo.", "es"),
    ("Mary Stuart came.", "María Estuardo vino.", "es"),
    ("Run `msgfmt -c` first.", "Ejecute antes `msgfmt -c`.", "es"),
    ("*Please*, it said.", "«*Por favor*», decía.", "es"),
    ("Sales fell by 20 percent.", "Las ventas cayeron un 20 %.", "es"),
    ("Between 5% and 10% left.", "Se fue entre el 5 y el 10 %.", "es"),
    ("You saw us.", "Vous nous nous avez vus.", "fr"),
    ("The man whom the woman saw.", "Der Mann, den die die Tür öffnende Frau sah.", "de"),
    ("It may rain in May.", "Puede llover en mayo.", "es"),
    ("They met on Friday.", "Se reunieron el viernes.", "es"),
    ("Version 3.11 is out.", "Ya está la versión 3.11.", "es"),
    ("What a day! Really?", "¡Qué día! ¿De verdad?", "es"),
    ("Wrenmouth", "Wrenmouth", "es"),
    ("Anna & Ben", "Anna & Ben", "fr"),
    ("Hello {name}, you have %s boats", "Hola {name}, tiene %s barcos", "es"),
    ("A * B costs 5 * 3", "A * B cuesta 5 * 3", "es"),
    ("From £20 to £30 or €40.", "De 20 a 30 libras o 40 euros.", "es"),
    ("Rates rose by 5%, wages by 7%.", "Les taux ont augmenté de 5\u202f%, les salaires de 7\u202f%.", "fr"),
    ("It has not stopped them.", "Trotz allem segeln sie unbeirrt und fehlerlos.", "de"),
    ("“It lasts,” he says, “but iron breaks all of it.”", "“Dura, dice, pero el hierro lo rompe todo”.", "es"),
    ("The song “Didn't You” is hers.", "L’air «\u00a0Didn't You\u00a0» est d’elle.", "fr"),
    ("“It is over,” she says.", "«\u00a0C’est fini. C’est fait.\u00a0», dit-elle.", "fr"),
]


@pytest.mark.parametrize(("source", "target", "locale"), GOOD)
def test_good_translations_pass(source: str, target: str, locale: str) -> None:
    assert codes(source, target, locale) == []


BAD = [
    ("It cost $3 billion.", "Costó 3 millones de dólares.", "es", "N103"),
    ("It cost $3 billion.", "Costó 3 billones de dólares.", "es", "N103"),
    ("A billion people wait.", "Ein Million Menschen wartet.", "de", "N103"),
    ("It has 8,000 books.", "Tiene 8.001 libros.", "es", "N101"),
    ("It has 46 boats.", "Tiene barcos.", "es", "N101"),
    ("It left at 9am on Friday.", "Zarpó el jueves a las 9.", "es", "N202"),
    ("It began on 3 May.", "Es begann am 3. März.", "de", "N201"),
    ("He did not know.", "Er wusste es.", "de", "S103"),
    ("He is not tired.", "Il est fatigué.", "fr", "S103"),
    ("She is not hungry.", "她餓了。", "zh_Hant", "S103"),
    ("“Late,” he said.", "“Tarde, dijo él.", "es", "T102"),
    ("[A](a.md) and <b>b</b>", "[A](b.md) y <b>b</b>", "es", "M104"),
    ("<i>A</i> and *b*", "<i>A</i> y b", "es", "M101"),
    ("It is not it", "Das ist es nicht nicht", "de", "S109"),
    ("It costs £20, not €20.", "Cuesta 20 euros, no 20 €.", "es", "N204"),
    ("From £20 to £30 or €40.", "De 20 libras a 30 euros o 40 euros.", "es", "N204"),
    ("It costs 20 Euros.", "Cuesta 20 libras.", "es", "N204"),
    ("Rates rose by 5% and wages by 7% and rents by 9%.",
     "Les taux ont augmenté de 5\u202f%, les salaires de 7 et, dans toute la ville, les loyers de 9\u202f%.",
     "fr", "N205"),
    ("It's here.", "C’est l'heure.", "fr", "T109"),
    ("She does not know it yet.", "Todavía lo sabe.", "es", "S103"),
    ("It costs less, and no hotel took me.", "Es kostet weniger, und ein Hotel nahm mich.", "de", "S103"),
    ("He is against it and has not paid.", "É contra e pagou.", "pt_BR", "S103"),
    ("“It lasts,” he says, “but iron breaks all of it.”", "Dura, dice, “pero el hierro lo rompe todo”.", "es", "R106"),
    ("They start on 3 May at noon. Dogs of any size travel free of charge.", "Sie beginnen am 3. Mai um zwölf Uhr.",
     "de", "S105"),
]


@pytest.mark.parametrize(("source", "target", "locale", "code"), BAD)
def test_faults_are_found(source: str, target: str, locale: str, code: str) -> None:
    assert code in codes(source, target, locale)


def test_pseudo_locales_have_form_and_markup_only() -> None:
    assert codes("It has *46* boats.", "[Îţ ĥåš 46 ƀöåţš.]", "en_XA") == ["M101"]


def test_positions_count_escapes_lines_and_wide_letters() -> None:
    """Line and column of the spot, with continued strings, escapes, wide characters, a byte order mark and CRLF."""
    text = ('\ufeffmsgid ""\nmsgstr "Language: es\\n"\n\n# a comment\nmsgid "It says \\"8,000\\""\n'
            'msgstr ""\n"漢字 dice \\"eso\\" "\n"9.000 veces"\n')
    for newline in ("\n", "\r\n"):
        data = text.replace("\n", newline).encode()
        found, _ = checks.catalog(catalog.parse(data, "a.po"), "es", "en_GB")
        one = next(one for one in found if one.finding.code == "N101")
        assert (one.finding.line, one.finding.column, one.end_line, one.end_column) == (8, 2, 8, 7)
        assert one.excerpt == '"9.000 veces"'
    row = data.decode("utf-8-sig").replace("\r", "").split("\n")[one.finding.line - 1]
    assert row[one.finding.column - 1:one.end_column - 1] == "9.000"


def test_a_missing_number_is_shown_in_the_source() -> None:
    data = 'msgid ""\nmsgstr ""\n\nmsgid "漢 has 46 boats"\nmsgstr "漢 tiene barcos"\n'.encode()
    found, _ = checks.catalog(catalog.parse(data, "a.po"), "es", "en_GB")
    assert [(one.finding.code, one.finding.line, one.finding.column, one.end_column) for one in found] == [
        ("N101", 4, 14, 16)]


def test_ignores() -> None:
    data = (b'msgid ""\nmsgstr ""\n\n# l10n: ignore[N101] the source is wrong\nmsgid "46 boats"\nmsgstr "47 barcos"\n\n'
            b'# l10n: ignore[N101, S103]\nmsgid "48 boats"\nmsgstr "49 barcos"\n\n'
            b'# l10n: ignore[X999] why not\nmsgid "boats"\nmsgstr "barcos"\n\n'
            b'# L10N: IGNORE[n101] they count otherwise\nmsgid "50 boats"\nmsgstr "51 barcos"\n')
    found, silenced = checks.catalog(catalog.parse(data, "a.po"), "es", "en_GB")
    assert silenced == 3
    assert [(one.finding.code, one.finding.line, one.finding.message) for one in found] == [
        ("G105", 9, "“ignore[S103]” silences nothing; take it out"),
        ("G106", 9, "“ignore[N101, S103]” gives no reason"),
        ("G105", 13, "“ignore[X999]” names no rule")]


def test_keys_stay_when_entries_move() -> None:
    entry = 'msgid "46 boats"\nmsgstr "47 barcos"\n'
    head = 'msgid ""\nmsgstr ""\n\n'
    more = '# note\nmsgid "a"\nmsgstr "b"\n\n'
    one, two = (checks.catalog(catalog.parse(data.encode(), "a.po"), "es", "en")[0]
                for data in (head + entry, head + more + entry))
    assert [each.key for each in one] == [each.key for each in two]
    assert one[0].finding.line != two[0].finding.line


@pytest.mark.parametrize(("forms", "said"), [
    ("nplurals=2; plural=(n != 1);", []),              # gettext's own older rule for Spanish
    ("nplurals=3; plural=(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2);", []),
    ("nplurals=2; plural=(n > 1);", ["C103"]),
    ("nplurals=1; plural=0;", ["C103"]),
    ("nplurals=2; plural=__import__('os');", ["C103"]),
    ("nplurals=2; plural=n/0;", ["C103"]),
    ("nplurals=x; plural=(n != 1);", ["C103"]),
    ("nplurals=3; plural=(n != 1);", ["C103"]),
    ("nplurals=1; plural=(n != 1);", ["C103"]),
    ("plural=(n != 1);", ["C103"]),
    ("nplurals=2;", ["C103"]),
    ("nplurals= 2; plural= n!=1", []),
])
def test_plural_forms(forms: str, said: list[str]) -> None:
    one = catalog.parse(f'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Plural-Forms: {forms}\\n"\n'.encode(), "a.po")
    assert [each.finding.code for each in checks.header(one, "es")] == said


def test_language_field() -> None:
    one = catalog.parse(b'msgid ""\nmsgstr ""\n"Language: fr\\n"\n', "a.po")
    assert [each.finding.code for each in checks.header(one, "es")] == ["C102"]


@pytest.mark.parametrize(("text", "said"), [('msgid "a"\nmsgstr "b"\n', ["C104"]), ("", []), ("# nothing yet\n", [])])
def test_a_header_that_somebody_took_away(text: str, said: list[str]) -> None:
    assert [each.finding.code for each in checks.header(catalog.parse(text.encode(), "a.po"), "es")] == said


def test_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plug-in names a rule or several; one whose code is taken, or that is no rule, is refused by name."""
    from l10n.checks import registry
    mine = checks.Rule("X101", "shouting", Severity.INFO, "No shouting.", ("a", "A!"), ("a", "a"),
                       lambda pair: [checks.Spot("shouts")] if pair.entry.target.isupper() else [])
    for loaded, complaint in ((mine, None), ([mine], None), ("no rule", "names no Rule"),
                              (checks.rules()[0], "is taken")):
        registry.rules.cache_clear()
        registry.applying.cache_clear()
        registry._by_code.cache_clear()
        monkeypatch.setattr(plugins, "available", lambda group: {"mine": None})
        monkeypatch.setattr(plugins, "load", lambda group, name, loaded=loaded: loaded)
        if complaint:
            with pytest.raises(PluginError, match=complaint):
                checks.rules()
        else:
            assert "X101" in codes("A boat", "BARCO")
    monkeypatch.undo()
    registry.rules.cache_clear()
    registry.applying.cache_clear()
    registry._by_code.cache_clear()


PIECES = st.sampled_from(["*", "_", "`", "[", "](", "](a)", ")", "<b>", "</b>", "<", ">", "&amp;", "&", "“", "”", "«",
                          "»", "‘", "’", '"', "'", "1,000", "3.5", "million", "mil", "no", "not", "millones", "12:30", "%",  # noqa: E501
                          "https://a.example/", "@", "a@b.example", "{n}", "\\", "\n", " ", "  ", "\u00a0", "\u202e",
                          "漢", "一百", "ا", "٣", "IV", "NATO", "Ana Belén", "January", "Friday", "¿", "?", "!", ".",
                          "…", "e", "la", "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"), "\0", "²"])  # noqa: E501
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join),
                  st.lists(PIECES, max_size=25).map(" ".join))


@settings(max_examples=250)
@given(TEXTS, TEXTS, st.sampled_from(LOCALES))
def test_any_text(source: str, target: str, locale: str) -> None:
    """No rule fails on any text; spots lie inside their texts."""
    entry = Entry(source, None, target, State.REVIEWED, line=1)
    found = checks.pair(entry, locale, "en_GB")
    for _, spot in found:
        text = target if spot.side == "target" else source
        assert spot.span is None or 0 <= spot.span.start <= spot.span.end <= len(text)
        assert "\n" not in spot.message or "\n" in source + target


HOSTILE = ["a" * 4000, "a " * 2000, "<" * 3000, "[" * 3000, "](" * 1500, "`" * 3000, "` " * 1500, "*" * 3000,
           "* a" * 1000, "<a b='" * 500, "<!--" * 800, "-" * 3000, "&" * 3000, "{{" * 1500, "1,000 " * 600, "1" * 3000, "1," * 1500,  # noqa: E501
           "no " * 1000, "“" * 3000, "'" * 3000, "A. " * 1000, "A" * 3000, "Aa " * 1000, "http://" * 500, "a@" * 1500,
           "a@a." * 800, "one " * 800, "million " * 500, "一" * 3000, "!?" * 1500, " " * 3000, ". " * 1500, "(" * 3000,
           "\u202e" * 3000, "12:30 " * 500, "+1 " * 1000, "12 34 " * 600, "\\" * 3000, "_a_" * 1000, "Ana Ana " * 500]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: text[:6].strip() or "space")
def test_linear(hostile: str) -> None:
    """Eight times the text takes at most about eight times the steps: counted, not timed."""
    def steps(factor: int) -> int:
        size = max(1, len(hostile) * factor // 8)
        entry = Entry(hostile[:size] + " x", None, hostile[:size] + " y", State.REVIEWED)
        count = 0

        def tick(*_: object) -> None:
            nonlocal count
            count += 1
        sys.setprofile(tick)
        try:
            checks.pair(entry, "es", "en_GB")
        finally:
            sys.setprofile(None)
        return count
    steps(1)
    assert steps(8) < 12 * steps(1) + 20_000


@pytest.mark.parametrize(("piece", "locale"), [
    ("no ", "es"), ("haven't ", "es"), ("não é ", "pt_BR"), ("ne ", "fr"), ("nicht ", "de"), ("non ", "it"),
    ("It was late at number one. ", "es"), ("a, b,c ", "es"), ("<b>", "fr"), ("漢字一百。", "zh_Hant"),
    ("1,", "es"), ("\u202a" * 50 + "\u2069" * 50, "ar")])
def test_long_texts_cost_as_much_a_letter(piece: str, locale: str) -> None:
    """What counting steps cannot see, expressions that scan again and again: sixteen times the text takes nowhere near
    256 times as long."""
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        entry = Entry(f"{text} x", None, f"{text} y", State.REVIEWED)
        best = inf
        for _ in range(2):
            start = time.process_time()
            checks.pair(entry, locale, "en_GB")
            best = min(best, time.process_time() - start)
        return best
    seconds(100)
    assert seconds(24_000) < 80 * max(seconds(1_500), 0.0005)


@pytest.mark.parametrize(("key", "source", "target", "found"), [
    ("tags", "books", "libros, lectura", True),
    ("tags", "3.5 mm", "3,5 mm", False),
    ("keywords", "boats, books", "قوارب، كتب", True),
    ("page.categories", "boats, books", "barcos, libros", False),
    ("title", "Boats, books", "Barcos y libros", False),
])
def test_a_list_in_front_matter_stays_one(key: str, source: str, target: str, found: bool) -> None:
    assert ("M109" in codes(source, target, "es", f"front matter: {key}")) == found


@pytest.mark.parametrize(("locale", "target", "said"), [
    ("th", "เรือ\u200bเล็ก", []),           # parts words
    ("th", "เรือ\ufeffเล็ก", ["C203"]),
    ("ar", "\u2067\u202aقارب\u2069", []),  # the isolate ends what was begun in it
    ("ar", "\u2067\u202aقارب", ["C204", "C204"]),
    ("ar", "قارب\u2069", ["C204"]),
])
def test_invisible_characters(locale: str, target: str, said: list[str]) -> None:
    assert [code for code in codes("Boat", target, locale) if code[0] == "C"] == said


def test_template_tags_are_placeholders() -> None:
    assert "M105" in codes("On {% include name %}", "En {% incluir name %}", context="front matter: title")
    assert "M105" not in codes("On {% include name %}", "En {% include name %}", context="front matter: title")


@pytest.mark.parametrize(("source", "target", "path", "found"), [
    ("f([a], [b][c]) and __x__", "f([a], [d][e]) y __y__", "a.html", set()),
    ("say _what_ it is", "\u200f\u202edi\u202c _\u200f\u202equé\u202c\u200f_ es", "a.md", set()),
    ("a b_c_d", "a \u202eb\u202c_\u202ec\u202c_\u202ed\u202c", "a.md", set()),
    ("[a](b){ .gray } c", "[a](b){ .gray } d", "a.md", set()),
    ("a [[b c]] [[d|e]]", "f [[b c|g]] [[d|h]]", "a.md", set()),
    ("a [[b c]] [[d|e]]", "f [[b]] [[d|h]]", "a.md", {"M104"}),
    ("[a](b){ .gray } c", "[a](b) d", "a.md", {"M105"}),
    ("say _what_ it is", "di \u202equé\u202c es", "a.md", {"M101"}),
    ("f([a], [b][c]) and __x__", "f([a], [d][e]) y __y__", "a.md", {"M104"}),
    ("<code>--<span>colour</span></code> is it", "Es <code>--<span>color</span></code>", "a.html", {"M106"}),
    ("<code>--<span>not</span></code> is it", "Es <code>--<span>not</span></code>", "a.html", set()),
    ("Press <kbd>a</kbd> in <em>b</em>", "Pulse <kbd>a</kbd> en b", "a.html", {"M101"}),
    ("<code>{{</code> or <code>}}</code> it is", "Es <code>{{</code> o <code>}}</code>", "a.html", set()),
])
def test_a_page_has_tags_and_no_markdown(source: str, target: str, path: str, found: set[str]) -> None:
    entry = Entry(source, None, target, State.REVIEWED, places=(Place(path, 1),))
    assert {rule.code for rule, _ in checks.pair(entry, "es", "en_GB")} == found


@pytest.mark.parametrize(("source", "target", "found"), [
    ("See https://ferry.example/times.", "Véase https://ferry.example/horarios.", {"R101"}),
    ("See https://ferry.example/times.", "Véanse los horarios.", {"R101"}),
    ("Write to desk@courier.example.", "Escriba a mesa@courier.example.", {"R102"}),
    ("Write to desk@courier.example or https://a.example/b_c_d*e*.",
     "Escriba a desk@courier.example o https://a.example/b_c_d*e*.", set()),
    ("The *boat* and `code` of {name} & [a](b.md) <b>x</b>", "El barco y código de nombre y a x", set()),
])
def test_plain_text_has_addresses_and_no_other_markup(source: str, target: str, found: set[str]) -> None:
    entry = Entry(source, None, target, State.REVIEWED, places=(Place("articles/a.txt", 1),))
    assert {rule.code for rule, _ in checks.pair(entry, "es", "en_GB") if rule.code[0] in "MR"} == found
