"""What the mix is enriched with. A function takes the two sides of a pair and gives two sides back, changed alike.

The laws (``tests/training/test_augment.py``): a placeholder, a tag or a copied string stands as often in the target
as in the source; a name or number that is replaced is replaced on both sides; text that a function has nothing to say
about comes back unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from . import names as naming
from .align import Lexicon, phrases

Sides = tuple[str, str]
SMALL_WORDS = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "on",
        "or",
        "per",
        "the",
        "to",
    )
)
"""Written small inside an English headline."""
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w]|[.,]\d)")
_WORD_START = re.compile(r"(^|[\s(\[¿¡—-])")


class Tools(NamedTuple):
    """What the functions look things up in."""

    names: naming.Names
    lexicon: Lexicon


def augment(sides: Sides, tools: Tools, rng: Random) -> Sides:
    """One copy of a pair, changed in none, one or several ways; about half come back as they are."""
    source, target = sides
    if rng.random() < 0.15:
        source, target = swap_numbers(source, target, rng)
    if rng.random() < 0.35:
        source, target = swap_names(source, target, tools.names, rng)
    if rng.random() < 0.03:
        source, target = add_copied(source, target, tools.names, rng)
    if rng.random() < 0.12:
        source, target = curly(source), curly(target)
    style = rng.random()
    if style < 0.03:
        source, target = capitals(source, target)
    elif style < 0.07 and len(source) < 110:
        source = title_case(source, rng.random() < 0.4)
    elif style < 0.11:
        source, target = drop_stop(source, target)
    if rng.random() < 0.14:
        source, target = add_markers(source, target, tools, rng)
    return source, target


def join(first: Sides, second: Sides) -> Sides:
    """Two sentences in one segment."""
    return f"{first[0]} {second[0]}", f"{first[1]} {second[1]}"


def ends(sides: Sides) -> bool:
    """Both sides end as a sentence does."""
    return all(side.rstrip("\"'”’»)")[-1:] in (".", "!", "?") for side in sides)


def capitals(source: str, target: str) -> Sides:
    """A headline in capitals, on both sides."""
    return source.upper(), target.upper()


def title_case(text: str, every_word: bool = False) -> str:
    """A headline as English papers set it: small words stay small unless ``every_word``. The target keeps sentence
    case."""

    def word(match: re.Match[str]) -> str:
        small = match[0] in SMALL_WORDS and match.start() > 0 and not every_word
        return match[0] if small else match[0][0].upper() + match[0][1:]

    return re.sub(r"(?<![\w'’@/.])[^\W\d_]\w*(?![\w.]*[/@])", word, drop_stop(text, text)[0])


def drop_stop(source: str, target: str) -> Sides:
    """Both sides without the full stop at their end; unchanged unless both have one."""
    if source.endswith(".") and target.endswith(".") and not source.endswith("..") and not target.endswith(".."):
        return source[:-1], target[:-1]
    return source, target


def curly(text: str) -> str:
    """Straight quotation marks and apostrophes as typographic ones."""
    text = re.sub(_WORD_START.pattern + '"', r"\1“", text).replace('"', "”")
    return re.sub(_WORD_START.pattern + "'", r"\1‘", text).replace("'", "’")


def swap_numbers(source: str, target: str, rng: Random) -> Sides:
    """Each number that stands once on both sides gets new digits, as many as it had; decimal signs stay as each side
    has them.

    One-digit numbers stay: they decide grammar. So do numbers that the target writes in another way.
    """
    for match in reversed(list(_NUMBER.finditer(source))):
        number = match[0]
        if sum(map(str.isdigit, number)) < 2:
            continue
        written = [n for n in {number, number.translate(str.maketrans(".,", ",."))} if _count(n, target)]
        if len(written) != 1 or _count(number, source) != 1 or _count(written[0], target) != 1:
            continue
        digits = [rng.choice("23456789" if i == 0 else "0123456789") for i in range(sum(map(str.isdigit, number)))]
        if len(digits) == 4 and number.isdigit() and number[:2] in ("19", "20"):
            digits[:2] = number[:2]  # a year stays a year
        source = source[: match.start()] + _with_digits(number, digits) + source[match.end() :]
        target = next(
            target[: m.start()] + _with_digits(written[0], digits) + target[m.end() :]
            for m in _NUMBER.finditer(target)
            if m[0] == written[0]
        )
    return source, target


def _count(number: str, text: str) -> int:
    return sum(match[0] == number for match in _NUMBER.finditer(text))


def _with_digits(number: str, digits: list[str]) -> str:
    following = iter(digits)
    return "".join(next(following) if letter.isdigit() else letter for letter in number)


def swap_names(source: str, target: str, names: naming.Names, rng: Random) -> Sides:
    """Each run of names that both sides share becomes another one, rare or invented, of as many words (sometimes one
    more)."""
    for run in naming.shared(source, target, names):
        if rng.random() < 0.75:
            length = run.count(" ") + 1 + (rng.random() < 0.15)
            name = " ".join(naming.another(names, rng) for _ in range(min(length, 4)))
            if length > 1 and rng.random() < 0.15:
                name = name.replace(" ", rng.choice((" al-", " de ", " van ", " O'", " Mc", "-")), 1)
            source, target = (_replace_word(side, run, name) for side in (source, target))
    return source, target


def _replace_word(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, text, count=1)


def copied(names: naming.Names, rng: Random) -> str:
    """Something that a translation copies letter by letter: an address, a path, code."""
    a, b, c = (naming.another(names, rng).lower().replace("'", "").replace("’", "") for _ in range(3))
    number = rng.randrange(2, 4000)
    return rng.choice(
        (
            f"https://{a}.org/{b}",
            f"https://www.{a}-{b}.com/{c}?id={number}",
            f"http://{a}.{b}.net/",
            f"www.{a}.com",
            f"{a}.{b}@{c}.org",
            f"{a}@{b}.com",
            f"`{a}_{b}`",
            f"`{a}.{b}({number})`",
            f"`--{a}={b}`",
            f"{a}_{b}.txt",
            f"/usr/{a}/{b}",
            f"@{a}{number}",
            f"#{a.capitalize()}{b.capitalize()}",
        )
    )


def add_copied(source: str, target: str, names: naming.Names, rng: Random) -> Sides:
    """A string to copy, in the place of a name or number that both sides share, or after the sentence."""
    thing = copied(names, rng)
    runs = naming.shared(source, target, names)
    if runs and rng.random() < 0.6:
        run = rng.choice(runs)
        return _replace_word(source, run, thing), _replace_word(target, run, thing)
    stop = ends((source, target)) and source[-1] == target[-1] == "."
    if stop and rng.random() < 0.5:
        return f"{source[:-1]}: {thing}", f"{target[:-1]}: {thing}"
    if stop and rng.random() < 0.5:
        return f"{source[:-1]} ({thing}).", f"{target[:-1]} ({thing})."
    return f"{source} {thing}", f"{target} {thing}"


class _Cut(NamedTuple):
    """Text to be put in the place of ``[start:end]`` of each side."""

    source: tuple[int, int]
    target: tuple[int, int]
    write: Callable[[str], str]


def add_markers(source: str, target: str, tools: Tools, rng: Random) -> Sides:
    """One to three placeholders or pairs of tags, around or in the place of words that translate each other.

    ``⟦1⟧`` (alone, or closed by ``⟦/1⟧``) is how ``l10n`` masks inline markup; ``{1}``, ``{name}``, ``%s`` and HTML
    tags are what other text has.
    """
    if re.search(r"[⟦⟧{}<>]|%\w", source + target):
        return source, target
    kind = rng.choices(("mask", "brace", "html", "percent"), (60, 15, 22, 3))[0]
    found = phrases(source, target, tools.lexicon)
    shared = [(source.find(run), target.find(run), len(run)) for run in naming.shared(source, target, tools.names)]
    candidates = [(p.source, p.target, False) for p in found]
    candidates += [((s, s + n), (t, t + n), True) for s, t, n in shared if s >= 0 and t >= 0]
    candidates += [((m.start(), m.end()), (t.start(), t.end()), True) for m, t in _shared_numbers(source, target)]
    rng.shuffle(candidates)
    wanted = rng.choices((1, 2, 3, 4), (50, 28, 17, 5))[0]
    chosen: list[tuple[tuple[int, int], tuple[int, int], bool]] = []
    for one in candidates:
        if len(chosen) < wanted and all(_apart(one[0], other[0]) and _apart(one[1], other[1]) for other in chosen):
            chosen.append(one)
    chosen.sort()
    first = 1 if rng.random() < 0.8 else rng.randrange(2, 13)
    whole = rng.random() < (0.12 if chosen else 0.6)
    cuts = []
    for number, (left, right, same) in enumerate(chosen, first + whole):
        alone = same and rng.random() < 0.6
        if not alone and kind not in ("mask", "html"):
            alone = same = True
            if left[1] - left[0] > 12:  # a brace in the place of a noun or two, never of half the sentence
                continue
        cuts.append(_Cut(left, right, _writer(kind, number, alone, rng)))
    source, target = (
        _apply(source, [(c.source, c.write) for c in cuts]),
        _apply(target, [(c.target, c.write) for c in cuts]),
    )
    if whole or not cuts:
        return _at_the_edge(source, target, kind, first if whole else first + len(chosen), rng)
    return source, target


def _apart(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[1] < b[0] or b[1] < a[0]


def _shared_numbers(source: str, target: str) -> list[tuple[re.Match[str], re.Match[str]]]:
    right = {m[0]: m for m in _NUMBER.finditer(target) if _count(m[0], target) == 1}
    return [(m, right[m[0]]) for m in _NUMBER.finditer(source) if m[0] in right and _count(m[0], source) == 1]


def _writer(kind: str, number: int, alone: bool, rng: Random) -> Callable[[str], str]:
    if kind == "mask":
        return (lambda _: f"⟦{number}⟧") if alone else (lambda text: f"⟦{number}⟧{text}⟦/{number}⟧")
    if kind == "html" and not alone:
        tag = rng.choice(("b", "i", "em", "strong", "a", "span", "code", "u"))
        attributes = f' href="https://{rng.choice("abcdefgh")}{number}.org"' if tag == "a" else ""
        return lambda text: f"<{tag}{attributes}>{text}</{tag}>"
    if kind == "html":
        atom = rng.choice((f'<img src="{number}.jpg">', f"<x{number}/>", f"&x{number};", f'<x id="{number}"/>'))
        return lambda _: atom
    if kind == "brace":
        word = rng.choice((str(number), str(number - 1), f"name{number}", f"{{var_{number}}}", f"count{number}"))
        return lambda _: f"{{{word}}}"
    code = rng.choice((f"%({'abcdefgh'[number % 8]})s", f"%{number}$s", f"%{number}"))
    return lambda _: code


def _apply(text: str, cuts: list[tuple[tuple[int, int], Callable[[str], str]]]) -> str:
    for (start, end), write in sorted(cuts, key=lambda cut: cut[0], reverse=True):
        text = text[:start] + write(text[start:end]) + text[end:]
    return text


def _at_the_edge(source: str, target: str, kind: str, number: int, rng: Random) -> Sides:
    """Markup around the whole text, or a placeholder before or after it."""
    place = rng.random()
    if kind in ("mask", "html") and place < 0.5:
        write = _writer(kind, number, False, rng)
        return write(source), write(target)
    thing = _writer(kind, number, True, rng)("")
    space = " " if rng.random() < 0.8 else ""
    if place < 0.75:
        return thing + space + source, thing + space + target
    return source + space + thing, target + space + thing
