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
from tests.graph_doc import Doc, node_id
from tests.graph_sample import DIKONG, QINGPING, ZHUANGBEI, fill
from tests.http_client import Client

CHAIN = node_id("Industry", name=ZHUANGBEI)
SCIENCE = node_id("Department", name="青屏市科学技术局", region=QINGPING)
PAGES = (
    "/",
    f"/?region={QINGPING}",
    f"/chains/{CHAIN}",
    f"/evidence/{CHAIN}",
    "/search?q=数控",
    "/search?q=无此物",
    "/search?q=",
    "/chains/造船",
)


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
    assert text.count('<header class="top">') == 1
    assert text.count('role="search"') == 1
    assert '<a class="home" href="/' in text
    assert ('<select id="region" name="region">' in text) == (path != "/chains/造船")


@pytest.mark.parametrize("path", [f"/chains/{CHAIN}", f"/evidence/{CHAIN}", "/search?q=数控", "/"])
def test_links_keep_the_region(client: Client, path: str):
    mark = "&" if "?" in path else "?"
    text = client.get(f"{path}{mark}region=青屏", accept="text/html").text
    assert f'<option value="{QINGPING}" selected>' in text
    for target in re.findall(r'href="(/(?:chains|evidence)/[^"#]*)"', text):
        assert target.endswith("?region=%E9%9D%92%E5%B1%8F%E5%B8%82"), target
    assert f'<input type="hidden" name="region" value="{QINGPING}">' in text
    assert client.get(f"{path}{mark}region=", accept="text/html").status_code == 200


def test_the_start_page_tells_what_there_is(client: Client):
    text = client.get("/", accept="text/html").text
    assert f'<a href="/chains/{CHAIN}">{ZHUANGBEI}</a>' in text
    for word in ("青屏市产业链提升方案(2025—2027年)", "已被取代", "征求意见稿", "明示短板", "沧岭市"):
        assert word in text
    assert "成文日期 2025-02-10" in text
    assert "已读文件未提到本地企业" in text
    assert "只被提到" not in text


def test_industries_that_are_only_named_and_undated_policies_are_said(client: Client, session_store: Store):
    doc = Doc({"title": "无日期方案"})
    said = doc.text("一", "壮大传统产业,做强造船产业。")
    whole = doc.node("Industry", said, name="传统产业")
    doc.edge("PART_OF", doc.node("Industry", said, name="造船产业"), whole, said)
    doc.edge("CALLS_FOR", doc.id, doc.node("Industry", said, name="造船产业"), said, stance="introduce")
    session_store.write(doc.graph())
    try:
        text = client.get("/", accept="text/html").text
        assert "另有 2 个产业只被提到" in text
        assert f'<li><a href="/evidence/{whole}">传统产业</a></li>' in text
        assert f'href="/chains/{whole}"' not in text
        assert "未注明日期" in text
        assert '<th scope="row">造船产业 <small>传统产业</small></th>' in text
        page = client.get(f"/chains/{whole}", accept="text/html").text
        assert re.search(r'所含产业：<a href="/chains/industry-\w+">造船产业</a>', page)
    finally:
        session_store.forget(doc.id)
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
    assert "<mark>针对<strong>谐波减速器</strong>、轴承等短板集中攻关。</mark>编码器仍是光电产业空白。" in text
    named = client.get(f"/evidence/{SCIENCE}", accept="text/html").text
    assert "<strong>市科技局</strong>" in named
    assert "<h1>青屏市科学技术局" in named


def test_the_evidence_page_leads_on(client: Client, session_store: Store):
    gap = next(r for r in ask(session_store, ChainGaps, chain=CHAIN) if r.segment == "谐波减速器")
    text = client.get(f"/evidence/{gap.sentences[0].evidence}", accept="text/html").text
    assert f'<a href="/evidence/{gap.segment_id}">谐波减速器</a>' in text
    assert f'<a href="/chains/{CHAIN}">{ZHUANGBEI}</a>' in text
    assert "针对<strong>谐波减速器</strong>、轴承等短板集中攻关。" in text
    for sentence in ("编码器仍是光电产业空白。", "减速机产业链缺少齿轮钢。"):
        (link,) = re.findall(rf'<a href="(/evidence/evidence-[^"]+)">{sentence}</a>', text)
        assert f"<mark>{sentence[:2]}" in client.get(link, accept="text/html").text.replace("<strong>", "")
    assert "把握 90 %" in text
    assert "规则:sample" in text
    segment = client.get(f"/evidence/{gap.segment_id}", accept="text/html").text
    assert f'<a href="/chains/{CHAIN}">{ZHUANGBEI}</a>' in segment
    whole = client.get(f"/evidence/{CHAIN}", accept="text/html").text
    assert whole.count("本条款还说了什么") == 3


def test_a_search_without_words_says_what_to_do(client: Client):
    for query in ("", "?q=", "?q=*"):
        answer = client.get(f"/search{query}", accept="text/html")
        assert answer.status_code == 200
        assert "请输入要查的名称" in answer.text
    assert "没有找到" in client.get("/search?q=无此物", accept="text/html").text


def test_errors_of_pages_are_pages(client: Client):
    answer = client.get("/chains/造船", accept="text/html")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "没有找到产业链" in answer.text
    assert 'class="near"' not in answer.text


def test_a_missing_chain_links_to_those_near(client: Client):
    text = client.get("/chains/航电", accept="text/html").text
    (chain,) = re.findall(r'<li><a href="(/chains/industry-[0-9a-f]{16})">低空经济</a> <small>2 项</small></li>', text)
    assert client.get(chain, accept="text/html").status_code == 200


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
    assert client.app.state.store.place in text
    assert client.app.state.store.place in client.get("/api/v1/chains/甲/gaps").json()["detail"]
    assert client.data("/api/v1/chains")["meta"]["total"] == 0
    assert client.data("/api/v1/search?q=甲")["data"] == []
    fill(store)
