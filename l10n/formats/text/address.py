"""Postal addresses: lines that are kept as they are. Strict, since what looks like one is not translated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from l10n.formats.text.lines import Line

_LONGEST = 48
_MOST_LINES = 7
_CODE = re.compile(
    r"\b[A-Z]{2}\.?,? \d{5}(?:-\d{4})?$"                    # Dorchester Center, MA 02124
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$"                  # London SW1A 1AA
    r"|\b[A-Z]\d[A-Z] ?\d[A-Z]\d$"                          # Halifax NS B3H 1A1
    r"|^(?:[A-Z]{1,3}-)?\d{4,5}(?: [A-Z]{2})? [^\W\d_]"     # 28013 Madrid, D-10115 Berlin, 1011 AB Amsterdam
    r"|^\d{3} \d{2} [^\W\d_]"                               # 110 00 Praha
    r"|\b\d{5}-\d{3}$|\b[A-Z]{2,3} \d{4}$"                 # Recife - PE, 50030-150; Hobart TAS 7000
    r"|〒 ?\d{3}-\d{4}")
_STREET = re.compile(
    r"^\d+[A-Za-z]?(?:[-–/]\d+[A-Za-z]?)?,? \w"             # 304 North Cardinal St.
    r"|\w,? (?:n[ºo°]\.? ?)?\d+ ?[A-Za-z]?(?:[-–/]\d+)?$"   # Calle Mayor 5, Unter den Linden 77
    r"|\b(?:P\.? ?O\.? ?Box|Postfach|Apartado|Casilla|BP|Boîte postale|Postbus)\b"
    r"|\d[丁番号目]")
_ABBREVIATION = re.compile(r"\b\w{1,5}\.$")


def is_address(lines: Sequence[Line]) -> bool:
    """Whether the lines are a postal address: short, one with a postal code at the end, a street before it.

    Nothing in it may read as a sentence, and no line may begin in lower case.
    """
    if not 2 <= len(lines) <= _MOST_LINES or any(line.ends for line in lines):
        return False
    contents = [line.content for line in lines]
    if any(len(content) > _LONGEST or content[0].islower() or not _no_sentence(content) for content in contents):
        return False
    coded = [at for at, content in enumerate(contents) if _CODE.search(content.rstrip(",."))]
    streets = [at for at, content in enumerate(contents) if _STREET.search(content.rstrip(","))]
    return any(code >= len(lines) - 3 for code in coded) and any(street not in coded for street in streets)


def _no_sentence(content: str) -> bool:
    return content[-1] not in ".!?…;:\"”’»" or _ABBREVIATION.search(content) is not None
