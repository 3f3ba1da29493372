"""HTML as tokens with offsets, as browsers cut it (WHATWG HTML, “Tokenization”), in linear time on any input.

The standard library's ``html.parser`` is not used: what it makes of broken markup changed several times within the
patch releases of Python 3.11 to 3.13, and some of it is quadratic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from l10n.formats.html.elements import BLOCK, TAGLESS, VOID

TEXT, START, EMPTY, END, COMMENT, RAW, BROKEN = range(7)
"""Kinds of tokens. EMPTY: tag of an element without content, void or closed by ``/>`` where that counts (XML, SVG,
MathML). COMMENT: doctypes, processing instructions, CDATA sections and ``<% … %>`` too, nothing to read. RAW: the
content of an element that holds no tags, whose name it bears. BROKEN: a tag or comment that the file ends in; browsers
show nothing of it. (Plain numbers, since looking up an enum's members is a third of the time of this module.)"""

Token = tuple[int, int, int, str]
"""(kind, start, end, lower-case name of the element or "")."""

TAG = re.compile(r"""
    <(/?)([A-Za-z][^\t\n\f\r\ />]*+)                       # name
    (?>(?:[\t\n\f\r\ /]++
      |(?:=[^\t\n\f\r\ />=]*+|[^\t\n\f\r\ />=]++)          # attribute name; a leading = belongs to it
       (?>(?:[\t\n\f\r\ ]*+=[\t\n\f\r\ ]*+
         (?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r\ >"'][^\t\n\f\r\ >]*+|(?=>)))?)
    )*)
    (>|\Z)""", re.VERBOSE)
_ATTRIBUTE = re.compile(r"""
    (=[^\t\n\f\r\ />=]*+|[^\t\n\f\r\ />=]++)
    (?>(?:[\t\n\f\r\ ]*+=[\t\n\f\r\ ]*+
      (?:"([^"]*+)(?:"|\Z)|'([^']*+)(?:'|\Z)|([^\t\n\f\r\ >"'][^\t\n\f\r\ >]*+)|(?=>)))?)
    """, re.VERBOSE)
_MARKUP = re.compile(r"<(?:[A-Za-z!?]|/.|%(?=(?>(?:[^%]++|%(?!>)){0,100})%>))", re.DOTALL)
"""What begins a tag or a comment. Browsers have none in ``<% … %>``; templates have put something there before."""
_COMMENT_END = re.compile(r"--!?>")


def lex(source: str, pos: int = 0, *, xml: bool = False) -> Iterator[Token]:
    """The tokens of ``source`` from ``pos`` on, one after the other without gaps.

    ``xml``: ``/>`` closes any element and CDATA sections are there.
    """
    size = len(source)
    foreign: list[str] = []
    """Open SVG and MathML, and the elements inside that hold HTML again."""
    while pos < size:
        found = _MARKUP.search(source, pos)
        start = found.start() if found else size
        if start > pos:
            yield TEXT, pos, start, ""
        if found is None:
            return
        tag = TAG.match(source, start)
        if tag is None:
            kind, pos = _declaration(source, start, cdata=xml or bool(foreign))
            yield kind, start, pos, ""
            continue
        pos = tag.end()
        slash, name, close = tag.groups()
        name = name.lower()
        if not close:
            yield BROKEN, start, pos, name
        elif slash:
            if foreign and name == foreign[-1]:
                foreign.pop()
            yield END, start, pos, name
        else:
            inside = bool(foreign) and foreign[-1] in ("svg", "math")
            if inside and name in BLOCK and name != "title":
                yield END, start, start, foreign[0]        # HTML breaks out of an SVG that was not closed
                foreign.clear()
                inside = False
            closed = source[pos - 2] == "/" and (xml or inside or name in ("svg", "math"))
            if closed or (name in VOID and not inside):
                yield EMPTY, start, pos, name
                continue
            yield START, start, pos, name
            if name in ("svg", "math", "foreignobject", "annotation-xml") and (inside or name in ("svg", "math")):
                foreign.append(name)
            elif name in TAGLESS and not inside:
                end = _raw_end(name).search(source, pos)
                start, pos = pos, end.start() if end else size
                if pos > start:
                    yield RAW, start, pos, name


def attributes(source: str, tag_start: int, name: str, tag_end: int) -> dict[str, tuple[int, int]]:
    """Lower-case name → offsets of the value without quotation marks, of the first attribute of each name."""
    out: dict[str, tuple[int, int]] = {}
    for found in _ATTRIBUTE.finditer(source, tag_start + 1 + len(name), tag_end - 1):
        group = found.lastindex or 1
        span = found.span(group) if group > 1 else (found.end(), found.end())
        out.setdefault(found[1].lower(), span)
    return out


def outer(source: str, span: tuple[int, int]) -> tuple[int, int]:
    """The offsets of an attribute's value with its quotation marks, if it has any."""
    start, end = span
    quoted = source[start - 1] in "\"'" and source[end:end + 1] == source[start - 1]
    return (start - 1, end + 1) if quoted else span


def _declaration(source: str, start: int, *, cdata: bool) -> tuple[int, int]:
    """What begins with ``<!``, ``<?``, ``<%`` or ``</`` and is no tag, and where it ends."""
    if source.startswith("<!--", start):
        if source.startswith((">", "->"), start + 4):
            return COMMENT, source.index(">", start) + 1
        found = _COMMENT_END.search(source, start + 4)
        return (COMMENT, found.end()) if found else (BROKEN, len(source))
    close = "]]>" if cdata and source.startswith("<![CDATA[", start) else (
        "?>" if source.startswith(("<?php", "<?="), start) else "%>" if source.startswith("<%", start) else ">")
    end = source.find(close, start + 2)
    return (COMMENT, end + len(close)) if end >= 0 else (BROKEN, len(source))


@cache
def _raw_end(name: str) -> re.Pattern[str]:
    return re.compile(r"\Z" if name == "plaintext" else rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE)
