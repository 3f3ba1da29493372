"""Where agreed terms stand in a text, and whether a translation has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from l10n.glossary import english, romance
from l10n.glossary.terms import Match, Term
from l10n.model import Span

_GAP = r"(?:\s|[*_~]|</?\w[^<>]*>)+"
"""Between the words of a term: white space, and the markup that may part them in a catalog."""
_POSSESSIVE = r"(?:['’](?:s(?!\w))?(?!\w))?"
_VERBAL = re.compile(r"\b(?:will|would|can|could|may|might|must|shall|should|cannot|not|never|I|you|we|they|who)\s+$",
                     re.IGNORECASE)
_NOMINAL = re.compile(r"\b(?:the|an?|this|that|these|those|my|your|his|her|its|our|their|no|every|each|of|in|with)\s+$",
                      re.IGNORECASE)
"""What stands before a verb, and before a noun: tells the two where they are the same word."""
_INDEXES: dict[tuple[int, str], tuple[tuple[Term, ...], dict[str, tuple[int, ...]]]] = {}
_MOST = 32
_INFINITIVE = re.compile(r"\b(?:to|can|could|may|might|must|should|let|us)\s+(?:not\s+)?$", re.IGNORECASE)


def find(text: str, terms: Iterable[Term], language: str = "en") -> list[Match]:
    """The terms that a text has, in order, the longest where several begin; forbidden ones are looked for nowhere.

    A plural, a possessive, a form of a verb (where the part of speech says that it is one) and a capital at the
    beginning make no other word. ``language``: of the text; its plurals are known for English and for those of
    ``form``, its verbs for English.
    """
    words = {word.casefold() for word in re.findall(r"\w+", text)}
    spots = [match for term in _beginning(tuple(terms), language, frozenset(words))
             for match in _of(term, text, language)]
    out: list[Match] = []
    for match in sorted(spots, key=lambda match: (match.span.start, -match.span.end)):
        if not out or match.span.start >= out[-1].span.end:
            out.append(match)
    return out


def _beginning(terms: tuple[Term, ...], language: str, words: frozenset[str]) -> list[Term]:
    """Those of many terms whose first word a text has."""
    index = _index(terms, language)
    return [terms[number] for number in sorted({number for word in words for number in index.get(word, ())})]


def _index(terms: tuple[Term, ...], language: str) -> dict[str, tuple[int, ...]]:
    """First word → numbers of the terms that may begin with it; kept by the identity of ``terms``, since thousands of
    them take long to compare."""
    key = id(terms), language
    if key not in _INDEXES or _INDEXES[key][0] is not terms:
        if len(_INDEXES) >= _MOST:
            _INDEXES.clear()
        _INDEXES[key] = terms, _indexed(terms, language)
    return _INDEXES[key][1]


def _indexed(terms: tuple[Term, ...], language: str) -> dict[str, tuple[int, ...]]:
    out: dict[str, list[int]] = {}
    for number, term in enumerate(terms):
        for shown in () if term.forbidden else _forms(term, language):
            for word in re.findall(r"\w+", shown)[:1]:
                out.setdefault(word.casefold(), []).append(number)
    return {word: tuple(dict.fromkeys(numbers)) for word, numbers in out.items()}


@cache
def _forms(term: Term, language: str) -> dict[str, bool]:
    """Each form that a term may stand in → whether it is a plural; the base form first."""
    words = term.source.split()
    base = " ".join(words)
    out = {base: False}
    if term.fixed or not words:
        return out
    if term.is_verb and language == "en":
        return out | {" ".join([form, *words[1:]]): False for form in english.verbs(words[0])}
    head = next((at - 1 for at, word in enumerate(words) if word in ("of", "in", "for", "at") and at), len(words) - 1)
    many: Iterable[str]
    if language == "en":
        many = english.plurals(words[head])
    else:
        whole = romance.plural(base, language)
        return out | ({whole: True} if whole and whole != base else {})
    return out | {" ".join([*words[:head], form, *words[head + 1:]]): True for form in many
                  if form != words[head].lower()}


def _of(term: Term, text: str, language: str) -> Iterable[Match]:
    for found in _pattern(term, language).finditer(text):
        shown = " ".join(re.sub(_GAP, " ", found["whole"]).split())
        forms = {form.casefold(): many for form, many in _forms(term, language).items()}
        before = text[:found.start()]
        if language == "en" and not term.fixed and (
                (term.is_noun and _VERBAL.search(before)) or (term.is_verb and _NOMINAL.search(before)
                                                              and shown.casefold() in _bare(term))):
            continue
        infinitive = shown.casefold() in _bare(term) and _INFINITIVE.search(before) is not None
        yield Match(Span(*found.span("whole")), term, forms.get(shown.casefold(), False),
                    not term.is_verb or infinitive)


def _bare(term: Term) -> tuple[str, ...]:
    base = " ".join(term.source.split()).casefold()
    return (base, base + "s")[:1 + (not term.is_verb)]


@cache
def _pattern(term: Term, language: str) -> re.Pattern[str]:
    forms = sorted(_forms(term, language), key=len, reverse=True)
    if term.cased:      # the plural of US is none, that of MP is MPs
        base, *others = _forms(term, language)
        forms = [*(base + form[len(base):] for form in others if form.startswith(base.lower())), base]
    body = "|".join(_GAP.join(map(re.escape, form.split())) for form in forms)
    possessive = "" if term.fixed or language != "en" else _POSSESSIVE
    return re.compile(rf"(?<!\w)(?<!\w-)(?P<whole>{body})(?!\w){possessive}(?!-\w)" if not term.fixed else
                      rf"(?<!\w)(?P<whole>{body})(?!\w)", re.NOFLAG if term.cased or term.fixed else re.IGNORECASE)


def form(match: Match, language: str) -> str | None:
    """What stands for a term in the target: its plural where the source has one, the infinitive of a verb. None where
    that cannot be told."""
    if match.term.fixed:
        return match.term.target
    if match.term.is_verb:
        return match.term.target if match.bare else None
    return romance.plural(match.term.target, language) if match.plural else match.term.target


def has(text: str, match: Match, language: str) -> bool:
    """Whether a target has a term, in whatever number, gender or case ending."""
    term = match.term
    if term.fixed:
        return re.search(rf"(?<!\w){re.escape(term.target)}(?!\w)", text) is not None
    return _inflected(term, language).search(text) is not None


@cache
def _inflected(term: Term, language: str) -> re.Pattern[str]:
    """A target term in any of its forms: those of the rules where there are some, else the stem and what may follow."""
    words = term.target.split()
    many = (romance.plural(term.target, language) or "").split()
    out: list[str] = []
    for at, word in enumerate(words):
        verb = re.fullmatch(r"(\w{2,}?)(?:[aeiêo]r(?:si|se|e)?|[aei]re|re)", word) if term.is_verb and not at else None
        if verb:
            stem = re.sub(r"(c|qu)$", "(?:c|qu|ç)", re.sub(r"z$", "[zc]", re.sub(r"(g|gu)$", "gu?", verb[1])))
            out.append(rf"{stem}\w{{1,7}}")
        elif many:
            swapped = [word[:-1] + end for end in "aoe" if word[-1] in "aoe" and len(word) > 4 and not term.is_noun]
            forms = {word, many[at], *swapped, *(form + "s" for form in swapped)}
            out.append(f"(?:{'|'.join(sorted(map(re.escape, forms)))})")
        else:
            out.append(rf"{re.escape(word if len(word) < 5 else word[:-1])}\w{{0,3}}")
    return re.compile(rf"(?<!\w){_GAP.join(out)}(?!\w)", re.IGNORECASE)


def missing(source: str, target: str, terms: Iterable[Term], language: str,
            source_language: str = "en") -> tuple[str, ...]:
    """``term missing: strike → huelga`` and ``term: paro is forbidden``, for what a target has not and should, and has
    and should not."""
    listed = tuple(terms)
    out = [f"term missing: {match.term.source} → {match.term.target}" for match in find(source, listed, source_language)
           if not has(target, match, language)]
    out += [f"term: {match.term.target} is forbidden" for match in forbidden(source, target, listed, language,
                                                                             source_language)]
    return tuple(dict.fromkeys(out))


def forbidden(source: str, target: str, terms: Iterable[Term], language: str,
              source_language: str = "en") -> list[Match]:
    """The forbidden terms that a target has for terms of its source, where they stand in the target."""
    return [Match(Span(*found.span()), term, False) for term in terms if term.forbidden
            for found in _inflected(term, language).finditer(target)
            if find(source, [replace(term, forbidden=False)], source_language)]


def satisfied(source: str, target: str, terms: Sequence[Term], language: str,
              source_language: str = "en") -> tuple[int, int]:
    """(terms of the source that the target has, terms of the source)."""
    matches = find(source, terms, source_language)
    return sum(has(target, match, language) for match in matches), len(matches)
