"""The main job on a project in a temporary folder, with the real starter model and the real GNU tools."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "articles" / "harbour-talks.txt"

CONFIG = """\
source-locale = "en_GB"
locales = [{locales}]
publish = "machine"
"""


def l10n(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    return subprocess.run([sys.executable, "-m", "l10n", words[0], "-C", str(folder), *words[1:]],
                          capture_output=True, text=True, check=False)


def make(folder: Path, *locales: str, article: str | None = None) -> Path:
    """A fresh project with our news article, or one of its own."""
    (folder / "articles").mkdir(parents=True)
    (folder / "l10n.toml").write_text(CONFIG.format(locales=", ".join(f'"{tag}"' for tag in locales)))
    text = ARTICLE.read_text(encoding="utf-8") if article is None else article
    (folder / "articles" / "news.txt").write_text(text, encoding="utf-8")
    return folder


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Content and modification time of every file that is not a cache."""
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(folder.rglob("*")) if path.is_file() and ".l10n" not in path.parts}


def texts(folder: Path) -> dict[str, str]:
    """Catalogs and templates by path."""
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*.po*")) if path.is_file()}


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project after its first run."""
    folder = make(tmp_path_factory.mktemp("project"), "es", "es_MX", "en_US", "en_XA")
    done = l10n(folder, "run")
    assert done.returncode in (0, 1), done.stderr
    return folder


@pytest.fixture
def project(translated: Path, tmp_path: Path) -> Path:
    """A copy of that project, times and all."""
    shutil.copytree(translated, tmp_path / "project", copy_function=shutil.copy2)
    return tmp_path / "project"


class TestFirstRun:
    def test_the_article_gives_twenty_segments_and_keeps_its_address(self, translated: Path) -> None:
        template = (translated / "locales/templates/news.pot").read_text(encoding="utf-8")
        assert template.count("\nmsgid ") == 20
        address = ARTICLE.read_text(encoding="utf-8").splitlines()[2:4]
        assert not any(line in template for line in address)
        edition = (translated / "editions/es/news.txt").read_text(encoding="utf-8").splitlines()
        assert edition[2:4] == address

    def test_the_marker_at_the_end_names_the_edition(self, translated: Path) -> None:
        def last(locale: str) -> str:
            return (translated / f"editions/{locale}/news.txt").read_text(encoding="utf-8").rstrip().splitlines()[-1]
        assert last("es") == "esespañol"
        assert last("es_MX") == "es_MXespañol"
        assert last("en_US") == "en_USEnglish"

    def test_every_catalog_passes_msgfmt_without_a_word(self, translated: Path) -> None:
        for path in translated.rglob("*.po"):
            done = subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", path], capture_output=True,
                                  text=True, check=False)
            assert (done.returncode, done.stderr) == (0, ""), path

    def test_machine_translation_is_never_approved(self, translated: Path) -> None:
        catalog = (translated / "locales/es/LC_MESSAGES/news.po").read_text(encoding="utf-8")
        blocks = [block for block in catalog.split("\n\n")[1:] if 'msgstr ""\n"' in block or 'msgstr "' in block]
        filled = [block for block in blocks if not block.rstrip().endswith('msgstr ""')]
        assert len(filled) >= 15
        assert all("#, fuzzy" in block and "# l10n: starter:en-es@" in block for block in filled)

    def test_a_variant_holds_only_what_differs(self, translated: Path) -> None:
        catalog = (translated / "locales/es_MX/LC_MESSAGES/news.po").read_text(encoding="utf-8")
        assert 'msgstr ""\n\n' not in catalog.partition("\n\n")[2]


class TestNoNoise:
    def test_a_second_run_writes_nothing(self, project: Path) -> None:
        before = snapshot(project)
        assert l10n(project, "run").returncode in (0, 1)
        assert snapshot(project) == before

    def test_nor_without_what_is_remembered(self, project: Path) -> None:
        shutil.rmtree(project / ".l10n")
        before = snapshot(project)
        assert l10n(project, "run").returncode in (0, 1)
        assert snapshot(project) == before

    def test_one_word_edited_touches_its_entry_and_the_creation_date(self, project: Path) -> None:
        approve_all(project)
        l10n(project, "run")
        before = texts(project)
        article = project / "articles/news.txt"
        lines = article.read_text(encoding="utf-8").splitlines(keepends=True)
        where = max(range(len(lines)), key=lambda index: len(lines[index]))
        words = lines[where].split(" ")
        words[3] = "altered"
        lines[where] = " ".join(words)
        article.write_text("".join(lines), encoding="utf-8")
        assert l10n(project, "run").returncode in (0, 1)
        after = texts(project)
        for path in before:
            old, new = blocks(before[path]), blocks(after[path])
            differing = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
            header = [pair for pair in differing if pair[0].startswith(('msgid ""\nmsgstr', "#, fuzzy\nmsgid \"\""))]
            assert len(differing) - len(header) <= 1, path
            retold = [pair for pair in differing if pair not in header
                      and len({one.partition("\nmsgstr")[2] for one in pair}) > 1]
            may_move = ('"POT-Creation-Date', *('"PO-Revision-Date' for _ in retold))
            for one, other in header:
                lines_ = set(one.splitlines()) ^ set(other.splitlines())
                assert all(line.startswith(may_move) for line in lines_), path
            assert not retold or "/en_US/" in path, "rules make the text of a variant anew, a person's stays"
        stale = after["locales/es/LC_MESSAGES/news.po"]
        assert stale.count("# l10n: stale") == 1
        assert stale.count("#| msgid") == 1


def blocks(catalog: str) -> list[str]:
    """The entries of a PO file."""
    return [block for block in catalog.split("\n\n") if block.strip()]


def approve_all(project: Path) -> None:
    """Clear every fuzzy flag as a PO editor would, with GNU's own tool."""
    for path in project.rglob("*.po"):
        subprocess.run(["msgattrib", "--clear-fuzzy", "--output-file", path, path], check=True)


class TestOtherTools:
    @pytest.mark.parametrize("tool", [["msgcat"], ["msgattrib"], ["msgcat", "--no-wrap"], ["msgcat", "--width=40"]])
    def test_rewritten_by_gnu_tools_nothing_is_lost(self, project: Path, tool: list[str]) -> None:
        before = status(project)
        for path in project.rglob("*.po"):
            subprocess.run([*tool, "--output-file", path, path], check=True)
        rewritten = snapshot(project)
        assert l10n(project, "run").returncode in (0, 1)
        assert snapshot(project) == rewritten
        assert status(project) == before

    def test_msgmerge_over_every_catalog_loses_nothing(self, project: Path) -> None:
        before = status(project)
        for path in (project / "locales/es").rglob("*.po"):
            subprocess.run(["msgmerge", "--quiet", "--update", "--backup=none", path,
                            project / "locales/templates/news.pot"], check=True)
        assert l10n(project, "run").returncode in (0, 1)
        assert status(project) == before


def status(project: Path) -> str:
    """The figures of ``l10n status``."""
    done = l10n(project, "status", "--json")
    assert done.returncode == 0, done.stderr
    return done.stdout


class TestKilled:
    def test_killed_at_random_moments(self, tmp_path: Path) -> None:
        self.kill(tmp_path, rounds=6)

    @pytest.mark.slow
    def test_killed_two_hundred_times(self, tmp_path: Path) -> None:
        self.kill(tmp_path, rounds=200)

    def kill(self, folder: Path, rounds: int) -> None:
        """SIGKILL a run, edit, run again: every catalog parses and no approved translation is ever lost."""
        project = make(folder / "project", "es", "es_MX", "en_XA")
        assert l10n(project, "run", "-l", "es_MX", "-l", "en_XA").returncode in (0, 1)
        began = time.monotonic()
        assert l10n(project, "sync").returncode in (0, 1)
        whole = time.monotonic() - began
        catalog = project / "locales/es/LC_MESSAGES/news.po"
        text = catalog.read_text(encoding="utf-8")
        head, _, rest = text.partition("\n\n")
        catalog.write_text(f"{head}\n\n" + rest.replace('msgstr ""', 'msgstr "hecho a mano"'), encoding="utf-8")
        approved = catalog.read_text(encoding="utf-8").count('msgstr "hecho a mano"')
        assert approved == 20
        chance = random.Random(7)
        article = project / "articles/news.txt"
        original = article.read_text(encoding="utf-8")
        for index in range(rounds):
            article.write_text(original.replace("harbour", f"harbour {index}"), encoding="utf-8")
            run = subprocess.Popen([sys.executable, "-m", "l10n", "run", "-C", str(project)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.random() * whole * 3)
            run.send_signal(signal.SIGKILL)
            run.wait()
            for path in project.rglob("*.po"):
                subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", path], check=True)
            assert catalog.read_text(encoding="utf-8").count("hecho a mano") >= approved
        assert l10n(project, "run").returncode in (0, 1)
        assert [path for path in project.rglob("*") if path.name.endswith("tmp")] == []
        assert catalog.read_text(encoding="utf-8").count("hecho a mano") >= approved


class TestBadInput:
    """One clear line with path and line, exit 2, nothing written."""

    def check(self, project: Path, *expected: str, command: str = "run") -> None:
        before = snapshot(project)
        done = l10n(project, command)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        for words in expected:
            assert words in done.stderr
        assert snapshot(project) == before

    def test_broken_toml(self, tmp_path: Path) -> None:
        project = make(tmp_path / "p", "es")
        (project / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["es"\npublish = "machine"\n')
        self.check(project, "l10n.toml:")

    def test_an_unknown_key(self, tmp_path: Path) -> None:
        project = make(tmp_path / "p", "es")
        with open(project / "l10n.toml", "a") as file:
            file.write('artcles = ["articles/*.txt"]\n')
        self.check(project, "l10n.toml:4", "articles")

    def test_a_locale_that_does_not_exist(self, tmp_path: Path) -> None:
        self.check(make(tmp_path / "p", "es_MY"), "l10n.toml:2", "es_MX")

    def test_a_path_outside_the_project(self, tmp_path: Path) -> None:
        project = make(tmp_path / "p", "es")
        with open(project / "l10n.toml", "a") as file:
            file.write('articles = ["../**/*.txt"]\n')
        self.check(project, "l10n.toml:4", "outside")

    def test_two_articles_of_one_name(self, tmp_path: Path) -> None:
        project = make(tmp_path / "p", "es")
        (project / "articles/news.md").write_text("# News\n")
        self.check(project, "articles/news.md", "articles/news.txt")

    def test_an_unknown_encoding(self, tmp_path: Path) -> None:
        project = make(tmp_path / "p", "es")
        (project / "articles/old.txt").write_bytes("One\n\ncaf\xe9\n".encode("latin-1"))
        self.check(project, "articles/old.txt:3", "WINDOWS-1252")

    def test_a_catalog_with_a_syntax_error(self, tmp_path: Path) -> None:
        project = make(tmp_path / "p", "es")
        l10n(project, "sync")
        catalog = project / "locales/es/LC_MESSAGES/news.po"
        catalog.write_text(catalog.read_text() + '\nmsgid "unfinished\nmsgstr ""\n')
        self.check(project, "locales/es/LC_MESSAGES/news.po:")

    def test_a_catalog_with_duplicate_entries(self, tmp_path: Path) -> None:
        project = make(tmp_path / "p", "es")
        l10n(project, "sync")
        catalog = project / "locales/es/LC_MESSAGES/news.po"
        catalog.write_text(catalog.read_text() + '\nmsgid "one"\nmsgstr ""\n\nmsgid "one"\nmsgstr ""\n')
        self.check(project, "locales/es/LC_MESSAGES/news.po:", "twice")

    def test_no_project_at_all(self, tmp_path: Path) -> None:
        self.check(tmp_path, "l10n init")

    @pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
    def test_an_unreadable_file(self, tmp_path: Path) -> None:
        project = make(tmp_path / "p", "es")
        (project / "articles/news.txt").chmod(0)
        self.check(project, "articles/news.txt", "permission denied")

    def test_a_folder_where_an_article_should_be(self, tmp_path: Path) -> None:
        project = make(tmp_path / "p", "es")
        (project / "articles/folder.txt").mkdir()
        done = l10n(project, "status")
        assert done.returncode == 0, done.stderr

    def test_a_broken_catalog_of_another_locale_stops_a_filtered_run_before_it_writes(self, tmp_path: Path) -> None:
        """Editions name and inherit from one another, so the build would meet it after the catalogs were written."""
        project = make(tmp_path / "p", "es", "en_XA")
        l10n(project, "sync", "-l", "es")
        catalog = project / "locales/es/LC_MESSAGES/news.po"
        catalog.write_text(catalog.read_text() + '\nmsgid "unfinished\nmsgstr ""\n')
        before = snapshot(project)
        done = l10n(project, "run", "-l", "en_XA")
        assert (done.returncode, "locales/es/LC_MESSAGES/news.po:" in done.stderr) == (2, True)
        assert snapshot(project) == before


def test_a_header_that_somebody_took_away_comes_back_whole(project: Path) -> None:
    """On the occasion of the first other change."""
    catalog = project / "locales" / "es" / "LC_MESSAGES" / "news.po"
    catalog.write_text(catalog.read_text().partition("\n\n")[2])
    article = project / "articles" / "news.txt"
    article.write_text(f"A new headline\n\n{article.read_text()}")
    l10n(project, "sync")
    assert '"Language: es\\n"' in catalog.read_text()
    assert '"Plural-Forms: nplurals=3; plural=' in catalog.read_text()
    subprocess.run(["msgfmt", "-o", os.devnull, str(catalog)], check=True)
