"""Pages for people: what the graph holds, a search, a chain, the sentence behind a statement, what changed."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse

from api import change_words, html, views
from api.deps import ChainDep, NodeId, Paging, StoreDep, TopDep
from api.lines import comparison, policy_of
from queries.loader import ask, page
from queries.near import is_chain
from queries.rows import Chains, GraphCounts, Policies, PolicyLine
from queries.search import phrase
from visuals import chain_map

STEP, SHOWN = 100, 50

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Offset = Annotated[int, Query(ge=0, le=1_000_000)]
PolicyText = Annotated[str, Query(max_length=200)]


@router.get("/favicon.ico")
def icon() -> FileResponse:
    """标志。"""
    return FileResponse(html.STATIC / "icon.svg", media_type="image/svg+xml")


@router.get("/")
def start(request: Request, store: StoreDep, top: TopDep, offset: Offset = 0) -> HTMLResponse:
    """首页:有哪些链、缺什么、读了哪些文件。"""
    return html.page(
        "start.html.jinja",
        top=top,
        chains=views.chain_items(store, top.region, Paging(offset, STEP)),
        step=STEP,
        named=[row for row in ask(store, Chains, region=top.region, all=True) if not is_chain(row)],
        loose=views.loose_gaps(store, top.region),
        policies=page(store, Policies, region=top.region, offset=0, limit=SHOWN),
        counts=ask(store, GraphCounts),
        folder=request.app.state.store.place,
    )


@router.get("/search")
def search(
    store: StoreDep, top: TopDep, q: Annotated[str, Query(max_length=100)] = "", offset: Offset = 0
) -> HTMLResponse:
    """查找结果。"""
    found = views.search_page(store, q, None, Paging(offset, SHOWN))
    advice = "" if phrase(q) else views.NO_WORDS
    return html.page("search.html.jinja", top=replace(top, words=q), found=found, advice=advice)


@router.get("/chains/{id}")
def chain(store: StoreDep, top: TopDep, chain: ChainDep) -> HTMLResponse:
    """一条链的图谱。"""
    view = views.chain_view(store, chain, top.region)
    return HTMLResponse(chain_map.page(view, top=html.top(top), sheets=(html.SHEET,)))


@router.get("/policies/{id}")
def policy(
    store: StoreDep,
    top: TopDep,
    id: NodeId,  # noqa: A002
    offset: Offset = 0,
) -> HTMLResponse:
    """一份文件的全文:按条款,各带位置。"""
    found = views.passages_page(store, id, Paging(offset, STEP))
    about = views.evidence_page(store, id, Paging(0, 1)).rows[0]
    return html.page("policy.html.jinja", top=top, id=id, found=found, about=about, step=STEP)


@router.get("/evidence/{id}")
def evidence(
    store: StoreDep,
    top: TopDep,
    id: NodeId,  # noqa: A002
    offset: Offset = 0,
    proposed: Offset = 0,
) -> HTMLResponse:
    """依据原句,在条款原文中标出;它说的是什么,同一条款还说了什么;文件另有哪些待确认。"""
    found = views.evidence_page(store, id, Paging(offset, SHOWN))
    alone = found.rows[0] if found.total == 1 else None
    about = alone.about if alone else id
    subject = views.subject(store, about)
    proposal = None if subject.things else views.proposal(store, about)
    return html.page(
        "evidence.html.jinja",
        top=top,
        id=id,
        found=found,
        subject=subject,
        proposal=proposal,
        step=SHOWN,
        proposals=views.proposals_of(store, subject, Paging(proposed, SHOWN)),
        beside=views.beside(store, alone) if alone else [],
    )


@router.get("/diff")
def diff(store: StoreDep, top: TopDep, before: PolicyText = "", after: PolicyText = "") -> HTMLResponse:
    """两份文件之间变了什么,各附两边的原句。"""
    one, other = (policy_of(store, text) if text else None for text in (before, after))
    found = comparison(store, one, other) if one and other else None
    grouped = groupby(found.changes if found else (), lambda change: change.kind)
    return html.page(
        "diff.html.jinja",
        top=top,
        before=one,
        after=other,
        policies=ask(store, PolicyLine, region=top.region),
        found=found,
        groups=[(kind, list(changes)) for kind, changes in grouped],
        kinds=change_words.KIND_WORDS,
        what=change_words.what,
        values=change_words.values,
    )
