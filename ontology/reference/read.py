"""The files of this folder as rows and words; the only place that opens them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a .csv file, named without its ending."""
    return tuple(csv.DictReader(_text(f"{name}.csv").splitlines()))


@cache
def words(name: str) -> Mapping[str, object]:
    """What a .yaml file holds, named without its ending."""
    found: Mapping[str, object] = yaml.safe_load(_text(f"{name}.yaml"))
    return found


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell with `|` between them; none for an empty cell."""
    return tuple(filter(None, cell.split("|")))


def _text(file: str) -> str:
    return files("ontology.reference").joinpath(file).read_text("utf-8")
