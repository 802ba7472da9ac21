"""One place that judges two names of any type, and says which pairs of many are worth judging."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ingest.identity import departments, enterprises, industries, platforms, regions, segments
from ingest.identity.records import Kind, Mention, Verdict

BLOCK_MAX = 400


@dataclass(frozen=True, slots=True)
class Rules:
    """How names of one type are judged, and the keys of which two names share at least one where they have to do."""

    judge: Callable[[Mention, Mention], Verdict]
    keys: Callable[[Mention], frozenset[str]]


RULES: dict[Kind, Rules] = {
    "department": Rules(departments.judge, departments.keys),
    "enterprise": Rules(enterprises.judge, enterprises.keys),
    "industry": Rules(industries.judge, industries.keys),
    "segment": Rules(segments.judge, segments.keys),
    "platform": Rules(platforms.judge, platforms.keys),
    "region": Rules(regions.judge, regions.keys),
}


def judge(a: Mention, b: Mention) -> Verdict:
    """What `a` is to `b`; names of two types are different."""
    if a.kind != b.kind:
        return Verdict("different", "type", 1.0)
    return RULES[a.kind].judge(a, b)


def pairs(mentions: list[Mention]) -> Iterator[tuple[int, int]]:
    """Places (in `mentions`) of the pairs worth judging, each once: those that share a key.

    Under a key that begins with ? only those that have it with ! too meet the others: a collective meets all that may
    be of it, these not one another. Of a block too large only neighbours in order of names meet.
    """
    found = _blocks(mentions)
    seen: set[tuple[int, int]] = set()
    for (kind, key), block in found.items():
        if key.startswith("!"):
            continue
        met = _open(found.get((kind, "!" + key[1:]), []), block) if key.startswith("?") else _in_block(block, mentions)
        for pair in met:
            if pair not in seen:
                seen.add(pair)
                yield pair


def _blocks(mentions: Iterable[Mention]) -> dict[tuple[str, str], list[int]]:
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, mention in enumerate(mentions):
        for key in RULES[mention.kind].keys(mention):
            found[mention.kind, key].append(place)
    return found


def _open(few: list[int], everything: list[int]) -> Iterator[tuple[int, int]]:
    for one in few:
        for other in everything:
            if one != other:
                yield (one, other) if one < other else (other, one)


def _in_block(block: list[int], mentions: list[Mention]) -> Iterator[tuple[int, int]]:
    reach = len(block) if len(block) <= BLOCK_MAX else BLOCK_MAX * BLOCK_MAX // (2 * len(block)) + 1
    ordered = block if len(block) <= BLOCK_MAX else sorted(block, key=lambda place: mentions[place].name)
    for start, one in enumerate(ordered):
        for other in ordered[start + 1 : start + 1 + reach]:
            yield (one, other) if one < other else (other, one)
