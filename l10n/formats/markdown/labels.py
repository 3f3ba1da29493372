"""The labels of reference links, which translators need not write: ``[harbour]`` becomes ``[puerto][harbour]``.

CommonMark 6.3: the text of a shortcut or collapsed reference link is its label. Labels that the target writes out are
taken first, whatever the order; those left go to the links left, in the order of the source.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.common.utils import normalizeReference

from l10n.formats.markdown.parser import consumed
from l10n.model import Segment, Span


def referring(text: str, segment: Segment) -> str:
    """``text`` with the labels that the source's links refer by."""
    for close, label in reversed(by_order(text, segment)):
        text = f"{text[:close.start]}][{label}]{text[close.end:]}"
    return text


def by_order(text: str, segment: Segment) -> Sequence[tuple[Span, str]]:
    """The links of a target that get a label by their order alone, in order: (where ``]`` or ``][]`` stands, label)."""
    missing: list[str] = []
    full: list[str] = []
    opened: list[int] = []
    for one in segment.fragment.inlines:
        if one.kind in ("link", "image") and one.role == "open":
            opened.append(one.span.end)
        elif one.kind in ("link", "image") and one.role == "close":
            start, close = opened.pop(), segment.text[one.span.start : one.span.end]
            if close in ("]", "][]"):
                missing.append(segment.text[start : one.span.start])
            elif close.startswith("]["):
                full.append(close[2:-1])
    if not missing:
        return ()
    unknown: list[Span] = []
    for mark in consumed(text, {"references": _AnyLabel()}):
        close = text[mark.partner : mark.end] if mark.rule in ("link", "image") else ""
        if close in ("]", "][]"):
            if not _taken(missing, text[mark.start + (1 if mark.rule == "link" else 2) : mark.partner]):
                unknown.append(Span(mark.partner, mark.end))
        elif close.startswith("][") and not _taken(full, close[2:-1]):
            _taken(missing, close[2:-1])
    return tuple(sorted(zip(unknown, missing, strict=False), key=lambda pair: pair[0].start))


class _AnyLabel(dict[str, dict[str, str]]):
    """Reference definitions under which every label but a footnote's is defined."""

    def get(self, key: str, _: object = None) -> dict[str, str] | None:  # type: ignore[override]
        """As markdown-it's rules look labels up."""
        return None if key.startswith("^") else {"href": "", "title": ""}


def _taken(labels: list[str], label: str) -> bool:
    """Whether ``label`` was one of ``labels``; it no longer is."""
    found = next((one for one in labels if normalizeReference(one) == normalizeReference(label)), None)
    if found is not None:
        labels.remove(found)
    return found is not None
