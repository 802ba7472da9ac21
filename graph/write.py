"""One transaction that makes the store hold exactly what a document says, beside what the others say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from neo4j import ManagedTransaction

from graph import cypher
from graph.aliases import aliases, placed
from graph.check import is_owned, is_shared
from graph.diff import Change, Contribution, EdgeKey, NodeKey, Props, change
from graph.errors import BadRecord
from graph.shared import Voice, merged
from graph.voices import recount
from ontology.model import Ontology


@dataclass(frozen=True, slots=True)
class Written:
    """How many nodes, edges and evidence a write created, changed and deleted."""

    created: int = 0
    changed: int = 0
    deleted: int = 0

    @property
    def total(self) -> int:
        """All of them; 0 where the store already held the document as it is."""
        return self.created + self.changed + self.deleted


def total(parts: Iterable[Written]) -> Written:
    """The sum of several writes."""
    found = tuple(parts)
    return Written(*(sum(getattr(w, name) for w in found) for name in ("created", "changed", "deleted")))


def rewrite(tx: ManagedTransaction, policy: str, new: Contribution, ontology: Ontology) -> Written:
    """Replace everything the document said before by `new`; an empty contribution forgets it."""
    cypher.wait_for_writers(tx)
    new = placed(new, aliases(tx, [id_ for _, id_ in new.shared]))
    old = _read(tx, policy, ontology)
    owned, edges = change(old.owned, new.owned), change(old.edges, new.edges)
    shared_now, reference_now = _held(tx, old, new, ontology)
    _refuse_conflicts(shared_now, new.shared)

    cypher.delete_edges(tx, edges.delete)
    orphans = _delete_owned(tx, policy, owned)
    cypher.create_nodes(tx, owned.create)
    cypher.put_nodes(tx, owned.update)
    recount(tx, old.owned, new.owned, {id_ for _, id_ in shared_now | new.shared})
    shared = change(shared_now, described(tx, shared_now | new.shared, ontology))
    reference = change(reference_now, reference_now | new.reference)
    cypher.put_nodes(tx, shared.create | shared.update | reference.create | reference.update)
    _put_edges(tx, edges)
    cypher.delete_nodes(tx, shared.delete)
    lonely = cypher.delete_lonely(tx, reference_now.keys() - new.reference.keys())
    counted = (owned, edges, shared, reference)
    return Written(
        sum(len(c.create) for c in counted),
        sum(len(c.update) for c in counted),
        sum(len(c.delete) for c in counted) + lonely + orphans,
    )


def _read(tx: ManagedTransaction, policy: str, ontology: Ontology) -> Contribution:
    old = Contribution()
    if not cypher.nodes(tx, "Policy", [policy]):
        return old
    for label in ontology.nodes:
        if is_owned(ontology, label):
            old.owned.update(cypher.own_nodes(tx, label, policy))
    for type_ in ontology.edges:
        old.edges.update(cypher.own_edges(tx, type_, policy))
    return old


def _held(
    tx: ManagedTransaction, old: Contribution, new: Contribution, ontology: Ontology
) -> tuple[dict[NodeKey, Props], dict[NodeKey, Props]]:
    """The shared and the reference nodes that this document speaks or spoke of, as they are now."""
    ends = {(k.source_label, k.source) for k in old.edges} | {(k.target_label, k.target) for k in old.edges}
    left = _left(old, new)
    shared, reference = {}, {}
    for label in ontology.nodes:
        if is_shared(ontology, label):
            shared.update(cypher.nodes(tx, label, left | {i for name, i in new.shared if name == label}))
        elif not is_owned(ontology, label):
            ids = {i for name, i in chain(ends, new.reference) if name == label}
            reference.update(cypher.nodes(tx, label, ids))
    return shared, reference


def _left(old: Contribution, new: Contribution) -> set[str]:
    """What the document spoke of before and does not say now: shared nodes whose label has to be looked up."""
    about = {str(props["about"]) for (label, _), props in old.owned.items() if label == "Evidence"}
    rows = chain(old.owned, new.shared)
    return about - {id_ for _, id_ in rows} - {key.rid for key in old.edges}


def _refuse_conflicts(now: Mapping[NodeKey, Props], new: Mapping[NodeKey, Props]) -> None:
    """One id stands for one key; different ones mean that identity went wrong before."""
    for key, props in new.items():
        held = now.get(key, props)
        if any(held.get(name) != value for name, value in props.items()):
            raise BadRecord(f"{key[0]} {key[1]} 已是 {held.get('name')},不能又是 {props.get('name')},未写入。")


def _delete_owned(tx: ManagedTransaction, policy: str, owned: Change[NodeKey]) -> int:
    """Delete what the document no longer has; returns how many edges and evidence of other documents went with it."""
    orphans = 0
    if ("Policy", policy) in owned.delete:
        rids = cypher.foreign_edges(tx, policy)
        orphans = len(rids) + cypher.delete_evidence(tx, rids)
    cypher.delete_nodes(tx, owned.delete)
    return orphans


def described(tx: ManagedTransaction, nodes: Mapping[NodeKey, Props], ontology: Ontology) -> dict[NodeKey, Props]:
    """Shared nodes as all evidence now in the store describes them; those without any are left out."""
    voices: dict[str, list[Voice]] = defaultdict(list)
    for row in cypher.voices(tx, [id_ for _, id_ in nodes]):
        voices[row["about"]].append(Voice(row["surface"], row["claims"], row["count"]))
    return {
        key: merged(_key(props, ("id", *ontology.nodes[key[0]].key)), voices[key[1]])
        for key, props in nodes.items()
        if key[1] in voices
    }


def _key(props: Props, names: Iterable[str]) -> Props:
    return {name: props[name] for name in names if name in props}


def _put_edges(tx: ManagedTransaction, edges: Change[EdgeKey]) -> None:
    wanted = edges.create | edges.update
    if cypher.create_edges(tx, edges.create) + cypher.put_edges(tx, edges.update) != len(wanted):
        ends = sorted({k.source for k in wanted if k.source_label == "Policy"} | {k.target for k in wanted})
        raise BadRecord(f"有关系指向库中没有的文档,未写入;两端之一不存在:{'、'.join(ends[:5])}。")
