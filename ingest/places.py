"""Where text stands in its file: in words for people, as page and box for pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.blocks import Box, Place
from ingest.records import Source

PARTS = 3


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a span.

    `words` says it in Chinese (第13页, 表2第3行第4列), `page` is the first page, or None; `boxes` hold, for each page,
    `page left top right bottom` in points: the rectangle around all lines that the span touches.
    """

    words: str = ""
    page: int | None = None
    boxes: tuple[str, ...] = ()


def where(source: Source, start: int, end: int) -> Where:
    """The place of the reading text [start, end); nothing of plain text, whose offsets say where it stands."""
    places = source.places(start, end)
    pages = [place.page for place in places if place.page]
    return Where(words(places), min(pages, default=None), tuple(boxes(places)))


def words(places: Sequence[Place]) -> str:
    """The places in Chinese: a range for what is next to each other, first and last where the parts are many."""
    parts = list(dict.fromkeys(_part(list(some)) for _, some in groupby(places, _within)))
    pages = _range("第{}页", [place.page for place in places])
    shown = parts if len(parts) <= PARTS else [f"{parts[0]}至{parts[-1]}"]
    return pages + "、".join(part for part in shown if part)


def boxes(places: Iterable[Place]) -> Iterator[str]:
    """For each page, in order, the rectangle around the boxes on it."""
    found: dict[int, list[Box]] = {}
    for place in places:
        if place.page and place.box:
            found.setdefault(place.page, []).append(place.box)
    for page, some in sorted(found.items()):
        sides = zip(*some, strict=True)
        yield " ".join([str(page), *(f"{at(side):.1f}" for at, side in zip((min, min, max, max), sides, strict=True))])


def cell_name(row: int, column: int) -> str:
    """A cell as a sheet names it: row 3, column 28 is AB3."""
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return f"{name}{row}"


def _within(place: Place) -> tuple[str, int, bool]:
    """What holds a place: its sheet, its table, or the running text."""
    return place.sheet, place.table, place.paragraph > 0


def _part(places: Sequence[Place]) -> str:
    """The words for places of one sheet, one table or the running text."""
    rows, columns = [place.row for place in places], [place.column for place in places]
    if sheet := places[0].sheet:
        return f"工作表“{sheet}”" + _corners(rows, columns)
    if table := places[0].table:
        return f"表{table}" + _range("第{}行", rows) + _range("第{}列", columns)
    return _range("第{}段", [place.paragraph for place in places])


def _corners(rows: Iterable[int], columns: Iterable[int]) -> str:
    """The range of a sheet's cells, B3:D5; empty where no cell is known."""
    down, across = sorted(row for row in rows if row), sorted(column for column in columns if column)
    if not down or not across:
        return _range("第{}行", down)
    first, last = cell_name(down[0], across[0]), cell_name(down[-1], across[-1])
    return first if first == last else f"{first}:{last}"


def _range(form: str, numbers: Iterable[int]) -> str:
    """The least and greatest number in words; empty where none is known."""
    known = sorted(number for number in numbers if number)
    if not known:
        return ""
    return form.format(known[0] if known[0] == known[-1] else f"{known[0]}—{known[-1]}")
