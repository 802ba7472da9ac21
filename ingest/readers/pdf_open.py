"""Tables with rules above, below and under the header only: their columns are the gaps that all rows leave."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ingest.readers.pdf_grid import Grid, fill, holds, merged
from ingest.readers.pdf_lines import Line, lines_of
from ingest.readers.pdf_shapes import Glyph, Page, Rule

SAME = 5.0
WIDE = 100.0
MOST = 12
MOST_RULES = 24


def open_grids(page: Page, grids: list[Grid], free: list[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The tables of a page with open sides added, and the glyphs that stand in none."""
    rules = [rule for rule in merged(page.across) if rule.end - rule.start > WIDE]
    rules = [rule for rule in rules if not any(grid.box[1] - 2 <= rule.at <= grid.box[3] + 2 for grid in grids)]
    found = list(grids)
    for group in _alike(rules) if len(rules) <= MOST_RULES else ():
        while len(group) > 2:
            grid, size = _longest(page, group, free)
            if grid:
                own = [glyph for glyph in free if holds(grid.box, glyph)]
                fill(grid, own, page)
                gone = {id(glyph) for glyph in own}
                free = [glyph for glyph in free if id(glyph) not in gone]
                found.append(grid)
            group = group[size:]
    return sorted(found, key=lambda grid: grid.box[1]), free


def _longest(page: Page, rules: list[Rule], free: list[Glyph]) -> tuple[Grid | None, int]:
    """The table that begins at the first rule and reaches furthest, and how many rules it takes."""
    for size in range(min(len(rules), MOST), 2, -1):
        group = rules[:size]
        inside = [glyph for glyph in free if group[0].at < glyph.base - 0.3 * glyph.size < group[-1].at]
        if grid := _grid(page, group, lines_of(inside, page.number)):
            return grid, size
    return None, 1


def _alike(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Three rules or more, one below the other, from one left to one right edge."""
    group: list[Rule] = []
    for rule in rules:
        if group and (abs(rule.start - group[0].start) > SAME or abs(rule.end - group[0].end) > SAME):
            if len(group) > 2:
                yield group
            group = []
        group.append(rule)
    if len(group) > 2:
        yield group


def _grid(page: Page, rules: list[Rule], lines: list[Line]) -> Grid | None:
    """The grid of some lines between rules; none where the rows leave no common gaps."""
    most = max((len(line.words) for line in lines), default=0)
    full = [line for line in lines if len(line.words) == most]
    head = [line for line in lines if line.base < rules[1].at]
    if most < 2 or len(lines) < 2 or not any(len(line.words) > 1 for line in head):
        return None
    xs = _edges(full, lines, rules[0])
    body = [line for line in lines if line.base > rules[1].at]
    if not xs or any(word[0] < x < word[1] for line in body for word in line.words for x in xs[1:-1]):
        return None
    ys = [rules[0].at]
    for upper, lower in pairwise(rules):
        rows = _rows([line for line in lines if upper.at < line.base < lower.at], header=lower is rules[1])
        ys += [(a[1] + b[0]) / 2 for a, b in pairwise(rows)]
        ys.append(lower.at)
    origins = [[(row, column) for column in range(len(xs) - 1)] for row in range(len(ys) - 1)]
    return Grid(page.number, xs, ys, origins)


def _edges(full: list[Line], lines: list[Line], rule: Rule) -> list[float]:
    """The x of the edges of columns, from the rows with most parts; names left of them make a column of their own."""
    inner = []
    for column in range(len(full[0].words) - 1):
        left = max(line.words[column][1] for line in full)
        right = min(line.words[column + 1][0] for line in full)
        if left >= right:
            return []
        inner.append((left + right) / 2)
    first = min(line.words[0][0] for line in full)
    names = [line.words[0][1] for line in lines if line.words[0][1] <= first]
    return [rule.start, *([(max(names) + first) / 2] if names else []), *inner, rule.end]


def _rows(lines: list[Line], *, header: bool) -> list[tuple[float, float]]:
    """The top and bottom of each row; a header is one, and a line of one part close to a fuller one belongs to it."""
    if not lines:
        return []
    if header or sum(1 for line in lines if len(line.words) > 1) == 1:
        return [(lines[0].top, lines[-1].bottom)]
    rows: list[list[Line]] = []
    for line in lines:
        near = rows and line.base - rows[-1][-1].base < 1.3 * line.size
        if near and (len(line.words) == 1 or all(len(other.words) == 1 for other in rows[-1])):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [(row[0].top, row[-1].bottom) for row in rows]
