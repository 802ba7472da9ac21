"""Pydantic models and enums of the API, made from the ontology when this module is imported.

Besides the functions below the module has one model per node type (`PolicyRecord`) and edge type
(`LeadsRecord`), and one Literal type per enum (`Stance`); `NodeRecord` and `EdgeRecord` are the unions over
all types, told apart by `type`. Type checkers see all of these as Any.
"""

from __future__ import annotations

import datetime
import functools
import operator
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from ontology.model import EdgeType, NodeType, Property, load

_CONFIG = ConfigDict(extra="forbid", frozen=True)
_TYPES: Mapping[str, Any] = {
    "string": str,
    "integer": int,
    "float": float,
    "date": datetime.date,
    "string_list": list[str],
}


def enum_type(name: str) -> Any:  # noqa: ANN401 - a Literal has no static type
    """The Literal type of the values of an enum, e.g. "stance"; raises KeyError for an unknown name."""
    return _ENUMS[name]


def node_model(type_: str) -> type[BaseModel]:
    """The record of a node type: id, type, name and properties; KeyError for an unknown type."""
    return _NODES[type_]


def edge_model(type_: str) -> type[BaseModel]:
    """The record of an edge type: rid, type, source, target, policy, properties; KeyError for an unknown type."""
    return _EDGES[type_]


def node_record(id_: str, type_: str, props: Mapping[str, Any]) -> BaseModel:
    """The record of a stored node, whose props may repeat the id; ValidationError where they break the ontology."""
    node = load().nodes[type_]
    name = props.get(node.caption)
    return node_model(type_).model_validate(
        {"id": id_, "type": type_, "name": name, "properties": _present(node, props)}
    )


def edge_record(rid: str, type_: str, source: str, target: str, policy: str, props: Mapping[str, Any]) -> BaseModel:
    """The record of a stored edge; as `node_record`, its props may repeat rid and policy."""
    fields = {"rid": rid, "type": type_, "source": source, "target": target, "policy": policy}
    return edge_model(type_).model_validate({**fields, "properties": _present(load().edges[type_], props)})


def _present(owner: NodeType | EdgeType, props: Mapping[str, Any]) -> dict[str, Any]:
    known, repeated = owner.properties, {"id", "rid", "policy", "said_source", "said_target"} - set(owner.properties)
    kept = {k: v for k, v in props.items() if k not in repeated}
    return {k: v for k, v in kept.items() if k not in known or known[k].holds(v)}


def _field(prop: Property) -> tuple[Any, Any]:
    type_ = _ENUMS[prop.enum] if prop.enum else _TYPES[prop.type]
    if prop.type == "string_list":
        return type_, Field(default_factory=list, title=prop.zh)
    if prop.required:
        return type_, Field(title=prop.zh)
    return type_ | None, Field(default=None, title=prop.zh)


def _properties(owner: NodeType | EdgeType, stem: str) -> type[BaseModel]:
    fields: dict[str, Any] = {p.name: _field(p) for p in owner.properties.values()}
    return create_model(f"{stem}Properties", __config__=_CONFIG, __doc__=f"{owner.zh}", **fields)


def _node(node: NodeType) -> type[BaseModel]:
    fields: dict[str, Any] = {
        "id": (str, ...),
        "type": (Literal[node.name], ...),
        "name": (str, Field(description=f"The property {node.caption}.")),
        "properties": (_properties(node, node.name), ...),
    }
    doc = f"{node.zh}: {node.note}"
    return create_model(f"{node.name}Record", __config__=_CONFIG, __doc__=doc, __module__=__name__, **fields)


def _edge(edge: EdgeType) -> type[BaseModel]:
    stem = _camel(edge.name)
    fields: dict[str, Any] = {
        "rid": (str, ...),
        "type": (Literal[edge.name], ...),
        "source": (str, ...),
        "target": (str, ...),
        "policy": (str, Field(description="Id of the document that states it; empty for reference data.")),
        "properties": (_properties(edge, stem), ...),
    }
    doc = f"{edge.zh}: {edge.note}" if edge.note else edge.zh
    return create_model(f"{stem}Record", __config__=_CONFIG, __doc__=doc, __module__=__name__, **fields)


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


_ENUMS: Mapping[str, Any] = {name: Literal[tuple(values)] for name, values in load().enums.items()}
_NODES: Mapping[str, type[BaseModel]] = {name: _node(node) for name, node in load().nodes.items()}
_EDGES: Mapping[str, type[BaseModel]] = {name: _edge(edge) for name, edge in load().edges.items()}
_PUBLIC: Mapping[str, Any] = {
    **{_camel(name): values for name, values in _ENUMS.items()},
    **{model.__name__: model for model in (*_NODES.values(), *_EDGES.values())},
    "NodeRecord": Annotated[functools.reduce(operator.or_, _NODES.values()), Field(discriminator="type")],
    "EdgeRecord": Annotated[functools.reduce(operator.or_, _EDGES.values()), Field(discriminator="type")],
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - models and Literal types alike
    try:
        return _PUBLIC[name]
    except KeyError:
        raise AttributeError(f"module {__name__} has no attribute {name}") from None


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})
