"""The gate over a project on disk, through the command line."""

from __future__ import annotations

import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from l10n.checks import reports
from l10n.checks import run as rules
from l10n.cli import check as command
from l10n.cli.commands import l10n
from l10n.pipeline import looked

ARTICLE = "# The boat\n\nShe is not hungry, and 8,000 wait.\n\nThey called it “late”.\n"
GOOD = {"The boat": "El barco", "She is not hungry, and 8,000 wait.": "No tiene hambre, y 8.000 esperan.",
        "They called it “late”.": "Lo llamaron «tardío»."}


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(l10n, ["check", "-C", str(root), *words], standalone_mode=False)


def catalog_of(root: Path) -> Path:
    return root / "locales/es/LC_MESSAGES/boat.po"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of one article in Spanish, all of it reviewed and sound."""
    (tmp_path / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["es"]\n', "utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/boat.md").write_text(ARTICLE, "utf-8")
    CliRunner().invoke(l10n, ["sync", "-C", str(tmp_path)], standalone_mode=False)
    text = catalog_of(tmp_path).read_text("utf-8")
    for source, target in GOOD.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    catalog_of(tmp_path).write_text(text, "utf-8")
    return tmp_path


def spoil(root: Path, old: str, new: str, newline: str = "\n") -> None:
    text = catalog_of(root).read_text("utf-8")
    assert old in text
    catalog_of(root).write_bytes(text.replace(old, new).replace("\n", newline).encode())


def test_a_sound_project_passes(root: Path) -> None:
    done = run(root, "--min", "reviewed=100%")
    assert (done.return_value, done.output) == (0, "no findings\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_lost_not(root: Path, newline: str) -> None:
    """It fails, and every report says where: in the PO file and in the article."""
    spoil(root, "No tiene hambre", "Tiene hambre", newline)
    line = 1 + catalog_of(root).read_text("utf-8").split("\n").index('msgid "She is not hungry, and 8,000 wait."')
    said = run(root)
    assert said.return_value == 1
    assert f"locales/es/LC_MESSAGES/boat.po:{line}:15: error S103 [es]: “not” of the source is lost" in said.output
    assert '    msgid "She is not hungry, and 8,000 wait."\n                  ^^^\n' in said.output
    assert run(root, "--format", "github").output.startswith(
        f"::error file=locales/es/LC_MESSAGES/boat.po,line={line},endLine={line},col=15,endColumn=18,title=S103 es::")
    found = json.loads(run(root, "--format", "json").output)["findings"]
    assert [(one["code"], one["line"], one["column"], one["article"], one["article_line"]) for one in found] == [
        ("S103", line, 15, "articles/boat.md", 3)]
    [sarif] = json.loads(run(root, "--format", "sarif").output)["runs"]
    [result] = sarif["results"]
    assert sarif["columnKind"] == "unicodeCodePoints"
    assert sarif["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "S103"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (line, 15, 18)
    assert result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "articles/boat.md"
    suites = ET.fromstring(run(root, "--format", "junit").output)
    assert suites.get("failures") == "1"
    assert suites.find("testsuite/testcase/failure").get("type") == "S103"  # type: ignore[union-attr]
    page = run(root, "--format", "html").output
    HTMLParser().feed(page)
    assert "She is <mark>not</mark> hungry" in page
    assert "http" not in page


def test_fail_on_ignore_and_minimum_come_from_the_configuration(root: Path) -> None:
    spoil(root, "No tiene hambre", "Tiene hambre")
    config = root / "l10n.toml"
    plain = config.read_text("utf-8")
    for more, code in (('[check]\nignore = ["S103"]\n', 0), ('[check]\nfail-on = "never"\n', 0),
                       ('[locale.es.check]\nignore = ["S103"]\n', 0), ('[check]\nfail-on = "error"\n', 1)):
        config.write_text(plain + more, "utf-8")
        assert run(root).return_value == code
        assert ET.fromstring(run(root, "--format", "junit").output).get("failures") == str(code)
    spoil(root, 'msgstr "El barco"', 'msgstr ""')
    config.write_text(plain + '[check]\nignore = ["S103"]\n[locale.es.check.min]\nreviewed = "95%"\n', "utf-8")
    assert "error G101 [es]: 84 % of 13 words reviewed, 95 % are asked for" in run(root).output


def test_stale_template_and_catalog(root: Path) -> None:
    (root / "articles/boat.md").write_text(ARTICLE + "\nNew.\n", "utf-8")
    said = run(root).output
    assert "locales/templates/boat.pot: error G102" in said
    assert "locales/es/LC_MESSAGES/boat.po: error G103 [es]" in said


def test_catalogs_that_nothing_has_a_use_for(two: Path) -> None:
    """In the words of ``run``, where all articles are checked; not those that the next run takes along."""
    former = two / "locales/fr/LC_MESSAGES/boat.po"
    former.parent.mkdir(parents=True)
    former.write_bytes(catalog_of(two).read_bytes())
    (two / "articles/pier.md").rename(two / "articles/quay.md")
    assert {one.split(":")[0] for one in run(two).output.split("\n") if " P10" in one} == {"locales/fr"}
    assert " P10" not in run(two, "quay").output
    (two / "articles/quay.md").unlink()
    said = run(two)
    told = [one for one in said.output.split("\n") if " P10" in one]
    assert said.return_value == 1
    assert told == ["locales/es/LC_MESSAGES/pier.po: warning P101 [es]: its article is gone; the translations are "
                    "kept, move or delete the file",
                    "locales/fr: warning P105: fr is none of “locales”, so that nothing reads its 1 catalog; the "
                    "translations are kept, move or delete the folder"]
    done = CliRunner().invoke(l10n, ["run", "-C", str(two)], standalone_mode=False)
    assert [one for one in done.stderr.split("\n") if " P10" in one] == told
    with (two / "l10n.toml").open("a") as file:
        file.write('[check]\nignore = ["P101", "P105"]\n')
    assert run(two).return_value == 0


def test_left_catalogs_without_translations_are_told_as_such(two: Path) -> None:
    """There is no work of anybody in them that would be kept."""
    former = two / "locales/fr/LC_MESSAGES/boat.po"
    former.parent.mkdir(parents=True)
    (two / "articles/pier.md").unlink()
    for file in (former, two / "locales/es/LC_MESSAGES/pier.po"):
        file.write_text('msgid ""\nmsgstr "Language: es\\n"\n\nmsgid "One"\nmsgstr ""\n', "utf-8")
    told = [one for one in run(two).output.split("\n") if " P10" in one]
    assert told == ["locales/es/LC_MESSAGES/pier.po: warning P101 [es]: its article is gone; it holds no translations, "
                    "delete the file",
                    "locales/fr: warning P105: fr is none of “locales”, so that nothing reads its 1 catalog; it holds "
                    "no translations, delete the folder"]
    former.write_text(former.read_text("utf-8") + '\n#~ msgid "Two"\n#~ msgstr "Deux"\n', "utf-8")
    (two / "locales/es/LC_MESSAGES/pier.po").write_text("<<<<<<< HEAD\n", "utf-8")
    assert run(two).output.count("the translations are kept") == 2


@pytest.mark.parametrize("path", ["locales/templates/pier.pot", "locales/es/LC_MESSAGES/pier.po"])
@pytest.mark.parametrize("text", ["<<<<<<< HEAD\n", None])
def test_a_catalog_or_template_that_cannot_be_read_hides_nothing(two: Path, path: str, text: str | None) -> None:
    (two / path).unlink()
    if text is None:
        (two / path).mkdir()
    else:
        (two / path).write_text(text)
    spoil(two, "8.000", "8.001")
    done = run(two)
    assert done.return_value == 1
    assert f"{path}: error C101" in done.output or f"{path}:1: error C101" in done.output
    assert "boat.po" in done.output


def test_stale_editions(root: Path) -> None:
    assert "editions/es/boat.md: error G104 [es]" in run(root, "--editions").output
    CliRunner().invoke(l10n, ["build", "-C", str(root)], standalone_mode=False)
    assert run(root, "--editions").return_value == 0


def test_a_broken_catalog_is_a_finding(root: Path) -> None:
    spoil(root, 'msgstr "El barco"', "msgstr El barco")
    done = run(root)
    assert done.return_value == 1
    assert "boat.po:" in done.output
    assert "error C101 [es]" in done.output


def test_baseline(root: Path) -> None:
    spoil(root, "No tiene hambre", "Tiene hambre")
    accepted = root / "accepted.json"
    assert run(root, "--baseline", str(accepted)).return_value == 0
    assert run(root, "--baseline", str(accepted)).return_value == 0
    spoil(root, "8.000", "9.000")
    said = run(root, "--baseline", str(accepted))
    assert said.return_value == 1
    assert "N101" in said.output
    assert "S103" not in said.output
    accepted.write_text("[]", "utf-8")
    assert "is no baseline" in str(run(root, "--baseline", str(accepted)).exception)


def test_files_of_the_command_line_are_where_one_stands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The baseline as the report, whatever -C says: one that is not found would be written anew and accept all."""
    spoil(root, "No tiene hambre", "Tiene hambre")
    (root / "ci").mkdir()
    monkeypatch.chdir(root / "ci")
    said = run(root, "--baseline", "accepted.json", "--format", "json", "--output", "report.json")
    assert "wrote accepted.json: 1 finding accepted" in said.output
    assert {path.name for path in (root / "ci").iterdir()} == {"accepted.json", "report.json"}
    assert not (root / "accepted.json").exists()


def test_ci_servers_get_paths_from_the_top_of_the_repository(
        root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """GitHub puts annotations and SARIF beside lines of a file that it knows by that path."""
    spoil(root, "No tiene hambre", "Tiene hambre")
    top = tmp_path_factory.mktemp("top")
    (top / ".git").write_text("gitdir: elsewhere", "utf-8")
    site = root.rename(top / "web site")
    path = "web site/locales/es/LC_MESSAGES/boat.po"
    assert run(site, "--format", "github").output.startswith(f"::error file={path},line=")
    [result] = json.loads(run(site, "--format", "sarif").output)["runs"][0]["results"]
    places = [one["physicalLocation"]["artifactLocation"]["uri"]
              for one in (*result["locations"], *result["relatedLocations"])]
    assert places == [path.replace(" ", "%20"), "web%20site/articles/boat.md"]


def test_fix(root: Path) -> None:
    """Marks and number formats are set right, nothing else; the second time there is nothing to do."""
    spoil(root, "«tardío»", "„tardío“")
    spoil(root, "8.000", "8,000")
    said = run(root, "--fix")
    assert said.return_value == 0, said.output
    assert "N105" in said.output
    assert "2 repaired in 1 file" in said.output
    text = catalog_of(root).read_text("utf-8")
    assert "8.000 esperan" in text
    assert "“tardío”" in text
    again = run(root, "--fix")
    assert "0 repaired in 0 files" in again.output
    assert catalog_of(root).read_text("utf-8") == text


def test_changed_since(root: Path) -> None:
    """Only entries that a branch touched: an old fault elsewhere in the same file does not count."""
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *words], cwd=root, check=True,
                       capture_output=True)
    spoil(root, "8.000", "9.000")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "one")):
        git(*words)
    assert run(root, "--changed-since", "HEAD").return_value == 0
    spoil(root, "«tardío»", "«tardío")
    said = run(root, "--changed-since", "HEAD")
    assert "T102" in said.output
    assert "N101" not in said.output
    assert "no commit" in str(run(root, "--changed-since", "nowhere").exception)


def test_explain() -> None:
    said = CliRunner().invoke(l10n, ["check", "--explain", "n103"], standalone_mode=False).output
    assert said.startswith("N103 magnitude-changed (error)\n")
    assert "ignore[N103]" in said


def test_the_command_offers_every_report() -> None:
    assert tuple(reports.FORMATS) == command.FORMATS


def test_a_habit_is_told_once_and_repaired_everywhere(tmp_path: Path) -> None:
    """Ordinary spaces before French marks: one finding for the catalog, and --fix mends every one."""
    (tmp_path / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["fr"]\n', "utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/boat.md").write_text("Late again!\n\nIs it late?\n", "utf-8")
    CliRunner().invoke(l10n, ["sync", "-C", str(tmp_path)], standalone_mode=False)
    path = tmp_path / "locales/fr/LC_MESSAGES/boat.po"
    text = path.read_text("utf-8")
    for source, target in (("Late again!", "Encore en retard !"), ("Is it late?", "Est-il en retard ?")):
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    path.write_text(text, "utf-8")
    assert run(tmp_path).output.count("T105") == 1
    assert "2 repaired in 1 file" in run(tmp_path, "--fix").output
    assert "retard\u00a0!" in path.read_text("utf-8")
    assert "retard\u00a0?" in path.read_text("utf-8")
    assert "T105" not in run(tmp_path).output


def test_a_repair_that_would_do_harm_is_not_made(root: Path) -> None:
    """One quotation in other marks than the locale's, which the rest of the article has not either: mended, it would be
    the odd one out."""
    article = ARTICLE + "".join(f"\nNumber {name} said “no”.\n" for name in "ABCD")
    (root / "articles/boat.md").write_text(article, "utf-8")
    CliRunner().invoke(l10n, ["sync", "-C", str(root)], standalone_mode=False)
    for name in "ABCD":
        spoil(root, f'msgid "Number {name} said “no”."\nmsgstr ""',
              f'msgid "Number {name} said “no”."\nmsgstr "El número {name} dijo «no»."')
    spoil(root, "«tardío»", "„tardío“")
    before = json.loads(run(root, "--format", "json").output)["findings"]
    assert "0 repaired" in run(root, "--fix").output
    assert json.loads(run(root, "--format", "json").output)["findings"] == before


@pytest.fixture
def two(root: Path) -> Path:
    """The same project with a second article, one sentence of which is translated in another way."""
    (root / "articles/pier.md").write_text("# The pier\n\nShe is not hungry, and 8,000 wait.\n", "utf-8")
    CliRunner().invoke(l10n, ["sync", "-C", str(root)], standalone_mode=False)
    pier = root / "locales/es/LC_MESSAGES/pier.po"
    text = pier.read_text("utf-8").replace('"She is not hungry, and 8,000 wait."\nmsgstr ""',
                                           '"She is not hungry, and 8,000 wait."\nmsgstr "No come, y 8.000 esperan."')
    pier.write_text(text.replace('"The pier"\nmsgstr ""', '"The pier"\nmsgstr "El muelle"'), "utf-8")
    return root


def test_two_translations_are_silenced_and_narrowed(two: Path) -> None:
    path = two / "locales/es/LC_MESSAGES/pier.po"
    said = run(two).output
    assert "info A101 [es]: locales/es/LC_MESSAGES/boat.po says “No tiene hambre, y 8.000 esperan.”" in said
    for words in (("init", "-q"), ("add", "."), ("-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm",
                                                  "one")):
        subprocess.run(["git", *words], cwd=two, check=True, capture_output=True)
    text = path.read_text("utf-8")
    path.write_text(text.replace("El muelle", "El embarcadero"), "utf-8")
    assert run(two, "--changed-since", "HEAD").output == "no findings\n"
    path.write_text(text.replace('msgid "She', '# l10n: ignore[A101] another voice\nmsgid "She'), "utf-8")
    assert run(two).output == "no findings (1 silenced)\n"


def test_an_ignore_that_silences_nothing_across_an_article(two: Path) -> None:
    for path in ("boat", "pier"):
        file = two / f"locales/es/LC_MESSAGES/{path}.po"
        file.write_text(file.read_text("utf-8").replace(
            'msgctxt', '# l10n: ignore[A101, A102, G101] because\nmsgctxt'), "utf-8")
    said = run(two).output
    for code in ("A101", "A102", "G101"):
        assert said.count(f"warning G105 [es]: “ignore[{code}]” silences nothing; take it out") == 2
    assert "“ignore[A101]”" not in run(two, "boat").output      # the other articles are not there to tell


def test_machine_text_is_looked_at_where_it_is_published(root: Path) -> None:
    """By rules over an article too; and not where its score keeps it from readers."""
    spoil(root, '\nmsgid "She', '\n# l10n: starter:en-es@0.3 0.60\n#, fuzzy\nmsgid "She')
    spoil(root, "No tiene hambre", "Tiene hambre")
    config = root / "l10n.toml"
    plain = config.read_text("utf-8")
    for more, code in (('publish = "machine"\n', 1), ('publish = "machine"\npublish-above = 0.5\n', 1),
                       ('publish = "machine"\npublish-above = 0.7\n', 0), ('publish = "reviewed"\n', 0)):
        config.write_text(plain + more, "utf-8")
        assert run(root).return_value == code, more


def test_thresholds_in_words_and_in_segments(root: Path) -> None:
    spoil(root, 'msgstr "El barco"', 'msgstr ""')
    assert "84 % of 13 words reviewed, 90 % are asked for (2 of 3 segments)" in run(
        root, "--min", "reviewed=90%").output
    assert "66 % of 3 segments translated, 90 % are asked for (11 of 13 words)" in run(
        root, "--min", "translated-segments=90%").output
    (root / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["es"]\n'
                                    '[check.min]\nreviewed-segments = "70%"\n', "utf-8")
    assert run(root).return_value == 1


def test_an_article_that_cannot_be_read_hides_no_finding(two: Path) -> None:
    (two / "articles/pier.md").write_bytes(b"\xff\xfe\x00")
    spoil(two, "No tiene hambre", "Tiene hambre")
    done = run(two)
    assert "S103" in done.output
    assert str(done.exception).startswith("articles/pier.md")


def test_a_baseline_survives_entries_that_move(two: Path) -> None:
    """Findings that name another entry too."""
    spoil(two, "Lo llamaron «tardío».", "No tiene hambre, y 8.000 esperan.")
    accepted = str(two / "accepted.json")
    assert run(two, "--baseline", accepted).return_value == 0
    spoil(two, '\nmsgctxt', '\n# a comment\n# and another\nmsgctxt')
    done = run(two, "--baseline", accepted)
    assert (done.return_value, done.output.startswith("no findings (")) == (0, True)


def test_processes_share_a_large_catalog(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same is found in the same order, whoever looks; what the glossary asks for too, and what is silenced."""
    lines = [f"Number {count} is not late, says the harbour." for count in range(11, 41)]
    (root / "articles/boat.md").write_text("\n\n".join(lines) + "\n", "utf-8")
    catalog_of(root).unlink()
    (root / "glossary").mkdir()
    (root / "glossary/es.csv").write_text("source,target\nharbour,puerto\n", "utf-8")
    CliRunner().invoke(l10n, ["sync", "-C", str(root)], standalone_mode=False)
    text = catalog_of(root).read_text("utf-8")
    for count, line in enumerate(lines, 11):
        good = f"El número {count} no llega tarde, dice el puerto."
        spoilt = {0: good, 1: good.replace("no ", ""), 2: good.replace("puerto", "muelle"),
                  3: good.replace(str(count), "99")}[count % 4]
        text = text.replace(f'msgid "{line}"\nmsgstr ""', f'msgid "{line}"\nmsgstr "{spoilt}"')
    term = "#. term: harbour → puerto\n#: articles/boat.md:1\n"
    assert term in text
    text = text.replace(term, f"# l10n: ignore[N101] the desk knows\n{term}")
    catalog_of(root).write_text(text, "utf-8")
    monkeypatch.setattr(looked, "_WORTH_SHARING", 5)
    monkeypatch.setattr(looked, "_SHARE", 4)
    def shared(jobs: str) -> Result:
        shutil.rmtree(root / ".l10n", ignore_errors=True)
        return run(root, "-j", jobs, "--format", "json")

    alone, both = (shared(jobs) for jobs in "12")
    assert (alone.return_value, alone.output) == (both.return_value, both.output)
    codes = [one["code"] for one in json.loads(alone.output)["findings"]]
    assert {code: codes.count(code) for code in ("S103", "S111", "N101")} == {"S103": 7, "S111": 7, "N101": 7}

    def broken(*_: object) -> None:
        raise KeyError("a rule")

    monkeypatch.setattr(rules, "pairs", broken)
    assert [repr(shared(jobs).exception) for jobs in "12"] == ["KeyError('a rule')"] * 2


LINKED = "See the [timetable] and the [charter][] before [sic] you go.\n\n[timetable]: /times\n[charter]: /rights\n"


@pytest.mark.parametrize(("target", "found"), [
    ("Lea la [carta] y el [horario][] antes [sic] de ir.", True),
    ("Lea la [carta][charter] y el [horario][timetable] antes [sic] de ir.", False),
    ("Vea el [horario][timetable] y la [carta][] antes [sic] de ir.", False),
    ("Vea el [timetable] y la [carta] antes [sic] de ir.", False),
    ("See the [time-table] and the [charters][] before [sic] you go.", False),
])
def test_links_told_by_their_order(tmp_path: Path, target: str, found: bool) -> None:
    """Two links without a label would swap unseen; brackets that are no link in the article are none here."""
    (tmp_path / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["es"]\n', "utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/boat.md").write_text(LINKED, "utf-8")
    CliRunner().invoke(l10n, ["sync", "-C", str(tmp_path)], standalone_mode=False)
    spoil(tmp_path, 'before [sic] you go."\nmsgstr ""', f'before [sic] you go."\nmsgstr "{target}"')
    done = run(tmp_path)
    said = [line for line in done.output.splitlines() if " M110 " in line]
    assert [("“carta” to [timetable], “horario” to [charter]" in line) for line in said] == [True] * found
    if found:
        spoil(tmp_path, '\nmsgid "See', '\n# l10n: ignore[M110] their order is kept\nmsgid "See')
        assert (run(tmp_path).return_value, run(tmp_path).output) == (0, "no findings (1 silenced)\n")
        spoil(tmp_path, "[carta] y el", "[carta][charter] y el")
        assert "“ignore[M110]” silences nothing" in run(tmp_path).output


def test_a_flag_that_is_misspelt_approves_nothing_unseen(root: Path) -> None:
    for flag, told in (("fuzy", True), ("Fuzzy", True), ("fuzzy", False), ("no-wrap", False), ("python-format", False)):
        before = catalog_of(root).read_text("utf-8")
        spoil(root, 'msgctxt "headline"', f'#, {flag}\nmsgctxt "headline"')
        assert ("C105" in run(root, "--format", "json").output) == told, flag
        catalog_of(root).write_text(before, "utf-8")


def test_an_output_of_a_hyphen_is_standard_output(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert run(root, "--format", "json", "--output", "-").output == run(root, "--format", "json").output
    assert not (root / "-").exists()


def test_files_that_a_format_of_the_articles_would_read_are_told(root: Path) -> None:
    """MDX is Markdown, so that it is meant where Markdown is."""
    for name in ("a.mdx", "a.mkd", "a.css"):
        (root / "articles" / name).write_text("Words\n", "utf-8")
    said = run(root)
    assert ["a.mdx" in said.stderr, "a.mkd" in said.stderr, "a.css" in said.stderr] == [True, True, False]
