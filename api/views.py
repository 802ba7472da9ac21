"""What several surfaces show alike: chains with their gap counts, the parts of a chain map, an entity."""

from __future__ import annotations

from itertools import groupby

from pydantic import Field

from api.deps import Paging
from api.groups import Group, groups
from graph.errors import QueryRefused
from graph.store import Store
from queries.errors import NotFoundError
from queries.loader import Page, ask, page
from queries.near import gap_counts
from queries.records import Record, Ref
from queries.rows import (
    About,
    ChainGaps,
    ChainMap,
    Chains,
    Entity,
    EntityNeighbourhood,
    EntitySearch,
    EvidenceOf,
    PassageFacts,
    Passages,
    Policies,
    Proposals,
    TargetsByYear,
)
from queries.search import phrase, plain
from visuals.rows import chain_of
from visuals.view import ChainView, Named

CHAINS = 20
NO_WORDS = "请输入要查的名称,至少一个汉字、字母或数字,例如企业、环节、部门或政策名称的一部分"


class GapCounts(Record):
    """How many gaps of each verdict a chain has, its parts included."""

    stated: int = Field(description="segments that a text calls a gap")
    introduce: int = Field(description="segments that a text wants brought in")
    unserved: int = Field(description="segments for which no document read so far names a local maker")


class ChainItem(Chains):
    """A chain and the number of its gaps."""

    gaps: GapCounts = Field(description="gaps by verdict, those of its parts included")


class ChainPicture(Record):
    """Everything that the map of one chain shows."""

    chain: Chains = Field(description="the chain")
    region: str | None = Field(description="the region, or null for all")
    segments: tuple[ChainGaps, ...] = Field(description="its segments with their verdicts, those of its parts included")
    edges: tuple[ChainMap, ...] = Field(description="its members and parts, who makes what, what feeds what")


class EntityDetail(Record):
    """One entity and the first of its neighbours."""

    entity: Entity = Field(description="the entity")
    neighbours: tuple[EntityNeighbourhood, ...] = Field(description="one item for each edge")


class Subject(Record):
    """One node with the chains on which it is, or the two ends of an edge and its type."""

    things: tuple[Ref, ...]
    edge: str
    chains: tuple[Ref, ...] = ()

    @property
    def named(self) -> str:
        """The name that a sentence about it may hold: of an edge its first end that is no document."""
        return next((thing.name for thing in self.things if thing.type != "Policy"), "")


def chain_items(store: Store, region: str | None, paging: Paging, *, named: bool = False) -> Page[ChainItem]:
    """One page of chains, each with its gap counts, the same that its gap list gives.

    With `named`, also industries that documents only name.
    """
    found = page(store, Chains, region=region, all=named, offset=paging.offset, limit=paging.limit)
    counts = gap_counts(store, region)
    items = tuple(
        ChainItem(**dict(row), gaps=GapCounts(**{v: counts[row.id, v] for v in GapCounts.model_fields}))
        for row in found.rows
    )
    return Page(items, found.total, found.offset)


def loose_gaps(store: Store, region: str | None) -> list[Group]:
    """The gaps for which no text names a chain, or only a class of industries, so that no chain's page shows them."""
    chains = {row.id for row in ask(store, Chains)}
    return groups(row for row in ask(store, ChainGaps, region=region) if row.chain_id not in chains)


def picture(store: Store, chain: Chains, region: str | None) -> ChainPicture:
    """The segments, members and parts of one chain."""
    segments = ask(store, ChainGaps, chain=chain.id, region=region, served=True)
    edges = ask(store, ChainMap, chain=chain.id, region=region)
    return ChainPicture(chain=chain, region=region, segments=tuple(segments), edges=tuple(edges))


def chain_view(store: Store, chain: Chains, region: str | None) -> ChainView:
    """The view of one chain that the pictures draw."""
    shown = picture(store, chain, region)
    return chain_of(
        Named(chain.id, chain.name),
        region or "",
        shown.segments,
        members=shown.edges,
        targets=ask(store, TargetsByYear, owner=chain.id, region=region),
        policies=ask(store, Policies, region=region),
    )


def entity(store: Store, id_: str) -> Entity:
    """The entity of this id; raises NotFoundError."""
    found = ask(store, Entity, id=id_)
    if not found:
        raise NotFoundError(f"没有编号为“{id_}”的实体。可用搜索按名称查找。")
    return found[0]


def search_page(store: Store, words: str, type_: str | None, paging: Paging) -> Page[EntitySearch]:
    """Entities by name, best first; none for words without a letter or digit, or in a store that is still empty."""
    text = phrase(words)
    if not text:
        return Page((), 0, paging.offset)
    where = {"text": text, "name": plain(words), "type": type_}
    try:
        return page(store, EntitySearch, **where, offset=paging.offset, limit=paging.limit)
    except QueryRefused:
        if ask(store, Policies, limit=1):
            raise
        return Page((), 0, paging.offset)


def subject(store: Store, id_: str) -> Subject:
    """What the node or edge of this id is; nothing where the graph has it no more."""
    found = ask(store, About, id=id_)
    things = tuple(row.thing for row in found)
    alone = len(things) == 1 and things[0].type != "Industry"
    links = ask(store, EntityNeighbourhood, id=id_, edge="BELONGS_TO_CHAIN", limit=CHAINS) if alone else []
    chains = {link.neighbour.id: link.neighbour for link in links if link.current}
    return Subject(things=things, edge=found[0].edge if found else "", chains=tuple(chains.values()))


def proposal(store: Store, id_: str) -> Proposals | None:
    """The proposal of this id, if it is one."""
    return next(iter(ask(store, Proposals, id=id_)), None)


def proposals_of(store: Store, subject: Subject, paging: Paging) -> Page[Proposals]:
    """The proposals of a policy; none of anything else."""
    if [thing.type for thing in subject.things] != ["Policy"]:
        return Page((), 0, paging.offset)
    return page(store, Proposals, policy=subject.things[0].id, offset=paging.offset, limit=paging.limit)


def beside(store: Store, row: EvidenceOf) -> list[tuple[str, list[PassageFacts]]]:
    """Everything that the passage of an evidence mentions, by sentence."""
    found = ask(store, PassageFacts, passage=row.passage)
    return [(quote, list(facts)) for quote, facts in groupby(found, lambda fact: fact.quote)]


def evidence_page(store: Store, id_: str, paging: Paging) -> Page[EvidenceOf]:
    """One evidence, or all of a node or edge; raises NotFoundError where there is none."""
    found = page(store, EvidenceOf, id=id_, offset=paging.offset, limit=paging.limit)
    if not found.total:
        raise NotFoundError(f"没有编号为“{id_}”的依据,也没有这一编号的节点或关系的依据。")
    return found


def passages_page(store: Store, id_: str, paging: Paging) -> Page[Passages]:
    """The passages of a policy; raises NotFoundError where there are none."""
    found = page(store, Passages, policy=id_, offset=paging.offset, limit=paging.limit)
    if not found.total:
        raise NotFoundError(f"没有编号为“{id_}”的文件。可用搜索按标题查找。")
    return found
