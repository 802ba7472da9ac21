"""Regions written before a name: 襄阳汽车产业 is the industry of cars, whoever's it is."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from importlib.resources import files

SHORTEST, LONGEST = 2, 8


@cache
def _places() -> frozenset[str]:
    """Full names of all divisions, short ones of provinces, prefectures, county-level cities and counties."""
    text = files("ontology.reference").joinpath("divisions.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    short = {row["short"] for row in rows if row["level"] != "county"}
    short |= {row["name"][:-1] for row in rows if row["level"] == "county" and row["name"][-1] in "市县"}
    return frozenset(name for name in short | {row["name"] for row in rows} if len(name) >= SHORTEST)


def unplaced(name: str, region: str, known: Callable[[str], bool]) -> str:
    """The name without a region before it where what is left is known; the name itself otherwise.

    The region is any division by its full name, all but districts by their short ones too, or of the document.
    """
    for end in range(min(LONGEST, len(name) - 1), SHORTEST - 1, -1):
        front, rest = name[:end], name[end:]
        if (front in _places() or front in region) and known(rest):
            return rest
    return name
