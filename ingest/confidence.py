"""Confidence that means something: how often facts with such signs are right, and which are too unsure to answer."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from ingest.records import Fact, Facts, Makes, Name, Target, Task

Signs = Mapping[str, float]
Key = tuple[str, str]
KINDS = ("task", "target", "industry", "segment", "enterprise", "platform", "project")
FARTHEST = 8.0


@dataclass(frozen=True, slots=True)
class Curve:
    """Logistic weights of the signs of one kind of fact, and the chance below which a fact is but a proposal."""

    weights: Mapping[str, float]
    threshold: float = 0.0

    def chance(self, signs: Signs) -> float:
        """The chance, 0 to 1, that a fact with these signs is right; a sign without weight tells nothing."""
        total = sum(self.weights.get(sign, 0.0) * value for sign, value in signs.items())
        return round(1 / (1 + math.exp(-total)), 4)


Curves = Mapping[str, Curve]


def signs(mentions: Sequence[Fact]) -> Signs:
    """What tells how sure a fact is: its rules, log odds of its best mention, logarithms of their number and length."""
    best = max(mention.confidence for mention in mentions)
    odds = math.log(best / (1 - best)) if 0 < best < 1 else math.copysign(FARTHEST, best - 0.5)
    found = {"any": 1.0, "odds": max(-FARTHEST, min(FARTHEST, odds)), "often": math.log(len(mentions))}
    found |= {f"rule {mention.rule.partition('/')[0]}": 1.0 for mention in mentions}
    named = mentions[0]
    return found | {"letters": math.log(len(named.name))} if isinstance(named, Name) and named.name else found


def confident(facts: Facts, curves: Curves | None = None) -> Facts:
    """The facts with calibrated confidence, those under the threshold of their kind among the proposals.

    A name is as sure in all its mentions: the chance that the document speaks of such a thing of that kind. What an
    enterprise makes is no surer than both names, and goes where one of them goes.
    """
    curves = shipped() if curves is None else curves
    chances = {key: _chance(curves, key[0], mentions) for key, mentions in by_name(facts.names).items()}
    names = [replace(name, confidence=chances[name.kind, name.name]) for name in facts.names]
    tasks = [replace(task, confidence=_chance(curves, "task", [task])) for task in facts.tasks]
    targets = [replace(target, confidence=_chance(curves, "target", [target])) for target in facts.targets]
    sure = {key for key, chance in chances.items() if chance >= _threshold(curves, key[0])}
    found: list[Task | Target | Name] = [*tasks, *targets, *names]
    unsure = [fact for fact in found if fact.confidence < _threshold(curves, kind_of(fact))]
    return replace(
        facts,
        tasks=tuple(task for task in tasks if task.confidence >= _threshold(curves, "task")),
        targets=tuple(target for target in targets if target.confidence >= _threshold(curves, "target")),
        names=tuple(name for name in names if (name.kind, name.name) in sure),
        makes=tuple(_makes(facts.makes, chances, sure)),
        proposals=(*facts.proposals, *sorted(unsure, key=lambda fact: (fact.start, fact.end))),
    )


def kind_of(fact: Task | Target | Name) -> str:
    """The kind whose curve speaks for a fact."""
    return fact.kind if isinstance(fact, Name) else "task" if isinstance(fact, Task) else "target"


def by_name(names: Iterable[Name]) -> dict[Key, list[Name]]:
    """The mentions of each (kind, name)."""
    found: dict[Key, list[Name]] = {}
    for name in names:
        found.setdefault((name.kind, name.name), []).append(name)
    return found


def _chance(curves: Curves, kind: str, mentions: Sequence[Fact]) -> float:
    curve = curves.get(kind)
    return curve.chance(signs(mentions)) if curve else max(mention.confidence for mention in mentions)


def _threshold(curves: Curves, kind: str) -> float:
    return curves[kind].threshold if kind in curves else 0.0


def _makes(makes: Iterable[Makes], chances: Mapping[Key, float], sure: set[Key]) -> Iterable[Makes]:
    for fact in makes:
        ends = ("enterprise", fact.enterprise), ("segment", fact.segment)
        if sure.issuperset(ends):
            yield replace(fact, confidence=min(fact.confidence, *(chances[end] for end in ends)))


@cache
def shipped() -> Curves:
    """The curves of ingest/data/confidence.json, which `make evaluate` writes."""
    stored = json.loads(files("ingest").joinpath("data/confidence.json").read_text("utf-8"))
    return {kind: Curve(curve["weights"], curve["threshold"]) for kind, curve in stored.items()}
