"""Ledgers: who does what, which goals, which documents, which regions, what waits for a decision."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from api.deps import NodeId, PagingDep, RegionDep, StoreDep
from api.envelope import Envelope, part, whole
from api.problems import responses as problems
from api.views import entity
from queries.errors import NotFoundError
from queries.loader import ask, page
from queries.rows import DepartmentTasks, FactKind, Policies, Proposals, Regions, TargetsByYear

router = APIRouter(prefix="/api/v1", tags=["ledgers"])


@router.get("/departments/{id}/tasks", operation_id="department_tasks", responses=problems(404, 422, 503))
def department_tasks(
    store: StoreDep,
    id: NodeId,  # noqa: A002
    region: RegionDep,
    paging: PagingDep,
    role: Annotated[Literal["lead", "support"] | None, Query(description="only this role")] = None,
) -> Envelope[tuple[DepartmentTasks, ...]]:
    """一个部门牵头与配合的任务及时限。"""
    if (found := entity(store, id)).type != "Department":
        raise NotFoundError(f"“{found.name}”不是部门。")
    where = {"department": id, "region": region, "role": role}
    return part(page(store, DepartmentTasks, **where, offset=paging.offset, limit=paging.limit))


@router.get("/targets", operation_id="targets", responses=problems(404, 409, 422, 503))
def targets(
    store: StoreDep,
    region: RegionDep,
    paging: PagingDep,
    year: Annotated[int | None, Query(ge=1949, le=2100, description="only this year")] = None,
    owner: Annotated[str | None, Query(max_length=100, description="id of what has the target")] = None,
) -> Envelope[tuple[TargetsByYear, ...]]:
    """各年量化目标。"""
    where = {"year": year, "owner": owner, "region": region}
    return part(page(store, TargetsByYear, **where, offset=paging.offset, limit=paging.limit))


@router.get("/policies", operation_id="policies", responses=problems(404, 409, 422, 503))
def policies(store: StoreDep, region: RegionDep, paging: PagingDep) -> Envelope[tuple[Policies, ...]]:
    """图谱中的文件,是否现行,各有多少条款、任务与目标。"""
    return part(page(store, Policies, region=region, offset=paging.offset, limit=paging.limit))


@router.get("/proposals", operation_id="proposals", responses=problems(404, 409, 422, 503))
def proposals(
    store: StoreDep,
    region: RegionDep,
    paging: PagingDep,
    policy: Annotated[str | None, Query(max_length=100, description="id of a document")] = None,
    kind: Annotated[FactKind | None, Query(description="only proposals of this kind")] = None,
) -> Envelope[tuple[Proposals, ...]]:
    """待确认的事实:把握不足、不进入任何回答的,各附原句。"""
    where = {"policy": policy, "region": region, "kind": kind}
    return part(page(store, Proposals, **where, offset=paging.offset, limit=paging.limit))


@router.get("/regions", operation_id="regions", responses=problems(503))
def regions(store: StoreDep) -> Envelope[tuple[Regions, ...]]:
    """有文件的地区。"""
    return whole(ask(store, Regions))
