"""Agreed terms in what a model made of a sentence: those that it has not of its own accord are put in.

Two ways, of which the model itself says which reads better (the likelier one, given its source):

``repaired``   the words that stand for the term, by the alignment, give way to its form
``disguised``  the sentence is translated with a stand-in (X1) for the term, and the form takes its place

What stands around agrees in gender and number (``glossary.agree``). Other ways were tried and lost: a forced prefix of
the target up to the term, and stand-ins for all terms instead of those that are lacking. Figures: ``bench/terms.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from l10n import glossary
from l10n.engines.alignment import Aligned, words
from l10n.engines.decoder import Decoded
from l10n.engines.projection import covered
from l10n.glossary import Match, Term
from l10n.locales import language
from l10n.model import Span

METHOD = "terms 1"
"""How terms are put in: to be changed with it, so that a cache does not give what an older one made."""
_STAND_INS = "XZQWKV"
_BEGINS = re.compile(r"(?:^|[.!?…]\s+)[¿¡“«\"]*$")


@dataclass(frozen=True, slots=True)
class Wanting:
    """A sentence whose translation lacks agreed terms that can be put in."""

    sentence: str
    free: Decoded
    """What the model made of it, aligned."""
    matches: tuple[Match, ...]
    """The terms, in order, each with a form."""
    locale: str

    @property
    def key(self) -> str:
        """What the outcome depends on, the model left out."""
        forms = "\n".join(f"{match.span.start} {match.term.part_of_speech} {_form(match, self.locale)}"
                          for match in self.matches)
        return f"{self.sentence}\n{self.locale}\n{forms}"

    @property
    def disguised(self) -> str:
        """The sentence with stand-ins."""
        return _disguise(self)[0]


def wanting(sentence: str, free: Decoded, agreed: Sequence[Term], source: str, locale: str) -> Wanting | None:
    """What a translation lacks; None where it has all agreed terms whose form can be told, or is no translation."""
    if free.fault:
        return None
    lacking = tuple(match for match in glossary.find(sentence, agreed, language(source))
                    if not glossary.has(free.aligned.text, match, language(locale)) and _form(match, locale))
    return Wanting(sentence, free, lacking, locale) if lacking else None


def chosen(work: Sequence[Wanting], disguised: Sequence[Decoded],
           likelihood: Callable[[Sequence[tuple[str, str]]], Sequence[float]]) -> list[Decoded]:
    """For each sentence the better of its two ways: one that is no nonsense, then that with more of its terms, then the
    likelier one.

    ``disguised``: what the model made of the disguised sentences, aligned; ``likelihood``: mean log-probability of the
    tokens of targets, given their sources, of (source, target) pairs.
    """
    ways = [(repaired(one), revealed(one, made)) for one, made in zip(work, disguised, strict=True)]
    pairs = [(one.sentence, way.aligned.text) for one, two in zip(work, ways, strict=True) for way in two]
    likely = iter(likelihood(pairs))
    out: list[Decoded] = []
    for one, two in zip(work, ways, strict=True):
        own = language(one.locale)
        ranks = [(not way.fault, sum(glossary.has(way.aligned.text, match, own) for match in one.matches),
                  next(likely)) for way in two]
        out.append(two[0] if ranks[0] >= ranks[1] else two[1])
    return out


def repaired(work: Wanting) -> Decoded:
    """The free translation with the words that stand for each term replaced, where the alignment tells them."""
    aligned = work.free.aligned
    spots: list[tuple[Span, Match]] = []
    for match in work.matches:
        spot = covered(aligned, match.span)
        if spot is not None and all(spot.end <= other.start or other.end <= spot.start for other, _ in spots):
            spots.append((spot, match))
    return replace(work.free, aligned=_with(aligned, spots, work))


def revealed(work: Wanting, made: Decoded) -> Decoded:
    """The translation of the disguised sentence, its stand-ins replaced; a fault where it is none."""
    text, names = _disguise(work)
    aligned = _undisguised(work, text, names, made.aligned)
    spots: list[tuple[Span, Match]] = []
    for name, match in zip(names, work.matches, strict=True):
        if found := re.search(rf"(?<!\w){name}(?!\w)", aligned.text):
            spots.append((Span(*found.span()), match))
    return replace(made, aligned=_with(aligned, spots, work))


def said(work: Wanting, made: Decoded) -> tuple[str, ...]:
    """``term: strike → paro`` for what was put in."""
    return tuple(f"term: {match.term.source} → {match.term.target}" for match in work.matches
                 if glossary.has(made.aligned.text, match, language(work.locale)))


def _form(match: Match, locale: str) -> str | None:
    return glossary.form(match, language(locale))


def _disguise(work: Wanting) -> tuple[str, list[str]]:
    letter = next((one for one in _STAND_INS if not re.search(rf"{one}\d", work.sentence)), "XQ")
    names = [f"{letter}{number}" for number, _ in enumerate(work.matches, 1)]
    text = work.sentence
    for name, match in reversed(list(zip(names, work.matches, strict=True))):
        text = text[:match.span.start] + name + text[match.span.end:]
    return text, names


def _undisguised(work: Wanting, text: str, names: Sequence[str], aligned: Aligned) -> Aligned:
    """The alignment with the words of the sentence itself for columns: a stand-in's weight goes to its term's."""
    columns = words(work.sentence)
    inside = [[index for index, word in enumerate(columns)
               if word.start < match.span.end and match.span.start < word.end] for match in work.matches]
    hidden = {index for one in inside for index in one}
    plain = iter(index for index in range(len(columns)) if index not in hidden)
    places = dict(zip(names, inside, strict=True))
    into = [places.get(re.split("['’]", text[word.start:word.end])[0]) or [next(plain, len(columns) - 1)]
            for word in aligned.columns]
    weights = []
    for row in aligned.weights:
        sums = [0.0] * len(columns)
        for share, targets in zip(row, into, strict=True):
            for index in targets:
                sums[index] += share / len(targets)
        weights.append(tuple(sums))
    return replace(aligned, columns=columns, weights=tuple(weights))


def _with(aligned: Aligned, spots: Sequence[tuple[Span, Match]], work: Wanting) -> Aligned:
    """A target with terms at some places, what is around them agreeing; a term's words are aligned with its own."""
    text, rows, weights = aligned.text, list(aligned.rows), list(aligned.weights)
    own = language(work.locale)
    for spot, match in sorted(spots, key=lambda one: one[0], reverse=True):
        shown = _form(match, work.locale) or match.term.target
        before, after = text[:spot.start], text[spot.end:]
        kind = "" if match.term.fixed else glossary.gender(match.term, own)
        if kind:
            before, after = glossary.agree(before, shown, after, kind, match.plural, own)
        if not match.term.fixed and _BEGINS.search(before):
            shown = shown[0].upper() + shown[1:]
        before += " " * (before[-1:].isalnum() and shown[0].isalnum())
        after = " " * (after[:1].isalnum() and shown[-1].isalnum()) + after
        text, rows, weights = _realigned(aligned, rows, weights, (text, spot), (before, shown, after), match)
    return Aligned(text, aligned.columns, tuple(rows), tuple(weights))


def _realigned(aligned: Aligned, rows: Sequence[Span], weights: Sequence[tuple[float, ...]], old: tuple[str, Span],
               new: tuple[str, str, str], match: Match) -> tuple[str, list[Span], list[tuple[float, ...]]]:
    """Text, rows and weights with the words around a place taken over by their order, where that can be told."""
    before, shown, after = new
    text = before + shown + after
    mine = [index for index, word in enumerate(aligned.columns)
            if word.start < match.span.end and match.span.start < word.end]
    share = tuple(1 / len(mine) if index in mine else 0.0 for index in range(len(aligned.columns)))
    left = [index for index, row in enumerate(rows) if row.end <= old[1].start]
    right = [index for index, row in enumerate(rows) if row.start >= old[1].end]
    out_rows = [*words(text)]
    first = [row for row in out_rows if row.end <= len(before)]
    last = [row for row in out_rows if row.start >= len(before) + len(shown)]
    none = (0.0,) * len(aligned.columns)
    heads = [weights[index] for index in left]
    tails = [weights[index] for index in right]
    head = [*heads[:len(first)], *[none] * (len(first) - len(heads))]
    tail = [*[none] * (len(last) - len(tails)), *tails[max(0, len(tails) - len(last)):]]
    return text, out_rows, [*head, *[share] * (len(out_rows) - len(first) - len(last)), *tail]
