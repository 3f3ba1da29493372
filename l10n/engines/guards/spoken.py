"""Numbers in words, from one to 900: what English, Spanish, French, German, Portuguese and Italian write for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType

from l10n.model import Span

_SMALL: dict[str, str] = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
          "eighteen nineteen twenty",
    "es": "uno,un,una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
          "diecisiete dieciocho diecinueve veinte",
    "fr": "un,une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
          "dix-huit dix-neuf vingt",
    "de": "eins,ein,eine,einen,einem,einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
          "fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
    "pt": "um,uma dois,duas três quatro cinco seis sete oito nove dez onze doze treze catorze,quatorze quinze "
          "dezesseis,dezasseis dezessete,dezassete dezoito dezenove,dezanove vinte",
    "it": "uno,un,una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
          "sedici diciassette diciotto diciannove venti",
}
_TENS: dict[str, str] = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
}
_HUNDREDS: dict[str, str] = {
    "es": "cien,ciento doscient_s trescient_s cuatrocient_s quinient_s seiscient_s setecient_s ochocient_s novecient_s",
    "pt": "cem,cento duzent_s trezent_s quatrocent_s quinhent_s seiscent_s setecent_s oitocent_s novecent_s",
}
_THOUSAND = {"es": "mil", "pt": "mil", "fr": "mille", "de": "tausend", "it": "mille"}
"""Without a number before it; English says a thousand."""
_WHOLE = r"(?![^\W_]|-[^\W\d_])"


@cache
def words(language: str) -> MappingProxyType[str, int]:
    """Every form, small letters → its value; the usual form of a value comes first. Empty for unknown languages."""
    out: dict[str, int] = {}
    ones = [forms.split(",") for forms in _SMALL.get(language, "").split()]
    for value, forms in enumerate(ones, 1):
        out |= dict.fromkeys(forms, value)
    for tens, word in enumerate(_TENS.get(language, "").split(), 2):
        out.setdefault(word, 10 * tens)
        for value in range(1, 10):
            if language != "fr" or tens not in (7, 9):
                for one in ones[value - 1]:
                    out |= dict.fromkeys(_joined(language, tens, word, value, one), 10 * tens + value)
    if language == "fr":
        for value in range(11, 20):
            one = ones[value - 1][0]
            out |= {f"soixante-{one}": 60 + value, f"quatre-vingt-{one}": 80 + value}
        out["soixante et onze"] = 71
    for hundreds, forms in _hundreds(language, ones):
        out |= dict.fromkeys(forms, 100 * hundreds)
    if thousand := _THOUSAND.get(language):
        out[thousand] = 1000
    return MappingProxyType(out)


def found(text: str, language: str) -> Iterator[tuple[Span, int]]:
    """(where one stands, its value), the longest first: “two hundred and five” is 200 and 5."""
    known = words(language)
    pattern = _pattern(language)
    for one in pattern.finditer(text) if pattern else ():
        yield Span(*one.span()), known[re.sub(r"\s+", " ", one[0].lower())]


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    forms = sorted(words(language), key=len, reverse=True)
    if not forms:
        return None
    said = "|".join(re.escape(form).replace(r"\ ", r"\s") for form in forms)
    end = {"en": r"(?![^\W_])",     # a three-day strike; dreitägig
           "de": r"(?![^\W_]|-[^\W\d_])|(?<=drei|vier|fünf|echs|eben|acht|neun|zehn|wölf)(?=[^\W\d_]{2})"}
    return re.compile(rf"(?<![^\W_])(?<![^\W\d_]-)(?:{said})(?:{end.get(language, _WHOLE)})",
                      re.IGNORECASE)


def _joined(language: str, tens: int, word: str, value: int, one: str) -> list[str]:
    match language:
        case "en":
            return [f"{word}-{one}", f"{word} {one}"]
        case "es" if tens == 2:
            accented = {"dos": "dós", "tres": "trés", "seis": "séis", "un": "ún"}.get(one, one)
            return [f"veinti{accented}"]
        case "es" | "pt":
            return [f"{word} {'y' if language == 'es' else 'e'} {one}"]
        case "fr":
            stem = word.removesuffix("s") if tens == 8 else word
            return [f"{stem} et {one}", f"{stem}-et-{one}"] if value == 1 and tens != 8 else [f"{stem}-{one}"]
        case "de":
            return [f"{'ein' if value == 1 else one}und{word}"]
        case _:
            stem = word[:-1] if value in (1, 8) else word
            return [f"{stem}{'tré' if value == 3 else one}"]


def _hundreds(language: str, ones: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for hundreds, row in enumerate(_HUNDREDS.get(language, "").split(), 1):
        yield hundreds, [form.replace("_", letter) for form in row.split(",") for letter in "oa"]
    alone = {"en": ["hundred", "a hundred", "one hundred"], "fr": ["cent"], "de": ["hundert", "einhundert"],
             "it": ["cento"]}.get(language)
    if alone:
        yield 1, alone
        for hundreds in range(2, 10):
            one = ones[hundreds - 1][0]
            yield hundreds, {"en": [f"{one} hundred"], "fr": [f"{one} cents", f"{one} cent"], "de": [f"{one}hundert"],
                             "it": [f"{one}cento"]}[language]
