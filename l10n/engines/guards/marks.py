"""Marks: a sentence ends as its source does, Spanish opens its questions, French sets its spaces; sentences twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from l10n import locales
from l10n.engines.guards.figures import MARK
from l10n.locales import language
from l10n.model import Span

_END = re.compile(r"[.!?…。！？؟।;;:]+$")
_OWN = {"zh": {".": "。", "?": "？", "!": "！"}, "ja": {".": "。", "?": "？", "!": "！"}, "ar": {"?": "؟"},
        "fa": {"?": "؟"}, "ur": {"?": "؟", ".": "۔"}, "hi": {".": "।"}, "el": {"?": ";"}}
_UNPOINTED = frozenset(("th", "lo", "km", "my"))
_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]|[A-Z]{2}|[JS]r|Dr|Co|Inc|Ltd|etc|approx)\.$")
_ASKS = re.compile(r"(?:(?<=[,;:–—]\s)|(?<=^))((?:(?:y|e|o|pero|entonces|en|de|por|para|a|con|desde|hasta)\s){0,2}"
                   r"(?:dónde|adónde|cómo|cuándo|qué|quién|quiénes|cuál|cuáles|cuánt[oa]s?)\b)", re.IGNORECASE)
_SPACES = "[ \u00a0\u202f]*"
_NARROW = re.compile(rf"(?<=[\w)\]»”’%€$°{MARK}]){_SPACES}(?=[?!;](?![\w=]))|(?<=[?!]){_SPACES}(?=[?!])")
_COLON = re.compile(rf"(?<=[^\W\d]|[)\]»”{MARK}]){_SPACES}(?=:(?=[\s{MARK}]|$))|(?<=\d)[ \u00a0\u202f]+(?=:(?=\s|$))")
_LATIN = re.compile("[A-Za-z]+")
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]+|[^.!?…]+$")


def ends(target: str, source: str, locale: str) -> tuple[str, str]:
    """(what to take off the end, what to put there) so that a sentence ends as its source does.

    A mark is added where the target has none, taken off a headline that has none, and a question stays a question.
    """
    own = language(locale)
    theirs, ours = _END.search(source), _END.search(target)
    if own in _UNPOINTED or not target or (theirs and theirs[0][0] in ":;"):
        return "", ""
    wanted = theirs[0] if theirs else ""
    if not wanted:
        return (ours[0], "") if ours and ours[0] in ".。" and not _ABBREVIATION.search(target) else ("", "")
    if wanted not in (".", "?", "!", "…", "..."):
        return "", ""
    right = _OWN.get(own, {}).get(wanted, wanted)
    if ours is None:
        return "", "" if wanted == "." and _ABBREVIATION.search(source) else right
    if wanted in "?!" and ours[0] in ".。":
        return ours[0], right
    return "", ""


def opened(target: str, source: str, locale: str) -> tuple[int | None, str, str]:
    """(where the opening mark of a Spanish question or exclamation goes, the mark, reason); None for nowhere.

    At the beginning of a sentence of one clause, else before the interrogative that begins its last clause; where
    neither is there, the reviewer decides.
    """
    for mark, opening in (("?", "¿"), ("!", "¡")):
        if language(locale) == "es" and source.endswith(mark) and target.endswith(mark) and opening not in target:
            if not re.search(r"[,;:.¿¡«“—]", target[:-1]):
                return 0, opening, f"{opening} added"
            asked = list(_ASKS.finditer(target))
            if mark == "?" and asked:
                return asked[-1].start(), opening, f"{opening} added"
            return None, "", f"{opening} missing"
    return None, "", ""


def french(text: str, locale: str) -> tuple[str, tuple[str, ...]]:
    """The spaces of French before high marks: narrow no-break before ? ! ; and no-break before the colon (Imprimerie
    nationale, “Lexique des règles typographiques”); in Canada before the colon alone (OQLF)."""
    if language(locale) != "fr":
        return text, ()
    narrow = "" if locale.startswith("fr_CA") else "\u202f"
    out = _COLON.sub("\u00a0", _NARROW.sub(lambda found: narrow if found.string[found.start() - 1] not in "?!" else "",
                                           text))
    return out, (("spaces set",) if out != text else ())


def twice(target: str, source: str) -> list[Span]:
    """Sentences of three words and more that the target says again right away and the source does not."""
    parts = list(_SENTENCE.finditer(target))
    if len(parts) < 2 or _repeats(source):
        return []
    said = [(Span(*found.span()), _bare(found[0])) for found in parts]
    return [Span(said[at - 1][0].end, span.end) for at, (span, words) in enumerate(said)
            if at and len(words) > 2 and words == said[at - 1][1]]


def coverage(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Sentences that say too little or too much for their source, or what another sentence says already."""
    reasons: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, (source, target) in enumerate(pairs, 1):
        mine, theirs = len(source.encode()), len(target.encode())
        if mine > 60 and theirs < 0.45 * mine:
            reasons.append(f"sentence {number}: a part may be missing")
        elif mine > 30 and theirs > 3 * mine + 30:
            reasons.append(f"sentence {number}: says more than its source")
        words = _bare(target) if len(pairs) > 1 else ()
        if len(words) > 3 and (first := seen.setdefault(words, number)) != number and (
                _bare(source) != _bare(pairs[first - 1][0])):
            reasons.append(f"sentence {number}: the same as sentence {first}")
    return tuple(reasons)


def script(source: str, target: str, locale: str) -> str:
    """Why a target is in the wrong script; "" where it is not. Names and code in Latin letters pass in any script."""
    wanted = locales.script(locale)
    if wanted == "Latn" and 2 * sum(map(len, _LATIN.findall(target))) >= len(target):
        return ""
    letters = [letter for letter in target if letter.isalpha()]
    named = _SCRIPTS.get(wanted)
    if named is None or len(letters) < 8:
        return ""
    own = sum(_name(letter).startswith(named) for letter in letters)
    if wanted != "Latn" and own == 0 and sum(map(str.islower, re.findall(r"[^\W\d_]+", source))) > 2:
        return "the output is in the wrong script"
    if wanted == "Latn" and own < len(letters) / 2 and not any(
            letter.isalpha() and not _name(letter).startswith(named) for letter in source):
        return "the output is in the wrong script"
    return ""


@cache
def _name(letter: str) -> str:
    return unicodedata.name(letter, "")


_SCRIPTS: dict[str, str | tuple[str, ...]] = {
            "Latn": "LATIN", "Cyrl": "CYRILLIC", "Arab": "ARABIC", "Grek": "GREEK", "Hebr": "HEBREW",
            "Deva": "DEVANAGARI", "Thai": "THAI", "Hans": "CJK", "Hant": "CJK",
            "Jpan": ("HIRAGANA", "KATAKANA", "CJK"), "Kore": ("HANGUL", "CJK")}


def _bare(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))


def _repeats(text: str) -> bool:
    said = [_bare(found[0]) for found in _SENTENCE.finditer(text)]
    return any(one == two for one, two in pairwise(said))
