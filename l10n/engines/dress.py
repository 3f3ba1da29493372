"""Parts as they stand in a target: the quotation marks of its locale, where a pair may begin and end, references."""

from __future__ import annotations

import re
from dataclasses import replace

from l10n.engines import prose
from l10n.locales import language
from l10n.mask import Masked, Part, unmask
from l10n.model import Span


def typographic(masked: Masked, number: int, span: Span, text: str, locale: str) -> Span:
    """A quotation without the comma that English sets inside; any pair with the ¿ or ¡ that opens its question;
    asterisks not between a letter and a sign, where they would be no emphasis (CommonMark 6.2, flanking)."""
    part = masked.parts[number - 1]
    start, end = span.start, span.end
    if part.close is None or end <= start:
        return span
    if part.kind == "quotation" and language(locale) != "en" and text[end - 1] == ",":
        end -= 1
    if start and text[start - 1] in "¿¡" and text[end - 1] in "?!":
        start -= 1
    if not part.open.strip("*_~"):
        while start < end - 1 and start and text[start - 1].isalnum() and not text[start].isalnum():
            start += 1
        while start < end - 1 and end < len(text) and text[end].isalnum() and not text[end - 1].isalnum():
            end -= 1
    inside = text[start:max(start, end)]
    return Span(start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())) if inside.strip() else span


def dressed(masked: Masked, text: str, locale: str) -> Masked:
    """The parts as they are in the target: quotation marks of its locale, all else byte for byte.

    A bare address keeps the marks that it had behind it: GFM would take others into the link.
    """
    all_ = masked.parts
    quotations = {part.number for part in all_ if part.kind == "quotation" and not any(
        all_[int(found[1]) - 1].open.startswith(("http", "www."))
        for found in re.finditer(rf"⟦(\d+)⟧⟦/{part.number}⟧", text))}
    parts: list[Part] = []
    for part in all_:
        one, two = prose.marks(locale, bool(part.parents & quotations))
        if part.number in quotations:
            part = replace(part, open=one, close=two)
        elif part.kind == "kept" and part.open in "“„«”»":
            part = replace(part, open=one if part.open in "“„«" else two)
        parts.append(part)
    return referring(masked, replace(masked, parts=tuple(parts)), text)


def referring(source: Masked, target: Masked, text: str) -> Masked:
    """The parts of a target, its masked ``text`` given, with labels for the reference links that need them."""
    return replace(target, parts=tuple(_referring(source, target, part, text) for part in target.parts))


def _referring(source: Masked, target: Masked, part: Part, text: str) -> Part:
    """A reference link whose text was its label (CommonMark 6.3), with the label where its text is another now."""
    if part.kind != "link" or part.close not in ("]", "][]"):
        return part
    label = _inside(source, part, source.text)
    return part if label.casefold() == _inside(target, part, text).casefold() else replace(part, close=f"][{label}]")


def _inside(masked: Masked, part: Part, text: str) -> str:
    """What a pair holds in a masked text, with its markup."""
    return unmask(masked, text.partition(f"⟦{part.number}⟧")[2].partition(f"⟦/{part.number}⟧")[0])
