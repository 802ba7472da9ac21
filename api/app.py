"""The HTTP application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp

from api import examples, html, problems
from api.deps import StoreHolder
from api.envelope import Problem
from api.routes import chains, documents, entities, health, judgements, ledgers, lines, pages
from api.security import SecurityHeaders
from graph.settings import Settings
from graph.store import Store
from visuals.render import STATIC

ABOUT = "从产业政策文件读出的知识图谱:产业链缺什么、谁来负责、依据哪一句。"


def create_app(settings: Settings | None = None, store: Store | None = None) -> FastAPI:
    """The application over an open store, which stays the caller's, or over that of the settings, opened when needed.

    Without either, the settings come from the environment.
    """
    holder = StoreHolder(settings or Settings.read(), store)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        holder.close()

    app = _Application(
        title="Liantu 链图",
        summary=ABOUT,
        version=version("liantu"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.store = holder
    problems.install(app)
    for module in (health, chains, documents, entities, judgements, ledgers, lines, pages):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.mount("/assets", StaticFiles(directory=html.STATIC))
    return app


class _Application(FastAPI):
    def build_middleware_stack(self) -> ASGIApp:
        """Headers outermost, so that the answer to an unexpected error has them too."""
        return SecurityHeaders(super().build_middleware_stack())

    def openapi(self) -> dict[str, Any]:
        """The schema, with examples, and with the shape of problems, which every route may answer."""
        if not self.openapi_schema:
            schema = super().openapi()
            schema["components"]["schemas"]["Problem"] = Problem.model_json_schema()
            for route in (route for methods in schema["paths"].values() for route in methods.values()):
                content = route["responses"]["200"]["content"]["application/json"]
                content["example"] = examples.load_all().get(route["operationId"])
        return super().openapi()
