"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request."""

from __future__ import annotations

from l10n.checks.found import Found, Result
from l10n.model import Severity

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(result: Result) -> str:
    """One command a finding; GitHub documents them as “workflow commands”."""
    return "".join(f"{_command(one, result.folder)}\n" for one in result.found)


def _command(one: Found, folder: str) -> str:
    about = one.finding
    values = {"file": folder + about.path}
    if about.line:
        values |= {"line": str(about.line), "endLine": str(one.end_line or about.line)}
    if about.column and one.end_line in (0, about.line):    # columns are read only within one line
        values |= {"col": str(about.column), "endColumn": str(max(one.end_column, about.column + 1))}
    values["title"] = f"{about.code} {about.locale}" if about.locale else about.code
    place = f" ({one.article}:{one.article_line})" if one.article and one.article_line else ""
    said = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    return f"::{_LEVEL[about.severity]} {said}::{_message(about.message + place)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
