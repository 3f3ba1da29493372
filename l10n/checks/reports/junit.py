"""Findings as JUnit XML, as CI servers read it: a suite for each locale, a case for each file, failures in it."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.sax.saxutils import escape, quoteattr

from l10n.checks.found import Found, Result
from l10n.checks.reports import text
from l10n.model import Severity

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def report(result: Result) -> str:
    """A case fails where it has an error or a warning; remarks are its output."""
    suites: dict[str, dict[str, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for progress in result.progress:
        suites[progress.locale][progress.article] = []
    for one in result.found:
        suites[one.finding.locale or "project"][one.article or one.finding.path].append(one)
    out = ['<?xml version="1.0" encoding="UTF-8"?>']
    whole = [len(cases) for cases in suites.values()]
    failed = [sum(any(map(_fails, found)) for found in cases.values()) for cases in suites.values()]
    out.append(f'<testsuites name="l10n check" tests="{sum(whole)}" failures="{sum(failed)}">')
    for (locale, cases), tests, failures in zip(suites.items(), whole, failed, strict=True):
        out.append(f'  <testsuite name={_quoted(locale)} tests="{tests}" failures="{failures}" errors="0">')
        for name, found in cases.items():
            head = f"    <testcase classname={_quoted(locale)} name={_quoted(name)}"
            if not found:
                out.append(f"{head}/>")
                continue
            out.append(f"{head}>")
            bad = [one for one in found if _fails(one)]
            if bad:
                codes = ", ".join(dict.fromkeys(one.finding.code for one in bad))
                said = "\n".join(text.finding(one) for one in bad)
                out.append(f"      <failure type={_quoted(codes)} message={_quoted(bad[0].finding.message)}>"
                           f"{_clean(said)}</failure>")
            rest = [one for one in found if not _fails(one)]
            if rest:
                said = "\n".join(text.finding(one) for one in rest)
                out.append(f"      <system-out>{_clean(said)}</system-out>")
            out.append("    </testcase>")
        out.append("  </testsuite>")
    out.append("</testsuites>")
    return "\n".join(out) + "\n"


def _fails(one: Found) -> bool:
    return one.finding.severity is not Severity.INFO


def _clean(said: str) -> str:
    return escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", said))


def _quoted(said: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", said))
