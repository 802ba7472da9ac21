from __future__ import annotations

from collections import Counter

import pytest

from graph import DocumentGraph, make_id
from graph.check import check
from ingest.identity.spelling import industry_name
from ingest.pipeline import extract
from ingest.records import Facts
from ingest.resolve import resolve
from ingest.sentences import letters
from ontology.model import load
from tests.documents import document

PLAN = """云川市经济和信息化局关于加快云川市先进制造业发展的实施意见
一、重点任务
(一)新能源汽车产业。支持云川动力公司、云川电控公司等企业发展电驱动总成、电机控制器。引进车规级芯片、激光雷达。(市经信局牵头,市科技局配合,各县(区)落实)
(二)智能装备产业。发展工业机器人、减速器。到2027年,智能装备产业产值达到200亿元。(市经信局牵头,市科技局配合)
云川市经济和信息化局
2025年3月4日
"""


def facts(text: str = PLAN) -> Facts:
    return extract(document(text).text.source)


def graph(text: str = PLAN) -> DocumentGraph:
    return resolve(facts(text), "test")


def test_the_records_fit_the_ontology() -> None:
    check(graph(), load())


def test_the_same_document_gives_the_same_records() -> None:
    assert graph() == graph()


def test_ids_are_made_of_the_key_properties() -> None:
    for node in graph().nodes:
        assert node.id == make_id(node.type, *(node.props.get(k) for k in load().nodes[node.type].key))


def test_a_unit_is_one_node_however_often_it_answers() -> None:
    made = graph()
    departments = {n.props["name"] for n in made.nodes if n.type == "Department"}
    assert departments == {"云川市经济和信息化局", "云川市科学技术局", "云川市各县(区)"}
    assert Counter(e.type for e in made.edges)["LEADS"] == 2
    surfaces = {e.surface for e in made.evidence if e.about == make_id("Department", "云川市经济和信息化局", "云川市")}
    assert surfaces == {"市经信局", "云川市经济和信息化局"}


def test_every_quote_is_what_stands_at_its_offsets() -> None:
    for one in graph().evidence:
        assert letters(PLAN[one.start : one.end]) == letters(one.quote)


def test_a_quote_keeps_the_original_characters() -> None:
    text = PLAN.replace("发展工业机器人、减速器。", "发展工业机器人（含 AI 芯片）， 推广 open source 软件。")
    quote = next(e.quote for e in graph(text).evidence if "open" in e.quote)
    assert "发展工业机器人（含AI芯片），推广open source软件。" in quote


def test_the_cells_of_a_row_are_quoted_apart() -> None:
    table = "附件\n| 序号 | 工作任务 | 牵头单位 |\n|---|---|---|\n| 1 | 建设园区 | 市工信局 |\n"
    made = graph(PLAN + table)
    (row,) = [e for e in made.evidence if e.about.startswith("task-") and "建设园区" in e.quote]
    assert row.quote == "建设园区 市工信局"
    assert letters((PLAN + table)[row.start : row.end]) == letters(row.quote)


def test_a_defaulted_unit_quotes_the_default() -> None:
    text = PLAN.replace("各县(区)落实", "各县(区)落实,以下均需各县(区)落实,不再单独列出")
    made = graph(text)
    counties = make_id("Department", "云川市各县(区)", "云川市")
    tasks = {n.id: n.props["path"] for n in made.nodes if n.type == "Task"}
    edges = {tasks[e.target]: e.rid for e in made.edges if e.type == "SUPPORTS" and e.source == counties}
    assert set(edges) == {"一/(一)", "一/(二)"}
    (quote,) = [e.quote for e in made.evidence if e.about == edges["一/(二)"]]
    assert "不再单独列出" in quote


def test_targets_hang_on_the_policy_the_task_and_the_industry() -> None:
    made = graph()
    types = {n.id: n.type for n in made.nodes}
    holders = {types[e.source] for e in made.edges if e.type == "HAS_TARGET"}
    assert {"Policy", "Task", "Industry"} <= holders


def test_the_rarer_stance_holds() -> None:
    text = PLAN.replace("发展工业机器人、减速器。", "发展工业机器人、减速器。引进减速器。")
    made = graph(text)
    segment = make_id("Segment", "减速器")
    stances = {e.props.get("stance") for e in made.edges if segment in (e.source, e.target) and "stance" in e.props}
    assert stances == {"introduce"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("新型储能", "新型储能产业"),
        ("新型储能产业链", "新型储能产业"),
        ("新型储能产业集群", "新型储能产业"),
        ("装备制造业", "装备制造"),
        ("装备制造产业集群", "装备制造"),
        ("制造业", "制造业"),
        ("资源循环利用产业", "资源循环利用"),
        ("低空经济", "低空经济"),
        ("生产性服务业", "生产性服务业"),
        ("未来产业", "未来产业"),
        ("战略性新兴产业集群", "战略性新兴产业集群"),
        ("“专精”汽车产业", "专精汽车产业"),
    ],
)
def test_an_industry_its_chain_and_its_cluster_are_one(written: str, name: str) -> None:
    assert industry_name(written) == name


def test_an_older_version_is_replaced() -> None:
    older = make_id("Policy", "x")
    (edge,) = [e for e in resolve(facts(), "test", [older]).edges if e.type == "REPLACES"]
    assert (edge.target, edge.policy) == (older, edge.source)
