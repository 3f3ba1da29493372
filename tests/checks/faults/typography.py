"""Faults in the marks, spaces and capitals of a locale, and in the variety of its language."""

from __future__ import annotations

import re

from faults.kinds import Random, Text, dressed, fault, pick, replace, sentences, sites

_FOREIGN = {"es": ("„“", '""', "」「"), "fr": ("„“", '""'), "de": ("“”", '""', "「」"), "pt": ("„“", '""'),
            "it": ("„“", '""')}
_OWN = {"es": "“”", "fr": "«»", "de": "„“", "pt": "“”", "it": "«»"}
_BRITISH = ["colour", "harbour", "neighbour", "honour", "theatre", "centre", "fibre", "travelled", "organise",
            "grey", "catalogue", "defence"]
_AMERICAN = ["color", "harbor", "neighbor", "honor", "theater", "center", "fiber", "traveled", "organize", "gray",
             "catalog", "defense"]
_EUROPEAN = ("o autocarro", "a equipa", "um facto", "o ecrã", "um telemóvel", "o registo", "o utilizador", "o ficheiro",
             "a secção", "o quilómetro")
_PENINSULAR = ("vuestra casa", "vuestro país", "el ordenador", "un ordenador", "vosotros", "vuestros amigos")


@fault("T101")
def quotation_marks_of_another_language(text: Text, rng: Random) -> Text | None:
    opening, closing = _OWN[text.language]
    if "“" not in text.source or text.target.count(opening) != text.target.count(closing) or opening not in text.target:
        return None
    start = text.target.index(opening)
    end = text.target.index(closing, start)
    new = rng.choice(_FOREIGN[text.language])
    inner = text.target[start + 1:end].strip("\u00a0\u202f")
    return replace(text, target=f"{text.target[:start]}{new[0]}{inner}{new[1]}{text.target[end + 1:]}")


@fault("T102")
def quotation_that_never_ends(text: Text, rng: Random) -> Text | None:
    opening, closing = _OWN[text.language]
    if text.target.count(opening) != text.target.count(closing) or "“" not in text.source:
        return None
    return pick(text, rng, rf"[\u00a0\u202f]?{closing}", "")


@fault("T103", "es")
def opening_mark_lost(text: Text, rng: Random) -> Text | None:
    made = text
    if not sites(text.target, "[¿¡]"):
        said, ours = rng.choice((("Really?", "¿De verdad?"), ("Why now?", "¿Por qué ahora?"), ("Enough!", "¡Basta!")))
        made = dressed(text, f"{text.source} {said}", f"{text.target} {ours}")
    return pick(made, rng, "[¿¡]", "")


@fault("T104", "fr")
def french_space_lost(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"[\u00a0\u202f](?=[;:!?»])|(?<=«)[\u00a0\u202f]", "")


@fault("T106")
def space_before_a_mark(text: Text, rng: Random) -> Text | None:
    marks = ",." if text.language == "fr" else ",.;:!?"
    return pick(text, rng, rf"(?<=[a-zà-ÿ]{{2}})[{marks}](?= |$)", lambda found: f" {found[0]}")


@fault("T107")
def space_after_a_mark_lost(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"(?<=[a-zà-ÿ])[,;.] (?=[^\W\d_]{2})", lambda found: found[0][0])


@fault("T108")
def two_spaces(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"(?<=\w) (?=\w)", rng.choice(("  ", "   ")))


@fault("T109", "fr it")
def typewriter_apostrophe(text: Text, rng: Random) -> Text | None:
    if not any(mark in text.source for mark in "’“") and text.target.count("’") < 2:
        return None
    return pick(text, rng, r"(?<=[^\W\d_])’(?=[^\W\d_])", "'")


@fault("T110", "es fr de pt it ar zh")
def last_stop_lost(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"(?<=\w)[.。]$", "") if text.source.endswith(".") else None


@fault("T110", "es fr de pt it ar zh")
def question_made_a_statement(text: Text, rng: Random) -> Text | None:
    made = text
    if not re.search(r"[?？؟]", text.target):
        stop, mark = {"zh": ("。", "？"), "ar": (".", "؟")}.get(text.language, (".", "?"))
        if text.target[-1:] != stop or text.source[-1:] != "." or text.language == "es":
            return None
        made = dressed(text, f"{text.source[:-1]}?", f"{text.target[:-1]}{mark}")
    return pick(made, rng, r"[\u00a0\u202f]?[?？؟]", "。" if text.language == "zh" else ".")


@fault("T111", "es fr pt it")
def capitals_of_english_headlines(text: Text, rng: Random) -> Text | None:
    one, two = sentences(text.source)[0].rstrip("."), sentences(text.target)[0].rstrip(".")
    words = two.split()
    if not 6 <= len(words) <= 14 or re.search(r"[“«„*`<\[{]|http", two) or one.endswith(".m"):
        return None
    small = ["de", "del", "la", "el", "los", "las", "un", "una", "en", "por", "para", "con", "y", "a", "al", "le",
             "les", "des", "du", "et", "au", "aux", "o", "os", "as", "do", "da", "dos", "das", "em", "no", "na",
        "e", "il", "lo", "gli", "di", "della", "dei", "per", "su"]
    titled = " ".join(word if at and word in small else word[:1].upper() + word[1:] for at, word in enumerate(words))
    if sum(a != b for a, b in zip(words, titled.split(), strict=True)) < 3:
        return None
    return replace(text, source=one, target=titled, good=two, context="headline")


@fault("T112")
def small_letter_at_the_start(text: Text, rng: Random) -> Text | None:
    if text.context is not None or not re.match(r"[A-Z]\w+ ", text.source) or not text.source.endswith("."):
        return None
    return pick(text, rng, r"^[A-ZÀ-Þ](?=[a-zà-ÿ])", lambda found: found[0].lower())


def _word(text: Text, rng: Random, words: list[str]) -> Text | None:
    """A word of another variety in place of some word."""
    return pick(text, rng, r"(?<=[a-zà-ÿ] )[a-zà-ÿ]{5,}(?= [a-zà-ÿ])", lambda _: rng.choice(words))


@fault("V101", "en_US")
def british_spelling(text: Text, rng: Random) -> Text | None:
    return _word(text, rng, _BRITISH)


@fault("V101", "en_GB")
def american_spelling(text: Text, rng: Random) -> Text | None:
    return _word(text, rng, _AMERICAN)


@fault("V101", "es_MX")
def peninsular_spanish(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"\b(?:el|la|los|las|un|una) [a-zà-ÿ]{4,}\b", lambda _: rng.choice(_PENINSULAR))


@fault("V101", "pt_BR")
def european_portuguese(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"\b(?:o|a|os|as|um|uma) [a-zà-ÿ]{4,}\b", lambda _: rng.choice(_EUROPEAN))
