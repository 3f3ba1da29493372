"""What a fault is: a small function that spoils a good translation in one way, and the rules that have to say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

__all__ = ["FILES", "TEXTS", "WHOLES", "Kind", "Random", "Text", "both", "cut", "dressed", "fault", "file_fault",
           "pick",
           "replace", "sentences", "sites", "whole_fault"]


@dataclass(frozen=True)
class Text:
    """A source text and its translation, before or after a fault."""

    source: str
    target: str
    locale: str
    own: str = "en_GB"
    """Locale of the source."""
    context: str | None = None
    others: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """(locale, translation) of the same source in other languages."""
    strangers: tuple[str, ...] = field(default=(), compare=False)
    """Translations of other sources into the same locale."""

    good: str = field(default="", compare=False)
    """The translation before the fault, where the text was made fit for it first; "" where it was not."""

    @property
    def language(self) -> str:
        return self.locale.partition("_")[0]


Spoil = Callable[[Text, Random], Text | None]
SpoilWhole = Callable[[list[Text], Random], "tuple[list[Text], list[Text]] | None"]
SpoilFile = Callable[[str, Random], bytes]


@dataclass(frozen=True)
class Kind:
    """One kind of fault."""

    name: str
    codes: frozenset[str]
    """The rules one of which has to find it."""
    languages: frozenset[str]
    """Languages of the translation that it can be made in; empty for all that have words here."""
    spoil: Callable[..., object]


TEXTS: list[Kind] = []
"""Faults in one translation: text → text, or None where the text has nothing to spoil."""
WHOLES: list[Kind] = []
"""Faults that only an article shows: texts → (texts made fit for it, the same with the fault)."""
FILES: list[Kind] = []
"""Faults in a PO file: its text → bytes."""


def _listed(place: list[Kind], codes: str, languages: str) -> Callable[[Callable[..., object]], Callable[..., object]]:
    def add(spoil: Callable[..., object]) -> Callable[..., object]:
        place.append(Kind(spoil.__name__.replace("_", "-"), frozenset(codes.split()), frozenset(languages.split()),
                          spoil))
        return spoil
    return add


def fault(codes: str, languages: str = "es fr de pt it") -> Callable[[Spoil], Spoil]:
    """Lists a function as a kind of fault; ``codes``: the rules that may find it."""
    return _listed(TEXTS, codes, languages)  # type: ignore[return-value]


def whole_fault(codes: str, languages: str = "es fr de pt it") -> Callable[[SpoilWhole], SpoilWhole]:
    return _listed(WHOLES, codes, languages)  # type: ignore[return-value]


def file_fault(codes: str) -> Callable[[SpoilFile], SpoilFile]:
    return _listed(FILES, codes, "")  # type: ignore[return-value]


_COPIED = re.compile(r"<[^>]*>|`[^`]*`|\]\([^)]*\)|https?://\S+|[\w.+-]+@[\w.-]+|\{[^}]*\}|%\(?\w")


def sites(text: str, pattern: str) -> list[re.Match[str]]:
    """Where a pattern stands in the prose of a text, not in its markup, code and addresses."""
    copied = [found.span() for found in _COPIED.finditer(text)]
    return [found for found in re.finditer(pattern, text)
            if not any(start < found.end() and found.start() < end for start, end in copied)]


def pick(text: Text, rng: Random, pattern: str, other: str | Callable[[re.Match[str]], str | None]) -> Text | None:
    """The text with one site of ``pattern`` replaced; None where there is none, or the replacement is the same."""
    spots = sites(text.target, pattern)
    if not spots:
        return None
    found = rng.choice(spots)
    new = other if isinstance(other, str) else other(found)
    if new is None or new == found[0]:
        return None
    return replace(text, target=text.target[:found.start()] + new + text.target[found.end():])


def both(text: Text, source: str, target: str | None = None) -> Text | None:
    """The text with a piece more on both sides, before the last stop: a site for a fault where it has none."""
    if text.source[-1:] != "." or text.target[-1:] not in (".", "。"):
        return None
    return dressed(text, f"{text.source[:-1]} {source}{text.source[-1]}",
                   f"{text.target[:-1]} {target or source}{text.target[-1]}")


def dressed(text: Text, source: str, target: str) -> Text:
    """The text made fit for a fault: another good pair."""
    return replace(text, source=source, target=target, good=target)


_ABBREVIATED = (r"(?<!\d\.)(?<!\b[A-Za-z]\.)(?<!\b(?:[A-Z]r|[DM]s|St|Co|al|Bt)\.)"
                r"(?<!\b(?:Mrs|Sra|Sig|Mme|bzw|etc|Inc|Ltd|Kft|Fig)\.)")


def sentences(text: str) -> list[str]:
    """A text in its sentences; none begins with a small letter, after an initial, an abbreviation or without a space,
    save in Chinese."""
    return re.split(rf"(?<=[.!?。！？؟]){_ABBREVIATED}\s+(?=[^\W\d_a-zß-öø-ÿ]|[¿¡“«„])"
                    r"|(?<=[。！？])(?=[^\W\d_a-z])", text)


def cut(texts: Sequence[Text], size: int) -> Iterator[list[Text]]:
    """Texts in articles of ``size``."""
    for at in range(0, len(texts) - size + 1, size):
        yield list(texts[at:at + size])
