"""Form: white space at the ends, characters that nobody typed on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import bidirectional, name

from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity, Span

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ufffd\u2028\u2029]")
_CONTROLS = frozenset(map(chr, (*range(9), *range(0xb, 0x20), *range(0x7f, 0xa0), 0xfffe, 0xffff, 0xfffd, 0x2028,
                                0x2029)))
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u034f\u180e]")
_OPENS, _CLOSES = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c", "\u2066": "\u2069",
                   "\u2067": "\u2069", "\u2068": "\u2069"}, "\u202c\u2069"
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MOJIBAKE = re.compile("[ÃÂ](?!(?<=[A-ZÀ-Þ].)[\u00a0»’”])"
                       "[\u0080-\u00bf\u2018-\u2022\u201a-\u203a\u20ac\u0152-\u0192]|â€[™œ\u009d\ufffd“”˜¦]|ï¿½"
                       "|Ã[ŸœŒ]")
"""What is one letter of UTF-8 in another encoding; no Portuguese IRMÃ before a closing mark."""
_MIXED = re.compile(r"(?<![A-Za-z\u00c0-\u024f])"
                    r"[A-Za-z\u00c0-\u024f]++(?:[\u0370-\u03ff\u0400-\u04ff]++[A-Za-z\u00c0-\u024f]*+)+"
                    r"|(?<![\u0370-\u03ff\u0400-\u04ff])[\u0370-\u03ff\u0400-\u04ff]++[A-Za-z\u00c0-\u024f]++")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）"}


_ALPHABETS = frozenset(map(chr, range(0x370, 0x500)))


def _ends(pair: Pair) -> Iterator[Spot]:
    source, target = pair.entry.source, pair.entry.target
    if not target.strip() or not source.strip():
        return
    for side, ours, theirs in (("begins", _lead(target), _lead(source)), ("ends", _trail(target), _trail(source))):
        if ours == theirs:
            continue
        span = Span(0, len(ours)) if side == "begins" else Span(len(target) - len(ours), len(target))
        what = "white space" if ours else "no white space"
        yield Spot(f"{side} with {what}, the source with {_shown(theirs)}", span, fix=theirs)


def _lead(text: str) -> str:
    return text[:len(text) - len(text.lstrip(" \t\n\r\u00a0"))]


def _trail(text: str) -> str:
    return text[len(text.rstrip(" \t\n\r\u00a0")):]


def _shown(space: str) -> str:
    return "none" if not space else ", ".join({" ": "a space", "\n": "a line break", "\t": "a tab",
                                              "\u00a0": "a no-break space", "\r": "a carriage return"}[one]
                                             for one in space[:4])


def _control(pair: Pair) -> Iterator[Spot]:
    for found in _CONTROL.finditer(pair.entry.target):
        if found[0] not in pair.entry.source:
            what = "the sign for a character that could not be read" if found[0] == "\ufffd" else \
                f"the control character U+{ord(found[0]):04X}"
            yield Spot(f"holds {what}", Span(found.start(), found.end()), fix=None if found[0] == "\ufffd" else "")


def _invisible(pair: Pair) -> Iterator[Spot]:
    parted = pair.language in ("th", "km", "lo", "my")      # U+200B parts their words
    for found in _INVISIBLE.finditer(pair.entry.target):
        if found[0] not in pair.entry.source and not (parted and found[0] == "\u200b"):
            yield Spot(f"holds an invisible character ({name(found[0], 'unnamed').lower()})",
                       Span(found.start(), found.end()), fix="")


def _bidi(pair: Pair) -> Iterator[Spot]:
    stack: list[tuple[str, int]] = []
    isolates = 0
    for found in _BIDI.finditer(pair.entry.target):
        mark, at = found[0], found.start()
        if mark in _OPENS:
            stack.append((_OPENS[mark], at))
            isolates += _OPENS[mark] == "\u2069"
        elif mark == "\u2069" and isolates:      # closes what was opened inside it
            while stack.pop()[0] != mark:
                pass
            isolates -= 1
        elif stack and stack[-1][0] == mark:
            stack.pop()
        else:
            yield Spot("ends a change of direction that never began", Span(at, at + 1))
    for _, at in stack:
        yield Spot("changes the direction of writing and never changes it back", Span(at, at + 1))


def _mojibake(pair: Pair) -> Iterator[Spot]:
    found = _MOJIBAKE.search(pair.entry.target)
    if found and not _MOJIBAKE.search(pair.entry.source):
        yield Spot(f"“{found[0]}” is UTF-8 that was read in another encoding", Span(found.start(), found.end()))


def _mixed(pair: Pair) -> Iterator[Spot]:
    for found in _MIXED.finditer(pair.entry.target):
        word = found[0]
        if word not in pair.entry.source and word[0] != "μ" and len(word) > 2 \
                and all(bidirectional(letter) == "L" for letter in word):
            yield Spot(f"“{word}” mixes letters of two alphabets that look alike", Span(found.start(), found.end()))


def _brackets(pair: Pair) -> Iterator[Spot]:
    source, target = pair.entry.source, pair.entry.target
    for opening, closing in _BRACKETS.items():
        ours = target.count(opening) - target.count(closing)
        if ours and source.count(opening) == source.count(closing) and -ours != len(_ITEM.findall(source)):
            mark = opening if ours > 0 else closing
            at = target.rfind(mark)
            yield Spot(f"“{mark}” has no partner", Span(at, at + 1))


_ITEM = re.compile(r"\((?:[a-z]|\d{1,2}|[ivx]{2,4})\)")
"""The number of an item, which other languages write a) and 1)."""


RULES = (
    Rule("C201", "white-space-at-the-ends", Severity.WARNING,
         "A translation begins and ends with the white space that its source begins and ends with; what differs shows "
         "as a gap in the page, and msgfmt refuses a line break at one end only.",
         ("Ferry times", "Horarios del ferry "), ("Ferry times", "Horarios del ferry"), _ends, everywhere=True,
         in_either=frozenset({"EDGE"})),
    Rule("C202", "control-character", Severity.ERROR,
         "Control characters, line separators and U+FFFD come from broken copies and never belong into prose.",
         ("Ferry times", "Horarios del \x0bferry"), ("Ferry times", "Horarios del ferry"), _control, everywhere=True,
         in_target=_CONTROLS),
    Rule("C203", "invisible-character", Severity.WARNING,
         "Zero-width spaces, byte order marks and soft hyphens that the source does not have break searching and "
         "copying.", ("Ferry", "Fe\u200brry"), ("Ferry", "Ferry"), _invisible, everywhere=True,
         in_target=frozenset("\u200b\u2060\ufeff\u00ad\u034f\u180e")),
    Rule("C204", "direction-left-open", Severity.ERROR,
         "A bidirectional control character that nothing ends turns the direction of all text after it.",
         ("Ferry", "\u202eFerry"), ("Ferry", "\u2067Ferry\u2069"), _bidi, everywhere=True,
         in_target=frozenset((*_OPENS, *_CLOSES))),
    Rule("C205", "wrong-encoding", Severity.ERROR,
         "Letters such as “Ã©” are UTF-8 that some program took for another encoding.",
         ("The coffee", "El cafÃ©"), ("The coffee", "El café"), _mojibake, in_target=frozenset("ÃÂâï")),
    Rule("C206", "two-alphabets", Severity.WARNING,
         "A word with letters of two alphabets that look alike cannot be found by searching.",
         ("The port", "El puеrto"), ("The port", "El puerto"), _mixed, in_target=_ALPHABETS),
    Rule("C207", "bracket-without-partner", Severity.WARNING,
         "A bracket that opens has to close, where the source has them in pairs; a) for (a) passes.",
         ("It ran (late) again", "Volvió a salir (tarde"), ("It ran (late) again", "Volvió a salir (tarde)"),
         _brackets, in_target=frozenset((*_BRACKETS, *_BRACKETS.values()))),
)
