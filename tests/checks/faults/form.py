"""Faults in the form of a text or of a PO file."""

from __future__ import annotations

import re

from faults.kinds import Random, Text, fault, file_fault, pick, replace

ALL = "es fr de pt it ar zh"
_LOOKALIKES = dict(zip("aeopcxy", "аеорсху", strict=True))


@fault("C201", ALL)
def space_at_an_end(text: Text, rng: Random) -> Text | None:
    return replace(text, target=rng.choice((" {}", "{} ", "{}\n", "\u00a0{}", "\t{}")).format(text.target))


@fault("C202", ALL)
def control_character(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"\w\b", lambda found: found[0] + rng.choice("\x07\x0b\x1b\u2028\ufffd\x85"))


@fault("C203", ALL)
def invisible_character(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"\w", lambda found: found[0] + rng.choice("\u200b\u2060\ufeff\u00ad"))


@fault("C204", ALL)
def direction_left_open(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"\w", lambda found: rng.choice("\u202a\u202b\u202e\u2066\u2067\u2068") + found[0])


@fault("C205")
def letters_read_in_another_encoding(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, "[à-ÿÀ-ß“”’]", lambda found: found[0].encode().decode("cp1252", "replace"))


@fault("C206")
def letter_of_another_alphabet(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"\b[a-z]{4,}\b", lambda found: _swapped(found[0], rng))


def _swapped(word: str, rng: Random) -> str | None:
    places = [at for at, letter in enumerate(word) if letter in _LOOKALIKES]
    if not places:
        return None
    at = rng.choice(places)
    return word[:at] + _LOOKALIKES[word[at]] + word[at + 1:]


@fault("C207")
def bracket_without_partner(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"\b[a-zà-ÿ]{3,}\b", lambda found: rng.choice(("({}", "{})", "[{}")).format(found[0]))


@file_fault("C101")
def entry_twice(po: str, rng: Random) -> bytes:
    entries = po.split("\n\n")
    entries.insert(rng.randrange(2, len(entries)), rng.choice(entries[1:]))
    return "\n\n".join(entries).encode()


@file_fault("C101")
def file_in_latin_1(po: str, rng: Random) -> bytes:
    return (po + f'\n# Prüfung {rng.random()}\nmsgid "x{rng.random()}"\nmsgstr "é"\n').encode("latin-1", "replace")


@file_fault("C101")
def quotation_mark_of_a_string_lost(po: str, rng: Random) -> bytes:
    spot = rng.choice(list(re.finditer(r'(?<=^msgstr )"|(?<=.)(?<!\\)"$', po[po.index("\n\n"):], re.MULTILINE)))
    at = po.index("\n\n") + spot.start()
    return (po[:at] + po[at + 1:]).encode()


@file_fault("C101")
def keyword_misspelt(po: str, rng: Random) -> bytes:
    spot = rng.choice(list(re.finditer(r"^msg(?:id|str)(?= \")", po, re.MULTILINE)))
    return (po[:spot.start()] + rng.choice(("msgsrt", "mgsid", "msg", "MSGSTR")) + po[spot.end():]).encode()


@file_fault("C102")
def header_of_another_language(po: str, rng: Random) -> bytes:
    return re.sub(r'"Language: \w+', f'"Language: {rng.choice(("da", "cs", "nl", "ro", "sv"))}', po, count=1).encode()


@file_fault("C104")
def header_lost(po: str, rng: Random) -> bytes:
    head, _, rest = po.partition("\n\n")
    assert head.startswith(('msgid ""', "#"))
    return rest.encode() + rng.choice((b"", b"\n"))


@file_fault("C103")
def plural_forms_of_another_language(po: str, rng: Random) -> bytes:
    other = rng.choice(("nplurals=1; plural=0;", "nplurals=4; plural=(n%4);", "nplurals=2; plural=(n==2);",
                        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 ? 1 : 2);", "nplurals=2; plural=n+;"))
    return re.sub(r'"Plural-Forms: [^"]*(?:"\n"[^":]*)?', f'"Plural-Forms: {other}\\\\n', po, count=1).encode()
