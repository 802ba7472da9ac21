"""A language model's server on 127.0.0.1 that answers, or misbehaves, as a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from ingest.llm import LlmSettings

Reply = Callable[["Handler", str], None]


class Server(ThreadingHTTPServer):
    """Keeps what it was asked; `reply` answers one question, given the text it is about."""

    reply: Reply
    asked: list[dict[str, Any]]
    closing: threading.Event

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away before the answer is no error of the test."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"path": self.path, "headers": dict(self.headers), "body": body})
        self.server.reply(self, json.loads(body["messages"][-1]["content"])["原文"])

    def do_GET(self) -> None:
        self.server.asked.append({"path": self.path, "headers": dict(self.headers), "body": None})
        self.send(200, b"{}")

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing is printed."""


@contextmanager
def model(reply: Reply) -> Iterator[tuple[LlmSettings, Server]]:
    server = Server(("127.0.0.1", 0), Handler)
    server.reply, server.asked, server.closing = reply, [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        settings = LlmSettings.read({"LIANTU_LLM_URL": url, "LIANTU_LLM_MODEL": "org/stub-1", "LIANTU_LLM_KEY": "k-1"})
        assert settings is not None
        yield settings, server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def content(text: str) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}, ensure_ascii=False).encode()


def says(*facts: object) -> Reply:
    """Answers these facts to every question."""
    return raw(content(json.dumps({"facts": facts}, ensure_ascii=False)))


def raw(body: bytes, status: int = 200, **headers: str) -> Reply:
    return lambda handler, text: handler.send(status, body, **headers)


def sleeps(handler: Handler, text: str) -> None:
    handler.server.closing.wait(20)


def drips(handler: Handler, text: str) -> None:
    """A body that never ends, a byte at a time: no single wait is long."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.closing.is_set():
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)
