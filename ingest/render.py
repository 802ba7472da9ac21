"""Blocks to the reading text: one line a paragraph, one tabbed line a table row, with the place of every part.

Offsets of evidence count in this text; it depends on the file's bytes alone, so that a quote can be read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.blocks import Block, Cell, Row, Run
from ingest.grids import is_name

BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def render(blocks: Iterable[Block]) -> tuple[str, tuple[Run, ...]]:
    """The reading text of blocks and its runs, in order; a blank line stands before and after each table."""
    parts: list[str] = []
    runs: list[Run] = []
    at = 0
    for line in _lines(blocks):
        for number, cell in enumerate(line):
            gap = "\t" if number else ""
            runs.extend(Run(at + len(gap) + r.start, at + len(gap) + r.end, r.place) for r in cell.runs)
            parts.append(gap + BREAKS.sub(" ", cell.text))
            at += len(parts[-1])
        parts.append("\n")
        at += 1
    return "".join(parts), tuple(runs)


def _lines(blocks: Iterable[Block]) -> Iterator[Row]:
    for block in blocks:
        if block.kind == "table":
            yield ()
            yield from _rows(block.rows)
            yield ()
        else:
            yield (Cell(block.text, (0, 0), block.runs),)


def _rows(rows: tuple[Row, ...]) -> Iterator[Row]:
    """The rows of a grid: captions and section rows as one cell, the header's rows as one, no header twice.

    In a numbered grid the cells that a row shares with the one above stand before its number.
    """
    head = next((at for at, row in enumerate(rows) if not is_whole(row)), len(rows))
    body = head + _header_height(rows[head:])
    header = _joined(rows[head:body])
    yield from (row[:1] for row in rows[:head] if row[0].text.strip())
    if header:
        yield header
    names = [cell.text for cell in header]
    numbered = bool(names) and names[0].split() in (["序号"], ["序", "号"])
    for at, row in enumerate(rows[body:], body):
        if is_whole(row):
            yield row[:1]
        elif [cell.text for cell in row] != names:
            yield _turned(row, at) if numbered else row


def _turned(row: Row, at: int) -> Row:
    """A row behind its number, so that the number stays with the row's words: cells of a group begun above go first."""
    own = row[0].origin[0] == at
    first = next((n for n, cell in enumerate(row) if n and cell.origin[0] == at), len(row)) if own else 1
    return (*row[1:first], row[0], *row[first:])


def is_whole(row: Row) -> bool:
    """Whether one merged cell, or the only one that is not empty of a single column, covers the row."""
    return len({cell.origin for cell in row}) == 1


def _header_height(rows: tuple[Row, ...]) -> int:
    """How many rows the header has: as many as the merged cells of its first row reach down, where names differ."""
    if not rows:
        return 0
    height = 1
    while height < len(rows) and _under(rows[0], rows[height]):
        height += 1
    return height if height < len(rows) else 1


def _under(first: Row, row: Row) -> bool:
    """Whether a row still belongs to the header: a cell of the first row covers it, and it splits another."""
    pairs = list(zip(first, row, strict=False))
    covered = any(above.origin == below.origin for above, below in pairs)
    spread = len({cell.origin for cell in first}) < len(first)
    finer = len({cell.origin for cell in row}) > len({cell.origin for cell in first})
    named = all(is_name(cell.text.strip()) for cell in row)
    return spread and not is_whole(row) and (covered or (finer and named))


def _joined(rows: tuple[Row, ...]) -> Row:
    """One row of the header's rows: the words of each column from top to bottom, each cell once."""
    return tuple(_stacked(column) for column in zip(*rows, strict=False)) if rows else ()


def _stacked(column: tuple[Cell, ...]) -> Cell:
    own = list({cell.origin: cell for cell in column}.values())
    return own[0] if len(own) == 1 else Cell("".join(cell.text for cell in own), own[0].origin, own[0].runs[:1])
