"""What a walk over a page found, beside its segments what an edition may have to change."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from types import MappingProxyType
from typing import NamedTuple

from l10n.formats.html.elements import SPACE, Attributes
from l10n.model import Finding, Segment, Span

SOURCE_LANGUAGE = "data-l10n-source"
"""Attribute of an edition's root: the language that its article declared, "" where it declared none. Parts in that
language are the article's own, parts in any other are quotations, whatever language the edition is in."""


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
    root: Tag | None = None
    """The tag that declares it, or ``<html>`` where nothing does."""
    body: Tag | None = None
    head_end: int | None = None
    """Where ``</head>`` begins; the end of the last ``</title>`` where there is none."""
    places: dict[int, Place] = field(default_factory=dict)
    """Start of a text segment's span → its place."""
    same: list[Tag] = field(default_factory=list)
    """Start tags of blocks inside that say the page's own language once more."""
    heads: list[Tag] = field(default_factory=list)
    """``<link>`` and ``<meta>``."""
    languages: list[Span] = field(default_factory=list)
    """Values of ``inLanguage`` in JSON-LD that are the page's own language, without quotation marks."""
    switchers: list[Span] = field(default_factory=list)
    """Comments that ask for a language switcher."""
    navs: list[Tag] = field(default_factory=list)
    """Language switchers that are there."""


def same_language(one: str, other: str) -> bool:
    """Whether two BCP 47 tags name one language, and one script where both name one: en and en-GB do."""
    parts, others = (tag.lower().replace("_", "-").split("-") for tag in (one, other))
    scripts = {part for tag in (parts, others) for part in tag[1:2] if len(part) == 4 and part.isalpha()}
    return bool(parts[0]) and parts[0] == others[0] and len(scripts) < 2
