"""The student models of Firefox Translations: encoder on CTranslate2, decoder here.

Their decoder is two to four layers of a simpler simple recurrent unit (Kim et al. 2019, “From Research to Production
and Back”, 3.1), attention to the source and a feed-forward part, each with the norm behind it, as Marian computes them
(``src/rnn/cells.h``, ``src/models/transformer.h``). They are trained to write the likeliest piece each time, so there
is no beam.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from l10n.engines.convert import EPSILON, POSITIONS, SCALE, STUDENT, positions

if TYPE_CHECKING:
    from l10n.engines.marian import Array

_ROOM = 16 << 20
"""Numbers that the candidate matrices of a batch may have: 64 MB."""
_BATCH = 48
"""Sentences of a batch at most."""
_NEVER = -1e9
"""Added to the logit of what must not come."""
PENALTY = 1.3


@dataclass(frozen=True, slots=True)
class Written:
    """One output, with the fields of CTranslate2's results."""

    hypotheses: tuple[list[str]]
    scores: tuple[float]
    attention: tuple[list[Array]]
    """For each piece a row: how much it looks at each piece of the source."""


class Student:
    """A loaded model. Raises what CTranslate2 and NumPy do where its files are damaged: ValueError, KeyError,
    RuntimeError."""

    def __init__(self, name: str, files: Mapping[str, bytes], **options: Any) -> None:
        """``options``: of ``ctranslate2.Encoder``."""
        import numpy as np
        from ctranslate2 import Encoder
        from threadpoolctl import threadpool_limits

        # matrices of a few rows: threads would wait for each other longer than they compute
        threadpool_limits(1, user_api="blas")
        stored = np.load(io.BytesIO(files[STUDENT]), allow_pickle=False)
        loaded = {key: stored[key] for key in stored.files}
        self._weights = {key: array.astype(np.float32) / loaded[key + SCALE] if key + SCALE in loaded else array
                         for key, array in loaded.items()}
        self._pieces = bytes(loaded["pieces"]).decode().split("\n")
        self._numbers = {piece: number for number, piece in enumerate(self._pieces)}
        self._heads, self._layers, self._aligned = (int(loaded[key]) for key in ("heads", "layers", "aligned"))
        self._embeddings = self._weights["decoder_Wemb"]
        self._output = self._weights.get("decoder_ff_logit_out_Wt", self._embeddings)
        self._bias = self._weights["decoder_ff_logit_out_b"].ravel()
        self._positions = positions(POSITIONS, self._embeddings.shape[1])
        self._end, self._unknown = self._numbers["</s>"], self._numbers["<unk>"]
        self._encoder = Encoder(name, files={key: data for key, data in files.items() if key != STUDENT}, **options)
        self._source = self._numbers if loaded["shared"] else {
            piece: number for number, piece in enumerate(_vocabulary(files))}

    def translate(self, inputs: Sequence[Sequence[str]], longest: int, again: bool = False) -> list[Written]:
        """One result for each list of source pieces; ``longest``: pieces of an output at most; ``again``: nothing
        said before counts for less, and no three pieces come twice."""
        order = sorted(range(len(inputs)), key=lambda index: len(inputs[index]))
        rows = [self._numbered(inputs[index]) for index in order]
        out: list[Written] = [Written(([],), (0.0,), ([],))] * len(inputs)
        at = 0
        while at < len(rows):
            candidates = [self._candidates(row) for row in rows[at:at + _BATCH]]
            size = len(candidates)
            while size > 1 and candidates[0] is not None and size * max(
                    len(one) for one in candidates[:size] if one is not None) * self._embeddings.shape[1] > _ROOM:
                size //= 2
            written = self._batch(rows[at:at + size], candidates[:size], longest, again)
            for index, one in zip(order[at:at + size], written, strict=True):
                out[index] = one
            at += size
        return out

    def likelihood(self, inputs: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[float]:
        """For each list of source pieces the mean log-probability of the target's pieces and its end."""
        out = []
        for source, target in zip(inputs, targets, strict=True):
            state = self._begin([self._numbered(source)], [None])
            forced = [self._numbers.get(piece, self._unknown) for piece in target] + [self._end]
            total = 0.0
            for step, number in enumerate(forced[:POSITIONS]):
                query, _ = self._step(state, step)
                total += state.output.likelihood(query, number)
                state.said = self._embeddings[[number]]
            out.append(total / len(forced))
        return out

    def _numbered(self, pieces: Sequence[str]) -> list[int]:
        unknown = self._source["<unk>"]
        return [self._source.get(piece, unknown) for piece in pieces] + [self._source["</s>"]]

    def _candidates(self, row: Sequence[int]) -> Array | None:
        """Numbers of the pieces that may come out of a sentence, None where all may."""
        import numpy as np

        if "offsets" not in self._weights:
            return None
        offsets, lists = self._weights["offsets"], self._weights["lists"]
        allowed = np.zeros(len(self._pieces), bool)
        allowed[:int(self._weights["first"])] = True
        allowed[self._end] = True
        for number in set(row):
            allowed[lists[offsets[number]:offsets[number + 1]]] = True
        if self._weights["shared"]:
            allowed[row] = True
        return np.flatnonzero(allowed)

    def _begin(self, rows: Sequence[Sequence[int]], candidates: Sequence[Array | None]) -> _State:
        """A batch with its sources read."""
        import numpy as np

        weights, width = self._weights, self._embeddings.shape[1]
        context = np.array(self._encoder.forward_batch([list(row) for row in rows]).last_hidden_state)
        padding = np.arange(context.shape[1]) >= np.array([len(row) for row in rows])[:, None]
        hidden = np.where(padding, np.float32(_NEVER), np.float32(0))
        keys, values = ([self._split(context @ weights[f"decoder_l{layer}_context_W{part}"]
                                     + weights[f"decoder_l{layer}_context_b{part}"])
                         for layer in range(1, self._layers + 1)] for part in "kv")
        nought = np.zeros((len(rows), width), np.float32)
        return _State(np.arange(len(rows)), nought, hidden[:, None, None], [nought] * self._layers, keys, values,
                      _Output(self._output, self._bias, candidates, self._unknown))

    def _batch(self, rows: Sequence[Sequence[int]], candidates: Sequence[Array | None], longest: int,
               again: bool) -> list[Written]:
        lengths = [len(row) for row in rows]
        state = self._begin(rows, candidates)
        written: list[list[int]] = [[] for _ in rows]
        looks: list[list[Array]] = [[] for _ in rows]
        scores = [0.0] * len(rows)
        done: set[int] = set()
        for step in range(min(longest, POSITIONS - 1) + 1):
            query, look = self._step(state, step)
            chosen, gained = state.output.best(query, [written[row] for row in state.rows] if again else None)
            for place, row in enumerate(state.rows):
                if row in done:
                    continue
                scores[row] += float(gained[place])
                if chosen[place] == self._end or step == longest:
                    done.add(row)
                else:
                    written[row].append(int(chosen[place]))
                    looks[row].append(look[place, :lengths[row] - 1])
            if len(done) == len(rows):
                break
            state.said = self._embeddings[chosen]
            left = [place for place, row in enumerate(state.rows) if row not in done]
            if len(left) <= len(state.rows) * 3 // 4:
                state.keep(left)
        return [Written(([self._pieces[number] for number in numbers],), (score / (len(numbers) + 1),), (look,))
                for numbers, score, look in zip(written, scores, looks, strict=True)]

    def _step(self, state: _State, step: int) -> tuple[Array, Array]:
        """(the last layer's vectors, where each looks in the source)"""
        import numpy as np

        weights = self._weights
        query = state.said * np.float32(self._embeddings.shape[1] ** 0.5) + self._positions[step]
        look = state.hidden[:, 0, 0]
        for layer in range(self._layers):
            name = f"decoder_l{layer + 1}"
            gate = (1 + np.tanh((query @ weights[f"{name}_rnn_Wf"] + weights[f"{name}_rnn_bf"]) / 2)) / 2  # sigmoid
            state.cells[layer] = gate * state.cells[layer] + (1 - gate) * (query @ weights[f"{name}_rnn_W"])
            query = self._norm(f"{name}_rnn_ffn", np.maximum(state.cells[layer], 0) + query)
            asked = self._split((query @ weights[f"{name}_context_Wq"] + weights[f"{name}_context_bq"])[:, None])
            share = asked @ state.keys[layer].swapaxes(-1, -2) * np.float32(asked.shape[-1] ** -0.5) + state.hidden
            share = np.exp(share - share.max(-1, keepdims=True))
            share /= share.sum(-1, keepdims=True)
            heard = (share @ state.values[layer]).swapaxes(1, 2).reshape(query.shape)
            query = self._norm(f"{name}_context_Wo", heard @ weights[f"{name}_context_Wo"]
                               + weights[f"{name}_context_bo"] + query)
            inner = np.maximum(query @ weights[f"{name}_ffn_W1"] + weights[f"{name}_ffn_b1"], 0)
            query = self._norm(f"{name}_ffn_ffn",
                               inner @ weights[f"{name}_ffn_W2"] + weights[f"{name}_ffn_b2"] + query)
            if layer == self._aligned:
                look = share[:, 0, 0]
        return query, look

    def _split(self, x: Array) -> Array:
        """(rows, length, width) as (rows, heads, length, width of a head)."""
        return x.reshape(*x.shape[:2], self._heads, -1).swapaxes(1, 2)

    def _norm(self, name: str, x: Array) -> Array:
        import numpy as np

        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(EPSILON))
        normed: Array = x * self._weights[f"{name}_ln_scale"].ravel() + self._weights[f"{name}_ln_bias"].ravel()
        return normed


@dataclass(slots=True)
class _State:
    """A batch under way; the first axis of every array is the sentences still in it."""

    rows: Array
    """Their numbers in the batch."""
    said: Array
    """Embeddings of their last pieces, nought before the first."""
    hidden: Array
    """(rows, 1, 1, source): nought where there is text, far below where there is padding."""
    cells: list[Array]
    """Of the recurrent unit, by layer."""
    keys: list[Array]
    values: list[Array]
    output: _Output

    def keep(self, places: Sequence[int]) -> None:
        """Go on with these only."""
        self.rows, self.said, self.hidden = self.rows[places], self.said[places], self.hidden[places]
        self.cells, self.keys, self.values = ([one[places] for one in side]
                                              for side in (self.cells, self.keys, self.values))
        self.output.keep(places)


class _Output:
    """The last step: which piece comes next."""

    def __init__(self, matrix: Array, bias: Array, candidates: Sequence[Array | None], unknown: int) -> None:
        import numpy as np

        bias = bias.copy()
        bias[unknown] = _NEVER
        lists = [one for one in candidates if one is not None]
        most = max(map(len, lists), default=0)
        self._numbers = np.array([np.pad(one, (0, most - len(one))) for one in lists]) if lists else None
        if self._numbers is None:
            self._matrix, self._bias = matrix, bias
        else:
            real = np.arange(most) < np.array(list(map(len, lists)))[:, None]
            self._matrix, self._bias = matrix[self._numbers], np.where(real, bias[self._numbers], _NEVER)

    def keep(self, places: Sequence[int]) -> None:
        if self._numbers is not None:
            self._numbers, self._matrix, self._bias = (one[places] for one in (self._numbers, self._matrix, self._bias))

    def best(self, query: Array, written: Sequence[Sequence[int]] | None) -> tuple[Array, Array]:
        """(number of the likeliest piece, logarithm of its probability) for each query.

        ``written``: what each of them says so far, where it should not be said again.
        """
        import numpy as np

        if self._numbers is None:
            logits = query @ self._matrix.T + self._bias
        else:
            logits = (self._matrix @ query[:, :, None])[:, :, 0] + self._bias
        best = np.array([self._fresh(row, place, said) for place, (row, said) in enumerate(
            zip(logits, written, strict=True))]) if written is not None else logits.argmax(-1)
        most = logits.max(-1, keepdims=True)
        total = most[:, 0] + np.log(np.exp(logits - most).sum(-1))
        places = np.arange(len(best))
        return (best if self._numbers is None else self._numbers[places, best]), logits[places, best] - total

    def likelihood(self, query: Array, number: int) -> float:
        """Logarithm of the probability of a piece, of one sentence in which all may come."""
        import numpy as np

        logits = (query @ self._matrix.T + self._bias)[0]
        return float(logits[number] - logits.max() - np.log(np.exp(logits - logits.max()).sum()))

    def _fresh(self, logits: Array, place: int, said: Sequence[int]) -> int:
        """The likeliest piece with those that were said held down by ``PENALTY`` (Keskar et al. 2019, “CTRL”, 4.1), and
        none that would make three pieces come twice; as CTranslate2's ``repetition_penalty`` and
        ``no_repeat_ngram_size`` do."""
        import numpy as np

        def columns(pieces: Sequence[int]) -> Any:
            return list(pieces) if self._numbers is None else np.isin(self._numbers[place], pieces)

        held, before = logits.copy(), columns(list(set(said)))
        held[before] = np.where(held[before] < 0, held[before] * PENALTY, held[before] / PENALTY)
        held[columns([said[at + 2] for at in range(len(said) - 2) if said[at:at + 2] == said[-2:]])] = _NEVER
        return int(held.argmax())


def _vocabulary(files: Mapping[str, bytes]) -> list[str]:
    """The pieces of CTranslate2's encoder."""
    found: list[str] = json.loads(files["vocabulary.json"])
    return found
