"""Bad input through the whole command line: one clear line that says where, exit code 2, and nothing written."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from l10n.cli.commands import run_command_line

CONFIG = 'source-locale = "en_GB"\nlocales = ["es", "en_XA"]\npublish = "machine"\n'
ARTICLE = "Ferry strike ends\n\nThe boats sail again on Monday.\n\nTickets cost £3.\n"
COMMANDS = ("extract", "update", "sync", "translate", "build", "run", "status")

Spoil = Callable[[Path], None]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "articles").mkdir(parents=True)
    (root / "l10n.toml").write_text(CONFIG, encoding="utf-8")
    (root / "articles/a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "elsewhere.txt").write_text("A secret.\n", encoding="utf-8")
    return root


def l10n(monkeypatch: pytest.MonkeyPatch, root: Path, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["l10n", *words, "-C", str(root)])
    return run_command_line()


def tree(root: Path) -> dict[str, tuple[bytes | None, int]]:
    """Every file with its bytes and time; the cache, which may be deleted at any time, left out."""
    return {str(path): (path.read_bytes() if path.is_file() else None, path.lstat().st_mtime_ns)
            for path in sorted(root.rglob("*"))
            if ".l10n" not in path.parts and path != root and (path.is_file() or path.is_symlink())}


def text(name: str, content: str | bytes) -> Spoil:
    def spoil(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return spoil


def link(name: str, target: str) -> Spoil:
    return lambda root: (root / name).symlink_to(target)


def pipe(root: Path) -> None:
    os.mkfifo(root / "articles/b.txt")


def no_folder(root: Path) -> None:
    (root / "l10n.toml").unlink()


PROJECTS = [
    ("broken TOML", text("l10n.toml", 'source-locale = "en_GB"\nlocales = ["es"\npublish = 3\n'),
     r"l10n\.toml:3: broken TOML: unclosed array"),
    ("TOML that is no UTF-8", text("l10n.toml", b"source-locale = 'caf\xe9'\n"), r"l10n\.toml:1: not UTF-8"),
    ("TOML nested without end", text("l10n.toml", "a = " + "[" * 100_000),
     r"l10n\.toml: broken TOML: nested too deeply"),
    ("unknown key", text("l10n.toml", CONFIG + "locale-s = 1\n"),
     r"l10n\.toml:4: unknown key “locale-s”, did you mean"),
    ("unknown locale", text("l10n.toml", CONFIG.replace('"es"', '"es_MY"')),
     r"l10n\.toml:2: unknown locale “es_MY”, did you mean es_MX\?"),
    ("a path outside", text("l10n.toml", CONFIG + 'articles = ["../*.txt"]\n'),
     r"l10n\.toml:4: “\.\./\*\.txt” leads outside the project"),
    ("an absolute path", text("l10n.toml", CONFIG + 'articles = ["/etc/*"]\n'),
     r"l10n\.toml:4: “/etc/\*” leads outside"),
    ("two configurations", text("pyproject.toml", "[tool.l10n]\n" + CONFIG),
     r"l10n\.toml: \[tool\.l10n\] of pyproject"),
    ("no configuration", no_folder, r".*: no l10n\.toml and no \[tool\.l10n\]"),
]
ARTICLES = [
    ("an unknown encoding", text("articles/b.txt", b"One\n\ncaf\xe9\n"),
     r"articles/b\.txt:3: not UTF-8 \(byte 0xe9\); it may be Windows-1252"),
    ("UTF-16 without byte order mark", text("articles/b.txt", ARTICLE.encode("utf-16-le")),
     r"articles/b\.txt:1: holds NUL"),
    ("RTF", text("articles/b.txt", b"{\\rtf1\\ansi Boats return.}"), r"articles/b\.txt: is RTF"),
    ("a binary file", text("articles/b.md", bytes(range(256))), r"articles/b\.md:1: "),
    ("two articles of one name", text("articles/a.md", "# A\n"),
     r"articles/a\.txt: would share the name “a” with articles/a\.md"),
    ("a link that leads outside", link("articles/b.txt", "../../elsewhere.txt"),
     r"articles/b\.txt: a symbolic link that leads outside the project"),
    ("a folder that leads outside", link("articles/more", "../.."),
     r"articles/more: a symbolic link that leads outside"),
    ("a link to nothing", link("articles/b.txt", "gone.txt"),
     r"articles/b\.txt: cannot be read: a symbolic link to nothing"),
    ("a link to itself", link("articles/b.txt", "b.txt"),
     r"articles/b\.txt: cannot be read: a symbolic link to nothing"),
    ("a pipe", pipe, r"articles/b\.txt: cannot be read: a pipe"),
    ("a name with a line break", text("articles/b\nc.txt", ARTICLE), r"articles/b.c\.txt: file names have to be UTF-8"),
]


def refused(project: Path, spoil: Spoil, message: str, command: str, monkeypatch: pytest.MonkeyPatch,
            capsys: pytest.CaptureFixture[str]) -> None:
    spoil(project)
    before = tree(project.parent)
    assert l10n(monkeypatch, project, command) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(f"l10n: error: {message}[^\n]*\n", err), err
    assert tree(project.parent) == before


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("spoil", "message"), [pytest.param(*case, id=name) for name, *case in [*PROJECTS, *ARTICLES]])
def test_bad_input_is_one_line(project: Path, spoil: Spoil, message: str, command: str, monkeypatch: pytest.MonkeyPatch,
                               capsys: pytest.CaptureFixture[str]) -> None:
    refused(project, spoil, message, command, monkeypatch, capsys)


@pytest.mark.parametrize(("spoil", "message"), [pytest.param(*case, id=name) for name, *case in ARTICLES])
def test_nothing_is_lost_where_work_was_done_before(
        project: Path, spoil: Spoil, message: str, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    """Catalogs and editions of a good run stay as they are when a bad article joins."""
    monkeypatch.setattr(sys, "argv", ["l10n", "run", "-l", "en_XA", "-C", str(project)])
    assert run_command_line() == 0
    assert (project / "editions/en_XA/a.txt").exists()
    capsys.readouterr()
    refused(project, spoil, message, "run", monkeypatch, capsys)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
@pytest.mark.parametrize("command", COMMANDS)
def test_an_unreadable_article(project: Path, command: str, monkeypatch: pytest.MonkeyPatch,
                               capsys: pytest.CaptureFixture[str]) -> None:
    (project / "articles/a.txt").chmod(0)
    assert l10n(monkeypatch, project, command) == 2
    assert capsys.readouterr().err == "l10n: error: articles/a.txt: cannot be read: permission denied\n"


@pytest.mark.parametrize("words", [("-l", "es_MY"), ("-l", "de"), ("no-such-article",)])
def test_filters_that_match_nothing(project: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch,
                                    capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(project)
    assert l10n(monkeypatch, project, "run", *words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"l10n: error: [^\n]+\n", err)
    assert words[-1] in err
    assert tree(project) == before


@pytest.mark.parametrize("source", [
    "", "\n\n\n", "\ufeff", "x" * 300_000, "a " * 200_000, "(" * 20_000, "- " * 50_000, "> " * 50_000,
    "\u202e\u2066 text\n",
    "Text\x0b\x0c\x1b[31m\n", "1. a\n" * 5_000, "=====\n" * 20_000, "a\n" * 20_000])
def test_strange_texts_are_texts(project: Path, source: str, monkeypatch: pytest.MonkeyPatch,
                                 capsys: pytest.CaptureFixture[str]) -> None:
    """Empty, huge, deep or full of control characters: read in reasonable time, never an internal error."""
    (project / "articles/b.txt").write_text(source, encoding="utf-8", newline="")
    assert l10n(monkeypatch, project, "sync") == 0
    assert "internal error" not in capsys.readouterr().err
