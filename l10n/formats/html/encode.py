"""From a target text back to HTML that reads the same and keeps the structure around it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from html.entities import html5

from l10n.formats.html import jsonld
from l10n.formats.html.elements import BLOCK, INLINE, PLAIN, SPACE, TAGLESS, VOID
from l10n.formats.html.elements import fold as _fold
from l10n.formats.html.lexer import TAG
from l10n.model import Document, Fragment, Segment

_AMPERSAND = re.compile(r"&(#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]*;)?")


def encode(document: Document, segment: Segment, target: str) -> str:
    """What must stand at the segment's span.

    Attribute values, titles and JSON strings are plain text: all of it is escaped. In running text the tags of the
    source and simple inline tags may be used, balanced; every other ``<`` and ``&`` is escaped.
    """
    context = segment.context or ""
    if context.startswith(jsonld.PREFIX):
        return jsonld.encode(target)
    if context == "page title":
        out = _plain(target)
    elif context in PLAIN:
        return _value(document.source, segment.span.start, target)
    else:
        out = markup(segment.fragment, target, fold=segment.kind != "preformatted")
    if "\n" in out and _crlf(document.source):
        out = out.replace("\r\n", "\n").replace("\n", "\r\n")
    return out


def markup(fragment: Fragment, target: str, *, fold: bool = True) -> str:
    """A target of running text, with whatever in it is no markup of its own escaped."""
    atoms = {fragment.text[one.span.start:one.span.end]: one.kind for one in fragment.inlines if one.role == "atom"}
    whole = sorted((atom for atom, kind in atoms.items() if kind in ("kept", "code", "comment")), key=len, reverse=True)
    names = INLINE.union(found[2].lower() for found in TAG.finditer(fragment.text)) - TAGLESS - BLOCK
    target = target.strip(SPACE)
    pieces: list[str] = []
    opened: list[tuple[str, int]] = []
    """(element, its place in ``pieces``) of what has no end tag yet."""
    after_break = False
    pos = 0
    while pos < len(target):
        start = target.find("<", pos)
        text = target[pos:start if start >= 0 else len(target)]
        if text:
            after_break = after_break and text.isspace()
            pieces.append(_text(_fold(text) if fold else text, atoms))
        if start < 0:
            break
        pos = start + 1
        copy = next((atom for atom in whole if target.startswith(atom, start)), None)
        tag = None if copy else TAG.match(target, start)
        name = tag[2].lower() if tag else ""
        if copy:
            pos = start + len(copy)
            pieces.append(copy)
        elif (tag is None or not tag[3] or name not in names
              or (tag[1] and tag[0] not in atoms and name not in (one for one, _ in opened))):
            pieces.append("&lt;")
        else:
            pos = tag.end()
            if tag[1]:
                _close(name, opened, pieces, atoms)
            elif name not in VOID and not _closes_itself(tag[0], name, opened):
                opened.append((name, len(pieces)))
            if name != "br" or not after_break:                 # two in a row would begin a paragraph
                pieces.append(tag[0])
        after_break = name == "br" and pos > start + 1
    _close("", opened, pieces, atoms)
    return "".join(pieces)


def _close(name: str, opened: list[tuple[str, int]], pieces: list[str], atoms: Collection[str]) -> None:
    """Close the innermost element of that name, or all for ""; tags inside that were not closed become text.

    A tag that has no partner in the source either stays.
    """
    if name and name not in (one for one, _ in opened):
        return
    while opened:
        last, index = opened.pop()
        if last == name:
            return
        if pieces[index] not in atoms:
            pieces[index] = _text(pieces[index], atoms)


def _closes_itself(tag: str, name: str, opened: Iterable[tuple[str, int]]) -> bool:
    """Whether ``/>`` counts: in SVG and MathML (13.2.6.5)."""
    return tag.endswith("/>") and (name in ("svg", "math") or any(one in ("svg", "math") for one, _ in opened))


def _text(text: str, atoms: Collection[str]) -> str:
    """Text with its ``<`` escaped, and each ``&`` that begins no character reference."""
    def escaped(found: re.Match[str]) -> str:
        name = found[1] or ""
        if name[:1] == "#" or name in html5 or any(
                atom[0] == "&" and text.startswith(atom, found.start()) for atom in atoms):
            return found[0]
        return f"&amp;{name}"

    return (_AMPERSAND.sub(escaped, text) if "&" in text else text).replace("<", "&lt;")


def _plain(value: str) -> str:
    return _fold(value).strip(SPACE).replace("&", "&amp;").replace("<", "&lt;")


def _value(source: str, start: int, value: str) -> str:
    """An attribute's value for its quotation marks; with a pair of its own where the source has none."""
    while source[start - 1] in SPACE:
        start -= 1
    value = _plain(value)
    if source[start - 1] == "'":
        return value.replace("'", "&#39;")
    value = value.replace('"', "&quot;")
    return value if source[start - 1] == '"' else f'"{value}"'


def _crlf(source: str) -> bool:
    at = source.find("\n")
    return at > 0 and source[at - 1] == "\r"
