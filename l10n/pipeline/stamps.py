"""What the last run left, so that a run over unchanged articles costs one ``stat`` a file.

``.l10n/stamps.json`` may be deleted at any time: the next run then looks at everything and finds nothing to write.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import l10n
from l10n import files, project, store
from l10n.edition import Tally
from l10n.model import Finding, Severity, State
from l10n.pipeline.workspace import Workspace

PATH = ".l10n/stamps.json"
_STATES = tuple(State)

Signature = list[list[int] | None]
"""(mtime in ns, size) of each file that belongs to an article, None for one that is not there."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a complete run knew of one article when it ended."""

    signature: Signature
    tallies: Mapping[str, Tally]
    findings: tuple[Finding, ...] = ()
    unpublished: tuple[str, ...] = ()
    """Locales that have no edition of it."""

    @property
    def is_open(self) -> bool:
        """Whether anything in it still waits for a translation."""
        return any(tally.segments.get(State.UNTRANSLATED) for tally in self.tallies.values())


@dataclass(frozen=True, slots=True)
class Stamps:
    """All stamps of a project."""

    key: str
    """Digest of all that bears on every article: configuration, version, models."""
    articles: Mapping[str, Stamp] = field(default_factory=dict)
    """Article path → stamp."""
    findings: tuple[Finding, ...] = ()
    """What concerns no article of the project."""
    messages: tuple[str, ...] = ()

    assets: Signature = field(default_factory=list)
    """Signature of the files beside the articles, and of the index of editions."""

    def same_project(self, workspace: Workspace) -> bool:
        """Whether the project has the articles and the files beside them that it had."""
        return tuple(self.articles) == workspace.files.articles and self.assets == assets(workspace)


def key(workspace: Workspace, models: Sequence[str]) -> str:
    """Digest of the project's configuration, this version of l10n and the models that are there."""
    return sha256(repr((l10n.__version__, workspace.project, sorted(models))).encode()).hexdigest()


def signature(workspace: Workspace, path: str, name: str) -> Signature:
    """Signature of an article, its template, its catalogs and its editions."""
    suffix = path[path.rindex("."):]
    locales = workspace.project.locales
    root = str(workspace.project.root)
    paths = [path, project.template_path(name), *(project.catalog_path(locale, name) for locale in locales),
             *(f"editions/{locale}/{name}{suffix}" for locale in locales)]
    return [_stat(f"{root}/{one}") for one in paths]


def assets(workspace: Workspace) -> Signature:
    """Signature of the files beside the articles, and of the index of editions."""
    return [_stat(str(workspace.file(path))) for path in (*workspace.files.assets, "editions/index.json")]


def load(workspace: Workspace) -> Stamps:
    """What the last run left; nothing where the file is missing or damaged."""
    try:
        raw = json.loads(workspace.file(PATH).read_bytes())
        return Stamps(raw["key"], {path: _stamp(value) for path, value in raw["articles"].items()},
                      _findings(raw["findings"]), tuple(raw["messages"]), raw["assets"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Stamps("")


def save(workspace: Workspace, stamps: Stamps) -> None:
    """Keep stamps for the next run."""
    raw = {"key": stamps.key, "findings": _rows(stamps.findings), "messages": stamps.messages,
           "assets": stamps.assets,
           "articles": {path: _raw(stamps.articles[path]) for path in sorted(stamps.articles)}}
    beside = f".l10n/{store.IGNORE}"
    files.write(workspace.file(beside), store.IGNORED, beside)
    files.write(workspace.file(PATH), json.dumps(raw, separators=(",", ":")).encode(), PATH)


def _stat(path: str) -> list[int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return [found.st_mtime_ns, found.st_size]


def _raw(stamp: Stamp) -> list[Any]:
    return [stamp.signature,
            {locale: [[tally.segments.get(state, 0) for state in State], [tally.words.get(state, 0) for state in State],
                      tally.scores, tally.terms]
             for locale, tally in stamp.tallies.items()},
            _rows(stamp.findings), stamp.unpublished]


def _stamp(raw: list[Any]) -> Stamp:
    signature_, tallies, findings, unpublished = raw
    return Stamp(signature_,
                 {locale: Tally(dict(zip(_STATES, segments, strict=True)), dict(zip(_STATES, words, strict=True)),
                                tuple(scores), (terms[0], terms[1]))
                  for locale, (segments, words, scores, terms) in tallies.items()},
                 _findings(findings), tuple(unpublished))


def _rows(findings: Sequence[Finding]) -> list[list[Any]]:
    return [[one.path, one.line, one.column, one.code, one.message, one.severity.value, one.locale]
            for one in findings]


def _findings(rows: list[list[Any]]) -> tuple[Finding, ...]:
    return tuple(Finding(path, line, column, code, message, Severity(severity), locale)
                 for path, line, column, code, message, severity, locale in rows)
