"""Industries and products with their other names and the wider ones that hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from ontology.reference.chain_spelling import Sort, form
from ontology.reference.read import several, table, words

JOINT = "和"
SHARED_HEADS = ("汽车", "电池")


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
    return tuple(map(_term, table("chain_terms")))


@cache
def vague(kind: str) -> frozenset[str]:
    """Words that say nothing as a head of an industry's or segment's name, or (`joined`) as one part of a list."""
    return frozenset(cast("Sequence[str]", words("chain_words")[kind]))


def _term(row: dict[str, str]) -> Term:
    same, broader, near = (several(row[k]) for k in ("same", "broader", "near"))
    sort: Sort = "industry" if row["kind"] == "industry" else "segment"
    return Term(sort, row["name"], same, broader, near, row["source"], row["confidence"])


def pieces(spelt: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The names that a form lists, each with the head or front that it shares where that is a known name.

    新能源和智能网联汽车 has one head for both, 汽车和零部件 one front.
    """
    listed = spelt.split(JOINT)
    return tuple(_completed(one, listed, known) for one in listed)


def _completed(piece: str, listed: list[str], known: Mapping[str, str]) -> str:
    first, last = listed[0], listed[-1]
    if piece is not last and last in known:
        shared = (last[at:] for at in range(1, len(last) - 1))
        heads = (head for head in shared if head in SHARED_HEADS or piece not in known)
        return next((piece + head for head in heads if piece + head in known), piece)
    if piece in known or piece is first:
        return piece
    fronted = (first[:end] + piece for end in range(len(first), 1, -1))
    return next((whole for whole in fronted if whole in known), piece)


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
        for piece in pieces(mine, names) if JOINT in mine else ():
            if (part := names.get(piece, mine)) != mine:
                parents[part] = (*parents.get(part, ()), mine)
        for other in map(canon, term.near):
            near[mine] = near.get(mine, frozenset()) | {other}
            near[other] = near.get(other, frozenset()) | {mine}
    return Taxonomy(names, parents, near)
