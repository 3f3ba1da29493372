"""Telling names from words by their capitals, and prose from code by the characters around a word."""

from __future__ import annotations

import re

MARKUP = "\x01"
"""Stands for each character of markup that opens or closes; read over as if it were not there."""
ATOM = "\0"
"""Stands for each character of a part that is kept whole."""
_OPENING = f"“‘„‚«‹\"'([{{¿¡*_ \u00a0{MARKUP}"
_GAP = f" {MARKUP}"
_STOPS = ".!?…:\n•|"
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|St|Mt|Ft|Sr|Jr|Gen|Col|Lt|Capt|Maj|Sgt|Cpl|Adm|Rev|Hon|"
                          r"Sen|Rep|Gov|Messrs|No|Nos|vs|v|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])|e\.g|i\.e|[A-Z]\.[A-Z])$")
_TECHNICAL = re.compile(r"://|www\.|[@\\<>{}=`^~]|[^\W\d]\.\w|\w\.[^\W\d]|_|[$%#][\w({]|^-|\w::?\w|\w\([)'\"]|^/|/[^/]*/|"
                        r"[a-z]-\d{2}|^\.[a-z]")     # text-gray-100, .gray-box
_NEXT = re.compile(rf"(?:[ \u00a0-]| & )({_WORD.pattern})")
_SAYING = frozenset({"said", "says", "read", "reads", "wrote", "writes", "shouted"})
_SIC = re.compile(r"[’”'\"»]?\s?[\[(]sic[\])]", re.IGNORECASE)


class Surroundings:
    """A text with its protected stretches blanked out, and what can be read off around a word.

    Offsets are the text's own. Made only for texts in which a rule may apply.
    """

    __slots__ = ("_title", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._title: bool | None = None

    def technical(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` stands in a URL, address, path, placeholder, option or identifier, or is
        marked as verbatim by [sic]."""
        text = self.text
        left, right = start, end
        while left and not text[left - 1].isspace():
            left -= 1
        while right < len(text) and not text[right].isspace():
            right += 1
        if right - left > end - start and _TECHNICAL.search(f"{text[left:start]}x{text[end:right]}"):
            return True
        return _SIC.match(text, end) is not None

    def name(self, start: int, end: int, often: bool) -> bool:
        """Whether the capitals of ``text[start:end]`` say that it belongs to a name.

        A capital inside a sentence does; at the start of one, or in a headline in title case, where every word has
        one, only for words that are ``often`` part of names.
        """
        text = self.text
        word = text[start:end]
        if not word[0].isupper() or (len(word) > 1 and word.isupper()):
            return False
        if self.title_case():
            return often
        if not self.starts_sentence(start):
            return True
        return often and self._capital_follows(end)

    def starts_sentence(self, at: int) -> bool:
        """Whether a sentence begins at ``at``: start of the text, a full stop or colon before, or a quotation that a
        comma, a dash or a verb of saying introduces."""
        text = self.text
        before = text[:at].rstrip(_OPENING)
        if not before:
            return True
        last = before[-1]
        between = text[len(before):at]
        if last == "." and _ABBREVIATED.search(before, max(0, len(before) - 9), len(before) - 1):
            return False
        if last in _STOPS or (last in ")]”’»\"'" and before[-2:-1] in _STOPS):
            return True
        quoted = any(mark in between for mark in "“‘„‚«‹\"'")
        return quoted and (last in ",–—-" or before.rpartition(" ")[2].lower() in _SAYING)

    def title_case(self) -> bool:
        """Whether the whole text is a headline in title case: nearly every longer word begins with a capital."""
        if self._title is None:
            words = [word for word in _WORD.findall(self.text) if len(word) > 3]
            capital = sum(word[0].isupper() and not word.isupper() for word in words)
            self._title = len(words) >= 3 and capital > 0.85 * len(words) and not self.text.rstrip().endswith(".")
        return self._title

    def _capital_follows(self, end: int) -> bool:
        after = _NEXT.match(self.text, end)
        return after is not None and after[1][0].isupper() and not (len(after[1]) > 1 and after[1].isupper())


def word_before(folded: str, at: int) -> str:
    """The folded word just before ``at`` over spaces or one hyphen: ``#`` for a number, ``'s`` after an apostrophe,
    ``^`` where none is adjacent."""
    end = at
    while end and folded[end - 1] in _GAP:
        end -= 1
    if end == at and end and folded[end - 1] in "-‑":
        end -= 1
    start = end
    while start and folded[start - 1].isalnum():
        start -= 1
    if start == end:
        return "#" if end and folded[end - 1] == "%" else "^"
    if folded[start].isdigit():
        return "#"
    return folded[start - (start > 0 and folded[start - 1] == "'"):end]


def word_after(folded: str, at: int) -> tuple[str, int]:
    """(the folded word just after ``at``, its offset), as ``word_before`` reads."""
    start = at
    while start < len(folded) and folded[start] in _GAP:
        start += 1
    if start == at and folded[start:start + 1] in ("-", "‑"):
        start += 1
    end = start
    while end < len(folded) and folded[end].isalnum():
        end += 1
    if start == end:
        return "^", start
    return ("#" if folded[start].isdigit() else folded[start:end]), start
