"""The rules on single words in their order."""

from __future__ import annotations

from l10n.engines.guards import dates, language, names, numbers
from l10n.engines.guards.verdict import Verdict, apply


def quantities(source: str, target: str, source_locale: str, target_locale: str) -> tuple[str, tuple[str, ...]]:
    """(target, reasons): dates, times, numbers, money and units as in the source, written as the target's locale does.

    Protected parts are private-use characters in both texts and stay where they are. Where nothing is to be said the
    target is right as far as these rules can see; what they changed and what they cannot decide is in the reasons.
    """
    verdict = Verdict()
    dates.check(source, target, source_locale, target_locale, verdict)
    numbers.check(source, target, source_locale, target_locale, verdict)
    return apply(target, verdict.edits), tuple(dict.fromkeys(verdict.reasons))


def wording(source: str, target: str, source_locale: str, target_locale: str) -> tuple[str, tuple[str, ...]]:
    """(target, reasons): names as in the source, nothing left in its language; protected parts as in ``quantities``."""
    verdict = Verdict()
    names.check(source, target, source_locale, target_locale, verdict)
    said = apply(target, verdict.edits)
    return said, (*dict.fromkeys(verdict.reasons), *language.left(source, said, source_locale, target_locale))
