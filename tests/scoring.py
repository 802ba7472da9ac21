"""Set scores of predicted against expected facts in the shape of the gold guidelines; names must be exact."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

Facts = dict[str, Any]
NAMES = ("industries", "segments", "enterprises", "platforms", "projects")


def f1(expected: set[Hashable], found: set[Hashable]) -> float:
    """Harmonic mean of precision and recall; 1 where both are empty."""
    return 2 * len(expected & found) / (len(expected) + len(found)) if expected or found else 1.0


def duties(gold: Facts, found: Facts) -> tuple[set[Hashable], set[Hashable]]:
    """(task, unit, role) of both; a found task is the expected one whose anchor its text holds."""
    anchors = [plain(task["anchor"]) for task in gold["tasks"]]
    sides: list[set[Hashable]] = []
    for tasks in (gold["tasks"], found["tasks"]):
        side: set[Hashable] = set()
        for task in tasks:
            text = plain(task.get("text") or task["anchor"])
            held = [n for n, anchor in enumerate(anchors) if anchor in text]
            side |= {(held[-1] if held else text, plain(u), r) for r in ("leads", "supports") for u in task[r]}
        sides.append(side)
    return sides[0], sides[1]


def targets(facts: Facts) -> set[Hashable]:
    """(value, upper value, unit, year, operator) of every target."""
    return {(t["value"], t["value_max"], t["unit"], t["year"], t["op"]) for t in facts["targets"]}


def names(facts: Facts, *kinds: str) -> set[Hashable]:
    """Names of these kinds without quotation marks."""
    return {plain(item["name"]) for kind in kinds for item in facts[kind]}


def plain(text: str) -> str:
    """Without white space and quotation marks."""
    return "".join(c for c in text if not c.isspace() and c not in "“”\"'")
