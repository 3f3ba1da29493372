"""The small words and the letters of each language."""

from __future__ import annotations

import re
from functools import cache

SMALL: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in {
    "en": "the of and to in is that it was for on are as with his they at be this have from or had by but what were we "
          "there been their which she he has will would about should could not you an if who when said more a its than "
          "own so no new up out into can do did how time after before also over where year years because while most "
          "these those such only other some first last any all both each many much must may might never them then "
          "under "
          "week next whether every i my your our her him just even still against until between during people",
    "es": "a mi no si tu yo él me te hay voy el la los las de y que en un una unos unas se por con para es del al lo "
          "como "
          "más pero sus su le les ya o u e fue fueron era ha han he sí porque este esta estos estas ese esa esto eso "
          "son ser "
          "entre cuando muy sobre también hasta hay donde desde todo toda todos todas nos durante sin ni cada años "
          "año día "
          "dos tres otro otra otros había están está tiene puede pueden dijo según así bien contra antes después hacia "
          "quien qué cómo ahora mientras nunca tras uno mismo parte",
    "fr": "le la les de d l n s je tu on où si y des et à un une est que qui dans pour sur pas plus par au ne se ce "
          "il sont avec du aux cette ces ses son sa mais être ont a elle elles ils nous vous leur leurs été deux même "
          "aussi ou donc or ni car comme tout toute tous toutes sans sous entre après avant depuis très bien fait dit "
          "cela ça c qu j m t notre votre mon ma mes quand encore jusqu chez vers pendant contre an ans jour jours "
          "était "
          "en me te es suis peut peuvent peu autre autres dont lors lorsque selon alors",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er "
          "hat "
          "dass sie nach wird bei einer um am sind noch wie einem über einen so zum zur war haben nur oder aber vor "
          "bis "
          "mehr durch man dann unter wir ihr ihre ihrer ihren sein seine seiner seinen kann können wurde wurden "
          "waren hatte "
          "hatten wenn weil da was wer wo damit gegen vom beim ins ich du mich uns euch alle alles jahr jahre jahren "
          "zwei drei "
          "keine kein schon sehr selbst zwischen während seit diese dieser dieses diesen jeder jede hier heute ohne "
          "dort "
          "soll muss eines doch etwa rund",
    "pt": "o a os as de e que em um uma uns umas se por com para é do da dos das no na nos nas ao aos à às não mais "
          "mas seu "
          "sua seus suas foi foram como ou ser são pelo pela pelos pelas também já até quando muito entre este esta "
          "isso "
          "isto esse essa ele ela eles elas tem têm há está estão era havia ter sem sobre depois antes anos ano dia "
          "dois duas "
          "três outro outra todos todas nem lhe você vocês nós onde desde pode podem disse segundo cada ainda só num "
          "numa "
          "após durante quem qual mesmo",
    "it": "il la i gli lo le di che in un una uno si per con è e ed o del della dei delle degli dello al alla ai "
          "agli allo "
          "non più ma sono come da dal dalla dai dagli anche nel nella nei nelle negli sul sulla sui ha hanno suo "
          "sua suoi "
          "sue loro questo questa questi queste quello quella essere era erano stato stata stati fu c ci vi ne mi ti "
          "se chi "
          "cui quando dove dopo prima tra fra su senza molto tutto tutti tutte ogni anni anno giorno due tre altro "
          "altri "
          "perché così già ancora solo può possono ad contro durante secondo oggi tu io ho hai abbiamo avete",
}.items()}

LATIN = frozenset(("en", "es", "fr", "de", "pt", "it", "nl", "ca", "gl", "eu", "da", "sv", "no", "fi", "pl", "cs", "hu",
                   "ro", "tr", "id", "vi"))
"""Languages in Latin letters."""
INFLECTING = frozenset(("fi", "et", "hu", "eu", "tr"))
"""Those of them that put a case after any name: Jorman, Novakot."""
UNSPACED = frozenset({"zh", "ja", "th"})
"""Languages that set no spaces between words."""

TWICE: dict[str, set[str]] = {
    "en": {"that", "had", "is", "her"}, "es": {"muy", "ya", "casi", "tan", "poco", "así", "luego"},
    "fr": {"nous", "vous", "très", "bien", "si"},
    "de": {"wer", "die", "der", "das", "sie", "den", "dem", "ihr", "wir", "sehr", "es", "was", "nun"},
    "pt": {"muito", "se", "já", "quase", "pouco", "logo"},
    "it": {"piano", "molto", "quasi", "poco", "così", "via", "mano", "passo", "sotto"},
}
"""Words that a language does say twice in a row."""


@cache
def foreign(language: str) -> tuple[frozenset[str], ...]:
    """For every other language, its small words that ``language`` does not have."""
    own = SMALL.get(language, frozenset())
    return tuple(words - own for other, words in SMALL.items() if other != language)


@cache
def every_foreign(language: str) -> frozenset[str]:
    """``foreign`` of all languages together."""
    return frozenset().union(*foreign(language))


_ALL_SMALL = frozenset().union(*SMALL.values())


def is_small(word: str) -> bool:
    """Whether a word is a small one of any language known here."""
    return word in _ALL_SMALL


LETTERS = {"es": "áéíóúüñ", "fr": "àâçèéêëîïôùûüœ", "de": "äöüß", "pt": "áâãàçéêíóôõú", "it": "àèéìòù", "en": ""}
"""The letters of each language beside a to z."""


@cache
def strange(language: str) -> frozenset[str]:
    """Letters of the other languages that ``language`` does not have."""
    return frozenset("".join(LETTERS.values())) - frozenset(LETTERS.get(language, ""))


def spelt_as(sentence: str, own: str, other: str) -> int:
    """How many words have letters that ``other`` has and ``own`` does not."""
    only = set(LETTERS[other]) - set(LETTERS[own])
    return sum(not only.isdisjoint(word) for word in set(_SMALL_WORD.findall(sentence))) if only else 0


_SMALL_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_A-ZÀ-Þ]++(?![^\W\d_])")
