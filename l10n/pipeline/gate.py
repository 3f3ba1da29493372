"""The gate: are the catalogs complete and sound? Nothing is written, except by ``fix`` and for a baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

from l10n import catalog, checks, edition, files, locales, project
from l10n.catalog import Catalog
from l10n.catalog.lexis import shorten
from l10n.catalog.positions import positions
from l10n.catalog.syntax import Block, Kind
from l10n.checks import Found, Progress, Result, Rule, across, agreed, baseline, ignores, repair
from l10n.checks import run as rules
from l10n.edition import Lookup, Tally
from l10n.errors import ArticleError, CatalogError, L10nError
from l10n.model import Entry, Finding, Key, Severity, State
from l10n.pipeline import publish, since, spelt, terms
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
    """Measure (``project.limits.MEASURES``) and percent of an article; goes before the configuration."""
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
    broken: tuple[L10nError, ...] = ()
    """Why articles could not be looked at."""
    message: str = ""
    """What could not be looked at, and why; no finding."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """What one article gave."""

    found: tuple[Found, ...]
    progress: tuple[Progress, ...] = ()
    said: tuple[across.Said, ...] = ()
    silenced: int = 0
    broken: tuple[L10nError, ...] = ()


def check(workspace: Workspace, selection: Selection, asked: Asked = Asked(),
          progress: Shown = quiet) -> Verdict:
    """Check some articles in some locales; habits of a whole catalog are told at its first place alone.

    A catalog that cannot be read is a finding; an article that cannot be is in ``broken``; the others are still
    checked. Raises ProjectError where the configuration, the baseline or the commit to compare with cannot be used.
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
    spelling = spelt.ask(workspace, paths, selection.locales, progress)
    step = partial(_article, asked=asked, touched=touched, ours=ours, spelling=spelling)
    looked = each(workspace, step, paths, selection.locales, "check", progress)
    found = [one for part in looked.values() for one in part.found]
    two_ways, silenced = _two_ways([said for part in looked.values() for said in part.said],
                                   whole=paths == workspace.files.articles)
    found = [one for one in (*found, *two_ways) if one.finding.code not in _off(workspace, one.finding.locale)]
    found.sort(key=lambda one: one.finding)
    silenced += sum(part.silenced for part in looked.values())
    accepted = None
    if asked.baseline is not None:
        kept = _new(workspace, asked.baseline, found)
        if kept is None:
            accepted, kept = len(found), []
        silenced += len(found) - len(kept)
        found = kept
    result = Result(tuple(found), tuple(one for part in looked.values() for one in part.progress), silenced)
    return Verdict(result, tuple(one for one in found if _fails(workspace, one.finding)), accepted,
                   tuple(problem for part in looked.values() for problem in part.broken), spelling.silent)


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
             touched: Mapping[str, frozenset[int] | None] | None, ours: frozenset[str],
             spelling: spelt.Spelling) -> _Looked:
    try:
        article = workspace.article(path)
    except ArticleError as problem:
        return _Looked((), broken=(problem,))
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
        published = _published(workspace, locale)
        misspelt = spelt.catalog(workspace, one, locale, article, published, spelling)
        more, quiet_ = _catalog(one, locale, article, published, _off(workspace, locale), lines,
                                _own(workspace, locale), misspelt)
        found += more
        silenced += quiet_
        if not locales.is_pseudo(locale) and "A101" not in _off(workspace, locale):
            said += _said(one, locale, published, lines)
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


def _published(workspace: Workspace, locale: str) -> Callable[[Entry], bool]:
    """Whether an edition may show an entry: what no reader sees yet is not looked at, by any rule."""
    options = workspace.project.options(locale)
    states = {State.REVIEWED, State.MACHINE} if options.publish == "machine" else {State.REVIEWED}
    return lambda entry: bool(entry.target) and entry.state in states and not edition.unsure(
        entry, options.publish_above)


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


def _catalog(one: Catalog, locale: str, article: Article, wanted: Callable[[Entry], bool], off: Sequence[str],
             lines: frozenset[int] | None, more: Sequence[Rule],
             misspelt: Iterable[across.Spotted] = ()) -> tuple[list[Found], int]:
    """What the rules, and ``more``, find in one catalog; ``lines``: only entries that have one of these."""
    found, silenced = rules.catalog(one, locale, article.locale, off=off, lines=lines, more=more, wanted=wanted)
    if lines is None:
        found += rules.header(one, locale)
    blocks = [block for block in one.blocks if block.kind is Kind.LIVE and not block.plural and wanted(block.entry)]
    rows = one.text.split("\n")
    alike = locales.is_pseudo(locale) or locales.kin(locale, article.locale)
    fired: set[tuple[Key, str]] = set()
    for block, code, severity, spot in chain(() if alike else across.article(blocks, locale), misspelt):
        fired.add((block.entry.key, code))
        if code in off or (lines is not None and not _within(block, lines)):
            continue
        if ignores.silenced(code, ignores.of(block.entry)):
            silenced += 1
        else:
            found.append(rules.found(one.path, block, code, severity, spot, locale, rows))
    for block in blocks:
        for code in (code for ignore in ignores.of(block.entry) for code in ignore.codes if code in across.CODES):
            if code not in off and (block.entry.key, code) not in fired and (lines is None or _within(block, lines)):
                found.append(rules.idle(one.path, block.entry, code, locale, rows))
    return found, silenced


def _within(block: Block, lines: frozenset[int]) -> bool:
    end = positions(block, "msgstr", len(block.entry.target), len(block.entry.target))[0][0]
    return any(line in lines for line in range(block.entry.line, end + 1))


def _about(finding: Finding, article: Article) -> Found:
    return Found(finding, finding.line, finding.column, article=article.path)


def _thresholds(workspace: Workspace, article: Article, locale: str, tally: Tally, asked: Asked) -> Iterator[Found]:
    minimum: dict[str, float] = dict(_options(workspace, locale).minimum) | dict(asked.minimum)
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


def _two_ways(said: Iterable[across.Said], *, whole: bool) -> tuple[list[Found], int]:
    """(texts translated in two ways, how many were silenced); ``whole``: all articles are there, so that an ignore that
    silences none is a finding."""
    found: list[Found] = []
    silenced = 0
    differ: set[tuple[str, str | None, str]] = set()
    for one, other in across.project(said):
        differ.add((one.locale, one.context, one.source))
        if not (one.asked or other.asked):
            continue
        if one.quiet or other.quiet:
            silenced += 1
        else:
            found.append(_of(one, "A101", f"{other.path} says “{shorten(other.target)}”", Severity.INFO))
    if whole:
        found += [_of(one, "G105", "“ignore[A101]” silences nothing; take it out", Severity.WARNING) for one in said
                  if one.quiet and one.asked and (one.locale, one.context, one.source) not in differ]
    return found, silenced


def _of(one: across.Said, code: str, message: str, severity: Severity) -> Found:
    return Found(Finding(one.path, one.line, 1, code, message, severity, one.locale), one.line, 1,
                 context=one.context, source=one.source, target=one.target)


@dataclass(frozen=True, slots=True)
class Fixed:
    """What ``fix`` did."""

    changed: tuple[str, ...]
    repairs: tuple[Found, ...] = field(default=())
    """What was repaired, each with its old text."""


def fix(workspace: Workspace, selection: Selection, asked: Asked = Asked(),
        progress: Shown = quiet) -> Fixed:
    """Make the repairs that are certain, in every catalog that was asked for.

    A repair changes neither what is said nor the state of the entry, and is made only where the catalog then shows
    nothing that it did not show before; a second time there is nothing to do.
    """
    verdict = _check(workspace, selection, replace(asked, baseline=None), progress)
    by_path: dict[str, set[Key]] = {}
    for one in verdict.result.found:
        if one.fix is not None:
            by_path.setdefault(one.finding.path, set()).add((one.context, one.source))
    changed: list[str] = []
    done: dict[str, list[Found]] = {}
    for path, keys in by_path.items():
        def changes(path: str = path, keys: set[Key] = keys) -> list[Change]:
            read = workspace.read_catalog(path)
            if read is None:
                return []
            article, locale = _whose(workspace, selection, path)
            look = partial(_catalog, locale=locale, article=article, wanted=_published(workspace, locale),
                           off=_off(workspace, locale), lines=None, more=_own(workspace, locale))
            mended, done[path] = repair.catalog(read[0], lambda one: look(one)[0], locale, article.locale,
                                                workspace.now, off=_off(workspace, locale), only=keys)
            return [Change(path, catalog.dump(mended), read[1])] if done[path] else []
        changed += workspace.apply(changes)
    return Fixed(tuple(changed), tuple(one for made in done.values() for one in made))


def _whose(workspace: Workspace, selection: Selection, path: str) -> tuple[Article, str]:
    """The article that a catalog belongs to, and its locale."""
    return next((workspace.article(article), locale) for article in selection.articles for locale in selection.locales
                if project.catalog_path(locale, project.name_of(workspace.project, article)) == path)
