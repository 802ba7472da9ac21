"""From the rows of the named queries to the views, so that the pictures know nothing of the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from ontology.model import load
from queries import records
from queries.rows import ChainGaps, ChainMap, Policies, TargetsByYear
from visuals.view import (
    ChainView,
    Goal,
    Lead,
    Named,
    Segment,
    Sentence,
    Source,
    chain_view,
    goal_text,
)

T = TypeVar("T")


def chain_of(
    chain: Named,
    region: str,
    gaps: Sequence[ChainGaps],
    *,
    members: Iterable[ChainMap] = (),
    targets: Iterable[TargetsByYear] = (),
    policies: Iterable[Policies] = (),
) -> ChainView:
    """The view of one chain; `region` is empty where all regions are meant.

    `gaps` are the rows of chain_gaps asked with `served`, `targets` those of targets_by_year asked with the chain as
    `owner`, `policies` those of any documents that tell the number, date and status of the ones behind the segments.
    """
    stating = _unique((policy for row in gaps for policy in row.policies), lambda policy: policy.id)
    known = {row.id: row for row in policies}
    edges = list(members)
    platforms = (_named(row.source) for row in edges if row.source.type == "Platform")
    parts = (_named(row.source) for row in edges if row.edge == "PART_OF" and row.target.id == chain.id)
    return chain_view(
        chain,
        region,
        _segments(chain, gaps),
        leads=_unique((_lead(lead) for row in gaps for lead in row.leads), lambda lead: lead.id),
        platforms=_unique(platforms, lambda platform: platform.id),
        goals=[_goal(row) for row in targets],
        sources=[_source(policy, known.get(policy.id)) for policy in stating],
        parts=_unique(parts, lambda part: part.id),
    )


def sentences_of(rows: Iterable[records.Sentence]) -> tuple[Sentence, ...]:
    """The sentences of a row."""
    return tuple(_sentence(row) for row in rows)


def _segments(chain: Named, gaps: Iterable[ChainGaps]) -> list[Segment]:
    """One segment for each id: the strongest verdict and all sentences of its rows (one for each part of the chain)."""
    rows: dict[str, list[ChainGaps]] = {}
    for row in gaps:
        rows.setdefault(row.segment_id, []).append(row)
    return [_segment(chain, group) for group in rows.values()]


def _segment(chain: Named, rows: Sequence[ChainGaps]) -> Segment:
    order = list(load().enums["verdict"])
    parts = (Named(row.chain_id, row.chain) for row in rows if row.chain_id not in ("", chain.id))
    return Segment(
        id=rows[0].segment_id,
        name=rows[0].segment,
        verdict=min((row.verdict for row in rows), key=order.index),
        enterprises=_unique((_named(e) for row in rows for e in row.enterprises), lambda named: named.id),
        leads=_unique((_lead(lead) for row in rows for lead in row.leads), lambda lead: (lead.via, lead.own, lead.id)),
        sentences=_unique(
            (s for row in rows for s in sentences_of(row.sentences)), lambda sentence: (sentence.policy, sentence.quote)
        ),
        parts=tuple(parts),
    )


def _goal(row: TargetsByYear) -> Goal:
    text = goal_text(
        row.metric,
        row.op,
        row.value,
        unit=row.unit,
        subject=row.subject,
        year=row.year,
        value_max=row.value_max,
        period=row.period,
    )
    return Goal(row.target_id, text, next(iter(sentences_of(row.sentences)), None))


def _source(policy: records.Ref, row: Policies | None) -> Source:
    if row is None:
        return Source(policy.id, policy.name)
    return Source(policy.id, policy.name, row.doc_number, row.issued_on, row.status)


def _lead(row: records.Lead) -> Lead:
    return Lead(row.id, row.name, row.basis, row.via, row.own, _sentence(row.sentence))


def _sentence(row: records.Sentence) -> Sentence:
    return Sentence(row.evidence, row.quote, row.title, row.path, row.surface, row.year, row.place)


def _named(row: records.Ref) -> Named:
    return Named(row.id, row.name)


def _unique(things: Iterable[T], key: Callable[[T], object]) -> tuple[T, ...]:
    first: dict[object, T] = {}
    for thing in things:
        first.setdefault(key(thing), thing)
    return tuple(first.values())
