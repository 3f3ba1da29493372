"""Findings as people and machines read them. Every report is a pure function: what was found → text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from l10n.checks.found import Result
from l10n.checks.reports import data, github, junit, page, sarif, text

FORMATS: Mapping[str, Callable[[Result], str]] = {
    "text": text.report,
    "json": data.report,
    "junit": junit.report,
    "sarif": sarif.report,
    "github": github.report,
    "html": page.report,
}
"""Name → report."""

__all__ = ["FORMATS", "text"]
