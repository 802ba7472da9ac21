"""Gaps about which everything shown is the same, as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from queries.fold import find
from queries.rows import ChainGaps


@dataclass(frozen=True, slots=True)
class Group:
    """Segments of the same chain, verdict, sentences, enterprises and leads; `segments` in the order of the sentence.

    `row` is the first of their rows.
    """

    segments: tuple[str, ...]
    row: ChainGaps

    @property
    def count(self) -> int:
        """How many segments."""
        return len(self.segments)


def groups(rows: Iterable[ChainGaps]) -> list[Group]:
    """All rows, those that differ only in their segment together, in the order of the first of each."""
    same: dict[object, list[ChainGaps]] = {}
    for row in rows:
        same.setdefault(_shown(row), []).append(row)
    return [Group(_ordered(group), group[0]) for group in same.values()]


def _shown(row: ChainGaps) -> object:
    quotes = tuple((s.policy, s.path, s.quote) for s in row.sentences)
    known = tuple(e.id for e in row.enterprises)
    return row.chain_id, row.verdict, quotes, known, tuple((lead.id, lead.own, lead.via) for lead in row.leads)


def _ordered(rows: Sequence[ChainGaps]) -> tuple[str, ...]:
    quote = rows[0].sentences[0].quote if rows[0].sentences else ""
    names = [row.segment for row in rows]
    return tuple(sorted(names, key=lambda name: (find(quote, name) or (len(quote), 0), names.index(name))))
