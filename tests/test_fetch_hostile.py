"""What hostile and rude web servers answer: a line for each, in time, within bounds."""

from __future__ import annotations

import gzip
import random
import time

import pytest

from ingest.errors import Refused
from ingest.fetch import Fetcher
from ingest.fetch_address import Gate
from tests.web_server import HEAD, SLACK, SMALL, Server, answer, drip, endless, reading, refused, serving

BOMB = gzip.compress(bytes(50_000_000))
HOSTILE: dict[str, tuple[object, str]] = {
    "endless body": (endless(HEAD + b"\r\n", b"a" * 65536), "超过 1 MB"),
    "endless chunks": (
        endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"ff\r\n" + b"a" * 255 + b"\r\n"),
        "超过 1 MB",
    ),
    "too long as it says": (HEAD + b"Content-Length: 99999999999\r\n\r\n", "超过 1 MB"),
    "gzip bomb": (answer(BOMB, "Content-Encoding: gzip"), "超过 1 MB"),
    "endless gzip of nothing": (
        endless(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b"\x00\x00\x00\xff\xff" * 9999),
        "超过 1 MB",
    ),
    "gzip in gzip": (answer(gzip.compress(BOMB), "Content-Encoding: gzip, gzip"), "压缩方式"),
    "unknown packing": (answer(b"a", "Content-Encoding: br"), "压缩方式"),
    "gzip that breaks off": (answer(gzip.compress(b"a" * 9999)[:-20], "Content-Encoding: gzip"), "不完整"),
    "not gzip": (answer(b"hello", "Content-Encoding: gzip"), "不完整"),
    "drip of body": (drip(HEAD + b"\r\n", b"a"), "1 秒内没有传完"),
    "drip of headers": (drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"), "1 秒内没有传完"),
    "drip of status": (drip(b"HTTP/1.1 ", b"2"), "1 秒内没有传完"),
    "silence": (lambda _: time.sleep(2) or b"", "连接超时"),
    "length too long": (HEAD + b"Content-Length: 10\r\n\r\nabc", "不完整"),
    "length not a number": (HEAD + b"Content-Length: abc\r\n\r\nabc", "不完整"),
    "two lengths": (HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "不完整"),
    "bad chunk": (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc", "不完整"),
    "huge header": (HEAD + b"X-A: " + b"a" * 1_000_000 + b"\r\n\r\nabc", "不完整"),
    "endless headers": (endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 100), "不完整"),
    "endless interim answers": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "1 秒内没有传完"),
    "not http": (b"SSH-2.0-OpenSSH_9.2\r\n", "不完整"),
    "nothing": (b"", "不完整"),
    "status 404": (answer(b"a", status="404 Not Found"), "不存在(404)"),
    "status 403": (answer(b"a", status="403 Forbidden"), "不让程序访问"),
    "status 412": (answer(b"a", status="412 Precondition Failed"), "不让程序访问"),
    "status 429": (answer(b"a", status="429 Too Many"), "太频繁"),
    "status 500": (answer(b"a", status="500 Oops"), "网站出错"),
    "status 206": (answer(b"a", status="206 Partial"), "没有给出网页(206)"),
    "status 304 unasked": (answer(b"", status="304 Not Modified"), "没有给出网页(304)"),
    "status 101": (answer(b"", "Upgrade: x", "Connection: upgrade", status="101 Switch"), "不完整"),
    "redirect to nowhere": (answer(b"", status="302 Found"), "没有给出网页(302)"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_answers_are_refused_in_time(web: Server, case: str) -> None:
    web.routes["/"], said = HOSTILE[case]  # type: ignore[assignment]
    fetcher = reading(web, SMALL)
    began = time.monotonic()
    assert said in refused(fetcher, web.url("/"))
    assert time.monotonic() - began < SMALL.whole + SLACK
    web.routes["/good"] = answer(b"good")
    assert fetcher.get(web.url("/good"))


def test_mutated_answers_never_crash(web: Server) -> None:
    rng = random.Random(7)
    whole = answer(gzip.compress(b"<p>good</p>" * 50), "Content-Encoding: gzip", 'ETag: "a"', "Location: /b")
    web.routes["/"] = lambda _: mutated(rng, whole)
    fetcher = reading(web, SMALL)
    refusals = 0
    for _ in range(300):
        try:
            fetcher.get(web.url("/"))
        except Refused:
            refusals += 1
    assert 0 < refusals < 300


def mutated(rng: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        at = rng.randrange(len(out))
        out[at : at + rng.randrange(3)] = bytes(rng.choices(b"\x00\r\n :;,0123abc\xff", k=rng.randrange(3)))
    return bytes(out[: rng.randrange(20, len(out))]) if rng.random() < 0.3 else bytes(out)


def test_gzip_is_unpacked(web: Server) -> None:
    page = "<p>政策</p>".encode() * 1000
    web.routes["/"] = answer(gzip.compress(page[:500]) + gzip.compress(page[500:]) + b"\0\0", "Content-Encoding: gzip")
    got = reading(web).get(web.url("/"))
    assert got
    assert got.data == page


def test_a_file_may_be_larger_than_a_page(web: Server) -> None:
    web.routes["/"] = answer(b"%PDF-" + bytes(1_500_000), kind="application/pdf")
    assert reading(web, SMALL).get(web.url("/"))
    web.routes["/"] = answer(b"%PDF-" + bytes(2_500_000), kind="application/pdf")
    assert "超过 2 MB" in refused(reading(web, SMALL), web.url("/"))


def test_a_host_that_cannot_be_reached(web: Server) -> None:
    def gone(*_: object) -> list[str]:
        raise OSError

    assert "域名解析不到" in refused(Fetcher(Gate(resolve=gone)), "http://gone.test/")
    with serving() as closed:
        pass
    assert "连不上" in refused(reading(closed), closed.url("/"))
