"""Markup: what the author marked is marked in the translation, once and nested as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from l10n.checks.rule import Pair, Rule, Spot
from l10n.checks.view import Token
from l10n.model import Severity

_SHOWN = {"tag": "tag", "link": "link to", "image": "image", "emphasis": "emphasis", "code": "code",
          "footnote": "footnote", "entity": "entity"}


def _keys(tokens: tuple[Token, ...], kinds: tuple[str, ...]) -> Counter[tuple[str, str]]:
    return Counter(_key(token) for token in tokens if token.kind in kinds and _key(token)[1])


def _key(token: Token) -> tuple[str, str]:
    if token.kind == "tag":
        head = token.name.split(" ")[0]
        return ("tag", f"</{head}>" if token.role == "close" else f"<{head}>")
    if token.kind in ("link", "image"):
        return (token.kind, token.kind if token.role == "close" else "")
    if token.kind == "emphasis":
        return ("emphasis", token.name.replace("_", "*"))
    return (token.kind, token.name)


_STRUCTURE = ("tag", "link", "image", "emphasis", "footnote")


def _lost(pair: Pair) -> Iterator[Spot]:
    if not pair.source.tokens:
        return
    source, target = _keys(pair.source.tokens, _STRUCTURE), _keys(pair.target.tokens, _STRUCTURE)
    missing = source - target
    told: set[tuple[str, str]] = set()
    for token in pair.source.tokens:
        key = _key(token)
        if missing.get(key):
            missing[key] -= 1
            whole = (key[0], key[1].replace("</", "<"))
            if whole not in told:    # both ends of one pair are one fault
                told.add(whole)
                yield Spot(f"the {_name(token)} of the source is missing", token.span, "source")


def _added(pair: Pair) -> Iterator[Spot]:
    if not pair.target.tokens:
        return
    source, target = _keys(pair.source.tokens, _STRUCTURE), _keys(pair.target.tokens, _STRUCTURE)
    extra = target - source
    told: set[tuple[str, str]] = set()
    for token in reversed(pair.target.tokens):
        key = _key(token)
        if extra.get(key):
            extra[key] -= 1
            whole = (key[0], key[1].replace("</", "<"))
            if whole in told or (token.name.startswith("[") and token.name in pair.source.text):
                continue    # [rules] became [reglas][rules]
            told.add(whole)
            how = "once too often" if source.get(key) else "not in the source"
            yield Spot(f"the {_name(token)} is {how}", token.span)


def _name(token: Token) -> str:
    if token.kind == "tag":
        return f"tag {_key(token)[1]}"
    if token.kind in ("link", "image"):
        return f"{token.kind} “{token.name}”" if token.name else token.kind
    if token.kind == "emphasis":
        return f"emphasis “{token.name}”"
    return f"{_SHOWN.get(token.kind, token.kind)} “{token.name}”"


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
    return None


def _destinations(pair: Pair) -> Iterator[Spot]:
    if not pair.source.tokens:
        return
    ours = [token for token in pair.target.tokens if (token.kind in ("link", "image") and token.role == "close")
            or (token.kind == "tag" and "=" in token.name)]
    theirs = Counter(token.name for token in pair.source.tokens
                     if (token.kind in ("link", "image") and token.role == "close")
                     or (token.kind == "tag" and "=" in token.name))
    if not theirs:
        return
    own = ["[]" if f"{token.name}[]" in pair.source.text else token.name for token in ours]     # [a][] is [b][a]
    left, extra = theirs - Counter(own), Counter(own) - theirs
    for token in ours:
        if extra.get(token.name) and left:
            extra[token.name] -= 1
            wanted = min(left, key=lambda name, token=token: _distance(name, token.name))  # type: ignore[misc]
            left = left - Counter([wanted])
            what = "attributes" if token.kind == "tag" else "destination"
            yield Spot(f"the {what} “{_short(token.name)}” is “{_short(wanted)}” in the source", token.span)


def _distance(one: str, two: str) -> int:
    shared = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return max(len(one), len(two)) - shared


def _short(text: str) -> str:
    return text if len(text) < 60 else text[:57] + "…"


def _copied(kind: str, noun: str) -> object:
    def look(pair: Pair) -> Iterator[Spot]:
        if not pair.source.tokens and not pair.target.tokens:
            return
        source = Counter(token.name for token in pair.source.tokens if token.kind == kind)
        target = Counter(token.name for token in pair.target.tokens if token.kind == kind)
        if source == target:
            return
        missing, extra = source - target, target - source
        for token in pair.target.tokens:
            if token.kind == kind and extra.get(token.name):
                extra[token.name] -= 1
                wanted = min(missing, key=lambda name, token=token: _distance(name, token.name),  # type: ignore[misc]
                             default=None)
                if wanted is None:
                    yield Spot(f"the {noun} “{_short(token.name)}” is not in the source", token.span)
                else:
                    missing = missing - Counter([wanted])
                    yield Spot(f"the {noun} “{_short(token.name)}” is “{_short(wanted)}” in the source", token.span)
        for token in pair.source.tokens:
            if token.kind == kind and missing.get(token.name):
                missing[token.name] -= 1
                yield Spot(f"the {noun} “{_short(token.name)}” is missing", token.span, "source")
    return look


RULES = (
    Rule("M101", "markup-missing", Severity.ERROR,
         "Emphasis, links, images, tags and footnotes of the source are all there in the translation.",
         ("It was *not* lost", "No se perdió"), ("It was *not* lost", "*No* se perdió"), _lost, everywhere=True),
    Rule("M102", "markup-added", Severity.ERROR,
         "What is not marked in the source is not marked in the translation, and nothing is marked twice.",
         ("It was lost", "Se **perdió**"), ("It was lost", "Se perdió"), _added, everywhere=True),
    Rule("M103", "markup-nested-wrongly", Severity.ERROR,
         "What opens last closes first.", ("<b><i>Lost</i></b>", "<b><i>Perdido</b></i>"),
         ("<b><i>Lost</i></b>", "<b><i>Perdido</i></b>"), _nesting, everywhere=True),
    Rule("M104", "destination-changed", Severity.ERROR,
         "Links and images lead where the author said; attributes that no reader sees stay as they are.",
         ("[Times](times.md)", "[Horarios](horarios.md)"), ("[Times](times.md)", "[Horarios](times.md)"),
         _destinations, everywhere=True),
    Rule("M105", "placeholder-changed", Severity.ERROR,
         "Placeholders such as {name} and %s are filled in by a program that knows them by these very letters.",
         ("Hello, {name}", "Hola, {nombre}"), ("Hello, {name}", "Hola, {name}"),
         _copied("placeholder", "placeholder"), everywhere=True),    # type: ignore[arg-type]
    Rule("M106", "code-changed", Severity.ERROR,
         "Code is copied letter for letter.", ("Run `l10n run`", "Ejecute `l10n ejecutar`"),
         ("Run `l10n run`", "Ejecute `l10n run`"), _copied("code", "code"), everywhere=True),  # type: ignore[arg-type]
)
