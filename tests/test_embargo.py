"""Text leaves this machine to nobody but the hosts that are allowed by name."""

from __future__ import annotations

import http.client
import socket
import urllib.request
from typing import Any

import pytest

from l10n import embargo
from l10n.errors import EngineError

ELSEWHERE = "192.0.2.7"     # TEST-NET-1 (RFC 5737): nobody is there


@pytest.mark.parametrize(("host", "expected"), [
    ("localhost", True), ("LOCALHOST.", True), ("mt.localhost", True), ("127.0.0.1", True), ("127.8.9.1", True),
    ("::1", True), ("[::1]", True), ("::ffff:127.0.0.1", True), ("0.0.0.0", False), ("10.0.0.1", False),
    ("localhost.evil.example", False), ("notlocalhost", False), ("127.0.0.1.nip.example", False),
    ("::ffff:10.0.0.1", False), ("169.254.169.254", False), ("fe80::1%eth0", False), ("2130706433", False),
    ("0x7f.1", False),
])
def test_what_is_loopback(host: str, expected: bool) -> None:
    assert embargo.is_loopback(host) is expected


@pytest.mark.parametrize(("text", "expected"), [
    ("mt.example.org", True), ("MT", True), ("10.0.0.1", True), ("::1", True), ("https://mt.example.org", False),
    ("mt.example.org:443", False), ("mt.example.org/v1", False), ("*.example.org", False), ("a b", False), ("-", False),
])
def test_what_may_stand_in_allow_hosts(text: str, expected: bool) -> None:
    assert embargo.is_host(text) is expected


def test_only_the_host_that_is_named_is_allowed() -> None:
    embargo.check("MT.example.org.", ("mt.example.org",))
    embargo.check("2001:DB8::1", ("2001:db8:0::1",))
    for host in ("example.org", "a.mt.example.org", "mt.example.org.evil.example"):
        with pytest.raises(EngineError, match="is another machine"):
            embargo.check(host, ("mt.example.org",))


def _leads_to(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """A hosts file or a DNS server that says so."""
    def answer(host: str, port: int, *_: Any, **__: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def test_a_name_of_loopback_that_leads_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _leads_to(monkeypatch, "203.0.113.9")
    with pytest.raises(EngineError, match=r"^“localhost” leads to 203\.0\.113\.9, another machine"):
        embargo.resolve("localhost", 80, ())
    assert embargo.resolve("localhost", 80, ("localhost",))[0][4] == ("203.0.113.9", 80)


@pytest.mark.parametrize("reach", [
    lambda: socket.create_connection((ELSEWHERE, 80), timeout=1),
    lambda: socket.getaddrinfo("mt.example.org", 443),
    lambda: socket.gethostbyname("mt.example.org"),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"text", (ELSEWHERE, 53)),
    lambda: socket.socket().connect_ex((ELSEWHERE, 80)),
    lambda: urllib.request.urlopen("http://mt.example.org/", timeout=1),
    lambda: http.client.HTTPConnection(ELSEWHERE, timeout=1).request("POST", "/", b"text"),
], ids=["connect", "getaddrinfo", "gethostbyname", "sendto", "connect_ex", "urllib", "http.client"])
def test_under_seal_nothing_is_reached_or_looked_up(reach: Any) -> None:
    with embargo.sealed(), pytest.raises(EngineError, match="is another machine"):
        reach()


def test_a_proxy_of_the_environment_is_another_machine_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://{ELSEWHERE}:3128")
    monkeypatch.delenv("no_proxy", raising=False)
    with embargo.sealed(("mt.example.org",)), pytest.raises(EngineError, match=ELSEWHERE):
        urllib.request.build_opener(urllib.request.ProxyHandler()).open("http://mt.example.org/", timeout=1)


def test_under_seal_loopback_and_files_are_reached_as_ever() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, embargo.sealed():
        port = server.getsockname()[1]
        for host in ("127.0.0.1", "localhost"):
            socket.create_connection((host, port), timeout=5).close()
        with pytest.raises(FileNotFoundError):
            socket.socket(socket.AF_UNIX).connect("no-such-socket")


def test_an_allowed_host_is_reached_by_the_address_that_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    _leads_to(monkeypatch, "198.51.100.3")
    with embargo.sealed(("mt.example.net",)):
        with pytest.raises(EngineError, match=r"198\.51\.100\.4"):
            socket.socket().connect(("198.51.100.4", 9))
        client = socket.socket()
        client.setblocking(False)
        assert client.connect_ex(("198.51.100.3", 9)) != 0     # let through; nobody is there
        client.close()


def test_the_seal_ends() -> None:
    with pytest.raises(EngineError), embargo.sealed():
        socket.getaddrinfo(ELSEWHERE, 9)
    assert socket.getaddrinfo(ELSEWHERE, 9)     # an address: nothing is looked up
