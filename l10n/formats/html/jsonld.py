"""JSON-LD (schema.org) inside a script element: where its prose stands in the untouched JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from l10n.formats.html.elements import has_letters
from l10n.model import Span

PREFIX = "json-ld "
"""What contexts of its segments begin with; the property follows."""

PROSE = frozenset(["headline", "alternativeHeadline", "description", "disambiguatingDescription", "abstract",
                   "articleSection", "keywords", "caption"])
"""Properties that hold prose whatever the type. ``articleBody`` is left out: it says the article a second time."""

_NAMED = {
    "name": frozenset(["ListItem", "Question", "WebPage", "WebPageElement", "FAQPage", "CollectionPage", "AboutPage",
                       "HowTo", "HowToStep", "HowToSection", "HowToSupply", "HowToTool", "Recipe", "ImageObject",
                       "VideoObject", "AudioObject", "Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle",
                       "OpinionNewsArticle", "LiveBlogPosting", "Event", "Course", "Dataset", "DefinedTerm"]),
    "text": frozenset(["Question", "Answer", "HowToStep", "HowToDirection", "HowToTip", "Quotation"]),
}
"""Properties that hold prose in things of these types only: the name of a person or a company is none."""

_OPENS = re.compile(r"\s*(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?")
_CLOSES = re.compile(r"(?://|/\*)?\s*\]\]>(?:\s*\*/)?\s*\Z")
"""What XHTML puts around a script."""
_TOKEN = re.compile(r'"((?>(?:[^"\\]|\\.)*))"|([{}\[\]:,])')
_EDGE = re.compile(r"(?>(?:[ \t\r\n]|\\[nrt])*)")
_UNFIT = re.compile("[\0\ud800-\udfff]")
"""What no text file can hold."""


@dataclass(slots=True)
class _Thing:
    """An object or array that is being read."""

    object: bool
    key: str = ""
    expects_key: bool = True
    types: list[str] = field(default_factory=list)
    waiting: list[tuple[str, Span]] = field(default_factory=list)
    """Values that are prose if the type says so."""


def strings(source: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """(property, offsets between the quotation marks) of all string values, those of arrays under the array's name.

    A property that is prose by type only comes where its type says so. Raises ValueError for what is no JSON.
    """
    cdata = _OPENS.match(source, start, end)
    if cdata:
        start = cdata.end()
        at = source.rfind("]]>", start, end)
        closes = _CLOSES.search(source, max(start, at - 8), end) if at >= 0 else None
        end = closes.start() if closes else end
    try:
        json.loads(source[start:end])
    except RecursionError:
        raise ValueError("nested too deeply") from None
    stack: list[_Thing] = []
    for found in _TOKEN.finditer(source, start, end):
        mark = found[2]
        thing = stack[-1] if stack else None
        if mark is None and thing is not None:
            if thing.object and thing.expects_key:
                thing.key = decode(found[1])
                continue
            owner = thing if thing.object else next((one for one in reversed(stack) if one.object), thing)
            if owner.key == "@type":
                owner.types.append(decode(found[1]))
            elif owner.key in _NAMED:
                owner.waiting.append((owner.key, Span(*found.span(1))))
            else:
                yield owner.key, Span(*found.span(1))
        elif mark in ("{", "["):
            stack.append(_Thing(mark == "{"))
        elif mark in ("}", "]"):
            done = stack.pop()
            yield from ((key, span) for key, span in done.waiting if not _NAMED[key].isdisjoint(done.types))
        elif thing is not None:
            thing.expects_key = mark == ","


def prose(source: str, start: int, end: int) -> list[tuple[str, Span]]:
    """(property, trimmed span) of what a reader may see of it, in the order of the source; ValueError for no JSON."""
    out: list[tuple[str, Span]] = []
    for key, span in strings(source, start, end):
        if key in PROSE or key in _NAMED:
            raw = source[span.start:span.end]
            lead = _length(raw)
            span = Span(span.start + lead, span.end - _tail(raw, lead))
            value = decode(source[span.start:span.end])
            if has_letters(value) and not _UNFIT.search(value):
                out.append((key, span))
    return sorted(out, key=lambda item: item[1])


def decode(raw: str) -> str:
    """The value of a JSON string without its quotation marks."""
    value: str = json.loads(f'"{raw}"')
    return value


def encode(value: str) -> str:
    """A value as a JSON string without its quotation marks, safe inside a script element: no ``<`` in it."""
    return json.dumps(value, ensure_ascii=False)[1:-1].replace("<", "\\u003c")


def _length(raw: str) -> int:
    found = _EDGE.match(raw)
    return found.end() if found else 0


def _tail(raw: str, lead: int) -> int:
    """Length of the white space at the end, after ``lead``; ``\\\\n`` is a backslash and a letter, no line break."""
    end = len(raw)
    while end > lead:
        if raw[end - 1] in " \t\r\n":
            end -= 1
        elif raw[end - 2:end] in ("\\n", "\\r", "\\t") and _escapes(raw, lead, end - 2):
            end -= 2
        else:
            break
    return len(raw) - end


def _escapes(raw: str, lead: int, at: int) -> bool:
    """Whether the backslash at ``at`` is not itself escaped."""
    before = at
    while before > lead and raw[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 0
