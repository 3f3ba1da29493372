"""Markdown reference links without labels, which lead where their order says; the article alone tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from l10n.catalog.syntax import Block
from l10n.checks.across import Spotted
from l10n.checks.rule import Spot
from l10n.formats.markdown.labels import by_order
from l10n.model import Document, Severity, Span

CODE = "M110"
_ALIKE = 0.6
"""How much of a label a text has to keep for no doubt where it leads: a variant of the same language."""


def article(document: Document, blocks: Sequence[Block]) -> Iterator[Spotted]:
    """(entry, code, severity, spot) of the translations in which two links or more have nothing but their order."""
    if document.format not in ("markdown", "mdx"):
        return
    segments = {segment.key: segment for segment in document.segments}
    for block in blocks:
        target = block.entry.target
        segment = segments.get(block.entry.key)
        if segment is None or target.count("[") < 2:
            continue
        given = by_order(target, segment)
        texts = [target[target.rfind("[", 0, close.start) + 1 : close.start] for close, _ in given]
        pairs = [(text, label) for text, (_, label) in zip(texts, given, strict=True)]
        if len({label for _, label in given}) < 2 or all(
                SequenceMatcher(None, text, label).ratio() > _ALIKE for text, label in pairs):
            continue
        shown = ", ".join(f"“{text}” to [{label}]" for text, label in pairs)
        first = given[0][0]
        yield block, CODE, Severity.WARNING, Spot(
            f"links without a label lead where their order says: {shown}; write [{texts[0]}][…]",
            Span(first.start - len(texts[0]) - 1, first.end))
