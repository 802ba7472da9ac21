from __future__ import annotations

from ingest.tasks import tasks_of
from tests.documents import document

Row = tuple[str, list[str], list[str]]


def rows(text: str) -> list[Row]:
    made = document(f"云川市发展工作方案\n附件1\n{text}\n")
    return [(t.path, [u.name for u in t.leads], [u.name for u in t.supports]) for t in tasks_of(made)]


def test_a_row_without_some_of_its_cells() -> None:
    text = (
        "| 序号 | 工作任务 | 完成时限 | 牵头单位 | 配合单位 |\n|---|---|---|---|---|\n"
        "| 1 | 建园区 | 2026年底 | 市工信局 | 市科技局、市财政局 |\n| 2 | 建平台 | | 市科技局 | 市财政局 |\n"
        "| 3 | 建基地 | 2027年底 | 市商务局 | |"
    )
    assert rows(text) == [
        ("附件1/1", ["市工信局"], ["市科技局", "市财政局"]),
        ("附件1/2", ["市科技局"], ["市财政局"]),
        ("附件1/3", ["市商务局"], []),
    ]


def test_rows_under_a_cell_of_several_rows() -> None:
    text = "序号\t工作任务\t责任单位\n1\t建园区\t市工信局、市科技局\n2\t建平台\n3\t建基地\t市商务局\n4\t办展会\t/"
    assert rows(text) == [
        ("附件1/1", ["市工信局"], ["市科技局"]),
        ("附件1/2", ["市工信局"], ["市科技局"]),
        ("附件1/3", ["市商务局"], []),
    ]


def test_a_heading_between_rows() -> None:
    text = "序号\t工作任务\t责任单位\n一、创新\n1\t建园区\t市工信局\n二、开放\n2\t建平台\t市商务局"
    assert rows(text) == [("附件1/一/1", ["市工信局"], []), ("附件1/二/2", ["市商务局"], [])]


def test_a_flattened_table_with_columns_of_its_own() -> None:
    text = (
        "序号\n项目名称\n建设地点\n总投资(亿元)\n责任单位\n1\n汽车产业园\n高新区\n12.5\n市工信局、高新区管委会\n"
        "2\n电子产业园\n南川县\n8\n南川县政府"
    )
    assert rows(text) == [
        ("附件1/1", ["市工信局"], ["高新区管委会"]),
        ("附件1/2", ["南川县政府"], []),
    ]
