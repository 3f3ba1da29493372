"""What an edition in Markdown says about itself: in its front matter, and at ``<!-- l10n: switcher -->``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from l10n.formats import stated
from l10n.formats.markdown import markup
from l10n.formats.markdown.blocks import Body
from l10n.model import Document, Edit, FormatOptions, Imprint, Span


def edits(document: Document, imprint: Imprint) -> Sequence[Edit]:
    """The language and direction of the edition where the source states its own, whether a machine wrote in it, and
    links to the other editions."""
    source = document.source
    found = list(stated.edits(document, imprint))
    if len(imprint.alternates) > 1 and any(one[1] == "switcher" for one in markup.DIRECTIVE.finditer(source)):
        body = Body(source, stated.end(source), document.path, FormatOptions(), mdx=document.format == "mdx")
        nav = _switcher(imprint)
        found += (Edit(Span(place, place), nav) for place in body.switchers)
    return found


def _switcher(imprint: Imprint) -> str:
    """The language switcher as the HTML format writes it, on one line (a blank one would end the block)."""
    place = "<!-- l10n: switcher -->"
    page = markup.html().parse(place, "", FormatOptions())
    written = markup.html().imprint(page, replace(imprint, machine=False, foreign=frozenset()))
    return re.sub(r"\s*[\r\n]\s*", " ", "".join(edit.text for edit in written if edit.span.start == len(place)))
