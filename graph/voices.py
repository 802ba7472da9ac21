"""Counts of equal statements about shared nodes, kept so that a write need not read all evidence of what it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from neo4j import ManagedTransaction

from graph import cypher
from graph.diff import NodeKey, Props
from graph.records import make_id

Statement = tuple[str, str, str, str]
"""(name's own id, node where it stands, surface, claims)"""
COUNTED = """
MATCH (e:Evidence)
WHERE EXISTS {{ MATCH (n:{labels} {{id: e.about}}) }}
WITH coalesce(e.said_of, e.about) AS of, e.about AS into, coalesce(e.surface, '') AS surface,
  coalesce(e.claims, '') AS claims, count(*) AS count
"""
ALL = COUNTED + "RETURN of, into, surface, claims, count"


def recount(
    tx: ManagedTransaction, old: Mapping[NodeKey, Props], new: Mapping[NodeKey, Props], ids: Collection[str]
) -> None:
    """Count what a document says of the nodes `ids` now, and no longer what it said before."""
    more, less = _counted(new, ids), _counted(old, ids)
    cypher.add_voices(tx, [_row(one, more[one] - less[one]) for one in more | less if more[one] != less[one]])


def count_all(tx: ManagedTransaction, labels: Iterable[str]) -> None:
    """Count the evidence of a store that has no counts yet, as one written before there were any."""
    cypher.wait_for_writers(tx)
    if tx.run("MATCH (v:Voice) RETURN v.id LIMIT 1").single() is None:
        rows = [row.data() for row in tx.run(ALL.format(labels="|".join(labels)))]
        cypher.add_voices(tx, [_row((r["of"], r["into"], r["surface"], r["claims"]), r["count"]) for r in rows])


def _counted(owned: Mapping[NodeKey, Props], ids: Collection[str]) -> Counter[Statement]:
    said = (props for (label, _), props in owned.items() if label == "Evidence" and props["about"] in ids)
    return Counter(
        (str(e.get("said_of", e["about"])), str(e["about"]), str(e.get("surface", "")), str(e.get("claims", "")))
        for e in said
    )


def _row(one: Statement, count: int) -> Props:
    of, into, surface, claims = one
    named: Props = {"surface": surface, "claims": claims}
    kept = {name: value for name, value in named.items() if value}
    return {"id": make_id("Voice", of, surface, claims), "of": of, "into": into, "count": count, **kept}
