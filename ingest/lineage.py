"""Which policy takes the place of which: versions of one subject in one region, oldest to newest.

The edges follow from the policies' own titles, dates and status, so they are made anew from what the store
holds after every change, whatever the order in which documents came.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from graph import Store
from graph.records import DocumentGraph, Edge

OWNER = "lineage"
CARRIER = re.compile(r"^.*?关于(?:印发|公布|发布|下发)?[《“]?|[》”]?的?通知$")
MARKS = re.compile(r"\((?:[^()]*(?:稿|草案|试行|修订|修正)[^()]*)\)|[《》“”\"]|\((?:20\d\d)年版\)")


def subject(title: str) -> str:
    """What a title is about, without the notice that carries it and the mark of its version."""
    bare = MARKS.sub("", title)
    return CARRIER.sub("", bare) or bare


def replacements(policies: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """(newer id, older id) for neighbours in each line of versions; a draft comes before its final text."""
    lines: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for policy in policies:
        lines[subject(policy["title"]), policy.get("region") or ""].append(policy)
    pairs = []
    for line in lines.values():
        ordered = sorted(line, key=lambda p: (p.get("issued_on") or "", p["status"] != "draft", p["id"]))
        pairs += [(new["id"], old["id"]) for old, new in pairwise(ordered)]
    return sorted(pairs)


def relink(store: Store) -> None:
    """Bring the REPLACES edges in line with the policies that the store holds."""
    edges = tuple(Edge.of("REPLACES", new, old, OWNER) for new, old in replacements(store.policies()))
    store.write(DocumentGraph(OWNER, (), edges, ()))
