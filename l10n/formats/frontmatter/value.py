"""A string value in front matter, and front matter that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from l10n.model import Span


@dataclass(frozen=True, slots=True)
class Value:
    """One string value."""

    key: str
    """Its keys joined by dots; places in lists do not count."""
    value: str
    """What the data language reads: escapes resolved, lines folded."""
    span: Span
    """Its literal in the source: with its quotes, or from the ``|`` or ``>`` to the end of the last line of text."""

    @property
    def text(self) -> str:
        """The value without white space around it."""
        return self.value.strip()


class UnreadableError(Exception):
    """Not YAML, or not TOML."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line
        """0-based line in the front matter's text."""
