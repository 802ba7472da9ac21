"""Tables whose grid a reader gave: every cell knows its column, so no row is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.normalise import Line

SERIAL = re.compile(r"\d{1,4}[.、]?")
FIGURE = re.compile(r"[\d.,%≥≤>~<\-—/]+")
NAME_MAX = 24
NUMBER = "序号"


@dataclass(frozen=True, slots=True)
class Table:
    """A table in lines [start, end): its column names and the first line after them.

    `flat`: each cell is a line, rows begin with their number; `exact`: columns are by position, of a reader's grid.
    """

    start: int
    body: int
    end: int
    columns: tuple[str, ...]
    flat: bool
    exact: bool = False


def grid_at(lines: Sequence[Line], index: int, last: Table | None) -> Table | None:
    """The grid whose header begins at this line, or the rows that go on after a section row of the last grid."""
    end = next((at for at in range(index + 1, len(lines)) if lines[at].row is None or _begins(lines, at)), len(lines))
    if last and last.exact and not any(line.gap for line in lines[last.end : index + 1]):
        return Table(index, index, end, last.columns, False, True)
    header = [line for line in lines[index:end] if line.row == lines[index].row]
    return Table(index, index + len(header), end, _named(header), False, True) if _is_header(header) else None


def cells_of(lines: Sequence[Line], table: Table) -> Iterator[tuple[str, dict[str, list[int]]]]:
    """Each row as (its number or nothing, column name → lines of the cells below it)."""
    index = table.body
    while index < table.end:
        stop = next((at for at in range(index, table.end) if lines[at].row != lines[index].row), table.end)
        cells: dict[str, list[int]] = {}
        turn = _turn(lines[index:stop], table.columns)
        for at in range(index, stop):
            column = lines[at].column or 0
            name = _name(table.columns, (column + 1 if column < turn else 0) if column <= turn else column)
            if not cells.get(name) or lines[cells[name][-1]].text != lines[at].text:
                cells.setdefault(name, []).append(at)
        if set(cells) - {NUMBER}:
            number = cells.get(NUMBER, [])
            yield lines[number[0]].text.rstrip(".、") if number else "", cells
        index = stop


def _turn(row: Sequence[Line], columns: Sequence[str]) -> int:
    """At which position a row's number stands: behind the cells that it shares with the row above (`render`)."""
    if columns[0] != NUMBER or SERIAL.fullmatch(row[0].text):
        return 0
    return next((line.column or 0 for line in row if SERIAL.fullmatch(line.text)), 0)


def is_name(text: str) -> bool:
    """Whether a cell can name a column: short words, no figure."""
    return 0 < len(text) <= NAME_MAX and not FIGURE.fullmatch(text)


def _begins(lines: Sequence[Line], at: int) -> bool:
    """Whether a line begins another grid: a blank line stands before it."""
    return lines[at].gap > 0 and lines[at].row != lines[at - 1].row


def _is_header(header: Sequence[Line]) -> bool:
    """Whether a grid's first row names columns: two cells or more, all short, none a number."""
    words = all(is_name(line.text) for line in header)
    return len(header) > 1 and words and len({line.text for line in header}) > 1


def _named(header: Sequence[Line]) -> tuple[str, ...]:
    width = 1 + max(line.column or 0 for line in header)
    names = {line.column: line.text.strip("*") for line in header}
    return tuple(names.get(column, "") for column in range(width))


def _name(columns: Sequence[str], column: int) -> str:
    """A column's name; of a nameless one that of the column before it, as a header may leave room."""
    named = [name for name in columns[: column + 1] if name]
    return named[-1] if named else f"第{column + 1}列"
