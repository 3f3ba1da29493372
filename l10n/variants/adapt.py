"""Carrying a text over into another variety of its language, and finding words that belong to another one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from l10n.model import Fragment, Span
from l10n.variants.book import Extra
from l10n.variants.changes import Adapted, Applied, apply, settle, with_doubtful
from l10n.variants.compiled import Compiled, Item, compiled
from l10n.variants.marks import quoted
from l10n.variants.names import Surroundings, word_after, word_before
from l10n.variants.patterns import Patterns
from l10n.variants.protected import blank, closed, opened
from l10n.variants.quotes import pairs
from l10n.variants.rules import Conditions, Rule, fold

_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


class Adapter:
    """The rules from one locale to another, ready for many fragments. Stateless after it is made."""

    __slots__ = ("_keep_quoted", "_rules")

    def __init__(self, source: str, target: str, *, options: Collection[str] = (), extra: Extra = ()) -> None:
        self._rules = compiled(source, target, frozenset(options), extra)
        self._keep_quoted = "verbatim quotations" in options

    def adapt(self, fragment: Fragment, protected: Collection[str] = ()) -> Adapted:
        """``fragment`` by the rules; markup, ``protected`` terms, code, URLs and names stay as they are."""
        changes = self.changes(fragment, protected)
        if not changes:
            return Adapted(fragment.text, fragment.text, ())
        certain = [change for change in changes if change.certain]
        text = apply(fragment.text, certain)
        if len(certain) == len(changes):
            return Adapted(text, text, tuple(changes))
        return Adapted(text, apply(fragment.text, with_doubtful(changes)), tuple(changes))

    def changes(self, fragment: Fragment, protected: Collection[str] = ()) -> list[Applied]:
        """Every change, by span: the certain ones disjoint, the doubtful ones disjoint."""
        rules = self._rules
        text = fragment.text
        if rules.conversions:
            return _converted(fragment, rules, protected)
        folded = fold(text)
        words = _WORD.findall(folded)
        hits = not rules.gate.isdisjoint(words)
        marks = rules.marks is not None and rules.marks.search(text) is not None
        numeric = bool(rules.numeric) and _DIGIT.search(text) is not None
        if not (hits or marks or numeric):
            return []
        if shut := closed(fragment, protected):
            text = blank(text, shut)
            folded = fold(text)
        around = Surroundings(text)
        present = frozenset(words)
        found: list[Applied] = []
        if marks and rules.letters:
            found += _letters(around, rules)
        if hits:
            for pattern in rules.patterns:
                if not pattern.gate.isdisjoint(present):
                    found += _patterned(around, folded, pattern, present)
            found += _worded(around, folded, rules, present)
        if numeric:
            for pattern in rules.numeric:
                found += _patterned(around, folded, pattern, present)
        if self._keep_quoted and found:
            found = [change for change in found if not self._quoted(around.text, change)]
        if marks and (rules.quotes or rules.end_marks):
            found += quoted(around.text, rules)
        return settle(found)

    def _quoted(self, text: str, change: Applied) -> bool:
        return any(pair.open < change.span.start and (pair.close is None or change.span.end <= pair.close)
                   for quotes in self._rules.quotes for pair in pairs(text, quotes.source))


def _worded(around: Surroundings, folded: str, rules: Compiled, present: frozenset[str]) -> Iterator[Applied]:
    """At each word the first item that fits; after a doubtful one, a certain one may follow for the same word."""
    table = rules.words
    text = around.text
    done = 0
    for start, word in _occurrences(folded, table.keys() & present):
        if start < done:
            continue
        proposed = False
        for item in table[word]:
            end = start + len(item.phrase)
            if (proposed and not item.rule.certain) or not _stands(item, word, text, folded, start, end):
                continue
            matched = text[start:end]
            after = _recase(matched, item) if item.output else ""
            if after is None or (item.conditions and not _holds(item.conditions, around, folded, start, end, present)):
                continue
            named = item.rule.guarded and not item.exact and around.name(start, end, item.often_name)
            if not item.output or named or around.technical(start, end):
                done = end
                break
            change = _dotted(text, Span(start, end), matched, after, item.rule)
            if change.before != change.after:
                yield change
            if item.rule.certain:
                done = end
                break
            proposed = True


def _stands(item: Item, word: str, text: str, folded: str, start: int, end: int) -> bool:
    """Whether the item's phrase, which begins with ``word``, stands at ``start``."""
    if len(item.phrase) != len(word) and not (folded.startswith(item.phrase, start) and _bounded(folded, end)):
        return False
    if not item.exact:
        return True
    matched = text[start:end].replace("’", "'").replace("\u00a0", " ")
    return matched == item.form.replace("’", "'") or (len(matched) > 3 and matched.isupper())


def _occurrences(folded: str, words: Iterable[str]) -> list[tuple[int, str]]:
    """Where whole words stand, in order: cheaper than going through all words of the text."""
    found = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            end = at + len(word)
            if not (at and folded[at - 1].isalpha()) and not folded[end:end + 1].isalpha():
                found.append((at, word))
            at = folded.find(word, end)
    found.sort()
    return found


def _bounded(folded: str, end: int) -> bool:
    return not (folded[end - 1:end].isalnum() and folded[end:end + 1].isalnum())


def _recase(matched: str, item: Item) -> str | None:
    """The output in the case of what was matched; None for a mixture that no rule should touch."""
    output = item.output
    if matched == item.form:
        return output
    if matched.isupper() and len(matched) > 1:
        return output.upper()
    if item.exact:
        return output
    if matched[0].isupper():
        rest = matched[1:]
        if rest == rest.lower():
            return output[0].upper() + output[1:]
        if all(word[:1].isupper() and word[1:] == word[1:].lower() for word in re.split(r"[ -]", matched)):
            return "".join(part[:1].upper() + part[1:] for part in re.split(r"([ -])", output))
        return None
    return output if matched == matched.lower() else None


def _holds(wanted: Conditions, around: Surroundings, folded: str, start: int, end: int,
           present: frozenset[str]) -> bool:
    if wanted.near and wanted.near.isdisjoint(present):
        return False
    if wanted.not_near and not wanted.not_near.isdisjoint(present):
        return False
    if wanted.after or wanted.not_after:
        before = word_before(folded, start)
        if (wanted.after and not _among(before, wanted.after)) or _among(before, wanted.not_after):
            return False
    if wanted.before or wanted.not_before:
        after, place = word_after(folded, end)
        capital = around.text[place:place + 1].isupper()
        if wanted.before and not (_among(after, wanted.before) or (capital and "Xx" in wanted.before)):
            return False
        return not (_among(after, wanted.not_before) or (capital and "Xx" in wanted.not_before))
    return True


def _among(word: str, wanted: frozenset[str]) -> bool:
    return word in wanted or any(one[0] == "-" and word.endswith(one[1:]) for one in wanted)


def _patterned(around: Surroundings, folded: str, patterns: Patterns, present: frozenset[str]) -> Iterator[Applied]:
    text = around.text
    for match in patterns.regex.finditer(text):
        name = next(key for key in patterns.candidates if match[key] is not None)
        for candidate in patterns.candidates[name]:
            if not _holds(candidate.rule.conditions, around, folded, match.start(), match.end(), present):
                continue
            after = candidate.rewrite(match)
            if after != match[0] and not around.technical(match.start(), match.end()):
                yield _dotted(text, Span(match.start(), match.end()), match[0], after, candidate.rule)
            break


def _dotted(text: str, span: Span, before: str, after: str, rule: Rule) -> Applied:
    """A change whose abbreviation point and the sentence's full stop are one: neither doubled nor lost."""
    if after.endswith(".") and not before.endswith(".") and text[span.end:span.end + 1] == ".":
        span, before = Span(span.start, span.end + 1), f"{before}."
    elif before.endswith(".") and not after.endswith("."):
        follows = text[span.end:].lstrip("”’\"')» ")
        if (not follows or follows[0].isupper()) and rule.kind == "patterns":
            after += "."
    return Applied(span, before, after, rule.id, rule.certain)


def _letters(around: Surroundings, rules: Compiled) -> Iterator[Applied]:
    text = around.text
    for letter, replacement, rule in rules.letters:
        if letter[-1] not in text:
            continue
        if rule.kind == "spaces":
            yield from _spaced(around, letter, replacement, rule)
            continue
        for match in _WORD.finditer(text):
            if letter in match[0] and not around.technical(match.start(), match.end()):
                upper = len(match[0]) > 1 and match[0].replace(letter, "").isupper()
                after = match[0].replace(letter, replacement.upper() if upper else replacement)
                yield Applied(Span(match.start(), match.end()), match[0], after, rule.id, rule.certain)


def _spaced(around: Surroundings, before: str, after: str, rule: Rule) -> Iterator[Applied]:
    """The space before a mark, ``_`` in the rule: any space is taken away, a no-break space is set.

    Only marks that end a word and stand before a space, a closing mark or the end: never inside URLs and code.
    """
    mark = before[-1]
    for match in re.finditer(rf"(?<=[\w»”’)%\x01])[ \u00a0\u202f]?{re.escape(mark)}(?=[\s»”)\x01!?]|$)", around.text):
        new = after.replace("_", "\u202f")
        if (len(match[0]) > 1) != (len(new) > 1) and not around.technical(match.start(), match.end()):
            yield Applied(Span(match.start(), match.end()), match[0], new, rule.id, rule.certain)


def _converted(fragment: Fragment, rules: Compiled, protected: Collection[str]) -> list[Applied]:
    """Stretches between protected parts through the conversions; the first certain or doubtful one to differ wins."""
    found: list[Applied] = []
    for start, end in opened(fragment, protected):
        before = fragment.text[start:end]
        for convert, rule in rules.conversions:
            after = convert(before)
            found += _differences(before, after, start, rule)
    return settle(found)


def _differences(before: str, after: str, start: int, rule: Rule) -> Iterator[Applied]:
    if before == after:
        return
    if len(before) != len(after):
        yield Applied(Span(start, start + len(before)), before, after, rule.id, rule.certain)
        return
    at = 0
    while at < len(before):
        if before[at] == after[at]:
            at += 1
            continue
        end = at
        while end < len(before) and before[end] != after[end]:
            end += 1
        yield Applied(Span(start + at, start + end), before[at:end], after[at:end], rule.id, rule.certain)
        at = end
