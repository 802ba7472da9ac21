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
