"""Topics of policies by words of their titles, so that plans of one matter form a line though their titles differ."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def topics() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(topic, words) in the order in which they are tried: what is narrow stands before what is wide."""
    text = files("ontology.reference").joinpath("topics.csv").read_text("utf-8")
    return tuple((row["topic"], tuple(row["words"].split("|"))) for row in csv.DictReader(text.splitlines()))


def topic_of(title: str) -> str:
    """The first topic of which the title holds a word; empty where none does."""
    return next((topic for topic, words in topics() if any(word in title for word in words)), "")
