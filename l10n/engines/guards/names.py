"""Names of people: a model that never saw one says parts of it twice, or makes another of it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from l10n.engines.guards.verdict import Verdict
from l10n.locales import language, proper_names
from l10n.model import Span

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Prof)\.?\s(?:[A-Z][^\W\d_]+\s)?([A-Z][^\W\d_]+(?:-[^\W\d_]+)*)")
_JOINED = re.compile(r"\b[A-Z][^\W\d_]+\s([A-Z][^\W\d_]+-(?:[A-Z][^\W\d_]+|[^\W\d_]{1,4}))(?![^\W_])")


def check(source: str, target: str, source_locale: str, target_locale: str, verdict: Verdict) -> None:
    """Between languages of Latin letters: the surname after a title (Ms Choe), and what a hyphen joins behind another
    name (Kim Jong-un), are in the target as they are; a name with its own end said twice (Choeoe) is put right."""
    if language(source_locale) != "en" or language(target_locale) not in _COPYING:
        return
    said = {_bare(found[0]): found for found in _WORD.finditer(target)}
    theirs = {_bare(found[0]) for found in _WORD.finditer(source)}
    spaced = _bare(target).replace("-", " ")
    for name in dict.fromkeys(found[1] for pattern in (_TITLED, _JOINED) for found in pattern.finditer(source)):
        bare = _bare(name)
        if bare.replace("-", " ") not in spaced and not any(_stuttered(word, bare) for word in said):
            verdict.reasons.append(f"names: {name} missing")
    for found in _WORD.finditer(source):
        name = found[0]
        if not name[0].isupper() or len(name) < 4 or _bare(name) in said or name in proper_names(source_locale):
            continue
        for word, partner in said.items():
            if word not in theirs and partner[0][0].isupper() and _stuttered(word, _bare(name)):
                verdict.repair(Span(*partner.span()), name, f"names: {partner[0]} → {name}")
                break


def _stuttered(word: str, name: str) -> bool:
    """Whether a word is a name with its last two letters and more said again, once or twice."""
    rest = word.removeprefix(name)
    return rest != word and len(rest) > 1 and any(
        rest in (name[-size:], name[-size:] * 2) for size in range(2, len(name) + 1))


@lru_cache(1 << 14)
def _bare(word: str) -> str:
    if word.isascii():
        return word.casefold()
    return "".join(letter for letter in unicodedata.normalize("NFD", word.casefold())
                   if not unicodedata.combining(letter))


_COPYING = frozenset(("es", "fr", "de", "pt", "it", "nl", "ca", "gl", "sv", "da", "nb", "ro"))
"""Languages that write a foreigner's name as English does."""
