"""Is the service alive, and can it answer."""

from __future__ import annotations

from fastapi import APIRouter

from api.deps import StoreDep
from api.problems import responses as problems
from queries.records import Record

router = APIRouter(tags=["health"])


class Health(Record):
    """State of the service."""

    status: str


@router.get("/healthz", operation_id="healthz")
def healthz() -> Health:
    """进程在运行(不查数据库)。"""
    return Health(status="ok")


@router.get("/readyz", operation_id="readyz", responses=problems(503))
def readyz(store: StoreDep) -> Health:
    """图数据库有应答,可以回答问题。"""
    store.run("RETURN 1 AS one", {}, 5.0)
    return Health(status="ready")
