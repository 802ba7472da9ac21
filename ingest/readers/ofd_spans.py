"""Tables that go on over the end of a page: one grid, the header once, cells that the page cut made whole."""

from __future__ import annotations

from dataclasses import replace

from ingest.blocks import Cell, Row
from ingest.readers.ofd_grid import Table
from ingest.readers.ofd_lines import joined

SHIFT = 6.0


def goes_on(table: Table, last: Table) -> bool:
    """Whether a page's first table has the columns of the last table of the page before."""
    first, second = ([edge - t.edges[0] for edge in t.edges] for t in (last, table))
    return len(first) == len(second) and all(abs(a - b) < SHIFT for a, b in zip(first, second, strict=True))


def linked(last: Table, table: Table) -> Table:
    """Both as one: a repeated header is left out, and the first row completes the last where the page cut it."""
    rows = list(table.rows)
    for head in last.rows[:3]:
        if not rows or _words(rows[0]) != _words(head):
            break
        rows.pop(0)
    whole = list(last.rows)
    if rows and _is_cut(rows[0], whole):
        whole = _completed(whole, rows.pop(0))
    shift = len(whole) - (len(table.rows) - len(rows))
    moved = [tuple(replace(c, origin=(c.origin[0] + shift, c.origin[1])) for c in row) for row in rows]
    return Table(last.box, last.edges, tuple(_filled(whole, moved)))


def _words(row: Row) -> list[str]:
    return ["".join(cell.text.split()) for cell in row]


def _is_cut(row: Row, above: list[Row]) -> bool:
    """Whether a row begins without its number and leaves at least half of its cells empty."""
    filled = [bool(cell.text) for cell in row]
    return len(above) > 1 and not filled[0] and any(filled) and 2 * sum(filled) <= len(filled)


def _completed(rows: list[Row], rest: Row) -> list[Row]:
    """The rows with the last one's cells, wherever they reach, ending in the words of the rest."""
    ends: dict[tuple[int, int], Cell] = {}
    for cell, more in zip(rows[-1], rest, strict=True):
        if more.text and cell.origin not in ends:
            ends[cell.origin] = _appended(cell, more)
    return [tuple(ends.get(cell.origin, cell) for cell in row) for row in rows]


def _appended(cell: Cell, more: Cell) -> Cell:
    text = joined([cell.text, more.text])
    start = len(text) - len(more.text)
    runs = [replace(run, start=run.start + start, end=run.end + start) for run in more.runs]
    return Cell(text, cell.origin, (*cell.runs, *runs))


def _filled(above: list[Row], rows: list[Row]) -> list[Row]:
    """All rows; an empty cell at the top of a page that a merged cell of the page before reaches is that cell."""
    if not above or not rows:
        return above + rows
    reached = dict(enumerate(above[-1]))
    joins = {
        cell.origin: reached[at]
        for at, cell in enumerate(rows[0])
        if not cell.text and (_is_tall(cell, rows, at) or _is_tall(reached[at], above[::-1], at))
    }
    return above + [tuple(joins.get(cell.origin, cell) for cell in row) for row in rows]


def _is_tall(cell: Cell, rows: list[Row], column: int) -> bool:
    return len(rows) > 1 and rows[1][column].origin == cell.origin
