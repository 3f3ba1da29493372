"""What an edition in HTML says of itself: its language, its other editions, and what in it is in another language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from l10n.formats import stated
from l10n.formats.html.lexer import outer
from l10n.formats.html.page import (
    LANGUAGE,
    SOURCE_LANGUAGE,
    SWITCHER,
    Page,
    Tag,
    other_edition,
    same_language,
    wrong_charset,
)
from l10n.formats.html.walk import Walk
from l10n.model import Alternate, Document, Edit, Imprint, Span

MACHINE = "machine-translated"
"""Name of the ``<meta>`` that says ``true`` where an edition holds machine translation that nobody reviewed."""

_LABELS = {
    "ar": "اللغات", "ca": "Idiomes", "cs": "Jazyky", "da": "Sprog", "de": "Sprachen", "el": "Γλώσσες",
    "en": "Languages", "es": "Idiomas", "eu": "Hizkuntzak", "fa": "زبان‌ها", "fi": "Kielet", "fr": "Langues",
    "ga": "Teangacha",
    "gl": "Idiomas", "he": "שפות", "hi": "भाषाएँ", "hu": "Nyelvek", "id": "Bahasa", "it": "Lingue", "ja": "言語",
    "ko": "언어", "nb": "Språk", "nl": "Talen", "nn": "Språk", "no": "Språk", "pl": "Języki", "pt": "Idiomas",
    "ro": "Limbi", "ru": "Языки", "sv": "Språk", "tr": "Diller", "uk": "Мови", "vi": "Ngôn ngữ", "zh": "语言",
    "zh-Hant": "語言",
}
"""What the switcher is called for those who hear the page: “Languages”, which CLDR has no word for."""

_STATED = {"og:locale", "content-language", "inlanguage"}
"""``<meta>`` (property, http-equiv, itemprop) that state the language of the page."""

_ORDER = {"</spa": 0, "<span": 2}
"""Edits at one place: the end of a span, then what goes between two texts, then the start of a span."""

_INDENT = re.compile(r"[\r\n]+[ \t]*\Z")


def edits(document: Document, imprint: Imprint) -> Sequence[Edit]:
    """The edits in the order of the source; none where an edition is in the article's language and the only one."""
    page = Walk(document.source, document.path, imprint.source_language, stated.end(document.source)).page
    tags = _Tags(document.source)
    found = list(stated.edits(document, imprint))
    if imprint.language != imprint.source_language:
        found += _language(document.source, page, imprint, tags)
    found += _head(document.source, page, imprint)
    found += _switcher(document.source, page, imprint)
    found += _foreign(document, page, imprint, tags)
    found += tags.edits()
    return sorted((edit for edit in found if document.source[edit.span.start:edit.span.end] != edit.text),
                  key=lambda edit: (edit.span, _ORDER.get(edit.text[:5], 1)))


@dataclass(slots=True)
class _Tags:
    """Attributes to be set, tag by tag, so that one tag's edits do not meet."""

    source: str
    wanted: dict[int, tuple[Tag, dict[str, str | None]]] = field(default_factory=dict)

    def put(self, tag: Tag, name: str, value: str | None) -> None:
        """Set an attribute, or take it away for None."""
        self.wanted.setdefault(tag.start, (tag, {}))[1][name] = value

    def edits(self) -> Iterator[Edit]:
        """Replaced values where they stand, new attributes behind ``lang`` or else behind the name."""
        for tag, wanted in self.wanted.values():
            for name, value in wanted.items():
                if name in tag.attributes and value is None:
                    yield Edit(tag.place(self.source, name), "")
                elif name in tag.attributes and tag.value(self.source, name) != value:
                    start, end = outer(self.source, tag.attributes[name])
                    bare = start == end and self.source[start - 1] not in "=\"'\t\n\f\r "
                    yield Edit(Span(start, end), f'{"=" if bare else ""}"{escape(value or "")}"')
            new = "".join(f' {name}="{escape(value)}"' for name, value in wanted.items()
                          if value is not None and name not in tag.attributes)
            if new:
                keep = "lang" in tag.attributes and wanted.get("lang", "") is not None
                at = outer(self.source, tag.attributes["lang"])[1] if keep else tag.start + 1 + len(tag.name)
                yield Edit(Span(at, at), new)


def _language(source: str, page: Page, imprint: Imprint, tags: _Tags) -> Iterator[Edit]:
    """Wherever the page says its own language, it says the edition's."""
    foreign = not same_language(imprint.language, page.language or imprint.source_language)
    if page.root:
        tags.put(page.root, "lang", imprint.language)
        if "xml:lang" in page.root.attributes:
            tags.put(page.root, "xml:lang", imprint.language)
    for tag in {tag.start: tag for tag in (page.root, page.body) if tag}.values():
        if (tag is page.root and imprint.direction != imprint.source_direction) or "dir" in tag.attributes:
            tags.put(tag, "dir", imprint.direction)
    if foreign and page.root:
        tags.put(page.root, SOURCE_LANGUAGE, page.language or "")
    if foreign:
        left = {segment.span.start for segment in imprint.foreign}
        kept = {place.tag.start for start, place in page.places.items() if place.tag and start in left}
        for tag in page.same:
            if tag.start not in kept:                           # it is in the edition's language now, like the page
                for name in LANGUAGE:
                    if name in tag.attributes:
                        tags.put(tag, name, None)
        for tag in page.directed:
            if tag.start not in kept and (tag.value(source, "dir") or "").lower() == imprint.source_direction:
                tags.put(tag, "dir", imprint.direction)
        for tag, span in page.styled:
            if tag.start not in kept and source[span.start:span.end].lower() == imprint.source_direction:
                yield Edit(span, imprint.direction)
    for tag in page.heads:
        wrong = wrong_charset(source, tag)
        if wrong:
            tags.put(tag, *wrong[:2])
        for name in ("property", "http-equiv", "itemprop"):
            stated = (tag.value(source, name) or "").lower()
            if stated in _STATED and tag.value(source, "content"):
                tags.put(tag, "content", _underscored(imprint.language) if stated == "og:locale" else imprint.language)
    for span in page.languages:
        yield Edit(span, imprint.language)


def _underscored(language: str) -> str:
    """``es_MX``, ``zh_TW``: what og:locale asks for, language and territory without the script."""
    return "_".join(part for part in language.split("-") if len(part) != 4)


def _head(source: str, page: Page, imprint: Imprint) -> Iterator[Edit]:
    """Links to all editions and the note on machine translation, in place of those that are there."""
    wanted = [f'<meta name="{MACHINE}" content="true">'] if imprint.machine else []
    wanted += (_link(one.language, one.href) for one in imprint.alternates)
    wanted += (_link("x-default", one.href) for one in imprint.alternates if one.language == imprint.source_language)
    if page.xml:
        wanted = [f"{one[:-1]} />" for one in wanted]
    there = [tag for tag in page.heads if _replaced(source, tag, imprint)]
    if not there and (not wanted or page.head_end is None):
        return
    if there:
        at = there[0].start
        glue = _glue(source, at)
    else:
        at = page.head_end or 0
        while source[at - 1].isspace():
            at -= 1
        line = max(source.rfind("\n", 0, at), source.rfind("\r", 0, at)) + 1
        glue = "" if "<head" in source[line:at].lower() else _glue(
            source, at - len(source[line:at].lstrip()))
    if not there:
        yield Edit(Span(at, at), "".join(f"{glue}{one}" for one in wanted))
        return
    for index, tag in enumerate(there):
        last = index == len(there) - 1
        start = tag.start
        if index >= len(wanted):
            while source[start - 1].isspace():
                start -= 1
            yield Edit(Span(start, tag.end), "")
        else:
            yield Edit(Span(start, tag.end), glue.join(wanted[index:] if last else wanted[index:index + 1]))


def _replaced(source: str, tag: Tag, imprint: Imprint) -> bool:
    if tag.name == "meta":
        return tag.value(source, "name") == MACHINE
    return bool(imprint.alternates) and other_edition(source, tag)


def _link(language: str, href: str) -> str:
    return f'<link rel="alternate" hreflang="{escape(language)}" href="{escape(href)}">'


def _glue(source: str, at: int) -> str:
    """The line break and indentation before ``at``; "" where something else stands on its line."""
    found = _INDENT.search(source, max(0, at - 200), at)
    return found[0] if found else ""


def _switcher(source: str, page: Page, imprint: Imprint) -> Iterator[Edit]:
    """The switcher in place of one that is there, else where directives ask for it, else first in the body."""
    if not imprint.alternates:
        return
    nav = switcher(imprint.alternates, imprint)
    for tag in page.navs:
        end = source.find("</nav>", tag.end)
        if end >= 0:
            yield Edit(Span(tag.start, end + len("</nav>")), nav)
    if page.navs:
        return
    places = [(span.end, _glue(source, span.start)) for span in page.switchers]
    if not places and page.body:
        places = [(page.body.end, _glue(source, page.body.start))]
    for at, glue in places:
        yield Edit(Span(at, at), glue + nav)


def switcher(alternates: Iterable[Alternate], imprint: Imprint) -> str:
    """A list of links to all editions; the one at hand is marked as the current page."""
    language = imprint.language
    label = _LABELS.get("-".join(language.split("-")[:2])) or _LABELS.get(language.split("-")[0], _LABELS["en"])
    items = ""
    for one in alternates:
        direction = f' dir="{one.direction}"' if one.direction != imprint.direction else ""
        current = ' aria-current="page"' if one.locale == imprint.locale else ""
        items += (f'<li><a href="{escape(one.href)}" lang="{escape(one.language)}" '
                  f'hreflang="{escape(one.language)}"{direction}{current}>{escape(one.name, quote=False)}</a></li>')
    return f'<nav class="{SWITCHER}" aria-label="{label}" translate="no"><ul>{items}</ul></nav>'


def _foreign(document: Document, page: Page, imprint: Imprint, tags: _Tags) -> Iterator[Edit]:
    """Text that stays in the article's language says so, on the element that holds it or on a span around it.

    Values of attributes have no language of their own in HTML.
    """
    marks = {"lang": imprint.source_language}
    if imprint.source_direction != imprint.direction:
        marks["dir"] = imprint.source_direction
    if page.language is None:
        marks["translate"] = "yes"                              # else it would read as a quotation, which is kept
    for segment in document.segments:
        place = page.places.get(segment.span.start)
        if segment not in imprint.foreign or place is None:
            continue
        if place.tag:
            for name, value in marks.items():
                if name not in place.tag.attributes:
                    tags.put(place.tag, name, value)
        elif place.wrap:
            start, end = segment.span.start, segment.span.end
            attributes = "".join(f' {name}="{escape(value)}"' for name, value in marks.items())
            yield Edit(Span(start, start), f"<span{attributes}>")
            yield Edit(Span(end, end), "</span>")
