"""Firefox Translations' students: beside Marian's formulas written out for one sentence, and in the engine."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("ctranslate2")
np = pytest.importorskip("numpy")

import packs  # noqa: E402

from l10n.engines import convert, marian  # noqa: E402
from l10n.engines.student import Student  # noqa: E402
from l10n.errors import ModelError  # noqa: E402

LONGEST = 20
FIRST = 60
VOCABULARY = ["<unk>", "<s>", "</s>", *(f"▁w{number}" for number in range(397))]
NUMBERS = {piece: number for number, piece in enumerate(VOCABULARY)}
ARRAYS = packs.coarse(packs.student(len(VOCABULARY)))
LISTS = [sorted(set(np.random.default_rng(number).integers(FIRST, len(VOCABULARY), 4).tolist()))
         for number in range(len(VOCABULARY))]
SENTENCES = [[VOCABULARY[number] for number in np.random.default_rng(seed).integers(3, 400, seed % 23 + 1)]
             for seed in range(30)]


def load(arrays: Any = ARRAYS, lists: bool = False, **options: Any) -> Student:
    found = marian.read(packs.binary(arrays, {**packs.STUDENT, **options}), "x")
    shortlist = marian.shortlist(packs.shortlist(LISTS, FIRST), "x") if lists else None
    files = convert.convert(found, [VOCABULARY, VOCABULARY], "x", "float32", shortlist)
    return Student("tried", files, compute_type="float32", intra_threads=1)


def reference(source: list[str], allowed: list[int] | None = None,
              forced: list[str] | None = None) -> tuple[list[str], float, Any]:
    """(pieces, mean log-probability, attention) of one sentence: the papers' formulas, a vector at a time."""
    weights, width, heads = ARRAYS, packs.STUDENT["dim-emb"], packs.STUDENT["transformer-heads"]
    signal = convert.positions(64, width)

    def affine(x: Any, scope: str, part: str) -> Any:
        return x @ weights[f"{scope}_W{part}"] + weights.get(f"{scope}_b{part}", 0)

    def norm(x: Any, scope: str) -> Any:
        spread = np.sqrt(x.var(-1, keepdims=True) + 1e-6)
        return weights[f"{scope}_ln_scale"] * (x - x.mean(-1, keepdims=True)) / spread + weights[f"{scope}_ln_bias"]

    def attend(x: Any, memory: Any, scope: str) -> tuple[Any, Any]:
        q, k, v = affine(x, scope, "q"), affine(memory, scope, "k"), affine(memory, scope, "v")
        parts, shares = [], []
        for head in np.split(np.arange(width), heads):
            share = np.exp(q[:, head] @ k[:, head].T / np.sqrt(len(head)))
            share /= share.sum(-1, keepdims=True)
            shares.append(share)
            parts.append(share @ v[:, head])
        return norm(affine(np.concatenate(parts, -1), scope, "o") + x, f"{scope}_Wo"), shares[0]

    def feed(x: Any, scope: str) -> Any:
        return norm(affine(np.maximum(affine(x, scope, "1"), 0), scope, "2") + x, f"{scope}_ffn")

    numbers = [NUMBERS[piece] for piece in [*source, "</s>"]]
    memory = weights["Wemb"][numbers] * np.sqrt(width) + signal[:len(numbers)]
    for layer in (1, 2):
        memory = feed(attend(memory, memory, f"encoder_l{layer}_self")[0], f"encoder_l{layer}_ffn")
    cells = [np.zeros((1, width)) for _ in range(2)]
    said, total, rows = [], 0.0, []
    for step in range(LONGEST + 1):
        x = (weights["Wemb"][[said[-1]]] * np.sqrt(width) if said else np.zeros((1, width))) + signal[[step]]
        for layer in (1, 2):
            scope = f"decoder_l{layer}"
            gate = 1 / (1 + np.exp(-affine(x, f"{scope}_rnn", "f")))
            cells[layer - 1] = gate * cells[layer - 1] + (1 - gate) * (x @ weights[f"{scope}_rnn_W"])
            x = norm(np.maximum(cells[layer - 1], 0) + x, f"{scope}_rnn_ffn")
            x, look = attend(x, memory, f"{scope}_context")
            x = feed(x, f"{scope}_ffn")
        logits = (x @ weights["Wemb"].T + weights["decoder_ff_logit_out_b"])[0]
        logits[NUMBERS["<unk>"]] = -np.inf
        if allowed is not None:
            logits[np.setdiff1d(np.arange(len(logits)), allowed)] = -np.inf
        best = int(logits.argmax()) if forced is None else NUMBERS[[*forced, "</s>"][step]]
        total += logits[best] - np.log(np.exp(logits).sum())
        if VOCABULARY[best] == "</s>" or step == LONGEST:
            break
        said.append(best)
        rows.append(look[0, :-1])
    return [VOCABULARY[number] for number in said], total / (len(said) + 1), rows


@pytest.mark.parametrize("lists", [False, True])
def test_it_computes_what_marian_does(lists: bool) -> None:
    """All sentences in one go, of all lengths, beside each on its own; with a shortlist and without."""
    found = load(lists=lists).translate(SENTENCES, LONGEST)
    said = set()
    for source, one in zip(SENTENCES, found, strict=True):
        numbers = [NUMBERS[piece] for piece in source]
        allowed = [*range(FIRST), *numbers, *(piece for number in [*numbers, NUMBERS["</s>"]]
                                              for piece in LISTS[number])]
        pieces, score, rows = reference(source, allowed if lists else None)
        assert one.hypotheses[0] == pieces
        assert one.scores[0] == pytest.approx(score, abs=1e-3)
        assert len(one.attention[0]) == len(pieces)
        if rows:
            np.testing.assert_allclose(one.attention[0], rows, atol=1e-3)
        said.add(tuple(pieces))
    assert len(said) > 8


def test_company_changes_nothing() -> None:
    """A sentence comes out the same alone and among others: with a shortlist too, which Marian shares in a batch."""
    student = load(lists=True)
    together = student.translate(SENTENCES, LONGEST)
    for source, one in list(zip(SENTENCES, together, strict=True))[::7]:
        alone, = student.translate([source], LONGEST)
        assert alone.hypotheses == one.hypotheses


def test_held_down_it_says_no_three_pieces_twice() -> None:
    loops = [source for source, one in zip(SENTENCES, load().translate(SENTENCES, LONGEST), strict=True)
             if len(one.hypotheses[0]) == LONGEST]
    assert loops
    for one in load().translate(loops, LONGEST, again=True):
        said = one.hypotheses[0]
        threes = [tuple(said[at:at + 3]) for at in range(len(said) - 2)]
        assert len(threes) == len(set(threes))


def test_likelihood_of_given_targets() -> None:
    """Whatever is given, its end included; a piece that the vocabulary lacks counts as unknown."""
    targets = [VOCABULARY[10:14], VOCABULARY[100:101], [], [*VOCABULARY[50:52], "no such piece"]]
    found = load().likelihood(SENTENCES[:4], targets)
    for source, target, likely in zip(SENTENCES, targets[:3], found, strict=False):
        assert likely == pytest.approx(reference(source, forced=target)[1], abs=1e-3)
    assert found[3] < -1e6


def test_nothing_to_say_and_unknown_pieces() -> None:
    empty, strange = load(lists=True).translate([[], ["no such piece"]], LONGEST)
    assert len(empty.hypotheses[0]) <= LONGEST
    assert len(strange.hypotheses[0]) <= LONGEST


def test_split_vocabularies() -> None:
    """The source has pieces and embeddings of its own."""
    backward = VOCABULARY[::-1]
    arrays = {**ARRAYS, "encoder_Wemb": ARRAYS["Wemb"][::-1], "decoder_Wemb": ARRAYS["Wemb"]}
    del arrays["Wemb"]
    found = marian.read(packs.binary(arrays, packs.STUDENT), "x")
    files = convert.convert(found, [backward, VOCABULARY], "x", "float32")
    student = Student("tried", files, compute_type="float32", intra_threads=1)
    assert [one.hypotheses for one in student.translate(SENTENCES, LONGEST)] == [
        one.hypotheses for one in load().translate(SENTENCES, LONGEST)]


def test_weights_in_eight_bits_are_kept_as_they_were() -> None:
    student = load()
    for name in ("decoder_l1_rnn_Wf", "decoder_l2_ffn_W1", "decoder_l1_context_Wq"):
        np.testing.assert_allclose(student._weights[name], ARRAYS[name], atol=1e-6)
    np.testing.assert_allclose(student._embeddings, ARRAYS["Wemb"], atol=1e-6)


def test_a_shortlist_of_another_vocabulary() -> None:
    found = marian.read(packs.binary(ARRAYS, packs.STUDENT), "x")
    for lists in (LISTS[:-1], [*LISTS[:-1], [len(VOCABULARY)]]):
        with pytest.raises(ModelError, match="the shortlist is of another vocabulary"):
            convert.convert(found, [VOCABULARY, VOCABULARY], "x",
                            shortlist=marian.shortlist(packs.shortlist(lists, FIRST), "x"))
