"""Entities: by name, by id with neighbours, and the evidence for anything."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import NodeId, PagingDep, StoreDep
from api.envelope import Envelope, Meta, part, sentences_of
from api.problems import responses as problems
from api.views import EntityDetail, entity, evidence_page, search_page
from queries.loader import page
from queries.rows import EntityNeighbourhood, EntitySearch, EvidenceOf

router = APIRouter(prefix="/api/v1", tags=["entities"])

TypeName = Annotated[str | None, Query(max_length=40, description="only this type of node or edge of the ontology")]


@router.get("/search", operation_id="search", responses=problems(422, 503))
def search(
    store: StoreDep,
    paging: PagingDep,
    q: Annotated[str, Query(min_length=1, max_length=100, description="name, short name, alias or a part of one")],
    type: TypeName = None,  # noqa: A002
) -> Envelope[tuple[EntitySearch, ...]]:
    """按名称查实体:全称、简称、别名或名称的一部分。"""
    return part(search_page(store, q, type, paging))


@router.get("/entities/{id}", operation_id="entity", responses=problems(404, 422, 503))
def entity_detail(
    store: StoreDep,
    id: NodeId,  # noqa: A002
    paging: PagingDep,
    edge: TypeName = None,
) -> Envelope[EntityDetail]:
    """一个实体的属性、原句与邻居;meta.total 为邻居总数。"""
    found = entity(store, id)
    near = page(store, EntityNeighbourhood, id=id, edge=edge, offset=paging.offset, limit=paging.limit)
    return Envelope(
        data=EntityDetail(entity=found, neighbours=near.rows),
        evidence=sentences_of(found, *near.rows),
        meta=Meta(total=near.total, offset=near.offset, count=len(near.rows)),
    )


@router.get("/evidence/{id}", operation_id="evidence", responses=problems(404, 422, 503))
def evidence(
    store: StoreDep,
    id: NodeId,  # noqa: A002
    paging: PagingDep,
) -> Envelope[tuple[EvidenceOf, ...]]:
    """一条依据,或一个节点、一条关系的全部依据,连同条款原文与位置。"""
    return part(evidence_page(store, id, paging))
