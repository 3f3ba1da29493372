"""How alike two texts are, and what differs between them, in a few words for a translator."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from string import ascii_letters

_TOKEN = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*|[^\w\s]|_")
_WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_NUMBER = re.compile(r"\d+(?:[.,:’\u00a0\u202f]\d+)*")
_WORD = re.compile(r"[^\W_]")
_END = re.compile(r"""[.!?…。！？](?:(?<=[.!?…])["'”’»)\]*_]*+\s++(?=[^\da-zß-öø-ÿ])|"""
                  r"""(?<=[。！？])["”’」』）)]*+\s*+(?=\S))""")
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Z]|[IVX]{2,5}|Mr|Mrs|Ms|Mx|Dr|St|Prof|Rev|Gen|Col|Capt|Lt|Sgt|Gov|Sen|Rep|vs|"
                           r"cf|Sr|Sra|Srta|Dra|Ud|Uds|Hr|Fr|Bd|bzw|Mme|Mlle|Inc|Ltd|Co|Corp|approx|al|etc|[ap]\.m|"
                           r"e\.g|i\.e|z\.B|d\.h|p\. ?e[jx]|U\.S|U\.K|EE|EE\. ?UU|Fig|Nr))\.$")
_ABBREVIATED = frozenset(re.findall("[A-Za-z]+", (
    "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z Mr Mrs Ms Mx Dr St Prof Rev Gen Col Capt Lt Sgt Gov Sen Rep "
    "vs cf Sr Sra Srta Dra Ud Uds Hr Fr Bd bzw Mme Mlle Inc Ltd Co Corp approx al etc m g e h ej ex EE UU Fig Nr "
    "II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII")))
"""The last letters of every abbreviation: most words are none, and no expression is needed to tell."""
_NEGATIONS = frozenset(("not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"))
_LONG = 2000
"""Characters beyond which texts are compared by words only; words beyond which they are not compared."""
_MANY = 200
"""Sentences beyond which they are not compared one by one."""


def tokens(text: str) -> list[str]:
    """Words, numbers and marks; single characters where a script has no spaces between words."""
    return [piece for token in _TOKEN.findall(text) for piece in (token if _WIDE.search(token) else (token,))]


def sentences(text: str) -> list[str]:
    """``text`` parted after its sentences, without the white space between them.

    A mark that ends a sentence, closing quotes and markup, then a space and no small letter or digit; never after an
    abbreviation. Made to part the same way every time, which is all that comparing needs.
    """
    return [text[start:end] for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each of ``sentences`` stands in ``text``."""
    found: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for end in _END.finditer(text):
        mark = end.start() + 1
        before = text[max(start, mark - 12):mark - 1]
        if text[mark - 1] == "." and before[len(before.rstrip(ascii_letters)):] in _ABBREVIATED \
                and _ABBREVIATION.search(text, max(start, mark - 12), mark):
            continue
        found.append((start, start + len(text[start:end.end()].rstrip())))
        start = end.end()
    if rest := text[start:].rstrip():
        found.append((start, start + len(rest)))
    return found


def common(left: Sequence[Hashable], right: Sequence[Hashable]) -> int:
    """Length of the longest common subsequence, bit-parallel (Hyyrö 2004, "Bit-parallel LCS-length computation
    revisited"): linear in ``right`` with one machine word for every 64 items of ``left``."""
    masks: dict[Hashable, int] = {}
    for at, item in enumerate(left):
        masks[item] = masks.get(item, 0) | 1 << at
    whole = (1 << len(left)) - 1
    row = whole
    for item in right:
        matched = row & masks.get(item, 0)
        row = ((row + matched) | (row - matched)) & whole
    return len(left) - row.bit_count()


def ratio(left: Sequence[Hashable], right: Sequence[Hashable]) -> float:
    """2 · LCS / (lengths together): 1 for equal sequences, 0 where nothing is shared; what GNU's fstrcmp computes."""
    total = len(left) + len(right)
    return 2 * common(left, right) / total if total else 1.0


def similarity(left: str, right: str) -> float:
    """From 0 to 1: by words, or by letters where those agree more.

    Letters of unrelated sentences agree to about a half by chance, so their ratio counts from there.
    """
    if left == right:
        return 1.0
    words, others = tokens(left), tokens(right)
    if len(words) + len(others) > 2 * _LONG:
        words, others = words[:_LONG], others[:_LONG]
    by_words = ratio(words, others)
    if by_words > 0.9 or max(len(left), len(right)) > _LONG or not left or not right:
        return min(by_words, 0.99)
    if 4 * min(len(left), len(right)) / (len(left) + len(right)) - 1 <= by_words:
        return min(by_words, 0.99)
    return min(max(by_words, 2 * ratio(left, right) - 1), 0.99)


def describe(old: str, new: str) -> tuple[str, ...]:
    """What changed from ``old`` to ``new``, a few words each, the weightiest first; () where they are equal.

    Numbers, negations and whole sentences change the meaning, and the first of these says so.
    """
    if old == new:
        return ()
    meaning = [*_numbers(old, new), *_negations(old, new), *_sentences(old, new)]
    if meaning:
        meaning[0] = f"meaning: {meaning[0]}"
        return tuple(meaning)
    before, after = tokens(old), tokens(new)
    words, others = _words(before), _words(after)
    if words == others:
        return ("markup or punctuation changed",)
    if [word.casefold() for word in words] == [word.casefold() for word in others]:
        return ("capital letters changed",)
    changed = max(len(words), len(others)) - common(words[:_LONG], others[:_LONG])
    return (f"{changed} word{'' if changed == 1 else 's'} changed{_where(old, new)}",)


def _words(found: Sequence[str]) -> list[str]:
    return [token for token in found if _WORD.match(token)]


def _numbers(old: str, new: str) -> list[str]:
    before, after = _NUMBER.findall(old), _NUMBER.findall(new)
    gone, come = _less(before, after), _less(after, before)
    pairs = [f"number {left} → {right}" for left, right in zip(gone, come, strict=False)]
    pairs += [f"number {number} is gone" for number in gone[len(come):]]
    pairs += [f"number {number} is new" for number in come[len(gone):]]
    return pairs if len(pairs) < 4 else [*pairs[:2], f"{len(pairs) - 2} more numbers"]


def _less(items: Sequence[str], others: Sequence[str]) -> list[str]:
    """What ``items`` has and ``others`` has not, in order."""
    left = Counter(others)
    found = []
    for item in items:
        if left[item]:
            left[item] -= 1
        else:
            found.append(item)
    return found


def _negations(old: str, new: str) -> list[str]:
    before, after = ([word for word in _words(tokens(text.lower().replace("’", "'")))
                      if word in _NEGATIONS or word.endswith("n't")] for text in (old, new))
    return [f"“{word}” is gone" for word in _less(before, after)[:2]] + \
        [f"“{word}” is new" for word in _less(after, before)[:2]]


def _sentences(old: str, new: str) -> list[str]:
    before, after = sentences(old), sentences(new)
    if len(before) == len(after) == 1 or len(before) + len(after) > _MANY:
        return []
    if before != after and sorted(before) == sorted(after):
        return ["sentences in another order"]
    gone, come = 0, []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        left = before[i:j]
        for at in range(k, m):
            near = next((sentence for sentence in left if similarity(sentence, after[at]) >= 0.4), None)
            if near is None:
                come.append(at + 1)
            else:
                left.remove(near)
        gone += len(left)
    found = []
    if come:
        numbers = ", ".join(map(str, come))
        found.append(f"sentence {numbers} of {len(after)} is new" if len(come) == 1
                     else f"sentences {numbers} of {len(after)} are new")
    if gone:
        found.append("1 sentence is gone" if gone == 1 else f"{gone} sentences are gone")
    return found


def _where(old: str, new: str) -> str:
    """In which sentence, where there are as many as before and only one of them differs."""
    before, after = sentences(old), sentences(new)
    differ = [at for at, (left, right) in enumerate(zip(before, after, strict=False), 1) if left != right]
    if len(after) < 2 or len(before) != len(after) or len(differ) != 1:
        return ""
    return f" in sentence {differ[0]} of {len(after)}"
