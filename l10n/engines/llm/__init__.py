"""Language models on a server that speaks the OpenAI chat protocol: Ollama, llama.cpp, vLLM and their kin.

chat      one question to the server
prompt    what is asked, and how the answer is read
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from math import exp
from pathlib import Path
from typing import Any

from l10n.engines import marked
from l10n.engines.alignment import Aligned
from l10n.engines.cache import Cache
from l10n.engines.decoder import Decoded
from l10n.engines.llm import prompt
from l10n.engines.llm.chat import Answer, NoAnswerError, Server
from l10n.engines.marked import Marked
from l10n.engines.partwise import REASON, Torn, sewn
from l10n.errors import EngineError
from l10n.glossary import Term, missing
from l10n.locales import is_pseudo, language
from l10n.mask import MARKER
from l10n.model import Fragment, Span, Translation

SEGMENTS = 8
"""Texts of a question, where the configuration says nothing."""
_SIZE = 3000
"""Characters of the texts of a question at most; one text may be longer by itself."""
_IN_A_ROW = 3
"""Questions without any answer after which a server is given up."""
_SPARE = 2000
"""Tokens of an answer beyond what its translations take: what a model thinks before."""
_UNKNOWN_FORM = (400, 415, 422, 501)
"""HTTP status codes of a server that may not know the ``response_format`` asked for."""

Key = tuple[str, str]
"""A text with markers, and what its markers stand for."""


@dataclass(slots=True)
class _Run:
    """One call of ``translate``."""

    source: str
    target: str
    agreed: Sequence[Term]
    """Terms that the model is told; those that are not to be translated are parts of the texts."""
    pieces: dict[Key, Marked]
    answers: dict[Key, Decoded] = field(default_factory=dict)
    """With the mean log-probability of their tokens and how many those are, 0 where the server does not say."""
    refused: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    torn: dict[Key, Torn] = field(default_factory=dict)
    """Texts whose last answer lost markers."""
    parted: set[Key] = field(default_factory=set)
    """Texts that were translated part by part."""


class LlmEngine:
    """A language model behind a server; satisfies ``l10n.model.Engine``."""

    name = "llm"
    chunk = 400
    """Words at a time: what an interruption costs at most."""

    def __init__(self, settings: Mapping[str, Any], *, cache: Path | None = None,
                 terms: Callable[[str], Sequence[Term]] | None = None, allowed: tuple[str, ...] = ()) -> None:
        """``settings``: url, model, key-env, timeout in seconds, segments of a question, usable (the score of its
        texts); ``cache``: file for answers that were good, none where None; ``terms``: the agreed terms of a target
        locale; ``allowed``: hosts other than loopback that text may go to. Nothing is reached before ``translate``."""
        self._server = Server(settings["url"], settings["model"], key_env=settings.get("key-env", ""),
                              timeout=float(settings.get("timeout", 120)), allowed=allowed)
        self._segments = int(settings.get("segments", SEGMENTS))
        self._usable: float | None = settings.get("usable")
        self._terms = terms
        self._cache = None if cache is None else Cache(cache)
        self._forms = 3
        """Kinds of ``response_format`` that are left to try: a schema, an object, none."""
        self._likely = True
        """Whether to ask for log-probabilities."""
        self._unanswered = 0
        """Questions without answer since the last one that had one."""

    def identity(self, source: str, target: str) -> str | None:
        """``llm:<model>`` for any two languages; None for pseudo locales."""
        if is_pseudo(source) or is_pseudo(target) or language(source) == language(target):
            return None
        return f"llm:{'_'.join(self._server.model.split())}"

    def translate(self, fragments: Sequence[Fragment], source: str, target: str) -> Sequence[Translation]:
        """One translation a fragment; an answer that does not hold is none, with the reason.

        Raises EngineError: no server, another machine, key refused, several questions in a row without answer.
        """
        origin = self.identity(source, target)
        if origin is None:
            raise EngineError(f"llm does not translate {source} to {target}")
        agreed = () if self._terms is None else tuple(self._terms(target))
        fixed = [term for term in agreed if term.fixed]
        tasks = [marked.prepare(fragment, source, target, fixed) for fragment in fragments]
        run = _Run(source, target, [term for term in agreed if not term.fixed],
                   {_key(piece): piece for task in tasks for piece in task.pieces().values()})
        self._remember(run)
        for article, keys in _by_article(fragments, tasks):
            self._ask_all(run, keys, article)
            self._part_by_part(run, [key for key in keys if key in run.torn and key not in run.answers], article)
        return [self._finished(run, task, origin) for task in tasks]

    def _finished(self, run: _Run, task: Marked, origin: str) -> Translation:
        keys = {text: _key(piece) for text, piece in task.pieces().items()}
        answers = {text: run.answers[key] for text, key in keys.items() if key in run.answers}
        said = _lacking(run, task, answers[task.text].aligned.text if task.text in answers else "")
        return marked.finish(task, {text: found.aligned.text for text, found in answers.items()},
                             {text: run.refused[key] for text, key in keys.items() if key in run.refused}, origin,
                             (*([REASON] if run.parted.intersection(keys.values()) else []), *said),
                             self._score(answers.get(task.text)))

    def _score(self, answer: Decoded | None) -> float | None:
        """What the configuration says, else the geometric mean of the probabilities of its tokens."""
        if answer is None or self._usable is not None:
            return None if answer is None else self._usable
        return exp(answer.score) if answer.size else None

    def _ask_all(self, run: _Run, keys: Sequence[Key], article: str, notes: Mapping[int, str] | None = None) -> None:
        left = [key for key in keys if key not in run.answers and key not in run.refused]
        for batch in self._batches(left):
            self._ask(run, batch, _window(article, batch), notes)

    def _part_by_part(self, run: _Run, keys: Sequence[Key], article: str) -> None:
        """Texts whose answers lost markers, by what stands between them (``partwise``); asked for once."""
        stretches: dict[str, Key] = {}
        for key in keys:
            for text in run.torn[key].texts:
                piece = marked.prepare(Fragment(text), run.source, run.target)
                stretches[text] = _key(piece)
                run.pieces.setdefault(_key(piece), piece)
        self._ask_all(run, list(dict.fromkeys(stretches.values())), article, {})
        made = {text: run.answers[key] for text, key in stretches.items() if key in run.answers}
        for key in keys:
            if made.keys() >= set(run.torn[key].texts):
                whole = sewn(run.torn[key], made)
                if not whole.fault and not marked.judge(run.pieces[key], whole.aligned.text):
                    run.answers[key] = whole
                    run.parted.add(key)

    def _ask(self, run: _Run, batch: Sequence[Key], article: str, notes: Mapping[int, str] | None = None) -> None:
        """Put a question, and where it had no ``notes`` one more for each text whose answer does not hold, with what is
        wrong with it."""
        pieces = [run.pieces[key] for key in batch]
        again: dict[Key, str] = {}
        try:
            found = self._answers(run, pieces, article, notes or {})
        except ValueError as problem:
            again = dict.fromkeys(batch, str(problem))
            found = {}
        except NoAnswerError as problem:
            self._unanswered += 1
            if self._unanswered >= _IN_A_ROW:
                raise EngineError(f"{self._server.url} left {_IN_A_ROW} questions in a row unanswered; the last time: "
                                  f"{problem}") from None
            run.refused |= dict.fromkeys(batch, (str(problem),))
            return
        self._unanswered = 0
        for number, key in enumerate(batch, 1):
            if key in again:
                continue
            piece = run.pieces[key]
            said = found.get(number, Decoded(Aligned(""), 0.0, 0))
            answer = marked.tidy(piece, said.aligned.text)
            faults = marked.judge(piece, answer) if number in found else ("no answer",)
            lacking = () if faults or notes is not None else _lacking(run, piece, answer)
            if faults or lacking:
                again[key] = ", ".join(faults or lacking)
            if faults:
                run.refused[key] = faults
                if number in found and (torn := marked.torn(piece, answer)) is not None:
                    run.torn[key] = torn
            else:
                run.answers[key] = replace(said, aligned=Aligned(answer))
        good = {key: run.answers[key] for key in batch if key in run.answers and key not in again}
        if self._cache is not None and good:
            self._cache.put(self._kept(run), {_row(run, key): found for key, found in good.items()})
        for key, note in again.items():
            if notes is None:
                self._ask(run, [key], article, {1: note})
            elif key not in run.answers:
                run.refused[key] = (note,)

    def _answers(self, run: _Run, pieces: Sequence[Marked], article: str,
                 notes: Mapping[int, str]) -> dict[int, Decoded]:
        """The translations of a question by number. ValueError where the answer cannot be read."""
        told = prompt.messages(pieces, article, run.agreed, notes)
        longest = _SPARE + 2 * sum(len(piece.text.encode()) for piece in pieces)
        while True:
            try:
                answer = self._server.ask(told, longest, self._form(len(pieces)), self._likely)
            except NoAnswerError as problem:
                if self._likely and "logprobs" in str(problem):
                    self._likely = False
                    continue
                if problem.status not in _UNKNOWN_FORM or self._forms == 1:
                    self._forms = 3 if problem.status in _UNKNOWN_FORM else self._forms     # it was not the form
                    raise
                self._forms -= 1
            else:
                break
        if not answer.whole:
            raise ValueError("the answer was cut off")
        places = prompt.places(answer.text)
        return {number: _decoded(text, answer, places.get(number))
                for number, text in prompt.read(answer.text, len(pieces)).items()}

    def _form(self, count: int) -> dict[str, Any] | None:
        return {3: prompt.form(count), 2: {"type": "json_object"}}.get(self._forms)

    def _batches(self, keys: Sequence[Key]) -> Iterator[list[Key]]:
        batch: list[Key] = []
        for key in keys:
            if batch and (len(batch) >= self._segments or sum(len(text) for text, _ in batch) + len(key[0]) > _SIZE):
                yield batch
                batch = []
            batch.append(key)
        if batch:
            yield batch

    def _remember(self, run: _Run) -> None:
        rows = {_row(run, key): key for key in run.pieces}
        known = {} if self._cache is None else self._cache.get(self._kept(run), list(rows))
        for row, found in known.items():
            if not marked.judge(run.pieces[rows[row]], found.aligned.text):    # by the rules of today
                run.answers[rows[row]] = found

    def _kept(self, run: _Run) -> str:
        return f"llm {prompt.VERSION} {self._server.model} {run.source} {run.target}"


def _decoded(text: str, answer: Answer, place: Span | None) -> Decoded:
    """One translation of an answer with what its tokens say."""
    if place is None or not answer.tokens:
        return Decoded(Aligned(text), 0.0, 0)
    start, end = (len(answer.text[:at].encode()) for at in (place.start, place.end))
    own = [likely for span, likely in answer.tokens if span.start < end and start < span.end]
    return Decoded(Aligned(text), sum(own) / max(1, len(own)), len(own))


def _key(piece: Marked) -> Key:
    return piece.text, json.dumps(prompt.parts(piece), ensure_ascii=False)


def _row(run: _Run, key: Key) -> str:
    """What an answer depends on; the article is left out, so that an edit elsewhere in it costs nothing."""
    return json.dumps([*key, prompt.terms([run.pieces[key]], run.agreed)], ensure_ascii=False)


def _lacking(run: _Run, piece: Marked, answer: str) -> tuple[str, ...]:
    """The agreed terms that an answer has not."""
    if not answer or not run.agreed:
        return ()
    return missing(MARKER.sub("", piece.text), MARKER.sub("", answer), run.agreed, language(run.target),
                   language(run.source))


def _by_article(fragments: Sequence[Fragment], tasks: Sequence[Marked]) -> Iterator[tuple[str, list[Key]]]:
    """The texts of neighbouring fragments of one article, each once."""
    pairs = zip((fragment.article for fragment in fragments), tasks, strict=True)
    for article, found in groupby(pairs, key=lambda pair: pair[0]):
        yield article, list(dict.fromkeys(_key(piece) for _, task in found for piece in task.pieces().values()))


def _window(article: str, batch: Sequence[Key]) -> str:
    """The article, or of a long one what is around the texts."""
    if len(article) <= prompt.CONTEXT:
        return article
    start = article.find(max(MARKER.split(batch[0][0]), key=len).strip())
    start = max(0, min(start - prompt.CONTEXT // 4, len(article) - prompt.CONTEXT))
    return f"… {article[start:start + prompt.CONTEXT]} …"
