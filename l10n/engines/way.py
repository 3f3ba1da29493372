"""Sentences through one model, or through two over a pivot: what is in the cache from there, the rest decoded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property

from l10n.engines import confidence, terms
from l10n.engines.alignment import compose
from l10n.engines.cache import Cache
from l10n.engines.decoder import Decoded, pieces
from l10n.engines.executor import Executor
from l10n.engines.packages import Model, digest, metadata
from l10n.glossary import Term

Heard = Callable[[Mapping[str, Decoded]], None]
"""Told of each batch under way."""


class Way:
    """The models that a pair of languages goes through, with what runs them.

    Its methods raise EngineError (CTranslate2 missing, or out of memory) and ModelError (a damaged model).
    """

    def __init__(self, models: Sequence[Model], executor: Executor, cache: Cache | None = None,
                 told: Callable[[int], None] | None = None) -> None:
        """``cache``: what they made of sentences before; ``told``: how many words are done, under way."""
        self.models = tuple(models)
        self._executor, self._cache, self._told = executor, cache, told

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What stands for each model, and for how it is run, in the keys of the cache."""
        return tuple(f"{digest(model)} {self._executor.method(model)}" for model in self.models)

    @cached_property
    def pieces(self) -> Callable[[str], int]:
        """How many pieces of the first model's vocabulary a word takes."""
        return pieces(self.models[0])

    @cached_property
    def table(self) -> confidence.Points:
        """What the last model's scores mean."""
        return confidence.points(metadata(self.models[-1]))

    def decode(self, sentences: Sequence[str], wanted: Collection[str], heard: Heard | None = None) -> list[Decoded]:
        """One result a sentence, those ``wanted`` with alignment. ``heard``: where one model goes straight."""
        rest = self.models[1:]
        self._executor.keep(self.models)
        if not sentences:
            return []
        if rest:
            self._executor.ahead(rest[0])
        results = self._through(0, sentences, wanted, None if rest else heard)
        for number, _ in enumerate(rest, 1):
            middle = [result.aligned.text if not result.fault else "" for result in results]
            inputs = [text for text in dict.fromkeys(middle) if text]
            wanted = {text for text, sentence in zip(middle, sentences, strict=True) if sentence in wanted}
            further = dict(zip(inputs, self._through(number, inputs, wanted), strict=True))
            results = [_over(result, further[text]) if text else result
                       for result, text in zip(results, middle, strict=True)]
        return results

    def with_terms(self, free: Mapping[str, Decoded], agreed: Sequence[Term], source: str,
                   target: str) -> dict[str, tuple[Decoded, tuple[str, ...]]]:
        """Sentence → (its translation with the agreed terms that it lacked, what was put in), where it lacked any.

        ``free``: what ``decode`` made of the sentences, aligned.
        """
        work = [found for sentence, made in free.items()
                if (found := terms.wanting(sentence, made, agreed, source, target)) is not None]
        name = f"{' '.join(self.keys)} {terms.METHOD}"
        known = {} if self._cache is None else self._cache.get(name, [one.key for one in work])
        left = [one for one in work if one.key not in known]
        if left:
            disguised = list(dict.fromkeys(one.disguised for one in left))
            made = dict(zip(disguised, self.decode(disguised, frozenset(disguised)), strict=True))
            new = dict(zip((one.key for one in left), terms.chosen(
                left, [made[one.disguised] for one in left], self._likelihood), strict=True))
            known |= new
            if self._cache is not None:
                self._cache.put(name, new)
        return {one.sentence: (known[one.key], terms.said(one, known[one.key])) for one in work}

    def _likelihood(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Of a target given its source; over a pivot nobody can tell."""
        return self._executor.likelihood(self.models[0], pairs) if len(self.models) == 1 else [0.0] * len(pairs)

    def _through(self, number: int, sentences: Sequence[str], wanted: Collection[str],
                 heard: Heard | None = None) -> list[Decoded]:
        """One model's output for each sentence; only what is not in the cache loads the model.

        What is done is in the cache at once, so that an interruption costs a batch.
        """
        known = {} if self._cache is None else self._cache.get(self.keys[number], sentences, wanted)
        self._tell(known)
        if heard is not None and known:
            heard(known)
        left = [sentence for sentence in sentences if sentence not in known]
        for found in self._executor.decode(self.models[number], left, wanted) if left else ():
            if self._cache is not None:
                self._cache.put(self.keys[number], found)
            self._tell(found)
            known.update(found)
            if heard is not None:
                heard(found)
        return [known[sentence] for sentence in sentences]

    def _tell(self, found: Iterable[str]) -> None:
        if self._told is not None:
            self._told(sum(len(sentence.split()) for sentence in found))


def _over(first: Decoded, second: Decoded) -> Decoded:
    """Two steps as one: the probabilities multiply, the alignments are composed."""
    return Decoded(compose(first.aligned, second.aligned), first.score + second.score, second.size, second.fault)
