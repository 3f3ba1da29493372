"""The labels of reference links, which translators need not write: ``[harbour]`` becomes ``[puerto][harbour]``.

CommonMark 6.3: the text of a shortcut or collapsed reference link is its label. Labels that the target writes out are
taken first, whatever the order; those left go to the links left, in the order of the source.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.common.utils import normalizeReference

from l10n.formats.markdown.parser import consumed
from l10n.model import Segment, Span


def referring(text: str, segment: Segment) -> str:
    """``text`` with the labels that the source's links refer by."""
    for close, label in reversed(by_order(text, segment)):
        text = f"{text[:close.start]}][{label}]{text[close.end:]}"
    return text


class _Bracket(NamedTuple):
    """What stands in brackets and could be a reference."""

    close: Span
    """Where ``]``, ``][]`` or ``][label]`` stands."""
    text: str
    label: str | None
    """The label that is written out."""
    link: bool = True


def by_order(text: str, segment: Segment) -> Sequence[tuple[Span, str]]:
    """The links of a target that get a label by their order alone, in order: (where ``]`` or ``][]`` stands, label).

    What stands in brackets in the source and is no link counts in the order where the target has as many brackets.
    """
    links = {one.span.start for one in segment.fragment.inlines
             if one.kind in ("link", "image") and one.role == "close"
             and segment.text[one.span.start : one.span.end][1:2] not in ("]", "{")}    # of no wiki link, of no span
    theirs = [one._replace(link=one.close.start in links) for one in _brackets(segment.text)]
    missing = [(one.text, one.link) for one in theirs if one.label is None]
    if not any(link for _, link in missing):
        return ()
    full = [(one.label or "", one.link) for one in theirs if one.label is not None]
    unknown: list[Span] = []
    for one in _brackets(text):
        if one.label is None:
            if not _taken(missing, one.text):
                unknown.append(one.close)
        elif not _taken(full, one.label):
            _taken(missing, one.label)
    if len(missing) != len(unknown):
        missing = [one for one in missing if one[1]]
    return [(close, label) for close, (label, link) in zip(unknown, missing, strict=False) if link]


def _brackets(text: str) -> list[_Bracket]:
    out: list[_Bracket] = []
    for mark in consumed(text, {"references": _AnyLabel()}):
        close = text[mark.partner : mark.end] if mark.rule in ("link", "image") else ""
        if close in ("]", "][]") or close.startswith("]["):
            inner = text[mark.start + (1 if mark.rule == "link" else 2) : mark.partner]
            out.append(_Bracket(Span(mark.partner, mark.end), inner, close[2:-1] or None))
    return sorted(out, key=lambda one: one.close)


class _AnyLabel(dict[str, dict[str, str]]):
    """Reference definitions under which every label but a footnote's is defined."""

    def get(self, key: str, _: object = None) -> dict[str, str] | None:  # type: ignore[override]
        """As markdown-it's rules look labels up."""
        return None if key.startswith("^") else {"href": "", "title": ""}


def _taken(labels: list[tuple[str, bool]], label: str) -> bool:
    """Whether ``label`` was one of ``labels``; it no longer is."""
    found = next((one for one in labels if normalizeReference(one[0]) == normalizeReference(label)), None)
    if found is not None:
        labels.remove(found)
    return found is not None
