"""Markup: what the author marked is marked in the translation, once and nested as it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

from l10n import locales
from l10n.checks.rule import Looks, Pair, Rule, Spot
from l10n.checks.tokens import Token
from l10n.checks.view import View
from l10n.model import Severity


def _keys(pair: Pair) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """What is marked in the source and in the translation, worked out once."""
    known = pair.kept.get("markup")
    if isinstance(known, tuple):
        return known
    source, target = (Counter(key for token in view.tokens if token.kind in _STRUCTURE
                              and (key := _key(token, pair.language))[1]) for view in (pair.source, pair.target))
    pair.kept["markup"] = source, target
    return source, target


_UPRIGHT = frozenset(("zh", "ja", "ko"))
"""Languages that set no italics: their emphasis is another than the author's, and as good."""


def _key(token: Token, language: str = "") -> tuple[str, str]:
    if token.kind == "tag":
        head = "!--" if token.name.startswith("<!--") else token.name.split(" ")[0]
        return ("tag", f"</{head}>" if token.role == "close" else f"<{head}>")
    if token.kind in ("link", "image"):
        return (token.kind, token.kind if token.role == "close" else "")
    if token.kind == "emphasis":
        return ("emphasis", "*" if language in _UPRIGHT else token.name.replace("_", "*"))
    return (token.kind, token.name)


_STRUCTURE = ("tag", "link", "image", "emphasis", "footnote")


def _lost(pair: Pair) -> Iterator[Spot]:
    source, target = _keys(pair)
    missing = source - target
    told: set[tuple[str, str]] = set()
    for token in pair.source.tokens:
        key = _key(token, pair.language)
        if missing.get(key):
            missing[key] -= 1
            whole = (key[0], key[1].replace("</", "<"))
            if whole not in told:    # both ends of one pair are one fault
                told.add(whole)
                yield Spot(f"the {_name(token)} of the source is missing", token.span, "source")


def _added(pair: Pair) -> Iterator[Spot]:
    source, target = _keys(pair)
    extra = target - source
    if extra:
        extra -= _ours_to_add(pair)
    told: set[tuple[str, str]] = set()
    for token in reversed(pair.target.tokens):
        key = _key(token, pair.language)
        if extra.get(key):
            extra[key] -= 1
            whole = (key[0], key[1].replace("</", "<"))
            if whole in told or (token.name.startswith("[") and token.name in pair.source.text):
                continue    # [rules] became [reglas][rules]
            told.add(whole)
            how = "once too often" if source.get(key) else "not in the source"
            yield Spot(f"the {_name(token)} is {how}", token.span)


_SLANTED = ("<em>", "<i>", "<cite>", "*")
_TURNED = re.compile(r"<(?:bd[io]\b|span\s(?:[^<>]*\s)?dir\s*=)", re.IGNORECASE)


def _ours_to_add(pair: Pair) -> Counter[tuple[str, str]]:
    """The marks that a translation may have more than its source: italics on words of the source that stay as they are
    and are no names, as Spanish, Portuguese and others set foreign words (Ortografía de la lengua española 2010, 5.3),
    and what keeps a stretch of the other direction apart from its own."""
    found: Counter[tuple[str, str]] = Counter()
    turned = locales.direction(pair.locale) != locales.direction(pair.source_locale)
    marked = Counter(said for start, _, said in _stretches(pair.source) if _opening(start) in _SLANTED)
    for start, end, said in _stretches(pair.target):
        word = said.lower().removesuffix("s")
        if (_opening(start) in _SLANTED and word and pair.source.plain.count(word) > marked[said]) \
                or (turned and _TURNED.match(pair.target.text, start.span.start)):
            found.update(_key(token, pair.language) for token in (start, end))
    return found


def _stretches(view: View) -> Iterator[tuple[Token, Token, str]]:
    """(mark that opens, mark that closes, what stands between them)."""
    open_: dict[str, list[Token]] = {}
    for token in view.tokens:
        begun = open_.setdefault(_opening(token), [])
        if begun and token.role != "open":
            start = begun.pop()
            yield start, token, view.text[start.span.end:token.span.start].strip("`")
        elif token.role != "close":
            begun.append(token)


def _opening(token: Token) -> str:
    return token.name.replace("_", "*") if token.kind == "emphasis" else _key(token)[1].replace("</", "<")


def _name(token: Token) -> str:
    if token.kind == "tag":
        return f"tag {_key(token)[1]}"
    return f"{token.kind} “{token.name}”" if token.name else token.kind


def _nesting(pair: Pair) -> Iterator[Spot]:
    target, source = pair.target.tokens, pair.source.tokens
    if len(target) < 2 or _crossing(source) is not None:
        return
    wrong = _crossing(target)
    if wrong is not None:
        yield Spot(f"the {_name(wrong)} closes before what was opened inside it, or was never opened", wrong.span)


def _crossing(tokens: tuple[Token, ...]) -> Token | None:
    stack: list[str] = []
    for token in tokens:
        if token.role == "open":
            stack.append(token.kind if token.kind != "tag" else _key(token)[1])
        elif token.role == "close":
            wanted = token.kind if token.kind != "tag" else _key(token)[1].replace("</", "<")
            if not stack or stack.pop() != wanted:
                return token
        elif token.kind == "emphasis":
            mark = token.name.replace("_", "*")
            if mark not in stack:
                stack.append(mark)
            elif stack.pop() != mark:
                return token
    return None


def nearest(text: str, among: Iterable[str]) -> str | None:
    """The one of the first few that it shares its beginning with the longest; None where there is none."""
    def distance(one: str) -> int:
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, text, strict=False)))
        return max(len(one), len(text)) - shared
    return min(islice(among, _FEW), key=distance, default=None)


_FEW = 100


def shortened(text: str) -> str:
    """For a message."""
    return text if len(text) < 60 else text[:57] + "…"


def _word_of(view: View, code: str) -> bool:
    word = code.strip("` ").lower()
    return bool(word) and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", view.lower) is not None


def _copied(kind: str, noun: str) -> Looks:
    def look(pair: Pair) -> Iterator[Spot]:
        source = Counter(token.name for token in pair.source.tokens if token.kind == kind)
        target = Counter(token.name for token in pair.target.tokens if token.kind == kind)
        if source == target:
            return
        missing, extra = source - target, target - source
        if kind == "code":          # a word of the source that is marked as the code that it is
            extra = Counter({name: count for name, count in extra.items() if not _word_of(pair.source, name)})
        for token in pair.target.tokens:
            if token.kind == kind and extra.get(token.name):
                extra[token.name] -= 1
                wanted = nearest(token.name, missing)
                if wanted is None:
                    yield Spot(f"the {noun} “{shortened(token.name)}” is not in the source", token.span)
                else:
                    missing[wanted] -= 1
                    if not missing[wanted]:
                        del missing[wanted]
                    yield Spot(f"the {noun} “{shortened(token.name)}” is “{shortened(wanted)}” in the source",
                               token.span)
        for token in pair.source.tokens:
            if token.kind == kind and missing.get(token.name):
                missing[token.name] -= 1
                yield Spot(f"the {noun} “{shortened(token.name)}” is missing", token.span, "source")
    return look


_LISTS = frozenset(("tags", "keywords", "categories", "tag", "keyword", "category"))
_COMMA = re.compile(r",(?!(?<=\d,)\d)")
_COMMAS = re.compile(r"[,،、，؛;](?!(?<=\d,)\d)")


def is_list(context: str | None) -> bool:
    """Whether it is the role of a value in front matter that names things for a list of them."""
    return (context or "").startswith("front matter: ") and str(context)[14:].rpartition(".")[2] in _LISTS


def _listed(pair: Pair) -> Iterator[Spot]:
    if not is_list(pair.entry.context):
        return
    theirs, ours = (len(_COMMA.findall(view.text)) + 1 for view in (pair.source, pair.target))
    if ours != theirs:
        if len(_COMMAS.findall(pair.target.text)) + 1 == theirs:
            yield Spot("site generators part this value at “,” and at no other mark")
        else:
            yield Spot(f"the commas make {ours} of it, and {theirs} in the source")


_PARTS = frozenset(map(str.upper, _STRUCTURE))

RULES = (
    Rule("M109", "front-matter-list", Severity.WARNING,
         "A value of tags, keywords or categories that lists several parted by commas lists as many in the "
         "translation, parted by the same comma, since site generators split it there; and a tag is one, without a "
         "comma.",
         ("boats, books, islands", "barcos, libros y islas"), ("boats, books, islands", "barcos, libros, islas"),
         _listed, everywhere=True, in_source=frozenset({"LABEL"})),
    Rule("M101", "markup-missing", Severity.ERROR,
         "Emphasis, links, images, tags and footnotes of the source are all there in the translation.",
         ("It was *not* lost", "No se perdió"), ("It was *not* lost", "*No* se perdió"), _lost, everywhere=True,
         in_source=_PARTS),
    Rule("M102", "markup-added", Severity.ERROR,
         "What is not marked in the source is not marked in the translation, and nothing is marked twice. Words of the "
         "source that stay as they are may be in italics, as foreign words are; <bdi> and <span dir> pass where the "
         "directions differ.",
         ("It was lost", "Se **perdió**"), ("It was lost", "Se perdió"), _added, everywhere=True, in_target=_PARTS),
    Rule("M103", "markup-nested-wrongly", Severity.ERROR,
         "What opens last closes first.", ("<b><i>Lost</i></b>", "<b><i>Perdido</b></i>"),
         ("<b><i>Lost</i></b>", "<b><i>Perdido</i></b>"), _nesting, everywhere=True, in_target=_PARTS),
    Rule("M105", "placeholder-changed", Severity.ERROR,
         "Placeholders such as {name} and %s are filled in by a program that knows them by these very letters.",
         ("Hello, {name}", "Hola, {nombre}"), ("Hello, {name}", "Hola, {name}"),
         _copied("placeholder", "placeholder"), everywhere=True, in_either=frozenset({"PLACEHOLDER"})),
    Rule("M106", "code-changed", Severity.ERROR,
         "Code is copied letter for letter; a word of the source may become code.",
         ("Run `l10n run`", "Ejecute `l10n ejecutar`"),
         ("Run `l10n run`", "Ejecute `l10n run`"), _copied("code", "code"), everywhere=True,
         in_either=frozenset({"CODE"})),
)
