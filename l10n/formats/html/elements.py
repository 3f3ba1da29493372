"""What HTML says of its elements and attributes (WHATWG HTML Living Standard), as far as extraction needs it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from l10n.mask import PLACEHOLDER
from l10n.model import Span


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPACE = "\t\n\f\r "
"""ASCII white space (WHATWG Infra): what collapses and separates; a no-break space is none."""

VOID = _names(
    "area base basefont bgsound br col command embed frame hr img input keygen link meta param source track wbr")
"""Elements without content and end tag (“Void elements”)."""

TAGLESS = _names("script style textarea title xmp iframe noembed noframes plaintext")
"""Elements whose content holds no tags (raw text, RCDATA, script data)."""

BLOCK = _names(
    "html head body address article aside blockquote center details dialog dd dir div dl dt fieldset figcaption "
    "figure footer form frame frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol "
    "optgroup option p plaintext pre search section summary table caption colgroup col thead tbody tfoot tr td th "
    "ul title base link meta noscript template object applet embed param video audio track canvas iframe map area "
    "input button select datalist textarea label marquee xmp noembed noframes basefont bgsound isindex")
"""Elements that end a run of text: what CSS shows as blocks or boxes of their own, form fields and their labels."""

KEPT = _names(
    "script style pre listing xmp plaintext code kbd samp var textarea svg math iframe noembed noframes")
"""Elements whose content is no prose, unless ``translate="yes"`` says that it is."""

WORDLESS = frozenset(["script", "style", "svg"])
"""Kept elements that are no word of a sentence: left out at the edges of a segment."""

PARAGRAPH: tuple[str, str | None] = ("paragraph", None)

ROLES: Mapping[str, tuple[str, str | None]] = {
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), ("heading", "heading")),
    **{name: (name, name) for name in ("button", "label", "legend", "option", "summary")},
    **dict.fromkeys(("td", "th"), ("cell", "cell")),
    **dict.fromkeys(("caption", "figcaption"), ("caption", "caption")),
    **dict.fromkeys(_names("html head body article aside main nav section form fieldset dialog"), PARAGRAPH),
    "h1": ("headline", "headline"),
    "dt": ("term", "term"),
    "dd": ("definition", None),
    "li": ("item", None),
    "blockquote": ("quotation", None),
    "pre": ("preformatted", None),
    "listing": ("preformatted", None),
}
"""Element → (kind, context) of the text inside, until an element further inside has a role of its own. Sections begin
anew: a paragraph in an article in a list item is a paragraph."""

PLAIN_BLOCKS = BLOCK - KEPT - VOID - TAGLESS - {"html", "body"}
"""Blocks that mean nothing but a boundary where they have no attributes."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

CLOSES_P = _names(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul "
    "xmp")
"""Start tags that end an open paragraph (“in body” insertion mode)."""

CLOSES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "li": (("li",), ("ul", "ol", "menu", "dir")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "option": (("option",), ("select", "datalist")),
    "optgroup": (("optgroup", "option"), ("select",)),
    "td": (("td", "th", "caption"), ("table",)),
    "th": (("td", "th", "caption"), ("table",)),
    "tr": (("tr", "td", "th", "caption", "colgroup"), ("table",)),
    **dict.fromkeys(("thead", "tbody", "tfoot"),
                    (("thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup"), ("table",))),
    **dict.fromkeys(_HEADINGS, (_HEADINGS, ("div", "section", "article"))),
    "button": (("button",), ("form",)),
    "body": (("head",), ("html",)),
}
"""Start tag → open elements that it ends, and those that keep it from doing so (“Optional tags”)."""

SCOPE = _names("html table td th caption template object applet marquee button")
"""Elements that no end tag of something outside reaches through (“has an element in scope”)."""

TABLE = _names("table caption colgroup thead tbody tfoot tr td th")

KINDS: Mapping[str, str] = {
    "em": "emphasis", "i": "emphasis", "strong": "strong", "b": "strong", "s": "strike", "del": "strike",
    "strike": "strike", "a": "link", "img": "image", "br": "break", "wbr": "break",
    "code": "code", "kbd": "code", "samp": "code", "var": "code",
}
"""Element → kind of inline; ``tag`` for all others, ``kept`` for what stays as it is."""

INLINE = _names(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd mark nobr q rb rp rt rtc ruby s "
    "samp small span strike strong sub sup time tt u var wbr")
"""What a target may use even where its source does not."""

_EVERYWHERE = {name: name for name in ("title", "aria-label", "aria-description", "aria-placeholder",
                                       "aria-roledescription", "aria-valuetext")}
_ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "img": {"alt": "alt"}, "area": {"alt": "alt"},
    "input": {"alt": "alt", "placeholder": "placeholder"}, "textarea": {"placeholder": "placeholder"},
    "th": {"abbr": "abbr"}, "table": {"summary": "table summary"},
    "optgroup": {"label": "group label"}, "option": {"label": "option label"}, "track": {"label": "track label"},
}
_CUSTOM = {"alt": "alt", "placeholder": "placeholder"}
"""Of elements of somebody else's making, ``<amp-img>`` among them."""
_CANDIDATES = frozenset([*_EVERYWHERE, "alt", "placeholder", "abbr", "label", "summary", "value", "content"])

_META = {
    **{f"{name}description": f"{name}description" for name in ("dc.", "dc:", "dcterms.", "og:", "twitter:")},
    **{f"{name}title": f"{name}title" for name in ("dc.", "dc:", "dcterms.", "og:", "twitter:")},
    **{name: name for name in ("og:image:alt", "twitter:image:alt", "article:section", "article:tag", "news_keywords",
                               "twitter:label1", "twitter:data1", "twitter:label2", "twitter:data2")},
    "title": "meta title", "description": "meta description", "keywords": "meta keywords",
}
_PROPERTIES = _names("headline alternativeheadline description abstract articlesection keywords caption")

PLAIN = frozenset([*_EVERYWHERE.values(), *_META.values(), "alt", "placeholder", "abbr", "group label", "option label",
                   "track label", "table summary", "value", *(f"itemprop {name}" for name in _PROPERTIES)])
"""Contexts of attribute values: text without markup, decoded."""

_LETTER = re.compile(r"[^\W\d_]")
_PLACEHOLDER = re.compile(PLACEHOLDER)
_ADDRESS = re.compile(r"\s*(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|ctx_ver=\S+)\s*")
"""What is for machines and says nothing: an address, or a book's particulars as libraries have them in a ``title``
(COinS)."""

Attributes = Mapping[str, tuple[int, int]]
"""Name → offsets of its value without quotation marks, of the first attribute of each name."""


def fold(text: str) -> str:
    """The text with each run of ASCII white space as one space. (Several times as fast as a regular expression.)"""
    for char in "\n\t\r\f":
        if char in text:
            text = text.replace(char, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def has_letters(text: str, context: str = "") -> bool:
    """Whether there is anything to translate in a text with entities: a letter that is no part of a placeholder, as
    ``{% endfor %} {{ content }}`` is nothing else, and no address but the example in a field."""
    if "{" in text or "%" in text or "*|" in text:
        text = _PLACEHOLDER.sub("", fold(text))
    if _LETTER.search(unescape(text) if "&" in text else text) is None:
        return False
    return context == "placeholder" or not (
        ("@" in text or "://" in text or "www." in text or "=" in text) and _ADDRESS.fullmatch(text))


def translatable(source: str, name: str, attributes: Attributes) -> tuple[tuple[str, Span], ...]:
    """(context, trimmed span) of the values of an element's attributes that a reader sees or hears, in their order.

    HTML's own list (“translatable attributes”, at ``translate``) without ``srcdoc``, ``style``, ``download`` and
    ``lang``, and the texts of WAI-ARIA.
    """
    if _CANDIDATES.isdisjoint(attributes):
        return ()
    own = _ATTRIBUTES.get(name) or (_CUSTOM if "-" in name else {})
    out: list[tuple[str, Span]] = []
    for attribute, (start, end) in attributes.items():
        if attribute not in _CANDIDATES:
            continue
        context = own.get(attribute) or _EVERYWHERE.get(attribute)
        if attribute == "value" and name == "input":
            context = "value" if _value(source, attributes, "type") in ("submit", "button", "reset") else None
        elif attribute == "content" and name == "meta":
            context = _meta(source, attributes)
        if context is None:
            continue
        while start < end and source[start] in SPACE:
            start += 1
        while start < end and source[end - 1] in SPACE:
            end -= 1
        if has_letters(source[start:end], context):
            out.append((context, Span(start, end)))
    return tuple(out)


def _meta(source: str, attributes: Attributes) -> str | None:
    prop = _value(source, attributes, "itemprop")
    if prop in _PROPERTIES:
        return f"itemprop {prop}"
    return _META.get(_value(source, attributes, "name")) or _META.get(_value(source, attributes, "property"))


def _value(source: str, attributes: Attributes, name: str) -> str:
    start, end = attributes.get(name, (0, 0))
    return source[start:end].strip(SPACE).lower()
