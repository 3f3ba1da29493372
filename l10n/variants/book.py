"""All rules of a language: our files, a project's own on top, and the guarantee that no two contradict each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import permutations

from l10n import locales
from l10n.variants.parser import parse
from l10n.variants.rules import NONE, Rule, RuleFile, VariantError, fold

Extra = tuple[tuple[str, str], ...]
"""(path as shown, text) of a project's own rule files."""


@dataclass(frozen=True, slots=True)
class Book:
    """The rules of one language, in the order of their files."""

    language: str
    rules: tuple[Rule, ...]
    sets: Mapping[str, tuple[str, ...]]


@cache
def languages() -> tuple[str, ...]:
    """Languages that have rules, sorted."""
    folder = files("l10n.variants")
    return tuple(sorted(entry.name for entry in folder.iterdir()
                        if entry.is_dir() and re.fullmatch(r"[a-z]{2,3}", entry.name)))


def lineage(locale: str) -> tuple[str, ...]:
    """``locale`` and its parents by CLDR."""
    return (locale, *locales.ancestors(locale))


def _parents(column: str) -> tuple[str, ...]:
    return lineage(column)[1:]


def column_of(rule: Rule, locale: str) -> str | None:
    """The column of ``rule`` that text in ``locale`` is written by: its own, what ``like:`` says for it, or the same
    of its nearest parent; None where the rule has nothing for it."""
    for name in lineage(locale):
        if rule.like.get(name) in rule.columns:
            return rule.like[name]
        if name in rule.columns:
            return name
    return None


def forms(rule: Rule, source: str, target: str) -> tuple[tuple[str, str, int], ...]:
    """(source form, target form, line) of every row that differs between two columns."""
    found = []
    for row in rule.rows:
        before, after = rule.forms(row, source, _parents), rule.forms(row, target, _parents)
        if before != after:
            found.append((before, after, row.line))
    return tuple(found)


@cache
def load_rules(language: str, extra: Extra = ()) -> Book:
    """The rules of a language: ours, then those of ``extra``, whose rules replace ours of the same id and whose
    ``off:`` switches ours off.

    Raises VariantError, with path and line, for a file that cannot be read as rules and for rules that contradict
    each other: two outputs for one word under the same conditions, or a word that one rule makes and another changes.
    """
    sets: dict[str, tuple[str, ...]] = {}
    ours = _ours(language)
    parsed: list[RuleFile] = []
    for path, text in (*ours, *extra):
        file = parse(text, path, sets)
        sets.update(file.sets)
        parsed.append(file)
    rules: dict[str, Rule] = {}
    for number, file in enumerate(parsed):
        for name, line in file.off:
            if name.split(".")[0] == language and rules.pop(name, None) is None:
                raise VariantError(f"“off: {name}” names no rule", path=file.path, line=line)
        for rule in file.rules:
            if rule.id.split(".")[0] != language:
                continue
            if rule.id in rules and number < len(ours):
                other = rules[rule.id]
                raise VariantError(f"[{rule.id}] is in {other.path}:{other.line} too", path=rule.path, line=rule.line)
            rules[rule.id] = rule
    book = Book(language, tuple(rules.values()), sets)
    _check(book)
    return book


def _ours(language: str) -> list[tuple[str, str]]:
    if language not in languages():
        return []
    folder = files("l10n.variants") / language
    names = sorted((entry.name for entry in folder.iterdir() if entry.name.endswith(".rules")),
                   key=lambda name: (name != "sets.rules", name))
    return [(f"l10n/variants/{language}/{name}", (folder / name).read_text("utf-8")) for name in names]


def _check(book: Book) -> None:
    words = [rule for rule in book.rules if rule.kind == "words"]
    for source, target in sorted({pair for rule in words for pair in permutations(rule.columns, 2)}):
        made: dict[tuple[object, ...], _Made] = {}
        alone: dict[str, _Made] = {}
        for rule in words:
            if source not in rule.columns or target not in rule.columns or rule.source not in (None, source):
                continue
            for before, after, line in forms(rule, source, target):
                here = _Made(before, after, rule, line)
                form = before if rule.exact or before != before.lower() else fold(before)
                other = made.setdefault((form, rule.conditions, rule.certain, rule.option), here)
                if other.after != after:
                    raise here.fail(f", but {other} makes it into “{other.after}”")
                if rule.certain and rule.conditions == NONE and rule.option is None:
                    alone[before] = here
        for here in alone.values():
            if here.after in alone and alone[here.after].after != here.before:
                raise here.fail(f", which {alone[here.after]} changes again")


@dataclass(frozen=True, slots=True)
class _Made:
    """What a row makes of a word."""

    before: str
    after: str
    rule: Rule
    line: int

    def __str__(self) -> str:
        return f"[{self.rule.id}] in {self.rule.path}:{self.line}"

    def fail(self, why: str) -> VariantError:
        return VariantError(f"[{self.rule.id}] makes “{self.before}” into “{self.after}”{why}",
                            path=self.rule.path, line=self.line)
