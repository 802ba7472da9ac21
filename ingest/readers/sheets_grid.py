"""Sheets as sparse cells, and what of them is seen: merged areas filled, hidden rows gone, caps on their size."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

MAX_ROWS = 100_000
MAX_CELLS = 500_000
Position = tuple[int, int]
Area = tuple[int, int, int, int]


@dataclass(slots=True)
class Sheet:
    """The texts of a sheet by (row, column), both from 1; merged areas are (top, left, bottom, right)."""

    name: str
    cells: dict[Position, str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def put(self, row: int, column: int, text: str) -> bool:
        """Keep a text without line breaks; False when the sheet is full and reading must stop."""
        if words := " ".join(text.split("\n")).replace("\r", "").strip():
            self.cells[row, column] = words
        return len(self.cells) < MAX_CELLS


class Grid:
    """The visible cells of a sheet, merged areas filled, as position → origin; `rows` are those with text, in order."""

    def __init__(self, sheet: Sheet) -> None:
        self.texts = {at: text for at, text in sheet.cells.items() if at[0] not in sheet.hidden_rows}
        self.hidden = sorted(sheet.hidden_rows)
        self.origins: dict[Position, Position] = {at: at for at in self.texts}
        self._fill(sheet)
        self.columns: dict[int, list[int]] = {}
        for row, column in self.origins:
            self.columns.setdefault(row, []).append(column)
        self.rows = sorted(self.columns)
        for columns in self.columns.values():
            columns.sort()

    def _fill(self, sheet: Sheet) -> None:
        """Merged areas, up to the last row and column with text, as far as the cap on cells allows."""
        bottom = max((row for row, _ in self.texts), default=0)
        for top, left, below, right in sheet.merged:
            rows = [r for r in range(top, min(below, max(bottom, top)) + 1) if r not in sheet.hidden_rows]
            words = sheet.cells.get((top, left))
            if not words or not rows or len(self.origins) + len(rows) * (right - left + 1) > MAX_CELLS:
                continue
            origin = (rows[0], left)
            self.texts[origin] = words
            self.origins.update(((r, c), origin) for r in rows for c in range(left, right + 1))

    def distinct(self, row: int, left: int = 0, right: int = 1 << 20) -> list[Position]:
        """The cells of a row between two columns, each merged one once."""
        return list(dict.fromkeys(self.origins[row, c] for c in self.columns[row] if left <= c <= right))

    def gap(self, above: int, below: int) -> int:
        """How many visible rows without text stand between two rows."""
        return below - above - 1 - (bisect_left(self.hidden, below) - bisect_left(self.hidden, above + 1))
