"""OFD, the fixed layout of Chinese offices: characters and lines at coordinates become paragraphs and tables."""

from __future__ import annotations

from dataclasses import replace

from ingest.blocks import Block, Cell, Content, Row, Run
from ingest.errors import Refused
from ingest.readers.ofd_columns import columned
from ingest.readers.ofd_flow import Paged, Paragraph, flow, without_furniture
from ingest.readers.ofd_grid import Table, tables_of
from ingest.readers.ofd_objects import Drawn
from ingest.readers.ofd_package import Reader, Sheet
from ingest.readers.ofd_spans import goes_on, linked

GLYPHS = 2_000_000
MARGIN = 6.0


def read_ofd(data: bytes) -> Content:
    """The paragraphs and tables of all documents in an OFD package; raises Refused, also for one of pictures only."""
    pages: list[Paged] = []
    turned: dict[int, Sheet] = {}
    count = pictures = 0
    for number, sheet in enumerate(Reader(data).sheets(), 1):
        count, pictures = count + len(sheet.drawn.glyphs), pictures + sheet.drawn.pictures
        if count > GLYPHS:
            raise Refused(f"OFD 超过 {GLYPHS // 10_000} 万字,请拆分后再读入")
        pages.append(_paged(sheet, number))
        if sheet.turn:
            turned[number] = replace(sheet, drawn=Drawn())
    blocks = [_shown(block, turned) for block in _blocks(pages)]
    if not blocks:
        raise Refused("OFD 里没有文字,只有图片,请先做文字识别(OCR)" if pictures else "OFD 里没有可读的文字")
    return Content("ofd", tuple(blocks))


def _paged(sheet: Sheet, number: int) -> Paged:
    width, height = sheet.upright
    glyphs = [
        glyph
        for glyph in sheet.drawn.glyphs
        if -MARGIN < glyph.left < width + MARGIN and -MARGIN < glyph.bottom < height + MARGIN
    ]
    tables, rest = tables_of(sheet.drawn.rules, glyphs, number)
    lines, gutter = columned(rest, width)
    return Paged(number, width, height, lines, tables, gutter)


def _shown(block: Block, turned: dict[int, Sheet]) -> Block:
    """A block whose boxes are those of the pages as displayed."""
    if not turned:
        return block
    rows = tuple(tuple(replace(c, runs=_placed(c.runs, turned)) for c in row) for row in block.rows)
    return replace(block, rows=rows, runs=_placed(block.runs, turned))


def _placed(runs: tuple[Run, ...], turned: dict[int, Sheet]) -> tuple[Run, ...]:
    return tuple(
        replace(run, place=replace(run.place, box=turned[run.place.page].shown(run.place.box)))
        if run.place.box and run.place.page in turned
        else run
        for run in runs
    )


def _blocks(pages: list[Paged]) -> list[Block]:
    items: list[Paragraph | Table] = []
    ended = 0
    for item in flow(without_furniture(pages)):
        if isinstance(item, Paragraph):
            items.append(item)
            continue
        page, table = item
        last = items[-1] if items else None
        if isinstance(last, Table) and page == ended + 1 and goes_on(table, last):
            items[-1] = linked(last, table)
        else:
            items.append(table)
        ended = page
    numbers = iter(range(1, len(items) + 1))
    return [item.block() if isinstance(item, Paragraph) else _table(item.rows, next(numbers)) for item in items]


def _table(rows: tuple[Row, ...], number: int) -> Block:
    """A table whose cells' places say which cell of which table they are, besides page and box."""
    return Block("table", rows=tuple(tuple(_numbered(cell, number) for cell in row) for row in rows))


def _numbered(cell: Cell, number: int) -> Cell:
    row, column = cell.origin
    runs = (replace(r, place=replace(r.place, table=number, row=row + 1, column=column + 1)) for r in cell.runs)
    return replace(cell, runs=tuple(runs))
