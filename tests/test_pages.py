"""The pages for people, over the sample graph."""

from __future__ import annotations

import re

import pytest

from api import html
from api.app import create_app
from graph.records import DocumentGraph
from graph.store import Store
from queries.loader import ask
from queries.rows import ChainGaps
from tests.graph_sample import DIKONG, QINGPING, ZHUANGBEI, Doc, fill, node_id
from tests.http_client import Client

CHAIN = node_id("Industry", name=ZHUANGBEI)
SCIENCE = node_id("Department", name="青屏市科学技术局", region=QINGPING)
PAGES = ("/", f"/?region={QINGPING}", f"/chains/{CHAIN}", f"/evidence/{CHAIN}", "/search?q=数控", "/search?q=无此物")


@pytest.fixture(scope="module")
def client(session_store: Store) -> Client:
    fill(session_store)
    return Client(create_app(store=session_store))


@pytest.mark.parametrize("path", PAGES)
def test_pages_ask_nothing_of_the_outside_and_hold_the_policy(client: Client, path: str):
    text = client.get(path, accept="text/html").text
    for target in re.findall(r'(?:src|href|action)="([^"]*)"', text):
        assert target.startswith(("/", "#")), target
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text)
    for target in re.findall(r'<(?:link|script)[^>]*(?:href|src)="([^"]*)"', text):
        assert client.get(target).status_code == 200, target


def test_the_start_page_tells_what_there_is(client: Client):
    text = client.get("/", accept="text/html").text
    assert f'<a href="/chains/{CHAIN}">{ZHUANGBEI}</a>' in text
    for word in ("青屏市产业链提升方案(2025—2027年)", "已被取代", "征求意见稿", "明示短板", "沧岭市"):
        assert word in text
    near = client.get(f"/?region={QINGPING}", accept="text/html").text
    assert f"/chains/{CHAIN}?region=%E9%9D%92" in near


def test_the_start_page_shows_gaps_that_no_chain_shows(client: Client, session_store: Store):
    text = client.get("/", accept="text/html").text
    loose = [row for row in ask(session_store, ChainGaps) if not row.chain_id]
    assert {row.segment for row in loose} == {"力矩传感器", DIKONG}
    for row in loose:
        assert f'<th scope="row">{row.segment}</th>' in text
        assert f'href="/evidence/{row.sentences[0].evidence}"' in text
    assert "未指明产业链" not in client.get("/?region=沧岭市", accept="text/html").text


def test_every_link_of_the_start_page_answers(client: Client):
    text = client.get("/", accept="text/html").text
    for target in set(re.findall(r'href="(/[^"]*)"', text)):
        assert client.get(target.replace("&amp;", "&"), accept="text/html").status_code == 200, target


def test_the_chain_page_links_each_verdict_to_its_sentence(client: Client):
    text = client.get(f"/chains/{CHAIN}?region={QINGPING}", accept="text/html").text
    assert "针对<mark>谐波减速器</mark>、轴承等短板集中攻关。" in text
    links = set(re.findall(r'href="(/evidence/[^"]+)"', text))
    assert links
    for link in links:
        assert "<mark>" in client.get(link, accept="text/html").text


def test_the_evidence_page_marks_the_sentence_in_its_passage(client: Client):
    gap = client.data(f"/api/v1/chains/{CHAIN}/gaps?region={QINGPING}&limit=2")["data"][1]
    text = client.get(f"/evidence/{gap['sentences'][0]['evidence']}", accept="text/html").text
    assert "<mark>针对谐波减速器、轴承等短板集中攻关。</mark>编码器仍是光电产业空白。" in text
    named = client.get(f"/evidence/{SCIENCE}", accept="text/html").text
    assert "<strong>市科技局</strong>" in named
    assert "<h1>青屏市科学技术局" in named


def test_errors_of_pages_are_pages(client: Client):
    answer = client.get("/chains/造船", accept="text/html")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "没有找到产业链" in answer.text


@pytest.mark.parametrize(
    ("text", "quote", "surface", "parts"),
    [
        ("前。甲乙丙。后。", "甲乙丙。", "乙", ("前。", "甲", "乙", "丙。", "后。")),
        ("前。甲乙丙。", "甲乙丙。", "", ("前。", "甲乙丙。", "", "", "")),
        ("前。甲乙丙。", "甲乙丙。", "丁", ("前。", "甲乙丙。", "", "", "")),
        ("甲|乙", "甲乙", "乙", ("", "甲", "乙", "", " 甲|乙")),
        ("", "甲乙", "", ("", "甲乙", "", "", "")),
        ("前。甲(A)丙。", "甲（Ａ）丙。", "(A)", ("前。", "甲", "(A)", "丙。", "")),
        ("前。甲（Ａ）丙。", "甲（Ａ）丙。", "(A)", ("前。", "甲", "（Ａ）", "丙。", "")),
    ],
)
def test_a_sentence_is_marked(text: str, quote: str, surface: str, parts: tuple[str, ...]):
    assert html.highlighted(text, quote, surface) == parts


def hostile() -> DocumentGraph:
    evil = '<script>alert(1)</script>"onload=x'
    doc = Doc({"title": f"方案{evil}", "issued_on": "2025-01-01", "doc_number": evil})
    said = doc.text(evil, f"发展{evil}产业的{evil}件。")
    chain = doc.node("Industry", said, name=f"{evil}产业", kind="industry")
    doc.segment(f"{evil}件", "gap", said, (chain, "gap"))
    return doc.graph()


def test_nothing_a_document_says_becomes_markup(session_store: Store):
    fill(session_store)
    graph = hostile()
    session_store.write(graph)
    try:
        client = Client(create_app(store=session_store))
        chain = next(n.id for n in graph.nodes if n.type == "Industry")
        evil = "<script>alert(1)</script>"
        paths = ("/", f"/chains/{chain}", f"/evidence/{chain}", f"/search?q={evil}", f"/chains/{evil}")
        for path in paths:
            text = client.get(path, accept="text/html").text
            assert "alert(1)" in text, path
            assert "<script>alert" not in text, path
            assert '"onload' not in text, path
    finally:
        session_store.forget(graph.policy)


def test_an_empty_store_says_what_to_do(store: Store):
    client = Client(create_app(store=store))
    text = client.get("/", accept="text/html").text
    assert "liantu ingest" in text
    assert client.data("/api/v1/chains")["meta"]["total"] == 0
    assert client.data("/api/v1/search?q=甲")["data"] == []
    fill(store)
