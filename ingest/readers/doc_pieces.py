"""The text of a binary Word file by its piece table alone, for files that the converter rejects.

Paragraphs, fields and the rows of tables are read; numbering, merged cells, notes and hidden text are not.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from ingest.blocks import Block, Cell
from ingest.errors import Refused
from ingest.readers.docx_blocks import MAX_CELLS, MAX_COLUMNS, TOO_MANY, Grid, joined, lines, rectangle, table
from ingest.readers.docx_package import LOCKED
from ingest.readers.docx_text import NO_TEXT

DAMAGED = "Word 文件已损坏,读不出正文,请用 Word 或 WPS 打开后另存为 DOCX"
OLD = "这是 Word 95 或更早的文件,请用 Word 或 WPS 打开后另存为 DOCX"
PAGE = 512
WORD, WORD_97 = 0xA5EC, 0xC1
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200
CLX, PAPERS, LENGTHS, STORIES = 0x1A2, 0x102, 0x4C, 6
BROKEN = (OSError, struct.error, IndexError, ValueError)
COMPRESSED = 0x4000_0000
IN_TABLE, ROW_END, TABLE_SHAPE = 0x2416, 0x2417, 0xD608
ELSEWHERE = (0x6645, 0x6646)
OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)
BEGIN, SEPARATE, END, CELL = "\x13", "\x14", "\x15", "\x07"
SIGNS = str.maketrans({"\x0b": "\n", "\x0e": "\n", "\x1e": "-", **dict.fromkeys(map(chr, (1, 2, 3, 4, 5, 8, 31)))})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph's text without its mark, whether it lies in a table, ends a cell, ends a row."""

    text: str
    inside: bool
    cell: bool
    row: bool


def blocks_of(data: bytes) -> list[Block]:
    """The blocks of a Word 97-2003 file's body and text boxes; raises Refused for locked, older or damaged files."""
    try:
        word, tables = _streams(data)
        text, offsets = _text(word, tables)
        length = _long(word, LENGTHS)
        body = _blocks(_paragraphs(text[:length], offsets, *_properties(word, tables)))
        return [*joined(body), *_boxes(word, text)]
    except BROKEN as error:
        raise Refused(DAMAGED) from error


def boxes_of(data: bytes) -> list[Block]:
    """The paragraphs of a file's text boxes, one after the other; none where they cannot be read."""
    try:
        word, tables = _streams(data)
        return _boxes(word, _text(word, tables)[0])
    except (*BROKEN, Refused):
        return []


def _boxes(word: bytes, text: str) -> list[Block]:
    """The story of text boxes, which stands behind those of the body, notes, headers and comments."""
    sizes = [_long(word, LENGTHS + 4 * at) for at in range(STORIES + 1)]
    story = text[sum(sizes[:-1]) :][: sizes[-1]]
    shown = "".join(_shown(story)).translate(SIGNS)
    return [Block("paragraph", line) for part in re.split("[\r\x07\x0c]", shown) for line in lines(part)]


def _streams(data: bytes) -> tuple[bytes, bytes]:
    with olefile.OleFileIO(data) as container:
        word = container.openstream("WordDocument").read()
        flags = _short(word, 0x0A)
        if flags & ENCRYPTED:
            raise Refused(LOCKED)
        if _short(word, 0) != WORD or _short(word, 2) < WORD_97:
            raise Refused(OLD)
        return word, container.openstream("1Table" if flags & SECOND_TABLE else "0Table").read()


def _blocks(paragraphs: Iterator[Paragraph]) -> Iterator[Block]:
    grid: Grid = {}
    row = column = 0
    cell: list[str] = []
    for paragraph in paragraphs:
        if not paragraph.inside:
            yield from table(rectangle(grid))
            grid, row, column, cell = {}, 0, 0, []
            yield from (Block("paragraph", line) for line in lines(paragraph.text))
        elif paragraph.row:
            row, column, cell = row + 1, 0, []
        else:
            cell += lines(paragraph.text)
            if paragraph.cell and column < MAX_COLUMNS:
                grid[row, column] = Cell(" ".join(cell), (row, column))
                column, cell = column + 1, []
        if len(grid) > MAX_CELLS:
            raise Refused(TOO_MANY)
    yield from table(rectangle(grid))


def _paragraphs(
    text: str, offsets: list[int], starts: list[int], marks: list[tuple[bool, bool]]
) -> Iterator[Paragraph]:
    start = 0
    shown = _shown(text)
    for at, char in enumerate(text):
        if char in "\r\x0c\x07":
            inside, row = marks[max(bisect_right(starts, offsets[at]) - 1, 0)] if marks else (False, False)
            cell = char == CELL
            yield Paragraph("".join(shown[start:at]).translate(SIGNS), inside or cell, cell, row and cell)
            start = at + 1
    yield Paragraph("".join(shown[start:]).translate(SIGNS), False, False, False)


def _text(word: bytes, tables: bytes) -> tuple[str, list[int]]:
    """The characters of all stories and the offset in the stream at which each stands."""
    parts: list[str] = []
    offsets: list[int] = []
    plc = _piece_table(tables[_long(word, CLX) :][: _long(word, CLX + 4)])
    count = (len(plc) - 4) // 12
    for at in range(count):
        first, end = _long(plc, 4 * at), min(_long(plc, 4 * at + 4), len(word))
        place = _long(plc, 4 * (count + 1) + 8 * at + 2)
        wide = not place & COMPRESSED
        place = place & ~COMPRESSED if wide else (place & ~COMPRESSED) // 2
        size = max(end - first, 0) * (2 if wide else 1)
        part = word[place : place + size].decode("utf-16-le" if wide else "cp1252", "replace")
        parts.append(part)
        if len(offsets) > len(word):
            raise ValueError("pieces overlap")
        offsets.extend(place + (2 if wide else 1) * step for step in range(len(part)))
    return "".join(parts), offsets


def _piece_table(clx: bytes) -> bytes:
    at = 0
    while clx[at] == 1:
        at += 3 + _short(clx, at + 1)
    return clx[at + 5 : at + 5 + _long(clx, at + 1)]


def _properties(word: bytes, tables: bytes) -> tuple[list[int], list[tuple[bool, bool]]]:
    """The offsets at which paragraphs begin, in order, and whether each lies in a table and ends a row."""
    plc = tables[_long(word, PAPERS) :][: _long(word, PAPERS + 4)]
    count = max((len(plc) - 4) // 8, 0)
    found: list[tuple[int, tuple[bool, bool]]] = []
    for at in range(count):
        page = word[(_long(plc, 4 * (count + 1) + 4 * at) & 0x3FFFFF) * PAGE :][:PAGE]
        runs = page[PAGE - 1]
        for run in range(runs):
            found.append((_long(page, 4 * run), _marks(page, 2 * page[4 * (runs + 1) + 13 * run])))
    found.sort()
    return [offset for offset, _ in found], [mark for _, mark in found]


def _marks(page: bytes, at: int) -> tuple[bool, bool]:
    if not at:
        return False, False
    size, at = (2 * page[at] - 1, at + 1) if page[at] else (2 * page[at + 1], at + 2)
    single = page[at + 2 : at + size]
    on: dict[int, bool] = {}
    at = 0
    while at + 2 < len(single):
        code = _short(single, at)
        on[code] = bool(single[at + 2])
        at += 2 + _operand(single, at + 2, code)
    return on.get(IN_TABLE, False), on.get(ROW_END, False) or any(code in on for code in ELSEWHERE)


def _operand(single: bytes, at: int, code: int) -> int:
    if code == TABLE_SHAPE:
        return _short(single, at) + 1
    return OPERANDS[code >> 13] or single[at] + 1


def _shown(text: str) -> list[str]:
    """Each character, empty where it is a field's mark, its code, or the result of a table of contents."""
    closed = _closed(text)
    open_fields: list[list[bool]] = []
    shown = [""] * len(text)
    for at, char in enumerate(text):
        if at in closed and char == BEGIN:
            code = text[at + 1 : at + 40].split(maxsplit=1)
            open_fields.append([True, bool(code) and code[0].upper() in NO_TEXT])
        elif at in closed and char == SEPARATE:
            open_fields[-1][0] = False
        elif at in closed:
            open_fields.pop()
        elif char not in (BEGIN, SEPARATE, END) and not any(any(state) for state in open_fields):
            shown[at] = char
    return shown


def _closed(text: str) -> set[int]:
    """The positions of the marks of fields that begin and end."""
    stack: list[list[int]] = []
    found: set[int] = set()
    for at, char in enumerate(text):
        if char == BEGIN:
            stack.append([at])
        elif char == SEPARATE and stack:
            stack[-1].append(at)
        elif char == END and stack:
            found.update((*stack.pop(), at))
    return found


def _short(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at)[0])


def _long(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])
