"""Documents → the entries of a template: one for every text and role, with all the places where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from l10n.model import Document, Entry, Key, Place, Segment

_ROLES = {"item": "list item", "alt": "alternative text", "cell": "table cell"}
"""What a translator reads for a kind, where the kind's own name would not do."""


def entries(documents: Sequence[Document]) -> tuple[Entry, ...]:
    """One untranslated entry a key, in order of first appearance.

    Its notes begin with the roles that the text has (none for a plain paragraph), then come the author's notes, each
    once; its places are all the lines where it stands. Segments of white space only are nobody's work and left out.
    """
    found: dict[Key, list[tuple[Document, Segment]]] = {}
    for document in documents:
        for segment in document.segments:
            if segment.text.strip():
                found.setdefault(segment.key, []).append((document, segment))
    return tuple(
        Entry(source, context,
              places=tuple(dict.fromkeys(Place(document.path, segment.line) for document, segment in spots)),
              notes=tuple(dict.fromkeys(
                  [role for _, segment in spots if (role := _role(segment))]
                  + [note for _, segment in spots for line in segment.notes if (note := " ".join(line.split()))])))
        for (context, source), spots in found.items())


def _role(segment: Segment) -> str:
    if segment.context is not None:
        return _ROLES.get(segment.context, segment.context)
    return "" if segment.kind == "paragraph" else _ROLES.get(segment.kind, segment.kind)
