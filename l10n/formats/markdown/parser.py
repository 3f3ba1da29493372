"""markdown-it-py, set up once: CommonMark with GFM tables, strikethrough and footnotes.

Blocks are taken from its tokens, which know their lines. Its inline tokens do not know their offsets, so the inline
parser is replaced by one that calls the same rules and records what each of them consumes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    link,
    link_pairs,
    newline,
    strikethrough,
)
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_inline

NESTING = 100
"""How deep blocks may nest; what lies deeper stays untouched."""

_LABELS = 20
"""How deep the labels of links and images may nest: markdown-it's own limit for CommonMark."""

SPACE = "".join(map(chr, (*range(9, 14), 32, 160, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F,
                          0x3000)))
"""What markdown-it cuts off both ends of a block's text."""


class Mark(NamedTuple):
    """What one inline rule consumed, in offsets of the text it ran on."""

    start: int
    end: int
    rule: str
    """Emphasis, strong and strike come once for each of their two delimiters."""
    partner: int = -1
    """links, images, inline footnotes: end of the label; delimiters: start of the other delimiter."""


class Recorder(StateInline):
    """The state of one inline run, with what its rules consumed."""

    def __init__(self, src: str, md: MarkdownIt, env: Any) -> None:
        super().__init__(src, md, env, [])
        self.marks: list[Mark] = []
        self.delimiter_at: dict[int, int] = {}
        """index of a delimiter's token → its offset"""


def _placeholder(state: StateInline, silent: bool) -> bool:
    """``{{ … }}``, ``{{< … >}}``, ``{% … %}``: what site generators replace before they read the Markdown."""
    pos = state.pos
    closing = {"{{": "}}", "{%": "%}"}.get(state.src[pos : pos + 2])
    if closing is None or state.html_terminator_last(closing) < pos + 2:
        return False
    end = state.src.find(closing, pos + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        state.push("placeholder", "", 0)
    state.pos = end + 2
    return True


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


_RULES: dict[str, tuple[tuple[str, Any], ...]] = {
    "\n": (("newline", newline),),
    "\\": (("escape", escape),),
    "`": (("code", backtick),),
    "~": (("strikethrough", strikethrough.tokenize),),
    "*": (("emphasis", emphasis.tokenize),),
    "_": (("emphasis", emphasis.tokenize),),
    "[": (("link", link), ("footnote", _footnote)),
    "!": (("image", image),),
    "^": (("footnote_inline", footnote_inline),),
    "<": (("autolink", autolink), ("tag", html_inline)),
    "&": (("entity", entity),),
    "{": (("placeholder", _placeholder),),
}
"""The rules of ``md.inline.ruler`` by the only character each of them can start with, in the ruler's order."""

SPECIAL = frozenset(_RULES)
"""A text without any of these characters holds no markup."""


class RecordingInline(ParserInline):
    """``ParserInline`` that notes what each rule consumes."""

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it's name
        """As in markdown-it, trying only the rules that can start with the character at hand."""
        pos = state.pos
        known = state.cache.get(pos)
        if known is not None:
            state.pos = known
            return
        rules = _RULES.get(state.src[pos])
        if rules is None:
            found = self.terminator_re.search(state.src, pos)
            # a character that starts no rule of ours may still end a run of text
            state.pos = max(pos + 1, found.start() if found else state.posMax)
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
        src = state.src
        while state.pos < end:
            pos = state.pos
            for name, rule in _RULES.get(src[pos], ()):
                tokens = len(state.tokens)
                if rule(state, False):
                    _record(state, name, pos, tokens)
                    break
            else:
                found = self.terminator_re.search(src, pos + 1, end)
                stop = found.start() if found else end
                state.append_pending(src[pos:stop])
                state.pos = stop
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token]:  # noqa: ARG002, N803
        """Labels of images and inline footnotes are read when they are asked for, not here."""
        return outTokens


def _record(state: Recorder, name: str, pos: int, tokens: int) -> None:
    """Note that rule ``name`` consumed ``state.src[pos:state.pos]``."""
    end = state.pos
    if name in ("emphasis", "strikethrough"):
        width = 1 if name == "emphasis" else 2
        at = end
        for index in range(len(state.tokens) - 1, tokens - 1, -1):
            at -= width
            if at < pos:
                break
            state.delimiter_at[index] = at
    elif name == "code":
        if state.tokens and len(state.tokens) > tokens and state.tokens[-1].type == "code_inline":
            state.marks.append(Mark(pos, end, name))
    elif name in ("link", "image", "footnote_inline"):
        before, keep = state.pos, state.posMax
        label = before - 1 if name == "footnote_inline" else state.md.helpers.parseLinkLabel(
            state, pos + (name == "image"), name == "link")
        state.pos, state.posMax = before, keep
        state.marks.append(Mark(pos, end, name, label))
    elif name == "newline":
        state.marks.append(Mark(pos, end, state.tokens[-1].type))
    elif name == "escape" and state.src[pos + 1] == "\n":
        state.marks.append(Mark(pos + 1, end, "hardbreak"))
    else:
        state.marks.append(Mark(pos, end, name))


def consumed(text: str, references: Mapping[str, Any]) -> list[Mark]:
    """What the inline rules consume of ``text``, sorted by start; ``references`` is the block parser's environment.

    Links and images come as one mark each, before the marks of a link's label. Time is linear in the text, as
    markdown-it's own.
    """
    md = blocks()
    state = Recorder(text, md, references)
    md.inline.tokenize(state)
    if state.delimiter_at:
        link_pairs(state)
        # before the rules of ruler2 move tokens about, the pairs are taken from the delimiters themselves
        for delimiters in (state.delimiters, *(meta["delimiters"] for meta in state.tokens_meta if meta)):
            _pairs(state, delimiters)
        state.marks.sort(key=lambda mark: (mark.start, -mark.end))
    return state.marks


def _pairs(state: Recorder, delimiters: list[Any]) -> None:
    """Emphasis, strong and strike of one level as marks; markdown-it's emphasis.postProcess, read only."""
    at = state.delimiter_at
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


@cache
def blocks() -> MarkdownIt:
    """The parser of blocks; its tokens of type ``inline`` are left unread."""
    md = MarkdownIt("commonmark", {"maxNesting": NESTING, "inline_definitions": True})
    md.enable(["table", "strikethrough"])
    footnote_plugin(md, move_to_end=False)
    md.core.ruler.enableOnly(["normalize", "block"])
    md.inline = RecordingInline()
    return md
