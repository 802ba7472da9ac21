"""Builds what one document says for tests, statement by statement; every one quotes a passage."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.records import DocumentGraph, Edge, Evidence, Node, Value, make_id
from ontology.model import load

OWNED = {"Policy", "Passage", "Task", "Target"}


def node_id(type_: str, **props: Value) -> str:
    """The id that a node of these properties has."""
    return make_id(type_, *(props.get(name) for name in load().nodes[type_].key))


@dataclass
class Doc:
    """Collects what one document says; every statement quotes one of its passages."""

    props: dict[str, Value]
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    passages: list[tuple[str, int, str]] = field(default_factory=list)
    ordinal: int = 0

    def __post_init__(self) -> None:
        title = str(self.props["title"])
        extra = {"source": f"{title}.txt", "sha256": "0" * 64, "encoding": "utf-8", "fingerprint": "sample"}
        self.props = {"status": "in_force", "doc_number": "", **self.props, **extra}
        self.id = node_id("Policy", **self.props)
        self.text("", title, "title")
        self.node("Policy", title, **self.props)

    def text(self, path: str, text: str, kind: str = "paragraph") -> str:
        """Add a passage; its offsets follow the one before."""
        start = self.passages[-1][1] + len(self.passages[-1][2]) + 1 if self.passages else 0
        props: dict[str, Value] = {"policy": self.id, "ordinal": len(self.passages), "path": path, "text": text}
        id_ = node_id("Passage", **props)
        self.passages.append((id_, start, text))
        props |= {"start": start, "end": start + len(text), "kind": kind}
        self.nodes[id_] = Node(id_, "Passage", props, owned=True)
        self.prove(id_, text)
        self.edge("PART_OF", id_, self.id, text)
        return text

    def node(self, type_: str, quote: str, surface: str = "", kind: str = "", **props: Value) -> str:
        """Add a node with the sentence that mentions it, as `surface`, and says its kind."""
        if type_ in ("Task", "Target"):
            self.ordinal += 1
            props = {"policy": self.id, "path": self.path(quote), "ordinal": self.ordinal, **props}
        id_ = node_id(type_, **props)
        self.nodes[id_] = Node(id_, type_, props, owned=type_ in OWNED)
        self.prove(id_, quote, surface, **({"kind": kind} if kind else {}))
        return id_

    def edge(self, type_: str, source: str, target: str, quote: str, **props: Value) -> None:
        """Add an edge with the sentence that states it."""
        edge = Edge.of(type_, source, target, self.id, **props)
        self.edges[edge.rid] = edge
        self.prove(edge.rid, quote)

    def prove(self, about: str, quote: str, surface: str = "", **claims: Value) -> None:
        """Add the evidence for a node or edge."""
        passage, start, text = next(p for p in self.passages if quote in p[2])
        start += text.index(quote)
        found = Evidence(about, self.id, passage, start, start + len(quote), quote, "sample", 0.9, surface, claims)
        self.evidence[found.id] = found

    def path(self, quote: str) -> str:
        """Address of the passage that holds the quote."""
        return str(next(self.nodes[p[0]].props["path"] for p in self.passages if quote in p[2]))

    def region(self, name: str, level: str, within: str = "") -> str:
        """Add a region, and the edge to the one that holds it."""
        id_ = node_id("Region", name=name)
        self.nodes[id_] = Node(id_, "Region", {"name": name, "level": level, "source": "sample"})
        if within:
            self.edge("PART_OF", id_, self.region(within, "prefecture"), self.passages[0][2])
        return id_

    def segment(self, name: str, stance: str, quote: str, *chains: tuple[str, str]) -> str:
        """Add a segment that the document calls for; `chains` are (industry id, stance there)."""
        id_ = self.node("Segment", quote, name=name)
        self.edge("CALLS_FOR", self.id, id_, quote, stance=stance)
        for chain, there in chains:
            self.edge("BELONGS_TO_CHAIN", id_, chain, quote, stance=there)
        return id_

    def maker(self, name: str, region: str, segment: str, quote: str, home: str = "") -> str:
        """Add an enterprise that makes a segment; `home` is the id of its region where the text gives it."""
        id_ = self.node("Enterprise", quote, name=name, region=region)
        self.edge("MAKES", id_, segment, quote)
        if home:
            self.edge("LOCATED_IN", id_, home, quote)
        return id_

    def proposal(self, kind: str, statement: str, quote: str, rule: str, confidence: float, **props: Value) -> str:
        """Add a fact too unsure to answer with."""
        props = {"policy": self.id, "kind": kind, "statement": statement, "ordinal": 0, "status": "proposed", **props}
        id_ = node_id("Proposal", **props)
        self.nodes[id_] = Node(id_, "Proposal", props | {"rule": rule, "confidence": confidence}, owned=True)
        self.prove(id_, quote, statement)
        self.edge("HAS_PROPOSAL", self.id, id_, quote)
        return id_

    def graph(self) -> DocumentGraph:
        """What the store writes."""
        kept = (tuple(self.nodes.values()), tuple(self.edges.values()), tuple(self.evidence.values()))
        return DocumentGraph(self.id, *kept)
