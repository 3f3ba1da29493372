"""The ``# l10n:`` line of an entry: where its text comes from or why it needs a look. The one home of its grammar.

Three kinds, told apart by how they begin::

    # l10n: argos:en-es@0.2 0.71 #4f1c2a · numbers: 8 → 9    a proposal for this very msgid: origin, score, reasons
    # l10n: stale · meaning: number 12 → 20                  the source changed: in which way
    # l10n: applied variant:en_US · en.spelling.our-or       written as approved by a rule that is certain

An entry of a variant has a line more, the text that it was made from, where another catalog supplies that::

    # l10n: parent es · Las conversaciones del puerto se reanudan

``#4f1c2a`` stands for the text as it was proposed. Where it no longer does, a person has begun to work on it and left
``fuzzy`` in place: such a draft is stale, so that no reader sees it, and never replaced or dropped as proposals are.

It is a translator comment, which is the one kind of line that all gettext tools keep. Any other comment that begins
with ``l10n:`` (``ignore[code]`` for the checks, words of a person) is left to whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from l10n.model import Entry, State, Translation

_OURS = re.compile(r"l10n:[ \t]+(?=stale(?: ·|$)|applied \S|[A-Za-z][\w.+-]*:\S)(.*)")
_HEAD = re.compile(r"(.+?)(?: ([01]\.\d\d))?(?: \#([0-9a-f]{6}))?")
"""Origin, score, mark."""
_JOINT = " · "
_PARENT = re.compile(r"l10n:[ \t]+parent (\w+) · (.*)")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNESCAPED = {value: name for name, value in _ESCAPES.items()}


def read(comment: str) -> str | None:
    """The remark in a translator comment (without its ``# ``); None where the comment is a person's."""
    found = _OURS.fullmatch(comment)
    return found[1].rstrip() if found else None


def proposal(translation: Translation, text: str) -> str:
    """The remark of a proposed translation, ``origin score #mark · reason · reason``; ``text``: as it is written."""
    origin = _plain(translation.origin)
    if not _OURS.match(f"l10n: {origin}"):
        origin = f"engine:{origin}"
    score = "" if translation.score is None else f" {min(max(translation.score, 0.0), 1.0):.2f}"
    return _JOINT.join([f"{origin}{score} #{_mark(text)}", *_reasons(translation.reasons)])


def applied(translation: Translation) -> str:
    """The remark of a translation that a certain rule wrote as approved: ``applied origin · reason``."""
    return _JOINT.join([f"applied {_plain(translation.origin)}", *_reasons(translation.reasons)])


def stale(reasons: tuple[str, ...]) -> str:
    """The remark of an entry whose source changed: ``stale · reason · reason``."""
    return _JOINT.join(["stale", *_reasons(reasons)])


def parse(remark: str) -> Translation:
    """Origin, score and reasons of a remark; the text is left empty. The origin of a stale one is ``stale``."""
    head, *reasons = remark.split(_JOINT)
    origin, score, _ = _parts(head)
    return Translation("", origin.removeprefix("applied "), score, tuple(reasons))


def made_from(comments: Sequence[str]) -> tuple[str, str] | None:
    """(locale, text) of the parent that an entry of a variant was made from; None where no comment says so.

    The text is all of it on one line, so that a translator sees what the variant differs from in any PO editor, and
    so that no digest can go wrong; line ends and backslashes are escaped.
    """
    for comment in comments:
        if found := _PARENT.fullmatch(comment):
            return found[1], re.sub(r"\\[\\nrt]", lambda pair: _UNESCAPED[pair[0]], found[2])
    return None


def with_parent(comments: Sequence[str], locale: str = "", text: str = "") -> tuple[str, ...]:
    """``comments`` with the line that ``made_from`` reads, in the place of an earlier one or last; without it where
    no ``text`` is given."""
    escaped = re.sub(r"[\\\n\r\t]", lambda mark: _ESCAPES[mark[0]], text).rstrip()
    line = [f"l10n: parent {locale} · {escaped}"] if text else []
    found: list[str] = []
    for comment in comments:
        if _PARENT.fullmatch(comment):
            found += line
            line = []
        else:
            found.append(comment)
    return (*found, *line)


def is_stale(remark: str) -> bool:
    return remark == "stale" or remark.startswith("stale ")


def is_applied(remark: str) -> bool:
    return remark.startswith("applied ")


def machine_origin(entry: Entry) -> str | None:
    """Where the text of an entry comes from if no person ever approved it; None where a person had a hand in it.

    A proposal whose source changed since says so in its second part: ``stale · from argos:en-es@0.2 #4f1c2a · …``.
    """
    said = ""
    if entry.state is State.MACHINE:
        said = entry.remark.split(_JOINT)[0]
    elif entry.state is State.STALE and is_stale(entry.remark):
        said = carried(entry.remark)
    origin, _, mark = _parts(said)
    return origin if said and mark in ("", _mark(entry.target)) else None


def proposes(remark: str, target: str) -> bool:
    """Whether a remark is of a proposal whose text is still ``target``; one without a mark is taken at its word."""
    if is_stale(remark) or is_applied(remark):
        return False
    head = remark.partition(_JOINT)[0]
    return head.endswith(f" #{_mark(target)}") or not _parts(head)[2]


def carried(remark: str) -> str:
    """What the remark of an entry that is or becomes stale says of where its text came from, ``argos:en-es@0.2
    #4f1c2a``; "" where that was a person."""
    head, *reasons = remark.split(_JOINT)
    if is_stale(remark):
        return reasons[0].removeprefix("from ") if reasons and reasons[0].startswith("from ") else ""
    origin, _, mark = _parts(head.removeprefix("applied "))
    return f"{origin} #{mark}" if mark else origin


def amended(entry: Entry, target: str) -> str:
    """The remark of an entry whose text a repair makes ``target``: a proposal stays one, a draft a draft."""
    head, joint, rest = entry.remark.partition(_JOINT)
    mark = _parts(head)[2]
    if mark and mark == _mark(entry.target):
        head = f"{head[:-len(mark)]}{_mark(target)}"
    return head + joint + rest


def _parts(head: str) -> tuple[str, float | None, str]:
    found = _HEAD.fullmatch(head)
    return (found[1], float(found[2]) if found[2] else None, found[3] or "") if found else (head, None, "")


def _mark(text: str) -> str:
    """Six hexadecimal digits that stand for a text."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:6]


def _reasons(reasons: tuple[str, ...]) -> list[str]:
    return [plain for reason in reasons if (plain := _plain(reason))]


def _plain(text: str) -> str:
    """One line, without the mark that parts reasons."""
    return " ".join(text.replace("·", "-").split())
