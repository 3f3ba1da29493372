"""YAML between ``---``: where its strings stand, and how a new one is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from l10n.formats.frontmatter.value import UnreadableError, Value
from l10n.model import Span

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
_PLAIN = re.compile(r"[^\W\d_](?:[\w .;’‘“”«»„–—…()!?+/-]*[\w.’”»…)!?])?")
_SPECIAL_WORD = re.compile(r"(?:y|n|yes|no|on|off|true|false|null|nil|none|nan|inf)", re.IGNORECASE)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def values(text: str) -> tuple[list[Value] | None, int]:
    """Every string scalar of a mapping, in order, and where its first key stands; None where it is no mapping."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        raise UnreadableError(getattr(problem, "problem", None) or "not YAML", mark.line if mark else 0) from None
    except ValueError as problem:  # an odd escape or directive
        raise UnreadableError(str(problem)) from None
    if root is None:
        return [], -1
    if not isinstance(root, MappingNode):
        return None, -1
    found: list[Value] = []
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
                found.append(Value(key, node.value, Span(start, start + len(text[start:end].rstrip()))))

    visit(root, "")
    found.sort(key=lambda one: one.span)
    block = not root.flow_style and root.value
    return found, root.value[0][0].start_mark.index if block else -1


def literals(literal: str, value: str, newline: str) -> Iterator[tuple[str, bool]]:
    """Ways to write ``value``, the author's style first, each with whether it is certain to read back."""
    odd = _UNPRINTABLE.search(value) is not None
    style = literal[0]
    if style in "|>":
        yield from _block(literal, value.strip(), newline)
    elif style == "'":
        if not odd:
            yield "'" + value.replace("'", "''") + "'", True
    elif (style != '"' and not odd and (value[:1].isalpha() or (value[:1].isdigit() and " " in value))
          and not _SPECIAL_WORD.fullmatch(value)):
        yield value, _PLAIN.fullmatch(value) is not None
    quoted = "".join(_ESCAPES.get(char, char) for char in value)
    yield '"' + _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted) + '"', True


def _block(literal: str, text: str, newline: str) -> Iterator[tuple[str, bool]]:
    """A block scalar (YAML 1.2, 8.1) with the header and indentation of ``literal``."""
    header, _, body = re.sub(r"\r\n?", "\n", literal).partition("\n")
    lines = [line for line in body.split("\n") if line.strip()]
    if not lines or re.match(r"[|>][+-]?\d", header) or _UNPRINTABLE.search(text.replace("\n", "")):
        return
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip(" "))]
    if header[0] == ">":  # one line break reads as a space, two as one
        text = re.sub(r"\n+", lambda found: found[0] + "\n", text)
    yield newline.join([header, *(indent + line if line else "" for line in text.split("\n"))]), False
