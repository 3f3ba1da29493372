"""Which rules have to look at a pair: those whose cues stand in it, told by looking up its words and marks once.

Every cue of every rule is in one table a side, with the rules that it calls as bits; what a text has of the table calls
its rules. Most rules are never called for most pairs, and that costs nothing a rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from l10n.checks import registry
from l10n.checks.rule import Cue, Pair, Rule
from l10n.checks.view import View


class Plan:
    """The rules of one pair of locales."""

    def __init__(self, rules: Sequence[Rule], locale: str, source_locale: str) -> None:
        self._rules = rules
        self._count = len(rules)
        self._source = _Side([(rule.in_source, rule.in_either) for rule in rules], source_locale)
        self._target = _Side([(rule.in_target, rule.in_either) for rule in rules], locale)
        self._known: dict[int, tuple[Rule, ...]] = {}

    def called(self, pair: Pair) -> tuple[Rule, ...]:
        """The rules that can have something to say about a pair, in their order."""
        source, target = self._source.calls(pair.source), self._target.calls(pair.target)
        calls = source & target & (source | target) >> self._count
        found = self._known.get(calls)
        if found is None:
            found = self._known[calls] = tuple(rule for bit, rule in enumerate(self._rules) if calls >> bit & 1)
        return found


class _Side:
    """What the cues of the rules call, as bits: that of a rule for its own cue, and one further up, by the number of
    rules, for the cue that either text may have."""

    def __init__(self, cues: Sequence[tuple[Cue, Cue]], locale: str) -> None:
        self._always = 0
        self._table: dict[str, int] = {}
        for bit, cue in enumerate([own for own, _ in cues] + [either for _, either in cues]):
            words = cue(locale) if callable(cue) else cue
            if words is None:
                self._always |= 1 << bit
            for word in words or ():
                self._table[word] = self._table.get(word, 0) | 1 << bit
        self._cues = frozenset(self._table)

    def calls(self, view: View) -> int:
        found, table = self._always, self._table
        for cues in view.cues:
            for cue in self._cues.intersection(cues):
                found |= table[cue]
        return found


def plan(locale: str, source_locale: str, off: frozenset[str]) -> Plan:
    """The plan for the catalogs of one locale, without the rules that are off."""
    rules, key = registry.applying(locale, source_locale), (locale, source_locale, off)
    known = _PLANS.get(key)
    if known is None or known[0] is not rules:
        known = _PLANS[key] = rules, Plan([rule for rule in rules if rule.code not in off], locale, source_locale)
    return known[1]


_PLANS: dict[tuple[str, str, frozenset[str]], tuple[tuple[Rule, ...], Plan]] = {}
"""(the rules that apply, their plan): made anew when plug-ins change the rules."""
