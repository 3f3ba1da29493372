"""Quotations: how many the text has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks import vocabulary
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity


def _quotation_count(text: str) -> int | None:
    """How many quotations begin in a text; None where apostrophes make that doubtful."""
    straight = text.count('"')
    if straight % 2:
        return None
    count = straight // 2 + sum(text.count(mark) for mark in "“«„「『")
    count -= min(text.count("“"), text.count("„"))          # in „…“ the second mark closes
    if -1 < text.find("»") < text.find("«"):                # »…« as in German
        return text.count("»") + straight // 2 + max(0, text.count("“") - text.count("„"))
    if "„" not in text and "“" not in text and "”" in text:
        count += (text.count("”") + 1) // 2                 # ”…” as in Swedish
    singles = text.count("‘")
    if text.count("‚") and singles:
        singles = 0
        count += text.count("‚")
    return count + singles + text.count("‹")


_QUOTING = frozenset("\"“”„«»「『‘‚‹")


def _quotations(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    theirs, ours = _quotation_count(source), _quotation_count(target)
    if theirs is None or ours is None or theirs <= ours:
        return
    if re.search(r"(?<!\w)'\w", f"{source} {target}"):     # straight single marks: quotations or apostrophes
        return
    if target.lstrip()[:1] in "—–-" or target.count("—") > 1:
        return
    if _SINGLE.search(target) or _marked_instead(pair):
        return
    if theirs - ours <= len(_AGAIN.findall(source)) and not (
            ours and (pair.language in vocabulary.LATIN or pair.language == "zh")
            and _share(target) < _KEPT * _share(source)):
        return
    yield Spot(f"the source has {_count(theirs)}, the translation {_count(ours)}")


_SINGLE = re.compile(r"[‛`]|(?<![^\W\d_])['´]|['´](?![^\W\d_])")
"""Marks that may quote; between two letters they are apostrophes."""
_KEPT = 0.88
"""How much of its share in the text at least is still quoted where two quotations became one."""
_QUOTED = re.compile(r"“[^“”]*+”|«[^«»]*+»|„[^“”„]*+[“”]|「[^「」]*+」")


def _share(text: str) -> float:
    """The part of the text within quotation marks, 0 to 1."""
    return sum(len(found[0]) for found in _QUOTED.finditer(text)) / len(text)


_AGAIN = re.compile(r"”[^“”]{1,120}“|\"[^\"]{1,120}\"")
"""A quotation that goes on after “she said”: many languages say that without closing it."""


def _marked_instead(pair: Pair) -> bool:
    """Whether more is emphasized than in the source, which may stand for the quotation marks."""
    count = [sum(token.kind in ("emphasis", "tag") for token in view.tokens) for view in (pair.source, pair.target)]
    return count[1] > count[0]


def _count(number: int) -> str:
    return "no quotation" if not number else "1 quotation" if number == 1 else f"{number} quotations"


RULES = (
    Rule("R106", "quotation-lost", Severity.WARNING,
         "What the source quotes, the translation quotes. Dialogue with dashes, a quotation that is not closed for "
         "“she "
         "said”, emphasis instead, and quotation marks that the translation adds, pass.",
         ("They called it “regrettable”", "Lo calificaron de lamentable"),
         ("They called it “regrettable”", "Lo calificaron de «lamentable»"), _quotations,
         in_source=_QUOTING),
)
