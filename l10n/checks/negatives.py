"""The words that say no, those that can hide it, and phrases whose “not” other languages say without one."""

from __future__ import annotations

import re
from functools import cache

from l10n.checks.view import whole

STRONG: dict[str, str] = {
    "en": r"(?:not|never|cannot|nobody|nowhere|neither|none|nothing|without|no)|[^\W\d_]+n['`´]t",
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
    "en": r"un(?!til|der|ion|it|ivers|iq|cles?\b|es|icef|employ|fortunately|anim|cover|doubt|equivoc|fold|"
          r"iform)-?\w{3,}|in(?:ab|access|accur|act|adeq|adm|appro|capa|coher|compa|compl|concl|conven|corr|curab|"
          r"dign|eff|elig|equal|escap|exact|excus|exhaust|finit|flex|freq|hum|just|numer|san|oper|sec|sens|separ|signif|solv|"
          r"stab|suff|tang|toler|val|vis)\w*|im(?:poss|prob|precis|patien|perf|mob|mat|mor|pract|prop)\w*|ir(?:reg|"
          r"rel|resp|rev|recon)\w*|il(?:log|lit|lic)\w*|dis(?:agree|appear|approv|believ|comfort|content|courag|"
          r"honest|like|obey|qualif|regard|respect|satisf|trust|ab|allow|continu|interest|credit)\w*|asym\w*|"
          r"mis(?:understand|us|lead)\w*|non\w*|\w{3,}less(?:ly)?|(?<!a )little|less|fewer|hardly|"
          r"barely|scarcely|rarely|seldom|unless|fail\w*|refus\w*|declin(?:es|ed)|waiv\w*|den(?:y|ies|ied|ying)|"
          r"avoid\w*|lack\w*|stop(?:s|ped)?|prevent(?:s|ed)?|except|neither|nor|yet|ceas\w*|absen\w*|bann(?:ed|ing)|"
          r"forbid\w*|forbade|prohibit\w*|free (?:of|from)|(?<=-)free|far from|nonetheless|still|reject\w*|ignor\w*|"
          r"ever|no|forget\w*|whether|stay(?:s|ed)?|neglect\w*|isn|abort\w*|resist|poor(?:ly)?|quit|lest|depriv\w*|"
          r"never|nobody|nothing|escap\w*|overlook\w*|rid|without|withhold\w*|don|exclud\w*|beware|barred|omit\w*|"
          r"exempt|out of|robs?|all but|too [^\W\d_]+ (?:[^\W\d_]+ )?(?:to|for)|(?:caution|warn)(?:s|ed|"
          r"ing)? (?:[^\W\d_]+ )?against|nope|nah|dont|wont|cant|didnt|doesnt|isnt|wasnt|arent|at the most|suck\w*|"
          r"(?:rather|other) than|instead|gone|hate[ds]?|off(?:line| duty)|far away|broken?|refut\w*|"
          r"out-of-\w+|as far as|short of|infring\w*|conflicts? with|botch\w*|notic(?:e|es|ed|ing)|"
          r"feel free|(?:left|leav(?:e|es|ing)) out|mismatch\w*|infallib\w*|bad(?:ly)?|awkward\w*|obscur\w*|"
          r"otherwise|outdated|opposed|wrong\w*|block(?:ed|s|ing)?",
    "es": r"in(?:capa|capac|compl|compat|conven|correct|cre[íi]b|cumpl|defin|deseab|dign|efic|estab|exist|exact|"
          r"fel[iz]|frecu|hum|just|neces|olvid|oper|segur|sensib|signific|sufici|toler|usual|útil|váli|visib|"
          r"viab|volunt|comunic|diger|mun)\w*|im(?:pos|prob|prec|perfec|prop|pop)\w*|irr?(?:eg|eal|esp|ev)\w*|"
          r"ilegal\w*|des(?:acuer|conoc|aprob|apar|cart|confi|cuid|agrad|leal|obed|ment|prov|prop|ocup)\w*|"
          r"dis(?:conf|gust)\w*|mal(?:entend|interpret)\w+|neg(?:a|ad[oa]s?|aba\w*|ando|ar\w*|ativ\w+|ó)|nieg\w+|"
          r"evit\w+|falt\w+|carec\w+|carenc\w+|poc[oa]s?|apenas|salvo|excepto|menos|dej\w+ de|rechaz\w+|impid\w+|"
          r"imped\w+|difícil\w*|ausen\w+|prohib\w+|prohíb\w+|raramente|rar[oa] vez|lejos|abst\w+|ajen\w+|exent\w+|"
          r"libres? de|fracas\w+|ignor\w+|quit\w+|olvid\w+|escas\w+|acaso|pendient\w+|cualquiera|en vez|en lugar|"
          r"odi\w+|detest\w+|en blanco|reci[ée]n|s[óo]lo cuando",
    "fr": r"in(?:cap|compl|compat|correct|croy|certain|conn|conv|défin|désir|exact|exist|fréq|humain|inter|just|"
          r"nécess|oubli|opér|satisf|sens|signif|stab|suff|soup|tol|util|valid|vis|vol)\w*|im(?:poss|prob|préc|"
          r"parf|prop|pop|mang)\w*|irr\w{3,}|illég\w*|dé(?:cline|daign|favor|nu|plai|pourv|sintér)\w*|"
          r"dés(?:accord|agr|avant|obé|ordre)\w*|mal(?:entend|honn|sai)\w+|refus\w+|évit\w+|manqu\w+|peu|sauf|"
          r"excepté|au lieu|moins|cess\w+|rejet\w+|empêch\w+|absen\w+|interdi\w+|rarement|loin|hors|nie\w*|ignor\w+|"
          r"oubli\w+|échou\w+|difficile\w*|jusqu'|autrement|anonym\w+|écart\w+|faute",
    "de": r"un(?!d|s|ser\w*|ter\w*|ion\w*|i\w*|bedingt|f[aä]ll|gefähr|gar\w*|heil|mittelbar|ruh|ten)\w{3,}|"
          r"miss(?:acht|all|bill|fall|glück|trau|verst)\w*|ver(?:bot|biet|gess|hinder|mied|meid|miss|neint?|pass|"
          r"säum|sag|weiger|zicht)\w*|\w+los(?:e|en|er|es|em)?|wenig\w*|kaum|außer|statt|anstatt|ab(?:gelehnt|lehn|"
          r"wesen|gesehen|streit)\w*|weiger\w+|fehl(?!er)\w+|mangel\w*|selten|\w+frei(?:e[nmrs]?)?|schwer(?:lich)?|"
          r"fern|ausgeschloss\w+|entgeh\w+|lieber|egal|schlecht\w*|halt|nichtsdesto\w+|nirgen\w+|inkompatib\w*|"
          r"inaktiv\w*|inakzeptab\w*|instabil\w*|illegal\w*|aufhör\w+|unterlass\w+|verzicht\w+|streitet|leugn\w+|"
          r"dementier\w+|drück\w+|gedrückt|davonge\w+|scheut\w*|vergebens|desinteress\w*|hüten|erst",
    "pt": r"in(?:capa|compl|compat|conven|corret|crív|cert|defin|desej|dign|efic|está|exist|exat|fel|freq|hum|"
          r"just|neces|oper|segur|sens|signif|sufic|toler|útil|váli|vis|viáv|vol|comum)\w*|im(?:poss|prob|prec|"
          r"perf|pró|prop|pop)\w*|irr\w{3,}|ilegal\w*|des(?:acord|conh|aprov|apareç|cart|conf|cuid|agrad|leal|"
          r"obed|emp|prop|prov|necess)\w*|mal(?:entend|interpret)\w+|neg(?:a|ad[oa]s?|ando|ar\w*|ativ\w+|ou)|"
          r"evit\w+|falt\w+|carec\w+|pouc[oa]s?|salvo|exceto|contra|contrári\w+|menos|deix\w+ de|recus\w+|rejeit\w+|"
          r"imped\w+|difícil\w*|ausên\w+|proib\w+|raramente|longe|esque\w+|duvid\w+|em vez|em lugar|ao invés|"
          r"livres? de",
    "it": r"in(?:cap|compl|compat|corrett|cred|cert|consu|def|desid|degn|effic|esist|esatt|fel|freq|gius|op|san|"
          r"sens|sicur|signif|suff|sost|toll|utile|util|val|vis|vol|dimentic)\w*|im(?:poss|prob|prec|perf|prop|"
          r"pop|ped)\w*|irr\w{3,}|illeg\w*|dis(?:accord|appr|attes|occup|obb|piac|pia|onest|interess|un)\w*|"
          r"s(?:conosciut|fiduci|fortun|content|favorevol|provvist|gradit|corrett|comod|lega|legat)\w*|neg(?:a|"
          r"ato|ano|ava|ò|are|ativ\w+)|evit\w+|manc\w+|poc[oahie]+|salvo|tranne|invece di|meno|rifiut\w+|"
          r"difficil\w+|assen\w+|vieta\w+|raramente|lontano|fuori|dimentic\w+|dubit\w+|ancora|"
          r"disinstall\w*|disattiv\w*",
    "ar": r"",
}
"""Words that can say no in another way, or that stand where one language has a negation and the other has none: those
that do so clearly more often than by chance in 15,000 sentences of human translation."""

_ANSWERED = (
    r"less|(?<!at )least|fewer|little|few|far (?:from|away)|lost|loses?|losing|bad(?:ly)?|worse|worst|hardly|barely|"
    r"scarcely|rarely|seldom|except|far from|instead|absen\w+|(?:abandon|avoid|bann|ceas|declin|den[iy]|doubt|"
    r"exclud|fail|forb[ai]d|forg[eo]tt?|ignor|lack|miss|neglect|oppos|prevent|prohibit|refus|reject|stopp?)(?:e?d|"
    r"e?s|ing|ten|den|ure|al|ion)?|un(?!til|der|ion|it|ivers|iq|cles?\b|icef|anim|cover|iform|less)\w{3,}|in(?:abil|"
    r"capab|complet|correct|just|secur|suffic|valid|visib)\w*|im(?:possib|perfect|proper)\w*|ir(?:regul|relev|"
    r"respons)\w*|illegal\w*|dis(?:agree|appear|honest|satisf|trust)\w*|"
    r"\w{3,}less(?:ly)?|difficult\w*")
"""English words that a translation answers with one of its hidden negations as a rule."""

_HARMLESS_EN = re.compile(
    r"\bmore often than not\b|\bnot-for-\w+|\bnot limited to\b|\bno mistaking\b|"
    r"\bno-(?!one\b)\w+|\b(?:warn|caution)(?:s|ed|ing)?\b.{0,40}\b(?:not to|(?:should|must) not)\b|"
    r"\bnot (?:least|to mention|until|unlike|without|long|quite|to say|so far|that|a few|the least)\b"
    r"|\bgo so far\b|\bso many not\b"
    r"|\bno (?:doubt|matter|more|less|later|sooner|question|wonder|fewer|other|one knows|way|idea|use|point)\b"
    r"|\bno\.? ?\d|\bno,"
    r"|\b(?:why|how) (?:not|don't)\b|\b(?:whether )?or not\b|\bif not\b"
    r"|\b\w+n't (?:i|you|he|she|it|we|they|there|this|that)\b|\bcan(?:not|'t) (?:help|wait|but|stand)\b"
    r"|\bcouldn't (?:help|agree|be (?:\w+er|more))\b|\bdon't (?:hesitate|mind|worry|care)\b|\bnever (?:mind|hurts?)\b"
    r"|\bnothing (?:more|if)\b|\bno(?:thing| choice| option| alternative)(?: \w+){0,3}? but\b|\bnone other\b"
    r"|\bwithout (?:fail|(?:a |any )?doubts?)\b"
    r"|\bdo(?:ing)? without\b")
_HARMLESS: dict[str, re.Pattern[str]] = {
    "es": re.compile(r"\bno pued\w+ por menos\b|\bno obstante\b|\bmal no recuerd\w+|\bno recuerd\w+ mal\b|"
                     r"\bno \w+(?:[ai]d[oa]s?|bles?|iv[oa]s?)\b|\bno (?:obstante|sólo|solo|solamente|únicamente|más "
                     r"que|menos|bien|mucho|tan|muy|del todo|cabe|hay (?:que olvidar|duda)|hace|dej\w+|"
                     r"tard\w+|falt\w+|poc[oa]s?|siempre|todo\w*|sea|sino|vaya)\b|¿no\b|,? ¿?no\?|"
                     r"\b(?:por|cómo) qué no\b|\bcómo no\b|\bcasi no\b|\bsi no\b|\bhasta que no\b"
                     r"|\bo no\b|\bno\b.{0,60}\b(?:sino|hasta|más que|salvo|excepto)\b|"
                     r"^no[,.;:]|\bno[,.;:]|\bno,|\bno (?:dud\w+ en|olvid\w+|suele|está mal|te preocup\w+|"
                     r"se preocup\w+)\b"),
    "fr": re.compile(r"\bnon[ -](?=\w)|\b(?:le|un|ce|au|petits?|premiers?|grands?|chaque|faux) pas\b|\bpu s'empêcher\b"
                     r"|\bne\b(?!.{0,200}\b(?:pas|jamais|rien|aucune?)\b)|\bnon seulement\b|\bn'est-ce pas\b|\bpas "
                     r"(?:seulement|mal|"
                     r"moins|tous|tout)\b|\bpourquoi pas\b|\bsinon\b|\bne\b.{0,40}\bque\b|\bpas (?:très|si|trop"
                     r"|encore)\b|\bou pas\b|\bn'(?:hésit|oubli)\w+ (?:donc )?pas\b|\bpas à pas\b|\bnon pas\b|"
                     r"\bpas grave\b"),
    "de": re.compile(r"\bnicht länger\b|\bnicht-|\bnicht vor\b|"
                     r"\bnicht (?!einig)\w+(?:bar|lich|ig|isch|sam|haft)e[nmrs]?\b|"
                     r"\bnicht (?:nur|zuletzt|zu|mehr|sehr|so|selten|immer|alle|ganz|wahr|weniger|unbedingt)\b|"
                     r"\boder nicht\b|\bnicht\?|\bwarum nicht\b|"
                     r"\bnicht\b.{0,200}\bsondern\b|\bwenn nicht\b|\bkein (?:wunder|geringerer)\b|^nein\b"
                     r"|\b(?:vergiss|vergesst|vergessen sie|zögern sie|zögere) (?:bitte )?nicht\b"
                     r"|\bnicht (?:zwingend|vergessen)\b"),
    "pt": re.compile(r"\bnão \w+(?:[ai]d[oa]s?|vel|veis|iv[oa]s?)\b|"
                     r"\bnão (?:só|apenas|somente|obstante|menos|mais|muito|tão|é\?|tanto|raro)\b|\bnão\?|\bse não\b"
                     r"|\bpor que não\b|"
                     r"\bou não\b|^não[,.]|\bnão (?:hesit|deix|se? ?esque[cç])\w+|"
                     r"\bnão\b.{0,60}\b(?:mas|senão|até|exceto)\b|\bnão,"),
    "it": re.compile(r"\bnon (?:solo|soltanto|appena|molto|più|meno|tanto|così|tutt[ioae])\b|\bse non\b|\bperché "
                     r"non\b|\bo no\b|\bfinch[éè] non\b|\ba quando non\b|\bcome mai\b|\bnon-|"
                     r"\bnon (?:ved\w+ l'ora|prima|in|di|da|su|per|con)\b|"
                     r"\bnon \w+(?:at[oaie]|[iu]t[oi]|ent[ei]|[bd]il[ei]|[mnrt]al[ei]|[st]iv[oi])\b|"
                     r"\bnon (?:\w+['’ ]){1,3}più(?=\W*$|[.,;:)])|"
                     r"\bnon (?:(?:ti |si |vi )?preoccup|esit|dimentic)\w+|^no\b|\bno\?|"
                     r"\bnon\b.{0,60}\b(?:ma|bensì|altro che)\b|\bnon (?:fa|fanno|faceva|resta) che\b"),
}

NO = frozenset(re.findall(r"[a-z]+", STRONG["en"].partition(")")[0]))
"""The words among ``STRONG``."""


_SAYS_NO = re.compile(rf"{whole(*sorted(NO)).pattern}|n['`´]t(?<=[^\W\d_]n.t)(?![^\W\d_])")


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


def takes_back(text: str, at: int, language: str) -> bool:
    """Whether a word that can say no comes soon after the negation that ends there, so that both say yes: “non
    mancano”, “nicht wenige”."""
    pattern, near = hidden(language), _SOON.match(text, at)
    return pattern is not None and near is not None and pattern.search(text, at, near.end()) is not None


_SOON = re.compile(r"(?:[ ][^\W\d_]+){1,2}")


def without_harmless(text: str, language: str) -> str:
    """The text without the phrases whose negation other languages say without one; blanks stand in their place."""
    pattern = _HARMLESS_EN if language == "en" else _HARMLESS.get(language)
    return pattern.sub(lambda found: " " * len(found[0]), text) if pattern else text


_ONLY_EN = re.compile(r" (?:be |been )?(?:only|just|merely|simply)\b")
_ONLY: dict[str, re.Pattern[str]] = {
    "es": re.compile(r"\b(?:s[óo]lo|solamente|únicamente|simplemente|meramente)\b"),
    "fr": re.compile(r"\b(?:seulement|seule?s?|simplement|uniquement)\b"),
    "de": re.compile(r"\b(?:nur|bloß|lediglich|allein|einfach)\b"),
    "pt": re.compile(r"\b(?:só|apenas|somente|simplesmente|meramente)\b"),
    "it": re.compile(r"\b(?:sol[oi]|soltanto|semplicemente|solamente|unicamente)\b"),
}
_BUT = {"es": re.compile(r"\bsino\b"), "de": re.compile(r"\bsondern\b")}
"""What follows a negation, and nothing else."""


def is_only(source: str, at: int) -> bool:
    """Whether the “not” that ends there is that of “not only”, which others say in many ways: as well as, besides."""
    return _ONLY_EN.match(source, at) is not None


def only(near: str, target: str, language: str) -> bool:
    """Whether a translation that has no negation still has the “only” of “not only”, or the “but” that comes after."""
    return any(pattern is not None and pattern.search(text) is not None
               for pattern, text in ((_ONLY.get(language), near), (_BUT.get(language), target)))
