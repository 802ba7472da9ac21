"""The statements that read and write rows: labels and types come from the ontology's names, values are parameters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from neo4j import ManagedTransaction

from graph.diff import EdgeKey, NodeKey, Props

BATCH = 2_000
Row = dict[str, Any]


def own_nodes(tx: ManagedTransaction, label: str, policy: str) -> dict[NodeKey, Props]:
    """Nodes of this label that the document owns."""
    key = "id" if label == "Policy" else "policy"
    rows = tx.run(f"MATCH (n:{label} {{{key}: $policy}}) RETURN n.id AS id, properties(n) AS props", policy=policy)
    return {(label, row["id"]): row["props"] for row in rows}


def own_edges(tx: ManagedTransaction, type_: str, policy: str) -> dict[EdgeKey, Props]:
    """Edges of this type that the document states."""
    rows = tx.run(
        f"MATCH (a)-[r:{type_} {{policy: $policy}}]->(b) RETURN r.rid AS rid, properties(r) AS props, "
        "labels(a)[0] AS a, a.id AS source, labels(b)[0] AS b, b.id AS target",
        policy=policy,
    )
    return {EdgeKey(type_, r["rid"], r["a"], r["source"], r["b"], r["target"]): r["props"] for r in rows}


def wait_for_writers(tx: ManagedTransaction) -> None:
    """Let one writer in at a time, so that each sees all evidence of those before it.

    The key of a node that exists in no committed state is locked by its unique constraint until the transaction ends.
    """
    tx.run("MERGE (turn:Policy {id: 'turn'}) DELETE turn").consume()


def nodes(tx: ManagedTransaction, label: str, ids: Iterable[str]) -> dict[NodeKey, Props]:
    """Nodes of this label among `ids`."""
    query = f"UNWIND $rows AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id, properties(n) AS props"
    found = {}
    for rows in batches(sorted(ids)):
        found.update({(label, row["id"]): row["props"] for row in tx.run(query, rows=rows)})
    return found


def voices(tx: ManagedTransaction, ids: Iterable[str]) -> Iterator[Row]:
    """Equal statements about nodes, over all documents: about, surface, claims, count; also names that stand there."""
    said = (
        "UNWIND $rows AS id MATCH (v:Voice {into: id}) RETURN id AS about, "
        "coalesce(v.surface, '') AS surface, coalesce(v.claims, '') AS claims, v.count AS count"
    )
    standing = (
        "UNWIND $rows AS id MATCH (a:Alias {into: id}) WHERE EXISTS { MATCH (:Voice {of: a.of}) } "
        "RETURN id AS about, a.written AS surface, '' AS claims, 0 AS count"
    )
    for rows in batches(sorted(ids)):
        for query in (said, standing):
            yield from (row.data() for row in tx.run(query, rows=rows))


def add_voices(tx: ManagedTransaction, rows: Sequence[Props]) -> None:
    """Add to counts of statements, or take from them; what is said no more is deleted."""
    query = (
        "UNWIND $rows AS row MERGE (v:Voice {id: row.id}) ON MATCH SET v.count = v.count + row.count "
        "ON CREATE SET v = row WITH v WHERE v.count <= 0 DELETE v"
    )
    for batch in batches(rows):
        tx.run(query, rows=batch).consume()


def stated_at(tx: ManagedTransaction, label: str, ids: Iterable[str]) -> dict[EdgeKey, Props]:
    """The edges of documents at these nodes, in whatever direction."""
    query = (
        f"UNWIND $rows AS id MATCH (n:{label} {{id: id}})-[r]-() WHERE r.policy <> '' WITH DISTINCT r "
        "RETURN type(r) AS type, r.rid AS rid, properties(r) AS props, labels(startNode(r))[0] AS a, "
        "startNode(r).id AS source, labels(endNode(r))[0] AS b, endNode(r).id AS target"
    )
    found = {}
    for rows in batches(sorted(ids)):
        for r in tx.run(query, rows=rows):
            found[EdgeKey(r["type"], r["rid"], r["a"], r["source"], r["b"], r["target"])] = r["props"]
    return found


def move_evidence(tx: ManagedTransaction, moves: Iterable[Row]) -> None:
    """Put the evidence of names (`of`) that stands at one node (`now`) at another (`into`), and its counts."""
    evidence = (
        "UNWIND $rows AS row MATCH (e:Evidence {about: row.now}) WHERE coalesce(e.said_of, e.about) = row.of "
        "SET e.said_of = CASE WHEN row.of <> row.into THEN row.of END, e.about = row.into"
    )
    voices = "UNWIND $rows AS row MATCH (v:Voice {of: row.of}) SET v.into = row.into"
    for rows in batches(list(moves)):
        for query in (evidence, voices):
            tx.run(query, rows=rows).consume()


def create_nodes(tx: ManagedTransaction, nodes: Mapping[NodeKey, Props]) -> None:
    """Create nodes that the store does not hold, without looking for each first."""
    for label, rows in _grouped((key[0], props) for key, props in nodes.items()):
        for batch in batches(rows):
            tx.run(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", rows=batch).consume()


def put_nodes(tx: ManagedTransaction, nodes: Mapping[NodeKey, Props]) -> None:
    """Create nodes, or replace all their properties."""
    for label, rows in _grouped((key[0], {"id": key[1], "props": props}) for key, props in nodes.items()):
        for batch in batches(rows):
            tx.run(f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row.props", rows=batch).consume()


def create_edges(tx: ManagedTransaction, edges: Mapping[EdgeKey, Props]) -> int:
    """Create edges that the store does not hold; returns how many had both ends."""
    return _edges(tx, edges, "CREATE (a)-[r:{type_}]->(b)")


def put_edges(tx: ManagedTransaction, edges: Mapping[EdgeKey, Props]) -> int:
    """Create edges, or replace all their properties; returns how many had both ends."""
    return _edges(tx, edges, "MERGE (a)-[r:{type_} {{rid: row.props.rid}}]->(b)")


def _edges(tx: ManagedTransaction, edges: Mapping[EdgeKey, Props], clause: str) -> int:
    groups = _grouped(
        ((key.type, key.source_label, key.target_label), {"a": key.source, "b": key.target, "props": p})
        for key, p in edges.items()
    )
    done = 0
    for (type_, source, target), rows in groups:
        query = (
            f"UNWIND $rows AS row MATCH (a:{source} {{id: row.a}}) MATCH (b:{target} {{id: row.b}}) "
            f"{clause.format(type_=type_)} SET r = row.props RETURN count(r) AS done"
        )
        done += sum(tx.run(query, rows=batch).single(strict=True)["done"] for batch in batches(rows))
    return done


def delete_nodes(tx: ManagedTransaction, keys: Iterable[NodeKey]) -> None:
    """Delete nodes with whatever edges they still have."""
    for label, ids in _grouped(keys):
        for batch in batches(ids):
            tx.run(f"UNWIND $rows AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n", rows=batch).consume()


def delete_edges(tx: ManagedTransaction, keys: Iterable[EdgeKey]) -> None:
    """Delete edges."""
    for type_, rids in _grouped((key.type, key.rid) for key in keys):
        for batch in batches(rids):
            tx.run(f"UNWIND $rows AS rid MATCH ()-[r:{type_} {{rid: rid}}]->() DELETE r", rows=batch).consume()


def delete_lonely(tx: ManagedTransaction, keys: Iterable[NodeKey]) -> int:
    """Delete those nodes that no edge touches; returns how many."""
    deleted = 0
    for label, ids in _grouped(keys):
        query = f"UNWIND $rows AS id MATCH (n:{label} {{id: id}}) WHERE NOT EXISTS {{ (n)--() }} DELETE n"
        deleted += sum(tx.run(query, rows=batch).consume().counters.nodes_deleted for batch in batches(ids))
    return deleted


def foreign_edges(tx: ManagedTransaction, policy: str) -> list[str]:
    """Ids of the edges by which other documents refer to this one."""
    query = "MATCH (:Policy {id: $policy})-[r]-() WHERE r.policy <> $policy RETURN DISTINCT r.rid AS rid ORDER BY rid"
    return [row["rid"] for row in tx.run(query, policy=policy)]


def delete_evidence(tx: ManagedTransaction, about: list[str]) -> int:
    """Delete the evidence of edges that went with their end; returns how many."""
    query = "UNWIND $rows AS id MATCH (e:Evidence {about: id}) DELETE e"
    return sum(tx.run(query, rows=batch).consume().counters.nodes_deleted for batch in batches(about))


def batches(rows: Sequence[Any], size: int = BATCH) -> Iterator[Sequence[Any]]:
    """Slices of at most `size` rows."""
    return (rows[i : i + size] for i in range(0, len(rows), size))


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> Iterable[tuple[Any, list[Any]]]:
    groups = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return sorted(groups.items())
