"""Training: Muon on the matrices, Adam on the rest, a schedule by the clock. The same code on a CPU and on a GPU."""

from __future__ import annotations

import argparse
import math
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from . import arrays
from .model import Shape, Translator, build

LR_MUON, LR_ADAM = 5e-3, 3e-3
"""At ``--lr 1``."""
SAVE_EVERY, LOOK_EVERY = 240, 900
"""Seconds between checkpoints, and between looks at the dev set (which cost half a minute on a busy machine)."""


class Muon:
    """Momentum whose update is made orthogonal by Newton-Schulz steps (Jordan et al. 2024), for matrices.

    Matrices of one shape are stacked, so that a step is a few large products. ``torch.optim.Muon`` always works in
    bfloat16, which a processor without it does a hundred times slower.
    """

    def __init__(self, matrices: list[nn.Parameter], bfloat16: bool, pool: ThreadPoolExecutor) -> None:
        self.bfloat16, self.pool = bfloat16, pool
        self.groups: dict[tuple[int, ...], list[nn.Parameter]] = {}
        for matrix in matrices:
            self.groups.setdefault(tuple(matrix.shape), []).append(matrix)
        self.momentum = {s: torch.zeros(len(ps), *s, device=ps[0].device) for s, ps in self.groups.items()}

    def step(self, lr: float, decay: float = 0.02) -> None:
        """One update; the size 0.2·sqrt(longer side) makes it as large as one of Adam."""
        largest = sorted(self.groups, key=lambda shape: -math.prod(shape) * len(self.groups[shape]))
        list(self.pool.map(lambda shape: self._update(shape, lr, decay), largest))

    @torch.no_grad()
    def _update(self, shape: tuple[int, ...], lr: float, decay: float) -> None:
        parameters = self.groups[shape]
        gradient = torch.stack([p.grad for p in parameters if p.grad is not None])
        momentum = self.momentum[shape].mul_(0.95).add_(gradient, alpha=0.05)
        update = self._orthogonal(gradient.mul(0.05).add(momentum, alpha=0.95))
        for parameter, direction in zip(parameters, update, strict=True):
            parameter.mul_(1 - lr * decay)
            parameter.add_(direction, alpha=-lr * 0.2 * math.sqrt(max(shape)))

    def _orthogonal(self, g: Tensor) -> Tensor:
        tall = g.shape[1] > g.shape[2]
        g = g.transpose(1, 2) if tall else g
        g = g / (g.norm(dim=(1, 2), keepdim=True) + 1e-7)
        g = g.bfloat16() if self.bfloat16 else g
        for _ in range(4):
            k = g @ g.transpose(1, 2)
            g = 3.4445 * g + (-4.7750 * k + 2.0315 * (k @ k)) @ g
        return (g.transpose(1, 2) if tall else g).float()


def has_bfloat16(device: torch.device) -> bool:
    """Whether matrix products in bfloat16 pay: by the processor's flags where the system tells them, by a timed test
    elsewhere.

    The flags come first because a busy machine spoils a timing; the environment variable ``BF16`` (0 or 1) overrules
    both.
    """
    if "BF16" in os.environ:
        return os.environ["BF16"] == "1"
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    info = Path("/proc/cpuinfo")
    if info.exists():
        text = info.read_text()
        return "avx512_bf16" in text or "amx_bf16" in text or (" asimd" in text and " bf16" in text)
    return _seconds(torch.bfloat16) * 1.3 < _seconds(torch.float32)


def _seconds(kind: torch.dtype) -> float:
    """The best of eight timings, which a neighbour's load disturbs least."""
    a, b = torch.randn(2048, 256).to(kind), torch.randn(1024, 256).to(kind)
    times = []
    for _ in range(8):
        start = time.perf_counter()
        functional.linear(a, b)
        times.append(time.perf_counter() - start)
    return min(times)


def schedule(done: float, hold: float) -> float:
    """The learning rate's factor when ``done`` of the time (0 to 1) has gone: 1 for ``hold`` of it, then straight
    down to 0.01."""
    return max(0.01, min(1.0, (1 - done) / (1 - hold)))


class Trainer:
    """A model with its optimisers, and what a checkpoint keeps of them.

    On a CPU each thread works on its share of a batch from beginning to end, with gradients of its own. Threads that
    share every single product wait for each other all the time, above all where others use the machine.
    """

    def __init__(self, model: Translator, device: torch.device, bfloat16: bool, threads: int = 1) -> None:
        self.model, self.device, self.bfloat16 = model.to(device), device, bfloat16
        self.workers = (
            [self.model] if device.type == "cuda" else [self.model, *map(_twin, [self.model] * (threads - 1))]
        )
        self.pool = ThreadPoolExecutor(len(self.workers))
        named = list(model.named_parameters())
        matrices = [p for name, p in named if p.ndim == 2 and name != "emb.weight"]
        self.rest = [p for name, p in named if p.ndim != 2 or name == "emb.weight"]
        self.muon = Muon(matrices, bfloat16, self.pool)
        self.adam = torch.optim.Adam(self.rest, lr=1, betas=(0.9, 0.98), eps=1e-9)
        self.average = {name: p.detach().clone() for name, p in named}
        self.steps = self.tokens = 0
        self.elapsed = 0.0

    def autocast(self) -> Any:
        """bfloat16 where it pays."""
        return torch.autocast(self.device.type, torch.bfloat16) if self.bfloat16 else nullcontext()

    def loss(self, batch: arrays.Batch, model: Translator | None = None) -> Tensor:
        """Cross-entropy (nats), summed over the target tokens."""
        model = model or self.model
        source, mask, given, wanted = (torch.from_numpy(a).to(self.device) for a in batch)
        real = wanted >= 0
        with self.autocast():
            logits = model.logits(model(source, mask, given)[real])
        return functional.cross_entropy(logits.float(), wanted[real], reduction="sum")

    def _gradients(self, batch: arrays.Batch) -> tuple[float, int]:
        """Leaves the gradients of the mean loss in the model; gives that loss and the number of target tokens."""
        count = int((batch.wanted >= 0).sum())
        parts = min(len(self.workers), len(batch.source))
        shares = [arrays.Batch(*(rows[part::parts] for rows in batch)) for part in range(parts)]

        def work(model: Translator, share: arrays.Batch) -> float:
            torch.set_num_threads(1 if parts > 1 else torch.get_num_threads())
            loss = self.loss(share, model) / count
            loss.backward()  # type: ignore[no-untyped-call]
            return loss.item()

        total = sum(self.pool.map(work, self.workers, shares))
        for twin in self.workers[1:]:
            for ours, theirs in zip(self.model.parameters(), twin.parameters(), strict=True):
                if ours.grad is not None and theirs.grad is not None:
                    ours.grad.add_(theirs.grad)
                theirs.grad = None
        return total, count

    def step(self, batch: arrays.Batch, rate: float, averaging: float = 0.998) -> tuple[float, int]:
        """One update; gives the loss before it and the number of target tokens."""
        loss, count = self._gradients(batch)
        torch.nn.utils.clip_grad_norm_(self.rest, 1.0)
        self.muon.step(rate * LR_MUON)
        self.adam.param_groups[0]["lr"] = rate * LR_ADAM
        self.adam.step()
        self.adam.zero_grad()
        for parameters in self.muon.groups.values():
            for parameter in parameters:
                parameter.grad = None
        self.steps, self.tokens = self.steps + 1, self.tokens + count
        if self.steps % 5 == 0:
            with torch.no_grad():
                for name, parameter in self.model.named_parameters():
                    self.average[name].lerp_(parameter, 1 - averaging**5)
        return loss, count

    @torch.no_grad()
    def dev(self, data: arrays.Arrays) -> float:
        """Loss a token over the dev set."""
        self.model.eval()
        total = count = 0.0
        for batch in arrays.batches(data, np.arange(len(data)), 8000, np.random.default_rng(0)):
            total, count = total + self.loss(batch).item(), count + int((batch.wanted >= 0).sum())
        self.model.train()
        return total / count

    @torch.no_grad()
    def swap(self) -> None:
        """Puts the averaged weights into the model and the model's in their place."""
        for name, parameter in self.model.named_parameters():
            kept = parameter.clone()
            parameter.copy_(self.average[name])
            self.average[name].copy_(kept)

    def state(self) -> dict[str, Any]:
        """Everything that the next run needs to go on as if there had been no stop."""
        return {
            "shape": self.model.shape.as_dict(),
            "net": self.model.state_dict(),
            "average": self.average,
            "momentum": self.muon.momentum,
            "adam": self.adam.state_dict(),
            "progress": {"steps": self.steps, "tokens": self.tokens, "elapsed": self.elapsed},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Takes over what ``state`` gave; halves are widened."""
        self.model.load_state_dict(state["net"])
        self.average = {name: value.float().to(self.device) for name, value in state["average"].items()}
        self.muon.momentum = {shape: value.float().to(self.device) for shape, value in state["momentum"].items()}
        self.adam.load_state_dict(state["adam"])
        self.steps, self.tokens, self.elapsed = (state["progress"][key] for key in ("steps", "tokens", "elapsed"))


def _twin(model: Translator) -> Translator:
    """A model with the same parameters in memory and gradients of its own."""
    twin = Translator(model.shape)
    for ours, theirs in zip(model.parameters(), twin.parameters(), strict=True):
        theirs.data = ours.data
    return twin


def save(state: dict[str, Any], path: Path) -> None:
    """Atomically: a run that is ended while it writes keeps its last checkpoint."""
    torch.save(state, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)


def forever(data: arrays.Arrays, tokens: int, seed: int) -> Iterator[arrays.Batch]:
    """Batches of one shuffled pass after the other."""
    rng = np.random.default_rng(seed)
    while True:
        yield from arrays.batches(data, rng.permutation(len(data)), tokens, rng)


def train(
    work: Path,
    minutes: float,
    *,
    init: Path | None = None,
    shape: Shape | None = None,
    rate: float = 1.0,
    tokens: int = 4000,
    warm: int = 200,
    hold: float = 0.3,
    dropout: float = 0.1,
    seed: int = 0,
    threads: int = 2,
    say: Callable[[str], None] = lambda line: print(line, flush=True),
) -> Path:
    """Trains for ``minutes`` of clock time, in one run or several, and gives the path of ``model.pt`` (half
    precision, weights only).

    Goes on from ``work/checkpoint.pt`` where there is one, else from ``init`` (weights of an earlier model or a
    package that was read back), else from nothing. ``tokens`` is the padded size of a batch on either side, ``warm``
    the steps of the rising learning rate, ``hold`` the share of the time at full rate, ``rate`` its factor (0.4 to 0.6
    where training goes on from a finished model).
    """
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    bfloat16 = has_bfloat16(device)
    data, dev = arrays.load(work / "train.npz"), arrays.load(work / "dev.npz")
    model = (
        build(torch.load(init, map_location="cpu")) if init else Translator(shape or Shape(int(data.target.max()) + 1))
    )
    trainer = Trainer(model, device, bfloat16, threads)
    checkpoint = work / "checkpoint.pt"
    start = "nothing" if init is None else str(init)
    if checkpoint.exists():
        trainer.restore(torch.load(checkpoint, map_location=device))
        start = f"{checkpoint} ({trainer.tokens / 1e6:.1f}M tokens, {trainer.elapsed / 60:.0f} minutes)"
    say(f"{device.type}, {threads} threads, bfloat16 {'on' if bfloat16 else 'off'}; from {start}")
    say(
        f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f}M parameters, {len(data):,} pairs, {minutes:g} minutes,"
        f" rate {rate:g}"
    )
    began = trainer.elapsed
    zero = time.monotonic() - began
    saved = looked = trainer.elapsed
    total, count, seen = 0.0, 0, trainer.tokens
    for worker in trainer.workers:
        worker.dropout = dropout
        worker.train()
    first = trainer.steps
    for batch in forever(data, tokens, seed + trainer.steps):
        trainer.elapsed = time.monotonic() - zero
        done = trainer.elapsed / (60 * minutes)
        if done >= 1:
            break
        factor = rate * min(1, (trainer.steps - first + 1) / warm) * schedule(done, hold)
        loss, n = trainer.step(batch, factor)
        total, count = total + loss * n, count + n
        if trainer.steps % 50 == 0:
            speed = (trainer.tokens - seen) / (trainer.elapsed - began + 1e-9)
            mean = total / count
            say(f"{trainer.steps} {trainer.tokens / 1e6:.2f}M {speed:.0f}/s loss {mean:.3f} rate {factor:.3f}")
            total, count = 0.0, 0
        if trainer.elapsed - saved > SAVE_EVERY:
            saved = trainer.elapsed
            save(trainer.state(), checkpoint)
        if trainer.elapsed - looked > LOOK_EVERY:
            looked = trainer.elapsed
            plain = trainer.dev(dev)
            trainer.swap()
            say(f"  {trainer.elapsed / 60:.0f} min, dev {plain:.4f}, averaged {trainer.dev(dev):.4f}")
            trainer.swap()
    save(trainer.state(), checkpoint)
    plain = trainer.dev(dev)
    trainer.swap()
    averaged = trainer.dev(dev)
    if averaged > plain:
        trainer.swap()
    say(f"  end: {trainer.tokens / 1e6:.2f}M tokens, dev {plain:.4f}, averaged {averaged:.4f}")
    result = work / "model.pt"
    weights = {name: value.half().cpu() for name, value in model.state_dict().items()}
    save(
        {"shape": model.shape.as_dict(), "net": weights, "tokens": trainer.tokens, "dev": min(plain, averaged)}, result
    )
    return result


def main() -> None:
    """``python -m training.train WORK MINUTES``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("minutes", type=float)
    parser.add_argument("--init", type=Path)
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--tokens", type=int, default=4000)
    parser.add_argument("--warm", type=int, default=200)
    parser.add_argument("--hold", type=float, default=0.3)
    parser.add_argument("--dropout", type=float, default=0.1)
    options = vars(parser.parse_args())
    train(options.pop("work"), options.pop("minutes"), **options)


if __name__ == "__main__":
    main()
