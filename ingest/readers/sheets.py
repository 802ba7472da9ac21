"""Spreadsheets: XLSX by its own parts, XLS and ODS by calamine, their visible cells as tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

from ingest.blocks import Content
from ingest.errors import Refused
from ingest.readers.sheets_blocks import blocks_of
from ingest.readers.sheets_grid import Sheet
from ingest.readers.sheets_xls import sheets_of as sheets_of_xls
from ingest.readers.sheets_xlsx import sheets_of as sheets_of_xlsx

DEFAULT_PASSWORD = "VelvetSweatshop"  # the one that Excel itself tries
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "电子表格有打开密码,请先取消密码再读入"
EMPTY = "电子表格里没有可见的内容,请确认工作表没有隐藏、文件没有选错"
BROKEN = "电子表格已损坏或不是 XLS,请用 Excel 或 WPS 重新另存为 XLSX"


def read_xlsx(data: bytes) -> Content:
    """The visible sheets of an XLSX file; raises Refused for broken, oversized, locked and empty ones."""
    if data.startswith(OLE):
        return read_xls(data)
    if _holds(data, "xl/workbook.bin"):
        return content("xlsx", sheets_of_xls(data), ())
    sheets, hidden = sheets_of_xlsx(data)
    return content("xlsx", sheets, hidden)


def read_xls(data: bytes) -> Content:
    """The visible sheets of an XLS or ODS file, opened with the default password where it is encrypted."""
    if data.startswith(OLE):
        data = _unlocked(data)
    if _holds(data, "xl/workbook.xml"):
        return read_xlsx(data)
    hidden: list[str] = []
    return content("xls", sheets_of_xls(data, hidden), hidden)


def content(kind: str, sheets: Sequence[Sheet], hidden: Sequence[str]) -> Content:
    """The blocks of sheets with notes on what was left out; raises Refused where nothing is to be seen."""
    notes = [f"隐藏的工作表未读:{'、'.join(hidden)}"] if hidden else []
    for sheet in sheets:
        notes.extend(_hints(sheet))
    blocks = tuple(blocks_of(sheets))
    if not blocks:
        raise Refused(EMPTY)
    return Content(kind, blocks, notes=tuple(notes))


def _hints(sheet: Sheet) -> list[str]:
    name = f"工作表“{sheet.name}”"
    rows = len(sheet.hidden_rows)
    columns = len({column for _, column in sheet.cells} & sheet.hidden_columns)
    hints = [f"{name}有 {rows} 行隐藏,未读"] if rows else []
    return [*hints, *([f"{name}有 {columns} 列隐藏,照样读入"] if columns else []), *sheet.notes]


def _holds(data: bytes, part: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return part in package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _unlocked(data: bytes) -> bytes:
    """The bytes without encryption, where they have any, by the password that needs no asking."""
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        if not office.is_encrypted():
            return data
        plain = io.BytesIO()
        office.load_key(password=DEFAULT_PASSWORD)
        office.decrypt(plain)
    except (InvalidKeyError, DecryptionError) as error:
        raise Refused(LOCKED) from error
    except FileFormatError:
        return data
    except Exception as error:
        raise Refused(BROKEN) from error
    return plain.getvalue()
