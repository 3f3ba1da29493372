"""Quotation marks and apostrophes: the locale's own, in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from l10n import locales
from l10n.checks import vocabulary
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity

_MARKS = "“”„‟«»‹›「」『』\"‘‚"
_ALTERNATIVES: dict[str, str] = {
    "es": "«»“”‘’", "fr": "«»“”‘’‹›", "pt": "“”‘’«»", "it": "«»“”‘’", "de": "„“‚‘»«›‹", "en": "“”‘’",
    "ar": "«»“”‘’", "zh_Hant": "「」『』", "zh": "“”‘’「」『』", "ca": "«»“”‘’", "pl": "„”«»‚’", "nl": "“”‘’„",
    "ru": "«»„“", "uk": "«»„“", "da": "“”„“»«‘’", "no": "«»“”‘’", "sv": "””’’»",
}
"""Marks that are accepted in a language beside CLDR's, outer and inner."""
_PAIRS = {"«": "»", "„": "“", "‹": "›", "「": "」", "『": "』", "‚": "‘"}
_STRAIGHT = re.compile(r'(?<![\d″])"')
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_APOSTROPHIC = re.compile(r"(?<![^\W\d_])[^\W\d_]++(')[^\W\d_]++")


@cache
def _accepted(locale: str) -> str:
    own = locales.quotes(locale)
    language = locales.language(locale)
    marks = f"{own.open}{own.close}{own.inner_open}{own.inner_close}"
    return marks + _ALTERNATIVES.get(locale, _ALTERNATIVES.get(language, "“”‘’"))


def _quotes(pair: Pair) -> Iterator[Spot]:
    target = pair.target.plain
    accepted = _accepted(pair.locale)
    wrong = [at for at, mark in enumerate(target) if mark in _MARKS and mark not in accepted]
    if wrong and all(target[at] == '"' for at in wrong):
        if '"' in pair.source.plain or not any(mark in pair.source.plain for mark in "“”‘«„"):
            return      # straight as in the source
        wrong = [at for at in wrong if _STRAIGHT.match(target, at)]
    if not wrong:
        return
    if any(target[at] == "„" for at in wrong) and "”" not in target:
        wrong = sorted({*wrong, *(at for at, mark in enumerate(target) if mark == "“")})    # which closes it
    if any(mark in pair.source.plain and mark not in "\"“”‘" for mark in {target[at] for at in wrong}):
        return          # the source speaks of these very marks
    fixes = _repaired(pair, target, wrong)
    raw = pair.target.text
    for one, two in zip(wrong[::2], wrong[1::2] if fixes else [], strict=False):
        whole, inner = pair.target.span(one, two + 1), pair.target.span(one + 1, two)
        plain = whole.end - whole.start == inner.end - inner.start + 2
        yield Spot(f"{target[one]} {target[two]} are no quotation marks of {locales.name(pair.locale)}", whole,
                   fix=f"{fixes[one]}{raw[inner.start:inner.end]}{fixes[two]}" if plain else None)
    if not fixes:
        yield Spot(f"{target[wrong[0]]} is no quotation mark of {locales.name(pair.locale)}",
                   pair.target.span(wrong[0], wrong[0] + 1))


def _repaired(pair: Pair, target: str, wrong: list[int]) -> dict[int, str]:
    """The locale's own marks, where the wrong ones are one or more plain pairs and no other mark is near."""
    marks = [target[at] for at in wrong]
    known = set(wrong)
    others = [mark for at, mark in enumerate(target) if mark in _MARKS and at not in known]
    own = locales.quotes(pair.locale)
    opening, closing = own.open, own.close
    if pair.language == "fr":
        opening, closing = f"{opening}\u00a0", f"\u00a0{closing}"
    if others or len(wrong) % 2 or "’" in others:
        return {}
    fixed: dict[int, str] = {}
    for one, two in zip(range(0, len(wrong), 2), range(1, len(wrong), 2), strict=True):
        if marks[one] == '"' == marks[two]:
            before, after = target[wrong[one] - 1:wrong[one]], target[wrong[two] + 1:wrong[two] + 2]
            if (before.isalnum() or after.isalnum()) and pair.language not in vocabulary.UNSPACED:
                return {}
        elif _PAIRS.get(marks[one], "”" if marks[one] == "“" else None) != marks[two]:
            return {}
        inside = target[wrong[one] + 1:wrong[two]]
        if inside[:1].isspace() or inside[-1:].isspace() or not inside:
            return {}
        fixed |= {wrong[one]: opening, wrong[two]: closing}
    return fixed


_LONE_SINGLE = re.compile(r"(?<!\w)['‘’`](?=\s|\w)|['’](?!\w)")


def _goes_on(source: str) -> bool:
    """Whether a quotation of the source begins or ends in another segment."""
    if source.count('"') % 2 or source.count("“") != source.count("”") or source.count("«") != source.count("»"):
        return True
    return len(_LONE_SINGLE.findall(source)) % 2 == 1 and "s'" not in source and "s’" not in source


def _unpaired(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    counts = [(opening, closing, (target.count(opening), target.count(closing)))
              for opening, closing in (("«", "»"), ("「", "」"), ("『", "』"), ("“", "”"), ("‹", "›"))]
    if (all(one == two for _, _, (one, two) in counts) and "„" not in target and not target.count('"') % 2) \
            or _goes_on(source):
        return
    for opening, closing, count in counts:
        if count[0] == count[1]:
            continue
        if opening == "“" and "„" in target:
            if target.count("„") != count[0] + count[1]:
                yield from _lonely(pair, target, "„", "“")
            continue
        if opening == "“" and locales.quotes(pair.locale).open == "”":
            continue
        yield from _lonely(pair, target, opening, closing)
    curly = any(mark in target for mark in "«»“”„")
    if target.count('"') % 2 and not curly and not re.search(r'\d"', target):
        at = target.rfind('"')
        yield Spot("a quotation mark has no partner", pair.target.span(at, at + 1))
    if "„" in target and "“" not in target and "”" not in target:
        yield from _lonely(pair, target, "„", "“")


def _lonely(pair: Pair, target: str, opening: str, closing: str) -> Iterator[Spot]:
    depth: list[int] = []
    for at, mark in enumerate(target):
        if mark == opening:
            depth.append(at)
        elif mark == closing:
            if not depth:
                yield Spot(f"{closing} closes a quotation that never began", pair.target.span(at, at + 1))
                return
            depth.pop()
    if depth:
        yield Spot(f"{opening} opens a quotation that never ends", pair.target.span(depth[-1], depth[-1] + 1))


def _apostrophe(pair: Pair) -> Iterator[Spot]:
    if pair.language not in ("fr", "it", "en", "ca") or not ("’" in pair.target.plain or (
            "'" not in pair.source.plain and any(mark in pair.source.plain for mark in "’“”"))):
        return
    kept = {found[0] for found in _APOSTROPHIC.finditer(pair.source.plain)} if "'" in pair.source.plain else set()
    words = {found.start(1): found[0] for found in _APOSTROPHIC.finditer(pair.target.plain)} if kept else {}
    for found in _APOSTROPHE.finditer(pair.target.plain):
        if words.get(found.start()) in kept:        # a title that is not translated
            continue
        yield Spot("a typewriter apostrophe, where the source has typographic ones",
                   pair.target.span(found.start(), found.end()), fix="’")


RULES = (
    Rule("T101", "foreign-quotation-marks", Severity.WARNING,
         "Quotation marks of another language. CLDR's marks of the locale and its well-known alternatives pass, and "
         "straight ones where the source has straight ones.",
         ("A “deal”", "Un „acuerdo“"), ("A “deal”", "Un «acuerdo»"), _quotes,
         in_target=lambda locale: frozenset(_MARKS) - frozenset(_accepted(locale))),
    Rule("T102", "quotation-mark-without-partner", Severity.WARNING,
         "A quotation that opens has to close, unless the source's goes on in the next paragraph as well.",
         ("A “deal” at last", "Por fin un «acuerdo"), ("A “deal” at last", "Por fin un «acuerdo»"), _unpaired,
         in_target=frozenset(_MARKS)),
    Rule("T109", "typewriter-apostrophe", Severity.WARNING,
         "A straight apostrophe in French, Italian or English, where the source or the rest of the translation has "
         "typographic marks.",
         ("The boat’s name", "Le nom qu'il porte"), ("The boat’s name", "Le nom qu’il porte"), _apostrophe,
         frozenset({"fr", "it", "en", "ca"}), "fr"),
)
