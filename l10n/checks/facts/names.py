"""Names and acronyms: spelt as in the source, or as the language has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, normalize

from l10n.checks import vocabulary
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity

_ACRONYM = re.compile(r"[A-Z](?<![\w.-][A-Z])[A-Z0-9]{2,9}(?![\w-]|\.\w)")
_NAME = re.compile(r"[A-Z](?<![\w.][A-Z])[^\W\d_]+(?:-[A-Z][^\W\d_]+)*"
                   r"(?:[ \u00a0][A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)*){1,3}")
_REIGN = re.compile("[IVX]+")
_CAPITAL = re.compile(r"[A-ZÀ-ÞŠŽĆČ](?<![\w].)[^\W\d_]+")


def _acronyms(pair: Pair) -> Iterator[Spot]:
    if pair.language not in vocabulary.LATIN:
        return
    source, target = pair.source.plain, pair.target.plain
    theirs = set(_ACRONYM.findall(source))
    if not theirs or source.isupper() or target.isupper():
        return
    ours = {found[0]: found for found in _ACRONYM.finditer(target)}
    for name in sorted(theirs - set(ours)):
        near = next((found for other, found in ours.items() if other not in theirs and _slip(name, other)), None)
        if near is not None:
            yield Spot(f"“{near[0]}” is “{name}” in the source", pair.target.span(near.start(), near.end()))


_TRANSLATED = frozenset([("SARS", "SRAS"), ("AIDS", "SIDA"), ("IAEA", "AIEA"), ("ADHD", "TDAH"), ("LGBT", "LGTB"),
                         ("NOTE", "NOTA"), ("DATE", "DATA")])
"""Acronyms of English, and words in capitals, whose translations are a slip away from them."""


def _slip(name: str, other: str) -> bool:
    """Whether one is the other with two neighbours swapped or one letter wrong, from four letters to seven: those of
    three are often the other language's own (ICJ, CIJ), and longer ones are words in capitals."""
    if not 3 < len(name) < 8 or len(name) != len(other) or (name, other) in _TRANSLATED \
            or name.lower() in vocabulary.SMALL["en"]:      # MUST, said loudly
        return False
    differ = [at for at, (a, b) in enumerate(zip(name, other, strict=True)) if a != b]
    if len(differ) == 2 and differ[1] == differ[0] + 1:
        return (name[differ[0]], name[differ[1]]) == (other[differ[1]], other[differ[0]])
    return len(differ) == 1


def _dropped(short: str, long: str) -> bool:
    return any(long[:at] + long[at + 1:] == short for at in range(len(long)))


def _names(pair: Pair) -> Iterator[Spot]:
    if pair.language not in vocabulary.LATIN or pair.source_language not in vocabulary.LATIN:
        return
    source, target, inflects = pair.source.plain, pair.target.plain, pair.language in vocabulary.INFLECTING
    capitals: set[str] | None = None
    ours: dict[str, int] | None = None
    for found in _NAME.finditer(source):
        parts = re.split("[ \u00a0-]", found[0])
        while parts and parts[0] in _STARTS:
            parts = parts[1:]
        if capitals is None:
            capitals = set(_CAPITAL.findall(target))
        if capitals.issuperset(parts):
            continue
        if ours is None:
            ours = {match[0]: match.start() for match in _CAPITAL.finditer(target)}
        kept = [part for part in parts if part in ours]
        lost = [part for part in parts if part not in ours]
        if not kept or all(map(_REIGN.fullmatch, kept)):       # Louis XIV, Luis XIV
            continue
        slip = next(((part, other, at) for part in lost if len(part) > 3 and part.lower() not in _COMMON
                     for other, at in ours.items() if other not in source and misspelt(part, other)
                     and not _adapted(part, other) and not (inflects and other.startswith(part))
                     and _beside(target, at, other, parts, part)), None)
        if slip is not None:
            yield Spot(f"“{slip[1]}” is “{slip[0]}” in the source", pair.target.span(slip[2], slip[2] + len(slip[1])))


_STARTS = frozenset(re.findall(r"\S+", (
    "The A An In On At When While If As But And For From With After Before Since That This These "
    "Those His Her Their Our My Your Its Mr Mrs Ms Dr Sir Lord Lady President Minister Under By "
    "Why What Both Not No Yes Oh Dear Last Next New One Two Some Most Many All Professor Doctor "
    "Captain General National International North South East West Saint Cup League Party "
    "Revolution")))


def misspelt(name: str, other: str) -> bool:
    """One letter more, less or other, or two neighbours swapped; never only accents, and no translated ending."""
    one, two = _bare(name), _bare(other)
    if two != other.lower() and one == name.lower():    # an accent that the language gives to the name
        return False
    if one == two or abs(len(one) - len(two)) > 1 or not one or not two or one[0] != two[0]:
        return False
    if one[:-1] == two[:-1] or one + two[-1:] == two or two + one[-1:] == one:
        ending = two[-1:]
        return (one[-1:] not in "aeioy" and ending not in "aeio") or (len(one) != len(two) and ending not in "aeios")
    if len(one) != len(two):
        short, long = sorted((one, two), key=len)
        return _dropped(short, long)
    differ = [at for at, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    return len(differ) == 1 or (len(differ) == 2 and differ[1] == differ[0] + 1 and \
        one[differ[0]] == two[differ[1]] and one[differ[1]] == two[differ[0]])


def _bare(text: str) -> str:
    return "".join(one for one in normalize("NFD", text.lower()) if not combining(one))


def _beside(target: str, at: int, name: str, parts: list[str], lost: str) -> bool:
    """Whether another part stands near, on the side where the source has it: a translated name turns round
    (Equatorial Guinea, Guinea Ecuatorial)."""
    place, end = parts.index(lost), at + len(name)
    before, after = target[max(0, at - 24):at], target[end:end + 24]
    return any(part in before for part in parts[:place]) or any(part in after for part in parts[place + 1:])


_SPELT = re.compile(r"(?<=[bdgkrt])h|(?<=a)a|(?<=i)i|(?<=u)u")
"""Letters by which English writes names of other scripts, and other languages do not: Thutmose, Khaan."""
_TWINS = frozenset(("ck", "kc", "sz", "zs", "iy", "yi", "jy", "yj", "ij", "ji", "vw", "wv"))


def _adapted(name: str, other: str) -> bool:
    """Whether it is the name as the language writes it (Projekt, Elisabeth, Tutmose), its genitive or its plural."""
    one, two = _bare(name), _bare(other)
    if two.removesuffix("s") == one or one.removesuffix("s") == two or (two[:-1] == one and two[-2:] in (
            "en", "er", "em", "ln", "rn")) or (one.endswith("es") and two == f"{one[:-1]}n"):
        return True
    if len(one) == len(two) + 1 and _SPELT.sub("", one) == _SPELT.sub("", two):
        return True
    if any(_bare(re.sub("[äöüÄÖÜ]", r"\g<0>e", umlauts)) == plain for umlauts, plain in ((name, two), (other, one))):
        return True
    return len(one) == len(two) and {a + b for a, b in zip(one, two, strict=True) if a != b} <= _TWINS


_COMMON = frozenset(re.findall(r"\S+", (
    "academy action administration agency alliance amendment april army assembly association atlantic author august "
    "award bank bible board book bureau candidates cardinal center central centre chamber chinese christian church "
    "city civil club coalition college commission committee community conference congress constitution council court "
    "culture day defence defense democracy democratic department director east economic electric emulator english "
    "equatorial europe european family federal federation festival forum foundation free freedom front garden german "
    "global government governor grand group guard hall history holy hospital house images imperial independent "
    "industrial institute interactive interior international islands january japan july june justice king kingdom "
    "labor labour language law library linux local main major manual manuals march market media medical military "
    "mission modern moscow museum music national nature network new north northern november number october office "
    "official olympic opera operation orchestra order organisation organization pacific palace park parliament party "
    "people peoples philosophy platform police political pope prince princess prize professor program programme "
    "project protests province public queen radical radio reform region republic republican research revolution royal "
    "school science sea senator september server service social society software south southern sport state station "
    "street studio system systems technology telecom theatre theater tower trade tribunal union united universal "
    "university valley variable victory village war west western white women world")))
"""English words in names that other languages translate, often into a word that is nearly the same."""

RULES = (
    Rule("R104", "acronym-misspelt", Severity.WARNING,
         "An acronym with two letters swapped or one letter wrong. Acronyms that other languages have of their own "
         "(NATO, OTAN) pass.", ("A report by UNESCO", "Un informe de la UNECSO"),
         ("A report by UNESCO", "Un informe de la UNESCO"), _acronyms),
    Rule("R105", "name-misspelt", Severity.WARNING,
         "One part of a name of several words has a letter more, less or other than in the source, beside parts that "
         "are the same. Accents and endings that languages give to names pass.",
         ("It was Edda Marlowe", "Fue Edda Marolwe"), ("It was Edda Marlowe", "Fue Edda Marlowe"), _names),
)
