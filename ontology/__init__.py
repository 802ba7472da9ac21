"""What the graph holds, declared once in ontology.yaml; everything else of this package is derived from it."""

from ontology.model import EdgeType, NodeType, Ontology, OntologyError, Property, load, parse

__all__ = ["EdgeType", "NodeType", "Ontology", "OntologyError", "Property", "load", "parse"]
