"""What calamine does not tell of an XLS file: number formats, hidden rows and columns, how far the cells reach."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import olefile
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from ingest.errors import Refused
from ingest.readers.sheets_format import GENERAL, code_of
from ingest.readers.sheets_xlsx import BOMB

BOF, EOF, FORMAT, XF, BOUNDSHEET, DATE1904 = 0x809, 0x0A, 0x41E, 0xE0, 0x85, 0x22
ROW, COLINFO, NUMBER, RK, MULRK, FORMULA = 0x208, 0x7D, 0x203, 0x27E, 0xBD, 0x06
VALUES = frozenset((NUMBER, RK, FORMULA, 0xFD, 0x204, 0xD6, 0x205))
MAX_RECORDS = 3_000_000
MAX_REACH = 4_000_000
HIDDEN_ROW, HIDDEN_COLUMN = 0x20, 0x01
Record = tuple[int, bytes]


@dataclass(slots=True)
class Biff:
    """Of one sheet: the format codes of its numbers by (row, column) from 1, and what is hidden."""

    codes: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    epoch: datetime = WINDOWS_EPOCH


def scan(data: bytes) -> dict[str, Biff]:
    """What each sheet of an XLS file holds, by name; nothing for other formats; raises Refused when too wide."""
    if not olefile.isOleFile(io.BytesIO(data)):
        return {}
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as office:
            stream = office.openstream("Workbook").read() if office.exists("Workbook") else b""
        return _scan(stream)
    except (OSError, struct.error, IndexError, UnicodeDecodeError):
        return {}


def _scan(stream: bytes) -> dict[str, Biff]:
    own: dict[int, str] = {}
    styles: list[int] = []
    places: list[tuple[int, str]] = []
    epoch = WINDOWS_EPOCH
    for kind, body in _records(stream, 0):
        if kind == FORMAT:
            own[struct.unpack_from("<H", body)[0]] = _string(body, struct.unpack_from("<H", body, 2)[0], 4)
        elif kind == XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == DATE1904 and body[:1] == b"\1":
            epoch = MAC_EPOCH
        elif kind == BOUNDSHEET:
            places.append((struct.unpack_from("<I", body)[0], _string(body, body[6], 7)))
    codes = [code_of(number, own) for number in styles]
    return {name: _sheet(_records(stream, at), codes, epoch) for at, name in places}


def _sheet(records: Iterator[Record], codes: list[str], epoch: datetime) -> Biff:
    found = Biff(epoch=epoch)
    rows, columns = 0, 0
    for kind, body in records:
        if kind == ROW and struct.unpack_from("<H", body, 12)[0] & HIDDEN_ROW:
            found.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == COLINFO and struct.unpack_from("<H", body, 8)[0] & HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", body)
            found.hidden_columns.update(range(first + 1, min(last, 255) + 2))
        elif kind in VALUES or kind == MULRK:
            for row, column, style in _cells(kind, body):
                rows, columns = max(rows, row), max(columns, column)
                if kind in (NUMBER, RK, MULRK, FORMULA) and style < len(codes) and codes[style] not in (GENERAL, "@"):
                    found.codes[row, column] = codes[style]
    if rows * columns > MAX_REACH:
        raise Refused(BOMB)
    return found


def _cells(kind: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    row, column, style = struct.unpack_from("<HHH", body)
    if kind != MULRK:
        yield row + 1, column + 1, style
        return
    for at in range((len(body) - 6) // 6):
        yield row + 1, column + at + 1, struct.unpack_from("<H", body, 4 + at * 6)[0]


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records of a part of the stream to its end, without those of charts inside it."""
    depth = 0
    for _ in range(MAX_RECORDS):
        if at + 4 > len(stream):
            return
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _string(body: bytes, size: int, flags: int) -> str:
    """A BIFF8 string: its flag byte says whether characters take two bytes."""
    wide = body[flags] & 1
    start = flags + 1
    return body[start : start + size * (1 + wide)].decode("utf-16-le" if wide else "latin-1")
