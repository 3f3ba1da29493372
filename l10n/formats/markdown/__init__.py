"""Markdown: CommonMark 0.31 with GFM tables, strikethrough, task lists and footnotes, front matter, HTML blocks.

The source is never rendered anew. ``blocks`` finds the text of each block in the untouched source, ``inlines`` names
the markup inside it, ``encode`` writes a target so that the blocks around it stay what they are, ``imprint`` says
what an edition is.
"""

from __future__ import annotations

from collections.abc import Sequence

from l10n.model import Document, Edit, FormatOptions, Imprint, Segment


class Markdown:
    """The format; see ``l10n.model.Format``."""

    name = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown", ".mdown", ".mkd")

    def parse(self, source: str, path: str, options: FormatOptions) -> Document:
        """Segments of the front matter and the body."""
        from l10n.formats import stated
        from l10n.formats.markdown.blocks import Body
        from l10n.formats.markdown.inlines import marked

        top = stated.read(source, path, options)
        body = Body(source, top.end, path, options, mdx=self.name == MDX.name)
        return Document(path, self.name, source, (*map(marked, top.segments), *body.segments), top.locale,
                        findings=(*top.findings, *body.findings))

    def encode(self, document: Document, segment: Segment, target: str) -> str:
        """The target as raw Markdown that fits its place; see ``encode.py`` for what is escaped."""
        from l10n.formats.markdown.encode import encode

        return encode(document, segment, target)

    def imprint(self, document: Document, imprint: Imprint) -> Sequence[Edit]:
        """Language and ``machine_translated`` in the front matter; the switcher where a directive asks for it."""
        from l10n.formats.markdown.imprint import edits

        return edits(document, imprint)


class Mdx(Markdown):
    """Markdown with components and expressions of JavaScript, which some sites keep under ``.md`` too."""

    name = "mdx"
    suffixes = (".mdx",)


FORMAT = Markdown()
MDX = Mdx()
