"""Pages from the web into snapshots, with what is attached to them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from ingest.fetch import Limits
from ingest.fetch_pages import ATTACHMENTS, Arrival, Visitor
from ingest.read import read
from ingest.snapshots import Origin, Snapshots, address, now, origin_of
from tests.web_pages import ANNEX, link, page, word
from tests.web_server import Server, answer, moved, reading


def visit(web: Server, folder: Path, path: str = "/a.html", limits: Limits | None = None) -> list[Arrival]:
    return list(Visitor(reading(web, limits), Snapshots(folder)).visit(web.url(path)))


# --- snapshots ------------------------------------------------------------------------------------------------------


def test_a_page_is_kept_as_it_came(web: Server, tmp_path: Path) -> None:
    web.routes |= {"/a.html": moved("/b.html"), "/b.html": answer(page(), 'ETag: "1"', "Last-Modified: yesterday")}
    (arrival,) = visit(web, tmp_path)
    assert arrival.changed
    assert arrival.path
    digest = hashlib.sha256(page()).hexdigest()
    assert arrival.path.read_bytes() == page()
    assert arrival.path.name == f"{digest}.html"
    assert arrival.path.is_relative_to(tmp_path / "snapshots" / "web.test")
    beside = json.loads(arrival.path.with_name(f"{arrival.path.name}.json").read_text("utf-8"))
    assert (beside["url"], beside["final"], beside["page"]) == (web.url("/a.html"), web.url("/b.html"), None)
    assert (beside["sha256"], beside["etag"], beside["last_modified"]) == (digest, '"1"', "yesterday")
    assert beside["content_type"] == "text/html; charset=utf-8"
    assert beside["fetched"].endswith("Z")
    source = read(arrival.path)
    assert (source.url, source.fetched) == (web.url("/a.html"), beside["fetched"][:10])
    assert address(arrival.path) == web.url("/a.html")


def test_the_same_page_is_not_kept_twice(web: Server, tmp_path: Path) -> None:
    web.routes["/a.html"] = answer(page())
    first, again = visit(web, tmp_path), visit(web, tmp_path)
    assert [a.changed for a in first + again] == [True, False]
    web.routes["/a.html"] = answer(page(visits=2))
    assert [a.changed for a in visit(web, tmp_path)] == [False]
    web.routes["/a.html"] = answer(page(value=300))
    newer = visit(web, tmp_path)
    assert newer[0].changed
    web.routes["/a.html"] = answer(page())
    back = visit(web, tmp_path)
    assert back[0].changed
    assert back[0].path == first[0].path
    kept = Snapshots(tmp_path).latest(web.url("/a.html"))
    assert kept
    assert kept[0] == first[0].path


def test_a_version_that_the_server_knows_is_not_sent_again(web: Server, tmp_path: Path) -> None:
    def said(headers: dict[str, str]) -> bytes:
        same = headers.get("if-none-match") == '"1"'
        return answer(b"", status="304 Not Modified") if same else answer(page(), 'ETag: "1"')

    web.routes["/a.html"] = said
    assert [a.changed for a in visit(web, tmp_path) + visit(web, tmp_path)] == [True, False]
    assert web.asked[-1][1]["if-none-match"] == '"1"'


def test_a_snapshot_that_was_changed_is_fetched_again(web: Server, tmp_path: Path) -> None:
    web.routes["/a.html"] = answer(page(), 'ETag: "1"')
    (first,) = visit(web, tmp_path)
    assert first.path
    first.path.write_bytes(b"<p>forged</p>")
    (again,) = visit(web, tmp_path)
    assert again.changed
    assert first.path.read_bytes() == page()


def test_only_a_snapshot_has_an_address(tmp_path: Path) -> None:
    plain = tmp_path / "a.txt"
    plain.write_text("文", "utf-8")
    assert origin_of(plain) is None
    name = f"{'0' * 64}.txt"
    origin = Origin(url="http://a.cn/", final="http://a.cn/", fetched=now(), sha256="0" * 64)
    (tmp_path / name).write_text("文", "utf-8")
    for forged in ("", "{}", "[1]", origin.model_dump_json().replace("http:", "javascript:"), "\udcff"):
        (tmp_path / f"{name}.json").write_bytes(forged.encode("utf-8", "surrogateescape"))
        assert origin_of(tmp_path / name) is None
    (tmp_path / f"{name}.json").write_text(origin.model_dump_json(), "utf-8")
    assert origin_of(tmp_path / name) == origin
    assert origin_of(tmp_path / name / "附件.doc") == origin


@pytest.mark.parametrize("path", ["/..%2f..%2fetc/passwd", "/../../../x.html", "/a/%00.html", "/" + "长" * 300])
def test_no_address_leads_out_of_the_folder(web: Server, tmp_path: Path, path: str) -> None:
    root = tmp_path / "home"
    for asked in {path, path.replace("长", "%E9%95%BF"), "/x.html", "/a/\0.html"}:
        web.routes[asked] = answer(page())
    visit(web, root, path)
    assert {p.relative_to(root).parts[0] for p in tmp_path.rglob("*") if p.is_file()} <= {"snapshots"}


def test_a_full_disk_is_said(web: Server, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", "utf-8")
    web.routes["/a.html"] = answer(page())
    (arrival,) = visit(web, tmp_path / "home")
    assert arrival.path is None
    assert "快照写不进" in arrival.reason


# --- formats --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "kind", "suffix"),
    [
        (page(), "application/octet-stream", ".html"),
        (word(), "text/html", ".docx"),
        ("云川市".encode(), "text/plain", ".txt"),
        ("序号,任务\n1,发展".encode(), "text/csv", ".csv"),
        (b"%PDF-1.4 ...", "text/html", ".pdf"),
    ],
)
def test_the_bytes_tell_the_format(web: Server, tmp_path: Path, body: bytes, kind: str, suffix: str) -> None:
    web.routes["/a.html"] = answer(body, kind=kind)
    (arrival,) = visit(web, tmp_path)
    assert arrival.path
    assert arrival.path.suffix == suffix


@pytest.mark.parametrize(
    ("body", "said"),
    [(b"", "是空的"), (b" \n", "是空的"), (b"\x89PNG\r\n", "图片"), (b"Rar!\x1a", "压缩包"), (b"PK\3\4", "已损坏")],
)
def test_what_no_reader_is_there_for_is_not_kept(web: Server, tmp_path: Path, body: bytes, said: str) -> None:
    web.routes["/a.html"] = answer(body)
    (arrival,) = visit(web, tmp_path)
    assert said in arrival.reason
    assert not list(tmp_path.rglob("*.json"))


# --- attachments ----------------------------------------------------------------------------------------------------


def test_attachments_are_documents_of_their_own(web: Server, tmp_path: Path) -> None:
    links = (
        link("files/1.docx", "附件:云川市氢能产业行动计划.docx")
        + link("/down.jsp?id=2", "附件2.docx(12KB)")
        + link("/b.html", "下页")
    )
    web.routes |= {
        "/a/a.html": answer(page(links=links)),
        "/a/files/1.docx": answer(word(), kind="application/octet-stream"),
        "/down.jsp?id=2": answer(word([*ANNEX[:2], "(一)储氢。"]), kind="application/octet-stream"),
    }
    first, *attached = visit(web, tmp_path, "/a/a.html")
    assert [a.url for a in attached] == [web.url("/a/files/1.docx"), web.url("/down.jsp?id=2")]
    assert all(a.changed and a.path and a.path.suffix == ".docx" for a in attached)
    origin = origin_of(attached[0].path or Path())
    assert origin
    assert (origin.page, origin.name) == (first.url, "附件:云川市氢能产业行动计划")


def test_links_that_are_no_files_or_lead_inside_are_not_followed(web: Server, tmp_path: Path) -> None:
    hrefs = [
        "javascript:void(0)//1.docx", "data:application/msword;base64,AAAA.docx", "file:///etc/a.docx", "mailto:a@b.cn",
        "http://127.0.0.1/1.docx", "http://169.254.169.254/2.docx", "http://[::1]/3.docx", "http://10.0.0.1:22/4.docx",
        "http://u:p@web.test/5.docx", "http://[/6.docx", "/7.docx",
    ]  # fmt: skip
    web.routes |= {"/a.html": answer(page(links="".join(map(link, hrefs)))), "/7.docx": answer(word())}
    _, *attached = visit(web, tmp_path)
    assert [a.url for a in attached if a.path] == [web.url("/7.docx")]
    assert web.paths() == ["/a.html", "/7.docx"]
    assert all(a.reason.startswith("附件:") for a in attached if not a.path)


def test_attachments_are_counted(web: Server, tmp_path: Path) -> None:
    web.routes["/a.html"] = answer(page(links="".join(link(f"/{n}.docx") for n in range(50))))
    web.routes |= {f"/{n}.docx": answer(word()) for n in range(50)}
    arrivals = visit(web, tmp_path)
    assert sum(a.path is not None for a in arrivals) == ATTACHMENTS + 1
    assert "其余 30 个没有抓取" in arrivals[-1].reason


def test_an_attachment_that_is_a_page_is_refused(web: Server, tmp_path: Path) -> None:
    web.routes |= {"/a.html": answer(page(links=link("/1.docx"))), "/1.docx": answer(page())}
    assert "打开的是网页" in visit(web, tmp_path)[1].reason
