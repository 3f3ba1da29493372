"""What the gate kept from the last time never says anything else than a fresh look."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from l10n import plugins, store
from l10n.cli.commands import l10n
from l10n.pipeline import looked, verdicts

TEXTS = ("# The boat\n\nShe is not hungry, and 8,000 wait for the strike.\n\nThey called it “late”.\n\nThe colour.\n",
        "# The pier\n\nThey called it “late”.\n\nIt was built in 1,903 days, 😀 & all.\n")
FAULTY = {"The boat": "El barco", "She is not hungry, and 8,000 wait for the strike.": "Tiene hambre, y 8.001 esperan.",
          "They called it “late”.": "Lo llamaron \"tardío\".", "The pier": "The pier"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two articles in two locales, with faults of several kinds, one of them silenced."""
    root = tmp_path / "project"
    (root / "articles").mkdir(parents=True)
    (root / "glossary").mkdir()
    (root / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["es", "es_MX", "en_US"]\n', "utf-8")
    for name, text in zip(("boat", "pier"), TEXTS, strict=True):
        (root / f"articles/{name}.md").write_text(text, "utf-8")
    (root / "glossary/es.csv").write_text("source,target\nboat,barco\n", "utf-8")
    CliRunner().invoke(l10n, ["sync", "-C", str(root)], standalone_mode=False)
    for name in ("boat", "pier"):
        file = root / f"locales/es/LC_MESSAGES/{name}.po"
        text = file.read_text("utf-8")
        for source, target in FAULTY.items():
            text = text.replace(f'msgid "{source}"\nmsgstr ""', 'msgid "{}"\nmsgstr "{}"'.format(
                source, target.replace('"', '\\"')))
        file.write_text(text.replace("#: articles/boat.md:3", "# l10n: ignore[S103] meant so\n#: articles/boat.md:3"),
                        "utf-8")
    return root


def check(root: Path, *words: str) -> Result:
    return CliRunner().invoke(l10n, ["check", "-C", str(root), "--format", "json", *words], standalone_mode=False)


def fresh(root: Path, *words: str) -> str:
    """What a check without memory says."""
    copy = root.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".l10n"))
    return check(copy, *words).output


def none(*_: object, **__: object) -> looked.Looked:
    raise AssertionError("an article was looked at")


@pytest.mark.parametrize("form", ["json", "text", "sarif", "junit", "html"])
def test_the_second_check_looks_at_nothing_and_says_the_same(root: Path, form: str,
                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    first = check(root, "--format", form)
    assert first.return_value == 1
    monkeypatch.setattr(looked, "article", none)
    again = check(root, "--format", form)
    assert (again.output, again.return_value) == (first.output, 1)


def replace(path: str, old: str, new: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), "utf-8")
    return change


CHANGES: dict[str, Callable[[Path], object]] = {
    "article": replace("articles/boat.md", "8,000", "9,000"),
    "catalog": replace("locales/es/LC_MESSAGES/boat.po", "8.001", "8.000"),
    "comment": replace("locales/es/LC_MESSAGES/boat.po", "ignore[S103]", "ignore[N101]"),
    "catalog of another locale": lambda root: (root / "locales/en_US/LC_MESSAGES/boat.po").unlink(),
    "template": lambda root: (root / "locales/templates/boat.pot").unlink(missing_ok=True),
    "glossary": replace("glossary/es.csv", "boat,barco", "strike,huelga"),
    "glossary gone": lambda root: (root / "glossary/es.csv").unlink(),
    "configuration": replace("l10n.toml", "locales =", 'publish = "reviewed"\ncheck.ignore = ["N101"]\nlocales ='),
    "new article": lambda root: (root / "articles/third.md").write_text("A third.\n"),
    "article gone": lambda root: (root / "articles/pier.md").unlink(),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_seen(root: Path, what: str) -> None:
    before = check(root).output
    CHANGES[what](root)
    after = check(root).output
    assert after != before
    assert after == fresh(root)


def test_what_is_asked_for_is_seen(root: Path) -> None:
    for words in ((), ("--min", "reviewed=100%"), ("-l", "es"), ("boat",), ("-l", "en_US", "boat"), ()):
        assert check(root, *words).output == fresh(root, *words), words
    (root / "editions").mkdir()
    assert "G104" in check(root, "--editions").output


def test_only_what_changed_is_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(root)
    CHANGES["catalog"](root)
    seen: list[str] = []
    look = looked.article

    def note(workspace: object, path: str, *words: object, **more: object) -> looked.Looked:
        seen.append(path)
        return look(workspace, path, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(looked, "article", note)
    check(root)
    assert seen == ["articles/boat.md"]


def test_it_is_known_wherever_the_project_stands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = check(root).output
    elsewhere = root.parent / "elsewhere" / root.name
    shutil.copytree(root, elsewhere)
    monkeypatch.setattr(looked, "article", none)
    assert check(elsewhere).output == wanted


def test_other_code_looks_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(root)
    monkeypatch.setattr(looked, "article", none)
    monkeypatch.setattr(store, "code", lambda: "another")
    assert isinstance(check(root).exception, AssertionError)


def test_with_a_plug_in_nothing_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import EntryPoint

    monkeypatch.setattr(plugins, "available", lambda group: {
        **dict(plugins.available.__wrapped__(group)),
        **({"mine": EntryPoint("mine", "tests.rules:RULES", group)} if group == "l10n.formats" else {})})
    check(root)
    assert not (root / verdicts.PATH).exists()


def test_a_damaged_file_is_no_trouble(root: Path) -> None:
    wanted = check(root).output
    (root / verdicts.PATH).write_bytes(b"no database" * 1000)
    assert check(root).output == wanted
    assert check(root).output == wanted


def test_an_article_that_cannot_be_read_is_told_each_time(root: Path) -> None:
    (root / "articles/pier.md").write_bytes(b"caf\xe9\n")
    first, second = check(root), check(root)
    assert str(first.exception) == str(second.exception)
    assert "pier.md" in str(first.exception)


@pytest.mark.parametrize("path", ["locales/es/LC_MESSAGES/pier.po", "locales/templates/pier.pot"])
def test_a_catalog_that_cannot_be_read_is_another_than_one_that_is_not_there(root: Path, path: str) -> None:
    (root / path).unlink()
    gone = check(root).output
    (root / path).mkdir()
    broken = check(root).output
    assert broken == fresh(root)
    (root / path).rmdir()
    assert check(root).output == gone != broken


def test_version_control_does_not_see_it(root: Path) -> None:
    check(root)
    assert (root / ".l10n/.gitignore").read_text() == "*\n"
