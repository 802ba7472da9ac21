"""The ontology as frozen objects, read once from ontology.yaml; unknown keys and dangling names are refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

PROPERTY_TYPES = ("string", "integer", "float", "date", "string_list")
EVIDENCE_RULES = ("mention", "none")


class OntologyError(ValueError):
    """ontology.yaml breaks its own rules."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node or edge; `enum` names the list its values come from."""

    name: str
    type: str
    zh: str
    key: bool = False
    required: bool = False
    index: bool = False
    enum: str | None = None


@dataclass(frozen=True, slots=True)
class NodeType:
    """One node label with its properties, colour and evidence rule (`mention` or `none`)."""

    name: str
    zh: str
    en: str
    colour: str
    evidence: str
    properties: Mapping[str, Property]
    note: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the properties that make the id, in order of declaration."""
        return tuple(p.name for p in self.properties.values() if p.key)


@dataclass(frozen=True, slots=True)
class EdgeType:
    """One relationship type; `ends` lists the allowed (source, target) node types."""

    name: str
    zh: str
    en: str
    ends: tuple[tuple[str, str], ...]
    properties: Mapping[str, Property]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ontology:
    """All types of the graph."""

    version: int
    namespace: str
    enums: Mapping[str, Mapping[str, str]]
    nodes: Mapping[str, NodeType]
    edges: Mapping[str, EdgeType]

    def label(self, enum: str, value: str) -> str:
        """Chinese label of an enum value, e.g. ("stance", "gap") → 短板."""
        return self.enums[enum][value]


def parse(data: Mapping[str, Any]) -> Ontology:
    """Build the ontology from the parsed YAML; raises OntologyError where it contradicts itself."""
    _only(data, {"version", "namespace", "enums", "nodes", "edges"}, "ontology")
    enums = MappingProxyType({k: MappingProxyType(dict(v)) for k, v in data["enums"].items()})
    nodes = {n: _node(n, spec, enums) for n, spec in data["nodes"].items()}
    edges = {n: _edge(n, spec, enums, nodes) for n, spec in data["edges"].items()}
    return Ontology(data["version"], data["namespace"], enums, MappingProxyType(nodes), MappingProxyType(edges))


@cache
def load() -> Ontology:
    """The ontology of this package."""
    return parse(yaml.safe_load(files("ontology").joinpath("ontology.yaml").read_text("utf-8")))


def _node(name: str, spec: Mapping[str, Any], enums: Mapping[str, Any]) -> NodeType:
    _only(spec, {"zh", "en", "note", "colour", "evidence", "properties"}, name)
    if spec["evidence"] not in EVIDENCE_RULES:
        raise OntologyError(f"{name}: evidence must be one of {EVIDENCE_RULES}")
    node = NodeType(properties=_properties(name, spec["properties"], enums), name=name, **_rest(spec, "properties"))
    if not node.key:
        raise OntologyError(f"{name}: no key property")
    return node


def _edge(name: str, spec: Mapping[str, Any], enums: Mapping[str, Any], nodes: Mapping[str, NodeType]) -> EdgeType:
    _only(spec, {"zh", "en", "note", "ends", "properties"}, name)
    ends = tuple((source, target) for source, targets in spec["ends"].items() for target in targets)
    for end in {e for pair in ends for e in pair}:
        if end not in nodes:
            raise OntologyError(f"{name}: unknown node type {end}")
    return EdgeType(
        name=name,
        ends=ends,
        properties=_properties(name, spec["properties"], enums),
        **_rest(spec, "ends", "properties"),
    )


def _properties(owner: str, specs: Mapping[str, Any], enums: Mapping[str, Any]) -> Mapping[str, Property]:
    found = {}
    for name, spec in specs.items():
        where = f"{owner}.{name}"
        _only(spec, {"type", "zh", "key", "required", "index", "enum"}, where)
        if spec["type"] not in PROPERTY_TYPES:
            raise OntologyError(f"{where}: type must be one of {PROPERTY_TYPES}")
        if spec.get("enum") is not None and spec["enum"] not in enums:
            raise OntologyError(f"{where}: unknown enum {spec['enum']}")
        found[name] = Property(name=name, **spec)
    return MappingProxyType(found)


def _only(spec: Mapping[str, Any], allowed: set[str], where: str) -> None:
    if extra := set(spec) - allowed:
        raise OntologyError(f"{where}: unknown keys {sorted(extra)}")


def _rest(spec: Mapping[str, Any], *without: str) -> dict[str, Any]:
    return {k: v for k, v in spec.items() if k not in without}
