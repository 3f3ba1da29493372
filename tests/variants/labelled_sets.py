"""Reads the labelled sentences beside this file and scores the rules on them (format: ``labelled/README.md``)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from l10n import variants
from l10n.model import Fragment, Inline, Span

FOLDER = Path(__file__).parent / "labelled"
_MARK = re.compile(r"\{([^{}|<>~]*)([|<>~])([^{}|<>~]*)\}")
_WORD = re.compile(r"([^\W\d_]+\.?)")
_CODE = re.compile(r"`[^`]*`")


@dataclass(frozen=True)
class Case:
    """One sentence in one direction."""

    text: str
    expected: str
    changes: frozenset[tuple[int, str, str]]
    """(offset, before, after), one word each."""
    place: str
    """file:line"""


def cases(name: str, *, forward: bool) -> list[Case]:
    """The sentences of ``labelled/<name>*.txt`` from the left column to the right, or back."""
    found = []
    for path in sorted(FOLDER.glob(f"{name}*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                found.append(_case(line, f"{path.name}:{number}", forward))
    return found


def _case(line: str, place: str, forward: bool) -> Case:
    text, expected, at = "", "", 0
    changes: set[tuple[int, str, str]] = set()
    for match in _MARK.finditer(line):
        text += line[at:match.start()]
        expected += line[at:match.start()]
        before, after = (match[1], match[3]) if forward else (match[3], match[1])
        if match[2] != "|" and match[2] != (">" if forward else "<"):
            after = before
        changes |= atoms(len(text), before, after)
        text += before
        expected += after
        at = match.end()
    return Case(text + line[at:], expected + line[at:], frozenset(changes), place)


def atoms(offset: int, before: str, after: str) -> set[tuple[int, str, str]]:
    """A change split into words where both sides have as many, without those that stay."""
    one, other = _WORD.split(before), _WORD.split(after)
    if len(one) != len(other):
        return {(offset, before, after)}
    found = set()
    for left, right in zip(one, other, strict=True):
        if left != right:
            found.add((offset, left, right))
        offset += len(left)
    return found


def fragment(text: str) -> Fragment:
    """``text`` with its backticks as code."""
    return Fragment(text, tuple(Inline(Span(*match.span()), "code") for match in _CODE.finditer(text)))


@dataclass(frozen=True)
class Score:
    """How the certain rules did on a set."""

    sentences: int
    right: int
    wrong: tuple[str, ...]
    """Changes made that nobody wanted."""
    missed: tuple[str, ...]
    """Changes wanted that were not made."""

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed))


def score(sentences: list[Case], source: str, target: str) -> Score:
    """Changes made by certain rules against those wanted, word by word."""
    right = 0
    wrong: list[str] = []
    missed: list[str] = []
    adapter = variants.adapter(source, target)
    for case in sentences:
        made: set[tuple[int, str, str]] = set()
        for change in adapter.adapt(fragment(case.text)).applied:
            if change.certain:
                made |= atoms(change.span.start, change.before, change.after)
        both = Counter(made) & Counter(case.changes)
        right += sum(both.values())
        wrong += [f"{case.place} {before} → {after} in: {case.text}" for _, before, after in made - case.changes]
        missed += [f"{case.place} {before} → {after} in: {case.text}" for _, before, after in case.changes - made]
    return Score(len(sentences), right, tuple(wrong), tuple(missed))
