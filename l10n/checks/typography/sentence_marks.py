"""The marks that open and end sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.tokens import ATOM
from l10n.model import Severity

_CLOSING = " \t\r\n\u00a0\u202f\u2009”“\"’'»«›‹」』)]\ufffc_*"
_STOPS = {".": ".", "。": ".", "．": ".", "।": ".", "۔": ".", "?": "?", "？": "?", "؟": "?", "!": "!", "！": "!",
          "…": "…", ":": ":", "：": ":", ";": ";", "；": ";"}


def _inverted(pair: Pair) -> Iterator[Spot]:
    target = pair.target.plain
    for closing, opening in (("?", "¿"), ("!", "¡")):
        if closing not in target or target.count(opening) >= len(re.findall(rf"\{closing}+", target)):
            continue
        start = 0
        for found in re.finditer(rf"\{closing}+", target):
            piece = target[start:found.start()]
            start = found.end()
            if opening in piece or (found[0] != closing and "¿" in piece) or not re.search(r"[^\W\d_]", piece):
                continue
            if (opening == "¡" and "¿" in piece) or (closing == "?" and "¡" in piece):
                continue        # “¿Qué dices!” mixes both on purpose (Ortografía de la lengua española 2010, 3.4.9.2)
            if _as_it_is(piece, target, found, pair.source.plain):
                continue
            before, after = target[max(0, found.start() - 1):found.start()], target[found.end():found.end() + 1]
            if before and not before.isalnum() and before not in "»”)\"'’…. *":
                continue
            if after and before + after in _AROUND:     # the mark itself is spoken of
                continue
            yield Spot(f"“{closing}” without “{opening}” before it",
                       pair.target.span(found.start(), found.end()))
            return


_AROUND = frozenset(("()", "[]", "\"\"", "''", "“”", "‘’", "«»"))


def _as_it_is(piece: str, target: str, mark: re.Match[str], source: str) -> bool:
    """Whether the mark belongs to a title that is not translated, or to a name such as Yahoo!"""
    title = re.split('["“”«»„]', piece)[-1] + mark[0]
    if len(title.split()) > 1 and title in source:
        return True
    return target[mark.end():mark.end() + 1] in (".", ",") and target[:mark.end()].split()[-1].lstrip('(«“"') in source


def _ended(text: str) -> tuple[str, int]:
    """(the mark that ends the text, where) without closing quotes, brackets and markup; "" where none does."""
    trimmed = text.rstrip(_CLOSING)
    if trimmed.endswith("..."):
        return "…", len(trimmed) - 3
    return _STOPS.get(trimmed[-1:], ""), len(trimmed) - 1


_REQUEST = re.compile(r"(?:\A|[.,;:!?] )\W*(?:(?:could|would|can|will|won't|why don't) (?:you|we|i)|(?:how|what) about)"
                      r"\b|\bmay i\b|\bshall we\b|\bwonder\b|\bplease\b|\bask\b|, (?:right|ok|okay)\?|\bnot\?",
                      re.IGNORECASE)
"""Questions that are requests, or stand in a statement: other languages put a stop after them."""
_INDIRECT = re.compile(r"\b(?:question|wonder\w*|ask(?:s|ed|ing)?|don't know|tell|told|unclear|determine\w*|decide\w*"
                       r"|define\w*|(?:is|are|me|us) (?:who|what|why|how|whether|where))\b|n't i\b"
                       r"|\bplease\b|'d like\b|\bwould like\b", re.IGNORECASE)
"""Statements with a question or a request in them, which other languages may ask outright."""


def _end(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    theirs, _ = _ended(source)
    ours, at = _ended(target)
    if theirs == ours and not (ours == "." and "?" in source):
        return
    if not target.strip() or len(source.split()) < 2 or not any(letter.isalpha() for letter in target[-80:]):
        return
    if source.rstrip()[-1:] == ATOM or target.rstrip()[-1:] == ATOM:
        return
    if theirs == ours == "." and "?" in source and len(pair.source.sentences) == len(pair.target.sentences):
        yield from _asked(pair)
    if theirs == ours or pair.language == "th":
        return
    last = target[at:at + 1] if at >= 0 else ""
    if theirs in (".", "?", "!") and not ours and last.isalnum():
        fix = None
        if theirs == "." and target.endswith(last) and source.rstrip(_CLOSING) == source:
            fix = last + ("。" if pair.language in ("zh", "ja") else ".")
        yield Spot(f"the source ends with “{theirs}”, the translation with none", pair.target.span(at, at + 1), fix=fix)
    elif ours == "." and not theirs and source.rstrip()[-1:].isalnum() and not pair.is_body:
        if len(re.findall(r"\.", target)) == 1:
            yield Spot("ends with a full stop, the source without", pair.target.span(at, at + 1),
                       fix="" if target.endswith(".") else None)
    elif {theirs, ours} == {"?", "."} and source.count("?") != len(re.findall("[?？؟]", target)) \
            and not (_REQUEST if theirs == "?" else _INDIRECT).search(source):
        what = ("a question in the source is a statement here" if theirs == "?"
                else "a statement of the source is a question here")
        yield Spot(what, pair.target.span(at, at + 1))


def _asked(pair: Pair) -> Iterator[Spot]:
    """Questions within a text that are statements in its translation."""
    target = pair.target.plain
    if pair.source.plain.count("?") <= len(re.findall("[?？؟]", target)):
        return
    at = 0
    for one, two in zip(pair.source.sentences, pair.target.sentences, strict=True):
        at = max(target.find(two, at), at) + len(two)
        if (_ended(one)[0], _ended(two)[0]) == ("?", "."):
            yield Spot("a question in the source is a statement here", pair.target.span(at - 1, at))


RULES = (
    Rule("T103", "inverted-mark-missing", Severity.WARNING,
         "Spanish and Asturian open questions with ¿ and exclamations with ¡. Titles that are not translated pass.",
         ("Is it late?", "Es tarde?"), ("Is it late?", "¿Es tarde?"), _inverted, frozenset({"es", "ast"}),
         in_target=frozenset("?!")),
    Rule("T110", "end-mark-differs", Severity.WARNING,
         "A sentence that ends with a stop ends with one in the translation, a headline without one ends without, and "
         "a question stays a question.",
         ("The ferry is late.", "El ferri llega tarde"), ("The ferry is late.", "El ferri llega tarde."), _end),
)
