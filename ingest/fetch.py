"""Files from the web, fetched politely and warily: public hosts only, robots.txt kept, everything bounded."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version

import httpcore
import httpx
from protego import Protego

from ingest.errors import Refused
from ingest.fetch_address import Gate, host_of
from ingest.fetch_body import body, refusal, said
from ingest.fetch_net import Deadline, Pinned

AGENT = f"Liantu/{version('liantu')}"
REDIRECTS = 5
MOVED = (301, 302, 303, 307, 308)
LONGEST_DELAY = 30.0
HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
FAULTS = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError)
PAGES = ("text/", "application/xhtml", "application/xml")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a page, of any other file and of a robots.txt; seconds of a connection, of a silence, of a request."""

    page: int = 20_000_000
    file: int = 100_000_000
    robots: int = 500_000
    connect: float = 10.0
    read: float = 20.0
    whole: float = 60.0


@dataclass(frozen=True, slots=True)
class Known:
    """What the last answer of an address said of its version."""

    final: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer at `final`, the address after redirects; `data` is decompressed."""

    final: str
    status: int
    data: bytes
    headers: httpx.Headers


@dataclass
class Fetcher:
    """Fetches one address after the other; `delay` is the least number of seconds between requests of one host.

    `gate` says which addresses are open, `tls` which certificates are trusted (None: those that httpx trusts).
    """

    gate: Gate = field(default_factory=Gate)
    limits: Limits = field(default_factory=Limits)
    tls: ssl.SSLContext | None = None
    delay: float = 1.0
    network: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)
    pause: Callable[[float], None] = time.sleep
    _robots: dict[str, Protego | Refused] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, known: Known | None = None) -> Answer | None:
        """The file at an address, None where it is still the version known; raises Refused with what to do."""
        answer = self._followed(self.gate.url(url), Deadline(self.limits.whole), known)
        if answer.status == 304 and known:
            return None
        if answer.status != 200:
            raise Refused(refusal(answer.status))
        return answer

    def _followed(
        self, at: httpx.URL, deadline: Deadline, known: Known | None = None, *, robots: bool = False
    ) -> Answer:
        """The answer after redirects, each of them let through by the gate and by the robots.txt of its host."""
        for _ in range(REDIRECTS + 1):
            rules = None if robots else self._rules(at, deadline)
            with deadline.held():
                self._wait(at, rules)
            answer = self._asked(at, deadline, known, robots)
            target = answer.headers.get("location", "")
            if answer.status not in MOVED or not target:
                return answer
            at = self._next(at, target)
        raise Refused(f"网页跳转超过 {REDIRECTS} 次,请用浏览器打开并另存为文件后读入")

    def _next(self, at: httpx.URL, target: str) -> httpx.URL:
        try:
            return self.gate.url(str(at.join(target)))
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise Refused("网页跳转的地址写法不对,请用浏览器打开并另存为文件后读入") from error
        except Refused as error:
            raise Refused(f"网页跳转到不能抓取的地址:{error}") from error

    def _asked(self, at: httpx.URL, deadline: Deadline, known: Known | None, robots: bool) -> Answer:
        """One request and its answer; the body of anything but 200 is not read."""
        backend = Pinned(self.gate, deadline, self.network)
        pool = httpcore.ConnectionPool(self._context, max_keepalive_connections=0, network_backend=backend)
        times = {"connect": self.limits.connect, "read": self.limits.read, "write": self.limits.read, "pool": 1.0}
        headers = [("Host", at.netloc.decode("ascii")), *HEADERS.items(), *_conditions(at, known).items()]
        try:
            with pool, pool.stream("GET", _target(at), headers=headers, extensions={"timeout": times}) as response:
                got = httpx.Headers(response.headers)
                most = self.limits.robots if robots else self._most(got)
                data = body(response.iter_stream(), got, most, cut=robots) if response.status == 200 else b""
                return Answer(str(at), response.status, data, got)
        except FAULTS as error:
            deadline.left(None)
            raise Refused(said(error)) from error

    def _most(self, headers: httpx.Headers) -> int:
        said_type = headers.get("content-type", "text/html").lower()
        return self.limits.page if said_type.startswith(PAGES) else self.limits.file

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return self.tls or httpx.create_ssl_context()

    def _wait(self, at: httpx.URL, rules: Protego | None) -> None:
        """Until the host may be asked again: by our own delay, or its longer one."""
        wanted = rules.crawl_delay(AGENT) if rules else None
        delay = max(self.delay, min(wanted or 0.0, LONGEST_DELAY))
        left = self._last.get(host_of(at), float("-inf")) + delay - time.monotonic()
        if left > 0:
            self.pause(left)
        self._last[host_of(at)] = time.monotonic()

    def _rules(self, at: httpx.URL, deadline: Deadline) -> Protego:
        """The robots.txt of a host; raises Refused where it forbids the address or cannot be had."""
        key = str(at.copy_with(raw_path=b"/robots.txt"))
        if key not in self._robots:
            self._robots[key] = self._robots_at(httpx.URL(key), deadline)
        rules = self._robots[key]
        if isinstance(rules, Refused):
            raise rules
        if not rules.can_fetch(str(at), AGENT):
            raise Refused("网站的 robots.txt 不允许程序抓取这个网址,请用浏览器打开并另存为文件后读入")
        return rules

    def _robots_at(self, url: httpx.URL, deadline: Deadline) -> Protego | Refused:
        try:
            answer = self._followed(url, deadline, robots=True)
        except Refused as error:
            return error
        if answer.status >= 500 or answer.status == 429:
            return Refused(f"网站的 robots.txt 暂时读不到({answer.status}),未经允许不抓取,请稍后再试")
        return Protego.parse(answer.data.decode("utf-8", "replace"))


def _target(at: httpx.URL) -> httpcore.URL:
    """The address in the parts that the gate has seen, so that nothing parses it a second time."""
    return httpcore.URL(scheme=at.raw_scheme, host=at.raw_host, port=at.port, target=at.raw_path)


def _conditions(at: httpx.URL, known: Known | None) -> dict[str, str]:
    """The headers that ask for a newer version only, at the address that gave the last one."""
    if known is None or str(at) != known.final:
        return {}
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in asked.items() if value and value.isascii()}
