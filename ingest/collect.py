"""Collects the records of one document: nodes by identity, edges by statement, evidence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.records import DocumentGraph, Edge, Evidence, Node, Value, make_id
from ingest.places import Where, where
from ingest.records import Document, Passage, Span
from ingest.sentences import sentence, verbatim
from ontology.model import load


@dataclass(slots=True)
class Collector:
    """Ids come from the ontology's key properties; the first record of an id stays, its evidence adds up."""

    document: Document
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    passages: list[tuple[Passage, str]] = field(default_factory=list)
    quotes: dict[Span, tuple[Span, str, str, Where]] = field(default_factory=dict)
    policy: str = ""

    def graph(self) -> DocumentGraph:
        """The collected records in a fixed order."""
        return DocumentGraph(
            self.policy,
            tuple(self.nodes[k] for k in sorted(self.nodes)),
            tuple(self.edges[k] for k in sorted(self.edges)),
            tuple(self.evidence[k] for k in sorted(self.evidence)),
        )

    def node(self, type_: str, props: dict[str, Value], owned: bool = False) -> str:
        """The id of the node that these properties identify, made where it is new; empty values are left out."""
        id_ = make_id(type_, *(props.get(key) for key in load().nodes[type_].key))
        self.nodes.setdefault(id_, Node(id_, type_, {k: v for k, v in props.items() if v not in ("", None, [])}, owned))
        return id_

    def edge(
        self, type_: str, source: str, target: str, span: Span, rule: str, confidence: float, **props: Value
    ) -> None:
        """An edge of this document with the sentence around the span as evidence."""
        edge = Edge.of(type_, source, target, self.policy, **props)
        self.edges.setdefault(edge.rid, edge)
        self.cite(edge.rid, span, None, rule, confidence)

    def cite(
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
        raw, passage, quote, place = self._quoted(*(whole or sentence(self.document.text.text, *span)))
        found = Evidence(
            about,
            self.policy,
            passage,
            *raw,
            quote,
            rule,
            round(confidence, 4),
            surface.replace("\n", ""),
            claims,
            place.words,
            place.page,
            place.boxes,
        )
        self.evidence.setdefault(found.id, found)

    def _quoted(self, start: int, end: int) -> tuple[Span, str, str, Where]:
        """Raw offsets, passage, words and place of a span; one sentence is evidence of many things."""
        if (start, end) not in self.quotes:
            text = self.document.text
            raw = text.raw_span(start, end)
            self.quotes[start, end] = raw, self._at(start), verbatim(text, start, end), where(text.source, *raw)
        return self.quotes[start, end]

    def _at(self, start: int) -> str:
        """The id of the passage that holds an offset; the last one before it where none does."""
        last = ""
        for passage, node in self.passages:
            if passage.start > start:
                break
            last = node
        return last or self.passages[0][1]
