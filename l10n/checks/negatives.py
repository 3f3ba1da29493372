"""The words that say no, those that can hide it, and phrases whose “not” other languages say without one."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

STRONG: dict[str, str] = {
    "en": r"(?:not|never|cannot|nobody|nowhere|neither|none|nothing|without|no)|[^\W\d_]+n't",
}
"""English words that say no, whatever stands around them."""

NEGATIVE: dict[str, str] = {
    "es": r"no|nunca|jamás|nadie|nada|ningun[oa]s?|ningún|ni|tampoco|sin|nulo|nula",
    "fr": r"ne|pas|jamais|rien|aucun(?:e|s|es)?|ni|non|sans|guère|nul(?:le|s|les)?",
    "de": r"nicht|nichts|nie|niemals|niemand(?:en|em)?|kein(?:e|en|em|er|es|s)?|nirgends|nirgendwo|weder|ohne|nein|"
          r"keinesfalls|keineswegs|keinerlei|nimmer",
    "pt": r"não|nunca|jamais|ninguém|nada|nenhum(?:a|as|ns)?|nem|tampouco|sem|nulo",
    "it": r"non|mai|niente|nulla|nessun(?:o|a)?|né|neppure|nemmeno|neanche|senza|no|nessun'|manco",
    "ar": r"لا|لم|لن|ليس|ليست|ليسوا|غير|دون|بدون|بلا|ما|عدم|ولا|ولم|ولن|وليس|فلا|فلم|لست|لسنا|أبدا|أبداً|أي|كلا|بلا"
          r"|إلا",
}
"""Words of the translation that say no."""

HIDDEN: dict[str, str] = {
    "en": r"un(?!til|der|ion|it|ivers|iq|cles?\b|es|icef|employ)\w{3,}|in(?:ab|accur|act|adeq|adm|appro|capa|"
          r"coher|compa|compl|concl|conven|corr|cred|curab|defin|dign|eff|elig|equal|escap|exact|excus|exhaust|"
          r"finit|flex|freq|hum|just|numer|oper|sec|sens|separ|signif|solv|stab|suff|tang|toler|val|vis)\w*|"
          r"im(?:poss|prob|precis|patien|perf|mob|mat|mor|pract|prop)\w*|ir(?:reg|rel|resp|rev|recon)\w*|"
          r"il(?:leg|log|lit|lic)\w*|dis(?:agree|appear|approv|believ|comfort|content|courag|honest|like|obey|"
          r"qualif|regard|respect|satisf|trust|ab|allow|continu|interest|credit)\w*|asym\w*|mis(?:understand|us|"
          r"lead)\w*|non\w*|\w{3,}less(?:ly)?|little|hardly|barely|scarcely|rarely|seldom|until|till|unless|"
          r"fail\w*|refus\w*|declin(?:e|es|ed)|waiv\w*|den(?:y|ies|ied|ying)|avoid\w*|lack\w*|stop(?:s|ped)?|"
          r"prevent(?:s|ed)?|except|neither|nor|against|yet|ceas\w*|absen\w*|ban(?:s|ned|ning)?|forbid\w*|"
          r"forbade|prohibit\w*|free|far from|nevertheless|nonetheless|still|reject\w*|ignor\w*|zero|ever|gone|"
          r"no|forget\w*|whether|stay(?:s|ed)?|kept|neglect\w*|regardless|isn|abort\w*|resist|oppos(?:e|es|ed)|"
          r"poor(?:ly)?|quit|either|hate|lest|else|depriv\w*|never|nobody|nothing|contrary|escap\w*|overlook\w*|"
          r"rid|without|withhold\w*|don|exclud\w*|minus|beware|barred|omit\w*|exempt\w*|out of|cleared|robs?|"
          r"all but|too|surpris\w*|nope|nah|dont|wont|cant|didnt|doesnt|isnt|wasnt|arent|at the most|maxim\w*|"
          r"suck\w*|terribl\w*|notic(?:e|es|ed|ing)|as far as|short of|infring\w*|violat\w*|breach\w*|conflicts?",
    "es": r"in(?:capa|capac|compl|compat|conven|correct|cre[íi]b|cumpl|defin|deseab|dign|efic|estab|exist|exact|"
          r"fel[iz]|frecu|hum|just|neces|olvid|oper|segur|sensib|signific|sufici|toler|usual|útil|váli|visib|"
          r"viab|volunt|comunic|diger|mun)\w*|im(?:pos|prob|prec|perfec|prop|pop)\w*|irr?(?:eg|eal|esp|ev)\w*|"
          r"ilegal\w*|des(?:acuer|conoc|aprob|apar|cart|confi|cuid|agrad|leal|obed|ment|prov|prop|ocup)\w*|"
          r"dis(?:conf|gust)\w*|mal\w{3,}|neg\w+|nieg\w+|evit\w+|falt\w+|carec\w+|carenc\w+|poc[oa]s?|apenas|"
          r"salvo|excepto|menos|dej\w+ de|rechaz\w+|impid\w+|imped\w+|difícil\w*|ausen\w+|"
          r"prohib\w+|prohíb\w+|raramente|rar[oa] vez|lejos|abst\w+|ajen\w+|exent\w+|libr\w+|únicamente|sino|"
          r"fracas\w+|ignor\w+|quit\w+|olvid\w+|escas\w+|dud\w+|acaso|pendient\w+|cualquiera|en vez|"
          r"en lugar|odi\w+|detest\w+|en blanco",
    "fr": r"in(?:cap|compl|compat|correct|croy|certain|conn|conv|défin|désir|exact|exist|fréq|humain|inter|just|"
          r"nécess|oubli|opér|satisf|sens|signif|stab|suff|soup|tol|util|valid|vis|vol)\w*|im(?:poss|prob|préc|"
          r"parf|prop|pop|mang)\w*|irr\w{3,}|illég\w*|dé(?:cline|daign|favor|nu|plai|pourv|sintér)\w*|"
          r"dés(?:accord|agr|avant|obé|ordre)\w*|mal\w{3,}|refus\w+|évit\w+|manqu\w+|peu|sauf|excepté|au lieu|"
          r"moins|cess\w+|rejet\w+|empêch\w+|absen\w+|interdi\w+|rarement|loin|hors|nie\w*|ignor\w+|dout\w+|"
          r"oubli\w+|échou\w+|difficile\w*|jusqu'|plutôt|autrement|anonym\w+|écart\w+|faute",
    "de": r"un(?!d|s|ser\w*|ter\w*|ion\w*|i\w*|gefähr|gar\w*)\w{3,}|miss(?:acht|all|bill|fall|glück|trau|"
          r"verst)\w*|ver(?:bot|biet|gess|hinder|mied|meid|miss|neint?|pass|säum|sag|weiger|zicht)\w*|"
          r"\w+los(?:e|en|er|es|em)?|wenig\w*|kaum|außer|statt|anstatt|ab(?:gelehnt|lehn|wesen|gesehen|"
          r"streit)\w*|weiger\w+|fehl\w+|mangel\w*|selten|sondern|\w+frei(?:e[nmrs]?)?|"
          r"schwer(?:lich)?|fern|verlor\w+|ausgeschloss\w+|entgeh\w+|lieber|egal|schlecht\w*|halt|gegen|"
          r"nichtsdesto\w+|nirgen\w+|inkompatib\w*|inaktiv\w*|inakzeptab\w*|instabil\w*|illegal\w*|aufhör\w+|"
          r"unterlass\w+|verzicht\w+|streitet|leugn\w+|dementier\w+|drück\w+|gedrückt|davonge\w+|scheut\w*|"
          r"vergebens|desinteress\w*|hüten",
    "pt": r"in(?:capa|compl|compat|conven|corret|crív|cert|defin|desej|dign|efic|está|exist|exat|fel|freq|hum|"
          r"just|neces|oper|segur|sens|signif|sufic|toler|útil|váli|vis|viáv|vol|comum)\w*|im(?:poss|prob|prec|"
          r"perf|pró|prop|pop)\w*|irr\w{3,}|ilegal\w*|des(?:acord|conh|aprov|apar|cart|conf|cuid|agrad|leal|"
          r"obed|emp|prop|prov|necess)\w*|mal\w{3,}|neg\w+|evit\w+|falt\w+|carec\w+|pouc[oa]s?|salvo|exceto|"
          r"contra|contrári\w+|menos|deix\w+ de|recus\w+|rejeit\w+|imped\w+|difícil\w*|ausên\w+|proib\w+|"
          r"raramente|longe|sequer|esque\w+|duvid\w+|em vez|em lugar|ao invés|livr\w+",
    "it": r"in(?:cap|compl|compat|corrett|cred|cert|consu|def|desid|degn|effic|esist|esatt|fel|freq|gius|op|san|"
          r"sens|sicur|signif|suff|sost|toll|utile|util|val|vis|vol|dimentic)\w*|im(?:poss|prob|prec|perf|prop|"
          r"pop|ped)\w*|irr\w{3,}|illeg\w*|dis(?:accord|appr|attes|occup|obb|piac|pia|onest|interess|un)\w*|"
          r"s(?:conosciut|fiduci|fortun|content|favorevol|provvist|gradit|corrett|comod|lega|legat)\w*|neg(?:a|"
          r"ato|ano|ava|ò|are|ativ\w+)|evit\w+|manc\w+|poc[oahi]+|salvo|tranne|contro|invece|meno|rifiut\w+|"
          r"difficil\w+|assen\w+|vieta\w+|raramente|lontano|fuori|dimentic\w+|dubit\w+|ancora|perd\w+|perso|"
          r"perdita|disinstall\w*|disattiv\w*",
    "ar": r"",
}
"""Words that can say no in another way, or that stand where one language has a negation and the other has none: those
that do so clearly more often than by chance in 15,000 sentences of human translation."""

_ANSWERED = (
    r"less|fewer|little|few|hardly|barely|scarcely|rarely|seldom|except|far from|instead|absen\w+|"
    r"(?:abandon|avoid|bann|ceas|declin|den[iy]|doubt|exclud|fail|forb[ai]d|forg[eo]t|ignor|lack|miss|neglect|oppos|"
    r"prevent|prohibit|refus|reject|stopp?)(?:e?d|e?s|ing|ten|den|ure|al|ion)?|"
    r"un(?:able|aware|certain|clear|comfort|common|employ|fair|fortun|known|lawful|likely|necess|pleasant|safe|stable|"
    r"success|usual|willing)\w*|in(?:abil|capab|complet|correct|depend|just|secur|suffic|valid|visib)\w*|"
    r"im(?:possib|perfect|proper)\w*|ir(?:regul|relev|respons)\w*|illegal\w*|dis(?:agree|appear|honest|satisf|trust)\w*|"
    r"\w{3,}less(?:ly)?|difficult\w*")
"""English words that a translation answers with one of its hidden negations as a rule."""

_HARMLESS_EN = re.compile(
    r"\bmore often than not\b|\bnot-for-\w+|\bnot limited to\b|\bno mistaking\b|"
    r"\bno-(?!one\b)\w+|\b(?:warn|caution)(?:s|ed|ing)?\b.{0,40}\bnot to\b|"
    r"\bnot (?:only|just|merely|simply|least|to mention|until|unlike|without|long|even|quite|to say|so far|that|a "
    r"few|the least)\b"
    r"|\bnot (?:\w+ ){0,9}(?:but|until)\b|\bgo so far\b|\bso many not\b"
    r"|\bno (?:doubt|matter|more|less|later|sooner|question|wonder|fewer|other|one knows|exception|way|idea|use"
    r"|point)\b"
    r"|\bno\.? ?\d|^no\b|\bno,"
    r"|\b(?:why|how)(?: \w+)? (?:not|don't|doesn't|didn't|can't|won't)\b|\b(?:whether )?or not\b|\bif not\b"
    r"|\b\w+n't (?:i|you|he|she|it|we|they|there|this|that)\b|\bcan(?:not|'t) (?:help|wait|but|stand|afford)\b"
    r"|\bcouldn't (?:help|agree|be)\b|\bdon't (?:forget|hesitate|mind|worry|care)\b|\bnever mind\b"
    r"|\bnothing (?:but|more|less|new|if|to do)\b|\bnone other\b|\bwithout (?:fail|(?:a |any )?doubts?)\b"
    r"|\bdo(?:ing)? without\b")
_HARMLESS: dict[str, re.Pattern[str]] = {
    "es": re.compile(r"\bno pued\w+ por menos\b|\bno obstante\b|\bmal no recuerd\w+|\bno recuerd\w+ mal\b|"
                     r"\bno \w+(?:[ai]d[oa]s?|bles?|iv[oa]s?)\b|\bno (?:obstante|sólo|solo|solamente|únicamente|más "
                     r"que|menos|bien|mucho|tan|muy|del todo|cabe|hay (?:que olvidar|duda)|hace|dej\w+|"
                     r"tard\w+|falt\w+|poc[oa]s?|siempre|todo\w*|sea|sino|vaya)\b|¿no\b|,? ¿?no\?|"
                     r"\b(?:por|cómo) qué no\b|\bcómo no\b|\bcasi no\b|\bsi no\b|\bhasta que no\b"
                     r"|\bo no\b|\bno\b.{0,200}\b(?:sino|hasta|más que|salvo|excepto)\b|"
                     r"^no[,.;:]|\bno[,.;:]|\bno,"),
    "fr": re.compile(r"\bnon[ -](?=\w)|\b(?:le|un|ce|au|petits?|premiers?|grands?|chaque|faux) pas\b|\bpu s'empêcher\b"
                     r"|\bne\b(?!.{0,200}\b(?:pas|jamais|rien|aucune?)\b)|\bnon seulement\b|\bn'est-ce pas\b|\bpas "
                     r"(?:seulement|mal|"
                     r"moins|tous|tout)\b|\bpourquoi pas\b|\bsinon\b|\bne\b.{0,40}\bque\b|\bpas (?:très|si|trop"
                     r"|encore)\b|\bou pas\b"),
    "de": re.compile(r"\bnicht länger\b|"
                     r"\bnicht (?:nur|zuletzt|zu|mehr|sehr|so|selten|immer|alle|ganz|wahr|weniger|unbedingt)\b|\boder "
                     r"nicht\b|\bnicht\?|\bwarum nicht\b|"
                     r"\bnicht\b.{0,200}\bsondern\b|\bwenn nicht\b|\bkein (?:wunder|geringerer)\b|^nein\b"),
    "pt": re.compile(r"\bnão \w+(?:[ai]d[oa]s?|vel|veis|iv[oa]s?)\b|"
                     r"\bnão (?:só|apenas|somente|obstante|menos|mais|muito|tão|é\?|tanto|raro)\b|\bnão\?|\bse não\b"
                     r"|\bpor que não\b|"
                     r"\bou não\b|^não[,.]|\bnão\b.{0,200}\b(?:mas|senão|até|exceto)\b|\bnão,"),
    "it": re.compile(r"\bnon (?:solo|soltanto|appena|molto|più|meno|tanto|così|tutt[ioae])\b|\bse non\b|\bperché "
                     r"non\b|\bo no\b|\bfinché non\b|"
                     r"^no\b|\bno\?|\bnon\b.{0,200}\b(?:ma|bensì|che)\b"),
}

NO = frozenset(re.findall(r"[a-z]+", STRONG["en"].partition(")")[0]))
"""The words among ``STRONG``."""


def fast(words: Collection[str]) -> re.Pattern[str]:
    """An expression for words between what are no letters that begins with a letter, which is found many times
    faster."""
    return re.compile("|".join(rf"{word[0]}(?<![^\W\d_].){word[1:]}(?![^\W\d_])" for word in sorted(words)))


_SAYS_NO = re.compile(rf"{fast(NO).pattern}|n't(?<=[^\W\d_]n't)(?![^\W\d_])")


def says_no(text: str) -> bool:
    """Whether ``negations("en")`` finds something in a text in small letters, told faster."""
    return _SAYS_NO.search(text) is not None


@cache
def negations(language: str) -> re.Pattern[str] | None:
    """What says no in a translation; None where the language is not known."""
    if language == "zh":
        return re.compile("[不沒没無无未非別别莫勿毋否]|並非")
    if language in ("en", ""):
        return re.compile(rf"(?<![^\W\d_])(?:{STRONG['en']})(?![^\W\d_])") if language else None
    words = NEGATIVE.get(language)
    elided = r"|(?<![^\W\d_])n'(?=[^\W\d_])" if language == "fr" else ""
    return re.compile(rf"(?<![^\W\d_'])(?:{words})(?![^\W\d_]){elided}") if words else None


@cache
def hidden(language: str) -> re.Pattern[str] | None:
    """What can stand for a negation."""
    words = HIDDEN.get(language, "").replace(r"\w", r"[^\W\d_]")
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])") if words else None


def excused(source: str, target: str, language: str) -> bool:
    """Whether more words of the translation can hide a negation than answer to words of the English source that say
    no by themselves."""
    pattern = hidden(language)
    words = pattern.findall(target) if pattern else []
    if "against" in source:
        words = [word for word in words if word not in ("contra", "contro", "gegen")]
    return bool(words) and len(words) > sum(bool(word) for word in _answering().findall(source))


@cache
def _answering() -> re.Pattern[str]:
    words, strong = (each.replace(r"\w", r"[^\W\d_]") for each in (_ANSWERED, STRONG["en"]))
    return re.compile(rf"(?<![^\W\d_])(?:(?:{strong})[ ](?:[^\W\d_]+[ ])?(?:{words})|({words}))(?![^\W\d_])")


def without_harmless(text: str, language: str) -> str:
    """The text without the phrases whose negation other languages say without one."""
    pattern = _HARMLESS_EN if language == "en" else _HARMLESS.get(language)
    return pattern.sub(" ", text) if pattern else text
