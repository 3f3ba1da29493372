"""Offline machine translation with Argos packages, run on CTranslate2 directly: real batches over a whole run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from l10n.engines import models as store
from l10n.engines.cache import Cache
from l10n.engines.executor import Executor, Local
from l10n.engines.packages import Model
from l10n.engines.passage import Passage
from l10n.engines.way import Way
from l10n.errors import EngineError
from l10n.glossary import Term
from l10n.locales import is_pseudo, language
from l10n.model import Fragment, Translation
from l10n.store import code

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
        self._ways: dict[tuple[Model, ...], Way] = {}

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
        way = self._way(route)
        if self._cache is None:
            return Passage(way, fragments, source, target, origin, agreed).translations()
        key = "\n".join([*way.keys, code(), origin, source, target, repr(agreed)])
        known = self._cache.finished(key, fragments)
        left = [fragment for fragment in dict.fromkeys(fragments) if fragment not in known]
        new = dict(zip(left, Passage(way, left, source, target, origin, agreed).translations(), strict=True))
        self._cache.finish(key, new)
        known |= new
        return [known[fragment] for fragment in fragments]

    def _way(self, route: tuple[Model, ...]) -> Way:
        if route not in self._ways:
            self._ways[route] = Way(route, self._executor, self._cache, self._heard)
        return self._ways[route]

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

