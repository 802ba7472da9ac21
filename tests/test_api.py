"""The HTTP interface, over the sample graph."""

from __future__ import annotations

import asyncio
import json
import os
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from api import examples
from api.app import create_app
from api.docs import FOLDER, pages
from api.envelope import Problem
from api.problems import MEDIA, TABLE, problem_of
from api.routes import chains, documents, entities, health, judgements, ledgers, lines
from api.security import HEADERS
from graph.errors import QueryRefused
from graph.settings import Settings
from graph.store import Store
from queries.loader import ask
from queries.rows import ChainGaps
from tests import graph_sample
from tests.graph_doc import Doc, node_id
from tests.graph_sample import QINGPING, ZHUANGBEI, fill
from tests.http_client import Client

CHAIN = node_id("Industry", name=ZHUANGBEI)
PLAN = next(graph.policy for graph in graph_sample.documents() if CHAIN in {node.id for node in graph.nodes})
SCIENCE = node_id("Department", name="青屏市科学技术局", region=QINGPING)
EXAMPLES = Path(examples.__file__).with_name("examples.json")
OPERATIONS = {
    "healthz": "/healthz",
    "readyz": "/readyz",
    "chains": "/api/v1/chains?limit=2",
    "chain_gaps": f"/api/v1/chains/{CHAIN}/gaps?region={QINGPING}&limit=2",
    "chain_map": f"/api/v1/chains/{CHAIN}/map?region=沧岭市",
    "search": "/api/v1/search?q=工信局",
    "entity": f"/api/v1/entities/{SCIENCE}?limit=2",
    "evidence": f"/api/v1/evidence/{SCIENCE}?limit=1",
    "department_tasks": f"/api/v1/departments/{SCIENCE}/tasks?limit=1",
    "targets": "/api/v1/targets?year=2027&limit=1",
    "policies": "/api/v1/policies?limit=1",
    "passages": f"/api/v1/policies/{PLAN}/passages?limit=2",
    "proposals": "/api/v1/proposals?kind=platform",
    "judgements": "/api/v1/judgements?limit=1",
    "regions": "/api/v1/regions",
    "policy_line": f"/api/v1/policies/{PLAN}/line",
    "line": f"/api/v1/line?region={QINGPING}&topic=产业链",
    "diff": f"/api/v1/diff?before=2022&after={PLAN}",
}
PAGES = (
    "/",
    f"/?region={QINGPING}",
    f"/chains/{CHAIN}",
    f"/evidence/{CHAIN}",
    "/search?q=数控",
    "/search?q=无此物",
    "/diff",
    f"/diff?before=2022&after={PLAN}",
)
OTHERS = ("/nothing", "/static/chain_map.css", "/assets/site.css", "/favicon.ico", "/openapi.json")
DOWN = Settings(uri="bolt://127.0.0.1:1", password="no")


@pytest.fixture(scope="module")
def client(session_store: Store) -> Client:
    fill(session_store)
    return Client(create_app(store=session_store))


def routes() -> list[APIRoute]:
    modules = (health, chains, documents, entities, judgements, ledgers, lines)
    found = [route for module in modules for route in module.router.routes if isinstance(route, APIRoute)]
    return [route for route in found if route.include_in_schema and route.methods == {"GET"}]


# --- contract -------------------------------------------------------------------------------------------------------


def test_every_route_is_asked_here_and_has_an_example():
    paths = create_app().openapi()["paths"].values()
    documented = {methods["get"]["operationId"] for methods in paths if "get" in methods}
    assert {r.operation_id for r in routes()} == documented == set(OPERATIONS) == set(examples.load_all())


@pytest.mark.parametrize("route", routes(), ids=lambda r: r.operation_id)
def test_every_example_fits_its_schema(route: APIRoute):
    example = examples.load_all()[route.operation_id]
    route.response_model.model_validate(example)
    schema = create_app().openapi()["paths"][route.path]["get"]["responses"]
    assert schema["200"]["content"]["application/json"]["example"] == example
    assert "$ref" in schema["200"]["content"]["application/json"]["schema"]


def test_examples_are_real_answers(client: Client):
    real = {name: client.data(path) for name, path in OPERATIONS.items()}
    if os.environ.get("LIANTU_REWRITE"):
        EXAMPLES.write_text(json.dumps(real, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert json.loads(EXAMPLES.read_text("utf-8")) == real, "run this test with LIANTU_REWRITE=1, then api.docs"


@pytest.mark.parametrize("name", ["api.md", "openapi.json", "queries.md"])
def test_reference_pages_are_fresh(name: str):
    assert FOLDER.joinpath(name).read_text("utf-8") == pages()[name], "run python -m api.docs"


def test_openapi_is_stable_and_names_the_shape_of_problems():
    first, second = create_app().openapi(), create_app().openapi()
    assert json.dumps(first) == json.dumps(second)
    assert set(Problem.model_fields) == set(first["components"]["schemas"]["Problem"]["properties"])
    text = json.dumps(first)
    assert "HTTPValidationError" not in text
    for reference in set(re.findall(r'"#/components/schemas/([^"]+)"', text)):
        assert reference in first["components"]["schemas"]


@pytest.mark.parametrize("name", sorted(set(OPERATIONS) - {"healthz", "readyz"}))
def test_every_answer_has_one_shape(client: Client, name: str):
    answer = client.data(OPERATIONS[name])
    assert set(answer) == {"data", "evidence", "meta"}
    assert set(answer["meta"]) == {"total", "offset", "count"} | ({"chain", "near"} if name == "chain_gaps" else set())
    if isinstance(answer["data"], list):
        assert answer["meta"]["count"] == len(answer["data"]) <= answer["meta"]["total"]
    ids = [sentence["evidence"] for sentence in answer["evidence"]]
    assert len(ids) == len(set(ids))
    assert all(s["quote"] and s["title"] for s in answer["evidence"])


# --- answers --------------------------------------------------------------------------------------------------------


def test_gap_counts_are_the_lengths_of_the_gap_lists(client: Client):
    for place in ("", f"&region={QINGPING}"):
        for chain in client.data(f"/api/v1/chains?all=true&limit=100{place}")["data"]:
            for verdict, count in chain["gaps"].items():
                gaps = client.data(f"/api/v1/chains/{chain['id']}/gaps?verdict={verdict}{place}")
                assert gaps["meta"]["total"] == count, (chain["name"], verdict)


def test_gaps_say_what_the_query_says(client: Client, session_store: Store):
    answer = client.data("/api/v1/chains/智能装备/gaps?region=青屏&limit=500")
    rows = ask(session_store, ChainGaps, chain=CHAIN, region=QINGPING)
    assert answer["data"] == [row.model_dump(mode="json") for row in rows]
    assert {s["evidence"] for s in answer["evidence"]} == {s.evidence for row in rows for s in row.sentences}


def test_pages_of_gaps_meet(client: Client):
    path = f"/api/v1/chains/{CHAIN}/gaps"
    whole = client.data(path)
    first, rest = client.data(f"{path}?limit=2"), client.data(f"{path}?offset=2")
    assert first["data"] + rest["data"] == whole["data"]
    meta = {"total": whole["meta"]["total"], "chain": {"id": CHAIN, "type": "Industry", "name": ZHUANGBEI}, "near": []}
    assert first["meta"] == {**meta, "offset": 0, "count": 2}
    assert client.data(f"{path}?offset=400")["meta"] == {**meta, "offset": 400, "count": 0}


def test_a_chain_without_gaps_and_one_that_is_not_there_tell_what_is_near(client: Client, session_store: Store):
    doc = Doc({"title": "近名方案", "issued_on": "2025-01-01"})
    said = doc.text("一", "新能源汽车产业、新能源和智能网联汽车产业:补齐雷达短板。")
    named = doc.node("Industry", said, name="新能源汽车产业")
    held = doc.node("Industry", said, name="新能源和智能网联汽车产业")
    doc.segment("雷达", "gap", said, (held, "gap"))
    session_store.write(doc.graph())
    try:
        near = [{"id": held, "name": "新能源和智能网联汽车产业", "gaps": 1}]
        meta = client.data("/api/v1/chains/新能源汽车/gaps")["meta"]
        assert (meta["total"], meta["chain"]["id"], meta["near"]) == (0, named, near)
        assert client.data("/api/v1/chains/新能源汽车/gaps?verdict=introduce")["meta"]["near"] == []
        problem = client.get("/api/v1/chains/新源汽车/gaps").json()
        assert problem["near"] == near
        assert "near" not in client.get("/api/v1/chains/造船/gaps").json()
        listed = [{chain["id"] for chain in client.data(f"/api/v1/chains{all_}")["data"]} for all_ in ("", "?all=true")]
        assert listed[1] - listed[0] == {named}
    finally:
        session_store.forget(doc.id)


def test_neighbours_are_told_with_their_total(client: Client):
    answer = client.data(f"/api/v1/entities/{CHAIN}?limit=3")
    assert len(answer["data"]["neighbours"]) == answer["meta"]["count"] == 3 < answer["meta"]["total"]


def test_evidence_of_an_edge(client: Client):
    edge = client.data(f"/api/v1/entities/{SCIENCE}?limit=1")["data"]["neighbours"][0]
    (row,) = client.data(f"/api/v1/evidence/{edge['rid']}")["data"]
    assert row["about"] == edge["rid"]
    assert row["quote"] in row["text"]


# --- errors ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/api/v1/nothing", 404, "not-found"),
        ("/api/v1/chains/造船/gaps", 404, "not-found"),
        ("/api/v1/chains/产业/gaps", 409, "ambiguous"),
        (f"/api/v1/chains/{CHAIN}/gaps?region=北冥市", 404, "not-found"),
        (f"/api/v1/chains/{CHAIN}/gaps?verdict=sad", 422, "bad-parameter"),
        ("/api/v1/chains?limit=0", 422, "bad-parameter"),
        ("/api/v1/chains?limit=many", 422, "bad-parameter"),
        ("/api/v1/search", 422, "bad-parameter"),
        ("/api/v1/search?q=" + "长" * 101, 422, "bad-parameter"),
        ("/api/v1/entities/none", 404, "not-found"),
        ("/api/v1/evidence/none", 404, "not-found"),
        (f"/api/v1/departments/{CHAIN}/tasks", 404, "not-found"),
        ("/api/v1/targets?year=20270", 422, "bad-parameter"),
    ],
)
def test_errors_are_problems_in_chinese(client: Client, path: str, status: int, kind: str):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA)
    problem = Problem.model_validate(answer.json())
    assert (problem.status, problem.type) == (status, f"urn:liantu:problem:{kind}")
    assert re.search("[一-龥]", problem.title)
    assert re.search("[一-龥]", problem.detail)
    if kind == "ambiguous":
        assert ZHUANGBEI in (problem.candidates or ())


def test_other_methods_are_refused(client: Client):
    answer = client.get("/api/v1/chains", method="DELETE")
    assert (answer.status_code, answer.headers["content-type"]) == (405, MEDIA)


def test_a_store_that_is_down_is_503_and_the_process_lives():
    client = Client(create_app(DOWN))
    assert client.data("/healthz") == {"status": "ok"}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.headers["content-type"]) == (503, MEDIA)
    assert answer.headers["retry-after"]
    assert answer.json()["type"] == "urn:liantu:problem:store-down"
    shown = client.get("/", accept="text/html")
    assert (shown.status_code, "图数据库不可用" in shown.text) == (503, True)


def test_an_unexpected_error_tells_nothing_of_the_inside(client: Client, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("api.routes.ledgers.ask", broken)
    answer = client.get("/api/v1/regions")
    assert (answer.status_code, answer.headers["content-type"]) == (500, MEDIA)
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_table_answers_every_exception():
    assert TABLE[-1][0] is Exception
    assert problem_of(QueryRefused("inside"), "/x").status == 500
    for place, (kind, *_) in enumerate(TABLE):
        assert not any(issubclass(kind, above) for above, *_ in TABLE[:place]), f"{kind} is never reached"


@pytest.mark.parametrize(
    "path", [*OPERATIONS.values(), *PAGES, "/nothing", "/static/chain_map.css", "/assets/site.css"]
)
def test_every_response_has_the_security_headers(client: Client, path: str):
    answer = client.get(path, accept="text/html")
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_application_closes_only_the_store_it_opened(engine_settings: Settings, session_store: Store):
    async def life(app: FastAPI) -> int:
        async with app.router.lifespan_context(app):
            return (await Client(app).send("/readyz", "GET", {})).status_code

    assert asyncio.run(life(create_app(store=session_store))) == 200
    assert session_store.run("RETURN 1 AS one") == [{"one": 1}]
    own = create_app(engine_settings)
    assert asyncio.run(life(own)) == 200
    assert own.state.store._store is None
