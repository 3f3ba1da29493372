"""Front matter as an article has it: its texts, the locale that it declares, what an edition states in it.

``frontmatter`` knows YAML and TOML; this is what Markdown and HTML make of them, at whose top both may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from l10n.errors import ProjectError
from l10n.formats import frontmatter
from l10n.formats.frontmatter import FrontMatter
from l10n.model import Document, Edit, Finding, FormatOptions, Fragment, Imprint, Segment, Severity, Span

KIND = "front matter"
"""Of its segments."""

_LANGUAGE = ("lang", "language", "locale")
_DIRECTION = ("dir", "direction")
_MACHINE = re.compile(r"^machine_translated[ \t]*[:=][ \t]*(\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Top:
    """What stands before the body of an article."""

    end: int
    """Where the body begins."""
    segments: tuple[Segment, ...] = ()
    findings: tuple[Finding, ...] = ()
    locale: str | None = None
    """The locale that it declares."""


def end(source: str) -> int:
    """Where the body of an article begins: behind its front matter, or behind the byte order mark."""
    front = frontmatter.cut(source)
    return int(source.startswith("\ufeff")) if front is None else front.end


def read(source: str, path: str, options: FormatOptions) -> Top:
    """The front matter of an article; an empty one where there is none."""
    front = frontmatter.cut(source)
    if front is None:
        return Top(end(source))
    segments: list[Segment] = []
    findings: list[Finding] = []
    for value in frontmatter.chosen(front, options.front_matter):
        line = 1 + source.count("\n", 0, value.span.start) or source.count("\r", 0, value.span.start)
        segments.append(Segment(value.span, KIND, Fragment(value.text), f"front matter: {value.key}", line=line))
    if front.problem:
        findings.append(Finding(path, front.line, 0, "F102", f"front matter cannot be read: {front.problem}",
                                Severity.WARNING))
    locale, problem = _declared(front)
    if problem:
        findings.append(Finding(path, 1, 0, "F103", problem, Severity.WARNING))
    return Top(front.end, tuple(segments), tuple(findings), locale)


def edits(document: Document, imprint: Imprint) -> Iterator[Edit]:
    """The language and direction of the edition where the source states its own, and whether a machine wrote in it."""
    front = frontmatter.cut(document.source)
    if front is None or front.problem:
        return
    if imprint.language != imprint.source_language:
        taken = {segment.span for segment in document.segments}
        yield from (edit for edit in _stated(document.source, front, imprint) if edit.span not in taken)
    if imprint.machine:
        yield from _machine(document.source, front)


def _declared(front: FrontMatter) -> tuple[str | None, str]:
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
