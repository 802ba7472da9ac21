"""PDF reader: small files written here."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from ingest.errors import Refused
from ingest.readers.pdf import read_pdf
from ingest.readers.pdf_lines import squashed
from tests.real_files import rows_of, tables_of, words_of

FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
)
FULL = "全市规模以上工业企业增加值增长百分之六点五较上年提高两个百分点"


def pdf(*pages: bytes, size: tuple[int, int] = (595, 842), rotate: int = 0, info: bytes = b"") -> bytes:
    """A PDF of these content streams, one a page; `info` is its dictionary of title and maker."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *FONT]
    kids = []
    for stream in pages:
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % (*size, rotate, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    objects += [info] if info else []
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    about = b" /Info %d 0 R" % len(objects) if info else b""
    end = b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, about, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def text(x: float, y: float, words: str, size: float = 15) -> bytes:
    """Words at a baseline, in points from the lower left corner."""
    return b"BT /F %g Tf %g %g Td <%s> Tj ET\n" % (size, x, y, words.encode("utf-16-be").hex().encode())


def table(x: float, y: float, rows: list[list[str]], width: float = 150, height: float = 30) -> bytes:
    """A ruled table whose upper left corner is at (x, y); an empty string leaves out the rule above its cell."""
    wide, high = len(rows[0]), len(rows)
    out = b"%g %g m %g %g l S\n" % (x, y - high * height, x + wide * width, y - high * height)
    for column in range(wide + 1):
        out += b"%g %g m %g %g l S\n" % (x + column * width, y, x + column * width, y - high * height)
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            left, top = x + c * width, y - r * height
            if words or r == 0:
                out += b"%g %g m %g %g l S\n" % (left, top, left + width, top)
            out += text(left + 5, top - 20, words, 10) if words else b""
    return out


def test_lines_become_paragraphs_over_page_breaks_and_each_line_has_its_place() -> None:
    first = text(90, 780, FULL[:27]) + text(60, 757, FULL[:29]) + text(60, 734, FULL[:29])
    content = read_pdf(pdf(first, text(60, 780, "结束了。") + text(90, 757, "新的一段。")))
    assert words_of(content) == [FULL[:27] + FULL[:29] * 2 + "结束了。", "新的一段。"]
    runs = content.blocks[0].runs
    assert [run.place.page for run in runs] == [1, 1, 1, 2]
    assert content.blocks[0].text[runs[3].start : runs[3].end] == "结束了。"
    left, top, right, bottom = runs[0].place.box or (0, 0, 0, 0)
    assert (left, right) == (90, 90 + 27 * 15)
    assert top < 842 - 780 < bottom


def test_page_numbers_of_all_forms_and_running_headers_are_left_out() -> None:
    forms = ["— {} —", "-{}-", "{}", "第{}页/共3页", "第 {} 页"]
    for form in forms:
        pages = [
            text(60, 810, "某某市人民政府公报", 9)
            + text(60, 700, f"第{'一二三'[at]}部分的内容。")
            + text(280, 30, form.format(at + 1), 9)
            for at in range(3)
        ]
        assert words_of(read_pdf(pdf(*pages))) == ["第一部分的内容。", "第二部分的内容。", "第三部分的内容。"], form


def test_addresses_and_dates_of_a_browsers_print_are_left_out() -> None:
    pages = [
        text(30, 825, "2026/7/3 10:21", 8)
        + text(60, 700, f"第{'一二三'[at]}部分的内容。")
        + text(30, 12, f"https://example.invalid/a.html    {at + 1}/3", 8)
        for at in range(3)
    ]
    assert words_of(read_pdf(pdf(*pages))) == ["第一部分的内容。", "第二部分的内容。", "第三部分的内容。"]


def test_two_columns_are_read_one_after_the_other() -> None:
    page = b"".join(text(50, 760 - 22 * n, f"左栏第{'一二三四五六七八'[n]}行的文字内容说明。") for n in range(8))
    page += b"".join(text(320, 760 - 22 * n, f"右栏第{'一二三四五六七八'[n]}行的文字内容说明。") for n in range(8))
    joined = "".join(words_of(read_pdf(pdf(page))))
    assert joined.index("左栏第八行") < joined.index("右栏第一行")


def test_a_merged_cell_is_repeated_with_one_origin() -> None:
    grid = table(60, 700, [["领域", "任务", "单位"], ["智造", "甲", "市经信局"], ["", "乙", "市科技局"]])
    (found,) = [block for block in read_pdf(pdf(grid)).blocks if block.kind == "table"]
    assert rows_of(found)[1:] == [["智造", "甲", "市经信局"], ["智造", "乙", "市科技局"]]
    assert found.rows[1][0].origin == found.rows[2][0].origin == (1, 0)
    assert found.rows[2][1].runs[0].place.page == 1


def test_a_table_goes_on_over_a_page_without_its_header_and_a_cut_row_is_made_whole() -> None:
    head = ["序号", "任务", "单位"]
    one = table(60, 200, [head, ["1", "甲", "市经信局"], ["2", "建设一个大", "市科技局"]])
    two = table(60, 800, [head, [" ", "平台", " "], ["3", "丙", "市教育局"]])
    assert tables_of(read_pdf(pdf(one, two))) == [
        [head, ["1", "甲", "市经信局"], ["2", "建设一个大平台", "市科技局"], ["3", "丙", "市教育局"]]
    ]


def test_a_frame_around_a_table_is_not_a_table() -> None:
    frame = b"40 300 500 450 re S\n"
    grid = table(60, 700, [["序号", "任务", "单位"], ["1", "甲", "市经信局"]])
    assert tables_of(read_pdf(pdf(frame + grid))) == [[["序号", "任务", "单位"], ["1", "甲", "市经信局"]]]


def test_a_table_with_open_sides_has_rows() -> None:
    rules = b"".join(b"60 %d m 500 %d l S\n" % (y, y) for y in (700, 670, 600))
    cells = [
        (80, 680, "年份"),
        (300, 680, "产值"),
        (80, 650, "2024"),
        (300, 650, "12"),
        (80, 620, "2025"),
        (300, 620, "15"),
    ]
    page = rules + b"".join(text(x, y, words, 10) for x, y, words in cells)
    assert tables_of(read_pdf(pdf(page))) == [[["年份", "产值"], ["2024", "12"], ["2025", "15"]]]


def test_marks_of_footnotes_do_not_stick_to_numbers() -> None:
    page = text(60, 700, "常住人口") + text(120, 706, "1", 8) + text(130, 700, "1761.48") + text(240, 700, "万人。")
    page += text(60, 100, "1", 6) + text(68, 97, "此数据不含合作区。", 9)
    content = read_pdf(pdf(page))
    assert [squashed(block.text) for block in content.blocks] == ["常住人口1761.48万人。", "1此数据不含合作区。"]
    assert [block.kind for block in content.blocks] == ["paragraph", "note"]


def test_text_printed_twice_is_read_once_and_rows_of_rule_characters_are_not() -> None:
    page = text(60, 700, "重点任务") + text(60.3, 700, "重点任务")
    page += text(60, 650, "浙政发〔2025〕10") + text(60, 655, "欗" * 20, 4) + text(60 + 11 * 15, 650, "号")
    assert words_of(read_pdf(pdf(page))) == ["重点任务", "浙政发〔2025〕10号"]


def test_a_turned_page_reads_as_an_upright_one() -> None:
    content = read_pdf(pdf(b"0 1 -1 0 595 0 cm\n" + text(60, 500, "横排的表格说明。"), rotate=90))
    assert words_of(content) == ["横排的表格说明。"]
    left, top, _, bottom = content.blocks[0].runs[0].place.box or (0, 0, 0, 0)
    assert left == 60
    assert top < 595 - 500 < bottom


def test_sideways_text_has_its_box_on_the_page_as_shown() -> None:
    content = read_pdf(pdf(b"0 1 -1 0 595 0 cm\n" + text(60, 500, "横排的表格说明。")))
    assert words_of(content) == ["横排的表格说明。"]
    left, top, right, bottom = content.blocks[0].runs[0].place.box or (0, 0, 0, 0)
    assert bottom - top > right - left
    assert bottom == 842 - 60


def test_slanted_watermarks_are_left_out() -> None:
    slanted = b"BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 200 Tm <%s> Tj ET\n" % "内部资料".encode("utf-16-be").hex().encode()
    assert words_of(read_pdf(pdf(text(60, 700, "正文。") + slanted))) == ["正文。"]


def test_scans_damage_and_emptiness_are_answered() -> None:
    scan = io.BytesIO()
    Image.new("L", (600, 800), 255).save(scan, "PDF")
    for data, words in [
        (scan.getvalue(), "扫描件"),
        (b"%PDF-1.4 nothing", "损坏"),
        (pdf(b""), "没有文字"),
        (pdf(b"".join(b"%d 10 m %d 700 l S\n" % (x, x + 3) for x in range(100))), "图形"),
    ]:
        with pytest.raises(Refused, match=words):
            read_pdf(data)


def test_a_locked_file_is_answered(tmp_path: Path) -> None:
    locked = pdf(text(60, 700, "正文。")).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
        % (b"11" * 32, b"22" * 32),
    )
    with pytest.raises(Refused, match="加密"):
        read_pdf(locked)


def test_long_files_are_read_in_part_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.pdf.MAX_PAGES", 2)
    content = read_pdf(pdf(*[text(60, 700, f"{word}。") for word in "甲乙丙"]))
    assert words_of(content) == ["甲。", "乙。"]
    assert content.notes == ("PDF 共 3 页,只读了前 2 页",)


def test_the_library_reads_what_the_tests_write() -> None:
    assert len(pdfium.PdfDocument(pdf(text(60, 700, "正文。")))) == 1
