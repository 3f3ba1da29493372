"""Changes as data: what rules did to a text, and which of several may stand together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from l10n.model import Span


@dataclass(frozen=True, slots=True, order=True)
class Applied:
    """A change that a rule makes."""

    span: Span
    """What it replaces, as offsets into the fragment's text; empty where it only inserts."""
    before: str
    after: str
    rule_id: str
    certain: bool
    """False: only proposed."""


@dataclass(frozen=True, slots=True)
class Adapted:
    """A text carried over."""

    text: str
    """With what is certain."""
    proposal: str
    """With what is doubtful too; equal to ``text`` where nothing is."""
    applied: tuple[Applied, ...]
    """Every change, certain and doubtful, by span."""

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules behind ``proposal``, each once, in order of appearance."""
        return tuple(dict.fromkeys(change.rule_id for change in self.applied))


def settle(found: Iterable[Applied]) -> list[Applied]:
    """Certain changes that do not overlap, earlier and longer first; of the doubtful ones those that touch no certain
    one, or cover it whole."""
    ordered = sorted(found, key=lambda change: (change.span.start, -change.span.end))
    certain: list[Applied] = []
    doubtful: list[Applied] = []
    for change in ordered:
        if change.certain and (not certain or certain[-1].span.end <= change.span.start):
            certain.append(change)
    for change in ordered:
        if not change.certain and (not doubtful or doubtful[-1].span.end <= change.span.start) \
                and not any(_crosses(change.span, other.span) for other in certain):
            doubtful.append(change)
    return sorted(certain + doubtful, key=lambda change: (change.span, not change.certain)) if doubtful else certain


def _crosses(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end and not (one.start <= other.start and other.end <= one.end)


def with_doubtful(changes: list[Applied]) -> list[Applied]:
    """The doubtful changes and those certain ones that they do not cover."""
    doubtful = [change.span for change in changes if not change.certain]
    return [change for change in changes if not change.certain
            or not any(span.start < change.span.end and change.span.start < span.end for span in doubtful)]


def apply(text: str, changes: Iterable[Applied]) -> str:
    """``text`` with disjoint, sorted changes made."""
    out: list[str] = []
    at = 0
    for change in changes:
        out += text[at:change.span.start], change.after
        at = change.span.end
    out.append(text[at:])
    return "".join(out)
