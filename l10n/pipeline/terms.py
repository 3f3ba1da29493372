"""The agreed terms of a project: ``glossary/<locale>.csv`` or ``.tbx``, its own or its nearest parent's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from l10n import files, glossary, template
from l10n.edition import Tally
from l10n.errors import GlossaryError
from l10n.glossary import Term
from l10n.locales import ancestors, language
from l10n.model import Entry
from l10n.pipeline.workspace import Article, Workspace

FOLDER = "glossary"


def of(workspace: Workspace) -> Callable[[str], tuple[Term, ...]]:
    """Locale → its terms, none where the project has no glossary for it; each file is read once.

    Raises GlossaryError with path and line where one cannot be used.
    """
    source = language(workspace.project.source_locale)

    @cache
    def terms(locale: str) -> tuple[Term, ...]:
        for place in (locale, *ancestors(locale)):
            for suffix in (".csv", ".tbx"):
                path = f"{FOLDER}/{place}{suffix}"
                file = workspace.file(path)
                if file.is_file():
                    return _read(file, path, file.stat().st_mtime_ns, source, language(locale))
        return ()

    return terms


@cache
def _read(file: Path, path: str, _changed: int, source: str, target: str) -> tuple[Term, ...]:
    """The terms of a glossary as it stood when it was last changed; every edition asks for them."""
    data = files.read(file, path, GlossaryError)
    return glossary.read_csv(data, path) if file.suffix == ".csv" else glossary.read_tbx(data, path, source, target)


def check(workspace: Workspace, locales: Sequence[str]) -> None:
    """Read the glossaries of some locales, so that a broken one stops a run before anything is written."""
    terms = of(workspace)
    for locale in locales:
        terms(locale)


def fixed(workspace: Workspace, locale: str) -> tuple[str, ...]:
    """The do-not-translate terms of a locale: the rules of variants leave them alone too."""
    return tuple(term.source for term in of(workspace)(locale) if term.fixed)


def signature(workspace: Workspace) -> tuple[tuple[str, int, int], ...]:
    """(path, mtime in ns, size) of each glossary: a changed one makes every article worth another look."""
    files_ = sorted(workspace.file(FOLDER).glob("*.*"))
    return tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files_)


def entries(workspace: Workspace, article: Article, locale: str) -> tuple[Entry, ...]:
    """The entries of an article's template, with the agreed terms of a locale among their notes: ``term: strike →
    paro``. They are made anew from the glossary each time, so that they change when it does and at no other time."""
    plain = template.entries([article.document])
    agreed = of(workspace)(locale)
    own = language(article.locale)
    return tuple(replace(entry, notes=(*entry.notes, *_notes(entry.source, agreed, own))) for entry in plain) \
        if agreed else plain


def _notes(source: str, agreed: Sequence[Term], own: str) -> list[str]:
    out: list[str] = []
    for term in dict.fromkeys(match.term for match in glossary.find(source, agreed, own)):
        never = [one.target for one in agreed if one.forbidden and one.source.casefold() == term.source.casefold()]
        said = [term.part_of_speech, term.note, *(f"never {target}" for target in never)]
        more = f" ({'; '.join(filter(None, said))})" if any(said) else ""
        out.append(f"term: {term.source} stays as it is{more}" if term.fixed else
                   f"term: {term.source} → {term.target}{more}")
    return out


def rates(tallies: Iterable[tuple[str, str, Tally]]) -> tuple[str, ...]:
    """One line a locale with a glossary: how many of the terms in what is translated are as agreed."""
    return tuple(f"{locale}: {met:,} of {agreed:,} agreed terms as the glossary has them ({met / agreed:.0%})"
                 for locale, _, tally in tallies for met, agreed in [tally.terms] if agreed)
