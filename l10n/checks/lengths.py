"""Sentences omitted and added, texts too short and too long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks import alignment
from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.view import View
from l10n.model import Severity, Span

_RUN_ON = re.compile(r"[^\W\d_]{2}[.!?]\d?[^\W\d_](?=[^\W\d_])|\d\.[^\W\d_]{2}")
"""Where two sentences of a source have lost the space between them."""
_SURE, _QUITE_SURE = 1.5, 3.0
"""Nats by which an omission has to be likelier than merged sentences, and an addition likelier than parted ones."""


def _omitted(pair: Pair) -> Iterator[Spot]:
    whole, c = len(pair.source.plain), alignment.ratio(pair)
    here = alignment.size(pair.target.plain, c)
    if here >= whole * c:
        return
    source, target = pair.source.sentences, pair.target.sentences
    if len(source) < 2 or not target or len(target) >= len(source):
        return
    lost, _, margin = alignment.unmatched(pair)
    if lost and (margin > _SURE or _short_of_one(whole, here, c)):
        shown = source[lost[-1]]
        at = pair.source.plain.find(shown)
        count = "a sentence" if len(lost) == 1 else f"{len(lost)} sentences"
        yield Spot(f"{count} of the source seem to be missing: “{_short(shown)}”",
                   pair.source.span(at, at + len(shown)) if at >= 0 else None, "source")
    elif not lost and alignment.unheard(source, target, pair.language) and _short_of_one(whole, here, c):
        yield Spot("fewer sentences than in the source, and so much shorter that one seems to be missing")


def _short_of_one(source: int, target: float, c: float) -> bool:
    """Whether a translation with fewer sentences is so short that they were not merged."""
    return target < 0.78 * source * c and alignment.cost(source, target, c) > 1.2


def _again(view: View) -> Span | None:
    """Where a sentence begins and ends that was there before, letter for letter, its code too."""
    sentences = view.sentences
    seen: set[str] = set()
    at = 0
    for one in sentences if len(set(sentences)) < len(sentences) else ():
        at = view.plain.find(one, at) + len(one)
        if len(one) > 12:
            span = view.span(at - len(one), at)
            said = view.text[span.start:span.end]
            if said in seen:
                return span
            seen.add(said)
    return None


def _extra(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.sentences, pair.target.sentences
    plain = pair.target.plain
    half = len(plain) // 2
    if half > 12 and plain[:half].strip() == plain[-half:].strip() and pair.source.plain[:half] != \
            pair.source.plain[-half:]:
        first, second = pair.target.span(0, half), pair.target.span(len(plain) - half, len(plain))
        text = pair.target.text
        if text[first.start:first.end].strip() == text[second.start:second.end].strip():
            yield Spot("the text is here twice", second)
            return
    if len(target) < 2 or not source:
        return
    if len(set(source)) == len(source) and (repeated := _again(pair.target)) is not None:
        yield Spot("a sentence is here twice", repeated)
        return
    joined = len(_RUN_ON.findall(pair.source.plain)) + max(0, pair.source.plain.count(";") - plain.count(";"))
    if len(target) <= len(source) + joined:
        return
    _, come, margin = alignment.unmatched(pair)
    whole, c = len(pair.source.plain), alignment.ratio(pair)
    here = alignment.size(plain, c)
    if here > whole * c and (
            (come and margin > _QUITE_SURE)
            or (c > alignment.DENSE and here > 1.22 * whole * c and alignment.cost(whole, here, c) > 1.1
                and alignment.unheard(target, source, pair.language))):
        shown = target[come[-1] if come else -1]
        at = pair.target.plain.find(shown)
        yield Spot("a sentence seems to have no like in the source",
                   pair.target.span(at, at + len(shown)) if at >= 0 else None)


def _short(text: str) -> str:
    return text if len(text) < 60 else text[:57].rstrip() + "…"


_GLOSS = re.compile(r"[ \u00a0]?[(（]([^()（）]{2,80})[)）]")
"""What a translator adds to a term: as it is in the source, in brackets."""
_LENGTH = 5.0
"""Nats; about three standard deviations, beside the bounds for the proportion: lengths have long tails."""


def _length(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain.strip(), pair.target.plain.strip()
    target = _GLOSS.sub(lambda found: "" if found[1].lower() in pair.source.lower
                        and f"({found[1].lower()}" not in pair.source.lower else found[0], target)
    c = alignment.ratio(pair)
    wanted, here = len(source) * c, alignment.size(target, c)
    if len(source) < 25 or 0.5 < here / wanted < 1.9 or alignment.cost(len(source), here, c) < _LENGTH:
        return
    if not any(map(str.isalnum, target)) or pair.entry.source == pair.entry.target:
        return
    if any(True for look in (_omitted, _extra) for _ in look(pair)):
        return          # which says it better
    yield Spot(f"the translation is much {'shorter' if here < wanted else 'longer'} than the source lets expect")


RULES = (
    Rule("S105", "sentence-omitted", Severity.ERROR,
         "By their lengths (Gale and Church 1993) and the numbers, names and words that both texts have, the sentences "
         "of the translation match those of the source only if one of the source is left out. Merged and parted "
         "sentences pass.",
         ("The boat left at noon. Nobody waved from the long grey pier behind the station. It was raining.",
          "El barco zarpó a mediodía. Llovía."),
         ("The boat left at noon. Nobody waved from the long grey pier behind the station. It was raining.",
          "El barco zarpó a mediodía. Nadie saludó desde el largo muelle gris de detrás de la estación. Llovía."),
         _omitted),
    Rule("S106", "sentence-added", Severity.WARNING,
         "A sentence is there twice, or the sentences match those of the source only if one of the translation is left "
         "out.", ("The boat left at noon.", "El barco zarpó a mediodía. El barco zarpó a mediodía."),
         ("The boat left at noon.", "El barco zarpó a mediodía."), _extra),
    Rule("S107", "length-out-of-proportion", Severity.WARNING,
         "Half as long or twice as long as prose in this pair of languages is, beyond what chance explains.",
         ("The library that comes with the tide has sailed for thirty-eight years between nineteen islands.",
          "La biblioteca zarpa."),
         ("The library that comes with the tide has sailed for thirty-eight years between nineteen islands.",
          "La biblioteca que llega con la marea lleva treinta y ocho años navegando entre diecinueve islas."), _length),
)
