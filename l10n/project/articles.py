"""The articles of a project, and the catalogs, templates and editions that belong to them.

An article's name is its path without suffix, below ``articles/`` where it is there: ``articles/news/harbour.md`` is
``news/harbour``, and ``docs/harbour.md`` is ``docs/harbour`` whatever other folders have articles.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from l10n.errors import ArticleError, ProjectError
from l10n.project.config import Project

CATALOGS = "locales"
EDITIONS = "editions"

_FOLDER = "articles/"
_TEMPORARY = (".l10n-tmp", "~", ".tmp", ".bak", ".orig", ".rej")


@dataclass(frozen=True, slots=True)
class Files:
    """What stands in the folders of articles; paths relative to the project, forward slashes, sorted."""

    articles: tuple[str, ...]
    assets: tuple[str, ...]
    """Files below ``articles/`` that are no articles: pictures and the like, which editions refer to."""


def article_paths(project: Project) -> tuple[str, ...]:
    """Paths of all articles, relative to the project, forward slashes, sorted.

    Hidden and temporary files, and what stands in ``locales/`` and ``editions/``, are no articles.
    Raises ArticleError where two share a name, a folder cannot be read, a match is no file or its name no text;
    ProjectError where a symbolic link leads outside the project.
    """
    return files_of(project).articles


def files_of(project: Project) -> Files:
    """All articles, and the files that stand beside them. Raises as ``article_paths`` does."""
    found = dict(_matches(project))
    paths = sorted(path for path, wanted in found.items() if wanted)
    names: dict[str, str] = {}
    for path in paths:
        other = names.setdefault(name_of(project, path), path)
        if other is not path:
            raise ArticleError(f"would share the name “{name_of(project, path)}” with {other}, and so its catalogs: "
                               "rename one of them", path=path)
    assets = sorted(path for path, wanted in found.items() if not wanted and path.startswith(_FOLDER))
    return Files(tuple(paths), tuple(assets))


def name_of(project: Project, article_path: str) -> str:  # noqa: ARG001 - a project may come to name its articles
    """The name of an article, unique in its project: ``news/harbour``."""
    path = article_path.removeprefix(_FOLDER)
    stem, dot, suffix = path.rpartition(".")
    return stem if dot and "/" not in suffix else path


def template_path(name: str) -> str:
    """The template of an article, relative to the project."""
    return f"{CATALOGS}/templates/{name}.pot"


def catalog_path(locale: str, name: str) -> str:
    """The catalog of an article in a locale, relative to the project."""
    return f"{CATALOGS}/{locale}/LC_MESSAGES/{name}.po"


def edition_path(locale: str, article_path: str) -> str:
    """The edition of an article in a locale, relative to the project."""
    return f"{EDITIONS}/{locale}/{article_path.removeprefix(_FOLDER)}"


def _matches(project: Project) -> Iterator[tuple[str, bool]]:
    """(path, whether it is an article) of every file in the folders of articles."""
    wanted = re.compile("|".join(_regex(pattern) for pattern in project.articles))
    left_out = re.compile("|".join(_regex(pattern) for pattern in (CATALOGS, EDITIONS, *project.exclude)))
    deepest = max(99 if "**" in pattern else pattern.count("/") for pattern in project.articles)
    root = str(project.root)
    starts = [start for start in _starts(project.articles) if os.path.isdir(os.path.join(root, start))]
    followed = [_inside(root, start) for start in starts]
    folders = list(starts)
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(os.path.join(root, folder)), key=lambda entry: entry.name)
        except OSError as problem:
            raise ArticleError(f"cannot be read: {(problem.strerror or str(problem)).lower()}",
                               path=folder or ".") from None
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name[0] == "." or entry.name.endswith(_TEMPORARY) or left_out.fullmatch(path):
                continue
            if _is(entry.is_dir):
                if path.count("/") >= deepest:
                    continue
                if entry.is_symlink():
                    target = _inside(root, path)
                    if any(_below(target, known) for known in followed) or any(_below(up, target) for up in starts):
                        continue    # its files are listed where they stand, or it leads round in a circle
                    followed.append(target)
                folders.append(path)
            elif wanted.fullmatch(path):
                _check(root, path, entry)
                yield path, True
            elif not entry.is_symlink() and _is(entry.is_file):
                yield path, False


def _check(root: str, path: str, entry: os.DirEntry[str]) -> None:
    if not path.isprintable() and any(ord(char) < 32 or 0xD800 <= ord(char) < 0xE000 for char in path):
        shown = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in path)
        raise ArticleError("file names have to be UTF-8 without control characters", path=shown)
    if entry.is_symlink():
        _inside(root, path)
    if not _is(entry.is_file):
        what = "a symbolic link to nothing" if entry.is_symlink() else "a pipe, socket or device"
        raise ArticleError(f"cannot be read: {what}", path=path)


def _is(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except OSError:     # a link to itself
        return False


def _inside(root: str, path: str) -> str:
    """Where a symbolic link leads, relative to the project; ProjectError where that is outside."""
    target = os.path.relpath(os.path.realpath(os.path.join(root, path)), root).replace(os.sep, "/")
    if target == ".." or target.startswith("../") or os.path.isabs(target):
        raise ProjectError("a symbolic link that leads outside the project", path=path)
    return "" if target == "." else target


def _starts(patterns: Sequence[str]) -> list[str]:
    """The folders to look into: what stands before the first wildcard, those below another one left out."""
    found = {"/".join(_literal(pattern.split("/")[:-1])) for pattern in patterns}
    return sorted(start for start in found if not any(other != start and _below(start, other) for other in found))


def _literal(parts: list[str]) -> list[str]:
    wild = next((at for at, part in enumerate(parts) if "*" in part or "?" in part), len(parts))
    return parts[:wild]


def _below(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")


def _regex(pattern: str) -> str:
    """A pattern as a regular expression: ``**/`` is any folders or none, ``*`` and ``?`` stay within one name."""
    wild = {"**/": "(?:[^/]+/)*", "**": ".*", "?": "[^/]"}
    return "".join(wild.get(piece) or ("[^/]*" if piece[0] == "*" else re.escape(piece))
                   for piece in re.findall(r"\*\*/|\*\*$|\*+|.", pattern, re.DOTALL))
