"""The way of one fragment through an engine that takes its text with markers in it: ``prepare``, the engine's answers,
``judge`` each, ``finish``. For engines that give no alignment; the neural ones go through ``room``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from l10n.engines import confidence, guards, headlines, prose
from l10n.engines.partwise import Torn, torn_at
from l10n.glossary import Term
from l10n.mask import MARKER, Masked, mask, settle, unmask, values, verify, with_values
from l10n.model import Fragment, Span, Translation

_SIGNS = "`*_<>[]{}|\\~^"
"""Signs that would be markup to one format or another; an engine that writes them of its own accord breaks a page."""
_TURNS = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
"""Signs that turn the direction of what follows, and so can make a text read as another one."""
_UNSEEN = ("Cc", "Cs", "Co", "Cn")
"""Unicode categories of what no text is made of: control characters, surrogates, private use, unassigned."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A fragment made ready for such an engine."""

    masked: Masked
    text: str
    """What is translated: markers for its markup, no capitals that shout."""
    values: tuple[Marked, ...]
    """The translatable values inside its markup (alt, title), as texts of their own."""
    shouted: bool
    source: str
    """Locale of the article."""
    target: str
    """Locale wanted."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What is to be translated, its values included; nothing where there are no letters."""
        own = (self.text,) if any(map(str.isalpha, MARKER.sub("", self.text))) else ()
        return own + tuple(text for value in self.values for text in value.texts)

    def pieces(self) -> dict[str, Marked]:
        """Each of ``texts`` with what it is the text of."""
        own = {self.text: self} if self.texts[:1] == (self.text,) else {}
        return own | {text: piece for value in self.values for text, piece in value.pieces().items()}


def prepare(fragment: Fragment, source: str, target: str, fixed: Sequence[Term] = ()) -> Marked:
    """The task of translating a fragment from one locale to another; ``fixed``: names that are not to be translated,
    which become parts."""
    settled = settle(fragment)
    masked = mask(settled, prose.kept(settled), (), prose.names(settled, fixed))
    shouted = headlines.shouted(masked.text)
    text = headlines.sentence_case(masked.text, source, None, fragment.article)[0] if shouted else masked.text
    return Marked(masked, text, tuple(prepare(Fragment(value, article=fragment.article), source, target, fixed)
                                      for value in values(masked)), shouted, source, target)


def judge(task: Marked, answer: str) -> tuple[str, ...]:
    """Why an answer must not be used; empty where it may be. ``answer`` is what ``tidy`` left."""
    new = set(answer) - set(task.text) - {"\n"}
    if any(sign in _TURNS or unicodedata.category(sign) in _UNSEEN for sign in new):
        return ("control characters",)
    source, target = (" ".join(MARKER.sub(" ", text).split()) for text in (task.text, answer))
    reasons = list(verify(task.masked, answer))
    reasons += filter(None, (guards.fault(source, target), guards.script(source, target, task.target),
                             guards.tongue(target, task.source, task.target)))
    if own := [sign for sign in dict.fromkeys(target) if sign in _SIGNS and sign in new]:
        reasons.append(f"signs that the source has not: {' '.join(own)}")
    if task.text.count("\n") < answer.count("\n"):
        reasons.append("lines that the source has not")
    return tuple(reasons)


def tidy(task: Marked, answer: str) -> str:
    """An answer without what means nothing: white space at the ends, one line break where the source has none."""
    answer = unicodedata.normalize("NFC", answer).strip().replace("\r\n", "\n")
    if "\n" not in task.text and "\n\n" not in answer:
        answer = answer.replace("\n", " ")
    before, after = re.match(r"\s*", task.text), re.search(r"\s*$", task.text)
    return f"{before[0] if before else ''}{answer}{after[0] if after else ''}"


def torn(task: Marked, answer: str) -> Torn | None:
    """The text cut at its markers, where an answer has lost or doubled some and there are words between them."""
    if not verify(task.masked, answer):
        return None
    return torn_at(task.text, (edge for found in MARKER.finditer(task.text) for edge in found.span()), task.target, {})


def finish(task: Marked, answers: Mapping[str, str], refused: Mapping[str, tuple[str, ...]], origin: str,
           reasons: Sequence[str] = (), score: float | None = None) -> Translation:
    """The translation of a task from answers that ``judge`` has nothing against, text → answer.

    ``refused``: why there is none for a text; ``reasons``: what the engine has to say of this one; ``score``: before
    what guards found.
    """
    wanted = task.texts[:1] == (task.text,)
    if wanted and task.text not in answers:
        return Translation("", origin, None, refused.get(task.text) or ("no answer",))
    said = [*reasons]
    text = _guarded(task, answers[task.text], said) if wanted else task.text
    if task.shouted:
        text = headlines.shout(text, task.target)
    inner = [finish(value, answers, refused, origin) for value in task.values]
    said += (reason for value in inner for reason in value.reasons)
    if not task.texts:
        said.append("nothing to translate")
    return Translation(unmask(with_values(task.masked, [value.text for value in inner]), text), origin,
                       confidence.with_doubts(score, said), tuple(dict.fromkeys(said)))


def _guarded(task: Marked, answer: str, reasons: list[str]) -> str:
    """An answer after the rules on sentence ends, quotation marks, quantities and French spaces."""
    source, hidden = guards.hide(task.text), guards.hide(answer)
    if source is None or hidden is None:
        return answer
    text, found = _ends(source[0], hidden[0], task.target)
    reasons += found
    text = _quoted(text, task.target)
    at, mark, reason = guards.opened(text, source[0], task.target)
    if at is not None:
        text = text[:at] + mark + text[at:]
    reasons += [reason] if reason else []
    text, quantities = guards.quantities(source[0], text, task.source, task.target)
    text, spaces = guards.french(text, task.target)
    reasons += (*quantities, *spaces)
    reasons += (f"said twice: {text[span.start:span.end].strip(' ,')}"
                for span in guards.repeats(text, source[0]) or guards.twice(text, source[0]))
    return prose.apostrophes(guards.show(text, hidden[1]), task.text)


def _ends(source: str, text: str, locale: str) -> tuple[str, list[str]]:
    off, on = guards.ends(text, source, locale)
    if not off and not on:
        return text, []
    return text[:len(text) - len(off)] + on, [f"{off} → {on}" if off and on else
                                              f"{off or on} {'cut' if off else 'added'}"]


def _quoted(text: str, locale: str) -> str:
    """Quotations in the marks of a locale, whichever the engine wrote."""
    pairs, _ = prose.quotations(Fragment(text))
    edits: list[tuple[Span, str]] = []
    for one, two in pairs:
        inner = any(other.start < one.start and two.end < end.end for other, end in pairs)
        opening, closing = prose.marks(locale, inner)
        edits += (one, opening), (two, closing)
    for span, mark in sorted(edits, key=lambda edit: edit[0], reverse=True):
        before, after = text[:span.start], text[span.end:]
        if mark.endswith("\u00a0"):
            after = after.lstrip(" \u00a0\u202f")
        if mark.startswith("\u00a0"):
            before = before.rstrip(" \u00a0\u202f")
        text = before + mark + after
    return text
