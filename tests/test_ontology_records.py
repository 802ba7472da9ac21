"""Records take what the ontology allows and nothing else."""

from typing import Any, get_args

import pytest
from fastapi import FastAPI
from ontology_sample import one_of_each
from pydantic import ValidationError

from ontology import load, records
from ontology.rdf import Names, to_graph


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
