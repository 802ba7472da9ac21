"""Reading order: lines and tables from top to bottom, and where a page has two columns the left one first."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.pdf_grid import Grid
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_shapes import Page

ROWS = 6
Item = Line | Grid


def ordered(lines: Sequence[Line], grids: Sequence[Grid], page: Page) -> list[list[Item]]:
    """The items of a page in reading order, in columns that each have edges of their own."""
    items: list[Item] = [*lines, *grids]
    items.sort(key=lambda item: (item.box[1], item.box[0]))
    gutter = _gutter(lines, page)
    if gutter is None:
        return [items] if items else []
    columns: list[list[Item]] = []
    left: list[Item] = []
    right: list[Item] = []
    for item in items:
        halves = _halves(item, gutter)
        if halves is None:
            columns += [left, right, [item]]
            left, right = [], []
            continue
        left += [halves[0]] if halves[0] else []
        right += [halves[1]] if halves[1] else []
    columns += [left, right]
    return _together([column for column in columns if column])


def _together(columns: list[list[Item]]) -> list[list[Item]]:
    """Columns with those of one item each, one after the other, made one."""
    result: list[list[Item]] = []
    for column in columns:
        if (
            len(column) == 1
            and result
            and len(result[-1])
            and result[-1] is not columns[0]
            and _wide(result[-1], column)
        ):
            result[-1] = [*result[-1], *column]
        else:
            result.append(column)
    return result


def _wide(before: list[Item], column: list[Item]) -> bool:
    return abs(before[-1].box[0] - column[0].box[0]) < 60 and abs(before[-1].box[2] - column[0].box[2]) < 60


def _gutter(lines: Sequence[Line], page: Page) -> float | None:
    """The x of the gap between two columns, where most lines of a stretch of the page leave one."""
    gaps = []
    for line in lines:
        for a, b in zip(line.words, line.words[1:], strict=False):
            if a[1] > 0.3 * page.width and b[0] < 0.7 * page.width:
                gaps.append((a[1], b[0], line))
    if len(gaps) < ROWS:
        return None
    best, count = 0.0, 0
    for low, high, _ in gaps:
        middle = (low + high) / 2
        hits = sum(1 for a, b, _ in gaps if a < middle < b)
        if hits > count:
            best, count = middle, hits
    hit = [line for a, b, line in gaps if a < best < b]
    top, foot = min(line.top for line in hit), max(line.bottom for line in hit)
    inside = [line for line in lines if line.top >= top and line.bottom <= foot]
    crossing = [line for line in inside if any(a < best < b for a, b, _ in line.words)]
    return best if count >= ROWS and len(crossing) * 5 <= len(inside) and _is_prose(hit, best) else None


def _is_prose(lines: Sequence[Line], gutter: float) -> bool:
    """Whether both sides of the gutter hold running text: most parts long, in one piece."""
    long = sum(1 for line in lines for side in (0, 1) if sum(len(w[2]) for w in _side(line, gutter, side)) >= 10)
    return long >= 1.2 * len(lines)


def _side(line: Line, gutter: float, side: int) -> list[tuple[float, float, str]]:
    return [word for word in line.words if (word[0] > gutter) == bool(side)]


def _halves(item: Item, gutter: float) -> tuple[Item | None, Item | None] | None:
    """An item's parts left and right of the gutter; nothing where it crosses."""
    x0, _, x1, _ = item.box
    if x1 <= gutter + 1:
        return item, None
    if x0 >= gutter - 1:
        return None, item
    if isinstance(item, Grid) or any(a < gutter < b for a, b, _ in item.words):
        return None
    return _part(item, _side(item, gutter, 0)), _part(item, _side(item, gutter, 1))


def _part(line: Line, words: list[tuple[float, float, str]]) -> Line | None:
    if not words:
        return None
    text = " ".join(word[2] for word in words)
    place = (words[0][0], words[-1][1], line.top, line.bottom, line.base, line.size, line.font, line.page)
    return Line(text, *place, words)
