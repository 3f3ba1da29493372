"""The locale marker that scraped pages leave at their end: a locale code run together with a language's own name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from l10n import locales
from l10n.formats.text.lines import Line
from l10n.model import Span

_LONGEST = 60
_REST = re.compile(r"((?:[-_][A-Z][a-z]{3})?(?:[-_](?:[A-Z]{2}|[0-9]{3}))?)(.+)")


@dataclass(frozen=True, slots=True)
class Marker:
    """``en_USEnglish`` in a text."""

    span: Span
    locale: str
    """Canonical tag."""
    tag: str
    """The tag as written."""


def find(line: Line) -> Marker | None:
    """The marker that the line is, or None."""
    text = line.content
    if len(text) > _LONGEST:
        return None
    for size in (2, 3):
        language = text[:size]
        if not (language.isascii() and language.islower() and language.isalpha()):
            return None
        rest = _REST.fullmatch(text[size:])
        if rest is None:
            continue
        tag = language + rest[1]
        locale = locales.find(tag)
        if locale is not None and rest[2].casefold() in _names(locale):
            return Marker(Span(line.start, line.start + len(text)), locale, tag)
    return None


def _names(locale: str) -> set[str]:
    return {name.casefold() for name in (locales.autonym(locale, region=False), locales.autonym(locale),
                                         locales.autonym(locales.language(locale)))}
