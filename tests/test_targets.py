from __future__ import annotations

import importlib.util
import json
import time
from types import ModuleType
from typing import Any

import pytest

from ingest.parse import parse
from ingest.read import read
from ingest.records import Document, Name, Target
from ingest.targets import targets_of
from tests.documents import SHARED, document

Row = tuple[str, str, str, float, str, int | None]
PLAN = "云川市产业发展行动方案(2024—2026年)"
IDEAS = "云川市关于加快产业发展的若干意见"


def goals(body: str, title: str = PLAN, heading: str = "一、重点任务") -> list[Target]:
    return list(targets_of(document(f"{title}\n{heading}\n{body}\n")))


def rows(body: str, title: str = PLAN, heading: str = "一、重点任务") -> list[Row]:
    return [(t.subject, t.metric, t.op, t.value, t.unit, t.year) for t in goals(body, title, heading)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("茶产业产值突破80亿元。", [("茶产业", "产值", ">", 80, "亿元", 2026)]),
        ("全市轴承产业规模达到120亿元以上。", [("轴承产业", "规模", ">=", 120, "亿元", 2026)]),
        ("茶产业力争突破80亿元。", [("茶产业", "产值", ">", 80, "亿元", 2026)]),
        ("全市轴承产业链达到120亿元以上。", [("轴承产业链", "产值", ">=", 120, "亿元", 2026)]),
        ("国有企业投资布局茶产业90亿元以上。", [("", "国有企业投资布局茶产业", ">=", 90, "亿元", 2026)]),
        ("千亿级茶产业集群达到3个。", [("", "千亿级茶产业集群", ">=", 3, "个", 2026)]),
        ("打造12个智慧矿山场景。", [("", "智慧矿山场景", "=", 12, "个", 2026)]),
        ("培育省级链主企业5家左右。", [("", "省级链主企业", "~", 5, "家", 2026)]),
        ("高新技术企业达到260家。", [("", "高新技术企业", ">=", 260, "家", 2026)]),
        ("单位产值能耗累计降幅达12%以上。", [("", "单位产值能耗降幅", ">=", 12, "%", 2026)]),
        ("5G基站建成900个。", [("", "5G基站", "=", 900, "个", 2026)]),
        ("高新技术企业数量翻一番。", [("", "高新技术企业数量", "=", 1, "番", 2026)]),
        ("审批时限压缩至15个工作日以内。", [("", "审批时限", "<=", 15, "个工作日", 2026)]),
        ("产值超10亿元的企业达到6家。", [("", "产值超10亿元的企业", ">=", 6, "家", 2026)]),
        (
            "培育4家以上年销售收入过20亿元的龙头企业。",
            [("", "年销售收入过20亿元的龙头企业", ">=", 4, "家", 2026)],
        ),
        ("组建规模不低于5亿元的产业引导基金。", [("产业引导基金", "规模", ">=", 5, "亿元", 2026)]),
        ("规划建设600P智能算力中心。", [("", "智能算力中心", "=", 600, "P", 2026)]),
        ("各县(市、区)建成中试平台8个。", [("各县(市、区)", "中试平台", "=", 8, "个", 2026)]),
    ],
)
def test_a_clause_gives_metric_subject_operator_value_unit_and_year(body: str, expected: list[Row]) -> None:
    assert rows(body) == expected


def test_a_range_has_both_ends() -> None:
    (goal,) = goals("建设省级工程中心3至5家。")
    assert (goal.value, goal.value_max, goal.metric) == (3, 5, "省级工程中心")


def test_a_quote_holds_the_number_and_the_path_leads_to_it() -> None:
    made = document(f"{PLAN}\n一、重点任务\n(一)做强链条。支持企业技改,培育链主企业9家、配套企业70家。\n")
    quotes = [(made.text.text[t.start : t.end], t.path) for t in targets_of(made)]
    assert quotes == [("培育链主企业9家", "一/(一)"), ("培育链主企业9家、配套企业70家", "一/(一)")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "国家级、省级专精特新企业累计分别达到6家、90家以上。",
            [("国家级专精特新企业", 6, ">="), ("省级专精特新企业", 90, ">=")],
        ),
        (
            "产值过500亿元、100亿元的产业集群分别达到2个、9个。",
            [("产值过500亿元的产业集群", 2, ">="), ("产值过100亿元的产业集群", 9, ">=")],
        ),
        ("形成数据集、行业模型各20个。", [("数据集", 20, "="), ("行业模型", 20, "=")]),
        ("建成国家级绿色工厂2家、省级15家。", [("国家级绿色工厂", 2, "="), ("省级绿色工厂", 15, "=")]),
        ("培育2个千亿级、3个百亿级产业集群。", [("千亿级产业集群", 2, "="), ("百亿级产业集群", 3, "=")]),
        ("打造12个矿山场景和8个示范车间。", [("矿山场景", 12, "="), ("示范车间", 8, "=")]),
        (
            "引进培育首席专家10人、青年工程师300人。",
            [("引进培育首席专家", 10, "="), ("引进培育青年工程师", 300, "=")],
        ),
    ],
)
def test_a_list_shares_heads_verbs_and_comparison(body: str, expected: list[tuple[str, float, str]]) -> None:
    assert [(t.metric, t.value, t.op) for t in goals(body)] == expected


def test_years_before_a_list_go_to_its_numbers_in_order() -> None:
    found = goals("2024年、2025年、2026年新签约工业项目分别达到60个、70个、80个。")
    assert [(t.year, t.value) for t in found] == [(2024, 60), (2025, 70), (2026, 80)]


def test_places_with_so_many_each_are_the_subject() -> None:
    (goal,) = goals("智能终端产品:东城、西湖、南山各6个以上。")
    assert (goal.subject, goal.metric, goal.value) == ("东城、西湖、南山", "智能终端产品", 6)


def test_a_year_holds_on_in_its_paragraph_and_not_in_the_next_item() -> None:
    body = "(一)强链。到2027年,链主企业达到9家。引进配套企业30家。\n(二)补链。建成中试平台4个。"
    assert [(t.value, t.year) for t in goals(body, IDEAS)] == [(9, 2027), (30, 2027), (4, None)]


def test_a_year_holds_for_all_items_under_a_heading_of_goals() -> None:
    body = "到2027年,建成全省制造强市。\n(一)企业培育:培育链主企业9家。\n(二)创新能力:建成中试平台4个。"
    assert [(t.value, t.year) for t in goals(body, IDEAS, "一、发展目标")] == [(9, 2027), (4, 2027)]


def test_a_later_year_takes_over_and_goes_on_with_the_metric_before() -> None:
    found = rows("力争2025年算力规模突破300P;到2026年突破500P。")
    assert found == [("", "算力规模", ">", 300, "P", 2025), ("", "算力规模", ">", 500, "P", 2026)]


def test_a_year_in_a_closing_bracket_holds_for_its_sentence() -> None:
    assert rows("突破关键技术30项(2028年底)。", IDEAS) == [("", "突破关键技术", "=", 30, "项", 2028)]


def test_the_term_of_a_plan_is_the_last_resort() -> None:
    assert [t.year for t in goals("建成中试平台4个。", PLAN)] == [2026]
    assert [t.year for t in goals("建成中试平台4个。", IDEAS)] == [None]
    assert [t.year for t in goals("建成中试平台4个。", "云川市“十五五”轴承产业发展规划")] == [2030]


@pytest.mark.parametrize(
    ("body", "periods"),
    [
        ("每年新增规上工业企业30家以上。", [("annual", None)]),
        ("研发经费投入年均增长8%以上。", [("annual", None)]),
        ("每季度至少举办一次供需对接会。", [("annual", None)]),
        ("到2026年,每年培训技师2000人。", [("annual", 2026)]),
        ("每年实施技改项目100项,到2026年智能工厂达到20家。", [("annual", None), ("by_year", 2026)]),
        ("工业投资年均增长10%,新建厂房60万平方米。", [("annual", None), ("by_year", 2026)]),
    ],
)
def test_recurring_goals_are_annual(body: str, periods: list[tuple[str, int | None]]) -> None:
    assert [(t.period, t.year) for t in goals(body)] == periods


def test_at_least_before_the_verb_is_the_operator() -> None:
    assert [(t.op, t.value) for t in goals("每年至少举办一次供需对接会。")] == [(">=", 1)]


def test_the_subject_goes_on_where_only_the_measure_changes() -> None:
    found = goals("轴承产业产值达到300亿元,增加值达到90亿元。")
    assert [(t.subject, t.metric) for t in found] == [("轴承产业", "产值"), ("轴承产业", "增加值")]


def test_a_heading_that_names_an_industry_is_the_subject_of_a_bare_measure() -> None:
    assert [t.subject for t in goals("(一)绿色食品产业。推动精深加工,产值达到60亿元。")] == ["绿色食品产业"]
    assert [t.subject for t in goals("(一)大力发展绿色食品产业。推动加工,产值达到60亿元。")] == ["绿色食品产业"]
    assert [t.subject for t in goals("(一)完善推进机制。全面发力,产值达到60亿元。")] == [""]


def test_a_field_that_opens_the_sentence_is_the_subject() -> None:
    found = goals("在纺织领域,梳理需求40个以上,打造应用5个。")
    assert [(t.subject, t.value) for t in found] == [("纺织领域", 40), ("纺织领域", 5)]


def test_known_industries_are_recognised_as_subjects() -> None:
    made = document(f"{PLAN}\n一、重点任务\n低空物流规模达到30亿元。\n")
    known = Name("一", 0, 1, "test", 1.0, "industry", "低空物流")
    assert [t.subject for t in targets_of(made)] == [""]
    assert [(t.subject, t.metric) for t in targets_of(made, [known])] == [("低空物流", "规模")]


@pytest.mark.parametrize(
    "body",
    [
        "目前全市已有规上企业300家,2023年产值达到900亿元。",
        "截至2023年底,建成智能工厂40家。",
        "近年来,累计引进项目60个,拥有创新平台25家。",
        "聚焦13条重点产业链,即茶、轴承、光伏等。",
        "对新认定的企业给予50万元奖励。",
        "对设备投入按不超过20%的比例予以补助。",
        "单个项目最高不超过300万元。",
        "深入实施“1366”工程,对标世界500强,推进5G应用。",
        "根据云政发〔2023〕12号文件,2024年3月5日印发。",
        "联系电话0710-3456789。",
        "支持企业升规纳统,培育一批链主企业。",
        "推进三个中心建设,抓好五个方面工作。",
        "推进东山千家产业园建设。",
        "形成千亿级产业集群,实现规上企业全覆盖。",
        "按照《云川市企业梯度培育三年行动(到2026年企业达到500家)》组织实施。",
    ],
)
def test_history_conditions_lists_and_names_are_no_goals(body: str) -> None:
    assert rows(body) == []


def test_what_a_section_tells_of_the_past_is_no_goal() -> None:
    assert rows("(一)基础牢固。规上企业达到300家,总量居全省前列。", heading="一、发展现状") == []


def test_a_goal_told_twice_is_one_target() -> None:
    body = "到2026年,全市建成智能工厂40家。\n强化改造,智能工厂达到40家。\n建成智能车间40家。"
    assert [(t.metric, t.value) for t in goals(body)] == [("智能工厂", 40), ("智能车间", 40)]


def test_a_table_of_indicators_gives_one_goal_a_row() -> None:
    table = "指标维度序号指标名称2027年属性\n能力1智能算力规模(P)≥900预期性\n2绿电占比(%)\n≥75约束性"
    assert [row for row in rows(table, IDEAS) if row[1] != ""] == [
        ("", "智能算力规模", ">=", 900, "P", 2027),
        ("", "绿电占比", ">=", 75, "%", 2027),
    ]


def test_rows_of_a_list_of_projects_are_no_goals() -> None:
    head = "附件\n重点项目清单\n序号项目名称建设规模及内容总投资(亿元)建设年限\n"
    assert rows(f"{head}1轴承扩产项目新增厂房3万平方米,年产轴承600万套。6.5") == []


def test_a_document_is_read_alike_each_time() -> None:
    body = "国家级、省级平台分别达到3个、20个,每年培训技师800人;到2026年产值突破90亿元。"
    assert goals(body) == goals(body)


GOLD = SHARED / "gold"
gold = pytest.mark.skipif(not GOLD.exists(), reason="gold files are not beside this checkout")


def pairs() -> list[tuple[dict[str, Any], Document]]:
    made = []
    for path in [*sorted(GOLD.glob("*.gold.json")), *sorted(GOLD.glob("train/*.gold.json"))]:
        stem = path.name.removesuffix(".gold.json")
        text = SHARED / ("corpus" if path.parent.name == "train" else "policies") / f"{stem}.txt"
        made.append((json.loads(path.read_text("utf-8")), parse(read(text))))
    return made


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_gold(target: Target) -> dict[str, Any]:
    return {name: getattr(target, name) for name in ("subject", "metric", "op", "value", "unit", "year", "period")}


@gold
@pytest.mark.parametrize(("first", "f1"), [(2, 0.98), (None, 0.935)], ids=["policies", "all"])
def test_targets_match_the_gold(first: int | None, f1: float) -> None:
    score = scorer()
    total: dict[str, list[int]] = {}
    for expected, made in pairs()[:first]:
        found = {"targets": [as_gold(t) for t in targets_of(made)]}
        score.score_pair({"targets": expected["targets"]}, found, total, {k: [[], []] for k in score.SHOWN})
    assert score.f1(*total["target"])[2] >= f1
    assert {name: hit / of > least for name, least in LEAST.items() for hit, of in [total[name]]} == dict.fromkeys(
        LEAST, True
    )


LEAST = {"target.op": 0.98, "target.period": 0.98, "target.subject": 0.84}


@gold
def test_five_documents_take_under_two_seconds_on_a_busy_machine() -> None:
    made = [parse(read(path)) for path in sorted((SHARED / "policies").glob("*.txt"))]
    start = time.perf_counter()
    assert sum(len(list(targets_of(one))) for one in made) > 100
    assert time.perf_counter() - start < 2.0
