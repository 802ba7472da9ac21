"""OWL and SHACL say what the ontology says, and SHACL finds what breaks it."""

import json
from dataclasses import asdict, fields
from typing import Any

import pytest
from ontology_sample import one_of_each
from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from graph.records import Edge, Evidence, Node
from ontology import load
from ontology.lint import owned_properties
from ontology.rdf import Names, owl, to_graph, turtle
from ontology.shapes import shapes

SHAPES = shapes()


@pytest.mark.parametrize("make", [owl, shapes])
def test_turtle_holds_the_whole_graph(make: Any) -> None:
    graph = make()
    assert isomorphic(Graph().parse(data=turtle(graph), format="turtle"), graph)


def test_owl_names_every_type_in_two_languages() -> None:
    graph, names = owl(), Names(load())
    terms: dict[URIRef, URIRef] = {names.base[n]: OWL.Class for n in load().nodes}
    terms |= {names.edge[e]: OWL.Class for e in load().edges}
    terms |= {names.base[e]: OWL.ObjectProperty for e in load().edges}
    terms |= {
        names.base[p.name]: OWL.ObjectProperty if p.ref else OWL.DatatypeProperty for _, p in owned_properties(load())
    }
    for iri, kind in terms.items():
        assert (iri, RDF.type, kind) in graph
        assert {getattr(label, "language", None) for label in graph.objects(iri, RDFS.label)} == {"zh", "en"}, iri
    leads = names.base.LEADS
    assert (graph.value(leads, RDFS.domain), graph.value(leads, RDFS.range)) == (names.base.Department, names.base.Task)
    union = graph.value(graph.value(names.base.BELONGS_TO_CHAIN, RDFS.domain), OWL.unionOf)
    assert union
    assert list(graph.items(union)) == [names.base[n] for n in ("Segment", "Enterprise", "Platform", "Project")]
    assert graph.value(predicate=SKOS.notation, object=Literal(">=")) == names.value("operator", ">=")


def test_shapes_are_named() -> None:
    graph, names = shapes(), Names(load())
    named = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in graph.subjects(RDF.type, kind)}
    named |= set(graph.objects(None, SH.property))
    assert not [s for s in named if isinstance(s, BNode)]
    for owner, prop in owned_properties(load()):
        shape = names.shape[f"{owner.name}.{prop.name}"]
        assert (names.shape[owner.name], SH.property, shape) in graph
        assert ((shape, SH.minCount, Literal(1)) in graph) == prop.required


def violations(graph: Graph) -> set[tuple[str, str]]:
    """(shape, constraint) of every result of SHACL, by their short names."""
    conforms, report, text = validate(graph, shacl_graph=SHAPES)
    assert isinstance(report, Graph), text
    found = {
        (
            str(report.value(result, SH.sourceShape)).removeprefix("urn:liantu:shape:"),
            str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH)),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
    assert conforms == (not found)
    return found


def test_one_of_each_is_valid() -> None:
    nodes, edges, evidence = one_of_each()
    graph = to_graph(nodes, edges, evidence)
    names = Names(load())
    assert violations(graph) == set()
    assert len(set(graph.subjects(RDF.type, names.base.Evidence))) == len(nodes) + len(edges)
    assert (names.thing("department-1"), names.base.LEADS, names.thing("task-1")) in graph
    assert graph.value(names.thing("policy-1"), names.base.status) == Literal("draft")


@pytest.mark.parametrize(
    ("node", "changes", "expected"),
    [
        ("Policy", {"title": None}, ("Policy.title", "MinCountConstraintComponent")),
        ("Policy", {"status": "valid"}, ("Policy.status", "InConstraintComponent")),
        ("Policy", {"issued_on": "2024年"}, ("Policy.issued_on", "DatatypeConstraintComponent")),
        ("Policy", {"period_start": "2024"}, ("Policy.period_start", "DatatypeConstraintComponent")),
        ("Policy", {"title": ["甲", "乙"]}, ("Policy.title", "MaxCountConstraintComponent")),
        ("Policy", {"mood": "好"}, ("Policy", "ClosedConstraintComponent")),
        ("Target", {"value": True}, ("Target.value", "DatatypeConstraintComponent")),
        ("Target", {"op": "<"}, ("Target.op", "InConstraintComponent")),
        ("Task", {"policy": "region-1"}, ("Task.policy", "ClassConstraintComponent")),
        ("Task", {"policy": 3}, ("Task.policy", "NodeKindConstraintComponent")),
        ("Industry", {"aliases": ["甲", 2]}, ("Industry.aliases", "DatatypeConstraintComponent")),
    ],
)
def test_shacl_reports_a_broken_node(node: str, changes: dict[str, Any], expected: tuple[str, str]) -> None:
    nodes, edges, evidence = one_of_each()
    for row in nodes:
        if row["type"] == node:
            row["props"] |= changes
    assert expected in violations(to_graph(nodes, edges, evidence))


@pytest.mark.parametrize(
    ("edge", "changes", "expected"),
    [
        ("LEADS", {"source": "task-1"}, ("LEADS.ends", "OrConstraintComponent")),
        ("LEADS", {"target": "policy-1"}, ("LEADS.ends", "OrConstraintComponent")),
        ("LEADS", {"target": "task-unknown"}, ("LEADS.ends", "OrConstraintComponent")),
        ("LEADS", {"props": {"basis": "guessed"}}, ("LEADS.basis", "InConstraintComponent")),
        ("LEADS", {"props": {}}, ("LEADS.basis", "MinCountConstraintComponent")),
        ("LEADS", {"policy": "region-1"}, ("LEADS.policy", "ClassConstraintComponent")),
        ("MAKES", {"props": {"share": 0.5}}, ("MAKES", "ClosedConstraintComponent")),
        ("MAKES", {"rid": "makes-new"}, ("sourced", "OrConstraintComponent")),
    ],
)
def test_shacl_reports_a_broken_edge(edge: str, changes: dict[str, Any], expected: tuple[str, str]) -> None:
    nodes, edges, evidence = one_of_each()
    for row in edges:
        if row["type"] == edge:
            row |= changes
    assert expected in violations(to_graph(nodes, edges, evidence))


def test_ends_are_pairs() -> None:
    nodes, edges, evidence = one_of_each()
    support = next(row for row in edges if (row["type"], row["source"]) == ("SUPPORTS", "department-1"))
    support["target"] = "enterprise-1"
    assert ("SUPPORTS.ends", "OrConstraintComponent") in violations(to_graph(nodes, edges, evidence))


def test_evidence_rule() -> None:
    nodes, edges, evidence = one_of_each()
    without = [e for e in evidence if e["about"] not in {"task-1", "region-1"}]
    assert violations(to_graph(nodes, edges, without)) == {("evidence", "MinCountConstraintComponent")}
    reference = {**edges[-1], "rid": "located_in-reference", "policy": ""}
    assert violations(to_graph(nodes, [*edges, reference], evidence)) == set()


def test_records_of_the_store_become_rdf() -> None:
    policy = next(row for row in one_of_each()[0] if row["type"] == "Policy")
    region = Node("region-1", "Region", {"name": "甲市", "source": "表"})
    edge = Edge.of("APPLIES_TO", policy["id"], region.id, policy["id"])
    passage = Node("passage-1", "Passage", next(r for r in one_of_each()[0] if r["type"] == "Passage")["props"])
    evidence = [
        Evidence(about, policy["id"], passage.id, 0, 2, "甲市", "rule", 1.0, claims={"level": "city"})
        for about in (policy["id"], passage.id, edge.rid)
    ]
    graph = to_graph([policy, asdict(region), asdict(passage)], [asdict(edge)], [asdict(e) for e in evidence])
    assert violations(graph) == set()
    claims = graph.value(Names(load()).thing(evidence[0].id), Names(load()).base.claims)
    assert json.loads(str(claims)) == {"level": "city"}
    assert {f.name for f in fields(Evidence) if f.init} == set(load().nodes["Evidence"].properties)
