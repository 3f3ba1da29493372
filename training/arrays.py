"""Vocabulary, and pairs as compact token arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np

UNK, BOS, EOS = 0, 1, 2
_NORMAL = 1
"""``ModelProto.SentencePiece.Type`` of a piece that is neither a byte nor a control symbol."""
MARKERS = "⟦⟧{}<>@_="
"""Characters of placeholders, tags and addresses: always pieces of their own, however rare in the text."""
LONGEST = 110
"""Pairs of more tokens on either side are left out."""
UNMERGED = 0.1
"""Share of the merges that BPE-dropout leaves out (Provilkov et al. 2020)."""


class Arrays(NamedTuple):
    """Many pairs, end to end. Source rows end in ``</s>``; target rows are ``<s>``, the language token if there is
    one, the text, ``</s>``."""

    source: np.ndarray
    """All source tokens, uint16."""
    source_at: np.ndarray
    """int64, one more than there are pairs: row i is ``source[source_at[i]:source_at[i + 1]]``."""
    target: np.ndarray
    target_at: np.ndarray

    def __len__(self) -> int:
        return len(self.source_at) - 1


def language_token(code: str) -> str:
    """The piece that tells a one-to-many model which language to write, first in the target."""
    return f"__{code}__"


def train_vocabulary(lines: Iterable[str], path: Path, size: int, languages: Sequence[str]) -> None:
    """A SentencePiece BPE model of at most ``size`` pieces, with byte fallback and single digits.

    The order of the lines decides nothing and one thread counts, so the same text gives the same vocabulary.
    ``trainer_spec.input`` and
    ``model_prefix`` hold paths of the machine that trained: they are cleared.
    """
    import sentencepiece

    prefix = path.with_suffix("")
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_prefix=str(prefix),
        vocab_size=size,
        hard_vocab_limit=False,
        model_type="bpe",
        character_coverage=0.9998,
        required_chars=MARKERS,
        byte_fallback=True,
        split_digits=True,
        normalization_rule_name="nmt_nfkc",
        user_defined_symbols=[language_token(code) for code in languages] if len(languages) > 1 else [],
        max_sentence_length=4000,
        num_threads=1,
        pad_id=-1,
        unk_id=UNK,
        bos_id=BOS,
        eos_id=EOS,
        minloglevel=2,
    )
    prefix.with_suffix(".vocab").unlink()
    clean(path)


def clean(path: Path) -> None:
    """Removes from a SentencePiece model file what it says about the machine that made it."""
    spec = _proto(path)
    spec.trainer_spec.ClearField("input")
    spec.trainer_spec.ClearField("model_prefix")
    path.write_bytes(spec.SerializeToString())


def add_characters(path: Path, characters: str = MARKERS) -> list[int]:
    """Makes pieces of the characters that a BPE vocabulary lacks; gives the ids that now mean something else.

    They take the places of the last merges before the single characters: the rarest ones, no part of any other piece.
    The size stays, so a checkpoint of the old vocabulary goes on; the embeddings of these ids have to be learnt anew.
    """
    spec = _proto(path)
    pieces = [piece.piece for piece in spec.pieces]
    missing = [character for character in characters if character not in pieces]
    taken: list[int] = []
    for index in range(len(pieces) - 1, 0, -1):
        if len(taken) == len(missing):
            break
        text = pieces[index]
        later = any(text in other for other in pieces[index + 1 :])
        if len(text.strip("▁")) > 1 and spec.pieces[index].type == _NORMAL and not later:
            taken.append(index)
    for index, character in zip(taken, missing, strict=True):
        spec.pieces[index].piece = character
    path.write_bytes(spec.SerializeToString())
    return taken


def _proto(path: Path) -> Any:
    from sentencepiece import sentencepiece_model_pb2

    spec = sentencepiece_model_pb2.ModelProto()  # type: ignore[attr-defined]
    spec.ParseFromString(path.read_bytes())
    return spec


def encode(sides: Sequence[tuple[str, str, str]], vocabulary: Path, unmerged: Random | None = None) -> Arrays:
    """(source, target, language code) triples as arrays; pairs longer than ``LONGEST`` or empty are left out.

    With ``unmerged`` every second source is segmented with BPE-dropout: a small model on little text learns words by
    heart otherwise, and knows none that comes in other pieces. Targets are what it is to write: they stay.
    """
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    known = {processor.id_to_piece(i): i for i in range(processor.get_piece_size())}
    sources = processor.encode([s for s, _, _ in sides])
    if unmerged:
        parents = _parents(known)
        sources = [[part for piece in row for part in _loosened(piece, parents, unmerged)]
                   if unmerged.random() < 0.5 else row for row in sources]
    targets = processor.encode([t for _, t, _ in sides])
    left, right = [], []
    for source, target, (_, _, code) in zip(sources, targets, sides, strict=True):
        if 0 < len(source) < LONGEST and 0 < len(target) < LONGEST:
            token = known.get(language_token(code))
            left.append([*source, EOS])
            right.append([BOS, *([] if token is None else [token]), *target, EOS])
    return Arrays(*_flat(left), *_flat(right))


def _parents(known: Mapping[str, int]) -> dict[int, tuple[int, int, int]]:
    """Piece → the two that were merged into it, and how many merges it is made of: of all pairs that spell it the one
    that was there first."""
    rank = {piece: number if len(piece) > 1 else 0 for piece, number in known.items()}
    found: dict[int, tuple[int, int, int]] = {}
    for piece, number in known.items():
        pairs = [(piece[:at], piece[at:]) for at in range(1, len(piece))]
        made = [(left, right) for left, right in pairs if left in known and right in known]
        if made:
            left, right = min(made, key=lambda pair: max(rank[pair[0]], rank[pair[1]]))
            found[number] = known[left], known[right], len(piece) - 1
    return found


def _loosened(piece: int, parents: Mapping[int, tuple[int, int, int]], rng: Random) -> list[int]:
    """A piece in smaller ones where one of its merges is left out. SentencePiece samples such pieces too, but no seed
    makes them the same in another process."""
    if piece not in parents or rng.random() < (1 - UNMERGED) ** parents[piece][2]:
        return [piece]
    left, right, _ = parents[piece]
    return _loosened(left, parents, rng) + _loosened(right, parents, rng)


def _flat(rows: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
    tokens = np.fromiter((token for row in rows for token in row), np.uint16)
    return tokens, np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)]).astype(np.int64)


def save(arrays: Arrays, path: Path) -> None:
    """Compressed: about 1.5 bytes a token."""
    s, t = (np.diff(at).astype(np.uint8) for at in (arrays.source_at, arrays.target_at))
    np.savez_compressed(path, source=arrays.source, target=arrays.target, s=s, t=t)


def load(path: Path) -> Arrays:
    """What ``save`` wrote."""
    with np.load(path) as stored:
        at = [np.concatenate([[0], np.cumsum(stored[name], dtype=np.int64)]).astype(np.int64) for name in "st"]
        return Arrays(stored["source"], at[0], stored["target"], at[1])


class Batch(NamedTuple):
    """Rows of one length class, padded; arrays of shape (rows, longest)."""

    source: np.ndarray
    """int64 tokens, 0 in the padding."""
    mask: np.ndarray
    """bool, True where ``source`` is text."""
    given: np.ndarray
    """int64: the target from ``<s>`` on, what the decoder reads."""
    wanted: np.ndarray
    """int64: the target from its second token on, what it is to write; -1 in the padding."""


def batches(arrays: Arrays, rows: np.ndarray, tokens: int, rng: np.random.Generator) -> Iterator[Batch]:
    """The rows in batches of at most ``tokens`` padded tokens a side, in random order; rows of like length go
    together."""
    source_lengths, target_lengths = np.diff(arrays.source_at), np.diff(arrays.target_at) - 1
    for start in range(0, len(rows), 20_000):
        pool = rows[start : start + 20_000]
        pool = pool[np.lexsort((source_lengths[pool], target_lengths[pool]))]
        groups: list[list[int]] = [[]]
        longest = 0
        for row in pool.tolist():
            length = max(int(source_lengths[row]), int(target_lengths[row]))
            if groups[-1] and max(longest, length) * (len(groups[-1]) + 1) > tokens:
                groups.append([])
                longest = 0
            groups[-1].append(row)
            longest = max(longest, length)
        for group in rng.permutation(len(groups)):
            if groups[group]:
                yield collate(arrays, groups[group])


def collate(arrays: Arrays, rows: Sequence[int]) -> Batch:
    """One batch of these rows."""
    sources = [arrays.source[arrays.source_at[row] : arrays.source_at[row + 1]] for row in rows]
    targets = [arrays.target[arrays.target_at[row] : arrays.target_at[row + 1]] for row in rows]
    width, height = max(map(len, sources)), max(map(len, targets)) - 1
    source, mask = np.zeros((len(rows), width), np.int64), np.zeros((len(rows), width), bool)
    given, wanted = np.zeros((len(rows), height), np.int64), np.full((len(rows), height), -1, np.int64)
    for index, (left, right) in enumerate(zip(sources, targets, strict=True)):
        source[index, : len(left)], mask[index, : len(left)] = left, True
        given[index, : len(right) - 1], wanted[index, : len(right) - 1] = right[:-1], right[1:]
    return Batch(source, mask, given, wanted)
