"""The model: a pre-norm transformer with a deep encoder, a shallow decoder, one vocabulary and tied embeddings."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Shape:
    """What a checkpoint has to say so that it can be built again."""

    vocabulary: int
    """Pieces of the vocabulary."""
    width: int = 256
    """Of every vector between layers; a multiple of 2 x ``heads``."""
    heads: int = 4
    inner: int = 1024
    """Width inside the feed-forward parts."""
    encoder: int = 4
    """Layers that read, once a sentence; most of the quality comes from here (Kasai et al. 2021, "Deep Encoder,
    Shallow Decoder")."""
    decoder: int = 2
    """Layers that write, once a token: most of the time goes here."""

    def as_dict(self) -> dict[str, int]:
        """For the checkpoint."""
        return asdict(self)


def positions(count: int, width: int) -> Tensor:
    """Sinusoidal position encodings, shape (count, width): all sines, then all cosines, as CTranslate2 expects."""
    steps = torch.arange(width // 2).float() / (width // 2 - 1)
    angles = torch.arange(count).float()[:, None] * torch.exp(-math.log(10_000) * steps)
    return torch.cat([angles.sin(), angles.cos()], 1)


def drop(x: Tensor, share: float, training: bool) -> Tensor:
    """Dropout. On a CPU the mask comes from random bytes: ``bernoulli_`` was 7 % of a step."""
    if not share or not training:
        return x
    if x.device.type != "cpu":
        return functional.dropout(x, share)
    limit = max(1, round(share * 256))
    bits = torch.from_numpy(_random.integers(0, 256, x.shape, np.uint8))
    return x * ((bits >= limit) * (256 / (256 - limit)))


_random = np.random.Generator(np.random.SFC64(1))


class Attention(nn.Module):
    """Multi-head attention; queries, keys and values of self-attention come from one matrix."""

    def __init__(self, shape: Shape, cross: bool) -> None:
        super().__init__()
        self.heads, self.cross = shape.heads, cross
        width = shape.width
        if cross:
            self.q, self.kv = nn.Linear(width, width), nn.Linear(width, 2 * width)
        else:
            self.qkv = nn.Linear(width, 3 * width)
        self.o = nn.Linear(width, width)

    def forward(self, x: Tensor, memory: Tensor | None, mask: Tensor) -> Tensor:
        """x (rows, length, width), memory (rows, source length, width) or None, mask broadcast to (rows, heads,
        length, keys)."""
        if self.cross:
            q, (k, v) = self.q(x), self.kv(memory).chunk(2, -1)
        else:
            q, k, v = self.qkv(x).chunk(3, -1)
        q, k, v = (t.unflatten(-1, (self.heads, -1)).transpose(1, 2) for t in (q, k, v))
        if x.device.type == "cpu":
            # two plain products: several times faster than the fused kernel for sentences, backward in bfloat16 above
            # all
            with torch.autocast("cpu", enabled=False):
                weights = (q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5).masked_fill(~mask, -1e4).softmax(-1)
                y = weights @ v
        else:
            y = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        out: Tensor = self.o(y.transpose(1, 2).flatten(2))
        return out


class Layer(nn.Module):
    """Self-attention, in the decoder attention to the source, and a feed-forward part, each behind a norm and beside
    a residual."""

    def __init__(self, shape: Shape, decoder: bool) -> None:
        super().__init__()
        self.n1, self.a = nn.LayerNorm(shape.width), Attention(shape, cross=False)
        self.decoder = decoder
        if decoder:
            self.n2, self.c = nn.LayerNorm(shape.width), Attention(shape, cross=True)
        self.n3 = nn.LayerNorm(shape.width)
        self.f1, self.f2 = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)

    def forward(self, x: Tensor, own: Tensor, memory: Tensor | None, source: Tensor, dropout: float) -> Tensor:
        """``own`` masks the layer's own tokens, ``source`` those of ``memory``."""
        x = x + drop(self.a(self.n1(x), None, own), dropout, self.training)
        if self.decoder:
            x = x + drop(self.c(self.n2(x), memory, source), dropout, self.training)
        return x + drop(self.f2(functional.relu(self.f1(self.n3(x)))), dropout, self.training)


class Translator(nn.Module):
    """Tokens in, the decoder's last vectors out; ``logits`` turns those into scores of pieces."""

    pos: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape, self.dropout = shape, 0.0
        self.emb = nn.Embedding(shape.vocabulary, shape.width)
        self.enc = nn.ModuleList(Layer(shape, False) for _ in range(shape.encoder))
        self.dec = nn.ModuleList(Layer(shape, True) for _ in range(shape.decoder))
        self.ne, self.nd = nn.LayerNorm(shape.width), nn.LayerNorm(shape.width)
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))
        self.register_buffer("pos", positions(512, shape.width), persistent=False)
        nn.init.normal_(self.emb.weight, std=shape.width**-0.5)
        for layer in (*self.enc, *self.dec):
            last = [layer.a.o, layer.f2, *([layer.c.o] if layer.decoder else [])]
            for linear in last:  # the residual stream starts small: GPT-2's rule
                nn.init.normal_(linear.weight, std=0.04 / math.sqrt(2 * (shape.encoder + shape.decoder)))
                nn.init.zeros_(linear.bias)

    def embed(self, tokens: Tensor) -> Tensor:
        """Embeddings times sqrt(width), plus positions."""
        x = self.emb(tokens) * math.sqrt(self.shape.width) + self.pos[: tokens.shape[1]]
        return drop(x, self.dropout, self.training)

    def encode(self, source: Tensor, mask: Tensor) -> Tensor:
        """source (rows, length), mask of the same shape, True where there is text; gives (rows, length, width)."""
        keys = mask[:, None, None, :]
        x = self.embed(source)
        for layer in self.enc:
            x = layer(x, keys, None, keys, self.dropout)
        normed: Tensor = self.ne(x)
        return normed

    def decode(self, memory: Tensor, mask: Tensor, given: Tensor) -> Tensor:
        """What ``encode`` gave, its mask, and the target so far (rows, length); gives (rows, length, width)."""
        causal = torch.ones(given.shape[1], given.shape[1], dtype=torch.bool, device=given.device).tril()
        x = self.embed(given)
        for layer in self.dec:
            x = layer(x, causal, memory, mask[:, None, None, :], self.dropout)
        normed: Tensor = self.nd(x)
        return normed

    def forward(self, source: Tensor, mask: Tensor, given: Tensor) -> Tensor:
        """``encode`` and ``decode`` in one go."""
        return self.decode(self.encode(source, mask), mask, given)

    def logits(self, x: Tensor) -> Tensor:
        """Scores of the pieces, with the embeddings as the matrix."""
        return functional.linear(x, self.emb.weight, self.bias)

    @torch.no_grad()
    def greedy(self, source: list[int], prefix: list[int], end: int, longest: int = 200) -> list[int]:
        """The likeliest next piece, over and over: the reference that a converted model is compared with."""
        tokens, mask = torch.tensor([source]), torch.ones(1, len(source), dtype=torch.bool)
        memory, written = self.encode(tokens, mask), list(prefix)
        while len(written) < longest:
            piece = int(self.logits(self.decode(memory, mask, torch.tensor([written]))[0, -1]).argmax())
            if piece == end:
                break
            written.append(piece)
        return written[len(prefix) :]


def shape_of(weights: dict[str, Tensor], heads: int = 4) -> Shape:
    """The shape that weights without a shape (older checkpoints, packages) have."""

    def layers(name: str) -> int:
        return 1 + max(int(key.split(".")[1]) for key in weights if key.startswith(f"{name}."))

    vocabulary, width = weights["emb.weight"].shape
    return Shape(vocabulary, width, heads, weights["enc.0.f1.weight"].shape[0], layers("enc"), layers("dec"))


def build(checkpoint: dict[str, Any]) -> Translator:
    """The model of a checkpoint (``{"net": weights, "shape": ...}``; half precision is widened)."""
    weights = {name: value.float() for name, value in checkpoint["net"].items()}
    shape = Shape(**checkpoint["shape"]) if "shape" in checkpoint else shape_of(weights)
    model = Translator(shape)
    model.load_state_dict(weights)
    return model
