"""Who supplies a text in each locale, and which rule made which change of a variant: for people who ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from l10n import edition, project
from l10n.edition import Choice, Lookup
from l10n.errors import ProjectError
from l10n.model import Segment, State
from l10n.pipeline import overlay, terms
from l10n.pipeline.workspace import Article, Workspace, select_articles
from l10n.variants import Applied

_PIECE = re.compile(r"\s+|[^\W_]+|[^\w\s]|_")
_PLACE = re.compile(r"(.+):([0-9]+)")


@dataclass(frozen=True, slots=True)
class Supply:
    """Where one locale has one text from."""

    locale: str
    links: tuple[tuple[str, State | None], ...]
    """The chain, nearest first, each with the state of its own entry; None where it has none."""
    choice: Choice | None
    """What the edition shows; None where it keeps the article's words."""


@dataclass(frozen=True, slots=True)
class Supplied:
    """One text of an article in every locale."""

    path: str
    segment: Segment
    supplies: tuple[Supply, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """One difference between a variant's text and its parent's."""

    before: str
    after: str
    rule: str | None
    """Id of the rule that makes it; None where a person did."""
    certain: bool = False
    taken: bool = True
    """False: a rule would make it, and the variant's text does without."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One entry of a variant."""

    line: int
    """Of its msgid in the catalog; 0 where it has no entry: the edition makes it of the parent's text."""
    segment: Segment
    supplier: str
    state: State
    parent: str
    target: str
    changes: tuple[Changed, ...]


def show(workspace: Workspace, wanted: str, chosen: Sequence[str]) -> list[Supplied]:
    """The texts that hold the words ``wanted``, or the one that stands at ``path:line``, in some locales.

    Raises ProjectError where there is none.
    """
    found = []
    for path, segment, article in _segments(workspace, wanted):
        catalogs = {locale: workspace.lookup(locale, article.name)
                    for locale in workspace.targets(article, workspace.project.locales)}
        supplies = tuple(_supply(workspace, article, segment, locale, catalogs) for locale in chosen)
        found.append(Supplied(path, segment, supplies))
    return found


def explain(workspace: Workspace, article_path: str, locale: str) -> list[Explained]:
    """What a variant has of its own in an article, change by change, in the order of the article.

    Raises ProjectError where ``locale`` inherits nothing there.
    """
    article = workspace.article(article_path)
    if locale == article.locale or not workspace.is_variant(article, locale):
        raise ProjectError(f"{locale} inherits from no other locale here: there is nothing to explain",
                           path=article_path)
    own = workspace.lookup(locale, article.name)
    options = workspace.project.options(locale)
    parents = overlay.inherited(workspace, article, locale, {}, options.publish, options.publish_above)
    made = overlay.by_rules(workspace, article, locale, parents)
    shown = edition.adapted(article.document, parents, locale, workspace.project.format_options,
                            terms.fixed(workspace, locale))
    found: dict[tuple[str | None, str], Explained] = {}
    for segment in article.document.segments:
        entry, choice = own.get(segment.key), parents.get(segment)
        rules = made[segment][1].applied if segment in made else ()
        if segment.key in found or choice is None:
            continue
        if entry is not None and entry.target:
            found[segment.key] = Explained(entry.line, segment, choice.supplier, entry.state, choice.text,
                                           entry.target, tuple(changes(choice.text, entry.target, rules)))
        elif shown[segment].rules:
            certain = [change for change in rules if change.certain]
            found[segment.key] = Explained(0, segment, choice.supplier, choice.state, choice.text,
                                           shown[segment].text,
                                           tuple(changes(choice.text, shown[segment].text, certain)))
    return list(found.values())


def variant_of(workspace: Workspace, file: str) -> tuple[str, str]:
    """(locale, article path) of a catalog in the project; ProjectError for a path that is none."""
    for path in workspace.files.articles:
        name = project.name_of(workspace.project, path)
        for locale in workspace.project.locales:
            if project.catalog_path(locale, name) == file:
                return locale, path
    raise ProjectError("is no catalog of this project; name an article with -l LOCALE, or a file such as "
                       f"{project.catalog_path(workspace.project.locales[0], 'NAME')}", path=file)


def _segments(workspace: Workspace, wanted: str) -> Iterator[tuple[str, Segment, Article]]:
    place = _PLACE.fullmatch(wanted)
    if place:
        try:
            path, = select_articles(workspace, [place[1]])
        except (ProjectError, ValueError):
            place = None
    if place:
        article = workspace.article(path)
        before = [segment for segment in article.document.segments if segment.line <= int(place[2])]
        if not before:
            raise ProjectError("no text stands there", path=path, line=int(place[2]))
        yield path, max(before, key=lambda segment: segment.line), article
        return
    words = " ".join(wanted.split()).casefold()
    none = True
    for path in workspace.files.articles:
        article = workspace.article(path)
        keys = set()
        for segment in article.document.segments:
            if words in " ".join(segment.text.split()).casefold() and segment.key not in keys:
                none = False
                keys.add(segment.key)
                yield path, segment, article
    if none:
        raise ProjectError(f"no text of an article holds “{wanted}”")


def _supply(workspace: Workspace, article: Article, segment: Segment, locale: str,
            catalogs: Mapping[str, Lookup]) -> Supply:
    links = workspace.chain(article, locale)
    states = []
    for link in links:
        entry = catalogs.get(link, {}).get(segment.key)
        states.append((link, State.REVIEWED if link == article.locale else entry.state if entry else None))
    options = workspace.project.options(locale)
    chosen = edition.choose(article.document, links, article.locale, catalogs, options.publish, options.publish_above)
    shown = edition.adapted(article.document, {segment: chosen[segment]} if segment in chosen else {}, locale,
                            workspace.project.format_options, terms.fixed(workspace, locale))
    return Supply(locale, tuple(states), shown.get(segment))


def changes(before: str, after: str, rules: Sequence[Applied]) -> list[Changed]:
    """What differs between two texts, in order: what rules make of it, taken or not, and what a person changed.

    The text that all rules together would make is held against ``after``: whatever of it stands there is theirs.
    """
    doubtful = [rule.span for rule in rules if not rule.certain]
    own = [rule for rule in rules if not rule.certain
           or not any(span.start < rule.span.end and rule.span.start < span.end for span in doubtful)]
    made, at = "", 0
    places = []
    for rule in own:
        made += before[at:rule.span.start]
        places.append((len(made), len(made) + len(rule.after), rule))
        made, at = made + rule.after, rule.span.end
    made += before[at:]
    left, right = _PIECE.findall(made), _PIECE.findall(after)
    steps = [(len("".join(left[:i])), len("".join(left[:j])), len("".join(right[:k])), len("".join(right[:m])), kind)
             for kind, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes()]
    found: list[tuple[int, Changed]] = []
    refused: list[tuple[int, int]] = []
    for start, end, rule in places:
        now = after[_start(steps, start):_end(steps, end)]
        if now != rule.after and now == rule.before:
            refused.append((start, end))
        found.append((start, Changed(rule.before, rule.after, rule.rule_id, rule.certain, now == rule.after)))
    for start, end, new, stop, kind in steps:
        if kind != "equal" and not any(one <= start and end <= other for one, other in refused):
            found.append((start, Changed(made[start:end], after[new:stop], None)))
    return [change for _, change in sorted(found, key=lambda one: one[0])]


def _start(steps: Sequence[tuple[int, int, int, int, str]], offset: int) -> int:
    """Where what begins at an offset of the one text begins in the other."""
    for start, end, new, _, kind in steps:
        if offset == start or start < offset < end:
            return new + (offset - start if kind == "equal" else 0)
    return steps[-1][3] if steps else 0


def _end(steps: Sequence[tuple[int, int, int, int, str]], offset: int) -> int:
    """Where what ends at an offset of the one text ends in the other."""
    for start, end, new, stop, kind in reversed(steps):
        if offset == end or start < offset < end:
            return new + (offset - start) if kind == "equal" else stop
    return 0
