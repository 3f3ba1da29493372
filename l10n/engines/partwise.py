"""Sentences whose markup an engine lost, translated in stretches: what stands between the lost parts, one by one.

Each part then stands where it stood between the stretches, in the order of the source: less fluent than a sentence in
one piece, but every part is with its words. Only sentences that need it are cut, and only at the parts concerned. For
engines that go through ``room`` by ``fallback``, for those that take markers by ``torn_at`` and ``sewn``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from l10n.engines import guards
from l10n.engines.alignment import Aligned, cut, join, same
from l10n.engines.decoder import Decoded
from l10n.engines.room import Task, lost, translatable
from l10n.locales import language
from l10n.model import Span

REASON = "markup: translated part by part"
"""What a translation says that was made so; ``confidence`` halves its score."""
_CAPITALS = ("de", "lb")
"""Languages whose nouns have a capital, so that one at the beginning of a stretch means nothing."""


@dataclass(frozen=True, slots=True)
class Instead:
    """What is to be taken for some sentences of a task instead of what the model made of them in one piece."""

    sentences: Mapping[str, Decoded]
    """None where nothing was lost, or where the stretches came out as nonsense too."""
    texts: tuple[str, ...]
    """The stretches that they are made of."""

    @property
    def reasons(self) -> list[str]:
        """What the translation has to say of it."""
        return [REASON] if self.sentences else []


NOTHING = Instead({}, ())
"""Where nothing was lost."""


def fallback(tasks: Sequence[Task], results: Mapping[str, Decoded],
             again: Callable[[Sequence[str]], Mapping[str, Decoded]]) -> list[Instead]:
    """One answer a task. ``again``: what translates different texts, with alignment; asked once, and not at all where
    nothing is lost."""
    parted = [torn(task, results) for task in tasks]
    texts = list(dict.fromkeys(text for found in parted for one in found for text in one.texts))
    made = again(texts) if texts else {}
    out: list[Instead] = []
    for found in parted:
        good = [(one, whole) for one in found if not (whole := sewn(one, made)).fault]
        out.append(Instead({one.sentence: whole for one, whole in good},
                           tuple(text for one, _ in good for text in one.texts)))
    return out


@dataclass(frozen=True, slots=True)
class Torn:
    """A sentence that lost parts."""

    sentence: str
    stretches: tuple[Span, ...]
    """What is to be translated of it, in order; what is between them (stand-ins, marks) stays as it is."""
    target: str
    """Locale wanted."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The stretches, for the model."""
        return tuple(self.sentence[span.start:span.end] for span in self.stretches)


def torn(task: Task, results: Mapping[str, Decoded]) -> list[Torn]:
    """The sentences of a task in which the model lost a stand-in or the words of a pair, or wrote nonsense where there
    are parts; those that cutting cannot help are left out."""
    if not task.view.spots:
        return [found for value in task.values for found in torn(value, results)]
    gone = lost(task, results)
    out = [found for value in task.values for found in torn(value, results)]
    for unit in task.units:
        sentence = task.view.text[unit.start:unit.end]
        edges: set[int] = set()
        for number, spot in task.view.spots.items():
            if unit.start <= spot.start < spot.end <= unit.end and (
                    number in gone or (results[sentence].fault and _wordlike(task, number))):
                edges |= {spot.start - unit.start, spot.end - unit.start}
        if (one := torn_at(sentence, edges, task.target, task.names)) is not None:
            out.append(one)
    return out


def torn_at(sentence: str, edges: Iterable[int], target: str, names: Mapping[int, str]) -> Torn | None:
    """A sentence cut at some places into the stretches that hold something to translate; None where that is none of
    them, or all of it.

    ``target``: locale wanted; ``names``: stand-ins, which are nothing to translate.
    """
    pieces = (_stripped(sentence, Span(*pair)) for pair in pairwise(sorted({0, *edges, len(sentence)})))
    stretches = tuple(span for span in pieces if translatable(sentence[span.start:span.end], names))
    return Torn(sentence, stretches, target) if stretches and stretches != (Span(0, len(sentence)),) else None


def sewn(found: Torn, results: Mapping[str, Decoded]) -> Decoded:
    """The sentence from what was made of its stretches; a fault where one of them has one."""
    units: list[tuple[Span, Aligned]] = []
    at = 0
    made = [results[text] for text in found.texts]
    for span, text, one in zip(found.stretches, found.texts, made, strict=True):
        units += (Span(at, span.start), same(found.sentence[at:span.start])), (span, _fitting(text, one.aligned, found))
        at = span.end
    units.append((Span(at, len(found.sentence)), same(found.sentence[at:])))
    aligned = join(found.sentence, units)
    size = sum(one.size for one in made)
    fault = next((one.fault for one in made if one.fault), "") or guards.fault(
        found.sentence, aligned.text) or guards.script(found.sentence, aligned.text, found.target)
    return Decoded(aligned, sum(one.score * one.size for one in made) / max(1, size), size, fault)


def _wordlike(task: Task, number: int) -> bool:
    return number in task.names or task.masked.parts[number - 1].close is not None


def _stripped(text: str, span: Span) -> Span:
    piece = text[span.start:span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))


def _fitting(source: str, aligned: Aligned, found: Torn) -> Aligned:
    """A stretch as it stands inside a sentence: no full stop and no capital of its own; its words come from all of it
    alike where the model does not say from which."""
    off, _ = guards.ends(aligned.text, source, found.target)
    aligned = cut(aligned, [Span(len(aligned.text) - len(off), len(aligned.text))])
    text = aligned.text
    if source[:1].islower() and len(text[:1].lower()) == 1 and language(found.target) not in _CAPITALS:
        text = text[:1].lower() + text[1:]
    even = tuple(1 / len(aligned.columns) for _ in aligned.columns)
    return replace(aligned, text=text, weights=tuple(row if any(row) else even for row in aligned.weights))
