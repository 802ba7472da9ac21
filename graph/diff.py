"""The rows that a document stands for in the store, and what must change there."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from graph.check import is_owned, is_shared
from graph.records import DocumentGraph, Evidence, Value
from ontology.model import Ontology, Property

Key = TypeVar("Key", bound=Hashable)
Props = dict[str, Value]
NodeKey = tuple[str, str]
"""(label, id)"""


@dataclass(frozen=True, slots=True)
class EdgeKey:
    """An edge with the labels and ids of its ends."""

    type: str
    rid: str
    source_label: str
    source: str
    target_label: str
    target: str


@dataclass(frozen=True, slots=True)
class Change(Generic[Key]):
    """Rows to create, to set anew and to delete."""

    create: dict[Key, Props]
    update: dict[Key, Props]
    delete: list[Key]


@dataclass(slots=True)
class Contribution:
    """All rows of one document. `shared` holds only the key properties; the rest comes from evidence."""

    owned: dict[NodeKey, Props] = field(default_factory=dict)
    shared: dict[NodeKey, Props] = field(default_factory=dict)
    reference: dict[NodeKey, Props] = field(default_factory=dict)
    edges: dict[EdgeKey, Props] = field(default_factory=dict)


def change(old: Mapping[Key, Props], new: Mapping[Key, Props]) -> Change[Key]:
    """What turns `old` into `new`."""
    return Change(
        {k: v for k, v in new.items() if k not in old},
        {k: v for k, v in new.items() if k in old and old[k] != v},
        [k for k in old if k not in new],
    )


def contribution(graph: DocumentGraph, ontology: Ontology) -> Contribution:
    """The rows of a checked graph; a reference node counts only where an edge touches it."""
    rows = Contribution()
    touched = {end for edge in graph.edges for end in (edge.source, edge.target)}
    labels = {node.id: node.type for node in graph.nodes}
    for node in graph.nodes:
        declared = ontology.nodes[node.type].properties
        props = {"id": node.id, **_stored(node.props, declared)}
        if is_owned(ontology, node.type):
            rows.owned[node.type, node.id] = props
        elif is_shared(ontology, node.type):
            keys = ("id", *ontology.nodes[node.type].key)
            rows.shared[node.type, node.id] = {k: v for k, v in props.items() if k in keys}
        elif node.id in touched:
            rows.reference[node.type, node.id] = props
    for evidence in graph.evidence:
        rows.owned["Evidence", evidence.id] = _evidence(evidence, ontology)
    for edge in graph.edges:
        source, target = labels.get(edge.source, "Policy"), labels.get(edge.target, "Policy")
        key = EdgeKey(edge.type, edge.rid, source, edge.source, target, edge.target)
        props = _stored(edge.props, ontology.edges[edge.type].properties)
        rows.edges[key] = {"rid": edge.rid, "policy": edge.policy, **props}
    return rows


def _stored(props: Mapping[str, Value], declared: Mapping[str, Property]) -> Props:
    """As Neo4j keeps them: no nulls, whole numbers of a float property as floats."""
    return {
        name: float(value) if declared[name].type == "float" and isinstance(value, int) else _plain(value)
        for name, value in props.items()
        if value is not None
    }


def _plain(value: Value) -> Value:
    return list(value) if isinstance(value, list | tuple) else value


def _evidence(evidence: Evidence, ontology: Ontology) -> Props:
    claims = {name: value for name, value in evidence.claims.items() if value is not None}
    declared = ontology.nodes["Evidence"].properties
    values: Props = {name: getattr(evidence, name) for name in declared if name != "claims"}
    values |= {name: getattr(evidence, name) or None for name in ("surface", "place", "page", "boxes", "said_of")}
    values["claims"] = json.dumps(claims, ensure_ascii=False, sort_keys=True) if claims else None
    return {"id": evidence.id, **_stored(values, declared)}
