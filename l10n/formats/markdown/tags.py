"""Tags in Markdown, of HTML and of components: which of their attributes readers see."""

from __future__ import annotations

import re
from html import unescape

from l10n.model import Span

KIND = "attribute"
"""Of segments that are the value of one, in a tag that stands alone."""


def _braces(depth: int) -> str:
    inner = rf"|{_braces(depth - 1)}" if depth else ""
    return rf"\{{(?>(?:[^{{}}]++{inner})*)\}}"


BRACES = _braces(6)
"""An expression of JavaScript, as deep as anybody writes one."""
_NAME = re.compile(r"<([A-Za-z][\w.:-]*+)")
_ATTRIBUTE = re.compile(rf"""\s([A-Za-z@:#][\w.:-]*+)
    (?:\s*=\s*(?:"([^"]*+)"|'([^']*+)'|{BRACES}|[^\s"'=<>`{{}}]++))?""", re.VERBOSE)
_HTML = frozenset(("alt", "aria-description", "aria-label", "placeholder", "title"))
_OWN = _HTML | frozenset(("caption", "description", "heading", "headline", "label", "subtitle", "summary", "text",
                          "tooltip"))
"""Of components and custom elements, by custom."""
_MACHINE = re.compile(r"[a-z+.-]+:\S+|[./#{]\S*|\S+\.(?:jpe?g|png|svg|webp|mdx?|html?|js|css)", re.I)


def values(tag: str) -> list[tuple[str, Span]]:
    """(name, where its value stands in ``tag``) of each attribute that is prose."""
    named = _NAME.match(tag) if "=" in tag else None
    if named is None:
        return []
    names = _HTML if named[1].islower() and "-" not in named[1] else _OWN
    out: list[tuple[str, Span]] = []
    for found in _ATTRIBUTE.finditer(tag, named.end()):
        group = 2 if found[2] is not None else 3
        text = found[group] or ""
        if found[1] in names and any(map(str.isalpha, text)) and not _MACHINE.fullmatch(text):
            start, end = found.span(group)
            out.append((found[1], Span(start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip()))))
    return out


def bare(tag: str) -> str:
    """A tag without the values that are prose."""
    for _, value in reversed(values(tag)):
        tag = tag[:value.start] + tag[value.end:]
    return tag


def decoded(value: str) -> str:
    """What the source of a value says, on one line."""
    return " ".join(unescape(value).split())


def encoded(source: str, start: int, value: str) -> str:
    """What says it between the quotation marks before ``start``."""
    quote = source[:start].rstrip()[-1:]
    return " ".join(value.split()).replace("&", "&amp;").replace(quote, f"&#{ord(quote)};")
