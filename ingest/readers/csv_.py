"""CSV files: UTF-8, UTF-16 or GB18030, with commas or the other marks that programs write."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable

from ingest.blocks import Content
from ingest.errors import Refused
from ingest.readers.sheets import content
from ingest.readers.sheets_grid import MAX_ROWS, Sheet

MARKS = ",\t;|"
SAMPLE = 20_000
MAX_FIELD = 1_000_000
BINARY = "内容不是文本(可能是改了后缀的二进制文件),请用 Excel 或 WPS 重新另存为 CSV"
UNKNOWN = "编码无法识别,请另存为 UTF-8 或 GB18030 的 CSV"
MORE = "表格太大,只读了前面的部分"


def read_csv(data: bytes) -> Content:
    """The rows of a CSV file as tables; raises Refused for bytes that are no text and for empty files."""
    text = _text(data)
    csv.field_size_limit(MAX_FIELD)
    sheet = Sheet("")
    try:
        _fill(sheet, csv.reader(io.StringIO(text, newline=""), delimiter=_mark(text)))
    except csv.Error as error:
        raise Refused("CSV 有超长的单元格或引号不成对,请用 Excel 或 WPS 重新另存") from error
    return content("csv", [sheet], ())


def _fill(sheet: Sheet, rows: Iterable[list[str]]) -> None:
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if row > MAX_ROWS or not sheet.put(row, column, value):
                sheet.notes.append(MORE)
                return


def _text(data: bytes) -> str:
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise Refused(BINARY)
        return text
    raise Refused(UNKNOWN)


def _mark(text: str) -> str:
    """The mark that most lines hold equally often; the comma where no other does better."""
    lines = [line for line in text[:SAMPLE].splitlines() if line.strip()][:50]
    return max(MARKS, key=lambda mark: _steadiness(lines, mark))


def _steadiness(lines: list[str], mark: str) -> int:
    counts = Counter(line.count(mark) for line in lines)
    return max((seen for number, seen in counts.items() if number), default=0)
