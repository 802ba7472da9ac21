"""XLSX parts to sheets: streamed, without external entities, bounded whatever the file says of its size."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from lxml import etree
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.utils.escape import unescape

from ingest.errors import Refused
from ingest.readers.sheets_format import GENERAL, code_of, plain, shown
from ingest.readers.sheets_grid import MAX_ROWS, Area, Sheet

MAX_PARTS = 5_000
MAX_EXPANDED = 500_000_000
MAX_SMALL = 100_000_000
MAX_RATIO = 200
MAX_STRINGS = 100_000_000
MAX_SEEN = 4_000_000
BROKEN = "电子表格已损坏或结构不完整,请用 Excel 或 WPS 重新另存为 XLSX"
BOMB = "电子表格解压后过大(疑似压缩炸弹),请拆分后再读入"
UNSAVED = "有公式没有存下计算结果,这些单元格读作空白,请用 Excel 或 WPS 打开后保存再读入"
MORE = "工作表“{}”太大,只读了前面的部分"
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
Element = Any  # lxml has no types


@dataclass(slots=True)
class Book:
    """What the cells of all sheets refer to: shared strings, format codes by style, and the first day."""

    strings: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    epoch: datetime = WINDOWS_EPOCH


def sheets_of(data: bytes) -> tuple[list[Sheet], list[str]]:
    """The visible sheets and the names of the hidden ones; raises Refused for broken and oversized packages."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check(package)
            return _sheets(package)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Refused(BROKEN) from error
    except (etree.XMLSyntaxError, KeyError, ValueError, IndexError, OverflowError, zlib.error) as error:
        raise Refused(BROKEN) from error


def check(package: zipfile.ZipFile) -> None:
    """Refuse a package of too many or too large parts before any is opened."""
    parts = package.infolist()
    expanded = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MAX_PARTS or expanded > MAX_EXPANDED or (expanded > MAX_SMALL and expanded > MAX_RATIO * packed):
        raise Refused(BOMB)


def _sheets(package: zipfile.ZipFile) -> tuple[list[Sheet], list[str]]:
    names = {name.replace("\\", "/").lstrip("/").lower(): name for name in package.namelist()}
    root = _tree(package, names["xl/workbook.xml"])
    targets = _targets(package, names)
    book = _book(package, names, root)
    sheets, hidden, seen = [], [], 0
    for element in root.iterfind(".//{*}sheets/{*}sheet"):
        part = targets.get(element.get(RELATION) or element.get(STRICT_RELATION) or "", "")
        if element.get("state", "visible") != "visible":
            hidden.append(element.get("name", ""))
        elif "sheets/" in part and "chartsheets" not in part and part in names:
            sheet = Sheet(element.get("name", ""))
            with package.open(names[part]) as source:
                seen = _fill(sheet, source, book, seen)
            sheets.append(sheet)
    return sheets, hidden


def _targets(package: zipfile.ZipFile, names: dict[str, str]) -> dict[str, str]:
    root = _tree(package, names["xl/_rels/workbook.xml.rels"])
    return {
        e.get("Id", ""): posixpath.normpath(posixpath.join("/xl", e.get("Target", "").replace("\\", "/")))[1:].lower()
        for e in root.iterfind("{*}Relationship")
    }


def _book(package: zipfile.ZipFile, names: dict[str, str], root: Element) -> Book:
    book = Book()
    if (setting := root.find("{*}workbookPr")) is not None and setting.get("date1904") in ("1", "true"):
        book.epoch = MAC_EPOCH
    if name := names.get("xl/styles.xml"):
        styles = _tree(package, name)
        own = {int(e.get("numFmtId", 0)): e.get("formatCode", "") for e in styles.iterfind(".//{*}numFmts/{*}numFmt")}
        book.codes = [code_of(int(e.get("numFmtId", 0)), own) for e in styles.iterfind("{*}cellXfs/{*}xf")]
    if name := names.get("xl/sharedstrings.xml"):
        with package.open(name) as source:
            book.strings = list(_strings(source))
    return book


def _strings(source: IO[bytes]) -> Iterator[str]:
    left = MAX_STRINGS
    for element in _parts(source, "{*}si"):
        text = _rich(element)
        left -= len(text)
        if left < 0:
            raise Refused(BOMB)
        yield text


def _fill(sheet: Sheet, source: IO[bytes], book: Book, seen: int) -> int:
    """Put the cells of a sheet's part into it; stops with a note at the caps; gives the cells seen so far."""
    row = 0
    for element in _parts(source, ("{*}row", "{*}mergeCell", "{*}col")):
        kind = etree.QName(element).localname
        if kind == "col":
            _hide_columns(sheet, element)
        elif kind == "mergeCell":
            sheet.merged.extend(_area(element.get("ref", "")))
        else:
            row = int(element.get("r") or row + 1)
            seen += len(element)
            if element.get("hidden") in ("1", "true") or element.get("ht") == "0":
                sheet.hidden_rows.add(row)
            elif row > MAX_ROWS or seen > MAX_SEEN or not _row(sheet, row, element, book):
                sheet.notes.append(MORE.format(sheet.name))
                break
    return seen


def _row(sheet: Sheet, row: int, element: Element, book: Book) -> bool:
    column = 0
    for cell in element.iterfind("{*}c"):
        place = REFERENCE.match(cell.get("r", ""))
        column = column_index_from_string(place[1]) if place else column + 1
        text = _text(cell, book)
        if not text and UNSAVED not in sheet.notes and cell.find("{*}f") is not None and not cell.findtext("{*}v"):
            sheet.notes.append(UNSAVED)
        if not sheet.put(row, column, text):
            return False
    return True


def _text(cell: Element, book: Book) -> str:
    kind, value = cell.get("t", "n"), cell.findtext("{*}v")
    if kind == "inlineStr":
        return "".join(_rich(e) for e in cell.iterfind("{*}is"))
    if value is None:
        return ""
    if kind == "s":
        index = int(value)
        return book.strings[index] if 0 <= index < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "d":
        return str(value).partition("T00:00")[0].replace("T", " ")
    return str(unescape(value)) if kind in ("str", "e") else _number(str(value), cell.get("s", "0"), book)


def _number(value: str, style: str, book: Book) -> str:
    try:
        number, index = float(value), int(style)
    except ValueError:
        return value
    code = book.codes[index] if 0 <= index < len(book.codes) else GENERAL
    if code in (GENERAL, "@") or number - number != 0:
        return plain(number) if number - number == 0 else value
    return shown(number, code, epoch=book.epoch)


def _rich(element: Element) -> str:
    """The text of a string and of its runs, without the pinyin above it."""
    texts = [e.text or "" for e in element.iterfind("{*}t")]
    texts += [e.text or "" for e in element.iterfind("{*}r/{*}t")]
    return str(unescape("".join(texts)))


def _hide_columns(sheet: Sheet, element: Element) -> None:
    if element.get("hidden") in ("1", "true"):
        sheet.hidden_columns.update(range(int(element.get("min", 1)), min(int(element.get("max", 1)), 16_384) + 1))


def _area(reference: str) -> Iterator[Area]:
    ends = [REFERENCE.match(part) for part in reference.split(":")]
    if len(ends) == 2 and ends[0] and ends[1]:
        left, right = (column_index_from_string(end[1]) for end in ends if end)
        yield int(ends[0][2]), left, int(ends[1][2]), right


def _tree(package: zipfile.ZipFile, name: str) -> Element:
    if package.getinfo(name).file_size > MAX_SMALL:
        raise Refused(BOMB)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(package.read(name), parser)


def _parts(source: IO[bytes], tag: str | tuple[str, ...]) -> Iterator[Element]:
    """The elements of a part as they end, each freed after its use."""
    for _, element in etree.iterparse(source, tag=tag, resolve_entities=False, no_network=True, load_dtd=False):
        yield element
        element.clear()
        while element.getprevious() is not None and element.getparent() is not None:
            del element.getparent()[0]
