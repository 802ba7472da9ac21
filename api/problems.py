"""From exceptions to problem+json responses: one table."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api import html
from api.envelope import Problem
from api.errors import BusyError
from graph.errors import BadRecord, QueryRefused, QueryTimeout, StoreError
from ingest.errors import JudgementError
from queries.errors import AmbiguousError, EmptyError, NotFoundError, ParameterError, QueryError
from queries.records import Near

MEDIA = "application/problem+json"
RETRY_S = "5"
log = logging.getLogger("liantu.api")

# Exception → status, kind, title. The first class that fits counts, so that children stand before parents.
TABLE: tuple[tuple[type[Exception], HTTPStatus, str, str], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND, "not-found", "未找到"),
    (AmbiguousError, HTTPStatus.CONFLICT, "ambiguous", "名称不唯一"),
    (ParameterError, HTTPStatus.UNPROCESSABLE_ENTITY, "bad-parameter", "参数不合要求"),
    (JudgementError, HTTPStatus.CONFLICT, "judgement-refused", "判断未保存"),
    (QueryTimeout, HTTPStatus.SERVICE_UNAVAILABLE, "timeout", "查询超时"),
    (QueryRefused, HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "服务内部错误"),
    (BadRecord, HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "服务内部错误"),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE, "store-down", "图数据库不可用"),
    (BusyError, HTTPStatus.SERVICE_UNAVAILABLE, "busy", "服务正忙"),
    (QueryError, HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "服务内部错误"),
    (Exception, HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "服务内部错误"),
)
BY_STATUS: Mapping[int, tuple[str, str]] = {
    404: ("not-found", "未找到"),
    405: ("method-not-allowed", "不支持的请求方法"),
    422: ("bad-parameter", "参数不合要求"),
}
REASONS = {
    "missing": "缺少该参数",
    "int_parsing": "应为整数",
    "greater_than_equal": "数值过小",
    "less_than_equal": "数值过大",
    "string_too_short": "不能为空",
    "string_too_long": "过长",
    "string_pattern_mismatch": "写法不对",
    "literal_error": "不在可选值之内",
    "bool_parsing": "应为 true 或 false",
}


def install(app: FastAPI) -> None:
    """Answer every exception by the table."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    for kind in (QueryError, StoreError, JudgementError, BusyError, Exception):
        app.add_exception_handler(kind, _answer)


def problem_of(error: Exception, instance: str) -> Problem:
    """The problem that an exception is answered with; the words of an unexpected one stay in the log."""
    status, kind, title = next(row[1:] for row in TABLE if isinstance(error, row[0]))
    hidden = status == HTTPStatus.INTERNAL_SERVER_ERROR
    return _problem(
        status,
        kind,
        title,
        "服务内部出错,详情已记入日志。" if hidden else str(error),
        instance,
        candidates=error.candidates if isinstance(error, AmbiguousError) else None,
        near=error.near or None if isinstance(error, NotFoundError) else None,
    )


def responses(*statuses: int) -> dict[int | str, dict[str, object]]:
    """What OpenAPI says of the errors of a route."""
    content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    titles = {404: "未找到", 409: "名称不唯一", 422: "参数不合要求", 503: "图数据库不可用"}
    return {status: {"description": titles[status], "content": content} for status in statuses}


async def _answer(request: Request, error: Exception) -> Response:
    if isinstance(error, EmptyError):
        error = error.at(request.app.state.store.place)
    problem = problem_of(error, request.url.path)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s %s", request.method, request.url.path, exc_info=error)
    return _response(request, problem)


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    kind, title = BY_STATUS.get(status, ("http", HTTPStatus(status).phrase))
    return _response(request, _problem(status, kind, title, f"{title}:{request.url.path}", request.url.path))


async def _invalid(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    detail = ";".join(f"{'.'.join(map(str, e['loc'][1:]))}:{REASONS.get(e['type'], '值不合要求')}" for e in found)
    return _response(request, _problem(422, *BY_STATUS[422], detail, request.url.path))


def _problem(
    status: int,
    kind: str,
    title: str,
    detail: str,
    instance: str,
    candidates: tuple[str, ...] | None = None,
    near: tuple[Near, ...] | None = None,
) -> Problem:
    return Problem(
        type=f"urn:liantu:problem:{kind}",
        title=title,
        status=status,
        detail=detail,
        instance=instance,
        candidates=candidates,
        near=near,
    )


def _response(request: Request, problem: Problem) -> Response:
    headers = {"Retry-After": RETRY_S} if problem.status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    if html.wanted(request):
        answer = html.page("problem.html.jinja", problem.status, problem=problem)
        answer.headers.update(headers)
        return answer
    return JSONResponse(problem.model_dump(exclude_none=True), problem.status, headers, media_type=MEDIA)
