"""The agreed terms of a project: ``glossary/<locale>.csv`` or ``.tbx``, its own or its nearest parent's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from l10n import files, glossary
from l10n.errors import GlossaryError
from l10n.glossary import Term
from l10n.locales import ancestors, language
from l10n.model import Key, Translation
from l10n.pipeline.workspace import Workspace
from l10n.translate import Gaps

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


def report(terms: Callable[[str], Sequence[Term]], work: Sequence[Gaps],
           proposals: Sequence[Mapping[Key, Translation]]) -> list[str]:
    """One line a locale with a glossary: how many of the terms in what was translated are as agreed."""
    met: dict[str, list[int]] = {}
    for gaps, found in zip(work, proposals, strict=True):
        agreed = terms(gaps.locale)
        for key, translation in found.items() if agreed else ():
            counts = met.setdefault(gaps.locale, [0, 0])
            for at, number in enumerate(glossary.satisfied(key[1], translation.text, agreed, language(gaps.locale))):
                counts[at] += number
    return [f"{locale}: {have} of {all_} agreed terms as the glossary has them ({have / all_:.0%})"
            for locale, (have, all_) in met.items() if all_]
