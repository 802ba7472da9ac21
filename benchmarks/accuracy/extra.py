"""Attributes that the shared scorer does not count: the policy's own, tasks' due dates and basis, years and ranges."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

Json = dict[str, Any]
Totals = dict[str, list[int]]
POLICY = ("title", "doc_number", "issuer", "issued_on", "region", "period", "status")


def count(scorer: SimpleNamespace, gold: Json, made: Json, total: Totals) -> None:
    """Add [right, of] for each attribute of one document to the totals."""
    for field in POLICY:
        same = scorer.norm(gold["policy"].get(field)) == scorer.norm(made["policy"].get(field))
        scorer.attribute(total, f"policy.{field}", same)
    _tasks(scorer, gold.get("tasks", []), made["tasks"], total)
    _targets(scorer, gold.get("targets", []), made["targets"], total)


def _tasks(scorer: SimpleNamespace, gold: list[Json], made: list[Json], total: Totals) -> None:
    for i, j in matched(scorer, gold, made):
        due, basis = gold[i].get("due") or [], gold[i].get("lead_basis")
        if due or made[j]["due"]:
            scorer.attribute(total, "task.due", due == made[j]["due"])
        if basis:
            scorer.attribute(total, "task.lead_basis", basis == made[j]["lead_basis"])


def _targets(scorer: SimpleNamespace, gold: list[Json], made: list[Json], total: Totals) -> None:
    for i, j in scorer.match_targets(gold, made, with_year=False):
        scorer.attribute(total, "target.year", gold[i].get("year") == made[j]["year"])
        ends = [scorer.number(target.get("value_max")) for target in (gold[i], made[j])]
        if ends != [None, None]:
            scorer.attribute(total, "target.value_max", ends[0] == ends[1])


def matched(scorer: SimpleNamespace, gold: list[Json], made: list[Json]) -> list[tuple[int, int]]:
    """Indexes of gold tasks and of the made ones that the scorer takes for them."""
    numbered = [{**task, "leads": [str(j)], "supports": []} for j, task in enumerate(made)]
    _, found = scorer.responsibilities(gold, numbered)
    return sorted((index, int(unit)) for index, unit, _ in found if isinstance(index, int))
