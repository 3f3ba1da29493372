"""What is wrong with a PO file that the grammar does not take: asked only after it failed."""

from __future__ import annotations

import re
from typing import NoReturn

from l10n.catalog.lexis import LEAD, STRING, shorten
from l10n.errors import CatalogError

_TOKEN = re.compile(rf'(?P<space>[ \t\r\n\f\v]++)|(?P<comment>\#(?!~)[^\n]*+)|(?P<mark>\#~)|(?P<string>{STRING})'
                    r'|(?P<index>\[[ \t]*+[0-9]++[ \t]*+\])|(?P<word>[A-Za-z_]++)')
_WELL = re.compile(r'\#|(?:msgctxt|msgid(?:_plural)?|msgstr)(?>(?:\[[ \t0-9]*+\])?)[ \t]*+"')
"""What may follow a string in its line, be it in the wrong place."""
_AFTER: dict[str, tuple[str, ...]] = {"": ("msgctxt", "msgid"), "msgctxt": ("msgid",),
                                      "msgid": ("msgid_plural", "msgstr"), "msgid_plural": ("msgstr",), "msgstr": ()}


def explain(text: str, at: int, path: str) -> NoReturn:
    """Raises the CatalogError for the first thing after ``at`` that does not fit."""
    lead = re.compile(LEAD).match(text, at)
    at = lead.end() if lead else at
    message, at = _first_fault(text, at)
    if text[text.rfind("\n", 0, at) + 1:at].rstrip().endswith('"') and not _WELL.match(text, at):
        message += '; a quotation mark inside a text is written \\"'
    raise CatalogError(message, path=path, line=text.count("\n", 0, at) + 1)


def _first_fault(text: str, at: int) -> tuple[str, int]:
    keyword, filled, plural, obsolete = "", True, False, None
    marked = False
    start = at
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return _stray(text, at), at
        word = token["word"]
        if token["space"] is not None:
            marked = marked and "\n" not in token[0]
        elif token["mark"] is not None:
            marked = True
        elif token["comment"] is not None:
            return f"a comment inside an entry, after {keyword}", at
        elif obsolete is not None and marked is not obsolete:
            return "only a part of the entry is marked with #~", at
        elif word is not None:
            obsolete = marked
            if not filled:
                return f"{keyword} has no text in quotation marks", at
            if word not in _AFTER:
                return f"“{shorten(word)}” is no keyword of a PO file", at
            if word not in _AFTER[keyword] and not (word == keyword == "msgstr" and plural):
                needed = "msgid" if keyword in ("", "msgctxt") else "msgstr"
                return f"{word} without {needed} before it", at
            keyword, filled, plural = word, False, plural or word == "msgid_plural"
        elif token["string"] is not None:
            if not keyword:
                return "text in quotation marks without msgid or msgstr before it", at
            if keyword == "msgstr" and not filled and plural:
                return "msgstr of an entry with msgid_plural needs its number: msgstr[0]", at
            filled = True
        elif keyword != "msgstr" or not plural:
            return f"{keyword or 'text'}{token[0]} without msgid_plural before it", at
        else:
            keyword_end = token.end()
            following = re.compile(rf"[ \t\r\n\f\v]*+(?>(?:\#~)?)[ \t]*+({STRING})").match(text, keyword_end)
            if following is None:
                return f"msgstr{token[0]} has no text in quotation marks", at
            filled, at = True, following.end()
            continue
        at = token.end()
    return "the file ends inside an entry", max(start, len(text.rstrip()) - 1)


def _stray(text: str, at: int) -> str:
    row = text[at:text.find("\n", at) if text.find("\n", at) >= 0 else len(text)].strip()
    if row.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        return "a merge conflict that nobody resolved"
    if text[at] == '"':
        return "a string without its closing quotation mark"
    if text[at].isspace():
        return f"a space of another kind (U+{ord(text[at]):04X}) outside quotation marks"
    return f"“{shorten(row, 20)}” outside quotation marks"
