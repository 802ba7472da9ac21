"""Tables of projects whose cells ran together."""

import pytest

from ingest.project_rows import project_rows

CODED = """附件2
序号所属类别项目名称项目代码企业名称区县总投资(亿元)
1智能终端砚川精机人形机器人关节生产线项目(一期)2501-330111-39-03-140706砚川精机股份有限公司云溪区18.0
2智能终端云溪视觉年产500套检测设备项目2502-330111-39-03-140707云溪视觉科技集团有限公司云溪区2.5
3智能终端砚川传感器产业园2503-330111-39-03-140708砚川城投集团云溪区7.1"""
FIRM_FIRST = """序号实施单位项目名称预计投资(亿元)
1砚川天工微电子公司液晶模组生产线项目70
2云溪软件有限公司工业软件研发项目3.53砚川重机集团有限公司盾构机再制造项目12"""
STATED = """序号项目名称建设规模和内容建设地点
1砚川智算中心项目项目占地30亩,建设机房。
2云溪数据标注基地在建砚川数字有限公司建筑面积3万平方米。
二、保障措施
3建设一批产业项目。"""


def names(text: str, kind: str) -> list[str]:
    """The names of one kind that the rows of a text give."""
    return [text[found.start : found.end] for found in project_rows(text) if found.kind == kind]


def test_a_code_ends_the_name_and_the_builder_follows():
    """The column of sorts before the name is no part of it."""
    assert names(CODED, "PROJ") == [
        "砚川精机人形机器人关节生产线项目(一期)",
        "云溪视觉年产500套检测设备项目",
        "砚川传感器产业园",
    ]
    assert names(CODED, "ENT") == ["砚川精机股份有限公司", "云溪视觉科技集团有限公司", "砚川城投集团"]


def test_a_builder_that_stands_first_parts_rows_that_ran_together():
    """The amount at the end of a row is no part of a name."""
    assert names(FIRM_FIRST, "PROJ") == ["液晶模组生产线项目", "工业软件研发项目", "盾构机再制造项目"]
    assert names(FIRM_FIRST, "ENT") == ["砚川天工微电子公司", "云溪软件有限公司", "砚川重机集团有限公司"]


def test_what_is_told_of_a_project_ends_its_name_and_a_heading_ends_the_table():
    """Numbered sentences after the table are no rows."""
    assert names(STATED, "PROJ") == ["砚川智算中心项目", "云溪数据标注基地"]


@pytest.mark.parametrize(
    "text", ["序号具体任务牵头部门\n1建设砚川智算中心项目项目。市发改委", "1砚川智算中心项目项目占地30亩", ""]
)
def test_tables_without_project_names_give_none(text):
    """Only a header with a column of project names opens a table."""
    assert not list(project_rows(text))
