"""Translatable values inside markup: the alt text of an image, the title of a link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

from l10n.mask.markers import Masked, Part
from l10n.model import Span


def values(masked: Masked) -> tuple[str, ...]:
    """The translatable values inside the markup (alt, title), decoded, in the order of the parts."""
    return tuple(_decoded(part, shut, span) for part in masked.parts for shut, span in part.values)


def with_values(masked: Masked, targets: Sequence[str]) -> Masked:
    """The same with ``targets`` for its values, encoded so that each stays one value; "" keeps the author's."""
    left = list(targets)
    parts: list[Part] = []
    for part in masked.parts:
        sides = {False: part.open, True: part.close}
        mine = [(shut, span, left.pop(0)) for shut, span in part.values]
        for shut, span, target in reversed(mine):
            raw = sides[shut]
            if target and raw is not None and target != _decoded(part, shut, span):
                sides[shut] = raw[:span.start] + _encoded(raw, span, target) + raw[span.end:]
        parts.append(replace(part, open=sides[False] or "", close=sides[True], values=()) if mine else part)
    return replace(masked, parts=tuple(parts))


def _decoded(part: Part, shut: bool, span: Span) -> str:
    raw = (part.close if shut else part.open) or ""
    value = raw[span.start:span.end]
    return unescape(value if raw.startswith("<") else re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", value))


def _encoded(raw: str, span: Span, value: str) -> str:
    """A value as character references where its delimiter or its syntax asks for it (HTML; CommonMark 6.2)."""
    value = " ".join(value.split())
    before = raw[span.start - 1:span.start]
    if raw.startswith("<"):
        value = value.replace("&", "&amp;")
        if before not in ('"', "'"):
            return re.sub(r"[\s\"'=<>`]", lambda found: f"&#{ord(found[0])};", value)
        return value.replace(before, f"&#{ord(before)};")
    value = re.sub(r"\\(?=[!-/:-@\[-`{-~])", r"\\\\", re.sub(r"&(?=#?\w+;)", "&amp;", value))
    return re.sub(r"[()]" if before == "(" else re.escape(before) if before in ('"', "'") else r"[\"\[\]]",
                  lambda found: f"&#{ord(found[0])};", value)
