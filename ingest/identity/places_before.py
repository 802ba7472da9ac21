"""Regions written before a name: 襄阳汽车产业 is the industry of cars, whoever's it is."""

from __future__ import annotations

import csv
from collections.abc import Container
from functools import cache
from importlib.resources import files

SHORTEST, LONGEST = 2, 8


@cache
def _places() -> frozenset[str]:
    """Full names of all divisions, short ones of provinces and prefectures."""
    text = files("ontology.reference").joinpath("divisions.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    short = {row["short"] for row in rows if row["level"] != "county"}
    return frozenset(name for name in short | {row["name"] for row in rows} if len(name) >= SHORTEST)


def unplaced(name: str, region: str, known: Container[str]) -> str:
    """The name without a region before it; a short or unlisted region only goes where a known name is left."""
    for end in range(min(LONGEST, len(name) - SHORTEST), SHORTEST - 1, -1):
        front, rest = name[:end], name[end:]
        if rest in known and (front in _places() or front in region):
            return rest
    return ""
