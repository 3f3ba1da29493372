"""Locales: everything that CLDR lists goes through, and what people write by mistake gets a useful answer."""

import gettext
import shutil
import subprocess
import sys

import pytest
from babel.core import Locale
from babel.localedata import locale_identifiers

from l10n import locales
from l10n.errors import ProjectError

ALL = sorted(locale_identifiers())
RTL_SCRIPTS = {"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"}


@pytest.mark.parametrize(("written", "tag"), [
    ("es", "es"), ("es-MX", "es_MX"), ("es_mx", "es_MX"), ("ES-mx", "es_MX"), (" es ", "es"), ("es-419", "es_419"),
    ("zh-TW", "zh_Hant_TW"), ("zh_CN", "zh_Hans_CN"), ("zh-hant-hk", "zh_Hant_HK"), ("zh_hant", "zh_Hant"),
    ("sr_RS", "sr_Cyrl_RS"), ("sr-ME", "sr_Latn_ME"), ("sh", "sr_Latn"), ("iw", "he"), ("eng", "en"),
    ("en_UK", "en_GB"), ("en_Latn_US", "en_US"), ("ca-es-valencia", "ca_ES_VALENCIA"),
    ("en-GB-oxendict", "en_GB_OXENDICT"),
    ("en-xa", "en_XA"), ("ar_XB", "ar_XB"),
])
def test_what_people_write_becomes_canonical(written: str, tag: str) -> None:
    assert locales.parse(written) == tag
    assert locales.parse(tag) == tag


@pytest.mark.parametrize(("written", "meant"), [
    ("es_MY", "es_MX"), ("de_DEE", "de_DE"), ("pt-BRA", "pt_BR"), ("en--US", "en_US"), ("zh_Hnat_TW", "zh_Hant_TW"),
    ("jp", "ja"), ("cn", "zh"), ("Spanish", "es"), ("spansh", "es"), ("es_MX.UTF-8", "es_MX"), ("sr@latin", "sr_Latn"),
    ("ca@valencia", "ca_VALENCIA"),
])
def test_an_unknown_locale_is_an_error_with_a_suggestion(written: str, meant: str) -> None:
    with pytest.raises(ProjectError, match=f"unknown locale “.*”, did you mean {meant}\\?$"):
        locales.parse(written)


@pytest.mark.parametrize("written", ["", "12", "zz_ZZ", "xx", "x" * 500, "en\nUS!", "../es", "es_MX_"])
def test_nonsense_is_one_short_line(written: str) -> None:
    with pytest.raises(ProjectError) as caught:
        locales.parse(written)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 140


@pytest.mark.parametrize(("tag", "chain"), [
    ("es_MX", ("es_419", "es")), ("es_ES", ("es",)), ("en_GB", ("en_001", "en")), ("en_AU", ("en_001", "en")),
    ("en_AT", ("en_150", "en_001", "en")), ("en_US", ("en",)), ("pt_AO", ("pt_PT", "pt")), ("pt_BR", ("pt",)),
    ("zh_Hant_MO", ("zh_Hant_HK", "zh_Hant")), ("zh_Hant", ()), ("zh_Hans_SG", ("zh_Hans", "zh")), ("sr_Latn", ()),
    ("sr_Latn_RS", ("sr_Latn",)), ("sr_Cyrl", ("sr",)), ("nb_NO", ("nb", "no")), ("nn", ()), ("de", ()),
    ("en_GB_OXENDICT", ("en_GB", "en_001", "en")), ("en_XA", ()),
    ("hi_Latn", ()),    # CLDR's parent is en_IN: another language
    ("ht", ()),         # CLDR's parent is fr_HT: another language
])
def test_ancestors_are_cldrs_parents_of_the_same_written_language(tag: str, chain: tuple[str, ...]) -> None:
    assert locales.ancestors(tag) == chain


@pytest.mark.parametrize(("a", "b", "expected"), [
    ("en_US", "en_GB", True), ("es_MX", "es", True), ("zh_Hant", "zh", False), ("zh_Hant_TW", "zh_Hant_HK", True),
    ("sr_Latn", "sr", False), ("sr_Latn_ME", "sr_Latn", True), ("nb", "no", True), ("nn", "no", False),
    ("es", "pt", False), ("en_XA", "en", False), ("ar_XB", "ar", False), ("pa_Arab", "pa", False),
])
def test_kin(a: str, b: str, expected: bool) -> None:
    assert locales.kin(a, b) is expected
    assert locales.kin(b, a) is expected


@pytest.mark.parametrize(("tag", "own", "short", "english"), [
    ("es", "español", "español", "Spanish"),
    ("es_MX", "español (México)", "español", "Spanish (Mexico)"),
    ("en_US", "English (United States)", "English", "English (United States)"),
    ("zh_Hant_HK", "繁體中文 (中國香港特別行政區)", "繁體中文", "Traditional Chinese (Hong Kong SAR China)"),
    ("sr_Latn", "srpski (latinica)", "srpski (latinica)", "Serbian (Latin)"),
    ("ar", "العربية", "العربية", "Arabic"),
    ("ca_ES_VALENCIA", "català (Espanya, valencià)", "català", "Catalan (Spain, Valencian)"),
    ("en_XA", "English (Pseudo-Accents)", "English", "English (Pseudo-Accents)"),
    ("ar_XB", "Arabic (Pseudo-Bidi)", "Arabic", "Arabic (Pseudo-Bidi)"),
])
def test_names(tag: str, own: str, short: str, english: str) -> None:
    assert (locales.autonym(tag), locales.autonym(tag, region=False), locales.name(tag)) == (own, short, english)


def test_a_name_in_another_language() -> None:
    assert locales.name("es_MX", in_="de") == "Spanisch (Mexiko)"


@pytest.mark.parametrize(("tag", "marks"), [
    ("en_US", "“”‘’"), ("es", "“”‘’"), ("es_MX", "“”‘’"), ("es_US", "«»“”"), ("de", "„“‚‘"), ("de_CH", "„“‚‘"),
    ("fr", "«»«»"), ("en_XA", "“”‘’"), ("fr_CA", "«»”“"), ("fr_CH", "«»‹›"), ("pt_BR", "“”‘’"), ("pt_AO", "«»“”"),
    ("ja", "「」『』"), ("zh_Hant_TW", "「」『』"), ("zh_Hans_CN", "“”‘’"), ("ar", "”“’‘"), ("nb", "«»‘’"),
    ("pl", "„”«»"),
])
def test_quotation_marks(tag: str, marks: str) -> None:
    quotes = locales.quotes(tag)
    assert quotes.open + quotes.close + quotes.inner_open + quotes.inner_close == marks


def test_bcp47_tags() -> None:
    assert [locales.bcp47(tag) for tag in ("es", "es_MX", "es_419", "zh_Hant_TW", "ca_ES_VALENCIA", "en_US_POSIX",
                                           "de_1901", "en_XA")] == [
        "es", "es-MX", "es-419", "zh-Hant-TW", "ca-ES-valencia", "en-US-u-va-posix", "de-1901", "en-XA"]


@pytest.mark.parametrize("tag", [*ALL, *locales.PSEUDO, "en_GB_OXENDICT", "de_1901"])
def test_every_locale_of_cldr_passes_through(tag: str) -> None:
    """Names are never empty, marks are four, the chain ends, the direction is its script's."""
    assert locales.parse(tag) == tag
    assert locales.parse(locales.bcp47(tag).replace("-u-va", "")) == tag
    assert locales.name(tag)
    assert locales.autonym(tag)
    assert locales.autonym(tag, region=False)
    marks = locales.quotes(tag)
    assert all(len(mark) == 1 for mark in (marks.open, marks.close, marks.inner_open, marks.inner_close))
    chain = locales.ancestors(tag)
    assert tag not in chain
    assert len(set(chain)) == len(chain)
    assert all(locales.kin(tag, parent) for parent in chain)
    script = locales.tags._written(tag)[1]
    assert locales.direction(tag) == ("rtl" if script in RTL_SCRIPTS else "ltr")


NUMBERS = [*range(1200), *range(1200, 3_000_001, 50_000), 1_000_000, 1_000_001, 2_000_000, 10_000_000]


def _forms() -> dict[str, list[str]]:
    """Every Plural-Forms value, with the locales that have it."""
    found: dict[str, list[str]] = {}
    for tag in [*ALL, *locales.PSEUDO]:
        found.setdefault(locales.plural_forms(tag), []).append(tag)
    return found


def test_plural_forms_agree_with_cldr_for_every_whole_number() -> None:
    """Python's gettext evaluates the C expression; Babel's own evaluation of CLDR's rule is the oracle."""
    order = ["zero", "one", "two", "few", "many", "other"]
    for header, tags in _forms().items():
        count, expression = header.removeprefix("nplurals=").removesuffix(";").split("; plural=")
        form = gettext.c2py(expression)
        rule = Locale.parse(locales.language(tags[0]) if tags[0] in locales.PSEUDO else tags[0]).plural_form
        categories = sorted({rule(number) for number in NUMBERS}, key=order.index)
        assert int(count) == len(categories), tags
        assert [form(number) for number in NUMBERS] == [categories.index(rule(number)) for number in NUMBERS], tags


@pytest.mark.parametrize(("tag", "header"), [
    ("en_GB", "nplurals=2; plural=(n != 1);"),
    ("ja", "nplurals=1; plural=0;"),
    ("cs", "nplurals=3; plural=(n == 1 ? 0 : n >= 2 && n <= 4 ? 1 : 2);"),
    ("es", "nplurals=3; plural=(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2);"),
    ("pl", "nplurals=3; plural=(n == 1 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2);"),
])
def test_plural_forms_read_as_a_person_would_write_them(tag: str, header: str) -> None:
    assert locales.plural_forms(tag) == header


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
def test_msgfmt_takes_every_plural_forms_header(tmp_path) -> None:
    """With an entry of all the forms, so that msgfmt compares their number with the header's and evaluates it."""
    for number, header in enumerate(_forms()):
        count = int(header[9])
        catalog = tmp_path / f"{number}.po"
        catalog.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
                           f'"Plural-Forms: {header}\\n"\n\nmsgid "one %d"\nmsgid_plural "many %d"\n'
                           + "".join(f'msgstr[{form}] "%d {form}"\n' for form in range(count)))
        done = subprocess.run(["msgfmt", "--check-format", "--check-domain", "-o", "/dev/null", catalog],
                              capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, ""), header


def test_importing_locales_does_not_import_babel() -> None:
    code = "import sys, l10n.locales; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


LANGUAGES = ("en", "es", "fr", "de", "pt", "it")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_of_a_unit_names_one_unit(language: str) -> None:
    found = locales.units(language)
    assert found.keys() == locales.units("en").keys()
    names = [name for called in found.values() for names in called for name in names]
    assert sorted(names) == sorted(set(names))
    assert all(called.names and name == name.lower() for called in found.values() for name in called.names)


def test_units_and_currencies_have_names_only_where_they_are_known() -> None:
    assert locales.units("es")["week"] == (("semana", "semanas"), ("semanal", "semanales"), ())
    assert locales.units("en")["second"] == (("seconds",), (), ("second",))
    assert locales.currencies("pt")["JPY"] == ("ienes", "iene")
    assert all(locales.currencies(language).keys() == {*locales.CURRENCY_SIGNS, "CHF"} for language in LANGUAGES)
    assert not locales.units("ar")
    assert not locales.currencies("xx")
