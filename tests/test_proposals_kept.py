"""Proposals in the store, in answers and in commands: kept apart everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import ingest.pipeline as pipeline
import ingest.prepare as prepare_module
from api.app import create_app
from api.cli import build
from graph import Settings, Store
from ingest.load import ingest
from ingest.proposer import Proposer
from ingest.records import Facts, Name, Source
from ingest.verify import bare, verify
from queries.loader import ask, load_all
from queries.rows import Chains, EntitySearch, Policies, Proposals
from queries.search import phrase
from tests.graph_sample import QINGPING, ZHUANGBEI
from tests.http_client import Client
from tests.model_stub import model, raw, says
from tests.test_proposals import TEXT, facts_of


@pytest.fixture
def extraction(monkeypatch: pytest.MonkeyPatch) -> dict[str, Facts]:
    """What the extraction of a run is to give."""
    given = {"facts": facts_of()}

    def extracted(source: Source, tagged: object = None) -> Facts:
        made = given["facts"]
        text = replace(made.document.text, source=source)
        return replace(made, document=replace(made.document, text=text))

    monkeypatch.setattr(prepare_module, "extract", extracted)
    monkeypatch.setattr(pipeline, "extract", extracted)
    return given


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, "utf-8")
    return path


def kinds(store: Store) -> list[tuple[str, str]]:
    return [(row.kind, row.statement) for row in ask(store, Proposals)]


def test_the_store_keeps_verifies_replaces_and_forgets_proposals(
    store: Store, plan: Path, extraction: dict[str, Facts]
) -> None:
    facts = extraction["facts"]
    assert [r.status for r in ingest([plan], store)] == ["added"]
    assert kinds(store) == [
        ("target", "测试道路达到30公里(2028年)"),
        ("platform", "云川试验场"),
        ("task", "云川试验场由市交通局管理"),
    ]
    assert all(v.good == v.total and not v.problem for v in verify(store))
    assert bare(store) == 0
    before = store.run("MATCH (n:Proposal) RETURN n.id AS id, elementId(n) AS at, properties(n) AS p ORDER BY id")
    assert [r.status for r in ingest([plan], store)] == ["unchanged"]
    assert [r.status for r in ingest([plan], store, force=True)] == ["replaced"]
    assert before == store.run(
        "MATCH (n:Proposal) RETURN n.id AS id, elementId(n) AS at, properties(n) AS p ORDER BY id"
    )

    sure = [p for p in facts.proposals if isinstance(p, Name)]
    left = tuple(p for p in facts.proposals if not isinstance(p, Name))
    extraction["facts"] = replace(facts, names=(*facts.names, *sure), proposals=left)
    list(ingest([plan], store, force=True))
    assert ("platform", "云川试验场") not in kinds(store)
    assert len(kinds(store)) == 2
    assert store.run("MATCH (p:Platform) RETURN p.name AS name") == [{"name": "云川试验场"}]

    store.forget(store.policies()[0].id)
    assert store.run("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]


def test_a_model_is_asked_once_and_its_proposals_outlast_a_run_without_it(store: Store, plan: Path) -> None:
    """The whole line, with real extraction."""

    def run(*, force: bool = False, proposer: Proposer | None = None) -> tuple[str, str]:
        (report,) = ingest([plan], store, force=force, proposer=proposer)
        return report.status, report.message

    def held() -> list[str]:
        return [row.statement for row in ask(store, Proposals) if row.rule == "llm/org/stub-1"]

    road = {"kind": "project", "name": "道路测试", "quote": "依托云川试验场开展道路测试。"}
    with model(says(road)) as (settings, server):
        assert run() == ("added", "")
        assert run(proposer=Proposer(settings)) == ("replaced", "语言模型 org/stub-1 读 1 段,提出待确认 1 条")
        assert held() == ["道路测试"]
        assert run(proposer=Proposer(settings))[0] == "unchanged"
        assert run()[0] == "unchanged"
        assert len(server.asked) == 1
        assert held() == ["道路测试"]
    assert all(v.good == v.total for v in verify(store))
    assert run(force=True) == ("replaced", "")
    assert held() == []
    with model(raw(b"", 500)) as (settings, _):
        status, message = run(proposer=Proposer(settings))
        assert status == "replaced"
        assert "HTTP 500" in message
        assert run()[0] == "unchanged"
        assert run(proposer=Proposer(settings))[0] == "replaced", "a model that failed is asked again"


# --- answers --------------------------------------------------------------------------------------------------------


def strings(value: Any) -> Iterator[str]:
    """Every string in a row."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)
    else:
        yield str(value)


def test_no_query_but_that_of_proposals_returns_one(filled: Store) -> None:
    rows = ask(filled, Proposals)
    assert len(rows) == 5
    hidden = {row.id for row in rows} | {row.statement for row in rows if row.statement != "航电"}
    held = "MATCH (e:Evidence) WHERE e.about = $id RETURN e.passage AS id"
    passages = {r["id"] for row in rows for r in filled.run(held, {"id": row.id})}
    beside = {row.policy.id for row in rows} | passages
    for query in load_all().values():
        if query.name == "proposals":
            continue
        needed = {p.name: p.type.many for p in query.params if p.required}
        ids = beside | ({rows[0].id} if query.name != "evidence_of" else set())
        tries = [{n: [id_] if many else id_ for n, many in needed.items()} for id_ in sorted(ids)] if needed else [{}]
        if "text" in needed:
            tries = [{"text": phrase(word), "name": word} for word in ("中试平台", "招商图谱", "光电产业产值")]
        if query.name == "chains":
            tries = [{"all": True}]
        for values in tries:
            found = filled.run(query.text, query.bind(values), 30)
            assert not hidden & set(strings(found)), (query.name, values)


def test_proposals_are_found_by_policy_region_and_kind(filled: Store) -> None:
    assert {row.kind for row in ask(filled, Proposals, region=QINGPING)} == {"platform", "segment", "target", "task"}
    (plan,) = [row for row in ask(filled, Policies) if row.proposals == 4]
    assert [row.confidence for row in ask(filled, Proposals, policy=plan.id)] == [0.55, 0.41, 0.3, 0.3]
    (platform,) = ask(filled, Proposals, policy=plan.id, kind="platform")
    assert platform.sentences[0].quote == "依托青屏智能装备研究院建设中试平台,建设青屏数控产业园项目。"
    assert platform.properties["chain"] == ZHUANGBEI
    assert ask(filled, Proposals, id=platform.id) == [platform]
    assert not ask(filled, EntitySearch, text=phrase("中试平台"), name="中试平台")
    assert "招商图谱" not in {row.name for row in ask(filled, Chains, all=True)}


def test_the_api_and_the_site_keep_them_apart(filled: Store) -> None:
    client = Client(create_app(store=filled))
    rows = client.data("/api/v1/proposals?limit=100")["data"]
    plan = next(row["policy"]["id"] for row in rows if row["kind"] == "platform")
    platform = next(row["id"] for row in rows if row["kind"] == "platform")
    assert client.get(f"/api/v1/entities/{platform}").status_code == 404
    assert client.get("/api/v1/proposals?kind=person").status_code == 422
    detail = client.data(f"/api/v1/entities/{plan}?limit=500")["data"]
    assert not [n for n in detail["neighbours"] if n["neighbour"]["type"] == "Proposal"]

    shown = client.get(f"/evidence/{plan}", accept="text/html").text
    section = shown.split('id="proposals"')[1]
    for word in ("待确认", "中试平台", "种类:服务平台", "语言模型,qwen,把握 30 %", "编制招商图谱", "牵头单位:市科技局"):
        assert word in section, word
    assert "中试平台</a>" not in shown.split('id="proposals"')[0]
    page = client.get(f"/evidence/{platform}", accept="text/html").text
    assert '<h1>中试平台 <span class="proposed">待确认</span>' in page
    assert "尚未确认" in page
    start = client.get("/", accept="text/html").text
    assert f'href="/evidence/{plan}#proposals">待确认 4</a>' in start
    assert "中试平台" not in start
    other = client.get(
        "/evidence/" + next(r["id"] for r in client.data("/api/v1/policies")["data"] if not r["proposals"])
    )
    assert "待确认" not in other.text


# --- the command line -----------------------------------------------------------------------------------------------


def run(*words: str, settings: Settings | None = None) -> Result:
    return CliRunner().invoke(build(), list(words), obj=settings, catch_exceptions=False, env={"COLUMNS": "160"})


def test_coverage_lists_proposals_apart(plan: Path, extraction: dict[str, Facts]) -> None:
    shown = run("coverage", str(plan)).stdout
    assert "待确认 3 条,不计入结果" in shown
    table = "".join(shown.split("待确认(3)")[1].split())
    for word in ("平台", "云川试验场", "名称识别模型,把握55%", "到2028年,测试道路达到30公里", "牵头单位:市交通局"):
        assert word in table, word


def test_ingest_counts_proposals(
    session_store: Store, store: Store, engine_settings: Settings, plan: Path, extraction: dict[str, Facts]
) -> None:
    shown = run("ingest", str(plan), settings=engine_settings).stdout
    assert "、待确认 3\n" in shown
    assert any(line.split()[1:3] == ["待确认", "│"] or "待确认" in line for line in shown.splitlines() if "│" in line)
    assert "待确认 3" in shown.split("图谱现有")[1]


@pytest.mark.parametrize("command", ["extract", "coverage"])
def test_commands_ask_the_model_that_is_set_up(plan: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    road = {"kind": "project", "name": "道路测试", "quote": "依托云川试验场开展道路测试。"}
    with model(says(road)) as (settings, server):
        monkeypatch.setenv("LIANTU_LLM_URL", settings.url)
        monkeypatch.setenv("LIANTU_LLM_MODEL", "stub")
        done = run(command, str(plan))
    assert done.exit_code == 0
    assert len(server.asked) == 1
    assert "道路测试" in done.stdout
    assert f"{plan}:语言模型 stub 读 1 段,提出待确认 1 条\n" in done.stderr
    if command == "extract":
        projects = json.loads(done.stdout)["projects"]
        assert [(p["rule"], p["status"]) for p in projects if p["name"] == "道路测试"] == [("llm/stub", "proposed")]


def test_a_wrong_setting_stops_before_anything_is_read(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from api.cli import main

    monkeypatch.setenv("LIANTU_LLM_URL", "ftp://127.0.0.1")
    monkeypatch.setenv("LIANTU_LLM_MODEL", "stub")
    monkeypatch.setattr("sys.argv", ["liantu", "extract", str(plan)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
