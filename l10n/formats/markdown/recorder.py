"""The inline rules of markdown-it-py, run so that they tell what they consume and make no tokens.

markdown-it's inline tokens do not know their offsets. Here the same rules run on a state that notes the stretch of
text each of them takes; only those run that can start with the character at hand.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple, cast

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    entity,
    escape,
    html_inline,
    image,
    link,
    newline,
)
from markdown_it.rules_inline.balance_pairs import processDelimiters
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_inline

from l10n.formats.markdown.dialects import attributes, filled, math, placeholder, referred, shown, tex, wiki
from l10n.formats.markdown.mdx import comment, element, expression

_LABELS = 20
"""How deep the labels of links and images may nest: markdown-it's own limit for CommonMark."""


class Mark(NamedTuple):
    """What one inline rule consumed, in offsets of the text it ran on."""

    start: int
    end: int
    rule: str
    """Emphasis, strong and strike come once for each of their two delimiters."""
    partner: int = -1
    """links, images, inline footnotes: end of the label; wiki links: start of what is shown, or -1;
    delimiters: start of the other delimiter."""


class Recorder(StateInline):
    """The state of one inline run, with what its rules consumed; it counts tokens and keeps none."""

    def __init__(self, src: str, md: MarkdownIt, env: Any) -> None:
        super().__init__(src, md, env, [])
        self.marks: list[Mark] = []
        self.count = 0
        """how many tokens there would be; neighbours are one delimiter run"""
        self.last = ""
        """type of the last token"""
        self.label = -1
        """end of the label that was read last"""
        self.depth = 0
        self.rules, self.text = (_WITH_BREAKS, _TEXT_WITH_BREAKS) if "  \n" in src else (_RULES, _TEXT)
        self.refers = "][" in src or "]{" in src
        """whether anything may be a reference to what is defined elsewhere"""
        self.groups = [self.delimiters]
        """delimiters of the text itself and of each link's label"""
        self.at: dict[int, int] = {}
        """number of a delimiter's token → its offset"""

    def pushPending(self) -> Token:  # noqa: N802 - markdown-it's name
        """Count the text before the next token."""
        self.count += 1
        self.pending = ""
        return _TOKEN

    def push(self, ttype: str, tag: str, nesting: int) -> Token:  # noqa: ARG002
        """As markdown-it's, without a token of its own."""
        if self._pending or self._pending_buffer:
            self.pushPending()
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        elif nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            self.groups.append(self.delimiters)
        self.last = ttype
        self.count += 1
        return _TOKEN


_NO_PARSER = cast(MarkdownIt, None)
_TOKEN = Token("", "", 0)
"""What rules write to instead of tokens; nobody reads it."""


_FOOTNOTE = re.compile(r"\[\^([^\] \n]{1,999})\]")


def _footnote(state: StateInline, silent: bool) -> bool:
    """``[^label]`` where the label is defined; the plug-in's rule without its scan to the end of the text."""
    labels = state.env.get("footnotes")
    if not labels:
        return False
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if found is None or ":" + found[1] not in labels["refs"]:
        return False
    if not silent:
        state.push("footnote_ref", "", 0)
    state.pos = found.end()
    return True


def _referred(state: StateInline, silent: bool) -> bool:
    """``referred`` where it can be anything."""
    assert isinstance(state, Recorder)
    return state.refers and referred(state, silent)


@lru_cache(maxsize=4096)
def _flanking(before: str, after: str, inside_words: bool) -> tuple[bool, bool]:
    """(can open, can close) of a run of delimiters by the characters beside it; CommonMark 6.2, GFM 6.5."""
    found = StateInline(f"{before}*{after}", _NO_PARSER, {}, []).scanDelims(1, inside_words)
    return found.can_open, found.can_close


def _delimiters(state: StateInline, silent: bool) -> bool:
    """Runs of ``*``, ``_`` and ``~~`` as delimiters; markdown-it's emphasis and strikethrough in one."""
    if silent:
        return False
    assert isinstance(state, Recorder)
    pos = end = state.pos
    src, maximum = state.src, state.posMax
    marker = src[pos]
    while end < maximum and src[end] == marker:
        end += 1
    length = end - pos
    can_open, can_close = _flanking(src[pos - 1] if pos else " ", src[end] if end < maximum else " ", marker != "_")
    if marker == "~":
        if length < 2:
            return False
        if length % 2:
            state.push("text", "", 0)
            pos += 1
        step, length = 2, 0
    else:
        step = 1
    for at in range(pos, end, step):
        state.push("text", "", 0)
        state.at[state.count] = at
        state.delimiters.append(Delimiter(ord(marker), length, state.count, -1, can_open, can_close))
    state.pos = end
    return True


_Rules = dict[str, tuple[tuple[str, Any], ...]]
_RULES: _Rules = {
    "\\": (("math", tex), ("escape", escape)),
    "`": (("code", backtick),),
    "~": (("delimiters", _delimiters),),
    "*": (("placeholder", filled), ("delimiters", _delimiters)),
    "_": (("delimiters", _delimiters),),
    "[": (("wiki", wiki), ("link", link), ("footnote", _footnote), ("link", _referred)),
    "!": (("wiki", wiki), ("image", image)),
    "^": (("footnote_inline", footnote_inline),),
    "<": (("placeholder", filled), ("tag", element), ("autolink", autolink), ("tag", html_inline)),
    "&": (("entity", entity),),
    "{": (("tag", comment), ("placeholder", expression), ("attributes", attributes), ("placeholder", placeholder)),
    "$": (("math", math),),
}
"""The rules of ``md.inline.ruler`` by the only character each of them can start with, in the ruler's order."""

SPECIAL = frozenset(_RULES)
"""A text without any of these characters holds no markup, but perhaps hard breaks of two spaces."""

_TEXT = re.compile("[^" + re.escape("".join([*_RULES, "]"])) + "]+")
_WITH_BREAKS: _Rules = {**_RULES, "\n": (("newline", newline),)}
_TEXT_WITH_BREAKS = re.compile("[^\n" + re.escape("".join([*_RULES, "]"])) + "]+")
"""Line breaks are text, unless two spaces before one may make it a hard break."""


class RecordingInline(ParserInline):
    """``ParserInline`` that notes what each rule consumes."""

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it's name
        """As in markdown-it, trying only the rules that can start with the character at hand."""
        pos = state.pos
        known = state.cache.get(pos)
        if known is not None:
            state.pos = known
            return
        assert isinstance(state, Recorder)
        rules = state.rules.get(state.src[pos])
        if rules is None:
            found = state.text.match(state.src, pos, state.posMax)
            state.pos = found.end() if found else pos + 1
        elif state.level >= _LABELS:
            state.pos = state.posMax
        else:
            state.level += 1
            for _, rule in rules:
                if rule(state, True):
                    break
            else:
                state.pos += 1
            state.level -= 1
        state.cache[pos] = state.pos

    def tokenize(self, state: StateInline) -> None:
        """Run over ``state.src[state.pos:state.posMax]``; nested calls come from link labels."""
        assert isinstance(state, Recorder)
        end = state.posMax
        src, rules_of, text = state.src, state.rules, state.text
        if state.depth:
            state.label = end
        state.depth += 1
        while state.pos < end:
            pos = state.pos
            for name, rule in rules_of.get(src[pos], ()):
                before = state.count
                if rule(state, False):
                    if name != "delimiters":
                        _record(state, name, pos, before)
                    break
            else:
                found = text.match(src, pos + 1, end)
                stop = found.end() if found else pos + 1
                state.append_pending(src[pos:stop])
                state.pos = stop
        state.depth -= 1
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token]:  # noqa: ARG002, N803
        """Labels of images and inline footnotes are read when they are asked for, not here."""
        return outTokens


def _record(state: Recorder, name: str, pos: int, before: int) -> None:
    """Note that rule ``name`` consumed ``state.src[pos:state.pos]``."""
    end = state.pos
    partner = -1
    if name == "code":
        if state.count == before or state.last != "code_inline":
            return  # a run of backticks without its like
    elif name == "newline":
        name = state.last
    elif name == "escape":
        if state.src[pos + 1] == "\n":
            name, pos = "hardbreak", pos + 1
    elif name == "link":
        partner = state.label
    elif name == "wiki":
        text = shown(state.src[pos:end])
        partner = pos + text if text >= 0 else -1
    elif name == "footnote_inline":
        partner = end - 1
    elif name == "image":
        limit = state.posMax
        partner = state.md.helpers.parseLinkLabel(state, pos + 1, False)
        state.pos, state.posMax = end, limit
    state.marks.append(Mark(pos, end, name, partner))


def record(text: str, md: MarkdownIt, env: Any) -> list[Mark]:
    """What the inline rules consume of ``text``, sorted by start.

    Links and images come as one mark each, before the marks of a link's label. Time is linear in the text, as
    markdown-it's own.
    """
    state = Recorder(text, md, env)
    md.inline.tokenize(state)
    if state.at:
        for delimiters in state.groups:
            processDelimiters(state, delimiters)
            _pairs(state, delimiters)
        state.marks.sort(key=lambda mark: (mark.start, -mark.end))
    return state.marks


def _pairs(state: Recorder, delimiters: list[Delimiter]) -> None:
    """Emphasis, strong and strike of one level as marks; markdown-it's emphasis.postProcess, read only."""
    at = state.at
    skip = False
    for index in range(len(delimiters) - 1, -1, -1):
        opener = delimiters[index]
        if skip or opener.end == -1:
            skip = False
            continue
        start, end = at[opener.token], at[delimiters[opener.end].token]
        rule, width = "strike", 2
        if opener.marker != 0x7E:  # ~
            before = delimiters[index - 1] if index else None
            skip = (before is not None and before.end == opener.end + 1 and before.marker == opener.marker
                    and before.token == opener.token - 1
                    and delimiters[opener.end + 1].token == delimiters[opener.end].token + 1)
            rule, width = ("strong", 2) if skip else ("emphasis", 1)
            start -= skip
        state.marks.append(Mark(start, start + width, rule, end))
        state.marks.append(Mark(end, end + width, rule, start))
