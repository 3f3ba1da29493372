"""Texts and sentences in another language or script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from unicodedata import name

from l10n.checks import vocabulary
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity

_SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "he": "HEBREW", "ru": "CYRILLIC", "uk": "CYRILLIC",
            "bg": "CYRILLIC", "el": "GREEK", "zh": "CJK", "ja": "CJK", "ko": "HANGUL", "th": "THAI", "hi": "DEVANAGARI"}
_HAN_SCRIPTS = ("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO")
_LATIN = re.compile(r"[A-Za-z’',](?<![A-Za-z’',].)(?>(?:[A-Za-z’',]*+ ){5,})")

_KANA = re.compile("[\u3041-\u3096]+")
"""The endings and particles of Japanese."""
_FAR = re.compile(r"[^\W\d_\x00-\u024f]")
"""A letter beyond those of Latin."""


@cache
def _script(letter: str) -> str:
    """The script of a letter by its name in Unicode, ``CJK`` for all that Chinese, Japanese and Bopomofo have."""
    script = name(letter, "").partition(" ")[0]
    return "CJK" if script in _HAN_SCRIPTS else script


def _language(pair: Pair) -> Iterator[Spot]:
    if pair.is_variant:
        return
    target = pair.target.plain
    wanted = _SCRIPTS.get(pair.language)
    if wanted is not None:
        if pair.entry.target == pair.entry.source:
            return
        if pair.language == "zh" and len(_KANA.findall(target)) > max(2, len(_KANA.findall(pair.source.plain))):
            yield Spot("words of another language")
            return
        kept = pair.source.vocabulary                   # names that stay as they are
        letters = [letter for word in islice(pair.target.letters, 100) if word not in kept for letter in word]
        own = sum(_script(letter) == wanted for letter in letters)
        foreign = _LATIN.search(target)
        words = foreign[0].lower().split() if foreign else []
        if len(letters) > 12 and own < 0.2 * len(letters) and pair.source.plain.strip() != target.strip():
            yield Spot("hardly a letter of the language's script")
        elif foreign and sum(word in vocabulary.SMALL["en"] for word in words) >= max(2, len(words) // 5):
            yield Spot("words of another language", pair.target.span(foreign.start(), foreign.end()))
        return
    own_words = vocabulary.SMALL.get(pair.language)
    if own_words is None or pair.entry.target == pair.entry.source:
        return
    if _FAR.search(pair.target.marks):
        letters = list(islice(filter(str.isalpha, target), 400))
        latin = sum(letter < "\u0250" or _script(letter) == "LATIN" for letter in letters)
        if len(letters) > 12 and latin < 0.5 * len(letters) and \
                2 * sum(letter < "\u0250" for letter in pair.source.plain if letter.isalpha()) > len(letters):
            yield Spot("hardly a letter of the language's script")
            return
    if vocabulary.strange(pair.language).isdisjoint(pair.target.marks) \
            and (len(vocabulary.every_foreign(pair.language).intersection(pair.target.letters)) < 2
                 or all(len(small & pair.target.vocabulary) < 2 for small in vocabulary.foreign(pair.language))):
        return
    known = set(pair.source.sentences)
    for sentence in pair.target.sentences[:200]:
        if sentence in known and len(re.findall(r"(?<![^\W\d_])[a-z]{2,}", sentence)) > 3 \
                and sum(word in vocabulary.SMALL["en"] for word in sentence.lower().split()) > 1 \
                and pair.source_language == "en":
            at = target.find(sentence)
            yield Spot("a sentence of the source stands here untranslated", pair.target.span(at, at + len(sentence)))
            return
    for sentence in pair.target.sentences[:200]:
        words = list(dict.fromkeys(re.findall(r"[^\W\d_]+", sentence.lower())))
        if len(words) < 5:
            continue
        own = sum(word in own_words for word in words)
        for language, small in vocabulary.SMALL.items():
            if language == pair.language:
                continue
            theirs = sum(word in small and word not in own_words for word in words)
            exclusive = sum(word in own_words and word not in small for word in words)
            theirs += vocabulary.spelt_as(sentence, pair.language, language)
            exclusive += vocabulary.spelt_as(sentence, language, pair.language)
            few = theirs == 2 and not exclusive and all(len(word) > 1 for word in words if word in small - own_words)
            if (theirs >= 3 or few) and theirs >= (0.12 if few else 0.2) * len(words) and exclusive <= theirs // 4 \
                    and (own <= theirs or not exclusive):
                at = target.find(sentence)
                what = "the source's language" if language == pair.source_language else "another language"
                yield Spot(f"a sentence in {what}", pair.target.span(at, at + len(sentence)))
                return


RULES = (
    Rule("S108", "wrong-language", Severity.ERROR,
         "A sentence whose small words are those of another language, or letters of another script throughout.",
         ("They waited for the boat that was late.", "They waited for the boat and it was very late."),
         ("They waited for the boat that was late.", "Esperaron el barco, que llegaba tarde."), _language),
)
