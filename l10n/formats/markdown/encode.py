"""A target as raw Markdown that stays inside the block it belongs to.

A target is raw inline Markdown, as the msgid is. What would begin another block (``1. ``, ``- ``, ``# ``, ``> ``, a
fence, a thematic break, an HTML block, a footnote, a definition …) gets a backslash; a line break that is no hard
break reads as a space, and a hard break continues on a line with the marks of the block around it. A tag that
neither the source has nor the target closes is escaped, so that a page stays whole.

Emphasis that CommonMark's flanking rules (6.2) would leave as asterisks, ``**文本。**后``, is kept by ``&zwnj;``
between its delimiters and the letter beside them: an entity begins and ends with punctuation, as the rules ask, and a
zero width non-joiner beside punctuation shows nothing and allows no line break.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from typing import Any

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar
from markdown_it.rules_block.html_block import HTML_SEQUENCES

from l10n.formats import frontmatter
from l10n.formats.markdown import labels, markup, tags
from l10n.formats.markdown.inlines import read
from l10n.formats.markdown.mdx import MDX
from l10n.formats.markdown.parser import SPACE, consumed
from l10n.model import Document, Fragment, Segment

_BLOCK_START = re.compile(r"""\#{1,6}(?=[ \t]|$) | > | [-+*](?=[ \t]|$) | =+[ \t]*$ | -+[ \t]*$ | \+{3,}[ \t]*$
    | ([-_*])[ \t]*(?:\1[ \t]*){2,}$ | ~{3,} | [|:-][|:\- \t]*$ | \[\^[^\]\s]+\]: | \{:
    | \$\$(?:.*\$\$)?[ \t]*$ | :{3,} | (?: : | \*\[[^\]]+\]: )[ \t]+\S | (?: !{3} | \?{3}\+? )[ ]?[\w-]
    | ={3}[!+]{0,2}[ ]+" | --8<-- | /{3,} | \{!.+!\}[ \t]*$ | \{\*[ \t].+[ \t]\*\}[ \t]*$
    | </?[A-Z] | \{/\*""", re.X)
_FENCE = re.compile(r"(`{3,})([^`]*)\Z")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")
_FIRST_ONLY = re.compile(r"\[(?:[ xX]\][ \t]|!\w+\])")
_LABEL = re.compile(r"\[(?:[^\[\]\\]|\\.)+\]:", re.DOTALL)
"""That of a link definition, which may go on over lines."""
_TASK = re.compile(r"\[[ xX]\][ \t]+\Z")
_CLOSING = re.compile(r"(?:^|(?<=[ \t]))(?=#+\Z)")
_ATTRIBUTES = re.compile(r"\{(?=[^{}]*\}\Z)(?!/\*)")
_BRACKET = re.compile(r"\\.|([\[\]])")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)[^<>]*>\Z")
_VOID = frozenset(["br", "hr", "img", "wbr", "input"])
_PHRASING = frozenset("""a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rb rp rt
    ruby s samp small span strike strong sub sup time tt u var""".split())  # noqa: SIM905 - a list of words
_MARKUP = re.compile(r"\\.|([`<>\[\]!&{}*_~])", re.DOTALL)
_EMPHASIS = ("emphasis", "strong", "strike")
_PIPE = re.compile(r"(?<!\\)\|")
_RISK = re.compile(r"[^\W_][*_~]+[^\w\s]|[^\w\s*_~][*_~]+[^\W_]|[^\W_]_+[^\W_]")
"""A run of delimiters between a letter and punctuation, or underscores between letters."""
_CODE = re.compile("[{}<]")
_RUN = re.compile(r"\*+|_+|~~+")
_Env = Mapping[str, Any]
"""What the inline rules are told: whether it is MDX."""


def encode(document: Document, segment: Segment, target: str) -> str:
    """What must stand at ``segment.span`` so that it reads as ``target``; see ``l10n.model.Format``."""
    source, start = document.source, segment.span.start
    if segment.kind == "front matter":
        return frontmatter.encode(source, segment.span, target)
    if segment.kind == tags.KIND:
        return tags.encoded(source, start, target)
    if segment.kind.startswith(markup.PREFIX):
        return markup.encode(document, segment, target)
    text = re.sub(r"\r\n?", "\n", target).replace("\0", "\ufffd").strip(SPACE)
    env = {MDX: document.format == "mdx"}
    if env[MDX]:
        text = _no_code(text)
    if segment.context == "title":
        return _title(" ".join(text.split("\n")), source[start - 1])
    if segment.context == "alt":
        text = _alt(_one_line(_folded(text)), segment)
        collapsed = source[start : segment.span.end].endswith("][")
        return f"{text}][{segment.text}" if collapsed or _shortcut(source, segment.span.end) else text
    text = _with_words(_flanked(_closed(labels.referring(_folded(text), segment), segment, env), segment, env), env)
    begin = source.rfind("\n", 0, start) + 1
    begin = max(begin, source.rfind("\r", begin, start) + 1)
    prefix = source[begin:start].removeprefix("\ufeff")
    if segment.context == "cell":
        text = _one_line(text)
        text = text if "|" in prefix else _shielded(text)[0]
        return text.replace("|", "\\|") + (" " if text.endswith("\\") else "")
    if segment.context == "label":
        text = _ATTRIBUTES.sub(r"\\{", _one_line(text))
        if not prefix.endswith("["):
            return text
        return _BRACKET.sub(lambda found: "\\" + found[1] if found[1] else found[0], text)
    if segment.context is not None:
        text = _ATTRIBUTES.sub(r"\\{", text)
        if prefix.rstrip(SPACE).endswith("#"):
            return _CLOSING.sub(r"\\", _one_line(text))
    lines = _shielded(text)
    if segment.context is not None:
        lines[-1] = _no_table(lines[-1])
    elif lines[0][:1] in ("'", '"', "(") and _below_definition(source, begin):
        lines[0] = "\\" + lines[0]
    if len(lines) == 1:
        return lines[0]
    newline = "\r\n" if "\r\n" in source else "\r" if "\r" in source and "\n" not in source else "\n"
    prefix = re.sub(r">(?=[^>\s])", "> ", _TASK.sub("", prefix))  # a quote mark eats the space that follows it
    return (newline + re.sub(r"[^>\s]", " ", prefix)).join(lines)


def _no_code(text: str) -> str:
    """``text`` with a backslash before what begins or ends code in MDX and is none."""
    out, at = [], 0
    for start, end, rule, _ in consumed(text, {MDX: True}):
        if rule in ("code", "tag", "placeholder", "escape", "math", "autolink") and start >= at:
            out += [_CODE.sub(r"\\\g<0>", text[at:start]), text[start:end]]
            at = end
    return "".join([*out, _CODE.sub(r"\\\g<0>", text[at:])])


def _folded(text: str) -> str:
    """``text`` with every line break that is no hard one as a space, as in a msgid."""
    *lines, last = text.split("\n")
    out: list[str] = []
    for line in lines:
        line = line.lstrip(SPACE)
        bare = line.rstrip(SPACE)
        if not bare:
            continue
        hard = line.endswith("  ") or (line == bare and _odd(bare))
        out.append(line + "\n" if hard else bare + " ")
    return "".join([*out, last.lstrip(SPACE)]).rstrip(SPACE)


def _odd(text: str) -> bool:
    """Whether ``text`` ends in a backslash that is not itself escaped."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _one_line(text: str) -> str:
    """``text`` where no line break can stand: hard breaks as spaces."""
    *lines, last = text.split("\n")
    return "".join([*((line[:-1] if _odd(line) else line).rstrip(" ") + " " for line in lines), last]).strip(SPACE)


def _shielded(text: str) -> list[str]:
    """The lines of ``text``, with a backslash where one would begin another block (CommonMark 4 and 5, GFM 4.10)."""
    lines = [_shielded_line(line, first=not number) for number, line in enumerate(text.split("\n"))]
    if _LABEL.match("\n".join(lines)):
        lines[0] = "\\" + lines[0]
    return lines


def _shielded_line(line: str, *, first: bool) -> str:
    if (found := _FENCE.match(line)) is not None:
        return "\\`" * len(found[1]) + found[2]
    if (found := _NUMBER.match(line)) is not None:
        return f"{found[1]}\\{line[found.end() - 1 :]}"
    if (_BLOCK_START.match(line) or (first and _FIRST_ONLY.match(line))
            or (line.startswith("<") and any(opening.search(line) for opening, _, anywhere in HTML_SEQUENCES
                                            if first or anywhere))):
        return "\\" + line
    return line


def _no_table(line: str) -> str:
    """The last line of a setext heading: above ``---``, a text of one column is the head of a table.

    A pipe makes it one, escaped or not, so that only a reference to the character helps.
    """
    columns = _PIPE.split(line)
    return re.sub(r"\\?\|", "&#124;", line) if "|" in line and sum(map(bool, columns)) == 1 else line


def _below_definition(source: str, begin: int) -> bool:
    """Whether the line above is a link reference definition, which would take a quoted text for its title."""
    above = source[source.rfind("\n", 0, max(begin - 2, 0)) + 1 : begin]
    return "]:" in above


def _with_words(text: str, env: _Env) -> str:
    """``text`` if it has words outside its markup, else with its markup escaped: no words, no segment."""
    special = _MARKUP.search(text)
    if any(map(str.isalpha, text[: special.start()] if special else text)) and "://" not in text:
        return text
    if read(text, env).words:
        return text
    return _MARKUP.sub(lambda found: "\\" + found[1] if found[1] else found[0], text)


def _closed(text: str, segment: Segment, env: _Env) -> str:
    """``text`` with those tags escaped that would leave an element open, or close one that is not theirs."""
    if "<" not in text:
        return text
    reading = read(text, env).fragment
    if reading.text != text:
        return text
    theirs = _tags(segment.fragment)
    stray: list[int] = []
    for one in reading.inlines:
        raw = text[one.span.start : one.span.end]
        found = _TAG.match(raw) if one.kind == "tag" else None
        if found is None:
            continue
        if theirs[one.role, tags.bare(raw)]:
            theirs[one.role, tags.bare(raw)] -= 1
        elif found[2].lower() not in (_VOID if one.role == "atom" else _PHRASING):
            stray.append(one.span.start)
    for at in reversed(stray):
        text = f"{text[:at]}\\{text[at:]}"
    return text


def _tags(fragment: Fragment) -> Counter[tuple[str, str]]:
    return Counter((one.role, tags.bare(fragment.text[one.span.start : one.span.end])) for one in fragment.inlines
                   if one.kind == "tag")


def _flanked(text: str, segment: Segment, env: _Env) -> str:
    """``text`` with ``&zwnj;`` where a letter beside a delimiter keeps emphasis of the source from being one."""
    wanted = _emphases(segment.fragment)
    if not wanted or not _RISK.search(text):
        return text
    reading = read(text, env).fragment
    if _emphases(reading) >= wanted or reading.text != text:
        return text
    taken = [one.span for one in reading.inlines if one.kind not in _EMPHASIS]
    starts = [span.start for span in taken]
    opened: set[str] = set()
    places: list[int] = []
    for found in _RUN.finditer(text):
        index = bisect_right(starts, found.start()) - 1
        if index >= 0 and taken[index].end > found.start():
            continue
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        inner, outer, place = (before, after, found.end()) if found[0] in opened else (after, before, found.start())
        opened ^= {found[0]}
        if _plain(outer) and (found[0][0] == "_" or not _plain(inner)):
            places.append(place)
    better = text
    for place in reversed(places):
        better = f"{better[:place]}&zwnj;{better[place:]}"
    return better if _emphases(read(better, env).fragment) > _emphases(reading) else text


def _plain(char: str) -> bool:
    """Whether a character is neither white space nor punctuation for the flanking rules."""
    return bool(char) and char not in SPACE and not isMdAsciiPunct(ord(char)) and not isPunctChar(char)


def _emphases(fragment: Fragment) -> int:
    return sum(one.role == "open" and one.kind in _EMPHASIS for one in fragment.inlines)


def _title(text: str, quote: str) -> str:
    """A title between ``quote`` and its counterpart (CommonMark 6.3): the value ``text`` with escapes."""
    special = {"(": "()"}.get(quote, quote) + "\\|"
    text = re.sub(f"[{re.escape(special)}]", r"\\\g<0>", text)
    return re.sub(r"&(?=#?\w+;)", r"\&", text).replace("`", "&#96;")


def _alt(text: str, segment: Segment) -> str:
    """An alternative text between ``![`` and ``]``: its brackets escaped where they would not hold together."""
    if ((any(char in text for char in "[]`<\\")
            and not ("[" in segment.text or "[" not in text)) or not _whole(text)):
        text = re.sub(r"\\\Z|\\.|([\[\]`<])", lambda found: found[0] if len(found[0]) == 2 else "\\" + found[0], text)
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def _shortcut(source: str, end: int) -> bool:
    """Whether the label that ends here is all there is of a reference: ``![alt]``."""
    return source[end : end + 1] == "]" and source[end + 1 : end + 2] not in ("(", "[")


def _whole(label: str) -> bool:
    text = f"![{label}](x)"
    marks = consumed(text, {})
    return bool(marks) and marks[0].rule == "image" and marks[0].end == len(text)
