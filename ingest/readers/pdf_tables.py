"""Tables over page breaks: rows go on with the table of the page before, a cut row is made whole."""

from __future__ import annotations

from ingest.blocks import Block, Cell, Row, Run
from ingest.readers.pdf_grid import Grid
from ingest.readers.pdf_lines import joined, squashed

NEAR, ABOUT = 6.0, 30.0
SHORT = 12


class Table:
    """A table as it grows over pages: its column edges and its rows."""

    def __init__(self, grid: Grid) -> None:
        self.xs = grid.xs
        self.open = grid.open
        self.page = grid.page
        self.rows = grid.rows()
        self.head = _head(self.rows)

    def goes_on(self, grid: Grid) -> bool:
        """Whether a grid at the top of the next page has the same columns."""
        if len(self.xs) != len(grid.xs):
            return False
        apart = [abs(a - b) for a, b in zip(self.xs, grid.xs, strict=True)]
        inner = ABOUT if self.open and grid.open else NEAR
        return max(apart[0], apart[-1]) < NEAR and max(apart[1:-1], default=0.0) < inner

    def add(self, grid: Grid) -> None:
        """Join the rows of the next page; its header rows are left out where they repeat this table's."""
        self.page = grid.page
        rows = grid.rows()
        while rows and self.head and any(_same(rows[0], head) for head in self.head):
            rows = rows[1:]
        tall = len(rows) > 1 and rows[0][0].origin == rows[1][0].origin
        if rows and self.rows and _is_rest(self.rows[-1], rows[0], tall=tall):
            self._finish(rows[0])
            rows = _under(self.rows[-1], rows[0], rows[1:])
        elif rows and self.rows:
            rows = _carried(self.rows, rows)
        self.rows += [_shifted(row, len(self.rows) + 1 + grid.page * 1000) for row in rows]

    def _finish(self, rest: Row) -> None:
        last = self.rows[-1]
        done: dict[tuple[int, int], Cell] = {}
        for cell, more in zip(last, rest, strict=True):
            if more.text and cell.origin not in done:
                done[cell.origin] = _grown(cell, more)
        self.rows = [tuple(done.get(cell.origin, cell) for cell in row) for row in self.rows]

    def block(self) -> Block:
        """The table as a block, origins counted anew."""
        first: dict[tuple[int, int], tuple[int, int]] = {}
        rows = []
        for r, row in enumerate(self.rows):
            cells = []
            for c, cell in enumerate(row):
                first.setdefault(cell.origin, (r, c))
                cells.append(Cell(cell.text, first[cell.origin], cell.runs))
            rows.append(tuple(cells))
        return Block("table", rows=tuple(rows))


def _head(rows: list[Row]) -> list[Row]:
    """The rows that a repeated header could repeat: the first three."""
    return rows[:3]


def _same(one: Row, two: Row) -> bool:
    return [squashed(cell.text) for cell in one] == [squashed(cell.text) for cell in two]


def _shifted(row: Row, step: int) -> Row:
    return tuple(
        cell if cell.origin[0] < 0 else Cell(cell.text, (cell.origin[0] + step, cell.origin[1]), cell.runs)
        for cell in row
    )


def _under(last: Row, rest: Row, rows: list[Row]) -> list[Row]:
    """Rows with the cells that reach down from the rest of a cut row read as that row's."""
    reach = {part.origin: cell for cell, part in zip(last, rest, strict=True)}
    return [tuple(_kept(reach[cell.origin]) if cell.origin in reach else cell for cell in row) for row in rows]


def _kept(cell: Cell) -> Cell:
    """A cell of the page before, with an origin that no cell of the new page has."""
    row, column = cell.origin
    return Cell(cell.text, (row if row < 0 else -1 - row, column), cell.runs)


def _is_rest(last: Row, rest: Row, *, tall: bool) -> bool:
    """Whether a page's first row is the rest of the row before: cells that name it are empty."""
    filled = [(a.text, b.text) for a, b in zip(last, rest, strict=True) if b.text]
    missing = [a.text for a, b in zip(last, rest, strict=True) if a.text and not b.text]
    if not filled or not missing or len({cell.origin for cell in rest}) == 1:
        return False
    if len({cell.origin for cell in last}) == 1 or not all(a for a, _ in filled):
        return False
    if not tall and not rest[0].text and last[0].text.strip(".、").isdigit():
        return True
    return all(a[-1] not in "。；！？" for a, _ in filled) and len(filled) * 2 <= len(last)


def _grown(cell: Cell, more: Cell) -> Cell:
    text = cell.text + joined(cell.text, more.text)
    runs = tuple(Run(run.start + len(text), run.end + len(text), run.place) for run in more.runs)
    return Cell(text + more.text, cell.origin, cell.runs + runs)


def _carried(above: list[Row], rows: list[Row]) -> list[Row]:
    """Rows whose empty first cells go on with a merged cell of the page before."""
    last = above[-1]
    for column, cell in enumerate(last):
        tall = len(above) > 1 and above[-2][column].origin == cell.origin
        wide = sum(1 for other in last if other.origin == cell.origin) > 1
        origin = rows[0][column].origin
        high = len(rows) > 1 and rows[1][column].origin == origin
        if cell.text and not wide and not rows[0][column].text and (tall or high):
            rows = [tuple(_kept(cell) if each.origin == origin else each for each in row) for row in rows]
    return rows
