"""Markers out of the way of rules: each is one private-use character while they look at a text."""

from __future__ import annotations

import re

from l10n.engines.guards.figures import MARK
from l10n.mask import MARKER

_FIRST, _MOST = 0xE000, 6000
_MARK = re.compile(f"[{MARK}]")


def hide(text: str) -> tuple[str, tuple[str, ...]] | None:
    """(text with a character for each marker, the markers); None for a text that has such characters of its own, or a
    table's worth of markup."""
    markers = tuple(found[0] for found in MARKER.finditer(text))
    if len(markers) > _MOST or _MARK.search(text):
        return None
    if not markers:
        return text, ()
    left = iter(range(_FIRST, _FIRST + len(markers)))
    return MARKER.sub(lambda _: chr(next(left)), text), markers


def show(text: str, markers: tuple[str, ...]) -> str:
    """The text with its markers back."""
    return _MARK.sub(lambda found: markers[ord(found[0]) - _FIRST], text) if markers else text
