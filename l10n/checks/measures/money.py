"""Currencies and percentages (N204, N205)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from l10n import locales
from l10n.checks import numerals, units
from l10n.checks.numbers.figures import HALF
from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.view import View
from l10n.model import Severity

_CODES = {"pound": "GBP", "dollar": "USD", "euro": "EUR", "yen": "JPY"}
_AMOUNT = {"pound": r"£\s?\d", "dollar": r"\$\s?\d", "euro": "€", "yen": "¥"}
"""What tells an English amount by its sign: a lone $ or £ may be a variable or a name."""
_UNPARTED = {"pound": "英鎊|英镑|جنيه", "dollar": "美元|دولار", "euro": "歐元|欧元|يورو",
             "yen": r"日圓|日元(?!旦)|(?<![^\W\d_])(?:ال)?ين(?:اً|ات)?(?![^\W\d_])"}
"""Names in scripts that set no space between them and other words. 日元 is no yen in 今日元旦, nor ين at the end of an
Arabic plural."""


def _words(code: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The code of a currency and its names of one word, small letters."""
    names = (name.lower() for language in languages for name in locales.currencies(language)[code] if " " not in name)
    return tuple(dict.fromkeys((code.lower(), *names)))


_ENGLISH = {name: _words(code, ("en",)) for name, code in _CODES.items()}
_WORDS = {name: _words(code, ("en", "es", "fr", "de", "pt", "it")) for name, code in _CODES.items()}
_CURRENCY = {name: re.compile(rf"{re.escape(locales.CURRENCY_SIGNS[_CODES[name]])}|\b(?:{'|'.join(words)})\b|"
                              + _UNPARTED[name], re.IGNORECASE) for name, words in _WORDS.items()}
_MONEY = {name: re.compile(rf"{_AMOUNT[name]}|\b(?:{'|'.join(words)})\b", re.IGNORECASE)
          for name, words in _ENGLISH.items()}
_MONEY_WORDS = frozenset(word for words in _ENGLISH.values() for word in words)
_PERCENT_SOURCE = re.compile(r"\d(?<![\d.,].)[\d.,]*+[\s\u00a0\u202f-]?(?:%|percent\b|per cent\b)")
_PERCENT = re.compile(r"[%٪‰％]|por\s?cien(?:to)?|pour\s?cent|prozent|por\s?cento|per\s?cento|percent|per cent|puntos|"
                      r"punkte|points?|pontos|punti|فى المئة|في المئة|بالمئة|بالمائة|في المائة|趴|百分|成",
                      re.IGNORECASE)
_POINTS = re.compile("puntos|punkte|points?|pontos|punti", re.IGNORECASE)
_NEAR = {word: name for name, words in _WORDS.items() for word in (locales.CURRENCY_SIGNS[_CODES[name]], *words)}
_NAMES = frozenset(_NEAR)
_FOREIGN = re.compile(r"[^\W\d_\x00-\xff]")


def _near(view: View) -> frozenset[str]:
    """The currencies that a text can name: none where neither sign nor word is there, and any in other scripts."""
    if _FOREIGN.search(view.marks):
        return frozenset(_CURRENCY)
    return frozenset(_NEAR[cue] for cues in (view.letters, view.marks) for cue in _NAMES.intersection(cues))


def _currency(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    near = _near(pair.source) | _near(pair.target)
    if len(near) < 2:       # nothing to be changed for it
        return
    known = {name: pattern for name, pattern in _CURRENCY.items() if name in near}
    lost = [name for name in known if _MONEY[name].search(source) and not known[name].search(target)]
    come = [name for name, pattern in known.items() if name not in lost and not pattern.search(source)
            and pattern.search(target)] if len(lost) == 1 else []
    if not come:        # one of the source's own takes the place of another: as many amounts
        more = {name: len(pattern.findall(target)) - len(pattern.findall(source))
                for name, pattern in known.items()}
        lost = [name for name, count in more.items() if count < 0]
        come = [name for name, count in more.items() if count > 0]
        if sum(more.values()) or not len(lost) == len(come) == 1:
            return
    found = _CURRENCY[come[0]].search(target)
    assert found is not None
    yield Spot(f"an amount is in another currency than in the source ({lost[0]})",
               pair.target.span(found.start(), found.end()))


def _percent(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    found = _PERCENT_SOURCE.search(source) if pair.source.digits else None
    if found is None:
        return
    if found[0].startswith("50") and HALF.search(target):
        return
    theirs = len(_PERCENT_SOURCE.findall(source))
    ours = len(_PERCENT.findall(target))
    if (ours == 0 and any(one.isdigit() for one in target)) or (theirs - ours > 0 and theirs < 3 and ours and \
            not _shared(source) and not _POINTS.search(target)) or _bare(pair):
        yield Spot("a percentage of the source is no percentage here", pair.source.span(found.start(), found.end()),
                   "source")


_FEW = 60
"""Numbers beyond which a text is not compared number by number."""


def _bare(pair: Pair) -> bool:
    """Whether the number of a percentage stands in the translation with no sign near it: “el 5 y el 10 %” says it
    once."""
    if not units.named(pair.locale):
        return False
    source, target = pair.source.plain, pair.target.plain
    theirs, ours = numerals.digits(source, pair.source_locale), numerals.digits(target, pair.locale)
    if max(len(theirs), len(ours)) > _FEW:
        return False
    for found in _PERCENT_SOURCE.finditer(source):
        percent = next((one.values for one in theirs if one.span.start == found.start()), frozenset())
        alike = [one for one in ours if one.values & percent]
        if alike and sum(bool(one.values & percent) for one in theirs) == 1 and not any(
                _PERCENT.search(target, max(0, one.span.start - 10), one.span.end + 22) for one in alike):
            return True
    return False


def _shared(source: str) -> bool:
    """“between 5% and 10%”, “5% to 10%”: many languages say the sign once."""
    return re.search(r"(?:%|cent)\s?(?:to|and|or|[-–])\s?[\d.,]+\s?(?:%|per)", source) is not None


RULES = (
    Rule("N204", "currency-changed", Severity.ERROR,
         "An amount in pounds, dollars, euros or yen stays in its currency. Other currencies pass.",
         ("It costs £20", "Cuesta 20 euros"), ("It costs £20", "Cuesta 20 libras"),
         _currency,
         in_source=_MONEY_WORDS | frozenset("£$€¥")),
    Rule("N205", "percentage-lost", Severity.ERROR,
         "What is a percentage in the source is one in the translation.",
         ("Sales fell by 20%", "Las ventas bajaron 20"), ("Sales fell by 20%", "Las ventas bajaron un 20 %"), _percent,
         in_source=frozenset({"%", "percent", "cent"})),
)
