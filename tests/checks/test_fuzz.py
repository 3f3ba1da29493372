"""Files that went wrong in the hands of people and programs: a finding or one clear error, never a traceback."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from l10n import catalog, checks, formats, template
from l10n.checks import across, repair, reports
from l10n.cli.commands import l10n
from l10n.errors import L10nError

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LOCALES = ("es", "es_MX", "fr", "de", "pt_BR", "ar", "zh_Hant", "en_US", "en_XA", "ar_XB")
LINES = ("msgid", 'msgid ""', 'msgstr ""', 'msgstr', 'msgctxt "headline"', 'msgid_plural "boats"', 'msgstr[0] "a"',
         'msgstr[1] "b"', "#, fuzzy", "#, fuzzy, c-format, " + "x, " * 50, "#| msgid \"before\"", "#~ msgid \"gone\"",
         '#~ msgstr "fort"', "#~| msgid \"a\"", "#: a.md:7 b.md:x \u2068a b.md\u2069:3", "#: a.txt:1", "#. note", "#",
         "# l10n: ignore[N101] why", "# l10n: ignore[", "# l10n: ignore[X999,,a]", "# l10n: stale · number 1 → 2",
         "# l10n: starter:en-es@0.3 0.72", "# l10n: parent es · x", '"Plural-Forms: nplurals=2; plural=(n/0);\\n"',
         '"Plural-Forms: nplurals=99; plural=' + "(" * 300 + 'n;\\n"', '"Language: xx\\n"', '"Language: \\n"',
         '"Content-Type: text/plain; charset=latin-1\\n"', 'domain "a"', '"\\x41\\777\\q"', '"\\303\\251"', '"a" "b"',
         '"', "\\", "", " ", "\t", "\f", "\u2028", "\x0c", "\x00", "\ufeff", "<<<<<<< HEAD", "=======", ">>>>>>> main")
PIECES = ("*", "**", "_", "`", "``", "[", "](", "](a)", "![", "<b>", "</b>", "<a href='x'>", "<", ">", "&amp;", "&#0;",
          "&#x110000;", "“", "”", "«", "»", "„", "‘", "’", '\\"', "'", "1,000", "3.5", "1" * 400, "١٢", "²", "million",
          "mil", "no", "not", "12:30", "99:99", "%", "5 %", "%s", "%(", "{n}", "{{", "https://", "https://[a", "a@b.c",
          "\\n", "\\t", "\\\\", " ", "   ", "\u00a0", "\u202e", "\u2067", "\u200b", "\u00ad", "漢字", "一百萬", "ا",
          "IV", "NATO", "Ana Belén", "January", "Friday", "¿", "?", "!", ".", "…", "e\u0301", "\U0001f6a2", "\ufffc",
          "\ufffd", "Ã©", "а", "\x0b", "\x1b[31m", "]]>", "-->", "<!--", "£5", "+44 20 7946 0958", "haven't",
          "nothing but")
MARKDOWN = ("# ", "> ", "- ", "1. ", "    ", "```", "~~~", "---", "***", "|", "| a | b |", "|---|", "[^1]: ", "[a]: b",
            "<div>", "</div>", "<!-- l10n: off -->", "<!-- l10n: on -->", "<!-- l10n: skip -->", "<pre>", "<script>",
            "\\", "$$", "{{<", "title: x", "lang: xx", "\ufeff", "\r", "\x00", "\t", "===")


def blocks(text: str) -> list[str]:
    return [block for block in text.split("\n\n") if block.strip()]


POS = [(path.relative_to(ROOT / "locales").parts[0], blocks(path.read_text("utf-8")))
       for path in sorted((ROOT / "locales").rglob("*.po"))]
ARTICLES = [(path.suffix, path.read_text("utf-8")) for path in sorted((ROOT / "articles").rglob("*.*"))
            if path.suffix in (".md", ".html", ".txt")]


def mutated(chance: random.Random, text: str, lines: tuple[str, ...]) -> str:
    """One thing done to a text that an editor, a merge or a bad copy does."""
    at = chance.randrange(len(text) + 1)
    end = min(len(text), at + chance.choice((0, 1, 3, 20)))
    rows = text.split("\n")
    row = chance.randrange(len(rows))
    match chance.randrange(8):
        case 0 | 1 | 2:
            return text[:at] + chance.choice(PIECES) * chance.choice((1, 1, 1, 30)) + text[end:]
        case 3:
            return text[:at] + text[end:]
        case 4:
            rows[row:row] = [chance.choice(lines)]
        case 5:
            rows[row:row + 1] = []
        case 6:
            rows[row:row] = [rows[chance.randrange(len(rows))]]
        case _:
            rows[row] = chance.choice(lines) + rows[row]
    return "\n".join(rows)


def damaged(chance: random.Random, data: bytes) -> bytes:
    """The bytes, now and then with other line ends, cut off, or with some that are no UTF-8."""
    match chance.randrange(12):
        case 0:
            return data.replace(b"\n", b"\r\n")
        case 1:
            return data[:chance.randrange(len(data) + 1)]
        case 2:
            at = chance.randrange(len(data) + 1)
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1:]
        case 3:
            return "\ufeff".encode() + data
        case _:
            return data


def po_file(seed: int) -> tuple[str, bytes]:
    """(locale, a PO file with up to three things wrong)."""
    chance = random.Random(seed)
    locale, parts = chance.choice(POS)
    text = "\n\n".join([parts[0], *chance.sample(parts[1:], min(len(parts) - 1, 4))]) + "\n"
    for _ in range(chance.choice((1, 1, 2, 3))):
        text = mutated(chance, text, LINES)
    if chance.random() < 0.2:
        locale = chance.choice(LOCALES)
    return locale, damaged(chance, text.encode("utf-8", "replace"))


def article(seed: int) -> tuple[str, bytes]:
    """(suffix, an article with up to five things wrong)."""
    chance = random.Random(seed)
    suffix, text = chance.choice(ARTICLES)
    start = chance.randrange(max(1, len(text) - 1_500))
    text = text[start:start + 1_500] if chance.random() < 0.7 else text[:1_500]
    for _ in range(chance.randrange(1, 6)):
        text = mutated(chance, text, MARKDOWN)
    return suffix, damaged(chance, text.encode("utf-8", "replace"))


def one_line(problem: L10nError) -> None:
    assert "\n" not in str(problem)


def look(locale: str, data: bytes) -> None:
    """All that the gate does with a catalog."""
    try:
        one = catalog.parse(data, "a.po")
    except L10nError as problem:
        one_line(problem)
        return
    assert catalog.dump(one) == data
    found, _ = checks.catalog(one, locale, "en_GB")
    found += checks.header(one, locale)
    live = [block for block in one.blocks if block.entry.target and not block.plural]
    list(across.article(live, locale))
    list(across.project(across.Said(block.entry.context, block.entry.source, block.entry.target, "a.po",
                                    block.entry.line, locale) for block in live))
    result = checks.Result(tuple(found))
    for report in reports.FORMATS.values():
        report(result).encode()
    mended, made = repair.catalog(one, lambda one: checks.catalog(one, locale, "en_GB")[0], locale, "en_GB", NOW)
    assert (mended is one) == (not made)
    catalog.parse(catalog.dump(mended), "a.po")


def through(suffix: str, data: bytes) -> None:
    """An article to its template, to a catalog, and back."""
    try:
        document = formats.read(data, f"a{suffix}")
    except L10nError as problem:
        one_line(problem)
        return
    made = catalog.merge(catalog.new("a.po", "es", "nplurals=2; plural=(n != 1);"), template.entries([document]),
                         now=NOW)
    said = {entry.key: entry.source for entry in made.entries}
    checks.catalog(catalog.write(made, said, now=NOW), "es", "en_GB")
    formats.rebuild(document, {})


def each(first: int, count: int) -> Iterator[int]:
    for seed in range(first, first + count):
        try:
            look(*po_file(seed))
            if seed % 4 == 0:
                through(*article(seed))
        except Exception as problem:    # a failure has to say which file it was
            problem.add_note(f"seed {seed}")
            raise
        yield seed


def test_damaged_files() -> None:
    assert len(list(each(0, 250))) == 250


@pytest.mark.slow
@pytest.mark.parametrize("part", range(20))
def test_a_hundred_thousand_damaged_files(part: int) -> None:
    """100,000 PO files, and an article for every fourth."""
    assert len(list(each(part * 5_000, 5_000))) == 5_000


@pytest.mark.parametrize("seed", range(8))
def test_damaged_projects(tmp_path: Path, seed: int) -> None:
    """The command itself, over a project with a damaged article and its damaged catalogs: 0, 1 or one line and 2."""
    suffix, data = article(seed)
    (tmp_path / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["es", "fr", "es_MX"]\n'
                                        'publish = "machine"\n', "utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / f"articles/a{suffix}").write_bytes(data)
    for number, locale in enumerate(("es", "fr", "es_MX")):
        file = tmp_path / f"locales/{locale}/LC_MESSAGES/a.po"
        file.parent.mkdir(parents=True)
        file.write_bytes(po_file(3 * seed + number)[1])
    for more in ([], ["--editions"], ["--fix"], ["--baseline", str(tmp_path / "b.json")]):
        done = CliRunner().invoke(l10n, ["check", "-C", str(tmp_path), *more], standalone_mode=False)
        if isinstance(done.exception, L10nError):
            one_line(done.exception)
        else:
            assert done.exception is None, done.exc_info
            assert done.return_value in (0, 1)
