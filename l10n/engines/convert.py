"""Marian's models in CTranslate2's form, weights in int8.

A transformer whose decoder attends to what it wrote becomes one CTranslate2 model. The students of Firefox Translations
write with a recurrent unit instead (SSRU), which CTranslate2 does not have: their encoder becomes a CTranslate2 model,
and their decoder goes into ``student.npz`` for ``student.py``.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l10n.engines.marian import Shortlist, Weights
from l10n.errors import ModelError

if TYPE_CHECKING:
    from l10n.engines.marian import Array

STUDENT = "student.npz"
SCALE = "/scale"
POSITIONS = 1024
"""Pieces of the longest text that position encodings are made for."""
EPSILON = 1e-6
"""What Marian adds to a variance before it divides by its root (``src/layers/generic.h``)."""
_FORMS = (("n", "da", "n"), ("", "dan", ""))
"""preprocess, postprocess and postprocess-top of layers with the norm before them, and after."""


def convert(weights: Weights, vocabularies: Sequence[Sequence[str]], shown: str, quantization: str = "int8",
            shortlist: Shortlist | None = None) -> dict[str, bytes]:
    """File name → bytes of the model.

    ``vocabularies``: pieces of the source and of the target, by number; ``shortlist`` is only of use to a student.
    Raises ModelError: options that are not supported, each by name; weights that are missing or of another shape.
    """
    import numpy as np

    options = weights.options
    student = options.get("transformer-decoder-autoreg") == "rnn"
    _check(options, student, shown)
    arrays = {name: np.array(array, np.float32, order="C") for name, array in weights.arrays.items()
              if array.dtype.kind == "f"}
    if not options.get("transformer-train-positions", options.get("transformer-train-position-embeddings")):
        arrays["Wpos"] = positions(POSITIONS, int(options["dim-emb"]))
    try:
        if student:  # first of all, since quantization writes over the arrays
            decoder = _student(weights, arrays, vocabularies, shortlist)
            return {STUDENT: decoder, **_save(_encoder(arrays, options, vocabularies[0]), quantization)}
        return _save(_transformer(arrays, options, vocabularies), quantization)
    except KeyError as problem:
        raise ModelError(f"is damaged: the weights {problem} are missing", path=shown) from None
    except (ValueError, IndexError, AttributeError, TypeError) as problem:
        raise ModelError(f"cannot be converted: {' '.join(str(problem).split())}", path=shown) from None


def positions(count: int, width: int) -> Array:
    """Marian's sinusoids, shape (count, width): all sines, then all cosines (``src/graph/node_initializers.cpp``)."""
    import numpy as np

    half = width // 2
    angles = np.arange(count)[:, None] * np.exp(np.arange(half) * -(np.log(10_000) / (half - 1)))
    return np.concatenate([np.sin(angles), np.cos(angles)], 1).astype(np.float32)


def _check(options: Mapping[str, Any], student: bool, shown: str) -> None:
    wanted = {"type": ("transformer",), "transformer-no-projection": (False,), "transformer-tied-layers": ([],),
              "transformer-decoder-autoreg": ("self-attention", "rnn"), "transformer-pool": (False,),
              "transformer-ffn-depth": (2,), "transformer-ffn-activation": ("relu", "swish", "gelu")}
    if student:
        wanted |= {"dec-cell": ("ssru",), "layer-normalization": (False,), "transformer-rnn-projection": (False,),
                   "transformer-preprocess": ("",), "transformer-postprocess": ("dan",),
                   "transformer-postprocess-top": ("",), "transformer-ffn-activation": ("relu",)}
    for name, accepted in wanted.items():
        if options.get(name, accepted[0]) not in accepted:
            raise ModelError(f"is of a kind that is not supported: {name} is {options[name]!r}", path=shown)
    form = tuple(options.get(f"transformer-{name}", "") for name in ("preprocess", "postprocess", "postprocess-top"))
    if form not in _FORMS:
        raise ModelError(f"is of a kind that is not supported: transformer-preprocess, -postprocess and "
                         f"-postprocess-top are {', '.join(map(repr, form))}", path=shown)
    if set(options.get("transformer-postprocess-emb", "")) - set("dn"):
        raise ModelError("is of a kind that is not supported: transformer-postprocess-emb is "
                         f"{options['transformer-postprocess-emb']!r}", path=shown)
    numbers = ["dim-emb", "enc-depth", "dec-depth", "transformer-heads"]
    if any(not isinstance(options.get(name), int) or not 0 < options[name] < 1 << 16 for name in numbers):
        raise ModelError(f"is damaged: its options lack {', '.join(numbers)}", path=shown)


def _layers(options: Mapping[str, Any]) -> dict[str, Any]:
    from ctranslate2.specs.common_spec import Activation

    activations = {"relu": Activation.RELU, "swish": Activation.SWISH, "gelu": Activation.GELUSigmoid}
    return {"pre_norm": options.get("transformer-preprocess", "") == "n",
            "activation": activations[options.get("transformer-ffn-activation", "relu")],
            "layernorm_embedding": "n" in options.get("transformer-postprocess-emb", "")}


def _transformer(arrays: Mapping[str, Array], options: Mapping[str, Any],
                 vocabularies: Sequence[Sequence[str]]) -> Any:
    from ctranslate2.converters import marian
    from ctranslate2.specs import TransformerSpec

    layer = str(options.get("transformer-guided-alignment-layer", "last"))
    spec = TransformerSpec.from_config(
        (options["enc-depth"], options["dec-depth"]), options["transformer-heads"],
        alignment_layer=-1 if layer == "last" else int(layer) - 1, alignment_heads=1, **_layers(options))
    marian.set_transformer_spec(spec, arrays)
    spec.register_source_vocabulary(list(vocabularies[0]))
    spec.register_target_vocabulary(list(vocabularies[-1]))
    spec.config.add_source_eos = True
    return spec


def _encoder(arrays: Mapping[str, Array], options: Mapping[str, Any], vocabulary: Sequence[str]) -> Any:
    from ctranslate2.converters import marian
    from ctranslate2.specs.transformer_spec import TransformerEncoderModelSpec, TransformerEncoderSpec

    encoder = TransformerEncoderSpec(options["enc-depth"], options["transformer-heads"], **_layers(options))
    marian.set_transformer_encoder(encoder, arrays, "encoder")
    spec = TransformerEncoderModelSpec(encoder)
    spec.register_vocabulary(list(vocabulary))
    return spec


def _save(spec: Any, quantization: str) -> dict[str, bytes]:
    spec.config.unk_token, spec.config.eos_token = "<unk>", "</s>"
    spec.config.layer_norm_epsilon = EPSILON
    spec.validate()
    spec.optimize(quantization=quantization)
    with tempfile.TemporaryDirectory(prefix="l10n-model-") as folder:
        spec.save(folder)
        return {file.name: file.read_bytes() for file in sorted(Path(folder).iterdir())}


def _student(weights: Weights, arrays: Mapping[str, Array], vocabularies: Sequence[Sequence[str]],
             shortlist: Shortlist | None) -> bytes:
    """The decoder: matrices in int8 with one scale each, as they were quantized, all else in float32."""
    import numpy as np

    options = weights.options
    pieces = vocabularies[-1]
    kept = {name: array for name, array in arrays.items()
            if name.startswith("decoder_") and not name.endswith(("_QuantMultA", "_QuantMultB"))}
    if "Wemb" in arrays:
        kept["decoder_Wemb"] = arrays["Wemb"]
    if kept["decoder_Wemb"].shape != (len(pieces), options["dim-emb"]):
        raise ValueError(f"embeddings of shape {kept['decoder_Wemb'].shape} for {len(pieces)} pieces")
    out: dict[str, Any] = {}
    for name, array in kept.items():
        if array.ndim == 2 and min(array.shape) > 1:
            scale = np.float32(127 / max(float(np.abs(array).max()), 1e-9))
            out[name], out[name + SCALE] = np.rint(array * scale).astype(np.int8), scale
        else:
            out[name] = array
    out["heads"], out["layers"] = np.int64(options["transformer-heads"]), np.int64(options["dec-depth"])
    layer = str(options.get("transformer-guided-alignment-layer", "last"))
    out["aligned"] = np.int64(options["dec-depth"] - 1 if layer == "last" else int(layer) - 1)
    out["shared"] = np.int64(list(vocabularies[0]) == list(pieces))
    out["pieces"] = np.frombuffer("\n".join(pieces).encode(), np.uint8)
    if shortlist is not None:
        if len(shortlist.offsets) != len(vocabularies[0]) + 1 or (
                shortlist.pieces.size and shortlist.pieces.max() >= len(pieces)):
            raise ValueError("the shortlist is of another vocabulary")
        out |= {"first": np.int64(shortlist.first), "offsets": shortlist.offsets.astype(np.int32),
                "lists": shortlist.pieces.astype(np.int32)}
    stream = io.BytesIO()
    np.savez(stream, **out)
    return stream.getvalue()
