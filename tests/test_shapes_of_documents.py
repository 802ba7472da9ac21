"""What a document becomes conforms to the derived SHACL shapes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph

from graph import DocumentGraph
from ingest.pipeline import extract
from ingest.read import read
from ingest.resolve import resolve
from ontology.rdf import to_graph
from tests.documents import ROOT
from tests.test_proposals import facts_of

EXAMPLES = sorted(p for p in (ROOT / "examples").iterdir() if p.stem != "README")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_a_resolved_example_conforms(path: Path) -> None:
    assert conforms(resolve(extract(read(path)), "test")) > 1000


def test_a_document_with_proposals_conforms() -> None:
    made = resolve(facts_of(), "test")
    assert sum(node.type == "Proposal" for node in made.nodes) == 3
    assert conforms(made) > 100


def conforms(made: DocumentGraph) -> int:
    """The number of statements of a graph that keeps to the shapes."""
    evidence = [{"id": e.id, **asdict(e), "claims": None, "surface": e.surface or None} for e in made.evidence]
    data = to_graph([asdict(n) for n in made.nodes], [asdict(e) for e in made.edges], evidence)
    shapes = Graph().parse(ROOT / "ontology" / "shapes.ttl")
    good, _, text = validate(data, shacl_graph=shapes)
    assert good, text
    return len(data)
