"""What only a whole article shows, or the whole project: one name in two spellings, one text in two translations."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from l10n import locales
from l10n.catalog.lexis import shorten
from l10n.catalog.syntax import Block
from l10n.checks.facts.names import misspelt
from l10n.checks.markup import is_list
from l10n.checks.rule import Spot
from l10n.model import Severity, Span

CODES = ("A102", "A103", "A104", "A105")
"""What ``article`` finds."""
_NAME = re.compile(r"(?<![.!?…:“«„‘\"(¿¡—–-] )(?<!^)(?<![\w’'-])[^\W\d_a-z][^\W\d_]{4,}(?![\w])")
_OPENING = "«„“「"
_LONG = 25
"""Characters from which one translation of two texts is no chance."""
_LATIN = frozenset(["en", "es", "fr", "de", "pt", "it", "nl", "ca", "da", "sv", "no"])
"""Languages that leave names as they are, but for a letter at the end."""


Spotted = tuple[Block, str, Severity, Spot]
"""Entry, code, severity, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One translated text, for what compares all articles."""

    context: str | None
    source: str
    target: str
    path: str
    line: int
    locale: str
    quiet: bool = False
    """Whether a comment of the entry says that it is meant to be so."""
    asked: bool = True
    """Whether the entry is one that was asked about, or there for the others to be compared with."""


def article(blocks: Sequence[Block], locale: str) -> Iterator[Spotted]:
    """(entry, code, severity, spot) of what the translated entries of one article's catalog show together.

    Messages name the other entry by its text: with a line number they would be others as soon as an entry moves.
    """
    yield from _one_for_two(blocks)
    yield from _headlines(blocks)
    if locales.language(locale) in _LATIN:
        yield from _names(blocks)
    yield from _marks(blocks)


def _one_for_two(blocks: Sequence[Block]) -> Iterator[Spotted]:
    first: dict[tuple[str, str], Block] = {}
    for block in blocks:
        target, context = block.entry.target, block.entry.context or ""
        listed = is_list(context)
        if len(target) < _LONG and not listed:
            continue
        other = first.setdefault((context, target.casefold()) if listed else ("", target), block)
        if _letters(other.entry.source) != _letters(block.entry.source):
            yield block, "A102", Severity.WARNING, Spot(
                f"also the translation of “{shorten(other.entry.source)}”")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _headlines(blocks: Sequence[Block]) -> Iterator[Spotted]:
    titles = [block for block in blocks if block.entry.context in ("front matter: title", "front matter: headline")]
    for block in blocks:
        if block.entry.context == "headline":
            for title in titles:
                if title.entry.source == block.entry.source and title.entry.target != block.entry.target:
                    yield block, "A103", Severity.WARNING, Spot(
                        f"the {title.entry.context} of the same words is “{shorten(title.entry.target)}”")


def _names(blocks: Sequence[Block]) -> Iterator[Spotted]:
    theirs: Counter[str] = Counter()
    for block in blocks:
        theirs.update(set(_NAME.findall(block.entry.source)))
    known = {name for name, count in theirs.items() if count > 1}
    if not known:
        return
    everything = "\n".join(block.entry.source for block in blocks)
    ours: Counter[str] = Counter()
    found = []
    for block in blocks:
        words = {match[0]: match.start() for match in _NAME.finditer(block.entry.target)}
        ours.update(words.keys())
        found.append((block, words))
    by_start: dict[str, list[str]] = defaultdict(list)
    for name in known:
        by_start[name[:1]].append(name)
    for block, words in found:
        for word, at in words.items():
            if word in known:
                continue
            for name in by_start[word[:1]]:
                if ours[name] > 1 and name in block.entry.source and name not in block.entry.target \
                        and misspelt(name, word) and word not in everything:
                    yield block, "A104", Severity.WARNING, Spot(
                        f"“{word}” is “{name}” everywhere else in the article", Span(at, at + len(word)))
                    break


def _marks(blocks: Sequence[Block]) -> Iterator[Spotted]:
    outer: list[tuple[Block, str, int]] = []
    for block in blocks:
        depth, target = 0, block.entry.target
        opening = _OPENING.replace("«", "»") if -1 < target.find("»") < target.find("«") else _OPENING     # »…«
        for at, mark in enumerate(target):
            if mark in opening and not (mark == "“" and depth and "„" in target):
                if not depth:
                    outer.append((block, mark, at))
                depth += 1
            elif mark in "«»”」“":
                depth = max(0, depth - 1)
    count = Counter(mark for _, mark, _ in outer)
    if len(count) < 2:
        return
    usual, most = count.most_common(1)[0]
    if most < 4 or most < 3 * (len(outer) - most):
        return
    for block, mark, at in outer:
        if mark != usual:
            yield block, "A105", Severity.WARNING, Spot(f"{mark} where the article has {usual} elsewhere",
                                                        Span(at, at + 1))


def project(texts: Iterable[Said]) -> Iterator[tuple[Said, Said]]:
    """(text, the first other translation) of each text that is translated in more than one way in a locale."""
    first: dict[tuple[str, str | None, str], Said] = {}
    told: set[tuple[str, str | None, str, str]] = set()
    for said in texts:
        other = first.setdefault((said.locale, said.context, said.source), said)
        key = (said.locale, said.context, said.source, said.target)
        if other.target != said.target and key not in told:
            if not said.quiet:
                told.add(key)
            yield said, other
