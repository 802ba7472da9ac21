"""XLS, XLSB and ODS to sheets by calamine, after a look at how far their cells reach."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from ingest.errors import Refused
from ingest.readers.sheets_biff import Biff, scan
from ingest.readers.sheets_format import moment, plain, shown
from ingest.readers.sheets_grid import MAX_ROWS, Sheet
from ingest.readers.sheets_ods import check

BROKEN = "电子表格已损坏或结构异常,请用 Excel 或 WPS 重新另存为 XLSX"
LOCKED = "电子表格有打开密码,请先取消密码再读入"
MORE = "工作表“{}”太大,只读了前面的部分"


def sheets_of(data: bytes, hidden: list[str] | None = None) -> list[Sheet]:
    """The visible sheets; the names of hidden ones are added to `hidden`; raises Refused for broken files."""
    check(data)
    seen = scan(data)
    try:
        return _sheets(CalamineWorkbook.from_filelike(io.BytesIO(data)), seen, [] if hidden is None else hidden)
    except PasswordError as error:
        raise Refused(LOCKED) from error
    except (Refused, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of calamine is no Exception
        raise Refused(BROKEN) from error


def _sheets(book: CalamineWorkbook, seen: dict[str, Biff], hidden: list[str]) -> list[Sheet]:
    sheets = []
    for index, meta in enumerate(book.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        if meta.visible != SheetVisibleEnum.Visible:
            hidden.append(meta.name)
            continue
        sheets.append(_sheet(meta.name, book.get_sheet_by_index(index), seen.get(meta.name, Biff())))
    return sheets


def _sheet(name: str, source: CalamineSheet, seen: Biff) -> Sheet:
    areas = source.merged_cell_ranges or []
    merged = [(top + 1, left + 1, below + 1, right + 1) for (top, left), (below, right) in areas]
    sheet = Sheet(name, merged=merged, hidden_rows=seen.hidden_rows, hidden_columns=seen.hidden_columns)
    if source.start is None:
        return sheet
    for row, values in enumerate(source.iter_rows(), 1):  # rows from the first one, columns from the first with text
        for column, value in enumerate(values, source.start[1] + 1):
            if row > MAX_ROWS or not sheet.put(row, column, _text(value, seen, (row, column))):
                sheet.notes.append(MORE.format(name))
                return sheet
    return sheet


def _text(value: object, seen: Biff, at: tuple[int, int]) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        code = seen.codes.get(at)
        return shown(value, code, epoch=seen.epoch) if code else plain(value)
    if isinstance(value, date | datetime | time | timedelta):
        return moment(value)
    return str(value)
