"""Names that lists of our own hold (companies, links of chain templates, industries): a sign, never proof."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


def known(kind: str, name: str) -> bool:
    """Whether `data/known.csv` lists the name as one of this kind."""
    return name in _known().get(kind, frozenset())


@cache
def _known() -> dict[str, frozenset[str]]:
    listed: dict[str, set[str]] = {}
    for row in csv.DictReader(files("ingest").joinpath("data/known.csv").read_text("utf-8").splitlines()):
        listed.setdefault(row["kind"], set()).add(row["name"])
    return {kind: frozenset(names) for kind, names in listed.items()}
