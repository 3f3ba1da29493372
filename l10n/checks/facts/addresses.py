"""Addresses and telephone numbers: copied, but for the language in a web address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from l10n.checks import destinations
from l10n.checks.destinations import Like
from l10n.checks.markup import shortened
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity

_PHONE = re.compile(r"(?<![\w.,])(?=[+(\d])(?:\+\d{1,3}[\s\u00a0.-]?)?(?:\(\d{1,5}\)[\s\u00a0.-]?)?"
                    r"\d{2,5}(?:[\s\u00a0-]\d{2,5}){1,4}(?![\w])")
_FIGURE = re.compile(r"\d")


def _urls(pair: Pair) -> Iterator[Spot]:
    theirs = [token for token in pair.source.tokens if token.kind == "url"]
    ours = [token for token in pair.target.tokens if token.kind == "url"]
    found, missing = destinations.matched(pair, [token.name for token in ours], [token.name for token in theirs])
    for at, (_, how) in sorted(found.items()):
        if how is Like.ASTRAY:
            yield Spot("the address leads to another language", ours[at].span)
    if missing:         # by a link of the translation
        _, missing = destinations.matched(pair, [token.name for token in pair.target.tokens if token.kind == "link"],
                                          missing)
    added = [token for at, token in enumerate(ours) if at not in found]
    if added:           # from a link of the source
        linked, _ = destinations.matched(pair, [token.name for token in added],
                                         [token.name for token in pair.source.tokens if token.kind != "url"])
        added = [token for at, token in enumerate(added) if at not in linked]
    for token in added:
        what = f"is {shortened(missing.pop(0))} in" if missing else f"{shortened(token.name)} is not in"
        yield Spot(f"the address {what} the source", token.span)
    for token in theirs:
        if token.name in missing:
            missing.remove(token.name)
            yield Spot(f"the address {shortened(token.name)} is missing", token.span, "source")


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
         "Web addresses are copied; they may lead to the same page in the reader's language (es.wikipedia.org, /es/, "
         "index.es.html), and http, www. and a slash at the end may differ.",
         ("See https://ferry.example/times", "Véase https://ferri.example/times"),
         ("See https://ferry.example/times", "Véase https://ferry.example/times"), _urls, in_either=frozenset({"URL"})),
    Rule("R102", "mail-address-changed", Severity.ERROR,
         "Mail addresses are copied, in small or in capital letters; the example in a field of a form may be another.",
         ("Write to desk@courier.example", "Escriba a mesa@courier.example"),
         ("Write to desk@courier.example", "Escriba a desk@courier.example"), _emails,
         in_either=frozenset({"EMAIL"})),
    Rule("R103", "telephone-changed", Severity.ERROR,
         "Telephone numbers keep their digits; spaces, brackets and a country code may differ.",
         ("Call 01632 960 144", "Llame al 01632 960 414"), ("Call 01632 960 144", "Llame al 01632 960144"), _phones,
         in_source=frozenset({"DIGIT"})),
)
