"""Fills gaps: what is known already, then engines. Values in, proposals out; nothing is read or written here.

All gaps of a run go together, locale by locale, so that one model is at work at a time: a text that several articles
share is translated once, and an engine gets large chunks, in the order of the articles. An article is handed back as
soon as nothing of it is open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from l10n.errors import EngineError, ModelError
from l10n.locales import ancestors, is_pseudo, kin, language
from l10n.model import Document, Engine, Fragment, Key, Translation

CHUNK = 16_000
"""Words that an engine gets at a time: enough to fill its batches and its workers, some ten seconds of work. An engine
with an attribute ``chunk`` gets as many as that says."""

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
    """How far the engines are, in source words of all that is left to them in this run."""

    locale: str
    """The locale in work."""
    done: int
    """All locales together, each text counted once however many articles have it."""
    total: int


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
    article = "\n\n".join(segment.text for document in documents for segment in document.segments)
    fragments = {segment.key: replace(segment.fragment, article=article) for document in reversed(documents)
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
            progress: Callable[[Progress], None] | None = None,
            finished: Callable[[int, Mapping[Key, Translation]], None] | None = None) -> Outcome:
    """Proposals for the gaps of a whole run.

    ``source``: locale of the articles; ``engines``: those of a locale, in order of preference; ``known``: asked
    first, in order, the first answer counts; ``locales``: all of the project (those of ``work`` count too), so that
    what inherits is left to its parent; ``progress`` is called before and after each chunk. A text that one engine
    gives back untranslated goes to the next. An engine that breaks down is reported, and the rest of the run goes on.
    ``finished`` gets (position in ``work``, its proposals) once for each that has any: when nothing of it is open any
    more, or when the run ends, by an interruption too.
    """
    everywhere = {*locales, *(gap.locale for gap in work)}
    proposals: list[dict[Key, Translation]] = [{} for _ in work]
    left: dict[str, dict[Fragment, list[tuple[int, Key]]]] = {}
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
    total = sum(_size(text) for locale, texts in left.items() if able[locale] for text in texts)
    open_texts = Counter(index for texts in left.values() for places in texts.values() for index, _ in places)
    handed: set[int] = set()

    def hand(index: int) -> None:
        if finished is not None and proposals[index] and index not in handed:
            handed.add(index)
            finished(index, proposals[index])

    failed: list[Failed] = []
    refused: list[Refused] = []
    done = 0
    try:
        for index in range(len(work)):
            if not open_texts[index]:
                hand(index)
        for position, (locale, texts) in enumerate(left.items()):
            given: dict[Fragment, Translation] = {}
            for number, (engine, origin) in enumerate(able[locale]):
                waiting = [text for text in texts if text not in given or not given[text].text]
                try:
                    chunks = list(_chunks(waiting, getattr(engine, "chunk", CHUNK)))
                    for at, chunk in enumerate(chunks, 1):
                        if progress is not None:
                            progress(Progress(locale, done, total))
                        if at == len(chunks):
                            _announce(source, list(left)[position + 1:], able)
                        new = dict(zip(chunk, engine.translate(chunk, source, locale), strict=True))
                        given.update(new)
                        done += sum(map(_size, chunk)) if not number else 0
                        if progress is not None:
                            progress(Progress(locale, done, total))
                        for index in _place(new, texts, proposals, open_texts):
                            hand(index)
                except (EngineError, ModelError) as problem:
                    failed.append(Failed(locale, origin, str(problem)))
            refused += (Refused(work[index].name, locale, key, found.reasons)
                        for text, found in given.items() if not found.text for index, key in texts[text])
            for index in dict.fromkeys(index for places in texts.values() for index, _ in places):
                hand(index)
    finally:
        for index in range(len(work)):
            hand(index)
    missing = [Missing(locale, _remedy(source, locale, engines(locale))) for locale in left if not able[locale]]
    return Outcome(tuple(proposals), tuple(missing), tuple(failed), tuple(refused))


def _announce(source: str, locales: Iterable[str], able: Mapping[str, Sequence[tuple[Engine, str]]]) -> None:
    """Tell the engine that is wanted next, if it has ``ahead``, that it is: it may make ready meanwhile."""
    following = next((locale for locale in locales if able[locale]), None)
    if following is not None and (ahead := getattr(able[following][0][0], "ahead", None)) is not None:
        ahead(source, following)


def _place(new: Mapping[Fragment, Translation], texts: Mapping[Fragment, Sequence[tuple[int, Key]]],
           proposals: Sequence[dict[Key, Translation]], open_texts: Counter[int]) -> Iterator[int]:
    """Put what has a text where it belongs; the gaps of which nothing is open any more."""
    for text, found in new.items():
        for index, key in texts[text] if found.text else ():
            proposals[index][key] = found
            open_texts[index] -= 1
            if not open_texts[index]:
                yield index


def _remedy(source: str, locale: str, asked: Sequence[Engine]) -> str:
    """What the first engine says that knows a remedy of its own, or the way to a model."""
    if is_pseudo(locale):
        return f'engine = "pseudo" in [tool.l10n.locale.{locale}]'
    if asked and (remedy := getattr(asked[0], "remedy", None)) is not None:
        return str(remedy(source, locale))
    return f"l10n models install {language(source)} {language(locale)}"


def _chunks(fragments: Sequence[Fragment], words: int) -> Iterator[list[Fragment]]:
    chunk: list[Fragment] = []
    size = 0
    for fragment in fragments:
        chunk.append(fragment)
        size += _size(fragment)
        if size >= words:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(fragment: Fragment) -> int:
    return len(fragment.text.split())
