from __future__ import annotations

import pytest

from ingest.due import due_of, due_of_row


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("到2027年,建成园区,2026年底前开工", ("2027", "2026")),
        ("2026年10月底前出台办法", ("2026-10",)),
        ("出台办法(2026年10月)", ("2026-10",)),
        ("建设园区(市工信局负责。实施期限:2025—2027年)", ("2025", "2027")),
        ("到2030年建成(责任单位:市工信局;完成时限:2026年3月)", ("2026-03",)),
        ("2019年完成投资", ()),
    ],
)
def test_due_of_words(text: str, due: tuple[str, ...]) -> None:
    assert due_of(text) == due


@pytest.mark.parametrize(
    ("header", "row", "edges", "due"),
    [
        ("序号任务完成时限责任单位", "1建园区12月市工信局", ("1建园区12月",), ("2026-12",)),
        ("序号任务责任单位完成时间", "1建园区市工信局2027年3月", ("1建园区市工信局2027年3月",), ("2027-03",)),
        ("序号任务完成时限责任单位", "1建园区2027年底市工信局", ("1建园区2027年底",), ("2027",)),
        ("序号项目起止年限责任单位", "1建园区2024-2028市工信局", ("1建园区2024-2028",), ("2028",)),
        ("序号任务2026年目标2027年目标责任单位", "1建园区1个2个市工信局", ("1建园区1个2个",), ("2026", "2027")),
        ("序号任务责任单位", "1到2027年建园区市工信局", ("1到2027年建园区",), ("2027",)),
    ],
)
def test_due_of_rows(header: str, row: str, edges: tuple[str, ...], due: tuple[str, ...]) -> None:
    assert due_of_row(header, row, edges, "2026") == due


def test_a_month_without_a_year_is_no_date() -> None:
    assert due_of_row("序号任务完成时限责任单位", "1建园区12月市工信局", ("1建园区12月",), "") == ()
