"""What follows from judgements: where names stand, and which edges there are between nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph import Judgement, Named, Relation, Settlement
from ingest.identity.clusters import Pair, canonical, effective

EDGES = {"broader": "BROADER", "member": "MEMBER_OF", "successor": "SUCCEEDS"}


def settlement(names: Mapping[str, Named], rules: Iterable[Judgement], people: Iterable[Judgement]) -> Settlement:
    """What follows from judgements: where names stand and which edges there are between nodes."""
    rules = tuple(rules)
    held = effective([*rules, *people])
    into = canonical(names, held)
    return Settlement(names, rules, into, tuple(_direct(_relations(names, held, into))))


def _relations(
    names: Mapping[str, Named], held: Mapping[Pair, Judgement], into: Mapping[str, str]
) -> Iterable[Relation]:
    """One edge for each pair of nodes and type, by the surest judgement."""
    found: dict[str, Relation] = {}
    for one in sorted(held.values(), key=lambda j: (j.score, j.id)):
        if one.answer in EDGES and one.pair <= names.keys():
            edge = _relation(one, into.get(one.a, one.a), into.get(one.b, one.b))
            if edge.source != edge.target:
                found[edge.rid] = edge
    return found.values()


def _relation(one: Judgement, a: str, b: str) -> Relation:
    props: dict[str, str | float] = {"source": one.who or one.rule, "confidence": one.score}
    if one.answer == "successor":
        a, b = b, a
        years, _, how = one.note.partition(" ")
        props |= {name: value for name, value in (("years", years), ("how", how)) if value}
    return Relation(EDGES[one.answer], one.kind, a, b, props)


def _direct(relations: Iterable[Relation]) -> Iterable[Relation]:
    """Without the edges that two others say together: what a branch's branch belongs to follows from its own."""
    given = list(relations)
    above: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one in given:
        above[one.type, one.source].add(one.target)
    for one in given:
        upper = above[one.type, one.source]
        if not any(one.target in above[one.type, between] for between in upper if between != one.target):
            yield one
