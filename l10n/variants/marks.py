"""Quotation marks of another variety, and the side of them that commas and full stops stand on."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.model import Span
from l10n.variants.changes import Applied
from l10n.variants.compiled import Compiled, Quotes
from l10n.variants.quotes import pairs
from l10n.variants.rules import Rule

_SPACES = (" ", "\u00a0", "\u202f")


def quoted(text: str, rules: Compiled) -> Iterator[Applied]:
    """The changes that rules make to the marks of quotations, and to commas and full stops at them."""
    for quotes in rules.quotes:
        found = pairs(text, quotes.source)
        sure = all(pair.sure for pair in found)
        closers: dict[int, str] = {}
        for pair in found:
            opening, closing = quotes.target.at(pair.depth) if quotes.target else ("", "")
            if pair.close is not None:
                closers[pair.close] = closing or text[pair.close]
            if opening:
                yield from _mark(text, pair.open, opening, quotes, sure, left=True)
            if pair.close is not None and closing:
                yield from _mark(text, pair.close, closing, quotes, sure, left=False)
        for side, rule in rules.end_marks:
            yield from _end_marks(text, side, rule, closers)
        if found:
            return


def _mark(text: str, at: int, mark: str, quotes: Quotes, sure: bool, *, left: bool) -> Iterator[Applied]:
    """A mark set anew, with the spaces that belong to it in French on its inner side."""
    start, end = at, at + 1
    spaced = len(quotes.source.open) > 1
    while spaced and left and text[end:end + 1] in _SPACES:
        end += 1
    while spaced and not left and start and text[start - 1] in _SPACES:
        start -= 1
    if text[start:end] != mark:
        yield Applied(Span(start, end), text[start:end], mark, quotes.rule.id, quotes.rule.certain and sure)


def _end_marks(text: str, side: str, rule: Rule, closers: dict[int, str]) -> Iterator[Applied]:
    """Commas and full stops moved to the other side of closing marks; a run of marks moves as one."""
    for at in sorted(closers):
        if at - 1 in closers:
            continue
        end = at + 1
        while end in closers:
            end += 1
        marks = "".join(closers[place] for place in range(at, end))
        if side == "inside" and text[end:end + 1] in (",", ".") and text[end:end + 3] != "..." \
                and text[at - 1] not in ".,!?…" and not text[end + 1:end + 2].isalnum():
            yield Applied(Span(at, end + 1), text[at:end + 1], text[end] + marks, rule.id, rule.certain)
        elif side == "outside" and text[at - 1] in ",." and text[at - 3:at] != "...":
            opening = max(text.rfind(mark, 0, at) for mark in "“‘\"")
            if opening >= 0 and len(text[opening:at].split()) <= 3 and text[at - 2].isalnum() \
                    and not text[opening + 1:opening + 2].isupper():
                yield Applied(Span(at - 1, end), text[at - 1:end], marks + text[at - 1], rule.id, rule.certain)
