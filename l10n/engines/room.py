"""The way of one fragment through a neural engine: ``prepare``, the sentences translated by a model, ``finish``.

Markup is taken out and projected onto the target by the alignment of its words, so that nothing is lost and nothing
doubled whatever the model does. Atoms that are words to a reader (code, addresses, untranslatable elements) go
through as a stand-in that models copy, such as X1. Quotation marks are treated as markup and come back as the marks
of the target locale.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from l10n.engines import confidence, guards, headlines, prose
from l10n.engines.alignment import Aligned, cut, join, same
from l10n.engines.decoder import Decoded
from l10n.engines.dress import dressed, typographic
from l10n.engines.projection import project
from l10n.engines.sentences import units
from l10n.glossary import Term
from l10n.locales import language
from l10n.mask import (
    MARKER,
    Masked,
    Part,
    Plain,
    mask,
    plain,
    proportional,
    restore,
    settle,
    spelled,
    unmask,
    values,
    weave,
    with_values,
)
from l10n.model import Fragment, Span, Translation

_WORDLIKE = frozenset({"code", "autolink", "placeholder", "kept", "tag", "math", "link", "variable",
                       "term"})
"""Kinds of atoms that stand for a word of the sentence."""
_STAND_INS = "XZQWKV"
_PHRASE = 8
"""Words of a pair at most that are translated alone to find it again."""


@dataclass(frozen=True, slots=True)
class Task:
    """A fragment made ready for a model."""

    masked: Masked
    view: Plain
    """What is translated: no markup, no quotation marks, no capitals that shout."""
    names: Mapping[int, str]
    """Atoms that are in the view as a stand-in."""
    units: tuple[Span, ...]
    """The sentences of ``view.text`` that hold something to translate."""
    values: tuple[Task, ...]
    """The translatable values inside its markup, as tasks of their own."""
    shouted: bool
    doubtful: frozenset[str]
    """Words of a headline, small, that may be names."""
    hints: Mapping[int, str]
    """Pairs whose text, translated alone, tells where they belong."""
    source: str
    """Locale of the article."""
    target: str
    """Locale wanted."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the model is to translate, those of the values included."""
        own = tuple(self.view.text[unit.start:unit.end] for unit in self.units)
        return own + tuple(sentence for task in self.values for sentence in task.sentences)

    @property
    def phrases(self) -> tuple[str, ...]:
        """What the model may translate besides, for the sake of the markup; ``finish`` does without, less well."""
        return (*self.hints.values(), *(phrase for task in self.values for phrase in task.phrases))

    @property
    def wanted(self) -> tuple[str, ...]:
        """Those of its sentences that parts are projected onto, so that they need an alignment."""
        return self.sentences if self.masked.parts else ()


def prepare(fragment: Fragment, source: str, target: str, pieces: headlines.Pieces | None = None,
            fixed: Sequence[Term] = ()) -> Task:
    """The task of translating a fragment from one locale to another.

    ``pieces``: the vocabulary of the model, which tells names in headlines, as the article around them does; without
    either those in title case go as they are. ``fixed``: terms that are not to be translated; they go through as
    stand-ins.
    """
    settled = settle(fragment)
    quoted, lone = prose.quotations(settled)
    masked = mask(settled, [*prose.kept(settled), *lone], quoted, prose.names(settled, fixed))
    shouted = headlines.shouted(masked.text)
    recased = shouted or ((pieces or fragment.article) and headlines.titled(masked.text, source))
    text, doubtful = headlines.sentence_case(masked.text, source, pieces, fragment.article) if recased else (
        masked.text, frozenset())
    names = _names(masked)
    shown = plain(Masked(prose.ascii_apostrophes(text), masked.parts),
                  lambda part: names.get(part.number, _sign(part)))
    found = tuple(unit for unit in units(shown.text, language(source))
                  if translatable(shown.text[unit.start:unit.end], names))
    inner = tuple(prepare(Fragment(value, article=fragment.article), source, target, pieces, fixed)
                  for value in values(masked))
    return Task(masked, shown, names, found, inner, shouted, doubtful, _hints(masked, shown, found), source, target)


def finish(task: Task, results: Mapping[str, Decoded], origin: str,
           table: confidence.Points = confidence.GENERIC) -> Translation:
    """The translation of a task from what the model made of its sentences.

    The score is the chance that it is a usable draft, by the ``table`` of the model (``l10n.engines.confidence``),
    before what guards found; None where nothing had to be translated.
    A sentence that came out as nonsense leaves the whole fragment untranslated: a text with a hole misleads.
    """
    reasons: list[str] = []
    mine = _decoded(task, results)
    faults = {fault: None for unit, result in mine.items() if (fault := result.fault or guards.script(
        task.view.text[unit.start:unit.end], result.aligned.text, task.target))}
    if faults:
        return Translation("", origin, None, tuple(faults))
    pieces = [(unit, _tidy(task, unit, result.aligned, reasons)) for unit, result in mine.items()]
    reasons += guards.coverage([(task.view.text[unit.start:unit.end], piece.text) for unit, piece in pieces])
    found = _projected(task, pieces, results)
    found = replace(found, spots={number: typographic(task.masked, number, span, found.text, task.target)
                                  for number, span in found.spots.items()})
    complete, put_back = restore(task.masked, found, _near(task, pieces))
    reasons += (_put_back(task.masked.parts[number - 1]) for number in put_back)
    inner = [finish(value, results, origin, table) for value in task.values]
    reasons += (reason for value in inner for reason in value.reasons)
    text = _guarded(task, prose.apostrophes(weave(task.masked, complete), task.masked.text), reasons)
    masked = dressed(task.masked, text, task.target)
    if task.shouted:
        text = headlines.shout(text, task.target)
    score = confidence.of([(result.score, result.size) for result in mine.values()], table)
    if not task.units and not any(value.text for value in inner):
        reasons.append("nothing to translate")
    return Translation(unmask(with_values(masked, [value.text for value in inner]), text), origin,
                       score, tuple(dict.fromkeys(reasons)))


def lost(task: Task, results: Mapping[str, Decoded]) -> frozenset[int]:
    """The parts round or at words of the source whose place in the target cannot be told; none where a sentence is
    nonsense."""
    mine = _decoded(task, results)
    if not task.masked.parts or any(result.fault for result in mine.values()):
        return frozenset()
    found = _projected(task, [(unit, _tidy(task, unit, result.aligned, [])) for unit, result in mine.items()], results)
    return frozenset(part.number for part in task.masked.parts if part.number not in found.spots
                     and part.kind != "quotation" and (part.close is not None or part.number in task.names))


def _decoded(task: Task, results: Mapping[str, Decoded]) -> dict[Span, Decoded]:
    return {unit: results[task.view.text[unit.start:unit.end]] for unit in task.units}


def _projected(task: Task, pieces: Sequence[tuple[Span, Aligned]], results: Mapping[str, Decoded]) -> Plain:
    """The target of a task, with a spot for each part whose place can be told."""
    if not task.masked.parts:
        first, *rest = (task.view.text[gap.start:gap.end] for gap in _gaps(task))
        return Plain(first + "".join(piece.text + gap for (_, piece), gap in zip(pieces, rest, strict=True)), {})
    aligned = join(task.view.text, _with_copies(task, pieces))
    hints = {number: results[phrase].aligned.text for number, phrase in task.hints.items()
             if phrase in results and not results[phrase].fault}
    return project(task.masked, task.view, aligned, task.names, hints, (language(task.source), language(task.target)))


def _names(masked: Masked) -> dict[int, str]:
    """Stand-ins for the atoms that are words to a reader, or that stand alone between spaces as a word does; none for
    one that is a part of a word, where the model would take both for one (“docsX2”)."""
    if not masked.parts:
        return {}
    letter = next((one for one in _STAND_INS if not re.search(rf"{one}\d", masked.text)), "XQ")
    out: dict[int, str] = {}
    for part in masked.parts:
        if part.close is None and part.kind != "comment" and spelled(part.kind, part.open) is None:
            before, _, after = masked.text.partition(f"⟦{part.number}⟧")
            alone = (not before or before[-1].isspace()) and (not after or after[0].isspace())
            word = part.kind in _WORDLIKE and re.search(r"\w", part.open) and (
                part.kind != "tag" or re.search(r">[^<]*\w", part.open))
            glued = MARKER.sub("", before)[-1:] + MARKER.sub("", after)[:1]
            if before.endswith("⟧") and int(MARKER.findall(before)[-1][1]) in out:      # one stand-in for all in a row
                continue
            if (word and not any(map(str.isalnum, glued))) or (alone and part.kind != "footnote"):
                out[part.number] = f"{letter}{part.number}"
    return out


def _hints(masked: Masked, view: Plain, sentences: Sequence[Span]) -> dict[int, str]:
    """The text of each pair that is some words of a sentence and not the whole of it."""
    out: dict[int, str] = {}
    for part in masked.parts:
        spot = view.spots[part.number]
        text = view.text[spot.start:spot.end].strip()
        if part.close is not None and any(map(str.isalpha, text)) and len(text.split()) <= _PHRASE and any(
                unit.start <= spot.start and spot.end <= unit.end and len(text) < unit.end - unit.start
                for unit in sentences):
            out[part.number] = text
    return out


def _sign(part: Part) -> str:
    sign = spelled(part.kind, part.open) or ""
    return "" if sign in ("<", ">") else sign


def translatable(sentence: str, names: Mapping[int, str]) -> bool:
    """Whether anything but stand-ins, signs and numbers with their units (8 km, 1h 12m) is in it."""
    said = [word for word in re.findall(r"[^\W_]+", sentence) if word not in names.values()]
    numeric = sentence.isascii() and re.search(r"\d", " ".join(said)) is not None
    return any(len(re.sub(r"\d", "", word)) > 2 * numeric for word in said)


def _tidy(task: Task, unit: Span, aligned: Aligned, reasons: list[str]) -> Aligned:
    """Without what a model adds: words and sentences said twice, stray marks, stand-ins doubled. Ends as its source
    does, with the ¿ of Spanish where it is certain."""
    source = task.view.text[unit.start:unit.end]
    if doubled := guards.repeats(aligned.text, source) or guards.twice(aligned.text, source):
        reasons += (f"repetition cut: {aligned.text[span.start:span.end].strip(' ,')}" for span in doubled)
        aligned = cut(aligned, doubled)
    if task.doubtful:
        aligned = replace(aligned, text=headlines.names_again(aligned.text, task.doubtful))
    aligned = cut(aligned, prose.stray(aligned.text, source))
    for name in task.names.values():
        places = [Span(*found.span()) for found in re.finditer(rf"\s*\b{re.escape(name)}\b", aligned.text)]
        aligned = cut(aligned, places if not re.search(rf"\b{re.escape(name)}\b", source) else places[1:])
    off, on = guards.ends(aligned.text, source, task.target)
    if off or on:
        reasons.append(f"{off} → {on}" if off and on else f"{off or on} {'cut' if off else 'added'}")
        size = len(aligned.text) - len(off)
        aligned = _with(cut(aligned, [Span(size, size + len(off))]), size, on)
    at, mark, reason = guards.opened(aligned.text, source, task.target)
    reasons += [reason] if reason else []
    return aligned if at is None else _with(aligned, at, mark)


def _with(aligned: Aligned, at: int, mark: str) -> Aligned:
    """A mark of no word put in; the words behind it move."""
    moved = tuple(Span(row.start + len(mark) * (row.start >= at), row.end + len(mark) * (row.start >= at))
                  for row in aligned.rows)
    return replace(aligned, text=aligned.text[:at] + mark + aligned.text[at:], rows=moved)


def _guarded(task: Task, text: str, reasons: list[str]) -> str:
    """The masked target after the rules on quantities, names, words left as they were and French spaces."""
    text = prose.pointed(text, {part.number for part in task.masked.parts if part.kind == "quotation"}, task.target)
    source, hidden = guards.hide(task.masked.text), guards.hide(text)
    if source is None or hidden is None:
        return text
    said, found = guards.quantities(source[0], hidden[0], task.source, task.target)
    said, wording = guards.wording(source[0], said, task.source, task.target)
    said, spaces = guards.french(said, task.target)
    reasons += (*found, *wording, *spaces)
    return guards.show(said, hidden[1])


def _with_copies(task: Task, pieces: Sequence[tuple[Span, Aligned]]) -> list[tuple[Span, Aligned]]:
    """The translated units, and what is between them as it is, aligned with itself."""
    gaps = [(gap, same(task.view.text[gap.start:gap.end])) for gap in _gaps(task)]
    return [gaps[0], *(one for piece, gap in zip(pieces, gaps[1:], strict=True) for one in (piece, gap))]


def _gaps(task: Task) -> list[Span]:
    """Before, between and after the units of a task."""
    edges = [0, *(edge for unit in task.units for edge in (unit.start, unit.end)), len(task.view.text)]
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _near(task: Task, pieces: Sequence[tuple[Span, Aligned]]) -> dict[int, Span]:
    """For each part the same relative place within the target of its own sentence."""
    out: dict[int, Span] = {}
    shift = 0
    for unit, aligned in pieces:
        source = task.view.text[unit.start:unit.end]
        for number, spot in task.view.spots.items():
            if unit.start <= spot.start and spot.end <= unit.end:
                place = proportional(source, Span(spot.start - unit.start, spot.end - unit.start), aligned.text)
                start = unit.start + shift
                out[number] = Span(start + place.start, start + place.end)
        shift += len(aligned.text) - len(source)
    return out


def _put_back(part: Part) -> str:
    if part.kind == "quotation":
        return "quotation marks put back"
    return f"⟦{part.number}⟧ put back"
