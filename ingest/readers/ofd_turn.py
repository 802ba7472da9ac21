"""Quarter turns: a page whose text runs along its other side is read as if it were laid upright."""

from __future__ import annotations

from ingest.blocks import Box

Affine = tuple[float, float, float, float, float, float]


def turned(turn: int, width: float, height: float) -> Affine:
    """The transform that lays upright text which runs `turn` quarters clockwise from the page's own way."""
    if turn == 1:
        return 0.0, -1.0, 1.0, 0.0, 0.0, width
    if turn == 2:
        return -1.0, 0.0, 0.0, -1.0, width, height
    if turn == 3:
        return 0.0, 1.0, -1.0, 0.0, height, 0.0
    return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0


def shown(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of the upright page on the page as it is displayed, `width` by `height`."""
    left, top, right, bottom = box
    if turn == 1:
        return width - bottom, left, width - top, right
    if turn == 2:
        return width - right, height - bottom, width - left, height - top
    if turn == 3:
        return top, height - right, bottom, height - left
    return box
