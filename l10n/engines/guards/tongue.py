"""The language of a target, by the little words that every sentence of it has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from l10n.locales import language, name

_LITTLE: Mapping[str, frozenset[str]] = {tongue: frozenset(words.split()) for tongue, words in {
    "en": "the and of to that is was for with this they have had not are from it which would their been were what will "
          "there can you i'm cannot",
    "es": "el la los las un una que y en con por para no es se su del al lo como más pero fue este esta son ha",
    "fr": "le la les un une des et est que qui dans pour pas sur au aux du ce cette sont avec il elle ne été mais plus",
    "de": "der die das den dem ein eine und ist nicht mit auf für von zu im sich des auch war sind werden wird dass",
    "pt": "o a os as um uma que e em com por para não é se do da dos das no na ao como mais mas foi este esta são",
    "it": "il lo la i gli le un una che e di in con per non è si del della dei al come più ma sono questo questa ha",
    "nl": "de het een en van is dat niet met op voor zijn te die in er aan ook maar was wordt door",
}.items()}
"""Of each language; a list is as long as it has to be for sentences of some length, no longer."""
_ENOUGH = 3


def tongue(target: str, source_locale: str, target_locale: str) -> str:
    """Why a target is in its source's language still; "" where it is not, or where that cannot be told.

    Three little words that only the source's language has, and none or hardly one of the target's.
    """
    theirs, ours = _LITTLE.get(language(source_locale)), _LITTLE.get(language(target_locale), frozenset())
    if theirs is None or language(source_locale) == language(target_locale):
        return ""
    said = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", target.lower().replace("’", "'"))
    foreign = sum(word in theirs and word not in ours for word in said)
    own = sum(word in ours and word not in theirs for word in said)
    known = foreign >= _ENOUGH and (foreign > 3 * own if ours else foreign > len(said) / 4)
    return f"the output is in {name(language(source_locale))}" if known else ""
