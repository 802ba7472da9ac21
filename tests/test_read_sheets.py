"""Spreadsheets and CSV files to blocks: small files made here."""

import contextlib
import io
import struct
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import numbers
from openpyxl.worksheet.worksheet import Worksheet

from ingest.blocks import Content
from ingest.errors import Refused
from ingest.readers.csv_ import read_csv
from ingest.readers.sheets import read_xls, read_xlsx
from ingest.readers.sheets_biff import _string
from ingest.readers.sheets_format import plain, shown
from ingest.readers.sheets_grid import Grid, Sheet
from ingest.readers.sheets_xlsx import WINDOWS_EPOCH
from tests.real_files import tables_of

TASKS = [["序号", "工作任务", "牵头单位"], [1, "建设产业园", "市发展改革委"], [2, "引进龙头企业", "市商务局"]]


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(rows: list[list[object]]) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return book, sheet


def paragraphs(content: Content) -> list[str]:
    return [block.text for block in content.blocks if block.kind == "paragraph"]


def test_rows_stay_together_and_cells_know_their_place():
    book, _ = sheet_of(TASKS)
    content = read_xlsx(saved(book))
    assert content.format == "xlsx"
    assert tables_of(content) == [[[str(value) for value in row] for row in TASKS]]
    cell = content.blocks[0].rows[2][2]
    place = cell.runs[0].place
    assert (cell.text, place.sheet, place.row, place.column) == ("市商务局", "Sheet", 3, 3)


def test_titles_and_notes_are_paragraphs_and_merged_cells_fill_what_they_cover():
    book, sheet = sheet_of([["重点任务分解表"], ["单位：万元"], *TASKS, [None, "建设平台"], ["数据来源：市统计局"]])
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("C5:C6")
    content = read_xlsx(saved(book))
    assert paragraphs(content) == ["重点任务分解表", "单位：万元", "数据来源：市统计局"]
    rows = next(block for block in content.blocks if block.kind == "table").rows
    assert [cell.text for cell in rows[3]] == ["", "建设平台", "市商务局"]
    assert rows[3][2].origin == rows[2][2].origin == (2, 2)


def test_tables_apart_in_a_sheet_are_tables_apart():
    book, sheet = sheet_of([*TASKS, [], ["指标", "单位", "目标"], ["产值", "亿元", 500]])
    for row, values in enumerate((("地区", "部门"), ("北京", "发改委")), 1):
        for column, value in enumerate(values, 7):
            sheet.cell(row, column, value)
    found = tables_of(read_xlsx(saved(book)))
    assert [rows[0] for rows in found] == [["序号", "工作任务", "牵头单位"], ["地区", "部门"], ["指标", "单位", "目标"]]


def test_a_blank_row_inside_a_roster_does_not_cut_it():
    book, _ = sheet_of([*TASKS, [], [3, "培育专精特新企业", "市经信局"]])
    assert len(tables_of(read_xlsx(saved(book)))) == 1


def test_hidden_rows_and_sheets_are_left_out_with_a_note_and_hidden_columns_are_read():
    book, sheet = sheet_of(TASKS)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("底稿").sheet_state = "hidden"
    book["底稿"]["A1"] = "不公开"
    content = read_xlsx(saved(book))
    assert tables_of(content) == [[["序号", "工作任务", "牵头单位"], ["2", "引进龙头企业", "市商务局"]]]
    assert any("底稿" in note for note in content.notes)
    assert any("1 行隐藏" in note for note in content.notes)
    assert any("1 列隐藏" in note for note in content.notes)


def test_names_of_sheets_are_headings_save_a_lone_default_one():
    book, sheet = sheet_of(TASKS)
    sheet.title = "Sheet1"
    assert read_xlsx(saved(book)).blocks[0].kind == "table"
    sheet.title = "任务分解"
    assert read_xlsx(saved(book)).blocks[0].text == "任务分解"


def test_numbers_and_dates_are_as_a_person_sees_them():
    book, sheet = sheet_of([["项目", "增速", "日期", "编码", "投资"], ["甲", 0.085, date(2025, 6, 30), 37, 1363.0]])
    sheet["B2"].number_format = numbers.FORMAT_PERCENTAGE_00
    sheet["D2"].number_format = "000000"
    assert tables_of(read_xlsx(saved(book)))[0][1] == ["甲", "8.5%", "2025-06-30", "000037", "1363"]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (42916, "yyyy/m/d", "2017-06-30"),
        (42916, 'yyyy"年"m"月"', "2017-06"),
        (12.345, "#,##0.00", "12.35"),
        (9.0, "0.00", "9"),
        (-0.001, "0.0", "0"),
        (0.5, "h:mm", "12:00"),
        (1e300, "0.00", "1e+300"),
        (3.0, "General", "3"),
    ],
)
def test_format_codes(value: float, code: str, text: str):
    assert shown(value, code, epoch=WINDOWS_EPOCH) == text


def test_plain_numbers_have_no_noise():
    assert [plain(0.1 + 0.2), plain(1363.0), plain(1e20)] == ["0.3", "1363", "100000000000000000000"]


def test_a_header_in_two_rows_without_merging_is_filled():
    book, _ = sheet_of([["城市", "人口", None, "产值"], [None, "全市", "市辖区", None], ["北京", 1363, 1354, 8]])
    assert tables_of(read_xlsx(saved(book)))[0][:2] == [
        ["城市", "人口", "人口", "产值"],
        ["城市", "全市", "市辖区", "产值"],
    ]


def test_formulas_without_results_are_noted():
    book, sheet = sheet_of(TASKS)
    sheet["D2"] = "=1+1"
    assert any("公式" in note for note in read_xlsx(saved(book)).notes)


def test_csv_in_every_encoding_and_mark():
    text = "日期,任务,单位\r\n8月21日,数据;整理,市数据局\r\n"
    rows = [["日期", "任务", "单位"], ["8月21日", "数据;整理", "市数据局"]]
    for data in (text.encode(), text.encode("utf-8-sig"), text.encode("gb18030"), text.encode("utf-16")):
        assert tables_of(read_csv(data)) == [rows]
    assert tables_of(read_csv(text.replace(",", "\t").encode())) == [rows]


@pytest.mark.parametrize("data", [b"", b"\xff\xff\x00\x01", b"a\0b,c\n", b" , \n"])
def test_csv_that_is_none_is_refused(data: bytes):
    with pytest.raises(Refused):
        read_csv(data)


def test_a_sheet_without_text_is_refused():
    with pytest.raises(Refused, match="没有可见的内容"):
        read_xlsx(saved(openpyxl.Workbook()))


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            target.writestr(part, source.read(part).replace(old, new) if part == name else source.read(part))
    return out.getvalue()


def test_a_size_that_lies_and_a_merge_over_all_rows_cost_nothing():
    book, sheet = sheet_of(TASKS)
    sheet.merge_cells("C3:C4")
    data = changed(saved(book), "xl/worksheets/sheet1.xml", b'ref="C3:C4"', b'ref="C3:XFD1048576"')
    data = changed(data, "xl/worksheets/sheet1.xml", b'ref="A1:C4"', b'ref="A1:XFD1048576"')
    assert len(tables_of(read_xlsx(data))[0]) == 3


def test_a_far_cell_costs_nothing():
    book, sheet = sheet_of(TASKS)
    sheet["XFD99999"] = "远"
    assert tables_of(read_xlsx(saved(book)))[0][1][2] == "市发展改革委"


def test_external_entities_are_not_read(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    book, _ = sheet_of([["甲", "乙"], ["丙", "丁"]])
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><worksheet '.encode()
    data = changed(saved(book), "xl/worksheets/sheet1.xml", b"<worksheet ", entity)
    with contextlib.suppress(Refused):
        assert "机密" not in str(read_xlsx(data).blocks)


def test_packages_that_expand_too_far_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 120_000_000)
    with pytest.raises(Refused, match="压缩炸弹"):
        read_xlsx(out.getvalue())


def test_damaged_files_are_refused_or_read():
    book, _ = sheet_of(TASKS)
    data = saved(book)
    for at in range(0, len(data), 97):
        for bad in (data[:at], data[:at] + b"\xff\0" + data[at + 2 :]):
            for read in (read_xlsx, read_xls):
                try:
                    read(bad)
                except Refused:
                    continue


def test_the_grid_leaves_hidden_rows_out_of_gaps():
    sheet = Sheet("", {(1, 1): "a", (5, 1): "b"}, hidden_rows={2, 3})
    assert Grid(sheet).gap(1, 5) == 1


def test_biff_strings_have_one_or_two_bytes():
    wide = struct.pack("<HB", 1, 1) + "年".encode("utf-16-le")
    assert _string(wide, 1, 2) == "年"
    assert _string(struct.pack("<HB", 2, 0) + b"ab", 2, 2) == "ab"
