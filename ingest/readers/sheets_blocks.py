"""Sheets to blocks: what stands apart in a sheet becomes tables of its own, titles and notes become paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.blocks import Block, Cell, Place, Run
from ingest.readers.sheets_grid import Grid, Position, Sheet

DEFAULT = re.compile(r"(?:sheet|工作表|表格?)\s*\d*$", re.I)
NOTE = re.compile(r"[（(*※\s]*(?:注|备注|说明|附注|(?:数据|资料|信息)?来源|填表说明|填报说明)\s*\d*\s*[:：.、]|[*※]")
LABEL = re.compile(r"[:：]|单位|日期")
FIGURE = re.compile(r"-?[\d.,]+%?$|\d{4}-\d\d")
MAX_GAP = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a grid between two columns that belong together."""

    rows: tuple[int, ...]
    left: int
    right: int


def blocks_of(sheets: Sequence[Sheet]) -> Iterator[Block]:
    """The blocks of the visible sheets in order; a lone sheet of a default name has no heading."""
    tables = 0
    for sheet in sheets:
        grid = Grid(sheet)
        if sheet.name and grid.rows and not (len(sheets) == 1 and DEFAULT.match(sheet.name)):
            yield Block("heading", sheet.name, 1, runs=_run(sheet.name, Place(sheet=sheet.name)))
        for piece in _pieces(grid):
            for block in _Writer(sheet, grid, piece).blocks(tables + 1):
                tables += block.kind == "table"
                yield block


def _pieces(grid: Grid) -> Iterator[Piece]:
    for band in _bands(grid):
        yield from _columns(grid, band)


def _bands(grid: Grid) -> list[list[int]]:
    """Runs of rows without a blank row between, save where the rows after it plainly go on."""
    bands: list[list[int]] = []
    for row in grid.rows:
        gap = grid.gap(bands[-1][-1], row) if bands else 0
        if bands and (not gap or (gap <= MAX_GAP and _goes_on(grid, bands[-1], row))):
            bands[-1].append(row)
        else:
            bands.append([row])
    return bands


def _goes_on(grid: Grid, band: Sequence[int], row: int) -> bool:
    """Whether a row after a blank one is a record of the table above: figures in the columns of the last record."""
    cells, above = grid.distinct(row), grid.distinct(band[-1])
    figures = [at for at in cells if FIGURE.match(grid.texts[at])]
    edges = grid.columns[row][0] == grid.columns[band[-1]][0] and grid.columns[row][-1] <= grid.columns[band[0]][-1]
    return len(cells) > 1 and len(above) > 1 and bool(figures) and edges


def _columns(grid: Grid, band: list[int]) -> Iterator[Piece]:
    """Side-by-side tables: apart by two blank columns, or by one where the same names begin again."""
    used = sorted({column for row in band for column in grid.columns[row]})
    starts = [used[0]]
    for before, column in pairwise(used):
        if column - before > MAX_GAP or (column - before == MAX_GAP and _repeats(grid, band, starts[-1], column)):
            starts.append(column)
    ends = [max(c for c in used if c < start) for start in starts[1:]] + [used[-1]]
    for left, right in zip(starts, ends, strict=True):
        rows = tuple(row for row in band if any(left <= c <= right for c in grid.columns[row]))
        yield Piece(rows, left, right)


def _repeats(grid: Grid, band: list[int], left: int, right: int) -> bool:
    """Whether a row has the same word at both columns."""
    pairs = (grid.origins.get((row, left)) for row in band[:5]), (grid.origins.get((row, right)) for row in band[:5])
    return any(a and b and a != b and grid.texts[a] == grid.texts[b] for a, b in zip(*pairs, strict=True))


class _Writer:
    """One piece of a sheet as blocks."""

    def __init__(self, sheet: Sheet, grid: Grid, piece: Piece) -> None:
        self.name, self.grid, self.piece = sheet.name, grid, piece
        self.cells = [grid.distinct(row, piece.left, piece.right) for row in piece.rows]
        self.merged = {(a, b): (c, d) for a, b, c, d in sheet.merged}

    def blocks(self, number: int) -> Iterator[Block]:
        """Paragraphs of the title, the table, paragraphs of the notes below."""
        top = next((at for at in range(len(self.cells)) if not self._is_title(at)), len(self.cells))
        end = len(self.cells)
        while end > top and self._is_note(end - 1):
            end -= 1
        yield from self._paragraphs(self.cells[:top])
        body = self.piece.rows[top:end]
        if len({at for cells in self.cells[top:end] for at in cells}) > 1:
            yield Block("table", rows=self._table(body, number))
        else:
            yield from self._paragraphs(self.cells[top:end])
        yield from self._paragraphs(self.cells[end:])

    def _is_title(self, at: int) -> bool:
        """A row of one cell, or of a few labels such as units and dates above a wide header."""
        cells, after = self.cells[at], self.cells[at + 1] if at + 1 < len(self.cells) else []
        if len(cells) == 1:
            return self.merged.get(cells[0], cells[0])[0] <= self.piece.rows[at] or len(after) < 2
        words = [self.grid.texts[cell] for cell in cells]
        return len(after) > 3 and len(cells) * 3 <= len(after) and all(LABEL.search(word) for word in words)

    def _is_note(self, at: int) -> bool:
        """A row of one cell that begins with the word of a note or is merged over half the width."""
        cells = self.cells[at]
        if len(cells) != 1:
            return False
        row, left = cells[0]
        below, right = self.merged.get(cells[0], cells[0])
        wide = below == row and (right - left + 1) * 2 > self.piece.right - self.piece.left + 1 > 1
        return wide or bool(NOTE.match(self.grid.texts[cells[0]]))

    def _paragraphs(self, lines: Iterable[Sequence[Position]]) -> Iterator[Block]:
        for row, column in (at for cells in lines for at in cells):
            text = self.grid.texts[row, column]
            yield Block("paragraph", text, runs=_run(text, Place(sheet=self.name, row=row, column=column)))

    def _table(self, rows: Sequence[int], table: int) -> tuple[tuple[Cell, ...], ...]:
        columns = range(self.piece.left, self.piece.right + 1)
        used = [c for c in columns if any((row, c) in self.grid.origins for row in rows)]
        owners = {(r, c): self.grid.origins.get((row, c), (row, c)) for r, row in enumerate(rows) for c in used}
        owners.update(self._spread(dict(enumerate(rows[:3])), used))
        across, down = {c: at for at, c in enumerate(used)}, {row: at for at, row in enumerate(rows)}
        made: dict[Position, Cell] = {}
        for row, column in owners.values():
            if (row, column) not in made:
                text = self.grid.texts.get((row, column), "")
                place = Place(sheet=self.name, table=table, row=row, column=column)
                made[row, column] = Cell(text, (down[row], across[column]), _run(text, place))
        return tuple(tuple(made[owners[r, c]] for c in used) for r in range(len(rows)))

    def _spread(self, rows: dict[int, int], used: Sequence[int]) -> dict[Position, Position]:
        """Owners of the blank cells of a header in two rows whose cells are not merged."""
        if len(rows) < 3:
            return {}
        first, second, third = ([self.grid.origins.get((row, c)) for c in used] for row in rows.values())
        words = [self.grid.texts[at] for at in (*first, *second) if at]
        split = [a is None and b is not None for a, b in zip(first, second, strict=True)]
        whole = all(a or b for a, b in zip(first, second, strict=True)) and first[0] is not None
        figures = any(FIGURE.match(self.grid.texts[at]) for at in third if at)
        if not (any(split) and whole and figures) or any(FIGURE.match(word) for word in words) or None not in second:
            return {}
        found: dict[Position, Position] = {}
        last = first[0]
        for column, above, below in zip(used, first, second, strict=True):
            last = above or last
            if last:
                found[0, column] = last
                found[1, column] = below or last
        return found


def _run(text: str, place: Place) -> tuple[Run, ...]:
    return (Run(0, len(text), place),) if text else ()
