"""Names that judgements put at another node: what a document says of them is written there, and can be moved back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from neo4j import ManagedTransaction

from graph import cypher
from graph.diff import Contribution, EdgeKey, NodeKey, Props
from graph.records import make_id

ENDS = ("said_source", "said_target")


@dataclass(frozen=True, slots=True)
class Node:
    """The node at which a name stands: its label and key properties, the id among them."""

    label: str
    props: Props

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.props["id"])


def alias_id(of: str) -> str:
    """The id of the record that says where a name stands."""
    return make_id("Alias", of)


def aliases(tx: ManagedTransaction, ids: Iterable[str]) -> dict[str, Node]:
    """For each name that stands at another node, that node."""
    rows = cypher.nodes(tx, "Alias", [alias_id(i) for i in ids]).values()
    found: dict[str, Node] = {}
    by_label = lambda row: str(row["kind"])  # noqa: E731
    for label, group in groupby(sorted(rows, key=by_label), by_label):
        wanted = {str(row["of"]): str(row["into"]) for row in group}
        held = cypher.nodes(tx, label, set(wanted.values()))
        found |= {of: Node(label, held[label, into]) for of, into in wanted.items() if (label, into) in held}
    return found


def placed(rows: Contribution, where: Mapping[str, Node]) -> Contribution:
    """The rows with every name at the node where it stands."""
    if not where:
        return rows
    into = {of: node.id for of, node in where.items()}
    shared = dict(key_at(key, props, where) for key, props in rows.shared.items())
    owned = {key: evidence_at(props, into) if key[0] == "Evidence" else props for key, props in rows.owned.items()}
    edges = dict(edge_at(key, props, into) for key, props in rows.edges.items())
    return replace(rows, shared=shared, owned=owned, edges=edges)


def key_at(key: NodeKey, props: Props, where: Mapping[str, Node]) -> tuple[NodeKey, Props]:
    """A shared node's key properties, or those of the node where it stands."""
    node = where.get(key[1])
    if node is None:
        return key, props
    return (node.label, node.id), {name: node.props[name] for name in props if name in node.props}


def evidence_at(props: Props, into: Mapping[str, str]) -> Props:
    """Evidence where its name stands."""
    about = str(props["about"])
    return {**props, "about": into[about], "said_of": about} if about in into else props


def edge_at(key: EdgeKey, props: Props, into: Mapping[str, str]) -> tuple[EdgeKey, Props]:
    """An edge between the nodes where the names of its ends stand; its own ends are kept beside."""
    own = [str(props.get(name, end)) for name, end in zip(ENDS, (key.source, key.target), strict=True)]
    now = [into.get(end, end) for end in own]
    kept = {name: value for name, value in props.items() if name not in ENDS}
    kept |= {name: end for name, end, at in zip(ENDS, own, now, strict=True) if end != at}
    return replace(key, source=now[0], target=now[1]), kept
