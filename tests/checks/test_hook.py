"""What the pages tell people to paste, run for real: the workflows' commands and the hook for pre-commit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
PO = "locales/es/LC_MESSAGES/boat.po"


PAGES = ("docs/checks.md", "README.md")


def snippets(page: str) -> list[Any]:
    """The YAML examples of a page."""
    found = re.findall(r"^```yaml\n(.*?)^```$", (ROOT / page).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [YAML(typ="safe").load(one) for one in found]


WORKFLOWS = [(page, name, job) for page in PAGES for one in snippets(page) for name, job in one.get("jobs", {}).items()]


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False,
                          env={**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", **environment})


def git(folder: Path, *words: str) -> str:
    done = run(folder, "git", "-c", "user.name=a", "-c", "user.email=a@b.example", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository whose one translation lost its “not”."""
    folder = tmp_path / "project"
    (folder / "articles").mkdir(parents=True)
    (folder / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["es"]\n', "utf-8")
    (folder / "articles/boat.md").write_text("She is not hungry.\n", "utf-8")
    assert run(folder, sys.executable, "-m", "l10n", "sync").returncode == 0
    text = (folder / PO).read_text("utf-8")
    (folder / PO).write_text(text.replace('hungry."\nmsgstr ""', 'hungry."\nmsgstr "Tiene hambre."'), "utf-8")
    (folder / ".gitignore").write_text(".l10n/\n", "utf-8")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "one")):
        git(folder, *words)
    return folder


def mend(folder: Path) -> None:
    text = (folder / PO).read_text("utf-8")
    (folder / PO).write_text(text.replace("Tiene", "No tiene"), "utf-8")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This package and all it needs, as an index would give them."""
    folder = tmp_path_factory.mktemp("wheels")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "-w", folder, "-c", ROOT / "constraints.txt", ROOT],
                   check=True)
    return folder


def test_there_is_a_workflow() -> None:
    assert "docs/checks.md" in {page for page, _, _ in WORKFLOWS}


@pytest.mark.slow
@pytest.mark.parametrize(("page", "name", "job"), WORKFLOWS)
def test_workflow(project: Path, wheels: Path, tmp_path: Path, page: str, name: str, job: Any) -> None:
    """Each command of the workflow in an environment of its own: an annotation and 1, after the mend 0."""
    steps = [step["run"] for step in job["steps"] if "run" in step]
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    settings = {"PATH": f"{tmp_path / 'venv/bin'}:{os.environ['PATH']}", "PIP_NO_INDEX": "1",
                "PIP_FIND_LINKS": str(wheels), "PIP_CONSTRAINT": ""}
    *first, last = steps
    for step in first:
        done = run(project, "bash", "-e", "-c", step, **settings)
        assert done.returncode == 0, done.stderr
    done = run(project, "bash", "-e", "-c", last, **settings)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith(f"::error file={PO},line=")
    mend(project)
    done = run(project, "bash", "-e", "-c", last, **settings)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_pre_commit(project: Path, tmp_path: Path) -> None:
    """pre-commit clones this repository, installs it and stops the commit; after the mend it lets it pass."""
    pytest.importorskip("pre_commit")
    source = tmp_path / "l10n"
    git(tmp_path, "clone", "-q", "--no-hardlinks", str(ROOT), str(source))
    config = next(one for one in snippets("docs/checks.md") if "repos" in one)
    repository, = config["repos"]
    repository |= {"repo": str(source), "rev": git(source, "rev-parse", "HEAD")}
    with (project / ".pre-commit-config.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(config, file)
    home = str(tmp_path / "home")
    done = run(project, sys.executable, "-m", "pre_commit", "install", PRE_COMMIT_HOME=home)
    assert done.returncode == 0, done.stderr
    git(project, "add", ".")

    def commit() -> subprocess.CompletedProcess[str]:
        return run(project, "git", "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qam", "two",
                   PRE_COMMIT_HOME=home)
    (project / PO).write_text((project / PO).read_text("utf-8") + "\n", "utf-8")
    done = commit()
    assert done.returncode == 1, done.stderr
    assert "error S103 [es]: “not” of the source is lost" in done.stdout + done.stderr
    mend(project)
    done = commit()
    assert done.returncode == 0, done.stdout + done.stderr
