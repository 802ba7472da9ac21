"""Manners of the web reader: robots.txt, distance between requests, versions that are known."""

from __future__ import annotations

import time

import pytest

from ingest.fetch import AGENT, Fetcher, Known
from ingest.fetch_address import Gate
from tests.web_server import (
    HEAD,
    HOST,
    INSIDE,
    SLACK,
    SMALL,
    Server,
    answer,
    at_home,
    drip,
    endless,
    moved,
    reading,
    refused,
)


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


def test_the_time_is_for_the_robots_too(web: Server) -> None:
    web.routes |= {"/robots.txt": drip(HEAD + b"\r\n", b"# \n"), "/": answer(b"a")}
    began = time.monotonic()
    assert "1 秒内没有传完" in refused(reading(web, SMALL), web.url("/"))
    assert time.monotonic() - began < SMALL.whole + SLACK
    assert web.paths() == []


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
