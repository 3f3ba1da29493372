"""Agreed terms: ``glossary/<locale>.csv`` and TBX-Basic, where they stand in a text, whether a translation has them.

The CSV has a header with ``source`` and ``target`` and, in any order, ``part of speech``, ``note``, ``forbidden``,
``do-not-translate`` and ``case-sensitive`` (yes or no). TBX-Basic is ISO 30042, of 2008 (martif) or 2019 (tbx).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NoReturn
from xml.etree import ElementTree

from l10n.errors import GlossaryError
from l10n.model import Span

_COLUMNS = ("source", "target", "part of speech", "note", "forbidden", "do-not-translate", "case-sensitive")
_YES, _NO = frozenset(("yes", "true", "1", "x", "y")), frozenset(("no", "false", "0", "", "n"))
_OF = frozenset(("de", "del", "des", "du", "da", "do", "di", "della", "à", "a", "en", "para", "pour", "per", "of"))


@dataclass(frozen=True, slots=True)
class Term:
    """An agreed translation of a word or phrase."""

    source: str
    """In its base form, as the article's language has it in a dictionary."""
    target: str
    """In its base form; ``source`` itself where it is not to be translated."""
    part_of_speech: str = ""
    """noun, noun f, verb …; a lone m or f is the gender of ``target``."""
    note: str = ""
    forbidden: bool = False
    """``target`` must not be used for it."""
    fixed: bool = False
    """Never translated, never inflected: a name, a brand."""
    cased: bool = False
    """Only this very use of capitals is meant; always so for a word in capitals."""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Match:
    """A term where it stands in a text."""

    span: Span
    term: Term
    plural: bool
    """Whether it stands there in the plural."""


def read_csv(data: bytes, path: str) -> tuple[Term, ...]:
    """The terms of a glossary. GlossaryError with the line of what cannot be used."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise GlossaryError("not UTF-8", path=path, line=data[:problem.start].count(b"\n") + 1) from None
    rows = csv.reader(io.StringIO(text), strict=True)
    header: list[str] = []
    out: list[Term] = []
    seen: dict[tuple[str, str, bool], int] = {}
    line = 1
    try:
        for row in rows:
            number, line = line, rows.line_num + 1
            if not any(cell.strip() for cell in row) or row[0].startswith("#"):
                continue
            if not header:
                header = _header(row, path, number)
                continue
            if len(row) > len(header):
                raise GlossaryError(f"{len(row)} cells under {len(header)} columns: put text with a comma in quotation "
                                    "marks", path=path, line=number)
            term = _term(dict(zip(header, (cell.strip() for cell in row), strict=False)), path, number)
            key = (term.source if term.cased else term.source.lower(), term.target if term.forbidden else "",
                   term.forbidden)
            if key in seen:
                raise GlossaryError(f"“{term.source}” stands in line {seen[key]} already", path=path, line=number)
            seen[key] = number
            out.append(term)
    except csv.Error as problem:
        raise GlossaryError(f"broken CSV: {problem}", path=path, line=max(1, rows.line_num)) from None
    return tuple(out)


def _header(row: Sequence[str], path: str, line: int) -> list[str]:
    known = {re.sub(r"[\s_-]", "", column): column for column in _COLUMNS}
    header = [known.get(re.sub(r"[\s_-]", "", cell.lower()), "") for cell in row]
    for cell, column in zip(row, header, strict=True):
        if not column:
            raise GlossaryError(f"unknown column “{cell.strip()}” (there are: {', '.join(_COLUMNS)})", path=path,
                                line=line)
    for needed in ("source", "target"):
        if needed not in header:
            raise GlossaryError(f"has no column “{needed}” in its first line", path=path, line=line)
    return header


def _term(cells: dict[str, str], path: str, line: int) -> Term:
    def fail(message: str) -> NoReturn:
        raise GlossaryError(message, path=path, line=line)

    def flag(column: str) -> bool:
        value = cells.get(column, "").lower()
        if value not in _YES | _NO:
            fail(f"“{column}” is “{value}”: yes or no")
        return value in _YES

    source, target, fixed = cells.get("source", ""), cells.get("target", ""), flag("do-not-translate")
    if not re.search(r"\w", source):
        fail("has no source")
    if not target and not fixed:
        fail(f"“{source}” has no target")
    if fixed and target not in ("", source):
        fail(f"“{source}” is not to be translated and has a target, “{target}”")
    if fixed and flag("forbidden"):
        fail(f"“{source}” is not to be translated and forbidden")
    return Term(source, source if fixed else target, cells.get("part of speech", ""), cells.get("note", ""),
                flag("forbidden"), fixed, flag("case-sensitive") or source.isupper(), line)


def read_tbx(data: bytes, path: str, source: str, target: str) -> tuple[Term, ...]:
    """The terms of a TBX-Basic file for two languages: every source term with the first target term that is preferred
    or has no status; deprecated target terms as forbidden ones. GlossaryError where it is no TBX."""
    if b"<!ENTITY" in data:
        raise GlossaryError("declares entities, which are not read", path=path)
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - expat fetches nothing, and no entity is declared
    except ElementTree.ParseError as problem:
        raise GlossaryError(f"broken XML: {str(problem).partition(':')[0]}", path=path,
                            line=problem.position[0]) from None
    if _name(root) not in ("martif", "tbx"):
        raise GlossaryError(f"is no TBX: its root is <{_name(root)}>", path=path)
    out: list[Term] = []
    for concept in (one for one in root.iter() if _name(one) in ("termEntry", "conceptEntry")):
        spoken: dict[str, list[tuple[str, str, str]]] = {}
        for part in (one for one in concept if _name(one) in ("langSet", "langSec")):
            language = part.get("{http://www.w3.org/XML/1998/namespace}lang", "").replace("_", "-").lower()
            for held in (one for one in part.iter() if _name(one) in ("tig", "ntig", "termSec")):
                texts = ["".join(one.itertext()).strip() for one in held.iter() if _name(one) == "term"]
                notes = {one.get("type", ""): (one.text or "").strip() for one in held.iter()
                         if _name(one) == "termNote"}
                if texts and texts[0]:
                    spoken.setdefault(language.partition("-")[0], []).append(
                        (texts[0], notes.get("partOfSpeech", ""), notes.get("administrativeStatus", "")))
        ours = spoken.get(target, [])
        good = [one for one in ours if not one[2].startswith(("deprecated", "superseded"))]
        for text, kind, _ in spoken.get(source, []):
            out += (Term(text, word, kind, "", text == word, False, text.isupper()) for word, _, status in ours
                    if status.startswith("deprecated") and word != text)
            if good:
                best = next((one for one in good if one[2].startswith("preferred")), good[0])
                out.append(Term(text, best[0], kind or best[1], fixed=text == best[0], cased=text.isupper()))
    return tuple(dict.fromkeys(out))


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find(text: str, terms: Iterable[Term]) -> list[Match]:
    """The terms that a text has, in order, the longest where several begin; forbidden ones are looked for nowhere.

    A plural of English, a possessive and a capital at the beginning make no other word.
    """
    spots = [Match(Span(*found.span("whole")), term, bool(found["plural"])) for term in terms if not term.forbidden
             for found in _pattern(term).finditer(text)]
    out: list[Match] = []
    for match in sorted(spots, key=lambda match: (match.span.start, -match.span.end)):
        if not out or match.span.start >= out[-1].span.end:
            out.append(match)
    return out


@cache
def _pattern(term: Term) -> re.Pattern[str]:
    *words, last = term.source.split()
    stem = re.escape(last)
    plural = "" if term.fixed else "s|es"
    if last.lower().endswith("y") and not term.fixed:
        stem, plural = re.escape(last[:-1]), "ies"
        last_word = f"(?:{re.escape(last)}|{stem}(?P<plural>{plural}))"
    else:
        last_word = f"{stem}(?P<plural>{plural})?" if plural else f"{stem}(?P<plural>(?!))?"
    body = r"\s+".join([*map(re.escape, words), last_word])
    return re.compile(rf"(?<!\w)(?P<whole>{body})(?!\w)", re.NOFLAG if term.cased or term.fixed else re.IGNORECASE)


def form(match: Match, language: str) -> str | None:
    """What stands for a term in the target: its plural where the source has one. None where that cannot be told."""
    if not match.plural or match.term.fixed:
        return match.term.target
    words = match.term.target.split()
    out: list[str] = []
    for index, word in enumerate(words):
        if word.lower() in _OF:
            return " ".join([*out, *words[index:]])
        many = _plural(word, language)
        if many is None:
            return None
        out.append(many)
    return " ".join(out)


def _plural(word: str, language: str) -> str | None:
    """The regular plural of Spanish, Portuguese, French and Italian nouns and adjectives; None elsewhere."""
    rules = {
        "es": ((r"z$", "ces"), (r"ión$", "iones"), (r"[aeiouáéó]$", r"\g<0>s"), (r"[sx]$", r"\g<0>"),
               (r"$", "es")),
        "pt": ((r"ão$", "ões"), (r"m$", "ns"), (r"([aeou])l$", r"\1is"), (r"[rz]$", r"\g<0>es"), (r"s$", "s"),
               (r"$", "s")),
        "fr": ((r"[sxz]$", r"\g<0>"), (r"al$", "aux"), (r"(eau|eu)$", r"\1x"), (r"$", "s")),
        "it": ((r"[àèìòù]$", r"\g<0>"), (r"([cg])a$", r"\1he"), (r"a$", "e"), (r"[oe]$", "i"), (r"$", "")),
    }.get(language)
    if rules is None:
        return None
    return next(re.sub(pattern, ending, word, count=1) for pattern, ending in rules if re.search(pattern, word))


def gender(term: Term, language: str) -> str:
    """``m`` or ``f`` of a target: as the glossary says, else by its ending where that is safe; "" for unknown."""
    said = re.findall(r"\b[mf]\b", term.part_of_speech.lower())
    if said:
        return str(said[0])
    word = term.target.split()[0].lower() if term.target.split() else ""
    feminine = {"es": r"(?:[^m]a|ión|[dt]ad|umbre)$", "pt": r"(?:[^m]a|ção|são|dade|agem)$",
                "fr": r"(?:tion|sion|té|ette|ence|ance|ure|ée|ie)$"}.get(language)
    masculine = {"es": r"(?:o|or|aje|ón)$", "pt": r"(?:o|or)$", "fr": r"(?:age|ment|eau|isme|eur)$"}.get(language)
    if feminine and masculine:
        return "f" if re.search(feminine, word) else "m" if re.search(masculine, word) else ""
    return ""


def has(text: str, match: Match, language: str) -> bool:
    """Whether a target has a term, in whatever number or case ending."""
    if match.term.fixed:
        return re.search(rf"(?<!\w){re.escape(match.term.target)}(?!\w)", text) is not None
    words = [rf"{re.escape(word if len(word) < 5 else word[:-1])}\w{{0,3}}" for word in match.term.target.split()]
    several = form(match, language)
    body = r"\s+".join(words)
    return re.search(rf"(?<!\w){body}(?!\w)", text, re.IGNORECASE) is not None or (
        several is not None and several.lower() in text.lower())


def missing(source: str, target: str, terms: Iterable[Term], language: str) -> tuple[str, ...]:
    """``term missing: strike → huelga`` and ``term: paro is forbidden``, for what a target has not and should, and has
    and should not."""
    listed = list(terms)
    out = [f"term missing: {match.term.source} → {match.term.target}" for match in find(source, listed)
           if not has(target, match, language)]
    out += [f"term: {term.target} is forbidden" for term in listed if term.forbidden
            and find(source, [replace(term, forbidden=False)])
            and re.search(rf"(?<!\w){re.escape(term.target)}(?!\w)", target, re.IGNORECASE)]
    return tuple(dict.fromkeys(out))


def satisfied(source: str, target: str, terms: Iterable[Term], language: str) -> tuple[int, int]:
    """(terms of the source that the target has, terms of the source)."""
    matches = find(source, terms)
    return sum(has(target, match, language) for match in matches), len(matches)
