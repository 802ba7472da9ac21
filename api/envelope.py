"""The one shape of every answer, and the one shape of every error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from queries.loader import Page
from queries.records import Near, Record, Ref, Row, Sentence
from queries.rows import ChainGaps, EvidenceOf

T = TypeVar("T")
R = TypeVar("R", bound=Row)


class Meta(Record):
    """Which part of the whole this is."""

    total: int = Field(description="all items there are")
    offset: int = Field(description="items left out before the first one given")
    count: int = Field(description="items given")


class Envelope(Record, Generic[T]):
    """An answer: the data, every sentence that proves it (each once), and which part of the whole it is."""

    data: T
    evidence: tuple[Sentence, ...]
    meta: Meta


class GapMeta(Meta):
    """Also which chain was matched and, where it has none of the gaps asked for, chains near it that do."""

    chain: Ref = Field(description="the chain that the id or name was matched to")
    near: tuple[Near, ...] = Field(
        description="where the list is empty: chains of a like name or segment that have gaps"
    )


class GapEnvelope(Record):
    """The gaps of one chain."""

    data: tuple[ChainGaps, ...]
    evidence: tuple[Sentence, ...]
    meta: GapMeta


class Problem(BaseModel):
    """An error as RFC 9457 describes it."""

    model_config = ConfigDict(frozen=True)

    type: str = Field(description="urn:liantu:problem:…, stable, for programs")
    title: str = Field(description="the kind of error, in Chinese")
    status: int = Field(description="HTTP status")
    detail: str = Field(description="what happened and what to do, in Chinese")
    instance: str = Field(description="path of the request")
    candidates: tuple[str, ...] | None = Field(None, description="where a name fits several things: their names")
    near: tuple[Near, ...] | None = Field(
        None, description="where no chain has the name: chains near it that have gaps"
    )


def sentences_of(*things: object) -> tuple[Sentence, ...]:
    """The sentences of all things that have some, each once, in order."""
    found = (s for thing in things for s in _sentences(thing))
    return tuple({sentence.evidence: sentence for sentence in found}.values())


def _sentences(thing: object) -> Iterable[Sentence]:
    if isinstance(thing, EvidenceOf):
        return (Sentence(**{name: getattr(thing, name) for name in Sentence.model_fields}),)
    found: Iterable[Sentence] = getattr(thing, "sentences", ())
    return found


def whole(rows: Sequence[R]) -> Envelope[tuple[R, ...]]:
    """An answer that is complete."""
    return _envelope(rows, len(rows), 0)


def part(page: Page[R]) -> Envelope[tuple[R, ...]]:
    """An answer that is one page."""
    return _envelope(page.rows, page.total, page.offset)


def gaps_of(chain: Ref, page: Page[ChainGaps], near: Sequence[Near]) -> GapEnvelope:
    """One page of the gaps of a chain."""
    found = part(page)
    return GapEnvelope(
        data=found.data, evidence=found.evidence, meta=GapMeta(**dict(found.meta), chain=chain, near=tuple(near))
    )


def one(data: T, sentences: Iterable[Sentence]) -> Envelope[T]:
    """An answer that is one thing."""
    return Envelope(data=data, evidence=tuple(sentences), meta=Meta(total=1, offset=0, count=1))


def _envelope(rows: Sequence[R], total: int, offset: int) -> Envelope[tuple[R, ...]]:
    meta = Meta(total=total, offset=offset, count=len(rows))
    return Envelope(data=tuple(rows), evidence=sentences_of(*rows), meta=meta)
