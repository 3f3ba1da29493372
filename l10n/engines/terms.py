"""Agreed terms in a target: their form, a capital where a sentence begins, articles that agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from l10n.glossary import Match, form, gender
from l10n.locales import language

_ARTICLES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "es": ("el la los las", "un una unos unas", "del de·la de·los de·las", "al a·la a·los a·las",
           "este esta estos estas", "nuevo nueva nuevos nuevas"),
    "fr": ("le la les les", "un une des des", "du de·la des des", "au à·la aux aux", "ce cette ces ces"),
    "pt": ("o a os as", "um uma uns umas", "do da dos das", "no na nos nas", "ao à aos às", "pelo pela pelos pelas",
           "este esta estes estas"),
})
"""Rows of what stands before a noun: masculine, feminine, both in the plural; a dot is a space."""
_STRESSED = re.compile(r"h?[aá](?:gua|la|rea|rma|ula|guila|ncla|lma|cta)\b", re.IGNORECASE)
"""Spanish feminines that take el and un (RAE, “Nueva gramática”, 14.2)."""


def placed(text: str, matches: Mapping[int, Match], locale: str) -> tuple[str, dict[int, str]]:
    """(a masked target whose articles agree with the terms behind them, number of a term → its form)."""
    own = language(locale)
    forms: dict[int, str] = {}
    for number, match in matches.items():
        said = form(match, own) or match.term.target
        text = _agreeing(text, number, match, said, own)
        if not match.term.fixed and re.search(rf"(?:^|[.!?…]\s+|[¿¡])(?:⟦/?\d+⟧)*⟦{number}⟧", text):
            said = said[0].upper() + said[1:]
        forms[number] = said
    return text, forms


def _agreeing(text: str, number: int, match: Match, said: str, own: str) -> str:
    kind = gender(match.term, own)
    if match.term.fixed or not kind or own not in _ARTICLES:
        return text
    rows = [[word.replace("·", " ") for word in row.split()] for row in _ARTICLES[own]]
    index = (kind == "f") + 2 * match.plural
    words = {word: row for row in rows for word in row}
    pattern = "|".join(sorted(map(re.escape, words), key=len, reverse=True))

    def agree(found: re.Match[str]) -> str:
        row = words[found[1].lower()]
        at = index
        if own == "es" and index == 1 and _STRESSED.match(said) and row is not rows[4]:
            at = 0
        word = row[at]
        if own == "fr" and not match.plural and re.match(r"[aeiouyéèêàâîôûh]", said, re.IGNORECASE):
            word = {"le": "l’", "la": "l’", "du": "de l’", "de la": "de l’", "au": "à l’", "à la": "à l’",
                    "ce": "cet"}.get(word, word)
        word = word.capitalize() if found[1][0].isupper() else word
        return word + ("" if word.endswith("’") else " ") + found[2]

    return re.sub(rf"(?<!\w)({pattern})\s((?:⟦\d+⟧)*⟦{number}⟧)", agree, text, flags=re.IGNORECASE)
