"""The words that rules about meaning know: negations, words that hide one, and the small words of each language."""

from __future__ import annotations

import re
from functools import cache

STRONG: dict[str, str] = {
    "en": r"(?:not|never|cannot|nobody|nowhere|neither|none|nothing|without|no)|[^\W\d_]+n't",
}
"""English words that say no, whatever stands around them."""

NEGATIVE: dict[str, str] = {
    "es": r"no|nunca|jamás|nadie|nada|ningun[oa]s?|ningún|ni|tampoco|sin|nulo|nula",
    "fr": r"ne|n'|pas|jamais|rien|personne|aucun(?:e|s|es)?|ni|non|sans|guère|nul(?:le|s|les)?|plus|point|que",
    "de": r"nicht|nichts|nie|niemals|niemand(?:en|em)?|kein(?:e|en|em|er|es|s)?|nirgends|nirgendwo|weder|ohne|nein|"
          r"keinesfalls|keineswegs|keinerlei|nimmer",
    "pt": r"não|nunca|jamais|ninguém|nada|nenhum(?:a|as|ns)?|nem|tampouco|sem|nulo",
    "it": r"non|mai|niente|nulla|nessun(?:o|a)?|né|neppure|nemmeno|neanche|senza|no|nessun'|manco",
    "ar": r"لا|لم|لن|ليس|ليست|ليسوا|غير|دون|بدون|بلا|ما|عدم|ولا|ولم|ولن|وليس|فلا|فلم|لست|لسنا|أبدا|أبداً|أي|كلا|بلا"
          r"|إلا",
}
"""Words of the translation that say no."""

HIDDEN: dict[str, str] = {
    "en": r"un\w{3,}|in\w{4,}|im\w{4,}|ir\w{4,}|il\w{4,}|dis\w{3,}|mis\w{4,}|non\w*|\w+less(?:ly)?|few|little|hardly"
          r"|barely|"
          r"scarcely|rarely|seldom|only|until|till|unless|fail\w*|refus\w*|den(?:y|ies|ied|ying)|avoid\w*|lack\w*"
          r"|stop\w*|prevent\w*|"
          r"than|but|except|before|too|instead|rather|neither|nor|beyond|against|yet|ceas\w*|absen\w*|ban\w*|"
          r"forbid\w*|forbade|prohibit\w*|free|far|however|nevertheless|nonetheless|still|despite|although|though|"
          r"otherwise|any\w*|least|just|miss\w*|reject\w*|ignor\w*|doubt\w*|zero|ever|ex\w{3,}|out|away|gone|over|no|"
          r"forget\w*|whether|even|left|last|stay\w*|keep\w*|kept|remain\w*|neglect\w*|regardless|right|isn|wrong|nor"
          r"|abort\w*|"
          r"resist\w*|oppos\w*|poor\w*|short|quit\w*|also|either|while|whereas|hate\w*|dislik\w*|lest|alone|other"
          r"|else|stranger|"
          r"ruled?|depriv\w*|vain|lose|lost|losing|never|nobody|nothing|anti\w*|contrary|mind|matter|different\w*"
          r"|differ\w*|"
          r"escap\w*|overlook\w*|broken|broke|dead|strangers?|as|rid|without|all|unable|withhold\w*|block\w*|hold"
          r"|held|don|"
          r"excluding|exclude\w*|minus|don't|bad|worse|hard|difficult\w*|beware|sick|tired|enough|barr?\w*|omit\w*"
          r"|exempt\w*",
    "es": r"in\w{4,}|im\w{4,}|ir\w{4,}|des\w{3,}|dis\w{4,}|mal\w{3,}|anti\w+|neg\w+|nieg\w+|evit\w+|falt\w+|carec\w+"
          r"|carenc\w+|poc[oa]s?|"
          r"apenas|salvo|excepto|contra\w*|vez|lugar|menos|imposible|dej\w+|rechaz\w+|impid\w+|imped\w+|difícil\w*|"
          r"ausen\w+|prohib\w+|prohíb\w+|raramente|lejos|cuidado|verdad|abst\w+|ajen\w+|fuera|exent\w+|libr\w+|"
          r"aparte|solo|sólo|únicamente|desapar\w+|fracas\w+|ignor\w+|desconoc\w+|solamente|además|sino|más|todavía|"
          r"quit\w+|perd\w+|pierd\w+|olvid\w+|escas\w+|dud\w+|contrario|parec\w*|acaso|cualquiera|mejor|peor|aún"
          r"|pendient\w+|"
          r"hasta|antes|qué|cuánt\w+|igual\w*|cansad\w+|difer\w+|distint\w+|rara|raro|pobre\w*|detest\w+|odi\w+",
    "fr": r"in\w{4,}|im\w{4,}|ir\w{4,}|dé\w{4,}|dés\w{3,}|mal\w{3,}|refus\w+|évit\w+|manqu\w+|peu|sauf|excepté|contre|"
          r"lieu|moins|impossible|cess\w+|rejet\w+|empêch\w+|absen\w+|interdi\w+|rarement|loin|hors|seulement|nie\w*|"
          r"ignor\w+|dout\w+|perd\w+|oubli\w+|échou\w+|difficile\w*|jusqu'|avant|encore|plutôt|autrement|outre",
    "de": r"un\w{3,}|miss\w{3,}|ver\w{4,}|los|\w+los(?:e|en|er|es|em)?|wenig\w*|kaum|außer|gegen|statt|anstatt"
          r"|ab\w{4,}|weiger\w+|fehl\w+|"
          r"mangel\w*|selten|erst|nur|bevor|sondern|noch|frei|\w+frei\w*|unmöglich|schwer\w*|fern|vergess\w+"
          r"|verlor\w+|ausge\w+|"
          r"aus|halt\w+|hört\w*|entgeh\w+|lieber|egal|schlecht\w*",
    "pt": r"in\w{4,}|im\w{4,}|ir\w{4,}|des\w{3,}|mal\w{3,}|neg\w+|evit\w+|falt\w+|carec\w+|pouc[oa]s?|apenas|salvo|"
          r"exceto|contra\w*|vez|lugar|menos|impossível|deix\w+|recus\w+|rejeit\w+|imped\w+|difícil\w*|ausên\w+|"
          r"proib\w+|raramente|longe|fora|só|somente|além|sequer|perd\w+|esque\w+|duvid\w+|ainda|até|antes",
    "it": r"in\w{4,}|im\w{4,}|ir\w{4,}|dis\w{3,}|s\w{5,}|neg\w+|evit\w+|manc\w+|poc[oahi]+|appena|salvo|tranne|contro|"
          r"invece|meno|impossibil\w+|rifiut\w+|imped\w+|difficil\w+|assen\w+|vieta\w+|raramente|lontano|fuori|solo|"
          r"soltanto|oltre|perd\w+|perso|dimentic\w+|dubit\w+|ancora|fino|prima|senza",
    "ar": r"",
}
"""Words that can say no in another way, or that stand where one language has a negation and the other has none."""

_HARMLESS_EN = re.compile(
    r"\bnot (?:only|just|merely|simply|least|to mention|until|unlike|without|yet|so much|all|every\w*|necessarily)\b"
    r"|\bno (?:doubt|longer|matter|sooner|one knows|less|more|wonder|later|fewer|better|greater|bigger|other"
    r"|exception)\b"
    r"|\b(?:why|how)(?: \w+)? (?:not|don't|doesn't|didn't|can't|won't)\b|\bwhy not\b|\bwhether or not\b|\bor not\b"
    r"|\b\w+n't (?:i|you|he|she|it|we|they|there|this|that)\b|\bcan(?:not|'t) (?:help|wait|but|stand|afford)\b"
    r"|\bcouldn't (?:help|agree|be)\b"
    r"|\bdon't (?:forget|hesitate|mind|worry|care)\b|\bnever mind\b|\bnothing (?:but|more|less)\b|\bnone other\b"
    r"|\bif not\b|\bnot (?:a|one|the) (?:few|single|least)\b|\bnot that\b|\bno\.? ?\d|\bnor\b|\bwithout (?:fail|a "
    r"doubt|doubt)\b"
    r"|\bnot (?:\w+ )?(?:but|so|long|far|very|too|quite|really|much|many|always|enough|even)\b|\bno,|^no\b|\bno "
    r"(?:way|idea|use|point|need|matter)\b"
    r"|\bhaven't\b.{0,200}\byet\b|\bwithout\b|\bneither\b|\bnone\b|\bnothing\b|\bnobody\b|\bnowhere\b|\bnever\b.{0,200}\bagain\b"
    r"|\bnot .{0,40}\b(?:but|until|unless|except|other than|before)\b|\bnever .{0,40}\b(?:but|until|before|without"
    r"|except)\b"
    r"|\bno .{0,30}\b(?:but|without|other than|until|except)\b")
_HARMLESS: dict[str, re.Pattern[str]] = {
    "es": re.compile(r"\bno \w+(?:[ai]d[oa]s?|bles?|iv[oa]s?)\b|\bno (?:obstante|sólo|solo|solamente|únicamente|más "
                     r"que|menos|bien|mucho|tan|muy|del todo|cabe|hay (?:que olvidar|duda)|hace|dej\w+|"
                     r"tard\w+|falt\w+|poc[oa]s?|siempre|todo\w*|sea|sino|vaya)\b|¿no\b|,? ¿?no\?|"
                     r"\b(?:por|cómo) qué no\b|\bcómo no\b|\bcasi no\b|\bsi no\b|\bhasta que no\b|\bque no\b|\by no\b"
                     r"|\bo no\b|\bno\b.{0,200}\b(?:sino|hasta|más que|salvo|excepto)\b|"
                     r"^no[,.;:]|\bno[,.;:]|\bno,"),
    "fr": re.compile(r"\bne\b(?!.{0,200}\b(?:pas|jamais|rien|aucune?)\b)|\bnon seulement\b|\bn'est-ce pas\b|\bpas "
                     r"(?:seulement|mal|"
                     r"moins|tous|tout)\b|\bpourquoi pas\b|\bsinon\b|\bne\b.{0,40}\bque\b|\bpas (?:très|si|trop"
                     r"|encore)\b|\bou pas\b"),
    "de": re.compile(r"\bnicht (?:nur|zuletzt|zu|mehr|sehr|so|selten|immer|alle|ganz|wahr|weniger|unbedingt)\b|\boder "
                     r"nicht\b|\bnicht\?|\bwarum nicht\b|"
                     r"\bnicht\b.{0,200}\bsondern\b|\bwenn nicht\b|\bkein (?:wunder|geringerer)\b|^nein\b"),
    "pt": re.compile(r"\bnão (?:só|apenas|somente|obstante|menos|mais|muito|tão|é\?|tanto|raro)\b|\bnão\?|\bse não\b"
                     r"|\bpor que não\b|"
                     r"\bou não\b|^não[,.]|\bnão\b.{0,200}\b(?:mas|senão|até|exceto)\b|\bnão,"),
    "it": re.compile(r"\bnon (?:solo|soltanto|appena|molto|più|meno|tanto|così|tutt[ioae])\b|\bse non\b|\bperché "
                     r"non\b|\bo no\b|\bfinché non\b|"
                     r"^no\b|\bno\?|\bnon\b.{0,200}\b(?:ma|bensì|che)\b"),
}

SMALL: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in {
    "en": "the of and to in is that it was for on are as with his they at be this have from or had by but what were we "
          "there been their which she he has will would about would should could not you an if who when said more",
    "es": "a mi no si tu yo él me te hay voy el la los las de y que en un una se por con para es del al lo como más "
          "pero sus le ya o fue este ha sí porque "
          "esta son entre cuando muy sobre también hasta hay donde desde todo nos durante",
    "fr": "le la les de d l n s je tu on où si y des et à un une est que qui dans pour sur pas plus par au ne se ce "
          "il sont avec du aux cette ses mais "
          "être ont elle nous vous leur été deux même aussi",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er "
          "hat "
          "dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor",
    "pt": "o a os as de e que em um uma se por com para é do da dos das no na ao não mais mas seu sua foi como ou ser "
          "são "
          "pelo pela também já até quando muito nos entre",
    "it": "il la i gli le di e che in un una si per con è del della dei delle al non più ma sono come da anche alla "
          "nel "
          "nella ha suo sua o questo dal dalla essere ai",
}.items()}


NO = frozenset(re.findall(r"[a-z]+", STRONG["en"].partition(")")[0]))
"""The words among ``STRONG``."""


@cache
def foreign(language: str) -> tuple[frozenset[str], ...]:
    """For every other language, its small words that ``language`` does not have."""
    own = SMALL.get(language, frozenset())
    return tuple(words - own for other, words in SMALL.items() if other != language)


@cache
def negations(language: str) -> re.Pattern[str] | None:
    """What says no in a translation; None where the language is not known."""
    if language == "zh":
        return re.compile("[不沒没無无未非別别莫勿毋否]|並非")
    if language in ("en", ""):
        return re.compile(rf"(?<![^\W\d_])(?:{STRONG['en']})(?![^\W\d_])") if language else None
    words = NEGATIVE.get(language)
    return re.compile(rf"(?<![^\W\d_'])(?:{words})(?![^\W\d_])") if words else None


@cache
def hidden(language: str) -> re.Pattern[str] | None:
    """What can stand for a negation."""
    words = HIDDEN.get(language, "").replace(r"\w", r"[^\W\d_]")
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])") if words else None


def without_harmless(text: str, language: str) -> str:
    """The text without the phrases whose negation other languages say without one."""
    pattern = _HARMLESS_EN if language == "en" else _HARMLESS.get(language)
    return pattern.sub(" ", text) if pattern else text
