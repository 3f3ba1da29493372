"""Faults in what is said: a lost “not”, sentences, length, language."""

from __future__ import annotations

import re

from faults.kinds import Random, Text, fault, pick, replace, sentences

ALL = "es fr de pt it ar zh"
_LOST = {
    "es": ((r"\b[Nn]o (?=[a-záéíóú])", ""), (r"\b(?:nunca|jamás) ", ""), (r"\bsin\b", "con"),
           (r"\b[Nn]ingun([oa]s?)\b", r"algun\1"), (r"\bNadie\b", "Alguien")),
    "fr": ((r"\b(?:ne |n’)((?:\w+ ){1,2}?)(?:pas|plus|jamais) ?", r"\1"), (r"\bsans\b", "avec"),
           (r"\b(?:ne |n’)(\w+(?: \w+)?) aucun(e?)\b", r"\1 un\2")),
    "de": ((r"\bnicht (?=\w)", ""), (r"\b([Kk])ein(e[nmrs]?)?(?= [\wäöü])", r"ein\2"), (r"\bnie(?:mals)?\b ?", ""),
           (r"\bohne\b", "mit")),
    "pt": ((r"\b[Nn]ão (?=[a-záéíóú])", ""), (r"\b(?:nunca|jamais) ", ""), (r"\bsem\b", "com"),
           (r"\bNinguém\b", "Alguém")),
    "it": ((r"\b[Nn]on (?=[a-zàèéìòù])", ""), (r"\bsenza\b", "con")),
    "ar": ((r"(?<!\w)(?:لا|لم|لن|ليست|ليس) ", ""),),
    "zh": (("[不沒未]", ""),),
}
_SAYS_NO = {
    "es": r"(?i)\b(?:no|ni|sin|nunca|jamás|nad[ai]e?|ning[uú]n\w*|tampoco)\b",
    "fr": r"(?i)\b(?:pas|ne|jamais|rien|aucune?|personne|plus|sans|ni|non|que)\b|n’",
        "de": r"(?i)\b(?:nicht\w*|nie\w*|kein\w*|ohne|weder)\b",
    "pt": r"(?i)\b(?:não|nem|sem|nunca|jamais|nada|ninguém|nenhum\w*)\b",
    "it": r"(?i)\b(?:non|né|senza|mai|nulla|niente|nessun\w*|alcun\w*|neanche|nemmeno|neppure)\b",
    "ar": r"(?<!\w)(?:لا|لم|لن|ليس\w*|غير|دون|بلا|عدم|[وف]لا|[وف]لم|[وف]لن)(?!\w)", "zh": "[不沒未無非別]",
}
_ADDED = {
    "es": r"\b(?=(?:está|es|fue|son|tiene|ha|han|hay|puede|pueden|era|dijo|fueron|será|costó|votó|subió|abrió|vende|"
          r"salió|llega|sale|cuesta|abre)\b)",
    "de": r"\b(?:ist|war|hat|sind|kann|wird|haben|wurde|waren|kommt|können|werden|kostet|öffnet|wurden|stimmte"
          r"|kostete) ",
    "pt": r"\b(?=(?:está|é|foi|são|tem|há|pode|podem|era|disse|foram|será|custou|votou|subiu|abriu|sai|chega|custa)\b)",
    "it": r"\b(?=(?:è|ha|hanno|sono|era|può|possono|fu|furono|sarà|parte|costa|apre|arriva)\b)",
}
_NO = re.compile(r"\b(?:not?|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|few|fewer|less|only|than"
                 r"|un\w+)\b"
                 r"|n[’']t\b", re.IGNORECASE)


def _negative(text: str) -> bool:
    return re.search(r"\b(?:not?|never|none|nobody|nothing|neither|cannot|without)\b|n[’']t\b", text, re.I) is not None


@fault("S103", ALL)
def negation_lost(text: Text, rng: Random) -> Text | None:
    if not _negative(text.source) or "not without" in text.source:
        return None
    pattern, new = rng.choice(_LOST[text.language])
    spots = list(re.finditer(pattern, text.target))
    if not spots:
        return None
    found = rng.choice(spots)
    rest, other = text.target[found.end():], found.expand(new)
    if found[0][0].isupper():
        rest, other = (rest, other[0].upper() + other[1:]) if other else (rest[0].upper() + rest[1:], other)
    made = text.target[:found.start()] + other + rest
    parts = sentences(made)
    said = next(one for at, one in enumerate(parts) if found.start() < len(" ".join(parts[:at + 1])))
    theirs = sentences(text.source)
    if len(theirs) == len(parts) and not _negative(theirs[parts.index(said)]):
        return None         # the source says it without a “not” there
    if re.search(_SAYS_NO[text.language], said):
        return None         # “no … ninguna” without “no” still says no
    return replace(text, target=made)


@fault("S104")
def negation_added(text: Text, rng: Random) -> Text | None:
    if _NO.search(text.source) or text.source.endswith("?"):
        return None
    if text.language == "fr":
        return pick(text, rng, r"(?<!['’])\b(est|a|sont|ont|était|peut|sera|coûte|part)\b(?! t)(?! été (?:à|a)\b)",
                    lambda found: f"{'n’' if found[0][0] in 'aeéo' else 'ne '}{found[0]} pas")
    word = {"es": "no ", "de": "nicht ", "pt": "não ", "it": "non "}[text.language]
    return pick(text, rng, _ADDED[text.language], lambda found: found[0] + word)


def _several(text: Text) -> list[str] | None:
    ours = sentences(text.target)
    return ours if len(ours) == len(sentences(text.source)) > 1 and min(map(len, ours)) > 3 else None


@fault("S105", ALL)
def sentence_omitted(text: Text, rng: Random) -> Text | None:
    ours = _several(text)
    if ours is None:
        return None
    at = rng.choice([at for at, one in enumerate(ours) if len(one) == max(map(len, ours)) or len(one) > 20] or [0])
    return replace(text, target=_joined(text, ours[:at] + ours[at + 1:]))


def _joined(text: Text, parts: list[str]) -> str:
    return ("" if text.language == "zh" else " ").join(parts)


@fault("S106", ALL)
def sentence_added(text: Text, rng: Random) -> Text | None:
    more = [one for stranger in text.strangers for one in sentences(stranger)[:1]
            if len(one) > (12 if text.language == "zh" else 40) and one[-1] in ".。"]
    if not more or text.target[-1:] not in (".", "。"):
        return None
    return replace(text, target=_joined(text, [text.target, rng.choice(more)]))


@fault("S106", ALL)
def sentence_repeated(text: Text, rng: Random) -> Text | None:
    ours = sentences(text.target)
    at = rng.randrange(len(ours))
    if len(ours[at]) < (8 if text.language == "zh" else 20) or ours[at][-1] not in ".!?。":
        return None
    return replace(text, target=_joined(text, ours[:at + 1] + ours[at:]))


@fault("S107 S105", ALL)
def cut_off(text: Text, rng: Random) -> Text | None:
    """The end of a text is missing from its middle on."""
    if len(text.source) < 70:
        return None
    keep = int(len(text.target) * rng.uniform(0.2, 0.45))
    return replace(text, target=text.target[:keep].rstrip(" ,;(“«„") + text.target[-1])


@fault("S107 S106", ALL)
def pasted_twice(text: Text, rng: Random) -> Text | None:
    if len(text.source) < 60:
        return None
    return replace(text, target=rng.choice(("{0} {0}", "{0}{0}", "{0}\n{0}", "{0} {0} {0}")).format(text.target))


@fault("S102", ALL)
def untranslated(text: Text, rng: Random) -> Text | None:
    return replace(text, target=text.source) if len(re.findall(r"\b[a-z]{2,}", text.source)) > 3 else None


@fault("S108", ALL)
def sentence_untranslated(text: Text, rng: Random) -> Text | None:
    theirs, ours = sentences(text.source), _several(text)
    if ours is None or len(theirs) != len(ours):
        return None
    at = rng.randrange(len(ours))
    if len(theirs[at].split()) < 6:
        return None
    return replace(text, target=_joined(text, [*ours[:at], theirs[at], *ours[at + 1:]]))


@fault("S101", ALL)
def nothing_but_marks(text: Text, rng: Random) -> Text | None:
    return replace(text, target=rng.choice(("…", "—", "???", "-", ".", "* * *", " ", "«»")))


@fault("S108")
def another_language(text: Text, rng: Random) -> Text | None:
    others = [target for locale, target in text.others
              if locale[:2] not in (text.locale[:2], "en") and len(target.split()) > 5]
    return replace(text, target=rng.choice(others)) if others else None


@fault("S108")
def sentence_in_another_language(text: Text, rng: Random) -> Text | None:
    ours = _several(text)
    others = [sentences(target) for locale, target in text.others
              if locale[:2] not in (text.locale[:2], "ar", "zh", "en")]
    others = [one for one in others if ours is not None and len(one) == len(ours)]
    if ours is None or not others:
        return None
    at = rng.randrange(len(ours))
    foreign = rng.choice(others)[at]
    if len(foreign.split()) < 6:
        return None
    return replace(text, target=_joined(text, [*ours[:at], foreign, *ours[at + 1:]]))


_CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстувввуз")
_GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβκδεφγηιιικλμνοπκρστυββξυζ"[:26])


@fault("S108")
def another_script(text: Text, rng: Random) -> Text | None:
    if len(text.target) < 20:
        return None
    return replace(text, target=text.target.lower().translate(rng.choice((_CYRILLIC, _GREEK))))


_TWICE = frozenset(("nous", "vous", "se", "si", "die", "der", "das", "sie", "den", "dem", "es", "was", "ya", "muy",
                    "bien"))


@fault("S109")
def word_doubled(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"(?<![\w’'-])[a-zà-ÿ]{2,}(?![\w’'-])(?= [a-zà-ÿ])",
                lambda found: None if found[0] in _TWICE else f"{found[0]} {found[0]}")
