"""markdown-it-py, set up once: CommonMark with GFM tables, strikethrough, footnotes and ``dialects``.

Its block rules are tried only where their first character stands, which is most of the time of parsing saved; the
inline parser is the one of ``recorder``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import validateLink
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from l10n.formats.markdown.dialects import admonition, defined, directive, math_block, shortcode
from l10n.formats.markdown.mdx import MDX, html, paragraph
from l10n.formats.markdown.recorder import Mark, RecordingInline, record

NESTING = 100
"""How deep blocks may nest; what lies deeper stays untouched."""

SPACE = "".join(map(chr, (*range(9, 14), 32, 160, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F,
                          0x3000)))
"""What markdown-it cuts off both ends of a block's text."""

Rule = Callable[[StateBlock, int, int, bool], bool]

_STARTS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
    "math": "$\\",
    "shortcode": "{-<ie",
    "directive": ":/",
    "admonition": "!?=",
    "defined": ":*",
}
"""The characters that a block rule can start with; table, code, lheading and paragraph start with any."""

_UNDERLINE = re.compile(r"[-=][ \t]*$", re.MULTILINE)


def parse(source: str, env: dict[str, Any]) -> list[Token]:
    """The block tokens of a body; ``env`` is filled with its reference definitions and footnotes."""
    text = source
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\0", "\ufffd")
    lines, at, number = [], 0, 0
    for found in _UNDERLINE.finditer(text):
        number += text.count("\n", at, found.start())
        at = found.start()
        lines.append(number)
    env[_UNDERLINES] = lines
    tokens: list[Token] = []
    md = _blocks(bool(env.get(MDX)))
    md.block.parse(text, md, env, tokens)
    return tokens


def consumed(text: str, env: Any) -> list[Mark]:
    """What the inline rules consume of ``text``; see ``recorder.record``."""
    return record(text, _blocks(False), env)


_UNDERLINES = "l10n underlines"


@cache
def _blocks(mdx: bool) -> MarkdownIt:
    """``mdx``: where what is indented is no code, but what stands in components."""
    md = MarkdownIt("commonmark", {"maxNesting": NESTING, "inline_definitions": True})
    md.enable(["table", "strikethrough"])
    if mdx:
        md.disable("code")
        md.block.ruler.at("paragraph", paragraph)
    footnote_plugin(md, move_to_end=False)
    for name, rule in (("math", math_block), ("shortcode", shortcode), ("directive", directive),
                       ("admonition", admonition), ("defined", defined)):
        md.block.ruler.before("fence", name, rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.block.ruler.at("html_block", html, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline = RecordingInline()
    # addresses are copied, never written: their normal form is of no use here
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.validateLink = validateLink  # type: ignore[method-assign]
    chains = {chain: _dispatching(md.block.ruler, chain)
              for chain in ("", "paragraph", "reference", "blockquote", "list")}
    md.block.ruler.getRules = lambda chainName="": [chains[chainName]]  # type: ignore[method-assign]  # noqa: N803
    return md


def _dispatching(ruler: Ruler[Rule], chain: str) -> Rule:
    """The rules of a chain as one, which tries those that can start with the first character of the line."""
    named = {rule: name for name, rule in zip(ruler.get_active_rules(), ruler.getRules(""), strict=True)}
    rules = ruler.getRules(chain)
    names = [named[rule] for rule in rules]
    by_name = dict(zip(names, rules, strict=True))
    starting: dict[str, list[Rule]] = {}
    for name, rule in by_name.items():
        for char in _STARTS.get(name, ""):
            starting.setdefault(char, []).append(rule)
    table, code, lheading, paragraph = map(by_name.get, ("table", "code", "lheading", "paragraph"))

    def run(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        if (table and line + 1 < state.lineMax
                and _char(state, line + 1) in _TABLE
                and table(state, line, end, silent)):
            return True
        if code and state.is_code_block(line) and code(state, line, end, silent):
            return True
        for rule in starting.get(_char(state, line), ()):
            if rule(state, line, end, silent):
                return True
        if lheading:
            lines = state.env[_UNDERLINES]
            index = bisect_left(lines, line + 1)
            if index < len(lines) and lheading(state, line, end, silent):
                return True
        return paragraph is not None and paragraph(state, line, end, silent)

    return run


def _char(state: StateBlock, line: int) -> str:
    """The first character of a line's content; "" of a blank one."""
    first = state.bMarks[line] + state.tShift[line]
    return state.src[first] if first < state.eMarks[line] else ""


_TABLE = frozenset("|-:")
"""What the second line of a table begins with."""
