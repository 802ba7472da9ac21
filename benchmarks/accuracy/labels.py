"""Facts with their signs and whether the gold has them: what confidence is fitted to and measured by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from benchmarks.accuracy.calibrate import Label
from benchmarks.accuracy.readings import Reading
from ingest.confidence import by_name, signs
from ingest.gold import LISTS
from ingest.output import as_dict
from ingest.records import Name

Json = dict[str, Any]


def labels(scorer: SimpleNamespace, readings: Sequence[Reading]) -> list[Label]:
    """Labels of all facts: of a task one for each unit and role, of a name one for a document."""
    return [label for reading in readings for label in _of(scorer, reading)]


def _of(scorer: SimpleNamespace, reading: Reading) -> Iterator[Label]:
    gold, made, facts = reading.gold, as_dict(reading.facts), reading.facts
    for j, right in _units(scorer, gold.get("tasks", []), made["tasks"]):
        yield Label("task", signs([facts.tasks[j]]), right, reading.place)
    met = {j for _, j in scorer.match_targets(gold.get("targets", []), made["targets"])}
    for j, target in enumerate(facts.targets):
        yield Label("target", signs([target]), j in met, reading.place)
    right_names = {kind: _right(scorer, gold, made, kind) for kind in LISTS}
    unsure = [fact for fact in facts.proposals if isinstance(fact, Name)]
    for names, proposed in ((facts.names, False), (unsure, True)):
        for (kind, name), mentions in by_name(names).items():
            if word := scorer.norm(name):
                yield Label(kind, signs(mentions, proposed=proposed), word in right_names[kind], reading.place)


def _units(scorer: SimpleNamespace, gold: list[Json], made: list[Json]) -> list[tuple[int, bool]]:
    """Index of the made task and whether right, for each (task, unit, role) that the scorer counts."""
    numbered = [
        {**task, **{role: [f"{unit}\0{j}" for unit in task[role]] for role in ("leads", "supports")}}
        for j, task in enumerate(made)
    ]
    expected, found = scorer.responsibilities(gold, numbered)
    parts = [(index, *unit.split("\0"), role) for index, unit, role in found]
    return sorted((int(j), (index, unit, role) in expected) for index, unit, j, role in parts)


def _right(scorer: SimpleNamespace, gold: Json, made: Json, kind: str) -> set[str]:
    """The names of a kind that the scorer pairs with one of the gold; industries and segments count as one list."""
    lists = ("industries", "segments") if kind in ("industry", "segment") else (LISTS[kind],)
    expected, found = ([*scorer.unique([n for key in lists for n in d.get(key, [])])] for d in (gold, made))
    pairs = scorer.match_names(expected, found, loose=kind != "enterprise")
    return {scorer.norm(found[j]["name"]) for _, j in pairs}
