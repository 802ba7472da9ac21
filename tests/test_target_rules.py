from __future__ import annotations

import pytest

from ingest.records import Target
from ingest.targets import targets_of
from tests.documents import document

PLAN = "云川市产业发展行动方案(2024—2026年)"
IDEAS = "云川市关于加快产业发展的若干意见"


def goals(body: str, title: str = PLAN, heading: str = "一、重点任务") -> list[Target]:
    return list(targets_of(document(f"{title}\n{heading}\n{body}\n")))


def subjects(body: str, title: str = PLAN, heading: str = "一、重点任务") -> list[tuple[str, str]]:
    return [(t.subject, t.metric) for t in goals(body, title, heading)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("规模以上陶瓷企业实现增加值90亿元。", [("规模以上陶瓷企业", "增加值")]),
        ("陶瓷综合能耗低于1.2吨标煤/吨产品。", [("陶瓷", "综合能耗")]),
        ("茶叶综合产值达到90亿元。", [("茶叶", "综合产值")]),
        ("规上工业总产值达到900亿元。", [("", "规上工业总产值")]),
        ("轴承产业研发人才数量达到900人。", [("轴承产业", "研发人才数量")]),
        ("省级开发区亩均税收达到20万元。", [("省级开发区", "亩均税收")]),
        ("相关产业规模突破80亿元。", [("", "相关产业规模")]),
        ("培育东山、西湖等2个轴承产业集群。", [("", "轴承产业集群")]),
    ],
)
def test_the_owner_of_a_measure_is_its_subject(body: str, expected: list[tuple[str, str]]) -> None:
    assert subjects(body) == expected


def test_an_industry_holds_on_in_its_sentence_unless_the_title_names_it() -> None:
    body = "轴承产业产值达到300亿元,培育龙头企业5家。培育链主企业3家。"
    assert [s for s, _ in subjects(body)] == ["轴承产业", "轴承产业", ""]
    assert [s for s, _ in subjects(body, "云川市轴承产业行动方案(2024—2026年)")] == ["轴承产业", "", ""]


def test_what_is_said_of_the_whole_region_is_not_the_industrys() -> None:
    assert [s for s, _ in subjects("轴承产业产值达到300亿元,全市培育链主企业3家。")] == ["轴承产业", ""]
    gross = "轴承产业产值达到300亿元,战略性新兴产业占规上工业总产值比重达到30%。"
    assert [s for s, _ in subjects(gross)] == ["轴承产业", ""]


def test_a_clause_that_tells_of_an_industry_is_what_follows_about() -> None:
    assert subjects("轴承产业综合实力显著增强,培育龙头企业5家。") == [("轴承产业", "龙头企业")]
    assert subjects("新兴产业快速发展壮大,培育龙头企业5家。") == [("", "龙头企业")]


def test_a_platform_built_is_the_subject_of_what_it_serves() -> None:
    assert subjects("建成陶瓷公共服务平台,服务企业50家以上。") == [("陶瓷公共服务平台", "服务企业")]


def test_goals_of_a_section_that_develops_an_industry_are_about_it() -> None:
    body = "(一)促进轴承产业突破发展。\n主要目标:到2026年,培育龙头企业5家。"
    assert subjects(body) == [("轴承产业", "龙头企业")]


def test_a_batch_is_the_subject_of_the_goals_under_it() -> None:
    assert subjects("1.开工建设一批项目。其中,风电项目8项。") == [("开工建设项目", "风电项目")]


def test_a_goal_told_again_in_another_section_is_a_goal_and_in_an_annex_is_none() -> None:
    again = f"{PLAN}\n一、目标\n建成智能工厂40家。\n二、任务\n建成智能工厂40家。\n附件\n任务表\n建成智能工厂40家。\n"
    assert [t.path for t in targets_of(document(again))] == ["一", "二"]


def test_every_member_of_a_list_has_the_capacity_told_at_its_end() -> None:
    found = goals("形成20万吨乙二醇、90万吨纯碱的生产能力。")
    assert [(t.subject, t.metric, t.value) for t in found] == [("乙二醇", "生产能力", 20), ("纯碱", "生产能力", 90)]


def test_every_year_holds_for_rates_and_counts_but_not_for_totals() -> None:
    found = goals("每年落实招商项目90个以上,项目履约率90%,累计引进企业200家。")
    assert [t.period for t in found] == ["annual", "annual", "by_year"]


def test_a_measure_that_rises_is_what_the_next_number_counts() -> None:
    found = goals("研发投入占营业收入比重持续提升,2025年达到3%以上。")
    assert [(t.metric, t.value, t.year) for t in found] == [("研发投入占营业收入比重", 3, 2025)]


def test_an_amount_after_a_count_describes_what_is_counted() -> None:
    assert [(t.metric, t.value) for t in goals("招引20个10亿元以上工业项目。")] == [("招引10亿元以上工业项目", 20)]


def test_a_year_that_is_compared_with_is_no_history() -> None:
    found = goals("休闲渔业产值在2020年的基础上增长两倍,工业能耗较“十三五”末下降12%。")
    assert [(t.value, t.unit, t.year) for t in found] == [(2, "倍", 2026), (12, "%", 2026)]


@pytest.mark.parametrize(
    "body",
    [
        "土地出让金可按最低价的70%确定。",
        "对营业收入占比超过20%的,优先支持。",
        "推进60万吨煤制烯烃项目。",
        "总用地面积39亩,建筑面积8万平方米。",
        "做好9个方面工作。",
        "纳入3类及以上化学药品目录。",
        "省经信厅5000万元。",
    ],
)
def test_conditions_plots_and_classes_are_no_goals(body: str) -> None:
    assert goals(body) == []


def test_a_commitment_of_the_treasury_is_a_goal_beside_a_grant() -> None:
    found = goals("省财政年度安排6亿元资金,按投资额的5%给予补助。", IDEAS)
    assert [(t.value, t.unit, t.period) for t in found] == [(6, "亿元", "annual")]


def test_a_row_of_a_project_list_with_a_term_promises_for_its_project() -> None:
    head = "附件\n重点项目清单\n序号项目名称项目代码建设规模和内容起止年限总投资(亿元)责任单位\n"
    rows = (
        "1云川数据空间2404-330303-04-01-548652建筑面积3万平方米,接入超900家企业,打造场景40个。云川市2025-2027市发展改革委\n"
        "2东山轴承项目2404-330303-04-01-548653建筑面积2万平方米,购置设备30台。云川市2025-2026市数据局\n"
    )
    found = list(targets_of(document(f"{IDEAS}\n一、任务\n建成工厂4家。\n{head}{rows}")))
    assert [(t.subject, t.value, t.year) for t in found][1:] == [
        ("云川数据空间", 900, 2027),
        ("云川数据空间", 40, 2027),
    ]


def test_rates_of_an_annex_without_any_year_are_what_was_reached() -> None:
    annex = "附件\n成果清单\n体系运行后,巡查效率提升60%。部署无人机40架。\n"
    found = list(targets_of(document(f"{IDEAS}\n一、任务\n建成工厂4家。\n{annex}")))
    assert [t.value for t in found] == [4, 40]
