"""Names of people and places: a model that never saw one says parts of it twice, drops some, or makes another of it."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache, lru_cache, partial
from importlib.resources import files
from itertools import filterfalse

from l10n.engines.guards.verdict import Verdict
from l10n.locales import language, proper_names
from l10n.model import Span

WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Prof)\.?\s(?:[A-Z][^\W\d_]+\s)?([A-Z][^\W\d_]+(?:-[^\W\d_]+)*)")
_JOINED = re.compile(r"\b[A-Z][^\W\d_]+\s([A-Z][^\W\d_]+-(?:[A-Z][^\W\d_]+|[^\W\d_]{1,4}))(?![^\W_])")
_PLAIN = re.compile(r"(?:ness|it(?:y|ies)|ings?|ed|[ts]ions?|ments?|ives?|[tcn]al|ics?|is[mt]s?|[ao]ry|[ao]ries|ous"
                    r"|[ae]nce|[ae]nts?|ers|ors|ly|ships?|-[a-z]+)\Z")
"""Ends of English words that are no names."""
_PEOPLE = re.compile(r"(?:i?an|n|i|ese|ish|er)?s?\Z")
"""Ends of what is made from the name of a country, or of several of a day."""
_INSIDE = re.compile(r"[\w,;)’'”]\s+\Z")
"""What stands before a word within a sentence."""
_DEFINED = re.compile(r"(?i)\b(?:the|an?|this|that|our|their|its|his|her|my|your)\s+\Z")
_ALIKE = 0.6
"""Least share of letters in common, in order (Ratcliff and Obershelp), of a name and what was made of it."""


def check(source: str, target: str, source_locale: str, target_locale: str, verdict: Verdict) -> None:
    """Between languages of Latin letters: the surname after a title (Ms Choe), and what a hyphen joins behind another
    name (Kim Jong-un), are in the target as they are; a name with its own end said twice (Choeoe) is put right, and so
    is one that was garbled (Dafyd for Dafydd) where no language has a form of its own for it."""
    if language(source_locale) != "en" or language(target_locale) not in _COPYING:
        return
    said = frozenset(map(bare, WORD.findall(target)))
    known = proper_names(source_locale)
    lost = {name for name in WORD.findall(source) if name[0].isupper() and len(name) > 3 and bare(name) not in said
            and name not in known}
    theirs = [*_TITLED.findall(source), *_JOINED.findall(source)]
    if not lost and not theirs:
        return
    spaced = bare(target).replace("-", " ")
    strange = _strange(source, target) if lost else {}
    mended = set()
    for found in WORD.finditer(source) if strange else ():
        name, plain = found[0], bare(found[0])
        if name not in lost:
            continue
        made = next((word for word in strange if _stuttered(word, plain)), None)
        if made is None and plain.replace("-", " ") not in spaced and _unheard(
                source, found, source_locale, target_locale):
            made = max((word for word in strange if alike(plain, word)), default=None,
                       key=partial(_share, plain))
        if made is not None:
            mended.add(name)
            verdict.repair(Span(*strange[made].span()), name, f"names: {strange[made][0]} → {name}")
    for name in dict.fromkeys(theirs):
        if bare(name).replace("-", " ") not in spaced and name not in mended:
            verdict.reasons.append(f"names: {name} missing")


def _strange(source: str, target: str) -> dict[str, re.Match[str]]:
    """The words of the target, bare, that its source has not; only those with a capital where they stand last."""
    theirs = frozenset(map(bare, WORD.findall(source)))
    said = {bare(found[0]): found for found in WORD.finditer(target)}
    return {word: found for word, found in said.items() if word not in theirs and found[0][0].isupper()}


def _unheard(source: str, found: re.Match[str], source_locale: str, target_locale: str) -> bool:
    """Whether a capitalized word is a name for which the target language has no form of its own, as far as can be
    told: none that translators write otherwise, and no common word."""
    written = rendered(language(target_locale))
    if written is None or found[0] in written or not may_be_name(found[0], source_locale):
        return False
    before, after = source[:found.start()], source[found.end():]
    if _DEFINED.search(before) or re.match(r"\s+of\b", after):
        return False
    if not _INSIDE.search(before) and not re.match(r"\s[A-Z][^\W\d_]", after):
        return False
    return any(word.islower() and len(word) > 4 for word in WORD.findall(source))    # no headline in title case


def may_be_name(word: str, locale: str) -> bool:
    """Whether a capitalized English word may be a name that CLDR does not know, nor what it is made from (Israelis)."""
    known, people = proper_names(locale), _PEOPLE.search(word)
    return not (word.isupper() or _PLAIN.search(word) or word in known or (people and word[:people.start()] in known))


def alike(name: str, word: str) -> bool:
    """Whether a word may be a garbled name (both bare): its beginning, or like it with the same last letter. One with
    another end is rather the name in the other language: Hamburg and Hamburgo."""
    return len(word) > 2 and (word[-1] == name[-1] or name.startswith(word)) and _share(name, word) >= _ALIKE


@lru_cache(1 << 12)
def _share(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


@cache
def rendered(target: str) -> frozenset[str] | None:
    """Capitalized English words that translators into a language write otherwise, though alike (Memphis and Menfis);
    None for a language without a list. ``training/rendered.py`` makes it from parallel text."""
    file = files("l10n.engines.guards").joinpath(f"rendered.{target}.txt")
    return frozenset(file.read_text(encoding="utf-8").split()) if file.is_file() else None


def _stuttered(word: str, name: str) -> bool:
    """Whether a word is a name with its last two letters and more said again, once or twice."""
    rest = word.removeprefix(name)
    return rest != word and len(rest) > 1 and any(
        rest in (name[-size:], name[-size:] * 2) for size in range(2, len(name) + 1))


@lru_cache(1 << 14)
def bare(word: str) -> str:
    if word.isascii():
        return word.casefold()
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFD", word.casefold())))


_COPYING = frozenset(("es", "fr", "de", "pt", "it", "nl", "ca", "gl", "sv", "da", "nb", "ro"))
"""Languages that write a foreigner's name as English does."""
