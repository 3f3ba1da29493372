"""Quotation marks: finding pairs among apostrophes, and setting them anew by depth."""

from __future__ import annotations

from dataclasses import dataclass

_ELISIONS = ("tis", "twas", "em", "cause", "til", "till", "bout", "n", "round", "cos")
_SINGLE = "’'"


@dataclass(frozen=True, slots=True)
class Pair:
    """A quotation: the offsets of its marks."""

    open: int
    close: int | None
    """None where a quotation that opens the text goes on in the next paragraph."""
    depth: int
    """0 for the outermost."""
    sure: bool
    """False where an apostrophe may have been taken for the end."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one variety, outer and inner."""

    open: str
    close: str
    inner_open: str
    inner_close: str

    def at(self, depth: int) -> tuple[str, str]:
        """(opening, closing) mark at a depth; they alternate."""
        return (self.inner_open, self.inner_close) if depth % 2 else (self.open, self.close)


def pairs(text: str, marks: Marks) -> tuple[Pair, ...]:
    """All quotations in ``text`` that use one of the two pairs of marks, whichever is outside.

    ``text`` has its markup blanked out. A closing single mark is told from an apostrophe by what stands around it;
    where that leaves two readings the pair is not ``sure``.
    """
    closers = {marks.open.strip(): marks.close.strip(), marks.inner_open.strip(): marks.inner_close.strip()}
    if not any(mark in text for mark in closers):
        return ()
    straight = marks.open == marks.close
    found: list[Pair] = []
    stack: list[tuple[int, str, bool]] = []
    for at, char in enumerate(text):
        if stack and char == stack[-1][1] and (verdict := _closes(text, at, char, stack[-1][0])) is not None:
            start, _, sure = stack.pop()
            found.append(Pair(start, at, len(stack), sure and verdict))
            continue
        if char in closers and _opens(text, at, char, straight):
            stack.append((at, closers[char], True))
    if stack:
        first, *others = stack
        if text[:first[0]].strip(" \u00a0\x01") or others:
            shift = {start for start, _, _ in stack}
            found = [Pair(pair.open, pair.close, pair.depth - sum(start < pair.open for start in shift), False)
                     for pair in found]
        else:
            found.append(Pair(first[0], None, 0, True))
    return tuple(sorted(found, key=lambda pair: pair.open))


def _opens(text: str, at: int, char: str, straight: bool) -> bool:
    after = text[at + 1:at + 2]
    if not after or (after.isspace() and char not in "«»‹"):
        return False
    if straight:
        before = text[at - 1:at]
        if before and not (before.isspace() or before in "([{—–\"'“‘-/"):
            return False
    if char in "‘'":
        word = ""
        for letter in text[at + 1:at + 8]:
            if not letter.isalnum():
                break
            word += letter
        if word.lower() in _ELISIONS or (word[:2].isdigit() and word[2:] in ("", "s")):
            return "’" in text[at + 1:] and char == "‘" and not word[:1].isdigit() and word.lower() not in _ELISIONS
    return True


def _closes(text: str, at: int, char: str, start: int) -> bool | None:
    """True for a sure end, False for a likely one, None for an apostrophe or no end at all."""
    before, after = text[at - 1:at], text[at + 1:at + 2]
    if at == start + 1 and char == text[start]:
        return None
    if char not in _SINGLE:
        return None if char == "\"" and (before.isspace() and after.isalnum()) else True
    if before.isalnum() and after.isalnum():
        return None
    if before.isspace() or not before:
        return None if after.isalnum() else True
    if not before.isalnum() or not (before in "sSnN" and after.isspace() and text[at + 2:at + 3].isalnum()):
        return True
    rest = text[at + 1:]
    opening = "‘" if char == "’" else None
    stop = rest.find(opening) if opening else -1
    rest = rest if stop < 0 else rest[:stop]
    later = [place for place, mark in enumerate(rest)
             if mark == char and place and not rest[place - 1].isspace() and not rest[place + 1:place + 2].isalnum()]
    if not later:
        return True
    return None if rest[later[-1] - 1] in ",.?!…" and len(later) == 1 else False
