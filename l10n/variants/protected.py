"""Which parts of a fragment no rule may touch: markup, placeholders and do-not-translate terms."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from l10n.mask import PLACEHOLDER, SHORT_NAME
from l10n.model import Fragment
from l10n.variants.names import ATOM, MARKUP

_CJK = "\u2e80"
_PLACEHOLDER = re.compile(f"{PLACEHOLDER}|{SHORT_NAME}")
_SIGNS = frozenset("{%|[:")
"""One of them is in any placeholder."""


def closed(fragment: Fragment, protected: Collection[str]) -> list[tuple[int, int, str]]:
    """Stretches that stay as they are and what stands for their characters; sorted, possibly overlapping."""
    found: list[tuple[int, int, str]] = []
    for inline in fragment.inlines:
        at = inline.span.start
        filler = ATOM if inline.role == "atom" else MARKUP
        for part in inline.texts:
            found.append((at, part.start, filler))
            at = part.end
        found.append((at, inline.span.end, filler))
    if not _SIGNS.isdisjoint(fragment.text):
        found += ((*match.span(), ATOM) for match in _PLACEHOLDER.finditer(fragment.text))
    if protected and (terms := _terms(tuple(protected))):
        found += ((*match.span(), ATOM) for match in terms.finditer(fragment.text))
    return sorted(found)


def opened(fragment: Fragment, protected: Collection[str]) -> Iterator[tuple[int, int]]:
    """The stretches between closed ones."""
    at = 0
    for start, end, _ in [*closed(fragment, protected), (len(fragment.text), len(fragment.text), ATOM)]:
        if at < start:
            yield at, start
        at = max(at, end)


def blank(text: str, closed: Iterable[tuple[int, int, str]]) -> str:
    """``text`` with fillers in place of what is closed: no word, no space, no mark."""
    out: list[str] = []
    at = 0
    for start, end, filler in closed:
        start = max(start, at)
        if end > start:
            out += text[at:start], filler * (end - start)
            at = end
    out.append(text[at:])
    return "".join(out)


@lru_cache(maxsize=64)
def _terms(protected: tuple[str, ...]) -> re.Pattern[str] | None:
    terms = sorted({term for term in protected if term}, key=lambda term: (-len(term), term))
    return re.compile("|".join(map(_whole, terms))) if terms else None


def _whole(term: str) -> str:
    """A term as a whole word, where its script parts words at all (Chinese does not)."""
    left = r"(?<!\w)" if term[0].isalnum() and term[0] < _CJK else ""
    right = r"(?!\w)" if term[-1].isalnum() and term[-1] < _CJK else ""
    return f"{left}{re.escape(term)}{right}"
