"""The rows between two rules of a table: lines of wrapped cells belong together, by distance or by what they fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_open_columns import Columns

CLOSE = 1.3
CLEAR = 0.3


@dataclass(slots=True)
class Block:
    """Lines that overlap in height, as those of cells set to the middle do, and the columns that they fill."""

    top: float
    bottom: float
    base: float
    size: float
    filled: set[int]


def blocks_of(lines: Sequence[Line], columns: Columns) -> list[Block]:
    """The lines of a part of a table as blocks from top to bottom."""
    blocks: list[Block] = []
    for line in sorted(lines, key=lambda line: line.base):
        filled = columns.filled(line)
        if blocks and line.top < blocks[-1].bottom - 0.1 * line.size:
            last = blocks[-1]
            last.bottom, last.base = max(last.bottom, line.bottom), line.base
            last.filled |= filled
        else:
            blocks.append(Block(line.top, line.bottom, line.base, line.size, filled))
    return blocks


def rows_of(blocks: list[Block], *, header: bool, ruled: bool, numbered: bool) -> list[tuple[float, float]]:
    """The top and bottom of each row; `ruled` says that rules part rows, `numbered` that a number begins each row."""
    if not blocks:
        return []
    return [(row[0].top, row[-1].bottom) for row in _grouped(blocks, header, ruled, numbered)]


def _grouped(blocks: list[Block], header: bool, ruled: bool, numbered: bool) -> list[list[Block]]:
    if header or len(blocks) == 1 or sum(1 for block in blocks if len(block.filled) > 1) == 1:
        return [blocks]
    begun = sum(1 for block in blocks if 0 in block.filled)
    if ruled and begun < 2 and len({frozenset(block.filled - {0}) for block in blocks}) > 1:
        return [blocks]
    apart = _apart(blocks)
    if apart:
        return apart
    if numbered and 0 in blocks[0].filled and begun < len(blocks):
        return _cut(blocks, [0 in block.filled for block in blocks[1:]])
    near = [b.base - a.base < CLOSE * b.size for a, b in pairwise(blocks)]
    return _cut(blocks, [not (close and _is_rest(a, b)) for close, (a, b) in zip(near, pairwise(blocks), strict=True)])


def _is_rest(above: Block, block: Block) -> bool:
    return len(block.filled) == 1 or len(above.filled) == 1


def _apart(blocks: list[Block]) -> list[list[Block]]:
    """The rows that wider gaps part; nothing where gaps are alike, or where a row would hold two whole lines."""
    gaps = [b.top - a.bottom for a, b in pairwise(blocks)]
    if max(gaps) - min(gaps) < CLEAR * blocks[0].size:
        return []
    rows = _cut(blocks, [gap > (max(gaps) + min(gaps)) / 2 for gap in gaps])
    return rows if all(len(row) == 1 or _is_wrapped(row) for row in rows) else []


def _is_wrapped(row: list[Block]) -> bool:
    """Whether lines can be of one row: some column is filled in one of them only."""
    every = set().union(*(block.filled for block in row))
    return any(sum(1 for block in row if column in block.filled) == 1 for column in every)


def _cut(blocks: list[Block], cuts: list[bool]) -> list[list[Block]]:
    rows = [[blocks[0]]]
    for block, cut in zip(blocks[1:], cuts, strict=True):
        if cut:
            rows.append([block])
        else:
            rows[-1].append(block)
    return rows
