"""SHACL shapes: one per node type and edge type, one per property, all named `shape:…`.

Node shapes are closed. An edge's ends are checked on its resource: it must match one of the allowed pairs.
"""

from __future__ import annotations

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef

from ontology.model import EdgeType, NodeType, Ontology, Property, load
from ontology.rdf import XSD_TYPES, Names, listed


def shapes(ontology: Ontology | None = None) -> Graph:
    """All shapes of the ontology as one graph."""
    ontology = ontology or load()
    names = Names(ontology)
    graph = names.graph()
    _evidence(graph, names, ontology)
    for node in ontology.nodes.values():
        _node(graph, names, ontology, node)
    for edge in ontology.edges.values():
        _edge(graph, names, ontology, edge)
    return graph


def _node(graph: Graph, names: Names, ontology: Ontology, node: NodeType) -> None:
    out = [e.name for e in ontology.edges.values() if node.name in {source for source, _ in e.ends}]
    shape = _owner(graph, names, ontology, node, out)
    if node.evidence == "mention":
        graph.add((shape, SH.property, names.shape.evidence))
    for side in ("from", "to"):
        end = names.shape[f"{side}.{node.name}"]
        graph.add((end, RDF.type, SH.PropertyShape))
        graph.add((end, SH.path, names.base[side]))
        graph.add((end, SH["class"], names.base[node.name]))


def _edge(graph: Graph, names: Names, ontology: Ontology, edge: EdgeType) -> None:
    shape = _owner(graph, names, ontology, edge, [])
    for side in ("from", "to"):
        _one(graph, names, shape, edge.name, side, True)
    if "policy" not in edge.properties:
        path = _one(graph, names, shape, edge.name, "policy", False)
        graph.add((path, SH["class"], names.base.Policy))
    _ends(graph, names, edge)


def _owner(graph: Graph, names: Names, ontology: Ontology, owner: NodeType | EdgeType, extra: list[str]) -> URIRef:
    shape = names.shape[owner.name]
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, names.owner(owner)))
    graph.add((shape, SH.closed, Literal(True)))
    ignored = [RDF.type, *(names.base[name] for name in extra)]
    graph.add((shape, SH.ignoredProperties, listed(graph, ignored, f"{owner.name}_ignored")))
    for prop in owner.properties.values():
        _property(graph, names, ontology, shape, owner.name, prop)
    return shape


def _property(graph: Graph, names: Names, ontology: Ontology, shape: URIRef, owner: str, prop: Property) -> None:
    iri = _one(graph, names, shape, owner, prop.name, prop.required, prop.type == "string_list")
    graph.add((iri, SH.name, Literal(prop.zh, lang="zh")))
    graph.add((iri, SH.name, Literal(prop.en, lang="en")))
    if prop.enum:
        values = [Literal(value) for value in ontology.enums[prop.enum]]
        graph.add((iri, SH["in"], listed(graph, values, f"{owner}_{prop.name}")))
    elif prop.ref:
        graph.add((iri, SH.nodeKind, SH.IRI))
        if prop.ref != "any":
            graph.add((iri, SH["class"], names.base[prop.ref]))
    else:
        graph.add((iri, SH.datatype, XSD_TYPES[prop.type]))


def _one(
    graph: Graph, names: Names, shape: URIRef, owner: str, name: str, required: bool, many: bool = False
) -> URIRef:
    iri = names.shape[f"{owner}.{name}"]
    graph.add((shape, SH.property, iri))
    graph.add((iri, RDF.type, SH.PropertyShape))
    graph.add((iri, SH.path, names.base[name]))
    if required:
        graph.add((iri, SH.minCount, Literal(1)))
    if not many:
        graph.add((iri, SH.maxCount, Literal(1)))
    return iri


def _ends(graph: Graph, names: Names, edge: EdgeType) -> None:
    shape = names.shape[f"{edge.name}.ends"]
    pairs = [names.shape[f"{edge.name}.{source}.{target}"] for source, target in edge.ends]
    for pair, (source, target) in zip(pairs, edge.ends, strict=True):
        graph.add((pair, RDF.type, SH.NodeShape))
        graph.add((pair, SH.property, names.shape[f"from.{source}"]))
        graph.add((pair, SH.property, names.shape[f"to.{target}"]))
    allowed = ", ".join(f"{source} → {target}" for source, target in edge.ends)
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, names.edge[edge.name]))
    graph.add((shape, SH.message, Literal(f"{edge.name} joins {allowed}", lang="en")))
    graph.add((shape, SH["or"], listed(graph, pairs, f"{edge.name}_pair")))


def _evidence(graph: Graph, names: Names, ontology: Ontology) -> None:
    """A node of a mentioned type, and an edge with a policy, is what some evidence is about."""
    about = BNode("about")
    graph.add((about, SH.inversePath, names.base.about))
    needed, reference, sourced = names.shape.evidence, names.shape.reference, names.shape.sourced
    graph.add((needed, RDF.type, SH.PropertyShape))
    graph.add((needed, SH.path, about))
    graph.add((needed, SH.minCount, Literal(1)))
    graph.add((reference, RDF.type, SH.PropertyShape))
    graph.add((reference, SH.path, names.base.policy))
    graph.add((reference, SH.maxCount, Literal(0)))
    graph.add((sourced, RDF.type, SH.NodeShape))
    graph.add((sourced, SH.message, Literal("An edge with a policy needs evidence", lang="en")))
    graph.add((sourced, SH["or"], listed(graph, [reference, needed], "sourced")))
    for name in ontology.edges:
        graph.add((sourced, SH.targetClass, names.edge[name]))
