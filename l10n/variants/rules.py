"""Rules as values: what an editor wrote in a rule file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from l10n.errors import ProjectError


class VariantError(ProjectError):
    """A rule file cannot be used: a broken line, an unknown key, two rules that contradict each other."""


def fold(text: str) -> str:
    """Lower case with straight apostrophes and plain spaces, character for character (same length as ``text``)."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(one if len(one := char.lower()) == 1 else char for char in text)
    return lower.replace("’", "'").replace("\u00a0", " ")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must stand around a word for a rule to hold; all sets are folded words."""

    after: frozenset[str] = frozenset()
    """The word before is one of these; ``#`` is a number, ``'s`` a possessive, ``^`` nothing adjacent, ``-ly`` any word
    that ends so."""
    not_after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    """The word after is one of these; ``#`` a number, ``Xx`` a capitalised word, ``^`` nothing adjacent."""
    not_before: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    """At least one of these stands anywhere in the text."""
    not_near: frozenset[str] = frozenset()


NONE = Conditions()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a rule's table."""

    cells: tuple[str, ...]
    """One form per column of the rule; "" where a column takes its parent's."""
    line: int


@dataclass(frozen=True, slots=True)
class Example:
    """A pair that the rule must give."""

    before: str
    after: str
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule and its table."""

    id: str
    """language.family.name: ``en.spelling.our-or``."""
    path: str
    """File that it stands in, as shown to the user."""
    line: int
    """Line of its ``[id]``."""
    columns: tuple[str, ...]
    """Locales that the columns of its rows are for."""
    about: str = ""
    """One sentence for the editor."""
    kind: str = "words"
    certain: bool = True
    """Certain rules are applied, doubtful ones proposed."""
    source: str | None = None
    """Column that the text must be written for (``from:``); None for every direction."""
    like: Mapping[str, str] = field(default_factory=dict)
    """Locale → column that it takes instead of its nearest parent's."""
    option: str | None = None
    """House style option that switches the rule on; with ``not `` before it, off."""
    exact: bool = False
    """Whether case in the table is meant (``case: exact``)."""
    guarded: bool = True
    """Whether a capital inside a sentence means a name, which is left alone (``capitals: names``)."""
    names: frozenset[str] = frozenset()
    """Folded forms that are often part of a name: left alone where capitals do not tell."""
    keep: tuple[str, ...] = ()
    """Phrases in which nothing is changed."""
    conditions: Conditions = NONE
    rows: tuple[Row, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def family(self) -> str:
        """spelling, vocabulary, punctuation, dates ..."""
        return self.id.split(".")[1]

    def forms(self, row: Row, locale: str, parents: Callable[[str], tuple[str, ...]]) -> str:
        """What ``row`` has for a column's locale: its own cell, or that of its nearest parent with one."""
        for name in (locale, *parents(locale)):
            if name in self.columns and (cell := row.cells[self.columns.index(name)]):
                return cell
        return row.cells[0]


@dataclass(frozen=True, slots=True)
class RuleFile:
    """What one file says."""

    path: str
    rules: tuple[Rule, ...]
    sets: Mapping[str, tuple[str, ...]]
    off: tuple[tuple[str, int], ...] = ()
    """(rule id, line) of rules of other files that are switched off."""
