"""The gate: are the catalogs complete and sound? Nothing is written, except by ``fix`` and for a baseline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from l10n import catalog, checks, edition, files, locales, project
from l10n.catalog import Catalog
from l10n.catalog.positions import positions
from l10n.catalog.syntax import Block, Kind
from l10n.checks import Found, Progress, Result, Rule, across, agreed, baseline, ignores, repair
from l10n.checks import run as rules
from l10n.edition import Lookup, Tally
from l10n.errors import CatalogError
from l10n.model import Finding, Severity, State
from l10n.pipeline import publish, since, terms
from l10n.pipeline.steps import Progress as Shown
from l10n.pipeline.steps import Selection, each, quiet
from l10n.pipeline.sync import sync
from l10n.pipeline.workspace import Article, Change, Workspace

_DONE: Mapping[str, frozenset[State]] = {
    "translated": frozenset((State.REVIEWED, State.INHERITED, State.MACHINE)),
    "reviewed": frozenset((State.REVIEWED, State.INHERITED)),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check was asked to look at, beyond articles and locales."""

    minimum: tuple[tuple[str, float], ...] = ()
    """Measure (translated, reviewed) and percent of the words of an article; goes before the configuration."""
    editions: bool = False
    """Whether the editions on disk are compared with what would be built."""
    changed_since: str | None = None
    """Only what differs from this commit: articles, and of catalogs the entries."""
    baseline: str | None = None
    """File of accepted findings; written where there is none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says."""

    result: Result
    failing: tuple[Found, ...]
    """The findings that matter enough to fail."""
    accepted: int | None = None
    """How many findings were written to a new baseline; None where none was written."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """What one article gave."""

    found: tuple[Found, ...]
    progress: tuple[Progress, ...] = ()
    said: tuple[across.Said, ...] = ()
    silenced: int = 0


def check(workspace: Workspace, selection: Selection, asked: Asked = Asked(),
          progress: Shown = quiet) -> Verdict:
    """Check some articles in some locales; habits of a whole catalog are told at its first place alone.

    A catalog that cannot be read is a finding, and the others are still checked. Raises ProjectError where the
    configuration, the baseline or the commit to compare with cannot be used, ArticleError for a broken article.
    """
    verdict = _check(workspace, selection, asked, progress)
    found = _once(verdict.result.found)
    return replace(verdict, result=replace(verdict.result, found=found), failing=_once(verdict.failing))


def _once(found: Sequence[Found]) -> tuple[Found, ...]:
    habits = {rule.code for rule in checks.rules() if rule.habit}
    first: dict[tuple[str, str], Found] = {}
    for one in found:
        first.setdefault((one.finding.code, one.finding.path), one)
    return tuple(one for one in found if one.finding.code not in habits
                 or first[one.finding.code, one.finding.path] is one)


def _check(workspace: Workspace, selection: Selection, asked: Asked, progress: Shown) -> Verdict:
    touched = since.changed_lines(workspace.project.root, asked.changed_since) if asked.changed_since else None
    paths = selection.articles
    if touched is not None:
        paths = tuple(path for path in paths if _touched(workspace, path, selection.locales, touched))
    ours = publish.written(publish.read_index(workspace)) if asked.editions else frozenset()
    step = partial(_article, asked=asked, touched=touched, ours=ours)
    looked = each(workspace, step, paths, selection.locales, "check", progress)
    found = [one for part in looked.values() for one in part.found]
    found += _two_ways(said for part in looked.values() for said in part.said)
    found = [one for one in found if one.finding.code not in _off(workspace, one.finding.locale)]
    found.sort(key=lambda one: one.finding)
    silenced = sum(part.silenced for part in looked.values())
    accepted = None
    if asked.baseline is not None:
        kept = _new(workspace, asked.baseline, found)
        if kept is None:
            accepted, kept = len(found), []
        silenced += len(found) - len(kept)
        found = kept
    result = Result(tuple(found), tuple(one for part in looked.values() for one in part.progress), silenced)
    return Verdict(result, tuple(one for one in found if _fails(workspace, one.finding)), accepted)


def _fails(workspace: Workspace, finding: Finding) -> bool:
    level = _options(workspace, finding.locale).fail_on
    return level != "never" and checks.ORDER[finding.severity] >= checks.ORDER[Severity(level)]


def _options(workspace: Workspace, locale: str | None) -> project.CheckOptions:
    return (workspace.project.options(locale) if locale else workspace.project.defaults).check


def _off(workspace: Workspace, locale: str | None) -> tuple[str, ...]:
    return _options(workspace, locale).ignore


def _new(workspace: Workspace, path: str, found: Sequence[Found]) -> list[Found] | None:
    """The findings that a baseline does not accept; None where it is written with all of them."""
    file = workspace.file(path)
    if not file.exists():
        if not workspace.dry_run:
            files.write(file, baseline.write(found), path, expected=None)
        return None
    known = baseline.read(files.read(file, path), path)
    return [one for one in found if one.key not in known]


def _touched(workspace: Workspace, path: str, chosen: Sequence[str], touched: Mapping[str, object]) -> bool:
    name = project.name_of(workspace.project, path)
    return path in touched or any(project.catalog_path(locale, name) in touched for locale in chosen)


def _article(workspace: Workspace, path: str, chosen: Sequence[str], *, asked: Asked,
             touched: Mapping[str, frozenset[int] | None] | None, ours: frozenset[str]) -> _Looked:
    article = workspace.article(path)
    found: list[Found] = [_about(one, article) for one in article.document.findings]
    catalogs, broken = _read(workspace, article)
    found += [one for one in broken if one.finding.locale in chosen]
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
        states = {State.REVIEWED, State.MACHINE} if workspace.project.options(locale).publish == "machine" \
            else {State.REVIEWED}
        own = () if locales.is_pseudo(locale) else agreed.rules(terms.of(workspace)(locale))
        more, quiet_ = _catalog(one, locale, article, states, _off(workspace, locale), lines, own)
        found += more
        silenced += quiet_
        said += [across.Said(entry.context, entry.source, entry.target, one.path, entry.line, locale)
                 for entry in one.entries if entry.state is State.REVIEWED and len(entry.source) > 3
                 and not locales.is_pseudo(locale)]
    if not broken:
        found += _stale(workspace, article, chosen)
        if asked.editions:
            found += _editions(workspace, article, chosen, ours)
    return _Looked(tuple(found), tuple(progress), tuple(said), silenced)


def _read(workspace: Workspace, article: Article) -> tuple[dict[str, Catalog], list[Found]]:
    """The catalogs of an article by locale, and what is wrong with those that cannot be read."""
    catalogs: dict[str, Catalog] = {}
    broken: list[Found] = []
    for locale in workspace.targets(article, workspace.project.locales):
        path = project.catalog_path(locale, article.name)
        try:
            found = workspace.read_catalog(path)
        except CatalogError as problem:
            broken.append(_about(Finding(path, problem.line or 0, 0, "C101", problem.message, Severity.ERROR, locale),
                                 article))
            continue
        if found is not None:
            catalogs[locale] = found[0]
    return catalogs, broken


def _catalog(one: Catalog, locale: str, article: Article, states: set[State], off: Sequence[str],
             lines: frozenset[int] | None, more: Sequence[Rule]) -> tuple[list[Found], int]:
    """What the rules, and ``more``, find in one catalog; ``lines``: only entries that have one of these."""
    found, silenced = rules.catalog(one, locale, article.locale, states=states, off=off, lines=lines, more=more)
    if lines is None:
        found += rules.header(one, locale)
    blocks = [block for block in one.blocks if block.kind is Kind.LIVE and not block.plural and block.entry.target
              and block.entry.state is State.REVIEWED]
    rows = one.text.split("\n")
    if locales.is_pseudo(locale) or locales.kin(locale, article.locale):
        return found, silenced
    for block, code, severity, spot in across.article(blocks, locale):
        if code in off or (lines is not None and not _within(block, lines)):
            continue
        if ignores.silenced(code, ignores.of(block.entry)):
            silenced += 1
        else:
            found.append(rules.found(one.path, block, code, severity, spot, locale, rows))
    return found, silenced


def _within(block: Block, lines: frozenset[int]) -> bool:
    end = positions(block, "msgstr", len(block.entry.target), len(block.entry.target))[0][0]
    return any(line in lines for line in range(block.entry.line, end + 1))


def _about(finding: Finding, article: Article) -> Found:
    return Found(finding, finding.line, finding.column, article=article.path)


def _thresholds(workspace: Workspace, article: Article, locale: str, tally: Tally, asked: Asked) -> Iterator[Found]:
    whole = sum(tally.words.values())
    minimum: dict[str, float] = dict(_options(workspace, locale).minimum) | dict(asked.minimum)
    for measure, wanted in minimum.items():
        done = sum(tally.words.get(state, 0) for state in _DONE[measure])
        if whole and 100 * done < wanted * whole:
            percent = min(99, int(100 * done / whole))
            path = project.catalog_path(locale, article.name) if locale != article.locale else article.path
            yield _about(Finding(path, 0, 0, "G101", f"{percent} % of {whole:,} words {measure}, {wanted:g} % are "
                                                     f"asked "
                                 "for", Severity.ERROR, locale), article)


def _stale(workspace: Workspace, article: Article, chosen: Sequence[str]) -> Iterator[Found]:
    """The template and the catalogs that ``l10n sync`` would write anew."""
    template = project.template_path(article.name)
    for path in sync(replace(workspace, dry_run=True), article.path, chosen).changed:
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


def _two_ways(said: Iterator[across.Said]) -> Iterator[Found]:
    for one, other in across.project(said):
        message = f"translated in another way in {other.path}:{other.line}"
        yield Found(Finding(one.path, one.line, 1, "A101", message, Severity.INFO, one.locale), one.line, 1,
                    context=one.context, source=one.source, target=one.target)


@dataclass(frozen=True, slots=True)
class Fixed:
    """What ``fix`` did."""

    changed: tuple[str, ...]
    repairs: tuple[Found, ...] = field(default=())
    """What was repaired, each with its old text."""


def fix(workspace: Workspace, selection: Selection, asked: Asked = Asked(),
        progress: Shown = quiet) -> Fixed:
    """Make the repairs that are certain, in every catalog that was asked for; a repair never changes what is said."""
    verdict = _check(workspace, selection, replace(asked, baseline=None), progress)
    by_path: dict[str, list[Found]] = {}
    for one in verdict.result.found:
        if one.fix is not None:
            by_path.setdefault(one.finding.path, []).append(one)
    changed: list[str] = []
    done: list[Found] = []
    for path, found in by_path.items():
        def changes(path: str = path, found: Sequence[Found] = found) -> list[Change]:
            read = workspace.read_catalog(path)
            if read is None:
                return []
            mended, made = repair.catalog(read[0], found, workspace.now)
            done.extend(made)
            return [Change(path, catalog.dump(mended), read[1])] if made else []
        changed += workspace.apply(changes)
    return Fixed(tuple(changed), tuple(dict.fromkeys(done)))
