"""The connections of the web reader: to an address that was checked, and never past one time limit."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpcore

from ingest.errors import Refused
from ingest.fetch_address import Gate

TRIES = 4


class Deadline:
    """The seconds that are left for one request with its redirects; `held` stops the clock for what is not of it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, most: float | None) -> float:
        """Seconds left, at most as many; raises Refused when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise Refused(f"{self._seconds:.0f} 秒内没有传完,网站太慢,请稍后再试或用浏览器下载后读入")
        return left if most is None else min(most, left)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Time in the block does not count."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._end += time.monotonic() - began


@dataclass(slots=True)
class Pinned(httpcore.NetworkBackend):
    """Resolves a host once, has the gate check what came of it, and connects to just that.

    The name stays in the request, so TLS and the Host header are those of the host.
    """

    gate: Gate
    deadline: Deadline
    inner: httpcore.NetworkBackend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """The first address that answers."""
        failed: Exception = httpcore.ConnectError(host)
        for address in self.gate.addresses(host, port)[:TRIES]:
            try:
                left = self.deadline.left(timeout)
                return Timed(self.inner.connect_tcp(address, port, left, local_address, socket_options), self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


@dataclass(slots=True)
class Timed(httpcore.NetworkStream):
    """A stream whose every step ends with the deadline, so that a drip of bytes cannot hold a request open."""

    inner: httpcore.NetworkStream
    deadline: Deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes, at the latest by the deadline."""
        return self.inner.read(max_bytes, self.deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send, at the latest by the deadline."""
        self.inner.write(buffer, self.deadline.left(timeout))

    def close(self) -> None:
        """Close."""
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The stream under TLS, with the same deadline."""
        return Timed(self.inner.start_tls(ssl_context, server_hostname, self.deadline.left(timeout)), self.deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401
        """What the stream says of itself."""
        return self.inner.get_extra_info(info)
