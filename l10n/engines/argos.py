"""Offline machine translation with Argos packages, run on CTranslate2 directly: real batches over a whole run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from l10n.engines import confidence, terms
from l10n.engines import models as store
from l10n.engines.alignment import compose
from l10n.engines.cache import Cache, rules
from l10n.engines.decoder import Decoded, pieces
from l10n.engines.executor import Executor, Local
from l10n.engines.packages import Model, digest, metadata
from l10n.engines.partwise import NOTHING, Instead, fallback, torn
from l10n.engines.room import finish, prepare
from l10n.errors import EngineError
from l10n.glossary import Term, find, missing
from l10n.locales import is_pseudo, language
from l10n.model import Fragment, Translation

PIVOT = "en"
"""Language between two others where no model goes straight."""

# Codes that Argos packages have for what CLDR names otherwise: Brazilian, Traditional Chinese, Bokmål, Filipino.
_CODES = {"pt_BR": ("pb", "pt"), "zh_Hant": ("zt",), "zh_TW": ("zt",), "zh_HK": ("zt",), "nb": ("nb", "no"),
          "no": ("nb", "no"), "fil": ("tl", "fil")}


class ArgosEngine:
    """Every Argos model on this machine, the embedded starter included; satisfies ``l10n.model.Engine``."""

    name = "argos"

    def __init__(self, models: Sequence[Model] | None = None, *, executor: Executor | None = None,
                 cache: Path | None = None, terms: Callable[[str], Sequence[Term]] | None = None,
                 heard: Callable[[int], None] | None = None, order: Sequence[str] = ("argos",)) -> None:
        """``models``: in order of preference, those on this machine where None; ``order``: which of them to use, by
        family or origin, the preferred first (``ordered``); ``executor``: what runs them, this process on all its cores
        where None; ``cache``: file that keeps what they made of each sentence, none where None; ``terms``: the agreed
        terms of a target locale; ``heard``: told under way how many words are done.

        Nothing is loaded before it is needed.
        """
        self._models = [model for model in ordered(store.installed() if models is None else models, order)
                        if not model.problem]
        self._executor = Local() if executor is None else executor
        self._heard = heard
        self._terms = terms
        self._cache = None if cache is None else Cache(cache)
        self._runs: dict[Model, str] = {}
        self._tables: dict[Model, confidence.Points] = {}
        self._counts: dict[Model, Callable[[str], int]] = {}

    def identity(self, source: str, target: str) -> str | None:
        """Origin of what it gives for a pair: ``argos:en-es@1.9``, over a pivot ``argos:fr-en@1.9+en-es@1.9``."""
        route = self._route(source, target)
        if not route:
            return None
        first, *rest = route
        return "+".join([first.origin, *(model.origin.removeprefix(f"{first.family}:") for model in rest)])

    def ahead(self, source: str, target: str) -> None:
        """This pair comes next: its model may be loaded while another is at work."""
        if route := self._route(source, target):
            self._executor.ahead(route[0])

    def translate(self, fragments: Sequence[Fragment], source: str, target: str) -> Sequence[Translation]:
        """One translation a fragment; every sentence goes through the model once, however often it occurs.

        Raises EngineError: no model for the pair, CTranslate2 missing or out of memory; ModelError: damaged model.
        """
        route, origin = self._route(source, target), self.identity(source, target)
        if not route or origin is None:
            raise EngineError(f"no model translates {source} to {target}: l10n models install "
                              f"{language(source)} {language(target)}")
        agreed = () if self._terms is None else tuple(self._terms(target))
        if self._cache is None:
            return self._translate(fragments, source, target, route, origin, agreed)
        key = "\n".join([*map(self._run, route), rules(), origin, source, target, repr(agreed)])
        known = self._cache.finished(key, fragments)
        left = [fragment for fragment in dict.fromkeys(fragments) if fragment not in known]
        new = dict(zip(left, self._translate(left, source, target, route, origin, agreed), strict=True))
        self._cache.finish(key, new)
        known |= new
        return [known[fragment] for fragment in fragments]

    def _translate(self, fragments: Sequence[Fragment], source: str, target: str, route: Sequence[Model], origin: str,
                   agreed: Sequence[Term]) -> list[Translation]:
        fixed = tuple(term for term in agreed if term.fixed)
        loose = tuple(term for term in agreed if not term.fixed)

        def count(word: str) -> int:
            return self._pieces(route[0])(word)

        put: dict[str, tuple[str, ...]] = {}

        def made(own: Sequence[str], phrases: Sequence[str], wanted: Collection[str],
                 heard: Callable[[Mapping[str, Decoded]], None] | None = None) -> dict[str, Decoded]:
            """Sentence or phrase → its translation; what was done for agreed terms goes into ``put``."""
            sentences = list(dict.fromkeys((*own, *phrases)))
            with_terms = {sentence for sentence in own if find(sentence, loose, language(source))}
            found = dict(zip(sentences, self._decode(route, sentences, with_terms.union(wanted), heard), strict=True))
            better = self._with_terms(route, {sentence: found[sentence] for sentence in with_terms}, loose, source,
                                      target)
            put.update((sentence, said) for sentence, (_, said) in better.items())
            return found | {sentence: new for sentence, (new, _) in better.items()}

        tasks = [prepare(fragment, source, target, count, fixed) for fragment in fragments]
        table = self._table(route[-1])
        out: dict[int, Translation] = {}

        def finished(index: int, results: Mapping[str, Decoded], sewn: Instead) -> None:
            task, fragment = tasks[index], fragments[index]
            whole = [sentence for sentence in task.sentences if sentence not in sewn.sentences]
            said = sewn.reasons + [reason for text in (*whole, *sewn.texts) for reason in put.get(text, ())]
            found = finish(task, {**results, **sewn.sentences} if sewn.sentences else results, origin, table)
            if agreed and found.text:
                said += missing(fragment.text, found.text, agreed, language(target), language(source))
            reasons = tuple(dict.fromkeys((*found.reasons, *said)))
            out[index] = replace(found, score=confidence.with_doubts(found.score, reasons), reasons=reasons)

        waiting: dict[str, list[int]] = {}
        texts = [{*task.sentences, *task.phrases} for task in tasks]
        for index, own in enumerate(texts):
            for text in own:
                waiting.setdefault(text, []).append(index)
        there: dict[str, Decoded] = {}

        def heard(found: Mapping[str, Decoded]) -> None:
            """Finish, while the model is at work on the next, what needs nothing more: no terms, no other stretches."""
            there.update(found)
            for index in dict.fromkeys(index for text in found for index in waiting[text]):
                texts[index] -= found.keys()
                if not texts[index] and not torn(tasks[index], there) and not any(
                        find(sentence, loose, language(source)) for sentence in tasks[index].sentences):
                    finished(index, there, NOTHING)

        results = made([sentence for task in tasks for sentence in task.sentences],
                       [phrase for task in tasks for phrase in task.phrases],
                       {sentence for task in tasks for sentence in task.wanted}, heard)
        left = [index for index in range(len(tasks)) if index not in out]
        instead = fallback([tasks[index] for index in left], results, lambda texts: made(texts, (), texts))
        for index, sewn in zip(left, instead, strict=True):
            finished(index, results, sewn)
        return [out[index] for index in range(len(tasks))]

    def _with_terms(self, route: Sequence[Model], free: Mapping[str, Decoded], agreed: Sequence[Term], source: str,
                    target: str) -> dict[str, tuple[Decoded, tuple[str, ...]]]:
        """Sentence → (its translation with the agreed terms that it lacked, what was put in), where it lacked any."""
        work = [found for sentence, made in free.items()
                if (found := terms.wanting(sentence, made, agreed, source, target)) is not None]
        name = f"{' '.join(map(self._run, route))} {terms.METHOD}"
        known = {} if self._cache is None else self._cache.get(name, [one.key for one in work])
        left = [one for one in work if one.key not in known]
        if left:
            disguised = list(dict.fromkeys(one.disguised for one in left))
            made = dict(zip(disguised, self._decode(route, disguised, frozenset(disguised)), strict=True))
            new = terms.chosen(left, [made[one.disguised] for one in left], partial(self._executor.likelihood, route[0])
                               if len(route) == 1 else lambda pairs: [0.0] * len(pairs))
            known |= {one.key: found for one, found in zip(left, new, strict=True)}
            if self._cache is not None:
                self._cache.put(name, {one.key: known[one.key] for one in left})
        return {one.sentence: (known[one.key], terms.said(one, known[one.key])) for one in work}

    def _decode(self, route: Sequence[Model], sentences: Sequence[str], wanted: Collection[str],
                heard: Callable[[Mapping[str, Decoded]], None] | None = None) -> list[Decoded]:
        """One result a sentence. ``heard``: told of each batch under way, where one model goes straight."""
        first, *rest = route
        self._executor.keep(route)
        if not sentences:
            return []
        if rest:
            self._executor.ahead(rest[0])
        results = self._through(first, sentences, wanted, None if rest else heard)
        for model in rest:
            middle = [result.aligned.text if not result.fault else "" for result in results]
            inputs = [text for text in dict.fromkeys(middle) if text]
            wanted = {text for text, sentence in zip(middle, sentences, strict=True) if sentence in wanted}
            further = dict(zip(inputs, self._through(model, inputs, wanted), strict=True))
            results = [_over(result, further[text]) if text else result
                       for result, text in zip(results, middle, strict=True)]
        return results

    def _through(self, model: Model, sentences: Sequence[str], wanted: Collection[str],
                 heard: Callable[[Mapping[str, Decoded]], None] | None = None) -> list[Decoded]:
        """One model's output for each sentence, from the cache where it is there; only what is not loads the model.

        What is done is in the cache at once, so that an interruption costs a batch.
        """
        name = self._run(model)
        known = {} if self._cache is None else self._cache.get(name, sentences, wanted)
        self._tell(known)
        if heard is not None and known:
            heard(known)
        left = [sentence for sentence in sentences if sentence not in known]
        for found in self._executor.decode(model, left, wanted) if left else ():
            if self._cache is not None:
                self._cache.put(name, found)
            self._tell(found)
            known.update(found)
            if heard is not None:
                heard(found)
        return [known[sentence] for sentence in sentences]

    def _tell(self, found: Iterable[str]) -> None:
        if self._heard is not None:
            self._heard(sum(len(sentence.split()) for sentence in found))

    def _table(self, model: Model) -> confidence.Points:
        if model not in self._tables:
            self._tables[model] = confidence.points(metadata(model))
        return self._tables[model]

    def _run(self, model: Model) -> str:
        """What stands for a model, and for how it is run, in the keys of the cache."""
        if model not in self._runs:
            self._runs[model] = f"{digest(model)} {self._executor.method(model)}"
        return self._runs[model]

    def _pieces(self, model: Model) -> Callable[[str], int]:
        if model not in self._counts:
            self._counts[model] = pieces(model)
        return self._counts[model]

    def _route(self, source: str, target: str) -> tuple[Model, ...]:
        """The models to go through, () where there is no way."""
        if is_pseudo(source) or is_pseudo(target):
            return ()
        sources, targets = _codes(source), _codes(target)
        if set(sources) & set(targets):
            return ()
        if straight := self._model(sources, targets):
            return (straight,)
        first, second = self._model(sources, (PIVOT,)), self._model((PIVOT,), targets)
        return (first, second) if first and second else ()

    def _model(self, sources: Sequence[str], targets: Sequence[str]) -> Model | None:
        return next((model for source in sources for target in targets for model in self._models
                     if (model.source, model.target) == (source, target)), None)


def ordered(models: Sequence[Model], order: Sequence[str]) -> list[Model]:
    """The models that an order names: by family (``firefox``), by origin (``opus:en-es``, ``opus:en-es@1.0``), and
    with ``argos`` all that are left. Those of one name stay in the order that they have."""
    out: list[Model] = []
    for name in order:
        out += (model for model in models if model not in out and (
            name in ("argos", model.family, model.origin, model.origin.partition("@")[0])))
    return out


def _codes(locale: str) -> tuple[str, ...]:
    return _CODES.get(locale) or _CODES.get("_".join(locale.split("_")[:2])) or _CODES.get(
        language(locale)) or (language(locale),)


def _over(first: Decoded, second: Decoded) -> Decoded:
    """Two steps as one: the probabilities multiply, the alignments are composed."""
    return Decoded(compose(first.aligned, second.aligned), first.score + second.score, second.size, second.fault)
