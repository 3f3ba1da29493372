"""HTML blocks in Markdown: directives in comments, and what the HTML format finds in the rest."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from l10n import plugins
from l10n.model import Document, Format, FormatOptions, Fragment, Inline, Segment, Span

PREFIX = "html "
"""What the kinds of segments inside HTML blocks begin with."""

DIRECTIVE = re.compile(r"<!--\s*l10n:\s*([\w-]+)\s*:?\s*(.*?)\s*-->", re.DOTALL)
_LINK = re.compile(r"(!?\[)[^\[\]\n]{0,1000}(\]\([^\s()]{1,1000}\)(?:\{[^{}\n]{0,300}\})?)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def directives(html: str) -> list[tuple[str, str]]:
    """(name, text) of each ``<!-- l10n: name: text -->`` in order; white space in the text folded."""
    if "l10n:" not in html:
        return []
    return [(found[1], " ".join(found[2].split())) for found in DIRECTIVE.finditer(html)]


def html() -> Format:
    """The HTML format, loaded when a block of HTML is there."""
    format_: Format = plugins.load("l10n.formats", "html")
    return format_


class HtmlBlocks:
    """Hands HTML blocks of one article to the HTML format."""

    def __init__(self, source: str, path: str, options: FormatOptions) -> None:
        self._source = source
        self._path = path
        self._options = replace(options, language="")           # in a block, a language is said to mark a quotation

    def whole(self, content: str) -> bool:
        """Whether a block with directives holds text for the HTML format: no switcher, and more than comments."""
        return (not any(name == "switcher" for name, _ in directives(content))
                and bool(_COMMENT.sub("", content).strip()))

    def segments(self, token: Token, lines: Sequence[Span]) -> Iterator[Segment]:
        """The segments of one block, their spans in the article.

        Marks of block quotes and list items before its lines are blanked, so that offsets stay what they are.
        """
        masked: list[str] = []
        at = lines[0].start
        for line, content in zip(lines, token.content.split("\n"), strict=False):
            text = self._source[line.start : line.end]
            content = content.lstrip(" \t")
            if not text.replace("\0", "\ufffd").endswith(content):
                return
            masked += self._source[at : line.start], " " * (len(text) - len(content)), text[len(text) - len(content) :]
            at = line.end
        found = html().parse("".join(masked), self._path, self._options)
        for segment in found.segments:
            span = Span(segment.span.start + lines[0].start, segment.span.end + lines[0].start)
            yield replace(segment, span=span, kind=PREFIX + segment.kind, line=0, fragment=_linked(segment.fragment))


def _linked(fragment: Fragment) -> Fragment:
    """A fragment with the links and images of Markdown in it as such, which Pandoc and kramdown read in HTML too."""
    if "](" not in fragment.text:
        return fragment
    out = list(fragment.inlines)
    ends = [one.span.end for one in out]
    for found in _LINK.finditer(fragment.text):
        after = bisect_right(ends, found.start())
        if after == len(ends) or fragment.inlines[after].span.start >= found.end():
            kind = "image" if found[1] == "![" else "link"
            out += (Inline(Span(*found.span(1)), kind, "open"), Inline(Span(*found.span(2)), kind, "close"))
    return Fragment(fragment.text, tuple(sorted(out, key=lambda one: one.span)))


def encode(document: Document, segment: Segment, target: str) -> str:
    """What the HTML format writes for a segment of an HTML block, on one line (a blank one would end the block)."""
    plain = replace(segment, kind=segment.kind.removeprefix(PREFIX))
    target = target.replace("\0", "\ufffd")
    text = html().encode(replace(document, format="html", segments=(plain,)), plain, target)
    return re.sub(r"[ \t]*[\r\n]\s*", " ", text)
