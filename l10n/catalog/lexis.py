"""The smallest parts of a PO file: white space, comments and strings with their escapes."""

from __future__ import annotations

import re

SPACE = r"[ \t\r\f\v]*+"
LEAD = rf'(?>(?:{SPACE}(?:\#(?!~[ \t]*+(?:msg|domain|"))[^\n]*+)?\n)*)'
STRING = r'"(?>(?:[^"\\\n]++|\\[^\n])*)"'

_STRINGS = re.compile(STRING)
_ONE = re.compile(STRING[1:-1])
_ESCAPE = re.compile(r'\\(?:([abfnrtv"\\])|([0-7]{1,3}|x[0-9A-Fa-f]++)((?>(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]++))*))|)')
_NUMERIC = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]++))")
_NAMED = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", '"': '"', "\\": "\\"}
_QUOTED = str.maketrans({value: f"\\{name}" for name, value in _NAMED.items()})


def value(strings: str) -> str:
    """What one or more quoted strings say together, the first quotation mark to the last; ValueError where an escape
    sequence is none."""
    text = strings[1:-1].replace('"\n"', "")
    if '"' in text and not _ONE.fullmatch(text):
        text = "".join([string[1:-1] for string in _STRINGS.findall(strings)])
    return _ESCAPE.sub(_unescape, text) if "\\" in text else text


def quoted(text: str) -> str:
    """``text`` with what PO strings escape, without the quotation marks around it."""
    return text.translate(_QUOTED)


def shorten(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most - 1].rstrip() + "…"


def _unescape(found: re.Match[str]) -> str:
    if found[1]:
        return _NAMED[found[1]]
    if not found[2]:
        raise ValueError(f"“\\{found.string[found.end():found.end() + 1]}” is no escape sequence; "
                         "a backslash is written \\\\")
    codes = bytes((int(octal, 8) if octal else int(hexa[-2:], 16)) & 255 for octal, hexa in _NUMERIC.findall(found[0]))
    try:
        return codes.decode()
    except UnicodeDecodeError:
        raise ValueError(f"“{shorten(found[0])}” is not UTF-8") from None
