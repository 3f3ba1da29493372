"""Findings as JUnit XML, as CI servers read it: a suite for each locale, a case for each file."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from xml.sax.saxutils import escape, quoteattr

from l10n.checks.found import Found, Result
from l10n.checks.reports import text
from l10n.model import Severity

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def report(result: Result) -> str:
    """A case fails by what the gate fails for. What else was found is its output, which Jenkins shows of any case and
    GitLab of those that fail; where nothing fails, warnings make it a skipped one, since GitLab shows nothing of a case
    that passes."""
    found: dict[str, dict[str, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for progress in result.progress:
        found[progress.locale][progress.article] = []
    for one in result.found:
        found[one.finding.locale or "project"][one.article or one.finding.path].append(one)
    suites = {locale: {name: _said(own, result.failing) for name, own in cases.items()}
              for locale, cases in found.items()}
    kinds = {locale: Counter(kind for kind, _ in cases.values()) for locale, cases in suites.items()}
    whole = sum(kinds.values(), Counter[str]())
    out = ['<?xml version="1.0" encoding="UTF-8"?>',
           f'<testsuites name="l10n check" tests="{whole.total()}" failures="{whole["failure"]}">']
    for locale, cases in suites.items():
        count = kinds[locale]
        out.append(f'  <testsuite name={_quoted(locale)} tests="{count.total()}" failures="{count["failure"]}" '
                   f'errors="0" skipped="{count["skipped"]}">')
        for name, (_, lines) in cases.items():
            head = f"    <testcase classname={_quoted(locale)} name={_quoted(name)}"
            out += [f"{head}>", *lines, "    </testcase>"] if lines else [f"{head}/>"]
        out.append("  </testsuite>")
    return "\n".join([*out, "</testsuites>"]) + "\n"


def _said(found: Sequence[Found], failing: Collection[Found]) -> tuple[str, list[str]]:
    """(failure, skipped or passed; the elements that say what was found in a case)."""
    bad = [one for one in found if one in failing]
    rest = [one for one in found if one not in failing]
    kind = "failure" if bad else "passed" if all(map(_remark, rest)) else "skipped"
    lines: list[str] = []
    if kind != "passed":
        about = bad or [one for one in rest if not _remark(one)]
        codes = ", ".join(dict.fromkeys(one.finding.code for one in about))
        lines.append(f"      <{kind} type={_quoted(codes)} message={_quoted(about[0].finding.message)}>"
                     f"{_shown(bad or rest)}</{kind}>")
    if rest:
        lines.append(f"      <system-out>{_shown(rest)}</system-out>")
    return kind, lines


def _remark(one: Found) -> bool:
    return one.finding.severity is Severity.INFO


def _shown(found: Sequence[Found]) -> str:
    return _clean("\n".join(map(text.finding, found)))


def _clean(said: str) -> str:
    return escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", said))


def _quoted(said: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", said))
