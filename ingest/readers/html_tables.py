"""HTML tables to grids: spans filled with their origin, and the tables that only lay out a page told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ingest.blocks import Cell, Place, Row, Run

MAX_COLUMNS = 200
MAX_ROWS = 20_000
MAX_SPAN = 1_000
LONG, FEW_ROWS, MOST = 800, 3, 0.8
Element = Any  # lxml has no types
Spot = tuple[int, int]


@dataclass(slots=True)
class Budget:
    """How many more cells a page's tables may have, and how many more elements may be looked at to judge them."""

    cells: int = 200_000
    work: int = 20_000_000


def rows_of(table: Element) -> list[list[Element]]:
    """The cells of each row of a table, without those of tables inside it."""
    rows = []
    groups = [g for e in table for g in (e if e.tag in ("thead", "tbody", "tfoot") else [e])]
    for row in groups[:MAX_ROWS]:
        cells = [cell for cell in row if cell.tag in ("td", "th")] if row.tag == "tr" else []
        if cells:
            rows.append(cells)
    return rows


def is_layout(table: Element, budget: Budget) -> bool:
    """A table of one cell or one column, one around other tables, or one whose only long cell is the page's text."""
    rows = rows_of(table) if budget.work > 0 else []
    budget.work -= sum(1 for _ in table.iter()) if rows else 0
    if budget.cells <= 0 or max((len(row) for row in rows), default=0) <= 1:
        return True
    if any(cell.tag == "th" for row in rows for cell in row):
        return False
    if sum(1 for _ in table.iter("table")) > 1 and any(_is_large(t) for t in table.iterdescendants("table")):
        return True
    if len(rows) > FEW_ROWS:
        return False
    sizes = [sum(len(t.strip()) for t in cell.itertext()) for row in rows for cell in row]
    return max(sizes) > LONG and max(sizes) > MOST * sum(sizes)


def _is_large(table: Element) -> bool:
    """Whether a table inside another is one of its own: two rows and columns or more."""
    rows = rows_of(table)
    return len(rows) > 1 and max(len(row) for row in rows) > 1


def grid_of(table: Element, text_of: Callable[[Element], str], budget: Budget, number: int) -> tuple[Row, ...]:
    """The rectangular grid of a table; rows without any text are left out at its end."""
    spots: dict[Spot, Cell] = {}
    rows = rows_of(table)
    for at, cells in enumerate(rows):
        column = 0
        for element in cells:
            while (at, column) in spots:
                column += 1
            if column >= MAX_COLUMNS or budget.cells <= 0:
                break
            column = _place(spots, element, (at, column), len(rows), text_of(element), budget, number)
    width = 1 + max((c for _, c in spots), default=-1)
    grid = [tuple(spots.get((r, c)) or Cell("", (r, c)) for c in range(width)) for r in range(len(rows))]
    while grid and not any(cell.text for cell in grid[-1]):
        grid.pop()
    return tuple(grid)


def _place(
    spots: dict[Spot, Cell], element: Element, at: Spot, rows: int, text: str, budget: Budget, number: int
) -> int:
    """Put a cell at every position that it covers; gives the column after it."""
    row, column = at
    below = _span(element.get("rowspan"))
    down = min(row + below if below else rows, rows)
    right = min(column + max(1, _span(element.get("colspan"))), MAX_COLUMNS)
    runs = (Run(0, len(text), Place(table=number, row=row + 1, column=column + 1)),) if text else ()
    cell = Cell(text, at, runs)
    for r in range(row, max(down, row + 1)):
        for c in range(column, right):
            if (r, c) not in spots:
                budget.cells -= 1
                spots[r, c] = cell
    return right


def _span(text: str | None) -> int:
    """A span as written, 0 for one to the table's end, 1 for none or nonsense."""
    text = (text or "1").strip()
    return min(int(text), MAX_SPAN) if text.isascii() and text.isdigit() else 1
