"""Filling gaps on disk: what people approved before, rules over a parent locale, and engines for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from textwrap import shorten

from l10n import catalog, memory, project, translate
from l10n.memory import Memory
from l10n.model import Key, Translation
from l10n.pipeline import engines, overlay, terms
from l10n.pipeline.steps import Progress, each, quiet
from l10n.pipeline.workspace import Article, Change, Outcome, Workspace, total

_SAME = 0.9
"""Score from which a memory's proposal is a translation of this very text; a merely similar text's is not published."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What one catalog of one article lacks."""

    article: Article
    locale: str
    gaps: translate.Gaps
    again: bool = False
    """Whether what a machine proposed before is made anew, too."""


def identities(workspace: Workspace) -> tuple[str, ...]:
    """What would translate each locale, and the glossaries, for the key of the stamps: a new model or an agreed term
    makes everything worth another look."""
    source = workspace.project.source_locale
    return (*(f"{locale}={engine.identity(source, locale)}" for locale in workspace.project.locales
              for engine in engines.of(workspace, locale)), *map(str, terms.signature(workspace)))


def run(workspace: Workspace, paths: Sequence[str], chosen: Sequence[str], progress: Progress = quiet, *,
        again: bool = False) -> Outcome:
    """Fill the gaps of some articles, all together; a catalog is written as soon as nothing of it is open, and all that
    is done when the run is interrupted.

    ``again``: what a machine proposed before counts as a gap unless a person had a hand in it; where nothing new comes
    of it, it stays.
    """
    looked = each(workspace, partial(_look, again=again), paths, chosen, "gaps", progress)
    gaps = [gap for _, found in looked.values() for gap in found]
    memories = _memories(workspace)    # of approved text, which filling gaps does not change
    engines.meter(workspace).show = progress
    try:
        filled = [_fill_from(workspace, source, [gap for gap in gaps if gap.article.locale == source], memories)
                  for source in dict.fromkeys(gap.article.locale for gap in gaps)]
    finally:
        engines.close(workspace)
    return total([*(outcome for outcome, _ in looked.values()), *filled])


def _look(workspace: Workspace, path: str, chosen: Sequence[str], *, again: bool) -> tuple[Outcome, tuple[Gap, ...]]:
    """What rules fill of an article, and what is left."""
    article = workspace.article(path)
    return overlay.fill(workspace, article, chosen), tuple(_gaps(workspace, article, chosen, again))


def _gaps(workspace: Workspace, article: Article, chosen: Sequence[str], again: bool) -> Iterator[Gap]:
    for locale in workspace.targets(article, chosen):
        found = None if workspace.is_variant(article, locale) \
            else workspace.read_catalog(project.catalog_path(locale, article.name))
        if found is None:
            continue
        wanted = [entry.key for entry in catalog.gaps(found[0], machine=again)]
        gaps = translate.gaps(article.name, locale, wanted, [article.document])
        if gaps.fragments:
            yield Gap(article, locale, gaps, again)


def _fill_from(workspace: Workspace, source: str, gaps: Sequence[Gap], memories: Callable[[str], Memory]) -> Outcome:
    changed: list[str] = []

    def remembered(locale: str, key: Key) -> Translation | None:
        found = memory.propose(memories(locale), key[1], key[0])
        return found if found is not None and (found.score or 0) >= _SAME else None

    def write(index: int, proposals: Mapping[Key, Translation]) -> None:
        changed.extend(workspace.apply(lambda: _changes(workspace, gaps[index], proposals)))

    work = [gap.gaps for gap in gaps]
    found = translate.propose(work, source, lambda locale: engines.of(workspace, locale), known=[remembered],
                              locales=workspace.project.locales, progress=engines.meter(workspace).reached,
                              finished=write)
    messages = [f"{missing.locale}: no model translates to it; its catalogs wait for people, or: {missing.command}"
                for missing in found.missing]
    messages += [f"{failed.locale}: {failed.origin} broke down: {failed.message}" for failed in found.failed]
    left = "left as it is" if any(gap.again for gap in gaps) else "left untranslated"
    messages += [f"{refused.locale}: {refused.name}: {left} ({', '.join(refused.reasons)}): "
                 f"“{shorten(refused.key[1], 60, placeholder=' …')}”" for refused in found.refused]
    return Outcome(tuple(changed), (), tuple(messages), bool(found.failed))


def _changes(workspace: Workspace, gap: Gap, proposals: Mapping[Key, Translation]) -> list[Change]:
    path = project.catalog_path(gap.locale, gap.article.name)
    found = workspace.read_catalog(path)
    if found is None or not proposals:
        return []
    filled = catalog.fill(found[0], proposals, now=workspace.now, replace_machine=gap.again,
                          template=terms.entries(workspace, gap.article, gap.locale))
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
