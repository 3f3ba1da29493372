"""Typography: the marks and spaces of the locale. What is certain comes with its repair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from l10n import locales
from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.view import ATOM
from l10n.model import Severity

_MARKS = "“”„‟«»‹›「」『』\"‘‚"
_ALTERNATIVES: dict[str, str] = {
    "es": "«»“”‘’", "fr": "«»“”‘’‹›", "pt": "“”‘’«»", "it": "«»“”‘’", "de": "„“‚‘»«›‹", "en": "“”‘’",
    "ar": "«»“”‘’", "zh_Hant": "「」『』", "zh": "“”‘’「」『』", "ca": "«»“”‘’", "pl": "„”«»‚’", "nl": "“”‘’„",
    "ru": "«»„“", "uk": "«»„“", "da": "“”„“»«‘’", "no": "«»“”‘’", "sv": "””’’»",
}
"""Marks that are accepted in a language beside CLDR's, outer and inner."""
_PAIRS = {"«": "»", "„": "“", "‹": "›", "「": "」", "『": "』", "‚": "‘"}
_STRAIGHT = re.compile(r'(?<![\d″])"')
_CLOSING = " \t\r\n\u00a0\u202f\u2009”“\"’'»«›‹」』)]\ufffc_*"
_STOPS = {".": ".", "。": ".", "．": ".", "।": ".", "۔": ".", "?": "?", "？": "?", "؟": "?", "!": "!", "！": "!",
          "…": "…", ":": ":", "：": ":", ";": ";", "；": ";"}
_BEFORE = re.compile(r" (?<=[^\W_] ) *+([,.;:!?])(?![^\s”»)\"’])")
_BEFORE_FRENCH = re.compile(r" (?<=[^\W_] ) *+([,.])(?![^\s”»)\"’])")
_FRENCH = re.compile(r"(?<=[\w)\ufffc%])(?<!_)([;!?»]|:(?![/\d\w]))|(?<=[.?!…])(»)|(«)(?=[^\s\u00a0\u202f])")
_AFTER = re.compile(r"([,;])(?<=[^\W\d_]{3}.)(?=[^\W\d_]{2})"
                    r"|(\.)(?<=[^\W\d_A-ZÀ-Þ]{3}.)(?=[A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]*+[ ,’])")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_APOSTROPHIC = re.compile(r"(?<![^\W\d_])[^\W\d_]++(')[^\W\d_]++")
_SPACES = re.compile(r" (?<=\S ) ++(?=\S)")
_DENSE = ("zh", "ja", "th")


@cache
def _accepted(locale: str) -> str:
    own = locales.quotes(locale)
    language = locales.language(locale)
    marks = f"{own.open}{own.close}{own.inner_open}{own.inner_close}"
    return marks + _ALTERNATIVES.get(locale, _ALTERNATIVES.get(language, "“”‘’"))


def _quotes(pair: Pair) -> Iterator[Spot]:
    target = pair.target.plain
    accepted = _accepted(pair.locale)
    wrong = [at for at, mark in enumerate(target) if mark in _MARKS and mark not in accepted]
    if wrong and all(target[at] == '"' for at in wrong):
        if '"' in pair.source.plain or not any(mark in pair.source.plain for mark in "“”‘«„"):
            return      # straight as in the source
        wrong = [at for at in wrong if _STRAIGHT.match(target, at)]
    if not wrong:
        return
    if any(target[at] == "„" for at in wrong) and "”" not in target:
        wrong = sorted({*wrong, *(at for at, mark in enumerate(target) if mark == "“")})    # which closes it
    if any(mark in pair.source.plain and mark not in "\"“”‘" for mark in {target[at] for at in wrong}):
        return          # the source speaks of these very marks
    fixes = _repaired(pair, target, wrong)
    raw = pair.target.text
    for one, two in zip(wrong[::2], wrong[1::2] if fixes else [], strict=False):
        whole, inner = pair.target.span(one, two + 1), pair.target.span(one + 1, two)
        plain = whole.end - whole.start == inner.end - inner.start + 2
        yield Spot(f"{target[one]} {target[two]} are no quotation marks of {locales.name(pair.locale)}", whole,
                   fix=f"{fixes[one]}{raw[inner.start:inner.end]}{fixes[two]}" if plain else None)
    if not fixes:
        yield Spot(f"{target[wrong[0]]} is no quotation mark of {locales.name(pair.locale)}",
                   pair.target.span(wrong[0], wrong[0] + 1))


def _repaired(pair: Pair, target: str, wrong: list[int]) -> dict[int, str]:
    """The locale's own marks, where the wrong ones are one or more plain pairs and no other mark is near."""
    marks = [target[at] for at in wrong]
    known = set(wrong)
    others = [mark for at, mark in enumerate(target) if mark in _MARKS and at not in known]
    own = locales.quotes(pair.locale)
    opening, closing = own.open, own.close
    if pair.language == "fr":
        opening, closing = f"{opening}\u00a0", f"\u00a0{closing}"
    if others or len(wrong) % 2 or "’" in others:
        return {}
    fixed: dict[int, str] = {}
    for one, two in zip(range(0, len(wrong), 2), range(1, len(wrong), 2), strict=True):
        if marks[one] == '"' == marks[two]:
            before, after = target[wrong[one] - 1:wrong[one]], target[wrong[two] + 1:wrong[two] + 2]
            if (before.isalnum() or after.isalnum()) and pair.language not in _DENSE:
                return {}
        elif _PAIRS.get(marks[one], "”" if marks[one] == "“" else None) != marks[two]:
            return {}
        inside = target[wrong[one] + 1:wrong[two]]
        if inside[:1].isspace() or inside[-1:].isspace() or not inside:
            return {}
        fixed |= {wrong[one]: opening, wrong[two]: closing}
    return fixed


_LONE_SINGLE = re.compile(r"(?<!\w)['‘’`](?=\s|\w)|['’](?!\w)")


def _goes_on(source: str) -> bool:
    """Whether a quotation of the source begins or ends in another segment."""
    if source.count('"') % 2 or source.count("“") != source.count("”") or source.count("«") != source.count("»"):
        return True
    return len(_LONE_SINGLE.findall(source)) % 2 == 1 and "s'" not in source and "s’" not in source


def _unpaired(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    counts = [(opening, closing, (target.count(opening), target.count(closing)))
              for opening, closing in (("«", "»"), ("「", "」"), ("『", "』"), ("“", "”"), ("‹", "›"))]
    if (all(one == two for _, _, (one, two) in counts) and "„" not in target and not target.count('"') % 2) \
            or _goes_on(source):
        return
    for opening, closing, count in counts:
        if count[0] == count[1]:
            continue
        if opening == "“" and "„" in target:
            if target.count("„") != count[0] + count[1]:
                yield from _lonely(pair, target, "„", "“")
            continue
        if opening == "“" and locales.quotes(pair.locale).open == "”":
            continue
        yield from _lonely(pair, target, opening, closing)
    curly = any(mark in target for mark in "«»“”„")
    if target.count('"') % 2 and not curly and not re.search(r'\d"', target):
        at = target.rfind('"')
        yield Spot("a quotation mark has no partner", pair.target.span(at, at + 1))
    if "„" in target and "“" not in target and "”" not in target:
        yield from _lonely(pair, target, "„", "“")


def _lonely(pair: Pair, target: str, opening: str, closing: str) -> Iterator[Spot]:
    depth: list[int] = []
    for at, mark in enumerate(target):
        if mark == opening:
            depth.append(at)
        elif mark == closing:
            if not depth:
                yield Spot(f"{closing} closes a quotation that never began", pair.target.span(at, at + 1))
                return
            depth.pop()
    if depth:
        yield Spot(f"{opening} opens a quotation that never ends", pair.target.span(depth[-1], depth[-1] + 1))


def _inverted(pair: Pair) -> Iterator[Spot]:
    target = pair.target.plain
    for closing, opening in (("?", "¿"), ("!", "¡")):
        if closing not in target or target.count(opening) >= len(re.findall(rf"\{closing}+", target)):
            continue
        start = 0
        for found in re.finditer(rf"\{closing}+", target):
            piece = target[start:found.start()]
            start = found.end()
            if opening in piece or (found[0] != closing and "¿" in piece) or not re.search(r"[^\W\d_]", piece):
                continue
            if (opening == "¡" and "¿" in piece) or (closing == "?" and "¡" in piece):
                continue        # “¿Qué dices!” mixes both on purpose (Ortografía de la lengua española 2010, 3.4.9.2)
            if _as_it_is(piece, target, found, pair.source.plain):
                continue
            before, after = target[max(0, found.start() - 1):found.start()], target[found.end():found.end() + 1]
            if before and not before.isalnum() and before not in "»”)\"'’…. *":
                continue
            if after in (")", "]") and before in ("(", "["):
                continue
            yield Spot(f"“{closing}” without “{opening}” before it",
                       pair.target.span(found.start(), found.end()))
            return


def _as_it_is(piece: str, target: str, mark: re.Match[str], source: str) -> bool:
    """Whether the mark belongs to a title that is not translated, or to a name such as Yahoo!"""
    title = re.split('["“”«»„]', piece)[-1] + mark[0]
    if len(title.split()) > 1 and title in source:
        return True
    return target[mark.end():mark.end() + 1] in (".", ",") and target[:mark.end()].split()[-1].lstrip('(«“"') in source


def _french(pair: Pair) -> Iterator[Spot]:
    if pair.locale == "fr_CA":
        return
    target = pair.target.plain
    for found in _FRENCH.finditer(target):
        mark = found[0]
        if mark in ";!?" and pair.locale == "fr_CH":
            continue
        if mark == ":" and re.search(r"https?$|\d$", target[max(0, found.start() - 5):found.start()]):
            continue
        space = "\u00a0" if mark in ":«»" else "\u202f"
        fixed = mark + space if mark == "«" else space + mark
        where = "after" if mark == "«" else "before"
        yield Spot(f"French sets a no-break space {where} “{mark}”", pair.target.span(found.start(), found.end()),
                   fix=fixed)


_BREAKING = re.compile(r" (?:(?<=\S )(?=[;:!?»])|(?<=« )(?=\S))")


def _french_breaking(pair: Pair) -> Iterator[Spot]:
    if pair.locale in ("fr_CA",):
        return
    for found in _BREAKING.finditer(pair.target.plain):
        yield Spot("the space may break the line here; French sets a no-break space before such marks and inside « »",
                   pair.target.span(found.start(), found.end()), fix="\u00a0")


def _before(pair: Pair) -> Iterator[Spot]:
    pattern = _BEFORE_FRENCH if pair.language == "fr" else _BEFORE
    if pair.language in _DENSE or not pattern.search(pair.target.plain) or pattern.search(pair.source.plain):
        return
    for found in pattern.finditer(pair.target.plain):
        start = found.start()
        if found[1] == "." and pair.target.plain[found.end():found.end() + 1] == ".":
            continue
        yield Spot(f"a space before “{found[1]}”", pair.target.span(start, found.end() - 1), fix="")


def _after(pair: Pair) -> Iterator[Spot]:
    if pair.language in _DENSE or not _AFTER.search(pair.target.plain) \
            or _AFTER.search(pair.source.plain):
        return
    for found in _AFTER.finditer(pair.target.plain):
        if pair.target.text[pair.target.span(found.start(), found.end()).end:][:1] == "[":
            continue
        yield Spot(f"no space after “{found[0]}”", pair.target.span(found.start(), found.end()), fix=f"{found[0]} ")


def _double(pair: Pair) -> Iterator[Spot]:
    if "  " not in pair.target.plain or _SPACES.search(pair.source.plain) or "\n" in pair.target.text:
        return
    for found in _SPACES.finditer(pair.target.plain):
        yield Spot("more than one space", pair.target.span(found.start(), found.end()), fix=" ")


def _apostrophe(pair: Pair) -> Iterator[Spot]:
    if pair.language not in ("fr", "it", "en", "ca") or not ("’" in pair.target.plain or (
            "'" not in pair.source.plain and any(mark in pair.source.plain for mark in "’“”"))):
        return
    kept = {found[0] for found in _APOSTROPHIC.finditer(pair.source.plain)} if "'" in pair.source.plain else set()
    words = {found.start(1): found[0] for found in _APOSTROPHIC.finditer(pair.target.plain)} if kept else {}
    for found in _APOSTROPHE.finditer(pair.target.plain):
        if words.get(found.start()) in kept:        # a title that is not translated
            continue
        yield Spot("a typewriter apostrophe, where the source has typographic ones",
                   pair.target.span(found.start(), found.end()), fix="’")


def _ended(text: str) -> tuple[str, int]:
    """(the mark that ends the text, where) without closing quotes, brackets and markup; "" where none does."""
    trimmed = text.rstrip(_CLOSING)
    if trimmed.endswith("..."):
        return "…", len(trimmed) - 3
    return _STOPS.get(trimmed[-1:], ""), len(trimmed) - 1


_REQUEST = re.compile(r"(?:\A|[.,;:!?] )\W*(?:(?:could|would|can|will|won't|why don't) (?:you|we|i)|(?:how|what) about)"
                      r"\b|\bmay i\b|\bshall we\b|\bwonder\b|\bplease\b|\bask\b|, (?:right|ok|okay)\?|\bnot\?",
                      re.IGNORECASE)
"""Questions that are requests, or stand in a statement: other languages put a stop after them."""
_INDIRECT = re.compile(r"\b(?:question|wonder\w*|ask(?:s|ed|ing)?|don't know|tell|told|unclear|determine\w*|decide\w*"
                       r"|define\w*|(?:is|are|me|us) (?:who|what|why|how|whether|where))\b|n't i\b"
                       r"|\bplease\b|'d like\b|\bwould like\b", re.IGNORECASE)
"""Statements with a question or a request in them, which other languages may ask outright."""


def _end(pair: Pair) -> Iterator[Spot]:
    source, target = pair.source.plain, pair.target.plain
    theirs, _ = _ended(source)
    ours, at = _ended(target)
    if theirs == ours and not (ours == "." and "?" in source):
        return
    if not target.strip() or len(source.split()) < 2 or not any(letter.isalpha() for letter in target[-80:]):
        return
    if source.rstrip()[-1:] == ATOM or target.rstrip()[-1:] == ATOM:
        return
    if theirs == ours == "." and "?" in source and len(pair.source.sentences) == len(pair.target.sentences):
        yield from _asked(pair)
    if theirs == ours or pair.language == "th":
        return
    last = target[at:at + 1] if at >= 0 else ""
    if theirs in (".", "?", "!") and not ours and last.isalnum():
        fix = None
        if theirs == "." and target.endswith(last) and source.rstrip(_CLOSING) == source:
            fix = last + ("。" if pair.language in ("zh", "ja") else ".")
        yield Spot(f"the source ends with “{theirs}”, the translation with none", pair.target.span(at, at + 1), fix=fix)
    elif ours == "." and not theirs and source.rstrip()[-1:].isalnum() and not pair.is_body:
        if len(re.findall(r"\.", target)) == 1:
            yield Spot("ends with a full stop, the source without", pair.target.span(at, at + 1),
                       fix="" if target.endswith(".") else None)
    elif {theirs, ours} == {"?", "."} and source.count("?") != len(re.findall("[?？؟]", target)) \
            and not (_REQUEST if theirs == "?" else _INDIRECT).search(source):
        what = ("a question in the source is a statement here" if theirs == "?"
                else "a statement of the source is a question here")
        yield Spot(what, pair.target.span(at, at + 1))


def _asked(pair: Pair) -> Iterator[Spot]:
    """Questions within a text that are statements in its translation."""
    target = pair.target.plain
    if pair.source.plain.count("?") <= len(re.findall("[?？؟]", target)):
        return
    at = 0
    for one, two in zip(pair.source.sentences, pair.target.sentences, strict=True):
        at = max(target.find(two, at), at) + len(two)
        if (_ended(one)[0], _ended(two)[0]) == ("?", "."):
            yield Spot("a question in the source is a statement here", pair.target.span(at - 1, at))


_SMALL_TITLE = {"es": "de del la las el los un una en por para con y o a al que se su sus tras",
                "fr": "de du des la le les un une en par pour avec et ou à au aux que se sa son ses sur dans",
                "pt": "de do da dos das o a os as um uma em no na por para com e ou que se seu sua após",
                "it": "di del della dei la il lo le gli un una in per con e o a al che si suo sua"}


def _title_case(pair: Pair) -> Iterator[Spot]:
    if pair.entry.context is None or len(pair.target.letters) < 4:
        return
    words = re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", pair.target.plain)
    if len(words) < 4 or pair.target.plain.isupper():
        return
    small = set(_SMALL_TITLE.get(pair.language, "").split())
    rest = [word for word in words[1:] if word.lower() not in small and len(word) > 3]
    capital = [word for word in rest if word[0].isupper()]
    english = re.findall(r"[^\W\d_]+", pair.source.plain)
    kept = [word for word in capital if word in english]
    if len(rest) >= 3 and len(capital) >= 0.9 * len(rest) and len(capital) - len(kept) >= 3:
        yield Spot("a headline in the capitals of English title case")


def _capital(pair: Pair) -> Iterator[Spot]:
    if pair.entry.context is not None or pair.target.plain[:1].isupper() or len(pair.source.plain.split()) < 4:
        return
    source = re.match(r"[^\w]*([^\W\d_])", pair.source.plain)
    target = re.match(r"([^\w…]*)([^\W\d_])(\w*)", pair.target.plain)
    if source is None or target is None or not source[1].isupper() or not target[2].islower():
        return
    tokens = pair.target.tokens
    if (tokens and tokens[0].span.start == 0) or ATOM in target[1] or target[2].upper() == target[2] \
            or "'" in pair.target.plain[target.end(2):target.end(2) + 1] or any(one.isupper() for one in target[3]):
        return
    plain = pair.target.plain
    if not pair.source.plain.rstrip().endswith((".", "?", "!", "”", "\"")) or plain[:1] in "…—–-" \
            or plain.startswith("...") or plain.rstrip().endswith((";", ",")):     # an item of a list that goes on
        return
    yield Spot("the sentence begins with a small letter", pair.target.span(target.start(2), target.end(2)),
               fix=target[2].upper())


_SPACING = frozenset({"SPACING"})

RULES = (
    Rule("T101", "foreign-quotation-marks", Severity.WARNING,
         "Quotation marks of another language. CLDR's marks of the locale and its well-known alternatives pass, and "
         "straight ones where the source has straight ones.",
         ("A “deal”", "Un „acuerdo“"), ("A “deal”", "Un «acuerdo»"), _quotes,
         in_target=lambda locale: frozenset(_MARKS) - frozenset(_accepted(locale))),
    Rule("T102", "quotation-mark-without-partner", Severity.WARNING,
         "A quotation that opens has to close, unless the source's goes on in the next paragraph as well.",
         ("A “deal” at last", "Por fin un «acuerdo"), ("A “deal” at last", "Por fin un «acuerdo»"), _unpaired,
         in_target=frozenset(_MARKS)),
    Rule("T103", "inverted-mark-missing", Severity.WARNING, "Spanish opens questions and exclamations.",
         ("Is it late?", "Es tarde?"), ("Is it late?", "¿Es tarde?"), _inverted, frozenset({"es", "gl", "ast"}),
         in_target=frozenset("?!")),
    Rule("T104", "french-space-missing", Severity.WARNING,
         "French sets a no-break space before “: ; ! ?” and inside « » (Lexique des règles typographiques en usage à "
         "l’Imprimerie nationale). Any kind of space passes here.",
         ("Late again!", "Encore en retard!"), ("Late again!", "Encore en retard\u202f!"), _french, frozenset({"fr"}),
         "fr", in_target=frozenset(";!?»:«")),
    Rule("T105", "french-space-breaks", Severity.INFO,
         "An ordinary space before such a mark lets the line break there. Told once a catalog, since whoever types one "
         "types them all; --fix makes every one a no-break space.",
         ("Late again!", "Encore en retard !"), ("Late again!", "Encore en retard\u202f!"), _french_breaking,
         frozenset({"fr"}), "fr", habit=True, in_target=frozenset(";:!?»«")),
    Rule("T106", "space-before-mark", Severity.WARNING, "No space before a comma, a stop or another mark.",
         ("Late, again", "Tarde , otra vez"), ("Late, again", "Tarde, otra vez"), _before,
         in_target=_SPACING),
    Rule("T107", "space-after-mark", Severity.WARNING, "A space after a comma or a semicolon.",
         ("Late, again", "Tarde,otra vez"), ("Late, again", "Tarde, otra vez"), _after,
         in_target=_SPACING),
    Rule("T108", "double-space", Severity.WARNING, "Two spaces where the source has one.",
         ("Late again", "Otra  vez"), ("Late again", "Otra vez"), _double, in_target=_SPACING),
    Rule("T109", "typewriter-apostrophe", Severity.WARNING,
         "A straight apostrophe in French, Italian or English, where the source or the rest of the translation has "
         "typographic marks.",
         ("The boat’s name", "Le nom qu'il porte"), ("The boat’s name", "Le nom qu’il porte"), _apostrophe,
         frozenset({"fr", "it", "en", "ca"}), "fr"),
    Rule("T110", "end-mark-differs", Severity.WARNING,
         "A sentence that ends with a stop ends with one in the translation, a headline without one ends without, and "
         "a question stays a question.",
         ("The ferry is late.", "El ferri llega tarde"), ("The ferry is late.", "El ferri llega tarde."), _end),
    Rule("T111", "title-case", Severity.WARNING, "Headlines in Spanish, French, Italian and Portuguese have capitals "
         "where sentences have them.", ("Harbour Talks Resume at Last", "Se Reanudan Por Fin Las Negociaciones "
                                                                        "Portuarias"),
         ("Harbour Talks Resume at Last", "Se reanudan por fin las negociaciones portuarias"), _title_case,
         frozenset({"es", "fr", "pt", "it"}), in_source=frozenset({"LABEL"})),
    Rule("T112", "small-letter-at-the-start", Severity.WARNING,
         "Running text that begins with a capital in the source begins with one in the translation.",
         ("The ferry is late again.", "el ferri vuelve a llegar tarde."),
         ("The ferry is late again.", "El ferri vuelve a llegar tarde."), _capital),
)
