"""Front matter: where the string values stand in YAML between ``---`` or TOML between ``+++`` at the top of a file.

Values are found by key in the untouched source; ``encode`` writes a new value in the author's own style where that
style can hold it, and reads it back wherever that is not plain from the characters alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from l10n.formats.frontmatter import toml, yaml
from l10n.formats.frontmatter.value import UnreadableError, Value
from l10n.model import Span

_OPEN = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*(\r\n|\r|\n)")
_CLOSE = {"---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE),
          "+++": re.compile(r"^\+\+\+[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)}
_KEY = re.compile(r"""\s*(?:\#.*\s+)*(?:[\w.-]+|"[^"\n]*"|'[^'\n]*')[ \t]*[:=](?:\s|\Z)""")
_NO_PROSE = re.compile(r"""(?:[a-z][a-z0-9+.-]*:)?//\S*|(?:mailto|tel|urn|doi):\S*|www\.\S+|\.{0,2}/\S*
                           |[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\d{4}-\d\d?-\d\d?(?:[T\ ].*)?
                           |[\w./-]+\.(?:jpe?g|png|gif|svg|webp|avif|mp[34]|pdf|html?|md|css|js)""", re.X | re.I)


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
    literals = yaml.literals if front.language == "yaml" else toml.literals
    for text, sure in literals(literal, lead + target + trail, newline):
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
        values, first = yaml.values(text) if language == "yaml" else toml.values(text)
    except (UnreadableError, RecursionError) as problem:
        if not _KEY.match(text):
            return None
        where = problem.line if isinstance(problem, UnreadableError) else 0
        return FrontMatter(language, span, end, problem=str(problem) or "nested too deeply", line=where + 2)
    if values is None:
        return None
    moved = (Value(one.key, one.value, Span(one.span.start + start, one.span.end + start)) for one in values)
    return FrontMatter(language, span, end, tuple(moved), first=first + start if first >= 0 else -1)
