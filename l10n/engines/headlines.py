"""Headlines in capitals and in title case as sentences, and back in capitals.

Which words of one are names is told, the surest first, by how its own article writes them within sentences (truecasing
by the document; Lita et al., ACL 2003), by CLDR (countries, languages, cities, days, months), and by the vocabulary
of the model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from l10n.locales import country_phrases, language, proper_names
from l10n.mask import MARKER
from l10n.model import Fragment

Pieces = Callable[[str], int]
"""How many pieces of a model's vocabulary a word takes."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL = re.compile("[a-z]")
_ENDS = re.compile(r"(?:^|[.!?…]\s+)\W*(\w)")
_START = re.compile(r"[.!?…:“\"«‘]\W*$")
_JOINTS = ("", "-")
"""What may stand between the words of one name, beside spaces."""
_MARKUP = re.compile(r"`[^`]*`|</?\w[^>]*>|\]\([^)]*\)|https?://\S+|\S+@\S+|[*_~\[\]{}]")
"""What is no prose in the text of an article: code, tags, addresses; emphasis goes from around its words."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How an article writes its words."""

    words: Mapping[str, str]
    """Small letters → the form that it has most often within sentences."""
    pairs: Mapping[tuple[str, str], tuple[str, str]]
    """Neighbours that have a capital both: Red Cross, Anna Lund."""


def shouted(text: str) -> bool:
    """Whether a masked text is all in capitals, two words and more: a headline, not the name of an organization."""
    if _SMALL.search(text):
        return False
    letters = re.findall(r"[^\W\d_]+", _unmarked(text))
    return len(letters) > 1 and sum(map(len, letters)) > 6 and all(word.isupper() for word in letters)


def titled(text: str, locale: str) -> bool:
    """Whether a masked text is an English headline in title case: four words and more, all that are long have a
    capital (Chicago Manual of Style 8.159), and it does not end as a sentence."""
    if language(locale) != "en" or text.rstrip().endswith("."):
        return False
    words = _WORD.findall(_unmarked(text))
    return len(words) > 3 and sum(word[0].isupper() for word in words[1:]) > 1 and all(
        word[0].isupper() or len(word) < 5 for word in words) and not _ENDS.search(text, 1)


def sentence_case(text: str, locale: str, pieces: Pieces | None = None,
                  article: str = "") -> tuple[str, frozenset[str]]:
    """(a text in capitals or title case as a sentence, words of it that may be names after all, small).

    A word is written as ``article`` writes it; as a name where CLDR knows it as one (``Cairo``, ``Germans``), or where
    the model's vocabulary has fewer pieces for it with its capital, or in a shouted text its capitals: ``London`` and
    ``NATO`` are one there, ``london`` and ``nato`` are several, and ``Talks`` is less than ``talks``. Where both are as
    many it may be a name.
    """
    shouting, known, names = shouted(text), spelling(article), proper_names(locale)
    doubtful: set[str] = set()
    words = list(_WORD.finditer(text))

    def natural(at: int) -> str:
        word = words[at][0]
        low, capital = word.lower(), word[0].upper() + word[1:].lower()
        if language(locale) == "en" and re.fullmatch("I(?:['’].*)?", word):
            return capital
        if word.isupper() and len(word) > 1 and not shouting:
            return word
        if (said := _as_written(known, text, words, at)) is not None:
            return said
        if capital in names or capital.removesuffix("s") in names or capital.removesuffix("'s") in names:
            return capital
        if pieces is None or len(word) < 2:
            return word if text[words[at].start() - 1:words[at].start()].isdigit() else low     # 46.3C
        if shouting and pieces(word) < min(pieces(low), pieces(capital)):
            return word
        if pieces(capital) < pieces(low):
            return capital
        if 1 < pieces(low) == pieces(capital) and len(low) > 3:
            doubtful.add(low)
        return low

    forms = iter([natural(at) for at in range(len(words))])
    low = _WORD.sub(lambda _: next(forms), text)
    if countries := "|".join(map(re.escape, country_phrases(locale))):
        low = re.sub(rf"\b(?:{countries})\b", lambda found: found[0].title(), low, flags=re.IGNORECASE)
    return _ENDS.sub(lambda found: found[0][:-1] + found[1].upper(), low), frozenset(doubtful)


def names_again(text: str, doubtful: Collection[str]) -> str:
    """Words that may be names and that the model left as they are: they are, and get their capital back."""
    if not doubtful:
        return text
    return re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize() if found[0] in doubtful else found[0], text)


def shout(text: str, locale: str) -> str:
    """A masked text in capitals by the custom of its language (Unicode SpecialCasing; Greek drops the accent)."""
    if language(locale) in ("tr", "az"):
        text = text.replace("i", "İ")
    if language(locale) == "el":
        text = text.translate(str.maketrans("άέήίόύώΐΰ", "αεηιουωϊϋ"))
    return text.upper()


@lru_cache(maxsize=64)
def spelling(article: str) -> Spelling:
    """What the sentences of an article tell, its texts parted by empty lines. Those most of whose words have a capital
    are headlines, and tell nothing; nor does the first word of a sentence by itself."""
    seen: dict[str, Counter[str]] = {}
    inside: dict[tuple[str, str], tuple[str, str]] = {}
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for text in _MARKUP.sub("", article.replace("’", "'")).split("\n\n"):
        words = list(_WORD.finditer(text))
        if 2 * sum(word[0].islower() for word in words) < len(words):
            continue
        before, within, end = "", False, 0
        for word in words:
            gap, form = text[end:word.start()], word[0].removesuffix("'s")
            starts = not before or _START.search(gap) is not None
            if not starts:
                seen.setdefault(form.lower(), Counter())[form] += 1
                if gap.strip() in _JOINTS and before[0].isupper() and form[0].isupper():
                    (inside if within else first)[before.lower(), form.lower()] = before, form
            before, within, end = form, not starts, word.end()
    forms = {low: max(found, key=lambda form: (found[form], form == low)) for low, found in seen.items()}
    names = {pair: said for pair, said in first.items() if pair[0] not in seen.get(pair[0], ())}    # no “The Council”
    return Spelling(forms, names | inside)


def told(fragment: Fragment) -> str:
    """What the translation of a fragment may take from the article that it stands in; "" where it is no headline."""
    own = [fragment.text, *(fragment.text[span.start:span.end] for inline in fragment.inlines for span in inline.texts)]
    if not fragment.article or not any(map(_capitals, own)):
        return ""
    known = spelling(fragment.article)
    words = [_base(found)[0] for found in _WORD.finditer(fragment.text)]
    return repr([(known.words.get(one), known.pairs.get((one, two))) for one, two in pairwise((*words, ""))])


def _capitals(text: str) -> bool:
    """Whether a text may be a headline in capitals or title case: a third of its words have a capital."""
    words = _WORD.findall(_MARKUP.sub("", text))
    return len(words) <= 3 * len([word for word in words if word[0].isupper()])


def _as_written(known: Spelling, text: str, words: Sequence[re.Match[str]], at: int) -> str | None:
    """A word as the article has it, beside its neighbours or by itself; None where it has not."""
    base, tail = _base(words[at])
    for one, two in ((at - 1, at), (at, at + 1)):
        if one >= 0 and two < len(words) and _unmarked(text[words[one].end():words[two].start()]).strip() in _JOINTS:
            pair = known.pairs.get((_base(words[one])[0], _base(words[two])[0]))
            if pair is not None:
                return pair[at - one] + tail
    form = known.words.get(base)
    return None if form is None else form + tail


def _base(found: re.Match[str]) -> tuple[str, str]:
    """(a word without its possessive, that), small."""
    low = found[0].lower()
    base = low.replace("’", "'").removesuffix("'s")
    return base, low[len(base):]


def _unmarked(text: str) -> str:
    return MARKER.sub(" ", text)
