"""The ontology holds together, and everything derived from it is fresh, stable and says the same."""

import itertools
import json
import os
import subprocess
import sys
from copy import deepcopy
from dataclasses import asdict, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from fastapi import FastAPI
from pydantic import ValidationError
from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

import ontology
from graph.records import Edge, Evidence, Node
from ontology import OntologyError, derive, load, parse, records
from ontology.lint import owned_properties, problems
from ontology.page import page
from ontology.rdf import Names, owl, to_graph, turtle
from ontology.shapes import shapes
from ontology.style import contrast, style

ROOT = Path(__file__).parent.parent
RAW = yaml.safe_load(files("ontology").joinpath("ontology.yaml").read_text("utf-8"))
VALUES = {"string": "文", "integer": 1, "float": 2, "date": "2024-01-02", "string_list": ["甲", "乙"]}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The parsed YAML with the value at the dotted path set, or removed where it is None."""
    data: dict[str, Any] = deepcopy(RAW)
    *way, last = path.split("/")
    spot: Any = data
    for key in way:
        spot = spot[key]
    if value is None:
        del spot[last]
    else:
        spot[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("extra", {}, "unknown keys ['extra']"),
        ("nodes/Policy/color", "#000000", "Policy: unknown keys ['color']"),
        ("nodes/Policy/zh", None, "Policy: missing keys ['zh']"),
        ("nodes/Policy/evidence", "some", "Policy: evidence must be"),
        ("nodes/Policy/caption", "headline", "caption headline"),
        ("nodes/Policy/properties/title/type", "text", "Policy.title: type must be"),
        ("nodes/Policy/properties/status/enum", "state", "unknown enum state"),
        ("nodes/Passage/properties/policy/ref", "Paper", "unknown node type Paper"),
        ("nodes/Segment/properties/name/key", False, "Segment: no key property"),
        ("edges/LEADS/ends", {"Bureau": ["Task"]}, "LEADS: unknown node type Bureau"),
        ("edges/LEADS/en", None, "LEADS: missing keys ['en']"),
        ("colours/stance/gap", None, "colours.stance: must name"),
        ("colours/mood", {"good": "#000000"}, "colours.mood"),
    ],
)
def test_parse_refuses(path: str, value: Any, message: str) -> None:
    with pytest.raises(OntologyError) as error:
        parse(changed(path, value))
    assert message in str(error.value)


def test_ontology_is_clean() -> None:
    assert problems(load()) == []


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("nodes/policy", RAW["nodes"]["Policy"], "policy: name must match"),
        ("edges/leads", RAW["edges"]["LEADS"], "leads: name must match"),
        ("edges/LEADS/properties/isNew", {"type": "string", "zh": "新"}, "isNew: name must match"),
        ("edges/LEADS/properties/rid", {"type": "string", "zh": "号"}, "rid: reserved name"),
        ("nodes/Policy/zh", "Policy", "Policy: no Chinese label"),
        ("nodes/Policy/en", "政策", "Policy: no English label"),
        ("nodes/Policy/zh", "任务", "任务: label of several types"),
        ("nodes/Policy/properties/title/zh", "", "Policy.title: no Chinese label"),
        ("enums/stance/gap", "", "stance.gap: no Chinese label"),
        ("enums/stance/gap", "引进", "stance: 引进 labels several values"),
        ("nodes/Policy/colour", "red", "nodes.Policy: colour red"),
        ("nodes/Policy/colour", RAW["nodes"]["Task"]["colour"], "is used twice"),
        ("colours/stance/gap", RAW["colours"]["stance"]["develop"], "stance: colour"),
        ("enums/mood", {"good": "好"}, "mood: enum of no property"),
        ("nodes/Policy/properties/source/type", "integer", "source: Region and Policy declare different types"),
        ("nodes/Target/properties/year/enum", "level", "Target.year: an enum property must be a string"),
        ("nodes/Orphan", {**RAW["nodes"]["Segment"], "zh": "孤", "colour": "#000000"}, "Orphan: end of no edge"),
    ],
)
def test_lint_finds(path: str, value: Any, problem: str) -> None:
    assert any(problem in line for line in problems(parse(changed(path, value))))


def test_public_names_are_sorted() -> None:
    assert ontology.__all__ == sorted(ontology.__all__)
    assert all(hasattr(ontology, name) for name in ontology.__all__)


def run(*args: str, seed: str = "0") -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", *args],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def test_import_is_light() -> None:
    heavy = "[m for m in ('rdflib', 'pydantic', 'fastapi') if m in sys.modules]"
    assert run("-c", f"import sys, ontology; ontology.load(); print({heavy})").strip() == "[]"


def test_derived_files_are_fresh() -> None:
    assert derive.stale() == []


def test_derived_files_do_not_depend_on_the_hash_seed() -> None:
    code = "import json; from ontology import derive; print(json.dumps(dict(derive.derived())))"
    assert run("-c", code, seed="1") == run("-c", code, seed="2")


def test_derive_checks_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert derive.main(["--check"], tmp_path) == 1
    assert "docs/ontology.md is stale" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
    assert derive.main([], tmp_path) == 0
    assert derive.main(["--check"], tmp_path) == 0
    (tmp_path / "ontology/shapes.ttl").write_text("")
    capsys.readouterr()
    assert derive.main(["--check"], tmp_path) == 1
    assert capsys.readouterr().err == "ontology/shapes.ttl is stale: run python -m ontology.derive\n"


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


def one_of_each() -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """A node of every type with every property, an edge for every pair of ends, and evidence for all."""
    ids = {name: f"{name.lower()}-1" for name in load().nodes}

    def value(prop: ontology.Property) -> Any:
        if prop.ref:
            return ids.get(prop.ref, ids["Task"])
        return next(iter(load().enums[prop.enum])) if prop.enum else VALUES[prop.type]

    def props(owner: Any) -> dict[str, Any]:
        return {p.name: value(p) for p in owner.properties.values()}

    nodes = [{"id": ids[n.name], "type": n.name, "props": props(n)} for n in load().nodes.values()]
    edges = [
        {
            "rid": f"{e.name.lower()}-{source}-{target}",
            "type": e.name,
            "source": ids[source],
            "target": ids[target],
            "policy": ids["Policy"],
            "props": props(e),
        }
        for e in load().edges.values()
        for source, target in e.ends
    ]
    nodes = [node for node in nodes if node["type"] != "Evidence"]
    abouts = [node["id"] for node in nodes] + [edge["rid"] for edge in edges]
    evidence = [
        {**props(load().nodes["Evidence"]), "id": f"evidence-{i}", "about": about, "claims": {"stance": "gap"}}
        for i, about in enumerate(abouts)
    ]
    return nodes, edges, evidence


SHAPES = shapes()


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


def test_records_accept_what_shacl_accepts() -> None:
    nodes, edges, _ = one_of_each()
    for row in nodes:
        record = records.node_record(row["id"], row["type"], {**row["props"], "id": row["id"]})
        name = row["props"][load().nodes[row["type"]].caption]
        assert record.model_dump(mode="json") == {
            "id": row["id"],
            "type": row["type"],
            "name": name,
            "properties": row["props"],
        }
    for row in edges:
        ends = (row["source"], row["target"], row["policy"])
        dumped = records.edge_record(row["rid"], row["type"], *ends, {**row["props"], "rid": row["rid"]}).model_dump()
        assert dumped == {"properties": row["props"], **{k: v for k, v in row.items() if k != "props"}}
    assert records.node_model("Policy").__name__ == "PolicyRecord"
    assert records.edge_model("BELONGS_TO_CHAIN") is records.BelongsToChainRecord


@pytest.mark.parametrize(
    ("type_", "changes"),
    [
        ("Policy", {"title": None}),
        ("Policy", {"status": "valid"}),
        ("Policy", {"issued_on": "2024年"}),
        ("Policy", {"mood": "好"}),
        ("Target", {"value": "many"}),
        ("Industry", {"aliases": "甲"}),
    ],
)
def test_records_refuse(type_: str, changes: dict[str, Any]) -> None:
    row = next(row for row in one_of_each()[0] if row["type"] == type_)
    with pytest.raises(ValidationError):
        records.node_record(row["id"], type_, row["props"] | changes)


def test_absent_values_are_no_values() -> None:
    row = next(row for row in one_of_each()[0] if row["type"] == "Policy")
    props = row["props"] | {"issued_on": "", "level": "", "doc_number": "", "genre": None}
    dumped = records.node_record("policy-1", "Policy", props).model_dump()["properties"]
    assert [dumped[k] for k in ("issued_on", "level", "doc_number", "genre")] == [None, None, "", None]
    names = Names(load())
    graph = to_graph([{**row, "props": props}], [])
    absent = [k for k in props if graph.value(names.thing("policy-1"), names.base[k]) is None]
    assert absent == ["issued_on", "level", "genre"]


def test_enums_reach_openapi() -> None:
    assert get_args(records.enum_type("stance")) == tuple(load().enums["stance"])
    assert records.Verdict is records.enum_type("verdict")
    with pytest.raises(AttributeError):
        _ = records.Mood
    app = FastAPI()

    @app.get("/x", response_model=list[records.NodeRecord])
    def x(stance: records.Stance) -> list[Any]:
        return [stance]

    schema = app.openapi()
    assert schema["paths"]["/x"]["get"]["parameters"][0]["schema"]["enum"] == list(load().enums["stance"])
    assert {f"{name}Record" for name in load().nodes} <= set(schema["components"]["schemas"])


def test_style_is_json_with_readable_text() -> None:
    found = style()
    assert json.loads(json.dumps(found)) == found
    assert found["nodes"]["Policy"]["properties"]["title"] == "标题"
    painted = [*found["nodes"].values(), *(v for values in found["enums"].values() for v in values.values())]
    painted = [v for v in painted if "colour" in v]
    assert len(painted) == len(load().nodes) + sum(map(len, load().colours.values()))
    assert [v for v in painted if contrast(v["colour"], v["text"]) < 4.5] == []
    stances = [c for colours in load().colours.values() for c in colours.values()]
    assert [c for c in stances if contrast(c, "#ffffff") < 4.5] == []


def test_contrast_of_known_pairs() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


# Severe protanopia, deuteranopia and tritanopia: Machado, Oliveira and Fernandes 2009, on linear RGB.
SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))


def seen(colour: str, matrix: Any) -> tuple[float, ...]:
    """CIELAB of the #rrggbb colour as the eye of that matrix sees it."""
    rgb = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    eye = [min(1, max(0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in matrix]
    xyz = [
        sum(a * b for a, b in zip(row, eye, strict=True)) / white
        for row, white in zip(XYZ, (0.9505, 1, 1.089), strict=True)
    ]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("enum", ["stance", "verdict"])
def test_colours_stay_apart_to_the_colour_blind(enum: str, sight: str) -> None:
    points = [seen(colour, SIGHT[sight]) for colour in load().colours[enum].values()]
    apart = [sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) ** 0.5 for p, q in itertools.combinations(points, 2)]
    assert min(apart) > 20


def test_records_of_the_store_become_rdf() -> None:
    policy = next(row for row in one_of_each()[0] if row["type"] == "Policy")
    region = Node("region-1", "Region", {"name": "甲市", "source": "表"})
    edge = Edge.of("APPLIES_TO", policy["id"], region.id, policy["id"])
    passage = Node("passage-1", "Passage", next(r for r in one_of_each()[0] if r["type"] == "Passage")["props"])
    evidence = [
        Evidence(about, policy["id"], passage.id, 0, 2, "甲市", "rule", 1.0, claims={"level": "city"})
        for about in (policy["id"], passage.id, edge.rid)
    ]
    graph = to_graph(
        [policy, asdict(region), asdict(passage)], [asdict(edge)], [asdict(e) | {"id": e.id} for e in evidence]
    )
    assert violations(graph) == set()
    claims = graph.value(Names(load()).thing(evidence[0].id), Names(load()).base.claims)
    assert json.loads(str(claims)) == {"level": "city"}
    assert {f.name for f in fields(Evidence)} == set(load().nodes["Evidence"].properties)


def test_page_names_everything() -> None:
    text = page()
    for name in (*load().nodes, *load().edges, *load().enums):
        assert f"### {name}" in text
    for _, prop in owned_properties(load()):
        assert f"| `{prop.name}` | {prop.zh} | {prop.type} |" in text
