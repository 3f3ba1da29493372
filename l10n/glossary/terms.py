"""The values of a glossary."""

from __future__ import annotations

from dataclasses import dataclass, field

from l10n.model import Span


@dataclass(frozen=True, slots=True)
class Term:
    """An agreed translation of a word or phrase."""

    source: str
    """In its base form, as the article's language has it in a dictionary."""
    target: str
    """In its base form; ``source`` itself where it is not to be translated."""
    part_of_speech: str = ""
    """noun, noun f, verb …; a lone m or f is the gender of ``target``."""
    note: str = ""
    forbidden: bool = False
    """``target`` must not be used for it."""
    fixed: bool = False
    """Never translated, never inflected: a name, a brand."""
    cased: bool = False
    """Only this very use of capitals is meant; always so for a word in capitals."""
    line: int = field(default=0, compare=False)

    @property
    def is_verb(self) -> bool:
        return self.part_of_speech.lower().startswith("v")

    @property
    def is_noun(self) -> bool:
        """Whether the glossary says so; a term without a part of speech may be anything."""
        return self.part_of_speech.lower().startswith(("n", "subst"))


@dataclass(frozen=True, slots=True)
class Match:
    """A term where it stands in a text."""

    span: Span
    term: Term
    plural: bool
    """Whether it stands there in the plural."""
    bare: bool = True
    """Whether a verb stands there in its base form, so that the infinitive may stand for it."""
