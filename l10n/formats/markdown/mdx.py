"""MDX: modules, components and expressions; what can be told by its looks is read so in any Markdown."""

from __future__ import annotations

import re

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline

from l10n.formats.markdown.tags import BRACES

MDX = "l10n mdx"
"""Whether it is MDX: an entry of the environment."""
_LINES = 200
"""How many lines a module may have, so that time stays linear."""
_JSX = rf"""</?%s[\w.:-]*+(?:\s(?>(?:"[^"]*+"|'[^']*+'|{BRACES}|[^<>"'{{}}])*))?>"""
_COMPONENTS = re.compile(rf"(?:{_JSX % '[A-Z]'}[ \t]*)+(?=\n|\Z)")
_ELEMENTS = re.compile(rf"(?:(?:{_JSX % '[A-Za-z]'}|{BRACES})[ \t]*)+(?=\n|\Z)")
ELEMENT = re.compile(_JSX % "[A-Za-z]")
_OPENED = re.compile(r"""<[a-z][\w-]*+\s(?>(?:[^<>"']++|"[^"]*+"|'[^']*+')*)>\Z""")
_IN_HTML = re.compile(r"""\smarkdown(?:=["']?(?:1|block|span)["']?)?(?=[\s>])""")
_MODULE = re.compile(r"""import\s(?:[^;'"]{1,2000}\sfrom\s)?['"][^'"\n]+['"];?[ \t]*(?:\n|\Z)
    | export\s(?:(?:const|let|var)\s[\w$]+\s*[:=] | (?:default\s)?(?:async\s)?(?:function|class)\b | \{
                 | \*\sfrom\s)""", re.VERBOSE)
_EXPRESSION = re.compile(BRACES)
_COMMENT = re.compile(r"\{/\*(?>(?:[^*]|\*(?!/)){0,500})\*/\}")


def component(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Lines of nothing but tags of components, in MDX of any elements, or a tag whose attribute says ``markdown``
    (Python-Markdown): Markdown goes on below them."""
    start = state.bMarks[line] + state.tShift[line]
    text = state.src[start : state.eMarks[line]].rstrip()
    after = line + 1
    if not ("markdown" in text and _OPENED.match(text) and _IN_HTML.search(text)):
        found = (_ELEMENTS if state.env.get(MDX) else _COMPONENTS).match(state.src, start)
        if found is None:
            return False
        after += found[0].count("\n")
        if after > min(end, line + _LINES) or any(
                state.sCount[one] < min(state.blkIndent, state.sCount[line]) and not state.isEmpty(one)
                for one in range(line + 1, after)):
            return False
    if not silent:
        state.push("component", "", 0).map = [line, after]
        state.line = after
    return True


def module(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """``import … from "…"`` and ``export …``, to the next blank line, at the margin alone."""
    after = line
    while after < min(end, line + _LINES) and not state.isEmpty(after):
        after += 1
    text = state.src[state.bMarks[line]:state.eMarks[after - 1]]
    if state.sCount[line] or not _MODULE.match(text):
        return False
    if not silent:
        state.push("shortcode", "", 0).map = [line, after]
        state.line = after
    return True


def html(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block of HTML; in MDX there is none, for Markdown stands between tags there."""
    return not state.env.get(MDX) and html_block(state, line, end, silent)


def paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """As CommonMark's, but that what is indented ends it too: in MDX that is no code."""
    terminators = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    after = line + 1
    while after < state.lineMax and not state.isEmpty(after) and (
            state.sCount[after] < 0 or not any(rule(state, after, state.lineMax, True) for rule in terminators)):
        after += 1
    state.parentType = parent
    return push_paragraph(state, line, after)


def push_paragraph(state: StateBlock, line: int, after: int, cut: int = 0) -> bool:
    """A paragraph of these lines, without its first ``cut`` characters."""
    state.push("paragraph_open", "p", 1).map = [line, after]
    token = state.push("inline", "", 0)
    token.map, token.children = [line, after], []
    token.content = mdTrim(state.getLines(line, after, state.blkIndent, False))[cut:]
    state.push("paragraph_close", "p", -1)
    state.line = after
    return True


def take(state: StateInline, found: re.Match[str] | None, kind: str, silent: bool) -> bool:
    """What an inline rule does with what it found: a token of that kind, the place behind it, and whether it is one."""
    if found is None:
        return False
    if not silent:
        state.push(kind, "", 0)
    state.pos = found.end()
    return True


def expression(state: StateInline, silent: bool) -> bool:
    """``{props.boats.map(one => one.name)}`` in MDX, whose braces are code."""
    found = _EXPRESSION.match(state.src, state.pos, state.posMax) if state.env.get(MDX) else None
    return take(state, found, "placeholder", silent)


def comment(state: StateInline, silent: bool) -> bool:
    """``{/* … */}``, which nobody writes but who means MDX."""
    return take(state, _COMMENT.match(state.src, state.pos, state.posMax), "html_inline", silent)


def element(state: StateInline, silent: bool) -> bool:
    """A tag of MDX, whose attributes may be expressions."""
    found = ELEMENT.match(state.src, state.pos, state.posMax) if state.env.get(MDX) else None
    return take(state, found, "html_inline", silent)
