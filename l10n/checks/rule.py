"""What a rule is, what it looks at and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from l10n import locales
from l10n.checks.tokens import Form
from l10n.checks.view import View
from l10n.model import Entry, Severity, Span

_SPACING = re.compile(r"[ ,;.](?:(?<= )[ ,.;:!?،؛؟]|(?<=[,;.])[^\W\d_])")
"""A space before a mark or another space, a mark before a letter."""


class Pair:
    """A source text and its translation: all that a rule over one entry sees.

    Texts in other forms (words, sentences, quantities) are worked out when the first rule asks and kept.
    """

    def __init__(self, entry: Entry, locale: str, source_locale: str) -> None:
        self.entry = entry
        self.locale = locale
        """Canonical tag of the translation's locale."""
        self.source_locale = source_locale
        self.language, self.source_language, self.is_variant = _kind(locale, source_locale)
        """``is_variant``: both are the same written language, so that nothing is translated, only adapted."""
        form = _form(entry)
        self.source, self.target = View(entry.source, form), View(entry.target, form)
        if entry.context is not None:
            self.source.cues += (("LABEL",),)
        if _SPACING.search(self.target.plain):
            self.target.cues += (("SPACING",),)
        self.kept: dict[str, object] = {}
        """What families keep for their own rules."""

    @property
    def is_body(self) -> bool:
        """Whether it is running text, or anything else in whole sentences, rather than a label or a headline."""
        return self.entry.context is None


@cache
def _kind(locale: str, source_locale: str) -> tuple[str, str, bool]:
    """(language, language of the source, whether both are the same written language)."""
    return locales.language(locale), locales.language(source_locale), locales.kin(locale, source_locale)


_FORMS: tuple[tuple[tuple[str, ...], Form], ...] = ((".txt", ".text"), "text"), ((".html", ".htm", ".xhtml"), "html")


def _form(entry: Entry) -> Form:
    """What its articles are all written in; what has no place, or several kinds, may be anything that Markdown is."""
    places = entry.places
    for suffixes, form in _FORMS if places else ():
        if places[0].path.endswith(suffixes) and all(place.path.endswith(suffixes) for place in places):
            return form
    return "markdown"


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing that a rule found wrong."""

    message: str
    """One sentence for a person, without full stop."""
    span: Span | None = None
    """Where, as offsets into the text of ``side``; None for all of it."""
    side: Literal["target", "source"] = "target"
    fix: str | None = None
    """What has to stand at ``span`` of the target, where that is certain."""


Looks = Callable[[Pair], Iterable[Spot]]
Cue = frozenset[str] | Callable[[str], frozenset[str] | None] | None
"""What a text has to have one of before a rule can have anything to say: words in small letters, marks, and traits, all
as ``View.cues`` has them. A function makes it from the locale of the text. None: any text will do; an empty set:
none."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over one entry. What a plug-in (entry-point group ``l10n.checks``) names: one of these, or several."""

    code: str
    """Stable: a letter for the family and three digits."""
    name: str
    """A few words, in small letters and hyphens."""
    severity: Severity
    help: str
    """One paragraph: what is wrong about it and what the rule lets pass."""
    wrong: tuple[str, str]
    """A source text and a translation that the rule finds fault with."""
    right: tuple[str, str]
    """The same with a translation that it does not."""
    look: Looks
    languages: frozenset[str] | None = None
    """Languages of the translation that it is for; None for all."""
    example_locale: str = "es"
    """Locale of ``wrong`` and ``right``."""
    everywhere: bool = False
    """Whether it holds for pseudo locales and for variants of the source language too."""
    habit: bool = False
    """Whether it is about a habit of the whole text: the gate tells that once a catalog, and repairs every place."""
    in_source: Cue = None
    """What is in every source text that it can find fault with the translation of. Cues save time and decide nothing:
    a rule finds the same without them."""
    in_target: Cue = None
    """What is in every translation that it can find fault with."""
    in_either: frozenset[str] | None = None
    """What is in one of both."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A rule over more than an entry (a file, an article, the project), for ``--explain`` and reports."""

    code: str
    name: str
    severity: Severity
    help: str
