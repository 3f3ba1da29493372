"""What a model made of sentences before.

A row is found by a digest of the model's files, of how they are run and of the sentence, so nothing ever has to be
thrown away because it is out of date. Beside the sentences, which are kept as soon as they are decoded, it has whole
texts as they were finished: what all our rules made of them. Those are found by all that they depend on, the rules
themselves included.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence

from l10n.engines.alignment import Aligned
from l10n.engines.decoder import Decoded
from l10n.engines.headlines import told
from l10n.model import Fragment, Span, Translation
from l10n.store import Store, digest

FORM = 1
"""Of the rows: rises with any change to what ``Decoder`` makes of the same model and sentence."""


class Cache(Store):
    """Decoded sentences by model, and finished texts."""

    def get(self, model: str, sentences: Sequence[str], wanted: Container[str] = ()) -> dict[str, Decoded]:
        """Those of the sentences that are known for a model (its digest); with their alignment where ``wanted``."""
        keys = {_key(model, sentence): sentence for sentence in sentences}
        out: dict[str, Decoded] = {}
        for key, value in self.rows(list(keys)):
            found = _loads(value)
            if found is not None and (found.aligned.columns or keys[key] not in wanted):
                out[keys[key]] = found
        return out

    def put(self, model: str, found: Mapping[str, Decoded]) -> None:
        """Remember sentences; one that is known without alignment gets it."""
        self.keep([(_key(model, sentence), _dumps(decoded)) for sentence, decoded in found.items()])

    def finished(self, key: str, fragments: Sequence[Fragment]) -> dict[Fragment, Translation]:
        """Those of the texts that are known. ``key``: all that a translation depends on beside its fragment."""
        keys = {_key(key, _form(fragment)): fragment for fragment in fragments}
        return {keys[row]: found for row, value in self.rows(list(keys))
                if (found := _translation(value)) is not None}

    def finish(self, key: str, found: Mapping[Fragment, Translation]) -> None:
        """Remember whole texts."""
        self.keep([(_key(key, _form(fragment)), json.dumps(
            [one.text, one.origin, one.score, one.reasons], ensure_ascii=False, separators=(",", ":")))
            for fragment, one in found.items()])


def _key(model: str, sentence: str) -> bytes:
    return digest(str(FORM), model, sentence)


def _form(fragment: Fragment) -> str:
    """A fragment with all that its translation hangs on."""
    return f"{fragment!r}\n{told(fragment)}"


def _dumps(found: Decoded) -> str:
    aligned = found.aligned
    spans = [[span.start, span.end] for span in aligned.columns], [[span.start, span.end] for span in aligned.rows]
    return json.dumps([aligned.text, found.score, found.size, found.fault, *spans, aligned.weights],
                      ensure_ascii=False, separators=(",", ":"))


def _translation(value: str) -> Translation | None:
    try:
        text, origin, score, reasons = json.loads(value)
        return Translation(text, origin, score, tuple(reasons))
    except (ValueError, TypeError):
        return None


def _loads(value: str) -> Decoded | None:
    try:
        text, score, size, fault, columns, rows, weights = json.loads(value)
        return Decoded(Aligned(text, tuple(Span(*span) for span in columns), tuple(Span(*span) for span in rows),
                               tuple(map(tuple, weights))), score, size, fault)
    except (ValueError, TypeError):
        return None
