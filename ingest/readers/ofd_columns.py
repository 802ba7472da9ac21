"""Two columns of an OFD page: where the gap between them is, and in which order what stands there is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from ingest.blocks import Box
from ingest.readers.ofd_lines import Line, line_of, rows_of
from ingest.readers.ofd_objects import Glyph

ROWS, MOST = 6, 2_000
LONG, MOSTLY = 10, 0.6
CROSSING = 0.2
BAND = (0.35, 0.65)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gutter:
    """The gap between two columns: where it is across the page, and from which height to which they reach."""

    at: float
    top: float
    foot: float

    def side(self, box: Box) -> int:
        """1 for what stands in the left column, 2 for the right one, 0 for what is of neither."""
        if box[1] < self.top - 1 or box[3] > self.foot + 1:
            return 0
        return 1 if box[2] <= self.at else 2 if box[0] >= self.at else 0


def columned(glyphs: Iterable[Glyph], width: float) -> tuple[list[Line], Gutter | None]:
    """The lines of a page, those of two columns apart, and the gutter between, where there is one."""
    rows = rows_of(glyphs)
    gutter = _gutter([piece for row in rows for piece in _pieces(row)], width)
    if gutter is None:
        return [line for row in rows if (line := line_of(row))], None
    return [line for row in rows for part in _halves(row, gutter) if (line := line_of(part))], gutter


def in_columns(items: Iterable[tuple[int, T]]) -> Iterator[T]:
    """Items with their sides, from top to bottom, as they are read: the left column, the right one, what ends both."""
    left: list[T] = []
    right: list[T] = []
    for side, item in items:
        if side:
            (left if side == 1 else right).append(item)
            continue
        yield from [*left, *right, item]
        left, right = [], []
    yield from [*left, *right]


def _pieces(row: Sequence[Glyph]) -> list[Line]:
    """The parts of a row that wide gaps leave."""
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    parts = [inked[:1]]
    for last, glyph in pairwise(inked):
        if glyph.left - last.right > min(last.size, glyph.size):
            parts.append([])
        parts[-1].append(glyph)
    return [line for part in parts if (line := line_of(part))]


def _gutter(pieces: list[Line], width: float) -> Gutter | None:
    """The gap that most pieces leave, with long lines on both sides at the same heights."""
    low, high = (share * width for share in BAND)
    if len(pieces) > MOST or len(pieces) < 2 * ROWS:
        return None
    ends = {piece.box[2] for piece in pieces if low < piece.box[2] < high}
    best = max(((_worth(pieces, end), end) for end in ends), default=(0, 0.0))
    after = min((piece.box[0] for piece in pieces if piece.box[0] > best[1]), default=0.0)
    return _checked(pieces, (best[1] + after) / 2) if best[0] > 0 else None


def _worth(pieces: list[Line], end: float) -> int:
    """How many pieces stand on the poorer side of a gap behind an end, less those that cross it."""
    left = sum(1 for piece in pieces if piece.box[2] <= end)
    right = sum(1 for piece in pieces if piece.box[0] > end)
    return min(left, right) - (len(pieces) - left - right)


def _checked(pieces: list[Line], at: float) -> Gutter | None:
    sides = [[p for p in pieces if p.box[2] <= at], [p for p in pieces if p.box[0] >= at]]
    long = [[piece for piece in side if len(piece.text) >= LONG] for side in sides]
    if min(map(len, long)) < ROWS:
        return None
    top = max(min(piece.box[1] - piece.size for piece in side) for side in long)
    foot = max(piece.box[3] for side in long for piece in side)
    inside = [piece for piece in pieces if piece.box[1] >= top - 1 and piece.box[3] <= foot + 1]
    crossing = sum(1 for piece in inside if piece.box[0] < at < piece.box[2])
    full = sum(1 for piece in inside if len(piece.text) >= LONG)
    if crossing > CROSSING * len(inside) or full < MOSTLY * len(inside):
        return None
    return Gutter(at, top, foot)


def _halves(row: list[Glyph], gutter: Gutter) -> list[list[Glyph]]:
    """A row within the columns in its two parts; whole where it crosses the gutter or stands above or below."""
    line = line_of(row)
    outside = line is None or line.box[1] < gutter.top - 1 or line.box[3] > gutter.foot + 1
    if outside or any(piece.box[0] < gutter.at < piece.box[2] for piece in _pieces(row)):
        return [row]
    return [[g for g in row if g.left < gutter.at], [g for g in row if g.left >= gutter.at]]
