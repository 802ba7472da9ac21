"""The one block model of all readers: headings, paragraphs, notes and tables, each with its place in the file.

Parsing sees blocks and never a format. A reader is a function from a file's bytes to its `Content`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where text stands in its file; counts begin with 1, 0 or empty where the format has no such thing.

    `page` and `box` (left, top, right, bottom in points from the page's upper left corner) for PDF and OFD;
    `paragraph` for DOCX, DOC and HTML; `table`, `row`, `column` for a cell; `sheet` for XLSX, with row and column.
    """

    page: int = 0
    box: Box | None = None
    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters [start, end) of a block's or cell's text that stand at one place (a line of a PDF, a whole cell)."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid; a merged cell is repeated at every position it covers, all with the `origin` (row, column)."""

    text: str
    origin: tuple[int, int]
    runs: tuple[Run, ...] = ()


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 1-9, where the format says so), paragraph, note (footnote, endnote) or table.

    `text` is of all kinds but table, without line breaks; `rows` is a rectangular grid, of tables only.
    """

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[Row, ...] = ()
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a page links to, by the words of the link and its address as written."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader gives: the blocks in reading order, the true format, and what it left out or could not read.

    `textless` tells that some pages are pictures, whose text would have to be recognised.
    """

    format: str
    blocks: tuple[Block, ...]
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = field(default=())
    textless: bool = False
