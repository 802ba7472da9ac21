"""Judgements of names: what waits for a person, and a person's word."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.deps import NodeId, PagingDep, StoreDep
from api.envelope import Envelope, one, part
from api.problems import responses as problems
from ingest.identity.records import Answer
from ingest.matching import Matched
from ingest.review import Decision, decide, undo
from queries.loader import page
from queries.records import Record
from queries.rows import Judgements

router = APIRouter(prefix="/api/v1", tags=["judgements"])


class Judged(Record):
    """A person's judgement of two names."""

    a: str = Field(max_length=100, description="id of one name")
    b: str = Field(max_length=100, description="id of the other")
    answer: Answer = Field(description="what a is to b")
    who: str = Field(min_length=1, max_length=50, description="who says so")
    note: str = Field(default="", max_length=500, description="why")


class State(Record):
    """The graph after a judgement."""

    names: int = Field(description="names that documents use")
    nodes: int = Field(description="nodes at which they stand")
    unsure: int = Field(description="pairs that wait for a person")
    changed: int = Field(description="judgements, names and edges that this changed")


@router.get("/judgements", operation_id="judgements", responses=problems(422, 503))
def judgements(
    store: StoreDep,
    paging: PagingDep,
    answer: Annotated[Answer | None, Query(description="only this answer")] = None,
    kind: Annotated[str | None, Query(max_length=40, description="only this type of node")] = None,
    open: Annotated[bool, Query(description="only what waits for a person")] = False,  # noqa: A002
) -> Envelope[tuple[Judgements, ...]]:
    """名称之间的判断,附两边原句;open=true 只给待判的。"""
    where = {"answer": answer, "kind": kind, "open": open}
    return part(page(store, Judgements, **where, offset=paging.offset, limit=paging.limit))


@router.post("/judgements", operation_id="judge", responses=problems(409, 422, 503))
def judge(store: StoreDep, said: Judged) -> Envelope[State]:
    """保存一条人工判断;图谱随即按它归并或分开。"""
    return _state(decide(store, [Decision(said.a, said.b, said.answer, said.who, said.note)], _today()))


@router.delete("/judgements/{id}", operation_id="undo_judgement", responses=problems(409, 422, 503))
def undo_judgement(
    store: StoreDep,
    id: NodeId,  # noqa: A002
    who: Annotated[str, Query(max_length=50, description="who says so")] = "",
) -> Envelope[State]:
    """撤销一条判断;归并过的节点恢复原样。"""
    return _state(undo(store, id, _today(), who))


def _today() -> date:
    return datetime.now(UTC).date()


def _state(made: Matched) -> Envelope[State]:
    state = State(names=made.names, nodes=made.nodes, unsure=made.unsure, changed=made.changed)
    return one(state, ())
