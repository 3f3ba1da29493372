"""What stands between an author's prose and the plain sentences that a model was trained on, and back."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from l10n.engines.headlines import shouted
from l10n.glossary import Term, find
from l10n.locales import language, quotes
from l10n.mask import MARKER, PLACEHOLDER, SHORT_NAME
from l10n.model import Fragment, Span

# Addresses, names of accounts, placeholders, WordPress' shortcodes, emoji and their names, code between backticks where
# those are no markup: never translated, wherever they stand.
_KEPT = re.compile(r"(?<![`\w])`[^`\s](?:[^`\n]{0,300}[^`\s(])?`(?![`\w])|"
                   r"(?:https?://|www\.)[^\s<>“”\"]*[\w/#=&%~+-]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w/])@\w[\w.]*\w|"
                   r"\[embed\][^\s\[\]]{1,300}+\[/embed\]|[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+|"
                   rf"{SHORT_NAME}|"
                   r"\[/(?:audio|caption|embed|gallery|playlist|video)\]|\[(?:embed|gallery)\]|"
                   r"\[(?:audio|caption|embed|gallery|playlist|video) [\w-]+=[^\[\]\n]{1,300}+\]|" + PLACEHOLDER)
_CUE = re.compile("[`@|\\[{%$\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]|:[/a-z+-]|www")
"""What none of these is without."""
_CLOSES = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "‹": "›"}
_SIGNS = "`*_<>[]{}|\\~#"
_QUOTES = "“”„‟«»\"‹›"
_MARKS = re.compile("[“”„«»\"‘’‚‹›]")
_KEPT_WITH_ARROWS = re.compile(f"{_KEPT.pattern}|[«»]")
_SENTENCE = re.compile(r"[.!?…。！？](?!\w)")
_STRAY = re.compile(f"[{_QUOTES}{re.escape(_SIGNS)}]")
_INSIDE = re.compile(r"(?<![.…\s])([.,])((?:⟦/\d+⟧)+)(?![.,;:…])")
"""A full stop or comma before what closes pairs."""
_SHORT = re.compile(r"\b(?:[^\W\d_]|[A-Z]{2}|[JS]r|Dr|Co|Inc|Ltd|etc)\Z")


def kept(fragment: Fragment) -> list[Span]:
    """Stretches of text that no engine may change: URLs, mail addresses, names of accounts, placeholders, shortcodes,
    emoji, code, arrows (“« Previous story”, “News » Sport”)."""
    text = _hidden(fragment)
    pattern = _KEPT_WITH_ARROWS if _points(text) else _KEPT if _CUE.search(text) else None
    return [Span(*found.span()) for found in pattern.finditer(text)] if pattern else []


def _points(text: str) -> bool:
    """Whether angle marks are arrows: all of one direction, in a text that is no sentence, they quote nothing."""
    return ("«" in text) != ("»" in text) and not _SENTENCE.search(text)


def names(fragment: Fragment, fixed: Sequence[Term]) -> list[Span]:
    """Where terms stand that are not to be translated, none of them inside markup; in a text in capitals they are in
    capitals too."""
    if fixed and shouted(fragment.text):
        fixed = (*fixed, *(replace(term, source=term.source.upper()) for term in fixed))
    return [match.span for match in find(_hidden(fragment), fixed)] if fixed else []


def quotations(fragment: Fragment) -> tuple[list[tuple[Span, Span]], list[Span]]:
    """(opening and closing mark of each quotation, marks that have no partner: a quotation that goes on).

    Curly and angle marks pair by their form, straight ones by the white space around them; a single mark between
    letters, or one that nothing opened, is an apostrophe.
    """
    text = _hidden(fragment, kept(fragment))
    pairs: list[tuple[Span, Span]] = []
    stack: list[int] = []
    lone: list[int] = []
    for found in _MARKS.finditer(text):
        at, mark = found.start(), found[0]
        before, after = text[at - 1:at], text[at + 1:at + 2]
        if before.isalnum() and after.isalnum():
            continue
        opened = [place for place in stack if mark in _CLOSES.get(text[place], '"')]
        if opened and not (mark == '"' and before.isspace()) and (mark in "”»" or opened[-1] == stack[-1]):
            pairs.append((Span(opened[-1], opened[-1] + 1), Span(at, at + 1)))
            del stack[stack.index(opened[-1]):]  # what opened later was an apostrophe
        elif mark in "“„«‘‚‹" or (mark in '"»' and not before.isalnum() and after.strip()):
            stack.append(at)
        elif mark in "”»":
            lone.append(at)
    lone += (at for at in stack if text[at] in "“„«»")
    return sorted(pairs), [Span(at, at + 1) for at in sorted(lone)]


def marks(locale: str, inner: bool) -> tuple[str, str]:
    """Opening and closing quotation mark of a locale (CLDR), in French with the no-break space set inside."""
    own = quotes(locale)
    one, two = (own.inner_open, own.inner_close) if inner else (own.open, own.close)
    return (f"{one}\u00a0", f"\u00a0{two}") if language(locale) == "fr" and one in "«‹" else (one, two)


def pointed(text: str, quotations: Collection[int], locale: str) -> str:
    """A masked text whose quotations end before the full stop or comma, not behind it, as Spanish has it, whether they
    are a whole sentence or a part of one (RAE, “Ortografía” 2010, on «comillas» beside other marks). ``quotations``:
    the numbers of their pairs. The stop of an abbreviation stays.
    """
    if not quotations or language(locale) != "es":
        return text

    def out(found: re.Match[str]) -> str:
        closing = MARKER.findall(found[2])
        last = max((at for at, (_, number) in enumerate(closing, 1) if int(number) in quotations), default=0)
        if not last or (found[1] == "." and _SHORT.search(text, 0, found.start())):
            return found[0]
        inside = "".join(f"⟦/{number}⟧" for _, number in closing[:last])
        return f"{inside}{found[1]}{found[2][len(inside):]}"

    return _INSIDE.sub(out, text)


def ascii_apostrophes(text: str) -> str:
    """Straight apostrophes, as most training text has them; the length stays."""
    return text.replace("’", "'").replace("‘", "'").replace("ʼ", "'")


def apostrophes(text: str, source: str) -> str:
    """The typographic apostrophe between letters where the source writes typographic marks."""
    return re.sub(r"(?<=[^\W\d_])'(?=[^\W\d_])", "’", text) if re.search("[’“”]", source) else text


def stray(text: str, source: str) -> list[Span]:
    """Quotation marks, and signs that would be markup, that the model wrote of its own accord."""
    return [Span(*found.span()) for found in _STRAY.finditer(text) if found[0] not in source]


def _hidden(fragment: Fragment, more: Sequence[Span] = ()) -> str:
    """The text with every character of markup, and of ``more``, made a control character that no rule looks at."""
    if not fragment.inlines and not more:
        return fragment.text
    out = list(fragment.text)
    for span in (*(inline.span for inline in fragment.inlines), *more):
        out[span.start:span.end] = "\x01" * (span.end - span.start)
    return "".join(out)
