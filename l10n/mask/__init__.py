"""Fragment ⇄ plain text with numbered, protected parts.

``mask`` writes every piece of inline markup as a marker: ``⟦1⟧`` for an atom, ``⟦2⟧`` … ``⟦/2⟧`` for a pair around
text, numbered from 1 in the order of the text. A literal ⟦ or ⟧ of the author becomes a part of its own, so a marker
is always ours. ``unmask`` puts the markup back: ``unmask(mask(f)) == f.text`` for any fragment.

An engine that keeps markers translates ``Masked.text``; what it gives back is tested by ``verify`` and put right by
``mend``. One that cannot keep them translates the ``Plain`` view, text without markup plus where each part sat, and
says where the parts sit in the target: ``weave`` makes markers of that again, nested validly whatever the places are.
"""

from l10n.mask.markers import MARKER, Masked, Part, Plain, mask, plain, settle, spelled, unmask, verify
from l10n.mask.placeholders import PLACEHOLDER, SHORT_NAME
from l10n.mask.places import mend, proportional, restore, weave
from l10n.mask.values import values, with_values

__all__ = ["MARKER", "PLACEHOLDER", "SHORT_NAME", "Masked", "Part", "Plain", "mask", "mend", "plain", "proportional",
           "restore", "settle", "spelled", "unmask", "values", "verify", "weave", "with_values"]
