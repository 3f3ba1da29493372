"""What a walk over a page found, beside its segments what an edition may have to change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from types import MappingProxyType
from typing import NamedTuple

from l10n.formats.html.elements import SPACE, Attributes
from l10n.formats.html.lexer import outer
from l10n.model import Finding, Segment, Span

SOURCE_LANGUAGE = "data-l10n-source"
"""Attribute of an edition's root: the language that its article declared, "" where it declared none. Parts in that
language are the article's own, parts in any other are quotations, whatever language the edition is in."""


LANGUAGE = ("lang", "xml:lang")

SWITCHER = "l10n-languages"
"""Class of the language switcher."""

_DIRECTED = frozenset(["html", "body", "bdo", "pre", "textarea"])
"""Elements whose ``dir`` is seen to elsewhere, or is that of code and of what is quoted letter by letter."""

_STYLED = re.compile(r"(?i)(?:\A|[;\s])direction\s*:\s*(ltr|rtl)\b")
"""A direction in a ``style``, as newsletters have it on each of their tables."""

NONE: Attributes = MappingProxyType({})


class Tag(NamedTuple):
    """A start tag."""

    name: str
    start: int
    end: int
    attributes: Attributes = NONE

    def value(self, source: str, name: str) -> str | None:
        """An attribute's value, decoded and stripped; None where it is not there."""
        span = self.attributes.get(name)
        return None if span is None else unescape(source[span[0]:span[1]]).strip(SPACE)

    def place(self, source: str, name: str) -> Span:
        """Where an attribute stands, with the white space before it."""
        start, end = outer(source, self.attributes[name])
        start = self.start + source[self.start:start].lower().rindex(name)
        while source[start - 1].isspace():
            start -= 1
        return Span(start, end)

    def without_language(self, source: str) -> str:
        """The tag as it stands there, less what it says of its language."""
        text = source[self.start:self.end]
        for span in sorted((self.place(source, name) for name in LANGUAGE if name in self.attributes), reverse=True):
            text = text[:span.start - self.start] + text[span.end - self.start:]
        return text


@dataclass(frozen=True, slots=True)
class Place:
    """Where an edition can say in which language a segment is."""

    tag: Tag | None
    """The start tag whose element holds that segment and nothing else; None where there is none."""
    wrap: bool
    """Whether an element may be put around the segment."""


@dataclass(slots=True)
class Page:
    """What a walk found."""

    segments: list[Segment] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    xml: bool = False
    """Whether it is to be read as XML: ``/>`` closes every element."""
    language: str | None = None
    """What the article declares its language to be, as it is written there."""
    assumed: str = ""
    """Its language where it declares none; "" where that is not known."""
    declared: bool = False
    """Whether it does."""
    root: Tag | None = None
    """The tag that declares it, or ``<html>`` where nothing does."""
    body: Tag | None = None
    head_end: int | None = None
    """Where ``</head>`` begins; the end of the last ``</title>`` where there is none."""
    places: dict[int, Place] = field(default_factory=dict)
    """Start of a text segment's span → its place."""
    same: list[Tag] = field(default_factory=list)
    """Start tags, of blocks and of inline elements around a whole segment, that say the page's own language once
    more, where text is translated."""
    directed: list[Tag] = field(default_factory=list)
    """Such tags with a ``dir`` that goes with the language."""
    styled: list[tuple[Tag, Span]] = field(default_factory=list)
    """Such tags with a direction in their ``style``, and where that stands."""
    heads: list[Tag] = field(default_factory=list)
    """``<link>`` and ``<meta>``."""
    languages: list[Span] = field(default_factory=list)
    """Values of ``inLanguage`` in JSON-LD that are the page's own language, without quotation marks."""
    switchers: list[Span] = field(default_factory=list)
    """Comments that ask for a language switcher."""
    navs: list[Tag] = field(default_factory=list)
    """Language switchers that are there."""

    def declare(self, source: str, tag: Tag, language: str | None) -> bool:
        """Take a tag for the one that declares the page's language; False where an earlier one is it.

        That is ``<html>``, else ``<body>``, else the one element that a file without them consists of.
        """
        says = bool(language) or SOURCE_LANGUAGE in tag.attributes
        if self.root and not says:
            return False
        self.root, self.declared = tag, says
        stated = tag.value(source, SOURCE_LANGUAGE) if SOURCE_LANGUAGE in tag.attributes else language
        self.language = None if undetermined(stated or "") else stated or None
        return True

    def note(self, source: str, tag: Tag, same: bool, *, around: bool) -> None:
        """Note a start tag that an imprint may change; ``same``: it stands in the page's language, and what it holds is
        translated.

        ``around``: what it holds would stay in it below a switcher.
        """
        if tag.name in ("link", "meta"):
            self.heads.append(tag)
        elif tag.name == "body" and self.body is None and around:
            self.body = tag
        elif tag.name == "nav" and SWITCHER in (tag.value(source, "class") or "").split():
            self.navs.append(tag)
        if same and tag is not self.root and self.says_again(source, tag):
            self.same.append(tag)
        if same and "dir" in tag.attributes and tag.name not in _DIRECTED:
            self.directed.append(tag)
        styled = _STYLED.search(source[slice(*tag.attributes["style"])]) if same and "style" in tag.attributes else None
        if styled and tag.name not in ("bdo", "pre", "textarea"):
            start = tag.attributes["style"][0]
            self.styled.append((tag, Span(start + styled.start(1), start + styled.end(1))))

    def says_again(self, source: str, tag: Tag) -> bool:
        """Whether a tag says the page's own language once more."""
        return self.speaks(tag.value(source, "lang") or tag.value(source, "xml:lang") or "")

    def speaks(self, language: str) -> bool:
        """Whether the page is in a language; templates of mails say ``und`` where they do not know."""
        return undetermined(language) or same_language(language, self.language or self.assumed)


_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([^\s\"';]+)")
_UTF8 = ("utf-8", "utf8", "unicode-1-1-utf-8")
"""Names of UTF-8 (WHATWG Encoding, “Names and labels”) that are met."""


def wrong_charset(source: str, tag: Tag) -> tuple[str, str, str] | None:
    """(attribute, value with UTF-8 in it, what it names now) of a ``<meta>`` that names another encoding than the one
    that articles and editions are in; None for any other tag, and where a byte order mark has the last word."""
    if tag.name != "meta" or source.startswith("\ufeff"):
        return None
    charset = tag.value(source, "charset")
    if charset is not None:
        return None if charset.lower() in _UTF8 else ("charset", "utf-8", charset)
    content = tag.value(source, "content") or ""
    found = _CHARSET.search(content) if (tag.value(source, "http-equiv") or "").lower() == "content-type" else None
    if found is None or found[1].lower() in _UTF8:
        return None
    return "content", f"{content[:found.start(1)]}utf-8{content[found.end(1):]}", found[1]


def other_edition(source: str, tag: Tag) -> bool:
    """Whether a ``<link>`` leads to the page in a language, not to a feed or to a page for telephones in one."""
    return (tag.name == "link" and "hreflang" in tag.attributes and "media" not in tag.attributes
            and "alternate" in (tag.value(source, "rel") or "").lower().split()
            and "html" in (tag.value(source, "type") or "html").lower())


def undetermined(language: str) -> bool:
    """Whether a BCP 47 tag says that nobody knows the language."""
    return language.lower() == "und"


def same_language(one: str, other: str) -> bool:
    """Whether two BCP 47 tags name one language, and one script where both name one: en and en-GB do."""
    parts, others = (tag.lower().replace("_", "-").split("-") for tag in (one, other))
    scripts = {part for tag in (parts, others) for part in tag[1:2] if len(part) == 4 and part.isalpha()}
    return bool(parts[0]) and parts[0] == others[0] and len(scripts) < 2
