"""Editions of one article: which text each segment gets, and the finished files as values.

A segment takes its text from the nearest catalog on the locale's parent chain that has it in a publishable state; for
kin of the article's own locale the article itself ends the chain. What nobody supplies stays in the article's language.
"""

from __future__ import annotations

import html
import posixpath
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Literal

from l10n import catalog, formats, glossary, locales, variants
from l10n.model import (
    Alternate,
    Document,
    Entry,
    Finding,
    FormatOptions,
    Imprint,
    Key,
    Segment,
    State,
)

Policy = Literal["reviewed", "machine"]
Lookup = Mapping[Key, Entry]

_PUBLISHED: Mapping[Policy, frozenset[State]] = {
    "reviewed": frozenset({State.REVIEWED}),
    "machine": frozenset({State.REVIEWED, State.MACHINE}),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What an edition shows for one segment."""

    text: str
    state: State
    """REVIEWED or MACHINE as its catalog has it; REVIEWED for the article's own words."""
    supplier: str
    """Locale whose catalog, or whose article, supplies it."""
    line: int = 0
    """Line of the entry in the supplier's catalog; 0 for the article's own words."""
    rules: tuple[str, ...] = ()
    """Ids of the rules that made ``text`` of the supplier's text, in order of appearance."""


def chain(locale: str, article_locale: str, available: Sequence[str],
          parents: tuple[tuple[str, str], ...] = ()) -> tuple[str, ...]:
    """The locales that may supply a segment, nearest first; the article's own ends the chain of its kin.

    Example: ``es_MX, es`` for es_MX where the project has both; ``en_US, en_GB`` for en_US and a British article.
    ``parents`` are those of ``locales.ancestors``.
    """
    line = (locale, *locales.ancestors(locale, parents))
    if article_locale in line:
        line = line[:line.index(article_locale)]
    links = [tag for tag in line if tag in available]
    if locales.kin(locale, article_locale) or locale == article_locale:
        links.append(article_locale)
    return tuple(links)


def choose(document: Document, links: Sequence[str], article_locale: str, catalogs: Mapping[str, Lookup],
           policy: Policy, above: float = 0.0) -> dict[Segment, Choice]:
    """What each segment gets; a segment that nothing publishable is there for is left out.

    ``above``: the score that machine text needs to be published; one without a score has not got it."""
    published = _PUBLISHED[policy]
    chosen: dict[Segment, Choice] = {}
    for segment in document.segments:
        for locale in links:
            if locale == article_locale:
                chosen[segment] = Choice(segment.text, State.REVIEWED, locale)
                break
            entry = catalogs.get(locale, {}).get(segment.key)
            if (entry is not None and entry.target and entry.state in published and not unsure(entry, above)
                    and not waits(entry, links)):
                chosen[segment] = Choice(entry.target, entry.state, locale, entry.line)
                break
    return chosen


def waits(entry: Entry, links: Sequence[str]) -> bool:
    """Whether an entry is what doubtful rules propose for a text of one of ``links``, as they came: until somebody has
    had a look, readers get that text by the certain rules (“Prices fall”, not “Prices autumn”)."""
    _, rule, supplier = (catalog.machine_origin(entry) or "").partition("variant:")
    return bool(rule) and supplier in links


def unsure(entry: Entry, above: float) -> bool:
    """Whether an entry is machine text whose score is less than a threshold, or that has none."""
    return entry.state is State.MACHINE and above > 0 and (catalog.remark(entry.remark).score or 0.0) < above


def adapted(document: Document, chosen: Mapping[Segment, Choice], locale: str,
            options: FormatOptions, protected: Collection[str] = ()) -> dict[Segment, Choice]:
    """What an edition of ``locale`` shows: whatever it inherits goes through the rules that are certain, which leave
    ``protected`` terms alone.

    That holds for machine text of a parent, which is never made an entry of a variant: there it would hide what a
    person makes of the parent's text later, and change with every model. And it holds for approved text while the
    variant's own entry waits for somebody to look at what is doubtful in it.
    """
    inherited = {segment: choice.text for segment, choice in chosen.items() if choice.supplier != locale}
    found = dict(chosen)
    try:
        able = {tag: variants.adapter(tag, locale) for tag in {chosen[segment].supplier for segment in inherited}
                if variants.supports(tag, locale)}
    except variants.VariantError:  # an optional library is missing; filling the gaps says so
        return found
    fragments = formats.fragments(document, inherited, options) if able else {}
    for segment, fragment in fragments.items():
        choice = chosen[segment]
        if choice.supplier not in able:
            continue
        made = able[choice.supplier].adapt(fragment, protected)
        if made.text != choice.text:
            rules = dict.fromkeys(change.rule_id for change in made.applied if change.certain)
            found[segment] = replace(choice, text=made.text, rules=tuple(rules))
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """How many segments, and how many words of their sources, are in each state."""

    segments: Mapping[State, int]
    words: Mapping[State, int]
    scores: tuple[int, ...] = (0,) * 10
    """How many of the machine's segments have a score below 0.1, 0.2 … 1; those without a score are in none."""
    terms: tuple[int, int] = (0, 0)
    """How many of the agreed terms in what is translated are as the glossary has them, and how many there are."""

    @property
    def total(self) -> int:
        """All segments."""
        return sum(self.segments.values())


def tally(document: Document, links: Sequence[str], article_locale: str, catalogs: Mapping[str, Lookup],
          terms: Sequence[glossary.Term] = ()) -> Tally:
    """Where the segments of one article stand in the locale that ``links`` begins with.

    INHERITED: not in its own catalog (or empty there), and translated further along the chain; such a segment that is
    machine or stale there counts as that, since it needs the same review.
    """
    segments = dict.fromkeys(State, 0)
    words = dict.fromkeys(State, 0)
    scores = [0] * 10
    met = agreed = 0
    for segment in document.segments:
        state, entry = _state(segment, links, article_locale, catalogs)
        segments[state] += 1
        words[state] += count_words(segment.text)
        if entry is None:
            continue
        if state is State.MACHINE and (score := catalog.remark(entry.remark).score) is not None:
            scores[min(9, int(score * 10))] += 1
        if terms and state is not State.STALE:
            have, all_ = glossary.satisfied(segment.text, entry.target, terms, locales.language(links[0]),
                                            locales.language(article_locale))
            met, agreed = met + have, agreed + all_
    return Tally(segments, words, tuple(scores), (met, agreed))


def _state(segment: Segment, links: Sequence[str], article_locale: str,
           catalogs: Mapping[str, Lookup]) -> tuple[State, Entry | None]:
    """Where a segment stands, and the entry that says so."""
    for position, locale in enumerate(links):
        if locale == article_locale:
            return State.INHERITED if position else State.REVIEWED, None
        entry = catalogs.get(locale, {}).get(segment.key)
        if entry is not None and entry.target:
            return State.INHERITED if position and entry.state is State.REVIEWED else entry.state, entry
    return State.UNTRANSLATED, None


def count_words(text: str) -> int:
    """Words as a translator is paid: runs between white space; in scripts without spaces, two characters a word."""
    spaced = len(text.split())
    dense = sum("\u3040" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0eff" for char in text)
    return max(spaced, dense // 2)


@dataclass(frozen=True, slots=True)
class Edition:
    """One finished edition."""

    locale: str
    path: str
    """Below the folder of editions: ``es/guides/tides.md``."""
    data: bytes
    machine: bool
    """Whether it holds machine translation that nobody reviewed."""
    kept: int
    """Segments left in the article's own language."""
    unsure: int
    """Those of them whose machine translation has a score below the threshold."""
    findings: tuple[Finding, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Job:
    """All that the editions of one article are made from."""

    document: Document
    name: str
    """Path under the folder of articles, without suffix."""
    article_locale: str
    locales: tuple[str, ...]
    """The project's locales, in its order."""
    catalogs: Mapping[str, Lookup]
    policy: Callable[[str], Policy]
    catalog_path: Callable[[str], str]
    """Locale → path of this article's catalog, for findings."""
    options: FormatOptions
    parents: tuple[tuple[str, str], ...] = ()
    """(locale, parent) where the project names another parent than CLDR."""
    protected: Callable[[str], Collection[str]] = field(default=lambda _: ())
    """Locale → terms that rules must not touch."""
    above: Callable[[str], float] = field(default=lambda _: 0.0)
    """Locale → the score from which machine text is published."""


def build(job: Job) -> tuple[Edition, ...]:
    """The editions of one article in the order of its locales; none where nothing publishable is there of what there
    is to translate."""
    chosen = {locale: choose(job.document, chain(locale, job.article_locale, job.locales, job.parents),
                             job.article_locale, job.catalogs, job.policy(locale), job.above(locale))
              for locale in job.locales}
    existing = [locale for locale in job.locales if chosen[locale] or locale == job.article_locale
                or not job.document.segments]
    return tuple(_edition(job, locale, adapted(job.document, chosen[locale], locale, job.options,
                                                job.protected(locale)), existing)
                 for locale in existing)


def path_of(job: Job, locale: str) -> str:
    """Where an edition stands below the folder of editions."""
    return f"{locale}/{job.name}{PurePosixPath(job.document.path).suffix}"


def _edition(job: Job, locale: str, chosen: Mapping[Segment, Choice], existing: Sequence[str]) -> Edition:
    format_ = formats.named(job.document.format)
    findings: list[Finding] = []
    left = dict(chosen)
    while True:
        imprint = _imprint(job, locale, left, existing)
        targets = {segment: choice.text for segment, choice in left.items()}
        rebuilt = formats.rebuild(job.document, targets, tuple(format_.imprint(job.document, imprint)), job.options)
        if not rebuilt.rejected:
            break
        for segment in rebuilt.rejected:
            choice = left.pop(segment)
            findings.append(Finding(
                job.catalog_path(choice.supplier), choice.line, 0, "E101",
                f"this translation would break the structure of {job.document.path}:{segment.line}; "
                "the edition keeps the source text there", locale=locale))
    if not rebuilt.edited:
        findings.append(Finding(job.document.path, 0, 0, "E102", "language attributes and switcher would break the "
                                "structure of this article; its editions go without", locale=locale))
    return Edition(locale, path_of(job, locale), rebuilt.text.encode(job.document.encoding), imprint.machine,
                   len(imprint.foreign), _unsure(job, locale, imprint.foreign), tuple(findings))


def _unsure(job: Job, locale: str, kept: Collection[Segment]) -> int:
    """How many segments stay in the article's language although there is machine text, which is not sure enough."""
    above, links = job.above(locale), chain(locale, job.article_locale, job.locales, job.parents)
    return 0 if job.policy(locale) != "machine" else sum(any(
        (entry := job.catalogs.get(link, {}).get(segment.key)) is not None and entry.target and unsure(entry, above)
        for link in links) for segment in kept)


def _imprint(job: Job, locale: str, chosen: Mapping[Segment, Choice], existing: Sequence[str]) -> Imprint:
    own = job.article_locale
    foreign = frozenset(segment for segment in job.document.segments if segment not in chosen)
    return Imprint(
        locale=locale,
        language=locales.bcp47(locale),
        direction=locales.direction(locale),
        source_language=locales.bcp47(own),
        source_direction=locales.direction(own),
        autonym=locales.autonym(locale, region=False),
        machine=any(choice.state is State.MACHINE for choice in chosen.values()),
        foreign=frozenset() if locale == own else foreign,
        alternates=found if len(found := alternates(job, locale, existing)) > 1 else (),
    )


def alternates(job: Job, locale: str, existing: Sequence[str]) -> tuple[Alternate, ...]:
    """The editions that a reader of ``locale`` can switch to, itself among them; pseudo locales are for no reader."""
    here = posixpath.dirname(path_of(job, locale))
    existing = [other for other in existing if other == locale or not locales.is_pseudo(other)]
    return tuple(Alternate(other, locales.bcp47(other), locales.autonym(other), locales.direction(other),
                           posixpath.relpath(path_of(job, other), here)) for other in existing)


def switcher(links: Sequence[Alternate]) -> str:
    """A language switcher as HTML that any site generator can include as it is; links are relative to an edition."""
    items = "".join(f'<li><a href="{html.escape(link.href)}" lang="{link.language}" hreflang="{link.language}" '
                    f'dir="{link.direction}">{html.escape(link.name)}</a></li>' for link in links)
    return f'<nav class="l10n-languages" translate="no"><ul>{items}</ul></nav>'


