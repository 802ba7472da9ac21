"""Grids of a reader as rows of a document: headers, merged cells, sections, groups, projects, indicators."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.blocks import Block, Cell, Place, Run
from ingest.errors import NotAPolicyError
from ingest.names import names_of
from ingest.parse import parse
from ingest.pipeline import extract
from ingest.project_rows import cell_rows
from ingest.records import Document, Source
from ingest.render import render
from ingest.tagger import Scored
from ingest.targets import targets_of
from ingest.tasks import tasks_of


def grid(*rows: Sequence[str | tuple[int, int]]) -> Block:
    """A table; a pair instead of a text repeats the cell at that row and column."""
    cells: list[list[Cell]] = []
    for r, row in enumerate(rows):
        cells.append([])
        for c, text in enumerate(row):
            place = Place(table=1, row=r + 1, column=c + 1)
            own = Cell(text, (r, c), (Run(0, len(text), place),)) if isinstance(text, str) else cells[text[0]][text[1]]
            cells[r].append(own)
    return Block("table", rows=tuple(map(tuple, cells)))


def document(*blocks: Block, title: str = "云川市制造业发展行动计划(2026—2028年)") -> Document:
    text, runs = render((Block("paragraph", title), *blocks))
    return parse(Source(Path("a.docx"), text, "docx", "", runs, exact=True))


def rows(made: Document) -> list[dict[str, str]]:
    text = made.text.text
    return [{n: text[a:b] for n, (a, b) in p.cells.items()} for p in made.passages if p.kind == "row"]


TASKS = grid(
    ("表1 重点任务", (0, 0), (0, 0), (0, 0)),
    ("序号", "领域", "任务", "责任单位"),
    ("一、提升", (2, 0), (2, 0), (2, 0)),
    ("1", "芯片(牵头单位:市科技局)", "攻关光刻材料", "市经信局、市发改委"),
    ("2", (3, 1), "建设中试线", ""),
    ("3", "整车", "扩大产能", "市工信局"),
)


def test_a_row_has_the_cells_of_its_columns_and_no_other() -> None:
    made = document(TASKS)
    assert rows(made) == [
        {"领域": "芯片(牵头单位:市科技局)", "任务": "攻关光刻材料", "责任单位": "市经信局、市发改委"},
        {"领域": "芯片(牵头单位:市科技局)", "任务": "建设中试线"},
        {"领域": "整车", "任务": "扩大产能", "责任单位": "市工信局"},
    ]
    assert [p.path for p in made.passages if p.kind == "row"] == ["一/1", "一/2", "一/3"]


def test_a_number_stays_with_the_words_of_its_row() -> None:
    text = document(TASKS).text.text.replace("\n", "")
    assert "1芯片(牵头单位:市科技局)攻关" in text
    assert "2建设中试线" in text


def test_the_unit_of_a_group_leads_its_rows_and_an_empty_cell_takes_no_unit_from_above() -> None:
    found = [([u.name for u in t.leads], [u.name for u in t.supports]) for t in tasks_of(document(TASKS))]
    assert found == [
        (["市科技局"], ["市经信局", "市发改委"]),
        (["市科技局"], []),
        (["市工信局"], []),
    ]


def test_two_rows_of_a_header_become_one_and_a_repeated_header_is_left_out() -> None:
    made = document(
        grid(
            ("产品", "产量", (0, 1), "单位责任"),
            ((0, 0), "2026年", "2027年", (0, 3)),
            ("轴承", "5", "6", "市经信局"),
            ("产品", "产量2026年", "产量2027年", "单位责任"),
            ("齿轮", "7", "8", "市科技局"),
        )
    )
    assert rows(made) == [
        {"产品": "轴承", "产量2026年": "5", "产量2027年": "6", "单位责任": "市经信局"},
        {"产品": "齿轮", "产量2026年": "7", "产量2027年": "8", "单位责任": "市科技局"},
    ]


def test_names_of_a_column_split_under_one_heading_are_a_header_of_two_rows() -> None:
    made = document(grid(("计划", (0, 0), "条目", (0, 2)), ("年度", "名称", "数量", "金额"), ("2026", "甲", "3", "50")))
    assert rows(made) == [{"计划年度": "2026", "计划名称": "甲", "条目数量": "3", "条目金额": "50"}]


def test_two_tables_are_two() -> None:
    made = document(grid(("序号", "任务"), ("1", "甲事")), grid(("序号", "企业名称"), ("1", "乙有限公司")))
    assert rows(made) == [{"任务": "甲事"}, {"企业名称": "乙有限公司"}]


def test_a_form_has_no_rows() -> None:
    made = document(grid(("姓名", "12345"), ("电话", "678")))
    assert rows(made) == []


def test_projects_and_their_builders_are_named_by_their_columns() -> None:
    made = document(
        grid(
            ("序号", "项目名称", "建设单位", "总投资"),
            ("1", "年产5万台减速器", "云川精机有限公司、市城投集团有限公司", "5"),
            ("2", "轴承产业园二期", "市经信局", "7"),
        )
    )
    text = made.text.text
    found = [(f.kind, text[f.start : f.end]) for f in cell_rows(text, made.passages)]
    assert found == [
        ("PROJ", "年产5万台减速器"),
        ("ENT", "云川精机有限公司"),
        ("ENT", "市城投集团有限公司"),
        ("PROJ", "轴承产业园二期"),
    ]


def test_indicators_by_columns_of_years() -> None:
    made = document(
        grid(
            ("序号", "指标名称", "单位", "2025年", "2027年", "2028年"),
            ("1", "轴承产值", "亿元", "80", "120", "≥150"),
            ("2", "机床数控化率", "%", "60", "70", "80以上"),
        )
    )
    found = [(t.subject + t.metric, t.op, t.value, t.unit, t.year) for t in targets_of(made)]
    assert found == [
        ("轴承产值", "=", 120, "亿元", 2027),
        ("轴承产值", ">=", 150, "亿元", 2028),
        ("机床数控化率", "=", 70, "%", 2027),
        ("机床数控化率", ">=", 80, "%", 2028),
    ]


def test_units_on_lines_of_their_own_in_a_cell_are_units_of_their_own() -> None:
    made = document(grid(("序号", "任务", "责任单位"), ("1", "建 园区", "市发展 改革委 市科技局 市商务局")))
    (task,) = tasks_of(made)
    assert [u.name for u in (*task.leads, *task.supports)] == ["市发展改革委", "市科技局", "市商务局"]


@pytest.mark.parametrize(("column", "refused"), [("处罚金额", True), ("牵头单位", False)])
def test_a_long_roster_is_told_before_the_tagger_reads_it(column: str, refused: bool) -> None:
    sheet = grid(("序号", "企业名称", column), *((str(n), f"云川{n}号企业发展公司", "市经信局") for n in range(120)))
    text, runs = render((Block("paragraph", "支持产业建设推进政策工作"), sheet))
    source = Source(Path("a.xlsx"), text, "xlsx", "", runs, exact=True)
    if refused:
        with pytest.raises(NotAPolicyError, match="名单"):
            extract(source, [])
    else:
        assert extract(source, []).tasks


def test_a_column_of_a_year_before_the_document_is_no_goal() -> None:
    made = document(
        grid(("指标名称", "单位", "2019年", "2027年"), ("轴承产值", "亿元", "80", "120")),
        Block("paragraph", "云川市人民政府办公室"),
        Block("paragraph", "2025年3月4日"),
        title="云川市轴承产业发展实施意见",
    )
    assert [(t.value, t.year) for t in targets_of(made)] == [(120, 2027)]


def test_a_company_that_only_answers_for_tasks_is_proposed_and_a_registered_one_is_accepted() -> None:
    units = ("云川供电公司", "云川水务有限公司")
    table = grid(("序号", "任务", "责任单位"), ("1", "推进产业建设发展工作", "、".join(units)))
    text, runs = render((Block("paragraph", "云川市产业发展实施方案"), table))
    source = Source(Path("a.docx"), text, "docx", "", runs, exact=True)
    plain = parse(source).text.text
    spans = [Scored(plain.index(name), plain.index(name) + len(name), "ENT", 5.0) for name in units]
    facts = extract(source, spans)
    assert [n.name for n in facts.names if n.kind == "enterprise"] == ["云川水务有限公司"]
    assert [n.name for n in facts.proposals] == ["云川供电公司"]  # type: ignore[union-attr]


def test_a_builder_of_a_table_is_the_same_firm_in_the_name_of_its_project() -> None:
    made = document(
        grid(("序号", "项目名称", "建设单位"), ("1", "青川市云川精机有限公司年产5万台减速器项目", "云川精机有限公司"))
    )
    text, firm = made.text.text, "青川市云川精机有限公司"
    at = text.index(firm)
    names = names_of(made, [Scored(at, at + len(firm), "ENT", 5.0)])
    assert {n.name for n in names if n.kind == "enterprise"} == {"云川精机有限公司"}
