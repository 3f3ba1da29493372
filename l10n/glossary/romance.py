"""Plural, gender and what agrees with a noun in Spanish, Portuguese, French and Italian: the regular cases.

The rules for plurals and articles are those of school grammars (for Spanish: RAE and ASALE, “Nueva gramática de la
lengua española”, chapter 3); exceptions are the glossary's business: give the term in the form that is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from l10n.glossary.terms import Term

_OF = frozenset((
    "de", "del", "des", "du", "da", "do", "di", "della", "à", "a", "en", "para", "pour", "per", "of", "al", "au", "aux",
    "el", "sur", "sous", "sin", "sans", "com", "con", "e", "y", "et", "em", "in", "por", "par"))
"""What ends the part of a term that has a plural: banco | de alimentos, alto | el fuego."""
_PLURALS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({
    "es": ((r"z$", "ces"), (r"^([^aeiouáéíóú]*[aeiou])s$", r"\1ses"), (r"([áéíóú])s$", r"\1ses"),
           (r"[sx]$", r"\g<0>"), (r"[aeiouáéíóú]$", r"\g<0>s"), (r"$", "es")),
    "pt": ((r"ão$", "ões"), (r"m$", "ns"), (r"([áâéêíóôú].*)[ei]l$", r"\1eis"),
           (r"([aou])l$", r"\1is"), (r"el$", "éis"), (r"il$", "is"), (r"n$", "nes"),
           (r"[rz]$", r"\g<0>es"), (r"ês$", "eses"), (r"([áéíóú])s$", r"\1ses"), (r"[sx]$", r"\g<0>"), (r"$", "s")),
    "fr": ((r"[sxz]$", r"\g<0>"), (r"(?<!b)(?<!festiv)(?<!carnav)(?<!récit)al$", "aux"), (r"(eau|eu|au)$", r"\1x"),
           (r"$", "s")),
    "it": ((r"[àèìòùáéíóúbcdfghlmnprstvz]$", r"\g<0>"), (r"([cg])a$", r"\1he"), (r"ista$", "isti"), (r"ema$", "emi"),
           (r"a$", "e"), (r"io$", "i"), (r"([aeiou])co$", r"\1ci"), (r"([cg])o$", r"\1hi"), (r"[oe]$", "i"),
           (r"$", "")),
})
_GENDERS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "es": (r"(?:[^m]a|ión|[dt]ad|umbre)$", r"(?:o|or|aje|ón)$"),
    "pt": (r"(?:[^m]a|ção|são|dade|agem)$", r"(?:o|or)$"),
    "fr": (r"(?:tion|sion|té|ette|ence|ance|ure|ée|ie)$", r"(?:age|ment|eau|isme|eur)$"),
    "it": (r"(?:[^tm]a|ione|tà|tù|ice)$", r"(?:o|ore)$"),
})
"""Endings that are nearly always feminine, and masculine."""
_ROWS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "es": ("el la los las", "un una unos unas", "del de·la de·los de·las", "al a·la a·los a·las",
           "este esta estos estas", "ese esa esos esas", "aquel aquella aquellos aquellas",
           "nuevo nueva nuevos nuevas", "viejo vieja viejos viejas", "antiguo antigua antiguos antiguas",
           "primer primera primeros primeras", "segundo segunda segundos segundas", "tercer tercera terceros terceras",
           "último última últimos últimas", "próximo próxima próximos próximas", "mismo misma mismos mismas",
           "otro otra otros otras", "todo toda todos todas", "ambos ambas ambos ambas", "mucho mucha muchos muchas",
           "poco poca pocos pocas", "algún alguna algunos algunas", "ningún ninguna ningunos ningunas",
           "nuestro nuestra nuestros nuestras", "vuestro vuestra vuestros vuestras", "varios varias varios varias",
           "único única únicos únicas", "buen buena buenos buenas", "pequeño pequeña pequeños pequeñas"),
    "fr": ("le la les les", "un une des des", "du de·la des des", "au à·la aux aux", "ce cette ces ces",
           "nouveau nouvelle nouveaux nouvelles", "vieux vieille vieux vieilles", "premier première premiers premières",
           "ancien ancienne anciens anciennes", "tout toute tous toutes", "petit petite petits petites",
           "grand grande grands grandes", "dernier dernière derniers dernières", "aucun aucune aucuns aucunes"),
    "pt": ("o a os as", "um uma uns umas", "do da dos das", "no na nos nas", "ao à aos às", "pelo pela pelos pelas",
           "num numa nuns numas", "este esta estes estas", "esse essa esses essas", "aquele aquela aqueles aquelas",
           "novo nova novos novas", "velho velha velhos velhas", "antigo antiga antigos antigas",
           "primeiro primeira primeiros primeiras", "segundo segunda segundos segundas", "todo toda todos todas",
           "último última últimos últimas", "próximo próxima próximos próximas", "mesmo mesma mesmos mesmas",
           "outro outra outros outras", "ambos ambas ambos ambas", "muito muita muitos muitas",
           "nosso nossa nossos nossas", "seu sua seus suas", "nenhum nenhuma nenhuns nenhumas"),
    "it": ("il la i le", "un una dei delle", "del della dei delle", "al alla ai alle", "dal dalla dai dalle",
           "nel nella nei nelle", "sul sulla sui sulle", "questo questa questi queste", "nuovo nuova nuovi nuove",
           "vecchio vecchia vecchi vecchie", "primo prima primi prime", "secondo seconda secondi seconde",
           "ultimo ultima ultimi ultime", "stesso stessa stessi stesse", "altro altra altri altre",
           "tutto tutta tutti tutte", "nostro nostra nostri nostre", "suo sua suoi sue"),
})
"""Rows of what stands before a noun: masculine, feminine, both in the plural; a dot is a space."""
_NUMERAL = re.compile(
    r"(?:^|(?<=\s))(?:\d[\d.,\u202f]*|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|deux|trois|quatre|cinq|six|sept|huit"
    r"|neuf|dix|três|sete|oito|nove|dez|due|tre|quattro|cinque|sei|sette|otto|dieci|sus?|mis?|tus?|gran|grandes)\s+$",
    re.IGNORECASE)
"""What may stand between an article and a noun and is the same for both genders."""
_STRESSED = re.compile(r"h?[aá](?:gua|la|rea|rma|ula|guila|ncla|lma|cta)s?\b", re.IGNORECASE)
"""Spanish feminines that take el and un in the singular (RAE, “Nueva gramática”, 14.2)."""
_BETWEEN = "ha|han|no|ya|não|já|non|già"
_COPULA = {"es": "es|está|fue|era|estaba|será|son|están|fueron|eran|estaban|serán|sido|quedó|quedaron",
           "pt": "é|está|foi|era|estava|será|são|estão|foram|eram|estavam|serão|sido",
           "it": "è|era|sarà|sono|erano|saranno|stato|stata|stati|state|viene|vengono"}
_VOWEL = r"[aeiouàâáéèêëíîïóôòúùûœ]|h(?!ibou|éros|aut|onte|asard|aine)"
_IMPURE = r"s[^aeiou\W]|z|gn|ps|pn|x|y|i[aeou]"
_ELIDED = {"fr": {"le": "l’", "la": "l’", "du": "de l’", "de la": "de l’", "au": "à l’", "à la": "à l’", "ce": "cet",
                  "nouveau": "nouvel", "vieux": "vieil"},
           "it": {"il": "l’", "la": "l’", "una": "un’", "del": "dell’", "della": "dell’", "al": "all’", "alla": "all’",
                  "dal": "dall’", "dalla": "dall’", "nel": "nell’", "nella": "nell’", "sul": "sull’",
                  "sulla": "sull’", "i": "gli", "dei": "degli", "ai": "agli", "dai": "dagli", "nei": "negli",
                  "sui": "sugli"}}
_BEFORE_IMPURE = {"il": "lo", "un": "uno", "del": "dello", "al": "allo", "dal": "dallo", "nel": "nello", "sul": "sullo",
                  "i": "gli", "dei": "degli", "ai": "agli", "dai": "dagli", "nei": "negli", "sui": "sugli"}
_BACK = {full: short for language in _ELIDED.values() for short, full in language.items()} | {
    full: short for short, full in _BEFORE_IMPURE.items()}
"""l’ → le or la and so on, so that a row is found whatever the old noun began with; gender comes from the new one."""


def plural(target: str, language: str) -> str | None:
    """The plural of a term: of each word up to a preposition. None for a language whose rules are not here."""
    rules = _PLURALS.get(language)
    if rules is None:
        return None
    words = target.split()
    out: list[str] = []
    for index, word in enumerate(words):
        if word.lower() in _OF and out:
            return " ".join([*out, *words[index:]])
        many = next(re.sub(pattern, ending, word, count=1) for pattern, ending in rules if re.search(pattern, word))
        out.append(_accent(word, many) if language == "es" else many)
    return " ".join(out)


def _accent(word: str, many: str) -> str:
    """The written accent of a Spanish plural that is a syllable longer: rehén, rehenes; examen, exámenes."""
    if len(many) - len(word) < 2 and not many.endswith("ces"):
        return many
    if found := re.search(r"([áéíóú])([ns])es$", many):
        before = many[:found.start()]
        hiatus = found[1] in "íú" and before[-1:] in tuple("aeo")     # país, países
        return many if hiatus else before + "aeiou"["áéíóú".index(found[1])] + found[2] + "es"
    vowels = [at for at, letter in enumerate(many) if letter in "aeiou"]
    if re.search(r"[aeio]nes$", many) and len(vowels) > 2 and not re.search("[áéíóú]", many):
        at = vowels[-3]
        if at + 1 == vowels[-2]:    # bien, bienes
            return many
        return many[:at] + "áéíóú"["aeiou".index(many[at])] + many[at + 1:]
    return many


def gender(term: Term, language: str) -> str:
    """``m`` or ``f`` of a target: as the glossary says, else by its ending where that is safe; "" for unknown."""
    said = re.findall(r"\b[mf]\b", term.part_of_speech.lower())
    if said:
        return str(said[0])
    word = term.target.split()[0].lower() if term.target.split() else ""
    if term.is_verb or language not in _GENDERS:
        return ""
    feminine, masculine = _GENDERS[language]
    return "f" if re.search(feminine, word) else "m" if re.search(masculine, word) else ""


def agree(before: str, said: str, after: str, kind: str, several: bool, language: str) -> tuple[str, str]:
    """(the text before a noun, the text after it), agreeing with it: articles, and adjectives that are known, before;
    participles behind it (``convocada por``, ``está cerrada``).

    ``said``: the noun as it stands there; ``kind``: its gender, ``m`` or ``f``.
    """
    if kind not in ("m", "f") or language not in _ROWS:
        return before, after
    rows = [[word.replace("·", " ") for word in row.split()] for row in _ROWS[language]]
    index = (kind == "f") + 2 * several
    words: dict[str, list[str]] = {}
    for row in reversed(rows):
        words |= dict.fromkeys(row, row)
    words |= {full: words[short] for full, short in _BACK.items() if short in words}
    pattern = "|".join(sorted((re.escape(word) + ("" if word.endswith("’") else r"\s+") for word in words), key=len,
                              reverse=True))
    follower = said
    done = ""
    while True:
        if skipped := _NUMERAL.search(before):
            before, done, follower = before[:skipped.start()], skipped[0] + done, skipped[0]
        found = re.search(rf"(?:^|(?<=[\s(¿¡«“\"’'—]))({pattern})$", before, re.IGNORECASE)
        if found is None:
            return before + done, _behind(after, index, language)
        old = found[1].rstrip()
        word = words[old.lower()][index]
        first = words[old.lower()] in (rows[0], rows[1])
        if language == "es" and index == 1 and _STRESSED.match(follower):
            word = {"la": "el", "una": "un", "de la": "del", "a la": "al", "alguna": "algún", "ninguna": "ningún"}.get(
                word, word)
        if re.match(_VOWEL, follower, re.IGNORECASE) and not (language == "fr" and several):
            word = _ELIDED.get(language, {}).get(word, word)
        elif language == "it" and re.match(_IMPURE, follower, re.IGNORECASE):
            word = _BEFORE_IMPURE.get(word, word)
        word = word[0].upper() + word[1:] if old[0].isupper() else word
        before, done = before[:found.start()], word + ("" if word.endswith("’") else found[1][len(old):] or " ") + done
        follower = word
        if first:
            return before + done, _behind(after, index, language)


def _behind(after: str, index: int, language: str) -> str:
    """A participle right behind the noun, or behind a form of to be, with the noun's gender and number."""
    if language not in _COPULA:
        return after
    endings = ("o", "a", "i", "e") if language == "it" else ("o", "a", "os", "as")
    stem = r"\w{2,}(?:[aiu]t)" if language == "it" else r"\w{2,}(?:[aií]d)"
    ending = "[oaie]" if language == "it" else "[oa]s?"
    link = rf"(?:\s+(?:{_COPULA[language]}|{_BETWEEN})){{0,3}}"
    return re.sub(rf"^({link}\s+{stem}){ending}(?!\w)", lambda found: found[1] + endings[index], after, count=1,
                  flags=re.IGNORECASE)
