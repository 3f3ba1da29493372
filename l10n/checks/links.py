"""Links and pictures: where they lead, in whose language, and what readers hear who do not see them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import get_args

from l10n.checks.facts import addresses
from l10n.checks.markup import distance, shortened
from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.tokens import Kind, Token
from l10n.checks.view import View
from l10n.model import Severity, Span


def _destinations(pair: Pair) -> Iterator[Spot]:
    ours = [token for token in pair.target.tokens if (token.kind in ("link", "image") and token.role == "close")
            or (token.kind == "tag" and "=" in token.name)]
    theirs = Counter(token.name for token in pair.source.tokens
                     if (token.kind in ("link", "image") and token.role == "close")
                     or (token.kind == "tag" and "=" in token.name))
    if not theirs:
        return
    own = ["[]" if f"{token.name}[]" in pair.source.text else token.name for token in ours]     # [a][] is [b][a]
    left, extra = theirs - Counter(own), Counter(own) - theirs
    for token in ours:
        if extra.get(token.name) and left:
            extra[token.name] -= 1
            wanted = min(left, key=lambda name, token=token: distance(name, token.name))  # type: ignore[misc]
            left = left - Counter([wanted])
            if _same_page(token.name, wanted) or addresses.at_home(pair, token.name, wanted):
                continue        # the rule for links to another language says so, or it is the reader's own
            what = "attributes" if token.kind == "tag" else "destination"
            yield Spot(f"the {what} “{shortened(token.name)}” is “{shortened(wanted)}” in the source", token.span)


def _same_page(one: str, two: str) -> bool:
    """Whether two destinations differ by the language in them alone."""
    ours, theirs = addresses.languages(one), addresses.languages(two)
    if not ours or len(ours) != len(theirs):
        return False
    for own, other in zip(ours, theirs, strict=True):
        two = two.replace(other.replace("_", "-"), own.replace("_", "-"), 1) if own != other else two
    return one.replace("_", "-") == two.replace("_", "-")


def _astray(pair: Pair) -> Iterator[Spot]:
    theirs = [token.name for token in pair.source.tokens if addresses.languages(token.name)]
    if not theirs:
        return
    for token in pair.target.tokens:
        if token.name not in theirs and token.kind != "url":
            same = next((name for name in theirs if _same_page(token.name, name)), None)
            if same is not None and addresses.astray(pair, token.name, same):
                yield Spot(f"“{shortened(token.name)}” leads to another language", token.span)


_ALT = re.compile(r"\balt\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')", re.IGNORECASE)


def _alternatives(view: View) -> list[tuple[str, Span]]:
    """(alternative text, where its picture stands) of the pictures of a text."""
    found: list[tuple[str, Span]] = []
    start: Token | None = None
    for token in view.tokens:
        if token.kind == "image" and token.role == "open":
            start = token
        elif token.kind == "image" and start is not None:
            found.append((view.text[start.span.end:token.span.start].strip(), Span(start.span.start, token.span.end)))
            start = None
        elif token.kind == "tag" and token.name.startswith("img"):
            alt = _ALT.search(view.text, token.span.start, token.span.end)
            found.append(((alt[1] or alt[2] or "").strip() if alt else "", token.span))
    return found


def _alt(pair: Pair) -> Iterator[Spot]:
    if not any(token.kind == "image" or token.name.startswith("img") for token in pair.source.tokens):
        return
    theirs, ours = _alternatives(pair.source), _alternatives(pair.target)
    if len(theirs) == len(ours):
        for (said, _), (here, span) in zip(theirs, ours, strict=True):
            if said and not here:
                yield Spot("the picture has no alternative text, and has one in the source", span)


_ANY = frozenset(map(str.upper, get_args(Kind)))

RULES = (
    Rule("M107", "alternative-text-left-out", Severity.ERROR,
         "A picture that is described in the source is described in the translation: readers who do not see it hear "
         "that text.", ("![A ferry](ferry.jpg)", "![](ferry.jpg)"), ("![A ferry](ferry.jpg)", "![Un ferri](ferry.jpg)"),
         _alt, everywhere=True, in_source=frozenset({"IMAGE", "TAG"})),
    Rule("M108", "link-to-another-language", Severity.ERROR,
         "A link whose address has the source's language in it may lead to the same page in the reader's language, and "
         "to no third one.", ("[Help](/en/help)", "[Ayuda](/fr/help)"), ("[Help](/en/help)", "[Ayuda](/es/help)"),
         _astray, everywhere=True, in_source=_ANY, in_target=_ANY),
    Rule("M104", "destination-changed", Severity.ERROR,
         "Links and images lead where the author said, or to the same page in the reader's language; attributes that "
         "no reader sees stay as they are.",
         ("[Times](times.md)", "[Horarios](horarios.md)"), ("[Times](times.md)", "[Horarios](times.md)"),
         _destinations, everywhere=True, in_source=frozenset({"LINK", "IMAGE", "TAG"})),
)
