"""Words of another variety: American spelling in a British text, Spain's words in a Mexican one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from l10n.model import Fragment, Span
from l10n.variants.adapt import Adapter
from l10n.variants.book import Extra, column_of, load_rules


@dataclass(frozen=True, slots=True, order=True)
class Foreign:
    """A stretch of text that the locale writes differently."""

    span: Span
    word: str
    suggestion: str
    """What the locale writes instead."""
    rule_id: str
    """Its second part is the family: spelling, vocabulary, dates, punctuation …"""
    certain: bool
    """False where the word has other meanings too."""
    locales: tuple[str, ...]
    """Varieties that write it so."""


def foreign_words(text: str | Fragment, locale: str, protected: Collection[str] = (), *,
                  extra: Extra = ()) -> tuple[Foreign, ...]:
    """What in ``text`` another variety of its language would write and ``locale`` would not, by span.

    Protected parts, names and code are never reported. Certain findings win over doubtful ones at the same place.
    """
    fragment = text if isinstance(text, Fragment) else Fragment(text)
    found: dict[Span, Foreign] = {}
    for other in _others(locale, extra):
        for change in _adapter(other, locale, extra).changes(fragment, protected):
            known = found.get(change.span)
            if known is None or (change.certain and not known.certain):
                found[change.span] = Foreign(change.span, change.before, change.after, change.rule_id, change.certain,
                                             (other,))
            elif known.rule_id == change.rule_id:
                found[change.span] = Foreign(change.span, known.word, known.suggestion, known.rule_id, known.certain,
                                             (*known.locales, other))
    return tuple(sorted(found.values()))


@cache
def _others(locale: str, extra: Extra) -> tuple[str, ...]:
    """Columns that ``locale`` does not read, except those that only convert scripts."""
    rules = [rule for rule in load_rules(locale.split("_")[0], extra).rules if rule.kind != "script"]
    columns = dict.fromkeys(column for rule in rules for column in rule.columns)
    own = {column_of(rule, locale) for rule in rules}
    return tuple(column for column in columns if column != locale and (column not in own or len(own) > 1))


@cache
def _adapter(source: str, target: str, extra: Extra) -> Adapter:
    return Adapter(source, target, extra=extra)
