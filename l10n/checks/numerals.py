"""Numbers in prose: digits as each locale parts them, numbers written out, and the words for millions.

The words are what people write for 0 to 99, a hundred and a thousand, with their genders, in the languages listed;
other languages are read by their digits alone. Numerals of Chinese and Japanese are read by their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple
from unicodedata import digit

from l10n import locales
from l10n.checks import by_place, number_words
from l10n.checks.view import View, whole
from l10n.model import Span

_NUMBER = re.compile(r"\d++(?:[.,'’٬٫\u00a0\u202f\u2009](?=\d)\d++|(?<!\d\d\d\d)[ ](?=\d{3}(?!\d))\d{3})*")
"""Its group is not possessive: with a lookahead in it, Python before 3.11.5 (gh-106052) never ends."""
_MONEY = re.compile(r"[£$€¥]\s?\Z")
_MONEY_AFTER = re.compile(r"[\s\u00a0\u202f]?(?:[£$€¥]|d['’]euros\b|(?:de )?dollars\b)")
_ENDS = frozenset(("", ".", ",", ";", ":", "!", "?", "%", ")", "’", "”", "»", "–", "/"))
"""What ends a number, so that no word for thousands or millions comes after it."""
_BLANK = (" ", "\u00a0")
_SPLIT = re.compile(r"[^\d]")
_ROMAN = re.compile(r"\b(?=[IVXLC])((?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?:e|er|ère|ème|º|ª)?\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SHORT = re.compile(r"(?:m|bn|mn|tn|[kKMBT])(?![^\W\d_])")
_SIZES = {**locales.magnitudes("en"), "k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_SEVERAL = re.compile(r"[ \u00a0]miles[ \u00a0]de[ \u00a0]millones(?![^\W\d_])")
_REST = re.compile(r"[ \u00a0](\d{1,3})(?![\d.,])")
_AND_HALF = re.compile(r"([ \u00a0-][^\W\d_]+)?[ \u00a0-](?:and[ -]a[ -]half|y medi[oa]|et demie?|e mei[oa]|e mezz[oa]"
                       r"|und eine halbe)(?![^\W\d_])")
"""And a half, also after what is counted: tres horas y media."""
_ONE_AND_HALF = re.compile(r"(?<![^\W\d_])(?:([a-zü]{3,6})einhalb|anderthalb)(?![^\W\d_])", re.IGNORECASE)
_HALF_OF = re.compile(r"\b(?:half(?: an?)?|medi[oa]|demi|halben?|meio|mezzo)[ \u00a0-]\Z", re.IGNORECASE)
_CLOCK = re.compile(r":|[ \u00a0\u202f]?[hH][ \u00a0\u202f]?|[ \u00a0](?:y|e|et|und)[ \u00a0]")
_LETTERS = re.compile(r"[^\W\d_]+")
_HALF_CUE = re.compile("half|medi[oa]|demi|mei[oa]|mezz[oa]|halb")


class Number(NamedTuple):
    """A number in a text."""

    span: Span
    """In the plain text."""
    raw: str
    values: frozenset[float]
    """What it can be: 1,234 is 1234, and 1.234 where a comma may part decimals."""
    written: bool = False
    """Whether it is written out."""
    magnitude: float = 1.0
    """What the word after it multiplies it with; ``values`` have it in them."""


def digits(text: str, locale: str) -> list[Number]:
    """The numbers in figures, with the words for millions after them."""
    language = locales.language(locale)
    found: list[Number] = []
    done = 0
    for match in _NUMBER.finditer(text):
        if match.start() < done:
            continue
        raw = match[0]
        end = match.end()
        values = _values(raw, locale)
        if language in number_words.BY_PLACE:
            values, factor, done = by_place.counted(text, match.start(), language, _figures(locale))
            found.append(Number(Span(match.start(), done), raw, values, False, factor))
            continue
        if text[end:end + 1] in _ENDS:
            found.append(Number(Span(match.start(), end), raw, values))
            continue
        factor, after = _magnitude(text, match.start(), end, language)
        if factor == 1 and language == "en" and text[end].isalpha() and (short := _SHORT.match(text, end)):
            # metres or millions
            values |= {round(value * _SIZES[short[0]], 6) for value in values}
        if factor == 1e3 and (rest := _REST.match(text, after)):         # 5 mil 352
            found.append(Number(Span(match.start(), rest.end()), text[match.start():rest.end()], frozenset(
                value * factor + int(rest[1]) for value in values)))
            done = rest.end()
            continue
        if text[after:after + 1] in _BLANK and (half := _AND_HALF.match(text, after)):  # 7 millones y medio
            halves = frozenset(round(value * factor + factor / 2, 6) for value in values)
            if half[1] is None:
                found.append(Number(Span(match.start(), half.end()), raw, halves, False, factor))
                continue
            values |= halves
        if factor != 1:
            values = frozenset(chain(values, (round(value * factor, 6) for value in values))) if factor == 1e3 \
                else frozenset(round(value * factor, 6) for value in values)
        found.append(Number(Span(match.start(), after), raw, values, False, factor))
    return found


def _figures(locale: str) -> by_place.Read:
    def read(text: str, at: int) -> tuple[frozenset[float], int] | None:
        match = _NUMBER.match(text, at)
        return (_values(match[0], locale), match.end()) if match is not None else None
    return read


def values(text: str, locale: str) -> list[frozenset[float]]:
    """What each number in figures can be, where no word multiplies it."""
    return [_values(raw, locale) for raw in _NUMBER.findall(text)]


def _latin(raw: str) -> str:
    return raw if raw.isascii() else "".join(str(digit(one)) if one.isdigit() else one for one in raw)


@lru_cache(maxsize=4096)
def _values(raw: str, locale: str) -> frozenset[float]:
    raw = _latin(raw)
    if raw.isdigit():
        return frozenset((float(raw[:300]),))
    symbols = locales.symbols(locale)
    groups = _SPLIT.split(raw)
    marks = [mark for mark in raw if not mark.isdigit()]
    found: set[float] = set()
    grouped = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if grouped and len(set(marks)) == 1:
        found.add(float("".join(groups)[:300]))
    if len(marks) == 1 and marks[0] in ".,٫":
        if not (grouped and marks[0] == symbols.group):
            found.add(float(f"{groups[0][:150]}.{groups[1][:150]}"))
    elif len(marks) > 1 and marks[-1] != marks[0] and all(len(group) == 3 for group in groups[1:-1]):
        found.add(float(f"{''.join(groups[:-1])[:150]}.{groups[-1][:150]}"))
    return frozenset(found)


def _magnitude(text: str, start: int, end: int, language: str) -> tuple[float, int]:
    """(factor, where its words end) of the words for thousands and millions right after a number."""
    known = number_words.magnitudes(language)
    factor, at = 1.0, end
    if language == "es" and text[end] in _BLANK and (several := _SEVERAL.match(text, end)):
        return 1e9, several.end()
    for _ in range(2):
        word = _LETTERS.match(text, at + (text[at:at + 1] in ("-", " ", "\u00a0", "\u202f")))
        if word is None or word[0].lower() not in known:
            break
        if len(word[0]) == 1 and not _MONEY_AFTER.match(text, word.end()) and (
                word.start() != at or not _MONEY.search(text, max(0, start - 2), start)):
            break                                       # “5 m” are metres and “4M” is a name, “£5m” are millions
        factor *= known[word[0].lower()]
        at = word.end()
    return factor, at


def parts(raw: str) -> frozenset[float]:
    """Each run of digits by itself: what dates, times, scores and versions consist of."""
    return frozenset(float(run[:300]) for run in _SPLIT.split(_latin(raw)) if run)


def clocks(text: str, found: Sequence[Number]) -> list[Number]:
    """The numbers with each hour and its minutes joined into one: 19 and 45 of “19:45”, “19 h 45” and “19 e 45”."""
    joined: list[Number] = []
    for one in found:
        last = joined[-1] if joined else None
        if last is not None and one.raw.isdigit() and last.raw.isdigit() and len(one.raw) == 2 and int(one.raw) < 60 \
                and len(last.raw) < 3 and int(last.raw) <= 24 and text[last.span.start - 1:last.span.start] != ":" \
                and _CLOCK.fullmatch(text, last.span.end, one.span.start):
            joined[-1] = Number(Span(last.span.start, one.span.end), f"{last.raw}:{one.raw}",
                                frozenset((int(last.raw) + int(one.raw) / 100,)))
        else:
            joined.append(one)
    return joined


def written(view: View, language: str) -> list[Number]:
    """The numbers that are written out in ``view.plain``, composed ones (twenty-one, doscientos tres) as one."""
    text = view.plain
    if language in ("zh", "ja"):
        return [Number(Span(start, end), text[start:end], values, True, factor)
                for start, end, values, factor in by_place.numerals(text, language)]
    if not (known := number_words.words(language)):
        return []
    counting = number_words.counting(language)
    factors = locales.magnitudes(language)
    found: list[Number] = []
    group: list[tuple[int, int, str]] = []
    between = ""
    for start, word in _told(view, counting):
        end = start + len(word)
        value = number_words.spoken(word, language, known)
        if value is None and not group and word not in factors:
            continue
        if group:
            between = text[group[-1][1]:start]
        if value is not None and (not group or between in (" ", "-", "\u00a0", "‑")):
            group.append((start, end, word))
            continue
        if group and word in number_words.JOINTS and between in (" ", "\u00a0", "-"):
            group.append((start, end, word))
            continue
        if group:
            found += _compose(group, language, known)
        group = [(start, end, word)] if value is not None else []
        if value is None and word in factors:
            if half := _HALF_OF.search(text, max(0, start - 8), start):     # half a million
                found.append(Number(Span(half.start(), end), "", frozenset((factors[word] / 2,)), True))
            else:
                found.append(Number(Span(start, end), text[start:end], frozenset((factors[word],)), True,
                                    factors[word]))
    if group:
        found += _compose(group, language, known)
    return [*found, *_halves(text, found, language, known)] if _HALF_CUE.search(view.lower) else found


def _halves(text: str, found: Sequence[Number], language: str, known: Mapping[str, int]) -> Iterator[Number]:
    """The numbers that are written out with a half, beside what they are without it: dos millones y medio."""
    for last, one in zip((None, *found), found, strict=False):
        if (half := _AND_HALF.match(text, one.span.end)) is None or (half[1] and one.magnitude > 1):
            continue
        if one.magnitude > 1:
            counted = last is not None and text[last.span.end:one.span.start] in _BLANK
            said = frozenset((value + 0.5) * one.magnitude for value in (last.values if last and counted else (1.0,)))
        else:
            factor = _magnitude(text, one.span.start, half.end(), language)[0] if half.end() < len(text) else 1.0
            said = frozenset((value + 0.5) * factor for value in one.values)
        yield Number(Span(one.span.start, half.end()), "", said, True)
    for each in _ONE_AND_HALF.finditer(text) if language == "de" else ():
        value = known.get(each[1].lower()) if each[1] else 1
        if value is not None:
            factor = _magnitude(text, each.start(), each.end(), language)[0] if each.end() < len(text) else 1.0
            yield Number(Span(each.start(), each.end()), "", frozenset(((value + 0.5) * factor,)), True)


def _told(view: View, counting: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Where each word for a number stands, with the joints right after them: words between them part them."""
    if len(view.lower) != len(view.plain):
        yield from ((start, run) for start, run in view.runs if counting[run])
        return
    at, last = 0, -2
    for index, value in enumerate(map(counting.__getitem__, view.letters)):
        if value and (index == last + 1 or value != number_words.JOINT):
            word = view.letters[index]
            found = None if index == last + 1 else whole(word).search(view.lower, at)
            start = found.start() if found is not None else view.lower.index(word, at)
            yield start, word
            at, last = start + len(word), index


def _compose(group: list[tuple[int, int, str]], language: str, known: Mapping[str, int]) -> Iterator[Number]:
    """The values that a run of number words can have together, and each word by itself."""
    while group and group[-1][2] in number_words.JOINTS:
        group = group[:-1]
    spoken = [(start, end, value) for start, end, word in group
              if (value := number_words.spoken(word, language, known)) is not None]
    whole = current = 0
    added = True
    for _, _, value in spoken[:40]:
        if value == 1000:
            whole += max(current, 1) * 1000
            current = 0
        elif value == 100:
            current = (current or 1) * 100 if current < 10 else current + 100
        elif value == 20 and current == 4:      # quatre-vingts
            current = 80
        else:
            added &= not current or (current % 10 == 0 and value < current)
            current += value
    total = float(min(whole + current, 10**300))
    values = {*([total] if added else []), *(float(value) for _, _, value in spoken)}
    if 1 < len(spoken) < 4 and 10 <= spoken[0][2] < 100:
        rest = sum(value for _, _, value in spoken[1:])
        if 0 < rest < 100:
            values.add(float(spoken[0][2] * 100 + rest))        # nineteen eighty, seventeen thirty-two
    yield Number(Span(spoken[0][0], spoken[-1][1]), "", frozenset(values), True)


def months(text: str, locale: str) -> list[float]:
    """The numbers of the months that a text names, which other languages write in figures."""
    small = text.lower()
    return [float(number) for number, forms in enumerate(locales.months(locale), 1)
            if any(form in small or form[:3] in small for form in forms)]


def roman(text: str) -> frozenset[float]:
    """The values of Roman numerals: the centuries and popes of many languages."""
    found = set()
    for match in _ROMAN.finditer(text):
        letters = match[1]
        if letters:
            total = 0
            for one, following in zip(letters, [*letters[1:], "I"], strict=True):
                value = _ROMAN_VALUES[one]
                total += -value if value < _ROMAN_VALUES[following] else value
            found.add(float(total))
    return frozenset(found)
