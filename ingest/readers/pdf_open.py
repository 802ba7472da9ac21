"""Tables without upright rules: rules or shading part their rows, and the gaps that all rows leave their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf_bands import Band, bands_of
from ingest.readers.pdf_chrome import NUMBER
from ingest.readers.pdf_flow import LEADER
from ingest.readers.pdf_grid import Grid, Origin, fill, holds, merged
from ingest.readers.pdf_lines import Line, lines_of, squashed
from ingest.readers.pdf_open_columns import Columns, columns_of
from ingest.readers.pdf_open_rows import blocks_of, rows_of
from ingest.readers.pdf_shapes import Glyph, Page, Rule

CAPTION = re.compile(r"[表图]\s?[\d一二三四五六七八九十]+(?:[-—.]\d+)?[\s：:]|附件\s?\d")
NOTE = re.compile(r"(?:注|备注|说明|(?:资料|数据)来源)[：:]")
SAME = 5.0
WIDE, LOW = 100.0, 60.0
MOST, MOST_RULES = 1_000_000, 200
TRIES = 6
REACH, WRAPPED, FAR, NAME = 1.8, 0.8, 80.0, 14


@dataclass(frozen=True, slots=True)
class Area:
    """What of a page can belong to tables from one left to one right edge: glyphs in no table, and shaded bands."""

    page: Page
    glyphs: list[Glyph]
    bands: list[Band]

    def inside(self, upper: Rule, lower: Rule) -> list[Glyph]:
        """The glyphs between two heights."""
        return [glyph for glyph in self.glyphs if upper.at < glyph.base - 0.3 * glyph.size < lower.at]

    def between(self, upper: Rule, lower: Rule) -> list[Line]:
        """The lines between two heights."""
        return lines_of(self.inside(upper, lower), self.page.number)

    def marked(self, rules: Sequence[Rule]) -> list[Band]:
        """The bands from the first to the last rule."""
        top, foot = rules[0].at - SAME, rules[-1].at + SAME
        return [band for band in self.bands if top < band.top and band.bottom < foot]

    def shades(self, rule: Rule) -> bool:
        """Whether a rule is the side of a band."""
        return any(abs(side.at - rule.at) < SAME for band in self.bands for side in band.rules)


@dataclass(frozen=True, slots=True)
class Found:
    """A table, the rules that it lies between and the lines between each two; the first or last rule may be undrawn."""

    grid: Grid
    rules: list[Rule]
    parts: list[list[Line]]


def open_grids(page: Page, grids: list[Grid], free: list[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The tables of a page with open sides added, and the glyphs that stand in none."""
    bands = [band for band in bands_of(page.fills, page.width) if not _is_in(grids, band.top, band.bottom)]
    rules = [rule for rule in merged(page.across) if rule.end - rule.start > WIDE]
    rules = [rule for rule in rules if not _is_in(grids, rule.at, rule.at)]
    found = list(grids)
    rules = _with_bands(rules, bands)
    for group in _alike(rules) if len(rules) <= MOST_RULES and len(rules) * len(free) <= MOST else ():
        while len(group) > 2 or (len(group) == 2 and (bands or group[1].at - group[0].at < LOW)):
            table = _longest(page, group, bands, free)
            if table:
                own = [glyph for glyph in free if holds(table.grid.box, glyph)]
                fill(table.grid, own, page, snug=True)
                gone = {id(glyph) for glyph in own}
                free = [glyph for glyph in free if id(glyph) not in gone]
                found.append(table.grid)
            group = [rule for rule in group[1:] if not table or rule.at > table.rules[-1].at]
    return sorted(found, key=lambda grid: grid.box[1]), free


def _is_in(grids: list[Grid], top: float, bottom: float) -> bool:
    return any(grid.box[1] - 2 <= bottom and top <= grid.box[3] + 2 for grid in grids)


def _with_bands(rules: list[Rule], bands: list[Band]) -> list[Rule]:
    """Rules and the sides of bands from top to bottom, sides that meet each other or a rule once."""
    result: list[Rule] = []
    for rule in sorted([*rules, *(side for band in bands for side in band.rules)]):
        if not result or rule.at - result[-1].at > SAME or abs(rule.start - result[-1].start) > SAME:
            result.append(rule)
    return result


def _alike(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Rules one below the other from one left to one right edge."""
    group: list[Rule] = []
    for rule in rules:
        if group and (abs(rule.start - group[0].start) > SAME or abs(rule.end - group[0].end) > SAME):
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _longest(page: Page, rules: list[Rule], bands: list[Band], free: list[Glyph]) -> Found | None:
    """The table that begins at the first rule, or with a header above it, and reaches furthest."""
    own = [glyph for glyph in free if rules[0].start - SAME < glyph.x0 and glyph.x1 < rules[0].end + SAME]
    area = Area(page, own, [band for band in bands if abs(band.edges[0] - rules[0].start) < SAME])
    best: Found | None = None
    parts: list[list[Line]] = []
    for size in range(2, len(rules) + 1):
        parts.append(area.between(rules[size - 2], rules[size - 1]))
        found = _found(area, rules[:size], parts[:], best) if size > 2 else None
        if found is None and (best or size > TRIES):
            break
        best = found or best
    best = _with_foot(area, best, rules, parts)
    return best and _with_head(area, best)


def _found(area: Area, rules: list[Rule], parts: list[list[Line]], best: Found | None) -> Found | None:
    """The table of lines between rules, where there is one, of no fewer columns than the one found before."""
    grid = _grid(area, rules, parts)
    return Found(grid, rules, parts) if grid and not (best and len(grid.xs) < len(best.grid.xs)) else None


def _with_foot(area: Area, best: Found | None, rules: list[Rule], parts: list[list[Line]]) -> Found | None:
    """A table, or one of a shaded header only, with the rows that follow its last shaded one without shading."""
    own = best.rules if best else rules[:2]
    foot = _below(area, own, best.grid if best else None) if area.shades(own[-1]) else None
    if foot is None and best is None and len(rules) == 2:
        foot = _last(area, own, parts[0])
    if foot is None:
        return best
    return _found(area, [*own, foot], [*parts[: len(own) - 1], area.between(own[-1], foot)], best) or best


def _with_head(area: Area, best: Found) -> Found:
    """A table with the header that stands above its first rule, where there is one and all else stays as it is."""
    head = _above(area, best.rules[0], best.grid)
    if head is None:
        return best
    found = _found(area, [head, *best.rules], [area.between(head, best.rules[0]), *best.parts], best)
    return found if found and len(found.grid.xs) == len(best.grid.xs) else best


def _grid(area: Area, rules: Sequence[Rule], parts: list[list[Line]]) -> Grid | None:
    """The grid of lines between rules; none where the header or rows are missing or columns are not clear."""
    head, body = parts[0], parts[1:]
    lines = [line for part in body for line in part]
    if not head or not all(body) or any(LEADER.search(line.text) or CAPTION.match(line.text) for line in lines):
        return None
    columns = columns_of(rules[0], head, body, area.marked(rules), area.inside(rules[1], rules[-1]))
    if columns is None:
        return None
    numbered = all(line.text[:1].isdigit() for line in lines if 0 in columns.filled(line))
    ys, spans = [rules[0].at], []
    for at, (part, lower) in enumerate(zip(parts, rules[1:], strict=True)):
        blocks = blocks_of(part, columns)
        if at and not any(len(block.filled) > 1 for block in blocks):
            return None
        rows = rows_of(blocks, header=at == 0 and not columns.cross(head), ruled=len(rules) > 3, numbered=numbered)
        ys += [(a[1] + b[0]) / 2 for a, b in pairwise(rows)]
        spans += [at] * len(rows)
        ys.append(lower.at)
    return Grid(area.page.number, columns.edges, ys, _origins(ys, spans, head, columns), open=True)


def _origins(ys: list[float], spans: list[int], head: list[Line], columns: Columns) -> list[list[Origin]]:
    """A cell at each position, those of the header that words reach over made one."""
    origins = []
    for row, (top, bottom) in enumerate(pairwise(ys)):
        own = [line for line in head if spans[row] == 0 and top < line.base - 0.3 * line.size < bottom]
        starts = columns.starts([word for line in own for word in line.words])
        origins.append([(row, start) for start in starts])
    return origins


def _below(area: Area, rules: Sequence[Rule], grid: Grid | None) -> Rule | None:
    """The foot of rows that follow the last shaded one without shading, as far as they keep to the columns."""
    last = rules[-1]
    edges = grid.xs if grid else max((band.edges for band in area.marked(rules)), key=len, default=())
    foot = seen = last.at
    for line in area.between(last, Rule(area.page.height, 0, 0)):
        over = any(word[0] < x - 1 and x + 1 < word[1] for word in line.words for x in edges[1:-1])
        one = len(line.words) < 2
        if (
            over
            or CAPTION.match(line.text)
            or NOTE.match(line.text)
            or line.top - seen > REACH * line.size
            or (one and len(edges) < 3)
        ):
            break
        close = foot > last.at and line.top - seen < WRAPPED * line.size
        foot, seen = (foot if one and not close else line.bottom), line.bottom
    return Rule(foot + 1, last.start, last.end) if foot > last.at else None


def _last(area: Area, rules: list[Rule], head: list[Line]) -> Rule | None:
    """The foot of a table that the page's end cuts: from a ruled header of three names or more to the last line."""
    words = [word for line in head for word in line.words]
    lines = area.between(rules[1], Rule(area.page.height, 0, 0))
    while lines and NUMBER.fullmatch(squashed(lines[-1].text)) and lines[-1].top > 0.85 * area.page.height:
        lines.pop()
    named = len(words) > 2 and all(len(text) <= NAME for _, _, text in words)
    rows = sum(1 for line in lines if len(line.words) > 2)
    cut = lines and lines[-1].bottom > 0.7 * area.page.height
    return Rule(lines[-1].bottom + 1, rules[1].start, rules[1].end) if named and cut and rows > 2 else None


def _above(area: Area, rule: Rule, grid: Grid) -> Rule | None:
    """The top of a header over the first rule: short names, one over each of three columns or more."""
    near: list[Line] = []
    for line in reversed(area.between(Rule(rule.at - FAR, 0, 0), rule)):
        if rule.at - line.bottom < REACH * line.size or (near and line.bottom > near[0].top + 0.1 * line.size):
            near.insert(0, line)
    if not near or len(grid.xs) < 4:
        return None
    words = [word for line in near for word in line.words]
    over = any(word[0] < x < word[1] for word in words for x in grid.xs[1:-1])
    names = all(any(a < (x0 + x1) / 2 < b for x0, x1, _ in words) for a, b in pairwise(grid.xs))
    short = all(len(text) <= NAME and not text.endswith(("。", "；")) for _, _, text in words)
    return Rule(min(line.top for line in near) - 1, rule.start, rule.end) if names and short and not over else None
