"""Rules for one direction as look-up tables, so that the cost of a text does not grow with the number of rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from l10n.variants.book import Book, Extra, column_of, forms, lineage, load_rules
from l10n.variants.patterns import PatternRow, Patterns, compile_patterns, number_pattern
from l10n.variants.quotes import Marks
from l10n.variants.rules import NONE, Conditions, Rule, VariantError, fold
from l10n.variants.scripts import converter

_FIRST = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Item:
    """What may happen to a word or phrase that begins with a given word."""

    phrase: str
    """Folded, first word included."""
    form: str
    """As the table writes it."""
    output: str
    """"" for a phrase that is kept."""
    rule: Rule
    exact: bool
    """Whether the text must have the table's own capitals."""
    often_name: bool
    conditions: Conditions | None
    """None where there are none."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """Quotation marks of source and target."""

    source: Marks
    target: Marks | None
    """None where the marks stay and are only read."""
    rule: Rule


@dataclass(frozen=True, slots=True)
class Compiled:
    """Everything that turns text of one variety into another."""

    rules: tuple[Rule, ...]
    """Those that can apply, in order."""
    words: Mapping[str, tuple[Item, ...]]
    """First word → what may begin with it, first match wins."""
    patterns: tuple[Patterns, ...]
    """Gated by words."""
    numeric: tuple[Patterns, ...]
    """Gated by digits."""
    quotes: tuple[Quotes, ...]
    """The first whose marks are in the text applies."""
    end_marks: tuple[tuple[str, Rule], ...]
    """(inside or outside: where the target has commas and full stops, rule)."""
    letters: tuple[tuple[str, str, Rule], ...]
    conversions: tuple[tuple[Callable[[str], str], Rule], ...]
    gate: frozenset[str]
    """Words without which neither ``words`` nor ``patterns`` can apply."""
    marks: re.Pattern[str] | None
    """Characters without which neither ``quotes`` nor ``letters`` can apply."""


@cache
def compiled(source: str, target: str, options: frozenset[str] = frozenset(), extra: Extra = ()) -> Compiled:
    """The rules from one locale to another; an empty table where there are none."""
    language = source.split("_")[0]
    if language != target.split("_")[0]:
        return _compile(Book(language, (), {}), source, target, options)
    return _compile(load_rules(language, extra), source, target, options)


def _compile(book: Book, source: str, target: str, options: frozenset[str]) -> Compiled:
    table: dict[str, list[tuple[tuple[object, ...], Item]]] = {}
    rows: list[PatternRow] = []
    numbers: list[PatternRow] = []
    quotes: list[Quotes] = []
    idle: list[Quotes] = []
    ends: list[tuple[str, Rule]] = []
    letters: list[tuple[str, str, Rule]] = []
    conversions: list[tuple[Callable[[str], str], Rule]] = []
    active: list[Rule] = []
    for order, rule in enumerate(book.rules):
        wanted = _wanted(rule, options)
        if rule.kind == "script":
            if wanted and (name := _conversion(rule, source, target)) is not None:
                conversions.append((converter(name), rule))
                active.append(rule)
            continue
        left, right = column_of(rule, source), column_of(rule, target)
        if left is None or right is None or left == right:
            continue
        if rule.kind == "quotes" and not (wanted and rule.source in (None, left)):
            idle += (Quotes(_marks(one, rule, line), None, rule) for one, _, line in forms(rule, left, right))
            continue
        if not wanted or rule.source not in (None, left):
            continue
        found = forms(rule, left, right)
        active.append(rule)
        forward = rule.columns.index(left) < rule.columns.index(right)
        if rule.kind == "words":
            for item, line in _items(rule, found):
                key = (-len(item.phrase), item.output != "", not rule.certain, item.conditions is None, order)
                first = _FIRST.match(item.phrase)
                if first is None:
                    raise VariantError(f"“{item.form}” does not begin with a letter", path=rule.path, line=line)
                table.setdefault(first[0], []).append((key, item))
        elif rule.kind == "quotes":
            quotes += (Quotes(_marks(one, rule, line), _marks(other, rule, line), rule) for one, other, line in found)
        elif rule.kind == "end marks":
            ends += ((other, rule) for _, other, _ in found)
        elif rule.kind in ("letters", "spaces"):
            letters += ((one, other, rule) for one, other, _ in found)
        else:
            (numbers if rule.kind == "numbers" else rows).extend(
                PatternRow(rule, one, other, line, forward) for one, other, line in found)
    if not quotes and (ends or "verbatim quotations" in options):
        quotes = idle
    patterns = compile_patterns(rows, book.sets)
    words = {first: tuple(item for _, item in sorted(items, key=lambda pair: pair[0]))
             for first, items in table.items()}
    marks = {mark.strip() for quote in quotes for mark in (quote.source.open, quote.source.inner_open)}
    marks |= {letter[-1] for letter, _, _ in letters}
    gated = tuple(pattern for pattern in patterns if pattern.gate)
    return Compiled(
        rules=tuple(active), words=words, patterns=gated,
        numeric=(*(pattern for pattern in patterns if not pattern.gate), *map(number_pattern, numbers)),
        quotes=tuple(quotes), end_marks=tuple(ends), letters=tuple(letters), conversions=tuple(conversions),
        gate=frozenset(words).union(*(pattern.gate for pattern in gated)),
        marks=re.compile(f"[{re.escape(''.join(sorted(marks)))}]") if marks else None)


def _items(rule: Rule, found: tuple[tuple[str, str, int], ...]) -> Iterator[tuple[Item, int]]:
    conditions = None if rule.conditions is NONE or rule.conditions == NONE else rule.conditions
    for phrase in rule.keep:
        yield Item(fold(phrase), phrase, "", rule, phrase != phrase.lower(), False, None), rule.line
    for before, after, line in found:
        folded = fold(before)
        yield Item(folded, before, after, rule, rule.exact or before != before.lower(), folded in rule.names,
                   conditions), line


def _wanted(rule: Rule, options: frozenset[str]) -> bool:
    if rule.option is None:
        return True
    name = rule.option.removeprefix("not ")
    return (name in options) != rule.option.startswith("not ")


def _conversion(rule: Rule, source: str, target: str) -> str | None:
    """The conversion for the nearest pair of parents; None where both read alike."""
    def place(locale: str) -> tuple[str, ...]:
        return tuple(rule.like.get(name, name) for name in lineage(locale))

    given: dict[tuple[str, str], str] = {}
    for row in rule.rows:
        one, _, other = row.cells[0].partition(">")
        given[one.strip(), other.strip()] = row.cells[1]
    for one in place(source):
        for other in place(target):
            if (one, other) in given:
                return given[one, other]
    return None


def _marks(cell: str, rule: Rule, line: int) -> Marks:
    marks = cell.split(" ")
    if len(marks) != 4:
        raise VariantError(f"quotation marks are written “ ‘ ’ “ ” ” (outer, inner), not “{cell}”",
                           path=rule.path, line=line)
    return Marks(*(mark.replace("_", "\u00a0") for mark in marks))
