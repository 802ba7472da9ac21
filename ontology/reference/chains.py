"""Chain templates: their links by stage, what feeds what, and the template that a written name belongs to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from ontology.reference.chain_spelling import Sort, form
from ontology.reference.read import several, table


@dataclass(frozen=True, slots=True)
class Chain:
    """A template: `label` names the national list or plan it answers to."""

    id: str
    name: str
    aliases: tuple[str, ...]
    label: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a chain: stage (上游, 中游, 下游, 配套支撑), group within the stage, GB/T 4754-2017 code or empty."""

    id: str
    chain: str
    stage: str
    group: str
    name: str
    aliases: tuple[str, ...]
    gbt4754: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Feed:
    """One link is an input of another; `scope` says whether both are of one chain."""

    source_id: str
    target_id: str
    scope: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Code:
    """A class of GB/T 4754-2017 (`gbt4754-2017`, those in use) or of the strategic industries (`strategic-2018`)."""

    scheme: str
    code: str
    name: str
    level: int
    parent: str
    source: str
    confidence: str


@cache
def chains() -> tuple[Chain, ...]:
    """All templates in order of their ids."""
    return tuple(
        Chain(r["id"], r["name"], several(r["aliases"]), r["policy_label"], r["source"], r["confidence"])
        for r in table("chains")
    )


@cache
def links() -> tuple[Link, ...]:
    """All links of all templates."""
    return tuple(
        Link(
            r["id"],
            r["chain"],
            r["stage"],
            r["group"],
            r["name"],
            several(r["aliases"]),
            r["gbt4754"],
            r["source"],
            r["confidence"],
        )
        for r in table("chain_nodes")
    )


@cache
def feeds() -> tuple[Feed, ...]:
    """What is an input of what."""
    return tuple(Feed(**r) for r in table("chain_edges"))


@cache
def codes() -> tuple[Code, ...]:
    """Classes of both schemes."""
    return tuple(Code(**(r | {"level": int(r["level"])})) for r in table("industry_codes"))  # type: ignore[arg-type]


def chain_of(industry_name: str) -> Chain | None:
    """The template of an industry, chain or cluster by its name or another name; None where no or several fit."""
    return _chains_by_form().get(form(industry_name, "industry"))


def link_of(segment_name: str, chain: str = "") -> Link | None:
    """The link with this name, of the chain (an id or a name) where one is given; None where no or several fit.

    A link's own name goes before another name of it; a chain without such a link gives None.
    """
    found = _links_by_form().get(form(segment_name, "segment"), ())
    if chain:
        template = chain_of(chain)
        wanted = template.id if template else chain
        found = tuple((named, link) for named, link in found if link.chain == wanted)
    own = [link for named, link in found if named]
    best = own or [link for _, link in found]
    return best[0] if len(best) == 1 else None


@cache
def _chains_by_form() -> dict[str, Chain]:
    sort: Sort = "industry"
    found: dict[str, set[Chain]] = defaultdict(set)
    for one in chains():
        for name in (one.name, *one.aliases):
            found[form(name, sort)].add(one)
    own = {form(one.name, sort): one for one in chains()}
    return {name: next(iter(ones)) for name, ones in found.items() if len(ones) == 1} | own


@cache
def _links_by_form() -> dict[str, tuple[tuple[bool, Link], ...]]:
    found: dict[str, dict[str, tuple[bool, Link]]] = defaultdict(dict)
    for link in links():
        found[form(link.name, "segment")][link.id] = (True, link)
        for alias in link.aliases:
            found[form(alias, "segment")].setdefault(link.id, (False, link))
    return {name: tuple(ones.values()) for name, ones in found.items()}
