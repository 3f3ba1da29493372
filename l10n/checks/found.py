"""A finding with all that a report shows of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from l10n.model import Finding, Severity, Span, State

ORDER = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, where its text stands and what it is about."""

    finding: Finding
    end_line: int = 0
    """Line of its last character; 0 where ``finding.line`` is."""
    end_column: int = 0
    """Column after its last character; 0 where ``finding.column`` is."""
    excerpt: str = ""
    """The line of the file that ``finding.line`` names, without its end."""
    article: str | None = None
    """Path of the article that it concerns."""
    article_line: int = 0
    """First place of the source text in the article; 0 where that is not known."""
    context: str | None = None
    source: str = ""
    target: str = ""
    span: Span | None = None
    """The spot within ``target``, where it is one."""
    source_span: Span | None = None
    """The spot within ``source``, where it is one."""
    fix: str | None = None
    """What has to stand at ``span``, where that is certain."""
    ordinal: int = 0
    """How many findings of the same rule, entry and message come before it."""

    @property
    def key(self) -> str:
        """Sixteen hexadecimal digits that stay the same when the entry moves, and change when what is wrong does."""
        one = self.finding
        parts = (one.code, one.path, self.context or "", self.source, one.message, str(self.ordinal))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an article is in a locale."""

    article: str
    locale: str
    segments: Mapping[State, int] = field(hash=False)
    words: Mapping[State, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Result:
    """All that a check found."""

    found: tuple[Found, ...]
    progress: tuple[Progress, ...] = ()
    silenced: int = 0
    """Findings that an ignore comment or a baseline silenced."""
    folder: str = ""
    """Where the project stands in its repository, with a slash at the end; "" at its top, or where there is none.
    Paths in findings are relative to the project; CI servers want them from the top of the repository."""
    failing: frozenset[Found] = frozenset()
    """Those of ``found`` that matter enough to fail the check."""
