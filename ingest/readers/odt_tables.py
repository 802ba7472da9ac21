"""The grid of an OpenDocument table: cells that span columns and rows, cells and rows that are repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.blocks import Cell
from ingest.errors import Refused
from ingest.readers.docx_blocks import MAX_CELLS, MAX_COLUMNS, TOO_MANY, Grid
from ingest.readers.docx_package import Node, number
from ingest.readers.odt_styles import TABLE

GROUPS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
MAX_REPEATS = 1_000


def grid_of(table: Node, text: Callable[[Node], str]) -> Grid:
    """Each position that a cell covers → the cell; `text` gives the words of a table:table-cell."""
    grid: Grid = {}
    at = 0
    for row in _rows(table):
        for _ in range(_times(row, "number-rows-repeated", MAX_REPEATS)):
            _row(grid, at, row, text)
            at += 1
            if len(grid) > MAX_CELLS:
                raise Refused(TOO_MANY)
    return grid


def _row(grid: Grid, at: int, row: Node, text: Callable[[Node], str]) -> None:
    column = 0
    for node in row:
        if node.tag not in CELLS:
            continue
        words = text(node) if node.tag == CELLS[0] else ""
        for _ in range(_times(node, "number-columns-repeated", MAX_COLUMNS - column)):
            if node.tag == CELLS[0] and (at, column) not in grid:
                _cover(grid, Cell(words, (at, column)), node)
            column += 1


def _cover(grid: Grid, cell: Cell, node: Node) -> None:
    row, column = cell.origin
    height = _times(node, "number-rows-spanned", MAX_REPEATS)
    width = _times(node, "number-columns-spanned", max(MAX_COLUMNS - column, 1))
    if height * width > MAX_CELLS:
        raise Refused(TOO_MANY)
    for down in range(row, row + height):
        for across in range(column, column + width):
            grid.setdefault((down, across), cell)


def _rows(parent: Node) -> Iterator[Node]:
    for node in parent:
        if node.tag == TABLE + "table-row":
            yield node
        elif node.tag in GROUPS:
            yield from _rows(node)


def _times(node: Node, name: str, most: int) -> int:
    return min(max(number(node.get(TABLE + name), 1), 1), max(most, 0))
