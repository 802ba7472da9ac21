from __future__ import annotations

import pytest

from ingest.records import Unit
from ingest.tails import inner_units, tail_units
from ingest.tasks import tasks_of
from tests.documents import document

Row = tuple[str, list[str], list[str]]


def _names(units: tuple[Unit, ...]) -> list[str]:
    return [u.name for u in units]


def rows(text: str) -> list[Row]:
    made = document(f"云川市发展工作方案\n附件1\n{text}\n")
    return [(t.path.rpartition("/")[2], _names(t.leads), _names(t.supports)) for t in tasks_of(made)]


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("1建设园区市发展改革委市经信局、市科技局", 2, ["市发展改革委", "市经信局、市科技局"]),
        ("1落实退税政策省财政厅省税务局、商务厅", 2, ["省财政厅", "省税务局、商务厅"]),
        ("1推进改革。市数据局(市人工智能局)相关县(市、区)政府", 2, ["市数据局(市人工智能局)", "相关县(市、区)政府"]),
        ("1推进改革。市国投集团(市数据集团)瓯海区政府", 2, ["市国投集团(市数据集团)", "瓯海区政府"]),
        ("1拓宽融资渠道省政府金融办河南银监局", 2, ["省政府金融办", "河南银监局"]),
        ("1加大投资。市财政局、中国人民银行衢州市分行", 1, ["市财政局、中国人民银行衢州市分行"]),
        ("1支持云川大学城校区创建重点实验室省科技厅、省教育厅", 1, ["省科技厅、省教育厅"]),
        ("1提升统一政务智能问答服务省数据局、省信访局", 1, ["省数据局、省信访局"]),
        ("1开展场景建设。省农业农村厅省科学技术厅", 1, ["省农业农村厅", "省科学技术厅"]),
        ("1建设平台。市科技局2025年12月", 1, ["市科技局"]),
        ("1建设平台12月市科技局\n/", 2, ["市科技局"]),
        ("1建设平台。之江实验室2025年12月", 1, ["之江实验室"]),
        ("1培育百亿级龙头企业5家", 1, []),
        ("1应用市科技局、市经信局、相关县(市、", 1, ["市科技局、市经信局"]),
    ],
)
def test_units_at_the_end_of_a_row(text: str, columns: int, expected: list[str]) -> None:
    assert [text[a:b] for a, b in tail_units(text, columns)] == expected


def test_units_begin_after_the_value_of_the_column_before() -> None:
    text = "1智算中心项目25.1云川算力有限公司在建云川市高新区发改局"
    assert [text[a:b] for a, b in tail_units(text, 1, ("新建", "在建"))] == ["云川市高新区发改局"]


def test_units_in_the_middle_of_a_row() -> None:
    text = "1光模块项目6落地场地已完成现场勘察成都云川通讯技术有限公司完工建成类否是"
    assert [text[a:b] for a, b in inner_units(text)] == ["成都云川通讯技术有限公司"]


def test_a_page_break_cuts_a_row_in_two() -> None:
    text = (
        "序号任务责任单位配合单位\n1建设园区,招引头部市发展改革委市经信局、市科技局、\n序号任务责任单位配合单位\n"
        "企业3家。市投资促进局\n2建设平台。市数据局市经信局"
    )
    assert rows(text) == [
        ("1", ["市发展改革委"], ["市经信局", "市科技局", "市投资促进局"]),
        ("2", ["市数据局"], ["市经信局"]),
    ]


def test_words_cut_off_by_a_page_break_end_no_table() -> None:
    text = (
        "序号任务责任单位\n1建设园区,出台市数据局\n序号任务责任单位\n满足来云人才居住需求的政策。\n2建设平台。市经信局"
    )
    assert rows(text) == [("1", ["市数据局"], []), ("2", ["市经信局"], [])]


@pytest.mark.parametrize(
    "row",
    [
        "1建设园区,培育企业。\n市经信局、\n市科技局",
        "1建设园区,培育企业。市经\n信局、市科技局",
        "1建设园区。市经信局、市科技\n局",
    ],
)
def test_a_row_over_several_lines(row: str) -> None:
    assert rows(f"序号任务责任单位\n{row}\n2建设平台。市数据局") == [
        ("1", ["市经信局"], ["市科技局"]),
        ("2", ["市数据局"], []),
    ]


def test_rows_share_the_cell_above() -> None:
    text = "序号工作指标责任单位\n1建成训练场10个省经信厅\n2培育示范场景30个\n3带动产量突破2万台\n4培育园区5个省科技厅"
    assert rows(text) == [
        ("1", ["省经信厅"], []),
        ("2", ["省经信厅"], []),
        ("3", ["省经信厅"], []),
        ("4", ["省科技厅"], []),
    ]


def test_a_section_ends_a_shared_cell() -> None:
    text = "序号工作指标责任单位\n一、创新\n1建成训练场10个省经信厅\n二、农业\n1培育农场30个\n2培育园区5个省农业农村厅"
    assert rows(text) == [("1", ["省经信厅"], []), ("2", ["省农业农村厅"], [])]


def test_a_lead_in_the_cell_of_a_field_leads_all_its_rows() -> None:
    text = (
        "序号领域名称简要描述责任单位拟投入时间\n1医疗(牵头单位:省卫生健康委)诊疗数据集归集数据。省卫生健康委2025年12月\n"
        "2门诊数据集归集门诊数据。云川市卫生健康委2025年12月\n3制造(牵头单位:省经信厅)装备数据集建设数据集。云川市经信局2026年6月"
    )
    assert rows(text) == [
        ("1", ["省卫生健康委"], []),
        ("2", ["省卫生健康委"], ["云川市卫生健康委"]),
        ("3", ["省经信厅"], ["云川市经信局"]),
    ]


def test_a_line_of_several_rows() -> None:
    text = (
        "序号工作举措政策建议责任单位\n1支持办赛在申报方面提供支持。省发展改革委、省经信厅2数据服务支持汇聚数据。省数据局"
        "3合作建设推动合作。省外办、省商务厅支持办展策划合作活动。省商务厅"
    )
    assert rows(text) == [
        ("1", ["省发展改革委"], ["省经信厅"]),
        ("2", ["省数据局"], []),
        ("3", ["省外办"], ["省商务厅"]),
        ("3", ["省商务厅"], []),
    ]


def test_prose_after_a_table_is_no_row() -> None:
    text = "序号任务责任单位\n1建设园区市经信局\n二、保障措施。由市科技局、市财政局"
    assert rows(text) == [("1", ["市经信局"], [])]


def test_a_column_of_supports_states_who_leads() -> None:
    made = document(
        "云川市方案\n附件1\n云川市2026年任务清单\n序号任务完成时限责任单位配合单位\n1建园区。12月市经信局,市科技局\n/\n"
    )
    (task,) = tasks_of(made)
    assert ([u.name for u in task.leads], task.basis, task.due) == (["市经信局", "市科技局"], "stated", ("2026-12",))
