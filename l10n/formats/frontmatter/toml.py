"""TOML between ``+++``: where its strings stand, and how a new one is written."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from l10n.formats.frontmatter.value import UnreadableError, Value
from l10n.model import Span

_TOKEN = re.compile(r'''(?P<blank>[ \t]+|\#[^\n]*)|(?P<line>\r?\n)|(?P<punctuation>[\[\]{}=,.])
    |(?P<string>"""(?:\\.|[^\\])*?"""{1,3}|\'\'\'.*?\'\'\'\'{0,2}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<bare>[^\s\[\]{}=,."'\#]+)'''.replace('"""{1,3}', '"""(?:"{0,2})'), re.X | re.S)


def values(text: str) -> tuple[list[Value], int]:
    """Every string of the document in order, checked against what tomllib reads, and where its first key stands."""
    try:
        data = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"at line (\d+)", str(problem))
        raise UnreadableError(re.sub(r" \(at .*\)$", "", str(problem)), int(line[1]) - 1 if line else 0) from None
    found = list(_located(text))
    if Counter((one.key, one.value) for one in found) != Counter(_strings(data, "")):
        raise UnreadableError("strings cannot be located")
    first = re.match(r"(?:[ \t\r\n]|#[^\n]*)*", text)
    return [one for one in found if one.value.strip()], first.end() if first else 0


def _strings(data: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _strings(value, f"{key}.{name}" if key else name)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value, key)
    elif isinstance(data, str):
        yield key, data


def _located(text: str) -> Iterator[Value]:
    """Strings with their dotted keys, by one pass over the tokens of a document that is known to be valid."""
    table: list[str] = []  # of the last [header]
    nest: list[tuple[str, list[str]]] = []  # open brackets with the key path around them
    path: list[str] = []  # key being read, or read
    state = "key"  # key, header, value
    for token in _TOKEN.finditer(text):
        kind, word = token.lastgroup, token[0]
        if kind == "blank":
            continue
        if kind == "line":
            if not nest:
                state, path = "key", []
        elif state == "header":
            if word == "]":
                state = "headed"
                table = path
            elif kind in ("bare", "string"):
                path = [*path, _read(word) if kind == "string" else word]
        elif state == "key":
            if word == "[" and not nest and not path:
                state, path = "header", []
            elif word == "=":
                state = "value"
            elif word == "}":
                _, path = nest.pop()
                state = "value"
            elif kind in ("bare", "string"):
                path = [*path, _read(word) if kind == "string" else word]
        elif state == "value":
            if word in "[{":
                nest.append((word, path))
                state = "value" if word == "[" else "key"
            elif word in "]}" and nest:
                _, path = nest.pop()
            elif word == "," and nest and nest[-1][0] == "{":
                state, path = "key", nest[-1][1]
            elif kind == "string":
                yield Value(".".join([*table, *path]), _read(word), Span(*token.span()))


def _read(literal: str) -> str:
    value: str = tomllib.loads("x = " + literal.replace("\r\n", "\n"))["x"]
    return value


def literals(literal: str, value: str, newline: str) -> Iterator[tuple[str, bool]]:
    """Ways to write ``value``, the author's kind of string first (TOML 1.0, section String)."""
    lines = re.search(r"[\0-\x08\x0b-\x1f\x7f\ud800-\udfff]", value) is None  # what strings of several lines hold raw
    one = lines and "\n" not in value
    if literal.startswith("'''"):
        if lines and "'''" not in value and not value.endswith("'"):
            yield "'''" + _after(literal, value, newline) + "'''", False
        literal = '"""'
    elif literal[0] == "'" and one and "'" not in value:
        yield f"'{value}'", True
    escaped = re.sub(r"[\0-\x08\x0b-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", value.replace("\\", "\\\\"))
    if literal.startswith('"""'):
        raw = re.sub(r'"(?="")|"\Z', '\\\\"', escaped)
        yield '"""' + _after(literal, raw, newline) + '"""', False
    yield '"' + escaped.replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"', True


def _after(literal: str, text: str, newline: str) -> str:
    """``text`` on a line of its own after the opening quotes where the author has it so (that break is no value)."""
    own = literal[3:4] in ("\r", "\n") or text.startswith("\n")
    return (newline if own else "") + text.replace("\n", newline)
