"""From a target text back to HTML that reads the same and keeps the structure around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from html.entities import html5

from l10n.formats import frontmatter, stated
from l10n.formats.html import jsonld, runs
from l10n.formats.html.elements import BLOCK, INLINE, PLAIN, SPACE, TAGLESS, VOID
from l10n.formats.html.elements import fold as _fold
from l10n.formats.html.lexer import TAG, lex
from l10n.model import Document, Fragment, Segment

_FOREIGN = ("svg", "math")
_GAP = re.compile(r"[\t\n\f\r ]+")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_AMPERSAND = re.compile(r"&(#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]*;)?")


def encode(document: Document, segment: Segment, target: str) -> str:
    """What must stand at the segment's span.

    Attribute values, titles and JSON strings are plain text: all of it is escaped. In running text the tags of the
    source and simple inline tags may be used, balanced; every other ``<`` and ``&`` is escaped.
    """
    context = segment.context or ""
    if segment.kind == stated.KIND:
        return frontmatter.encode(document.source, segment.span, target)
    if context.startswith(jsonld.PREFIX):
        return jsonld.encode(target)
    if context == "page title":
        out = _plain(target)
    elif context in PLAIN:
        out = _value(document.source, segment.span.start, target)
    else:
        out = markup(segment.fragment, target, fold=segment.kind != "preformatted")
        if "\n" in out and _crlf(document.source):
            out = out.replace("\r\n", "\n").replace("\n", "\r\n")
    if segment.kind == "preformatted":
        return out
    spaced = _spaced(document.source[segment.span.start:segment.span.end], out)
    if spaced != out and len(runs.links(spaced, [(*token, ()) for token in lex(spaced)])) > 1:
        return out                                              # else it would read as one link after the other
    return spaced


def _spaced(source: str, out: str) -> str:
    """``out`` with the line breaks and indentation of its source, so that an edition differs from the article in words
    alone: between all words where there are as many (``colour`` for ``color``), else between those at both ends that
    stayed as they are."""
    own, words = _split(source), _split(out)
    if not any(gap != " " for gap in own[1::2]) or any(gap != " " for gap in words[1::2]):
        return out                                              # code in it, whose white space stays where it is
    if len(own) == len(words):
        words[1::2] = own[1::2]
        return "".join(words)
    most = min(len(own), len(words)) - 1
    at = 0
    while at < most and own[at] == words[at]:
        words[at + 1] = own[at + 1]
        at += 2
    last = -1
    while last > at - most and own[last] == words[last]:
        words[last - 1] = own[last - 1]
        last -= 2
    return "".join(words)


def markup(fragment: Fragment, target: str, *, fold: bool = True) -> str:
    """A target of running text, with whatever in it is no markup of its own escaped."""
    atoms = {fragment.text[one.span.start:one.span.end]: one.kind for one in fragment.inlines if one.role == "atom"}
    whole = sorted((atom for atom, kind in atoms.items() if kind in ("kept", "code", "comment", "placeholder")),
                   key=len, reverse=True)
    names = INLINE.union(found[2].lower() for found in TAG.finditer(fragment.text)) - TAGLESS - BLOCK
    target = target.strip(SPACE)
    pieces: list[str] = []
    opened: list[tuple[str, int]] = []
    """(element, its place in ``pieces``) of what has no end tag yet."""
    waiting: Counter[str] = Counter()
    """How many of each are in ``opened``."""
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
        elif tag is None or not tag[3] or (
                tag[0] not in atoms and not waiting[name] if tag[1] else name not in names):
            pieces.append("&lt;")
        else:
            pos = tag.end()
            if tag[1] and waiting[name]:
                for last, index in _closed(opened, name):
                    waiting[last] -= 1
                    if last != name and pieces[index] not in atoms:
                        pieces[index] = _text(pieces[index], atoms)
            elif not tag[1] and name not in VOID and not (
                    tag[0].endswith("/>") and (name in _FOREIGN or any(waiting[one] for one in _FOREIGN))):
                opened.append((name, len(pieces)))
                waiting[name] += 1
            if name != "br" or not after_break:                 # two in a row would begin a paragraph
                pieces.append(tag[0])
        after_break = name == "br" and pos > start + 1
    for _, index in opened:
        if pieces[index] not in atoms:                          # one that has no partner in the source either may stay
            pieces[index] = _text(pieces[index], atoms)
    return "".join([*_lost(fragment, pieces, ends=True), *pieces, *_lost(fragment, pieces, ends=False)])


def _lost(fragment: Fragment, pieces: Collection[str], *, ends: bool) -> Iterator[str]:
    """Tags without a partner that a target left out: what they begin or end lies outside the segment, so that an end
    tag goes before the target and a start tag behind it."""
    there = Counter(pieces)
    for one in fragment.inlines:
        text = fragment.text[one.span.start:one.span.end]
        tag = TAG.fullmatch(text) if one.role == "atom" and text.startswith("</" if ends else "<") else None
        if tag is None or one.texts or bool(tag[1]) is not ends or tag[2].lower() not in INLINE - VOID - {*_FOREIGN}:
            continue
        if there[text]:
            there[text] -= 1
        else:
            yield text


def _closed(opened: list[tuple[str, int]], name: str) -> Iterator[tuple[str, int]]:
    """Take the innermost element of that name off, and those inside it."""
    while True:
        yield opened[-1]
        if opened.pop()[0] == name:
            return


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


def _split(text: str) -> list[str]:
    """Words and the white space between them in turn; what stands in quotation marks in a tag is one word."""
    hidden = TAG.sub(lambda tag: _QUOTED.sub(lambda value: "x" * len(value[0]), tag[0]), text) if "<" in text else text
    out: list[str] = []
    at = 0
    for gap in _GAP.finditer(hidden):
        out += text[at:gap.start()], gap[0]
        at = gap.end()
    return [*out, text[at:]]


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
