"""What all evidence together says about one shared node, independent of the order in which documents came."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.records import Value


@dataclass(frozen=True, slots=True)
class Voice:
    """Equal statements about a node: the name as written, claimed properties as JSON, and how many say so."""

    surface: str
    claims: str
    count: int


def merged(key: Mapping[str, Value], voices: Iterable[Voice]) -> dict[str, Value]:
    """Properties of a shared node: its key, all other names as aliases, and of each claim the most frequent value.

    Ties go to the smallest string; lists are united.
    """
    names: set[str] = set()
    votes: dict[str, Counter[str | int | float]] = defaultdict(Counter)
    lists: dict[str, set[str]] = defaultdict(set)
    for voice in voices:
        names.add(voice.surface)
        for name, value in json.loads(voice.claims or "{}").items():
            if isinstance(value, list):
                lists[name].update(value)
            elif value is not None:
                votes[name][value] += voice.count
    props: dict[str, Value] = dict(key)
    props.update({name: min(count, key=lambda v: (-count[v], str(v))) for name, count in votes.items()})
    props.update({name: sorted(values) for name, values in lists.items()})
    if aliases := sorted(names - {"", str(key.get("name", ""))}):
        props["aliases"] = aliases
    return props
