"""Filling gaps on disk: what people approved before, rules over a parent locale, and engines for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from inspect import signature
from textwrap import shorten

from l10n import catalog, memory, plugins, project, template, translate
from l10n.memory import Memory
from l10n.model import Engine, Key, Translation
from l10n.pipeline import overlay, terms
from l10n.pipeline.steps import Progress, quiet
from l10n.pipeline.workspace import Article, Change, Outcome, Workspace, total

SENTENCES = ".l10n/sentences.sqlite"
"""What engines made of each sentence; deletable at any time."""
_BATCH = 6000
"""Words of gaps between two writes: what an interruption can cost at most."""
_SAME = 0.9
"""Score from which a memory's proposal is a translation of this very text; a merely similar text's is not published."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What one catalog of one article lacks."""

    article: Article
    locale: str
    gaps: translate.Gaps

    @property
    def words(self) -> int:
        return sum(len(text.split()) for _, text in self.gaps.fragments)


def identities(workspace: Workspace) -> tuple[str, ...]:
    """What would translate each locale, and the glossaries, for the key of the stamps: a new model or an agreed term
    makes everything worth another look."""
    source = workspace.project.source_locale
    return (*(f"{locale}={engine.identity(source, locale)}" for locale in workspace.project.locales
              for engine in _engines(workspace, locale)), *map(str, terms.signature(workspace)))


def run(workspace: Workspace, paths: Sequence[str], chosen: Sequence[str], progress: Progress = quiet) -> Outcome:
    """Fill the gaps of some articles, writing as it goes: what was finished stays whatever happens next."""
    outcomes: list[Outcome] = []
    batch: list[Gap] = []
    memories = _memories(workspace)    # of approved text, which filling gaps does not change
    for number, path in enumerate(paths):
        progress("gaps", number, len(paths))
        article = workspace.article(path)
        outcomes.append(overlay.fill(workspace, article, chosen))
        batch += _gaps(workspace, article, chosen)
        if sum(gap.words for gap in batch) >= _BATCH:
            outcomes.append(_fill(workspace, batch, memories, progress))
            batch = []
    outcomes.append(_fill(workspace, batch, memories, progress))
    return total(outcomes)


def _gaps(workspace: Workspace, article: Article, chosen: Sequence[str]) -> Iterator[Gap]:
    for locale in workspace.targets(article, chosen):
        found = None if workspace.is_variant(article, locale) \
            else workspace.read_catalog(project.catalog_path(locale, article.name))
        if found is None:
            continue
        wanted = [entry.key for entry in catalog.gaps(found[0])]
        gaps = translate.gaps(article.name, locale, wanted, [article.document])
        if gaps.fragments:
            yield Gap(article, locale, gaps)


def _fill(workspace: Workspace, batch: Sequence[Gap], memories: Callable[[str], Memory],
          progress: Progress) -> Outcome:
    return total([_fill_from(workspace, source, [gap for gap in batch if gap.article.locale == source], memories,
                             progress) for source in dict.fromkeys(gap.article.locale for gap in batch)])


def _fill_from(workspace: Workspace, source: str, batch: Sequence[Gap], memories: Callable[[str], Memory],
               progress: Progress) -> Outcome:
    def remembered(locale: str, key: Key) -> Translation | None:
        found = memory.propose(memories(locale), key[1], key[0])
        return found if found is not None and (found.score or 0) >= _SAME else None

    work = [gap.gaps for gap in batch]
    found = translate.propose(
        work, source, lambda locale: _engines(workspace, locale), known=[remembered],
        locales=workspace.project.locales,
        progress=lambda state: progress(f"translate {state.locale}", state.done, state.total))
    changed: tuple[str, ...] = ()
    for gap, wanted in zip(batch, found.proposals, strict=True):
        changed += workspace.apply(lambda gap=gap, wanted=wanted: _changes(workspace, gap, wanted))  # type: ignore[misc]
    messages = [f"{missing.locale}: no model translates to it; its catalogs wait for people, or: {missing.command}"
                for missing in found.missing]
    messages += [f"{failed.locale}: {failed.origin} broke down: {failed.message}" for failed in found.failed]
    messages += [f"{refused.locale}: {refused.name}: left untranslated ({', '.join(refused.reasons)}): "
                 f"“{shorten(refused.key[1], 60, placeholder=' …')}”" for refused in found.refused]
    messages += terms.report(terms.of(workspace), work, found.proposals)
    return Outcome(changed, (), tuple(messages))


def _changes(workspace: Workspace, gap: Gap, proposals: Mapping[Key, Translation]) -> list[Change]:
    path = project.catalog_path(gap.locale, gap.article.name)
    found = workspace.read_catalog(path)
    if found is None or not proposals:
        return []
    filled = catalog.fill(found[0], proposals, now=workspace.now,
                          template=template.entries([gap.article.document]))
    return [Change(path, catalog.dump(filled), found[1])]


def _memories(workspace: Workspace) -> Callable[[str], Memory]:
    @cache
    def of(locale: str) -> Memory:
        found = []
        base = workspace.file(project.catalog_path(locale, ""))
        for file in sorted(base.parent.rglob("*.po")):
            name = file.relative_to(base.parent).with_suffix("").as_posix()
            read = workspace.read_catalog(project.catalog_path(locale, name))
            if read is not None:
                found.append((name, read[0]))
        return memory.build(found)
    return of


@cache
def _engine(name: str, workspace: Workspace) -> Engine:
    """An engine whose constructor has a parameter ``cache`` is told the file for what it translated before, one that
    has ``terms`` the project's glossaries."""
    make = plugins.load("l10n.engines", name)
    told = {"cache": None if workspace.dry_run else workspace.file(SENTENCES), "terms": terms.of(workspace)}
    engine: Engine = make(**{key: told[key] for key in signature(make).parameters if key in told})
    return engine


def _engines(workspace: Workspace, locale: str) -> list[Engine]:
    return [_engine(workspace.project.options(locale).engine, workspace)]
