"""A work folder to a machine without a network and back: checkpoints in half precision, every file under 16 MiB.

``python -m training.travel out WORK FOLDER``, then there ``python -m training.travel in FOLDER WORK``.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

PART = 15 * 2**20
"""Bytes of a part."""
CARRIED = ("vocabulary.model", "train.npz", "dev.npz", "mix.json", "init.pt", "model.pt", "checkpoint.pt")


def halved(value: Any) -> Any:
    """The same nest of dicts and lists with its float32 tensors in half precision; the steps of Adam stay as they
    are."""
    import torch

    if isinstance(value, torch.Tensor):
        return value.half() if value.dtype == torch.float32 and value.ndim else value
    if isinstance(value, dict):
        # second moments are as small as 1e-12: half precision would make them 0 and the next step endless
        return {key: item if key == "exp_avg_sq" else halved(item) for key, item in value.items()}
    return [halved(item) for item in value] if isinstance(value, list) else value


def pack(work: Path, folder: Path) -> list[Path]:
    """Writes the files of ``work`` that a run goes on from into ``folder``, in parts ``name.00``, ``name.01`` ..."""
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    parts = []
    for path in (work / name for name in CARRIED):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if path.suffix == ".pt":
            small = folder / path.name
            torch.save(halved(torch.load(path, map_location="cpu")), small)
            data = small.read_bytes()
            small.unlink()
        for number, start in enumerate(range(0, len(data), PART)):
            part = folder / f"{path.name}.{number:02d}"
            part.write_bytes(data[start : start + PART])
            parts.append(part)
    return parts


def unpack(folder: Path, work: Path) -> list[Path]:
    """Joins the parts in ``folder`` into files of ``work``."""
    work.mkdir(parents=True, exist_ok=True)
    files = []
    for name in CARRIED:
        if parts := sorted(folder.glob(f"{name}.[0-9][0-9]")):
            (work / name).write_bytes(b"".join(part.read_bytes() for part in parts))
            files.append(work / name)
    return files


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("direction", choices=("out", "in"))
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    for path in (pack if options.direction == "out" else unpack)(options.source, options.target):
        print(f"{path}  {path.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
