"""Shaded boxes as bands across a page: the rows, and often the columns, of tables that shading alone draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.blocks import Box
from ingest.readers.pdf_shapes import Rule

LEVEL = 1.5
APART = 6.0
MOST = 2_000


class Band(NamedTuple):
    """Shaded boxes of one height side by side: top and bottom, and the x of their edges from left to right."""

    top: float
    bottom: float
    edges: tuple[float, ...]

    @property
    def rules(self) -> tuple[Rule, Rule]:
        """The band's upper and lower side."""
        left, right = self.edges[0], self.edges[-1]
        return Rule(self.top, left, right), Rule(self.bottom, left, right)


def bands_of(fills: Sequence[Box], width: float) -> list[Band]:
    """The bands that boxes make, from top to bottom; one with a wide hole in it is none."""
    if len(fills) > MOST:
        return []
    levels: list[list[Box]] = []
    for box in sorted(fills, key=lambda box: (box[1], box[0])):
        level = next((row for row in levels[-4:] if _is_level(row[0], box)), None)
        if level is None:
            levels.append([box])
        else:
            level.append(box)
    return [band for level in levels if (band := _band(level, width))]


def _is_level(one: Box, other: Box) -> bool:
    return abs(one[1] - other[1]) < LEVEL and abs(one[3] - other[3]) < LEVEL


def _band(boxes: list[Box], width: float) -> Band | None:
    boxes = sorted(boxes)
    edges = [boxes[0][0]]
    end = boxes[0][2]
    for box in boxes[1:]:
        if box[0] > end + APART:
            return None
        if box[0] > end - APART:
            edges.append((end + box[0]) / 2)
        end = max(end, box[2])
    if end - edges[0] < width / 6:
        return None
    return Band(boxes[0][1], boxes[0][3], (*edges, end))
