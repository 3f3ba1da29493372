"""What a branch touched is told the same whatever a user, or the repository, asks git to show of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from l10n.errors import ProjectError
from l10n.pipeline.since import changed_lines

CATALOG = "locales/es/LC_MESSAGES/the boat.po"
TEXT = 'msgid "One"\nmsgstr "Uno"\n\nmsgid "Two"\nmsgstr "Dos"\n'


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *words], cwd=root, check=True,
                   capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in a folder of a repository; the last line of its catalog differs from the commit."""
    root = tmp_path / "repository/sítio web"
    file = root / CATALOG
    file.parent.mkdir(parents=True)
    file.write_text(TEXT, "utf-8")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "one")):
        git(root.parent, *words)
    file.write_text(TEXT.replace("Dos", "Dós"), "utf-8")
    return root


@pytest.mark.parametrize("setting", [
    ("diff.mnemonicPrefix", "true"), ("diff.noprefix", "true"), ("diff.dstPrefix", "mine/"), ("diff.context", "9"),
    ("diff.interHunkContext", "9"), ("color.diff", "always"), ("core.quotePath", "true"), ("diff.renames", "copies")])
def test_settings_of_a_user(root: Path, setting: tuple[str, str]) -> None:
    git(root, "config", *setting)
    assert changed_lines(root, "HEAD") == {CATALOG: {5}}


@pytest.mark.parametrize("attribute", ["-diff", "binary", "diff=po", "-text", "linguist-generated"])
def test_attributes_of_a_repository(root: Path, attribute: str) -> None:
    """Many hide catalogs in diffs, or show them through msgcat, which counts lines in its own way."""
    git(root, "config", "diff.po.textconv", "head -1")
    (root.parent / ".git/info/attributes").write_text(f"*.po {attribute}\n", "utf-8")
    assert changed_lines(root, "HEAD") == {CATALOG: {5}}


def test_a_file_that_git_does_not_know_is_new_altogether(root: Path) -> None:
    (root / "l'été.md").write_text("One\n", "utf-8")
    assert changed_lines(root, "HEAD") == {CATALOG: {5}, "l'été.md": None}


def test_a_shallow_clone_says_what_it_lacks(root: Path, tmp_path: Path) -> None:
    git(root, "commit", "-qam", "two")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", root.parent.as_uri(), str(clone))
    with pytest.raises(ProjectError, match=r"“HEAD~1” is no commit that git knows here \(this clone is shallow: fetch"):
        changed_lines(clone, "HEAD~1")
    git(clone, "fetch", "-q", "--depth", "1", "origin", subprocess.run(
        ["git", "rev-parse", "HEAD~1"], cwd=root, check=True, capture_output=True, text=True).stdout.strip())
    with pytest.raises(ProjectError, match=r"nothing in common \(this clone is shallow"):
        changed_lines(clone, "FETCH_HEAD")
    with pytest.raises(ProjectError, match=r"“nowhere” is no commit that git knows here$"):
        changed_lines(root, "nowhere")
