"""Spelling over a project: each dictionary is asked once, about every word of all catalogs of its locale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from l10n import locales, project
from l10n.catalog import Catalog
from l10n.catalog.syntax import Block, Kind
from l10n.checks import across, hunspell, spelling
from l10n.errors import ArticleError, CatalogError, SpellingError
from l10n.model import Entry, Severity, Span
from l10n.pipeline import terms
from l10n.pipeline.steps import Progress, each
from l10n.pipeline.workspace import Article, Workspace


@dataclass(frozen=True, slots=True)
class Spelling:
    """What the dictionaries said."""

    wrong: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    """Locale → word that is in no dictionary → words one slip away that are."""
    silent: str = ""
    """Why some locales were not looked at, in a line; "" where all were."""


def ask(workspace: Workspace, paths: Sequence[str], chosen: Sequence[str], progress: Progress) -> Spelling:
    """Look up the words of the chosen locales that have ``spelling`` on."""
    wanted = [locale for locale in chosen if workspace.project.options(locale).check.spelling
              and spelling.spaced(locale)]
    if not wanted:
        return Spelling()
    try:
        names = hunspell.dictionaries()
        found = {locale: hunspell.dictionary(locale, names) for locale in wanted}
        words: dict[str, set[str]] = defaultdict(set)
        for part in each(workspace, _article, paths, [tag for tag in wanted if found[tag]], "spelling",
                         progress).values():
            for locale, own in part.items():
                words[locale] |= own
        wrong = {locale: spelling.near(hunspell.unknown(own, name), own, locales.language(locale),
                                       partial(hunspell.unknown, name=name))
                 for locale, own in words.items() if (name := found[locale])}
    except SpellingError as problem:
        return Spelling(silent=f"spelling is not looked at: {problem.message}")
    absent = ", ".join(locale for locale, name in found.items() if name is None)
    return Spelling(wrong, f"spelling is not looked at in {absent}: no hunspell dictionary is installed"
                    if absent else "")


def catalog(workspace: Workspace, one: Catalog, locale: str, article: Article,
            wanted: Callable[[Entry], bool], asked: Spelling) -> Iterator[across.Spotted]:
    """(entry, code, severity, spot) of the misspelt words in one catalog."""
    wrong = asked.wrong.get(locale)
    for block, word, span in _words(workspace, one, locale, article, wanted) if wrong else ():
        if (spot := spelling.spot(word, span, wrong or {})) is not None:
            yield block, "A106", Severity.INFO, spot


def _article(workspace: Workspace, path: str, chosen: Sequence[str]) -> dict[str, set[str]]:
    try:
        article = workspace.article(path)
    except ArticleError:    # told by the check itself
        return {}
    found: dict[str, set[str]] = {}
    for locale in workspace.targets(article, chosen):
        try:
            read = workspace.read_catalog(project.catalog_path(locale, article.name))
        except CatalogError:    # a finding of its own
            continue
        if read is not None:
            found[locale] = {word for _, word, _ in _words(workspace, read[0], locale, article, _translated)}
    return found


def _translated(entry: Entry) -> bool:
    return bool(entry.target)


def _words(workspace: Workspace, one: Catalog, locale: str, article: Article,
           wanted: Callable[[Entry], bool]) -> Iterator[tuple[Block, str, Span]]:
    passing = spelling.known([entry.source for entry in one.entries]) | spelling.known(
        text for term in terms.of(workspace)(locale) for text in (term.source, term.target))
    for block in one.blocks:
        entry = block.entry
        if block.kind is Kind.LIVE and not block.plural and wanted(entry):
            for word, span in spelling.words(entry, locale, article.locale, passing):
                yield block, word, span
