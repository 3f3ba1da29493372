"""A real server on loopback that speaks the OpenAI chat protocol, or whatever a test has it say."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Say = Callable[["Handler", dict[str, Any]], None]
"""What is said to a request: (the connection, the body)."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        self.close_connection = True
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"path": self.path, "headers": dict(self.headers), "body": body})
        with suppress(BrokenPipeError, ConnectionResetError):   # the client had enough
            self.server.say(self, body)

    def reply(self, data: bytes | str | dict[str, Any], status: int = 200, **headers: str) -> None:
        raw = data if isinstance(data, bytes) else data.encode() if isinstance(data, str) else json.dumps(data).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(raw)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, say: Say) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.say = say
        self.asked: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def questions(self) -> list[dict[str, Any]]:
        """The user's message of each request."""
        return [json.loads(asked["body"]["messages"][1]["content"]) for asked in self.asked]


@contextmanager
def serving(say: Say) -> Iterator[Server]:
    server = Server(say)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def content(text: str, end: str = "stop") -> dict[str, Any]:
    """A body of the protocol that says ``text``."""
    return {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": end}]}


def translating(translate: Callable[[str], str]) -> Say:
    """A model that keeps to what it is asked: each text, translated."""
    def say(handler: Handler, body: dict[str, Any]) -> None:
        texts = json.loads(body["messages"][1]["content"])["texts"]
        handler.reply(content(json.dumps({number: translate(text) for number, text in texts.items()})))
    return say
