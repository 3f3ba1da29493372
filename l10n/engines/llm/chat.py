"""One question to a server that speaks the OpenAI chat protocol (``POST <url>/chat/completions``).

Over ``http.client``, for what a client that is kept up by others would have to be talked out of: the connection goes to
an address that the embargo has seen and to no other, no proxy of the environment is asked, no redirect is followed, and
a whole answer has one deadline and one greatest size, however slowly or long the server talks.
"""

from __future__ import annotations

import json
import os
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from l10n import embargo
from l10n.errors import EngineError
from l10n.model import Span

MOST = 4 << 20
"""Bytes of an answer at most."""
PAUSES = (0.5, 2.0)
"""Seconds before a question is put again, where the server is busy or broken."""
_LONGEST_PAUSE = 30.0
_BUSY = frozenset({408, 425, 429, 502, 503, 504})
"""HTTP status codes after which the same question may well be answered."""


class NoAnswerError(Exception):
    """A question that got no answer to use; others may. ``str`` is the reason, a few words."""

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.status = status
        """Of HTTP, 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said."""

    text: str
    whole: bool
    """Whether it came to its end, and was not cut off at the greatest number of tokens."""
    tokens: tuple[tuple[Span, float], ...] = ()
    """Where each token stands in the UTF-8 bytes of ``text``, and its log-probability; none where the server does not
    say."""


class Server:
    """A server and a model on it. Nothing is reached before ``ask``."""

    def __init__(self, url: str, model: str, *, key_env: str = "", timeout: float = 120.0,
                 allowed: tuple[str, ...] = ()) -> None:
        """``url``: with the version, as in ``http://127.0.0.1:11434/v1``; ``key_env``: environment variable that
        holds the key; ``timeout``: seconds that a whole answer may take; ``allowed``: hosts that text may go to."""
        parts = urlsplit(url)
        self.url, self.model, self.timeout = url, model, timeout
        self._host, self._secure = parts.hostname or "", parts.scheme == "https"
        self._port = parts.port or (443 if self._secure else 80)
        self._path = f"{parts.path.rstrip('/')}/chat/completions"
        self._key_env, self._allowed = key_env, allowed

    def ask(self, messages: Sequence[Mapping[str, str]], longest: int, form: Mapping[str, Any] | None,
            likely: bool = False) -> Answer:
        """What the model says to some messages, in at most ``longest`` tokens; ``form``: ``response_format``;
        ``likely``: with the log-probabilities of its tokens.

        A server that is busy is asked again after a pause. Raises NoAnswerError: slow, broken, refused, another
        protocol; EngineError where no other question would fare better: no server, another machine, key refused.
        """
        body: dict[str, Any] = {"model": self.model, "messages": list(messages), "temperature": 0, "stream": False,
                                "max_tokens": longest}
        if form is not None:
            body["response_format"] = form
        if likely:
            body["logprobs"] = True
        data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        for pause in (*PAUSES, None):
            status, headers, found = self._post(data)
            if status not in _BUSY or pause is None:
                break
            with suppress(ValueError):
                pause = min(max(pause, float(headers.get("retry-after", ""))), _LONGEST_PAUSE)
            time.sleep(pause)
        if status != 200:
            self._refuse(status, found)
        return _read(found)

    def _refuse(self, status: int, found: bytes) -> None:
        said = _message(found)
        if status in (401, 403):
            raise EngineError(f"{self.url} refuses the key" + (f" in ${self._key_env}" if self._key_env else
                              ", and “key-env” names none") + said)
        if status == 404:
            raise EngineError(f"{self.url} has no chat/completions, or no model “{self.model}”{said}")
        if 300 <= status < 400:
            raise EngineError(f"{self.url} sends to another address (HTTP {status}), which is not followed: set “url” "
                              "to the right one")
        raise NoAnswerError(f"the server answered HTTP {status}{said}", status)

    def _post(self, data: bytes) -> tuple[int, Mapping[str, str], bytes]:
        """(status, headers in lower case, body) of one request."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "l10n"}
        if self._key_env:
            key = os.environ.get(self._key_env, "").strip()
            if not key or not key.isascii() or not key.isprintable():
                raise EngineError(f"${self._key_env}, which “key-env” names, " + (
                    "cannot be a key" if key else "is not set"))
            headers["Authorization"] = f"Bearer {key}"
        end = time.monotonic() + self.timeout
        connection = HTTPConnection(self._host, self._port)
        connection.sock = self._connected()
        watch = Timer(max(0.01, end - time.monotonic()), _cut, (connection.sock,))
        watch.daemon = True
        watch.start()
        try:
            connection.request("POST", self._path, data, headers)
            response = connection.getresponse()
            found = _body(response)
            if time.monotonic() >= end:     # what ends with its connection looks whole when that is cut
                raise NoAnswerError(f"no answer within {self.timeout:g} s")
            return response.status, {name.lower(): value for name, value in response.getheaders()}, found
        except (OSError, HTTPException, ValueError) as problem:
            if time.monotonic() >= end:
                raise NoAnswerError(f"no answer within {self.timeout:g} s") from None
            raise NoAnswerError(f"the connection broke: {_line(problem)}") from None
        finally:
            watch.cancel()
            connection.close()

    def _connected(self) -> socket.socket:
        """A connection to one of the addresses that the embargo lets through."""
        problem: OSError | None = None
        for family, kind, protocol, _, address in embargo.resolve(self._host, self._port, self._allowed):
            client = socket.socket(family, kind, protocol)
            try:
                client.settimeout(self.timeout)
                client.connect(address)
                if self._secure:
                    return ssl.create_default_context().wrap_socket(client, server_hostname=self._host)
            except OSError as found:
                client.close()
                problem = found
            else:
                return client
        raise EngineError(f"no server answers at {self.url}: {_line(problem)}")


def _cut(client: socket.socket) -> None:
    with suppress(OSError):
        client.shutdown(socket.SHUT_RDWR)


def _body(response: HTTPResponse) -> bytes:
    found = bytearray()
    while piece := response.read1(1 << 16):
        found += piece
        if len(found) > MOST:
            raise NoAnswerError("the answer has no end")
    if response.length:     # what Content-Length said is not all there
        raise NoAnswerError("the connection broke: the answer is not whole")
    return bytes(found)


def _read(data: bytes) -> Answer:
    """The answer in a body of the protocol."""
    try:
        found = json.loads(data)
        choice = found["choices"][0]
        message = choice["message"]
        if isinstance(message.get("refusal"), str) and message["refusal"]:
            raise NoAnswerError(f"the model refused: {_short(message['refusal'])}")
        text, end = message["content"], choice.get("finish_reason")
    except (ValueError, RecursionError, KeyError, IndexError, TypeError, AttributeError):
        raise NoAnswerError("the server answered, but not in the OpenAI chat protocol") from None
    if end == "content_filter":
        raise NoAnswerError("the model refused")
    if not isinstance(text, str):
        raise NoAnswerError("the server answered without text")
    return Answer(text, end != "length", _tokens(text, choice.get("logprobs")))


def _tokens(text: str, said: object) -> tuple[tuple[Span, float], ...]:
    """The tokens of a text from ``logprobs`` of the protocol, without those of thoughts before it and of white space
    behind it, which servers cut off; none where they do not spell it."""
    try:
        rows: Any = said["content"]     # type: ignore[index]
        found = [(bytes(row["bytes"]) if isinstance(row.get("bytes"), list) else row["token"].encode(),
                  float(row["logprob"])) for row in rows]
        size = len(text.encode())
        at = -b"".join(piece for piece, _ in found).rindex(text.encode())
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
        return ()
    out: list[tuple[Span, float]] = []
    for piece, likely in found:
        if 0 <= at < size and likely <= 0:  # no number that is no logarithm of a probability
            out.append((Span(at, at + len(piece)), likely))
        at += len(piece)
    return tuple(out)


def _message(data: bytes) -> str:
    """What an error says of itself, on one line and short; "" for nothing."""
    try:
        found = json.loads(data)
        while isinstance(found, dict):
            found = found.get("error") or found.get("message") or found.get("detail")
    except (ValueError, RecursionError):
        return ""
    return f": {_short(found)}" if isinstance(found, str) and found.strip() else ""


def _short(text: str) -> str:
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return shown if len(shown) <= 160 else shown[:159] + "…"


def _line(problem: BaseException | None) -> str:
    said = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    return _short(said[:1].lower() + said[1:] if said[1:2].islower() else said)
