"""S11x: what was agreed in the glossary and is not in the translation. The rules hold the terms of one locale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from l10n import glossary
from l10n.checks.rule import Pair, Rule, Spot
from l10n.glossary import Term
from l10n.model import Severity

EXAMPLE = (Term("strike", "huelga", "noun f"), Term("strike", "paro", "noun m", forbidden=True),
           Term("Marginalia", "Marginalia", fixed=True))
"""The glossary of the rules' own examples."""


def rules(terms: Sequence[Term]) -> tuple[Rule, ...]:
    """The rules for a locale with these terms; none where it has none."""
    if not terms:
        return ()
    agreed = [term for term in terms if not term.fixed]
    fixed = [term for term in terms if term.fixed]

    def missing(pair: Pair) -> Iterator[Spot]:
        for match in glossary.find(pair.entry.source, agreed, pair.source_language):
            if not glossary.has(pair.entry.target, match, pair.language):
                yield Spot(f"the glossary has “{match.term.target}” for “{match.term.source}”", match.span, "source")

    def changed(pair: Pair) -> Iterator[Spot]:
        for match in glossary.find(pair.entry.source, fixed, pair.source_language):
            if not glossary.has(pair.entry.target, match, pair.language):
                yield Spot(f"“{match.term.source}” is not to be translated", match.span, "source")

    def forbidden(pair: Pair) -> Iterator[Spot]:
        for match in glossary.forbidden(pair.entry.source, pair.entry.target, agreed, pair.language,
                                        pair.source_language):
            yield Spot(f"“{match.term.target}” is forbidden for “{match.term.source}”", match.span)

    return (
        Rule("S111", "agreed-term-missing", Severity.WARNING,
             "A term of the glossary stands in the source, and the translation has its agreed counterpart in no form.",
             ("The strike is over.", "El conflicto ha terminado."), ("The strikes are over.", "Las huelgas acabaron."),
             missing),
        Rule("S112", "name-translated", Severity.ERROR,
             "A name or a brand that the glossary leaves untranslated does not stand in the translation letter for "
             "letter.", ("The Marginalia sails.", "La Marginal zarpa."),
             ("The Marginalia sails.", "La Marginalia zarpa."), changed),
        Rule("S113", "forbidden-term", Severity.WARNING,
             "The translation uses a word that the glossary forbids for a term of the source.",
             ("The strike is over.", "El paro de la huelga acabó."), ("The strike is over.", "La huelga acabó."),
             forbidden),
    )
