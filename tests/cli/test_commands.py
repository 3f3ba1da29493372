"""The command line as a person or a script meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from l10n.cli import HELP, main, show
from l10n.cli.commands import l10n
from l10n.edition import Tally
from l10n.model import Finding, Severity, State

CONFIG = 'source-locale = "en_GB"\nlocales = ["en_US", "en_XA", "fr"]\npublish = "machine"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "articles/news").mkdir(parents=True)
    (tmp_path / "l10n.toml").write_text(CONFIG)
    for name in ("one", "two"):
        (tmp_path / f"articles/news/{name}.md").write_text(f"# Number {name}\n\nThe colour of {name} boat.\n")
    return tmp_path


def call(*words: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The real thing, in a process of its own."""
    return subprocess.run([sys.executable, "-m", "l10n", *map(str, words)], capture_output=True, text=True,
                          check=False, env=env)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file() and ".l10n" not in path.parts}


def test_the_kept_help_page_is_clicks_own() -> None:
    assert CliRunner().invoke(l10n, ["--help"], prog_name="l10n", terminal_width=80).output == \
        Path(HELP).read_text(encoding="utf-8")
    assert call("--help").stdout == call().stdout == Path(HELP).read_text(encoding="utf-8")


def test_ctrl_c_while_the_modules_load_is_one_line(monkeypatch: pytest.MonkeyPatch,
                                                   capsys: pytest.CaptureFixture[str]) -> None:
    class Loading(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "argv", ["l10n", "status"])
    monkeypatch.setitem(sys.modules, "l10n.cli.commands", Loading("l10n.cli.commands"))
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert capsys.readouterr().err == "l10n: error: interrupted\n"


def test_every_command_explains_itself() -> None:
    for name, command in l10n.commands.items():
        assert command.get_short_help_str(), name
        done = CliRunner().invoke(l10n, [name, "--help"])
        assert done.exit_code == 0
        assert done.output.startswith(f"Usage: l10n {name}")


def test_a_dry_run_names_the_files_and_writes_none(project: Path) -> None:
    before = files(project)
    done = call("sync", "-n", "-C", project)
    assert "locales/templates/news/one.pot" in done.stdout
    assert "would change 8 files" in done.stdout
    assert files(project) == before


def test_filters_touch_what_they_name(project: Path) -> None:
    assert call("sync", "-C", project, "news/two", "-l", "fr").returncode == 0
    made = {path for path in files(project) if path.endswith((".po", ".pot"))}
    assert made == {"locales/fr/LC_MESSAGES/news/two.po", "locales/templates/news/two.pot"}
    assert call("sync", "-C", project, "articles/news/o*.md", "-l", "en-XA").returncode == 0
    assert (project / "locales/en_XA/LC_MESSAGES/news/one.po").exists()


def test_articles_are_named_as_files_from_where_one_stands(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a shell completes them: below the project, above it, or in full."""
    place = "articles/news/two.md"
    for folder, word in ((project / "articles/news", "two.md"), (project.parent, f"{project.name}/{place}"),
                         (project.parent, str(project / place))):
        monkeypatch.chdir(folder)
        assert call("sync", "-C", project, "-l", "fr", word).returncode == 0, word
        made = {path for path in files(project) if path.endswith((".po", ".pot"))}
        assert made == {"locales/fr/LC_MESSAGES/news/two.po", "locales/templates/news/two.pot"}, word
    assert "no article “one.txt”" in call("sync", "-C", project, "one.txt").stderr


@pytest.mark.parametrize(("words", "expected"), [
    (["run", "news/tow"], "no article “news/tow”; did you mean “news/two”?"),
    (["run", "-l", "es"], "“es” is not one of this project's locales (en_US, en_XA, fr)"),
    (["run", "-l", "xx_YY"], "xx_YY"),
    (["rum"], "rum"),
    (["run", "--nope"], "--nope"),
    (["models", "remove", "en-xx"], "en-xx"),
    (["models", "add", "nowhere.argosmodel"], "nowhere.argosmodel: cannot be read: no such file or directory"),
])
def test_what_cannot_be_done_is_one_message_and_exit_2(project: Path, words: list[str], expected: str) -> None:
    place = ["-C", str(project)] if words[0] == "run" else []
    done = call(*words, *place)
    assert done.returncode == 2
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_jobs_give_the_same_files(project: Path, tmp_path: Path) -> None:
    for index in range(20):
        (project / f"articles/news/n{index}.md").write_text(f"# Boat {index}\n\nThe grey boat, {index}.\n")
    assert call("run", "-C", project).returncode == 0
    one = {path: data for path, data in files(project).items() if path.startswith("editions")}
    for path in list(files(project)):
        if path.startswith(("editions", "locales")):
            (project / path).unlink()
    assert call("run", "-C", project, "-j", "2").returncode == 0
    assert {path: data for path, data in files(project).items() if path.startswith("editions")} == one


def test_the_parts_of_run_give_what_run_gives(project: Path) -> None:
    for command in ("extract", "update", "translate", "build"):
        assert call(command, "-C", project).returncode == 0
    before = files(project)
    assert call("run", "-C", project).returncode == 0
    assert files(project) == before


def test_proposals_made_again_by_the_same_engine_are_the_same(project: Path) -> None:
    call("run", "-C", project)
    before = files(project)
    done = call("translate", "--again", "-C", project)
    assert done.returncode == 0
    assert done.stdout.endswith("nothing changed\n")
    assert files(project) == before


def test_status_in_figures(project: Path) -> None:
    call("run", "-C", project)
    data = json.loads(call("status", "--json", "-C", project, "news/one").stdout)
    assert list(data["articles"]) == ["news/one"]
    assert data["articles"]["news/one"]["fr"]["segments"]["untranslated"] == 2
    assert data["articles"]["news/one"]["en_XA"]["segments"]["machine"] == 2
    assert data["articles"]["news/one"]["fr"]["words"]["untranslated"] == 7
    table = call("status", "-C", project).stdout
    assert "news/one" in table
    assert "\x1b[" not in table  # no colours where no terminal reads


def test_the_least_sure_proposals_come_first(project: Path) -> None:
    catalog = project / "locales/fr/LC_MESSAGES/news/one.po"
    call("run", "-C", project)
    scores = iter(("0.91", "0.12"))
    head, *entries = catalog.read_text(encoding="utf-8").split("\n\n")
    catalog.write_text("\n\n".join([head, *(
        f"# l10n: argos:en-fr@1 {next(scores)} · numbers: 8 missing\n#, fuzzy\n"
        + entry.replace('msgstr ""', 'msgstr "x"') for entry in entries)]), encoding="utf-8")
    lines = call("status", "--worst", "-C", project, "-l", "fr").stdout.splitlines()
    assert [line.split()[1] for line in lines] == ["0.12", "0.91"]
    for line in lines:
        path, number = line.split(": ")[0].split(":")
        assert (project / path).read_text(encoding="utf-8").splitlines()[int(number) - 1].startswith("msgid")
        assert line.endswith("(numbers: 8 missing)")
    data = json.loads(call("status", "--worst", "--json", "-C", project).stdout)
    assert [(one["locale"], one["score"]) for one in data] == [("fr", 0.12), ("fr", 0.91)]
    status = json.loads(call("status", "--json", "-C", project, "news/one").stdout)["articles"]["news/one"]["fr"]
    assert status["confidence"] == [0, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    assert "⎢ █       █⎥" in call("status", "-C", project, "-l", "fr").stdout


def test_a_locale_without_a_model_is_no_error_and_names_the_command(project: Path, tmp_path: Path) -> None:
    done = call("run", "-C", project)
    assert done.returncode == 0
    assert "fr: no model translates to it" in done.stdout
    assert "l10n models install en fr" in done.stdout


def test_the_starter_is_listed() -> None:
    assert "starter:en-es@" in call("models", "list").stdout


def test_init_starts_a_project_that_runs(tmp_path: Path) -> None:
    assert call("init", tmp_path, "--source-locale", "en_GB", "-l", "fr").returncode == 0
    (tmp_path / "articles/a.txt").write_text("Headline\n\nOne sentence.\n")
    assert call("run", "-C", tmp_path).returncode == 0
    assert call("init", tmp_path).returncode == 2


def test_bars_are_as_wide_as_they_say_and_show_every_state() -> None:
    for counts in ({State.REVIEWED: 1}, {State.REVIEWED: 999, State.STALE: 1, State.MACHINE: 1},
                   dict.fromkeys(State, 1), {State.UNTRANSLATED: 7, State.MACHINE: 13}):
        plain = show.click.unstyle(show.bar(counts))
        assert len(plain) == 20
        assert len(set(plain)) >= min(len(counts), 4)


def test_percentages_never_claim_more_than_is_there() -> None:
    row = ("es", "", Tally({State.REVIEWED: 999, State.STALE: 1}, {}))
    text = show.click.unstyle(show.status([row]))
    assert "99 %" in text
    assert "1 %" in text
    assert "100 %" not in text


def test_findings_read_like_a_compilers() -> None:
    found = Finding("locales/es/LC_MESSAGES/a.po", 7, 3, "E101", "breaks", Severity.WARNING, "es")
    assert show.click.unstyle(show.finding(found)) == "locales/es/LC_MESSAGES/a.po:7:3: warning E101 [es]: breaks"


def test_init_leaves_a_project_that_is_there_alone(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.l10n]\nsource-locale = "en"\nlocales = ["es"]\n')
    before = files(tmp_path)
    done = call("init", tmp_path)
    assert (done.returncode, "pyproject.toml: configures a project here already" in done.stderr) == (2, True)
    assert files(tmp_path) == before


@pytest.mark.parametrize("command", ["run", "status", "check", "build"])
def test_a_project_without_articles_is_told(tmp_path: Path, command: str) -> None:
    (tmp_path / "l10n.toml").write_text(CONFIG)
    done = call(command, "-C", tmp_path)
    assert done.returncode == 0
    assert done.stderr.startswith("l10n: no articles: no file matches articles/**/*.txt")


def test_a_file_that_nearly_is_an_article_is_named(project: Path) -> None:
    for name in ("THREE.MD", "four.markdown", "five.htm", "six.png"):
        (project / "articles" / name).write_bytes(b"Six boats.\n")
    said = [line.split(": ")[1] for line in call("status", "-C", project).stderr.splitlines()]
    assert said == ["articles/THREE.MD", "articles/five.htm", "articles/four.markdown"]
    (project / "l10n.toml").write_text(CONFIG + 'exclude = ["articles/*.MD", "articles/f*"]\n')
    assert call("status", "-C", project).stderr == ""
