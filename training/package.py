"""A checkpoint as an Argos package (int8 CTranslate2), and a package as a checkpoint again."""

from __future__ import annotations

import io
import json
import re
import struct
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from .arrays import BOS, EOS, language_token

LANGUAGES = {"en": "English", "es": "Spanish", "fr": "French", "de": "German", "pt": "Portuguese", "it": "Italian"}


LONG = 300
"""Characters of two outputs that are compared."""
_PARTS = {
    "self_attention/layer_norm": "n1",
    "self_attention/linear_0": "a.qkv",
    "self_attention/linear_1": "a.o",
    "attention/layer_norm": "n2",
    "attention/linear_0": "c.q",
    "attention/linear_1": "c.kv",
    "attention/linear_2": "c.o",
    "ffn/layer_norm": "n3",
    "ffn/linear_0": "f1",
    "ffn/linear_1": "f2",
}
"""Names of a layer's parts in CTranslate2, and ours."""


class Decoding(NamedTuple):
    """How outputs are searched for, as the package's users do it: ``decoding`` of its ``metadata.json``."""

    beam_size: int = 4
    length_penalty: float = 1
    """The log-probability of an output is divided by (its tokens)^penalty: above 1, longer ones win."""


class Translated(NamedTuple):
    """What a model made of one line."""

    text: str
    score: float
    """Mean of the natural logarithms of the probabilities of the output tokens, ``</s>`` included."""


class Package:
    """A loaded ``.argosmodel``, from whatever maker: SentencePiece and CTranslate2 without anything around them."""

    def __init__(self, path: Path, compute_type: str = "int8", threads: int = 2) -> None:
        import ctranslate2
        import sentencepiece

        with zipfile.ZipFile(path) as archive:
            names = [name.partition("/")[2] for name in archive.namelist()]
            files = {name: archive.read(info) for name, info in zip(names, archive.infolist(), strict=True) if name}
        self.metadata: dict[str, Any] = json.loads(files["metadata.json"])
        self.size = path.stat().st_size
        self._pieces = sentencepiece.SentencePieceProcessor(model_proto=files["sentencepiece.model"])
        weights = {name.removeprefix("model/"): data for name, data in files.items() if name.startswith("model/")}
        self._translator = ctranslate2.Translator(
            "model", device="cpu", compute_type=compute_type, files=weights, inter_threads=threads, intra_threads=1
        )
        self._prefix: str = self.metadata.get("target_prefix", "")
        self.decoding = Decoding(**self.metadata.get("decoding", {}))

    def translate(self, lines: Sequence[str], decoding: Decoding | None = None) -> list[Translated]:
        """One result a line, in order; ``decoding``: that of the package where None."""
        beam, penalty = decoding or self.decoding
        tokens = [self._pieces.encode(line, out_type=str) for line in lines]
        prefix = [[self._prefix]] * len(lines) if self._prefix else None
        results = self._translator.translate_batch(
            tokens,
            prefix,
            beam_size=beam,
            length_penalty=penalty,
            max_batch_size=1024,
            batch_type="tokens",
            max_input_length=0,
            max_decoding_length=256,
            return_scores=True,
            replace_unknowns=True,
        )
        outputs = []
        for result in results:
            pieces = result.hypotheses[0]
            # the sum over the tokens, ``</s>`` included, comes divided by their number ** penalty
            score = result.scores[0] * (len(pieces) + 1) ** (penalty - 1)
            pieces = pieces[1:] if self._prefix and pieces[:1] == [self._prefix] else pieces
            outputs.append(Translated(self._pieces.decode(pieces), score))
        return outputs


def convert(
    checkpoint: Mapping[str, Any],
    vocabulary: Path,
    folder: Path,
    align_with: Sequence[tuple[list[int], list[int]]] = (),
) -> None:
    """Writes ``model.bin``, ``config.json`` and the vocabulary of CTranslate2 into ``folder``, weights in int8.

    ``align_with`` (source and target rows of the dev set) chooses the attention head that aligns words best: it
    becomes the first of its layer, the one that CTranslate2 gives out as attention.
    """
    import sentencepiece
    from ctranslate2.specs import TransformerSpec, common_spec

    from .model import build

    model = build(dict(checkpoint))
    model.eval()
    layer, head = best_head(model, align_with) if align_with else (len(model.dec) - 1, 0)
    _to_front(model, layer, head)
    shape = model.shape
    spec = TransformerSpec.from_config(
        (shape.encoder, shape.decoder),
        shape.heads,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
        alignment_layer=layer,
        alignment_heads=1,
    )

    def array(value: Any) -> Any:
        return value.detach().numpy().copy()  # copies: arrays that share memory are taken for one

    def linear(to: Any, module: Any) -> None:
        to.weight, to.bias = array(module.weight), array(module.bias)

    def norm(to: Any, module: Any) -> None:
        to.gamma, to.beta = array(module.weight), array(module.bias)

    modules: Any = ((spec.encoder, model.enc, model.ne), (spec.decoder, model.dec, model.nd))
    for side, layers, last in modules:
        for to, module in zip(side.layer, layers, strict=True):
            norm(to.self_attention.layer_norm, module.n1)
            linear(to.self_attention.linear[0], module.a.qkv)
            linear(to.self_attention.linear[1], module.a.o)
            if module.decoder:
                norm(to.attention.layer_norm, module.n2)
                linear(to.attention.linear[0], module.c.q)
                linear(to.attention.linear[1], module.c.kv)
                linear(to.attention.linear[2], module.c.o)
            norm(to.ffn.layer_norm, module.n3)
            linear(to.ffn.linear_0, module.f1)
            linear(to.ffn.linear_1, module.f2)
        norm(side.layer_norm, last)
        side.scale_embeddings = True
        side.position_encodings.encodings = array(model.pos)
    spec.encoder.embeddings[0].weight = array(model.emb.weight)
    spec.decoder.embeddings.weight = array(model.emb.weight)
    spec.decoder.projection.weight = array(model.emb.weight)
    spec.decoder.projection.bias = array(model.bias)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    pieces = [processor.id_to_piece(i) for i in range(shape.vocabulary)]
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_bos, spec.config.add_source_eos = False, True
    spec.config.unk_token, spec.config.bos_token, spec.config.eos_token = "<unk>", "<s>", "</s>"
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def best_head(model: Any, rows: Sequence[tuple[list[int], list[int]]]) -> tuple[int, int]:
    """(layer, head) of the decoder whose attention most often looks at the same piece, where a piece stands once on
    both sides.

    Such pieces are names, numbers and punctuation; the attention that writes a piece is that of the step before.
    """
    import torch

    hits = np.zeros((len(model.dec), model.shape.heads))
    seen: list[Any] = []
    hooks = [
        module.c.register_forward_pre_hook(lambda m, args: seen.append((m, *args)))  # the attention's own inputs
        for module in model.dec
    ]
    with torch.no_grad():
        for source, target in rows:
            seen.clear()
            model(torch.tensor([source]), torch.ones(1, len(source), dtype=torch.bool), torch.tensor([target[:-1]]))
            shared = [p for p in set(source) & set(target) - {BOS, EOS} if source.count(p) == target.count(p) == 1]
            for layer, (module, x, memory, _) in enumerate(seen):
                q, k = (
                    t.unflatten(-1, (model.shape.heads, -1)).transpose(1, 2)[0]
                    for t in (module.q(x), module.kv(memory).chunk(2, -1)[0])
                )
                looks = (q @ k.transpose(-1, -2)).argmax(-1)
                for piece in shared:
                    hits[layer] += (looks[:, target.index(piece) - 1] == source.index(piece)).numpy()
    for hook in hooks:
        hook.remove()
    best = int(hits.argmax())
    return best // hits.shape[1], best % hits.shape[1]


def _to_front(model: Any, layer: int, head: int) -> None:
    """Makes one head of a layer's attention to the source the first; what the layer computes stays the same."""
    import torch

    heads, width = model.shape.heads, model.shape.width
    order = [head, *(h for h in range(heads) if h != head)]
    index = torch.arange(width).view(heads, -1)[order].flatten()
    attention = model.dec[layer].c
    with torch.no_grad():
        for matrix in (attention.q.weight, attention.q.bias):
            matrix.copy_(matrix[index].clone())
        both = torch.cat([index, index + width])
        for matrix in (attention.kv.weight, attention.kv.bias):
            matrix.copy_(matrix[both].clone())
        attention.o.weight.copy_(attention.o.weight[:, index].clone())


def metadata(source: str, target: str, version: str, many: bool, extra: Mapping[str, Any]) -> dict[str, Any]:
    """What argostranslate reads of a package, and what l10n reads beside it (``extra``)."""
    found: dict[str, Any] = {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": source,
        "from_name": LANGUAGES.get(source, source),
        "to_code": target,
        "to_name": LANGUAGES.get(target, target),
        "type": "translate",
    }
    if many:
        found["target_prefix"] = language_token(target)
    return {**found, **extra}


def write(path: Path, described: Mapping[str, Any], vocabulary: Path, model: Path, card: str) -> None:
    """The package: one folder in a zip archive. The same parts give the same bytes."""
    version = str(described["package_version"]).replace(".", "_")
    top = f"translate-{described['from_code']}_{described['to_code']}-{version}"
    files = {
        "README.md": card.encode(),
        "metadata.json": (json.dumps(described, indent=1, ensure_ascii=False) + "\n").encode(),
        "sentencepiece.model": vocabulary.read_bytes(),
        **{f"model/{file.name}": file.read_bytes() for file in sorted(model.iterdir())},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(f"{top}/{name}", (2000, 1, 1, 0, 0, 0))
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED, 9)


def read_back(path: Path) -> tuple[dict[str, Any], bytes]:
    """(checkpoint, SentencePiece model) of a package that this recipe made, for a warm start.

    Weights come back as what their int8 stood for: within half a step of the quantization of what they were.
    """
    import torch

    with zipfile.ZipFile(path) as archive:
        inside = {name.partition("/")[2]: name for name in archive.namelist()}
        stored = dict(_variables(archive.read(inside["model/model.bin"])))
        pieces = archive.read(inside["sentencepiece.model"])

    def value(name: str) -> Any:
        array = stored[name].astype(np.float32)
        scale = stored.get(f"{name}_scale")
        return torch.from_numpy(array if scale is None else array / np.reshape(scale, (-1, *[1] * (array.ndim - 1))))

    weights: dict[str, Any] = {
        "emb.weight": value("decoder/embeddings/weight"),
        "bias": value("decoder/projection/bias"),
    }
    for side, layers, last in (("encoder", "enc", "ne"), ("decoder", "dec", "nd")):
        count = len({name.split("/")[1] for name in stored if re.match(rf"{side}/layer_\d", name)})
        for name, ours in [(f"{side}/layer_norm", last)] + [
            (f"{side}/layer_{i}/{theirs}", f"{layers}.{i}.{ours}")
            for i in range(count)
            for theirs, ours in _PARTS.items()
        ]:
            for theirs, kind in (("weight", "weight"), ("gamma", "weight"), ("bias", "bias"), ("beta", "bias")):
                if f"{name}/{theirs}" in stored:
                    weights[f"{ours}.{kind}"] = value(f"{name}/{theirs}")
    from .model import shape_of

    heads = int(stored["encoder/num_heads"]) if "encoder/num_heads" in stored else 4
    return {"net": weights, "shape": shape_of(weights, heads).as_dict()}, pieces


def _variables(data: bytes) -> Iterator[tuple[str, np.ndarray]]:
    """The variables of a CTranslate2 ``model.bin`` (binary version 6:
    ``ctranslate2.specs.model_spec.ModelSpec._serialize``)."""
    stream = io.BytesIO(data)

    def number(kind: str) -> int:
        return int(struct.unpack(kind, stream.read(struct.calcsize(kind)))[0])

    def string() -> str:
        return stream.read(number("H"))[:-1].decode()

    kinds = (np.float32, np.int8, np.int16, np.int32, np.float16)
    if number("I") != 6:
        raise SystemExit("model.bin: only version 6 of CTranslate2's format is read")
    string()
    number("I")
    found: dict[str, np.ndarray] = {}
    for _ in range(number("I")):
        name = string()
        shape = [number("I") for _ in range(number("B"))]
        kind = kinds[number("B")]
        found[name] = np.frombuffer(stream.read(number("I")), kind).reshape(shape)
    for _ in range(number("I")):
        alias, name = string(), string()
        found[alias] = found[name]
    yield from found.items()


def adapt(checkpoint: Mapping[str, Any], old: bytes, new: Path, seed: int = 1) -> dict[str, Any]:
    """The checkpoint for another vocabulary: embeddings go with the text of their piece, pieces it never saw get
    small random ones."""
    import sentencepiece
    import torch

    before, after = (
        sentencepiece.SentencePieceProcessor(model_proto=old),
        sentencepiece.SentencePieceProcessor(model_file=str(new)),
    )
    rows = {before.id_to_piece(i): i for i in range(before.get_piece_size())}
    weights = {name: value.float() for name, value in checkpoint["net"].items()}
    embeddings, bias = weights["emb.weight"], weights["bias"]
    size = after.get_piece_size()
    fresh = (
        torch.randn(size, embeddings.shape[1], generator=torch.Generator().manual_seed(seed)) * embeddings.std() * 0.7
    )
    scores = bias.mean().repeat(size)
    for i in range(size):
        row = rows.get(after.id_to_piece(i))
        if row is not None:
            fresh[i], scores[i] = embeddings[row], bias[row]
    shape = {**checkpoint["shape"], "vocabulary": size} if "shape" in checkpoint else None
    result: dict[str, Any] = {"net": {**weights, "emb.weight": fresh, "bias": scores}}
    return result if shape is None else {**result, "shape": shape}


def differences(
    checkpoint: Mapping[str, Any], package: Path, lines: Sequence[str], vocabulary: Path
) -> list[tuple[str, str, str]]:
    """(line, torch, CTranslate2) where greedy outputs are not the same, with the package's weights in float32 on both
    sides."""
    import sentencepiece

    from .model import build

    model = build(dict(checkpoint))
    model.eval()
    processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    loaded = Package(package, compute_type="float32")
    prefix = [BOS]
    if loaded.metadata.get("target_prefix"):
        prefix.append(processor.piece_to_id(loaded.metadata["target_prefix"]))
    theirs = loaded.translate(lines, Decoding(beam_size=1))
    ours = [processor.decode(model.greedy([*processor.encode(line), EOS], prefix, EOS)) for line in lines]
    # what neither model ends is cut by limits that count differently: its beginning is compared
    rows = zip(lines, ours, (other.text for other in theirs), strict=True)
    return [(line, mine[:LONG], other[:LONG]) for line, mine, other in rows if mine[:LONG] != other[:LONG]]


def package(
    checkpoint: Mapping[str, Any],
    vocabulary: Path,
    path: Path,
    described: Mapping[str, Any],
    card: str,
    align_with: Sequence[tuple[list[int], list[int]]] = (),
) -> None:
    """``convert`` and ``write`` in one go."""
    with tempfile.TemporaryDirectory() as folder:
        convert(checkpoint, vocabulary, Path(folder), align_with)
        write(path, described, vocabulary, Path(folder), card)
