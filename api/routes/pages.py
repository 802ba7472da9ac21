"""Pages for people: what the graph holds, a search, the map of a chain, the sentence behind a statement."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, HTMLResponse

from api import html, views
from api.deps import ChainDep, NodeId, Paging, RegionDep, StoreDep
from queries.loader import ask, page
from queries.rows import Entity, GraphCounts, Policies, Regions
from visuals import chain_map

STEP, SHOWN = 100, 50

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Offset = Annotated[int, Query(ge=0, le=1_000_000)]


@router.get("/favicon.ico")
def icon() -> FileResponse:
    """标志。"""
    return FileResponse(html.STATIC / "icon.svg", media_type="image/svg+xml")


@router.get("/")
def start(store: StoreDep, region: RegionDep, offset: Offset = 0) -> HTMLResponse:
    """首页:有哪些链、缺什么、读了哪些文件。"""
    return html.page(
        "start.html.jinja",
        region=region,
        regions=ask(store, Regions),
        chains=views.chain_items(store, region, Paging(offset, STEP)),
        step=STEP,
        loose=views.loose_gaps(store, region),
        policies=page(store, Policies, region=region, offset=0, limit=SHOWN),
        counts=ask(store, GraphCounts),
    )


@router.get("/search")
def search(store: StoreDep, q: Annotated[str, Query(min_length=1, max_length=100)], offset: Offset = 0) -> HTMLResponse:
    """查找结果。"""
    return html.page("search.html.jinja", words=q, found=views.search_page(store, q, None, Paging(offset, SHOWN)))


@router.get("/chains/{id}")
def chain(store: StoreDep, chain: ChainDep, region: RegionDep) -> HTMLResponse:
    """一条链的图谱。"""
    return HTMLResponse(chain_map.page(views.chain_view(store, chain, region)))


@router.get("/evidence/{id}")
def evidence(store: StoreDep, id: NodeId, offset: Offset = 0) -> HTMLResponse:  # noqa: A002
    """依据原句,在条款原文中标出。"""
    found = views.evidence_page(store, id, Paging(offset, SHOWN))
    named = ask(store, Entity, id=id, cap=0)
    return html.page("evidence.html.jinja", id=id, found=found, name=named[0].name if named else "")
