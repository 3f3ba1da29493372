"""Locale tags: their canonical form, which of them are kin, and the chain of parents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from l10n.errors import ProjectError

if TYPE_CHECKING:
    from babel.core import Locale

PSEUDO = ("en_XA", "ar_XB")
"""Pseudo locales, as CLDR names them: accents and longer text, right to left."""

_TAG = re.compile(
    r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|[0-9]{3}))?(?:[-_]([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))?",
    re.ASCII | re.IGNORECASE)

_SAME = {"nb": "no"}
"""Codes of one written language: CLDR keeps Norwegian Bokmål under both."""


def parse(tag: str) -> str:
    """The canonical form of a locale tag: ``es-mx`` → ``es_MX``, ``zh_TW`` → ``zh_Hant_TW``, ``iw`` → ``he``.

    Hyphens, any case, aliases that CLDR lists and a likely script left out or written out are fine.
    Raises ProjectError with a suggestion where CLDR has no such locale.
    """
    found = find(tag)
    if found is None:
        close = suggest(tag)
        hint = f", did you mean {close}?" if close else ": CLDR lists none of that name (es, es_MX, zh_Hant are some)"
        raise ProjectError(f"unknown locale “{' '.join(tag.split())[:40]}”{hint}")
    return found


def find(tag: str) -> str | None:
    """The canonical form of a locale tag, as ``parse`` has it; None where CLDR has no such locale."""
    return _canonical(tag.strip())


def is_pseudo(tag: str) -> bool:
    """Whether it is one of the two pseudo locales."""
    return tag in PSEUDO


def language(tag: str) -> str:
    """Its language code: ``es``."""
    return tag.partition("_")[0]


def kin(a: str, b: str) -> bool:
    """Whether the two are variants of one written language: same language and script, likely scripts filled in.

    ``en_US`` and ``en_GB`` are, ``zh_Hant`` and ``zh``, ``sr_Latn`` and ``sr`` are not; a pseudo locale has no kin.
    """
    return not (is_pseudo(a) or is_pseudo(b)) and _written(a) == _written(b)


@cache
def ancestors(tag: str, parents: tuple[tuple[str, str], ...] = ()) -> tuple[str, ...]:
    """Its parents, nearest first, root left out: ``es_MX`` → ``("es_419", "es")``, ``zh_Hant`` → ``()``.

    CLDR's parent locales (UTS #35, Parent Locales), as far as they are kin: ``hi_Latn`` takes its dates from
    ``en_IN``, but never words. ``parents`` are (locale, parent) pairs that hold instead of CLDR's: with
    ``("en_AU", "en_GB")``, en_AU → en_GB → en_001 → en. A chain that would come back to itself ends there.
    """
    own = dict(parents)
    chain: list[str] = [tag]
    while (parent := own.get(chain[-1]) or _parent(chain[-1])) is not None and kin(parent, tag) \
            and parent not in chain:
        chain.append(parent)
    return tuple(chain[1:])


def script(tag: str) -> str:
    """The code of the script that it is written in: ``Latn``; CLDR's likely one where the tag names none."""
    return _written(base(tag))[1] or "Latn"


def home(tag: str) -> str:
    """It with the territory that goes without saying (UTS #35, Likely Subtags): ``es`` → ``es_ES``, ``en_001`` →
    ``en_GB``, whose spelling the world outside America has; itself where it names one or CLDR knows none."""
    language_, script_, territory, variant = split(tag)
    if variant or (territory and territory != "001"):
        return tag
    if tag == "en_001":
        return "en_GB"
    likely = _table("likely_subtags").get(_join(language_, script_)) or _table("likely_subtags").get(language_, "")
    return _join(language_, script_, split(likely)[2] if likely else None)


def bcp47(tag: str) -> str:
    """The tag for ``lang`` and ``hreflang``: ``es-MX``, ``zh-Hant-TW``, ``ca-ES-valencia``."""
    variant = split(tag)[3]
    if variant is None:
        return tag.replace("_", "-")
    plain = tag.removesuffix(f"_{variant}").replace("_", "-")
    return plain + ("-u-va-posix" if variant == "POSIX" else f"-{variant.lower()}")


def split(tag: str) -> tuple[str, str | None, str | None, str | None]:
    """Language, script, territory and variant of a canonical tag; ValueError for what is none."""
    match = _TAG.fullmatch(tag)
    if match is None:
        raise ValueError(f"not a canonical locale tag: {tag!r}")
    language_, script, territory, variant = match.groups()
    return language_, script, territory, variant


def base(tag: str) -> str:
    """The locale whose data it uses: a pseudo locale those of its language, any other its own."""
    return language(tag) if is_pseudo(tag) else tag


@cache
def data(tag: str) -> Locale:
    """Babel's data for a canonical tag, or for its parent where CLDR has none of its own (``en_GB_OXENDICT``)."""
    from babel.core import Locale
    known = next(place for place in (base(tag), *ancestors(base(tag))) if place in _known())
    language_, script, territory, variant = split(known)
    return Locale(language_, territory=territory, script=script, variant=variant)


@cache
def suggest(tag: str) -> str | None:
    """The locale that somebody who wrote the unknown ``tag`` most likely meant, or None."""
    english = data("en")
    wanted, _, modifier = tag.strip().lower().replace("-", "_").partition("@")
    wanted = wanted.partition(".")[0]                                          # es_MX.UTF-8
    scripts = {label.lower(): code for code, label in english.scripts.items()}
    if modifier and (found := _canonical(f"{wanted}_{scripts.get(modifier, modifier)}")):
        return found                                                           # gettext's sr@latin
    head, _, rest = wanted.partition("_")
    if found := _canonical(wanted):
        return found
    if not rest and len(wanted) > 3:
        languages = {label.lower(): code for code, label in english.languages.items() if _canonical(code)}
        return next((languages[label] for label in get_close_matches(wanted, languages, 1, 0.8)), None)
    if not _canonical(head):
        country = _table("likely_subtags").get(f"und_{head.upper()}", "")      # jp → ja, since und_JP is ja_Jpan_JP
        return _canonical(language(country))
    return _nearest(wanted, (known for known in _known() - {*PSEUDO} if language(known) == head))


def _nearest(wanted: str, among: Iterable[str]) -> str | None:
    def likeness(known: str) -> tuple[float, int, str]:
        pairs = zip(wanted, known.lower(), strict=False)
        shared = next((at for at, (a, b) in enumerate(pairs) if a != b), len(wanted))
        return SequenceMatcher(None, wanted, known.lower()).ratio(), shared, known

    return max(among, key=likeness, default=None)


@cache
def _canonical(tag: str) -> str | None:
    match = _TAG.fullmatch(tag)
    if match is None:
        return None
    language_, script, territory, variant = match.groups()
    language_, _, implied = _table("language_aliases").get(language_.lower(), language_.lower()).partition("_")
    script = script.title() if script else implied if len(implied) == 4 else None
    if territory is not None:
        territory = territory.upper()
        successors = _table("territory_aliases").get(territory, ())
        territory = successors[0] if len(successors) == 1 else territory
    variant = variant.upper() if variant else None
    likely = _likely(language_, territory)
    spellings = (script, None, likely) if script in (likely, None) else (script,)
    for spelling in spellings:
        if (found := _join(language_, spelling, territory, variant)) in _known():
            return found
    plain = _canonical(_join(language_, script, territory)) if variant else None
    return f"{plain}_{variant}" if plain and variant in data("en").variants else None


def _join(*parts: str | None) -> str:
    return "_".join(part for part in parts if part)


@cache
def _known() -> frozenset[str]:
    from babel.localedata import locale_identifiers
    return frozenset(locale_identifiers()).union(PSEUDO)


@cache
def _table(key: Any) -> dict[str, Any]:
    from babel.core import get_global
    found: dict[str, Any] = dict(get_global(key))
    return found


def _likely(language_: str, territory: str | None) -> str | None:
    """The script that goes without saying (UTS #35, Likely Subtags)."""
    table = _table("likely_subtags")
    found = table.get(_join(language_, territory)) or table.get(language_)
    return found.split("_")[1] if found else None


@cache
def _written(tag: str) -> tuple[str, str | None]:
    language_, script, territory, _ = split(tag)
    return _SAME.get(language_, language_), script or _likely(language_, territory)


def _parent(tag: str) -> str | None:
    named: str | None = _table("parent_exceptions").get(tag)
    if named is not None:
        return named
    language_, script, territory, variant = split(tag)
    if variant is not None:
        return _join(language_, script, territory)
    if territory is not None:
        return _join(language_, script)
    return language_ if script is not None else None
