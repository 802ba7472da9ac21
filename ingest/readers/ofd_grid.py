"""Ruling lines and glyphs to tables: lines that meet span a grid, cells between which no line runs are one."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.blocks import Box, Cell, Place, Row, Run
from ingest.readers.ofd_lines import around, joined, lines_of
from ingest.readers.ofd_objects import Glyph

NEAR = 3.0
RULES = 3000
CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Table:
    """A grid on a page: its box, the x of its columns' edges, and its rows."""

    box: Box
    edges: tuple[float, ...]
    rows: tuple[Row, ...]


@dataclass(slots=True)
class Bars:
    """Lines of one direction at one position: [start, end] intervals along it."""

    at: float
    spans: list[tuple[float, float]]

    def covers(self, spot: float) -> bool:
        """Whether a line runs past a spot."""
        return any(start - NEAR <= spot <= end + NEAR for start, end in self.spans)


def tables_of(rules: Sequence[Box], glyphs: Sequence[Glyph], page: int) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page and the glyphs outside them; frames around one cell or one column are no tables."""
    level = [rule for rule in rules if rule[3] - rule[1] <= rule[2] - rule[0] > NEAR]
    upright = [rule for rule in rules if rule[2] - rule[0] < rule[3] - rule[1] > NEAR]
    tables: list[Table] = []
    rest = list(glyphs)
    if not 2 <= len(level) + len(upright) <= RULES:
        return tables, rest
    for lines, posts in _groups(level, upright):
        box = around([*lines, *posts])
        if any(_inside(box, table.box) for table in tables):
            continue
        inside = [glyph for glyph in rest if _inside(_centre(glyph), box)]
        table = _table(lines, posts, inside, page)
        if table:
            tables.append(table)
            rest = [glyph for glyph in rest if not _inside(_centre(glyph), box)]
    return sorted(tables, key=lambda table: table.box[1]), rest


def _groups(level: list[Box], upright: list[Box]) -> list[tuple[list[Box], list[Box]]]:
    """Lines that meet, level and upright, the largest group first."""
    owner = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while owner[at] != at:
            owner[at] = at = owner[owner[at]]
        return at

    for i, line in enumerate(level):
        for j, post in enumerate(upright, len(level)):
            if _meet(line, post):
                owner[root(j)] = root(i)
    groups: dict[int, tuple[list[Box], list[Box]]] = defaultdict(lambda: ([], []))
    for at, rule in enumerate([*level, *upright]):
        groups[root(at)][at >= len(level)].append(rule)
    found = [group for group in groups.values() if len(group[0]) > 1 and group[1]]
    return sorted(found, key=lambda group: -_area(around([*group[0], *group[1]])))


def _table(lines: list[Box], posts: list[Box], glyphs: list[Glyph], page: int) -> Table | None:
    across = _bars([(rule[1], rule[0], rule[2]) for rule in lines])
    down = _bars([(rule[0], rule[1], rule[3]) for rule in posts])
    left, top, right, bottom = around([*lines, *posts])
    ys, xs = _edges(across, top, bottom), _edges(down, left, right)
    if (len(ys) - 1) * (len(xs) - 1) > CELLS:
        return None
    marks = _dense(_labels(xs, ys, across, down))
    if len(marks[0][0]) < 2 or len({mark for row in marks[0] for mark in row}) < 2:
        return None
    words: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        x, y, _, _ = _centre(glyph)
        words[marks[1][_slot(ys, y)][_slot(xs, x)]].append(glyph)
    edges = (*(xs[at] for at in marks[2]), xs[-1])
    return Table((left, top, right, bottom), edges, _rows(marks[0], words, page))


def _rows(marks: list[list[int]], words: dict[int, list[Glyph]], page: int) -> tuple[Row, ...]:
    cells: dict[int, Cell] = {}
    for r, row in enumerate(marks):
        for c, mark in enumerate(row):
            if mark not in cells:
                cells[mark] = _cell(words.get(mark, []), (r, c), page)
    return tuple(tuple(cells[mark] for mark in row) for row in marks)


def _cell(glyphs: list[Glyph], origin: tuple[int, int], page: int) -> Cell:
    lines = lines_of(glyphs)
    text = joined(line.text for line in lines)
    if not text:
        return Cell("", origin)
    place = Place(page=page, box=around([line.box for line in lines]))
    return Cell(text, origin, (Run(0, len(text), place),))


def _bars(rules: list[tuple[float, float, float]]) -> list[Bars]:
    """Lines as (position, start, end), those at nearly one position together."""
    bars: list[Bars] = []
    for at, start, end in sorted(rules):
        if bars and at - bars[-1].at <= NEAR:
            bars[-1].spans.append((start, end))
        else:
            bars.append(Bars(at, [(start, end)]))
    return bars


def _edges(bars: list[Bars], first: float, last: float) -> list[float]:
    """Positions of a grid's edges; where the outermost lines are not drawn, the others' ends bound it."""
    inner = [bar.at for bar in bars if first + NEAR < bar.at < last - NEAR]
    return [first, *inner, last]


def _labels(xs: list[float], ys: list[float], across: list[Bars], down: list[Bars]) -> list[list[int]]:
    """A number for every position of the grid, the same for those between which no line runs."""
    width, height = len(xs) - 1, len(ys) - 1
    labels = [[-1] * width for _ in range(height)]
    posts = [_bar_at(down, x) for x in xs]
    lines = [_bar_at(across, y) for y in ys]
    for r in range(height):
        for c in range(width):
            if labels[r][c] < 0:
                _flood(labels, (r, c), r * width + c, (xs, ys), (lines, posts))
    return labels


def _flood(
    labels: list[list[int]],
    start: tuple[int, int],
    label: int,
    edges: tuple[list[float], list[float]],
    bars: tuple[list[Bars | None], list[Bars | None]],
) -> None:
    xs, ys = edges
    lines, posts = bars
    waiting = [start]
    while waiting:
        r, c = waiting.pop()
        if labels[r][c] >= 0:
            continue
        labels[r][c] = label
        x, y = (xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2
        steps = (
            (r, c - 1, posts[c], y),
            (r, c + 1, posts[c + 1], y),
            (r - 1, c, lines[r], x),
            (r + 1, c, lines[r + 1], x),
        )
        for row, column, bar, spot in steps:
            open_ = bar is None or not bar.covers(spot)
            if open_ and 0 <= row < len(labels) and 0 <= column < len(labels[0]) and labels[row][column] < 0:
                waiting.append((row, column))


def _bar_at(bars: list[Bars], at: float) -> Bars | None:
    return next((bar for bar in bars if abs(bar.at - at) <= NEAR), None)


def _dense(labels: list[list[int]]) -> tuple[list[list[int]], list[list[int]], list[int]]:
    """The grid without rows and columns that begin no cell, the grid as it was, and the columns that stay."""
    rows = [row for at, row in enumerate(labels) if at == 0 or row != labels[at - 1]]
    columns = list(zip(*rows, strict=True))
    kept = [at for at, column in enumerate(columns) if at == 0 or column != columns[at - 1]]
    return [[row[at] for at in kept] for row in rows], labels, kept


def _slot(edges: list[float], at: float) -> int:
    return min(max(bisect_right(edges, at) - 1, 0), len(edges) - 2)


def _meet(line: Box, post: Box) -> bool:
    x, y = (post[0] + post[2]) / 2, (line[1] + line[3]) / 2
    return line[0] - NEAR <= x <= line[2] + NEAR and post[1] - NEAR <= y <= post[3] + NEAR


def _centre(glyph: Glyph) -> Box:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return x, y, x, y


def _inside(box: Box, outer: Box) -> bool:
    return outer[0] - 1 <= box[0] and outer[1] - 1 <= box[1] and box[2] <= outer[2] + 1 and box[3] <= outer[3] + 1


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
