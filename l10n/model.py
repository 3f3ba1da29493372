"""The values that flow through l10n: frozen, without behaviour that reads or writes files.

Offsets count characters (Unicode code points) from 0, end exclusive; lines count from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol, runtime_checkable


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: ``text[start:end]``."""

    start: int
    """Offset of the first character; 0 <= start <= end."""
    end: int
    """Offset after the last character."""


@dataclass(frozen=True, slots=True)
class Inline:
    """A piece of inline markup inside a fragment: what a translation must keep."""

    span: Span
    """Offsets into the text of the fragment that holds it; inlines of one fragment are sorted and disjoint."""
    kind: str
    """emphasis, strong, strike, link, image, code, autolink, tag, comment, entity, footnote, placeholder, break ..."""
    role: Literal["atom", "open", "close"] = "atom"
    """An atom stands alone and is copied byte for byte; open and close nest like brackets around text."""
    texts: tuple[Span, ...] = ()
    """Translatable values inside the markup itself (alt, title), as offsets into the fragment's text."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A unit's text with its protected parts."""

    text: str
    """What a translator sees: the author's text with its inline markup, soft line breaks folded to one space."""
    inlines: tuple[Inline, ...] = ()
    """Sorted, disjoint; every open has its close."""
    article: str = field(default="", compare=False, repr=False)
    """The text of the article that it stands in, for engines that read what is around; "" where unknown."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One translatable unit of an article."""

    span: Span
    """Where it stands in ``Document.source``. ``source[span]`` may hold more than ``fragment.text``: quote marks of
    a block quote, line breaks, escapes of a string literal."""
    kind: str
    """What the structure says it is: headline, heading, standfirst, label, paragraph, item, cell, caption, alt ..."""
    fragment: Fragment
    """Its text and inline markup."""
    context: str | None = None
    """Its msgctxt: the role for all that is not body text, None for body text (paragraph, item, quotation)."""
    notes: tuple[str, ...] = ()
    """What the author tells the translator, one line each."""
    line: int = field(default=0, compare=False)
    """Line of its first character in the article."""

    @property
    def text(self) -> str:
        """The text that is translated: the msgid."""
        return self.fragment.text

    @property
    def key(self) -> Key:
        """What identifies its entry in a catalog."""
        return (self.context, self.fragment.text)


Key = tuple[str | None, str]
"""(msgctxt or None, msgid): what identifies an entry within one catalog."""


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something a person should look at; data, never an exception."""

    path: str
    """File it is about, relative to the project root, with forward slashes."""
    line: int
    """1-based line in ``path``; 0 where the whole file is meant."""
    column: int
    """1-based column in characters; 0 where the whole line is meant."""
    code: str
    """Stable code of the rule, letters and a number."""
    message: str
    """One sentence for a person."""
    severity: Severity = Severity.WARNING
    locale: str | None = None
    """Locale it concerns, where there is one."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article: its untouched source and where the translatable parts stand in it."""

    path: str
    """Relative to the project root, forward slashes."""
    format: str
    """Name of its format: text, markdown, html, or a plug-in's."""
    source: str
    """The decoded text, byte order mark and line endings included."""
    segments: tuple[Segment, ...]
    """Sorted by span, disjoint, inside the source."""
    locale: str | None = None
    """Canonical locale tag that the article itself declares (front matter, ``<html lang>``, a marker), or None."""
    encoding: str = "utf-8"
    """Codec that ``source`` was decoded with and goes back to: utf-8, utf-16-le or utf-16-be."""
    findings: tuple[Finding, ...] = ()
    """What the parser could not make sense of; such parts stay untouched."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement in a document's source that is no translation: a language attribute, a switcher."""

    span: Span
    """What is replaced; an empty span inserts. Never overlaps a segment's span (touching is fine)."""
    text: str


class State(StrEnum):
    """Where an entry stands. ``fuzzy`` alone decides whether an entry is approved."""

    UNTRANSLATED = "untranslated"
    """msgstr is empty."""
    MACHINE = "machine"
    """Fuzzy, as an engine, a memory or a rule (a ``# l10n:`` line says which) proposed it for this very msgid."""
    STALE = "stale"
    """Fuzzy for any other reason: its source changed, a person marked it or has begun to work on a proposal."""
    REVIEWED = "reviewed"
    """Translated and not fuzzy."""
    INHERITED = "inherited"
    """Not in this locale's catalog: supplied by a parent locale. Never written to a file."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a msgid stands: one ``#:`` reference."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a catalog or template."""

    source: str
    """msgid"""
    context: str | None = None
    """msgctxt; None where there is none, which PO keeps apart from an empty one."""
    target: str = ""
    """msgstr; "" where untranslated."""
    state: State = State.UNTRANSLATED
    remark: str = ""
    """What its ``# l10n:`` line says after the colon: origin, score and reasons, or why it is stale; "" without."""
    places: tuple[Place, ...] = ()
    """``#:`` references."""
    notes: tuple[str, ...] = ()
    """``#.`` lines: role and the author's notes."""
    comments: tuple[str, ...] = ()
    """``# `` lines of translators, without our own ``# l10n:`` line."""
    previous: str | None = None
    """``#| msgid``: the source that ``target`` was made for."""
    line: int = field(default=0, compare=False)
    """Line of its ``msgid`` in the PO file."""

    @property
    def key(self) -> Key:
        """What identifies it within its catalog."""
        return (self.context, self.source)


@dataclass(frozen=True, slots=True)
class Translation:
    """A proposed target text and where it comes from."""

    text: str
    """The target with its inline markup; "" where there is nothing to propose (``reasons`` then say why)."""
    origin: str
    """memory:<path>, variant:<locale>, argos:en-es@0.2, starter:en-es@0.2, pseudo:en_XA ..."""
    score: float | None = None
    """Chance from 0 to 1 that it is a usable draft (``l10n.engines.confidence``); of a memory, how alike the source is
    to what it remembers. None where the origin has none."""
    reasons: tuple[str, ...] = ()
    """What was repaired or needs a look, a few words each: ``⟦2⟧ put back``, ``numbers: 8,000 → 8.000``."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another edition of the same article."""

    locale: str
    """Locale tag, es_MX."""
    language: str
    """BCP 47 tag for lang and hreflang, es-MX."""
    name: str
    """The language's own name for itself."""
    direction: Literal["ltr", "rtl"]
    href: str
    """Relative link from the edition that shows it."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What an edition states about itself; formats turn it into edits."""

    locale: str
    """Locale of the edition."""
    language: str
    """BCP 47 tag of ``locale``."""
    direction: Literal["ltr", "rtl"]
    source_language: str
    """BCP 47 tag of the article's own language."""
    source_direction: Literal["ltr", "rtl"]
    autonym: str
    """The edition's language's own name for itself, region left out: ``español`` for es and es_MX."""
    machine: bool = False
    """Whether any text in it is machine translation that nobody reviewed."""
    foreign: frozenset[Segment] = frozenset()
    """Segments that stay in the article's own language because nothing publishable is there for them."""
    alternates: tuple[Alternate, ...] = ()
    """All editions that exist of the article, this one included, in the order of the configuration."""


@dataclass(frozen=True, slots=True)
class FormatOptions:
    """What a project may set about extraction."""

    front_matter: tuple[str, ...] = ("title", "subtitle", "headline", "description", "summary", "excerpt", "tags",
                                     "keywords", "categories", "caption", "alt", "linkTitle", "sidebar_label",
                                     "nav_title", "lead", "teaser", "abstract", "tagline", "hero.text",
                                     "hero.actions.text", "features.details", "features.linkText")
    """Front-matter keys whose string values are segments; ``a.b`` names a nested key, a bare one any depth."""
    language: str = ""
    """BCP 47 tag of the language of articles that declare none; "" where that is not known."""
    suffixes: tuple[tuple[str, str], ...] = ()
    """(lower-case suffix with its dot, name of the format that reads such files) where formats do not say so."""


@runtime_checkable
class Format(Protocol):
    """A file format of articles. Implementations are stateless modules-turned-objects."""

    name: str
    suffixes: tuple[str, ...]
    """Lower-case file suffixes with their dot."""

    def parse(self, source: str, path: str, options: FormatOptions) -> Document:
        """Find the segments of ``source``. Never fails: what makes no sense stays skeleton, with a finding."""
        ...

    def encode(self, document: Document, segment: Segment, target: str) -> str:
        """What must stand at ``segment.span`` so that it reads as ``target`` and keeps the structure around it."""
        ...

    def imprint(self, document: Document, imprint: Imprint) -> Sequence[Edit]:
        """The edits that make an edition say what ``imprint`` states, where the format has a place for it."""
        ...


@runtime_checkable
class Engine(Protocol):
    """Something that proposes translations."""

    name: str

    def identity(self, source: str, target: str) -> str | None:
        """Origin of what it would give for the pair of locales (``starter:en-es@0.2``); None where it cannot."""
        ...

    def translate(self, fragments: Sequence[Fragment], source: str, target: str) -> Sequence[Translation]:
        """One translation a fragment, in order, each with every inline of its fragment exactly once.

        Raises EngineError where the engine cannot work at all; a fragment that it cannot do gives an empty text
        and a reason.
        """
        ...
