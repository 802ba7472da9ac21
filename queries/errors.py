"""What can go wrong with named queries. Messages to users are Chinese and say what to do.

QueryError
├── HeaderError     a .cypher file and its header disagree
├── ParameterError  a value does not fit the declared parameter
├── NotFoundError   nothing has this id or name; `near` lists chains that may have been meant
│   └── EmptyError  nothing has any name: no document has been read
└── AmbiguousError  several things have this name; `candidates` lists them
"""

from __future__ import annotations

from collections.abc import Sequence

from queries.records import Near


class QueryError(Exception):
    """Base of all errors of this package."""


class HeaderError(QueryError):
    """A .cypher file and its header disagree; a mistake of the developer."""


class ParameterError(QueryError):
    """A value does not fit the declared parameter."""


class NotFoundError(QueryError):
    """Nothing has this id or name."""

    def __init__(self, message: str, near: Sequence[Near] = ()) -> None:
        super().__init__(message)
        self.near = tuple(near)


class EmptyError(NotFoundError):
    """No document has been read."""

    def __init__(self, place: str = "") -> None:
        super().__init__(f"图谱还是空的{f'({place})' if place else ''}:请先用 liantu ingest 读入政策文件。")

    def at(self, place: str) -> EmptyError:
        """The same, saying where the graph is."""
        return EmptyError(place)


class AmbiguousError(QueryError):
    """Several things have this name."""

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        super().__init__(f"“{name}”不唯一,请写明是哪一个:{'、'.join(candidates)}。")
        self.candidates = tuple(candidates)
