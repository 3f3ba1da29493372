"""Negations lost and added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from l10n.checks import alignment, negatives
from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.view import whole
from l10n.model import Severity


def _told(pair: Pair) -> list[tuple[int, str, int, str]]:
    """(where a stretch of the source begins, it, where its translation begins, it), in small letters: sentence by
    sentence where there are as many, else the whole; none where the languages are not known."""
    if pair.source_language != "en" or pair.is_variant or negatives.negations(pair.language) is None:
        return []
    source, target = pair.source.lower, pair.target.lower
    theirs, ours = pair.source.sentences, pair.target.sentences
    if 1 < len(theirs) == len(ours) <= alignment.CAP:
        found, at, here = [], 0, 0
        for one, two in zip(theirs, ours, strict=True):
            start, begin = pair.source.plain.find(one, at), pair.target.plain.find(two, here)
            if start < 0 or begin < 0 or len(source) != len(pair.source.plain) or len(target) != len(pair.target.plain):
                break
            at, here = start + len(one), begin + len(two)
            found.append((start, source[start:at], begin, target[begin:here]))
        else:
            return found
    return [(0, source, 0, target)]


def _negation_lost(pair: Pair) -> Iterator[Spot]:
    pattern, no = negatives.negations("en"), negatives.negations(pair.language)
    assert pattern is not None
    for start, source, _, target in _told(pair):
        if not negatives.says_no(source) or (no is not None and no.search(target)):
            continue
        for found in islice(pattern.finditer(negatives.without_harmless(source, "en")), _MANY):
            near = _beside(found, source, target, _SHIFTED.get(pair.language, 1.0))
            if negatives.is_only(source, found.end()):
                if not negatives.only(near, target, pair.language):
                    continue
            elif negatives.excused(_beside(found, source, source, 2), near, pair.language) \
                    or re.search(rf"(?<![^\W\d_']){found[0]}(?![^\W\d_])", target):
                continue
            at = start + found.start()
            yield Spot(f"“{found[0]}” of the source is lost: nothing here says no",
                       pair.source.span(at, at + len(found[0])), "source")
            return


_NEAR, _LEAST, _MOST = 0.2, 45, 400
"""How far from its like in the other text a word can stand, in lengths of the text, and in characters at least and at
most: in 19 of 20 sentences whose one negation is translated by one, its place is shifted by less."""
_SHIFTED = {"de": 1.5}
"""The same where clauses change places more often: German needs half as much again for 19 of 20."""
_MANY = 40
"""Negations of a stretch that are looked at."""


def _beside(found: re.Match[str], text: str, other: str, wide: float = 1.0) -> str:
    """The stretch of ``other`` in which the like of a word of ``text`` can stand."""
    at, reach = len(other) * found.start() / max(1, len(text)), wide * min(_MOST, max(_LEAST, _NEAR * len(other)))
    start, end = max(0, int(at - reach)), int(at + reach)
    while start and other[start - 1].isalpha():
        start -= 1
    while end < len(other) and other[end].isalpha():
        end += 1
    return other[start:end]


def _negation_added(pair: Pair) -> Iterator[Spot]:
    if pair.language in ("ar", "zh"):
        return
    hidden, pattern = negatives.hidden("en"), negatives.negations(pair.language)
    assert hidden is not None
    for _, source, start, target in _told(pair):
        if pattern is None or not _PLAIN.search(target) or negatives.says_no(source) \
                or source.rstrip().endswith("?") or _PLAINLY.search(source):
            continue
        for found in islice(pattern.finditer(negatives.without_harmless(target, pair.language)), _MANY):
            if found[0] not in _PLAIN_NO or (found[0], pair.language) == ("non", "fr") \
                    or negatives.takes_back(target, found.end(), pair.language) \
                    or hidden.search(_beside(found, target, source)):
                continue
            at = start + found.start()
            yield Spot(f"“{found[0]}” says no, and nothing in the source does",
                       pair.target.span(at, at + len(found[0])))
            return


_PLAINLY = re.compile(
    r"(?<![^\W\d_])(?:un(?!til|der|ion|it|ivers|iq|cles?\b|es|icef|employ|fortunately|anim|cover|doubt|equivoc|fold|iform)"
    r"[^\W\d_]{3,}|in(?:ab|accur|act|adeq|appro|capa|compl|corr|san|suff|valid)[^\W\d_]*|non(?!-?profit)|fail(?:s|ed)?"
    r"|short of)(?![^\W\d_])")
"""English words that translations answer with a negation wherever they stand."""
_PLAIN_NO = frozenset(("no", "nunca", "jamás", "pas", "jamais", "nicht", "nie", "kein", "keine", "keinen", "não", "non",
                       "mai"))
_PLAIN = whole(*sorted(_PLAIN_NO))


RULES = (
    Rule("S103", "negation-lost", Severity.ERROR,
         "The source says no and the translation says it nowhere: it has no negation, and no prefix or word that can "
         "stand for one about where the source says it. Phrases such as “no doubt” and “why not” pass; so does “not "
         "only”, unless “only” is left of it.",
         ("She is not hungry today", "Hoy tiene hambre"), ("She is not hungry today", "Hoy no tiene hambre"),
         _negation_lost, in_source=negatives.NO | {"t"}),
    Rule("S104", "negation-added", Severity.ERROR,
         "The translation says no and the source does not: in no word anywhere, and with no word about there that can "
         "stand for it.",
         ("She works on the boat", "No trabaja en el barco"), ("She works on the boat", "Trabaja en el barco"),
         _negation_added, in_target=_PLAIN_NO),
)
