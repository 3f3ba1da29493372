"""How many of the faults that the generator makes the rules find, by kind.

A fault is found where a rule of its kind says more of the spoilt text than of the good one.
"""

from __future__ import annotations

import csv
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

from faults import FILES, TEXTS, WHOLES, Kind, Text
from faults.kinds import cut

from l10n import catalog, checks, locales
from l10n.catalog.syntax import Block
from l10n.catalog.syntax import Kind as Sort
from l10n.checks import across
from l10n.errors import CatalogError
from l10n.model import Entry, State

ROOT = Path(__file__).parents[2]
HELD_OUT = Path(__file__).parent / "heldout"
PARALLEL = ROOT.parent / "shared" / "parallel"
PROSE = ("wmt-news", "ud-pud", "tico19", "globalvoices-pivot")
"""Sources of the parallel text that are prose."""
EACH = 50
"""Faults of a kind in one corpus."""


@dataclass(frozen=True)
class Score:
    """What became of the faults of one kind in one corpus."""

    kind: str
    codes: frozenset[str]
    made: int
    found: int
    missed: tuple[Text, ...]
    """Spoilt texts that no rule of the kind said anything about."""


def held_out() -> list[Text]:
    """The sentences that the rules were not tuned on, in every locale that they are there for."""
    rows: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(HELD_OUT.glob("en-*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for source, target in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                rows[source][path.stem.removeprefix("en-")] = target
    texts = [Text(source, target, locale) for source, known in rows.items() for locale, target in known.items()]
    texts += [Text(source, known["es"], "es_MX") for source, known in rows.items() if not re.search(r"\d", source)]
    texts += [Text(source, source, locale, own) for source in rows
              for locale, own in (("en_US", "en_GB"), ("en_GB", "en_US"))]
    return _together(texts)


def reviewed() -> list[Text]:
    """The body text that people reviewed in the catalogs of the worked example."""
    texts = []
    for path in sorted((ROOT / "locales").rglob("*.po")):
        locale = path.relative_to(ROOT / "locales").parts[0]
        own = "en_US" if path.stem in ("lake-ferry", "prairie-observatory") else "en_GB"
        texts += [Text(entry.source, entry.target, locale, own, entry.context)
                  for entry in catalog.parse(path.read_bytes(), path.name).entries
                  if entry.state is State.REVIEWED and len(entry.source) > 25 and not locales.is_pseudo(locale)]
    return _together(texts)


def parallel(rows: int) -> list[Text]:
    """Prose of the parallel text beside the project, ``rows`` of each language; none where it is not there."""
    texts = []
    for path in sorted(PARALLEL.glob("en-*.tsv.xz")):
        locale = {"pt": "pt_BR"}.get(path.name[3:5], path.name[3:5])
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            pairs = [(source, target) for tag, source, target in (line.rstrip("\n").split("\t")[:3] for line in lines)
                     if tag in PROSE and 40 < len(source) < 400]
        texts += [Text(source, target, locale) for source, target in Random(7).sample(pairs, min(rows, len(pairs)))]
    return _together(texts)


def _together(texts: list[Text]) -> list[Text]:
    """Texts that know the other translations of their source, and some of the other sources."""
    by_source: dict[str, list[Text]] = defaultdict(list)
    by_locale: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        by_source[text.source].append(text)
        by_locale[text.locale].append(text.target)
    return [replace(text, others=tuple((one.locale, one.target) for one in by_source[text.source]
                                       if one.locale != text.locale),
                    strangers=tuple(one for one in by_locale[text.locale][at % 11:at % 11 + 12] if one != text.target))
            for at, text in enumerate(texts)]


def score(texts: Sequence[Text], each: int = EACH, only: str | None = None) -> list[Score]:
    """Every kind of fault, ``each`` times, in these texts; the same ones every time."""
    return [_score(kind, texts, each) for kind in (*TEXTS, *WHOLES, *FILES) if only is None or kind.name == only]


def together(scores: Sequence[Score]) -> Score:
    """The scores of one kind in several corpora as one."""
    one = scores[0]
    return Score(one.kind, one.codes, sum(each.made for each in scores), sum(each.found for each in scores),
                 tuple(text for each in scores for text in each.missed))


def _score(kind: Kind, texts: Sequence[Text], each: int) -> Score:
    rng = Random(kind.name)
    fit = [text for text in texts if not kind.languages or kind.languages & {text.locale, text.language}]
    if not kind.languages:
        fit = [text for text in fit if text.language != "en"]
    rng.shuffle(fit)
    seen: set[object] = set()
    missed: list[Text] = []
    for _ in range(12):        # a text may be spoilt in several ways
        for one in fit if kind in TEXTS else _articles(fit):
            if len(seen) == each:
                break
            spoilt = _spoil(kind, one, rng)
            if spoilt is None or spoilt[0] in seen:
                continue
            seen.add(spoilt[0])
            if not spoilt[1]:
                missed.append(spoilt[2])
    return Score(kind.name, kind.codes, len(seen), len(seen) - len(missed), tuple(missed))


def _articles(texts: Sequence[Text]) -> list[list[Text]]:
    by_locale: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        if text.context is None:
            by_locale[text.locale].append(text)
    return [article for mine in by_locale.values() for article in cut(mine, 10)]


def _spoil(kind: Kind, one: object, rng: Random) -> tuple[object, bool, Text] | None:
    """(the fault, whether it is found, the text with it); None where it cannot be made here."""
    if kind in TEXTS:
        assert isinstance(one, Text)
        spoilt = kind.spoil(one, rng)
        if spoilt is None or (spoilt.target == one.target and spoilt.source == one.source):
            return None
        more = _codes(spoilt) - _codes(replace(spoilt, target=spoilt.good or one.target))
        return (spoilt.source, spoilt.target, spoilt.locale), bool(kind.codes & set(more)), spoilt
    assert isinstance(one, list)
    if kind in WHOLES:
        pair = kind.spoil(one, rng)
        if pair is None:
            return None
        more = _codes_of_article(pair[1]) - _codes_of_article(pair[0])
        wrong = next(text for text in pair[1] if text not in pair[0])
        return tuple(pair[1]), bool(kind.codes & set(more)), wrong
    po = _written(one)
    broken = kind.spoil(po, rng)
    return broken, bool(kind.codes & set(_codes_of_file(broken, one[0]))), one[0]


@cache
def _codes(text: Text) -> Counter[str]:
    entry = Entry(text.source, text.context, text.target, State.REVIEWED)
    return Counter(rule.code for rule, _ in checks.pair(entry, text.locale, text.own))


def _codes_of_article(texts: Sequence[Text]) -> Counter[str]:
    blocks = [Block("", Sort.LIVE, Entry(one.source, one.context, one.target, State.REVIEWED, line=at))
              for at, one in enumerate(texts, 1)]
    said = [across.Said(one.context, one.source, one.target, "a.po", at, one.locale) for at, one in enumerate(texts, 1)]
    return Counter(code for _, code, _, _ in across.article(blocks, texts[0].locale)) + Counter(
        "A101" for _ in across.project(said))


def _written(texts: Sequence[Text]) -> str:
    head = f'"Language: {texts[0].locale}\\n"\n"Plural-Forms: {locales.plural_forms(texts[0].locale)}\\n"\n'
    return f'msgid ""\nmsgstr ""\n{head}\n' + "\n".join(
        f"{f'msgctxt {_string(one.context)}' + chr(10) if one.context else ''}msgid {_string(one.source)}\n"
        f"msgstr {_string(one.target)}\n" for one in {(one.context, one.source): one for one in texts}.values())


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _codes_of_file(data: bytes, text: Text) -> set[str]:
    try:
        one = catalog.parse(data, "a.po")
    except CatalogError:
        return {"C101"}
    return {found.finding.code for found in checks.header(one, text.locale)}


def table(corpora: dict[str, list[Score]]) -> str:
    """A row a kind, a column a corpus: found / made."""
    names = list(corpora)
    rows = ["kind".ljust(38) + "rules".ljust(12) + "".join(name.rjust(14) for name in names)]
    for at, one in enumerate(next(iter(corpora.values()))):
        cells = [corpora[name][at] for name in names]
        rows.append(one.kind.ljust(38) + " ".join(sorted(one.codes)).ljust(12)
                    + "".join(f"{cell.found}/{cell.made}".rjust(14) for cell in cells))
    rows.append("all".ljust(50) + "".join(
        f"{sum(one.found for one in corpora[name]) / max(1, sum(one.made for one in corpora[name])):.1%}".rjust(14)
        for name in names))
    return "\n".join(rows)
