"""Fetching from the web: what is public and polite is fetched, everything else is refused in one line."""

from __future__ import annotations

import gzip
import random
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import repeat
from pathlib import Path

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ingest.errors import Refused
from ingest.fetch import AGENT, Fetcher, Known, Limits
from ingest.fetch_address import Gate, is_public
from tests.web_server import HOST, Said, Server, answer, at_home, moved, reading, serving

SMALL = Limits(page=1_000_000, file=2_000_000, connect=1.5, read=1.5, whole=2.0)
SLACK = 2.0
INSIDE = "指向内部网络的地址"


@pytest.fixture
def web() -> Iterator[Server]:
    with serving() as server:
        yield server


def refused(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(Refused) as error:
        fetcher.get(url)
    message = str(error.value)
    assert "\n" not in message
    assert any("\u4e00" <= c <= "\u9fff" for c in message)
    return message


# --- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["8.8.8.8", "114.114.114.114", "223.5.5.5", "2400:3200::1", "2606:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "127.0.0.1", "127.8.9.10", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
        "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b::808:808",
        "64:ff9b:1::a00:1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "fc00::1", "fd00:ec2::254",
        "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "::ffff:0:7f00:1", "not an address", "",
    ],
)  # fmt: skip
def test_every_other_address_is_refused(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(Refused, match=INSIDE):
        Gate(resolve=lambda *_: ["8.8.8.8", address]).addresses("a.cn", 80)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1%25lo]/", "http://0/", "http://169.254.169.254/",
        "http://localhost/", "http://127.0.0.1./", "http://①②⑦.0.0.1/",
    ],
)  # fmt: skip
def test_no_way_of_writing_it_leads_inside(url: str) -> None:
    message = refused(Fetcher(), url)
    assert message.startswith((INSIDE, "域名解析不到", "网址写法不对")), message


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("file:///etc/passwd", "只能抓取"),
        ("ftp://a.cn/", "只能抓取"),
        ("gopher://a.cn/", "只能抓取"),
        ("javascript:alert(1)", "只能抓取"),
        ("//a.cn/", "只能抓取"),
        ("http:///a", "没有域名"),
        ("http://user:pass@a.cn/", "用户名"),
        ("http://user@a.cn/", "用户名"),
        ("http://a.cn\\@127.0.0.1/", "网址"),
        ("http://a.cn:22/", "端口 22"),
        ("http://a.cn:6379/", "端口 6379"),
        ("http://a.cn:99999/", "端口 99999"),
        ("http://a.cn/\r\nHost: b.cn", "网址写法不对"),
        ("http://a.cn/" + "a" * 5000, "太长"),
        ("http://[::1", "网址写法不对"),
    ],
)
def test_addresses_that_are_not_opened_at_all(url: str, said: str) -> None:
    assert said in refused(Fetcher(Gate(resolve=lambda *_: pytest.fail("resolved"))), url)


def test_the_exemption_is_of_one_host_and_port(web: Server) -> None:
    web.routes["/"] = answer(b"good")
    assert reading(web).get(web.url("/"))
    assert INSIDE in refused(reading(web), f"http://{HOST}:8080/")
    assert "端口" in refused(reading(web), f"http://127.0.0.1:{web.port}/")


class Recorder(httpcore.SyncBackend):
    """Notes where connections go, and sends them to a server of the test."""

    def __init__(self, port: int) -> None:
        self.port, self.went = port, list[tuple[str, int]]()

    def connect_tcp(self, host: str, port: int, *args: object, **more: object) -> httpcore.NetworkStream:  # type: ignore[override]
        self.went.append((host, port))
        return super().connect_tcp("127.0.0.1", self.port)


def test_the_connection_goes_to_the_address_that_was_checked(web: Server) -> None:
    """A name that is public when checked and private when asked again gains nothing: it is asked once a connection."""
    web.routes["/"] = answer(b"good")
    answers = iter([["93.184.216.34"], ["93.184.216.34"], ["127.0.0.1"]])
    network = Recorder(web.port)
    fetcher = Fetcher(Gate(resolve=lambda *_: next(answers)), network=network, pause=lambda _: None)
    assert fetcher.get("http://rebinding.test/")
    assert network.went == [("93.184.216.34", 80)] * 2
    assert web.asked[-1][1]["host"] == "rebinding.test"
    assert INSIDE in refused(fetcher, "http://rebinding.test/")
    assert len(network.went) == 2


def test_a_host_with_one_private_address_among_public_ones_is_refused(web: Server) -> None:
    network = Recorder(web.port)
    fetcher = Fetcher(Gate(resolve=lambda *_: ["8.8.8.8", "10.0.0.1"]), network=network)
    assert INSIDE in refused(fetcher, "http://mixed.test/")
    assert network.went == []


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context for the test's host, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    file = folder / "server.pem"
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(secret + made.public_bytes(pem))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=made.public_bytes(pem).decode())


def test_tls_is_with_the_host_not_with_the_address(tmp_path: Path) -> None:
    secure, trusting = certificate(tmp_path)
    names: list[str | None] = []
    secure.sni_callback = lambda _, name, __: names.append(name)
    with serving(secure) as web:
        web.routes["/"] = answer(b"good")
        got = reading(web, tls=trusting).get(web.url("/"))
        assert got
        assert got.data == b"good"
        assert set(names) == {HOST}
        assert "TLS 证书无法验证" in refused(reading(web), web.url("/"))
        other = Fetcher(Gate(frozenset((("other.test", web.port),)), lambda *_: ["127.0.0.1"]), tls=trusting)
        assert "TLS 证书无法验证" in refused(other, f"https://other.test:{web.port}/")


# --- redirects ------------------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_the_last_address_is_told(web: Server) -> None:
    web.routes |= {"/a": moved("/b", "301 Moved"), "/b": moved(web.url("/c#x"), "307 T"), "/c": answer(b"good")}
    got = reading(web).get(web.url("/a"))
    assert got
    assert (got.final, got.data) == (web.url("/c"), b"good")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("http://127.0.0.1/", INSIDE),
        ("http://169.254.169.254/latest/meta-data/", INSIDE),
        ("http://[::1]/", INSIDE),
        ("http://2130706433/", INSIDE),
        ("http://127.0.0.1:22/", "端口"),
        ("//10.0.0.1/", INSIDE),
        ("https://192.168.0.1/", INSIDE),
        ("file:///etc/passwd", "只能抓取"),
        ("data:text/html,a", "只能抓取"),
        ("javascript:alert(1)", "只能抓取"),
        ("http://a:b@8.8.8.8/", "用户名"),
        ("http://[", INSIDE),
        ("http://[::1", "写法不对"),
        ("http://" + "a" * 5000, "写法不对"),
    ],
)
def test_redirects_out_of_the_open_are_refused(web: Server, target: str, said: str) -> None:
    web.routes["/"] = moved(target)
    resolve = lambda host, port: ["127.0.0.1"] if host in (HOST, "2130706433") else [host]  # noqa: E731
    fetcher = Fetcher(Gate(frozenset(((HOST, web.port),)), resolve), SMALL, delay=0)
    assert said in refused(fetcher, web.url("/"))


def test_redirects_end(web: Server) -> None:
    web.routes |= {"/a": moved("/b"), "/b": moved("/a")}
    assert "跳转超过 5 次" in refused(reading(web), web.url("/a"))
    assert len(web.paths()) == 6


def test_the_time_is_for_all_redirects_together(web: Server) -> None:
    def late(_: dict[str, str]) -> Said:
        time.sleep(0.8)
        return moved("/")

    web.routes["/"] = late
    began = time.monotonic()
    assert "2 秒内没有传完" in refused(reading(web, SMALL), web.url("/"))
    assert time.monotonic() - began < SMALL.whole + SLACK


# --- bodies ---------------------------------------------------------------------------------------------------------


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


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
    "drip of body": (drip(HEAD + b"\r\n", b"a"), "2 秒内没有传完"),
    "drip of headers": (drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"), "2 秒内没有传完"),
    "drip of status": (drip(b"HTTP/1.1 ", b"2"), "2 秒内没有传完"),
    "silence": (lambda _: time.sleep(4) or b"", "连接超时"),
    "length too long": (HEAD + b"Content-Length: 10\r\n\r\nabc", "不完整"),
    "length not a number": (HEAD + b"Content-Length: abc\r\n\r\nabc", "不完整"),
    "two lengths": (HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "不完整"),
    "bad chunk": (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc", "不完整"),
    "huge header": (HEAD + b"X-A: " + b"a" * 1_000_000 + b"\r\n\r\nabc", "不完整"),
    "endless headers": (endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 100), "不完整"),
    "endless interim answers": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "2 秒内没有传完"),
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


# --- manners --------------------------------------------------------------------------------------------------------


def robots(web: Server, text: str) -> None:
    web.routes["/robots.txt"] = answer(text.encode(), kind="text/plain")


def test_robots_are_asked_once_and_kept(web: Server) -> None:
    robots(web, "User-agent: *\nDisallow: /secret/\nUser-agent: liantu\nDisallow: /ours\n")
    web.routes |= {"/a": answer(b"a"), "/secret/a": answer(b"a"), "/ours": answer(b"a"), "/to": moved("/ours")}
    fetcher = reading(web)
    assert fetcher.get(web.url("/a"))
    assert fetcher.get(web.url("/secret/a"))
    assert "robots.txt 不允许" in refused(fetcher, web.url("/ours"))
    assert "robots.txt 不允许" in refused(fetcher, web.url("/to"))
    assert web.paths() == ["/a", "/secret/a", "/to"]
    assert [path for path, _ in web.asked].count("/robots.txt") == 1
    assert {headers["user-agent"] for _, headers in web.asked} == {AGENT}


def test_robots_for_all_are_for_us_too(web: Server) -> None:
    robots(web, "User-agent: *\nDisallow: /\n")
    web.routes["/"] = answer(b"a")
    assert "robots.txt 不允许" in refused(reading(web), web.url("/"))
    assert web.paths() == []


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_no_robots_is_leave(web: Server, status: str) -> None:
    web.routes |= {"/robots.txt": answer(b"", status=status), "/": answer(b"a")}
    assert reading(web).get(web.url("/"))


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy", "429 Slow"])
def test_robots_that_cannot_be_had_are_no_leave(web: Server, status: str) -> None:
    web.routes |= {"/robots.txt": answer(b"", status=status), "/": answer(b"a")}
    assert "robots.txt 暂时读不到" in refused(reading(web), web.url("/"))
    assert web.paths() == []


def test_huge_robots_are_read_to_the_limit(web: Server) -> None:
    rules = b"User-agent: *\nDisallow: /secret\n" + b"# " + b"a" * 3_000_000
    web.routes |= {"/robots.txt": answer(rules, kind="text/plain"), "/": answer(b"a")}
    assert reading(web).get(web.url("/"))
    assert "不允许" in refused(reading(web), web.url("/secret"))
    web.routes["/robots.txt"] = endless(HEAD + b"\r\n", b"Disallow: /" + b"*a" * 5000 + b"\n")
    began = time.monotonic()
    assert reading(web).get(web.url("/"))
    assert time.monotonic() - began < 10


def test_robots_that_lead_inside_are_refused(web: Server) -> None:
    web.routes |= {"/robots.txt": moved("http://10.0.0.1/"), "/": answer(b"a")}
    assert INSIDE in refused(reading(web), web.url("/"))


def test_requests_of_one_host_keep_their_distance(web: Server) -> None:
    robots(web, "User-agent: *\nCrawl-delay: 7\n")
    web.routes["/"] = answer(b"a")
    pauses: list[float] = []
    fetcher = Fetcher(Gate(frozenset(((HOST, web.port),)), at_home), delay=1.0, pause=pauses.append)
    fetcher.get(web.url("/"))
    fetcher.get(web.url("/"))
    assert [round(pause) for pause in pauses] == [7, 7]
    robots(web, "User-agent: *\nCrawl-delay: 99999\n")
    pauses.clear()
    Fetcher(fetcher.gate, pause=pauses.append).get(web.url("/"))
    assert [round(pause) for pause in pauses] == [30]


def test_a_version_that_is_known_is_not_sent_again(web: Server) -> None:
    def said(headers: dict[str, str]) -> bytes:
        fresh = headers.get("if-none-match") == '"1"'
        return answer(b"", status="304 Not Modified") if fresh else answer(b"a", 'ETag: "1"')

    web.routes["/"] = said
    known = Known(web.url("/"), '"1"', "Fri, 27 Nov 2026 00:00:00 GMT")
    assert reading(web).get(web.url("/"), known) is None
    assert web.asked[-1][1]["if-modified-since"] == known.last_modified
    assert reading(web).get(web.url("/"), Known(web.url("/other"), '"1"')) is not None
    assert reading(web).get(web.url("/"), Known(web.url("/"), '"é\r\nX: y"')) is not None


def test_no_proxy_and_no_password_file_is_used(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    web.routes["/"] = answer(b"good")
    assert reading(web).get(web.url("/"))
    assert "authorization" not in web.asked[-1][1]
    assert "cookie" not in web.asked[-1][1]
