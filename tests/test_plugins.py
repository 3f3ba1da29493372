"""Plug-ins: found by entry point, loaded on first use, and named where they fail."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from l10n import formats, plugins
from l10n.errors import ArticleError, PluginError


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package as pip would install it, with a format, a broken one and an engine that replaces ours."""
    (tmp_path / "harbour.py").write_text(
        "class Log:\n"
        "    name, suffixes = 'log', ('.log',)\n"
        "    inner = 'nested'\n"
        "LOG = Log()\n", encoding="utf-8")
    (tmp_path / "sunk.py").write_text("raise RuntimeError('hit a rock')\n", encoding="utf-8")
    info = tmp_path / "harbour-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: harbour\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[l10n.formats]\nlog = harbour:LOG\nsunk = sunk:FORMAT\nlost = harbour:MISSING\n\n"
        "[l10n.engines]\npseudo = harbour:LOG.inner\n\n[l10n.checks]\ndepth = harbour:Log\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins.available.cache_clear()
    plugins.load.cache_clear()
    yield tmp_path
    for module in ("harbour", "sunk"):
        sys.modules.pop(module, None)
    plugins.available.cache_clear()
    plugins.load.cache_clear()


def test_our_own_are_there_without_being_installed() -> None:
    assert set(plugins.available("l10n.formats")) >= {"text", "markdown", "html"}
    assert set(plugins.available("l10n.engines")) >= {"argos", "pseudo"}


@pytest.mark.parametrize(("group", "name"), [("l10n.formats", name) for name in ("text", "markdown", "mdx", "html")])
def test_our_own_formats_are_what_they_say(group: plugins.Group, name: str) -> None:
    found = plugins.load(group, name)
    assert found.name == name
    assert isinstance(found, formats.Format)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in found.suffixes)


def test_an_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(PluginError, match=r"^no format named “word” \(there are: html, markdown, mdx, text"):
        plugins.load("l10n.formats", "word")


@pytest.mark.usefixtures("installed")
class TestInstalled:
    def test_a_plug_in_is_found_and_loaded(self) -> None:
        assert plugins.load("l10n.formats", "log").suffixes == (".log",)
        assert formats.for_path("a/b.LOG").name == "log"
        assert plugins.load("l10n.checks", "depth").name == "log"

    def test_nothing_is_imported_before_it_is_asked_for(self) -> None:
        plugins.available("l10n.formats")
        assert "harbour" not in sys.modules
        plugins.load("l10n.formats", "text")
        assert "harbour" not in sys.modules

    def test_a_plug_in_replaces_ours(self) -> None:
        assert plugins.load("l10n.engines", "pseudo") == "nested"

    def test_one_that_fails_is_named_with_its_reason(self) -> None:
        with pytest.raises(PluginError, match=r"^l10n\.formats “sunk” \(sunk:FORMAT\) cannot be loaded: hit a rock$"):
            plugins.load("l10n.formats", "sunk")
        with pytest.raises(PluginError, match=r"“lost” \(harbour:MISSING\) cannot be loaded: .*MISSING"):
            plugins.load("l10n.formats", "lost")

    def test_one_that_fails_does_not_keep_others_from_working(self) -> None:
        assert formats.for_path("a.txt").name == "text"
        assert formats.read(b"Text.\n", "a.txt").segments[0].text == "Text."


def test_the_list_of_plug_ins_is_not_read_at_import() -> None:
    code = "import sys, l10n.plugins; sys.exit('importlib.metadata' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_a_suffix_that_no_format_takes() -> None:
    with pytest.raises(ArticleError, match=r"^a\.docx: no format reads files ending in “\.docx”$"):
        formats.for_path("a.docx")
    with pytest.raises(ArticleError, match=r"^README: no format reads files without a suffix$"):
        formats.for_path("README")
