"""Rows of the named queries. Written by `python -m queries.generate` from the headers; do not edit."""
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from queries.records import Lead, Ref, Row, Sentence

Answer = Literal["same", "different", "successor", "broader", "member", "unsure"]
Cadence = Literal["once", "monthly", "quarterly", "annual"]
FactKind = Literal["task", "target", "industry", "segment", "enterprise", "platform", "project"]
Judge = Literal["rule", "person"]
Operator = Literal[">", ">=", "=", "~", "<="]
PassageKind = Literal["title", "heading", "paragraph", "item", "row"]
Period = Literal["by_year", "annual", "total"]
ProposalStatus = Literal["proposed"]
RegionLevel = Literal["province", "prefecture", "county", "zone"]
Status = Literal["draft", "in_force", "superseded"]
Verdict = Literal["stated", "introduce", "unserved", "served", "strengthened"]


class About(Row):
    """What an id is about: one node, or the two ends of an edge, source first."""

    query: ClassVar[str] = "about"

    thing: Ref = Field(description="the node, or one end")
    edge: str = Field(description="type of the edge; empty for a node")
    policy: str = Field(description="id of the document that states the edge; empty for a node")


class ChainGaps(Row):
    """What a chain lacks: one row for each chain and segment, with the verdict, the sentences behind it, local makers and lead departments."""

    query: ClassVar[str] = "chain_gaps"

    chain_id: str = Field(description="id of the industry; where the text names none, those that other policies of the region put the segment on; else empty")
    chain: str = Field(description="its name")
    segment_id: str = Field(description="id of the segment, or of the industry that is itself called for")
    segment: str = Field(description="name of the segment")
    verdict: Verdict = Field(description="the strongest: stated, introduce, unserved (no document names a local maker), then (with served) strengthened, served")
    sentences: tuple[Sentence, ...] = Field(description="the sentences that carry the verdict")
    policies: tuple[Ref, ...] = Field(description="the policies of these sentences")
    enterprises: tuple[Ref, ...] = Field(description="enterprises of the policies' regions that make the segment")
    leads: tuple[Lead, ...] = Field(description="who leads, from the first of these that has any: tasks of the stating policies on the segment, on the chain; tasks of other current policies of the region on the segment, on the chain")


class ChainMap(Row):
    """The picture of one chain beside its segments: members, parts, who makes which segment, which segment feeds which; one row for each edge."""

    query: ClassVar[str] = "chain_map"

    source: Ref = Field(description="where the edge starts")
    edge: str = Field(description="BELONGS_TO_CHAIN, PART_OF, MAKES or FEEDS")
    target: Ref = Field(description="where the edge ends")
    sentences: tuple[Sentence, ...] = Field(description="the sentences that state it")


class Chains(Row):
    """The chains, that is industries that have any member, with the number of their segments, enterprises, platforms, projects and policies."""

    query: ClassVar[str] = "chains"

    id: str = Field(description="id of the industry")
    name: str = Field(description="its name")
    aliases: tuple[str, ...] = Field(description="its other names")
    kind: str | None = Field(description="industry, chain, cluster or field")
    within: tuple[Ref, ...] = Field(description="the industries of which it is a part, at any remove")
    segments: int = Field(description="segments of the chain itself, without its parts")
    enterprises: int = Field(description="enterprises of the chain")
    platforms: int = Field(description="platforms of the chain")
    projects: int = Field(description="projects of the chain")
    policies: int = Field(description="policies that name it or a member of it")


class DepartmentTasks(Row):
    """The tasks that a department leads and supports, with their due dates."""

    query: ClassVar[str] = "department_tasks"

    task_id: str = Field(description="id of the task")
    summary: str = Field(description="what is to be done")
    path: str = Field(description="address of the passage")
    role: str = Field(description="lead or support")
    basis: str = Field(description="of a lead: stated or first_listed; of a support: its role")
    due: tuple[str, ...] = Field(description="due dates as written")
    cadence: Cadence | None = Field(description="how often")
    policy: Ref = Field(description="the document")
    concerns: tuple[Ref, ...] = Field(description="the chains, segments and others that the task names")
    sentences: tuple[Sentence, ...] = Field(description="the sentences that assign it")


class Entity(Row):
    """One entity: type, name, properties and the sentences that mention it."""

    query: ClassVar[str] = "entity"

    id: str = Field(description="id of the node")
    type: str = Field(description="its type")
    name: str = Field(description="the property that names it")
    properties: dict[str, Any] = Field(description="all its properties; of a document's source only the file's name")
    sentences: tuple[Sentence, ...] = Field(description="the first sentences that mention it, newest document first")
    mentions: int = Field(description="all sentences that mention it")


class EntityNeighbourhood(Row):
    """The neighbours of one entity: one row for each edge up to a cap, with the total ("30 of 412")."""

    query: ClassVar[str] = "entity_neighbourhood"

    rid: str = Field(description="id of the edge")
    edge: str = Field(description="type of the edge")
    outgoing: bool = Field(description="true where the edge starts at the entity")
    neighbour: Ref = Field(description="the other end")
    properties: dict[str, Any] = Field(description="properties of the edge")
    policy: Ref | None = Field(description="the document that states it; null for reference data")
    current: bool = Field(description="false where that document is superseded")
    sentences: tuple[Sentence, ...] = Field(description="the sentences that state it")


class EntitySearch(Row):
    """Entities by name: full name, short name, alias or a part of one."""

    query: ClassVar[str] = "entity_search"

    id: str = Field(description="id of the node")
    type: str = Field(description="its type")
    name: str = Field(description="the property that names it")
    aliases: tuple[str, ...] = Field(description="its other names")
    mentions: int = Field(description="sentences that mention it")
    sentences: tuple[Sentence, ...] = Field(description="the first sentence that mentions it, of the newest document")


class EvidenceOf(Row):
    """One evidence, or all evidence of a node or edge, with the passage that holds it."""

    query: ClassVar[str] = "evidence_of"

    evidence: str = Field(description="id of the evidence")
    about: str = Field(description="id of the node or edge that it proves")
    policy: str = Field(description="id of the document")
    title: str = Field(description="its title")
    doc_number: str = Field(description="its number")
    issued_on: str = Field(description="its date, YYYY-MM-DD")
    year: int | None = Field(description="its year")
    source: str = Field(description="name of its file, or its address on the web")
    format: str = Field(description="pdf, docx …; of a text file its encoding")
    current: bool = Field(description="false where the document is superseded")
    passage: str = Field(description="id of the passage")
    path: str = Field(description="address of the passage")
    text: str = Field(description="text of the passage")
    quote: str = Field(description="the sentence")
    surface: str = Field(description="the thing's name as the text writes it")
    place: str = Field(description="where the sentence stands in the file, in words; empty for a text file")
    page: int | None = Field(description="the first page, of a file that has pages")
    boxes: tuple[str, ...] = Field(description="for each page: page left top right bottom, in points")
    start: int = Field(description="offset of the sentence's first character in the reading text of the file")
    end: int = Field(description="offset after its last character")
    rule: str = Field(description="the rule or model that found it")
    confidence: float = Field(description="0 to 1")


class GraphCounts(Row):
    """What the graph holds: the number of nodes and edges of each type."""

    query: ClassVar[str] = "graph_counts"

    kind: str = Field(description="node or edge")
    type: str = Field(description="its type")
    count: int = Field(description="how many")


class Judgements(Row):
    """Judgements: what two names are to each other, by rules and by people, with sentences of both, the surest first."""

    query: ClassVar[str] = "judgements"

    id: str = Field(description="id of the judgement")
    kind: str = Field(description="type of both names")
    a: Ref = Field(description="one name, by the id that it has by itself")
    b: Ref = Field(description="the other name")
    region_a: str = Field(description="region of the one; may be empty")
    region_b: str = Field(description="region of the other")
    answer: Answer = Field(description="what a is to b: same, different, successor (b took over from a), broader (b holds a), member (a is one of b), unsure")
    rule: str = Field(description="the rule; of a person `person`")
    score: float = Field(description="how sure, 0 to 1")
    by: Judge = Field(description="rule or person")
    who: str = Field(description="the person; empty for a rule")
    decided: str = Field(description="the day of a person's judgement")
    note: str = Field(description="a person's reason")
    counts: bool = Field(description="false where a person has judged otherwise")
    sentences_a: tuple[Sentence, ...] = Field(description="the first sentences of the one, newest document first")
    sentences_b: tuple[Sentence, ...] = Field(description="the first sentences of the other")


class Network(Row):
    """A network: the entities and edges of one chain or of the whole graph, up to a cap, with the total."""

    query: ClassVar[str] = "network"

    rid: str = Field(description="id of the edge")
    edge: str = Field(description="type of the edge")
    source: Ref = Field(description="where it starts")
    target: Ref = Field(description="where it ends")
    sentences: tuple[Sentence, ...] = Field(description="the sentences that state it")


class PassageFacts(Row):
    """What was found in one passage: one row for each thing, with the sentence that mentions it, in order of the text."""

    query: ClassVar[str] = "passage_facts"

    thing: Ref = Field(description="what is mentioned")
    evidence: str = Field(description="id of the evidence")
    quote: str = Field(description="the sentence")
    place: str = Field(description="where it stands in the file, in words")
    start: int = Field(description="offset of the sentence's first character in the reading text of the file")


class Passages(Row):
    """The passages of one document in order, each with its text and its place in the file."""

    query: ClassVar[str] = "passages"

    id: str = Field(description="id of the passage")
    path: str = Field(description="its address, e.g. 三/(一)")
    kind: PassageKind = Field(description="title, heading, paragraph, item or row")
    text: str = Field(description="its text")
    place: str = Field(description="where it stands in the file, in words; empty for a text file")
    page: int | None = Field(description="the first page, of a file that has pages")
    boxes: tuple[str, ...] = Field(description="for each page: page left top right bottom, in points")
    start: int = Field(description="offset of its first character in the reading text of the file")
    end: int = Field(description="offset after its last character")


class Policies(Row):
    """The documents in the graph, with the number of their passages, tasks and targets."""

    query: ClassVar[str] = "policies"

    id: str = Field(description="id of the document")
    title: str = Field(description="its title")
    doc_number: str = Field(description="its number")
    issued_on: str = Field(description="its date, YYYY-MM-DD")
    status: Status = Field(description="draft, in force or superseded")
    current: bool = Field(description="false where a newer document replaces it")
    regions: tuple[Ref, ...] = Field(description="where it applies")
    passages: int = Field(description="its passages")
    tasks: int = Field(description="its tasks")
    targets: int = Field(description="its targets")
    proposals: int = Field(description="facts of it that are too unsure to answer with")


class PolicyLine(Row):
    """The documents of one region in order of period and date, superseded ones included, and which they replace."""

    query: ClassVar[str] = "policy_line"

    id: str = Field(description="id of the document")
    title: str = Field(description="its title")
    doc_number: str = Field(description="its number")
    issued_on: str = Field(description="its date, YYYY-MM-DD; may be empty")
    status: Status = Field(description="draft, in force or superseded")
    current: bool = Field(description="false where a newer document replaces it")
    region: str = Field(description="where it applies; may be empty")
    period_start: int | None = Field(description="first year of its period")
    period_end: int | None = Field(description="last year of its period")
    source: str = Field(description="name of its file")
    replaces: tuple[str, ...] = Field(description="ids of the documents that it replaces")
    sentences: tuple[Sentence, ...] = Field(description="its title")


class PolicyTargets(Row):
    """All targets of some documents, superseded ones included, with their values in base units."""

    query: ClassVar[str] = "policy_targets"

    target_id: str = Field(description="id of the target")
    subject: str = Field(description="what it speaks of, as written")
    metric: str = Field(description="what is measured")
    op: Operator = Field(description="how the value is meant")
    value: float = Field(description="the number")
    value_max: float | None = Field(description="upper end of a range")
    unit: str = Field(description="unit as written")
    year: int | None = Field(description="year of the goal")
    period: Period = Field(description="by the year, in each year, or in total")
    base_value: float | None = Field(description="the number in the base unit; null where the unit is unknown")
    base_value_max: float | None = Field(description="upper end of a range in the base unit")
    base_unit: str = Field(description="the base unit; empty for a plain number")
    indicator: str = Field(description="id of the indicator; empty where no table has it")
    policy: Ref = Field(description="the document")
    sentences: tuple[Sentence, ...] = Field(description="the sentences that state it")


class PolicyThings(Row):
    """The industries, segments, enterprises, platforms and projects that one document names."""

    query: ClassVar[str] = "policy_things"

    thing: Ref = Field(description="what is named")
    aliases: tuple[str, ...] = Field(description="its other names")
    mentions: int = Field(description="sentences of the document that mention it")
    sentences: tuple[Sentence, ...] = Field(description="the first sentence that mentions it")


class PolicyUnits(Row):
    """The units that answer for tasks of one document, how many each leads and supports, and the units that they took over from."""

    query: ClassVar[str] = "policy_units"

    unit: Ref = Field(description="the department or other unit")
    leads: int = Field(description="tasks of the document that it leads")
    supports: int = Field(description="tasks of the document that it supports")
    earlier: tuple[str, ...] = Field(description="ids of the units that it took over from, at any remove")
    sentences: tuple[Sentence, ...] = Field(description="the first sentence that assigns it a task")


class Proposals(Row):
    """Proposals: facts too unsure to answer with, which no other query returns, each with its sentences, surest first within a document."""

    query: ClassVar[str] = "proposals"

    id: str = Field(description="id of the proposal")
    kind: FactKind = Field(description="what it would be")
    statement: str = Field(description="the name, the first words of the task, or the target as a phrase")
    status: ProposalStatus = Field(description="proposed")
    confidence: float = Field(description="0 to 1")
    rule: str = Field(description="the rule or model that found it; llm/ and a name for a language model")
    properties: dict[str, Any] = Field(description="what it says, by the property names of the ontology")
    policy: Ref = Field(description="the document")
    current: bool = Field(description="false where the document is superseded")
    sentences: tuple[Sentence, ...] = Field(description="the sentences it was read from")


class Regions(Row):
    """The regions for which there are documents, and the regions that hold them."""

    query: ClassVar[str] = "regions"

    id: str = Field(description="id of the region")
    name: str = Field(description="its name")
    level: RegionLevel | None = Field(description="its level")
    policies: int = Field(description="documents that apply to it or its parts")


class TargetsByYear(Row):
    """Quantified goals by year: whose metric reaches which value."""

    query: ClassVar[str] = "targets_by_year"

    target_id: str = Field(description="id of the target")
    subject: str = Field(description="what it speaks of, as written")
    metric: str = Field(description="what is measured")
    op: Operator = Field(description="how the value is meant")
    value: float = Field(description="the number")
    value_max: float | None = Field(description="upper end of a range")
    unit: str = Field(description="unit as written")
    year: int | None = Field(description="year of the goal")
    period: Period = Field(description="by the year, in each year, or in total")
    base_value: float | None = Field(description="the number in the base unit; null where the unit is unknown")
    base_value_max: float | None = Field(description="upper end of a range in the base unit")
    base_unit: str = Field(description="the base unit, in which targets compare; empty for a plain number")
    indicator: str = Field(description="id of the indicator in the reference table; empty where it has none")
    policy: Ref = Field(description="the document")
    owners: tuple[Ref, ...] = Field(description="what has the target")
    sentences: tuple[Sentence, ...] = Field(description="the sentences that state it")


ROWS: tuple[type[Row], ...] = (
    About,
    ChainGaps,
    ChainMap,
    Chains,
    DepartmentTasks,
    Entity,
    EntityNeighbourhood,
    EntitySearch,
    EvidenceOf,
    GraphCounts,
    Judgements,
    Network,
    PassageFacts,
    Passages,
    Policies,
    PolicyLine,
    PolicyTargets,
    PolicyThings,
    PolicyUnits,
    Proposals,
    Regions,
    TargetsByYear,
)
