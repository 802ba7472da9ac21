"""The names of the whole graph, judged in pairs: what is one thing stands at one node, and how others hang together."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graph import Judgement, Named, Store
from graph.judgements import PERSON
from ingest.identity import departments
from ingest.identity.clusters import effective, sparse, without_doubles
from ingest.identity.judge import RULES, judge, pairs
from ingest.identity.records import Kind, Mention
from ingest.identity.settlement import settlement
from ingest.regions import region_in

Progress = Callable[[str, int, int], None]
STEP = 5_000
VAGUE = ("industry.unnamed", "department.unknown_place")
"""Rules for names that fit nearly everything (特色产业, a bureau of no known place): no person can say more."""


@dataclass(frozen=True, slots=True)
class Matched:
    """How many names there are, at how many nodes they stand, and how many pairs wait for a person."""

    names: int
    nodes: int
    unsure: int
    changed: int


def match(store: Store, progress: Progress = lambda *_: None) -> Matched:
    """Judge the names of the graph anew, beside what people have judged, and bring the graph to it."""
    names = {one.id: one for one in store.names()}
    people = store.judgements(by=PERSON)
    rules = sparse(judged(list(names.values()), progress), names, {one.pair for one in people})
    wanted = settlement(names, rules, people)
    progress("归并名称", 0, 0)
    written = store.settle(wanted)
    unsure = sum(one.answer == "unsure" for one in effective([*wanted.rules, *people]).values())
    return Matched(len(names), len(names) - len(wanted.canonical), unsure, written.total)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without searches for circles of garbage: millions of small values are made and none are in a circle."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@_uncollected()
def judged(names: list[Named], progress: Progress = lambda *_: None) -> list[Judgement]:
    """What the rules say of all pairs of names that share a key, what is different left out."""
    known = sorted((one for one in names if one.type.lower() in RULES), key=lambda one: one.id)
    mentions = [mention(one) for one in known]
    found: list[Judgement] = []
    for done, (a, b) in enumerate(pairs(mentions)):
        if done % STEP == 0:
            progress("比对名称", done, 0)
        found.extend(_judgement(known[a], known[b], mentions[a], mentions[b]))
    by_id = dict(zip((one.id for one in known), mentions, strict=True))
    return without_doubles(found, lambda a, b: judge(by_id[a], by_id[b]).answer)


def mention(name: Named) -> Mention:
    """A name of the graph as the rules take it."""
    kind: Kind = name.type.lower()  # type: ignore[assignment]
    return Mention(kind, name.name, name.region)


def _judgement(a: Named, b: Named, left: Mention, right: Mention) -> Iterable[Judgement]:
    """What a is to b, or b to a where that says more."""
    forth = judge(left, right)
    if forth.answer == "different":
        a, b, forth = b, a, judge(right, left)
    if forth.answer != "different" and forth.rule not in VAGUE:
        note = _note(left, right) if forth.answer == "successor" else ""
        said = (forth.answer, forth.rule, forth.score)
        yield Judgement(a.type, a.id, b.id, a.name, b.name, *said, region_a=a.region, region_b=b.region, note=note)


def _note(left: Mention, right: Mention) -> str:
    """When and how one department followed the other, by the reference table."""
    if left.kind != "department":
        return ""
    both = [departments.canonical(one.name, region_in(one.region)) for one in (left, right)]
    row = departments.succession(*both) or departments.succession(*reversed(both))
    return f"{row.year} {row.kind}" if row else ""
