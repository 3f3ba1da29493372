"""Findings that were there before somebody began to check: accepted once, and only new ones count."""

from __future__ import annotations

import json
from collections.abc import Iterable

from l10n.checks.found import Found
from l10n.errors import ProjectError


def write(found: Iterable[Found]) -> bytes:
    """A baseline that accepts these findings: one a line, sorted, so that it reads well in a diff."""
    rows = sorted({(one.finding.path, one.finding.code, one.key) for one in found})
    body = ",\n".join(f"  {json.dumps([key, code, path], ensure_ascii=False)}" for path, code, key in rows)
    return f'{{"format": 1, "accepted": [\n{body}\n]}}\n'.encode()


def read(data: bytes, path: str) -> frozenset[str]:
    """The keys that a baseline accepts; ProjectError where it is none."""
    try:
        parsed = json.loads(data)
        if parsed["format"] != 1:
            raise ValueError(parsed["format"])
        return frozenset(str(row[0]) for row in parsed["accepted"])
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        raise ProjectError("is no baseline of l10n check; remove it to accept today's findings", path=path) from None
