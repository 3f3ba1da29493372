"""What an edition in Markdown says about itself: in its front matter, and at ``<!-- l10n: switcher -->``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from l10n.errors import ProjectError
from l10n.formats import frontmatter
from l10n.formats.frontmatter import FrontMatter
from l10n.formats.markdown import markup
from l10n.formats.markdown.blocks import Body
from l10n.model import Document, Edit, FormatOptions, Imprint, Span

_LANGUAGE = ("lang", "language", "locale")
_DIRECTION = ("dir", "direction")
_MACHINE = re.compile(r"^machine_translated[ \t]*[:=][ \t]*(\w+)", re.MULTILINE)


def declared(front: FrontMatter) -> tuple[str | None, str]:
    """(canonical locale, what is wrong with it) of the first of ``lang``, ``language`` and ``locale`` that is there."""
    from l10n import locales

    for key in _LANGUAGE:
        value = front.value(key)
        if value is not None:
            try:
                return locales.parse(value.text), ""
            except ProjectError as problem:
                return None, f"{key}: {problem.message}"
    return None, ""


def edits(document: Document, imprint: Imprint) -> Sequence[Edit]:
    """The language and direction of the edition where the source states its own, whether a machine wrote in it, and
    links to the other editions."""
    source = document.source
    found: list[Edit] = []
    front = frontmatter.cut(source)
    if front is not None and not front.problem:
        if imprint.language != imprint.source_language:
            taken = {segment.span for segment in document.segments}
            found += (edit for edit in _stated(source, front, imprint) if edit.span not in taken)
        if imprint.machine:
            found += _machine(source, front)
    if len(imprint.alternates) > 1 and any(one[1] == "switcher" for one in markup.DIRECTIVE.finditer(source)):
        start = front.end if front else int(source.startswith("\ufeff"))
        body = Body(source, start, document.path, FormatOptions())
        nav = _switcher(imprint)
        found += (Edit(Span(place, place), nav) for place in body.switchers)
    return found


def _switcher(imprint: Imprint) -> str:
    """The language switcher as the HTML format writes it, on one line (a blank one would end the block)."""
    place = "<!-- l10n: switcher -->"
    page = markup.html().parse(place, "", FormatOptions())
    written = markup.html().imprint(page, replace(imprint, machine=False, foreign=frozenset()))
    return re.sub(r"\s*[\r\n]\s*", " ", "".join(edit.text for edit in written if edit.span.start == len(place)))


def _stated(source: str, front: FrontMatter, imprint: Imprint) -> list[Edit]:
    """Values of the language and direction keys, in the spelling (``es-MX`` or ``es_MX``) that the source uses."""
    found: list[Edit] = []
    for key in (*_LANGUAGE, *_DIRECTION):
        value = front.value(key)
        if value is None:
            continue
        stated = imprint.direction if key in _DIRECTION else imprint.language
        if key in _DIRECTION and value.text not in ("ltr", "rtl"):
            continue
        if key in _LANGUAGE and "_" in value.text:
            stated = imprint.locale
        if stated != value.text:
            found.append(Edit(value.span, frontmatter.encode(source, value.span, stated)))
    return found


def _machine(source: str, front: FrontMatter) -> list[Edit]:
    """``machine_translated: true``, before the first key or in place of another value."""
    there = _MACHINE.search(source, front.span.start, front.span.end)
    if there is not None:
        return [Edit(Span(*there.span(1)), "true")] if there[1] != "true" else []
    if front.first < 0:
        return []
    begin = max(source.rfind("\n", 0, front.first), source.rfind("\r", 0, front.first)) + 1
    newline = "\r\n" if "\r\n" in source else "\r" if "\r" in source and "\n" not in source else "\n"
    mark = "machine_translated: true" if front.language == "yaml" else "machine_translated = true"
    return [Edit(Span(front.first, front.first), mark + newline + source[begin : front.first])]
