"""What people write for numbers, which CLDR's data for Babel does not have: single words, and those for millions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

_MAGNITUDES: dict[str, dict[str, float]] = {
    "en": {"thousand": 1e3, "thousands": 1e3, "million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9,
           "trillion": 1e12, "trillions": 1e12, "m": 1e6, "bn": 1e9, "mn": 1e6, "tn": 1e12},
    "es": {"mil": 1e3, "millón": 1e6, "millones": 1e6, "millardo": 1e9, "millardos": 1e9, "billón": 1e12,
           "billones": 1e12, "trillón": 1e18, "trillones": 1e18, "mill": 1e6},
    "fr": {"mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "billion": 1e12,
           "billions": 1e12, "trillion": 1e18, "trillions": 1e18, "m": 1e6, "md": 1e9, "mds": 1e9, "mrd": 1e9},
    "de": {"tausend": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6, "milliarde": 1e9, "milliarden": 1e9,
           "mrd": 1e9, "billion": 1e12, "billionen": 1e12, "trillion": 1e18, "trillionen": 1e18},
    "pt": {"mil": 1e3, "milhão": 1e6, "milhões": 1e6, "bilhão": 1e9, "bilhões": 1e9, "bilião": 1e12, "biliões": 1e12,
           "trilhão": 1e12, "trilhões": 1e12, "mi": 1e6, "bi": 1e9},
    "it": {"mila": 1e3, "milione": 1e6, "milioni": 1e6, "miliardo": 1e9, "miliardi": 1e9, "bilione": 1e12,
           "bilioni": 1e12, "mln": 1e6, "mld": 1e9},
    "ar": {"ألف": 1e3, "آلاف": 1e3, "ألفا": 1e3, "مليون": 1e6, "ملايين": 1e6, "مليار": 1e9, "مليارات": 1e9,
           "بليون": 1e9, "تريليون": 1e12},
    "zh": {"千": 1e3, "萬": 1e4, "万": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12},
}

_WORDS: dict[str, str] = {
    "en": """1 one first once; 2 two second twice both couple pair; 3 three third thrice thirds; 4 four fourth quarter
        quarters; 5 five fifth; 6 six sixth half-dozen; 7 seven seventh; 8 eight eighth; 9 nine ninth; 10 ten tenth
        decade decades; 11 eleven eleventh; 12 twelve twelfth dozen dozens noon midnight; 13 thirteen thirteenth; 14
        fourteen fourteenth fortnight; 15 fifteen fifteenth; 16 sixteen sixteenth; 17 seventeen seventeenth; 18
        eighteen eighteenth; 19 nineteen nineteenth; 20 twenty twentieth twenties score; 30 thirty thirtieth
        thirties; 40 forty fortieth forties; 50 fifty fiftieth fifties; 60 sixty sixtieth sixties; 70 seventy
        seventieth seventies; 80 eighty eightieth eighties; 90 ninety ninetieth nineties; 100 hundred hundreds
        century centuries hundredth; 1000 thousand thousands thousandth; 0 zero nil nought""",
    "es": """0 cero; 1 un,uno,una primer primero primera primeros primeras sendos; 2 dos segundo segunda segundos
        segundas ambos ambas par dúo doble bienio; 3 tres tercer tercero tercera tercio tercios trío triple trienio;
        4 cuatro cuarto cuarta cuartos cuartas cuádruple cuatrienio; 5 cinco quinto quinta quintos quintas
        quinquenio lustro; 6 seis sexto sexta sexenio; 7 siete séptimo séptima; 8 ocho octavo octava; 9 nueve noveno
        novena; 10 diez décimo décima decena decenas década décadas; 11 once undécimo undécima; 12 doce duodécimo
        docena docenas mediodía medianoche; 13 trece; 14 catorce; 15 quince quincena; 16 dieciséis; 17 diecisiete;
        18 dieciocho; 19 diecinueve; 20 veinte veintena vigésimo; 21 veintiún,veintiuno,veintiuna; 22 veintidós; 23
        veintitrés; 24 veinticuatro; 25 veinticinco; 26 veintiséis; 27 veintisiete; 28 veintiocho; 29 veintinueve;
        30 treinta treintena trigésimo; 40 cuarenta cuarentena; 50 cincuenta cincuentena; 60 sesenta; 70 setenta; 80
        ochenta; 90 noventa; 100 cien,ciento centenar centenares siglo siglos centenario; 200 doscientos,doscientas;
        300 trescientos,trescientas; 400 cuatrocientos,cuatrocientas; 500 quinientos,quinientas; 600
        seiscientos,seiscientas; 700 setecientos,setecientas; 800 ochocientos,ochocientas; 900
        novecientos,novecientas; 1000 mil miles millar millares""",
    "fr": """0 zéro; 1 un,une premier première premiers premières; 2 deux deuxième second seconde secondes seconds
        couple paire; 3 trois troisième tiers; 4 quatre quatrième quart quarts; 5 cinq cinquième quinquennat; 6 six
        sixième; 7 sept septième septennat; 8 huit huitième; 9 neuf neuvième; 10 dix dixième dizaine dizaines
        décennie décennies; 11 onze onzième; 12 douze douzième douzaine douzaines midi minuit; 13 treize treizième;
        14 quatorze quatorzième; 15 quinze quinzième quinzaine; 16 seize seizième; 20 vingt vingts vingtième
        vingtaine; 30 trente trentaine; 40 quarante quarantaine; 50 cinquante cinquantaine; 60 soixante soixantaine;
        70 septante; 80 octante huitante; 90 nonante; 100 cent cents centaine centaines siècle siècles; 1000 mille
        millier milliers""",
    "de": """0 null; 1 eins,ein,eine,einen,einem,einer eines erste erster erstes ersten ersten erstmals einmal; 2 zwei
        zweite zweiter zweites zweiten zweimal beide beiden paar; 3 drei dritte dritten drittes dritter drittel; 4
        vier vierte vierten viertel; 5 fünf fünfte fünften; 6 sechs sechste sechsten; 7 sieben siebte siebten; 8
        acht achte achten; 9 neun neunte neunten; 10 zehn zehnte zehnten jahrzehnt jahrzehnte jahrzehnten; 11 elf
        elfte elften; 12 zwölf zwölfte zwölften dutzend mittag mitternacht; 13 dreizehn dreizehnte dreizehnten; 14
        vierzehn; 15 fünfzehn; 16 sechzehn; 17 siebzehn; 18 achtzehn; 19 neunzehn; 20 zwanzig zwanziger; 30 dreißig
        dreissig dreißiger; 40 vierzig vierziger; 50 fünfzig fünfziger; 60 sechzig sechziger; 70 siebzig siebziger;
        80 achtzig achtziger; 90 neunzig neunziger; 100 hundert,einhundert hunderte hunderten jahrhundert
        jahrhunderts jahrhunderte; 1000 tausend tausende tausenden eintausend""",
    "pt": """0 zero; 1 um,uma primeiro primeira primeiros primeiras; 2 dois,duas segundo segunda segundos segundas ambos
        ambas par dupla biênio; 3 três terceiro terceira terço terços trio triênio; 4 quatro quarto quarta quartos
        quadriênio; 5 cinco quinto quinta quinquênio; 6 seis sexto sexta meia; 7 sete sétimo sétima; 8 oito oitavo
        oitava; 9 nove nono nona; 10 dez décimo décima dezena dezenas década décadas; 11 onze; 12 doze dúzia dúzias
        meio-dia; 13 treze; 14 catorze,quatorze; 15 quinze quinzena; 16 dezesseis,dezasseis; 17 dezessete,dezassete;
        18 dezoito; 19 dezenove,dezanove; 20 vinte; 30 trinta; 40 quarenta; 50 cinquenta; 60 sessenta; 70 setenta;
        80 oitenta; 90 noventa; 100 cem,cento centena centenas século séculos; 200 duzentos,duzentas; 300
        trezentos,trezentas; 400 quatrocentos,quatrocentas; 500 quinhentos,quinhentas; 600 seiscentos,seiscentas;
        700 setecentos,setecentas; 800 oitocentos,oitocentas; 900 novecentos,novecentas; 1000 mil milhar milhares""",
    "it": """0 zero; 1 un,uno,una primo prima primi prime; 2 due secondo seconda entrambi entrambe coppia biennio; 3 tre
        terzo terza terzi triennio; 4 quattro quarto quarta quarti quadriennio; 5 cinque quinto quinta quinquennio
        lustro; 6 sei sesto sesta; 7 sette settimo settima; 8 otto ottavo ottava; 9 nove nono nona; 10 dieci decimo
        decina decine decennio decenni; 11 undici; 12 dodici dozzina mezzogiorno mezzanotte; 13 tredici; 14
        quattordici; 15 quindici quindicina; 16 sedici; 17 diciassette; 18 diciotto; 19 diciannove; 20 venti
        ventina; 30 trenta trentina; 40 quaranta; 50 cinquanta; 60 sessanta; 70 settanta; 80 ottanta; 90 novanta;
        100 cento centinaio centinaia secolo secoli; 1000 mille mila migliaia""",
}
"""Language → “value cardinals others; …”."""


class Counted(NamedTuple):
    """The words for a number, small letters."""

    value: int
    cardinals: tuple[str, ...]
    """What it is when one counts, in all genders, the usual one first."""
    others: tuple[str, ...]
    """Ordinals, parts, dozens and centuries: what stands for it in other ways."""


@cache
def number_words(language: str) -> tuple[Counted, ...]:
    """The numbers that have a word of their own; none where they are not known."""
    rows = (row.split() for row in _WORDS.get(language, "").split(";") if row)
    return tuple(Counted(int(value), tuple(cardinals.split(",")), tuple(others)) for value, cardinals, *others in rows)


def magnitudes(language: str) -> Mapping[str, float]:
    """Words for thousands and millions, small letters → factor; none where they are not known.

    Spanish, French and German count by the long scale, English and Brazilian by the short one. One letter alone (5 m)
    is as often a metre.
    """
    return _MAGNITUDES.get(language, {})
