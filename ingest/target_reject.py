"""What is no goal: history, conditions, described counts, details of projects."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.target_metric import Reading
from ingest.target_slots import Slot
from ingest.target_words import CONDITION, HISTORY


@dataclass(frozen=True, slots=True)
class Context:
    """Where a quantity stands: its clause, whether a past year governs it, the headings above it."""

    clause: str
    past: bool
    heads: list[str]


def holds(slot: Slot, reading: Reading, context: Context) -> bool:
    """Whether the quantity states a goal."""
    q = slot.quantity
    if context.past or HISTORY.search(context.clause) or CONDITION.search(context.clause):
        return False
    if q.word and q.op == "=" and q.unit != "番" and q.value < 100:
        return False
    if q.kind in ("money", "size", "none") and slot.right:
        return False
    return not (q.kind == "time" and q.op != "<=")
