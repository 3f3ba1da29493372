"""English names that have a form of their own in another language, from parallel text, a word a line:

    python -m training.rendered en-es.tsv.xz > l10n/engines/guards/rendered.es.txt

A capitalized word counts where it is not in the translation and a word alike is: what the guard for garbled names would
else take for a garbled one. What the guard tells by itself (names of CLDR, common words by their ends) is left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from l10n.engines.guards import names

from .corpus import Pair, read


def rendered(pairs: Iterable[Pair]) -> list[str]:
    """The words, sorted."""
    found: set[str] = set()
    for pair in pairs:
        there = names.bare(pair.target)
        own = {names.bare(word) for word in names.WORD.findall(pair.source)}
        others = {
            word for one in names.WORD.findall(pair.target) if one[0].isupper() and (word := names.bare(one)) not in own
        }
        for word in set(names.WORD.findall(pair.source)) - found:
            plain = names.bare(word)
            if (
                word.isalpha()
                and len(word) > 3
                and word[0].isupper()
                and plain not in there
                and names.may_be_name(word, "en")
                and any(names.alike(plain, other) for other in others)
            ):
                found.add(word)
    return sorted(found)


if __name__ == "__main__":
    print("\n".join(rendered(read(Path(sys.argv[1])))))
