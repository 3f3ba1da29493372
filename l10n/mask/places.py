"""From a plain target and the places of its parts to one with markers, whatever the places are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from l10n.mask.markers import BRACKET, MARKER, Masked, Plain, plain, verify
from l10n.model import Span

_WORD = re.compile(r"\S+")


def mend(masked: Masked, text: str) -> tuple[str, tuple[str, ...]]:
    """A target with every part exactly once, pairs nested, and what was done to it.

    The first marker of a part counts; what is unknown, doubled or broken goes; what an engine dropped stands at the
    proportional place, glued to the words around it as it was in the source.
    """
    problems = verify(masked, text)
    if not problems:
        return text, ()
    spots: dict[int, Span] = {}
    opened: dict[int, int] = {}
    out: list[str] = []
    length = at = 0
    for found in [*MARKER.finditer(text), None]:
        piece = BRACKET.sub("", text[at:found.start() if found else len(text)])
        out.append(piece)
        length += len(piece)
        if found is None:
            break
        at = found.end()
        number = int(found[2])
        part = masked.parts[number - 1] if 0 < number <= len(masked.parts) else None
        if part is None or number in spots:
            continue
        if part.close is None:
            spots[number] = Span(length, length)
        elif not found[1]:
            opened.setdefault(number, length)
        elif number in opened:
            spots[number] = Span(opened[number], length)
    complete, put_back = restore(masked, Plain("".join(out), spots))
    reasons = [f"⟦{number}⟧ put back" for number in put_back]
    reasons += (f"{problem}: mended" for problem in problems if not problem.endswith("missing"))
    return weave(masked, complete), tuple(reasons)


def weave(masked: Masked, target: Plain) -> str:
    """A masked target from a plain one: markers where its spots say, every part once, pairs nested.

    ``target`` has a spot for every part (``restore`` sees to it). Where pairs would cross, the later one ends with
    the one around it; a pair that would begin or end inside an atom's stand-in takes it in whole. Brackets ⟦ ⟧ that
    no atom covers go: only an engine that invents markers writes them.
    """
    size = len(target.text)
    atoms: dict[int, Span] = {}
    reached = 0
    for number, span in sorted(target.spots.items(), key=lambda item: (item[1], item[0])):
        if masked.parts[number - 1].close is None:
            start = min(max(span.start, reached), size)
            reached = min(max(span.end, start), size)
            atoms[number] = Span(start, reached)
    spots = dict(atoms)
    for number, span in target.spots.items():
        if number not in atoms:
            start, end = min(span.start, size), min(span.end, size)
            for atom in atoms.values():
                start = atom.start if atom.start < start < atom.end else start
                end = atom.end if atom.start < end < atom.end else end
            spots[number] = Span(start, max(start, end))

    wide = [number for number, span in spots.items() if number not in atoms and span.end > span.start]

    def order(number: int) -> tuple[int, int, int, int]:
        span = spots[number]
        if span.end > span.start:
            return (span.start, 3 if number in atoms else 1, -span.end, number)
        held = any(spots[pair].start == span.start for pair in masked.parts[number - 1].parents & set(wide))
        return (span.start, 2 if held else 0, 0, number)

    out: list[str] = []
    stack: list[tuple[int, int]] = []
    at = 0

    def copy(upto: int) -> None:
        nonlocal at
        out.append(BRACKET.sub("", target.text[at:upto]))
        at = max(at, upto)

    def shut(upto: int, number: int) -> None:
        parents = masked.parts[number - 1].parents if number else frozenset()
        while stack and (stack[-1][0] < upto or (stack[-1][0] == upto and stack[-1][1] not in parents)):
            end, pair = stack.pop()
            copy(end)
            out.append(f"⟦/{pair}⟧")

    for number in sorted(spots, key=order):
        span = spots[number]
        shut(span.start, number if span.end == span.start else 0)
        copy(span.start)
        out.append(f"⟦{number}⟧")
        if number in atoms:
            at = span.end
        else:
            stack.append((min(span.end, stack[-1][0]) if stack else span.end, number))
    shut(size + 1, 0)
    copy(size)
    return "".join(out)


def restore(masked: Masked, target: Plain, near: Mapping[int, Span] = MappingProxyType({})) -> tuple[
        Plain, tuple[int, ...]]:
    """The plain target with a spot for every part, and the numbers of those that had none.

    A missing pair goes round the words at the same relative place as in the source, a missing atom between the words
    there, with the spaces around it that it had. ``near`` says of missing parts where that place is, where the caller
    knows more (the sentence).
    """
    source = plain(masked, lambda _: "")
    text, spots = target.text, dict(target.spots)
    missing = [part for part in masked.parts if part.number not in spots]
    for part in missing:
        spot = near.get(part.number) or proportional(source.text, source.spots[part.number], text)
        if part.close is None:
            before, after = _around(masked, part.number)
            taken = [span for number, span in spots.items() if masked.parts[number - 1].close is None]
            place = next((span.end for span in taken if span.start < spot.end < span.end), spot.end)
            if before and not after:
                place = min((found.start() for found in _WORD.finditer(text) if found.start() >= place), default=place)
            spot = Span(place, place)
            if before and after and text:
                lead = " " if place and not text[place - 1].isspace() else ""
                tail = " " if place < len(text) and not text[place].isspace() else ""
                if not lead and not tail and place and place < len(text):
                    tail = " "
                text = text[:place] + lead + tail + text[place:]
                spots, near = ({number: _shifted(span, place, len(lead + tail)) for number, span in spans.items()}
                               for spans in (spots, near))
                spot = Span(place + len(lead), place + len(lead))
        spots[part.number] = spot
    return Plain(text, spots), tuple(part.number for part in missing)


def proportional(source: str, span: Span, target: str) -> Span:
    """The words of ``target`` at the same relative place as ``source[span]``; for an empty span, the end of a word."""
    words = [Span(*found.span()) for found in _WORD.finditer(target)]
    if not words:
        return Span(0, len(target) if span.end > span.start else 0)
    before = len(_WORD.findall(source[:span.start]))
    total = max(1, len(_WORD.findall(source)))
    if span.end <= span.start:
        index = round(before * len(words) / total)
        place = words[index - 1].end if index else words[0].start
        return Span(place, place)
    covered = max(1, round(len(_WORD.findall(source[span.start:span.end])) * len(words) / total))
    first = min(round(before * len(words) / total), max(0, len(words) - covered))
    start, end = words[first].start, words[min(first + covered, len(words)) - 1].end
    if source[span.end - 1].isalnum():  # the full stop was outside
        end = max((at + 1 for at in range(start, end) if target[at].isalnum()), default=end)
    return Span(start, end)


def _around(masked: Masked, number: int) -> tuple[bool, bool]:
    """Whether there is white space (or the edge of the text) before and behind an atom of the source."""
    before, _, after = masked.text.partition(f"⟦{number}⟧")
    before, after = MARKER.sub("", before), MARKER.sub("", after)
    return not before or before[-1].isspace(), not after or after[0].isspace()


def _shifted(span: Span, place: int, by: int) -> Span:
    return Span(span.start + by * (span.start >= place), span.end + by * (span.end > place))
