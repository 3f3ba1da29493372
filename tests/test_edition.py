"""Editions: who supplies a segment, what is published, what an edition says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from l10n import edition, formats
from l10n.edition import Job, Lookup, Policy
from l10n.model import Entry, FormatOptions, State

TEXT = "Boats return\n\nThe harbour is open again\n\nTwelve boats came in on Monday.\nNobody was hurt.\n"


def entry(source: str, target: str, state: State = State.REVIEWED, context: str | None = None) -> Entry:
    return Entry(source, context, target, state, line=7)


def lookup(*entries: Entry) -> Lookup:
    return {one.key: one for one in entries}


def job(catalogs: Mapping[str, Lookup], *locales: str, policy: Policy = "machine", text: str = TEXT,
        path: str = "articles/boats.txt", own: str = "en_GB") -> Job:
    document = formats.read(text.encode(), path)
    return Job(document, path.removeprefix("articles/").rpartition(".")[0], own, locales, catalogs, lambda _: policy,
               lambda locale: f"locales/{locale}/LC_MESSAGES/boats.po", FormatOptions())


def made(work: Job) -> dict[str, edition.Edition]:
    return {one.locale: one for one in edition.build(work)}


BODY = "Twelve boats came in on Monday."
HURT = "Nobody was hurt."


@pytest.mark.parametrize(("locale", "article", "available", "expected"), [
    ("es_MX", "en_GB", ("es", "es_MX"), ("es_MX", "es")),
    ("es_MX", "en_GB", ("es_MX",), ("es_MX",)),
    ("es_MX", "en_GB", ("es_MX", "es_419", "es"), ("es_MX", "es_419", "es")),
    ("en_US", "en_GB", ("en_US", "es"), ("en_US", "en_GB")),
    ("en_GB", "en_GB", ("en_GB", "en_US"), ("en_GB",)),
    ("zh_Hant", "zh_Hans", ("zh_Hant",), ("zh_Hant",)),
    ("en_XA", "en_GB", ("en_XA", "en_US"), ("en_XA",)),
])
def test_the_chain_follows_cldr_and_ends_in_the_article_for_its_kin(
        locale: str, article: str, available: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert edition.chain(locale, article, available) == expected


class TestPolicy:
    CATALOGS: Mapping[str, Lookup] = {"es": lookup(entry(BODY, "Doce barcos.", State.MACHINE),
                                                   entry(HURT, "Nadie resultó herido."))}

    def test_machine_text_is_published_where_the_policy_says_so_and_the_edition_knows(self) -> None:
        found = made(job(self.CATALOGS, "es"))["es"]
        assert "Doce barcos." in found.data.decode()
        assert found.machine
        assert found.kept == 2

    def test_else_the_source_stays(self) -> None:
        found = made(job(self.CATALOGS, "es", policy="reviewed"))["es"]
        assert BODY in found.data.decode()
        assert "Nadie resultó herido." in found.data.decode()
        assert not found.machine

    @pytest.mark.parametrize("policy", ["machine", "reviewed"])
    def test_what_is_stale_is_never_published(self, policy: Policy) -> None:
        catalogs = {"es": lookup(entry(BODY, "Diez barcos.", State.STALE), entry(HURT, "Nadie."))}
        assert "Diez" not in made(job(catalogs, "es", policy=policy))["es"].data.decode()

    def test_nothing_publishable_gives_no_edition(self) -> None:
        catalogs = {"es": lookup(entry(BODY, "Diez barcos.", State.STALE))}
        assert made(job(catalogs, "es", "en_US")).keys() == {"en_US"}

    def test_kin_without_a_catalog_reads_as_the_article_by_the_certain_rules(self) -> None:
        work = job({}, "en_GB", "en_US")
        assert made(work)["en_GB"].data == TEXT.encode()
        assert made(work)["en_US"].data == TEXT.replace("harbour", "harbor").encode()
        assert made(work)["en_US"].kept == 0

    def test_what_a_variant_says_itself_is_left_to_it(self) -> None:
        catalogs = {"en_US": lookup(entry("The harbour is open again", "The harbour is open again",
                                          context="standfirst"))}
        assert made(job(catalogs, "en_US"))["en_US"].data == TEXT.encode()

    def test_a_stale_overlay_falls_back_to_its_parent(self) -> None:
        catalogs = {"es_MX": lookup(entry(BODY, "viejo", State.STALE)), "es": lookup(entry(BODY, "Doce barcos."))}
        assert "Doce barcos." in made(job(catalogs, "es", "es_MX"))["es_MX"].data.decode()

    def test_the_policy_of_the_edition_decides_on_what_it_inherits(self) -> None:
        work = job({"es": lookup(entry(BODY, "Doce.", State.MACHINE), entry(HURT, "Nadie."))}, "es", "es_MX",
                   policy="reviewed")
        assert "Doce." not in made(work)["es_MX"].data.decode()


class TestTally:
    def test_each_segment_counts_once(self) -> None:
        catalogs = {"es": lookup(entry(BODY, "Doce.", State.MACHINE), entry(HURT, "Nadie.")),
                    "es_MX": lookup(entry(HURT, "Nadie, pues."))}
        work = job(catalogs, "es", "es_MX")
        document = work.document
        own = edition.tally(document, ("es",), "en_GB", catalogs)
        assert own.segments[State.REVIEWED] == 1
        assert own.segments[State.MACHINE] == 1
        assert own.segments[State.UNTRANSLATED] == own.total - 2
        variant = edition.tally(document, ("es_MX", "es"), "en_GB", catalogs)
        assert variant.segments[State.REVIEWED] == 1
        assert variant.segments[State.MACHINE] == 1
        assert sum(variant.segments.values()) == len(document.segments)
        assert sum(variant.words.values()) == sum(edition.count_words(one.text) for one in document.segments)

    def test_what_a_parent_has_reviewed_is_inherited(self) -> None:
        catalogs = {"es": lookup(entry(HURT, "Nadie."))}
        found = edition.tally(job(catalogs, "es").document, ("es_MX", "es"), "en_GB", catalogs)
        assert found.segments[State.INHERITED] == 1


HTML = """<!DOCTYPE html>
<html lang="en-GB"><head><title>Boats return</title></head>
<body>
<p>Twelve boats came in on Monday.</p>
<p>Nobody was hurt.</p>
</body></html>
"""


class TestImprint:
    CATALOGS: Mapping[str, Lookup] = {"ar": lookup(entry(BODY, "عاد اثنا عشر قاربًا يوم الاثنين.")),
                                      "es": lookup(entry(BODY, "Doce barcos.", State.MACHINE))}

    def page(self, locale: str) -> str:
        return made(job(self.CATALOGS, "en_GB", "ar", "es", "fr", text=HTML,
                        path="articles/a/boats.html"))[locale].data.decode()

    def test_language_and_direction(self) -> None:
        assert re.search(r'<html lang="ar"[^>]* dir="rtl"', self.page("ar"))
        assert '<html lang="es"' in self.page("es")

    def test_what_stays_in_the_source_language_says_so(self) -> None:
        page = self.page("ar")
        line = next(line for line in page.splitlines() if HURT in line)
        assert 'lang="en-GB"' in line
        assert 'dir="ltr"' in line
        assert 'lang="en-GB"' not in next(line for line in page.splitlines() if "قارب" in line)

    def test_only_editions_that_exist_are_linked_to(self) -> None:
        page = self.page("ar")
        assert 'hreflang="es"' in page
        assert "../../es/a/boats.html" in page
        assert 'hreflang="fr"' not in page

    def test_pseudo_locales_are_for_no_reader(self) -> None:
        """Only a pseudo edition itself links to itself."""
        catalogs = {**self.CATALOGS, "en_XA": lookup(entry(BODY, "[Ţŵéļṽé]", State.MACHINE))}
        found = made(job(catalogs, "en_GB", "es", "en_XA", "ar_XB", text=HTML, path="articles/boats.html"))
        assert 'hreflang="en-XA"' not in found["es"].data.decode()
        page = found["en_XA"].data.decode()
        assert 'hreflang="en-XA"' in page
        assert 'hreflang="es"' in page
        assert "ar-XB" not in page

    def test_machine_text_is_said_to_be_that(self) -> None:
        assert "machine" in self.page("es")
        assert "machine" not in self.page("ar")


def test_an_article_without_anything_to_translate_has_every_edition() -> None:
    """Nothing in it waits for anybody, and the editions of other articles link to it."""
    page = '<html lang="en-GB"><body><img src="map.svg" alt=""></body></html>\r\n'
    found = made(job({}, "en_GB", "es", "ar", text=page, path="articles/map.html"))
    assert list(found) == ["en_GB", "es", "ar"]
    for locale, language in (("es", 'lang="es"'), ("ar", 'lang="ar" dir="rtl"')):
        text = found[locale].data.decode()
        assert f"<html {language}" in text
        assert text.endswith('<img src="map.svg" alt=""></body></html>\r\n')
        assert 'hreflang="en-GB"' in text
        assert (found[locale].machine, found[locale].kept) == (False, 0)
    code = "```\nl10n run\n```"
    assert {one.data for one in made(job({}, "es", "fr", text=code, path="articles/code.md")).values()} == {
        code.encode()}


def test_a_translation_that_breaks_the_page_is_left_out_with_a_finding() -> None:
    """Whatever a format cannot encode keeps its source: nothing but an empty target can do it in HTML."""
    catalogs = {"es": lookup(entry(BODY, "12345"), entry(HURT, "Nadie."))}
    found = made(job(catalogs, "es", text=HTML, path="articles/boats.html"))["es"]
    assert "Nadie." in found.data.decode()
    if "12345" not in found.data.decode():
        assert [(one.code, one.path, one.line) for one in found.findings] == [
            ("E101", "locales/es/LC_MESSAGES/boats.po", 7)]
        assert BODY in found.data.decode()


def test_the_encoding_of_the_article_is_the_editions() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    document = formats.read(text.encode("utf-16-le"), "articles/boats.txt")
    work = Job(document, "boats", "en_GB", ("es",), {"es": lookup(entry(HURT, "Nadie."))}, lambda _: "machine",
               lambda locale: "", FormatOptions())
    assert edition.build(work)[0].data == text.replace(HURT, "Nadie.").encode("utf-16-le")
