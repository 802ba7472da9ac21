"""What a route may ask for, as annotated types, so that a signature reads as its specification."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Annotated

from fastapi import Depends, Path, Query, Request

from api import html
from graph.settings import Settings
from graph.store import Store
from queries import resolve
from queries.loader import ask
from queries.rows import Chains, Regions

PAGE = 50


def place(settings: Settings) -> str:
    """Where the graph is, in words: the data folder's absolute path, or the address of a server elsewhere."""
    return f"数据库 {settings.uri}" if settings.uri else f"数据文件夹 {settings.home.absolute()}"


class StoreHolder:
    """The store of one application, opened at the first request that needs it, so that a late server is no crash."""

    def __init__(self, settings: Settings, store: Store | None) -> None:
        self._settings, self._store, self._lock = settings, store, Lock()
        self._given = store is not None
        self.place = place(settings)

    def get(self) -> Store:
        """The open store; raises graph.errors.StoreError."""
        with self._lock:
            if self._store is None:
                self._store = Store.open(self._settings)
            return self._store

    def close(self) -> None:
        """Close a store that was opened here; one that was given belongs to the giver."""
        with self._lock:
            if self._store is not None and not self._given:
                self._store.close()
                self._store = None


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list is asked for."""

    offset: int
    limit: int


def _store(request: Request) -> Store:
    holder: StoreHolder = request.app.state.store
    return holder.get()


StoreDep = Annotated[Store, Depends(_store)]


def _paging(
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="items to leave out")] = 0,
    limit: Annotated[int, Query(ge=1, le=500, description="items to give")] = PAGE,
) -> Paging:
    return Paging(offset, limit)


def _region(
    store: StoreDep,
    region: Annotated[
        str | None, Query(max_length=50, description="name of a region; its parts are included", examples=["襄阳市"])
    ] = None,
) -> str | None:
    return resolve.region(store, region)


def _chain(store: StoreDep, id: Annotated[str, Path(max_length=100, description="id or name of a chain")]) -> Chains:  # noqa: A002
    return resolve.chain(store, id)


PagingDep = Annotated[Paging, Depends(_paging)]
RegionDep = Annotated[str | None, Depends(_region)]


def _top(request: Request, store: StoreDep, region: RegionDep) -> html.Top:
    return html.Top(region, ask(store, Regions), request.url.path)


TopDep = Annotated[html.Top, Depends(_top)]
ChainDep = Annotated[Chains, Depends(_chain)]
NodeId = Annotated[str, Path(max_length=100, description="stable id")]
