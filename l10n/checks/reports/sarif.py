"""Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format): regions in the PO file, the article as
related location, fingerprints that stay the same when an entry moves."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from l10n import __version__
from l10n.checks import registry
from l10n.checks.found import Found, Result
from l10n.checks.rule import Rule
from l10n.model import Severity

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_TOP = "%SRCROOT%"
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def report(result: Result) -> str:
    """One run; columns count code points."""
    codes = list(dict.fromkeys(one.finding.code for one in result.found))
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "l10n", "semanticVersion": __version__,
                                "rules": [_rule(code) for code in codes]}},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {_TOP: {"description": {"text": "The top of the repository"}}},
            "results": [_result(one, codes.index(one.finding.code), result.folder) for one in result.found],
        }],
    }
    return json.dumps(log, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = registry.topic(code)
    if rule is None:
        return {"id": code}
    found: dict[str, Any] = {"id": code, "name": rule.name,
                             "shortDescription": {"text": rule.name.replace("-", " ")},
                             "fullDescription": {"text": rule.help},
                             "defaultConfiguration": {"level": _LEVEL[rule.severity]}}
    if isinstance(rule, Rule):
        found["help"] = {"text": f"{rule.help}\n\nSource: {rule.wrong[0]}\nWrong: {rule.wrong[1]}\n"
                                 f"Right: {rule.right[1]}"}
    return found


def _result(one: Found, index: int, folder: str) -> dict[str, Any]:
    about = one.finding
    location: dict[str, Any] = {"artifactLocation": _artifact(folder + about.path)}
    if about.line:
        region: dict[str, Any] = {"startLine": about.line}
        if about.column:
            region |= {"startColumn": about.column, "endLine": one.end_line or about.line,
                       "endColumn": one.end_column or about.column}
        if one.excerpt:
            region["snippet"] = {"text": one.excerpt}
        location["region"] = region
    found: dict[str, Any] = {
        "ruleId": about.code, "ruleIndex": index, "level": _LEVEL[about.severity],
        "message": {"text": about.message},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"l10n/v1": one.key},
    }
    if about.locale:
        found["properties"] = {"locale": about.locale}
    if one.article:
        related: dict[str, Any] = {"artifactLocation": _artifact(folder + one.article)}
        if one.article_line:
            related["region"] = {"startLine": one.article_line}
        found["relatedLocations"] = [{"id": 1, "physicalLocation": related,
                                      "message": {"text": "the source text in the article"}}]
    return found


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path), "uriBaseId": _TOP}
