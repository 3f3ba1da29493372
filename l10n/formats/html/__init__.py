"""HTML: any page as it is found, broken ones too, by spans over the untouched source.

``elements`` is what the standard says of names, ``lexer`` cuts a page into tokens as browsers do, ``walk`` finds what
is translatable (``runs`` of text, attributes, ``jsonld``), ``encode`` writes a target so that it keeps the structure,
``imprint`` says what an edition is. Front matter, as site generators have it above a page, is ``formats.stated``.
"""

from __future__ import annotations

from collections.abc import Sequence

from l10n.model import Document, Edit, Finding, FormatOptions, Imprint, Segment


class Html:
    """The format; see ``l10n.model.Format``."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")

    def parse(self, source: str, path: str, options: FormatOptions) -> Document:
        """Runs of text and inline tags between block boundaries, attributes that are read, JSON-LD; front matter."""
        from l10n import locales
        from l10n.formats import stated as front
        from l10n.formats.html.page import undetermined, wrong_charset
        from l10n.formats.html.walk import Walk

        top = front.read(source, path, options)
        page = Walk(source, path, locales.bcp47(top.locale) if top.locale else options.language, top.end).page
        for tag in page.heads:
            wrong = None if source.isascii() else wrong_charset(source, tag)
            if wrong:
                page.findings.append(Finding(path, source.count("\n", 0, tag.start) + 1, 0, "F205", f"says that it is "
                                             f"{wrong[2]}, and is UTF-8: browsers may show it wrong; editions say "
                                             "utf-8"))
        stated = page.root and (page.root.value(source, "lang") or page.root.value(source, "xml:lang"))
        locale = locales.find(stated) if stated else None
        if page.root and stated and locale is None and not undetermined(stated):
            line = source.count("\n", 0, page.root.start) + 1
            page.findings.append(Finding(path, line, 0, "F204", f"<{page.root.name} lang=\"{stated}\"> names no locale "
                                         "that CLDR knows"))
        return Document(path, self.name, source, (*top.segments, *page.segments), locale or top.locale,
                        findings=(*top.findings, *page.findings))

    def encode(self, document: Document, segment: Segment, target: str) -> str:
        """The target as HTML that fits its place; see ``encode.py`` for what is escaped."""
        from l10n.formats.html.encode import encode

        return encode(document, segment, target)

    def imprint(self, document: Document, imprint: Imprint) -> Sequence[Edit]:
        """Language, links to the other editions, the switcher; see ``imprint.py``."""
        from l10n.formats.html.imprint import edits

        return edits(document, imprint)


FORMAT = Html()
