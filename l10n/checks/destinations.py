"""Where addresses lead: to one page, to that page in the reader's language, or elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from l10n import locales
from l10n.checks.rule import Pair

_LANGUAGES = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl", "he", "hi", "hr", "hu",
    "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr",
    "uk", "vi", "zh")
"""Languages that sites have folders for, without those whose codes are words of addresses: co, in, is, to."""
_HOST = re.compile(r"(?:https?|ftp)://(?:www\.)?([^\s/?#]*)")
_INDEX = re.compile(r"/(?:index(?:\.html?)?)?(?=[?#\s]|$)")
_HERE = re.compile(r"(?:(?<=[\s=])|^)\./")


class Like(Enum):
    """How an address leads to the page of another."""

    SAME = "same"
    OURS = "in the reader's language"
    ASTRAY = "in a third language"
    OTHER = "another page"


class _Page(NamedTuple):
    """What an address leads to."""

    key: tuple[str, str]
    """What it shares with the same page in another language: the address without scheme, ``www``, the name of an index
    and languages; and the end of its host, which is a country and no language."""
    languages: tuple[str, ...]
    """The languages in it: ``en``, ``pt_BR``."""


def _page(address: str, pair: Pair) -> _Page:
    host = _HOST.search(address)
    if host is not None:
        address = f"{address[:host.start()]}{host[1].lower()}{address[host.end():]}"
    marks = _marks(pair.source_language, pair.language)
    rest = _INDEX.sub("", _HERE.sub("", marks.sub("", address))).replace("//", "/")
    return _Page((rest, host[1].lower().rpartition(".")[2] if host else ""),
                 tuple((one or other).replace("-", "_") for one, other in marks.findall(address)))


@cache
def _marks(*own: str) -> re.Pattern[str]:
    """A language in an address, with a script or a territory: ``en.`` and ``en/`` at the start, or that of an
    attribute of a tag; elsewhere ``/en``, ``.en``, ``-en``, ``=en`` before what is no letter."""
    known = "|".join(dict.fromkeys((*own, *_LANGUAGES)))
    language = rf"(?:{known})(?:[-_](?:[A-Za-z]{{4}}|[A-Za-z]{{2}}|\d{{3}})){{0,2}}"
    return re.compile(rf"(?:(?<=[\s=])|^)({language})[./]|(?:[./_-]|(?<![A-Za-z]))({language})(?![A-Za-z])")


def _like(pair: Pair, address: _Page, original: _Page) -> Like:
    """How an address of the translation leads to the page that an address of the source leads to."""
    if address.key != original.key:
        return Like.OTHER
    ours, theirs = Counter(address.languages), Counter(original.languages)
    come, gone = ours - theirs, theirs - ours
    instead = come.total() == gone.total()
    if all(_reads(pair.locale, one) for one in come) and (
            instead or all(locales.language(one) == pair.source_language for one in gone)):
        return Like.OURS if come or gone else Like.SAME
    return Like.ASTRAY if instead else Like.OTHER


@lru_cache(maxsize=4096)
def _reads(locale: str, mark: str) -> bool:
    """Whether pages of that mark are for readers of a locale: /es/ for es_MX and /fr-fr/ for fr, but not /pt-pt/ for
    pt_BR."""
    language = locales.language(locale)
    if mark == language or (locale == language and mark.startswith(f"{language}_")):
        return True
    tag = locales.find(mark)
    return tag is not None and (tag == locale or tag in locales.ancestors(locale) or locale in locales.ancestors(tag))


def matched(pair: Pair, ours: Sequence[str], theirs: Sequence[str]) -> tuple[dict[int, tuple[str, Like]], list[str]]:
    """(which address of the source each of the translation's leads to, by its place among them, and how; addresses of
    the source that none leads to). Each is matched once, with the one that is most like it."""
    left = Counter(theirs)
    found: dict[int, tuple[str, Like]] = {}
    for at, address in enumerate(ours):
        if left[address]:
            left[address] -= 1
            found[at] = address, Like.SAME
    if len(found) == len(ours):
        return found, list(left.elements())
    groups: dict[tuple[str, str], list[tuple[str, _Page]]] = {}
    for original in left.elements():
        there = _page(original, pair)
        group = groups.setdefault(there.key, [])
        own = any(locales.language(one) == pair.source_language for one in there.languages)
        group.insert(0 if own else len(group), (original, there))
    open_ = {at: _page(address, pair) for at, address in enumerate(ours) if at not in found}
    for how in (Like.SAME, Like.OURS, Like.ASTRAY):
        for at, here in open_.items():
            if at in found:
                continue
            group = groups.get(here.key, [])
            fits = next((one for one in group[:_MANY] if _like(pair, here, one[1]) is how), None)
            if fits is not None:
                group.remove(fits)
                left[fits[0]] -= 1
                found[at] = fits[0], how
    return found, list(left.elements())


_MANY = 20
"""Addresses of one page in other languages that one is compared with."""
