"""Facts too unsure to answer with: on every surface of their own, and on no other."""

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
from api.proposed import details
from graph import Settings, Store
from graph.check import is_owned
from ingest.coverage import by_kind, coverage
from ingest.load import ingest
from ingest.output import as_dict
from ingest.proposals import fields, proposals, statement
from ingest.proposer import Proposer
from ingest.records import Facts, Name, Source, Target, Task, Unit
from ingest.resolve import resolve
from ingest.verify import bare, verify
from ontology.model import load
from queries.loader import ask, load_all
from queries.rows import Chains, EntitySearch, Policies, Proposals
from queries.search import phrase
from tests.documents import document
from tests.graph_sample import QINGPING, ZHUANGBEI, fill
from tests.http_client import Client
from tests.model_stub import model, raw, says

TEXT = """云川市新能源汽车产业发展实施方案
一、重点任务
(一)整车。支持云川飞驰汽车有限公司发展新能源商用车。(市工信局牵头,市科技局配合)
(二)零部件。引进滚珠丝杠项目,依托云川试验场开展道路测试。到2028年,测试道路达到30公里。
云川试验场由市交通局管理。
云川市人民政府办公室
2025年3月4日
"""
PLATFORM = {"kind": "platform", "name": "云川试验场", "quote": "云川试验场由市交通局管理。"}


def name(facts: Facts, word: str, at: int = 0, **more: Any) -> Name:
    at = facts.document.text.text.index(word, at)
    return Name("一/(二)", at, at + len(word), "tagger", more.pop("sure", 0.5), name=word, **more)


def facts_of(text: str = TEXT) -> Facts:
    """What the rules are sure of, and one proposal of each sort, one named twice."""
    found = replace(pipeline.found(document(text).text.source, tagged=[]), targets=())
    found = replace(found, names=tuple(n for n in found.names if n.kind != "platform"))
    text = found.document.text.text
    first = name(found, "云川试验场", kind="platform", sort="base", sure=0.45)
    second = name(found, "云川试验场", first.end, kind="platform", chain="新能源汽车", sure=0.55)
    at = text.index("到2028年")
    goal = Target("一/(二)", at, at + 16, "target.clause", 0.6, "", "测试道路", ">=", 30.0, "公里", 2028, "by_year")
    at = text.index("云川试验场由")
    unit = Unit("市交通局", at + 6, at + 10)
    work = Task("一/(二)", at, at + 13, "task.prose", 0.5, (unit,), (), "stated", ("2028",))
    return replace(found, proposals=(second, work, goal, first))


# --- one list, JSON, coverage ---------------------------------------------------------------------------------------


def test_a_name_is_one_proposal_with_all_its_mentions_and_what_the_fullest_says() -> None:
    facts = facts_of()
    found = proposals(facts.document, facts.proposals)
    assert [(p.kind, p.statement, len(p.mentions), p.confidence) for p in found] == [
        ("platform", "云川试验场", 2, 0.55),
        ("target", "测试道路达到30公里(2028年)", 1, 0.6),
        ("task", "云川试验场由市交通局管理", 1, 0.5),
    ]
    assert found[0].fields == {"chain": "新能源汽车"}
    assert found[2].fields == {"leads": ["市交通局"], "lead_basis": "stated", "due": ["2028"]}


def test_tasks_and_targets_that_differ_under_one_statement_stay_apart() -> None:
    facts = facts_of()
    (work,) = [p for p in facts.proposals if isinstance(p, Task)]
    other = replace(work, leads=(), supports=work.leads)
    found = proposals(facts.document, (work, other, work))
    assert [(p.ordinal, len(p.mentions)) for p in found] == [(0, 2), (1, 1)]


def test_every_field_is_a_property_of_the_node() -> None:
    facts = facts_of()
    declared = load().nodes["Proposal"].properties
    assert all(set(fields(p)) <= set(declared) for p in facts.proposals)
    assert all(statement(facts.document, p) for p in facts.proposals)
    assert is_owned(load(), "Proposal")


LISTED = ("tasks", "targets", "industries", "segments", "enterprises", "platforms", "projects")


def test_json_marks_proposals_and_changes_nothing_that_is_accepted() -> None:
    facts = facts_of()
    shown, without = as_dict(facts), as_dict(replace(facts, proposals=()))
    proposed = {key: [item for item in shown[key] if item["status"] == "proposed"] for key in LISTED}
    accepted = {key: [item for item in shown[key] if item["status"] == "accepted"] for key in LISTED}
    assert accepted == {key: without[key] for key in LISTED}
    assert [p["name"] for p in proposed["platforms"]] == ["云川试验场"]
    assert [(p["metric"], p["value"]) for p in proposed["targets"]] == [("测试道路", 30.0)]
    assert [p["leads"] for p in proposed["tasks"]] == [["市交通局"]]
    assert json.dumps(shown, ensure_ascii=False)


def test_coverage_counts_no_proposal_as_found() -> None:
    facts = facts_of()
    with_, without = list(coverage(facts)), list(coverage(replace(facts, proposals=())))
    assert [(r.path, r.found) for r in with_] == [(r.path, r.found) for r in without]
    assert sum(r.proposed for r in with_) == 3
    assert by_kind(facts) == by_kind(replace(facts, proposals=()))
    rows = [r for r in with_ if "依托云川试验场" in r.text]
    assert rows
    assert all(r.proposed for r in rows)


def test_details_are_chinese() -> None:
    facts = facts_of()
    said = [details(p.fields) for p in proposals(facts.document, facts.proposals)]
    assert said[0] == "所属产业链:新能源汽车"
    assert said[1] == "指标:测试道路;关系:达到;数值:30;单位:公里;年份:2028;口径:到期"
    assert said[2] == "牵头单位:市交通局;牵头依据:明示牵头;时限:2028"
    assert details({"sort": "lab", "stance": "gap"}) == "种类:实验室;态度:短板"


# --- the graph ------------------------------------------------------------------------------------------------------


def test_a_proposal_touches_nothing_but_its_policy() -> None:
    facts = facts_of()
    with_, without = resolve(facts, "f"), resolve(replace(facts, proposals=()), "f")
    more = [n for n in with_.nodes if n not in without.nodes]
    assert {n.type for n in more} == {"Proposal"}
    assert len(more) == 3
    links = [e for e in with_.edges if e not in without.edges]
    assert {(e.type, e.source) for e in links} == {("HAS_PROPOSAL", with_.policy)}
    assert {e.target for e in links} == {n.id for n in more}
    proved = [e.about for e in with_.evidence]
    assert all(proved.count(n.id) == (2 if n.props["kind"] == "platform" else 1) for n in more)


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


@pytest.fixture(scope="module")
def sample(session_store: Store) -> Store:
    fill(session_store)
    return session_store


def strings(value: Any) -> Iterator[str]:
    """Every string in a row."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)
    else:
        yield str(value)


def test_no_query_but_that_of_proposals_returns_one(sample: Store) -> None:
    rows = ask(sample, Proposals)
    assert len(rows) == 5
    hidden = {row.id for row in rows} | {row.statement for row in rows if row.statement != "航电"}
    held = "MATCH (e:Evidence) WHERE e.about = $id RETURN e.passage AS id"
    passages = {r["id"] for row in rows for r in sample.run(held, {"id": row.id})}
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
            found = sample.run(query.text, query.bind(values), 30)
            assert not hidden & set(strings(found)), (query.name, values)


def test_proposals_are_found_by_policy_region_and_kind(sample: Store) -> None:
    assert {row.kind for row in ask(sample, Proposals, region=QINGPING)} == {"platform", "segment", "target", "task"}
    (plan,) = [row for row in ask(sample, Policies) if row.proposals == 4]
    assert [row.confidence for row in ask(sample, Proposals, policy=plan.id)] == [0.55, 0.41, 0.3, 0.3]
    (platform,) = ask(sample, Proposals, policy=plan.id, kind="platform")
    assert platform.sentences[0].quote == "依托青屏智能装备研究院建设中试平台,建设青屏数控产业园项目。"
    assert platform.properties["chain"] == ZHUANGBEI
    assert ask(sample, Proposals, id=platform.id) == [platform]
    assert not ask(sample, EntitySearch, text=phrase("中试平台"), name="中试平台")
    assert "招商图谱" not in {row.name for row in ask(sample, Chains, all=True)}


def test_the_api_and_the_site_keep_them_apart(sample: Store) -> None:
    client = Client(create_app(store=sample))
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
