"""A web server on 127.0.0.1 that answers with exactly the bytes a test gives it, well-formed or not."""

from __future__ import annotations

import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import repeat

import httpcore
import pytest

from ingest.errors import Refused
from ingest.fetch import Fetcher, Limits
from ingest.fetch_address import Gate

HOST = "web.test"
SMALL = Limits(page=1_000_000, file=2_000_000, connect=0.7, read=0.7, whole=1.0)
SLACK = 2.0
INSIDE = "指向内部网络的地址"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
Said = bytes | Iterable[bytes]
Route = Said | Callable[[dict[str, str]], Said]


class Server(socketserver.ThreadingTCPServer):
    """Routes by path; `asked` holds path and headers of every request."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes: dict[str, Route] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.tls = tls

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str) -> str:
        return f"http{'s' if self.tls else ''}://{HOST}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is expected."""


class Handler(socketserver.StreamRequestHandler):
    server: Server

    def setup(self) -> None:
        if self.server.tls:
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        path = self.rfile.readline().decode().split()[1]
        headers: dict[str, str] = {}
        while line := self.rfile.readline().decode().strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        self.server.asked.append((path, headers))
        route = self.server.routes.get(path, answer(b"", status="404 Not Found"))
        said = route(headers) if callable(route) else route
        with suppress(OSError):
            for part in (said,) if isinstance(said, bytes) else said:
                self.wfile.write(part)
                self.wfile.flush()

    def finish(self) -> None:
        super().finish()
        self.request.close()


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def moved(target: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {target}", status=status)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    with Server(tls) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def at_home(host: str, port: int) -> list[str]:
    """A resolver that knows the test's host; IP addresses stand for themselves."""
    return ["127.0.0.1" if host == HOST else host]


def reading(
    server: Server,
    limits: Limits | None = None,
    tls: ssl.SSLContext | None = None,
    network: httpcore.NetworkBackend | None = None,
) -> Fetcher:
    """A fetcher to which this one server is open beside what is public."""
    gate = Gate(frozenset(((HOST, server.port),)), at_home)
    network = network or httpcore.SyncBackend()
    return Fetcher(gate, limits or Limits(), tls, 0.0, network, lambda _: None)


def refused(fetcher: Fetcher, url: str) -> str:
    """The line by which an address is refused: one, and Chinese."""
    with pytest.raises(Refused) as error:
        fetcher.get(url)
    message = str(error.value)
    assert "\n" not in message
    assert any("\u4e00" <= c <= "\u9fff" for c in message)
    return message


def drip(first: bytes, part: bytes) -> Callable[[dict[str, str]], Iterator[bytes]]:
    def said(_: dict[str, str]) -> Iterator[bytes]:
        yield first
        for _ in range(100):
            time.sleep(0.2)
            yield part

    return said


def endless(first: bytes, part: bytes) -> Callable[[dict[str, str]], Iterator[bytes]]:
    def said(_: dict[str, str]) -> Iterator[bytes]:
        yield first
        yield from repeat(part)

    return said
