"""Findings as JSON.

An object: ``format`` (1), ``findings`` (a list, sorted by place) and ``progress`` (a list). A finding has ``code``,
``name``, ``severity`` (info, warning, error), ``message``, ``path``, ``line`` and ``column`` (from 1; 0: the whole
file or line), ``end_line`` and ``end_column`` (exclusive), ``locale``, ``article`` and ``article_line`` (null and 0
where there is none), ``context`` (msgctxt or null), ``source``, ``target`` and ``key`` (stable over moves). Columns
count code points.
"""

from __future__ import annotations

import json
from typing import Any

from l10n.checks import registry
from l10n.checks.found import Found, Result


def report(result: Result) -> str:
    """The object, one finding a line."""
    rows = ",\n  ".join(json.dumps(_finding(one), ensure_ascii=False) for one in result.found)
    progress = ",\n  ".join(json.dumps({"article": one.article, "locale": one.locale,
                                        "segments": {state.value: count for state, count in one.segments.items()},
                                        "words": {state.value: count for state, count in one.words.items()}},
                                       ensure_ascii=False) for one in result.progress)
    text = f'{{"format": 1, "findings": [\n  {rows}\n], "progress": [\n  {progress}\n]}}\n'
    return text.encode("utf-8", "replace").decode()


def _finding(one: Found) -> dict[str, Any]:
    about = one.finding
    topic = registry.topic(about.code)
    return {"code": about.code, "name": topic.name if topic else "", "severity": about.severity.value,
            "message": about.message, "path": about.path, "line": about.line, "column": about.column,
            "end_line": one.end_line or about.line, "end_column": one.end_column or about.column,
            "locale": about.locale, "article": one.article, "article_line": one.article_line, "context": one.context,
            "source": one.source, "target": one.target, "key": one.key}
