"""Loads the .cypher files of this folder and asks them; a row comes back as the typed record of its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar

from queries.header import Query, parse
from queries.records import Row

TIMEOUT = 20.0

R = TypeVar("R", bound=Row)


class Runner(Protocol):
    """What a query needs of the store: to read rows, within a time limit in seconds."""

    def run(self, query: str, params: Mapping[str, Any], timeout: float) -> list[dict[str, Any]]:
        """Rows of a read-only query as plain values."""
        ...


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Rows `offset` to `offset + len(rows)` of `total`."""

    rows: tuple[R, ...]
    total: int
    offset: int


@cache
def load_all() -> Mapping[str, Query]:
    """All named queries by name; raises HeaderError where a file contradicts its header."""
    found = (f for f in files("queries").iterdir() if f.name.endswith(".cypher"))
    named = {f.name.removesuffix(".cypher"): f.read_text("utf-8") for f in found}
    return MappingProxyType({name: parse(name, named[name]) for name in sorted(named)})


def ask(store: Runner, row: type[R], /, **params: object) -> list[R]:
    """All rows of the query of this row type; raises ParameterError, and what the store raises."""
    return _ask(store, row, params)[0]


def page(store: Runner, row: type[R], /, *, offset: int, limit: int | None, **params: object) -> Page[R]:
    """One page of a query that has offset, limit and a total; an offset past the end still tells the total."""
    rows, total = _ask(store, row, {**params, "offset": offset, "limit": limit})
    if not rows and offset:
        total = _ask(store, row, {**params, "offset": 0, "limit": 1})[1]
    return Page(tuple(rows), total, offset)


def _ask(store: Runner, row: type[R], params: Mapping[str, object]) -> tuple[list[R], int]:
    query = load_all()[row.query]
    found = store.run(query.text, query.bind(params), TIMEOUT)
    totals = [record.pop("total") for record in found] if query.paged else []
    return [row.model_validate(record) for record in found], int(totals[0]) if totals else len(found)
