"""One document: its passages with their places, and the pages of a PDF as pictures."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from api.deps import NodeId, PagingDep, StoreDep
from api.envelope import Envelope, part
from api.pictures import page_picture
from api.problems import responses as problems
from api.views import passages_page
from ingest.blocks import Box
from queries.rows import Passages

PAGES = 100_000
SIDES = r"^\d{1,5}(\.\d{1,3})?(,\d{1,5}(\.\d{1,3})?){3}$"
CACHED = {"Cache-Control": "private, max-age=3600"}

router = APIRouter(tags=["documents"])

BoxText = Annotated[str | None, Query(pattern=SIDES, description="left,top,right,bottom in points, to be marked")]


@router.get("/api/v1/policies/{id}/passages", operation_id="passages", responses=problems(404, 422, 503))
def passages(
    store: StoreDep,
    id: NodeId,  # noqa: A002
    paging: PagingDep,
) -> Envelope[tuple[Passages, ...]]:
    """一份文件的条款与位置。PDF 的页面图在 /api/v1/policies/{id}/pages/{页}.png,box=左,上,右,下(点)处加框。"""
    return part(passages_page(store, id, paging))


@router.get("/policies/{id}/pages/{page}.png", include_in_schema=False)
@router.get("/api/v1/policies/{id}/pages/{page}.png", include_in_schema=False)
def picture(
    store: StoreDep,
    id: NodeId,  # noqa: A002
    page: Annotated[int, Path(ge=1, le=PAGES)],
    box: BoxText = None,
) -> Response:
    """PDF 的一页,框出一处。"""
    return Response(page_picture(store, id, page, box_of(box)), media_type="image/png", headers=CACHED)


def box_of(text: str | None) -> Box | None:
    """The box that four numbers with commas between them stand for."""
    if text is None:
        return None
    left, top, right, bottom = map(float, text.split(","))
    return left, top, right, bottom
