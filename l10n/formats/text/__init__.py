"""Plain text (.txt): paragraphs by lines or by blank lines, and roles from where they stand.

Plain text has no escapes, so what a part is must not hang on words that a translation changes. Most roles follow from
blank lines, indentation, markers, underlines and the neighbours, which stay as they are. Where the author's wording
has to decide (does this line end like a sentence?), two layout marks of one meaning everywhere outrank it, and
``encode`` writes them only where a target would otherwise read differently than its source:

- two spaces at the end of a line: the line ends here, it is no part of a wrapped paragraph and no display line;
- three spaces: the line ends here and is a display line (a headline, a heading).

A target that begins like a list item gets a no-break space after its “marker”: ``12.\N{NO-BREAK SPACE}November``.

The parts: ``lines`` (lines, widths, what they look like), ``wrapping`` (wrapped paragraphs: recognised, folded, wrapped
again), ``address`` (postal addresses), ``marker`` (``en_USEnglish``), ``layout`` (roles).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from l10n.formats.text import layout, lines, wrapping
from l10n.formats.text.layout import Unit
from l10n.model import Document, Edit, FormatOptions, Fragment, Imprint, Inline, Segment, Span

_BODY = frozenset({"paragraph", "item"})
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>“”«»]*[^\s<>“”«».,;:!?…)\]}’'\"]"
                      r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")


class TextFormat:
    """See the module."""

    name = "text"
    suffixes = (".txt", ".text")

    def parse(self, source: str, path: str, options: FormatOptions) -> Document:  # noqa: ARG002 - part of the protocol
        """Find the segments of a plain text."""
        page = layout.of(source)
        return Document(path, self.name, source, tuple(map(_segment, page.units)),
                        locale=page.marker.locale if page.marker else None)

    def encode(self, document: Document, segment: Segment, target: str) -> str:
        """The target on one line, or wrapped where its source is and the result still reads as one paragraph."""
        unit = layout.of(document.source).at(segment.span.start)
        text = " ".join(filter(None, (part.strip() for part in re.split(r"[\r\n]+", target))))
        if unit.underline is not None:
            return text + unit.underline.under(text)
        if not unit.item:
            text = lines.without_marker(text)
        if unit.wrapped and unit.display in (None, lines.display(text)):
            wrapped = wrapping.wrap(text, unit.wrapped, unit.above)
            if wrapped is not None:
                return wrapped
        return text + _tail(unit, text)

    def imprint(self, document: Document, imprint: Imprint) -> Sequence[Edit]:
        """The locale marker of the edition in place of the source's, where there is one."""
        found = layout.of(document.source).marker
        if found is None or found.locale == imprint.locale:
            return ()
        tag = imprint.language if "-" in found.tag else imprint.locale
        return (Edit(found.span, tag + imprint.autonym),)


FORMAT = TextFormat()


def _segment(unit: Unit) -> Segment:
    inlines = tuple(Inline(Span(*match.span()), "autolink") for match in _ADDRESS.finditer(unit.text))
    return Segment(unit.span, unit.kind, Fragment(unit.text, inlines), None if unit.kind in _BODY else unit.kind,
                   line=unit.line)


def _tail(unit: Unit, text: str) -> str:
    """The layout mark that ``text`` needs on a line of its own to read as what its unit is."""
    ends = unit.ends == "always" or (unit.ends == "closed" and not lines.closed(text))
    if not ends and unit.display in (None, lines.display(text)):
        return ""
    return lines.DISPLAY if unit.display else lines.ENDS
