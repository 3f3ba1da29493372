"""Faults in what is copied: addresses, telephone numbers, names, acronyms, quotations, agreed terms."""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase

from faults.kinds import Random, Text, both, fault, replace, sites

ALL = "es fr de pt it ar zh"
_URL = r"https?://[^\s<>()\"“”«»]*[\w/]"
_QUOTED = {"“": "”", "«": "»", "„": "“", "「": "」"}


def _with(text: Text, pattern: str, pieces: tuple[str, ...], rng: Random) -> Text | None:
    """A text that has something like ``pattern`` in plain sight on both sides, its own or one that is added."""
    if re.search(rf"(?<![(\"`\[>]){pattern}", text.target):
        return text
    return both(text, f"({rng.choice(pieces)})")


def _slip(word: str, rng: Random, first: int, letters: str) -> str:
    """One letter changed, lost or swapped with the next, never at the ends."""
    at = rng.randrange(first, len(word) - 2)
    how = rng.randrange(3)
    if how == 0 and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    if how == 1 and len(word) > 5 and word[at] not in (word[at + 1], word[at - 1]):
        return word[:at] + word[at + 1:]
    return word[:at] + rng.choice([one for one in letters if one != word[at]]) + word[at + 1:]


def _changed(text: Text | None, rng: Random, pattern: str) -> Text | None:
    """A letter or digit of something replaced."""
    if text is None:
        return None
    spots = list(re.finditer(pattern, text.target))
    if not spots:
        return None
    found = rng.choice(spots)
    raw = found[0]
    at = rng.choice([at for at, mark in enumerate(raw) if mark.isalnum() and at >= len(raw) // 3])
    new = rng.choice([one for one in ("0123456789" if raw[at].isdigit() else ascii_lowercase)
                      if one != raw[at].lower()])
    return replace(text, target=text.target[:found.start() + at] + new + text.target[found.start() + at + 1:])


_URLS = ("https://www.northfold.example/tides", "https://gazette.example/a?page=2", "http://rates.example/2024/may.html")
_MAILS = ("letters@gazette.example", "press.office@northfold.example", "j-marsh@courier.example")
_PHONE = r"\+?\d[\d() ]{9,}\d"
_PHONES = ("0191 555 0142", "+44 20 7946 0321", "01632 960 144", "(0115) 496 0812")


@fault("R101", ALL)
def web_address_changed(text: Text, rng: Random) -> Text | None:
    return _changed(_with(text, _URL, _URLS, rng), rng, rf"(?<!\]\()(?<!=\"){_URL}")


@fault("R101", ALL)
def web_address_lost(text: Text, rng: Random) -> Text | None:
    made = _with(text, _URL, _URLS, rng)
    return made and replace(made, target=re.sub(rf" ?\(?(?<!\]\()(?<!=\"){_URL}\)?", "", made.target, count=1))


@fault("R102", ALL)
def mail_address_changed(text: Text, rng: Random) -> Text | None:
    mail = r"[\w.-]+@[\w.-]+\w"
    return _changed(_with(text, mail, _MAILS, rng), rng, rf"(?<![`\w]){mail}")


@fault("R103", ALL)
def telephone_changed(text: Text, rng: Random) -> Text | None:
    return _changed(_with(text, _PHONE, _PHONES, rng), rng, _PHONE)


@fault("R103", ALL)
def telephone_digits_swapped(text: Text, rng: Random) -> Text | None:
    made = _with(text, _PHONE, _PHONES, rng)
    found = re.search(_PHONE, made.target) if made else None
    if made is None or found is None:
        return None
    at = rng.choice([at for at, one in enumerate(found[0][:-1]) if one != found[0][at + 1]
                     and (one + found[0][at + 1]).isdigit()]) + found.start()
    swapped = made.target[at + 1] + made.target[at]
    return replace(made, target=made.target[:at] + swapped + made.target[at + 2:])


@fault("R104")
def acronym_misspelt(text: Text, rng: Random) -> Text | None:
    """Of four letters or more: those of three are too often another language's own."""
    shared = [found for found in sites(text.target, r"(?<![\w-])[A-Z]{4,9}(?![\w-])")
              if re.search(rf"\b{found[0]}\b", text.source)]
    made = text
    if not shared:
        name = rng.choice(("OFTEL", "UNESCO", "NASA", "FIFA", "UNHCR", "OPEC"))
        made = both(text, f"({name})") or text
        shared = sites(made.target, rf"\b{name}\b")
    if not shared:
        return None
    found = rng.choice(shared)
    word = found[0]
    at = rng.randrange(len(word) - 1)
    new = word[:at] + word[at + 1] + word[at] + word[at + 2:] if rng.random() < 0.5 else \
        word[:at] + rng.choice([one for one in ascii_uppercase if one != word[at]]) + word[at + 1:]
    return replace(made, target=made.target[:found.start()] + new + made.target[found.end():]) if new != word else None


@fault("R105")
def name_misspelt(text: Text, rng: Random) -> Text | None:
    """A part of a name of several words has a slip."""
    names = [found for found in sites(text.target, r"(?<![\w.])[A-Z][a-z]+(?:[ -][A-Z][a-z]+)+")
             if found[0] in text.source]
    if not names:
        return None
    found = rng.choice(names)
    parts = [part for part in re.finditer(r"\w+", found[0]) if len(part[0]) >= 5]
    if not parts:
        return None
    part = rng.choice(parts)
    start = found.start() + part.start()
    return replace(text, target=text.target[:start] + _slip(part[0], rng, 1, ascii_lowercase)
                   + text.target[start + len(part[0]):])


@fault("R106", ALL)
def quotation_marks_lost(text: Text, rng: Random) -> Text | None:
    opening = next((mark for mark in text.target if mark in _QUOTED), None)
    if opening is None or "“" not in text.source:
        return None
    start = text.target.index(opening)
    end = text.target.find(_QUOTED[opening], start + 1)
    inner = text.target[start + 1:end].strip("\u00a0\u202f")
    return replace(text, target=text.target[:start] + inner + text.target[end + 1:]) if end > 0 else None
