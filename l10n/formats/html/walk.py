"""One walk over the tokens of a page: which parts are translatable, and what else an edition needs to know of it.

There is no tree: a stack of open elements, closed as browsers close them, says what holds for the text at hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from l10n.formats.html import jsonld, runs
from l10n.formats.html.elements import BLOCK, KEPT, PLAIN_BLOCKS, SPACE, fold, has_letters, translatable
from l10n.formats.html.lexer import COMMENT, EMPTY, END, RAW, START, TEXT, attributes, lex
from l10n.formats.html.page import NONE, SOURCE_LANGUAGE, SWITCHER, Page, Place, Tag, other_edition
from l10n.formats.html.runs import Item
from l10n.formats.html.stack import Frame, Stack
from l10n.model import Finding, Fragment, Segment, Severity, Span

_DIRECTIVE = re.compile(r"<!--\s*l10n:\s*([\w-]*)\s*:?\s*(.*?)\s*--!?>", re.DOTALL)
_CONTAINERS = frozenset(["main", "article", "section", "div"])
_AS_IT_IS = frozenset(["notranslate", SWITCHER])
"""Classes of what is not translated."""
_SUFFIXES = (".html", ".htm", ".xhtml")


class Walk:
    """The walk; ``page`` is its result. ``language``: that of a page that declares none; "" where it is not known.
    ``begin``: where the page begins, behind a byte order mark or front matter."""

    def __init__(self, source: str, path: str, language: str, begin: int) -> None:
        self.source = source
        self.path = path
        self.page = Page(assumed=language)
        self.page.xml = path.lower().endswith(".xhtml") or source.startswith(("<?xml", "\ufeff<?xml"))
        self._file = path.lower().endswith(_SUFFIXES)
        self._open = Stack()
        self._run: list[Item] = []
        self._bare: dict[int, str] = {}
        """Start of a tag within a text that says the page's language once more → the tag without that: a translation
        is in another language, like the page."""
        self._fresh: Frame | None = None
        """The block that began right before the run."""
        self._kept: Item | None = None
        """Start of an inline element, or of a region between directives, that stays as it is."""
        self._off = False
        self._skip = False
        self._notes: list[str] = []
        self._line = (1, 0)
        self._newline = "\n" if "\n" in source or "\r" not in source else "\r"
        self._headings = 0
        self._headline = 0
        self._raw_live = False
        self._begun = False
        self._begin = begin
        for kind, start, end, name in lex(source, begin, xml=self.page.xml):
            if kind == TEXT:
                if self._live() and (self._run or not source[start:end].isspace()):
                    self._run.append((kind, start, end, "", ()))
            elif kind in (START, EMPTY):
                self._start(kind, start, end, name)
            elif kind == END:
                self._end(start, end, name)
            elif kind == RAW:
                self._raw(start, end, name)
            elif kind == COMMENT:
                self._comment(start, end)
            else:
                self._finding("F201", start, "the file ends inside this tag or comment; everything from here on, which "
                              "browsers do not show, is left as it is")
        self._boundary(self._open.frames[0])

    # -- tokens --------------------------------------------------------------------------------------------------------

    def _start(self, kind: int, start: int, end: int, name: str) -> None:
        found = attributes(self.source, start, name, end) if end - start > len(name) + 2 else NONE
        parent = self._open.frames[-1]
        foreign = parent.foreign or name in ("svg", "math")
        plain = not found and not foreign and name in PLAIN_BLOCKS
        tag = Tag(name, start, end, found)
        block = plain or (not foreign and (name in BLOCK or (
            name == "script" and (tag.value(self.source, "type") or "").lower() == "application/ld+json")))
        if block:
            victim = self._open.closed_by(name)
            self._boundary(victim)
            if victim:
                self._open.pop(victim)
                parent = self._open.frames[-1]
            if plain and not self._skip:
                self._begun = True
                self._fresh = self._open.push(name, start, end, found, block=True, on=parent.on, same=parent.same,
                                              foreign=False)
                self._headings += name == "h1"
                return
        live = self._live()
        on, same = parent.on, parent.same
        if found or name in ("html", "body"):
            on, same = self._state(tag, parent)
        self._begun = True
        own = on and same and not self._off
        texts = translatable(self.source, name, found) if own and found else ()
        if texts and name == "link" and other_edition(self.source, tag):
            texts = ()                                          # a language's own name for itself
        if block and own and self._skip and (texts or name not in ("link", "meta")):
            on = own = self._skip = False
            texts = ()
        if name in KEPT and (tag.value(self.source, "translate") or "no").lower() != "yes":
            on = False
        if kind == START:
            frame = self._open.push(name, start, end, found, block=block, on=on, same=same, foreign=foreign)
            if block:
                self._fresh = frame
                self._headings += name == "h1"
        if block:
            self._values(texts)
            if found or name == "body":
                self.page.note(self.source, tag, own and parent.same, around=name != "body" or not self._freed())
            self._raw_live = own
            return
        inside = on and same and not self._off
        item = (kind, start, end, name, texts)
        if live and not inside:
            self._kept = item
            if kind == EMPTY:
                self._keep(end)
        elif inside:
            if not live or (name == "br" and self._after_break()):
                self._boundary(None)
            if found and "translate" not in found and self.page.says_again(self.source, tag):
                self._bare[start] = tag.without_language(self.source)
            self._run.append(item)
            if not live and kind == EMPTY:
                self._boundary(None)

    def _end(self, start: int, end: int, name: str) -> None:
        if start == end:                                        # an SVG that a block ends is no part of a sentence
            self._boundary(None)
        victim = self._open.closed_at(name)
        live = self._live()
        foreign = (victim or self._open.top).foreign
        if (name in BLOCK and not foreign) or (victim and victim.block == victim.depth):
            self._boundary(victim)
            if victim:
                self._open.pop(victim)
            if name == "head" or (name == "title" and self.page.head_end is None):
                self.page.head_end = start if name == "head" else end
            return
        if victim and victim.depth > self._open.top.block:
            self._open.pop(victim)
        elif victim:
            victim.ended = True
        if live and self._live():
            self._run.append((END, start, end, name, ()))
        elif live:
            self._boundary(None)
        elif self._live():
            self._keep(end)

    def _raw(self, start: int, end: int, name: str) -> None:
        if end == len(self.source) and name != "plaintext":
            self._finding("F201", start, f"<{name}> has no end tag, so that everything from here on belongs to it; "
                          "it is left as it is")
            return
        if not self._raw_live:
            return
        if name == "title":
            if self._plain("page title", Span(start, end)):
                self.page.places[self.page.segments[-1].span.start] = Place(self._open.top.tag, wrap=False)
        elif name == "script" and self._open.top.block == self._open.top.depth:
            self._json(start, end)

    def _comment(self, start: int, end: int) -> None:
        found = _DIRECTIVE.fullmatch(self.source, start, end) if self.source.startswith("<!--", start) else None
        if found is None:
            if self._live():
                self._run.append((COMMENT, start, end, "", ()))
            return
        name, text = found[1], fold(found[2])
        live = self._live()
        if name == "off":
            self._off = True
            if live:
                self._kept = (RAW, start, end, "", ())
        elif name == "on":
            self._off = False
            if not live and self._live():
                self._keep(end)
        elif name == "note":
            self._notes.append(text)
            if live:
                self._run.append((COMMENT, start, end, "", ()))
        elif name == "switcher" and self._freed():
            self._finding("F202", start, f"no switcher can stand in <{self._open.top.name}>, which it would end")
        elif name in ("skip", "switcher"):
            self._boundary(None)
            if name == "skip":
                self._skip = True
            else:
                self.page.switchers.append(Span(start, end))
        else:
            self._finding("F202", start, f"unknown directive “l10n: {name}”: off, on, skip, note or switcher")

    # -- open elements -------------------------------------------------------------------------------------------------

    def _live(self) -> bool:
        """Whether what stands here is to be translated."""
        return self._open.frames[-1].live and not self._off

    def _state(self, tag: Tag, parent: Frame) -> tuple[bool, bool]:
        """Whether an element is to be translated and in the page's language; ``translate="yes"`` is the last word."""
        on, same = parent.on, parent.same
        found = tag.attributes
        language = tag.value(self.source, "lang")
        if not language and "xml:lang" in found:
            language = tag.value(self.source, "xml:lang")
        if not self.page.declared and (
                tag.name in ("html", "body") or ((SOURCE_LANGUAGE in found or language) and self._alone(tag))
        ) and self.page.declare(self.source, tag, language):
            same = True
        elif language is not None:
            same = self.page.speaks(language)
        if "class" in found and not _AS_IT_IS.isdisjoint((tag.value(self.source, "class") or "").split()):
            on = False
        if "translate" in found:
            said = (tag.value(self.source, "translate") or "").lower()
            if said == "no":
                on = False
            elif said in ("yes", ""):
                on = same = True
        return on, same

    def _alone(self, tag: Tag) -> bool:
        """Whether a file is one element and begins with this tag, as far as its two ends show.

        One with ``translate`` is none: an imprint sets that on a part in another language.
        """
        return (self._file and not self._begun and tag.name in _CONTAINERS and "translate" not in tag.attributes
                and not self.source[self._begin:tag.start].strip(SPACE)
                and self.source.rstrip(SPACE).lower().endswith(f"</{tag.name}>"))

    def _freed(self) -> bool:
        """Whether a switcher here, which ends a paragraph or an SVG, would let other rules hold for what follows."""
        top, victim = self._open.top, self._open.closed_by("nav")
        after = self._open.frames[victim.depth - 1] if victim else top
        return top.foreign or (after.on, after.same, after.role) != (top.on, top.same, top.role)

    # -- segments ------------------------------------------------------------------------------------------------------

    def _after_break(self) -> bool:
        """Whether only white space stands between here and a ``<br>``."""
        for item in reversed(self._run):
            if item[0] != TEXT:
                return item[3] == "br"
            if self.source[item[1]:item[2]].strip():
                return False
        return False

    def _keep(self, end: int) -> None:
        """The kept region ends here and is a part of the run, unless a block began or ended in it."""
        if self._kept:
            _, start, _, name, texts = self._kept
            self._run.append((RAW, start, end, name, texts))
            self._kept = None

    def _boundary(self, closing: Frame | None) -> None:
        """The run ends, because of an element that closes or for another reason."""
        items, self._run, self._kept = self._run, [], None
        fresh, self._fresh = self._fresh, None
        if not items:
            return
        verbatim = self._open.block.role[0] == "preformatted"
        parts = [items] if verbatim else runs.links(self.source, items)
        found = [(part, runs.segment(self.source, part, self._bare, verbatim=verbatim)) for part in parts]
        if self._skip and any(one or any(item[4] for item in part) for part, one in found):
            self._skip = False
            return
        for part, one in found:
            if one is None:
                self._values([text for item in part for text in item[4]])
            else:
                self._text(one, closing if len(parts) == 1 else None, fresh)

    def _text(self, found: runs.Found, closing: Frame | None, fresh: Frame | None) -> None:
        """A segment of running text; ``fresh`` is the block that began before it, ``closing`` the one that ends."""
        kind, context = self._open.block.role
        if kind == "headline":
            self._headline = self._headline or self._headings
            if self._headline != self._headings:
                kind = context = "heading"
        if self._emit(found.span, kind, found.fragment, context):
            around = [self._tag(item) for item in found.around]
            for one in around:
                self.page.note(self.source, one, True, around=False)
            tag = fresh.tag if fresh and closing and closing.depth <= fresh.depth else None
            if tag is None or tag.name in ("html", "body", "li"):   # a direction on <li> would lose its bullet
                tag = around[0] if around else None
            wrap = found.whole and not self.source.endswith("</", 0, found.span.end)
            self.page.places[found.span.start] = Place(tag, wrap)

    def _tag(self, item: Item) -> Tag:
        _, start, end, name, _ = item
        return Tag(name, start, end, attributes(self.source, start, name, end))

    def _values(self, texts: Sequence[tuple[str, Span]]) -> None:
        for context, span in texts:
            self._plain(context, span)

    def _plain(self, context: str, span: Span) -> bool:
        """A segment of text without markup: its entities are decoded."""
        raw = self.source[span.start:span.end]
        start = span.start + len(raw) - len(raw.lstrip(SPACE))
        span = Span(start, max(start, span.start + len(raw.rstrip(SPACE))))
        raw = self.source[span.start:span.end]
        return has_letters(raw, context) and self._emit(span, context, runs.plain(fold(unescape(raw)).strip()), context)

    def _json(self, start: int, end: int) -> None:
        try:
            for key, span in jsonld.prose(self.source, start, end):
                context = jsonld.PREFIX + key
                self._emit(span, context, runs.plain(jsonld.decode(self.source[span.start:span.end])), context)
            self.page.languages += (
                span for key, span in jsonld.strings(self.source, start, end)
                if key == "inLanguage" and self.page.speaks(jsonld.decode(self.source[span.start:span.end])))
        except ValueError as problem:
            self._finding("F203", start, f"this JSON-LD is no JSON and stays as it is: {problem}")

    def _emit(self, span: Span, kind: str, fragment: Fragment, context: str | None) -> bool:
        if "\0" in fragment.text:                               # no PO file can hold it, and no browser shows it
            return False
        self.page.segments.append(Segment(span, kind, fragment, context, tuple(self._notes), self._line_of(span.start)))
        self._notes.clear()
        return True

    def _line_of(self, pos: int) -> int:
        line, at = self._line
        if pos > at:
            self._line = line + self.source.count(self._newline, at, pos), pos
            return self._line[0]
        return line - self.source.count(self._newline, pos, at)

    def _finding(self, code: str, pos: int, message: str) -> None:
        self.page.findings.append(Finding(self.path, self._line_of(pos), 0, code, message, Severity.WARNING))
