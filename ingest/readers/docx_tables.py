"""The grid of a Word table: columns that cells span, cells merged downwards, rows that tracked changes took away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.blocks import Cell
from ingest.errors import Refused
from ingest.readers.docx_blocks import MAX_CELLS, MAX_COLUMNS, TOO_MANY, Grid
from ingest.readers.docx_package import Node, W, is_on, number, value

WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))


def cells_of(table: Node) -> list[list[Node]]:
    """The cells of each row that is shown, in order."""
    return [list(_below(row, "tc")) for row in _below(table, "tr") if not _is_gone(row)]


def grid_of(table: Node, text: Callable[[Node], str]) -> Grid:
    """Each position that a cell covers → the cell; `text` gives the words of a w:tc."""
    grid: Grid = {}
    at = 0
    for row in _below(table, "tr"):
        if not _is_gone(row):
            _row(grid, at, row, text)
            at += 1
            if len(grid) > MAX_CELLS:
                raise Refused(TOO_MANY)
    return grid


def _row(grid: Grid, at: int, row: Node, text: Callable[[Node], str]) -> None:
    column = min(max(number(value(row, "trPr/gridBefore")), 0), MAX_COLUMNS)
    for node in _below(row, "tc"):
        width = min(max(number(value(node, "tcPr/gridSpan"), 1), 1), MAX_COLUMNS)
        words = text(node)
        cell = _merged(grid, at, column, node, words) or Cell(words, (at, column))
        for covered in range(column, min(column + width, MAX_COLUMNS)):
            grid[at, covered] = cell
        column += width


def _merged(grid: Grid, at: int, column: int, node: Node, words: str) -> Cell | None:
    """The cell of which this one is a further part, above or to the left; None for a cell of its own."""
    properties = node.find(W + "tcPr")
    for name, position in (("vMerge", (at - 1, column)), ("hMerge", (at, column - 1))):
        mark = properties.find(W + name) if properties is not None else None
        above = grid.get(position)
        if mark is not None and mark.get(W + "val") != "restart" and above is not None and words in ("", above.text):
            return above
    return None


def _is_gone(row: Node) -> bool:
    """Whether a row is hidden or deleted by a tracked change."""
    properties = row.find(W + "trPr")
    return properties is not None and (properties.find(W + "del") is not None or bool(is_on(properties, "hidden")))


def _below(parent: Node, name: str) -> Iterator[Node]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for node in parent:
        if node.tag == W + name:
            yield node
        elif node.tag in WRAPPERS:
            yield from _below(node, name)
