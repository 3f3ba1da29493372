"""Words of another variety of the language, from the tables that the variant rules use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n import locales, variants
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Fragment, Inline, Severity

_NEVER: dict[str, frozenset[str]] = {
    "pt_BR": frozenset(re.findall(r"\S+", (
        "autocarro autocarros telemóvel telemóveis ecrã ecrãs ficheiro ficheiros utilizador utilizadora utilizadores "
        "pequeno-almoço guarda-redes palavra-passe"))),
    "es_MX": frozenset(("ordenador", "ordenadores")),
}
"""Words that a variety never uses, though what it says instead is for an editor to decide."""


def _look(pair: Pair) -> Iterator[Spot]:
    if "_" not in pair.locale or locales.is_pseudo(pair.locale) or pair.language not in variants.languages():
        return
    view = pair.target
    inlines = tuple(Inline(token.span, token.kind) for token in view.tokens)
    for one in variants.foreign_words(Fragment(view.text, inlines), pair.locale):
        family = one.rule_id.split(".")[1]
        sure = one.certain or one.word.lower().split()[-1] in _NEVER.get(pair.locale, ())
        if not sure or family in ("punctuation", "quotes", "numbers"):
            continue
        where = ", ".join(locales.name(tag) for tag in one.locales[:3])
        yield Spot(f"“{one.word}” is {where}; {locales.name(pair.locale)} writes “{one.suggestion}”", one.span)


def _anywhere(locale: str) -> frozenset[str] | None:
    """What a text has to have: nothing in a variety that has a table, and never enough elsewhere."""
    return None if "_" in locale and locales.language(locale) in variants.languages() else frozenset()


RULES = (
    Rule("V101", "wrong-variety", Severity.WARNING,
         "A word or spelling of another variety: American spelling in the British edition, vosotros in the Mexican. "
         "Names and quoted code pass.",
         ("The colour of the sea", "The color of the sea"), ("The color of the sea", "The colour of the sea"),
         _look, example_locale="en_GB", everywhere=True, in_target=_anywhere),
)
