"""Links and pictures: where they lead, in whose language, and what readers hear who do not see them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks import destinations
from l10n.checks.destinations import Like
from l10n.checks.markup import nearest, shortened
from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.tokens import Token
from l10n.checks.view import View
from l10n.model import Severity, Span


def _leading(view: View) -> list[Token]:
    """The links, the pictures and the tags with attributes of a text."""
    return [token for token in view.tokens if (token.kind in ("link", "image") and token.role == "close")
            or (token.kind == "tag" and "=" in token.name)]


def _led(pair: Pair) -> tuple[list[Token], dict[int, tuple[str, Like]], list[str]]:
    """(links of the translation, where each leads by the source, addresses of the source that none leads to)."""
    known = pair.kept.get("led")
    if isinstance(known, tuple):
        return known
    ours, theirs = _leading(pair.target), [token.name for token in _leading(pair.source)]
    own = ["[]" if token.name[:1] == "[" and f"{token.name}[]" in pair.source.text else token.name
           for token in ours]       # [a][] is [b][a]
    found = pair.kept["led"] = ours, *destinations.matched(pair, own, theirs)
    return found


def _destinations(pair: Pair) -> Iterator[Spot]:
    ours, found, missing = _led(pair)
    left = list(missing)
    for at, token in enumerate(ours):
        if at not in found and (wanted := nearest(token.name, left)) is not None:
            left.remove(wanted)
            what = "attributes" if token.kind == "tag" else "destination"
            yield Spot(f"the {what} “{shortened(token.name)}” is “{shortened(wanted)}” in the source", token.span)


def _astray(pair: Pair) -> Iterator[Spot]:
    ours, found, _ = _led(pair)
    for at, (_, how) in sorted(found.items()):
        if how is Like.ASTRAY:
            yield Spot(f"“{shortened(ours[at].name)}” leads to another language", ours[at].span)


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


_LEADING = frozenset({"LINK", "IMAGE", "TAG"})

RULES = (
    Rule("M107", "alternative-text-left-out", Severity.ERROR,
         "A picture that is described in the source is described in the translation: readers who do not see it hear "
         "that text.", ("![A ferry](ferry.jpg)", "![](ferry.jpg)"), ("![A ferry](ferry.jpg)", "![Un ferri](ferry.jpg)"),
         _alt, everywhere=True, in_source=frozenset({"IMAGE", "TAG"})),
    Rule("M108", "link-to-another-language", Severity.ERROR,
         "A link whose address has a language in it (/en/, en.wikipedia.org, help.en.html, ?lang=en) may lead to the "
         "same page in the reader's language, and to no third one.",
         ("[Help](/en/help)", "[Ayuda](/fr/help)"), ("[Help](/en/help)", "[Ayuda](/es/help)"),
         _astray, everywhere=True, in_source=_LEADING, in_target=_LEADING),
    Rule("M104", "destination-changed", Severity.ERROR,
         "Links and images lead where the author said, or to the same page in the reader's language; attributes that "
         "no reader sees stay as they are.",
         ("[Times](times.md)", "[Horarios](horarios.md)"), ("[Times](times.md)", "[Horarios](times.md)"),
         _destinations, everywhere=True, in_source=_LEADING),
)
