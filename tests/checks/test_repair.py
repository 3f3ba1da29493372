"""The laws of repairs: a second run changes nothing, no finding is there that was not before, nothing said is touched.

Over whole catalogs with all that the gate finds in them, what only an article shows included.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

import pytest
import recall
from faults import TEXTS, Text
from hypothesis import example, given, settings
from hypothesis import strategies as st

from l10n import catalog, checks
from l10n.catalog import Catalog
from l10n.catalog.lexis import quoted
from l10n.catalog.syntax import Kind
from l10n.checks import Found, across, ignores, repair, run
from l10n.checks.view import View

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LOCALES = ("es", "es_MX", "fr", "de", "pt_BR", "it", "ar", "zh_Hant", "en_US", "en_XA", "ja", "th", "ru", "sv", "fr_CH")
REPAIRED = [kind for kind in TEXTS if kind.codes & {"T101", "T104", "T105", "T106", "T107", "T108", "T109", "T110",
                                                    "T112", "N105", "C201", "C202", "C203"}]
PIECES = st.sampled_from([
    "*", "_", "**", "`a`", "[a](b)", "<b>", "</b>", "<br>", "&amp;", "&nbsp;", "“", "”", "„", "«", "»", "‘", "’", "「",
    '"', "'", "1,000", "8.500", "3.5", "2,5 km", "million", "12:30", "%", "https://a.example/", "{n}", "\\", "\n", " ",
    "  ", "\u00a0", "\u202f", "\u200b", "\u00ad", "\x0b", "\t", "漢", "。", "IV", "Ana", "l'eau", "l’eau",
    "a,b", "dire,oui", ".Tarde", " .", " ,", " ;", " :", " !", "?", "!", ".", "...", "…", "(", ")", ":", ";", "e",
    "late", "late again",
    "The ferry is late.", "tarde", "Tarde otra vez"])
MARKED = st.lists(PIECES, max_size=20).flatmap(lambda some: st.sampled_from(("", " ")).map(lambda by: by.join(some)))
PAIRS = st.lists(st.tuples(MARKED, MARKED, st.sampled_from(("", "", "headline", "front matter: title"))), min_size=1,
                 max_size=4)


def look(one: Catalog, locale: str, own: str) -> list[Found]:
    """All that is found in a catalog."""
    found, _ = checks.catalog(one, locale, own)
    blocks = [block for block in one.blocks if block.kind is Kind.LIVE and block.entry.target]
    found += [run.found(one.path, block, code, severity, spot, locale, one.text.split("\n"))
              for block, code, severity, spot in across.article(blocks, locale)
              if not ignores.silenced(code, ignores.of(block.entry))]
    return [*found, *checks.header(one, locale)]


def written(texts: Sequence[tuple[str, str, str]], comment: str = "") -> Catalog:
    """A catalog of (source, target, context), each source once."""
    rows = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
    for (source, context), target in {(source, context): target for source, target, context in texts
                                      if source}.items():
        role = f'msgctxt "{quoted(context)}"\n' if context else ""
        rows.append(f'{comment}{role}msgid "{quoted(source)}"\nmsgstr "{quoted(target)}"\n')
    return catalog.parse("\n".join(rows).encode(), "a.po")


def said(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(filter(str.isalnum, text)).casefold()


def laws(one: Catalog, locale: str, own: str = "en_GB") -> list[Found]:
    """What was repaired in a catalog, once nothing is wrong with it."""
    def mend(one: Catalog) -> tuple[Catalog, list[Found]]:
        return repair.catalog(one, lambda one: look(one, locale, own), locale, own, NOW)

    mended, made = mend(one)
    read = catalog.parse(catalog.dump(mended), one.path)
    assert (mended is one) == (not made)
    assert mend(read) == (read, [])
    before, after = (Counter((found.key, found.finding.code, found.finding.message)
                             for found in look(each, locale, own)) for each in (one, read))
    assert after - before == Counter()
    assert after != before or not made
    shown = {(found.context, found.source) for found in made}
    for old, new in zip(one.entries, read.entries, strict=True):
        assert replace(new, target=old.target, line=old.line) == old
        assert said(new.target) == said(old.target)
        assert (old.target != new.target) == (old.key in shown)
        assert Counter(token.name for token in View(old.target).tokens) == Counter(
            token.name for token in View(new.target).tokens)
    return made


@settings(max_examples=80)
@given(PAIRS, st.sampled_from(LOCALES), st.sampled_from(("", "# l10n: ignore[T101, T106, C203] meant so\n")))
@example([("They called it “late” again.", "Lo llamaron „tardío“ otra vez ", "")], "es", "")
def test_any_text(texts: list[tuple[str, str, str]], locale: str, comment: str) -> None:
    laws(written(texts, comment), locale)


@cache
def real() -> dict[str, list[Text]]:
    """The reviewed and the held-out texts by locale."""
    by_locale: dict[str, list[Text]] = {}
    for text in (*recall.reviewed(), *recall.held_out()):
        by_locale.setdefault(text.locale, []).append(text)
    return by_locale


@settings(max_examples=25)
@given(st.sampled_from(LOCALES[:9]), st.integers(0, 2 ** 32), st.integers(1, 4))
def test_real_text_with_faults(locale: str, seed: int, faults: int) -> None:
    """Six translations, each spoilt in up to four ways."""
    chance = Random(seed)
    texts = chance.sample(real()[locale], 6)
    for at, text in enumerate(texts):
        for _ in range(faults):
            kind = chance.choice(REPAIRED)
            if not kind.languages or kind.languages & {text.locale, text.language}:
                spoilt = kind.spoil(text, chance)
                text = spoilt if isinstance(spoilt, Text) else text
        texts[at] = text
    laws(written([(one.source, one.target, one.context or "") for one in texts]), locale, texts[0].own)


@pytest.mark.parametrize("path", sorted((recall.ROOT / "locales").rglob("*.po")), ids=lambda path: path.parts[-3:])
def test_every_catalog_of_ours(path: Path) -> None:
    """Whole files, as they are and with the marks of every third entry those of a typewriter."""
    locale, data = path.relative_to(recall.ROOT / "locales").parts[0], path.read_text("utf-8")
    own = "en_US" if path.stem in ("lake-ferry", "prairie-observatory") else "en_GB"
    laws(catalog.parse(data.encode(), path.name), locale, own)
    parts = data.split("\n\n")
    for at in range(1, len(parts), 3):
        head, mark, target = parts[at].partition("\nmsgstr ")
        for old, new in (("[“”«»„][\u00a0\u202f]?", '\\"'), ("’", "'"), ("[\u00a0\u202f](?=[;:!?»])", ""),
                         (r"(?<=\w) (?=\w+ )", "  "), (r"(?<=\d)[.\u202f](?=\d{3})", ",")):
            target = re.sub(old, lambda _, new=new: new, target)  # type: ignore[misc]
        parts[at] = head + mark + target
    laws(catalog.parse("\n\n".join(parts).encode(), path.name), locale, own)
