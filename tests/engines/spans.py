"""Alignments written by hand, and how well projected markup agrees with them.

``spans.<language>.tsv``: kind of case, English with marked stretches (``<a>…</a>``) and stand-ins (``<x/>``), and the
same in the target as a careful editor has it. Only the places of markup are measured: the target is given, and a model
is made to write it (teacher forcing), so that its own translation does not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from l10n.engines.alignment import Aligned, align, words
from l10n.engines.decoder import Decoder, spell
from l10n.engines.projection import project
from l10n.engines.room import Task, prepare
from l10n.mask import restore
from l10n.model import Fragment, Inline, Span

TAG = re.compile(r"<(/?)([a-z])(/?)>")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence and where its stretches belong."""

    kind: str
    task: Task
    target: str
    """Plain, as a model writes it."""
    gold: dict[str, Span]
    """Name of a stretch → its place in ``target``; a stretch that the target cannot show is not in it."""
    numbers: dict[str, int]
    """Name of a stretch → number of its part."""


@dataclass(frozen=True, slots=True)
class Score:
    """Agreement over the words of the target."""

    hits: int
    extra: int
    missed: int
    exact: int
    spans: int

    @property
    def f1(self) -> float:
        """2·hits / (words marked + words that should be)."""
        return 2 * self.hits / (2 * self.hits + self.extra + self.missed)


def cases(language: str) -> list[Case]:
    """The file of a language."""
    lines = Path(__file__).with_name(f"spans.{language}.tsv").read_text("utf-8").splitlines()
    return [_case(*line.split("\t"), language=language) for line in lines]


def forced(decoder: Decoder, pairs: Sequence[tuple[str, str]]) -> list[Aligned]:
    """How a model's attention aligns (source, target) when it has to write the target."""
    tokens = [[decoder._pieces.encode(text, out_type=str) for text in pair] for pair in pairs]
    results = decoder._translator.translate_batch(
        [source for source, _ in tokens], [target for _, target in tokens], beam_size=1, return_attention=True,
        max_decoding_length=400)
    return [align(source, target, spell(theirs, True)[1], spell(ours, True)[1], result.attention[0][:len(ours)])
            for (source, target), (theirs, ours), result in zip(pairs, tokens, results, strict=True)]


def score(found: Sequence[Case], aligned: Sequence[Aligned], hints: Callable[[str], str],
          languages: tuple[str, str]) -> Score:
    """``hints``: what stands for a phrase in the target, "" where nothing is known."""
    hits = extra = missed = exact = spans = 0
    for case, one in zip(found, aligned, strict=True):
        task = case.task
        phrases = {number: hints(phrase) for number, phrase in task.hints.items()}
        places = restore(task.masked, project(task.masked, task.view, one, task.names, phrases, languages))[0]
        for name, span in case.gold.items():
            want, got = _words(case.target, span), _words(places.text, places.spots[case.numbers[name]])
            hits, extra, missed = hits + len(want & got), extra + len(got - want), missed + len(want - got)
            spans, exact = spans + 1, exact + (want == got)
    return Score(hits, extra, missed, exact, spans)


def parse(text: str) -> Fragment:
    """Marked text as a fragment: stretches are tags, stand-ins code."""
    return Fragment(text, tuple(Inline(Span(*tag.span()), "code" if tag[3] else "tag",
                                       "atom" if tag[3] else "close" if tag[1] else "open")
                                for tag in TAG.finditer(text)))


def _case(kind: str, source: str, target: str, language: str) -> Case:
    task = prepare(parse(source), "en_GB", language)
    name = next(iter(task.names.values()), "")
    out, gold, opened, at = "", {}, {}, 0
    for tag in TAG.finditer(target):
        out += re.sub("[“”]", "", target[at:tag.start()]).replace("’", "'")
        at = tag.end()
        if tag[3]:
            out += name
        elif tag[1]:
            gold[tag[2]] = Span(opened[tag[2]], len(out))
        else:
            opened[tag[2]] = len(out)
    out += target[at:]
    parts = [part.number for part in task.masked.parts if part.kind in ("tag", "code")]
    order = [tag[2] for tag in TAG.finditer(source) if not tag[1]]
    return Case(kind, task, out, gold, dict(zip(order, parts, strict=True)))


def _words(text: str, span: Span) -> set[int]:
    return {index for index, word in enumerate(words(text)) if word.start < span.end and span.start < word.end
            and any(map(str.isalnum, text[word.start:word.end]))}
