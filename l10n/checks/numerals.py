"""Numbers in prose: digits as each locale parts them, numbers written out, and the words for millions.

The words are what people write for 0 to 99, a hundred and a thousand, with their genders, in the languages listed;
other languages are read by their digits alone. Chinese numerals are read by their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from unicodedata import digit

from l10n import locales
from l10n.checks.compounds import COMPOUNDS
from l10n.checks.view import View
from l10n.model import Span

_NUMBER = re.compile(r"\d++(?:[.,'’٬٫\u00a0\u202f\u2009](?=\d)\d++|(?<!\d\d\d\d)[ ](?=\d{3}(?!\d))\d{3})*+")
_MONEY = re.compile(r"[£$€¥]\s?\Z")
_MONEY_AFTER = re.compile(r"[\s\u00a0\u202f]?(?:[£$€¥]|d['’]euros\b|(?:de )?dollars\b)")
_SPLIT = re.compile(r"[^\d]")
_ROMAN = re.compile(r"\b(?=[IVXLC])((?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?:e|er|ère|ème|º|ª)?\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SHORT = re.compile(r"(?:m|bn|mn|tn)(?![^\W\d_])")
_SEVERAL = re.compile(r"[ \u00a0]miles[ \u00a0]de[ \u00a0]millones(?![^\W\d_])")
_REST = re.compile(r"[ \u00a0](\d{1,3})(?![\d.,])")
_AND_HALF = re.compile(r"[ \u00a0](?:and a half|y medi[oa]|et demie?|e mei[oa]|e mezz[oa]|und eine halbe)\b")
_HALF_OF = re.compile(r"\b(?:half(?: an?)?|medi[oa]|demi|halben?|meio|mezzo)[ \u00a0-]\Z", re.IGNORECASE)
_CLOCK = re.compile(r":|[ \u00a0\u202f]?[hH][ \u00a0\u202f]?|[ \u00a0](?:y|e|et|und)[ \u00a0]")
_LETTERS = re.compile(r"[^\W\d_]+")
_HAN = re.compile("[〇零一二兩两三四五六七八九十百千]+")
_HAN_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "兩": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
               "八": 8, "九": 9}
_HAN_PLACES = {"十": 10, "百": 100, "千": 1000}

_MAGNITUDES: dict[str, dict[str, float]] = {
    "en": {"thousand": 1e3, "thousands": 1e3, "million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9,
           "trillion": 1e12, "trillions": 1e12, "m": 1e6, "bn": 1e9, "mn": 1e6, "tn": 1e12},
    "es": {"mil": 1e3, "millón": 1e6, "millones": 1e6, "millardo": 1e9, "millardos": 1e9, "billón": 1e12,
           "billones": 1e12, "trillón": 1e18, "trillones": 1e18, "mill": 1e6},
    "fr": {"mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "billion": 1e12,
           "billions": 1e12, "m": 1e6, "md": 1e9, "mds": 1e9, "mrd": 1e9},
    "de": {"tausend": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6, "milliarde": 1e9, "milliarden": 1e9,
           "mrd": 1e9, "billion": 1e12, "billionen": 1e12},
    "pt": {"mil": 1e3, "milhão": 1e6, "milhões": 1e6, "bilhão": 1e9, "bilhões": 1e9, "bilião": 1e12, "biliões": 1e12,
           "trilhão": 1e12, "trilhões": 1e12, "mi": 1e6, "bi": 1e9},
    "it": {"mila": 1e3, "milione": 1e6, "milioni": 1e6, "miliardo": 1e9, "miliardi": 1e9, "bilione": 1e12,
           "bilioni": 1e12, "mln": 1e6, "mld": 1e9},
    "ar": {"ألف": 1e3, "آلاف": 1e3, "ألفا": 1e3, "مليون": 1e6, "ملايين": 1e6, "مليار": 1e9, "مليارات": 1e9,
           "بليون": 1e9, "تريليون": 1e12},
    "zh": {"千": 1e3, "萬": 1e4, "万": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12},
}

_WORDS: dict[str, str] = {
    "en": """1 one first once; 2 two second twice both couple pair; 3 three third thrice thirds; 4 four fourth
        quarter quarters; 5 five fifth; 6 six sixth half-dozen; 7 seven seventh; 8 eight eighth; 9 nine ninth;
        10 ten tenth decade decades; 11 eleven eleventh; 12 twelve twelfth dozen dozens noon midnight; 13 thirteen
        thirteenth; 14 fourteen fourteenth fortnight; 15 fifteen fifteenth; 16 sixteen sixteenth; 17 seventeen
        seventeenth; 18 eighteen eighteenth; 19 nineteen nineteenth; 20 twenty twentieth twenties score; 30 thirty
        thirtieth thirties; 40 forty fortieth forties; 50 fifty fiftieth fifties; 60 sixty sixtieth sixties; 70 seventy
        seventieth seventies; 80 eighty eightieth eighties; 90 ninety ninetieth nineties; 100 hundred hundreds century
        centuries hundredth; 1000 thousand thousands thousandth; 0 zero nil nought""",
    "es": """0 cero; 1 un uno una primer primero primera primeros primeras sendos; 2 dos segundo segunda segundos
        segundas ambos ambas par dúo doble; 3 tres tercer tercero tercera tercio tercios trío triple; 4 cuatro cuarto
        cuarta cuartos cuartas cuádruple; 5 cinco quinto quinta quintos quintas; 6 seis sexto sexta; 7 siete séptimo
        séptima; 8 ocho octavo octava; 9 nueve noveno novena; 10 diez décimo décima decena decenas década décadas; 11
        once undécimo undécima; 12 doce duodécimo docena docenas mediodía medianoche; 13 trece; 14 catorce; 15 quince
        quincena; 16 dieciséis; 17 diecisiete; 18 dieciocho; 19 diecinueve; 20 veinte veintena vigésimo; 21 veintiún
        veintiuno veintiuna; 22 veintidós; 23 veintitrés; 24 veinticuatro; 25 veinticinco; 26 veintiséis; 27
        veintisiete; 28 veintiocho; 29 veintinueve; 30 treinta treintena trigésimo; 40 cuarenta cuarentena; 50 cincuenta
        cincuentena; 60 sesenta; 70 setenta; 80 ochenta; 90 noventa; 100 cien ciento centenar centenares siglo siglos
        centenario; 200 doscientos doscientas; 300 trescientos trescientas; 400 cuatrocientos cuatrocientas; 500
        quinientos quinientas; 600 seiscientos seiscientas; 700 setecientos setecientas; 800 ochocientos ochocientas;
        900 novecientos novecientas; 1000 mil miles millar millares""",
    "fr": """0 zéro; 1 un une premier première premiers premières; 2 deux deuxième second seconde secondes seconds
        couple paire; 3 trois troisième tiers; 4 quatre quatrième quart quarts; 5 cinq cinquième; 6 six sixième; 7 sept
        septième; 8 huit huitième; 9 neuf neuvième; 10 dix dixième dizaine dizaines décennie décennies; 11 onze onzième;
        12 douze douzième douzaine douzaines midi minuit; 13 treize treizième; 14 quatorze quatorzième; 15 quinze
        quinzième quinzaine; 16 seize seizième; 20 vingt vingts vingtième vingtaine; 30 trente trentaine; 40 quarante
        quarantaine; 50 cinquante cinquantaine; 60 soixante soixantaine; 70 septante; 80 octante huitante; 90 nonante;
        100 cent cents centaine centaines siècle siècles; 1000 mille millier milliers""",
    "de": """0 null; 1 ein eins eine einen einem einer eines erste erster erstes ersten ersten erstmals einmal; 2 zwei
        zweite zweiter zweites zweiten zweimal beide beiden paar; 3 drei dritte dritten drittes dritter drittel; 4 vier
        vierte vierten viertel; 5 fünf fünfte fünften; 6 sechs sechste sechsten; 7 sieben siebte siebten; 8 acht achte
        achten; 9 neun neunte neunten; 10 zehn zehnte zehnten jahrzehnt jahrzehnte jahrzehnten; 11 elf elfte elften; 12
        zwölf zwölfte zwölften dutzend mittag mitternacht; 13 dreizehn dreizehnte dreizehnten; 14 vierzehn; 15 fünfzehn;
        16 sechzehn; 17 siebzehn; 18 achtzehn; 19 neunzehn; 20 zwanzig zwanziger; 30 dreißig dreissig dreißiger; 40
        vierzig vierziger; 50 fünfzig fünfziger; 60 sechzig sechziger; 70 siebzig siebziger; 80 achtzig achtziger; 90
        neunzig neunziger; 100 hundert hunderte hunderten einhundert jahrhundert jahrhunderts jahrhunderte; 1000 tausend
        tausende tausenden eintausend""",
    "pt": """0 zero; 1 um uma primeiro primeira primeiros primeiras; 2 dois duas segundo segunda segundos segundas ambos
        ambas par dupla; 3 três terceiro terceira terço terços trio; 4 quatro quarto quarta quartos; 5 cinco quinto
        quinta; 6 seis sexto sexta meia; 7 sete sétimo sétima; 8 oito oitavo oitava; 9 nove nono nona; 10 dez décimo
        décima dezena dezenas década décadas; 11 onze; 12 doze dúzia dúzias meio-dia; 13 treze; 14 catorze quatorze; 15
        quinze quinzena; 16 dezesseis dezasseis; 17 dezessete dezassete; 18 dezoito; 19 dezenove dezanove; 20 vinte; 30
        trinta; 40 quarenta; 50 cinquenta; 60 sessenta; 70 setenta; 80 oitenta; 90 noventa; 100 cem cento centena
        centenas século séculos; 200 duzentos duzentas; 300 trezentos trezentas; 400 quatrocentos quatrocentas; 500
        quinhentos quinhentas; 600 seiscentos seiscentas; 700 setecentos setecentas; 800 oitocentos oitocentas; 900
        novecentos novecentas; 1000 mil milhar milhares""",
    "it": """0 zero; 1 un uno una primo prima primi prime; 2 due secondo seconda entrambi entrambe coppia; 3 tre terzo
        terza terzi; 4 quattro quarto quarta quarti; 5 cinque quinto quinta; 6 sei sesto sesta; 7 sette settimo settima;
        8 otto ottavo ottava; 9 nove nono nona; 10 dieci decimo decina decine decennio decenni; 11 undici; 12 dodici
        dozzina mezzogiorno mezzanotte; 13 tredici; 14 quattordici; 15 quindici quindicina; 16 sedici; 17 diciassette;
        18 diciotto; 19 diciannove; 20 venti ventina; 30 trenta trentina; 40 quaranta; 50 cinquanta; 60 sessanta; 70
        settanta; 80 ottanta; 90 novanta; 100 cento centinaio centinaia secolo secoli; 1000 mille mila migliaia""",
}
_JOINTS = frozenset(["and", "y", "et", "e", "und", "de"])


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text."""

    span: Span
    """In the plain text."""
    raw: str
    values: frozenset[float]
    """What it can be: 1,234 is 1234, and 1.234 where a comma may part decimals."""
    written: bool = False
    """Whether it is written out."""
    magnitude: float = 1.0
    """What the word after it multiplies it with; ``values`` have it in them."""


@cache
def knows(language: str) -> bool:
    """Whether numbers written out in the language can be read."""
    return language in _WORDS or language == "zh"


@cache
def words(language: str) -> dict[str, int]:
    """Every word for a number of the language, small letters."""
    found: dict[str, int] = {}
    for row in _WORDS.get(language, "").split(";"):
        parts = row.split()
        if parts:
            found |= dict.fromkeys(parts[1:], int(parts[0]))
    if language == "de":
        units = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
        for value, unit in enumerate(units, 1):
            found |= {f"{unit}und{word}": value + ten for word, ten in found.items()
                      if 20 <= ten < 100 and word.endswith("ig") and "und" not in word} | {
                f"{unit}hundert": value * 100, f"{unit}tausend": value * 1000, f"{unit}mal": value}
    if language == "it":
        tens = {word: value for word, value in found.items() if value in range(20, 100, 10) and word[-1] in "ia"}
        for word, ten in tens.items():
            found |= {(word[:-1] if unit in ("uno", "otto") else word) + unit: ten + value for value, unit in
                      enumerate(["uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"], 1)}
    return found


def tells(language: str, view: View, least: float = 2) -> bool:
    """Whether ``written`` may find a word in a text that stands for ``least`` or more."""
    return not _telling(language, least).isdisjoint(view.chars if language == "zh" else view.vocabulary)


@cache
def _telling(language: str, least: float) -> frozenset[str]:
    han = _HAN_DIGITS | _HAN_PLACES if language == "zh" else {}
    spoken = {**words(language), **_MAGNITUDES.get(language, {}), **han}
    return frozenset(word for word, value in spoken.items() if value >= least)


@cache
def cardinals(language: str) -> frozenset[str]:
    """The words for two to ninety-nine that count and mean nothing else, and what joins them."""
    rows = [row.split() for row in _WORDS.get(language, "").split(";")]
    plain = {row[1]: int(row[0]) for row in rows if row and 1 < int(row[0]) < 100}
    made = {word: value for word, value in words(language).items() if value > 20 and value < 100 and value % 10}
    return frozenset((plain.keys() - {"score"}) | made.keys() | _JOINTS | {"duas", "one"})


def _spoken(word: str, language: str, known: Mapping[str, int]) -> int | None:
    """The value of a word for a number, small letters, or None."""
    value = known.get(word)
    if value is None and (compound := COMPOUNDS.get(language)):
        return compound(word)
    return value


def digits(text: str, locale: str) -> list[Number]:
    """The numbers in figures, with the words for millions after them."""
    language = locales.language(locale)
    found = []
    done = 0
    for match in _NUMBER.finditer(text):
        if match.start() < done:
            continue
        raw = match[0]
        end = match.end()
        values = _values(_latin(raw), locale)
        factor, after = _magnitude(text, match.start(), end, language)
        if factor == 1 and language == "en" and (short := _SHORT.match(text, end)):    # metres or millions
            values |= {round(value * _MAGNITUDES["en"][short[0]], 6) for value in values}
        if factor == 1e3 and (rest := _REST.match(text, after)):         # 5 mil 352
            found.append(Number(Span(match.start(), rest.end()), text[match.start():rest.end()], frozenset(
                value * factor + int(rest[1]) for value in values)))
            done = rest.end()
            continue
        if half := _AND_HALF.match(text, after):                         # 7 millones y medio
            found.append(Number(Span(match.start(), half.end()), raw, frozenset(
                round(value * factor + factor / 2, 6) for value in values), False, factor))
            continue
        if factor != 1:
            values = frozenset(chain(values, (round(value * factor, 6) for value in values))) if factor == 1e3 \
                else frozenset(round(value * factor, 6) for value in values)
        found.append(Number(Span(match.start(), after), raw, values, False, factor))
    return found


def _latin(raw: str) -> str:
    return raw if raw.isascii() else "".join(str(digit(one)) if one.isdigit() else one for one in raw)


def _values(raw: str, locale: str) -> frozenset[float]:
    if raw.isdigit():
        return frozenset((float(raw[:300]),))
    symbols = locales.symbols(locale)
    groups = _SPLIT.split(raw)
    marks = [mark for mark in raw if not mark.isdigit()]
    found: set[float] = set()
    grouped = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if grouped and len(set(marks)) == 1:
        found.add(float("".join(groups)[:300]))
    if len(marks) == 1 and marks[0] in ".,٫":
        if not (grouped and marks[0] == symbols.group):
            found.add(float(f"{groups[0][:150]}.{groups[1][:150]}"))
    elif len(marks) > 1 and marks[-1] != marks[0] and all(len(group) == 3 for group in groups[1:-1]):
        found.add(float(f"{''.join(groups[:-1])[:150]}.{groups[-1][:150]}"))
    return frozenset(found)


def _magnitude(text: str, start: int, end: int, language: str) -> tuple[float, int]:
    """(factor, where its words end) of the words for thousands and millions right after a number."""
    known = _MAGNITUDES.get(language, {})
    factor, at = 1.0, end
    if language == "es" and (several := _SEVERAL.match(text, end)):
        return 1e9, several.end()
    if language == "zh":
        while (one := text[at:at + 1]) in known and one:
            factor *= known[one]
            at += 1
        return factor, at
    for _ in range(2):
        word = _LETTERS.match(text, at + (text[at:at + 1] in ("-", " ", "\u00a0", "\u202f")))
        if word is None or word[0].lower() not in known:
            break
        if word.start() == at and len(word[0]) > 3:
            break
        if len(word[0]) == 1 and not _MONEY_AFTER.match(text, word.end()) and (
                word.start() != at or not _MONEY.search(text, max(0, start - 2), start)):
            break                                       # “5 m” are metres and “4M” is a name, “£5m” are millions
        factor *= known[word[0].lower()]
        at = word.end()
    return factor, at


def parts(raw: str) -> frozenset[float]:
    """Each run of digits by itself: what dates, times, scores and versions consist of."""
    return frozenset(float(run[:300]) for run in _SPLIT.split(_latin(raw)) if run)


def clocks(text: str, found: Sequence[Number]) -> list[Number]:
    """The numbers with each hour and its minutes joined into one: 19 and 45 of “19:45”, “19 h 45” and “19 e 45”."""
    joined: list[Number] = []
    for one in found:
        last = joined[-1] if joined else None
        if last is not None and one.raw.isdigit() and last.raw.isdigit() and len(one.raw) == 2 and int(one.raw) < 60 \
                and len(last.raw) < 3 and int(last.raw) <= 24 and text[last.span.start - 1:last.span.start] != ":" \
                and _CLOCK.fullmatch(text, last.span.end, one.span.start):
            joined[-1] = Number(Span(last.span.start, one.span.end), f"{last.raw}:{one.raw}",
                                frozenset((int(last.raw) + int(one.raw) / 100,)))
        else:
            joined.append(one)
    return joined


def written(text: str, language: str) -> list[Number]:
    """The numbers that are written out, composed ones (twenty-one, doscientos tres) as one."""
    if language == "zh":
        return list(_han(text))
    known = words(language)
    if not known:
        return []
    factors = _MAGNITUDES.get(language, {})
    found: list[Number] = []
    group: list[tuple[int, int, str]] = []
    between = ""
    for match in _LETTERS.finditer(text):
        word = match[0].lower()
        value = _spoken(word, language, known)
        if value is None and not group and word not in factors:
            continue
        if group:
            between = text[group[-1][1]:match.start()]
        if value is not None and (not group or between in (" ", "-", "\u00a0", "‑")):
            group.append((match.start(), match.end(), word))
            continue
        if group and word in _JOINTS and between in (" ", "\u00a0", "-"):
            group.append((match.start(), match.end(), word))
            continue
        if group:
            found += _compose(group, language, known)
        group = [(match.start(), match.end(), word)] if value is not None else []
        if value is None and word in factors:
            if half := _HALF_OF.search(text, max(0, match.start() - 8), match.start()):         # half a million
                found.append(Number(Span(half.start(), match.end()), "", frozenset((factors[word] / 2,)), True))
            else:
                found.append(Number(Span(match.start(), match.end()), match[0], frozenset((factors[word],)), True,
                                    factors[word]))
    if group:
        found += _compose(group, language, known)
    return found


def _compose(group: list[tuple[int, int, str]], language: str, known: Mapping[str, int]) -> Iterator[Number]:
    """The values that a run of number words can have together, and each word by itself."""
    while group and group[-1][2] in _JOINTS:
        group = group[:-1]
    spoken = [(start, end, value) for start, end, word in group
              if (value := _spoken(word, language, known)) is not None]
    if not spoken:
        return
    whole = current = 0
    added = True
    for _, _, value in spoken[:40]:
        if value == 1000:
            whole += max(current, 1) * 1000
            current = 0
        elif value == 100:
            current = (current or 1) * 100 if current < 10 else current + 100
        elif value == 20 and current == 4:      # quatre-vingts
            current = 80
        else:
            added &= not current or (current % 10 == 0 and value < current)
            current += value
    total = float(min(whole + current, 10**300))
    values = {*([total] if added else []), *(float(value) for _, _, value in spoken)}
    if 1 < len(spoken) < 4 and 10 <= spoken[0][2] < 100:
        rest = sum(value for _, _, value in spoken[1:])
        if 0 < rest < 100:
            values.add(float(spoken[0][2] * 100 + rest))        # nineteen eighty, seventeen thirty-two
    yield Number(Span(spoken[0][0], spoken[-1][1]), "", frozenset(values), True)


def _han(text: str) -> Iterator[Number]:
    factors = _MAGNITUDES["zh"]
    for match in _HAN.finditer(text):
        value, current = 0, 0
        digitwise = len(match[0]) > 1 and all(one in _HAN_DIGITS for one in match[0])
        for one in match[0]:
            if one in _HAN_DIGITS:
                current = current * 10 + _HAN_DIGITS[one] if digitwise else _HAN_DIGITS[one]
            else:
                value += (current or 1) * _HAN_PLACES[one]
                current = 0
        total = float(min(value + current, 10**300))
        factor, after = _magnitude(text, match.start(), match.end(), "zh")
        yield Number(Span(match.start(), after), match[0], frozenset((total * factor, total)) if factor != 1 else
                     frozenset((total,)), True, factor if factor in factors.values() else 1.0)


def months(text: str, locale: str) -> list[float]:
    """The numbers of the months that a text names, which other languages write in figures."""
    small = text.lower()
    return [float(number) for number, forms in enumerate(locales.months(locale), 1)
            if any(form in small or form[:3] in small for form in forms)]


def roman(text: str) -> frozenset[float]:
    """The values of Roman numerals: the centuries and popes of many languages."""
    found = set()
    for match in _ROMAN.finditer(text):
        letters = match[1]
        if letters:
            total = 0
            for one, following in zip(letters, [*letters[1:], "I"], strict=True):
                value = _ROMAN_VALUES[one]
                total += -value if value < _ROMAN_VALUES[following] else value
            found.add(float(total))
    return frozenset(found)
