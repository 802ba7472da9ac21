"""The ontology as OWL and SHACL, and the graph's nodes and edges as RDF that these describe.

An edge becomes two things: the plain triple `source TYPE target`, and a resource of the class `edge:TYPE`, named
by the edge's rid, with `from`, `to`, the document (`policy`) and the edge's properties. Evidence points to nodes
and to such edge resources alike by `about`. Enum values stay the text of the store; each enum is also a SKOS
scheme whose concepts carry that text as notation. Shapes have names; lists and unions have fixed blank nodes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from ontology.lint import owned_properties
from ontology.model import EdgeType, NodeType, Ontology, Property, load

XSD_TYPES = {
    "string": XSD.string,
    "integer": XSD.integer,
    "float": XSD.double,
    "date": XSD.date,
    "string_list": XSD.string,
}


class Names:
    """The IRIs of an ontology: things and types, and below them `edge:` classes, `enum:` values, `shape:` shapes."""

    def __init__(self, ontology: Ontology) -> None:
        self.base = Namespace(ontology.namespace)
        self.edge = Namespace(f"{ontology.namespace}edge:")
        self.enum = Namespace(f"{ontology.namespace}enum:")
        self.shape = Namespace(f"{ontology.namespace}shape:")

    def thing(self, id_: str) -> URIRef:
        """The IRI of a node, edge or evidence by its id."""
        return self.base[quote(id_, safe="")]

    def value(self, enum: str, value: str) -> URIRef:
        """The IRI of an enum value."""
        return self.enum[f"{enum}:{quote(value, safe='')}"]

    def owner(self, owner: NodeType | EdgeType) -> URIRef:
        """The class of a node type or of an edge type's resources."""
        return self.base[owner.name] if isinstance(owner, NodeType) else self.edge[owner.name]

    def graph(self) -> Graph:
        """An empty graph that knows the prefixes."""
        graph = Graph(bind_namespaces="none")
        for prefix, space in (("", self.base), ("edge", self.edge), ("enum", self.enum), ("shape", self.shape)):
            graph.bind(prefix, space)
        for prefix, known in (("owl", OWL), ("rdf", RDF), ("rdfs", RDFS), ("sh", SH), ("skos", SKOS), ("xsd", XSD)):
            graph.bind(prefix, known)
        return graph


def owl(ontology: Ontology | None = None) -> Graph:
    """Classes, object properties, datatype properties and SKOS enums with Chinese and English labels."""
    ontology = ontology or load()
    names = Names(ontology)
    graph = names.graph()
    graph.add((names.base.ontology, RDF.type, OWL.Ontology))
    graph.add((names.base.ontology, OWL.versionInfo, Literal(str(ontology.version))))
    _edge_base(graph, names)
    for node in ontology.nodes.values():
        _term(graph, names.base[node.name], OWL.Class, node.zh, node.en, node.note)
    for edge in ontology.edges.values():
        _owl_edge(graph, names, edge)
    for name in sorted({p.name for _, p in owned_properties(ontology)}):
        _owl_property(graph, names, ontology, name)
    for enum, values in ontology.enums.items():
        _owl_enum(graph, names, enum, values)
    return graph


def turtle(graph: Graph) -> str:
    """The graph as Turtle, ending in one line feed; equal graphs of this module give equal text."""
    return graph.serialize(format="turtle").strip() + "\n"


def to_graph(
    nodes: Iterable[Mapping[str, Any]],
    edges: Iterable[Mapping[str, Any]],
    evidence: Iterable[Mapping[str, Any]] = (),
    ontology: Ontology | None = None,
) -> Graph:
    """Data as RDF, as it stands: what breaks the ontology is kept for the shapes to report.

    A node is {id, type, props}, an edge {rid, type, source, target, policy, props}, evidence {id, about, policy,
    …}, as the store's records hold them. Absent values give no triple; each member of a list gives one.
    """
    ontology = ontology or load()
    names = Names(ontology)
    graph = names.graph()
    for node in nodes:
        _data_node(graph, names, ontology, node)
    for edge in edges:
        _data_edge(graph, names, ontology, edge)
    for item in evidence:
        props = {k: v for k, v in item.items() if k != "id"}
        _data_node(graph, names, ontology, {"id": item["id"], "type": "Evidence", "props": props})
    return graph


def union(graph: Graph, classes: list[URIRef], stem: str) -> Node:
    """The class itself where there is one, else a blank node `stem` for their owl:unionOf."""
    if len(classes) == 1:
        return classes[0]
    node = BNode(stem)
    graph.add((node, RDF.type, OWL.Class))
    graph.add((node, OWL.unionOf, listed(graph, list(classes), f"{stem}_")))
    return node


def listed(graph: Graph, items: list[Any], stem: str) -> Node:
    """An RDF list of blank nodes stem0, stem1, …; the same on every run."""
    nodes = [BNode(f"{stem}{i}") for i in range(len(items))]
    for node, item, rest in zip(nodes, items, [*nodes[1:], RDF.nil], strict=True):
        graph.add((node, RDF.first, item))
        graph.add((node, RDF.rest, rest))
    return nodes[0] if nodes else RDF.nil


def _edge_base(graph: Graph, names: Names) -> None:
    _term(graph, names.base.Edge, OWL.Class, "关系", "Edge", "One statement that an edge of the graph holds.")
    for name, zh in (("from", "起点"), ("to", "终点")):
        _term(graph, names.base[name], OWL.ObjectProperty, zh, name)
        graph.add((names.base[name], RDFS.domain, names.base.Edge))


def _owl_edge(graph: Graph, names: Names, edge: EdgeType) -> None:
    _term(graph, names.edge[edge.name], OWL.Class, edge.zh, edge.en, edge.note)
    graph.add((names.edge[edge.name], RDFS.subClassOf, names.base.Edge))
    _term(graph, names.base[edge.name], OWL.ObjectProperty, edge.zh, edge.en, edge.note)
    for side, predicate in ((0, RDFS.domain), (1, RDFS.range)):
        ends = [names.base[name] for name in dict.fromkeys(pair[side] for pair in edge.ends)]
        graph.add((names.base[edge.name], predicate, union(graph, ends, f"{edge.name}_{side}")))


def _owl_property(graph: Graph, names: Names, ontology: Ontology, name: str) -> None:
    owners = [(owner, p) for owner, p in owned_properties(ontology) if p.name == name]
    first = owners[0][1]
    iri = names.base[name]
    for _, prop in owners:
        _term(graph, iri, OWL.ObjectProperty if first.ref else OWL.DatatypeProperty, prop.zh, prop.en)
        if prop.enum:
            graph.add((iri, RDFS.seeAlso, names.enum[prop.enum]))
    classes = [names.owner(owner) for owner, _ in owners]
    if name == "policy":
        classes.append(names.base.Edge)
    graph.add((iri, RDFS.domain, union(graph, classes, f"{name}_domain")))
    if first.ref != "any":
        graph.add((iri, RDFS.range, names.base[first.ref] if first.ref else XSD_TYPES[first.type]))


def _owl_enum(graph: Graph, names: Names, enum: str, values: Mapping[str, str]) -> None:
    scheme = names.enum[enum]
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, SKOS.prefLabel, Literal(enum.replace("_", " "), lang="en")))
    for value, zh in values.items():
        iri = names.value(enum, value)
        graph.add((iri, RDF.type, SKOS.Concept))
        graph.add((iri, SKOS.inScheme, scheme))
        graph.add((iri, SKOS.notation, Literal(value)))
        graph.add((iri, SKOS.prefLabel, Literal(zh, lang="zh")))
        graph.add((iri, SKOS.prefLabel, Literal(value.replace("_", " "), lang="en")))


def _term(graph: Graph, iri: URIRef, kind: URIRef, zh: str, en: str, note: str = "") -> None:
    graph.add((iri, RDF.type, kind))
    graph.add((iri, RDFS.label, Literal(zh, lang="zh")))
    graph.add((iri, RDFS.label, Literal(en, lang="en")))
    if note:
        graph.add((iri, RDFS.comment, Literal(note, lang="en")))


def _data_node(graph: Graph, names: Names, ontology: Ontology, node: Mapping[str, Any]) -> None:
    iri, known = names.thing(node["id"]), ontology.nodes.get(node["type"])
    graph.add((iri, RDF.type, names.base[node["type"]]))
    _data_props(graph, names, iri, known.properties if known else {}, node["props"])


def _data_edge(graph: Graph, names: Names, ontology: Ontology, edge: Mapping[str, Any]) -> None:
    iri, known = names.thing(edge["rid"]), ontology.edges.get(edge["type"])
    source, target = names.thing(edge["source"]), names.thing(edge["target"])
    graph.add((source, names.base[edge["type"]], target))
    graph.add((iri, RDF.type, names.edge[edge["type"]]))
    graph.add((iri, names.base["from"], source))
    graph.add((iri, names.base["to"], target))
    if edge["policy"]:
        graph.add((iri, names.base.policy, names.thing(edge["policy"])))
    _data_props(graph, names, iri, known.properties if known else {}, edge["props"])


def _data_props(
    graph: Graph, names: Names, iri: URIRef, known: Mapping[str, Property], props: Mapping[str, Any]
) -> None:
    for name, value in props.items():
        prop = known.get(name)
        for one in value if isinstance(value, list | tuple) else [value]:
            if one is not None and (prop is None or prop.holds(one)):
                graph.add((iri, names.base[name], _object(names, prop, one)))


def _object(names: Names, prop: Property | None, value: object) -> Node:
    if isinstance(value, Mapping):
        return Literal(json.dumps(value, ensure_ascii=False, sort_keys=True))
    if prop is not None and prop.ref and isinstance(value, str):
        return names.thing(value)
    if prop is not None and prop.type == "date" and isinstance(value, str):
        return Literal(value, datatype=XSD.date)
    if prop is not None and prop.type == "float" and isinstance(value, int) and not isinstance(value, bool):
        return Literal(float(value))
    return Literal(value)
