"""What the gate sees of one article: its catalogs by every rule, its thresholds, what is stale about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from l10n import catalog, edition, locales, project
from l10n.catalog import Catalog
from l10n.catalog.positions import positions
from l10n.catalog.syntax import Block, Kind
from l10n.checks import Found, Progress, Rule, across, agreed, ignores, references, registry
from l10n.checks import run as rules
from l10n.checks.rule import Spot
from l10n.edition import Lookup, Tally
from l10n.errors import ArticleError, CatalogError, L10nError
from l10n.model import Entry, Finding, Key, Severity, State
from l10n.pipeline import publish, spelt, terms
from l10n.pipeline.steps import shared
from l10n.pipeline.sync import stale
from l10n.pipeline.workspace import Article, Workspace

_DONE: Mapping[str, frozenset[State]] = {
    "translated": frozenset((State.REVIEWED, State.INHERITED, State.MACHINE)),
    "reviewed": frozenset((State.REVIEWED, State.INHERITED)),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check was asked to look at, beyond articles and locales."""

    minimum: tuple[tuple[str, float], ...] = ()
    """Measure (``project.limits.MEASURES``) and percent of an article; goes before the configuration."""
    editions: bool = False
    """Whether the editions on disk are compared with what would be built."""
    changed_since: str | None = None
    """Only what differs from this commit: articles, and of catalogs the entries."""
    baseline: Path | None = None
    """File of accepted findings, from where the command stands; written where there is none."""


EVERYTHING = Asked()
"""Asked for nothing beyond what the configuration says."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What one article gave."""

    found: tuple[Found, ...]
    progress: tuple[Progress, ...] = ()
    said: tuple[across.Said, ...] = ()
    silenced: int = 0
    broken: tuple[L10nError, ...] = ()


def options(workspace: Workspace, locale: str | None) -> project.CheckOptions:
    return (workspace.project.options(locale) if locale else workspace.project.defaults).check


def off(workspace: Workspace, locale: str | None) -> tuple[str, ...]:
    return options(workspace, locale).ignore


def article(workspace: Workspace, path: str, chosen: Sequence[str], *, asked: Asked,
            touched: Mapping[str, frozenset[int] | None] | None, ours: frozenset[str],
            spelling: spelt.Spelling) -> Looked:
    """Look at one article and its catalogs in the chosen locales.

    ``touched``: path → the lines that differ from the commit to compare with, None for all; ``ours``: the editions that
    were written.
    """
    try:
        article = workspace.article(path)
    except ArticleError as problem:
        return Looked((), broken=(problem,))
    found: list[Found] = [_about(one, article) for one in article.document.findings]
    catalogs, broken = _read(workspace, article)
    found += [one for one in broken if one.finding.locale in (None, *chosen)]
    progress: list[Progress] = []
    said: list[across.Said] = []
    silenced = 0
    lookups: dict[str, Lookup] = {tag: catalog.lookup(one) for tag, one in catalogs.items()}
    for locale in chosen:
        tally = edition.tally(article.document, workspace.chain(article, locale), article.locale, lookups)
        progress.append(Progress(article.path, locale, tally.segments, tally.words))
        if not locales.is_pseudo(locale):
            found += _thresholds(workspace, article, locale, tally, asked)
    for locale in workspace.targets(article, chosen):
        if (one := catalogs.get(locale)) is None:
            continue
        lines = touched.get(one.path, frozenset()) if touched is not None else None
        wanted = _published(workspace, article, locale)
        more, quiet = one_catalog(workspace, one, locale, article, lines,
                                  spelt.catalog(workspace, one, locale, article, wanted, spelling))
        found += more
        silenced += quiet
        if not locales.is_pseudo(locale) and "A101" not in off(workspace, locale):
            said += _said(one, locale, wanted, lines)
    if not broken:
        found += _stale(workspace, article, chosen)
        if asked.editions:
            found += _editions(workspace, article, chosen, ours)
    return Looked(tuple(found), tuple(progress), tuple(said), silenced)


def _read(workspace: Workspace, article: Article) -> tuple[dict[str, Catalog], list[Found]]:
    """The catalogs of an article by locale, and what is wrong with those that cannot be read, or with its template."""
    catalogs: dict[str, Catalog] = {}
    broken: list[Found] = []
    paths = {locale: project.catalog_path(locale, article.name)
             for locale in workspace.targets(article, workspace.project.locales)}
    for locale, path in ((None, project.template_path(article.name)), *paths.items()):
        try:
            found = workspace.read_catalog(path)
        except CatalogError as problem:
            broken.append(_about(Finding(path, problem.line or 0, 0, "C101", problem.message, Severity.ERROR, locale),
                                 article))
            continue
        if found is not None and locale is not None:
            catalogs[locale] = found[0]
    return catalogs, broken


def _published(workspace: Workspace, article: Article, locale: str) -> Callable[[Entry], bool]:
    """Whether an edition may show an entry: what no reader sees yet is not looked at, by any rule."""
    own = workspace.project.options(locale)
    states = {State.REVIEWED, State.MACHINE} if own.publish == "machine" else {State.REVIEWED}
    links = workspace.chain(article, locale)
    return lambda entry: (bool(entry.target) and entry.state in states and not edition.unsure(entry, own.publish_above)
                          and not edition.waits(entry, links))


def _own(workspace: Workspace, locale: str) -> Sequence[Rule]:
    """The rules that the project's glossary makes."""
    return () if locales.is_pseudo(locale) else agreed.rules(terms.of(workspace)(locale))


def _said(one: Catalog, locale: str, wanted: Callable[[Entry], bool],
          lines: frozenset[int] | None) -> Iterator[across.Said]:
    """The translations of a catalog, to be compared with those of the other articles."""
    for block in one.blocks:
        entry = block.entry
        if block.kind is Kind.LIVE and not block.plural and len(entry.source) > 3 and wanted(entry):
            yield across.Said(entry.context, entry.source, entry.target, one.path, entry.line, locale,
                              ignores.silenced("A101", ignores.of(entry)), lines is None or _within(block, lines))


def one_catalog(workspace: Workspace, one: Catalog, locale: str, article: Article,
                lines: frozenset[int] | None = None,
                misspelt: Iterable[across.Spotted] = ()) -> tuple[list[Found], int]:
    """(what is found in one catalog, how much an ignore comment silenced); ``lines``: only in entries that have one of
    these."""
    ignored, wanted = off(workspace, locale), _published(workspace, article, locale)
    found, silenced = rules.catalog(one, locale, article.locale, off=ignored, lines=lines, wanted=wanted,
                                    look=partial(_look, workspace, locale, article.locale))
    if lines is None:
        found += rules.header(one, locale)
    found += rules.flags(one, locale, lines)
    blocks = [block for block in one.blocks if block.kind is Kind.LIVE and not block.plural and wanted(block.entry)]
    rows = one.text.split("\n")
    alike = locales.is_pseudo(locale) or locales.kin(locale, article.locale)
    fired: set[tuple[Key, str]] = set()
    for block, code, severity, spot in chain(() if alike else across.article(blocks, locale),
                                             references.article(article.document, blocks), misspelt):
        fired.add((block.entry.key, code))
        if code in ignored or (lines is not None and not _within(block, lines)):
            continue
        if ignores.silenced(code, ignores.of(block.entry)):
            silenced += 1
        else:
            found.append(rules.found(one.path, block, code, severity, spot, locale, rows))
    for block in blocks:
        for code in (code for ignore in ignores.of(block.entry) for code in ignore.codes
                     if code in across.CODES or code == references.CODE):
            if code not in ignored and (block.entry.key, code) not in fired \
                    and (lines is None or _within(block, lines)):
                found.append(rules.idle(one.path, block.entry, code, locale, rows))
    return found, silenced


_WORTH_SHARING, _SHARE = 2_000, 500
"""Entries of a catalog from which it is shared out to processes, and those that one of them gets at a time."""
_Spots = list[list[tuple[str, Spot]]]
"""For each entry the codes of the rules and what they found."""


def _look(workspace: Workspace, locale: str, source_locale: str,
          entries: Sequence[Entry]) -> Iterator[list[tuple[Rule, Spot]]]:
    """What the rules, those of the glossary too, find in each entry."""
    more = _own(workspace, locale)
    if workspace.jobs == 1 or len(entries) < _WORTH_SHARING:
        yield from rules.pairs(entries, locale, source_locale, off(workspace, locale), more)
        return
    known = {rule.code: rule for rule in (*registry.applying(locale, source_locale), *more)}
    parts = [entries[start:start + _SHARE] for start in range(0, len(entries), _SHARE)]
    for found in shared(partial(_part, replace(workspace, jobs=1), locale, source_locale), parts, workspace.jobs):
        yield from ([(known[code], spot) for code, spot in own] for own in found)


def _part(workspace: Workspace, locale: str, source_locale: str, entries: Sequence[Entry]) -> _Spots:
    """``_look`` in a process of its own, with codes for rules, which cannot be sent."""
    return [[(rule.code, spot) for rule, spot in own] for own in _look(workspace, locale, source_locale, entries)]


def _within(block: Block, lines: frozenset[int]) -> bool:
    end = positions(block, "msgstr", len(block.entry.target), len(block.entry.target))[0][0]
    return any(line in lines for line in range(block.entry.line, end + 1))


def _about(finding: Finding, article: Article) -> Found:
    return Found(finding, finding.line, finding.column, article=article.path)


def _thresholds(workspace: Workspace, article: Article, locale: str, tally: Tally, asked: Asked) -> Iterator[Found]:
    minimum: dict[str, float] = dict(options(workspace, locale).minimum) | dict(asked.minimum)
    for measure, wanted in minimum.items():
        name, _, unit = measure.partition("-")
        counts = {"words": tally.words, "segments": tally.segments}
        share = {one: (sum(count.get(state, 0) for state in _DONE[name]), sum(count.values()))
                 for one, count in counts.items()}
        unit = unit or "words"
        done, whole = share.pop(unit)
        if 100 * done < wanted * whole:
            percent = min(99, int(100 * done / whole))
            beside = "; ".join(f"{some:,} of {all_:,} {one}" for one, (some, all_) in share.items())
            path = project.catalog_path(locale, article.name) if locale != article.locale else article.path
            yield _about(Finding(path, 0, 0, "G101", f"{percent} % of {whole:,} {unit} {name}, {wanted:g} % are asked "
                                                     f"for ({beside})", Severity.ERROR, locale), article)


def _stale(workspace: Workspace, article: Article, chosen: Sequence[str]) -> Iterator[Found]:
    template = project.template_path(article.name)
    for path in stale(workspace, article, chosen):
        if path == template:
            yield _about(Finding(path, 0, 0, "G102", f"is not what {article.path} says now; run l10n sync",
                                 Severity.ERROR), article)
        else:
            locale = next((tag for tag in chosen if project.catalog_path(tag, article.name) == path), None)
            yield _about(Finding(path, 0, 0, "G103", f"does not follow {article.path}; run l10n sync", Severity.ERROR,
                                 locale), article)


def _editions(workspace: Workspace, article: Article, chosen: Sequence[str], ours: frozenset[str]) -> Iterator[Found]:
    made = publish.build(replace(workspace, dry_run=True), article.path, chosen, ours)
    for one in made.outcome.findings:
        yield _about(one, article)
    for path in made.outcome.changed:
        locale = path.removeprefix(f"{publish.FOLDER}/").partition("/")[0]
        yield _about(Finding(path, 0, 0, "G104", "is not what its catalogs make; run l10n build", Severity.ERROR,
                             locale), article)


