"""Variants of one language: British into American, Spain's Spanish into Mexico's, German into Swiss German …

Named rules in the text files of the folders beside this module say what differs (``README.md`` there tells an editor
how to read and write them). ``adapt`` applies what is certain and proposes the rest; ``foreign_words`` reads the same
tables the other way round: what in a text belongs to another variety.

Everything here is a pure function of its arguments; ``extra`` carries the texts of a project's own rule files.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from l10n.model import Fragment
from l10n.variants.adapt import Adapter
from l10n.variants.book import Book, Extra, languages, load_rules
from l10n.variants.changes import Adapted, Applied
from l10n.variants.compiled import compiled
from l10n.variants.foreign import Foreign, foreign_words
from l10n.variants.rules import Rule, VariantError

__all__ = ["Adapted", "Adapter", "Applied", "Book", "Extra", "Foreign", "Rule", "VariantError", "adapt", "adapter",
           "foreign_words", "languages", "load_rules", "rules_for", "supports"]


def adapt(fragment: Fragment, source: str, target: str, protected: Collection[str] = (), *,
          options: Collection[str] = (), extra: Extra = ()) -> Adapted:
    """``fragment``, written for the locale ``source``, for the locale ``target``.

    Markup (``fragment.inlines``), ``protected`` terms, URLs, code and names stay as they are; translatable values
    inside markup (``Inline.texts``) are text. ``options`` are house styles: ``single quotes`` for British editions,
    ``verbatim quotations`` to leave the words of every quotation alone.
    Raises VariantError where a rule file cannot be used or an optional library is missing.
    """
    return adapter(source, target, frozenset(options), extra).adapt(fragment, protected)


@cache
def adapter(source: str, target: str, options: frozenset[str] = frozenset(), extra: Extra = ()) -> Adapter:
    """What ``adapt`` uses, for callers with many fragments of one pair of locales."""
    return Adapter(source, target, options=options, extra=extra)


def rules_for(source: str, target: str, *, options: Collection[str] = (), extra: Extra = ()) -> tuple[Rule, ...]:
    """The rules that can apply from one locale to another, in the order of their files."""
    return compiled(source, target, frozenset(options), extra).rules


def supports(source: str, target: str, extra: Extra = ()) -> bool:
    """Whether there is any rule from ``source`` to ``target``: never between languages."""
    return bool(rules_for(source, target, extra=extra))
