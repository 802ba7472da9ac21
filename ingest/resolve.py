"""Facts to nodes, edges and evidence: one thing gets one id, whatever document names it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.records import DocumentGraph, Value, make_id
from ingest import chain_templates
from ingest.collect import Collector
from ingest.identity.departments import canonical, members
from ingest.identity.enterprise_table import ids
from ingest.identity.spelling import clean, has_sure_parent, identity, industry_name
from ingest.places import where
from ingest.proposals import Proposal, proposals, whole
from ingest.records import Fact, Facts, Name, Passage, PolicyMeta, Span, Target, Task, Unit
from ingest.regions import Region, parent, place_at, region_in
from ingest.sentences import verbatim
from ingest.summary import cadence, policy_props, summary, target_props
from ontology.model import load

TYPES = {
    "industry": "Industry",
    "segment": "Segment",
    "enterprise": "Enterprise",
    "platform": "Platform",
    "project": "Project",
}
STANCES = ("gap", "introduce", "strengthen", "develop", "")
BACKED = re.compile(r"(?:支持|扶持|引导|推动|鼓励)[^,。;]*$")
HEAD = "首部"
PLACE_CONFIDENCE = 0.8
MEMBER_CONFIDENCE = 0.9


def resolve(facts: Facts, fingerprint: str, replaces: Iterable[str] = ()) -> DocumentGraph:
    """Everything a document says, as records for the store; `replaces` holds ids of the policies it replaces."""
    builder = Builder(facts.document, fingerprint=fingerprint)
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
        builder.target(target)
    for proposal in proposals(facts.document, facts.proposals):
        builder.proposal(proposal)
    return builder.graph()


@dataclass(slots=True)
class Builder(Collector):
    """Turns one document's facts into records."""

    fingerprint: str = ""
    tasks: list[tuple[Task, str]] = field(default_factory=list)
    named: dict[tuple[str, str], str] = field(default_factory=dict)
    placed: dict[Name, str] = field(default_factory=dict)
    subjects: defaultdict[tuple[str, str], dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    targets: int = 0
    region: Region | None = None
    year: int | None = None
    expanded: set[str] = field(default_factory=set)

    def policy_nodes(self) -> None:
        """The policy itself, its passages, region and issuer."""
        meta, text = self.document.meta, self.document.text
        self.year = int(meta.issued_on[:4]) if meta.issued_on else (meta.period or (None,))[0]
        props: dict[str, Value] = policy_props(meta)
        props |= {
            "source": str(text.source.path.resolve()),
            "sha256": text.source.sha256,
            "encoding": text.source.encoding,
            "url": text.source.url,
            "fetched": text.source.fetched,
        }
        props["fingerprint"] = self.fingerprint
        self.policy = self.node("Policy", props, owned=True)
        self.passages = [(p, self._passage(p, n)) for n, p in enumerate(self.document.passages)]
        title = (max(meta.title_span[0], 0), max(meta.title_span[1], 1))
        self.cite(self.policy, title, title, "policy.title", 1.0)
        for passage, node in self.passages:
            span = (passage.start, passage.end)
            self.cite(node, span, span, "passage", 1.0)
            self.edge("PART_OF", node, self.policy, span, "passage", 1.0)
        self._region(meta, title)
        if meta.issuer:
            at = text.text.find(meta.issuer)
            span = (at, at + len(meta.issuer)) if at >= 0 else title
            self.edge(
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
        at = self._naming(meta, title)
        self.edge("APPLIES_TO", self.policy, self._region_node(self.region, at), at, "policy.region", 1.0)

    def _naming(self, meta: PolicyMeta, title: Span) -> Span:
        """Where the document names its region: in the title, else as issuer, else first in the text."""
        text = self.document.text.text
        short = re.sub(r"(?:市|省|自治州|地区|盟|县|区)$", "", meta.region)
        issuer = text.find(meta.issuer) if meta.issuer else -1
        for start, end in (title, (issuer, issuer + len(meta.issuer)), (0, len(text))):
            at = text.find(short, start, end) if start >= 0 else -1
            if at >= 0:
                return at, at + len(short)
        return title

    def replaces(self, older: str) -> None:
        """An older version of this policy, known by title and date."""
        title = self.document.meta.title_span
        self.edge("REPLACES", self.policy, older, (title[0], max(title[1], 1)), "lineage.title", 0.9)

    def _region_node(self, region: Region, at: Span) -> str:
        """A region with all that hold it; what lies in what is known from the reference table."""
        source = "GB/T 2260" if region.code else "政策原文"
        props: dict[str, Value] = {"name": region.name, "code": region.code, "level": region.level, "source": source}
        node = self.node("Region", props)
        if upper := parent(region):
            self.edge("PART_OF", node, self._region_node(upper, at), at, "reference.gbt2260", 1.0)
        return node

    def _passage(self, passage: Passage, ordinal: int) -> str:
        start, end = self.document.text.raw_span(passage.start, passage.end)
        text = verbatim(self.document.text, passage.start, passage.end)
        props: dict[str, Value] = {
            "policy": self.policy,
            "ordinal": ordinal,
            "path": passage.path or HEAD,
            "text": text,
        }
        place = where(self.document.text.source, start, end)
        props |= {"place": place.words, "page": place.page, "boxes": list(place.boxes)}
        return self.node("Passage", props | {"start": start, "end": end, "kind": passage.kind}, owned=True)

    def task(self, task: Task) -> None:
        """A task with its units; a unit that a document-wide default adds is evidenced by that default."""
        text = verbatim(self.document.text, task.start, task.end)
        props: dict[str, Value] = {
            "policy": self.policy,
            "path": task.path or HEAD,
            "ordinal": len(self.tasks),
            "summary": summary(text),
            "text": text,
        }
        props |= {"due": list(task.due), "cadence": cadence(text), "lead_basis": task.basis}
        node = self.node("Task", props, owned=True)
        self.tasks.append((task, node))
        span = (task.start, task.end)
        self.cite(node, span, span, task.rule, task.confidence)
        self.edge("PART_OF", node, self.policy, span, task.rule, task.confidence)
        role = "co_responsible" if task.leads else "all_listed"
        duties = [("LEADS", u, {"basis": task.basis}) for u in task.leads]
        duties += [("SUPPORTS", u, {"role": role}) for u in task.supports]
        for type_, unit, props_ in duties:
            who = self._department(unit, task.rule, task.confidence)
            self.edge(type_, who, node, (unit.start, unit.end), task.rule, task.confidence, **props_)

    def _department(self, unit: Unit, rule: str, confidence: float) -> str:
        who = canonical(unit.name, self.region, self.year)
        node = self.node("Department", {"name": who.name, "region": who.region})
        self.cite(node, (unit.start, unit.end), None, rule, confidence, surface=unit.name, kind=who.kind)
        if who.kind == "collective" and self.region and node not in self.expanded:
            self.expanded.add(node)
            self._members(node, unit, self.region)
        return node

    def _members(self, group: str, unit: Unit, region: Region) -> None:
        """The members of a collective unit by the reference table, with the sentence that names the group."""
        span, rule = (unit.start, unit.end), "reference.members"
        for one in members(unit.name, region):
            node = self.node("Department", {"name": one.name, "region": one.region})
            self.cite(node, span, None, rule, MEMBER_CONFIDENCE, kind=one.kind)
            self.edge("MEMBER_OF", node, group, span, rule, MEMBER_CONFIDENCE)

    def name(self, name: Name) -> None:
        """A named thing with its place on a chain, its class and what the policy wants of it."""
        node, span = self._named(name), (name.start, name.end)
        if name.stance and name.kind in ("segment", "industry"):
            self._stance("CALLS_FOR", self.policy, node, name)
        if name.chain and name.kind != "industry" and industry_name(name.name) != industry_name(name.chain):
            self._stance("BELONGS_TO_CHAIN", node, self._industry(name.chain, name), name)
        if name.kind == "industry" and has_sure_parent(name):
            self.edge("PART_OF", node, self._industry(name.parent, name), span, name.rule, name.confidence)
        if name.kind not in ("segment",) and BACKED.search(
            self.document.text.text[max(0, name.start - 60) : name.start]
        ):
            self.edge("SUPPORTS", self.policy, node, span, name.rule, name.confidence, role="backed")

    def _named(self, name: Name) -> str:
        """The node of a named thing, made once however often it is asked for."""
        if name not in self.placed:
            self.placed[name] = node = self._new(name)
            self.named.setdefault((name.kind, clean(name.name)), node)
            self.subjects[name.kind, identity(name)][node] = None
        return self.placed[name]

    def _new(self, name: Name) -> str:
        """A named thing; one whose name begins with a place lies there, others in the policy's region."""
        type_, span = TYPES[name.kind], (name.start, name.end)
        props: dict[str, Value] = {"name": identity(name)}
        place = None
        if "region" in load().nodes[type_].properties:
            place = None if ids(clean(name.name)) else place_at(clean(name.name), 0)
            props["region"] = place.region.name if place else (self.region.name if self.region else "")
        node = self.node(type_, props)
        claims = chain_templates.claims(name) | ({"kind": name.sort} if name.sort else {})
        self.cite(node, span, None, name.rule, name.confidence, surface=name.name, **claims)
        if place:
            region = self._region_node(place.region, span)
            self.edge("LOCATED_IN", node, region, span, "name.place", PLACE_CONFIDENCE)
        return node

    def _industry(self, industry: str, by: Fact) -> str:
        """The industry that a fact puts its thing under, with the sentence that names it last before the fact."""
        node = self.node("Industry", {"name": industry_name(industry)})
        at = self.document.text.text.rfind(industry, 0, by.end)
        span = (at, at + len(industry)) if at >= 0 else (by.start, by.end)
        self.cite(node, span, None, by.rule, by.confidence, surface=industry)
        return node

    def _stance(self, type_: str, source: str, target: str, name: Name) -> None:
        """An edge with a stance and the sentences that state it; of several the rarer holds."""
        rid = make_id(type_, source, target, self.policy)
        before = self.edges.get(rid)
        if before is not None:
            order = STANCES.index(name.stance or "") - STANCES.index(str(before.props.get("stance") or ""))
            if order > 0:
                return
            if order < 0:
                del self.edges[rid]
                self.evidence = {k: e for k, e in self.evidence.items() if e.about != rid}
        span = (name.start, name.end)
        self.edge(
            type_, source, target, span, name.rule, name.confidence, **({"stance": name.stance} if name.stance else {})
        )

    def makes(self, enterprise: str, segment: str, fact: Fact) -> None:
        """An enterprise that makes a segment, where both are named in the document."""
        maker, made = self.named.get(("enterprise", clean(enterprise))), self.named.get(("segment", clean(segment)))
        if maker and made:
            self.edge("MAKES", maker, made, (fact.start, fact.end), fact.rule, fact.confidence)

    def concerns(self, facts: Facts) -> None:
        """Tasks concern what their text names."""
        for task, node in self.tasks:
            for name in facts.names:
                if task.start <= name.start and name.end <= task.end:
                    self.edge("CONCERNS", node, self._named(name), (name.start, name.end), name.rule, name.confidence)

    def target(self, target: Target) -> None:
        """A target of the policy, of the task that holds it and of the thing it is about."""
        props: dict[str, Value] = {
            "policy": self.policy,
            "path": target.path or HEAD,
            "ordinal": self.targets,
        }
        props |= target_props(target)
        self.targets += 1
        node, span = self.node("Target", props, owned=True), (target.start, target.end)
        self.cite(node, span, None, target.rule, target.confidence)
        holders = [i for t, i in self.tasks if t.start <= target.start and target.end <= t.end]
        for holder in [self.policy, *holders, *self._subjects(target.subject)]:
            self.edge("HAS_TARGET", holder, node, span, target.rule, target.confidence)

    def _subjects(self, written: str) -> list[str]:
        """The nodes of what a target is about: an industry, its chain and its cluster are one."""
        plain = clean(written)
        keys = (("industry", industry_name(written)), ("platform", plain), ("enterprise", plain))
        return [node for key in keys if key in self.subjects for node in self.subjects[key]] if written else []

    def proposal(self, found: Proposal) -> None:
        """A fact too unsure to answer with: a node of its own that touches nothing but its policy."""
        props: dict[str, Value] = {"policy": self.policy, "kind": found.kind, "statement": found.statement}
        props |= {"ordinal": found.ordinal, "status": "proposed", "rule": found.best.rule}
        node = self.node("Proposal", props | {"confidence": found.confidence, **found.fields}, owned=True)
        for fact in found.mentions:
            span, surface = (fact.start, fact.end), fact.name if isinstance(fact, Name) else ""
            self.cite(node, span, whole(self.document, fact), fact.rule, fact.confidence, surface=surface)
        first = found.mentions[0]
        self.edge("HAS_PROPOSAL", self.policy, node, (first.start, first.end), first.rule, first.confidence)
