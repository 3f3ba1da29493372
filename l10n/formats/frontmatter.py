"""Front matter: where the string values stand in YAML between ``---`` or TOML between ``+++`` at the top of a file.

Values are found by key in the untouched source; ``encode`` writes a new value in the author's own style where that
style can hold it, and reads it back wherever that is not plain from the characters alone.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from l10n.model import Span

_OPEN = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*(\r\n|\r|\n)")
_CLOSE = {"---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE),
          "+++": re.compile(r"^\+\+\+[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)}
_KEY = re.compile(r"""\s*(?:\#.*\s+)*(?:[\w.-]+|"[^"\n]*"|'[^'\n]*')[ \t]*[:=](?:\s|\Z)""")
_NO_PROSE = re.compile(r"""(?:[a-z][a-z0-9+.-]*:)?//\S*|(?:mailto|tel|urn|doi):\S*|www\.\S+|\.{0,2}/\S*
                           |[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\d{4}-\d\d?-\d\d?(?:[T\ ].*)?
                           |[\w./-]+\.(?:jpe?g|png|gif|svg|webp|avif|mp[34]|pdf|html?|md|css|js)""", re.X | re.I)


@dataclass(frozen=True, slots=True)
class Value:
    """One string value."""

    key: str
    """Its keys joined by dots; places in lists do not count."""
    value: str
    """What the data language reads: escapes resolved, lines folded."""
    span: Span
    """Its literal in the source: with its quotes, or from the ``|`` or ``>`` to the end of the last line of text."""

    @property
    def text(self) -> str:
        """The value without white space around it."""
        return self.value.strip()


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of one source."""

    language: str
    """yaml or toml"""
    span: Span
    """What stands between the fences, in the source."""
    end: int
    """Where the body begins."""
    values: tuple[Value, ...] = ()
    """Every string value, sorted by span."""
    problem: str = ""
    """Why it cannot be read, in a few words; "" where it can."""
    line: int = 0
    """1-based line of the problem."""
    first: int = -1
    """Where its first key begins; -1 where its root is not a block of keys, one a line."""

    def value(self, key: str) -> Value | None:
        """The first value of that key."""
        return next((one for one in self.values if one.key == key), None)


def cut(source: str) -> FrontMatter | None:
    """The front matter at the top of ``source`` (after a byte order mark), or None.

    Text between fences that is no set of keys is Markdown (thematic breaks, a heading), not front matter; broken
    YAML or TOML that begins with a key is front matter with a ``problem``.
    """
    opening = _OPEN.match(source)
    if opening is None:
        return None
    closing = _CLOSE[opening[1]].search(source, opening.end())
    if closing is None:
        return None
    return _read(opening[1], source[opening.end() : closing.start()], opening.end(), closing.end())


def chosen(front: FrontMatter, keys: Sequence[str]) -> Iterator[Value]:
    """The values to translate: of one of ``keys`` (``a.b`` names one place, a bare key any), with words in it.

    Addresses, paths and dates are not words.
    """
    wanted = frozenset(keys)
    for value in front.values:
        text = value.text
        if ((value.key in wanted or value.key.rpartition(".")[2] in wanted)
                and any(map(str.isalpha, text)) and not _NO_PROSE.fullmatch(text)):
            yield value


def encode(source: str, span: Span, target: str) -> str:
    """The literal that reads as ``target`` in place of the value at ``span``; white space around it stays."""
    front = cut(source)
    index = next((i for i, one in enumerate(front.values) if one.span == span), -1) if front else -1
    if front is None or index < 0:
        raise ValueError(f"no front matter value at {span}")
    old = front.values[index].value
    target = target.replace("\r\n", "\n").replace("\r", "\n").strip()
    lead, trail = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
    literal = source[span.start : span.end]
    newline = "\r\n" if "\r\n" in source else "\r" if "\r" in source and "\n" not in source else "\n"
    write = _yaml if front.language == "yaml" else _toml
    for text, sure in write(literal, lead + target + trail, newline):
        if sure:
            return text
        again = cut(source[: span.start] + text + source[span.end :])
        if (again is not None and [one.key for one in again.values] == [one.key for one in front.values]
                and again.values[index].value == lead + target + trail):
            return text
    raise AssertionError("a double-quoted string holds any value")


@lru_cache(maxsize=32)
def _read(fence: str, text: str, start: int, end: int) -> FrontMatter | None:
    language = "yaml" if fence == "---" else "toml"
    span = Span(start, start + len(text))
    try:
        values, first = _yaml_values(text) if language == "yaml" else _toml_values(text)
    except (_UnreadableError, RecursionError) as problem:
        if not _KEY.match(text):
            return None
        where = problem.line if isinstance(problem, _UnreadableError) else 0
        return FrontMatter(language, span, end, problem=str(problem) or "nested too deeply", line=where + 2)
    if values is None:
        return None
    moved = (Value(one.key, one.value, Span(one.span.start + start, one.span.end + start)) for one in values)
    return FrontMatter(language, span, end, tuple(moved), first=first + start if first >= 0 else -1)


class _UnreadableError(Exception):
    """Not YAML, or not TOML."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line
        """0-based line in the front matter's text."""


# -- YAML ----------------------------------------------------------------------------------------------------------

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
_PLAIN = re.compile(r"[^\W\d_](?:[\w .;’‘“”«»„–—…()!?+/-]*[\w.’”»…)!?])?")
_SPECIAL_WORD = re.compile(r"(?:y|n|yes|no|on|off|true|false|null|nil|none|nan|inf)", re.IGNORECASE)
_YAML_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def _yaml_values(text: str) -> tuple[list[Value] | None, int]:
    """Every string scalar of a mapping, in order, and where its first key stands; None where it is no mapping."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        raise _UnreadableError(getattr(problem, "problem", None) or "not YAML", mark.line if mark else 0) from None
    except ValueError as problem:  # an odd escape or directive
        raise _UnreadableError(str(problem)) from None
    if root is None:
        return [], -1
    if not isinstance(root, MappingNode):
        return None, -1
    values: list[Value] = []
    seen: set[int] = set()

    def visit(node: Any, key: str) -> None:
        if id(node) in seen:  # an alias
            return
        seen.add(id(node))
        if isinstance(node, MappingNode):
            for name, value in node.value:
                if isinstance(name, ScalarNode):
                    visit(value, f"{key}.{name.value}" if key else str(name.value))
        elif isinstance(node, SequenceNode):
            for value in node.value:
                visit(value, key)
        elif str(node.tag) == "tag:yaml.org,2002:str" and node.value.strip():
            start, end = node.start_mark.index, node.end_mark.index
            properties = _PROPERTIES.match(text, start, end)
            start = properties.end() if properties else start
            if text[start:end].strip():
                values.append(Value(key, node.value, Span(start, start + len(text[start:end].rstrip()))))

    visit(root, "")
    values.sort(key=lambda one: one.span)
    block = not root.flow_style and root.value
    return values, root.value[0][0].start_mark.index if block else -1


def _yaml(literal: str, value: str, newline: str) -> Iterator[tuple[str, bool]]:
    """Ways to write ``value``, the author's style first, each with whether it is certain to read back."""
    odd = _UNPRINTABLE.search(value) is not None
    style = literal[0]
    if style in "|>":
        yield from _yaml_block(literal, value.strip(), newline)
    elif style == "'":
        if not odd:
            yield "'" + value.replace("'", "''") + "'", True
    elif (style != '"' and not odd and (value[:1].isalpha() or (value[:1].isdigit() and " " in value))
          and not _SPECIAL_WORD.fullmatch(value)):
        yield value, _PLAIN.fullmatch(value) is not None
    quoted = "".join(_YAML_ESCAPES.get(char, char) for char in value)
    yield '"' + _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted) + '"', True


def _yaml_block(literal: str, text: str, newline: str) -> Iterator[tuple[str, bool]]:
    """A block scalar (YAML 1.2, 8.1) with the header and indentation of ``literal``."""
    header, _, body = re.sub(r"\r\n?", "\n", literal).partition("\n")
    lines = [line for line in body.split("\n") if line.strip()]
    if not lines or re.match(r"[|>][+-]?\d", header) or _UNPRINTABLE.search(text.replace("\n", "")):
        return
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip(" "))]
    if header[0] == ">":  # one line break reads as a space, two as one
        text = re.sub(r"\n+", lambda found: found[0] + "\n", text)
    yield newline.join([header, *(indent + line if line else "" for line in text.split("\n"))]), False


# -- TOML ----------------------------------------------------------------------------------------------------------

_TOML_TOKEN = re.compile(r'''(?P<blank>[ \t]+|\#[^\n]*)|(?P<line>\r?\n)|(?P<punctuation>[\[\]{}=,.])
    |(?P<string>"""(?:\\.|[^\\])*?"""{1,3}|\'\'\'.*?\'\'\'\'{0,2}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<bare>[^\s\[\]{}=,."'\#]+)'''.replace('"""{1,3}', '"""(?:"{0,2})'), re.X | re.S)


def _toml_values(text: str) -> tuple[list[Value], int]:
    """Every string of the document in order, checked against what tomllib reads, and where its first key stands."""
    try:
        data = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"at line (\d+)", str(problem))
        raise _UnreadableError(re.sub(r" \(at .*\)$", "", str(problem)), int(line[1]) - 1 if line else 0) from None
    values = list(_toml_strings(text))
    if Counter((one.key, one.value) for one in values) != Counter(_strings(data, "")):
        raise _UnreadableError("strings cannot be located")
    first = re.match(r"(?:[ \t\r\n]|#[^\n]*)*", text)
    return [one for one in values if one.value.strip()], first.end() if first else 0


def _strings(data: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _strings(value, f"{key}.{name}" if key else name)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value, key)
    elif isinstance(data, str):
        yield key, data


def _toml_strings(text: str) -> Iterator[Value]:
    """Strings with their dotted keys, by one pass over the tokens of a document that is known to be valid."""
    table: list[str] = []  # of the last [header]
    nest: list[tuple[str, list[str]]] = []  # open brackets with the key path around them
    path: list[str] = []  # key being read, or read
    state = "key"  # key, header, value
    for token in _TOML_TOKEN.finditer(text):
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
                path = [*path, _toml_read(word) if kind == "string" else word]
        elif state == "key":
            if word == "[" and not nest and not path:
                state, path = "header", []
            elif word == "=":
                state = "value"
            elif word == "}":
                _, path = nest.pop()
                state = "value"
            elif kind in ("bare", "string"):
                path = [*path, _toml_read(word) if kind == "string" else word]
        elif state == "value":
            if word in "[{":
                nest.append((word, path))
                state = "value" if word == "[" else "key"
            elif word in "]}" and nest:
                _, path = nest.pop()
            elif word == "," and nest and nest[-1][0] == "{":
                state, path = "key", nest[-1][1]
            elif kind == "string":
                yield Value(".".join([*table, *path]), _toml_read(word), Span(*token.span()))


def _toml_read(literal: str) -> str:
    value: str = tomllib.loads("x = " + literal.replace("\r\n", "\n"))["x"]
    return value


def _toml(literal: str, value: str, newline: str) -> Iterator[tuple[str, bool]]:
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
