"""Variants in the flow: what they inherit, what goes stale when a parent changes, full catalogs and the way back."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from l10n import catalog, pipeline, variants
from l10n.catalog import Catalog
from l10n.cli import HELP
from l10n.cli.commands import l10n as command_line
from l10n.cli.commands import run_command_line
from l10n.errors import ProjectError
from l10n.locales import ancestors
from l10n.model import Entry, Fragment, Key, State
from l10n.pipeline import flat, supply
from l10n.pipeline.supply import Changed
from l10n.pipeline.workspace import Workspace

ROOT = Path(__file__).parents[2]
NOW = datetime(2030, 1, 2, 3, 4, tzinfo=UTC)
NEWS = """\
# The computer in the harbour office

Sentence one is about a computer.

Sentence two says 8,000 tonnes.

Sentence three is the *same* everywhere.

Sentence four has a person's wording.

Sentence five is about a car.
"""
SPANISH = {
    "The computer in the harbour office": "El ordenador de la oficina del puerto",
    "Sentence one is about a computer.": "La frase uno trata de un ordenador.",
    "Sentence two says 8,000 tonnes.": "La frase dos dice 8.000 toneladas.",
    "Sentence three is the *same* everywhere.": "La frase tres es *igual* en todas partes.",
    "Sentence four has a person's wording.": "La frase cuatro se dice así.",
    "Sentence five is about a car.": "La frase cinco trata de un coche.",
}


def make(folder: Path, config: str, **articles: str) -> Path:
    (folder / "articles").mkdir(parents=True)
    (folder / "l10n.toml").write_text(config, encoding="utf-8")
    for name, text in articles.items():
        (folder / f"articles/{name}.md").write_text(text, encoding="utf-8")
    return folder


def opened(folder: Path) -> Workspace:
    return replace(pipeline.open_workspace(folder), now=NOW)


def go(folder: Path, *steps: str) -> tuple[str, ...]:
    """Run steps of the pipeline; what changed."""
    workspace = opened(folder)
    done: tuple[str, ...] = ()
    for step in steps:
        done += getattr(pipeline, step)(workspace, pipeline.select(workspace, [], [])).changed
    return done


def path(folder: Path, locale: str, name: str = "news") -> Path:
    return folder / f"locales/{locale}/LC_MESSAGES/{name}.po"


def read(folder: Path, locale: str, name: str = "news") -> dict[str, Entry]:
    found = catalog.parse(path(folder, locale, name).read_bytes(), "x")
    return {entry.source: entry for entry in found.entries}


def write(folder: Path, locale: str, texts: Mapping[str, str], name: str = "news") -> None:
    """Approved translations as a person saves them; ones that a sparse catalog lacks are added."""
    def of(found: Catalog) -> Catalog:
        known = {entry.source: entry for entry in found.entries}
        context = {entry.source: entry.context for entry in read_template(folder, name)}
        return catalog.put(found, {(context[source], source): replace(
            known.get(source, Entry(source, context[source])), target=target, state=State.REVIEWED, remark="")
            for source, target in texts.items()})
    edit(path(folder, locale, name), of)


def read_template(folder: Path, name: str) -> Sequence[Entry]:
    return catalog.parse((folder / f"locales/templates/{name}.pot").read_bytes(), "x").entries


def edit(file: Path, how: object) -> None:
    file.write_bytes(catalog.dump(how(catalog.parse(file.read_bytes(), "x"))))  # type: ignore[operator]


def tool(*words: str | Path) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), words


@pytest.fixture
def spanish(tmp_path: Path) -> Path:
    """Reviewed Spanish, and Mexico's overlay: rules' certain and doubtful entries, and two that people wrote."""
    folder = make(tmp_path / "p", 'source-locale = "en_GB"\nlocales = ["es_MX", "es"]\n', news=NEWS)
    go(folder, "sync")
    write(folder, "es", SPANISH)
    write(folder, "es_MX", {"Sentence four has a person's wording.": "La oración cuatro se dice así.",
                            "Sentence three is the *same* everywhere.": "La oración tres es *igual* dondequiera."})
    go(folder, "sync", "translate", "build")
    return folder


class TestTheMemoryOfAnEntry:
    def test_rules_write_what_differs_and_what_it_was_made_from(self, spanish: Path) -> None:
        found = read(spanish, "es_MX")
        two = found["Sentence two says 8,000 tonnes."]
        assert (two.state, two.target) == (State.REVIEWED, "La frase dos dice 8,000 toneladas.")
        assert two.remark.startswith("applied variant:es · es.numbers")
        assert two.comments == ("l10n: parent es · La frase dos dice 8.000 toneladas.",)
        one = found["Sentence one is about a computer."]
        assert (one.state, catalog.remark(one.remark).origin) == (State.MACHINE, "variant:es")
        assert "computadora" in one.target

    def test_what_a_person_wrote_is_given_its_memory_once(self, spanish: Path) -> None:
        four = read(spanish, "es_MX")["Sentence four has a person's wording."]
        assert (four.state, four.remark) == (State.REVIEWED, "")
        assert four.comments == ("l10n: parent es · La frase cuatro se dice así.",)

    def test_nothing_more_to_do_is_nothing_written(self, spanish: Path) -> None:
        assert go(spanish, "sync", "translate", "sync", "build") == ()

    @pytest.mark.parametrize("tool_", [["msgcat"], ["msgcat", "--sort-output"], ["msgcat", "--no-wrap"],
                                       ["msgattrib", "--no-obsolete"]])
    def test_gettext_tools_keep_it(self, spanish: Path, tool_: list[str]) -> None:
        before = read(spanish, "es_MX")
        tool(*tool_, "--output-file", path(spanish, "es_MX"), path(spanish, "es_MX"))
        after = read(spanish, "es_MX")
        assert {key: entry.comments for key, entry in after.items()} == \
            {key: entry.comments for key, entry in before.items()}
        write(spanish, "es", {"Sentence four has a person's wording.": "La frase cuatro se dice asá."})
        go(spanish, "update")
        assert [key for key, entry in read(spanish, "es_MX").items() if entry.state is State.STALE] == \
            ["Sentence four has a person's wording."]

    @pytest.mark.parametrize("text", ["a · b", "two\nlines\\n\tand a tab", "“quoted” \\ back", "l10n: parent x · y"])
    def test_any_text_comes_back_as_it_was(self, text: str) -> None:
        comments = catalog.with_parent(("by hand",), "es_419", text)
        assert catalog.made_from(comments) == ("es_419", text)
        assert not any("\n" in comment for comment in comments)
        assert catalog.with_parent(comments) == ("by hand",)
        assert catalog.with_parent(comments, "es_419", text) == comments


class TestAParentChanges:
    def test_exactly_what_people_wrote_over_it_is_stale_with_the_old_text_in_view(self, spanish: Path) -> None:
        before = read(spanish, "es_MX")
        write(spanish, "es", {"Sentence four has a person's wording.": "La frase cuatro se dice de otro modo."})
        assert go(spanish, "sync", "translate") == ("locales/es_MX/LC_MESSAGES/news.po",)
        after = read(spanish, "es_MX")
        assert {key for key in after if after[key] != before[key]} == {"Sentence four has a person's wording."}
        four = after["Sentence four has a person's wording."]
        assert (four.state, four.target) == (State.STALE, "La oración cuatro se dice así.")
        assert four.remark.startswith("stale · ")
        assert "es was “La frase cuatro se dice así.”" in four.remark
        assert four.comments == ("l10n: parent es · La frase cuatro se dice de otro modo.",)
        assert go(spanish, "sync", "translate") == ()

    def test_approving_it_in_any_editor_settles_it(self, spanish: Path) -> None:
        write(spanish, "es", {"Sentence four has a person's wording.": "Otro texto."})
        go(spanish, "update")
        tool("msgattrib", "--clear-fuzzy", "--output-file", path(spanish, "es_MX"), path(spanish, "es_MX"))
        go(spanish, "update")
        four = read(spanish, "es_MX")["Sentence four has a person's wording."]
        assert (four.state, four.remark) == (State.REVIEWED, "")
        assert go(spanish, "update") == ()

    def test_the_first_text_stays_in_view_while_nobody_looks(self, spanish: Path) -> None:
        for text in ("Segundo texto.", "Tercer texto."):
            write(spanish, "es", {"Sentence four has a person's wording.": text})
            go(spanish, "update")
        four = read(spanish, "es_MX")["Sentence four has a person's wording."]
        assert four.remark.count("was “") == 1
        assert "es was “La frase cuatro se dice así.”" in four.remark
        assert catalog.made_from(four.comments) == ("es", "Tercer texto.")

    def test_what_rules_made_is_made_anew(self, spanish: Path) -> None:
        write(spanish, "es", {"Sentence two says 8,000 tonnes.": "La segunda frase habla de 9.500 toneladas.",
                              "Sentence one is about a computer.": "La frase uno es sobre un ordenador."})
        go(spanish, "sync", "translate")
        found = read(spanish, "es_MX")
        two, one = found["Sentence two says 8,000 tonnes."], found["Sentence one is about a computer."]
        assert (two.state, two.target) == (State.REVIEWED, "La segunda frase habla de 9,500 toneladas.")
        assert (one.state, "es sobre una computadora" in one.target) == (State.MACHINE, True)
        assert catalog.made_from(one.comments) == ("es", "La frase uno es sobre un ordenador.")
        assert not any(entry.state is State.STALE for entry in found.values())

    def test_and_goes_where_rules_have_nothing_more_to_say(self, spanish: Path) -> None:
        write(spanish, "es", {"Sentence two says 8,000 tonnes.": "La frase dos dice 8,000 toneladas."})
        go(spanish, "sync", "translate")
        assert "Sentence two says 8,000 tonnes." not in read(spanish, "es_MX")

    @pytest.mark.parametrize("touch", ["text", "comment"])
    def test_but_not_where_somebody_touched_it(self, spanish: Path, touch: str) -> None:
        def by(found: Catalog) -> Catalog:
            two = next(entry for entry in found.entries if entry.source == "Sentence two says 8,000 tonnes.")
            new = replace(two, target="La frase dos dice 8 mil toneladas.") if touch == "text" else \
                replace(two, comments=(*two.comments, "checked with the harbour master"))
            return catalog.put(found, {two.key: new})
        edit(path(spanish, "es_MX"), by)
        write(spanish, "es", {"Sentence two says 8,000 tonnes.": "La frase dos dice 9.000 toneladas."})
        go(spanish, "sync", "translate")
        two = read(spanish, "es_MX")["Sentence two says 8,000 tonnes."]
        assert (two.state, "8" in two.target, "es was “La frase dos dice 8.000" in two.remark) == \
            (State.STALE, True, True)

    def test_an_entry_equal_to_its_parent_is_a_persons_to_keep(self, spanish: Path) -> None:
        same = SPANISH["Sentence one is about a computer."]
        write(spanish, "es_MX", {"Sentence one is about a computer.": same})
        go(spanish, "sync", "translate")
        assert read(spanish, "es_MX")["Sentence one is about a computer."].target == same
        go(spanish, "build")
        assert "un ordenador" in (spanish / "editions/es_MX/news.md").read_text(encoding="utf-8")

    def test_an_emptied_entry_inherits_again(self, spanish: Path) -> None:
        write(spanish, "es_MX", {"Sentence four has a person's wording.": ""})
        go(spanish, "update")
        assert "Sentence four has a person's wording." not in read(spanish, "es_MX")

    def test_a_chain_is_followed_link_by_link(self, tmp_path: Path) -> None:
        folder = make(tmp_path / "p", 'source-locale = "en_GB"\nlocales = ["es_MX", "es_419", "es"]\n', news=NEWS)
        go(folder, "sync")
        write(folder, "es", SPANISH)
        go(folder, "sync", "translate")
        assert go(folder, "sync", "translate") == ()
        write(folder, "es_MX", {"Sentence five is about a car.": "La cinco trata de un carro."})
        go(folder, "update")
        write(folder, "es_419", {"Sentence five is about a car.": "La frase cinco trata de un auto."})
        go(folder, "update")
        five = read(folder, "es_MX")["Sentence five is about a car."]
        assert five.state is State.STALE
        assert catalog.made_from(five.comments) == ("es_419", "La frase cinco trata de un auto.")

    def test_the_article_itself_as_parent_goes_by_its_words(self, tmp_path: Path) -> None:
        text = "A title\n\nThe colour of the *harbour* is grey.\n\nThe programme, as we say.\n"
        folder = make(tmp_path / "p", 'source-locale = "en_GB"\nlocales = ["en_US"]\n', news=text)
        go(folder, "sync", "translate")
        write(folder, "en_US", {"The programme, as we say.": "The show, as we say."})
        go(folder, "sync", "translate")
        before = text.replace("harbour* is", "harbour* was").replace("programme,", "programme now,")
        (folder / "articles/news.md").write_text(before, encoding="utf-8")
        go(folder, "sync", "translate")
        found = read(folder, "en_US")
        made = found["The colour of the *harbour* was grey."]
        assert (made.state, made.target) == (State.REVIEWED, "The color of the *harbor* was gray.")
        person = found["The programme now, as we say."]
        assert (person.state, person.target, person.previous) == \
            (State.STALE, "The show, as we say.", "The programme, as we say.")
        assert "A title" not in found


class TestMachineText:
    """What nobody approved in a parent is adapted for readers, and never frozen into a variant's catalog."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        config = 'source-locale = "en_GB"\nlocales = ["es", "es_MX"]\npublish = "machine"\n'
        folder = make(tmp_path / "p", config, news=NEWS)
        go(folder, "sync")
        write(folder, "es", SPANISH)
        edit(path(folder, "es"), lambda found: catalog.put(found, {
            entry.key: replace(entry, state=State.MACHINE, remark="argos:en-es@1 0.50") for entry in found.entries}))
        go(folder, "sync", "translate", "build")
        return folder

    def test_it_makes_no_entry(self, folder: Path) -> None:
        assert read(folder, "es_MX") == {}

    def test_an_edition_has_it_by_the_certain_rules(self, folder: Path) -> None:
        edition = (folder / "editions/es_MX/news.md").read_text(encoding="utf-8")
        assert "8,000 toneladas" in edition
        assert "un ordenador" in edition
        assert "8.000 toneladas" in (folder / "editions/es/news.md").read_text(encoding="utf-8")

    def test_it_makes_nothing_stale(self, folder: Path) -> None:
        write(folder, "es_MX", {"Sentence five is about a car.": "La cinco trata de un carro."})
        go(folder, "update")
        write(folder, "es", {"Sentence five is about a car.": "Una traducción aprobada."})
        go(folder, "update")
        five = read(folder, "es_MX")["Sentence five is about a car."]
        assert (five.state, catalog.made_from(five.comments)) == (State.REVIEWED, ("es", "Una traducción aprobada."))

    def test_an_engines_proposal_left_in_a_variant_gives_way_to_approved_text(self, folder: Path) -> None:
        write(folder, "es_MX", {"Sentence three is the *same* everywhere.": "Frase *igual* tres."})
        edit(path(folder, "es_MX"), lambda found: catalog.put(found, {
            entry.key: replace(entry, state=State.MACHINE, remark="argos:en-es@1 0.50") for entry in found.entries}))
        write(folder, "es", {"Sentence three is the *same* everywhere.": "La frase tres es *igual*."})
        go(folder, "sync", "translate", "build")
        assert read(folder, "es_MX") == {}
        assert "La frase tres es *igual*." in (folder / "editions/es_MX/news.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("publish", ["reviewed", "machine"])
def test_certain_rules_reach_readers_while_doubtful_ones_wait(tmp_path: Path, publish: str) -> None:
    """Whatever may be published of what engines say: the text that they are about is there, and right."""
    text = "A title\n\nMs Quill likes the colour of the lift.\n"
    folder = make(tmp_path / "p", 'source-locale = "en_GB"\nlocales = ["en_US"]\n' f'publish = "{publish}"\n',
                  news=text)
    go(folder, "sync", "translate", "build")
    entry, = read(folder, "en_US").values()
    assert (entry.state, entry.target) == (State.MACHINE, "Ms. Quill likes the color of the elevator.")
    page = folder / "editions/en_US/news.md"
    assert "Ms. Quill likes the color of the lift." in page.read_text(encoding="utf-8")
    edit(path(folder, "en_US"), lambda found: catalog.put(found, {
        entry.key: replace(entry, target="Ms. Quill likes the color of that elevator.")}))     # a draft of a person's
    go(folder, "build")
    assert "Ms. Quill likes the color of the lift." in page.read_text(encoding="utf-8")


class TestOurArticle:
    """The news article of the worked example, British, with an American edition that writes itself."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        config = 'source-locale = "en_GB"\nlocales = ["en_GB", "en_US"]\npublish = "machine"\n'
        folder = make(tmp_path / "p", config)
        (folder / "articles/news.txt").write_bytes((ROOT / "articles/harbour-talks.txt").read_bytes())
        go(folder, "sync", "translate", "build")
        return folder

    def test_the_british_edition_is_the_article(self, folder: Path) -> None:
        assert (folder / "editions/en_GB/news.txt").read_bytes() == (folder / "articles/news.txt").read_bytes()
        assert not path(folder, "en_GB").exists()

    def test_the_american_catalog_holds_what_changed_each_with_its_rules(self, folder: Path) -> None:
        found = read(folder, "en_US")
        segments = len(read_template(folder, "news"))
        assert 10 <= len(found) < segments
        names = {rule.id for rule in variants.rules_for("en_GB", "en_US")}
        for entry in found.values():
            assert entry.target not in ("", entry.source)
            remark = catalog.remark(entry.remark)
            rules = list(remark.reasons)
            assert remark.origin == "variant:en_GB"
            assert rules
            assert set(rules) <= names
            assert (entry.state is State.REVIEWED) is entry.remark.startswith("applied ")
            made = variants.adapt(Fragment(entry.source), "en_GB", "en_US")
            assert (made.proposal, list(made.rules)) == (entry.target, rules)

    def test_its_edition_reads_as_american(self, folder: Path) -> None:
        edition = (folder / "editions/en_US/news.txt").read_text(encoding="utf-8")
        for phrase in ("Harbor talks resume after “two days of silence”", "Ms. Marlowe welcomed",
                       "training program for", "December 1, 2024", "Mr. Haldane",
                       "licenses for the night shift", "Harbour and Quay Workers’", "supervised practice"):
            assert phrase in edition, phrase
        assert not re.search(r"programme|neighbours|\bMs \b|\bMr \b|1 December", edition)

    def test_what_nobody_changed_is_inherited(self, folder: Path) -> None:
        report = pipeline.status(opened(folder), pipeline.select(opened(folder), [], []))
        counts = report.tallies["news"]["en_US"].segments
        own = len(read(folder, "en_US"))
        assert counts[State.INHERITED] == len(read_template(folder, "news")) - own
        assert counts[State.UNTRANSLATED] == 0


class TestParents:
    def load(self, tmp_path: Path, tables: str, chosen: str = '"en_AU", "en_GB", "en_NZ", "es", "es_MX"') -> Workspace:
        return opened(make(tmp_path / "p", f'source-locale = "en_US"\nlocales = [{chosen}]\n{tables}', news=NEWS))

    def test_cldr_names_them_unless_the_configuration_does(self, tmp_path: Path) -> None:
        workspace = self.load(tmp_path, '[locale.en-AU]\nparent = "en-GB"\n')
        article = workspace.article("articles/news.md")
        assert workspace.project.parents == (("en_AU", "en_GB"),)
        assert workspace.chain(article, "en_AU") == ("en_AU", "en_GB", "en_US")
        assert workspace.chain(article, "en_NZ") == ("en_NZ", "en_US")
        assert workspace.chain(article, "es_MX") == ("es_MX", "es")
        assert ancestors("en_AU", (("en_AU", "en_GB"),)) == ("en_GB", "en_001", "en")

    def test_a_configured_parent_supplies(self, tmp_path: Path) -> None:
        folder = self.load(tmp_path, '[locale.en-AU]\nparent = "en-GB"\n').project.root
        go(folder, "sync")
        write(folder, "en_GB", {"Sentence five is about a car.": "Sentence five is about a motor car."})
        go(folder, "sync", "translate", "build")
        assert "motor car" in (folder / "editions/en_AU/news.md").read_text(encoding="utf-8")
        assert "motor car" not in (folder / "editions/en_NZ/news.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize(("tables", "message"), [
        ('[locale.en_AU]\nparent = "en_QQ"\n', "l10n.toml:4: unknown locale “en_QQ”"),
        ('[locale.en_AU]\nparent = 4\n', "l10n.toml:4: “parent” has to be a string, not a number"),
        ('[locale.en_AU]\n\nparent = "en_IE"\n',
         "l10n.toml:5: “parent” cannot be en_IE, which is not one of “locales”"),
        ('[locale.en_AU]\nparent = "es"\n', "l10n.toml:4: “parent” of en_AU cannot be es: another language or script"),
        ('[locale.en_AU]\nparent = "en_AU"\n', "l10n.toml:4: “parent” goes round in a circle: en_AU → en_AU"),
        ('[locale.en_AU]\nparent = "en_NZ"\n[locale.en_NZ]\nparent = "en_GB"\n[locale.en_GB]\nparent = "en_AU"\n',
         "l10n.toml:4: “parent” goes round in a circle: en_AU → en_NZ → en_GB → en_AU"),
        ('[locale.es]\nparent = "es_MX"\n', "l10n.toml:4: “parent” goes round in a circle: es → es_MX → es_419 → es"),
        ('parent = "en_GB"\n', "l10n.toml:3: unknown key “parent”"),
    ])
    def test_one_clear_line_for_one_that_cannot_be(self, tmp_path: Path, tables: str, message: str) -> None:
        with pytest.raises(ProjectError) as caught:
            self.load(tmp_path, tables)
        assert str(caught.value).startswith(message)
        assert "\n" not in str(caught.value)


class TestFlat:
    """Full catalogs go out, are worked on with gettext's own tools, and only what differs comes back."""

    @staticmethod
    def out(folder: Path) -> Path:
        flat.flatten(opened(folder), ["articles/news.md"], "es_MX", folder / "flat")
        return folder / "flat/es_MX/LC_MESSAGES/news.po"

    @staticmethod
    def back(folder: Path) -> pipeline.Outcome:
        return flat.unflatten(opened(folder), folder / "flat")

    def test_a_full_catalog_has_everything(self, spanish: Path) -> None:
        file = self.out(spanish)
        tool("msgfmt", "--check", "--output-file=/dev/null", file)
        found = {entry.source: entry for entry in catalog.parse(file.read_bytes(), "x").entries}
        assert list(found) == [entry.source for entry in read_template(spanish, "news")]
        own = read(spanish, "es_MX")
        for source, entry in found.items():
            assert entry.target == (own[source].target if source in own else SPANISH[source])

    @pytest.mark.parametrize("passes", [
        [], [["msgcat"]], [["msgcat", "--sort-output", "--no-location"]], [["msgattrib", "--no-wrap"]],
        [["msgattrib", "--translated"], ["msgcat", "--width=40"]], [["msgattrib", "--no-fuzzy"]]])
    def test_untouched_it_adds_nothing(self, spanish: Path, passes: list[list[str]]) -> None:
        file = self.out(spanish)
        for words in passes:
            tool(*words, "--output-file", file, file)
        before = path(spanish, "es_MX").read_bytes()
        assert self.back(spanish) == pipeline.Outcome()
        assert path(spanish, "es_MX").read_bytes() == before

    def test_nor_when_the_parents_moved_on_meanwhile(self, spanish: Path) -> None:
        self.out(spanish)
        write(spanish, "es", {"Sentence three is the *same* everywhere.": "Otra *tres*.",
                              "Sentence five is about a car.": "Otra cinco, sin vehículo."})
        go(spanish, "sync", "translate")
        before = path(spanish, "es_MX").read_bytes()
        assert self.back(spanish) == pipeline.Outcome()
        assert path(spanish, "es_MX").read_bytes() == before

    @pytest.mark.parametrize("passes", [
        [["msgcat"]], [["msgattrib", "--no-wrap"], ["msgcat", "--sort-output"]], [["msgcat", "--no-location"]]])
    def test_every_edit_returns_and_nothing_else(self, spanish: Path, passes: list[list[str]]) -> None:
        file = self.out(spanish)
        before = read(spanish, "es_MX")
        new = {"The computer in the harbour office": "La computadora de la capitanía",   # was proposed
               "Sentence two says 8,000 tonnes.": "La frase dos dice ocho mil toneladas.",   # was applied
               "Sentence four has a person's wording.": SPANISH["Sentence four has a person's wording."]}  # inherit

        def by(found: Catalog) -> Catalog:
            entries = {entry.source: entry for entry in found.entries}
            changed: dict[Key, Entry | None] = {
                entries[source].key: replace(entries[source], target=target, state=State.REVIEWED)
                for source, target in new.items()}
            five = entries["Sentence five is about a car."]
            changed[five.key] = replace(five, comments=("ask the desk", *five.comments))
            return catalog.put(found, changed)

        for words in passes[:1]:
            tool(*words, "--output-file", file, file)
        edit(file, by)
        for words in passes[1:]:
            tool(*words, "--output-file", file, file)
        done = self.back(spanish)
        assert (done.changed, done.findings) == (("locales/es_MX/LC_MESSAGES/news.po",), ())
        after = read(spanish, "es_MX")
        for source in list(new)[:2]:
            assert (after[source].target, after[source].state, after[source].remark) == \
                (new[source], State.REVIEWED, "")
        assert "Sentence four has a person's wording." not in after
        assert "ask the desk" in after["Sentence five is about a car."].comments
        touched = {*new, "Sentence five is about a car."}
        assert {key: entry for key, entry in after.items() if key not in touched} == \
            {key: entry for key, entry in before.items() if key not in touched}
        tool("msgfmt", "--check", "--output-file=/dev/null", path(spanish, "es_MX"))
        assert self.back(spanish).changed == ()
        assert go(spanish, "sync", "translate") == ()

    @pytest.mark.parametrize("seed", range(8))
    def test_flattened_again_it_says_what_the_editor_left(self, spanish: Path, seed: int) -> None:
        """Whatever is edited, approved, doubted or remarked on: all of it is there again, and nothing else moved."""
        chance = random.Random(seed)
        file = self.out(spanish)
        before = read(spanish, "es_MX")
        touched: set[str] = set()

        def by(found: Catalog) -> Catalog:
            changed: dict[Key, Entry | None] = {}
            for entry in chance.sample(list(found.entries), chance.randint(1, len(found.entries))):
                new = chance.choice([
                    replace(entry, target=f"Texto nuevo {chance.random()}", state=State.REVIEWED, remark=""),
                    replace(entry, target=f"Dudoso {chance.random()}", state=State.STALE, remark=""),
                    replace(entry, target=SPANISH[entry.source], state=State.REVIEWED, remark=""),
                    replace(entry, target=f"A medias {chance.random()}"),
                    replace(entry, state=State.REVIEWED, remark=""),
                    replace(entry, state=State.STALE, remark=""),
                    replace(entry, comments=(*entry.comments, f"note {chance.random()}"))])
                touched.add(entry.source)
                changed[entry.key] = new
            return catalog.put(found, changed)

        def said(data: bytes) -> dict[str, tuple[object, ...]]:
            return {entry.source: (entry.target, entry.state is State.REVIEWED, sorted(
                        one for one in catalog.with_parent(entry.comments) if not one.startswith("l10n: from")))
                    for entry in catalog.parse(data, "x").entries}

        edit(file, by)
        wanted = said(file.read_bytes())
        words = chance.choice([["msgcat"], ["msgcat", "--sort-output"], ["msgattrib", "--no-wrap"],
                               ["msgcat", "--no-location", "--width=50"]])
        tool(*words, "--output-file", file, file)
        assert self.back(spanish).findings == ()
        after = read(spanish, "es_MX")
        assert {key: entry for key, entry in after.items() if key not in touched} == \
            {key: replace(entry, line=after[key].line) for key, entry in before.items() if key not in touched}
        assert self.back(spanish).changed == ()
        assert said(self.out(spanish).read_bytes()) == wanted

    def test_approving_everything_is_an_edit_of_what_was_fuzzy_only(self, spanish: Path) -> None:
        file = self.out(spanish)
        before = read(spanish, "es_MX")
        tool("msgattrib", "--clear-fuzzy", "--output-file", file, file)
        self.back(spanish)
        after = read(spanish, "es_MX")
        assert set(after) == set(before)
        assert all(entry.state is State.REVIEWED for entry in after.values())
        assert {key for key in after if after[key].state is not before[key].state} == \
            {key for key in before if before[key].state is State.MACHINE}

    def test_a_rule_that_was_put_back_stays_put_back(self, spanish: Path) -> None:
        file = self.out(spanish)
        same = SPANISH["Sentence two says 8,000 tonnes."]
        edit(file, lambda found: catalog.put(found, {
            entry.key: replace(entry, target=same, state=State.REVIEWED)
            for entry in found.entries if entry.source == "Sentence two says 8,000 tonnes."}))
        self.back(spanish)
        go(spanish, "sync", "translate")
        assert read(spanish, "es_MX")["Sentence two says 8,000 tonnes."].target == same

    def test_two_edits_of_one_entry_are_both_kept_and_named(self, spanish: Path) -> None:
        file = self.out(spanish)
        key = "Sentence four has a person's wording."
        write(spanish, "es_MX", {key: "En el proyecto."})
        edit(file, lambda found: catalog.put(found, {entry.key: replace(entry, target="En el archivo.")
                                                     for entry in found.entries if entry.source == key}))
        before = path(spanish, "es_MX").read_bytes()
        finding, = self.back(spanish).findings
        assert (finding.code, finding.path, finding.line > 0) == ("P104", str(file), True)
        assert path(spanish, "es_MX").read_bytes() == before

    def test_without_its_own_lines_it_is_held_against_the_project(self, spanish: Path) -> None:
        file = self.out(spanish)
        text = re.sub(r"# l10n: from .*\n", "", file.read_text(encoding="utf-8"))
        file.write_text(text.replace("en todas partes.", "por todas partes."), encoding="utf-8")
        assert self.back(spanish).changed == ()     # es_MX has words of its own there
        file.write_text(text.replace("dondequiera.", "por doquier."), encoding="utf-8")
        assert self.back(spanish).changed == ("locales/es_MX/LC_MESSAGES/news.po",)

    def test_an_edit_of_a_text_that_changed_since_is_not_lost(self, spanish: Path) -> None:
        file = self.out(spanish)
        edit(file, lambda found: catalog.put(found, {entry.key: replace(entry, target="La cinco va sobre un carro.",
                                                                        state=State.REVIEWED)
                                                     for entry in found.entries if "five" in entry.source}))
        article = spanish / "articles/news.md"
        article.write_text(NEWS.replace("about a car", "about a fast car"), encoding="utf-8")
        go(spanish, "sync")
        self.back(spanish)
        five = read(spanish, "es_MX")["Sentence five is about a fast car."]
        assert (five.state, five.target) == (State.STALE, "La cinco va sobre un carro.")

    def test_what_cannot_be(self, spanish: Path) -> None:
        with pytest.raises(ProjectError, match="inherits from no other locale"):
            flat.flatten(opened(spanish), ["articles/news.md"], "es", spanish / "flat")
        with pytest.raises(ProjectError, match="holds the project's own catalogs"):
            flat.flatten(opened(spanish), ["articles/news.md"], "es_MX", spanish / "locales")
        (spanish / "empty").mkdir()
        with pytest.raises(ProjectError, match="no catalogs here"):
            flat.unflatten(opened(spanish), spanish / "empty")
        self.out(spanish).rename(spanish / "flat/es_MX/LC_MESSAGES/other.po")
        finding, = self.back(spanish).findings
        assert (finding.code, "no article “other”" in finding.message) == ("P103", True)


class TestAsking:
    def test_who_supplies_a_text(self, spanish: Path) -> None:
        found, = supply.show(opened(spanish), "person's  WORDING", ["es", "es_MX"])
        assert (found.path, found.segment.line) == ("articles/news.md", 9)
        assert [(one.locale, one.links, one.choice and one.choice.supplier) for one in found.supplies] == [
            ("es", (("es", State.REVIEWED),), "es"),
            ("es_MX", (("es_MX", State.REVIEWED), ("es", State.REVIEWED)), "es_MX")]
        same, = supply.show(opened(spanish), "articles/news.md:9", ["es"])
        assert same.segment == found.segment
        with pytest.raises(ProjectError, match="no text of an article holds"):
            supply.show(opened(spanish), "nowhere", [])

    def test_which_rule_changed_what(self, spanish: Path) -> None:
        found = {one.segment.text: one for one in supply.explain(opened(spanish), "articles/news.md", "es_MX")}
        two, = found["Sentence two says 8,000 tonnes."].changes
        assert (two.before, two.after, two.certain, two.taken) == ("8.000", "8,000", True, True)
        assert two.rule is not None
        assert two.rule.startswith("es.numbers")
        four = found["Sentence four has a person's wording."]
        assert four.changes == (Changed("frase", "oración", None),)

    @pytest.mark.parametrize(("target", "expected"), [
        ("Ms. Quill’s color “is said.”", [("Ms", "taken"), ("colour", "taken"), ("”.", "taken")]),
        ("Ms Quill’s color “is said”.", [("Ms", "not taken"), ("colour", "taken"), ("”.", "not taken")]),
        ("Ms. Quill’s hue “is said.”",
         [("Ms", "taken"), ("color", "by hand"), ("colour", "not taken"), ("”.", "taken")]),
        ("Ms Quill’s colour “is said”.", [("Ms", "not taken"), ("colour", "not taken"), ("”.", "not taken")]),
    ])
    def test_what_a_person_did_is_told_from_what_rules_did(self, target: str, expected: list[tuple[str, str]]) -> None:
        text = "Ms Quill’s colour “is said”."
        rules = variants.adapt(Fragment(text), "en_GB", "en_US").applied
        found = supply.changes(text, target, rules)
        assert sorted((one.before, "by hand" if one.rule is None else "taken" if one.taken else "not taken")
                      for one in found) == sorted(expected)

    def test_on_the_command_line(self, spanish: Path, monkeypatch: pytest.MonkeyPatch,
                                 capsys: pytest.CaptureFixture[str]) -> None:
        def l10n(*words: str) -> tuple[int, str]:
            monkeypatch.setattr("sys.argv", ["l10n", *words])
            code = run_command_line()
            shown = capsys.readouterr()
            return code, shown.out + shown.err

        at = str(spanish)
        code, shown = l10n("variants", "show", "-C", at, "news:9", "-l", "es_MX")
        assert code == 0
        assert "es_MX (reviewed) → es (reviewed)" in shown
        assert "La oración cuatro se dice así." in shown
        code, shown = l10n("variants", "explain", "-C", at, "locales/es_MX/LC_MESSAGES/news.po")
        assert (code, re.search(r"8\.000 → 8,000 +es\.numbers\S+ +certain", shown) is not None) == (0, True)
        assert re.search(r"frase → oración +by hand", shown)
        code, shown = l10n("variants", "explain", "-C", at, "news", "-l", "es")
        assert (code, shown.count("\n")) == (2, 1)
        code, shown = l10n("variants", "flatten", "-C", at, "es_MX", "--output", str(spanish / "flat"))
        assert (code, "changed 1 file" in shown) == (0, True)
        code, shown = l10n("variants", "unflatten", "-C", at, str(spanish / "flat"))
        assert (code, shown) == (0, "nothing changed\n")


def test_the_help_page_is_clicks_own() -> None:
    shown = CliRunner().invoke(command_line, ["--help"], prog_name="l10n").output
    assert Path(HELP).read_text(encoding="utf-8") == shown
