"""From catalogs to editions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from l10n import edition, files, locales, project
from l10n.edition import Job, Tally
from l10n.errors import ProjectError
from l10n.model import Finding
from l10n.pipeline import terms
from l10n.pipeline.steps import Progress, Selection, each, quiet
from l10n.pipeline.workspace import Article, Change, Outcome, Workspace

FOLDER = "editions"
INDEX = f"{FOLDER}/index.json"
_CLAIM = ".l10n/editions-begun"


@dataclass(frozen=True, slots=True)
class Published:
    """The editions of one article."""

    name: str
    """Of the article."""
    record: Mapping[str, Any]
    """Its part of ``editions/index.json``."""
    tallies: Mapping[str, Tally]
    """Locale → where the segments of the article stand."""
    unpublished: tuple[str, ...]
    """Locales that have nothing publishable of it."""
    outcome: Outcome


def unpublished(articles: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """A line a locale on the articles (given by their unpublished locales) that have no edition in it."""
    counts = Counter(locale for found in articles for locale in found)
    return tuple(f"{locale}: no edition of {count:,} {'article' if count == 1 else 'articles'}, "
                 "where nothing is publishable yet" for locale, count in counts.items())


def build_all(workspace: Workspace, selection: Selection,
              progress: Progress = quiet) -> tuple[dict[str, Published], Outcome]:
    """Write the editions of some articles, and the index: (article path → what was made, what was done to the index,
    to the files beside the editions and to editions whose article is gone).

    New editions are noted in a file of their own before they are written, so that those of a run that was killed are
    known as ours.
    """
    before = read_index(workspace)
    begun = _claimed(workspace)
    ours = written(before) | begun
    suffixes = {project.name_of(workspace.project, path): PurePosixPath(path).suffix for path in selection.articles}
    new = [f"{locale}/{name}{suffix}" for name, suffix in suffixes.items() for locale in selection.locales]
    new = [path for path in new if path not in ours and not workspace.file(f"{FOLDER}/{path}").exists()]
    claim = Change(_CLAIM, "\n".join(sorted({*new, *begun})).encode())
    if new and not workspace.dry_run:
        workspace.apply(lambda: [claim])
    step = partial(build, ours=frozenset(ours))
    built = each(workspace, step, selection.articles, selection.locales, "editions", progress)
    names = {project.name_of(workspace.project, path) for path in workspace.files.articles}
    changed = _write_index(workspace, before, built.values(), names)
    if not workspace.dry_run:
        workspace.file(_CLAIM).unlink(missing_ok=True)
    return built, Outcome(changed)


def _claimed(workspace: Workspace) -> frozenset[str]:
    """Editions that a run which was killed had begun to write."""
    file = workspace.file(_CLAIM)
    return frozenset(file.read_text(encoding="utf-8").splitlines()) if file.exists() else frozenset()


def job(workspace: Workspace, article: Article) -> Job:
    """All that an article's editions are made from."""
    return Job(
        document=article.document,
        name=article.name,
        article_locale=article.locale,
        locales=workspace.project.locales,
        catalogs={locale: workspace.lookup(locale, article.name)
                  for locale in workspace.targets(article, workspace.project.locales)},
        policy=lambda locale: workspace.project.options(locale).publish,
        above=lambda locale: workspace.project.options(locale).publish_above,
        catalog_path=lambda locale: project.catalog_path(locale, article.name),
        options=workspace.project.format_options,
        protected=lambda locale: terms.fixed(workspace, locale),
        parents=workspace.project.parents,
    )


def tallies(workspace: Workspace, work: Job) -> dict[str, Tally]:
    """Locale → where the segments of the article stand."""
    agreed = terms.of(workspace)
    return {locale: edition.tally(work.document,
                                  edition.chain(locale, work.article_locale, work.locales, work.parents),
                                  work.article_locale, work.catalogs, agreed(locale)) for locale in work.locales}


def build(workspace: Workspace, path: str, chosen: Sequence[str], ours: frozenset[str]) -> Published:
    """Write the editions of one article.

    ``ours`` are the editions that we wrote before; a file that stands in the place of a new edition and is not among
    them was written by somebody else and stays.
    """
    article = workspace.article(path)
    work = job(workspace, article)
    made = edition.build(work)
    changes: list[Change] = []
    findings: list[Finding] = []
    for one in made:
        if one.locale not in chosen:
            continue
        findings += one.findings
        target = f"{FOLDER}/{one.path}"
        file = workspace.file(target)
        if one.path not in ours and file.exists() and file.read_bytes() != one.data:
            findings.append(Finding(target, 0, 0, "P102", "not written by l10n, so it was left as it is; "
                                    "move it away to get the edition", locale=one.locale))
            continue
        changes.append(Change(target, one.data))
    missing = tuple(locale for locale in work.locales
                    if locale in chosen and locale not in {one.locale for one in made})
    counts = tallies(workspace, work)
    exist = [one.locale for one in made if not locales.is_pseudo(one.locale)]
    record = {
        "source": article.path,
        "language": locales.bcp47(article.locale),
        "switcher": edition.switcher(edition.alternates(work, exist[0], exist)) if len(exist) > 1 else "",
        "editions": [{
            "locale": one.locale,
            "language": locales.bcp47(one.locale),
            "direction": locales.direction(one.locale),
            "name": locales.autonym(one.locale),
            "path": one.path,
            "machine": one.machine,
            "kept": one.kept,
            **({"publish-above": above, "unsure": one.unsure}
               if (above := workspace.project.options(one.locale).publish_above) else {}),
            "segments": {state.value: count for state, count in counts[one.locale].segments.items() if count},
        } for one in made if one.locale in chosen or one.path in ours],
    }
    return Published(article.name, record, counts, missing,
                     Outcome(workspace.apply(lambda: changes), tuple(findings)))


@dataclass(frozen=True, slots=True)
class Index:
    """``editions/index.json``: what we wrote. Only what it names is ever replaced or removed."""

    articles: Mapping[str, Mapping[str, Any]]
    """Article name → its record."""
    assets: tuple[str, ...] = ()
    """Files that stand beside the editions, below the folder of editions."""


def read_index(workspace: Workspace) -> Index:
    """The index of the editions; empty where there is none.

    Raises ProjectError where the file is no index of ours: then nothing in that folder may be touched.
    """
    file = workspace.file(INDEX)
    if not file.exists():
        return Index({})
    try:
        raw = json.loads(files.read(file, INDEX))
        index = Index(dict(raw["articles"]), tuple(raw.get("assets", ())))
        for path in (*written(index), *index.assets):
            if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
                raise ValueError(path)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ProjectError("is no index of editions; move it away to build them anew", path=INDEX) from None
    return index


def written(index: Index) -> frozenset[str]:
    """Paths of editions, below the folder of editions, that an index names."""
    return frozenset(one["path"] for record in index.articles.values() for one in record["editions"])


def _write_index(workspace: Workspace, before: Index, published: Iterable[Published],
                 names: Collection[str]) -> tuple[str, ...]:
    """Write ``editions/index.json``, put the files that stand beside the articles beside their editions too, and
    remove what the index no longer names.

    ``names`` are all articles of the project: what the index says of others is dropped.
    """
    records = {name: record for name, record in before.articles.items() if name in names}
    records |= {one.name: one.record for one in published}
    tags = sorted({one["locale"] for record in records.values() for one in record["editions"]})
    assets: list[str] = []
    changes: list[Change] = []
    for path in workspace.files.assets:
        for tag in tags:
            target = project.edition_path(tag, path)
            name = target.removeprefix(f"{FOLDER}/")
            file = workspace.file(target)
            if name in before.assets or not file.exists() or file.read_bytes() == workspace.file(path).read_bytes():
                changes.append(Change(target, files.read(workspace.file(path), path)))
                assets.append(name)
    after = Index({name: records[name] for name in sorted(records)}, tuple(assets))
    gone = (written(before) | set(before.assets)) - written(after) - set(assets)
    changes += (Change(f"{FOLDER}/{path}", None) for path in sorted(gone))
    if records or before.articles:
        text = json.dumps({"format": 1, "articles": after.articles, "assets": after.assets}, ensure_ascii=False,
                          indent=1)
        changes.append(Change(INDEX, text.encode() + b"\n"))
    return workspace.apply(lambda: changes)
