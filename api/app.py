"""The HTTP application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from api import html, problems
from api.deps import StoreHolder
from api.envelope import Problem
from api.routes import chains, entities, health, ledgers, pages
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
    app.add_middleware(SecurityHeaders)
    problems.install(app)
    for module in (health, chains, entities, ledgers, pages):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.mount("/assets", StaticFiles(directory=html.STATIC))
    return app


class _Application(FastAPI):
    def openapi(self) -> dict[str, Any]:
        """The schema, with the shape of problems, which no route returns and every route may answer."""
        if not self.openapi_schema:
            schemas = super().openapi()["components"]["schemas"]
            schemas["Problem"] = Problem.model_json_schema()
        return super().openapi()
