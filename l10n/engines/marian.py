"""Marian's model files: names → arrays of weights, the options they were trained with, lexical shortlists.

Two containers hold the same: ``.npz`` (NumPy's archive, as OPUS-MT is given out) and Marian's own binary, version 1
(``src/common/binary.cpp``), which Firefox Translations quantizes to 8 bits (browsermt/marian-dev,
``src/tensors/cpu/expression_graph_packable.h``). Every size in a file is held against what is there before anything is
allocated.
"""

from __future__ import annotations

import io
import math
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from l10n.errors import ModelError

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

OPTIONS = "special:model.yml"
"""Name of the variable that holds the options, as YAML that ends with a NUL."""
_MOST = 1 << 31
"""Bytes of a variable at most."""
_PLAIN = {0x101: "<i1", 0x102: "<i2", 0x104: "<i4", 0x108: "<i8", 0x201: "<u1", 0x202: "<u2", 0x204: "<u4",
          0x208: "<u8", 0x402: "<f2", 0x404: "<f4", 0x408: "<f8"}
"""Type codes of ``src/common/types.h``: class in the upper byte, width in the lower."""
_QUANTIZED = {0x4101: "<i1", 0x4102: "<i2"}
"""intgemm8 and intgemm16: integers, and behind them the float32 that they were multiplied with."""
_SHORTLIST = 0xF11A48D5013417F5
"""First eight bytes of a binary shortlist (``src/data/shortlist.h``)."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A model as it lies in a file."""

    arrays: Mapping[str, Array]
    """By Marian's names, float32 where they were quantized."""
    options: Mapping[str, Any]
    """Options of training that say what the weights mean: ``type``, ``dim-emb``, ``transformer-heads`` …"""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Which pieces of the target vocabulary may stand for a piece of the source."""

    first: int
    """So many pieces, the most frequent ones, are always allowed."""
    offsets: Array
    """Of each source piece and one more: where its list begins in ``pieces``."""
    pieces: Array
    """The lists, one behind the other."""


def read(data: bytes, shown: str) -> Weights:
    """The model in the bytes of an ``.npz`` or a binary. ModelError, with ``shown`` as its path, where it is neither or
    is damaged."""
    import numpy as np
    import yaml

    arrays = _npz(data, shown) if data[:2] == b"PK" else _binary(data, shown)
    try:
        text = arrays.pop(OPTIONS).tobytes().rstrip(b"\0").decode()
        options = yaml.safe_load(text)
    except KeyError:
        raise ModelError(f"is no model of Marian's: {OPTIONS} is missing", path=shown) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise ModelError(f"is damaged: {OPTIONS} cannot be read", path=shown) from None
    if not isinstance(options, dict):
        raise ModelError(f"is damaged: {OPTIONS} is no table of options", path=shown)
    if not all(np.isfinite(array).all() for array in arrays.values() if array.dtype.kind == "f"):
        raise ModelError("is damaged: some of its weights are no numbers", path=shown)
    return Weights(arrays, options)


def shortlist(data: bytes, shown: str) -> Shortlist:
    """A binary shortlist: six numbers (magic, checksum, first, best, how many offsets, how many pieces), the offsets as
    64 bits, the pieces as 32 bits. ModelError where sizes or offsets contradict what is there."""
    import numpy as np

    broken = ModelError("is no lexical shortlist, or a damaged one", path=shown)
    if len(data) < 48:
        raise broken
    magic, _, first, _, sources, size = struct.unpack_from("<6Q", data)
    if magic != _SHORTLIST or sources < 1 or len(data) != 48 + 8 * sources + 4 * size:
        raise broken
    offsets = np.frombuffer(data, "<u8", sources, 48)
    pieces = np.frombuffer(data, "<u4", size, 48 + 8 * sources)
    if offsets[0] != 0 or offsets[-1] != size or (np.diff(offsets.astype(np.int64)) < 0).any():
        raise broken
    return Shortlist(first, offsets.astype(np.int64), pieces.astype(np.int64))


def _npz(data: bytes, shown: str) -> dict[str, Array]:
    """NumPy's archive, read without ``numpy.load``: that allocates whatever size a header claims."""
    import numpy as np
    from numpy.lib import format as layout

    found: dict[str, Array] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > 2 * _MOST:
                raise ModelError("would unpack to more than any model has", path=shown)
            for info in archive.infolist():
                raw = archive.read(info)
                stream = io.BytesIO(raw)
                header = layout.read_array_header_1_0 if layout.read_magic(stream) == (1, 0) \
                    else layout.read_array_header_2_0
                shape, fortran, kind = header(stream)
                if kind.hasobject or math.prod(shape) * kind.itemsize != len(raw) - stream.tell():
                    raise ModelError(f"is damaged: {info.filename} is not of the size it says", path=shown)
                array = np.frombuffer(raw, kind, offset=stream.tell())
                found[info.filename.removesuffix(".npy")] = array.reshape(shape, order="F" if fortran else "C")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, RuntimeError) as problem:
        raise ModelError(f"is damaged: {_line(problem)}", path=shown) from None
    except Exception as problem:  # zlib.error and its kin share no base class
        if isinstance(problem, ModelError | MemoryError):
            raise
        raise ModelError(f"is damaged: {_line(problem)}", path=shown) from None
    return found


def _binary(data: bytes, shown: str) -> dict[str, Array]:
    """Version, count, headers (name length, type, dimensions, bytes), names, shapes, padding, data."""
    import numpy as np

    broken = ModelError("is no model of Marian's, or a damaged one", path=shown)
    view, at = memoryview(data), 0

    def take(size: int) -> memoryview:
        nonlocal at
        if size < 0 or at + size > len(view):
            raise broken
        at += size
        return view[at - size:at]

    version, count = struct.unpack("<2Q", take(16))
    if version != 1 or not 0 < count <= len(data) // 32:
        raise broken
    headers = [struct.unpack("<4Q", take(32)) for _ in range(count)]
    names = [bytes(take(length)).rstrip(b"\0").decode("utf-8", "replace") for length, *_ in headers]
    shapes = [struct.unpack(f"<{dimensions}i", take(4 * dimensions)) for *_, dimensions, _ in headers]
    take(struct.unpack("<Q", take(8))[0])
    found: dict[str, Array] = {}
    for name, shape, (_, kind, _, size) in zip(names, shapes, headers, strict=True):
        raw = take(size)
        form = _PLAIN.get(kind) or _QUANTIZED.get(kind)
        if form is None:
            raise ModelError(f"{name} is packed for one kind of processor, which is not supported: take the "
                             "intgemm files", path=shown)
        count = math.prod(shape)
        needed = count * np.dtype(form).itemsize
        if min(shape, default=1) < 1 or needed + 4 * (kind in _QUANTIZED) > size:
            raise broken
        array = np.frombuffer(raw, form, count)
        if kind in _QUANTIZED:
            scale = struct.unpack_from("<f", raw, needed)[0]
            with np.errstate(all="ignore"):
                array = array.astype(np.float32) / np.float32(scale)
            if "Wemb" not in name:  # all but the embeddings lie transposed, under the shape that they had before
                array = array.reshape(math.prod(shape) // shape[0], shape[0]).T
        found[name] = array.reshape(shape)
    return found


def _line(problem: BaseException) -> str:
    return " ".join(str(problem).split()) or type(problem).__name__
