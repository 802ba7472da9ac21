"""Facts too unsure to answer with: on every surface of their own, and on no other."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import ingest.pipeline as pipeline
from api.proposed import details
from graph.check import is_owned
from ingest.coverage import by_kind, coverage
from ingest.output import as_dict
from ingest.proposals import fields, proposals, statement
from ingest.records import Facts, Name, Target, Task, Unit
from ingest.resolve import resolve
from ontology.model import load
from tests.documents import document

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
