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
    """One property of a node or edge.

    `enum` names the list its values come from; `ref` the node type whose ids they are (`any`: a node's or edge's).
    """

    name: str
    type: str
    zh: str
    key: bool = False
    required: bool = False
    index: bool = False
    enum: str | None = None
    ref: str | None = None

    @property
    def en(self) -> str:
        """English label, e.g. doc_number → doc number."""
        return self.name.replace("_", " ")

    def holds(self, value: object) -> bool:
        """False where the value stands for absence: None, or empty where empty text is no value of the type."""
        return value is not None and (value != "" or (self.type == "string" and not (self.enum or self.ref)))


@dataclass(frozen=True, slots=True)
class NodeType:
    """One node label; `caption` names the property shown as its name, `evidence` is `mention` or `none`."""

    name: str
    zh: str
    en: str
    colour: str
    caption: str
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
    colours: Mapping[str, Mapping[str, str]]
    nodes: Mapping[str, NodeType]
    edges: Mapping[str, EdgeType]

    def label(self, enum: str, value: str) -> str:
        """Chinese label of an enum value, e.g. ("stance", "gap") → 短板."""
        return self.enums[enum][value]


def parse(data: Mapping[str, Any]) -> Ontology:
    """Build the ontology from the parsed YAML; raises OntologyError where it contradicts itself."""
    _keys(data, {"version", "namespace", "enums", "nodes", "edges"}, {"colours"}, "ontology")
    enums, colours = _frozen(data["enums"]), _frozen(data.get("colours", {}))
    for name, chosen in colours.items():
        if set(chosen) != set(enums.get(name, {})):
            raise OntologyError(f"colours.{name}: must name exactly the values of that enum")
    nodes = {n: _node(n, spec, enums, set(data["nodes"])) for n, spec in data["nodes"].items()}
    edges = {n: _edge(n, spec, enums, set(nodes)) for n, spec in data["edges"].items()}
    return Ontology(
        version=data["version"],
        namespace=data["namespace"],
        enums=enums,
        colours=colours,
        nodes=MappingProxyType(nodes),
        edges=MappingProxyType(edges),
    )


@cache
def load() -> Ontology:
    """The ontology of this package."""
    return parse(yaml.safe_load(files("ontology").joinpath("ontology.yaml").read_text("utf-8")))


def _node(name: str, spec: Mapping[str, Any], enums: Mapping[str, Any], types: set[str]) -> NodeType:
    _keys(spec, {"zh", "en", "colour", "caption", "evidence", "properties"}, {"note"}, name)
    if spec["evidence"] not in EVIDENCE_RULES:
        raise OntologyError(f"{name}: evidence must be one of {EVIDENCE_RULES}")
    rest = _rest(spec, "properties")
    node = NodeType(name=name, properties=_properties(name, spec["properties"], enums, types), **rest)
    if not node.key:
        raise OntologyError(f"{name}: no key property")
    if node.caption not in node.properties:
        raise OntologyError(f"{name}: caption {node.caption} is not one of its properties")
    return node


def _edge(name: str, spec: Mapping[str, Any], enums: Mapping[str, Any], types: set[str]) -> EdgeType:
    _keys(spec, {"zh", "en", "ends", "properties"}, {"note"}, name)
    ends = tuple((source, target) for source, targets in spec["ends"].items() for target in targets)
    for end in {e for pair in ends for e in pair}:
        if end not in types:
            raise OntologyError(f"{name}: unknown node type {end}")
    return EdgeType(
        name=name,
        ends=ends,
        properties=_properties(name, spec["properties"], enums, types),
        **_rest(spec, "ends", "properties"),
    )


def _properties(
    owner: str, specs: Mapping[str, Any], enums: Mapping[str, Any], types: set[str]
) -> Mapping[str, Property]:
    found = {}
    for name, spec in specs.items():
        where = f"{owner}.{name}"
        _keys(spec, {"type", "zh"}, {"key", "required", "index", "enum", "ref"}, where)
        if spec["type"] not in PROPERTY_TYPES:
            raise OntologyError(f"{where}: type must be one of {PROPERTY_TYPES}")
        if spec.get("enum") is not None and spec["enum"] not in enums:
            raise OntologyError(f"{where}: unknown enum {spec['enum']}")
        if spec.get("ref") is not None and spec["ref"] not in types | {"any"}:
            raise OntologyError(f"{where}: unknown node type {spec['ref']}")
        found[name] = Property(name=name, **spec)
    return MappingProxyType(found)


def _keys(spec: Mapping[str, Any], required: set[str], optional: set[str], where: str) -> None:
    if extra := set(spec) - required - optional:
        raise OntologyError(f"{where}: unknown keys {sorted(extra)}")
    if missing := required - set(spec):
        raise OntologyError(f"{where}: missing keys {sorted(missing)}")


def _frozen(lists: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({k: MappingProxyType(dict(v)) for k, v in lists.items()})


def _rest(spec: Mapping[str, Any], *without: str) -> dict[str, Any]:
    return {k: v for k, v in spec.items() if k not in without}
