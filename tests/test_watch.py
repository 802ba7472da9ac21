"""Pages from the web into the graph, and again when they change."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import build
from api.commands import watch
from graph import Store
from graph.settings import Settings
from ingest.fetch import Fetcher
from ingest.snapshots import Snapshots, now
from ingest.verify import bare, verify
from tests.web_pages import ANNEX, link, page, page_text, word
from tests.web_server import Server, answer, reading


@pytest.fixture
def liantu(store: Store, engine_settings: Settings, web: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(watch, "fetcher", lambda: reading(web))
    monkeypatch.setattr(watch, "Snapshots", lambda _: Snapshots(tmp_path))

    def run(*words: str) -> Result:
        return CliRunner().invoke(build(), list(words), obj=engine_settings, catch_exceptions=False)

    return run


def test_a_page_and_its_attachment_into_the_graph(web: Server, store: Store, liantu) -> None:
    web.routes |= {"/a.html": answer(page(links=link("/1.docx"))), "/1.docx": answer(word())}
    done = liantu("ingest", web.url("/a.html"))
    assert done.exit_code == 0, done.output
    assert f"新增 {web.url('/a.html')}:条款" in done.output
    assert f"新增 {web.url('/1.docx')}:条款" in done.output
    rows = store.run("MATCH (p:Policy) RETURN p.url AS url, p.fetched AS fetched ORDER BY url")
    assert [row["url"] for row in rows] == [web.url("/1.docx"), web.url("/a.html")]
    assert all(str(row["fetched"]) == now().date().isoformat() for row in rows)
    assert all(one.good == one.total and not one.problem for one in verify(store))
    assert bare(store) == 0
    again = liantu("ingest", web.url("/a.html"))
    assert again.exit_code == 0
    assert again.output.count("未变 http") == 2
    gone = liantu("forget", web.url("/1.docx"))
    assert gone.exit_code == 0, gone.output
    assert len(store.policies()) == 1


def test_a_failed_address_does_not_stop_the_others(web: Server, store: Store, liantu, tmp_path: Path) -> None:
    local = tmp_path / "b.txt"
    local.write_text("\n".join(ANNEX), "utf-8")
    web.routes["/a.html"] = answer(page())
    given = [web.url("/gone"), "http://127.0.0.1/", "file:///etc/passwd", web.url("/a.html"), str(local)]
    done = liantu("ingest", *given)
    assert done.exit_code == 1
    assert [line.split(":")[0] for line in done.output.splitlines() if line.startswith("失败")] == [
        "失败 http", "失败 http", "失败 file"
    ]  # fmt: skip
    assert len(store.policies()) == 2
    assert liantu("ingest", web.url("/gone")).exit_code == 1


def test_watch_tells_same_new_and_closed(web: Server, store: Store, liantu) -> None:
    web.routes |= {"/a.html": answer(page()), "/b.txt": answer("\n".join(ANNEX).encode(), kind="text/plain")}
    liantu("ingest", web.url("/a.html"), web.url("/b.txt"))
    same = liantu("watch")
    assert same.exit_code == 0, same.output
    assert same.output.splitlines() == [f"未变 {web.url('/a.html')}", f"未变 {web.url('/b.txt')}", "网址 2 个:未变 2"]
    web.routes["/a.html"] = answer(page(value=300))
    del web.routes["/b.txt"]
    done = liantu("watch")
    assert done.exit_code == 1
    assert f"打不开 {web.url('/b.txt')}:网页不存在(404)" in done.output
    assert f"有新版本 {web.url('/a.html')}:已读入(网页内容已变,替换原来的快照" in done.output
    assert "网址 2 个:打不开 1、有新版本 1" in done.output
    assert len(store.policies()) == 2
    assert store.run("MATCH (t:Target) WHERE t.value IN [200, 300] RETURN t.value AS v") == [{"v": 300.0}]
    assert all(one.good == one.total and not one.problem for one in verify(store))


def test_a_version_of_another_date_is_a_version(web: Server, store: Store, liantu) -> None:
    web.routes["/a.html"] = answer(page())
    liantu("ingest", web.url("/a.html"))
    web.routes["/a.html"] = answer(page(value=300, month=9))
    done = liantu("watch")
    assert done.exit_code == 0, done.output
    assert f"有新版本 {web.url('/a.html')}:已作为新的一份读入" in done.output
    assert sorted(p.issued_on for p in store.policies()) == ["2025-03-04", "2025-09-04"]
    rows = store.run("MATCH (n:Policy)-[:REPLACES]->(o:Policy) RETURN n.issued_on AS new, o.issued_on AS old")
    assert [(str(row["new"]), str(row["old"])) for row in rows] == [("2025-09-04", "2025-03-04")]
    assert liantu("watch").output.splitlines()[0] == f"未变 {web.url('/a.html')}"


def test_watch_finds_new_attachments_and_changed_ones(web: Server, store: Store, liantu) -> None:
    web.routes |= {"/a.html": answer(page(links=link("/1.docx"))), "/1.docx": answer(word())}
    liantu("ingest", web.url("/a.html"))
    web.routes["/1.docx"] = answer(word([*ANNEX[:3], "(二)加氢。发展加氢机。(市科技局牵头)", *ANNEX[3:]]))
    changed = liantu("watch")
    assert f"有新版本 {web.url('/1.docx')}:已读入" in changed.output, changed.output
    assert f"未变 {web.url('/a.html')}" in changed.output
    more = [line.replace("氢能", "储能") for line in ANNEX]
    web.routes |= {"/a.html": answer(page(links=link("/1.docx") + link("/2.docx"))), "/2.docx": answer(word(more))}
    added = liantu("watch")
    assert f"有新版本 {web.url('/2.docx')}:已作为新的一份读入" in added.output, added.output
    assert len(store.policies()) == 3


def test_an_archive_is_watched_as_one_file(web: Server, store: Store, liantu) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("附件/1.docx", word())
        archive.writestr("附件/2.txt", page_text())
    web.routes["/all.zip"] = answer(packed.getvalue(), kind="application/zip")
    done = liantu("ingest", web.url("/all.zip"))
    assert done.exit_code == 0, done.output
    assert f"新增 {web.url('/all.zip')} 1.docx:条款" in done.output
    rows = store.run("MATCH (p:Policy) RETURN DISTINCT p.url AS url, count(*) AS n")
    assert rows == [{"url": web.url("/all.zip"), "n": 2}]
    assert all(one.good == one.total and not one.problem for one in verify(store))
    assert liantu("watch").output.splitlines() == [f"未变 {web.url('/all.zip')}", "网址 1 个:未变 1"]


def test_a_page_that_no_longer_is_a_policy_leaves_the_graph_alone(web: Server, store: Store, liantu) -> None:
    web.routes["/a.html"] = answer(page())
    liantu("ingest", web.url("/a.html"))
    web.routes["/a.html"] = answer(b"<html><body><p>hello, this page has moved</p></body></html>")
    for _ in range(2):
        done = liantu("watch")
        assert done.exit_code == 1
        assert f"有新版本 {web.url('/a.html')},但未能读入:" in done.output
    assert len(store.policies()) == 1


def test_watch_without_pages_says_what_to_do(store: Store, engine_settings: Settings) -> None:
    done = CliRunner().invoke(build(), ["watch"], obj=engine_settings)
    assert done.exit_code == 1
    assert "liantu ingest 网址" in str(done.exception)


def test_watch_goes_on_until_it_is_stopped(web: Server, liantu, monkeypatch: pytest.MonkeyPatch) -> None:
    web.routes["/a.html"] = answer(page())
    liantu("ingest", web.url("/a.html"))
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(watch, "sleep", sleep)
    done = liantu("watch", "--every", "2")
    assert done.exit_code == 0
    assert slept == [7200.0] * 3
    assert done.output.count(f"未变 {web.url('/a.html')}") == 3
    assert done.output.endswith("已停止。\n")


def test_the_command_fetches_from_public_addresses_only() -> None:
    made = watch.fetcher()
    assert isinstance(made, Fetcher)
    assert not made.gate.exempt
    assert made.delay >= 1
