"""What a rule over (source, target) has to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from l10n.model import Edit, Span


@dataclass(slots=True)
class Verdict:
    """Collected by the rules in turn: what one has accounted for, the next ones leave alone."""

    edits: list[Edit] = field(default_factory=list)
    """Repairs of the target; they never overlap."""
    reasons: list[str] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    """Stretches of the source that are accounted for."""
    target: list[Span] = field(default_factory=list)

    def settle(self, source: Span, target: Span | None) -> None:
        """Mark a stretch of the source, and what stands for it in the target, as accounted for."""
        self.source.append(source)
        if target is not None:
            self.target.append(target)

    def repair(self, span: Span, text: str, reason: str) -> None:
        """Replace a stretch of the target, once."""
        if not any(span.start < edit.span.end and edit.span.start < span.end for edit in self.edits):
            self.edits.append(Edit(span, text))
            self.reasons.append(reason)


def free(span: Span, taken: Iterable[Span]) -> bool:
    """Whether a stretch touches none of those taken."""
    return all(span.end <= other.start or other.end <= span.start for other in taken)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with its repairs."""
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[:edit.span.start] + edit.text + text[edit.span.end:]
    return text
