"""Faults that only an article as a whole shows."""

from __future__ import annotations

import re

from faults.kinds import Random, Text, replace, sentences, whole_fault

_WITH = {"es": "con", "fr": "avec", "de": "mit", "pt": "com", "it": "con"}
_NAMES = ("Quillfeather", "Brandreth", "Marchetti", "Ashgrove", "Vantongeren", "Oxenholme", "Pellworth")


@whole_fault("A102")
def pasted_into_the_wrong_entry(texts: list[Text], rng: Random) -> tuple[list[Text], list[Text]] | None:
    one, two = rng.sample(range(len(texts)), 2)
    if len(texts[one].target) < 25 or texts[one].source == texts[two].source:
        return None
    return texts, [*texts[:two], replace(texts[two], target=texts[one].target), *texts[two + 1:]]


@whole_fault("A103")
def title_and_headline_apart(texts: list[Text], rng: Random) -> tuple[list[Text], list[Text]] | None:
    source, target = sentences(texts[0].source)[0].rstrip("."), sentences(texts[0].target)[0].rstrip(".")
    words = target.split()
    if len(words) < 4:
        return None
    at = rng.randrange(1, len(words))
    good = [Text(source, target, texts[0].locale, context=context) for context in ("front matter: title", "headline")]
    spoilt = replace(good[1], target=" ".join([*words[:at], *words[at + 1:]]))
    return [*good, *texts[1:]], [good[0], spoilt, *texts[1:]]


@whole_fault("A104")
def name_spelt_two_ways(texts: list[Text], rng: Random) -> tuple[list[Text], list[Text]] | None:
    name = rng.choice(_NAMES)
    made = [replace(text, source=re.sub(r"\.$", f" with {name}.", text.source),
                    target=re.sub(r"\.$", f" {_WITH[text.language]} {name}.", text.target)) for text in texts[:4]]
    at = rng.randrange(4)
    if any(name not in text.target or name not in text.source for text in made):
        return None
    place = rng.randrange(2, len(name) - 2)
    slip = name[:place] + rng.choice([one for one in "bdfgklmprstw" if one not in name]) + name[place + 1:]
    spoilt = replace(made[at], target=made[at].target.replace(name, slip))
    return [*made, *texts[4:]], [*made[:at], spoilt, *made[at + 1:], *texts[4:]]


@whole_fault("A105", "es fr de pt it")
def quotation_marks_mixed(texts: list[Text], rng: Random) -> tuple[list[Text], list[Text]] | None:
    usual = {"es": "“”", "fr": "«»", "de": "„“", "pt": "“”", "it": "«»"}[texts[0].language]
    other = {"es": "«»", "fr": "“”", "de": "»«", "pt": "«»", "it": "“”"}[texts[0].language]
    made = []
    for text in texts:
        if re.search("[“”«»„]", text.source + text.target) or text.target[-1:] != ".":
            made.append(text)
            continue
        made.append(replace(text, source=f"“{text.source[:-1]}”.", target=f"{usual[0]}{text.target[:-1]}{usual[1]}."))
    quoted = [at for at, text in enumerate(made) if text.target[:1] == usual[0] and text != texts[at]]
    if len(quoted) < 6:
        return None
    at = rng.choice(quoted)
    spoilt = replace(made[at], target=other[0] + made[at].target[1:-2] + other[1] + ".")
    return made, [*made[:at], spoilt, *made[at + 1:]]


@whole_fault("A101")
def translated_in_two_ways(texts: list[Text], rng: Random) -> tuple[list[Text], list[Text]] | None:
    at = rng.randrange(len(texts))
    words = texts[at].target.split()
    if len(words) < 5:
        return None
    twin = replace(texts[at], target=" ".join([*words[:2], *words[3:]]))
    return [*texts, texts[at]], [*texts, twin]
