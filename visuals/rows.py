"""From the rows of the named queries to the views, so that the pictures know nothing of the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from ontology.model import load
from visuals.view import (
    ChainView,
    Goal,
    GraphEdge,
    GraphNode,
    Lead,
    Named,
    Segment,
    Sentence,
    Source,
    chain_view,
    goal_text,
)

Row = Mapping[str, Any]
T = TypeVar("T")


def chain_of(
    chain: Named,
    region: str,
    gaps: Iterable[Row],
    *,
    members: Iterable[Row] = (),
    targets: Iterable[Row] = (),
    policies: Iterable[Row] = (),
) -> ChainView:
    """The view of one chain from rows of the queries, as mappings; `region` is empty where all regions are meant.

    `gaps`: chain_gaps with `served`; `members`: chain_map; `targets`: targets_by_year of the chain; `policies`: all.
    """
    gaps = list(gaps)
    stating = _unique((p["id"] for row in gaps for p in row["policies"]), str)
    known = {row["id"]: row for row in policies}
    titles = {p["id"]: p["name"] for row in gaps for p in row["policies"]}
    return chain_view(
        chain,
        region,
        _segments(chain, gaps),
        leads=_unique((_lead(x) for row in gaps for x in row["leads"]), lambda lead: lead.id),
        platforms=_unique(
            (_named(row["source"]) for row in members if row["source"]["type"] == "Platform"), lambda named: named.id
        ),
        goals=[_goal(row) for row in targets],
        sources=[_source(id_, titles[id_], known.get(id_, {})) for id_ in stating],
    )


def network(found: Iterable[tuple[GraphNode, Iterable[Row]]]) -> tuple[list[GraphNode], list[GraphEdge]]:
    """Nodes and edges, each once, from entities and their entity_neighbourhood rows."""
    nodes: dict[str, GraphNode] = {}
    edges: dict[str, GraphEdge] = {}
    for centre, rows in found:
        nodes[centre.id] = centre
        for row in rows:
            other = row["neighbour"]
            nodes.setdefault(other["id"], GraphNode(other["id"], other["type"], other["name"]))
            source, target = (centre.id, other["id"]) if row["outgoing"] else (other["id"], centre.id)
            edges[row["rid"]] = GraphEdge(row["rid"], row["edge"], source, target, _sentences(row))
    return list(nodes.values()), list(edges.values())


def _segments(chain: Named, gaps: Iterable[Row]) -> list[Segment]:
    """One segment for each id: the strongest verdict and all sentences of its rows (one for each part of the chain)."""
    rows: dict[str, list[Row]] = {}
    for row in gaps:
        rows.setdefault(row["segment_id"], []).append(row)
    return [_segment(chain, group) for group in rows.values()]


def _segment(chain: Named, rows: list[Row]) -> Segment:
    order = list(load().enums["verdict"])
    return Segment(
        id=rows[0]["segment_id"],
        name=rows[0]["segment"],
        verdict=min((row["verdict"] for row in rows), key=order.index),
        enterprises=_unique((_named(e) for row in rows for e in row["enterprises"]), lambda named: named.id),
        leads=_unique((_lead(x) for row in rows for x in row["leads"]), lambda lead: (lead.via, lead.id)),
        sentences=_unique((s for row in rows for s in _sentences(row)), lambda sentence: sentence.evidence),
        parts=tuple(Named(r["chain_id"], r["chain"]) for r in rows if r["chain_id"] not in ("", chain.id)),
    )


def _goal(row: Row) -> Goal:
    text = goal_text(
        row["metric"],
        row["op"],
        row["value"],
        unit=row["unit"],
        subject=row["subject"],
        year=row["year"],
        value_max=row["value_max"],
        period=row["period"],
    )
    return Goal(row["target_id"], text, next(iter(_sentences(row)), None))


def _source(id_: str, title: str, row: Row) -> Source:
    return Source(id_, title, row.get("doc_number") or "", row.get("issued_on") or "", row.get("status") or "")


def _sentences(row: Row) -> tuple[Sentence, ...]:
    return tuple(Sentence(s["evidence"], s["quote"], s["title"], s["path"]) for s in row["sentences"])


def _lead(row: Row) -> Lead:
    return Lead(row["id"], row["name"], row["basis"], row["via"])


def _named(row: Row) -> Named:
    return Named(row["id"], row["name"])


def _unique(things: Iterable[T], key: Callable[[T], object]) -> tuple[T, ...]:
    first: dict[object, T] = {}
    for thing in things:
        first.setdefault(key(thing), thing)
    return tuple(first.values())
