"""The straight lines of an OFD path (`M 0 0 L 10 0 …`), from which tables are ruled."""

from __future__ import annotations

import math
from collections.abc import Iterator

Line = tuple[float, float, float, float]
ARITY = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
THIN = 1.0


def segments(edges: list[Line], stroked: bool, filled: bool) -> Iterator[Line]:
    """The lines that the edges of a path, in millimetres, draw: each where stroked, the middle of a thin filled bar."""
    bar = _bar(edges) if filled else None
    if bar:
        yield bar
    elif stroked:
        yield from edges


def edges_of(data: str) -> Iterator[Line]:
    """The straight edges of a path in its own units; curves only move on."""
    start = at = (0.0, 0.0)
    for name, values in _steps(data):
        if name in "SM":
            start = at = (values[0], values[1])
        elif name == "C":
            yield (*at, *start)
            at = start
        else:
            end = (values[-2], values[-1])
            if name == "L":
                yield (*at, *end)
            at = end


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    words = iter(data.replace(",", " ").split())
    for word in words:
        count = ARITY.get(word)
        if count is None:
            continue
        try:
            values = [float(next(words)) for _ in range(count)]
        except (ValueError, StopIteration, RuntimeError):
            return
        if all(map(math.isfinite, values)):
            yield word, values


def _bar(edges: list[Line]) -> Line | None:
    """The middle of a filled shape that is as thin as a pen's line."""
    if not edges:
        return None
    xs, ys = [x for e in edges for x in (e[0], e[2])], [y for e in edges for y in (e[1], e[3])]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= THIN < right - left:
        return left, (top + bottom) / 2, right, (top + bottom) / 2
    if right - left <= THIN < bottom - top:
        return (left + right) / 2, top, (left + right) / 2, bottom
    return None
