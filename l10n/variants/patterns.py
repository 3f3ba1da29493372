"""Rules that are patterns with fields (dates, times) and number formats, joined into one regular expression each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from l10n.variants.rules import Rule, VariantError

_FIELD = re.compile(r"\{([a-z]+)(\d?)\}")
_FIELDS = {
    "day": r"(?:3[01]|[12]\d|[1-9])",
    "year": r"(?:1\d|20|21)\d\d",
    "hour": r"(?:2[0-4]|1\d|0?\d)",
    "minute": r"[0-5]\d",
    "number": r"\d+",
}
_LEFT = r"(?<![\w£$€/])(?<!\d[.,:–-])"
_RIGHT = r"(?!\w)(?![.,:/–-]\d)"
Sets = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule that may rewrite what a pattern matched."""

    rule: Rule
    rewrite: Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns that share a gate, as one expression."""

    gate: frozenset[str]
    """Folded words of which one must be in the text; empty: any digit."""
    regex: re.Pattern[str]
    """Alternatives named ``p0``, ``p1`` …"""
    candidates: Mapping[str, tuple[Candidate, ...]]
    """Alternative → the rules for it, in order; the first whose conditions hold applies."""


@dataclass(frozen=True, slots=True)
class PatternRow:
    """A row of a pattern rule in one direction."""

    rule: Rule
    source: str
    target: str
    line: int
    forward: bool
    """Whether the source is the left column, which says how ``left/right`` items of sets are read."""


def compile_patterns(rows: Iterable[PatternRow], sets: Sets) -> tuple[Patterns, ...]:
    """One ``Patterns`` per gate. Raises VariantError for unknown fields and fields without a source."""
    groups: dict[str, list[PatternRow]] = {}
    for row in rows:
        groups.setdefault(row.source, []).append(row)
    gated: dict[frozenset[str], list[tuple[str, list[PatternRow]]]] = {}
    for source, members in groups.items():
        gated.setdefault(_gate(members[0], sets), []).append((source, members))
    return tuple(_join(gate, sorted(found, key=lambda item: (-len(_FIELD.findall(item[0])), -len(item[0]))), sets)
                 for gate, found in gated.items())


def _join(gate: frozenset[str], found: list[tuple[str, list[PatternRow]]], sets: Sets) -> Patterns:
    alternatives: list[str] = []
    candidates: dict[str, tuple[Candidate, ...]] = {}
    for number, (source, members) in enumerate(found):
        name = f"p{number}"
        alternatives.append(f"(?P<{name}>{_regex(source, name, members[0], sets)})")
        candidates[name] = tuple(Candidate(row.rule, _rewriter(row, name, sets)) for row in members)
    return Patterns(gate, re.compile(f"{_LEFT}(?:{'|'.join(alternatives)}){_RIGHT}"), candidates)


def _regex(source: str, name: str, row: PatternRow, sets: Sets) -> str:
    out: list[str] = []
    at = 0
    for match in _FIELD.finditer(source):
        out.append(_literal(source[at:match.start()]))
        out.append(f"(?P<{name}_{match[1]}{match[2]}>{_values(match[1], row, sets)})")
        at = match.end()
    out.append(_literal(source[at:]))
    return "".join(out)


def _literal(text: str) -> str:
    return re.escape(text).replace("\\ ", "[ \u00a0]").replace("'", "['’]")


def _values(name: str, row: PatternRow, sets: Sets) -> str:
    if name in _FIELDS:
        return _FIELDS[name]
    if name not in sets:
        known = ", ".join(sorted((*_FIELDS, *sets)))
        raise VariantError(f"no field “{{{name}}}” (there are: {known})", path=row.rule.path, line=row.line)
    side = 0 if row.forward else -1
    forms = sorted({item.split("/")[side] for item in sets[name]}, key=lambda form: (-len(form), form))
    return f"(?:{'|'.join(map(re.escape, forms))})"


def _rewriter(row: PatternRow, name: str, sets: Sets) -> Callable[[re.Match[str]], str]:
    fields = {match[1] + match[2]: match[1] for match in _FIELD.finditer(row.source)}
    pieces: list[tuple[str, str]] = []
    maps: dict[str, dict[str, str]] = {}
    at = 0
    side = (0, -1) if row.forward else (-1, 0)
    for match in _FIELD.finditer(row.target):
        field = match[1] + match[2]
        if field not in fields:
            raise VariantError(f"“{{{field}}}” stands on one side only", path=row.rule.path, line=row.line)
        if match[1] in sets:
            items = (item.split("/") for item in sets[match[1]])
            maps[field] = {item[side[0]]: item[side[1]] for item in items}
        pieces.append((row.target[at:match.start()], field))
        at = match.end()
    rest = row.target[at:]

    def rewrite(match: re.Match[str]) -> str:
        out: list[str] = []
        for literal, field in pieces:
            value = match[f"{name}_{field}"]
            out += literal, maps[field].get(value, value) if field in maps else value
        result = "".join(out) + rest
        matched = match[0]
        return result.replace(" ", "\u00a0") if "\u00a0" in matched and " " not in matched else result

    return rewrite


def _gate(row: PatternRow, sets: Sets) -> frozenset[str]:
    """Words of which any match holds one: those of its first set, or its first literal word."""
    side = 0 if row.forward else -1
    for match in _FIELD.finditer(row.source):
        if match[1] in sets and match[1] not in _FIELDS:
            first = {(re.match(r"[^\W\d_]*", item.split("/")[side]) or [""])[0].lower() for item in sets[match[1]]}
            if all(len(word) > 2 for word in first):
                return frozenset(first)
    for word in re.findall(r"[^\W\d_]{2,}", _FIELD.sub(" ", row.source)):
        return frozenset({word.lower()})
    return frozenset()


def number_pattern(row: PatternRow) -> Patterns:
    """Numbers written with other signs: ``. ,`` is a full stop between thousands and a decimal comma.

    8,000 with such signs may be eight and no thousandths, or a number that is written the other way already: it stays.
    """
    group, decimal = _signs(row.source, row)
    new_group, new_decimal = _signs(row.target, row)
    thousands, point = re.escape(group), re.escape(decimal)
    regex = re.compile(
        rf"(?<![\w/:+-])(?<!\d[.,])(?P<p0>[1-9]\d{{0,2}}(?:{thousands}\d{{3}})+(?:{point}\d+)?"
        rf"|(?![1-9]\d{{0,2}}{point}\d{{3}}(?!\d))\d+{point}\d+)(?!\w)(?![.,:/’-]\d)")

    def rewrite(match: re.Match[str]) -> str:
        return match[0].translate({ord(group): new_group, ord(decimal): new_decimal})

    return Patterns(frozenset(), regex, {"p0": (Candidate(row.rule, rewrite),)})


def _signs(cell: str, row: PatternRow) -> tuple[str, str]:
    signs = cell.split()
    if len(signs) != 2 or any(len(sign) != 1 for sign in signs):
        raise VariantError(f"number signs are written “. ,” (thousands, decimal), not “{cell}”",
                           path=row.rule.path, line=row.line)
    return signs[0], signs[1]
