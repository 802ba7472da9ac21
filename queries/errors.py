"""What can go wrong with named queries. Messages to users are Chinese and say what to do.

QueryError
├── HeaderError     a .cypher file and its header disagree
├── ParameterError  a value does not fit the declared parameter
├── NotFoundError   nothing has this id or name
└── AmbiguousError  several things have this name; `candidates` lists them
"""

from __future__ import annotations

from collections.abc import Sequence


class QueryError(Exception):
    """Base of all errors of this package."""


class HeaderError(QueryError):
    """A .cypher file and its header disagree; a mistake of the developer."""


class ParameterError(QueryError):
    """A value does not fit the declared parameter."""


class NotFoundError(QueryError):
    """Nothing has this id or name."""


class AmbiguousError(QueryError):
    """Several things have this name."""

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        super().__init__(f"“{name}”不唯一,请写明是哪一个:{'、'.join(candidates)}。")
        self.candidates = tuple(candidates)
