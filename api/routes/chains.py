"""Chains, what they lack, and their maps."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import ChainDep, PagingDep, RegionDep, StoreDep
from api.envelope import Envelope, GapEnvelope, gaps_of, one, part, sentences_of
from api.problems import responses as problems
from api.views import ChainItem, ChainPicture, chain_items, picture
from queries.loader import page
from queries.near import GAPS, near
from queries.records import Ref
from queries.rows import ChainGaps, Verdict

router = APIRouter(prefix="/api/v1/chains", tags=["chains"])


@router.get("", operation_id="chains", responses=problems(404, 409, 422, 503))
def chains(
    store: StoreDep,
    region: RegionDep,
    paging: PagingDep,
    all: Annotated[bool, Query(description="also industries that documents only name, without any member")] = False,  # noqa: A002
) -> Envelope[tuple[ChainItem, ...]]:
    """有哪些产业链,以及各有多少短板、拟引进与无本地企业的环节。"""
    return part(chain_items(store, region, paging, named=all))


@router.get("/{id}/gaps", operation_id="chain_gaps", responses=problems(404, 409, 422, 503))
def chain_gaps(
    store: StoreDep,
    chain: ChainDep,
    region: RegionDep,
    paging: PagingDep,
    verdict: Annotated[Verdict | None, Query(description="only this verdict")] = None,
) -> GapEnvelope:
    """一条链缺什么:每个环节的判定、依据原句、本地企业与牵头单位;没有时 meta.near 列出相近而有记录的链。"""
    found = page(
        store,
        ChainGaps,
        chain=chain.id,
        region=region,
        verdict=verdict,
        served=verdict in ("served", "strengthened"),
        offset=paging.offset,
        limit=paging.limit,
    )
    wanted = [verdict] if verdict in GAPS else GAPS
    others = () if found.total else near(store, chain.name, region, wanted)
    return gaps_of(Ref(id=chain.id, type="Industry", name=chain.name), found, others)


@router.get("/{id}/map", operation_id="chain_map", responses=problems(404, 409, 422, 503))
def chain_map(store: StoreDep, chain: ChainDep, region: RegionDep) -> Envelope[ChainPicture]:
    """一条链的图谱数据:环节、企业、平台、项目、分链与它们之间的关系。"""
    shown = picture(store, chain, region)
    return one(shown, sentences_of(*shown.segments, *shown.edges))
