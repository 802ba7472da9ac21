"""Facts to nodes, edges and evidence: one thing gets one id, whatever document names it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from graph.records import DocumentGraph, Edge, Evidence, Node, Value, make_id
from ingest.departments import canonical
from ingest.records import Document, Fact, Facts, Name, Passage, PolicyMeta, Span, Target, Task, Unit
from ingest.regions import Region, named, parent, region_in
from ingest.sentences import quote, sentence
from ontology.model import load

TYPES = {
    "industry": "Industry",
    "segment": "Segment",
    "enterprise": "Enterprise",
    "platform": "Platform",
    "project": "Project",
}
STANCES = ("gap", "introduce", "strengthen", "develop")
BACKED = re.compile(r"(?:支持|扶持|引导|推动|鼓励)[^,。;]*$")
HEAD = "首部"
SUMMARY = 60
ENDING = re.compile(r"(?:产业链群|产业链|产业集群|先进制造业集群|集群|产业|行业)$")
STEM_MIN = 2
CLASSES = frozenset(
    ("传统", "新兴", "战略性新兴", "未来", "优势", "特色", "支柱", "主导", "重点", "高新技术", "先导", "上下游")
)
QUOTES = str.maketrans("", "", "“”\"'《》")


def resolve(facts: Facts, fingerprint: str, replaces: Iterable[str] = ()) -> DocumentGraph:
    """Everything a document says, as records for the store; `replaces` are ids of policies that it takes the place of."""
    builder = Builder(facts.document, fingerprint)
    builder.policy_nodes()
    for older in replaces:
        builder.replaces(older)
    for task in facts.tasks:
        builder.task(task)
    for name in facts.names:
        builder.name(name)
    for fact in facts.makes:
        builder.makes(fact.enterprise, fact.segment, fact)
    builder.concerns(facts)
    for target in facts.targets:
        builder.target(target, facts)
    return builder.graph()


@dataclass(slots=True)
class Builder:
    """Collects one document's records; ids come from the ontology's key properties."""

    document: Document
    fingerprint: str
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    tasks: list[tuple[Task, str]] = field(default_factory=list)
    passages: list[tuple[Passage, str]] = field(default_factory=list)
    policy: str = ""
    region: Region | None = None

    def graph(self) -> DocumentGraph:
        """The collected records in a fixed order."""
        return DocumentGraph(
            self.policy,
            tuple(self.nodes[k] for k in sorted(self.nodes)),
            tuple(self.edges[k] for k in sorted(self.edges)),
            tuple(self.evidence[k] for k in sorted(self.evidence)),
        )

    def policy_nodes(self) -> None:
        """The policy itself, its passages, region and issuer."""
        meta, text = self.document.meta, self.document.text
        props: dict[str, Value] = policy_props(meta)
        props |= {
            "source": str(text.source.path.resolve()),
            "sha256": text.source.sha256,
            "encoding": text.source.encoding,
        }
        props["fingerprint"] = self.fingerprint
        self.policy = self._node("Policy", props, owned=True)
        self.passages = [(p, self._passage(p, n)) for n, p in enumerate(self.document.passages)]
        title = (max(meta.title_span[0], 0), max(meta.title_span[1], 1))
        self._cite(self.policy, title, title, "policy.title", 1.0)
        for passage, node in self.passages:
            span = (passage.start, passage.end)
            self._cite(node, span, span, "passage", 1.0)
            self._edge("PART_OF", node, self.policy, span, "passage", 1.0)
        self._region(meta, title)
        if meta.issuer:
            at = text.text.find(meta.issuer)
            span = (at, at + len(meta.issuer)) if at >= 0 else title
            self._edge(
                "ISSUED_BY",
                self.policy,
                self._department(Unit(meta.issuer, *span), "policy.issuer", 1.0),
                span,
                "policy.issuer",
                1.0,
            )

    def _region(self, meta: PolicyMeta, title: Span) -> None:
        if not meta.region:
            return
        found = region_in(meta.region) or Region(meta.region, "prefecture")
        self.region = found if found.name == meta.region else Region(meta.region, "prefecture")
        short = re.sub(r"(?:市|省|自治州|地区|盟|县|区)$", "", meta.region)
        at = self.document.text.text.find(short)
        node = self._region_node(self.region)
        span, lower = (at, at + len(short)) if at >= 0 else title, self.region
        self._edge("APPLIES_TO", self.policy, node, span, "policy.region", 1.0)
        while upper := parent(lower):
            above = self._region_node(upper)
            self._edge("PART_OF", node, above, span, "reference.gbt2260", 1.0)
            node, lower = above, upper

    def replaces(self, older: str) -> None:
        """An older version of this policy, known by title and date."""
        title = self.document.meta.title_span
        self._edge("REPLACES", self.policy, older, (title[0], max(title[1], 1)), "lineage.title", 0.9)

    def _region_node(self, region: Region) -> str:
        source = "GB/T 2260" if region.code else "政策原文"
        props: dict[str, Value] = {"name": region.name, "code": region.code, "level": region.level, "source": source}
        return self._node("Region", props)

    def _passage(self, passage: Passage, ordinal: int) -> str:
        start, end = self.document.text.raw_span(passage.start, passage.end)
        text = self.document.text.text[passage.start : passage.end]
        props: dict[str, Value] = {
            "policy": self.policy,
            "ordinal": ordinal,
            "path": passage.path or HEAD,
            "text": text,
        }
        return self._node("Passage", props | {"start": start, "end": end, "kind": passage.kind}, owned=True)

    def task(self, task: Task) -> None:
        """A task with its units; a unit that a document-wide default adds is evidenced by that default."""
        text = quote(self.document, task.start, task.end)
        props: dict[str, Value] = {
            "policy": self.policy,
            "path": task.path or HEAD,
            "ordinal": len(self.tasks),
            "summary": summary(text),
            "text": text,
        }
        props |= {"due": list(task.due), "cadence": cadence(text), "lead_basis": task.basis}
        node = self._node("Task", props, owned=True)
        self.tasks.append((task, node))
        span = (task.start, task.end)
        self._cite(node, span, span, task.rule, task.confidence)
        self._edge("PART_OF", node, self.policy, span, task.rule, task.confidence)
        for unit in task.leads:
            self._edge(
                "LEADS",
                self._department(unit, task.rule, task.confidence),
                node,
                (unit.start, unit.end),
                task.rule,
                task.confidence,
                basis=task.basis,
            )
        role = "co_responsible" if task.leads else "all_listed"
        for unit in task.supports:
            self._edge(
                "SUPPORTS",
                self._department(unit, task.rule, task.confidence),
                node,
                (unit.start, unit.end),
                task.rule,
                task.confidence,
                role=role,
            )

    def _department(self, unit: Unit, rule: str, confidence: float) -> str:
        who = canonical(unit.name, self.region)
        node = self._node("Department", {"name": who.name, "region": who.region})
        self._cite(node, (unit.start, unit.end), None, rule, confidence, surface=unit.name, kind=who.kind)
        return node

    def name(self, name: Name) -> None:
        """A named thing with its place on a chain, its class and what the policy wants of it."""
        node, span = self._named(name), (name.start, name.end)
        if name.stance and name.kind in ("segment", "industry"):
            self._stance("CALLS_FOR", self.policy, node, name)
        if name.chain and name.kind != "industry" and industry_name(name.name) != industry_name(name.chain):
            self._stance("BELONGS_TO_CHAIN", node, self._industry(name.chain, name), name)
        if name.kind == "industry" and has_sure_parent(name):
            self._edge("PART_OF", node, self._industry(name.parent, name), span, name.rule, name.confidence)
        if name.kind not in ("segment",) and BACKED.search(
            self.document.text.text[max(0, name.start - 60) : name.start]
        ):
            self._edge("SUPPORTS", self.policy, node, span, name.rule, name.confidence, role="backed")

    def _named(self, name: Name) -> str:
        props: dict[str, Value] = {"name": identity(name)}
        if "region" in load().nodes[TYPES[name.kind]].properties:
            place = named(name.name)
            props["region"] = place.region.name if place else (self.region.name if self.region else "")
        node = self._node(TYPES[name.kind], props)
        claims = {"kind": name.sort} if name.sort else {}
        self._cite(node, (name.start, name.end), None, name.rule, name.confidence, surface=name.name, **claims)
        return node

    def _industry(self, industry: str, by: Fact) -> str:
        """The industry that a fact puts its thing under; the fact's own sentence is its evidence."""
        node = self._node("Industry", {"name": industry_name(industry)})
        self._cite(node, (by.start, by.end), None, by.rule, by.confidence, surface=industry)
        return node

    def _stance(self, type_: str, source: str, target: str, name: Name) -> None:
        """An edge with a stance; of several in one document the rarer holds: gap, introduce, strengthen, develop."""
        rid = make_id(type_, source, target, self.policy)
        before = self.edges.get(rid)
        stances = [s for s in (name.stance, before.props.get("stance") if before else None) if s]
        self._edge(type_, source, target, (name.start, name.end), name.rule, name.confidence)
        if stances:
            strongest = min(stances, key=lambda s: STANCES.index(str(s)))
            self.edges[rid] = replace(self.edges[rid], props={"stance": strongest})

    def makes(self, enterprise: str, segment: str, fact: Fact) -> None:
        """An enterprise that makes a segment, where both are named in the document."""
        ends = [
            next((i for i, n in self.nodes.items() if n.type == t and n.props["name"] == clean(w)), None)
            for t, w in (("Enterprise", enterprise), ("Segment", segment))
        ]
        if ends[0] and ends[1]:
            self._edge("MAKES", ends[0], ends[1], (fact.start, fact.end), fact.rule, fact.confidence)

    def concerns(self, facts: Facts) -> None:
        """Tasks concern what their text names."""
        for task, node in self.tasks:
            for name in facts.names:
                if task.start <= name.start and name.end <= task.end:
                    self._edge("CONCERNS", node, self._named(name), (name.start, name.end), name.rule, name.confidence)

    def target(self, target: Target, facts: Facts) -> None:
        """A target of the policy, of the task that holds it and of the thing it is about."""
        props: dict[str, Value] = {
            "policy": self.policy,
            "path": target.path or HEAD,
            "ordinal": sum(n.type == "Target" for n in self.nodes.values()),
        }
        props |= {
            k: getattr(target, k) for k in ("subject", "metric", "op", "value", "value_max", "unit", "year", "period")
        }
        node, span = self._node("Target", props, owned=True), (target.start, target.end)
        self._cite(node, span, None, target.rule, target.confidence)
        subjects = [
            self._named(n)
            for n in facts.names
            if target.subject and same_thing(n, target.subject) and n.kind in ("industry", "platform", "enterprise")
        ]
        holders = [i for t, i in self.tasks if t.start <= target.start and target.end <= t.end]
        for holder in [self.policy, *holders, *dict.fromkeys(subjects)]:
            self._edge("HAS_TARGET", holder, node, span, target.rule, target.confidence)

    def _node(self, type_: str, props: dict[str, Value], owned: bool = False) -> str:
        id_ = make_id(type_, *(props.get(key) for key in load().nodes[type_].key))
        self.nodes.setdefault(id_, Node(id_, type_, {k: v for k, v in props.items() if v not in ("", None, [])}, owned))
        return id_

    def _edge(
        self, type_: str, source: str, target: str, span: Span, rule: str, confidence: float, **props: Value
    ) -> None:
        edge = Edge.of(type_, source, target, self.policy, **props)
        self.edges.setdefault(edge.rid, edge)
        self._cite(edge.rid, span, None, rule, confidence)

    def _cite(
        self,
        about: str,
        span: Span,
        whole: Span | None,
        rule: str,
        confidence: float,
        surface: str = "",
        **claims: Value,
    ) -> None:
        """Evidence for a node or edge: the sentence around the span, or the whole span given."""
        start, end = whole or sentence(self.document.text.text, *span)
        raw = self.document.text.raw_span(start, end)
        found = Evidence(
            about,
            self.policy,
            self._at(start),
            *raw,
            quote(self.document, start, end),
            rule,
            round(confidence, 4),
            surface.replace("\n", ""),
            claims,
        )
        self.evidence.setdefault(found.id, found)

    def _at(self, start: int) -> str:
        """The id of the passage that holds an offset; the last one before it where none does."""
        last = ""
        for passage, node in self.passages:
            if passage.start > start:
                break
            last = node
        return last or self.passages[0][1]


def policy_props(meta: PolicyMeta) -> dict[str, Value]:
    """A policy's own properties."""
    period = meta.period or (None, None)
    fields = ("title", "doc_number", "issued_on", "status", "issuer", "level", "genre", "region")
    return {k: getattr(meta, k) for k in fields} | {"period_start": period[0], "period_end": period[1]}


def clean(name: str) -> str:
    """A name as an identity: without line breaks and quotation marks."""
    return name.replace("\n", "").translate(QUOTES)


def identity(name: Name) -> str:
    """The name under which a thing is one node."""
    return industry_name(name.name) if name.kind == "industry" else clean(name.name)


def has_sure_parent(name: Name) -> bool:
    """Whether an industry's class comes from a list or heading, or is a pure class; a sentence alone is no proof."""
    if not name.parent or industry_name(name.parent) == identity(name):
        return False
    return name.rule.endswith(("/list", "/heading")) or ENDING.sub("", name.parent) in CLASSES


def same_thing(name: Name, written: str) -> bool:
    """Whether a target's subject is this name, its chain or cluster."""
    return identity(name) == (industry_name(written) if name.kind == "industry" else clean(written))


def industry_name(name: str) -> str:
    """One name for an industry, its chain and its cluster: 储能, 储能产业链 and 储能产业集群 are 储能产业."""
    bare = clean(name)
    stem = ENDING.sub("", bare)
    if len(stem) < STEM_MIN or stem in CLASSES:
        return bare
    stem = stem[:-1] if stem.endswith(("制造业", "加工业")) else stem
    return stem if stem.endswith(("业", "经济")) else f"{stem}产业"


def summary(text: str) -> str:
    """The heading, or first words, of a task's text."""
    first = re.split(r"[。;]", text, maxsplit=1)[0]
    return first if len(first) <= SUMMARY else first[:SUMMARY] + "…"


def cadence(text: str) -> str:
    """monthly, quarterly, annual where the text says 每月, 每季度, 每年; else empty."""
    words: Iterable[tuple[str, str]] = (("每月", "monthly"), ("每季", "quarterly"), ("每年", "annual"))
    return next((value for word, value in words if word in text), "")
