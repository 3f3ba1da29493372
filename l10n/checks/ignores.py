"""``# l10n: ignore[N101, T110] reason``: a translator's comment that silences rules for one entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from l10n.model import Entry

_IGNORE = re.compile(r"l10n:\s*+ignore\s*+\[([^\]]*+)\]\s*+(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ignore:
    """What one comment silences."""

    codes: tuple[str, ...]
    reason: str


def of(entry: Entry) -> tuple[Ignore, ...]:
    """The ignores in the comments of an entry."""
    found = []
    for comment in entry.comments:
        if "ignore" in comment.lower() and (match := _IGNORE.match(comment.strip())):
            codes = tuple(code.strip().upper() for code in match[1].split(",") if code.strip())
            found.append(Ignore(codes, match[2].strip()))
    return tuple(found)


def silenced(code: str, ignores: Sequence[Ignore]) -> bool:
    """Whether one of the ignores names the code."""
    return any(code in ignore.codes for ignore in ignores)
