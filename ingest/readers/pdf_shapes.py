"""What the geometry of a page is made of: glyphs, rules, and the page in the coordinates of its upright text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.blocks import Box


class Glyph(NamedTuple):
    """One character with its advance [x0, x1], baseline and size in points, and the height and foot of its ink."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    font: str
    ink: float
    foot: float


class Rule(NamedTuple):
    """A ruling line: from `start` to `end` along its axis, at `at` across it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """A page's text, ruling lines and shaded boxes; `turn` is by how many quarters text was turned to stand upright."""

    number: int
    width: float
    height: float
    turn: int = 0
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    pictures: float = 0.0
    paths: int = 0
    cut: bool = False

    def shown(self, box: Box) -> Box:
        """A box of the turned text in the coordinates of the page as displayed."""
        return turned_box(box, -self.turn % 4, self.width, self.height)


def turned(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """A point after clockwise quarter turns of a page of this size."""
    if turn == 1:
        return height - y, x
    if turn == 2:
        return width - x, height - y
    if turn == 3:
        return y, width - x
    return x, y


def turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    """A box after clockwise quarter turns of a page of this size."""
    if not turn and box[0] <= box[2] and box[1] <= box[3]:
        return box
    x0, y0 = turned(box[0], box[1], turn, width, height)
    x1, y1 = turned(box[2], box[3], turn, width, height)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
