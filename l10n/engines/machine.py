"""What this machine has for a model: processors that we may use, memory that is free."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from l10n.errors import EngineError

_SPARE = 1.5
"""How many times its files a model takes while it is loaded."""
_ADDRESSES, _THREADS = 16 << 20, 144 << 20
"""Bytes of address space that CTranslate2 takes besides, at all and for each batch at a time: two threads, for each of
which the C library reserves 72 MB. Measured with the starter under ever lower limits: with less, a thread that cannot
be had ends the process, and nothing is raised."""
_UNLIMITED = 1 << 60


def cores(told: int = 0) -> int:
    """Processors that models run on: ``told``, or all that this process may run on, which are fewer than the machine
    has under ``taskset`` or a container's share.

    ``$L10N_THREADS`` goes before both; EngineError where it is no number above 0.
    """
    if own := os.environ.get("L10N_THREADS"):
        if not (own.isascii() and own.isdecimal()) or int(own) < 1:
            raise EngineError(f"L10N_THREADS is “{own}”: a whole number above 0 is needed")
        return int(own)
    if told:
        return told
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError):  # a control group's share of processor time (cgroups version 2, cpu.max)
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        if quota != "max":
            allowed = min(allowed, max(1, round(int(quota) / int(period))))
    return allowed


def compute_type(told: str = "") -> str:
    """CTranslate2's name for what models compute with: ``$L10N_COMPUTE_TYPE``, else ``told``, else int8, which is the
    fastest on every processor that it knows; float32 is the most exact."""
    return os.environ.get("L10N_COMPUTE_TYPE") or told or "int8"


def memory() -> int:
    """Bytes that this process may still take: what is free, what a control group leaves, what its own limit leaves.

    Very many where the system does not say.
    """
    found = [_UNLIMITED]
    with suppress(OSError, ValueError, IndexError, KeyError):
        lines = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text().splitlines())
        found.append(int(lines["MemAvailable"].split()[0]) << 10)
    with suppress(OSError, ValueError, KeyError):
        most = Path("/sys/fs/cgroup/memory.max").read_text().strip()
        held = dict(line.split() for line in Path("/sys/fs/cgroup/memory.stat").read_text().splitlines())
        found.append(int(most) - int(held["anon"]))    # what files hold there is given back
    found.append(addresses())
    return max(0, min(found))


def addresses() -> int:
    """Bytes of address space that the limit of this process (``ulimit -v``) leaves; very many where it has none."""
    with suppress(ImportError, OSError, ValueError, IndexError):
        import resource

        most, _ = resource.getrlimit(resource.RLIMIT_AS)
        if most != resource.RLIM_INFINITY:
            return most - int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return _UNLIMITED


def workers(name: str, size: int, most: int) -> int:
    """How many batches at a time, of ``most``, there is memory for with a model of ``size`` bytes.

    EngineError where there is not enough for one.
    """
    needed, free = int(size * _SPARE), memory()
    if needed > free:
        raise EngineError(f"{name} needs {needed >> 20:,} MB of memory, and {free >> 20:,} MB are free")
    needed, free = needed + _ADDRESSES, addresses()
    if needed + _THREADS > free:
        raise EngineError(f"{name} needs {needed + _THREADS >> 20:,} MB of address space, and the limit of this "
                          f"process (ulimit -v) leaves {max(0, free) >> 20:,} MB")
    return min(most, (free - needed) // _THREADS)
