"""Well-known platforms (universities, institutes, fairs, parks, funds), what they were called, types of platforms."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform of `kind` university, institute, fair, park or fund; `group` is 985 or empty, `home` its seat."""

    kind: str
    name: str
    aliases: tuple[str, ...]
    home: str
    group: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class PlatformType:
    """A type of platform with its other names, who recognises it and at which levels (国家, 省, 市)."""

    name: str
    aliases: tuple[str, ...]
    category: str
    authority: str
    levels: tuple[str, ...]
    source: str
    confidence: str


@cache
def platforms() -> Mapping[str, Platform]:
    """Platforms by name."""
    return {
        row["name"]: Platform(
            row["kind"],
            row["name"],
            tuple(filter(None, row["aliases"].split("|"))),
            row["home"],
            row["group"],
            row["source"],
            row["confidence"],
        )
        for row in _rows("platforms.csv")
    }


@cache
def former_platforms() -> Mapping[str, str]:
    """Present names by former ones, mergers included."""
    return {row["old"]: row["new"] for row in _rows("platforms_renamed.csv")}


@cache
def platform_types() -> tuple[PlatformType, ...]:
    """All types of the table."""
    return tuple(
        PlatformType(
            row["type"],
            tuple(filter(None, row["aliases"].split("|"))),
            row["category"],
            row["authority"],
            tuple(filter(None, row["levels"].split("/"))),
            row["source"],
            row["confidence"],
        )
        for row in _rows("platforms_types.csv")
    )


def _rows(name: str) -> csv.DictReader[str]:
    return csv.DictReader(files("ontology.reference").joinpath(name).read_text("utf-8").splitlines())
