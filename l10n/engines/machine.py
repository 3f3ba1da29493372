"""What this machine has for a model: processors that we may use, memory that is free."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from l10n.errors import EngineError

_SPARE = 1.5
"""How many times its files a model takes while it is loaded, what it computes with included."""
_UNLIMITED = 1 << 60


def cores() -> int:
    """Processors that this process may run on: fewer than the machine has under ``taskset`` or a container's share.

    ``$L10N_THREADS`` goes before that; EngineError where it is no number above 0.
    """
    if own := os.environ.get("L10N_THREADS"):
        if not (own.isascii() and own.isdecimal()) or int(own) < 1:
            raise EngineError(f"L10N_THREADS is “{own}”: a whole number above 0 is needed")
        return int(own)
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError):  # a control group's share of processor time (cgroups version 2, cpu.max)
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        if quota != "max":
            allowed = min(allowed, max(1, round(int(quota) / int(period))))
    return allowed


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
    with suppress(ImportError, OSError, ValueError, IndexError):
        import resource

        most_, _ = resource.getrlimit(resource.RLIMIT_AS)
        if most_ != resource.RLIM_INFINITY:
            taken = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
            found.append(most_ - taken)
    return max(0, min(found))


def fits(name: str, size: int) -> None:
    """EngineError where a model of so many bytes would take more memory than there is."""
    needed, free = int(size * _SPARE), memory()
    if needed > free:
        raise EngineError(f"{name} needs {needed >> 20:,} MB of memory, and {free >> 20:,} MB are free")
