"""Industries and products with their other names and the wider ones that hold them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ontology.reference.chain_spelling import Sort, form


@dataclass(frozen=True, slots=True)
class Term:
    """One industry or product: `same` are its other names, `broader` hold it, `near` are for a person to judge."""

    sort: Sort
    name: str
    same: tuple[str, ...]
    broader: tuple[str, ...]
    near: tuple[str, ...]
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Terms of one sort by form: the form of the first name, its parents (direct) and its near names."""

    names: dict[str, str]
    parents: dict[str, tuple[str, ...]]
    near: dict[str, frozenset[str]]


@cache
def terms() -> tuple[Term, ...]:
    """All rows of the table, industries first."""
    text = files("ontology.reference").joinpath("chain_terms.csv").read_text("utf-8")
    return tuple(map(_term, csv.DictReader(text.splitlines())))


def _term(row: dict[str, str]) -> Term:
    same, broader, near = (tuple(filter(None, row[k].split("|"))) for k in ("same", "broader", "near"))
    sort: Sort = "industry" if row["kind"] == "industry" else "segment"
    return Term(sort, row["name"], same, broader, near, row["source"], row["confidence"])


@cache
def taxonomy(sort: Sort) -> Taxonomy:
    """The terms of a sort, spelt in one form."""
    own = [term for term in terms() if term.sort == sort]
    names: dict[str, str] = {}
    for term in own:
        for name in (term.name, *term.same):
            names.setdefault(form(name, sort), form(term.name, sort))

    def canon(name: str) -> str:
        spelt = form(name, sort)
        return names.setdefault(spelt, spelt)

    parents: dict[str, tuple[str, ...]] = {}
    near: dict[str, frozenset[str]] = {}
    for term in own:
        mine = canon(term.name)
        parents[mine] = (*parents.get(mine, ()), *(p for b in term.broader if (p := canon(b)) != mine))
        for other in map(canon, term.near):
            near[mine] = near.get(mine, frozenset()) | {other}
            near[other] = near.get(other, frozenset()) | {mine}
    return Taxonomy(names, parents, near)
