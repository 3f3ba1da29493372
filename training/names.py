"""Names that are the same in both languages: finding them, and inventing others to put in their place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from .corpus import COPIES, Pair

NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]{2,})*")


class Names(NamedTuple):
    """What is known about names."""

    common: frozenset[str]
    """Words that are seen without a capital: never a name, whatever their case at the start of a sentence."""
    seen: tuple[str, ...]
    """Names met in the data, one word each, the rare ones too."""
    chain: Mapping[str, str]
    """Three letters to the letters that follow them in ``seen``, as often as they do; ``^`` starts and ``$`` ends a
    name."""


def collect(pairs: Iterable[Pair], others: Iterable[Pair] = ()) -> Names:
    """Names of the pairs; ``others`` (further languages) add names only."""
    common: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for number, group in enumerate((pairs, others)):
        for pair in group:
            source = [match[0] for match in NAME.finditer(pair.source)]
            target = {match[0] for match in NAME.finditer(pair.target)}
            if not number:
                common.update(word for word in source if word[0].islower())
                common.update(word for word in target if word[0].islower())
            if pair.tag in COPIES:  # elsewhere a capital is often the name of a class or a command
                seen.update(word for word in source[1:] if _looks_like_name(word) and word in target)
    lower = frozenset(word for word, n in common.items() if n > 1)
    names = tuple(sorted(name for name, n in seen.items() if n < 200 and name.lower() not in lower))
    return Names(lower, names, _chain(names))


def _looks_like_name(word: str) -> bool:
    parts = re.split(r"[-'’]", word)
    return (
        len(word) > 2
        and word[0].isupper()
        and all(part[1:].islower() or len(part) == 1 for part in parts)
        and not word.isupper()
    )


def _chain(names: Sequence[str]) -> dict[str, str]:
    following: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        padded = f"^^^{name}$"
        for i in range(3, len(padded)):
            following[padded[i - 3 : i]].append(padded[i])
    return {context: "".join(letters) for context, letters in following.items()}


def invent(names: Names, rng: Random) -> str:
    """A name of three to twelve letters that sounds like those seen; most often nobody bears it."""
    for _ in range(20):
        name = "^^^"
        while name[-1] != "$" and len(name) < 16:
            name += rng.choice(names.chain.get(name[-3:], "$"))
        name = name[3:].rstrip("$")
        if 3 <= len(name) <= 12 and _looks_like_name(name) and name.lower() not in names.common:
            return name
    return rng.choice(names.seen) if names.seen else "Tavrek"


def another(names: Names, rng: Random) -> str:
    """A name seen in the data, or an invented one."""
    return rng.choice(names.seen) if names.seen and rng.random() < 0.5 else invent(names, rng)


def shared(source: str, target: str, names: Names) -> list[str]:
    """Runs of names (``Barack Obama``) that stand once in each side with the same letters, in the order of the
    source."""
    runs: list[list[re.Match[str]]] = []
    for match in NAME.finditer(source):
        word = match[0]
        if (
            not _looks_like_name(word)
            or word.lower() in names.common
            or not _once(word, source)
            or not _once(word, target)
        ):
            continue
        if (
            runs
            and source[runs[-1][-1].end() : match.start()] == " "
            and source[runs[-1][0].start() : match.end()] in target
        ):
            runs[-1].append(match)
        else:
            runs.append([match])
    return [source[run[0].start() : run[-1].end()] for run in runs]


def _once(word: str, text: str) -> bool:
    return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text)) == 1
