"""Brings the graph to what judgements say: names move to their canonical nodes, and back, some in each transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from neo4j import ManagedTransaction

from graph import cypher
from graph.aliases import alias_id, edge_at
from graph.check import is_shared
from graph.diff import EdgeKey, NodeKey, Props, change
from graph.judgements import Named, Relation, Settlement
from graph.write import Written, described
from ontology.model import Ontology

Step = Callable[[ManagedTransaction], Written]
AT_ONCE = 200
DERIVED = ("BROADER", "MEMBER_OF", "SUCCEEDS")
NAMES = """
MATCH (n:{labels})
RETURN n.id AS id, labels(n)[0] AS type, n.name AS name, coalesce(n.region, '') AS region, n.id AS into
UNION ALL
MATCH (a:Alias)
WHERE EXISTS {{ MATCH (:Voice {{of: a.of}}) }}
RETURN a.of AS id, a.kind AS type, a.written AS name, coalesce(a.region, '') AS region, a.into AS into
"""
HOLLOW = """
MATCH (a:Alias)
WITH DISTINCT a.into AS id
WHERE NOT EXISTS { MATCH (:Voice {of: id, into: id}) }
RETURN id
"""
JUDGEMENTS = "MATCH (j:Judgement) WHERE $by IN ['', j.by] RETURN properties(j) AS props ORDER BY j.id"


def judged_labels(ontology: Ontology) -> list[str]:
    """The types of which names are judged."""
    return [label for label in ontology.nodes if is_shared(ontology, label)]


def steps(tx: ManagedTransaction, wanted: Settlement, ontology: Ontology) -> list[Step]:
    """What is to be done, in parts that are each one transaction of bounded size and leave the graph whole.

    Whoever breaks off between two leaves names that do not yet stand where they should; the next settlement goes on.
    """
    judged = change(_rules(tx), {("Judgement", one.id): one.props() for one in wanted.rules})
    derived = change(_derived(tx), dict(_edge(one) for one in wanted.relations))
    held = {str(row["of"]): str(row["into"]) for row in _aliases(tx)}
    moved = [of for of in sorted(held.keys() | wanted.canonical.keys()) if held.get(of) != wanted.canonical.get(of)]
    put, drawn = list((judged.create | judged.update).items()), list((derived.create | derived.update).items())
    return [
        *(partial(_judge, put=dict(part), gone=()) for part in cypher.batches(put)),
        *(partial(_judge, put={}, gone=part) for part in cypher.batches(judged.delete)),
        *(partial(_erase, gone=part) for part in cypher.batches(derived.delete)),
        *(partial(_move, wanted=wanted, names=part, ontology=ontology) for part in cypher.batches(moved, AT_ONCE)),
        *(partial(_draw, edges=dict(part)) for part in cypher.batches(drawn)),
    ]


def _judge(tx: ManagedTransaction, put: Mapping[NodeKey, Props], gone: Sequence[NodeKey]) -> Written:
    cypher.put_nodes(tx, put)
    cypher.delete_nodes(tx, gone)
    return Written(changed=len(put), deleted=len(gone))


def _erase(tx: ManagedTransaction, gone: Sequence[EdgeKey]) -> Written:
    cypher.delete_edges(tx, gone)
    return Written(deleted=len(gone))


def _draw(tx: ManagedTransaction, edges: Mapping[EdgeKey, Props]) -> Written:
    return Written(changed=cypher.put_edges(tx, edges))


def _rules(tx: ManagedTransaction) -> dict[NodeKey, Props]:
    rows = tx.run("MATCH (j:Judgement {by: 'rule'}) RETURN properties(j) AS props")
    return {("Judgement", row["props"]["id"]): row["props"] for row in rows}


def _derived(tx: ManagedTransaction) -> dict[EdgeKey, Props]:
    found: dict[EdgeKey, Props] = {}
    for type_ in DERIVED:
        found.update(cypher.own_edges(tx, type_, ""))
    return found


def _edge(relation: Relation) -> tuple[EdgeKey, Props]:
    key = EdgeKey(relation.type, relation.rid, relation.label, relation.source, relation.label, relation.target)
    return key, {"rid": relation.rid, "policy": "", **relation.props}


def _move(tx: ManagedTransaction, wanted: Settlement, names: Sequence[str], ontology: Ontology) -> Written:
    """Move those names that stand elsewhere than they should now that this transaction has its turn."""
    cypher.wait_for_writers(tx)
    rows = cypher.nodes(tx, "Alias", [alias_id(of) for of in names]).values()
    held = {str(row["of"]): row for row in rows}
    moves = {}
    for of in names:
        now, into = str(held.get(of, {}).get("into", of)), wanted.canonical.get(of, of)
        if now != into:
            moves[of] = (now, into)
    labels = {of: str(held[of]["kind"]) if of in held else wanted.names[of].type for of in moves}
    _note(tx, moves, labels, wanted.names, held)
    for label in judged_labels(ontology):
        ours = {of: move for of, move in moves.items() if labels[of] == label}
        if ours:
            _move_names(tx, label, ours, _known(label, wanted.names, held), ontology)
    return Written(changed=len(moves))


def _aliases(tx: ManagedTransaction) -> list[Props]:
    return [row["props"] for row in tx.run("MATCH (a:Alias) RETURN properties(a) AS props")]


def _known(label: str, names: Mapping[str, Named], held: Mapping[str, Props]) -> dict[str, Props]:
    """The key properties of names, those of the settlement and those noted earlier."""
    noted = {of: {"name": row["written"], "region": row.get("region")} for of, row in held.items()}
    given: dict[str, Props] = {of: {"name": n.name, "region": n.region} for of, n in names.items() if n.type == label}
    return {of: {k: v for k, v in {"id": of, **p}.items() if v} for of, p in (noted | given).items()}


def _move_names(
    tx: ManagedTransaction,
    label: str,
    moves: Mapping[str, tuple[str, str]],
    known: Mapping[str, Props],
    ontology: Ontology,
) -> None:
    touched = {end for move in moves.values() for end in move}
    held = cypher.nodes(tx, label, touched)
    keys = ("id", *ontology.nodes[label].key)
    nodes = {(label, i): {k: v for k, v in known[i].items() if k in keys} for i in touched if i in known} | held
    cypher.create_nodes(tx, {key: props for key, props in nodes.items() if key not in held})
    cypher.move_evidence(tx, [{"of": of, "now": now, "into": into} for of, (now, into) in moves.items()])
    _move_edges(tx, label, moves)
    after = described(tx, nodes, ontology)
    cypher.put_nodes(tx, {key: props for key, props in after.items() if props != held.get(key)})
    cypher.delete_nodes(tx, [key for key in nodes if key not in after])


def _move_edges(tx: ManagedTransaction, label: str, moves: Mapping[str, tuple[str, str]]) -> None:
    into = {of: where for of, (_, where) in moves.items()}
    gone, made = [], {}
    for key, props in cypher.stated_at(tx, label, {now for now, _ in moves.values()}).items():
        stay = {end: at for end, at in _ends(key, props) if end not in into}
        new, said = edge_at(key, props, stay | into)
        if new != key:
            gone.append(key)
            made[new] = said
    cypher.delete_edges(tx, gone)
    cypher.create_edges(tx, made)


def _ends(key: EdgeKey, props: Props) -> Iterable[tuple[str, str]]:
    """Both ends: the id that the name has by itself, and the node where it stands."""
    yield str(props.get("said_source", key.source)), key.source
    yield str(props.get("said_target", key.target)), key.target


def _note(
    tx: ManagedTransaction,
    moves: Mapping[str, tuple[str, str]],
    labels: Mapping[str, str],
    names: Mapping[str, Named],
    held: Mapping[str, Props],
) -> None:
    """Keep where each moved name stands; forget it of those that stand at their own node."""
    kept: dict[NodeKey, Props] = {}
    for of, (_, into) in moves.items():
        if of != into and of in names:
            row: Props = {"id": alias_id(of), "of": of, "into": into, "kind": labels[of], "written": names[of].name}
            if names[of].region:
                row["region"] = names[of].region
            kept["Alias", alias_id(of)] = row
    cypher.put_nodes(tx, kept)
    back = {of for of, (_, into) in moves.items() if of == into}
    cypher.delete_nodes(tx, [("Alias", alias_id(of)) for of in back & held.keys()])
