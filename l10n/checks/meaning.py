"""Meaning: negations, whole sentences, length, language; what a reviewer overlooks in a text that reads well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from math import inf, sqrt
from operator import eq
from unicodedata import name

from l10n.checks import vocabulary
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity

_EXPANSION = {"es": 1.1, "fr": 1.13, "de": 1.12, "pt": 1.06, "it": 1.1, "ar": 0.88, "zh": 0.3, "ja": 0.42, "ko": 0.5,
              "th": 0.95, "ru": 1.05}
"""Characters of a translation for each of an English source, in prose."""
_VARIANCE = 3.0
"""Variance of that for a character (Gale and Church 1993, "A Program for Aligning Sentences in Bilingual Corpora", had
6.8 for whole paragraphs); 2.3 to 3.4 over news and parliament in Spanish, French and German."""
_CAP = 40
"""Sentences beyond which a text is not aligned sentence by sentence."""
_DOUBLED = re.compile(r"(?<![^\W_])([^\W\d_]{2,})[ \u00a0]\1(?![^\W_]|[’'-]\w)", re.IGNORECASE)
_STARTS = ".!?:…«»“”„\"(¿¡—–-"
_SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "he": "HEBREW", "ru": "CYRILLIC", "uk": "CYRILLIC",
            "bg": "CYRILLIC", "el": "GREEK", "zh": "CJK", "ja": "CJK", "ko": "HANGUL", "th": "THAI", "hi": "DEVANAGARI"}
_HAN_SCRIPTS = ("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO")


_WORDS = re.compile(r"[^\W\d_]{2,}")


def _empty(pair: Pair) -> Iterator[Spot]:
    if not any(letter.isalnum() for letter in pair.entry.target) and any(map(str.isalnum, pair.entry.source)):
        yield Spot("there is no word in the translation")


def _same(pair: Pair) -> Iterator[Spot]:
    if pair.is_variant or pair.source.plain.strip() != pair.target.plain.strip():
        return
    words = _WORDS.findall(pair.source.plain)
    small = [word for word in words if word.islower()]
    language = vocabulary.SMALL.get(pair.source_language, frozenset())
    if (len(words) >= 4 and len(small) >= 2) or sum(word.lower() in language for word in words) >= 2:
        yield Spot("the translation is the source text")


def _told(pair: Pair) -> list[tuple[int, str, int, str]]:
    """(where a stretch of the source begins, it, where its translation begins, it), in small letters: sentence by
    sentence where there are as many, else the whole; none where the languages are not known."""
    if pair.source_language != "en" or pair.is_variant or vocabulary.negations(pair.language) is None:
        return []
    source, target = pair.source.lower, pair.target.lower
    theirs, ours = pair.source.sentences, pair.target.sentences
    if 1 < len(theirs) == len(ours) <= _CAP:
        found, at, here = [], 0, 0
        for one, two in zip(theirs, ours, strict=True):
            start, begin = pair.source.plain.find(one, at), pair.target.plain.find(two, here)
            if start < 0 or begin < 0 or len(source) != len(pair.source.plain) or len(target) != len(pair.target.plain):
                break
            at, here = start + len(one), begin + len(two)
            found.append((start, source[start:at], begin, target[begin:here]))
        else:
            return found
    return [(0, source, 0, target)]


def _negation_lost(pair: Pair) -> Iterator[Spot]:
    if pair.source.vocabulary.isdisjoint(vocabulary.NO) and "n't" not in pair.source.lower:
        return
    pattern, no = vocabulary.negations("en"), vocabulary.negations(pair.language)
    assert pattern is not None
    for start, source, _, target in _told(pair):
        if not pattern.search(source) or (no is not None and no.search(target)):
            continue
        found = pattern.search(vocabulary.without_harmless(source, "en"))
        if found is None or vocabulary.excused(source, target, pair.language) \
                or re.search(rf"(?<![^\W\d_']){found[0]}(?![^\W\d_])", target):
            continue
        at = start + source.find(found[0])
        yield Spot(f"“{found[0]}” of the source is lost: nothing here says no",
                   pair.source.span(at, at + len(found[0])) if at >= start else None, "source")
        return


def _negation_added(pair: Pair) -> Iterator[Spot]:
    if pair.language in ("ar", "zh") or pair.target.vocabulary.isdisjoint(_PLAIN_NO):
        return
    theirs, hidden, pattern = vocabulary.negations("en"), vocabulary.hidden("en"), vocabulary.negations(pair.language)
    assert theirs is not None
    assert hidden is not None
    for _, source, start, target in _told(pair):
        if pattern is None or theirs.search(source) or hidden.search(source) or source.rstrip().endswith("?"):
            continue
        found = next((one for one in pattern.finditer(vocabulary.without_harmless(target, pair.language))
                      if one[0] in _PLAIN_NO and (one[0], pair.language) != ("non", "fr")), None)
        if found is not None:
            span = re.search(rf"(?<![^\W\d_]){re.escape(found[0])}(?![^\W\d_])", target)
            at = start + (span.start() if span else target.find(found[0]))
            yield Spot(f"“{found[0]}” says no, and nothing in the source does",
                       pair.target.span(at, at + len(found[0])))
            return


_PLAIN_NO = frozenset(re.findall(r"\S+", (
    "no nunca jamás pas jamais nicht nie kein keine keinen não non mai")))


def _c(pair: Pair) -> float:
    ratio = _EXPANSION.get(pair.language, 1.0) / (_EXPANSION.get(pair.source_language, 1.0))
    return 1.0 if pair.is_variant else ratio


def _cost(source: float, target: float, c: float) -> float:
    """How unlikely it is that texts of these lengths are translations, in nats (Gale and Church's delta squared)."""
    mean = (source + target / c) / 2
    delta = (target - source * c) / (sqrt(mean * _VARIANCE) * max(c, 0.3)) if mean else 0.0
    return delta * delta / 2


def _aligned(source: list[str], target: list[str], c: float) -> tuple[list[int], list[int], float]:
    """(sentences of the source without partner, those of the target, how much likelier that is than none).

    Dynamic programming over 1-1, 1-0, 0-1, 2-1, 1-2, 2-2, 3-1 and 1-3 (Gale and Church 1993).
    """
    steps = ((1, 1, 0.1), (1, 0, 4.6), (0, 1, 4.6), (2, 1, 2.4), (1, 2, 2.4), (2, 2, 4.5), (3, 1, 4.0), (1, 3, 4.0))
    a, b = [len(one) for one in source], [len(one) for one in target]

    def best(allowed: tuple[tuple[int, int, float], ...]) -> tuple[float, list[int], list[int]]:
        table: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
        for i in range(len(a) + 1):
            for j in range(len(b) + 1):
                if i == j == 0:
                    continue
                found: tuple[float, tuple[int, int] | None] = (inf, None)
                for di, dj, prior in allowed:
                    if di > i or dj > j or (i - di, j - dj) not in table:
                        continue
                    value = table[i - di, j - dj][0] + prior
                    if di and dj:
                        value += _cost(sum(a[i - di:i]), sum(b[j - dj:j]), c)
                    if value < found[0]:
                        found = (value, (di, dj))
                table[i, j] = found
        cost = table[len(a), len(b)][0]
        if cost == inf:
            return inf, [], []
        lost, come = [], []
        i, j = len(a), len(b)
        while i or j:
            step = table[i, j][1]
            assert step is not None
            i, j = i - step[0], j - step[1]
            if step == (1, 0):
                lost.append(i)
            if step == (0, 1):
                come.append(j)
        return cost, lost, come

    whole, lost, come = best(steps)
    if not lost and not come:
        return [], [], 0.0
    without = best(tuple(step for step in steps if step[0] and step[1]))[0]
    return lost, come, without - whole


def _alignment(pair: Pair) -> tuple[list[int], list[int], float]:
    known = pair.kept.get("alignment")
    if isinstance(known, tuple):
        return known
    source, target = pair.source.sentences, pair.target.sentences
    found: tuple[list[int], list[int], float] = ([], [], 0.0)
    if (len(source) > 1 or len(target) > 1) and max(len(source), len(target)) <= _CAP and source and target \
            and len(pair.target.plain) < 40_000:
        found = _aligned(source, target, _c(pair))
    pair.kept["alignment"] = found
    return found


_RUN_ON = re.compile(r"[^\W\d_]{2}[.!?]\d?[^\W\d_](?=[^\W\d_])|\d\.[^\W\d_]{2}")
"""Where two sentences of a source have lost the space between them."""
_SURE = 3.0
"""Nats by which an omission has to be likelier than merged sentences."""


def _omitted(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.sentences, pair.target.sentences
    if len(source) < 2 or not target or len(target) >= len(source):
        return
    lost, _, margin = _alignment(pair)
    whole, c = len(pair.source.plain), _c(pair)
    ratio = len(pair.target.plain) / (whole * c)
    if lost and ratio < 1 and (margin > _SURE or _short_of_one(whole, len(pair.target.plain), c)):
        shown = source[lost[-1]]
        at = pair.source.plain.find(shown)
        count = "a sentence" if len(lost) == 1 else f"{len(lost)} sentences"
        yield Spot(f"{count} of the source seem to be missing: “{_short(shown)}”",
                   pair.source.span(at, at + len(shown)) if at >= 0 else None, "source")
    elif not lost and _short_of_one(whole, len(pair.target.plain), c):
        yield Spot("fewer sentences than in the source, and so much shorter that one seems to be missing")


def _short_of_one(source: int, target: int, c: float) -> bool:
    """Whether a translation with fewer sentences is so short that they were not merged."""
    return target < 0.78 * source * c and _cost(source, target, c) > 1.2


def _again(sentences: list[str]) -> str | None:
    """The first sentence that was there before."""
    seen: set[str] = set()
    for one in sentences:
        if len(one) > 12 and one in seen:
            return one
        seen.add(one)
    return None


def _extra(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.sentences, pair.target.sentences
    plain = pair.target.plain
    half = len(plain) // 2
    if half > 12 and plain[:half].strip() == plain[-half:].strip() and pair.source.plain[:half] != \
            pair.source.plain[-half:]:
        yield Spot("the text is here twice", pair.target.span(len(plain) - half, len(plain)))
        return
    if len(target) < 2 or not source:
        return
    repeated = _again(target) if len(set(source)) == len(source) else None
    if repeated is not None:
        at = pair.target.plain.rfind(repeated)
        yield Spot("a sentence is here twice", pair.target.span(at, at + len(repeated)))
        return
    if len(target) <= len(source) + len(_RUN_ON.findall(pair.source.plain)):
        return
    _, come, margin = _alignment(pair)
    whole, c = len(pair.source.plain), _c(pair)
    if len(plain) > whole * c and ((come and margin > _SURE) or (len(plain) > 1.22 * whole * c
                                                                 and _cost(whole, len(plain), c) > 1.1)):
        shown = target[come[-1] if come else -1]
        at = pair.target.plain.find(shown)
        yield Spot("a sentence seems to have no like in the source",
                   pair.target.span(at, at + len(shown)) if at >= 0 else None)


def _short(text: str) -> str:
    return text if len(text) < 60 else text[:57].rstrip() + "…"


_LENGTH = 5.0
"""Nats; about three standard deviations, beside the bounds for the proportion: lengths have long tails."""


def _length(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain.strip(), pair.target.plain.strip()
    if len(source) < 25 or not any(map(str.isalnum, target)) or pair.entry.source == pair.entry.target:
        return
    c = _c(pair)
    if _cost(len(source), len(target), c) < _LENGTH or 0.5 < len(target) / (len(source) * c) < 1.9:
        return
    if any(True for look in (_omitted, _extra) for _ in look(pair)):
        return          # which says it better
    much = "much shorter" if len(target) < len(source) * c else "much longer"
    yield Spot(f"the translation is {much} than the source lets expect")


_LATIN = re.compile(r"[A-Za-z’',](?<![A-Za-z’',].)(?:[A-Za-z’',]*+ ){5,}+")


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
        letters = list(islice(filter(str.isalpha, target), 400))
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
    letters = list(islice(filter(str.isalpha, target), 400))
    latin = sum(letter < "\u0250" or _script(letter) == "LATIN" for letter in letters)
    if len(letters) > 12 and latin < 0.5 * len(letters) and \
            2 * sum(letter < "\u0250" for letter in pair.source.plain if letter.isalpha()) > len(letters):
        yield Spot("hardly a letter of the language's script")
        return
    if all(len(small & pair.target.vocabulary) < 2 for small in vocabulary.foreign(pair.language)) \
            and pair.target.chars.isdisjoint(vocabulary.strange(pair.language)):
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


def _doubled(pair: Pair) -> Iterator[Spot]:
    letters = pair.target.letters
    if len(letters) == len(pair.target.vocabulary) or not any(map(eq, letters, letters[1:])):
        return
    for found in _DOUBLED.finditer(pair.target.plain):
        word = found[1].lower()
        plain, at = pair.target.plain, found.start()
        second = found[0][-len(word):]
        if second != found[1] and ((at and plain[:at].rstrip()[-1:] not in _STARTS) or second != word):
            continue            # “l’Est est”: a name and a word
        if plain[at - 1:at] == "-" or plain[found.end():found.end() + len(word) + 1].lower().strip(" ,") == word \
                or (word == "un" and plain[found.end():].startswith(" peu")):
            continue            # peut-être être, bla bla bla, un un peu
        if word in vocabulary.TWICE.get(pair.language, ()) or _DOUBLED.search(pair.source.plain) \
                or (found[1][0].isupper() and second[0].isupper()):
            continue
        yield Spot(f"“{found[1]}” is here twice in a row", pair.target.span(at + len(found[1]), found.end()))


RULES = (
    Rule("S101", "empty", Severity.ERROR, "A translation that holds no letter and no digit, where the source does.",
         ("The ferry is late.", "…"), ("The ferry is late.", "El ferri llega tarde."), _empty, everywhere=True),
    Rule("S102", "same-as-source", Severity.WARNING,
         "A sentence that is the source text, letter for letter. Names, numbers, code and single words pass.",
         ("The ferry is late again", "The ferry is late again"),
         ("The ferry is late again", "El ferri vuelve a llegar tarde"), _same),
    Rule("S103", "negation-lost", Severity.ERROR,
         "The source says no and the translation says it nowhere: no negation, no prefix and no word that can stand "
         "for one. Phrases such as “not only” and “why not” pass.",
         ("She is not hungry today", "Hoy tiene hambre"), ("She is not hungry today", "Hoy no tiene hambre"),
         _negation_lost),
    Rule("S104", "negation-added", Severity.ERROR,
         "The translation says no where the source does not, in any word or prefix.",
         ("She works on the boat", "No trabaja en el barco"), ("She works on the boat", "Trabaja en el barco"),
         _negation_added),
    Rule("S105", "sentence-omitted", Severity.ERROR,
         "By their lengths (Gale and Church 1993) the sentences of the translation match those of the source only if "
         "one of the source is left out. Merged and parted sentences pass.",
         ("The boat left at noon. Nobody waved from the long grey pier behind the station. It was raining.",
          "El barco zarpó a mediodía. Llovía."),
         ("The boat left at noon. Nobody waved from the long grey pier behind the station. It was raining.",
          "El barco zarpó a mediodía. Nadie saludó desde el largo muelle gris de detrás de la estación. Llovía."),
         _omitted),
    Rule("S106", "sentence-added", Severity.WARNING,
         "A sentence is there twice, or the sentences match those of the source only if one of the translation is left "
         "out.", ("The boat left at noon.", "El barco zarpó a mediodía. El barco zarpó a mediodía."),
         ("The boat left at noon.", "El barco zarpó a mediodía."), _extra),
    Rule("S107", "length-out-of-proportion", Severity.WARNING,
         "Half as long or twice as long as prose in this pair of languages is, beyond what chance explains.",
         ("The library that comes with the tide has sailed for thirty-eight years between nineteen islands.",
          "La biblioteca zarpa."),
         ("The library that comes with the tide has sailed for thirty-eight years between nineteen islands.",
          "La biblioteca que llega con la marea lleva treinta y ocho años navegando entre diecinueve islas."), _length),
    Rule("S108", "wrong-language", Severity.ERROR,
         "A sentence whose small words are those of another language, or letters of another script throughout.",
         ("They waited for the boat that was late.", "They waited for the boat and it was very late."),
         ("They waited for the boat that was late.", "Esperaron el barco, que llegaba tarde."), _language),
    Rule("S109", "word-doubled", Severity.WARNING,
         "A word twice in a row; those that a language does say twice pass.",
         ("A boat on the river", "Un barco en el el río"), ("A boat on the river", "Un barco en el río"), _doubled),
)
