from __future__ import annotations

import pytest

from ingest.records import PolicyMeta
from tests.documents import document

NOTICE = """云川市人民政府办公室关于印发云川市工业发展三年行动方案的通知
索引号\t000-1\t主题分类\t通知
发文字号\t云政办发〔2024〕11号\t发布时间\t2024年08月09日 08:27
各县(区)人民政府:
现将《云川市工业发展三年行动方案》印发给你们。
云川市人民政府办公室
2024年8月2日
云川市工业发展三年行动方案(2024—2026年)
为加快发展,制定本方案。
一、总体要求
"""
DRAFT = "关于加快云川市制造业发展的实施意见\n(征求意见稿)\n云川市经济和信息化局\n2024年11月1日\n一、总体要求\n"


def meta(text: str) -> PolicyMeta:
    return document(text).meta


def test_a_plan_takes_its_number_and_issuer_from_its_notice() -> None:
    found = meta(NOTICE)
    assert found.title == "云川市工业发展三年行动方案(2024—2026年)"
    assert (found.doc_number, found.issuer) == ("云政办发〔2024〕11号", "云川市人民政府办公室")
    assert (found.issued_on, found.period) == ("2024-08-02", (2024, 2026))
    assert (found.region, found.status, found.level) == ("云川市", "in_force", "city")


def test_a_draft_says_so() -> None:
    found = meta(DRAFT)
    assert (found.title, found.status) == ("关于加快云川市制造业发展的实施意见(征求意见稿)", "draft")
    assert (found.issuer, found.issued_on) == ("云川市经济和信息化局", "2024-11-01")


def test_the_title_span_is_the_title() -> None:
    for text in (NOTICE, DRAFT, "# 云川市产业规划\n一、要求"):
        made = document(text)
        start, end = made.meta.title_span
        assert made.text.text[start:end] == made.meta.title


@pytest.mark.parametrize(
    "text", ["于2016年3月5日前报送,明确时间节点,此句较长而不是落款,只是正文中的一个时间要求,不应当作日期。", "无日期"]
)
def test_dates_in_the_text_are_no_issue_dates(text: str) -> None:
    assert meta(f"云川市实施方案\n{text}").issued_on == ""


def test_a_plan_for_a_five_year_period() -> None:
    assert meta("云川市“十四五”产业发展规划\n一、要求").period == (2021, 2025)


def test_a_file_without_a_title_is_called_by_its_name() -> None:
    assert meta("这是一段话。").title == "测试"


def test_a_date_that_does_not_exist_is_no_date() -> None:
    assert meta("云川市实施方案\n2024年2月30日\n").issued_on == ""
    assert meta("云川市实施方案\n2024年2月30日\n2024年3月1日\n").issued_on == "2024-03-01"


BODY = "为加快发展,制定本方案。一、总体要求。"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"云川市实施方案\n发布日期:2024-08-09\n云川市人民政府 2024年8月2日(此件公开发布)\n{BODY}", "2024-08-02"),
        (f"云川市实施方案\n现印发给你们,请认真贯彻执行。云川市人民政府 2024年8月2日\n{BODY}", "2024-08-02"),
        (f"云川市实施方案\n请认真执行。2024年8月2日 (此件公开发布) {BODY}", "2024-08-02"),
        (f"云川市实施方案\n二○○九年九月五日\n{BODY}", "2009-09-05"),
        (f"云川市实施方案\n云川市人民政府\n二〇二一年十二月三十一日\n{BODY}", "2021-12-31"),
        (f"云川市实施方案\n发布日期:2024-08-09\n{BODY}", "2024-08-09"),
        (f"云川市实施方案\n根据云川市人民政府2024年8月2日会议要求,{BODY}", ""),
    ],
)
def test_the_day_under_the_text_counts_before_the_page_s_own(text: str, day: str) -> None:
    assert meta(text).issued_on == day


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("各县(区)人民政府:《关于支持瓷业的若干措施》已经市政府同意,现印发给你们。" + BODY, "关于支持瓷业的若干措施"),
        (
            "为推动产业发展,云川市经信局等制定了《云川市瓷业行动方案(2024-2026年)》,现予以印发。" + BODY,
            "云川市瓷业行动方案(2024-2026年)",
        ),
        (
            "云川市人民政府关于加快瓷业发展的意见云政发〔2024〕7号各县(区)人民政府:" + BODY,
            "云川市人民政府关于加快瓷业发展的意见",
        ),
        ("云川市人民政府办公室2024年8月2日(此件公开发布)促进瓷业发展行动方案\n" + BODY, "促进瓷业发展行动方案"),
        ("云川市瓷业工作方案(4月3日修改稿)\n" + BODY, "云川市瓷业工作方案"),
        ("根据《云川市瓷业规划》,贯彻《全省瓷业方案》精神。" + BODY, "测试"),
    ],
)
def test_a_title_is_found_within_a_line(text: str, title: str) -> None:
    made = document(text)
    assert made.meta.title == title
    start, end = made.meta.title_span
    assert title == "测试" or made.text.text[start:end] == title


@pytest.mark.parametrize(
    "text",
    [
        "云川市人民政府关于加快瓷业发展的意见云政发〔2024〕7号各县(区)人民政府:" + BODY,
        "云川市人民政府关于印发云川市瓷业行动方案的通知(云政发〔2024〕7号)\n" + BODY,
        "云川市人民政府关于印发云川市瓷业行动方案的通知\n云政发〔2024〕7号各县(区)人民政府,市级各部门:\n" + BODY,
    ],
)
def test_a_number_beside_the_title_or_the_addressed_is_the_document_s(text: str) -> None:
    assert (meta(text).doc_number, meta(text).issuer) == ("云政发〔2024〕7号", "云川市人民政府")


def test_a_number_quoted_in_the_text_is_not() -> None:
    assert meta("云川市瓷业行动方案\n根据《全省方案》(某政发〔2024〕7号)精神,制定本方案。").doc_number == ""


def test_a_heading_that_ends_like_a_bureau_is_no_issuer() -> None:
    assert meta("云川市瓷业规划\n第一节优化协同创新布局\n" + BODY).issuer == ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "国务院办公厅关于对瓷业\n加大支持力度的通知\n各省人民政府:" + BODY,
            "国务院办公厅关于对瓷业加大支持力度的通知",
        ),
        (
            "云川市政府关于印发(云川)\n瓷业试验区方案的通知(2023年4月3日)\n" + BODY,
            "云川市政府关于印发(云川)瓷业试验区方案的通知",
        ),
        (
            "现将《加快瓷业数据集建设方案》印发给你们。\n2024年8月6日\n加快瓷业数据集\n建设方案\n" + BODY,
            "加快瓷业数据集建设方案",
        ),
    ],
)
def test_a_title_over_two_lines_is_whole(text: str, title: str) -> None:
    made = document(text)
    assert made.meta.title == title
    assert made.text.text[slice(*made.meta.title_span)].replace("\n", "") == title


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("云川市2026年政府工作报告\n" + BODY, (2026, 2026)),
        ("云川市推进瓷业提质2023年行动计划\n" + BODY, (2023, 2023)),
        ("云川市瓷业规划\n特制定本规划。本规划作为2009-2012年瓷业的总纲。", (2009, 2012)),
        ("云川市瓷业规划\n为落实《全省瓷业行动计划(2025-2027年)》,制定本规划。", None),
        (
            "关于印发瓷业规划的通知\n现将《云川市瓷业规划(2025-2027年)》印发给你们。\n云川市瓷业规划\n" + BODY,
            (2025, 2027),
        ),
    ],
)
def test_the_period_is_the_document_s_own(text: str, period: tuple[int, int] | None) -> None:
    assert meta(text).period == period
