"""Pages, tables, sheets and PDFs that nest, loop and swell, and files damaged by chance: read or refused in bounds."""

from __future__ import annotations

import contextlib
import struct
import time
from collections import Counter
from pathlib import Path

import pytest

from ingest.errors import NotAPolicyError
from ingest.pipeline import extract
from ingest.readers.__main__ import BROKEN
from ingest.readers.docx_blocks import TOO_MANY
from ingest.records import Source
from ingest.sandbox import DIED, SLOW, Sandbox
from tests.hostile import (
    KINDS,
    LINE,
    MEGA,
    TITLE,
    document,
    good,
    laughs,
    odt_content,
    page_text,
    paragraph,
    parts,
    pdf,
    sheet,
    zipped,
)
from tests.hostile_pdfs import loops
from tests.hostile_reading import a_sandbox, in_an_empty_folder, outcome, refused, whole
from tests.mutation import mutants

sandbox = pytest.fixture(scope="module")(a_sandbox)
_reader = pytest.fixture(autouse=True)(in_an_empty_folder)
FUZZED = 600


DEEP = 100_000


PAGES = {
    "boxes": "<div>" * DEEP + LINE + "</div>" * DEEP,
    "tables": "<table><tr><td>" * DEEP + LINE,
    "tables of two": "<table><tr><td>甲<td>" * 3_000 + LINE,
    "inline": "<b><i>" * DEEP + LINE,
    "lists": "<ol><li>" * 50_000 + LINE,
    "unclosed": "<p><a href='x'>" * 20_000 + LINE,
    "attribute": f"<p class='{'a' * 5_000_000}' style='{'display:' * 500_000}'>{LINE}</p>",
    "attributes": f"<p {' '.join(f'a{at}=1' for at in range(10_000))}>{LINE}</p>",
    "names": f"<div class='{'a-' * 1_000_000}' id='{'nav' * 300_000}'>{LINE}</div>",
    "span": f"<table><tr><td colspan=100000000 rowspan=100000000>{LINE}<td>乙</tr><tr><td>丙<td>丁</tr></table>",
    "spans": f"<table>{'<tr><td rowspan=65534 colspan=1000>甲<td>乙</tr>' * 1000}</table>",
    "number": f"<ol start='{'9' * 100_000}'><li value='{'9' * 5000}'>{LINE}</ol>",
    "meta": "<meta " * DEEP + LINE,
    "title": f"<title>{' - ' * DEEP}{'　' * DEEP}</title><p>{LINE}",
    "blanks": f"<p>来源:{'　' * DEEP}</p><p>{LINE}" + " \n" * DEEP + "完</p>",
    "labels": f"<p>{'索引号:' * DEEP}</p><p>{LINE}",
    "comments": "<!--" * DEEP + LINE,
    "zeros": "\0" * MEGA + LINE,
    "links": "".join(f"<p><a href='{at}.pdf'>附件{at}</a></p>" for at in range(5_000)),
    "entities": f"<!DOCTYPE html {laughs()}><p>{LINE}&e;</p>",
}


CELL = f'<c t="inlineStr" r="{{}}"><is><t>{LINE}</t></is></c>'


MERGED, SAME = '<mergeCell ref="A1:XFD1048576"/>', '<mergeCell ref="A1:A1048576"/>' * 50_000


COLUMNS = '<col hidden="1" min="1" max="99999999"/>' * 1_000


SHEETS = {
    "size": sheet(CELL.format("B2"), before='<dimension ref="A1:XFD1048576"/>'),
    "merge": sheet(CELL.format("A1"), after=f"<mergeCells>{MERGED}</mergeCells>"),
    "merges": sheet("<c/>", 60_000, sheet(CELL.format("A1")), f"<mergeCells>{SAME}</mergeCells>"),
    "far": sheet(CELL.format("XFD1048576") + CELL.format("A1")),
    "row": sheet(CELL.format("A1")).replace("<row>", '<row r="999999999999">'),
    "columns": sheet(CELL.format("A1"), before=f"<cols>{COLUMNS}</cols>"),
    "strings": sheet('<c t="s"><v>99999999999</v></c><c t="s"><v>-1</v></c>' + CELL.format("C1")),
    "numbers": sheet('<c><v>1e308</v></c><c><v>nan</v></c><c s="0"><v>-99999999999999</v></c>' + CELL.format("D1")),
}


UNITS = [
    *"(、1A的,。《到|",
    ")(",
    "(。",
    "甲(乙",
    "a.",
    "10%",
    "2025年",
    "产业链",
    "发展",
    "加快",
    "附件1",
    "一、",
    "市工信局、",
]


@pytest.mark.parametrize("name", PAGES)
def test_pages_that_nest_and_swell(name: str, sandbox: Sandbox) -> None:
    found = outcome("html", f"<html><body>{PAGES[name]}".encode())
    assert not isinstance(found, str) or not found.startswith(SLOW[:4]), found
    whole(sandbox)


def nested(depth: int, head: str, tail: str, text: str) -> str:
    return head * depth + text + tail * depth


@pytest.mark.parametrize("depth", [5, 30, 75, 500, 50_000])
def test_tables_that_nest(depth: int, sandbox: Sandbox) -> None:
    two = f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>"
    word = nested(depth, two, "</w:tc></w:tr></w:tbl>", paragraph(LINE))
    cell = "<table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell>"
    tail = "</table:table-cell></table:table-row></table:table>"
    text = nested(depth, f"<table:table><table:table-row>{cell}", tail, f"<text:p>{LINE}</text:p>")
    for kind, name, part in (("docx", "word/document.xml", document(word)), ("odt", "content.xml", odt_content(text))):
        found = outcome(kind, zipped({**parts(kind), name: part}))
        assert found not in (BROKEN, DIED)
        assert LINE in found.raw if isinstance(found, Source) else depth > 50
    whole(sandbox)


def test_a_word_table_of_fifty_thousand_rows(sandbox: Sandbox) -> None:
    cell = f"<w:tc>{paragraph('市工信局')}</w:tc>"
    rows = "".join(f"<w:tr><w:tc>{paragraph(f'任务{at}号')}</w:tc>{cell}</w:tr>" for at in range(50_000))
    found = outcome("docx", zipped({**parts("docx"), "word/document.xml": document(f"<w:tbl>{rows}</w:tbl>")}))
    assert isinstance(found, Source), found
    assert found.raw.count("\t市工信局\n") == 50_000
    whole(sandbox)


def test_word_tables_that_are_nearly_empty(sandbox: Sandbox) -> None:
    row = f"<w:tr><w:tc>{paragraph('甲')}</w:tc></w:tr>"
    wide = '<w:tr><w:trPr><w:gridBefore w:val="900"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>'
    body = f"<w:tbl>{wide}{paragraph(LINE)}</w:tc></w:tr>{row * 20_000}</w:tbl>"
    assert refused("docx", zipped({**parts("docx"), "word/document.xml": document(body)})) == TOO_MANY
    whole(sandbox)


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_that_claim_too_much(name: str, sandbox: Sandbox) -> None:
    found = outcome("xlsx", zipped({**parts("xlsx"), "xl/worksheets/sheet1.xml": SHEETS[name]}))
    assert found not in (BROKEN, DIED)
    assert not isinstance(found, str) or not found.startswith(SLOW[:4]), found
    whole(sandbox, "xlsx")


def test_odt_cells_that_repeat(sandbox: Sandbox) -> None:
    cell = f'<table:table-cell table:number-columns-repeated="9999999"><text:p>{LINE}</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="9999999">{cell}{cell}</table:table-row>'
    assert (
        refused("odt", zipped({**parts("odt"), "content.xml": odt_content(f"<table:table>{row}</table:table>")}))
        == TOO_MANY
    )
    whole(sandbox, "odt")


def test_pdfs_that_loop_and_swell(sandbox: Sandbox) -> None:
    for name, data in loops().items():
        found = outcome("pdf", data)
        assert not isinstance(found, str) or not found.startswith(SLOW[:4]), name
    whole(sandbox, "pdf")


def test_a_pdf_of_ten_thousand_pages(sandbox: Sandbox) -> None:
    found = outcome("pdf", pdf([page_text(f"Plan 2025 item {at}") for at in range(10_000)]))
    assert isinstance(found, Source), found
    assert any("页" in note for note in found.notes)
    whole(sandbox, "pdf")


@pytest.mark.parametrize("kind", ["doc", "xls"])
def test_chains_of_sectors_that_loop(kind: str, sandbox: Sandbox) -> None:
    data = good(kind)
    for value in (0, 1, 2, 5, 0xFFFFFFFD, 0x7FFFFFFF):
        loop = bytearray(data)
        struct.pack_into("<120I", loop, 520, *[value] * 120)
        outcome(kind, bytes(loop))
        for at in (44, 48, 60, 64, 68, 72, 76, 1092, 1096, 1100, 1140, 1144):
            ends = bytearray(data)
            struct.pack_into("<I", ends, at, value)
            outcome(kind, bytes(ends))
    whole(sandbox, kind)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("size", [30_000])
def test_lines_without_end(unit: str, size: int) -> None:
    """No pattern takes more than a moment for what is no sentence; time grows with the length alone."""
    line = "市发展改革委牵头推进产业建设" + unit * (size // len(unit))
    text = f"{TITLE}\n一、总体要求\n{LINE}\n{line}\n二、重点任务\n支持企业发展。\n"
    began = time.process_time()
    with contextlib.suppress(NotAPolicyError):
        extract(Source(Path("文.txt"), text, "utf-8", "0" * 64), tagged=[])
    assert time.process_time() - began < 10


@pytest.mark.parametrize("kind", KINDS)
def test_files_that_chance_damaged(kind: str, sandbox: Sandbox) -> None:
    """Each of the mutants is read or refused by its reader; a fault that only the sandbox catches is rare."""
    faults: Counter[str] = Counter()
    for at, data in enumerate(mutants(kind, FUZZED, 5)):
        began = time.monotonic()
        found = outcome(kind, data)
        assert time.monotonic() - began < 5, (kind, at)
        if found in (BROKEN, DIED):
            faults[str(found)] += 1
    whole(sandbox, kind)
    assert faults.total() < FUZZED / 100, faults


def test_damage_is_the_same_every_time() -> None:
    assert list(mutants("docx", 5, 5)) == list(mutants("docx", 5, 5)) != list(mutants("docx", 5, 6))
    assert len(KINDS) * FUZZED >= 5_000
