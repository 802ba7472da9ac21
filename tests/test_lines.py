"""Lines and comparisons over the store: command line, API and page."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from api.app import create_app
from api.cli import build
from graph.settings import Settings
from graph.store import Store
from queries.errors import AmbiguousError, NotFoundError
from tests.graph_doc import Doc
from tests.http_client import Client

CITY = "云川市"
OLD_BUREAU, NEW_BUREAU = "云川市经济和信息化委员会", "云川市经济和信息化局"


def plan(title: str, issued_on: str, goals: list[tuple[str, float, int]], firm: str, bureau: str, **props: str) -> Doc:
    doc = Doc({"title": title, "issued_on": issued_on, "region": CITY, **props})
    doc.edge("APPLIES_TO", doc.id, doc.region(CITY, "prefecture"), title)
    for subject, value, year in goals:
        said = doc.text(f"一/{year}", f"{subject}产值{year}年达到{value:g}亿元。")
        given = {"subject": subject, "metric": "产值", "op": ">=", "value": value, "unit": "亿元", "year": year}
        base = {"base_value": value * 1e8, "base_unit": "元", "indicator": "I367", "period": "by_year"}
        doc.edge("HAS_TARGET", doc.id, doc.node("Target", said, **given, **base), said)
    doc.node("Enterprise", doc.text("二", f"支持{firm}。"), name=firm, region=CITY)
    work = doc.text("三", f"建设园区。({bureau}牵头)")
    unit = doc.node("Department", work, name=bureau, region=CITY, kind="department")
    task = doc.node("Task", work, summary="建设园区", text=work, lead_basis="stated")
    doc.edge("LEADS", unit, task, work, basis="stated")
    return doc


@pytest.fixture
def filled(store: Store) -> Store:
    goals = [("光电产业", 100.0, 2020), ("轴承产业", 50.0, 2020)]
    old = plan("云川市工业强市任务分解", "2016-03-01", goals, "甲公司", OLD_BUREAU)
    goals = [("光电产业", 121.0, 2022), ("种业", 9.0, 2022)]
    new = plan("云川市制造业行动计划(2021—2023年)", "2021-03-01", goals, "乙公司", NEW_BUREAU)
    other = plan("云川市低空经济实施方案", "2024-03-01", [], "丙公司", NEW_BUREAU)
    for doc in (old, new, other):
        store.write(doc.graph())
    return store


@pytest.fixture
def liantu(filled: Store, engine_settings: Settings):
    def run(*words: str) -> Result:
        return CliRunner().invoke(build(), list(words), obj=engine_settings, catch_exceptions=False)

    return run


def test_a_line_tells_the_policies_of_a_topic_and_the_growth_they_require(liantu) -> None:
    found = json.loads(liantu("line", "云川", "工业", "--json").stdout)
    assert [p["issued_on"] for p in found["policies"]] == ["2016-03-01", "2021-03-01"]
    (growth,) = found["growth"]
    assert (growth["name"], growth["years"], growth["per_year"]) == ("光电产业产值", 2, 10.0)
    assert [s["year"] for s in growth["sentences"]] == [2016, 2021]
    text = liantu("line", "制造业行动").stdout
    assert "低空" not in text
    assert "2 年,每年 +10%(《云川市工业强市任务分解》" in text


def test_a_region_alone_lists_its_lines(liantu) -> None:
    text = liantu("line", "云川市").stdout
    assert "云川市·工业与制造业:2 份文件" in text
    assert "云川市·低空经济:1 份文件" in text


def test_mistakes_say_what_there_is(liantu) -> None:
    with pytest.raises(NotFoundError, match="有的主题:工业与制造业、低空经济"):
        liantu("line", "云川", "渔业")
    with pytest.raises(AmbiguousError, match="policy-"):
        liantu("diff", "云川市", "低空经济实施方案")
    with pytest.raises(NotFoundError, match="图谱中没有文件“乌有”"):
        liantu("diff", "乌有", "低空经济")


def test_a_comparison_tells_each_change_with_its_sentences(liantu) -> None:
    found = json.loads(liantu("diff", "任务分解", "制造业行动", "--json").stdout)
    changes = [(c["kind"], c["change"], c["name"], c["before"], c["after"]) for c in found["changes"]]
    assert changes == [
        ("target", "raised", "光电产业产值", "达到 100 亿元(2020 年)", "达到 121 亿元(2022 年)"),
        ("target", "year", "光电产业产值", "达到 100 亿元(2020 年)", "达到 121 亿元(2022 年)"),
        ("target", "dropped", "轴承产业产值", "达到 50 亿元(2020 年)", ""),
        ("target", "added", "种业产值", "", "达到 9 亿元(2022 年)"),
        ("enterprise", "added", "乙公司", "", "乙公司"),
        ("enterprise", "gone", "甲公司", "甲公司", ""),
        ("unit", "added", NEW_BUREAU, "", NEW_BUREAU),
        ("unit", "gone", OLD_BUREAU, OLD_BUREAU, ""),
    ]
    assert all(change["sentences"] for change in found["changes"])
    text = liantu("diff", "任务分解", "制造业行动").stdout
    assert "[提高] 光电产业产值:达到 100 亿元(2020 年) → 达到 121 亿元(2022 年)" in text
    assert "光电产业产值2020年达到100亿元。" in text


def test_a_policy_does_not_differ_from_itself(liantu) -> None:
    found = json.loads(liantu("diff", "任务分解", "任务分解", "--json").stdout)
    assert (found["changes"], found["same"]) == ([], 4)


def test_the_page_shows_both_sides(filled: Store) -> None:
    client = Client(create_app(store=filled))
    text = client.get("/diff?before=任务分解&after=制造业行动", accept="text/html").text
    assert "光电产业产值2020年达到100亿元。" in text
    assert "光电产业产值2022年达到121亿元。" in text
    assert text.count('<option value="policy-') == 6
    assert client.get("/diff?before=乌有&after=任务", accept="text/html").status_code == 404


def test_the_check_lists_what_no_table_knows(liantu) -> None:
    doc = liantu("reference", "--check")
    assert doc.exit_code == 0, doc.stdout
    assert "各表都没有的单位:0 种,0 个目标(共 4 个)" in doc.stdout
