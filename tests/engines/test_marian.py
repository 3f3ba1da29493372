"""Marian's files: what they hold, what a converted model says, and that damage is told in one line."""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

pytest.importorskip("ctranslate2")
np = pytest.importorskip("numpy")

import packs  # noqa: E402

from l10n.engines import convert, marian  # noqa: E402
from l10n.errors import ModelError  # noqa: E402

SENTENCES = ["Where is the station?", "The harbour was closed on Monday.", "Nineteen boats waited outside.",
             "She said that the roof would be paid for by the council.", "Yes.", "The weather is good today."]


@pytest.fixture(scope="module")
def weights() -> tuple[dict[str, Any], list[str], bytes]:
    stored, pieces = packs.starter()
    return packs.as_marian(stored), packs.vocabulary(pieces), pieces


def greedy(files: dict[str, bytes], pieces: bytes) -> list[tuple[list[str], float]]:
    """(pieces, score) that a model in float32 gives to each sentence."""
    from ctranslate2 import Translator
    from sentencepiece import SentencePieceProcessor

    processor = SentencePieceProcessor(model_proto=pieces)
    translator = Translator("tried", files=files, compute_type="float32", intra_threads=1)
    found = translator.translate_batch([processor.encode(text, out_type=str) for text in SENTENCES], beam_size=1,
                                       return_scores=True, max_decoding_length=60)
    return [(one.hypotheses[0], one.scores[0]) for one in found]


def test_the_positions_are_those_of_the_recipe() -> None:
    stored, _ = packs.starter()
    theirs = stored["encoder/position_encodings/encodings"]
    assert np.abs(convert.positions(len(theirs), theirs.shape[1]) - theirs).max() < 1e-4


def test_a_model_says_the_same_after_conversion(weights: tuple[dict[str, Any], list[str], bytes]) -> None:
    """Norms before the layers, as the starter has them; sentence by sentence, piece by piece."""
    arrays, vocabulary, pieces = weights
    found = marian.read(packs.npz(arrays, packs.TRANSFORMER), "x")
    wanted = greedy(packs.original("float32"), pieces)
    assert len({tuple(said) for said, _ in wanted}) == len(SENTENCES)
    for (said, score), (ours, mine) in zip(wanted, greedy(convert.convert(
            found, [vocabulary, vocabulary], "x", "float32"), pieces), strict=True):
        assert ours == said
        assert mine == pytest.approx(score, abs=1e-3)


def test_both_containers_hold_the_same(weights: tuple[dict[str, Any], list[str], bytes]) -> None:
    """Eight bits in the binary: what is read is the quantized value, to the last bit."""
    arrays, *_ = weights
    binary = marian.read(packs.binary(arrays, packs.TRANSFORMER), "x")
    npz = marian.read(packs.npz(packs.coarse(arrays), packs.TRANSFORMER), "x")
    assert binary.options == npz.options == packs.TRANSFORMER
    for name, array in npz.arrays.items():
        np.testing.assert_array_equal(binary.arrays[name], array, name)


@pytest.mark.parametrize(("options", "message"), [
    ({"type": "s2s"}, "type is 's2s'"),
    ({"transformer-decoder-autoreg": "average-attention"}, "transformer-decoder-autoreg is 'average-attention'"),
    ({"transformer-decoder-autoreg": "rnn", "dec-cell": "gru"}, "dec-cell is 'gru'"),
    ({"transformer-decoder-autoreg": "rnn", "dec-cell": "ssru"}, "transformer-preprocess is 'n'"),
    ({"transformer-postprocess": "dan"}, "-postprocess-top are 'n', 'dan', 'n'"),
    ({"transformer-ffn-activation": "tanh"}, "transformer-ffn-activation is 'tanh'"),
    ({"transformer-tied-layers": [1, 1]}, "transformer-tied-layers is [1, 1]"),
    ({"enc-depth": 5}, "the weights 'encoder_l5_"),
    ({"dec-depth": "2"}, "its options lack dim-emb, enc-depth"),
    ({"transformer-heads": 1 << 20}, "its options lack dim-emb, enc-depth"),
])
def test_what_is_not_supported_is_named(weights: tuple[dict[str, Any], list[str], bytes], options: dict[str, Any],
                                        message: str) -> None:
    arrays, vocabulary, _ = weights
    with pytest.raises(ModelError) as caught:
        convert.convert(marian.Weights(arrays, {**packs.TRANSFORMER, **options}), [vocabulary, vocabulary], "a.zip")
    assert str(caught.value).startswith("a.zip: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_vocabulary_of_another_model(weights: tuple[dict[str, Any], list[str], bytes]) -> None:
    arrays, vocabulary, _ = weights
    with pytest.raises(ModelError, match=r"cannot be converted: .*7999"):
        convert.convert(marian.Weights(arrays, packs.TRANSFORMER), [vocabulary[:-1]], "x")


SMALL = {"Wemb": np.ones((8, 4), np.float32), "encoder_l1_self_Wq": np.ones((4, 4), np.float32),
         "decoder_ff_logit_out_b": np.ones((1, 8), np.float32)}


def raises_nothing_else(data: bytes) -> None:
    with suppress(ModelError):
        marian.read(data, "x.bin")


@settings(max_examples=100)
@given(st.data())
def test_damaged_files_end_in_one_line(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([packs.binary(SMALL, packs.TRANSFORMER), packs.npz(SMALL, packs.TRANSFORMER)]))
    cut = data.draw(st.integers(0, len(whole)))
    raises_nothing_else(whole[:cut])
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, min(len(whole), 700) - 1))] = data.draw(st.integers(0, 255))
    raises_nothing_else(bytes(broken))


@given(st.binary(max_size=200))
@example(struct.pack("<2Q", 1, 1 << 60))
@example(struct.pack("<2Q4Q", 1, 1, 2, 0x404, 2, 1 << 62) + b"x\0" + struct.pack("<2iQ", 1 << 30, 1 << 30, 0))
@example(struct.pack("<2Q4Q", 1, 1, 1 << 63, 0x404, 2, 4))
@example(struct.pack("<2Q4Q", 1, 1, 2, 0x404, 1 << 61, 4))
@example(struct.pack("<2Q4Q", 1, 1, 2, 0x404, 1, 4) + b"x\0" + struct.pack("<iQ", -1, 0) + b"1234")
@example(struct.pack("<2Q4Q", 1, 1, 2, 0x404, 1, 4) + b"x\0" + struct.pack("<iQ", 1, 1 << 63))
def test_sizes_that_lie_allocate_nothing(data: bytes) -> None:
    with pytest.raises(ModelError, match=r"^x\.bin: is no model of Marian's|^x\.bin: is damaged"):
        marian.read(data, "x.bin")


def test_an_archive_of_objects_or_of_lies_is_refused() -> None:
    def archive(header: bytes, data: bytes = b"") -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
            header += b" " * (-(len(header) + 11) % 64) + b"\n"
            file.writestr("a.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + data)
        return stream.getvalue()

    for header in (b"{'descr': '<f4', 'fortran_order': False, 'shape': (4000000000, 4000000000), }",
                   b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
                   b"{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", b"[" * 2000, b"__import__('os')"):
        with pytest.raises(ModelError, match=r"^x\.npz: is damaged: "):
            marian.read(archive(header, bytes(4)), "x.npz")


def test_weights_that_are_no_numbers() -> None:
    broken = {**SMALL, "decoder_ff_logit_out_b": np.full((1, 8), np.nan, np.float32)}
    with pytest.raises(ModelError, match="some of its weights are no numbers"):
        marian.read(packs.npz(broken, {}), "x")


@pytest.mark.parametrize("change", [
    lambda data: b"", lambda data: data[:47], lambda data: data[:-1], lambda data: data + b"1234",
    lambda data: b"\0" + data[1:], lambda data: data[:32] + struct.pack("<Q", 1 << 61) + data[40:],
    lambda data: data[:48] + struct.pack("<Q", 9) + data[56:],
    lambda data: data[:56] + struct.pack("<Q", 9) + data[64:]])
def test_broken_shortlists(change: Any) -> None:
    whole = packs.shortlist([[1, 2], [], [3]], 2)
    found = marian.shortlist(whole, "lex.bin")
    assert (found.first, found.offsets.tolist(), found.pieces.tolist()) == (2, [0, 2, 2, 3], [1, 2, 3])
    with pytest.raises(ModelError, match=r"^lex\.bin: is no lexical shortlist, or a damaged one$"):
        marian.shortlist(change(whole), "lex.bin")
