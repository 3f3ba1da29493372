"""Capitals: of headlines, and at the start of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n import locales
from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.tokens import ATOM
from l10n.model import Severity

_SMALL_TITLE = {"es": "de del la las el los un una en por para con y o a al que se su sus tras",
                "fr": "de du des la le les un une en par pour avec et ou à au aux que se sa son ses sur dans",
                "pt": "de do da dos das o a os as um uma em no na por para com e ou que se seu sua após",
                "it": "di del della dei la il lo le gli un una in per con e o a al che si suo sua"}


_CASED = ("Latn", "Cyrl", "Grek", "Armn")
"""Scripts with capitals."""


def _title_case(pair: Pair) -> Iterator[Spot]:
    if pair.entry.context is None or len(pair.target.letters) < 4:
        return
    words = re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", pair.target.plain)
    if len(words) < 4 or pair.target.plain.isupper():
        return
    small = set(_SMALL_TITLE.get(pair.language, "").split())
    rest = [word for word in words[1:] if word.lower() not in small and len(word) > 3]
    capital = [word for word in rest if word[0].isupper()]
    english = re.findall(r"[^\W\d_]+", pair.source.plain)
    kept = [word for word in capital if word in english]
    if len(rest) >= 3 and len(capital) >= 0.9 * len(rest) and len(capital) - len(kept) >= 3:
        yield Spot("a headline in the capitals of English title case")


def _capital(pair: Pair) -> Iterator[Spot]:
    if pair.entry.context is not None or pair.target.plain[:1].isupper() or len(pair.source.plain.split()) < 4:
        return
    source = re.match(r"[^\w]*([^\W\d_])", pair.source.plain)
    target = re.match(r"([^\w…]*)([^\W\d_])(\w*)", pair.target.plain)
    if source is None or target is None or not source[1].isupper() or not target[2].islower():
        return
    tokens = pair.target.tokens
    if (tokens and tokens[0].span.start == 0) or ATOM in target[1] or target[2].upper() == target[2] \
            or locales.script(pair.locale) not in _CASED \
            or "'" in pair.target.plain[target.end(2):target.end(2) + 1] or any(one.isupper() for one in target[3]):
        return
    plain = pair.target.plain
    if plain.split()[0] in pair.source.plain.split():       # a name that is written small
        return
    if not pair.source.plain.rstrip().endswith((".", "?", "!", "”", "\"")) or plain[:1] in "…—–-" \
            or plain.startswith("...") or plain.rstrip().endswith((";", ",")):     # an item of a list that goes on
        return
    yield Spot("the sentence begins with a small letter", pair.target.span(target.start(2), target.end(2)),
               fix=target[2].upper())


RULES = (
    Rule("T111", "title-case", Severity.WARNING, "Headlines in Spanish, French, Italian and Portuguese have capitals "
         "where sentences have them.", ("Harbour Talks Resume at Last", "Se Reanudan Por Fin Las Negociaciones "
                                                                        "Portuarias"),
         ("Harbour Talks Resume at Last", "Se reanudan por fin las negociaciones portuarias"), _title_case,
         frozenset({"es", "fr", "pt", "it"}), in_source=frozenset({"LABEL"})),
    Rule("T112", "small-letter-at-the-start", Severity.WARNING,
         "Running text that begins with a capital in the source begins with one in the translation.",
         ("The ferry is late again.", "el ferri vuelve a llegar tarde."),
         ("The ferry is late again.", "El ferri vuelve a llegar tarde."), _capital),
)
