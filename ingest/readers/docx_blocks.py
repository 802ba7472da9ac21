"""Blocks made of what a Word or OpenDocument file holds: lines of a paragraph, grids, tables cut by a page, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.blocks import Block, Cell, Place, Row, Run
from ingest.errors import Refused
from ingest.readers.marks import ITEM

Grid = dict[tuple[int, int], Cell]
MAX_CELLS = 400_000
MAX_COLUMNS = 1_000
TOO_MANY = "表格过大(超过 40 万格),请拆分后再读入"
LABEL = re.compile(r"[^\s，。；：:]{2,10}[:：]")
SHORT = 20
ENDED = tuple("。；;！!？?：:")
DATE = re.compile(
    r"(?:\d{4}|[二〇○零一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日$"
)


def lines(text: str) -> list[str]:
    """The paragraphs of a text with line breaks: a break parts numbered items, sentences, dates; others are joined."""
    found: list[str] = []
    for line in (part.strip() for part in text.split("\n")):
        if not line:
            continue
        if not found or _parts(found[-1], line):
            found.append(line)
        else:
            found[-1] = glued(found[-1], line)
    return found


def _parts(left: str, right: str) -> bool:
    """Whether a break between two lines ends a paragraph: after a sentence or a numbered title, before an item."""
    ended = left.endswith(ENDED) or (len(left) < SHORT and bool(ITEM.match(left)))
    return ended or any(form.match(right) for form in (ITEM, LABEL, DATE))


def glued(left: str, right: str) -> str:
    """Two parts of one line: with a space between letters or digits, without one beside Chinese."""
    return f"{left} {right}" if left[-1:].isascii() and right[:1].isascii() else left + right


def rectangle(grid: Grid) -> tuple[Row, ...]:
    """Rows of equal width; positions that no cell covers are empty cells of their own; raises Refused for too many."""
    height = 1 + max((row for row, _ in grid), default=-1)
    width = 1 + max((column for _, column in grid), default=-1)
    if height * width > MAX_CELLS:
        raise Refused(TOO_MANY)
    return tuple(
        tuple(grid.get((row, column)) or Cell("", (row, column)) for column in range(width)) for row in range(height)
    )


def table(rows: tuple[Row, ...]) -> list[Block]:
    """A table's block; of a single cell its text as a paragraph; nothing where no cell has text."""
    if not any(cell.text for row in rows for cell in row):
        return []
    if len({cell.origin for row in rows for cell in row}) == 1:
        return [Block("paragraph", rows[0][0].text)]
    return [Block("table", rows=rows)]


def words(block: Block) -> Iterator[str]:
    """The texts of a block inside a cell: of a table's cells each one."""
    if block.kind != "table":
        yield block.text
        return
    cells = {cell.origin: cell.text for row in block.rows for cell in row}
    yield from (text for text in cells.values() if text)


def joined(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with tables that a page cut in two made one."""
    found: list[Block] = []
    for block in blocks:
        whole = _continued(found[-1], block) if found else None
        if whole is not None:
            found[-1] = whole
        else:
            found.append(block)
    return found


def _continued(above: Block, below: Block) -> Block | None:
    """Two tables as one where a page cut them: as many columns, and the second begins with empty first cells.

    The empty cells are the rest of a merged cell above the cut, and take its text. None where the second is its own.
    """
    if above.kind != "table" or below.kind != "table" or len(above.rows[0]) != len(below.rows[0]):
        return None
    first = below.rows[0]
    empty = next((at for at, cell in enumerate(first) if cell.text), len(first))
    if not 0 < empty < len(first):
        return None
    last, shift = above.rows[-1], len(above.rows)
    over = {cell.origin: last[at] for at, cell in enumerate(first[:empty]) if cell.origin == (0, at)}
    return replace(above, rows=above.rows + tuple(tuple(_moved(cell, over, shift) for cell in r) for r in below.rows))


def _moved(cell: Cell, over: dict[tuple[int, int], Cell], shift: int) -> Cell:
    return over.get(cell.origin) or replace(cell, origin=(cell.origin[0] + shift, cell.origin[1]))


def placed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with their places: paragraphs of the body and tables counted from 1, cells by row and column."""
    paragraphs = tables = 0
    for block in blocks:
        if block.kind == "table":
            tables += 1
            yield replace(block, rows=tuple(tuple(_at(cell, tables) for cell in row) for row in block.rows))
        elif block.kind == "note":
            yield replace(block, runs=(Run(0, len(block.text), Place()),))
        else:
            paragraphs += 1
            yield replace(block, runs=(Run(0, len(block.text), Place(paragraph=paragraphs)),))


def _at(cell: Cell, count: int) -> Cell:
    row, column = cell.origin
    place = Place(table=count, row=row + 1, column=column + 1)
    return replace(cell, runs=(Run(0, len(cell.text), place),) if cell.text else ())
