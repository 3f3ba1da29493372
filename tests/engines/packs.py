"""Models of our own in other families' files: the starter's weights as Marian has them, a student of random ones."""

from __future__ import annotations

import functools
import io
import struct
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from l10n.engines import convert, models

sys.path.insert(0, str(Path(__file__).parents[2]))
from training.package import _variables

STARTER = next(Path(models.__file__).with_name("starter").glob("*.argosmodel"))
TRANSFORMER: dict[str, Any] = {
    "type": "transformer", "dim-emb": 256, "enc-depth": 4, "dec-depth": 2, "transformer-heads": 4,
    "transformer-ffn-activation": "relu", "transformer-ffn-depth": 2, "transformer-decoder-autoreg": "self-attention",
    "transformer-no-projection": False, "transformer-preprocess": "n", "transformer-postprocess": "da",
    "transformer-postprocess-top": "n", "transformer-postprocess-emb": "d", "tied-embeddings-all": True,
    "transformer-guided-alignment-layer": "last", "transformer-tied-layers": []}
STUDENT: dict[str, Any] = {
    **TRANSFORMER, "dim-emb": 64, "enc-depth": 2, "transformer-heads": 8, "transformer-decoder-autoreg": "rnn",
    "dec-cell": "ssru", "dec-cell-base-depth": 2, "dec-cell-high-depth": 1, "layer-normalization": False,
    "transformer-preprocess": "", "transformer-postprocess": "dan", "transformer-postprocess-top": "",
    "transformer-train-position-embeddings": False, "enc-cell": "gru", "enc-cell-depth": 1,
    "enc-type": "bidirectional", "transformer-dim-ffn": 128, "skip": False, "right-left": False,
    "tied-embeddings": False, "tied-embeddings-src": False, "dim-rnn": 64, "ulr": False, "ulr-dim-emb": 0,
    "ulr-trainable-transformation": False, "input-types": [], "lemma-dim-emb": 0, "bert-train-type-embeddings": True,
    "bert-type-vocab-size": 2, "transformer-aan-activation": "swish", "transformer-aan-depth": 2,
    "transformer-aan-nogate": False, "transformer-dim-aan": 128, "version": "v1.8.40"}

Arrays = Mapping[str, np.ndarray[Any, Any]]


@functools.cache
def starter() -> tuple[Arrays, bytes]:
    """(variables of the starter as float32, by CTranslate2's names, without what its int8 needs; its SentencePiece).

    The embedding of ``<s>`` is nought: Marian begins a sentence with that, and the starter with ``<s>``.
    """
    with zipfile.ZipFile(STARTER) as archive:
        inside = {name.partition("/")[2]: name for name in archive.namelist()}
        stored = dict(_variables(archive.read(inside["model/model.bin"])))
        pieces = archive.read(inside["sentencepiece.model"])
    out = {}
    for name, array in stored.items():
        scale = stored.get(f"{name}_scale")
        out[name] = array if scale is None else array.astype(np.float32) / scale.reshape(-1, *[1] * (array.ndim - 1))
    embeddings = out["decoder/embeddings/weight"].copy()
    embeddings[vocabulary(pieces).index("<s>")] = 0
    return {**out, **dict.fromkeys(("encoder/embeddings_0/weight", "decoder/embeddings/weight",
                                    "decoder/projection/weight"), embeddings)}, pieces


def original(quantization: str) -> dict[str, bytes]:
    """The starter as CTranslate2 has it: the same variables, by a way that knows nothing of Marian."""
    from ctranslate2.specs import TransformerSpec, common_spec

    stored, pieces = starter()
    spec = TransformerSpec.from_config((4, 2), 4, pre_norm=True, activation=common_spec.Activation.RELU)
    for side in ("encoder", "decoder"):
        for name, array in stored.items():
            at: Any = spec
            *path, last = name.replace("embeddings_0", "embeddings").split("/")
            if path[:1] != [side] or last not in ("weight", "bias", "gamma", "beta", "encodings"):
                continue
            for part in path:
                head, _, number = part.rpartition("_")
                at = getattr(at, head)[int(number)] if number.isdigit() and isinstance(
                    getattr(at, head, None), list) else getattr(at, part)
                at = at[0] if isinstance(at, list) and part == "embeddings" else at
            setattr(at, last, np.array(array))
    spec.register_source_vocabulary(vocabulary(pieces))
    spec.register_target_vocabulary(vocabulary(pieces))
    spec.config.add_source_eos = True
    return convert._save(spec, quantization)


def vocabulary(pieces: bytes) -> list[str]:
    """The pieces of a SentencePiece model, by number."""
    from sentencepiece import SentencePieceProcessor

    processor = SentencePieceProcessor(model_proto=pieces)
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def as_marian(stored: Arrays) -> dict[str, np.ndarray[Any, Any]]:
    """The starter's variables by Marian's names: matrices the other way round, one for each of query, key and value."""
    out: dict[str, np.ndarray[Any, Any]] = {"Wemb": stored["decoder/embeddings/weight"],
                                            "decoder_ff_logit_out_b": stored["decoder/projection/bias"][None]}

    def norm(theirs: str, ours: str) -> None:
        out[f"{ours}_ln_scale{'_pre' if '_l' in ours else ''}"] = stored[f"{theirs}/gamma"][None]
        out[f"{ours}_ln_bias{'_pre' if '_l' in ours else ''}"] = stored[f"{theirs}/beta"][None]

    def linear(theirs: str, *ours: str) -> None:
        for name, weight, bias in zip(ours, np.split(stored[f"{theirs}/weight"], len(ours)),
                                      np.split(stored[f"{theirs}/bias"], len(ours)), strict=True):
            scope, part = name.rsplit(".", 1)
            out[f"{scope}_W{part}"], out[f"{scope}_b{part}"] = weight.T, bias[None]

    for side, depth in (("encoder", 4), ("decoder", 2)):
        out[f"{side}_top_ln_scale"] = stored[f"{side}/layer_norm/gamma"][None]
        out[f"{side}_top_ln_bias"] = stored[f"{side}/layer_norm/beta"][None]
        for layer in range(depth):
            theirs, ours = f"{side}/layer_{layer}", f"{side}_l{layer + 1}"
            norm(f"{theirs}/self_attention/layer_norm", f"{ours}_self_Wo")
            linear(f"{theirs}/self_attention/linear_0", f"{ours}_self.q", f"{ours}_self.k", f"{ours}_self.v")
            linear(f"{theirs}/self_attention/linear_1", f"{ours}_self.o")
            if side == "decoder":
                norm(f"{theirs}/attention/layer_norm", f"{ours}_context_Wo")
                linear(f"{theirs}/attention/linear_0", f"{ours}_context.q")
                linear(f"{theirs}/attention/linear_1", f"{ours}_context.k", f"{ours}_context.v")
                linear(f"{theirs}/attention/linear_2", f"{ours}_context.o")
            norm(f"{theirs}/ffn/layer_norm", f"{ours}_ffn_ffn")
            linear(f"{theirs}/ffn/linear_0", f"{ours}_ffn.1")
            linear(f"{theirs}/ffn/linear_1", f"{ours}_ffn.2")
    return {name: np.ascontiguousarray(array, np.float32) for name, array in out.items()}


def student(pieces: int, seed: int = 7) -> dict[str, np.ndarray[Any, Any]]:
    """Random weights of a student, large enough to say different things of different sentences."""
    random = np.random.default_rng(seed)
    width, inner = STUDENT["dim-emb"], STUDENT["transformer-dim-ffn"]
    out: dict[str, np.ndarray[Any, Any]] = {"Wemb": random.normal(0, width ** -0.5, (pieces, width)),
                                            "decoder_ff_logit_out_b": random.normal(0, 0.5, (1, pieces))}

    def linear(scope: str, part: str, rows: int = width, columns: int = width) -> None:
        out[f"{scope}_W{part}"] = random.normal(0, 1.5 * rows ** -0.5, (rows, columns))
        out[f"{scope}_b{part}"] = random.normal(0, 0.2, (1, columns))

    def norm(scope: str) -> None:
        out[f"{scope}_ln_scale"] = random.normal(1, 0.1, (1, width))
        out[f"{scope}_ln_bias"] = random.normal(0, 0.1, (1, width))

    for side, depth in (("encoder", STUDENT["enc-depth"]), ("decoder", STUDENT["dec-depth"])):
        for layer in range(1, depth + 1):
            scope = f"{side}_l{layer}"
            attention = f"{scope}_{'self' if side == 'encoder' else 'context'}"
            for part in "qkvo":
                linear(attention, part)
            norm(f"{attention}_Wo")
            linear(f"{scope}_ffn", "1", width, inner)
            linear(f"{scope}_ffn", "2", inner, width)
            norm(f"{scope}_ffn_ffn")
            if side == "decoder":
                linear(f"{scope}_rnn", "")
                del out[f"{scope}_rnn_b"]
                linear(f"{scope}_rnn", "f")
                norm(f"{scope}_rnn_ffn")
    return {name: np.ascontiguousarray(array, np.float32) for name, array in out.items()}


def quantized(name: str) -> bool:
    """Whether Marian quantizes a variable: the matrices ``_W`` and one more letter or none, and the embeddings."""
    return name[-3:-1] == "_W" or name.endswith("_W") or "Wemb" in name


def coarse(arrays: Arrays) -> dict[str, np.ndarray[Any, Any]]:
    """The weights as quantization to 8 bits leaves them."""
    out = {}
    for name, array in arrays.items():
        scale = np.float32(127) / np.abs(array).max() if quantized(name) else None
        out[name] = array if scale is None else np.rint(array * scale).astype(np.float32) / scale
    return out


def npz(arrays: Arrays, options: Mapping[str, Any]) -> bytes:
    stream = io.BytesIO()
    text = np.frombuffer(yaml.safe_dump(dict(options)).encode() + b"\0", np.int8)
    np.savez(stream, **{"special:model.yml": text, **arrays})  # type: ignore[arg-type]
    return stream.getvalue()


def binary(arrays: Arrays, options: Mapping[str, Any], alphas: bool = True) -> bytes:
    """Marian's binary, quantized to 8 bits, as ``marian-conv --gemm-type intgemm8`` writes it."""
    items: list[tuple[str, int, tuple[int, ...], bytes]] = []
    for name, array in sorted(arrays.items()):
        if not quantized(name):
            items.append((name, 0x404, array.shape, array.astype("<f4").tobytes()))
            continue
        scale = np.float32(127) / np.abs(array).max()
        whole = np.rint((array if "Wemb" in name else array.T) * scale).astype(np.int8)
        data = whole.tobytes() + struct.pack("<f", scale)
        items.append((name, 0x4101, array.shape, data + bytes(-len(data) % 256)))
        if alphas:
            items.append((f"{name}_QuantMultA", 0x404, (1, 1), struct.pack("<f", 127 / 12)))
    if alphas:
        items.append(("none_QuantMultA", 0x404, (1, 1), struct.pack("<f", 127 / 12)))
    items.append(("special:model.yml", 0x101, (1, 1), b""))
    text = yaml.safe_dump(dict(options)).encode() + b"\0"
    items[-1] = ("special:model.yml", 0x101, (len(text),), text)
    out = struct.pack("<2Q", 1, len(items))
    out += b"".join(struct.pack("<4Q", len(name.encode()) + 1, kind, len(shape), len(data))
                    for name, kind, shape, data in items)
    out += b"".join(name.encode() + b"\0" for name, *_ in items)
    out += b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in items)
    padding = -(len(out) + 8) % 256
    return out + struct.pack("<Q", padding) + bytes(padding) + b"".join(data for *_, data in items)


def shortlist(lists: list[list[int]], first: int) -> bytes:
    """A binary shortlist: for each source piece those of the target."""
    offsets = np.cumsum([0, *map(len, lists)], dtype="<u8")
    pieces = np.array([piece for one in lists for piece in sorted(one)], "<u4")
    return struct.pack("<6Q", 0xF11A48D5013417F5, 0, first, 50, len(offsets), len(pieces)) + \
        offsets.tobytes() + pieces.tobytes()


def vocabulary_yml(pieces: list[str]) -> bytes:
    """A vocabulary as Marian writes it."""
    return "".join('"' + piece.replace("\\", "\\\\").replace('"', '\\"') + f'": {number}\n'
                   for number, piece in enumerate(pieces)).encode()

