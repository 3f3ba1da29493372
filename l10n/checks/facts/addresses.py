"""Addresses and telephone numbers: copied, but for the language in a web address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity

_PHONE = re.compile(r"(?<![\w.,])(?=[+(\d])(?:\+\d{1,3}[\s\u00a0.-]?)?(?:\(\d{1,5}\)[\s\u00a0.-]?)?"
                    r"\d{2,5}(?:[\s\u00a0-]\d{2,5}){1,4}(?![\w])")
_FIGURE = re.compile(r"\d")
_LANGUAGES = re.compile(r"(?<=[/.])[a-z]{2}(?:[-_][A-Za-z]{2,4})?(?=[/.]|$)|^[a-z]{2}(?:-[a-z]{2,4})?(?=\.)")
_PARTS = re.compile(r"(?<=/)[a-z]{2}(?:[-_][A-Za-z]{2,4})?(?=[/.]|$)")
_KNOWN = frozenset(["ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl",
                    "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "no", "pl", "pt",
        "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"])


def _urls(pair: Pair) -> Iterator[Spot]:
    theirs = [token for token in pair.source.tokens if token.kind == "url"]
    if not theirs:
        ours = [token for token in pair.target.tokens if token.kind == "url"]
        links = {token.name for token in pair.source.tokens}
        for token in ours:
            if token.name not in links:
                yield Spot(f"the address {_shown(token.name)} is not in the source", token.span)
        return
    ours = [token for token in pair.target.tokens if token.kind in ("url", "link")]
    names = Counter(_address(token.name) for token in ours)
    for token in theirs:
        if names[_address(token.name)]:
            names[_address(token.name)] -= 1
            same = next(one for one in ours if _address(one.name) == _address(token.name))
            if astray(pair, same.name, token.name):
                yield Spot("the address leads to another language", same.span)
            continue
        if any(at_home(pair, one.name, token.name) for one in ours):
            continue
        wrong = next((one for one in ours if one.kind == "url"
                      and _address(one.name) not in {_address(each.name) for each in theirs}), None)
        if wrong is not None:
            yield Spot(f"the address is {_shown(token.name)} in the source", wrong.span)
        else:
            yield Spot(f"the address {_shown(token.name)} is missing", token.span, "source")


def _shown(address: str) -> str:
    return address if len(address) <= 60 else f"{address[:59]}…"


def languages(address: str) -> list[str]:
    """The languages that an address has in it, as ``en`` or ``pt_BR``."""
    return [found.replace("-", "_") for found in _PARTS.findall(address) if found[:2] in _KNOWN]


def astray(pair: Pair, address: str, original: str) -> bool:
    """Whether an address leads to another language than the source's does and than the translation's."""
    own = {pair.language, pair.locale.lower(), "x"}
    every = pair.locale == pair.language            # /fr-fr/ is for readers of French, /pt-pt/ not for those in Brazil
    return any(one != two and one.lower() not in own and not (every and one.startswith(f"{pair.language}_"))
               for one, two in zip(languages(address), languages(original), strict=False))


def at_home(pair: Pair, address: str, original: str) -> bool:
    """Whether an address is the original's page in the reader's language, as its host has it: /fr/, index.fr.html,
    help-fr, or the same by https."""
    return address != original and _without(address, pair.language) == _without(original, pair.source_language)


def _without(address: str, language: str) -> str:
    """An address without scheme, the name of an index and a language."""
    rest = (address.partition("://")[2] or address).removeprefix("www.")
    rest = re.sub(rf"(?:[./_-]|(?<![A-Za-z])){language}(?:[-_][A-Za-z]{{2,4}})?(?![A-Za-z])", "", rest)
    return re.sub(r"/(?:index(?:\.html?)?)?(?=[?#]|$)", "", rest).replace("//", "/").lstrip("./")


def _address(url: str) -> str:
    """What two addresses share that lead to one page in two languages; scheme and last slash do not count."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    rest = parts.netloc.lower() + parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return _LANGUAGES.sub("", rest).replace("//", "/") + (f"#{parts.fragment}" if parts.fragment else "")


def _emails(pair: Pair) -> Iterator[Spot]:
    theirs = Counter(token.name.lower() for token in pair.source.tokens if token.kind == "email")
    spots = [token for token in pair.target.tokens if token.kind == "email"]
    if pair.entry.context == "placeholder":     # an example for the reader, in the reader's language
        return
    ours = Counter(token.name.lower() for token in spots)
    if theirs == ours:
        return
    missing = list((theirs - ours).elements())
    extra = ours - theirs
    for token in spots:
        if extra.get(token.name.lower()):
            extra[token.name.lower()] -= 1
            wanted = f"is {missing.pop(0)} in the source" if missing else "is not in the source"
            yield Spot(f"the address {token.name} {wanted}", token.span)
    for name in missing:
        yield Spot(f"the address {name} is missing", None, "source")


def _phones(pair: Pair) -> Iterator[Spot]:
    if len(_FIGURE.findall(pair.source.marks)) < 8:
        return
    theirs = {number for number in map(_digits, _PHONE.findall(pair.source.plain)) if 8 <= len(number) <= 15}
    if not theirs:
        return
    whole = _digits(pair.target.plain)
    for number in sorted(theirs):
        if number in whole or number.lstrip("0") in whole:
            continue
        near = [found for found in _PHONE.finditer(pair.target.plain) if _digits(found[0]) not in theirs
                and abs(len(_digits(found[0])) - len(number)) <= 1 and _shared(_digits(found[0]), number)]
        if near:
            yield Spot("the telephone number is another one than in the source",
                       pair.target.span(near[0].start(), near[0].end()))


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit())


def _shared(one: str, two: str) -> bool:
    return sum(a == b for a, b in zip(one, two, strict=False)) >= len(two) // 2


RULES = (
    Rule("R101", "web-address-changed", Severity.ERROR,
         "Web addresses are copied; the language in them may differ (en.wikipedia.org, /en/, index.en.html).",
         ("See https://ferry.example/times", "Véase https://ferri.example/times"),
         ("See https://ferry.example/times", "Véase https://ferry.example/times"), _urls, in_either=frozenset({"URL"})),
    Rule("R102", "mail-address-changed", Severity.ERROR, "Mail addresses are copied letter for letter.",
         ("Write to desk@courier.example", "Escriba a mesa@courier.example"),
         ("Write to desk@courier.example", "Escriba a desk@courier.example"), _emails,
         in_either=frozenset({"EMAIL"})),
    Rule("R103", "telephone-changed", Severity.ERROR,
         "Telephone numbers keep their digits; spaces, brackets and a country code may differ.",
         ("Call 01632 960 144", "Llame al 01632 960 414"), ("Call 01632 960 144", "Llame al 01632 960144"), _phones,
         in_source=frozenset({"DIGIT"})),
)
