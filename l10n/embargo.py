"""No text leaves this machine unless the project says where to: loopback, and the hosts of ``allow-hosts``.

``check`` and ``resolve`` are for engines that speak to a server. ``sealed`` is the net below all engines, plug-ins
included: while it holds, Python's own sockets (PEP 578, audit events ``socket.*``) reach nothing else in this process.
Code that opens sockets outside Python is not seen by it; a network namespace without a route is the means for that.
"""

from __future__ import annotations

import re
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

from l10n.errors import EngineError

_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?",
                   re.IGNORECASE)


def is_host(text: str) -> bool:
    """Whether a text is the name or the address of a machine and nothing else."""
    return _address(text) is not None or _NAME.fullmatch(text) is not None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its name (``localhost`` and what ends in it: RFC 6761, 6.3) or address."""
    address = _address(host)
    if address is not None:
        mapped = getattr(address, "ipv4_mapped", None)
        return bool((mapped or address).is_loopback)
    name = host.lower().rstrip(".")
    return name == "localhost" or name.endswith(".localhost")


def check(host: str, allowed: tuple[str, ...]) -> None:
    """EngineError for a host that is neither loopback nor allowed by name; nothing is looked up."""
    if not is_loopback(host) and _plain(host) not in map(_plain, allowed):
        raise EngineError(f"“{host}” is another machine, and text would go there: add it to “allow-hosts” if it may")


def resolve(host: str, port: int, allowed: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """What ``socket.getaddrinfo`` says of a host that text may go to, for a connection to just these addresses.

    Raises EngineError: not allowed, no such host, or a name of loopback that leads elsewhere.
    """
    check(host, allowed)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise EngineError(f"no machine “{host}” is known: {getattr(problem, 'strerror', None) or problem}") from None
    if _plain(host) not in map(_plain, allowed):
        for *_, address in found:
            if not is_loopback(str(address[0])):
                raise EngineError(f"“{host}” leads to {address[0]}, another machine, and text would go there")
    with _lock:
        _known.update(str(address[0]) for *_, address in found)
    return found


@contextmanager
def sealed(allowed: tuple[str, ...] = ()) -> Iterator[None]:
    """While this holds, a look-up or a connection that leads anywhere else is refused with EngineError."""
    global _hooked
    with _lock:
        if not _hooked:
            sys.addaudithook(_watch)
            _hooked = True
        _seals.append(allowed)
    try:
        yield
    finally:
        with _lock:
            _seals.remove(allowed)


_lock = threading.RLock()
_seals: list[tuple[str, ...]] = []
_known: set[str] = set()
"""Addresses that hosts which are allowed were found at."""
_hooked = False


def _watch(event: str, values: tuple[Any, ...]) -> None:
    """The audit hook; there is no taking it out again, so it does nothing where nothing is sealed."""
    if not _seals or not event.startswith("socket."):
        return
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr") and values[0]:
        host = values[0].decode("idna") if isinstance(values[0], bytes) else str(values[0])
        if host not in _known:
            check(host, _seals[-1])
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = values[1]
        if isinstance(address, tuple) and address:      # others name a file, or nothing
            _reach(str(address[0]))


def _reach(host: str) -> None:
    allowed = _seals[-1]
    if host in _known or is_loopback(host):
        return
    for name in allowed:        # who found the address we do not know: a plug-in's client
        if _address(name) is None:
            try:
                resolve(name, 0, allowed)
            except EngineError:
                continue
    if host not in _known:
        check(host, allowed)


def _address(text: str) -> Any:
    try:
        return ip_address(text.removeprefix("[").removesuffix("]").partition("%")[0])
    except ValueError:
        return None


def _plain(host: str) -> str:
    address = _address(host)
    return str(address) if address is not None else host.lower().rstrip(".")
