"""What is written to the store: nodes and edges of one document, each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

Value = str | int | float | list[str] | None


def make_id(type_: str, *parts: object) -> str:
    """Stable id `type-16 hex digits` of a node, edge or evidence from the values that identify it."""
    text = "\x1f".join(["" if p is None else str(p) for p in parts])
    return f"{type_.lower()}-{blake2b(text.encode(), digest_size=8).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence behind one node or edge.

    `about` is a node id or edge rid, `said_of` the id that the thing's name has by itself where judgements put it at
    another node; `start` and `end` are character offsets in the reading text of the file, `place` says in words where
    that stands, `page` and `boxes` (`page left top right bottom`, points) where it has pages; `quote` is the sentence
    there in its original characters; `surface` the thing's name, normalised; `claims` the properties this sentence
    gives to a shared node.
    """

    about: str
    policy: str
    passage: str
    start: int
    end: int
    quote: str
    rule: str
    confidence: float
    surface: str = ""
    claims: Mapping[str, Value] = field(default_factory=dict)
    place: str = ""
    page: int | None = None
    boxes: tuple[str, ...] = ()
    said_of: str = ""
    id: str = field(init=False)
    """Stable id of this evidence, made once since every stage asks for it."""

    def __post_init__(self) -> None:
        id_ = make_id("evidence", self.about, self.policy, self.start, self.end, self.surface, self.rule)
        object.__setattr__(self, "id", id_)


@dataclass(frozen=True, slots=True)
class Node:
    """One node. `owned` nodes (policy, passage, task, target) live and die with their document; others are shared."""

    id: str
    type: str
    props: Mapping[str, Value]
    owned: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """One statement by one document; `policy` is that document's id and part of the rid."""

    rid: str
    type: str
    source: str
    target: str
    policy: str
    props: Mapping[str, Value]

    @classmethod
    def of(cls, type_: str, source: str, target: str, policy: str, **props: Value) -> Edge:
        """An edge with the stable rid made from type, ends and document."""
        return cls(make_id(type_, source, target, policy), type_, source, target, policy, props)


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """Everything one document contributes to the graph; written in one transaction."""

    policy: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    evidence: tuple[Evidence, ...]
