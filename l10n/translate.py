"""Fills gaps: what is known already, then engines. Values in, proposals out; nothing is read or written here.

All gaps of a run go together: a text that several articles share is translated once, and an engine sees the whole run
of a locale in chunks as large as a progress bar can bear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from l10n.errors import EngineError, ModelError
from l10n.locales import ancestors, is_pseudo, kin, language
from l10n.model import Document, Engine, Fragment, Key, Translation

CHUNK = 2000
"""Words that an engine gets at a time: enough to fill its batches, a few seconds of work."""

Known = Callable[[str, Key], Translation | None]
"""(locale, key) → what a memory or a rule proposes, or None."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What one catalog lacks."""

    name: str
    """The article's name; only handed back."""
    locale: str
    fragments: Mapping[Key, Fragment]
    """The text of each open entry with its markup, in the order of the catalog."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the engines are, of all that is left to them in this run."""

    locale: str
    """The locale in work."""
    done: int
    """Texts translated so far, all locales together, each counted once however many articles have it."""
    total: int
    words: int
    """Source words of ``done``."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A locale that no engine translates to: no error, its catalogs are there for people to fill."""

    locale: str
    command: str
    """What brings a model: ``l10n models install en fr``; for a pseudo locale, the setting that it needs."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An engine that broke down on the way; what it had finished is among the proposals."""

    locale: str
    origin: str
    message: str
    """One line."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that every engine gave back untranslated."""

    name: str
    locale: str
    key: Key
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run proposes, and what it could not do."""

    proposals: tuple[Mapping[Key, Translation], ...]
    """For each of the gaps given, in their order, what ``catalog.fill`` takes; every text is non-empty."""
    missing: tuple[Missing, ...] = ()
    failed: tuple[Failed, ...] = ()
    refused: tuple[Refused, ...] = ()


def gaps(name: str, locale: str, wanted: Iterable[Key], documents: Sequence[Document]) -> Gaps:
    """The gaps of a catalog with the markup of their texts, which only the documents know.

    Keys that no segment of the documents has are left out: their text is gone from the article.
    """
    fragments = {segment.key: segment.fragment for document in reversed(documents)
                 for segment in reversed(document.segments)}
    return Gaps(name, locale, {key: fragments[key] for key in wanted if key in fragments})


def inherits(locale: str, locales: Iterable[str], source: str) -> bool:
    """Whether a locale takes its text from another of the project, or from the article, and needs no engine.

    es_MX does where es is a locale too (CLDR parents), en_US does for an article in English.
    """
    return not is_pseudo(locale) and (kin(locale, source) or any(
        parent in locales for parent in ancestors(locale)))


def propose(work: Sequence[Gaps], source: str, engines: Callable[[str], Sequence[Engine]], *,
            known: Sequence[Known] = (), locales: Sequence[str] = (),
            progress: Callable[[Progress], None] | None = None) -> Outcome:
    """Proposals for the gaps of a whole run.

    ``source``: locale of the articles; ``engines``: those of a locale, in order of preference; ``known``: asked
    first, in order, the first answer counts; ``locales``: all of the project (those of ``work`` count too), so that
    what inherits is left to its parent. A text that one engine gives back untranslated goes to the next.
    An engine that breaks down is reported, and the rest of the run goes on.
    """
    proposals: list[dict[Key, Translation]] = [{} for _ in work]
    left: dict[str, dict[Fragment, list[tuple[int, Key]]]] = {}
    everywhere = {*locales, *(gap.locale for gap in work)}
    for index, gap in enumerate(work):
        machine = not inherits(gap.locale, everywhere - {gap.locale}, source)
        for key, fragment in gap.fragments.items():
            found = next((found for ask in known if (found := ask(gap.locale, key)) is not None and found.text), None)
            if found is not None:
                proposals[index][key] = found
            elif machine:
                left.setdefault(gap.locale, {}).setdefault(fragment, []).append((index, key))
    able = {locale: [(engine, origin) for engine in engines(locale)
                     if (origin := engine.identity(source, locale)) is not None] for locale in left}
    total = sum(len(texts) for locale, texts in left.items() if able[locale])
    failed: list[Failed] = []
    refused: list[Refused] = []
    done = words = 0
    for locale, texts in left.items():
        given: dict[Fragment, Translation] = {}
        for number, (engine, origin) in enumerate(able[locale]):
            waiting = [fragment for fragment in texts if fragment not in given or not given[fragment].text]
            try:
                for chunk in _chunks(waiting):
                    given.update(zip(chunk, engine.translate(chunk, source, locale), strict=True))
                    if number:
                        continue
                    done += len(chunk)
                    words += sum(map(_size, chunk))
                    if progress is not None:
                        progress(Progress(locale, done, total, words))
            except (EngineError, ModelError) as problem:
                failed.append(Failed(locale, origin, str(problem)))
        for fragment, found in given.items():
            for index, key in texts[fragment]:
                if found.text:
                    proposals[index][key] = found
                else:
                    refused.append(Refused(work[index].name, locale, key, found.reasons))
    missing = [Missing(locale, _remedy(source, locale)) for locale in left if not able[locale]]
    return Outcome(tuple(proposals), tuple(missing), tuple(failed), tuple(refused))


def _remedy(source: str, locale: str) -> str:
    if is_pseudo(locale):
        return f'engine = "pseudo" in [tool.l10n.locale.{locale}]'
    return f"l10n models install {language(source)} {language(locale)}"


def _chunks(fragments: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    chunk: list[Fragment] = []
    size = 0
    for fragment in fragments:
        chunk.append(fragment)
        size += _size(fragment)
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(fragment: Fragment) -> int:
    return len(fragment.text.split())
