"""Facts that are copied: addresses, telephone numbers, names, acronyms; and quotations, which are counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import combining, normalize
from urllib.parse import urlsplit

from l10n.checks import vocabulary
from l10n.checks.rule import Pair, Rule, Spot
from l10n.model import Severity

_PHONE = re.compile(r"(?<![\w.,])(?=[+(\d])(?:\+\d{1,3}[\s\u00a0.-]?)?(?:\(\d{1,5}\)[\s\u00a0.-]?)?"
                    r"\d{2,5}(?:[\s\u00a0-]\d{2,5}){1,4}(?![\w])")
_FIGURE = re.compile(r"\d")
_ACRONYM = re.compile(r"[A-Z](?<![\w.-][A-Z])[A-Z0-9]{2,9}(?![\w-]|\.\w)")
_NAME = re.compile(r"[A-Z](?<![\w.][A-Z])[^\W\d_]+(?:-[A-Z][^\W\d_]+)*"
                   r"(?:[ \u00a0][A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)*){1,3}")
_CAPITAL = re.compile(r"[A-ZÀ-ÞŠŽĆČ](?<![\w].)[^\W\d_]+")
_OPENING = "“«„「『‹"
_LANGUAGES = re.compile(r"(?<=[/.])[a-z]{2}(?:[-_][A-Za-z]{2,4})?(?=[/.]|$)|^[a-z]{2}(?:-[a-z]{2,4})?(?=\.)")
_PARTS = re.compile(r"(?<=/)[a-z]{2}(?:[-_][A-Za-z]{2,4})?(?=[/.]|$)")
_KNOWN = frozenset(["ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl",
                    "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "no", "pl", "pt",
        "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"])
_LATIN = frozenset(re.findall(r"\S+", (
    "en es fr de pt it nl ca gl eu da sv no fi pl cs hu ro tr id vi")))


def _urls(pair: Pair) -> Iterator[Spot]:
    theirs = [token for token in pair.source.tokens if token.kind == "url"]
    if not theirs:
        ours = [token for token in pair.target.tokens if token.kind == "url"]
        links = {token.name for token in pair.source.tokens}
        for token in ours:
            if token.name not in links:
                yield Spot(f"the address {_shown(token.name)} is not in the source", token.span)
        return
    ours = [token for token in pair.target.tokens if token.kind in ("url", "link")]
    names = Counter(_address(token.name) for token in ours)
    for token in theirs:
        if names[_address(token.name)]:
            names[_address(token.name)] -= 1
            same = next(one for one in ours if _address(one.name) == _address(token.name))
            if astray(pair, same.name, token.name):
                yield Spot("the address leads to another language", same.span)
            continue
        wrong = next((one for one in ours if one.kind == "url"
                      and _address(one.name) not in {_address(each.name) for each in theirs}), None)
        if wrong is not None:
            yield Spot(f"the address is {_shown(token.name)} in the source", wrong.span)
        else:
            yield Spot(f"the address {_shown(token.name)} is missing", token.span, "source")


def _shown(address: str) -> str:
    return address if len(address) <= 60 else f"{address[:59]}…"


def languages(address: str) -> list[str]:
    """The languages that an address has in it, as ``en`` or ``pt_BR``."""
    return [found.replace("-", "_") for found in _PARTS.findall(address) if found[:2] in _KNOWN]


def astray(pair: Pair, address: str, original: str) -> bool:
    """Whether an address leads to another language than the source's does and than the translation's."""
    own = {pair.language, pair.locale.lower(), "x"}
    return any(one != two and one.lower() not in own
               for one, two in zip(languages(address), languages(original), strict=False))


def _address(url: str) -> str:
    """What two addresses share that lead to one page in two languages; scheme and last slash do not count."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    rest = parts.netloc.lower() + parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return _LANGUAGES.sub("", rest).replace("//", "/") + (f"#{parts.fragment}" if parts.fragment else "")


def _emails(pair: Pair) -> Iterator[Spot]:
    theirs = Counter(token.name.lower() for token in pair.source.tokens if token.kind == "email")
    spots = [token for token in pair.target.tokens if token.kind == "email"]
    if pair.entry.context == "placeholder":     # an example for the reader, in the reader's language
        return
    ours = Counter(token.name.lower() for token in spots)
    if theirs == ours:
        return
    missing = list((theirs - ours).elements())
    extra = ours - theirs
    for token in spots:
        if extra.get(token.name.lower()):
            extra[token.name.lower()] -= 1
            wanted = f"is {missing.pop(0)} in the source" if missing else "is not in the source"
            yield Spot(f"the address {token.name} {wanted}", token.span)
    for name in missing:
        yield Spot(f"the address {name} is missing", None, "source")


def _phones(pair: Pair) -> Iterator[Spot]:
    if len(_FIGURE.findall(pair.source.marks)) < 8:
        return
    theirs = {number for number in map(_digits, _PHONE.findall(pair.source.plain)) if 8 <= len(number) <= 15}
    if not theirs:
        return
    whole = _digits(pair.target.plain)
    for number in sorted(theirs):
        if number in whole or number.lstrip("0") in whole:
            continue
        near = [found for found in _PHONE.finditer(pair.target.plain) if _digits(found[0]) not in theirs
                and abs(len(_digits(found[0])) - len(number)) <= 1 and _shared(_digits(found[0]), number)]
        if near:
            yield Spot("the telephone number is another one than in the source",
                       pair.target.span(near[0].start(), near[0].end()))


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit())


def _shared(one: str, two: str) -> bool:
    return sum(a == b for a, b in zip(one, two, strict=False)) >= len(two) // 2


def _acronyms(pair: Pair) -> Iterator[Spot]:
    if pair.language not in _LATIN:
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


_TRANSLATED = frozenset([("SARS", "SRAS"), ("AIDS", "SIDA"), ("IAEA", "AIEA"), ("ADHD", "TDAH"), ("LGBT", "LGTB")])
"""Acronyms of English whose translations are a slip away from them."""


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
    if pair.language not in _LATIN or pair.source_language not in _LATIN:
        return
    source, target = pair.source.plain, pair.target.plain
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
        if not kept:
            continue
        slip = next(((part, other, at) for part in lost if len(part) > 3 and part.lower() not in _COMMON
                     for other, at in ours.items() if other not in source and misspelt(part, other)
                     and not _adapted(part, other) and _beside(target, at, other, parts, part)), None)
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


def quotation_count(text: str, source: bool) -> int | None:
    """How many quotations begin in a text; None where apostrophes make that doubtful."""
    straight = text.count('"')
    if straight % 2:
        return None
    count = straight // 2 + sum(text.count(mark) for mark in "“«„「『")
    if "„" in text or ("”" in text and "“" not in text and "„" not in text):
        count -= min(text.count("“"), text.count("„"))      # in „…“ the second mark closes
    if not source and "»" in text and "«" in text and text.find("»") < text.find("«"):
        return text.count("»") + straight // 2 + max(0, text.count("“") - text.count("„"))
    if "„" not in text and "“" not in text and "”" in text:
        count += (text.count("”") + 1) // 2                 # ”…” as in Swedish
    singles = text.count("‘")
    if text.count("‚") and singles:
        singles = 0
        count += text.count("‚")
    return count + singles + text.count("‹")


_QUOTING = frozenset("\"“”„«»「『‘‚‹")


def _quotations(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    theirs, ours = quotation_count(source, True), quotation_count(target, False)
    if theirs is None or ours is None or theirs <= ours:
        return
    if re.search(r"(?<!\w)'\w", f"{source} {target}"):     # straight single marks: quotations or apostrophes
        return
    if target.lstrip()[:1] in "—–-" or target.count("—") > 1:
        return
    if _SINGLE.search(target) or _marked_instead(pair):
        return
    if theirs - ours <= len(_AGAIN.findall(source)) and not (
            ours and (pair.language in _LATIN or pair.language == "zh") and _share(target) < _KEPT * _share(source)):
        return
    yield Spot(f"the source has {_count(theirs)}, the translation {_count(ours)}")


_SINGLE = re.compile(r"[‛`]|(?<![^\W\d_])['´]|['´](?![^\W\d_])")
"""Marks that may quote; between two letters they are apostrophes."""
_KEPT = 0.88
"""How much of its share in the text at least is still quoted where two quotations became one."""
_QUOTED = re.compile(r"“[^“”]*+”|«[^«»]*+»|„[^“”„]*+[“”]|「[^「」]*+」")


def _share(text: str) -> float:
    """The part of the text within quotation marks, 0 to 1."""
    return sum(len(found[0]) for found in _QUOTED.finditer(text)) / len(text)


_AGAIN = re.compile(r"”[^“”]{1,120}“|\"[^\"]{1,120}\"")
"""A quotation that goes on after “she said”: many languages say that without closing it."""


def _marked_instead(pair: Pair) -> bool:
    """Whether more is emphasized than in the source, which may stand for the quotation marks."""
    count = [sum(token.kind in ("emphasis", "tag") for token in view.tokens) for view in (pair.source, pair.target)]
    return count[1] > count[0]


def _count(number: int) -> str:
    return "no quotation" if not number else "1 quotation" if number == 1 else f"{number} quotations"


RULES = (
    Rule("R101", "web-address-changed", Severity.ERROR,
         "Web addresses are copied; the language in them may differ (en.wikipedia.org, /en/).",
         ("See https://ferry.example/times", "Véase https://ferri.example/times"),
         ("See https://ferry.example/times", "Véase https://ferry.example/times"), _urls, in_either=frozenset({"URL"})),
    Rule("R102", "mail-address-changed", Severity.ERROR, "Mail addresses are copied letter for letter.",
         ("Write to desk@courier.example", "Escriba a mesa@courier.example"),
         ("Write to desk@courier.example", "Escriba a desk@courier.example"), _emails,
         in_either=frozenset({"EMAIL"})),
    Rule("R103", "telephone-changed", Severity.ERROR,
         "Telephone numbers keep their digits; spaces, brackets and a country code may differ.",
         ("Call 01632 960 144", "Llame al 01632 960 414"), ("Call 01632 960 144", "Llame al 01632 960144"), _phones,
         in_source=frozenset({"DIGIT"})),
    Rule("R104", "acronym-misspelt", Severity.WARNING,
         "An acronym with two letters swapped or one letter wrong. Acronyms that other languages have of their own "
         "(NATO, OTAN) pass.", ("A report by UNESCO", "Un informe de la UNECSO"),
         ("A report by UNESCO", "Un informe de la UNESCO"), _acronyms),
    Rule("R105", "name-misspelt", Severity.WARNING,
         "One part of a name of several words has a letter more, less or other than in the source, beside parts that "
         "are the same. Accents and endings that languages give to names pass.",
         ("It was Edda Marlowe", "Fue Edda Marolwe"), ("It was Edda Marlowe", "Fue Edda Marlowe"), _names),
    Rule("R106", "quotation-lost", Severity.WARNING,
         "What the source quotes, the translation quotes. Dialogue with dashes, a quotation that is not closed for "
         "“she "
         "said”, emphasis instead, and quotation marks that the translation adds, pass.",
         ("They called it “regrettable”", "Lo calificaron de lamentable"),
         ("They called it “regrettable”", "Lo calificaron de «lamentable»"), _quotations,
         in_source=_QUOTING),
)
