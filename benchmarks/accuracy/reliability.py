"""Whether confidence is what it says: bins of chances against the share that is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10
Judged = Sequence[tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Bin:
    """Facts whose chance lies in [low, low + 0.1): their number, mean chance and share that is right."""

    low: float
    count: int
    chance: float
    right: float


def bins(judged: Judged) -> list[Bin]:
    """The bins that hold facts, from the least chance up."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for chance, right in judged:
        held[min(BINS - 1, int(chance * BINS))].append((chance, right))
    return [
        Bin(n / BINS, len(inside), sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside))
        for n, inside in enumerate(held)
        if inside
    ]


def error(judged: Judged) -> float:
    """Expected calibration error: the mean over facts of the gap between chance and share of their bin."""
    return sum(b.count * abs(b.chance - b.right) for b in bins(judged)) / len(judged)
