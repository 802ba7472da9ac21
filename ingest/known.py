"""Names that lists of our own hold (companies, links of chain templates, industries): a sign, never proof."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from ontology.reference.chain_terms import terms
from ontology.reference.enterprises import companies


def known(kind: str, name: str) -> bool:
    """Whether `data/known.csv` lists the name as one of this kind."""
    return name in _known().get(kind, frozenset())


def is_listed(name: str) -> bool:
    """Whether they hold a company of exactly this name, short or full, and it is no common word."""
    return (known("enterprise", name) or name in _companies()) and not is_common(name)


def is_common(name: str) -> bool:
    """Whether a name says what is meant by a common word: an industry, a product, 线上线下 (a listed company too)."""
    return is_term(name) or known("common", name)


def is_term(name: str) -> bool:
    """Whether the table of industries and products holds the name."""
    return name in _terms()


@cache
def _companies() -> frozenset[str]:
    rows = companies().values()
    return frozenset(name for row in rows for name in (row.name, row.full_name, *row.aliases) if name)


@cache
def _terms() -> frozenset[str]:
    return frozenset(name for term in terms() for name in (term.name, *term.same))


@cache
def _known() -> dict[str, frozenset[str]]:
    listed: dict[str, set[str]] = {}
    for row in csv.DictReader(files("ingest").joinpath("data/known.csv").read_text("utf-8").splitlines()):
        listed.setdefault(row["kind"], set()).add(row["name"])
    return {kind: frozenset(names) for kind, names in listed.items()}
