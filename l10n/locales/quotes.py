"""Quotation marks: CLDR's delimiters, which Babel leaves out of its data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from l10n.locales.tags import ancestors, base


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotation marks of a locale, without the spaces that French sets inside."""

    open: str
    close: str
    inner_open: str
    """For a quotation inside a quotation."""
    inner_close: str


@cache
def quotes(tag: str) -> Quotes:
    """Its quotation marks (UTS #35, Delimiter Elements); those of its nearest ancestor that has its own."""
    own = base(tag)
    marks = next((_DELIMITERS[place] for place in (own, *ancestors(own)) if place in _DELIMITERS), "“”‘’")
    return Quotes(*marks)


# CLDR 47: open, close and the two inner marks, for the locales where they differ from the parent's.
_DELIMITERS = {tag: marks for marks, tags in {
    "«»“”": "ast blo bm br ca dyo el es_US eu ewo ie it kab kk lij mg mua nnh pt_PT sc sg sq ti",
    "„“‚‘": "bs_Cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl",
    "«»‹›": "am az_Arab az_Cyrl fa fr_CH gsw jgo kkj mzn rm sdh wae",
    "«»„“": "bas be cv ky os ru sah uk",
    "””’’": "fi he lag rn se sn sv yi",
    "«»‘’": "dua el_POLYTON ksf nn no rw",
    "«»«»": "fr ht hy oc yav",
    "‘’“”": "fur ia nso ti_ER tn",
    "”“’‘": "ar lld ms_Arab syr ur",
    "«»„”": "shi shi_Latn zgh",
    "„“„“": "bg lt prg",
    "„”«»": "nmg pl ro",
    "「」『』": "ja yue zh_Hant",
    "„”»«": "hu szl",
    "„”’’": "sr sr_Latn",
    "„”‚’": "agq ff",
    "«»”“": "fr_CA",
    "»«›‹": "ug",
    "‘’‘’": "nl",
    "“’“”": "st",
    "“”’‘": "uz",
    "“”“”": "tk",
    "„“«»": "ka",
    "„”‘’": "bs",
}.items() for tag in tags.split()}
