"""Articles under a new name keep what people approved."""

from __future__ import annotations

from pathlib import Path

from test_run import l10n, texts

CONFIG = 'source-locale = "en_GB"\nlocales = ["es", "es_MX", "fr"]\n'
ARTICLE = "# The harbour\n\nThe ferry left at noon.\n\nNobody saw it go.\n"
OTHER = "# The mill\n\nThe mill turns with the tide.\n"


def project(folder: Path) -> Path:
    """A project with one article, approved in Spanish, and one that is not translated."""
    (folder / "articles").mkdir(parents=True)
    (folder / "l10n.toml").write_text(CONFIG)
    (folder / "articles/harbour.md").write_text(ARTICLE)
    (folder / "articles/mill.md").write_text(OTHER)
    assert l10n(folder, "sync").returncode == 0
    catalog = folder / "locales/es/LC_MESSAGES/harbour.po"
    text = catalog.read_text()
    for source, target in (("The harbour", "El puerto"), ("The ferry left at noon.", "El ferry salió a mediodía."),
                           ("Nobody saw it go.", "Nadie lo vio irse.")):
        assert f'msgid "{source}"\nmsgstr ""' in text
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    catalog.write_text(text)
    assert l10n(folder, "sync").returncode == 0
    return folder


def test_what_people_approved_stays_approved(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    before = texts(folder)
    (folder / "articles/news").mkdir()
    (folder / "articles/harbour.md").rename(folder / "articles/news/quay.md")
    done = l10n(folder, "sync")
    assert "articles/news/quay.md: was “harbour”; its catalogs come along" in done.stdout
    after = texts(folder)
    assert sorted(after) == sorted(path.replace("/harbour.po", "/news/quay.po") for path in before)
    moved = before["locales/es/LC_MESSAGES/harbour.po"].replace("articles/harbour.md", "articles/news/quay.md")
    assert after["locales/es/LC_MESSAGES/news/quay.po"] == moved
    assert l10n(folder, "sync").stdout == "nothing changed\n"


def test_a_text_edited_on_the_way_is_all_that_becomes_stale(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    (folder / "articles/harbour.md").unlink()
    (folder / "articles/quay.md").write_text(ARTICLE.replace("noon", "dawn"))
    l10n(folder, "sync")
    text = texts(folder)["locales/es/LC_MESSAGES/quay.po"]
    assert text.count("#, fuzzy") == 1
    assert '#| msgid "The ferry left at noon."' in text


def test_another_article_does_not_inherit(tmp_path: Path) -> None:
    """Neither one with other words, nor a copy of an article that is still there."""
    folder = project(tmp_path / "p")
    before = texts(folder)
    (folder / "articles/copy.md").write_text(ARTICLE)
    (folder / "articles/mill.md").rename(folder / "articles/works.md")
    (folder / "articles/works.md").write_text("# The works\n\nNo word of it is old.\n\nNone.\n")
    done = l10n(folder, "sync")
    assert "come along" not in done.stdout
    after = texts(folder)
    assert before.items() <= after.items()


def test_a_catalog_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    own = folder / "locales/es/LC_MESSAGES/quay.po"
    own.write_text(texts(folder)["locales/es/LC_MESSAGES/harbour.po"].replace("El puerto", "La rada"))
    (folder / "articles/harbour.md").rename(folder / "articles/quay.md")
    l10n(folder, "sync")
    assert "La rada" in own.read_text()
    assert "El puerto" in (folder / "locales/es/LC_MESSAGES/harbour.po").read_text()
    assert not (folder / "locales/fr/LC_MESSAGES/harbour.po").exists()


def test_a_broken_catalog_stops_it_before_anything_moves(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    (folder / "locales/fr/LC_MESSAGES/harbour.po").write_text('msgid "x\n')
    (folder / "articles/harbour.md").rename(folder / "articles/quay.md")
    before = texts(folder)
    done = l10n(folder, "run")
    assert done.returncode == 2
    assert "locales/fr/LC_MESSAGES/harbour.po:1" in done.stderr
    assert texts(folder) == before


def test_a_dry_run_moves_nothing(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    (folder / "articles/harbour.md").rename(folder / "articles/quay.md")
    before = texts(folder)
    for command in ("sync", "run"):
        done = l10n(folder, command, "-n")
        assert "locales/es/LC_MESSAGES/quay.po" in done.stdout
        assert "P101" not in done.stderr
        assert texts(folder) == before


def test_a_move_that_was_stopped_half_way_goes_on(tmp_path: Path) -> None:
    """The template goes last, so that a run that is killed before leaves enough for the next one to see it."""
    folder = project(tmp_path / "p")
    (folder / "articles/harbour.md").rename(folder / "articles/quay.md")
    base = folder / "locales/es/LC_MESSAGES"
    (base / "harbour.po").rename(base / "quay.po")
    done = l10n(folder, "sync")
    assert "come along" in done.stdout
    assert "El puerto" in (base / "quay.po").read_text()
    assert not list(folder.rglob("harbour.po*"))
