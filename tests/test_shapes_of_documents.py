"""What a document becomes conforms to the derived SHACL shapes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph

from ingest.pipeline import extract
from ingest.read import read
from ingest.resolve import resolve
from ontology.rdf import to_graph
from tests.documents import ROOT

EXAMPLES = sorted(p for p in (ROOT / "examples").iterdir() if p.stem != "README")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_a_resolved_example_conforms(path: Path) -> None:
    made = resolve(extract(read(path)), "test")
    evidence = [{"id": e.id, **asdict(e), "claims": None, "surface": e.surface or None} for e in made.evidence]
    data = to_graph([asdict(n) for n in made.nodes], [asdict(e) for e in made.edges], evidence)
    shapes = Graph().parse(ROOT / "ontology" / "shapes.ttl")
    conforms, _, text = validate(data, shacl_graph=shapes)
    assert conforms, text
    assert len(data) > 1000
