from __future__ import annotations

import pytest

from tests.documents import document, paths

NESTED = """云川市推进产业发展实施方案
一、总体要求
加快发展,提升质量。
(一)主要目标。到2027年,产值达到100亿元。
二、重点任务
(一)壮大产业
1.汽车产业。发展整车、零部件。
(1)整车。发展新能源整车。
2.电子产业。发展芯片。
第三章 保障措施
附件
重点任务分解表
"""


def test_paths_follow_the_headings() -> None:
    assert paths(document(NESTED)) == [
        ("", "title", "云川市推进产业发展实施方"),
        ("一", "heading", "一、总体要求"),
        ("一", "paragraph", "加快发展,提升质量。"),
        ("一/(一)", "item", "(一)主要目标。到202"),
        ("二", "heading", "二、重点任务"),
        ("二/(一)", "heading", "(一)壮大产业"),
        ("二/(一)/1", "item", "1.汽车产业。发展整车、"),
        ("二/(一)/1/(1)", "item", "(1)整车。发展新能源整"),
        ("二/(一)/2", "item", "2.电子产业。发展芯片。"),
        ("三", "heading", "第三章保障措施"),
        ("附件", "heading", "附件"),
        ("附件", "title", "重点任务分解表"),
    ]


def test_markdown_is_tolerated() -> None:
    made = document("# 云川市实施方案\n\n## 一、总体要求\n\n### (一)做大\n\n- 发展汽车。\n")
    assert [p.path for p in made.passages] == ["", "一", "一/(一)", "一/(一)"]


def test_headings_govern_what_follows() -> None:
    made = document(NESTED)
    words = {p.path: made.text.text[slice(*p.heading)] for p in made.passages if p.heading}
    assert words["二/(一)/1"] == "汽车产业"
    assert words["一/(一)"] == "主要目标"


def test_page_chrome_and_contacts_are_left_out() -> None:
    made = document("首页 政务公开 招商\n联系人:某某,联系电话:0000-0000000\n云川市实施方案\n一、要求\n- 3 -\n发展。")
    assert [p.kind for p in made.passages] == ["title", "heading", "paragraph"]


FLAT = """附件
任务分解表
序号
工作任务
牵头单位
责任单位
时间节点
第一部分
1
绘制产业链图谱,动态调整目标企业库,
实施精准招商。
市招商局、市重点
产业服务中心
各县(市、区)政府
1.形成名录(2026年底)
2.每年签约项目10个以上
第二部分
2
建立项目库。
市发改委
/
每季度开展1次
"""


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_flattened_table_gets_its_rows_back(gap: str) -> None:
    made = document(FLAT.replace("\n", gap))
    rows = [p for p in made.passages if p.kind == "row"]
    cells = [{k: made.text.text[a:b].replace("\n", "") for k, (a, b) in r.cells.items()} for r in rows]
    assert [r.path for r in rows] == ["附件/1", "附件/2"]
    assert cells[0] == {
        "工作任务": "绘制产业链图谱,动态调整目标企业库,实施精准招商。",
        "牵头单位": "市招商局、市重点产业服务中心",
        "责任单位": "各县(市、区)政府",
        "时间节点": "1.形成名录(2026年底)2.每年签约项目10个以上",
    }
    assert cells[1] == {"工作任务": "建立项目库。", "牵头单位": "市发改委", "时间节点": "每季度开展1次"}


def test_a_piped_table() -> None:
    made = document(
        "附件1\n| 序号 | 工作任务 | 牵头单位 |\n|---|---|---|\n"
        "| 1 | 建园区 | 市工信局 |\n| 2 | 建平台 | 市科技局 |\n正文。"
    )
    rows = [p for p in made.passages if p.kind == "row"]
    assert [r.path for r in rows] == ["附件1/1", "附件1/2"]
    assert set(rows[0].cells) == {"工作任务", "牵头单位"}


def test_a_table_whose_cells_ran_together() -> None:
    made = document(
        "附件1\n序号具体任务牵头单位配合单位\n1打造终端矩阵市工信局市科技局、市数据局\n2推动企业上云市发展改革委各县(市、区)政府\n二、其他\n"
    )
    text = made.text.text
    rows = [{k: text[a:b] for k, (a, b) in p.cells.items()} for p in made.passages if p.kind == "row"]
    assert rows == [
        {"任务": "1打造终端矩阵", "牵头单位": "市工信局", "配合单位": "市科技局、市数据局"},
        {"任务": "2推动企业上云", "牵头单位": "市发展改革委", "配合单位": "各县(市、区)政府"},
    ]
