"""Articles as documents: bytes in, spans over the untouched source, and the way back.

``splice`` replaces the spans of segments whose target differs from their own text and copies everything else, so an
empty catalog gives the same bytes back by construction. ``rebuild`` adds the law that no target may break the
structure: it parses its own result and leaves out what does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from l10n import plugins
from l10n.errors import ArticleError
from l10n.model import Document, Edit, Finding, Format, FormatOptions, Fragment, Segment

_CONFLICT = re.compile(r"(?:^|\s)<{7} \S")
"""What git writes above the one side of a conflict."""
_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def named(name: str) -> Format:
    """The format of that name; PluginError where there is none."""
    format_: Format = plugins.load("l10n.formats", name)
    return format_


def names() -> tuple[str, ...]:
    """The names of all formats."""
    return tuple(plugins.available("l10n.formats"))


def for_path(path: str, suffixes: Iterable[tuple[str, str]] = ()) -> Format:
    """The format of a file by its suffix, ``suffixes`` (``FormatOptions``) first; ArticleError where none takes it."""
    suffix = PurePosixPath(path).suffix.lower()
    if chosen := dict(suffixes).get(suffix):
        return named(chosen)
    for name in names():
        if suffix in named(name).suffixes:
            return named(name)
    ending = f"ending in “{suffix}”" if suffix else "without a suffix"
    raise ArticleError(f"no format reads files {ending}", path=path)


def decode(data: bytes, path: str) -> tuple[str, str]:
    """(text, codec) of an article: UTF-8 with or without byte order mark, UTF-16 with one.

    The mark stays in the text as its first character, so that encoding with the codec gives the same bytes.
    Raises ArticleError naming what the encoding, or the file, looks like.
    """
    if data.startswith(b"{\\rtf"):
        raise ArticleError("is RTF whatever its name says: save it as plain text, Markdown or HTML", path=path)
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise ArticleError("UTF-32: iconv -f UTF-32 -t UTF-8 converts it", path=path)
    codec = _BOMS.get(data[:2], "utf-8")
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        if codec != "utf-8":
            raise ArticleError(f"broken {codec.upper()}: {problem.reason}", path=path) from None
        if b"\0" not in data:
            guess = "Windows-1252" if _decodes(data, "cp1252") else "ISO-8859-1"
            raise ArticleError(f"not UTF-8 (byte 0x{data[problem.start]:02x}); it may be {guess}: "
                               f"iconv -f {guess.upper()} -t UTF-8 converts it", path=path, line=line) from None
        text = "\0"
    if "\0" in text:     # UTF-16 of English is valid UTF-8 too
        raise ArticleError("holds NUL characters: a binary file, or UTF-16 without byte order mark", path=path,
                           line=data[: data.index(b"\0")].count(b"\n") + 1 if codec == "utf-8" else None)
    return text, codec


def read(data: bytes, path: str, options: FormatOptions = FormatOptions()) -> Document:  # noqa: B008 - frozen
    """The document in the bytes of an article; ArticleError where it cannot be decoded or no format takes it."""
    source, codec = decode(data, path)
    document = for_path(path, options.suffixes).parse(source, path, options)
    if "<<<<<<< " in source:
        conflicts = (Finding(path, segment.line, 0, "F301", "a merge conflict that nobody resolved")
                     for segment in document.segments if _CONFLICT.search(segment.text))
        document = replace(document, findings=(*document.findings, *conflicts))
    return replace(document, encoding=codec)


def splice(document: Document, targets: Mapping[Segment, str], edits: Iterable[Edit] = ()) -> str:
    """The source with the targets in place of their segments and the edits done; all else as it was."""
    format_ = named(document.format)
    pieces = [(edit.span, edit.text) for edit in edits]
    pieces += [(segment.span, format_.encode(document, segment, target))
               for segment, target in targets.items() if target != segment.text]
    pieces.sort(key=lambda piece: piece[0])
    out: list[str] = []
    at = 0
    for span, text in pieces:
        if span.start < at:
            raise ValueError(f"overlapping replacement at {span.start} in {document.path}")
        out += document.source[at:span.start], text
        at = span.end
    out.append(document.source[at:])
    return "".join(out)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A document with its targets in place."""

    text: str
    """Parses to the same kinds of segments in the same order as the source."""
    rejected: tuple[Segment, ...]
    """Segments whose target would have broken the structure: the source stays in their place."""
    edited: bool = True
    """False where the edits themselves would have broken it, so that none was made."""


def rebuild(document: Document, targets: Mapping[Segment, str], edits: Sequence[Edit] = (),
            options: FormatOptions = FormatOptions()) -> Rebuilt:  # noqa: B008 - frozen
    """Splice, parse the result and compare; a target that breaks the structure is left out and named.

    The result has to have the same kinds of segments in the same order, and those that were not replaced their text:
    two targets that break the structure in opposite ways would pass otherwise. A blank target is always left out.
    """
    format_ = named(document.format)

    def holds(chosen: Sequence[Segment]) -> bool:
        text = splice(document, {segment: targets[segment] for segment in chosen}, edits)
        again = format_.parse(text, document.path, options).segments
        replaced = set(chosen)
        return len(again) == len(document.segments) and all(
            (new.kind, new.context) == (old.kind, old.context) and (old in replaced or new.text == old.text)
            for old, new in zip(document.segments, again, strict=True))

    changed = [segment for segment in document.segments if targets.get(segment, segment.text) != segment.text]
    usable = [segment for segment in changed if targets[segment].strip()]
    if edits and not holds(usable) and not holds([]):
        return replace(rebuild(document, targets, (), options), edited=False)
    kept = _largest(usable, holds)
    text = splice(document, {segment: targets[segment] for segment in kept}, edits)
    left = set(kept)
    return Rebuilt(text, tuple(segment for segment in changed if segment not in left))


def fragment(document: Document, segment: Segment, target: str,
             options: FormatOptions = FormatOptions()) -> Fragment:  # noqa: B008 - frozen
    """A target with its inline markup, as its format reads it in the segment's place.

    Text without any markup where the target would break the structure there.
    """
    text = splice(document, {segment: target})
    parsed = named(document.format).parse(text, document.path, options)
    at = document.segments.index(segment)
    if len(parsed.segments) != len(document.segments) or parsed.segments[at].text != target:
        return Fragment(target)
    return parsed.segments[at].fragment


def fragments(document: Document, targets: Mapping[Segment, str],
              options: FormatOptions = FormatOptions()) -> dict[Segment, Fragment]:  # noqa: B008 - frozen
    """``fragment`` of many targets, for one parse of the article where they all fit their places."""
    foreign = {segment: target for segment, target in targets.items() if target != segment.text}
    found = {segment: segment.fragment for segment in targets if segment not in foreign}
    if not foreign:
        return found
    again = named(document.format).parse(splice(document, foreign), document.path, options).segments
    fitting = len(again) == len(document.segments)
    for old, new in zip(document.segments, again, strict=False):
        if old in foreign:
            held = fitting and new.text == foreign[old]
            found[old] = new.fragment if held else fragment(document, old, foreign[old], options)
    return found


def _largest(items: list[Segment], holds: Callable[[Sequence[Segment]], bool]) -> list[Segment]:
    """A subset of ``items`` for which ``holds`` is true, as large as halving finds: all of them as a rule."""
    def grow(base: list[Segment], more: list[Segment]) -> list[Segment]:
        if not more or holds(base + more):
            return base + more
        if len(more) == 1:
            return base
        half = len(more) // 2
        return grow(grow(base, more[:half]), more[half:])

    return grow([], items)


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
