"""Many fragments through a way together: their sentences decoded once each, agreed terms put in, lost parts sewn in,
and each fragment finished as soon as all that it needs is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from l10n.engines import confidence
from l10n.engines.decoder import Decoded
from l10n.engines.partwise import NOTHING, Instead, fallback, torn
from l10n.engines.room import finish, prepare
from l10n.engines.way import Heard, Way
from l10n.glossary import Term, find, missing
from l10n.locales import language
from l10n.model import Fragment, Translation


class Passage:
    """Fragments on their way from one locale to another. Raises what ``Way`` does."""

    def __init__(self, way: Way, fragments: Sequence[Fragment], source: str, target: str, origin: str,
                 agreed: Sequence[Term]) -> None:
        """``origin``: what the translations say; ``agreed``: the terms of the target."""
        self._way, self._fragments, self._source, self._target, self._origin = way, fragments, source, target, origin
        self._agreed = agreed
        self._loose = tuple(term for term in agreed if not term.fixed)
        fixed = tuple(term for term in agreed if term.fixed)
        self._tasks = [prepare(fragment, source, target, self._count, fixed) for fragment in fragments]
        self._put: dict[str, tuple[str, ...]] = {}
        """Sentence → what was done for its agreed terms."""
        self._out: dict[int, Translation] = {}
        """By number of the fragment."""
        self._there: dict[str, Decoded] = {}
        """What was decoded while the model is at work on the next."""
        self._lacking = [{*task.sentences, *task.phrases} for task in self._tasks]
        """What of each fragment is not there yet."""
        self._waiting: dict[str, list[int]] = {}
        """Sentence or phrase → the fragments that need it."""
        for number, texts in enumerate(self._lacking):
            for text in texts:
                self._waiting.setdefault(text, []).append(number)

    def translations(self) -> list[Translation]:
        """One a fragment."""
        results = self._made([sentence for task in self._tasks for sentence in task.sentences],
                             [phrase for task in self._tasks for phrase in task.phrases],
                             {sentence for task in self._tasks for sentence in task.wanted}, self._heard)
        left = [number for number in range(len(self._tasks)) if number not in self._out]
        instead = fallback([self._tasks[number] for number in left], results,
                           lambda texts: self._made(texts, (), texts))
        for number, sewn in zip(left, instead, strict=True):
            self._finish(number, results, sewn)
        return [self._out[number] for number in range(len(self._tasks))]

    def _made(self, own: Sequence[str], phrases: Sequence[str], wanted: Collection[str],
              heard: Heard | None = None) -> dict[str, Decoded]:
        """Sentence or phrase → its translation, with its agreed terms where it is a sentence (``own``)."""
        sentences = list(dict.fromkeys((*own, *phrases)))
        with_terms = {sentence for sentence in own if self._has_terms(sentence)}
        found = dict(zip(sentences, self._way.decode(sentences, with_terms.union(wanted), heard), strict=True))
        better = self._way.with_terms({sentence: found[sentence] for sentence in with_terms}, self._loose,
                                      self._source, self._target)
        self._put.update((sentence, said) for sentence, (_, said) in better.items())
        return found | {sentence: new for sentence, (new, _) in better.items()}

    def _heard(self, found: Mapping[str, Decoded]) -> None:
        """Finish, while the model is at work on the next, what needs nothing more: no terms, no other stretches."""
        self._there.update(found)
        for number in dict.fromkeys(number for text in found for number in self._waiting[text]):
            task, lacking = self._tasks[number], self._lacking[number]
            lacking -= found.keys()
            if not lacking and not torn(task, self._there) and not any(map(self._has_terms, task.sentences)):
                self._finish(number, self._there, NOTHING)

    def _finish(self, number: int, results: Mapping[str, Decoded], sewn: Instead) -> None:
        task, fragment = self._tasks[number], self._fragments[number]
        whole = [sentence for sentence in task.sentences if sentence not in sewn.sentences]
        said = sewn.reasons + [reason for text in (*whole, *sewn.texts) for reason in self._put.get(text, ())]
        found = finish(task, {**results, **sewn.sentences} if sewn.sentences else results, self._origin,
                       self._way.table)
        if self._agreed and found.text:
            said += missing(fragment.text, found.text, self._agreed, language(self._target), language(self._source))
        reasons = tuple(dict.fromkeys((*found.reasons, *said)))
        self._out[number] = replace(found, score=confidence.with_doubts(found.score, reasons), reasons=reasons)

    def _has_terms(self, sentence: str) -> bool:
        return bool(self._loose and find(sentence, self._loose, language(self._source)))

    def _count(self, word: str) -> int:
        """Nothing is loaded before a headline asks for it."""
        return self._way.pieces(word)
