"""PDF reader: tables that level rules or shading alone draw, and text between rules that is no table."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path
from shutil import which

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from ingest.readers.pdf import read_pdf
from tests.real_files import tables_of, words_of
from tests.test_read_pdf import FULL, pdf, text

HEAD = ["序号", "重点任务", "责任单位"]
XS = (60, 120, 330)
ROWS = [
    HEAD,
    ["1", "建设零部件产业园,引进龙头企业落户", "市工信局、高新区管委会"],
    ["2", "培育专精特新企业", "市科技局"],
    ["3", "推进道路测试示范,建设路侧设施", "市交通运输局"],
]


def rules(*heights: float, left: float = 50, right: float = 540) -> bytes:
    return b"".join(b"%g %g m %g %g l S\n" % (left, y, right, y) for y in heights)


def shade(top: float, bottom: float, *edges: float, grey: float = 0.8) -> bytes:
    """Boxes of one height between edges, filled."""
    boxes = pairwise(edges)
    return (
        b"%g g " % grey + b"".join(b"%g %g %g %g re f " % (a, bottom, b - a, top - bottom) for a, b in boxes) + b"0 g\n"
    )


def row(y: float, *cells: str, xs: tuple[float, ...] = XS) -> bytes:
    return b"".join(text(x, y, cell, 10) for x, cell in zip(xs, cells, strict=True) if cell)


def top_set() -> bytes:
    """The rows with wrapped cells that begin at the top of their row: 14 points a line, 24 between rows."""
    page = (
        row(680, *HEAD)
        + row(650, "1", "建设零部件产业园,引进", "市工信局、高新区")
        + row(636, "", "龙头企业落户", "管委会")
    )
    page += row(612, "2", "培育专精特新企业", "市科技局")
    return page + row(588, "3", "推进道路测试示范,建设", "市交通运输局") + row(574, "", "路侧设施", "")


def middle_set() -> bytes:
    """The rows with their numbers in the middle of wrapped cells."""
    page = row(680, *HEAD) + row(650, "", "建设零部件产业园,引进", "市工信局、高新区") + row(643, "1", "", "")
    page += row(636, "", "龙头企业落户", "管委会") + row(612, "2", "培育专精特新企业", "市科技局")
    page += row(588, "", "推进道路测试示范,建设", "") + row(581, "3", "", "市交通运输局")
    return page + row(574, "", "路侧设施", "")


BETWEEN = (695, 668, 626, 602, 566)


@pytest.mark.parametrize("rows", [top_set(), middle_set()], ids=["top", "middle"])
@pytest.mark.parametrize(
    "drawn",
    [
        rules(695, 668, 566),
        rules(*BETWEEN),
        rules(*BETWEEN[1:]),
        shade(695, 668, 50, 540) + shade(626, 602, 50, 540),
        shade(695, 668, 50, 100, 300, 540),
        shade(695, 668, 50, 540) + rules(*BETWEEN[1:]),
        shade(695, 669, 50, 540)
        + shade(667, 627, 50, 540, grey=0.9)
        + shade(625, 603, 50, 540)
        + shade(601, 566, 50, 540),
    ],
    ids=["three rules", "every row", "no rule on top", "every other row", "header", "header and rules", "all rows"],
)
def test_wrapped_cells_stay_in_their_row(rows: bytes, drawn: bytes) -> None:
    above, below = text(60, 740, f"{FULL[:20]}。"), text(60, 500, f"{FULL[:20]}。")
    content = read_pdf(pdf(drawn + above + rows + below))
    assert tables_of(content) == [ROWS]
    assert words_of(content) == [f"{FULL[:20]}。"] * 2


def test_a_header_word_over_two_columns_is_one_cell_above_both() -> None:
    xs = (60, 200, 300, 400)
    page = rules(700, 650, 590) + text(215, 685, "货物出口及增长速度", 10) + text(400, 685, "备注", 10)
    page += row(660, "年份", "金额", "增速", "", xs=xs)
    page += row(630, "2023", "190180", "-2.7", "初步", xs=xs) + row(605, "2024", "237835", "4.6", "快报", xs=xs)
    (block,) = [block for block in read_pdf(pdf(page)).blocks if block.kind == "table"]
    assert [[cell.text for cell in line] for line in block.rows] == [
        ["", "货物出口及增长速度", "货物出口及增长速度", "备注"],
        ["年份", "金额", "增速", ""],
        ["2023", "190180", "-2.7", "初步"],
        ["2024", "237835", "4.6", "快报"],
    ]
    assert block.rows[0][1].origin == block.rows[0][2].origin


def test_two_tables_with_a_caption_between_stay_two() -> None:
    page = rules(695, 668, 620) + row(680, *HEAD) + row(650, *ROWS[2]) + row(630, *ROWS[3])
    page += text(250, 600, "表2 各项任务", 10) + rules(590, 565, 520)
    page += row(575, *HEAD) + row(550, *ROWS[2]) + row(530, *ROWS[3])
    content = read_pdf(pdf(page))
    assert tables_of(content) == [[HEAD, ROWS[2], ROWS[3]]] * 2
    assert words_of(content) == ["表2 各项任务"]


def test_a_header_above_and_a_last_row_below_the_shaded_rows_belong_to_the_table() -> None:
    page = shade(665, 645, 50, 540) + shade(625, 605, 50, 540, grey=0.9)
    rows = [
        HEAD,
        ROWS[2],
        ["3", "举办对接会", "市商务局"],
        ["4", "推广示范应用", "市科协"],
        ["5", "发布年度清单", "市数据局"],
    ]
    page += b"".join(row(672 - 20 * at, *cells) for at, cells in enumerate(rows))
    assert tables_of(read_pdf(pdf(page + text(60, 540, f"{FULL[:20]}。")))) == [rows]


def test_two_tables_of_shaded_rows_with_a_caption_between_stay_two() -> None:
    one = [HEAD, ROWS[2], ["3", "举办对接会", "市商务局"], ["4", "推广示范应用", "市科协"]]
    page = b""
    for top in (700, 560):
        page += shade(top, top - 20, 50, 540) + shade(top - 40, top - 60, 50, 540)
        page += b"".join(row(top - 13 - 20 * at, *cells) for at, cells in enumerate(one))
    content = read_pdf(pdf(page + text(200, 590, "表2 云川市各项任务分工一览", 10)))
    assert tables_of(content) == [one, one]
    assert words_of(content) == ["表2 云川市各项任务分工一览"]


def test_a_three_line_table_goes_on_over_pages_whose_ends_draw_no_rule() -> None:
    many = [
        [str(at), f"任务第{at}项" + "要加快推进" * (at % 3), "市工信局" if at % 2 else "市科技局、市财政局"]
        for at in range(10, 70)
    ]
    pages = [
        rules(780, 755) + row(763, *HEAD),
        rules(780, 755) + row(763, *HEAD),
        rules(780, 755, 355) + row(763, *HEAD),
    ]
    for at, cells in enumerate(many[:-10]):
        pages[at // 25] += row(735 - 26 * (at % 25), *cells)
    for at, cells in enumerate(many[-10:]):
        pages[2] += row(735 - 26 * at, *cells)
    numbers = [text(290, 30, f"— {n} —", 9) for n in (1, 2, 3)]
    content = read_pdf(pdf(*(page + number for page, number in zip(pages, numbers, strict=True))))
    assert tables_of(content) == [[HEAD, *many]]
    assert words_of(content) == []


def prose(x: float, y: float, lines: int, length: int = 30) -> bytes:
    return b"".join(text(x, y - 20 * at, FULL[at : at + length], 10) for at in range(lines))


TWO = prose(60, 660, 10, 20) + prose(320, 660, 10, 20)
CONTENTS = b"".join(text(60, 660 - 22 * at, f"{'一二三四五六'[at]}、总体要求{'.' * 40} {at}", 10) for at in range(6))


@pytest.mark.parametrize(
    "page",
    [
        rules(790, 700, 400) + text(60, 720, "第一章 总则", 12) + prose(60, 660, 10),
        rules(790, 700, 400) + text(60, 720, "第一章", 12) + text(320, 720, "总则", 12) + TWO,
        rules(790, 700, 400) + text(60, 720, "目录", 12) + text(300, 720, "页", 12) + CONTENTS,
        shade(690, 600, 50, 540) + prose(60, 670, 3) + shade(590, 500, 50, 540, grey=0.9) + prose(60, 570, 3),
        shade(690, 600, 50, 540, grey=1) + row(680, *HEAD) + row(650, *ROWS[2]) + row(630, *ROWS[3]),
        rules(790, 765) + row(773, *HEAD) + prose(60, 740, 30),
        rules(790, 765) + row(773, *HEAD) + row(740, *ROWS[2]) + row(720, *ROWS[3]) + prose(60, 690, 3),
        rules(790, 50) + row(680, *HEAD) + row(650, *ROWS[2]) + row(630, *ROWS[3]),
    ],
    ids=[
        "prose",
        "two columns",
        "contents",
        "boxes of text",
        "white boxes",
        "prose under a header",
        "rows and prose",
        "head and foot rule",
    ],
)
def test_what_is_no_table_stays_text(page: bytes) -> None:
    assert tables_of(read_pdf(pdf(page))) == []


def borders(cell: object, *sides: str) -> None:
    own = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single" if side in sides else "nil")
        own.append(line)
    cell._tc.get_or_add_tcPr().append(own)  # type: ignore[attr-defined]


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not there")
def test_a_three_line_table_from_a_word_processor(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(len(ROWS), 3)
    for r, words in enumerate(ROWS):
        for c, value in enumerate(words):
            cell = table.cell(r, c)
            cell.text, cell.width = value, Cm((1.2, 4, 4)[c])
            borders(cell, *(["top"] if r == 0 else []), *(["bottom"] if r in (0, len(ROWS) - 1) else []))
    document.save(str(tmp_path / "a.docx"))
    where = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [
        "soffice",
        where,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert tables_of(read_pdf((tmp_path / "a.pdf").read_bytes())) == [ROWS]
