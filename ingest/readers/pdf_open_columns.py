"""The columns of a table without upright rules: by the edges of shaded cells, else by gaps that all its rows leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf_bands import Band
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_shapes import Glyph, Rule

GAP = 0.5
LONGEST = 40
NEAR = 4.0
MANY, LONG = 6, 10
Word = tuple[float, float, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """The x of the edges of columns, the outermost included."""

    edges: list[float]

    def filled(self, line: Line) -> set[int]:
        """The columns that a line has words in."""
        spans = list(pairwise(self.edges))
        return {at for at, (a, b) in enumerate(spans) for x0, x1, _ in line.words if x0 < b - 1 and x1 > a + 1}

    def cross(self, lines: Sequence[Line]) -> bool:
        """Whether a word of some lines reaches over more than one column."""
        return any(x0 < x - 1 and x + 1 < x1 for line in lines for x0, x1, _ in line.words for x in self.edges[1:-1])

    def starts(self, words: Sequence[Word]) -> list[int]:
        """For each column the first of those that a word reaches over together with it."""
        result: list[int] = []
        for at, x in enumerate(self.edges[:-1]):
            over = at > 0 and any(x0 < x - 1 and x + 1 < x1 for x0, x1, _ in words)
            result.append(result[-1] if over else at)
        return result


def columns_of(
    rule: Rule,
    head: list[Line],
    body: list[list[Line]],
    bands: list[Band],
    glyphs: list[Glyph],
) -> Columns | None:
    """The columns under a rule, `glyphs` being those of the body; None where there are not two clear ones."""
    own = [glyph for glyph in glyphs if not glyph.text.isspace()]
    inner = _marked(bands, own) if bands else []
    names = [word for line in head for word in line.words]
    inner = inner or [_within(gap, names) for gap in _gaps(own)]
    columns = _named(Columns([rule.start, *inner, rule.end]), head)
    if len(columns.edges) < 3 or len({at for line in head for at in columns.filled(line)}) < 2:
        return None
    if any(len(text) > LONGEST or text.endswith("。") for _, _, text in names):
        return None
    if columns.cross(head) and any(len(line.words) < 2 for line in head):
        return None
    return None if _is_prose(columns, body) else columns


def _marked(bands: list[Band], glyphs: list[Glyph]) -> list[float]:
    """The inner edges of the band with most cells, where all of a table's text keeps to them."""
    inner = list(max((band.edges for band in bands), key=len)[1:-1])
    for band in bands:
        if any(min(abs(x - own) for own in inner) > NEAR for x in band.edges[1:-1]):
            return []
    crossed = any(g.x0 + 0.3 * g.size < x < g.x1 - 0.3 * g.size for g in glyphs for x in inner)
    return [] if crossed else inner


def _gaps(glyphs: list[Glyph]) -> list[tuple[float, float]]:
    """The gaps that no glyph stands in."""
    if not glyphs:
        return []
    size = sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2]
    order = sorted(glyphs, key=lambda glyph: glyph.x0)
    inner, end = [], order[0].x1
    for glyph in order[1:]:
        if glyph.x0 - end > GAP * size:
            inner.append((end, glyph.x0))
        end = max(end, glyph.x1)
    return inner


def _within(gap: tuple[float, float], names: list[Word]) -> float:
    """The middle of a gap, or of the widest part of it over which the header has no word either."""
    start, best = gap[0], (0.0, (gap[0] + gap[1]) / 2)
    for x0, x1 in [*sorted((x0, x1) for x0, x1, _ in names), (gap[1], gap[1])]:
        best = max(best, (min(x0, gap[1]) - start, (start + min(x0, gap[1])) / 2))
        start = max(start, x1)
    return best[1]


def _named(columns: Columns, head: list[Line]) -> Columns:
    """Columns, those but the first over which the header has no word made one with that before them."""
    named = {at for line in head for at in columns.filled(line)}
    kept = [x for at, x in enumerate(columns.edges[:-1]) if at == 0 or at in named or (at == 1 and 0 not in named)]
    return Columns([*kept, columns.edges[-1]])


def _is_prose(columns: Columns, body: list[list[Line]]) -> bool:
    """Whether two columns without rules between their rows are running text: most lines are long on both sides."""
    lines = [line for part in body for line in part]
    if len(columns.edges) != 3 or len(body) > 1 or len(lines) < MANY:
        return False
    edge = columns.edges[1]
    sides = [
        [sum(len(w[2]) for w in line.words if (w[0] > edge) == right) for right in (False, True)] for line in lines
    ]
    return sum(1 for left, right in sides if min(left, right) >= LONG) > len(lines) / 2
