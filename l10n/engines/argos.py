"""Offline machine translation with Argos packages, run on CTranslate2 directly: real batches over a whole run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from l10n.engines import models as store
from l10n.engines.alignment import compose
from l10n.engines.cache import Cache
from l10n.engines.decoder import METHOD, Decoded, Decoder, pieces
from l10n.engines.packages import Model, digest
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

    def __init__(self, models: Sequence[Model] | None = None, *, threads: int = 0,
                 cache: Path | None = None, terms: Callable[[str], Sequence[Term]] | None = None) -> None:
        """``models``: in order of preference, those on this machine where None; ``threads``: 0 for all cores;
        ``cache``: file that keeps what they made of each sentence, none where None; ``terms``: the agreed terms of a
        target locale.

        Nothing is loaded before it is needed.
        """
        self._models = [model for model in (store.installed() if models is None else models) if not model.problem]
        self._threads = threads
        self._loaded: dict[Model, Decoder] = {}
        self._terms = terms
        self._cache = None if cache is None else Cache(cache)
        self._digests: dict[Model, str] = {}
        self._counts: dict[Model, Callable[[str], int]] = {}

    def identity(self, source: str, target: str) -> str | None:
        """Origin of what it gives for a pair: ``argos:en-es@1.9``, over a pivot ``argos:fr-en@1.9+en-es@1.9``."""
        route = self._route(source, target)
        if not route:
            return None
        first, *rest = route
        return "+".join([first.origin, *(model.origin.removeprefix(f"{first.family}:") for model in rest)])

    def translate(self, fragments: Sequence[Fragment], source: str, target: str) -> Sequence[Translation]:
        """One translation a fragment; every sentence goes through the model once, however often it occurs.

        Raises EngineError: no model for the pair, CTranslate2 missing or out of memory; ModelError: damaged model.
        """
        route, origin = self._route(source, target), self.identity(source, target)
        if not route or origin is None:
            raise EngineError(f"no model translates {source} to {target}: l10n models install "
                              f"{language(source)} {language(target)}")
        agreed = () if self._terms is None else self._terms(target)
        fixed = [term for term in agreed if term.fixed]

        def count(word: str) -> int:
            return self._pieces(route[0])(word)

        tasks = [prepare(fragment, source, target, count, fixed) for fragment in fragments]
        strict = {index: prepare(fragment, source, target, count, agreed) for index, fragment in enumerate(fragments)
                  if len(fixed) < len(agreed) and find(fragment.text, agreed)}
        every = [*tasks, *strict.values()]
        sentences = list(dict.fromkeys(sentence for task in every for sentence in task.sentences))
        wanted = {sentence for task in every for sentence in task.wanted}
        results = dict(zip(sentences, self._decode(route, sentences, wanted), strict=True))
        found = [finish(task, results, origin) for task in tasks]
        for index, task in strict.items():
            found[index] = _with_terms(fragments[index].text, found[index], lambda task=task: finish(  # type: ignore[misc]
                task, results, origin), agreed, language(target))
        return found

    def _decode(self, route: Sequence[Model], sentences: Sequence[str],
                wanted: Collection[str]) -> list[Decoded]:
        first, *rest = route
        for model in [model for model in self._loaded if model not in route]:
            del self._loaded[model]
        if not sentences:
            return []
        results = self._through(first, sentences, wanted)
        for model in rest:
            middle = [result.aligned.text if not result.fault else "" for result in results]
            inputs = [text for text in dict.fromkeys(middle) if text]
            wanted = {text for text, sentence in zip(middle, sentences, strict=True) if sentence in wanted}
            further = dict(zip(inputs, self._through(model, inputs, wanted), strict=True))
            results = [_over(result, further[text]) if text else result
                       for result, text in zip(results, middle, strict=True)]
        return results

    def _through(self, model: Model, sentences: Sequence[str], wanted: Collection[str]) -> list[Decoded]:
        """One model's output for each sentence, from the cache where it is there; only what is not loads the model."""
        if self._cache is None:
            return self._decoder(model).decode(sentences, wanted)
        if model not in self._digests:
            self._digests[model] = f"{digest(model)} {METHOD}"
        known = self._cache.get(self._digests[model], sentences, wanted)
        left = [sentence for sentence in sentences if sentence not in known]
        if left:
            new = dict(zip(left, self._decoder(model).decode(left, wanted), strict=True))
            self._cache.put(self._digests[model], new)
            known |= new
        return [known[sentence] for sentence in sentences]

    def _decoder(self, model: Model) -> Decoder:
        if model not in self._loaded:
            self._loaded[model] = Decoder(model, self._threads)
        return self._loaded[model]

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


def _with_terms(source: str, free: Translation, strictly: Callable[[], Translation], agreed: Sequence[Term],
                own: str) -> Translation:
    """The model's own sentence where it has the agreed terms, for the sake of its grammar; else the one that was made
    around them."""
    lacking = missing(source, free.text, agreed, own)
    if not lacking:
        return free
    strict = strictly()
    if not strict.text:
        return replace(free, reasons=(*free.reasons, *lacking)) if free.text else free
    left = missing(source, strict.text, agreed, own)
    put = (one.replace("term missing", "term") for one in lacking if one not in left)
    return replace(strict, reasons=(*strict.reasons, *put, *left))


def _codes(locale: str) -> tuple[str, ...]:
    return _CODES.get(locale) or _CODES.get("_".join(locale.split("_")[:2])) or _CODES.get(
        language(locale)) or (language(locale),)


def _over(first: Decoded, second: Decoded) -> Decoded:
    """Two steps as one: the probabilities multiply, the alignments are composed."""
    return Decoded(compose(first.aligned, second.aligned), first.score + second.score, second.size, second.fault)
