"""Well-known platforms (universities, institutes, fairs, parks, funds), what they were called, types of platforms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ontology.reference.read import several, table


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform of a `kind` (university, institute, park, port …); `group` is 985 or empty, `home` its seat."""

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
            several(row["aliases"]),
            row["home"],
            row["group"],
            row["source"],
            row["confidence"],
        )
        for row in table("platforms")
    }


@cache
def former_platforms() -> Mapping[str, str]:
    """Present names by former ones, mergers included."""
    return {row["old"]: row["new"] for row in table("platforms_renamed")}


@cache
def platform_parts() -> tuple[tuple[str, str], ...]:
    """Platforms with what each is a part of; both by any of their names."""
    return tuple((row["part"], row["whole"]) for row in table("platforms_parts"))


@cache
def platform_types() -> tuple[PlatformType, ...]:
    """All types of the table."""
    return tuple(
        PlatformType(
            row["type"],
            several(row["aliases"]),
            row["category"],
            row["authority"],
            tuple(filter(None, row["levels"].split("/"))),
            row["source"],
            row["confidence"],
        )
        for row in table("platforms_types")
    )
