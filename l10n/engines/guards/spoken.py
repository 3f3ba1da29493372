"""Numbers in words, from one to 900: what English, Spanish, French, German, Portuguese and Italian write for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from types import MappingProxyType

from l10n import locales
from l10n.model import Span

_FRENCH = {17: "dix-sept", 18: "dix-huit", 19: "dix-neuf", 70: "soixante-dix", 80: "quatre-vingts",
           90: "quatre-vingt-dix"}
"""Numbers of more than one word."""
_HUNDREDS = {"en": ("{} hundred",), "fr": ("{} cents", "{} cent"), "de": ("{}hundert",), "it": ("{}cento",)}
"""Two hundred to nine hundred, where they are no words of their own."""
_WHOLE = r"(?![^\W_]|-[^\W\d_])"


@cache
def words(language: str) -> MappingProxyType[str, int]:
    """Every form, small letters → its value. Empty for unknown languages."""
    counted = {one.value: list(one.cardinals) for one in locales.number_words(language) if one.value}
    if not counted:
        return MappingProxyType({})
    if language == "en":
        del counted[1000]       # English says a thousand
        counted[100] += ["a hundred", "one hundred"]
    if language == "fr":
        counted |= {value: [form] for value, form in _FRENCH.items()}
    out = {form: value for value, forms in counted.items() for form in forms}
    for tens in range(20, 100, 10):
        for value in range(1, 10):
            if language != "fr" or tens not in (70, 90):
                for one in counted[value]:
                    out |= dict.fromkeys(_joined(language, tens, counted[tens][0], value, one), tens + value)
    if language == "fr":
        for value in range(11, 20):
            out |= {f"soixante-{counted[value][0]}": 60 + value, f"quatre-vingt-{counted[value][0]}": 80 + value}
        out["soixante et onze"] = 71
    for value in range(2, 10):
        out |= {form.format(counted[value][0]): 100 * value for form in _HUNDREDS.get(language, ())}
    return MappingProxyType(out)


def found(text: str, language: str) -> Iterator[tuple[Span, int]]:
    """(where one stands, its value), the longest first: “two hundred and five” is 200 and 5."""
    known, pattern = words(language), _pattern(language)
    for one in pattern.finditer(small(text)) if pattern else ():
        yield Span(*one.span()), known[" ".join(one[0].split())]


def small(text: str) -> str:
    """A text in small letters, each in its place: İ alone would become two."""
    return text.replace("İ", "I").lower()


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """Of small letters: a search that ignores case is several times slower."""
    if not words(language):
        return None
    end = {"en": r"(?![^\W_])",     # a three-day strike; dreitägig
           "de": r"(?![^\W_]|-[^\W\d_])|(?<=drei|vier|fünf|echs|eben|acht|neun|zehn|wölf)(?=[^\W\d_]{2})"}
    return re.compile(rf"(?<![^\W_])(?<![^\W\d_]-){_tree(words(language))}(?:{end.get(language, _WHOLE)})")


def _tree(forms: Collection[str]) -> str:
    """An expression for any of some words, the longest that fits, which looks at their common beginnings once."""
    branches: dict[str, list[str]] = {}
    for form in filter(None, forms):
        branches.setdefault(form[0], []).append(form[1:])
    said = "|".join((r"\s" if first.isspace() else re.escape(first)) + (_tree(rest) if any(rest) else "")
                    for first, rest in branches.items())
    return f"(?:{said})" + "?" * ("" in forms)


def _joined(language: str, tens: int, word: str, value: int, one: str) -> list[str]:
    match language:
        case "en":
            return [f"{word}-{one}", f"{word} {one}"]
        case "es" if tens == 20:        # one word: veintidós
            return []
        case "es" | "pt":
            return [f"{word} {'y' if language == 'es' else 'e'} {one}"]
        case "fr":
            stem = word.removesuffix("s") if tens == 80 else word
            return [f"{stem} et {one}", f"{stem}-et-{one}"] if value == 1 and tens != 80 else [f"{stem}-{one}"]
        case "de":
            return [f"{'ein' if value == 1 else one}und{word}"]
        case _:
            stem = word[:-1] if value in (1, 8) else word
            return [f"{stem}{'tré' if value == 3 else one}"]
