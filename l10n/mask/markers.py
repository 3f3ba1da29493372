"""Markup as numbered markers, the plain view without them, and what is wrong with the markers of a target."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from unicodedata import category

from l10n.model import Fragment, Inline, Span

MARKER = re.compile(r"⟦(/?)(\d+)⟧")
"""A marker: whether it closes a pair, and the number of its part."""
BRACKET = re.compile("[⟦⟧]")
_WRITTEN = ("Pd", "Ps", "Pe", "Pi", "Pf", "Sc")
"""Unicode categories of dashes, brackets, quotation marks and currencies."""


@dataclass(frozen=True, slots=True)
class Part:
    """A protected part: an atom, or a pair of markup around text."""

    number: int
    """From 1, in the order of the text."""
    kind: str
    """Kind of the inline that it stands for; ``quotation`` and ``kept`` for parts that the caller asked for."""
    open: str
    """The markup, byte for byte; the opening one of a pair."""
    close: str | None = None
    """The closing markup of a pair, None for an atom."""
    values: tuple[tuple[bool, Span], ...] = ()
    """Translatable values inside the markup: (whether in ``close``, offsets into that string)."""
    parents: frozenset[int] = frozenset()
    """Numbers of the pairs around it in the source."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with markers and what they stand for."""

    text: str
    """Every part's marker exactly once, pairs nested."""
    parts: tuple[Part, ...]
    """``parts[n - 1].number == n``."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without markup and where each part sits in it."""

    text: str
    spots: Mapping[int, Span]
    """Number of a part → the text that stands for an atom (may be empty), or that a pair is around."""


def mask(fragment: Fragment, kept: Iterable[Span] = (), quoted: Iterable[tuple[Span, Span]] = (),
         terms: Iterable[Span] = ()) -> Masked:
    """The fragment with markers for its inline markup.

    ``kept``: further stretches of its text to protect as atoms (kind ``kept``); ``quoted``: further pairs (opening
    and closing mark, kind ``quotation``), none of them empty; ``terms``: atoms of kind ``term``. One that
    overlaps markup, or would cross a pair, is left as text.
    """
    text = fragment.text
    inlines = _disjoint(fragment.inlines)
    pairs = _pairs(inlines)
    taken = [inline.span for inline in inlines]
    nodes = [(inline.span, inline.kind, inline.texts) for inline in inlines]
    for one, two in quoted:
        if one.start == one.end or two.start == two.end:
            continue
        if not any(_touch(spot, span) for spot in (one, two) for span in taken) and not any(
                one < taken[a] < two < taken[b] or taken[a] < one < taken[b] < two for a, b in pairs.items()):
            pairs[len(nodes)] = len(nodes) + 1
            nodes += (one, "quotation", ()), (two, "quotation", ())
            taken += one, two
    literal = (Span(found.start(), found.end()) for found in BRACKET.finditer(text))
    for span, kind in [*((span, "kept") for span in kept), *((span, "kept") for span in literal),
                       *((span, "term") for span in terms)]:
        if not any(_touch(span, other) for other in taken):
            nodes.append((span, kind, ()))
            taken.append(span)
    partners = {b: a for a, b in pairs.items()}
    numbers: dict[int, int] = {}
    parts: list[Part] = []
    around: list[int] = []
    out: list[str] = []
    at = 0
    for index in sorted(range(len(nodes)), key=lambda index: nodes[index][0]):
        span, kind, texts = nodes[index]
        raw = text[span.start:span.end]
        inside = tuple(Span(value.start - span.start, value.end - span.start) for value in texts)
        out.append(text[at:span.start])
        at = span.end
        if index in partners:
            number = numbers[partners[index]]
            parts[number - 1] = replace(parts[number - 1], close=raw, values=(
                *parts[number - 1].values, *((True, value) for value in inside)))
            around.remove(number)
            out.append(f"⟦/{number}⟧")
            continue
        number = numbers[index] = len(parts) + 1
        parts.append(Part(number, kind, raw, None, tuple((False, value) for value in inside), frozenset(around)))
        if index in pairs:
            around.append(number)
        out.append(f"⟦{number}⟧")
    out.append(text[at:])
    return Masked("".join(out), tuple(parts))


def unmask(masked: Masked, text: str | None = None) -> str:
    """``text`` (the masked text itself where None) with the markup in place of its markers.

    Markers of parts that are not there stay as they are: ``verify`` first.
    """
    def raw(found: re.Match[str]) -> str:
        number = int(found[2])
        if not 0 < number <= len(masked.parts):
            return found[0]
        part = masked.parts[number - 1]
        return (part.close or "") if found[1] else part.open

    return MARKER.sub(raw, masked.text if text is None else text)


def verify(masked: Masked, text: str) -> tuple[str, ...]:
    """What is wrong with the markers of a target; empty where every part is there once and pairs nest."""
    problems: list[str] = []
    count = Counter(found[0] for found in MARKER.finditer(text))
    for part in masked.parts:
        for marker in _markers(part):
            times = count.pop(marker, 0)
            if times != 1:
                problems.append(f"{marker} missing" if not times else f"{marker} {times} times")
    problems += (f"{marker} unknown" for marker in count)
    if "⟦" in MARKER.sub("", text) or "⟧" in MARKER.sub("", text):
        problems.append("broken marker")
    if not problems:
        stack: list[str] = []
        for found in MARKER.finditer(text):
            if masked.parts[int(found[2]) - 1].close is None:
                continue
            if not found[1]:
                stack.append(found[2])
            elif stack and stack[-1] == found[2]:
                stack.pop()
            else:
                return (f"⟦{found[2]}⟧ crosses another pair",)
    return tuple(problems)


def plain(masked: Masked, surface: Callable[[Part], str] | None = None) -> Plain:
    """The plain view; ``surface`` says what stands for an atom (``spelled`` where None), pairs leave nothing."""
    show = surface or (lambda part: spelled(part.kind, part.open) or "")
    spots: dict[int, Span] = {}
    opened: dict[int, int] = {}
    out: list[str] = []
    length = at = 0
    for found in MARKER.finditer(masked.text):
        out.append(masked.text[at:found.start()])
        length += len(out[-1])
        at = found.end()
        number = int(found[2])
        part = masked.parts[number - 1]
        if found[1]:
            spots[number] = Span(opened[number], length)
        elif part.close is not None:
            opened[number] = length
        else:
            out.append(show(part))
            spots[number] = Span(length, length + len(out[-1]))
            length += len(out[-1])
    out.append(masked.text[at:])
    return Plain("".join(out), dict(sorted(spots.items())))


def settle(fragment: Fragment) -> Fragment:
    """The fragment with entities and escapes that only spell a letter, a digit, a mark of punctuation or a currency as
    that character.

    ``caf&eacute;``, ``&ldquo;yes&rdquo;``, ``&mdash;`` and ``&pound;8`` are text that a translation says in its own
    letters and marks; what means something to the format (``&amp;``, ``&lt;``, ``&nbsp;``, ``\\*``) stays a part, and
    so does a sign that models lose (``&rarr;``, ``&copy;``).
    """
    out: list[str] = []
    inlines: list[Inline] = []
    at = shift = 0
    for inline in _disjoint(fragment.inlines):
        raw = fragment.text[inline.span.start:inline.span.end]
        character = spelled(inline.kind, raw) if inline.role == "atom" else None
        out.append(fragment.text[at:inline.span.start])
        at = inline.span.end
        if character and (character.isalnum() or character in "\"'¿¡…" or (
                not character.isascii() and category(character[0]) in _WRITTEN)):
            out.append(character)
            shift += len(character) - len(raw)
            continue
        out.append(raw)
        inlines.append(replace(inline, span=_moved(inline.span, shift),
                               texts=tuple(_moved(span, shift) for span in inline.texts)))
    out.append(fragment.text[at:])
    return Fragment("".join(out), tuple(inlines))


def spelled(kind: str, raw: str) -> str | None:
    """The character that an entity or an escape spells, a space for a break, None for any other markup."""
    if kind == "break":
        return " "
    if kind == "escape" and len(raw) == 2:
        return raw[1]
    if kind == "entity":
        text = unescape(raw)
        return None if text == raw else " " if text.isspace() else text
    return None


def _disjoint(inlines: Sequence[Inline]) -> list[Inline]:
    out: list[Inline] = []
    for inline in sorted(inlines, key=lambda inline: inline.span):
        if inline.span.end > inline.span.start and (not out or inline.span.start >= out[-1].span.end):
            out.append(inline)
    return out


def _pairs(inlines: Sequence[Inline]) -> dict[int, int]:
    """Index of an open → index of its close; what has no partner is an atom."""
    out: dict[int, int] = {}
    stack: list[int] = []
    for index, inline in enumerate(inlines):
        if inline.role == "open":
            stack.append(index)
        elif inline.role == "close" and stack:
            out[stack.pop()] = index
    return out


def _touch(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end


def _markers(part: Part) -> tuple[str, ...]:
    return (f"⟦{part.number}⟧",) if part.close is None else (f"⟦{part.number}⟧", f"⟦/{part.number}⟧")


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
