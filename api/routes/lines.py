"""Lines of policies and comparisons of two policies."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import NodeId, StoreDep
from api.envelope import Envelope, one, sentences_of
from api.lines import Line, comparison, line_about, line_of, policy_of
from api.problems import responses as problems
from queries import resolve
from queries.changes import Comparison

router = APIRouter(prefix="/api/v1", tags=["lines"])

PolicyText = Annotated[str, Query(max_length=200, min_length=1, description="id, file name or a part of the title")]


@router.get("/policies/{id}/line", operation_id="policy_line", responses=problems(404, 409, 422, 503))
def policy_line(
    store: StoreDep,
    id: NodeId,  # noqa: A002
) -> Envelope[Line]:
    """一份文件所在的时间线:同一地区同一主题的文件,及目标每年须增长多少。"""
    return _line(line_of(store, policy_of(store, id)))


@router.get("/line", operation_id="line", responses=problems(404, 409, 422, 503))
def line(
    store: StoreDep,
    region: Annotated[str, Query(max_length=50, min_length=1, description="name of a region")],
    topic: Annotated[str, Query(max_length=50, min_length=1, description="topic, or a word of a title")],
) -> Envelope[Line]:
    """一个地区一个主题的时间线。"""
    return _line(line_about(store, str(resolve.region(store, region)), topic))


@router.get("/diff", operation_id="diff", responses=problems(404, 409, 422, 503))
def diff(store: StoreDep, before: PolicyText, after: PolicyText) -> Envelope[Comparison]:
    """两份文件之间变了什么,各附两边的原句。"""
    found = comparison(store, policy_of(store, before), policy_of(store, after))
    return one(found, sentences_of(*found.changes))


def _line(found: Line) -> Envelope[Line]:
    return one(found, sentences_of(*found.policies, *found.growth))
