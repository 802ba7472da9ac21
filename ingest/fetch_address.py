"""Which addresses of the web may be opened: http and https, usual ports, and hosts that all resolve to public ones."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

import httpx

from ingest.errors import Refused

PORTS = {"http": 80, "https": 443}
USUAL = frozenset((80, 443, 8080, 8443))
LONGEST = 4_000
GLOBAL_V6 = ip_network("2000::/3")
# Tunnels and translators that lead on to an IPv4 address, documentation, the machine agent of a cloud.
SPECIAL = tuple(
    map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "192.88.99.0/24", "168.63.129.16/32"))
)
INSIDE = "指向内部网络的地址,不能抓取,请换公开的网址"
Resolver = Callable[[str, int], list[str]]


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver, in its order; raises OSError, UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets through what is public; `exempt` holds the exact hosts and ports that need not be (a test's own server)."""

    exempt: frozenset[tuple[str, int]] = frozenset()
    resolve: Resolver = resolved

    def url(self, text: str) -> httpx.URL:
        """An address without fragment, for http or https, to a usual port, naming no user; raises Refused."""
        try:
            url = httpx.URL(text.strip()).copy_with(fragment=None)
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise Refused("网址写法不对,请检查") from error
        if url.scheme not in PORTS:
            raise Refused("只能抓取 http:// 和 https:// 的网址")
        if not url.host or len(str(url)) > LONGEST:
            raise Refused("网址写法不对(没有域名或太长),请检查")
        if url.userinfo or b"@" in url.netloc:
            raise Refused("网址里不能带用户名或密码,请去掉后再试")
        if port_of(url) not in USUAL and (host_of(url), port_of(url)) not in self.exempt:
            raise Refused(f"不抓取端口 {url.port},只用 {'、'.join(map(str, sorted(USUAL)))}")
        return url

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses that a connection to a host may go to; raises Refused where any of them is not public."""
        try:
            found = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise Refused("域名解析不到,请检查网址和网络") from error
        if not found:
            raise Refused("域名解析不到,请检查网址和网络")
        if (host, port) not in self.exempt and not all(map(is_public, found)):
            raise Refused(INSIDE)
        return found


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public internet's own, and not a form that hides another address."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address not in GLOBAL_V6:
        return False
    if address.is_multicast or address.is_reserved or any(address in network for network in SPECIAL):
        return False
    return address.is_global


def host_of(url: httpx.URL) -> str:
    """The host as it is resolved: ASCII, without the brackets of an IPv6 address."""
    return url.raw_host.decode("ascii").strip("[]")


def port_of(url: httpx.URL) -> int:
    """The port, written or usual."""
    return PORTS[url.scheme] if url.port is None else url.port
