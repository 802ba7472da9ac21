"""Where a sentence stands: words, page, boxes, in the graph and on the pages."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.app import create_app
from api.cli import build
from api.html import pictures
from api.pictures import _turns
from graph.store import Store
from ingest.blocks import Block, Cell, Place, Run
from ingest.load import ingest
from ingest.output import as_dict
from ingest.pipeline import extract
from ingest.places import boxes, cell_name, where, words
from ingest.records import Source
from ingest.render import render
from ingest.resolve import resolve
from ingest.verify import verify
from queries.loader import ask
from queries.rows import EvidenceOf, Passages
from tests.http_client import Client
from tests.page_writer import pdf

BOX = (72.0, 100.0, 300.0, 114.0)


def line(text: str, *places: Place) -> Block:
    size = -(-len(text) // len(places))
    runs = [Run(n * size, min((n + 1) * size, len(text)), place) for n, place in enumerate(places)]
    return Block("paragraph", text, runs=tuple(runs))


# --- words and boxes


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([], ""),
        ([Place(page=13)], "第13页"),
        ([Place(page=13), Place(page=14)], "第13—14页"),
        ([Place(paragraph=12)], "第12段"),
        ([Place(paragraph=12), Place(paragraph=13)], "第12—13段"),
        ([Place(table=2, row=3, column=4)], "表2第3行第4列"),
        ([Place(table=2, row=3, column=1), Place(table=2, row=3, column=4)], "表2第3行第1—4列"),
        ([Place(sheet="汇总", row=3, column=2)], "工作表“汇总”B3"),
        ([Place(sheet="汇总", row=3, column=2), Place(sheet="汇总", row=5, column=4)], "工作表“汇总”B3:D5"),
        ([Place(sheet="汇总", row=3), Place(sheet="汇总", row=4)], "工作表“汇总”第3—4行"),
        ([Place(paragraph=12), Place(table=2, row=1, column=1)], "第12段、表2第1行第1列"),
        ([Place(paragraph=1), Place(table=1, row=1), Place(paragraph=2), Place(table=2, row=7)], "第1段至表2第7行"),
        ([Place(page=3, table=1, row=2, column=1)], "第3页表1第2行第1列"),
    ],
)
def test_places_in_words(places: list[Place], said: str) -> None:
    assert words(places) == said


def test_cells_are_named_as_sheets_do() -> None:
    assert [cell_name(1, n) for n in (1, 26, 27, 52, 703)] == ["A1", "Z1", "AA1", "AZ1", "AAA1"]


def test_a_box_for_each_page_holds_all_lines() -> None:
    places = [Place(2, (72, 700, 500, 714)), Place(2, (60, 720, 300, 734)), Place(3, (72, 72, 90, 86.04)), Place(3)]
    assert list(boxes(places)) == ["2 60.0 700.0 500.0 734.0", "3 72.0 72.0 90.0 86.0"]


def test_only_the_lines_that_a_span_touches_count() -> None:
    first, second = Place(1, (0, 0, 10, 10)), Place(2, (0, 5, 10, 15))
    raw, runs = render([line("甲乙丙丁", first, second), line("戊己", Place(3, (1, 1, 2, 2)))])
    source = Source(Path("a.pdf"), raw, "pdf", "", runs, exact=True)
    assert where(source, 0, 2) == where(source, 1, 2)
    assert where(source, 0, 2).words == "第1页"
    assert where(source, 1, 3).words == "第1—2页"
    assert (where(source, 2, 4).page, where(source, 2, 4).boxes) == (2, ("2 0.0 5.0 10.0 15.0",))
    assert where(source, 5, 7).words == "第3页"
    assert where(replace(source, runs=()), 0, 2).words == ""


# --- the graph


TITLE = "砚川市汽车产业链实施方案"
SAID = "到2027年,全市汽车产业产值达到1000亿元。"
CELLS = ("序号", "任务", "牵头单位"), ("1", "推进整车项目建设", "市经信局"), ("2", "引进车规级芯片企业", "市商务局")


def grid() -> Block:
    def cell(row: int, column: int, text: str) -> Cell:
        place = Place(page=2, box=(60.0 * column, 100.0 + 20 * row, 60.0 * column + 50, 112.0 + 20 * row))
        return Cell(text, (row, column), (Run(0, len(text), replace(place, table=1, row=row + 1, column=column + 1)),))

    return Block("table", rows=tuple(tuple(cell(r, c, t) for c, t in enumerate(row)) for r, row in enumerate(CELLS)))


def document(path: Path, sha256: str = "") -> Source:
    top = Place(1, (150.0, 90.0, 450.0, 110.0))
    half = [Place(1, (72.0, 140.0, 520.0, 154.0)), Place(1, (72.0, 160.0, 200.0, 174.0))]
    raw, runs = render([line(TITLE, top), line("一、发展目标", Place(1)), line(SAID, *half), grid()])
    return Source(path, raw, "pdf", sha256, runs, exact=True)


def test_every_fact_says_its_place(tmp_path: Path) -> None:
    facts = as_dict(extract(document(tmp_path / "a.pdf")))
    (target,) = [t for t in facts["targets"] if t["value"] == 1000]
    assert target["place"] == "第1页"
    assert {t["place"] for t in facts["tasks"]} == {"第2页表1第2行第1—3列", "第2页表1第3行第1—3列"}
    assert all("place" in fact for kind in facts.values() if isinstance(kind, list) for fact in kind)


def test_evidence_and_passages_carry_page_and_boxes(tmp_path: Path) -> None:
    made = resolve(extract(document(tmp_path / "a.pdf")), "mark")
    (target,) = [n for n in made.nodes if n.type == "Target" and n.props["value"] == 1000]
    (proof,) = [e for e in made.evidence if e.about == target.id]
    assert (proof.place, proof.page, proof.boxes) == ("第1页", 1, ("1 72.0 140.0 520.0 174.0",))
    rows = [n.props for n in made.nodes if n.type == "Passage" and n.props["kind"] == "row"]
    assert {(row["place"], row["page"], tuple(row["boxes"])) for row in rows} == {
        ("第2页表1第2行第1—3列", 2, ("2 0.0 120.0 170.0 132.0",)),
        ("第2页表1第3行第1—3列", 2, ("2 0.0 140.0 170.0 152.0",)),
    }
    ids = {e.id for e in made.evidence}
    assert ids == {replace(e, place="", page=None, boxes=()).id for e in made.evidence}


@pytest.fixture
def stored(store: Store, tmp_path: Path) -> tuple[Client, str, Path]:
    """A client over a graph that holds the document of a PDF file, whose id and path come with it."""
    path = tmp_path / "方案.pdf"
    path.write_bytes(pdf("first page", kids=2))
    graph = resolve(extract(document(path, hashlib.sha256(path.read_bytes()).hexdigest())), "mark")
    store.write(graph)
    return Client(create_app(store=store)), graph.policy, path


def test_the_document_view_shows_each_place(stored: tuple[Client, str, Path], store: Store) -> None:
    client, policy, _ = stored
    text = client.get(f"/policies/{policy}", accept="text/html").text
    for row in ask(store, Passages, policy=policy):
        assert row.text in text
        assert row.place
        assert f'<span class="place">{row.place}</span>' in text
    target = next(r for r in ask(store, Passages, policy=policy) if r.text == SAID)
    shown = client.get(f"/evidence/{target.id}", accept="text/html").text
    link = f"/policies/{policy}/pages/1.png?box=72.0,140.0,520.0,174.0"
    assert f'href="{link}"' in shown
    assert "第1页" in shown
    assert f'href="/policies/{policy}"' in shown
    answer = client.data(f"/api/v1/evidence/{target.id}")
    assert answer["data"][0]["boxes"] == ["1 72.0 140.0 520.0 174.0"]
    assert answer["evidence"][0]["place"] == "第1页"
    assert client.get("/policies/none", accept="text/html").status_code == 404
    assert ask(store, EvidenceOf, id=target.id)[0].format == "pdf"


def test_the_picture_marks_the_box(stored: tuple[Client, str, Path]) -> None:
    client, policy, _ = stored
    for start in ("", "/api/v1"):
        plain = client.get(f"{start}/policies/{policy}/pages/2.png")
        assert plain.status_code == 200
        assert plain.headers["content-type"] == "image/png"
        assert "max-age" in plain.headers["cache-control"]
    marked = client.get(f"/policies/{policy}/pages/2.png?box=72,100,300,114")
    assert marked.status_code == 200


@pytest.mark.parametrize(
    ("end", "status", "said"),
    [
        ("3.png", 404, "共 2 页"),
        ("0.png", 422, "数值过小"),
        ("999999999.png", 422, "数值过大"),
        ("1.png?box=1,2,3", 422, "写法不对"),
        ("1.png?box=1,2,3,1e9", 422, "写法不对"),
        ("1.png?box=nan,2,3,4", 422, "写法不对"),
    ],
)
def test_pages_and_boxes_out_of_bounds(stored: tuple[Client, str, Path], end: str, status: int, said: str) -> None:
    client, policy, _ = stored
    answer = client.get(f"/policies/{policy}/pages/{end}")
    assert (answer.status_code, said in answer.text) == (status, True), answer.text


def test_a_changed_or_missing_file_is_said(stored: tuple[Client, str, Path], store: Store) -> None:
    client, policy, path = stored
    path.write_bytes(pdf("another"))
    answer = client.get(f"/policies/{policy}/pages/1.png")
    assert (answer.status_code, "改动过" in answer.text, str(path.parent) in answer.text) == (404, True, False)
    path.unlink()
    answer = client.get(f"/policies/{policy}/pages/1.png")
    assert (answer.status_code, "读不到" in answer.text, str(path.parent) in answer.text) == (404, True, False)
    assert client.get("/policies/none/pages/1.png").status_code == 404


def test_a_full_queue_asks_to_wait(stored: tuple[Client, str, Path]) -> None:
    client, policy, _ = stored
    taken = 0
    while _turns.acquire(blocking=False):
        taken += 1
    try:
        answer = client.get(f"/policies/{policy}/pages/1.png")
    finally:
        for _ in range(taken):
            _turns.release()
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_a_file_of_another_format_has_no_picture(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text(f"{TITLE}\n一、发展目标\n{SAID}\n", "utf-8")
    (report,) = ingest([path], store)
    assert report.status == "added"
    client, (policy,) = Client(create_app(store=store)), [p.id for p in store.policies()]
    assert "不是 PDF" in client.get(f"/policies/{policy}/pages/1.png").text
    assert "原文第" in client.get(f"/evidence/{policy}", accept="text/html").text
    assert pictures(policy, "ofd", ["1 0 0 1 1"]) == []
    assert {v.good == v.total > 0 for v in verify(store)} == {True}


# --- liantu read


def test_read_prints_blocks_with_places(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_heading("一、总体要求", 1)
    made.add_paragraph("加快推进产业发展。")
    table = made.add_table(2, 2)
    for at, text in enumerate(("任务", "牵头单位", "推进整车项目建设", "市经信局")):
        table.cell(at // 2, at % 2).text = text
    made.save(tmp_path / "a.docx")
    shown = CliRunner().invoke(build(), ["read", str(tmp_path / "a.docx")]).output
    assert "格式 docx,3 块" in shown
    assert "# 一、总体要求  第1段" in shown
    assert "加快推进产业发展。  第2段" in shown
    assert any("推进整车项目建设" in row and "市经信局" in row for row in shown.splitlines())
    given = json.loads(CliRunner().invoke(build(), ["read", "--json", str(tmp_path / "a.docx")]).output)
    assert [block["kind"] for block in given["blocks"]] == ["heading", "paragraph", "table"]
    assert given["blocks"][1]["runs"][0]["place"]["paragraph"] == 2


def test_read_prints_a_text_file_and_says_why_it_cannot(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一、总体要求\n\n加快推进。\n", "utf-8")
    shown = CliRunner().invoke(build(), ["read", str(tmp_path / "a.txt")]).output
    assert shown.splitlines() == ["格式 utf-8,2 块", "一、总体要求  (1)", "加快推进。  (2)"]
    (tmp_path / "b.txt").write_bytes(b"")
    assert CliRunner().invoke(build(), ["read", str(tmp_path / "b.txt")]).exception
