"""The best figure that each kind and attribute has had: what a later one may not fall behind by more than a point."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from benchmarks.accuracy.measure import Measured, micro, ratio

FILE = Path(__file__).parent / "best.json"
POINT = 0.01


def figures(measured: Measured) -> dict[str, tuple[float, int]]:
    """Figure, to four decimals, and what it is out of, by name; `accepted.` marks those without proposals."""
    named = {**measured.every, "micro": micro(measured.every, measured.kinds)}
    accepted = {f"accepted.{kind}": measured.accepted[kind] for kind in measured.kinds if kind in measured.accepted}
    return {name: (round(ratio(total), 4), total[1]) for name, total in sorted((named | accepted).items())}


def read(path: Path = FILE) -> dict[str, float]:
    """The best figures, none where there is no file yet."""
    best: dict[str, float] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return best


def fallen(now: Mapping[str, tuple[float, int]], best: Mapping[str, float]) -> list[str]:
    """A line for each figure that is more than a point, and more than one item, below the best or not measured."""
    lines = []
    for name, high in sorted(best.items()):
        figure, size = now.get(name, (0.0, 0))
        if figure < high - max(POINT, 1 / size if size else 0) - 1e-9:
            lines.append(f"{name} fell from {100 * high:.1f} to {100 * figure:.1f}")
    return lines


def raised(now: Mapping[str, tuple[float, int]], best: Mapping[str, float]) -> dict[str, float]:
    """The best figures with those that rose."""
    return {name: max(figure, best.get(name, 0.0)) for name, (figure, _) in now.items()}


def write(best: Mapping[str, float], path: Path = FILE) -> None:
    """Write the best figures; the same figures give the same bytes."""
    path.write_text(json.dumps(dict(sorted(best.items())), indent=1) + "\n", "utf-8")
