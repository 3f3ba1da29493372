"""Spaces: around marks as the language has them, one between words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks import vocabulary
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity

_BEFORE = re.compile(r" (?<=[^\W_] ) *+([,.;:!?،؛؟])(?![^\s”»)\"’])")
_BEFORE_FRENCH = re.compile(r" (?<=[^\W_] ) *+([,.])(?![^\s”»)\"’])")
_FRENCH = re.compile(r"(?<=[\w)\ufffc%])(?<!_)([;!?»]|:(?![/\d\w]))|(?<=[.?!…])(»)|(«)(?=[^\s\u00a0\u202f])")
_AFTER = re.compile(r"([,;])(?<=[^\W\d_]{3}.)(?=[^\W\d_]{2})"
                    r"|(\.)(?<=[^\W\d_A-ZÀ-Þ]{3}.)(?=[A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]*+[ ,’])")
_SPACES = re.compile(r" (?<=\S ) ++(?=\S)")


def _french(pair: Pair) -> Iterator[Spot]:
    if pair.locale == "fr_CA":
        return
    target = pair.target.plain
    for found in _FRENCH.finditer(target):
        mark = found[0]
        if mark in ";!?" and pair.locale == "fr_CH":
            continue
        if mark == ":" and re.search(r"https?$|\d$", target[max(0, found.start() - 5):found.start()]):
            continue
        space = "\u00a0" if mark in ":«»" else "\u202f"
        fixed = mark + space if mark == "«" else space + mark
        where = "after" if mark == "«" else "before"
        yield Spot(f"French sets a no-break space {where} “{mark}”", pair.target.span(found.start(), found.end()),
                   fix=fixed)


_BREAKING = re.compile(r" (?:(?<=\S )(?=[;:!?»])|(?<=« )(?=\S))")


def _french_breaking(pair: Pair) -> Iterator[Spot]:
    if pair.locale == "fr_CA":
        return
    for found in _BREAKING.finditer(pair.target.plain):
        yield Spot("the space may break the line here; French sets a no-break space before such marks and inside « »",
                   pair.target.span(found.start(), found.end()), fix="\u00a0")


def _before(pair: Pair) -> Iterator[Spot]:
    pattern = _BEFORE_FRENCH if pair.language == "fr" else _BEFORE
    if pair.language in vocabulary.UNSPACED or not pattern.search(pair.target.plain) \
            or pattern.search(pair.source.plain):
        return
    for found in pattern.finditer(pair.target.plain):
        start = found.start()
        if found[1] == "." and pair.target.plain[found.end():found.end() + 1] == ".":
            continue
        yield Spot(f"a space before “{found[1]}”", pair.target.span(start, found.end() - 1), fix="")


def _after(pair: Pair) -> Iterator[Spot]:
    if pair.language in vocabulary.UNSPACED or not _AFTER.search(pair.target.plain) \
            or _AFTER.search(pair.source.plain):
        return
    for found in _AFTER.finditer(pair.target.plain):
        if pair.target.text[pair.target.span(found.start(), found.end()).end:][:1] == "[":
            continue
        yield Spot(f"no space after “{found[0]}”", pair.target.span(found.start(), found.end()), fix=f"{found[0]} ")


def _double(pair: Pair) -> Iterator[Spot]:
    if "  " not in pair.target.plain or _SPACES.search(pair.source.plain) or "\n" in pair.target.text:
        return
    for found in _SPACES.finditer(pair.target.plain):
        yield Spot("more than one space", pair.target.span(found.start(), found.end()), fix=" ")


_SPACING = frozenset({"SPACING"})

RULES = (
    Rule("T104", "french-space-missing", Severity.WARNING,
         "French sets a no-break space before “: ; ! ?” and inside « » (Lexique des règles typographiques en usage à "
         "l’Imprimerie nationale). Any kind of space passes here.",
         ("Late again!", "Encore en retard!"), ("Late again!", "Encore en retard\u202f!"), _french, frozenset({"fr"}),
         "fr", in_target=frozenset(";!?»:«")),
    Rule("T105", "french-space-breaks", Severity.INFO,
         "An ordinary space before such a mark lets the line break there. Told once a catalog, since whoever types one "
         "types them all; --fix makes every one a no-break space.",
         ("Late again!", "Encore en retard !"), ("Late again!", "Encore en retard\u202f!"), _french_breaking,
         frozenset({"fr"}), "fr", habit=True, in_target=frozenset(";:!?»«")),
    Rule("T106", "space-before-mark", Severity.WARNING, "No space before a comma, a stop or another mark.",
         ("Late, again", "Tarde , otra vez"), ("Late, again", "Tarde, otra vez"), _before,
         in_target=_SPACING),
    Rule("T107", "space-after-mark", Severity.WARNING, "A space after a comma, a semicolon, and a stop before a "
         "capital letter.",
         ("Late, again", "Tarde,otra vez"), ("Late, again", "Tarde, otra vez"), _after,
         in_target=_SPACING),
    Rule("T108", "double-space", Severity.WARNING, "Two spaces where the source has one.",
         ("Late again", "Otra  vez"), ("Late again", "Otra vez"), _double, in_target=_SPACING),
)
