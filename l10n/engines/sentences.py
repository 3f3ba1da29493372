"""Text in units that a sentence model can take: lines, sentences, and clauses where a sentence is too long."""

from __future__ import annotations

import re

from l10n.model import Span

LONGEST = 600
"""UTF-8 bytes of a unit: 150 to 200 tokens, what models of this kind were trained on; beyond it they lose the end."""

# Where to cut what is too long, best first: sentence ends inside quotations, clauses, commas, spaces, anywhere.
_CUTS = (re.compile(r"[.!?…]+[\"'”’»)\]]*\s+|[。！？]+[”」』）]*"), re.compile(r"[;:]\s+|\s[–—]\s|[；：]"),
         re.compile(r"[,،]\s+|[，、]"), re.compile(r"\s+"), re.compile(r"(?=.)"))


def units(text: str, language: str) -> list[Span]:
    """Where the sentences of ``text`` stand, without the white space around them; line breaks always part them."""
    from sentencex import get_sentence_boundaries

    out: list[Span] = []
    for line in re.finditer(r"[^\n]+", text):
        for found in get_sentence_boundaries(language, line[0]):
            out += _short(text, line.start() + found["start_index"], line.start() + found["end_index"])
    return out


def _short(text: str, start: int, end: int) -> list[Span]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if end <= start:
        return []
    if len(text[start:end].encode()) <= LONGEST:
        return [Span(start, end)]
    middle = (start + end) / 2
    for cut in _CUTS:
        places = [found.end() for found in cut.finditer(text, start, end) if start < found.end() < end]
        places = [place for place in places if (end - start) / 6 < min(place - start, end - place)] or (
            places if cut is _CUTS[-1] else [])
        if places:
            place = min(places, key=lambda place: abs(place - middle))
            return _short(text, start, place) + _short(text, place, end)
    return [Span(start, end)]
