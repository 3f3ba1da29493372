"""Pseudo-localization: text that can still be read, and shows what was not extracted and what does not fit.

``en_XA``: accents, brackets around each unit, about 30% longer. ``ar_XB``: written from right to left. Both as
Android's pseudolocales and Mozilla's Fluent have them. Markup is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from l10n.engines.dress import referring
from l10n.engines.prose import kept
from l10n.errors import EngineError
from l10n.locales import is_pseudo
from l10n.mask import MARKER, mask, settle, unmask, values, with_values
from l10n.model import Fragment, Translation

_ACCENTS = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
                         "åƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ")
_GROWTH = 0.3
"""IBM's and W3C's figure for text of some length (W3C, “Text size in translation”); short labels grow more."""
_WORD = re.compile(r"[^\W_]+(?:['’.,:_-][^\W_]+)*")
# Right-to-left override around each word, and a mark on either side that puts the spaces between in the same direction.
_BEFORE, _AFTER = "\u200f\u202e", "\u202c\u200f"


class PseudoEngine:
    """Translates into the pseudo locales, from anything; satisfies ``l10n.model.Engine``."""

    name = "pseudo"

    def identity(self, source: str, target: str) -> str | None:
        """``pseudo:en_XA``; None for real locales."""
        return f"pseudo:{target}" if is_pseudo(target) and not is_pseudo(source) else None

    def translate(self, fragments: Sequence[Fragment], source: str, target: str) -> Sequence[Translation]:
        """One translation a fragment, without score. EngineError for a target that is no pseudo locale."""
        origin = self.identity(source, target)
        if origin is None:
            raise EngineError(f"{target} is no pseudo locale")
        write = _rtl if target == "ar_XB" else _accented
        return [Translation(_written(fragment, write), origin) for fragment in fragments]


def _written(fragment: Fragment, write: Callable[[Sequence[str]], str]) -> str:
    """Text and markup in turn go to ``write``; what is empty or has no letters stays as it is."""
    settled = settle(fragment)
    masked = mask(settled, kept(settled))
    masked = with_values(masked, [_written(Fragment(value), write) for value in values(masked)])
    pieces = re.split(r"(⟦/?\d+⟧)", masked.text)
    if not any(map(str.isalpha, "".join(pieces[::2]))):
        return unmask(masked)
    text = write(pieces)
    return unmask(referring(mask(settled, kept(settled)), masked, text), text)


def _accented(pieces: Sequence[str]) -> str:
    """[Ĥååŕƀöûŕ ţååļķš]: vowels said twice from the first one on until the text is a third longer."""
    wanted = round(_GROWTH * sum(map(len, pieces[::2])))
    out: list[str] = []
    for piece in pieces:
        if MARKER.fullmatch(piece):
            out.append(piece)
            continue
        for letter in piece:
            double = wanted > 0 and letter in "aeiouAEIOU"
            wanted -= double
            out.append(letter.translate(_ACCENTS) * (1 + double))
    filler = " " + "·" * (wanted - 1) if wanted > 1 else ""
    text = "".join(out)
    body = text.strip()
    return text.replace(body, f"[{body}{filler}]", 1)


def _rtl(pieces: Sequence[str]) -> str:
    return "".join(piece if MARKER.fullmatch(piece) else _WORD.sub(
        lambda found: f"{_BEFORE}{found[0]}{_AFTER}", piece) for piece in pieces)
