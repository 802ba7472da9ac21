"""Fixed positions for network pictures, so that every reader sees the same picture and no browser computes one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
STEP = 90.0
GOLDEN = np.pi * (3 - 5**0.5)


def positions(ids: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """A place in pixels for each id, near its neighbours, the middle at (0, 0); the same input gives the same places.

    Force-directed after Fruchterman and Reingold, all pairs at once: up to about 2,000 ids in a second or two.
    Edges with an unknown end raise KeyError.
    """
    if not ids:
        return {}
    place = {id_: i for i, id_ in enumerate(ids)}
    pairs = np.array(sorted({(place[a], place[b]) for a, b in edges if a != b}), dtype=np.intp).reshape(-1, 2)
    points = _settle(_start(len(ids), pairs), pairs)
    points = (points - points.mean(axis=0)) * STEP
    return {id_: (round(float(x)), round(float(y))) for id_, (x, y) in zip(ids, points, strict=True)}


def _start(count: int, pairs: npt.NDArray[np.intp]) -> Points:
    """A sunflower spiral in breadth-first order from the best connected, so that neighbours start close."""
    rank = np.empty(count)
    rank[_breadth_first(count, pairs)] = np.arange(count)
    radius, angle = np.sqrt(rank + 0.5), rank * GOLDEN
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))


def _breadth_first(count: int, pairs: npt.NDArray[np.intp]) -> list[int]:
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in pairs.tolist():
        near[a].append(b)
        near[b].append(a)
    order: dict[int, None] = {}
    for root in sorted(range(count), key=lambda i: (-len(near[i]), i)):
        queue = [root]
        for node in queue:
            if node not in order:
                order[node] = None
                queue.extend(near[node])
    return list(order)


def _settle(points: Points, pairs: npt.NDArray[np.intp]) -> Points:
    """Repulsion between all, springs along edges, a weak pull to the middle; steps shrink to nothing."""
    count = len(points)
    rounds = 50 if count > 1000 else 120
    a, b = pairs[:, 0], pairs[:, 1]
    for heat in np.linspace(0.1 * np.sqrt(count) + 0.5, 0.02, rounds):
        force = _repulsion(points) - 0.1 * points
        gap = points[a] - points[b]
        pull = gap * np.sqrt((gap**2).sum(axis=1, keepdims=True))
        for axis in (0, 1):
            force[:, axis] += np.bincount(b, pull[:, axis], count) - np.bincount(a, pull[:, axis], count)
        length = np.sqrt((force**2).sum(axis=1, keepdims=True))
        points = points + force / np.maximum(length, 1e-9) * np.minimum(length, heat)
    return points


def _repulsion(points: Points) -> Points:
    """Sum over all others of the unit vector away from them over the distance, without a matrix of vectors."""
    near = points.astype(np.float32)
    square = (near**2).sum(axis=1)
    weight = near @ near.T
    weight *= -2
    weight += square[:, None]
    weight += square[None, :]
    np.maximum(weight, 0.01, out=weight)
    np.reciprocal(weight, out=weight)
    np.fill_diagonal(weight, 0)
    return np.asarray(near * weight.sum(axis=1, keepdims=True) - weight @ near, dtype=np.float64)
