"""Markdown: CommonMark 0.31 with GFM tables, strikethrough, task lists and footnotes, front matter, HTML blocks.

The source is never rendered anew. ``blocks`` finds the text of each block in the untouched source, ``inlines`` names
the markup inside it, ``encode`` writes a target so that the blocks around it stay what they are, ``imprint`` says
what an edition is.
"""

from __future__ import annotations

from collections.abc import Sequence

from l10n.model import Document, Edit, Finding, FormatOptions, Fragment, Imprint, Segment, Severity


class Markdown:
    """The format; see ``l10n.model.Format``."""

    name = "markdown"
    suffixes = (".md", ".markdown", ".mdown", ".mkd")

    def parse(self, source: str, path: str, options: FormatOptions) -> Document:
        """Segments of the front matter and the body."""
        from l10n.formats import frontmatter
        from l10n.formats.markdown.blocks import Body
        from l10n.formats.markdown.imprint import declared

        front = frontmatter.cut(source)
        start = front.end if front else int(source.startswith("\ufeff"))
        body = Body(source, start, path, options)
        segments: list[Segment] = []
        findings: list[Finding] = []
        locale = None
        if front:
            for value in frontmatter.chosen(front, options.front_matter):
                line = 1 + source.count("\n", 0, value.span.start) or source.count("\r", 0, value.span.start)
                segments.append(Segment(value.span, "front matter", Fragment(value.text), f"front matter: {value.key}",
                                        line=line))
            if front.problem:
                findings.append(Finding(path, front.line, 0, "F102", f"front matter cannot be read: {front.problem}",
                                        Severity.WARNING))
            locale, problem = declared(front)
            if problem:
                findings.append(Finding(path, 1, 0, "F103", problem, Severity.WARNING))
        return Document(path, self.name, source, (*segments, *body.segments), locale,
                        findings=(*findings, *body.findings))

    def encode(self, document: Document, segment: Segment, target: str) -> str:
        """The target as raw Markdown that fits its place; see ``encode.py`` for what is escaped."""
        from l10n.formats.markdown.encode import encode

        return encode(document, segment, target)

    def imprint(self, document: Document, imprint: Imprint) -> Sequence[Edit]:
        """Language and ``machine_translated`` in the front matter; the switcher where a directive asks for it."""
        from l10n.formats.markdown.imprint import edits

        return edits(document, imprint)


FORMAT = Markdown()
