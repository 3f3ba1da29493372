"""What site generators and note-takers add to CommonMark, as rules for markdown-it-py.

blocks   display maths (``$$``, ``\\[``), a line of shortcodes, Liquid tags or attributes (``{: … }``) alone,
         code between such tags, ``:::`` directives, ``///`` blocks, ``!!!`` admonitions with what is indented below
         them, definitions (``: …``) and abbreviations (``*[…]: …``), each on a line of its own
inlines  maths, wiki links and embeds, references to what is defined elsewhere, lists of attributes, placeholders

Each is read only where prose can hardly look like it: ``$5 and $10`` is money, ``[[x]]`` whose label is defined is
CommonMark's own link.
"""

from __future__ import annotations

import re

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from l10n.formats.markdown import mdx
from l10n.formats.markdown.mdx import take
from l10n.mask import PLACEHOLDER

_MATHS_LINES, _CODE_LINES = 200, 2000
"""How many lines a block may have, so that time stays linear where nothing closes one."""

_TAG = r"(?:\{\{[<%](?:(?!\}\}).)*\}\}|\{%(?:(?!%\}).)*%\})"
_TAGS = re.compile(rf"{_TAG}(?:[ \t]*{_TAG})*[ \t]*\Z")
_INCLUDED = re.compile(r"\{!(?:(?!!\}).)+!\}\Z|\{\*[ \t](?:(?!\*\}).)+[ \t]\*\}\Z"
                       r"|\{/\*(?:(?!\*/\}).)*\*/\}\Z")
_OPENING = re.compile(r"\{(?:\{([<%])|%)-?[ \t]*(/?[\w-]+)")
_VERBATIM = frozenset("""chart code codeblock comment gist graphviz highlight javascript katex latex math mermaid
    plantuml prism raw schema stylesheet uml verbatim""".split())  # noqa: SIM905 - a list of words
"""Tags whose text is no prose (Liquid and Jekyll, Hexo, Hugo and its common themes)."""

_DIRECTIVE = re.compile(r":{3,}[ \t]*(\{?[A-Za-z][\w-]*\}?)?")
"""``:::note[Title]``, ``::: tip Title``, ``::: {.class}``, ``:::`` (Docusaurus, VitePress, Pandoc, MyST)."""
_SLASHED = re.compile(r"/{3,}(?:[ \t]+[a-z][\w-]*(?:[ \t]*\|[ \t]*(.*))?)?\Z")
"""``/// note | Title`` and ``///`` (the blocks of PyMdown Extensions)."""
_BRACKETED = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]")
_ATTRIBUTES = re.compile(r"\{[^{}]*\}")

_COMMAND = re.compile(r"\\[A-Za-z]{2,}")
_TEX = re.compile(r"\\\((?=(?:(?!\\\)).){0,500}\\[A-Za-z]{2,})(?:(?!\\\)).){1,500}\\\)", re.DOTALL)
_MATHS = re.compile(r"(\$\$?)(?![\s$])((?:[^$\\]|\\.){1,500})(?<!\s)\1(?![\w$])", re.DOTALL)
_FORMULA = re.compile(r"(?!.*(?:\][(\[]|`))(?:.*[\\^_={}]|[A-Za-z]\Z)", re.DOTALL)
"""What a formula has and a price has not, nothing that ends a link or begins code in it."""
_LISTED = re.compile(r"\{:?\s*(?:[#.][\w-]|[\w-]+=)[^{}]*\}")
_FILLED = re.compile(PLACEHOLDER)
_REFERRED = re.compile(r"\[[A-Za-z][\w .:/#-]{0,300}\](?![(\[])|\{\s*[.#][^{}]{1,500}\}")
_WIKI = re.compile(r"\[\[([^\[\]|\n]{1,500})(\|[^\[\]\n]{1,500})?\]\](?![(\[])")


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _block(state: StateBlock, kind: str, line: int, after: int, content: str = "") -> bool:
    token = state.push(kind, "", 0)
    token.map, token.content = [line, after], content
    state.line = after
    return True


def math_block(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """``$$`` to ``$$``, or ``\\[`` to ``\\]`` with a command of TeX between them, on one line or on several without a
    blank one."""
    first = _line(state, line)
    if state.is_code_block(line) or not first.startswith(("$$", "\\[")):
        return False
    close = "$$" if first[0] == "$" else "\\]"
    last = line
    text = first[2:]
    while not text.endswith(close):
        last += 1
        if last >= min(end, line + _MATHS_LINES) or state.isEmpty(last) or state.sCount[last] < state.blkIndent:
            return False
        text = _line(state, last)
    if last == line and (len(text) < 3 or close in text[:-2]):
        return False
    if close != "$$" and _COMMAND.search(state.src, state.bMarks[line], state.eMarks[last]) is None:
        return False            # brackets that are escaped
    return silent or _block(state, "math", line, last + 1)


def shortcode(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A line of nothing but ``{{< … >}}``, ``{{% … %}}`` and ``{% … %}``; code between such tags goes with them.

    And one of kramdown's own: attributes of the block above or below, ``{:toc}``, ``{::options … /}``, ``{:/}``; of
    goldmark's, ``{.lead id="x"}``; and ``--8<-- "file"``, ``{! file !}`` and ``{* file *}``, what MkDocs includes;
    MDX's components and comments, alone on a line, and lines that import or export.
    """
    text = _line(state, line)
    if state.is_code_block(line):
        return False
    if (text.startswith("{:") and text.endswith("}")) or text.startswith("--8<--") or _INCLUDED.match(text) \
            or _LISTED.fullmatch(text):
        return silent or _block(state, "shortcode", line, line + 1)
    if text.startswith("<"):
        return mdx.component(state, line, end, silent)
    if text.startswith(("import ", "import\t", "export ")):
        return mdx.module(state, line, end, silent)
    found = _OPENING.match(text)
    if found is None:
        return False
    after = line + 1 if _TAGS.match(text) else None
    if found[2] in _VERBATIM or found[2].startswith(("code-", "highlight-")):
        name = re.escape(found[2])
        close = re.compile(rf"\{{\{{{found[1]}[ \t]*/[ \t]*{name}\b" if found[1] else rf"\{{%-?[ \t]*end{name}\b")
        for last in range(line, min(end, line + _CODE_LINES)):
            if state.sCount[last] < state.blkIndent and not state.isEmpty(last):
                break
            if close.search(_line(state, last)):
                after = last + 1
                break
    return after is not None and (silent or _block(state, "shortcode", line, after))


def directive(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """A line that opens or closes a ``:::`` or a ``///`` container; its token's content is the title."""
    text = _line(state, line)
    if block := None if state.is_code_block(line) else _SLASHED.match(text):
        return silent or _block(state, "directive", line, line + 1, (block[1] or "").strip())
    found = None if state.is_code_block(line) else _DIRECTIVE.match(text)
    if found is None:
        return False
    if _ATTRIBUTES.fullmatch(text.lstrip(":").strip()):
        return silent or _block(state, "directive", line, line + 1)
    rest, title = text[found.end():], ""
    bracketed = _BRACKETED.match(rest) if found[1] else None
    if bracketed:
        rest, title = rest[bracketed.end():], bracketed[1].strip()
    at = rest.rfind("{")
    if at >= 0 and not rest[:at][-1:].strip() and _ATTRIBUTES.fullmatch(rest, at):
        rest = rest[:at]
    if rest.strip() and (bracketed or not found[1] or not rest[0].isspace()):
        return False
    return silent or _block(state, "directive", line, line + 1, title or rest.strip())


_ADMONITION = re.compile(r"""(?:!!!|\?\?\?\+?)[ ]?[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+"(.*)")?[ ]*\Z
    | ===[!+]{0,2}[ ]+"(.*)"[ ]*\Z""", re.VERBOSE)
"""``!!! note "Title"``, ``??? note``, ``=== "Tab"`` (Python-Markdown and its extensions, as MkDocs has them)."""
_DEFINED = re.compile(r"(?::|\*\[[^\]\n]+\]:)[ \t]+(?=\S)(?![-+*](?:[ \t]|\Z))")
"""``: what it is`` below a term (PHP Markdown Extra, kramdown, goldmark, Pandoc); ``*[HTML]: what it is short for``."""


def admonition(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """The line that opens an admonition or a tab, and the blocks below it, which are indented by four; its token's
    content is the title. Without such blocks it is prose."""
    found = None if state.is_code_block(line) else _ADMONITION.match(_line(state, line))
    if found is None:
        return False
    after = line + 1
    while after < end and (state.isEmpty(after) or state.sCount[after] - state.blkIndent >= 4):
        after += 1
    if all(map(state.isEmpty, range(line + 1, after))):
        return False
    if silent:
        return True
    token = state.push("admonition_open", "", 1)
    token.map, token.content = [line, line + 1], (found[1] or found[2] or "").strip()
    state.blkIndent, state.lineMax, limit = state.blkIndent + 4, after, state.lineMax
    state.md.block.tokenize(state, line + 1, after)
    state.blkIndent, state.lineMax = state.blkIndent - 4, limit
    state.push("admonition_close", "", -1)
    state.line = after
    return True


def defined(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A paragraph behind the mark of a definition or of an abbreviation; several follow each other line by line."""
    found = None if state.is_code_block(line) else _DEFINED.match(_line(state, line))
    if found is None:
        return False
    if silent:
        return True
    terminators = state.md.block.ruler.getRules("paragraph")
    state.parentType, parent = "paragraph", state.parentType
    after = line + 1
    while after < end and not state.isEmpty(after) and (state.sCount[after] - state.blkIndent > 3 or not (
            state.sCount[after] < 0 or any(rule(state, after, end, True) for rule in terminators))):
        after += 1
    state.parentType = parent
    return mdx.push_paragraph(state, line, after, found.end())


def math(state: StateInline, silent: bool) -> bool:
    """``$x_1$`` and ``$$x_1$$`` inside a text, as Pandoc reads them, where they hold what prices do not."""
    pos = state.pos
    if pos and (state.src[pos - 1].isalnum() or state.src[pos - 1] == "$"):
        return False
    found = _MATHS.match(state.src, pos, state.posMax)
    return take(state, found if found and _FORMULA.match(found[2]) else None, "math", silent)


def tex(state: StateInline, silent: bool) -> bool:
    """``\\(\\frac{1}{2}\\)``: brackets that are escaped, unless a command of TeX stands between them."""
    return take(state, _TEX.match(state.src, state.pos, state.posMax), "math", silent)


def wiki(state: StateInline, silent: bool) -> bool:
    """``[[Page]]``, ``[[Page|shown]]``, ``![[file]]``, unless the label is one of the article's link references."""
    embed = state.src[state.pos] == "!"
    found = _WIKI.match(state.src, state.pos + embed, state.posMax)
    known = found and state.env.get("references", {}).get(normalizeReference(found[1]))
    return take(state, None if known else found, "wiki", silent)


def referred(state: StateInline, silent: bool) -> bool:
    """``[the setting][config.dir]``, whose definition stands in no article: in a file that all of them include, or in
    the generator's own index (mkdocstrings). And ``[a span]{.x}`` (Pandoc)."""
    start, end = state.pos + 1, state.posMax
    after = state.md.helpers.parseLinkLabel(state, state.pos, True)
    found = None if after < 0 else _REFERRED.match(state.src, after + 1, end)
    if found is None:
        return False
    if not silent:
        state.pos, state.posMax = start, after
        state.push("link_open", "a", 1)
        state.md.inline.tokenize(state)
        state.push("link_close", "a", -1)
    state.pos, state.posMax = found.end(), end
    return True


def shown(link: str) -> int:
    """Where in a wiki link the text begins that readers see; -1 where that is the name of the page, or an embed."""
    return -1 if link.startswith("!") else link.find("|") + 1 or -1


def attributes(state: StateInline, silent: bool) -> bool:
    """``{: .x target="_blank"}`` (kramdown), ``{ .x }`` (MkDocs): attributes of what they stand behind."""
    return take(state, _LISTED.match(state.src, state.pos, state.posMax), "attributes", silent)


def placeholder(state: StateInline, silent: bool) -> bool:
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


def filled(state: StateInline, silent: bool) -> bool:
    """``*|FNAME|*`` and ``<%= name %>``, which would be emphasis and a tag: what mails and pages are filled in with."""
    return take(state, _FILLED.match(state.src, state.pos, state.posMax), "placeholder", silent)
