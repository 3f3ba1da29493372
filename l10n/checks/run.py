"""Rules over a catalog: findings with their places in the PO file."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from l10n import locales
from l10n.catalog import Catalog, syntax
from l10n.catalog.positions import positions
from l10n.catalog.syntax import Block, Kind
from l10n.checks import ignores, registry
from l10n.checks.found import Found
from l10n.checks.plan import plan
from l10n.checks.rule import Pair, Rule, Spot, Topic
from l10n.model import Entry, Finding, Severity, State

ALL = frozenset((State.REVIEWED, State.MACHINE))
Look = Callable[[Sequence[Entry]], Iterable[list[tuple[Rule, Spot]]]]
"""What finds the spots of each entry, in order."""


def pair(entry: Entry, locale: str, source_locale: str, off: Collection[str] = ()) -> list[tuple[Rule, Spot]]:
    """What the rules find wrong with one entry, in the order of the rules, without places in a file."""
    return next(pairs([entry], locale, source_locale, off))


def pairs(entries: Iterable[Entry], locale: str, source_locale: str, off: Collection[str] = (),
          more: Sequence[Rule] = ()) -> Iterator[list[tuple[Rule, Spot]]]:
    """The same for each of several entries of one catalog. ``more``: rules of the project's own, such as those of its
    glossary."""
    called = plan(locale, source_locale, frozenset(off)).called
    more = tuple(rule for rule in more if rule.code not in off)
    for entry in entries:
        text = Pair(entry, locale, source_locale)
        own = [(rule, spot) for rule in called(text) + more for spot in rule.look(text)]
        yield _sensible(own) if own else own


def _sensible(found: list[tuple[Rule, Spot]]) -> list[tuple[Rule, Spot]]:
    """Without what another finding explains: an untranslated text has no wrong marks, a missing sentence no lost
    number."""
    codes = {rule.code for rule, _ in found}
    if codes & {"S101", "S102", "S108"}:
        keep = {"S101", "S102", "S108"}
        return [(rule, spot) for rule, spot in found if rule.code in keep or rule.code[0] in "CM"]
    if codes & {"S105", "S107"}:
        return [(rule, spot) for rule, spot in found if rule.code not in ("N101", "R106", "S103", "N205")
                or (spot.side == "target" and spot.span is not None)]
    days = {spot.span for rule, spot in found if rule.code == "N207"}
    return [(rule, spot) for rule, spot in found if rule.code != "N102" or spot.span not in days]


def catalog(given: Catalog, locale: str, source_locale: str, *, states: Collection[State] = ALL,
            off: Collection[str] = (), lines: frozenset[int] | None = None,
            wanted: Callable[[Entry], bool] = lambda _: True, look: Look | None = None) -> tuple[list[Found], int]:
    """(findings of the rules over every entry in ``states``, how many an ignore comment silenced).

    ``lines``: only entries one of whose lines is among these; ``wanted``: only entries that it holds for; ``look``:
    what finds, ``pairs`` without it.
    """
    found: list[Found] = []
    quiet = 0
    rows: list[str] | None = None
    blocks = [block for block in _blocks(given, states, lines) if wanted(block.entry)]
    entries = [block.entry for block in blocks]
    for block, spots in zip(blocks, look(entries) if look else pairs(entries, locale, source_locale, off), strict=True):
        entry = block.entry
        own = ignores.of(entry) if entry.comments else ()
        if not spots and not own:
            continue
        if rows is None:
            rows = given.text.split("\n")
        kept = [(rule, spot) for rule, spot in spots if not ignores.silenced(rule.code, own)]
        quiet += len(spots) - len(kept)
        found += _placed(given.path, block, kept, locale, rows)
        found += unused(given.path, entry, own, {rule.code for rule, _ in spots}, locale, rows, off)
    return found, quiet


def _blocks(given: Catalog, states: Collection[State], lines: frozenset[int] | None) -> Iterator[Block]:
    """The blocks whose translations are looked at."""
    first = 1
    for block in given.blocks:
        count = block.raw.count("\n")
        mine = range(first, first + max(count, 1))
        first += count
        entry = block.entry
        if block.kind is Kind.LIVE and not block.plural and entry.target and entry.state in states \
                and (lines is None or not lines.isdisjoint(mine)):
            yield block


def _placed(path: str, block: Block, spots: Sequence[tuple[Rule, Spot]], locale: str,
            rows: list[str]) -> Iterator[Found]:
    seen: Counter[tuple[str, str]] = Counter()
    for rule, spot in spots:
        one = found(path, block, rule.code, rule.severity, spot, locale, rows)
        key = (rule.code, spot.message)
        yield replace(one, ordinal=seen[key]) if seen[key] else one
        seen[key] += 1


def found(path: str, block: Block, code: str, severity: Severity, spot: Spot, locale: str,
          rows: Sequence[str]) -> Found:
    """A spot in an entry as a finding with its place in the file."""
    entry = block.entry
    name = "msgstr" if spot.side == "target" else "msgid"
    text = entry.target if spot.side == "target" else entry.source
    span = spot.span
    (line, column), (end_line, end_column) = positions(block, "msgstr" if name == "msgstr" else "msgid",
                                                       span.start if span else 0, span.end if span else len(text))
    place = entry.places[0] if entry.places else None
    return Found(
        Finding(path, line, column, code, spot.message, severity, locale), end_line, end_column,
        excerpt=rows[line - 1].rstrip("\r") if 0 < line <= len(rows) else "",
        article=place.path if place else None, article_line=place.line if place else 0,
        context=entry.context, source=entry.source, target=entry.target,
        span=span if spot.side == "target" else None, source_span=span if spot.side == "source" else None,
        fix=spot.fix if span is not None and spot.side == "target" else None)


def unused(path: str, entry: Entry, own: Sequence[ignores.Ignore], fired: Collection[str], locale: str,
           rows: Sequence[str], off: Collection[str]) -> Iterator[Found]:
    """The ignores of an entry that silence none of ``fired``, or give no reason. Of what only the
    article shows (A, M110) ``idle`` says so."""
    for ignore in own:
        for code in ignore.codes or ("",):
            topic = registry.topic(code)
            if code in fired or code in off or (isinstance(topic, Topic) and code[0] in "AM"):
                continue
            if topic is None:
                yield _at_entry(path, entry, "G105", f"“ignore[{code}]” names no rule", locale, rows)
            else:
                yield idle(path, entry, code, locale, rows)
        if not ignore.reason:
            yield _at_entry(path, entry, "G106", f"“ignore[{', '.join(ignore.codes)}]” gives no reason", locale, rows)


def idle(path: str, entry: Entry, code: str, locale: str, rows: Sequence[str]) -> Found:
    """An ignore that silences nothing."""
    return _at_entry(path, entry, "G105", f"“ignore[{code}]” silences nothing; take it out", locale, rows)


def flags(given: Catalog, locale: str, lines: frozenset[int] | None = None) -> Iterator[Found]:
    """Flags that are ``fuzzy`` but for a slip, on entries that so count as approved. ``lines`` as in ``catalog``."""
    rows = given.text.split("\n")
    for block in _blocks(given, frozenset((State.REVIEWED,)), lines):
        names = syntax.flags(syntax.parts(block.raw)[0].flags) if "#," in block.raw else ()
        for flag in names:
            if get_close_matches(flag.lower(), ["fuzzy"], cutoff=0.75):
                yield _at_entry(given.path, block.entry, "C105", f"the flag “{flag}” is none, so that the entry counts "
                                "as approved; “fuzzy” is meant", locale, rows, Severity.ERROR)


def _at_entry(path: str, entry: Entry, code: str, message: str, locale: str, rows: Sequence[str],
              severity: Severity = Severity.WARNING) -> Found:
    place = entry.places[0] if entry.places else None
    return Found(Finding(path, entry.line, 1, code, message, severity, locale), entry.line, 1,
                 excerpt=rows[entry.line - 1].rstrip("\r") if entry.line <= len(rows) else "",
                 article=place.path if place else None, article_line=place.line if place else 0,
                 context=entry.context, source=entry.source, target=entry.target)


def header(given: Catalog, locale: str) -> Iterator[Found]:
    """What is wrong with the header of a catalog."""
    head = next((block for block in given.blocks if block.kind is Kind.HEADER), None)
    line = head.entry.line if head else 1
    excerpt = given.text.split("\n", line)[line - 1].rstrip("\r")

    def one(code: str, message: str) -> Found:
        return Found(Finding(given.path, line, 1, code, message, Severity.WARNING, locale), line, 1, excerpt=excerpt)

    if head is None:
        if given.entries:
            yield one("C104", "has no header, so that tools guess its encoding, language and plural forms; the next "
                              "change of the catalog brings one")
        return
    said = given.header.get("Language", "")
    if said and locales.find(said.replace("@latin", "_Latn").replace("@cyrillic", "_Cyrl")) != locale:
        yield one("C102", f"the header's Language says “{said}”, the folder {locale}")
    forms = given.header.get("Plural-Forms", "")
    wanted = locales.plural_forms(locale)
    if forms and not _same_plurals(forms, wanted):
        yield one("C103", f"Plural-Forms is “{forms}”; CLDR counts “{wanted}”")


def _same_plurals(one: str, two: str) -> bool:
    """Whether two Plural-Forms count alike. gettext's older rules for Spanish, French, Italian and Portuguese, without
    the form for millions, pass."""
    ours, theirs = _plurals(one), _plurals(two)
    if ours is None or theirs is None:
        return False
    return ours == theirs or (len(set(ours)) == 2 and len(set(theirs)) == 3
                              and ours[:200] == tuple(min(n, 1) for n in theirs[:200]))


_COUNT = re.compile(r"nplurals=[ \t]*(\d{1,9})")
_EXPRESSION = re.compile(r"(?<!n)plural=([^;]*)")


def _plurals(text: str) -> tuple[int, ...] | None:
    """The form of each of many numbers; None where Plural-Forms cannot be read, or counts other forms than it says."""
    count, expression = _COUNT.search(text), _EXPRESSION.search(text)
    if count is None or expression is None:
        return None
    try:
        rule = gettext.c2py(expression[1])
        forms = tuple(rule(n) for n in (*range(200), 1_000_000, 2_000_000))
    except (ValueError, RecursionError, ZeroDivisionError, SyntaxError, OverflowError):
        return None
    return forms if max(forms) + 1 == int(count[1]) else None
