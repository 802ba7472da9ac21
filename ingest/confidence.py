"""Confidence that means something: how often facts with such signs are right."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from ingest.known import known
from ingest.records import Fact, Facts, Makes, Name

Signs = Mapping[str, float]
Key = tuple[str, str]
KINDS = ("task", "target", "industry", "segment", "enterprise", "platform", "project")
FARTHEST = 8.0


@dataclass(frozen=True, slots=True)
class Curve:
    """Logistic weights of the signs of one kind of fact."""

    weights: Mapping[str, float]

    def chance(self, signs: Signs) -> float:
        """The chance, 0 to 1, that a fact with these signs is right; a sign without weight tells nothing."""
        return round(1 / (1 + math.exp(-self.odds(signs))), 4)

    def odds(self, signs: Signs) -> float:
        """The logarithm of the odds of that."""
        return sum(self.weights.get(sign, 0.0) * value for sign, value in signs.items())


Curves = Mapping[str, Curve]


def signs(mentions: Sequence[Fact], *, proposed: bool = False) -> Signs:
    """What tells how sure a fact is: its rules, log odds of its best mention, how often, how long, whether listed."""
    best = max(mention.confidence for mention in mentions)
    odds = math.log(best / (1 - best)) if 0 < best < 1 else math.copysign(FARTHEST, best - 0.5)
    found = {"any": 1.0, "odds": max(-FARTHEST, min(FARTHEST, odds)), "often": math.log(len(mentions))}
    found |= {f"rule {mention.rule.partition('/')[0]}": 1.0 for mention in mentions}
    named = mentions[0]
    if not isinstance(named, Name) or not named.name:
        return found
    listed = known(named.kind, named.name)
    return found | {"letters": math.log(len(named.name)), "known": float(listed), "proposed": float(proposed)}


def confident(facts: Facts, curves: Curves | None = None) -> Facts:
    """The facts with calibrated confidence.

    A name is as sure in all its mentions: the chance that the document speaks of such a thing of that kind. What an
    enterprise makes is no surer than both names.
    """
    curves = shipped() if curves is None else curves
    unsure = [fact for fact in facts.proposals if isinstance(fact, Name)]
    others = [fact for fact in facts.proposals if not isinstance(fact, Name)]
    chances = _chances(curves, facts.names, proposed=False)
    return replace(
        facts,
        tasks=tuple(replace(task, confidence=_chance(curves, "task", [task])) for task in facts.tasks),
        targets=tuple(replace(target, confidence=_chance(curves, "target", [target])) for target in facts.targets),
        names=_told(facts.names, chances),
        makes=tuple(_made(fact, chances) for fact in facts.makes),
        proposals=(*others, *_told(unsure, _chances(curves, unsure, proposed=True))),
    )


def by_name(names: Iterable[Name]) -> dict[Key, list[Name]]:
    """The mentions of each (kind, name)."""
    found: dict[Key, list[Name]] = {}
    for name in names:
        found.setdefault((name.kind, name.name), []).append(name)
    return found


def _chances(curves: Curves, names: Sequence[Name], *, proposed: bool) -> dict[Key, float]:
    return {key: _chance(curves, key[0], found, proposed=proposed) for key, found in by_name(names).items()}


def _chance(curves: Curves, kind: str, mentions: Sequence[Fact], *, proposed: bool = False) -> float:
    curve = curves.get(kind)
    if curve is None:
        return max(mention.confidence for mention in mentions)
    return curve.chance(signs(mentions, proposed=proposed))


def _told(names: Sequence[Name], chances: Mapping[Key, float]) -> tuple[Name, ...]:
    return tuple(replace(name, confidence=chances[name.kind, name.name]) for name in names)


def _made(fact: Makes, chances: Mapping[Key, float]) -> Makes:
    ends = (chances.get(end, 1.0) for end in (("enterprise", fact.enterprise), ("segment", fact.segment)))
    return replace(fact, confidence=min(fact.confidence, *ends))


@cache
def shipped() -> Curves:
    """The curves of ingest/data/confidence.json, which `make evaluate` writes."""
    stored = json.loads(files("ingest").joinpath("data/confidence.json").read_text("utf-8"))
    return {kind: Curve(weights) for kind, weights in stored.items()}
