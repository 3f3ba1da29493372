"""A project on disk: where everything stands, what a command was asked to touch, and writing it."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from l10n import catalog, edition, files, formats, locales, project
from l10n.catalog import Catalog
from l10n.errors import ArticleError, CatalogError, ConflictError, ProjectError
from l10n.model import Document, Entry, Finding, Key
from l10n.project import Files, Project


@dataclass(frozen=True, slots=True)
class Article:
    """One article, read and parsed."""

    path: str
    """Relative to the project root, forward slashes."""
    name: str
    """Path under its folder of articles, without suffix: names its template, catalogs and editions."""
    locale: str
    """Locale it is written in: what it declares, or else the project's source locale."""
    document: Document


@dataclass(frozen=True, slots=True)
class Change:
    """A file to be written (or removed: ``data`` is None) if it still holds ``expected``."""

    path: str
    """Relative to the project root."""
    data: bytes | None
    expected: bytes | bool | None = True
    """What was read there; None: no file; True: whatever is there."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did."""

    changed: tuple[str, ...] = ()
    """Files written or removed, relative to the project root."""
    findings: tuple[Finding, ...] = ()
    messages: tuple[str, ...] = ()
    """What the user should know, one line each; no findings (a model that is missing, an edition not written)."""
    unfinished: bool = False
    """Whether something broke down on the way, so that the same is worth doing again."""


def total(outcomes: Iterable[Outcome]) -> Outcome:
    """All outcomes as one, in order, each file and message once."""
    collected = list(outcomes)
    return Outcome(tuple(dict.fromkeys(path for outcome in collected for path in outcome.changed)),
                   tuple(finding for outcome in collected for finding in outcome.findings),
                   tuple(dict.fromkeys(line for outcome in collected for line in outcome.messages)),
                   any(outcome.unfinished for outcome in collected))


@dataclass(frozen=True, slots=True)
class Workspace:
    """A project, and how one command works on it."""

    project: Project
    files: Files
    """The articles of the project and the files beside them."""
    dry_run: bool = False
    """Nothing is written; outcomes say what would be."""
    jobs: int = 1
    """Processes for work that is split by article."""
    executor: str = "local"
    """What runs the models: local, ray, ray://host:port."""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    """The date that changed catalogs get."""

    def file(self, path: str) -> Path:
        """The file of a path relative to the project root."""
        return self.project.root / path

    def article(self, path: str) -> Article:
        """Read and parse an article; ArticleError where it cannot be decoded."""
        data = files.read(self.file(path), path, ArticleError)
        document = formats.read(data, path, self.project.format_options)
        return Article(path, project.name_of(self.project, path), document.locale or self.project.source_locale,
                       document)

    def read_catalog(self, path: str) -> tuple[Catalog, bytes] | None:
        """A catalog or template and its bytes; None where there is no such file. CatalogError where it is broken."""
        file = self.file(path)
        if not file.exists():
            return None
        data = files.read(file, path, CatalogError)
        return catalog.parse(data, path), data

    def lookup(self, locale: str, name: str) -> dict[Key, Entry]:
        """The entries of an article's catalog by key; empty where there is no catalog."""
        found = self.read_catalog(project.catalog_path(locale, name))
        return {} if found is None else dict(catalog.lookup(found[0]))

    def targets(self, article: Article, chosen: Sequence[str]) -> tuple[str, ...]:
        """The locales of ``chosen`` that an article has a catalog in: all but its own."""
        return tuple(locale for locale in chosen if locale != article.locale)

    def chain(self, article: Article, locale: str) -> tuple[str, ...]:
        """The locales that may supply an article's text in a locale, nearest first."""
        return edition.chain(locale, article.locale, self.project.locales, self.project.parents)

    def is_variant(self, article: Article, locale: str) -> bool:
        """Whether a locale inherits from another one here, so that its catalog holds only what differs."""
        return len(self.chain(article, locale)) > 1

    def apply(self, compute: Callable[[], Sequence[Change]]) -> tuple[str, ...]:
        """Compute changes and make them; paths that changed.

        Where another program wrote to one of the files meanwhile, all is computed once more from what is there now.
        Raises ConflictError where that happens twice; nothing of the other program's is written over.
        """
        if self.dry_run:
            return tuple(change.path for change in compute() if self._differs(change))
        try:
            return self._make(compute())
        except ConflictError:
            return self._make(compute())

    def _make(self, changes: Sequence[Change]) -> tuple[str, ...]:
        done = []
        for change in changes:
            file = self.file(change.path)
            if change.data is None:
                if files.remove(file, change.path, expected=change.expected):
                    done.append(change.path)
                    files.prune(file.parent, self.project.root)
            elif files.write(file, change.data, change.path, expected=change.expected):
                done.append(change.path)
        return tuple(done)

    def _differs(self, change: Change) -> bool:
        file = self.file(change.path)
        current = file.read_bytes() if file.exists() else None
        return current != change.data


def select_articles(workspace: Workspace, wanted: Sequence[str]) -> tuple[str, ...]:
    """The articles that the words on a command line mean: paths, names or patterns, or files from where the command
    stands; all where there are none.

    Raises ProjectError for a word that means none, with a suggestion.
    """
    paths = workspace.files.articles
    if not wanted:
        return paths
    names = {path: project.name_of(workspace.project, path) for path in paths}
    chosen: set[str] = set()
    for word in wanted:
        found = {path for path, name in names.items()
                 if word.removeprefix("./") in (path, name) or fnmatch.fnmatchcase(path, word)
                 or fnmatch.fnmatchcase(name, word)} or {_from_here(workspace.project.root, word)} & {*paths}
        if not found:
            raise ProjectError(f"no article “{word}”{_suggest(word, (*paths, *names.values()))}")
        chosen |= found
    return tuple(path for path in paths if path in chosen)


def _from_here(root: Path, word: str) -> str:
    """The path below the project of a file that a shell would mean by a word."""
    here = Path(word).parent.resolve() / Path(word).name
    return here.relative_to(root).as_posix() if here.is_relative_to(root) else word


def notes(workspace: Workspace) -> tuple[str, ...]:
    """What somebody may have overlooked, a line each: that there is no article, and files below ``articles/`` that a
    format of the articles would read but no pattern matches."""
    patterns = workspace.project.articles
    if not workspace.files.articles:
        return (f"no articles: no file matches {', '.join(patterns)}",)
    if not workspace.files.assets:
        return ()
    known = [formats.named(name) for name in formats.names()]
    theirs = tuple(type(one) for one in known if any(pattern.lower().endswith(one.suffixes) for pattern in patterns))
    read = tuple(suffix for one in known if isinstance(one, theirs) for suffix in one.suffixes)     # MDX is Markdown
    return tuple(f"{path}: matches none of “articles”, so that it is no article; rename it, or name it under “exclude”"
                 for path in workspace.files.assets if path.lower().endswith(read))


def select_locales(project_: Project, wanted: Sequence[str]) -> tuple[str, ...]:
    """The project's locales that are meant; all where there are none. ProjectError for one it does not have."""
    if not wanted:
        return project_.locales
    chosen = {locales.parse(word) for word in wanted}
    for tag in sorted(chosen - set(project_.locales)):
        raise ProjectError(f"“{tag}” is not one of this project's locales ({', '.join(project_.locales)})")
    return tuple(tag for tag in project_.locales if tag in chosen)


def _suggest(word: str, known: Sequence[str]) -> str:
    close = get_close_matches(word, known, 1)
    return f"; did you mean “{close[0]}”?" if close else ""
