"""The forms in which an English term stands in a text: plurals, possessives, forms of verbs.

Regular forms by the rules of spelling (Quirk et al., “A Comprehensive Grammar”, 3.5-10 and 5.80-82); irregular ones
that newsrooms and documentation use.
"""

from __future__ import annotations

import re
from functools import cache

_NOUNS = {"man": "men", "woman": "women", "child": "children", "foot": "feet", "tooth": "teeth", "goose": "geese",
          "mouse": "mice", "ox": "oxen", "person": "people", "criterion": "criteria", "phenomenon": "phenomena",
          "medium": "media", "datum": "data", "bacterium": "bacteria", "index": "indices", "matrix": "matrices",
          "appendix": "appendices", "vertex": "vertices"}
_COMPOUND = re.compile(r"(?<!hu)(?<!ger)(?<!sha)(?<!ro)(?<!otto)(?<!talis)(?<=[a-z])(?:wo)?man$|(?<=[a-z])child$")
"""spokesman, grandchild; not human, German."""
_VERBS = {stem: tuple(row.split()) for row in (
    "be am is are was were been being", "begin began begun", "break broke broken", "bring brought", "build built",
    "buy bought", "catch caught", "choose chose chosen", "come came", "cut", "do did done", "draw drew drawn",
    "drive drove driven", "eat ate eaten", "fall fell fallen", "feel felt", "fight fought", "find found",
    "fly flew flown", "forget forgot forgotten", "freeze froze frozen", "get got gotten", "give gave given",
    "go went gone", "grow grew grown", "have had", "hear heard", "hide hid hidden", "hit", "hold held", "keep kept",
    "know knew known", "lay laid", "lead led", "leave left", "lend lent", "let", "lose lost", "make made",
    "mean meant", "meet met", "pay paid", "put", "read", "ride rode ridden", "rise rose risen", "run ran",
    "say said", "see saw seen", "seek sought", "sell sold", "send sent", "set", "shake shook shaken", "shoot shot",
    "show shown", "shut", "sing sang sung", "sink sank sunk", "sit sat", "speak spoke spoken", "spend spent",
    "spread", "stand stood", "steal stole stolen", "strike struck stricken", "swim swam swum", "take took taken",
    "teach taught", "tell told", "think thought", "throw threw thrown", "understand understood", "win won",
    "write wrote written") for stem in [row.split()[0]]}


@cache
def plurals(noun: str) -> frozenset[str]:
    """The plurals of a noun, lower case: ``ferries``; ``{"crises"}`` for crisis."""
    word = noun.lower()
    tail = next((one for one in _NOUNS if word == one or word.endswith("-" + one)), None) or (
        _COMPOUND.search(word) or [None])[0]
    if tail:
        return frozenset({word.removesuffix(tail) + _NOUNS[tail]})
    if word.endswith("sis"):
        return frozenset({word[:-2] + "es"})
    if re.search(r"[^aeiou]y$", word):
        return frozenset({word[:-1] + "ies"})
    if re.search(r"(?:[sxz]|[cs]h)$", word):
        return frozenset({word + "es"})
    if found := re.search(r"[^f](?:f|fe)$", word):
        return frozenset({word[:found.start() + 1] + "ves", word + "s"})
    return frozenset({word + "s"} | ({word + "es"} if word.endswith("o") else set()))


@cache
def verbs(verb: str) -> frozenset[str]:
    """The other forms of a verb, lower case: ``moors, moored, mooring``."""
    word = verb.lower()
    third = next(iter(sorted(plurals(word), key=len))) if word not in _NOUNS else word + "s"
    stem = word[:-1] if re.search(r"[^eoy]e$|ue$", word) else word
    past = word + "d" if word.endswith("e") else word[:-1] + "ied" if re.search(r"[^aeiou]y$", word) else word + "ed"
    regular = {third, past, word[:-2] + "ying" if word.endswith("ie") else stem + "ing"}
    if re.search(r"(?:^|[^aeiou])[aeiouy][bdfgklmnprtvz]$", word) and word[-2] != "y":
        regular |= {word + word[-1] + "ing", word + word[-1] + "ed"}
    return frozenset(regular | set(_VERBS.get(word, ()))) - {word}
