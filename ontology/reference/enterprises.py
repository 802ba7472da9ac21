"""Well-known companies, what they were called before and what company names are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from ontology.reference import read
from ontology.reference.read import several, table


@dataclass(frozen=True, slots=True)
class Company:
    """A company by its short name; `parent` is the short name of the one that holds it, `home` its seat."""

    name: str
    full_name: str
    aliases: tuple[str, ...]
    home: str
    parent: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Renaming:
    """A renaming or merger; `lives_on`: the old company goes on as a part of the new one."""

    old: str
    new: str
    year: int
    lives_on: bool
    source: str
    confidence: str


@cache
def companies() -> Mapping[str, Company]:
    """Companies by short name."""
    return {
        row["name"]: Company(
            row["name"],
            row["full_name"],
            several(row["aliases"]),
            row["home"],
            row["parent"],
            row["source"],
            row["confidence"],
        )
        for row in table("enterprises")
    }


@cache
def renamings() -> tuple[Renaming, ...]:
    """Renamings and mergers; old and new are short or full names."""
    return tuple(
        Renaming(
            row["old"],
            row["new"],
            int(row["year"]),
            row["lives_on"] == "yes",
            row["source"],
            row["confidence"],
        )
        for row in table("enterprises_renamed")
    )


@cache
def words(group: str) -> Sequence[str]:
    """Words of company names by group: group, branch, light, trade, aux, loose, public."""
    return cast("Sequence[str]", read.words("enterprises_words")[group])


@cache
def legal_forms() -> Mapping[str, Sequence[str]]:
    """Legal forms by class: stock, limited, other."""
    return cast("Mapping[str, Sequence[str]]", read.words("enterprises_words")["legal"])


@cache
def families() -> Mapping[str, Sequence[str]]:
    """Words for companies with a branch in every place, by short name."""
    return cast("Mapping[str, Sequence[str]]", read.words("enterprises_families")["families"])


@cache
def southern_grid() -> Sequence[str]:
    """Provinces whose grid is 南方电网."""
    return cast("Sequence[str]", read.words("enterprises_families")["southern_grid"])


@cache
def collectives() -> Mapping[str, Sequence[str]]:
    """Members' short names by collective (三大运营商)."""
    return cast("Mapping[str, Sequence[str]]", read.words("enterprises_families")["collectives"])


@cache
def collective_aliases() -> Mapping[str, str]:
    """Collectives' usual name by another name."""
    return cast("Mapping[str, str]", read.words("enterprises_families")["collective_aliases"])


@cache
def wider_collectives() -> Mapping[str, str]:
    """The class that holds a class of companies, by the narrower one."""
    return cast("Mapping[str, str]", read.words("enterprises_families")["wider"])


@cache
def branch_tokens() -> Sequence[str]:
    """What stands beside a family's word and a place in a local branch's name."""
    return cast("Sequence[str]", read.words("enterprises_families")["tokens"])
