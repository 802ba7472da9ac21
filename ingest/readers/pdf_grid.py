"""Tables from ruling lines: rules that cross form a grid, and positions without a rule between are one cell."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.blocks import Box, Cell, Place, Row, Run
from ingest.readers.pdf_lines import NARROW, Line, joined, lines_of
from ingest.readers.pdf_shapes import Glyph, Page, Rule

SNAP = 3.0
MAX_RULES = 400
MAX_CELLS = 6_000
Origin = tuple[int, int]


@dataclass(slots=True)
class Grid:
    """A table of one page: the x of its columns' and the y of its rows' edges, and the origin of each position.

    `open` says that no upright rules draw its columns, so that their edges are only near where they are elsewhere.
    """

    page: int
    xs: list[float]
    ys: list[float]
    origins: list[list[Origin]]
    cells: dict[Origin, Cell] = field(default_factory=dict)
    open: bool = False

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def rows(self) -> list[Row]:
        """The rows with merged cells repeated; those without any text left out."""
        rows = [tuple(self.cells[origin] for origin in line) for line in self.origins]
        return [row for row in rows if any(cell.text for cell in row)]


def grids_of(page: Page) -> tuple[list[Grid], list[Glyph]]:
    """The tables of a page from top to bottom, and the glyphs that stand in none."""
    across, down = merged(page.across), merged(page.down)
    if len(across) > MAX_RULES or len(down) > MAX_RULES or len(across) < 2:
        return [], page.glyphs
    found = [grid for part in _connected(across, down) if (grid := _grid(page.number, *part))]
    grids = _without_frames(found)
    free = page.glyphs
    kept = []
    for grid in grids:
        inside = [glyph for glyph in free if holds(grid.box, glyph)]
        fill(grid, inside, page)
        texts = sum(1 for cell in grid.cells.values() if cell.text)
        if texts >= 2 and texts * 8 >= len(grid.cells) and not _is_crossed(grid.box, free):
            kept.append(grid)
            free = [glyph for glyph in free if not holds(grid.box, glyph)]
    return sorted(kept, key=lambda grid: grid.box[1]), free


def _is_crossed(box: Box, glyphs: list[Glyph]) -> bool:
    """Whether text runs over the left or right side of a box without a gap, as it does where rules are underlines."""
    for side in (box[0], box[2]):
        near = [glyph for glyph in glyphs if box[1] < glyph.base - 0.3 * glyph.size < box[3] and glyph.text != " "]
        ends = {round(glyph.base) for glyph in near if side - 1.2 * glyph.size < glyph.x1 <= side + 0.5 * glyph.size}
        starts = {round(glyph.base) for glyph in near if side - 0.5 * glyph.size <= glyph.x0 < side + 1.2 * glyph.size}
        if len(ends & starts) > 1:
            return True
    return False


def holds(box: Box, glyph: Glyph) -> bool:
    """Whether the middle of a glyph lies in a box."""
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.base - 0.35 * glyph.size
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules with those that lie on one line and touch made one."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules):
        if levels and rule.at - levels[-1][-1].at < 1.0:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    result = []
    for level in levels:
        at = level[0].at
        level.sort(key=lambda rule: rule.start)
        start, end = level[0].start, level[0].end
        for rule in level[1:]:
            if rule.start <= end + SNAP:
                end = max(end, rule.end)
            else:
                result.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        result.append(Rule(at, start, end))
    return [rule for rule in result if rule.end - rule.start > 5]


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules in parts that touch."""
    head = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while head[at] != at:
            head[at] = head[head[at]]
            at = head[at]
        return at

    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if h.start - SNAP <= v.at <= h.end + SNAP and v.start - SNAP <= h.at <= v.end + SNAP:
                head[root(i)] = root(len(across) + j)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, h in enumerate(across):
        parts.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down):
        parts.setdefault(root(len(across) + j), ([], []))[1].append(v)
    return [part for part in parts.values() if len(part[0]) >= 2 and part[1]]


def _levels(values: list[float]) -> list[float]:
    """Values that lie close as one, in order."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > SNAP:
            levels.append(value)
    return levels


def _grid(page: int, across: list[Rule], down: list[Rule]) -> Grid | None:
    left = min(min(h.start for h in across), min(v.at for v in down))
    right = max(max(h.end for h in across), max(v.at for v in down))
    top = min(min(v.start for v in down), min(h.at for h in across))
    foot = max(max(v.end for v in down), max(h.at for h in across))
    xs = _levels([left, right, *(v.at for v in down)])
    ys = _levels([top, foot, *(h.at for h in across)])
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MAX_CELLS:
        return None
    origins = _origins(xs, ys, across, down)
    return Grid(page, xs, ys, origins) if len({origin for row in origins for origin in row}) > 1 else None


def _origins(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> list[list[Origin]]:
    """For each position the upper left one of its cell."""
    rows, columns = len(ys) - 1, len(xs) - 1
    walls = _walls(xs, ys, down)
    floors = _walls(ys, xs, across)
    home: dict[Origin, Origin] = {}
    for r in range(rows):
        for c in range(columns):
            if (r, c) in home:
                continue
            wide = c + 1
            while wide < columns and (r, wide) not in home and (wide, r) not in walls:
                wide += 1
            high = r + 1
            while high < rows and not any((high, at) in floors for at in range(c, wide)):
                high += 1
            for row in range(r, high):
                for column in range(c, wide):
                    home.setdefault((row, column), (r, c))
    return [[home[r, c] for c in range(columns)] for r in range(rows)]


def _walls(places: list[float], spans: list[float], rules: list[Rule]) -> set[tuple[int, int]]:
    """The (edge, span) pairs that a rule closes: it lies at the edge and covers the middle of the span."""
    closed = set()
    middles = [(a + b) / 2 for a, b in itertools.pairwise(spans)]
    for rule in rules:
        at = min(range(len(places)), key=lambda number: abs(places[number] - rule.at))
        closed |= {(at, number) for number, middle in enumerate(middles) if rule.start <= middle <= rule.end}
    return closed


def _without_frames(grids: list[Grid]) -> list[Grid]:
    """Grids without those around another that have one row or column, and without those within another."""
    frames = {
        id(a) for a in grids for b in grids if a is not b and _around(a, b) and 1 in (len(a.ys) - 1, len(a.xs) - 1)
    }
    outer = [grid for grid in grids if id(grid) not in frames]
    return [grid for grid in outer if not any(other is not grid and _around(other, grid) for other in outer)]


def _around(outer: Grid, inner: Grid) -> bool:
    a, b = outer.box, inner.box
    return a[0] <= b[0] + 1 and a[1] <= b[1] + 1 and a[2] >= b[2] - 1 and a[3] >= b[3] - 1


def fill(grid: Grid, glyphs: list[Glyph], page: Page, *, snug: bool = False) -> None:
    """Set the cells of a grid from the glyphs within it; `snug` takes the widest line of a column for its width."""
    own: dict[Origin, list[Glyph]] = {}
    for glyph in glyphs:
        column = min(max(bisect_right(grid.xs, (glyph.x0 + glyph.x1) / 2) - 1, 0), len(grid.xs) - 2)
        row = min(max(bisect_right(grid.ys, glyph.base - 0.35 * glyph.size) - 1, 0), len(grid.ys) - 2)
        own.setdefault(grid.origins[row][column], []).append(glyph)
    spans: dict[Origin, tuple[int, int]] = {}
    for line in grid.origins:
        for column, origin in enumerate(line):
            low, high = spans.get(origin, (column, column))
            spans[origin] = (min(low, column), max(high, column))
    lines = {origin: lines_of(own.get(origin, []), page.number, 2.5) for origin in spans}
    widths: dict[tuple[int, int], float] = {}
    for origin, span in spans.items() if snug else ():
        widths[span] = max([widths.get(span, 0.0), *(line.x1 - line.x0 + 3 * line.size for line in lines[origin])])
    for origin, (low, high) in spans.items():
        width = widths.get((low, high), grid.xs[high + 1] - grid.xs[low])
        grid.cells[origin] = cell_of(lines[origin], origin, width, page)


def cell_of(lines: list[Line], origin: Origin, width: float, page: Page) -> Cell:
    """A cell of some lines; a line that ends early, so that the next would have had room, is followed by a space."""
    text, runs = "", []
    room = max((line.x1 - line.x0 for line in lines), default=0.0)
    room = max(room, width - 3 * lines[0].size) if lines else room
    last: Line | None = None
    for line in lines:
        early = last is not None and room - (last.x1 - last.x0) > _first(line)
        text += (" " if early else joined(text, line.text)) if text else ""
        runs.append(Run(len(text), len(text) + len(line.text), Place(page.number, rounded(page.shown(line.box)))))
        text += line.text
        last = line
    return Cell(text, origin, tuple(runs))


def _first(line: Line) -> float:
    """How wide the first word of a line is, or two of its characters."""
    count = next((at for at, char in enumerate(line.text) if not NARROW.match(char)), len(line.text))
    return max(2 * line.size, (line.x1 - line.x0) * count / len(line.text) + line.size)


def rounded(box: Box) -> Box:
    """A box to a tenth of a point."""
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)
