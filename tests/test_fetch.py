"""Fetching from the web: what is public and polite is fetched, everything else is refused in one line."""

from __future__ import annotations

import ssl
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ingest.errors import Refused
from ingest.fetch import Fetcher
from ingest.fetch_address import Gate, is_public
from tests.web_server import (
    HOST,
    INSIDE,
    SLACK,
    SMALL,
    Said,
    Server,
    answer,
    moved,
    reading,
    refused,
    serving,
)

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
        ("http://a.cn:0/", "端口 0"),
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
        time.sleep(0.4)
        return moved("/")

    web.routes["/"] = late
    began = time.monotonic()
    assert "1 秒内没有传完" in refused(reading(web, SMALL), web.url("/"))
    assert time.monotonic() - began < SMALL.whole + SLACK
