"""Where PO tools break long strings: columns on a terminal and line-break opportunities, as GNU gettext does it.

Only where lines end in the file depends on this, never what they say. Break opportunities follow the pair table of
UAX #14 (Unicode Line Breaking Algorithm, the revisions that have one), classes of characters are derived from general
category and East Asian Width with the exceptions that prose meets. Complex scripts (Thai, Khmer) break at spaces only.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_NEVER_BEFORE = frozenset(("CL", "CP", "EX", "SY", "IS", "ZW", "WJ"))
"""No break before these, not even after spaces."""
_GLUED_BEFORE = frozenset(("QU", "GL", "NS", "BA", "HY"))
"""A break before these only after spaces."""
_GLUED_AFTER = frozenset(("QU", "GL", "BB", "WJ"))
"""A break after these only after spaces."""
_JOINED = {
    "PR": ("OP", "NU", "AL", "ID"), "PO": ("OP", "NU", "AL"), "NU": ("OP", "PR", "PO", "NU", "AL", "IN"),
    "AL": ("OP", "PR", "PO", "NU", "AL", "IN"), "ID": ("PO", "IN"), "IN": ("IN",), "EX": ("IN",), "HY": ("NU",),
    "IS": ("NU",), "SY": ("NU",), "CL": ("PR", "PO"), "CP": ("PR", "PO", "NU", "AL"),
}
"""Other pairs that part only at spaces."""

_SPECIAL = {
    " ": "SP", "\u200b": "ZW", "\u2060": "WJ", "\ufeff": "WJ", "\u200d": "CM",
    **dict.fromkeys("\u00a0\u202f\u2007\u2011\u0f0c\u034f", "GL"),
    **dict.fromkeys("!?！？", "EX"), **dict.fromkeys(",.:;\u037e\u0589\u060c\u060d\u07f8\u2044", "IS"), "/": "SY",
    **dict.fromkeys("؛؞؟۔٪", "EX"), "٪": "PO",
    **dict.fromkeys("…‥․", "IN"), "-": "HY", "—": "B2", "´": "BB", "ˈ": "BB",
    **dict.fromkeys("\t|\u00ad‐‒–\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000", "BA"),
    **dict.fromkeys("\"'«»‹›“”‘’‛‟", "QU"), **dict.fromkeys("„‚¡¿", "OP"), **dict.fromkeys(")]", "CP"),
    **dict.fromkeys("$£¤¥+±−\\№", "PR"), **dict.fromkeys("%¢°‰‱′″‴℃℉％￠", "PO"),
    **dict.fromkeys("、。，．｡､", "CL"), **dict.fromkeys("：；・･々〻゛゜ゝゞヽヾー〜ｰ", "NS"),
    **dict.fromkeys("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ", "NS"),
}
_CATEGORIES = {"Ps": "OP", "Pe": "CL", "Pi": "QU", "Pf": "QU", "Nd": "NU", "Sc": "PR", "Mn": "CM", "Mc": "CM",
               "Me": "CM", "Cf": "CM", "Cc": "CM"}
_PLAIN = re.compile(r"(?>(?:[A-Za-z0-9 '*_]++|[.,](?=[ 0-9]|\Z))*)")
_WORDS = re.compile(r"[^ ]++ *+| ++")


@cache
def _class(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    category = unicodedata.category(character)
    if category in _CATEGORIES and not (category == "Nd" and _wide(character)):
        return _CATEGORIES[category]
    return "ID" if _wide(character) else "AL"


@cache
def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


@cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if _wide(character) else 1


def width(text: str) -> int:
    """Columns that ``text`` takes on a terminal: two for wide East Asian characters, none for combining ones."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def pieces(text: str) -> list[str]:
    """An escaped string parted wherever a line may end; spaces stay with the piece before them."""
    if _PLAIN.fullmatch(text):
        return _WORDS.findall(text)
    found: list[str] = []
    start = 0
    before = ""
    spaces = False
    escaped = False
    for at, character in enumerate(text):
        after = _class(character)
        if escaped:  # never between a backslash and its letter
            before, spaces, escaped = after, False, False
            continue
        escaped = character == "\\"
        if after == "SP":
            spaces = True
            continue
        if after == "CM":
            if before and not spaces:
                continue
            after = "AL"
        if before and _parts(before, after, spaces) and text[at:] != "\\n":
            found.append(text[start:at])
            start = at
        before, spaces = after, False
    if start < len(text):
        found.append(text[start:])
    return found


def _parts(before: str, after: str, spaces: bool) -> bool:
    if before == "ZW":
        return after != "ZW"
    if after in _NEVER_BEFORE or before == "OP" or (before, after) in (("QU", "OP"), ("B2", "B2")) \
            or (after == "NS" and before in ("CL", "CP")):
        return False
    if spaces:
        return True
    if after == "GL" and before in ("HY", "BA"):
        return True
    return not (after in _GLUED_BEFORE or before in _GLUED_AFTER or after in _JOINED.get(before, ()))


def fill(text: str, room: int, first: int = 0) -> list[str]:
    """Lines of at most ``room`` columns, greedily; the first has ``first`` columns taken already."""
    lines: list[str] = []
    line: list[str] = []
    used = first
    for piece in pieces(text):
        columns = width(piece)
        if line and used + columns > room:
            lines.append("".join(line))
            line, used = [], 0
        line.append(piece)
        used += columns
    if line:
        lines.append("".join(line))
    return lines
