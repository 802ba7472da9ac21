"""Topics of policies by words of their titles, so that plans of one matter form a line though their titles differ."""

from __future__ import annotations

from functools import cache

from ontology.reference.read import several, table


@cache
def topics() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(topic, words) in the order in which they are tried: what is narrow stands before what is wide."""
    return tuple((row["topic"], several(row["words"])) for row in table("topics"))


def topic_of(title: str) -> str:
    """The first topic of which the title holds a word; empty where none does."""
    return next((topic for topic, words in topics() if any(word in title for word in words)), "")
