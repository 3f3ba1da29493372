"""Rule-based translation by the ``apertium`` command, as Debian and its kin have it; one process for many sentences.

Sentences go as Apertium's own stream, cut where markup begins and ends: each stretch is a word-bound blank, which goes
with its words wherever the rules put them, and so says in the output which words stand for which. From there on the way
is that of the neural engines (``room``). Apertium's marks of words that it does not know are taken out, and named.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from shutil import which
from typing import Any

from l10n.engines import confidence, guards
from l10n.engines.alignment import Aligned, words
from l10n.engines.decoder import Decoded
from l10n.engines.partwise import fallback
from l10n.engines.room import Task, finish, prepare
from l10n.errors import EngineError
from l10n.glossary import Term, missing
from l10n.locales import is_pseudo, language
from l10n.model import Fragment, Span, Translation

COMMAND = "apertium"
PATIENCE = 300
"""Seconds that one process may take; it does some thousand words a second."""
MEASURED: Mapping[str, float] = {"eng-spa": 0.42}
"""Mode → share of sentences that are usable drafts (``confidence``), by the hardest kind of the dev set of
``training``; on newstest2013 it is 0.39. How many words it did not know tells nothing of that (they are names), and it
says nothing else, so the score is the same for all."""
_CODES: Mapping[str, str] = {
    "af": "afr", "an": "arg", "ar": "ara", "ast": "ast", "be": "bel", "bg": "bul", "br": "bre", "ca": "cat",
    "cy": "cym", "da": "dan", "de": "deu", "en": "eng", "eo": "epo", "es": "spa", "eu": "eus", "fr": "fra",
    "frp": "frp", "gl": "glg", "hi": "hin", "hr": "hbs", "id": "ind", "is": "isl", "it": "ita", "mk": "mkd",
    "ms": "zlm", "mt": "mlt", "nb": "nob", "nl": "nld", "nn": "nno", "no": "nob", "oc": "oci", "pl": "pol",
    "pt": "por", "ro": "ron", "ru": "rus", "sc": "srd", "sl": "slv", "sr": "hbs", "sv": "swe", "szl": "szl",
    "tr": "tur", "uk": "ukr", "ur": "urd"}
"""ISO 639-3 codes, which Apertium's packages have today; some older ones have two letters."""
_RESERVED = re.compile(r"([\\\[\]{}^$/<>@])")
_TOKEN = re.compile(r"\.\[\]\[(?P<end>\d+)\]|\[\[/\]\](?P<shut>)|\[\[t:s:(?P<open>\d+)[^\]]*\]\]|\[[^\]]*\]"
                    r"|\\?(?P<text>.)", re.DOTALL)
"""The stream that comes back: the end of a sentence, what shuts and opens a word-bound blank, other blanks, text."""
_MARK = re.compile(r"(?<![^\W\d])(?<![*#@])([*#@])(?=\w)")


class ApertiumEngine:
    """What Apertium's installed pairs translate; satisfies ``l10n.model.Engine``."""

    name = "apertium"

    def __init__(self, settings: Mapping[str, Any] | None = None, *,
                 terms: Callable[[str], Sequence[Term]] | None = None) -> None:
        """``settings``: usable, the score of its texts; ``terms``: the agreed terms of a target locale; those not to be
        translated stay, others are told where they are missing. Nothing is run before it is needed."""
        self._usable: float | None = (settings or {}).get("usable")
        self._terms = terms

    def identity(self, source: str, target: str) -> str | None:
        """``apertium:eng-spa``: the mode that is used, or would be if the command were there; None where the pair is
        not installed."""
        mode = self._mode(source, target)
        return f"apertium:{mode}" if mode else None

    def remedy(self, source: str, target: str) -> str:
        """What brings a pair that is not installed."""
        return f"apt-get install apertium apertium-{_name(source, target)} (apt-cache search apertium lists the pairs)"

    def translate(self, fragments: Sequence[Fragment], source: str, target: str) -> Sequence[Translation]:
        """One translation a fragment; without score where nobody has measured the pair.

        Raises EngineError: no such pair or command (with the package to install), a command that fails.
        """
        mode = self._mode(source, target)
        if mode is None or self._modes is None:
            lacking = "command “apertium” is not there" if self._modes is None else "pair is not installed"
            raise EngineError(f"the {lacking}: {self.remedy(source, target)}")
        agreed = () if self._terms is None else tuple(self._terms(target))
        fixed = [term for term in agreed if term.fixed]
        tasks = [prepare(fragment, source, target, None, fixed) for fragment in fragments]
        cuts: dict[str, set[int]] = {}
        for task in tasks:
            for sentence, places in _cuts(task):
                cuts.setdefault(sentence, set()).update(places)
        found, unknown = _run(mode, cuts, source, target) if cuts else ({}, {})

        def again(texts: Sequence[str]) -> Mapping[str, Decoded]:
            try:
                more, strange = _run(mode, {text: {0} for text in texts}, source, target)
            except EngineError as problem:      # what there is already stays
                return dict.fromkeys(texts, Decoded(Aligned(""), 0.0, 0, str(problem)))
            unknown.update(strange)
            return more

        usable = MEASURED.get(mode) if self._usable is None else self._usable
        out: list[Translation] = []
        for fragment, task, sewn in zip(fragments, tasks, fallback(tasks, found, again), strict=True):
            made = finish(task, {**found, **sewn.sentences}, f"apertium:{mode}")
            if not made.text:
                out.append(made)
                continue
            run = *(sentence for sentence in task.sentences if sentence not in sewn.sentences), *sewn.texts
            strange = dict.fromkeys(word for text in run for word in unknown[text])
            said = (*made.reasons, *sewn.reasons, *([f"words not known: {', '.join(strange)}"] if strange else []),
                    *missing(fragment.text, made.text, agreed, language(target), language(source)))
            out.append(replace(made, score=confidence.with_doubts(usable if run else None, said), reasons=said))
        return out

    def _mode(self, source: str, target: str) -> str | None:
        if is_pseudo(source) or is_pseudo(target) or language(source) == language(target):
            return None
        if self._modes is None:
            return _name(source, target) if {language(source), language(target)} <= _CODES.keys() else None
        tried = (f"{one}-{two}" for one in _codes(source) for two in _codes(target))
        return next((mode for mode in tried if mode in self._modes), None)

    @cached_property
    def _modes(self) -> frozenset[str] | None:
        """The directions that are installed; None where there is no such command."""
        if which(COMMAND) is None:
            return None
        return frozenset(_called(["-l"], "").split())


def _cuts(task: Task) -> Iterator[tuple[str, set[int]]]:
    """Each sentence of a task, and the places to cut it at: where markup begins and ends, and round the word that an
    atom stands at. None where there is no markup."""
    text = task.view.text
    for unit in task.units:
        places: set[int] = set()
        for number, spot in task.view.spots.items():
            edges = {spot.start, spot.end}
            if task.masked.parts[number - 1].close is None:
                edges |= {text.rfind(" ", 0, spot.start) + 1, text.find(" ", spot.end)}
            places |= {at - unit.start for at in edges if unit.start <= at <= unit.end}
        yield text[unit.start:unit.end], places
    for value in task.values:
        yield from _cuts(value)


def _run(mode: str, cuts: Mapping[str, Iterable[int]], source: str, target: str) -> tuple[
        dict[str, Decoded], dict[str, list[str]]]:
    """Sentence → what Apertium makes of it, and → the words that it does not know; ``cuts``: sentence → places."""
    sentences = list(cuts)
    runs = [_runs(sentence, cuts[sentence]) for sentence in sentences]
    stream = "\n".join(f"{_stream(sentence, spans)}.[][{number}]"     # a full stop of ours, for each to be a sentence
                       for number, (sentence, spans) in enumerate(zip(sentences, runs, strict=True)))
    pieces = _read(_called(["-f", "none", mode], f"{stream}\n"))
    if len(pieces) != len(sentences):
        raise EngineError(f"{COMMAND} {mode} gave back {len(pieces):,} of {len(sentences):,} sentences")
    found: dict[str, Decoded] = {}
    unknown: dict[str, list[str]] = {}
    for sentence, spans, (text, places) in zip(sentences, runs, pieces, strict=True):
        text, places, unknown[sentence] = _tidied(text, places, sentence)
        found[sentence] = Decoded(_aligned(sentence, spans, text, places), 0.0, 0,
                                  guards.fault(sentence, text) or guards.tongue(text, source, target))
    return found, unknown


def _runs(sentence: str, places: Iterable[int]) -> list[Span]:
    """The stretches that a sentence is cut into, without white space around; none where there are no places."""
    edges = sorted({0, *places, len(sentence)}) if places else []
    out: list[Span] = []
    for start, end in pairwise(edges):
        piece = sentence[start:end]
        start += len(piece) - len(piece.lstrip())
        out.append(Span(start, start + len(piece.strip())))
    return [span for span in out if any(map(str.isalnum, sentence[span.start:span.end]))]


def _stream(sentence: str, runs: Sequence[Span]) -> str:
    out: list[str] = []
    at = 0
    for number, run in enumerate(runs):
        out += (_escaped(sentence[at:run.start]), f"[[t:s:{number}]]", _escaped(sentence[run.start:run.end]), "[[/]]")
        at = run.end
    return "".join((*out, _escaped(sentence[at:])))


def _escaped(text: str) -> str:
    return _RESERVED.sub(r"\\\1", text.replace("\0", ""))


def _read(stream: str) -> list[tuple[str, list[int]]]:
    """(text, for each character the number of its stretch or -1) of each sentence, up to one that is out of order."""
    out: list[tuple[str, list[int]]] = []
    text: list[str] = []
    places: list[int] = []
    run = -1
    for found in _TOKEN.finditer(stream):
        if found["end"] is not None:
            if int(found["end"]) != len(out):
                break
            out.append(("".join(text), places))
            text, places, run = [], [], -1
        elif found["text"] is not None:
            text.append(found["text"])
            places.append(run)
        elif found["open"] is not None or found["shut"] is not None:
            run = int(found["open"] or -1)
    return out


def _aligned(sentence: str, runs: Sequence[Span], text: str, places: Sequence[int]) -> Aligned:
    """Each word of the output comes from all words of its stretch alike."""
    if not runs:
        return Aligned(text)
    columns, rows = words(sentence), words(text)
    inside = [[run.start <= column.start and column.end <= run.end for column in columns] for run in runs]
    weights: list[tuple[float, ...]] = []
    for row in rows:
        run = places[row.start]
        held = inside[run] if 0 <= run < len(runs) else [False] * len(columns)
        weights.append(tuple(hold / max(1, sum(held)) for hold in held))
    return Aligned(text, columns, rows, tuple(weights))


def _tidied(text: str, places: Sequence[int], source: str) -> tuple[str, list[int], list[str]]:
    """(text, places, words not known): without Apertium's marks, without the second space where a pronoun was left out,
    and small at the beginning where the source is.

    The marks: ``*`` not in its dictionary, ``@`` not in that of the pair, ``#`` without a form in the target. Where the
    source has the sign before that word, it is the author's.
    """
    unknown: dict[str, None] = {}
    gone: set[int] = set()
    for found in _MARK.finditer(text):
        word = re.match(r"\w+(?:[-'’]\w+)*", text[found.end():])
        if word is not None and f"{found[1]}{word[0]}" not in source:
            gone.add(found.start())
            if len(word[0]) > 2 and not re.fullmatch(r"[A-Z]+\d+", word[0]):      # no unit (8 km), no stand-in
                unknown[word[0]] = None
    if "  " not in source:
        gone.update(at for space in re.finditer(r" {2,}", text) for at in range(space.start() + 1, space.end()))
    gone.update(range(len(text) - len(text.lstrip())))
    gone.update(range(len(text.rstrip()), len(text)))
    kept = [at for at in range(len(text)) if at not in gone]
    out = "".join(text[at] for at in kept)
    first, ours = (next((at for at, sign in enumerate(said) if sign.isalpha()), -1) for said in (source, out))
    if min(first, ours) >= 0 and source[first].islower() and len(out[ours].lower()) == 1:
        out = out[:ours] + out[ours].lower() + out[ours + 1:]
    return out, [places[at] for at in kept], list(unknown)


def _called(words: Sequence[str], text: str) -> str:
    """What the command prints. EngineError where it cannot be run, fails or hangs."""
    own = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run([COMMAND, *words], input=text.encode("utf-8", "replace"), capture_output=True, env=own,
                              timeout=PATIENCE, check=False)
    except OSError as problem:
        said = (problem.strerror or str(problem)).lower()
        raise EngineError(f"the command “{COMMAND}” cannot be run: {said}") from None
    except subprocess.TimeoutExpired:
        raise EngineError(f"{COMMAND} {words[-1]} did not end within {PATIENCE} s") from None
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:160]
        raise EngineError(f"{COMMAND} {words[-1]} failed ({done.returncode}){f': {said}' if said else ''}")
    return done.stdout.decode("utf-8", "replace")


def _codes(locale: str) -> Iterable[str]:
    """What a locale is called in names of modes, the most special first: eng_US is one of spa-eng's variants."""
    own = language(locale)
    long = _CODES.get(own, own)
    region = locale.rpartition("_")[2]
    special = [f"{long}_{region}"] if re.fullmatch("[A-Z]{2}", region) else []
    return dict.fromkeys((*special, long, own))


def _name(source: str, target: str) -> str:
    return "-".join(_CODES.get(language(locale), language(locale)) for locale in (source, target))
